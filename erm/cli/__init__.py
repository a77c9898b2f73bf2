"""The ``erm`` command.

One module per group of commands; ``output`` holds the console, settings and the way errors are
told: in words, without a traceback, with an exit code of 1 (or 2 for a wrong command line).
"""

from __future__ import annotations

from importlib.metadata import version

import typer

from erm.cli import accounts, auditing, digests, importing, keys, serving, upkeep
from erm.cli.output import console

app = typer.Typer(
    name="erm",
    help="A self-hosted platform for the relationships inside an organisation.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


def _show_version(wanted: bool) -> None:
    if wanted:
        console.print(f"erm {version('erm')}")
        raise typer.Exit


@app.callback()
def main(
    _: bool = typer.Option(
        False, "--version", callback=_show_version, is_eager=True, help="Show the version."
    ),
) -> None:
    """A self-hosted platform for the relationships inside an organisation."""


for module in (serving, upkeep, importing, accounts, digests, auditing, keys):
    module.register(app)
