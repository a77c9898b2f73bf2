"""``erm digest preview`` and ``erm digest send``."""

from __future__ import annotations

import typer
from rich.markup import escape

from erm.cli.accounts import EMAIL, find_person
from erm.cli.output import command, console, fail, load_settings, open_database
from erm.digest import issuing
from erm.flows.subscriptions import build_bus

digest = typer.Typer(help="The digest of one person.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(digest, name="digest")


@digest.command("preview")
@command
async def preview(
    email: str = EMAIL,
    html: bool = typer.Option(False, "--html", help="The HTML part instead of the text."),
) -> None:
    """Print the digest that somebody would get now; nothing is sent."""
    settings = load_settings()
    async with open_database(settings):
        mail = await issuing.preview(settings, (await find_person(email)).id)
    if mail is None:
        fail("There is nothing to tell them at the moment, or they are not there any more.")
    if html:
        typer.echo(mail.html)
        return
    console.print(f"[bold]{escape(mail.subject)}[/]\n")
    typer.echo(mail.text)


@digest.command("send")
@command
async def send(email: str = EMAIL) -> None:
    """Queue somebody's digest now, outside of its time; the worker sends it."""
    settings = load_settings()
    async with open_database(settings):
        address = await issuing.send(settings, build_bus(settings), (await find_person(email)).id)
    if address is None:
        fail("They are not there any more.")
    console.print(f"[green]✓[/] It is queued for {escape(address)}.")
