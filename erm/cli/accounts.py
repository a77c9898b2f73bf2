"""``erm user …`` and ``erm token …``: what the operator does about people's access."""

from __future__ import annotations

import typer
from rich.markup import escape
from rich.table import Table

from erm.access.commands.operator import (
    access_tokens_of,
    make_sign_in_link,
    revoke_access_token_of,
)
from erm.access.commands.passwords import set_passwords
from erm.access.commands.roles import grant_role, revoke_role
from erm.access.commands.tokens import create_access_token_for
from erm.access.passwords import check_new_password
from erm.access.rules import LINK_VALID, TOKEN_DAYS_MAXIMUM, TokenScope
from erm.cli.output import command, console, fail, load_settings, open_database
from erm.core.actor import SYSTEM, Role
from erm.core.work import unit_of_work
from erm.flows.subscriptions import build_bus
from erm.people.commands import add_person
from erm.people.models import Person
from erm.people.rules import Locale
from erm.settings import Settings

user = typer.Typer(help="People's accounts: create, passwords, links, roles.", no_args_is_help=True)
token = typer.Typer(help="Personal access tokens of anybody.", no_args_is_help=True)

EMAIL = typer.Argument(..., metavar="EMAIL", help="The person's work address.")
_ROLE = typer.Argument(..., help="hr or administrator.")


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(user, name="user")
    app.add_typer(token, name="token")


@user.command("create")
@command
async def create(
    email: str = EMAIL,
    given_name: str = typer.Option(..., "--given-name", prompt="Given name"),
    family_name: str = typer.Option("", "--family-name"),
    title: str = typer.Option("", "--title", help="What they do."),
    locale: Locale | None = typer.Option(None, "--locale", help="en or ru."),
    administrator: bool = typer.Option(False, "--administrator", help="Grant the role, too."),
) -> None:
    """Add a person, and print a link with which they can sign in once."""
    settings = load_settings()
    async with open_database(settings):
        async with unit_of_work(build_bus(settings)):
            key = await add_person(
                SYSTEM,
                work_email=email,
                given_name=given_name,
                family_name=family_name,
                title=title,
                locale=locale or Locale(settings.default_locale),
                time_zone=settings.default_time_zone,
            )
            if administrator:
                await grant_role(SYSTEM, person_id=key, role=Role.ADMINISTRATOR)
            secret = await make_sign_in_link(SYSTEM, person_id=key)
        console.print(f"[green]✓[/] {escape(email)} was added.")
        _print_link(settings, secret)


@user.command("set-password")
@command
async def set_password(
    email: str = EMAIL,
    password: str = typer.Option(
        ..., prompt=True, hide_input=True, confirmation_prompt=True, help="Asked for if left out."
    ),
) -> None:
    """Set somebody's password and end their sessions."""
    settings = load_settings()
    async with open_database(settings):
        person = await find_person(email)
        local, _, domain = person.work_email.partition("@")
        words = [person.given_name, person.family_name, local, domain, settings.company_name]
        await check_new_password(password, words=words, field="new_password")
        async with unit_of_work(build_bus(settings)):
            await set_passwords(SYSTEM, person_ids=[person.id], password=password)
    console.print(f"[green]✓[/] {escape(email)} has a new password; their sessions were ended.")


@user.command("link")
@command
async def link(email: str = EMAIL) -> None:
    """Print a link with which somebody can sign in once, where no mail can be sent."""
    settings = load_settings()
    async with open_database(settings):
        person = await find_person(email)
        async with unit_of_work(build_bus(settings)):
            secret = await make_sign_in_link(SYSTEM, person_id=person.id)
    _print_link(settings, secret)


@user.command("grant")
@command
async def grant(email: str = EMAIL, role: Role = _ROLE) -> None:
    """Grant a role; the person signs in again to use it."""
    await _change_role(email, role, granting=True)


@user.command("revoke")
@command
async def revoke(email: str = EMAIL, role: Role = _ROLE) -> None:
    """Revoke a role, at once. The last administrator's stays."""
    await _change_role(email, role, granting=False)


async def _change_role(email: str, role: Role, *, granting: bool) -> None:
    settings = load_settings()
    async with open_database(settings):
        person = await find_person(email)
        async with unit_of_work(build_bus(settings)):
            change = grant_role if granting else revoke_role
            await change(SYSTEM, person_id=person.id, role=role)
    done = "has the role" if granting else "no longer has the role"
    console.print(f"[green]✓[/] {escape(email)} {done} {role.value}.")


@token.command("create")
@command
async def create_token(
    email: str = EMAIL,
    name: str = typer.Option(..., "--name", prompt="What is it for"),
    write: bool = typer.Option(False, "--write", help="May change things, not only read."),
    days: int = typer.Option(90, "--days", min=1, max=TOKEN_DAYS_MAXIMUM),
) -> None:
    """Make an access token for somebody and print its secret, once."""
    settings = load_settings()
    async with open_database(settings):
        person = await find_person(email)
        scopes = [TokenScope.READ, *([TokenScope.WRITE] if write else [])]
        async with unit_of_work(build_bus(settings)):
            view, secret = await create_access_token_for(
                SYSTEM, person_id=person.id, name=name, scopes=scopes, valid_days=days
            )
    console.print(f"It is valid until {view.expires_at:%Y-%m-%d} and is shown only now:")
    typer.echo(secret)


@token.command("list")
@command
async def list_tokens(email: str = EMAIL) -> None:
    """List somebody's access tokens. Their secrets are stored nowhere."""
    async with open_database(load_settings()):
        person = await find_person(email)
        views = await access_tokens_of(SYSTEM, person_id=person.id)
    if not views:
        console.print("There are none.")
        return
    table = Table()
    for heading in ("Begins with", "Name", "Scopes", "Made", "Expires", "Last used"):
        table.add_column(heading)
    for view in views:
        table.add_row(
            view.prefix,
            escape(view.name),
            ", ".join(scope.value for scope in view.scopes),
            f"{view.created_at:%Y-%m-%d}",
            f"{view.expires_at:%Y-%m-%d}",
            f"{view.last_used_at:%Y-%m-%d %H:%M}" if view.last_used_at else "never",
        )
    console.print(table)


@token.command("revoke")
@command
async def revoke_token(
    email: str = EMAIL,
    prefix: str = typer.Argument(..., help="What its secret begins with, as `list` shows it."),
) -> None:
    """End an access token, at once."""
    settings = load_settings()
    async with open_database(settings):
        person = await find_person(email)
        async with unit_of_work(build_bus(settings)):
            await revoke_access_token_of(SYSTEM, person_id=person.id, prefix=prefix)
    console.print(f"[green]✓[/] {escape(prefix)}… does not work any more.")


async def find_person(email: str) -> Person:
    """The person with an address; ends the command when there is none."""
    person = await Person.get_or_none(work_email=email.strip().lower())
    if person is None:
        fail(f"There is nobody with the address {email}.")
    return person


def _print_link(settings: Settings, secret: str) -> None:
    minutes = int(LINK_VALID.total_seconds() // 60)
    console.print(f"This link signs in once, within {minutes} minutes:")
    typer.echo(f"{settings.public_url}/sign-in/link#token={secret}")
