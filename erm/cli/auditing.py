"""``erm audit verify``."""

from __future__ import annotations

import re

import typer

from erm.audit.queries import verify
from erm.cli.output import command, console, fail, load_settings, open_database
from erm.core.actor import SYSTEM

audit = typer.Typer(help="The log of who did what to whom.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(audit, name="audit")


@audit.callback()
def _group() -> None:
    """The log of who did what to whom."""


@audit.command("verify")
@command
async def verify_chain(
    known: str | None = typer.Option(
        None,
        "--known",
        metavar="NUMBER:HASH",
        help="What an earlier run printed: tells whether anything since was cut off or rewritten.",
    ),
) -> None:
    """Check that no entry of the audit log was changed or removed. Exit code 1 if one was."""
    written_down = _known(known)
    async with open_database(load_settings()):
        found = await verify(SYSTEM, known=written_down)
    if found.broken is not None:
        fail(f"The chain breaks at entry {found.broken.number}: {found.broken.reason}.")
    console.print(f"[green]✓[/] {found.count} entries, and the chain holds.")
    if found.count:
        console.print("Keep this elsewhere, to compare with --known later:")
        typer.echo(f"{found.count}:{found.head}")


def _known(value: str | None) -> tuple[int, str] | None:
    if value is None:
        return None
    match = re.fullmatch(r"(\d{1,9}):([0-9a-f]{64})", value.strip())
    if match is None:
        fail(
            "--known takes a number, a colon and 64 hexadecimal digits, as this command prints.", 2
        )
    return int(match[1]), match[2]
