"""``erm migrate``, ``erm demo``, ``erm schema`` and ``erm doctor``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import typer
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from erm.cli.output import console, errors, fail, load_settings, open_database, run
from erm.core.clock import now
from erm.core.database.connections import database, wipe_free_space
from erm.core.database.migrate import migrate
from erm.core.work import unit_of_work
from erm.engagement.bank.built_ins import install_survey_bank
from erm.feedback.cycles.bank import install_questions
from erm.flows.sealing import TABLES, seal_what_is_plain
from erm.flows.subscriptions import build_bus
from erm.people.models import Person
from erm.settings import Settings
from erm.web.health import HEARTBEAT_STALE, check_health

Progressed = Callable[[str, int, int], None]
"""Is told of a step, how much of it is done, and of how much."""


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("migrate", help="Bring the database to the present schema.")(migrate_database)
    app.command("demo", help="Fill an empty database with the demo company.")(demo)
    app.command("schema", help="Print the GraphQL schema, or compare it with a file.")(schema)
    app.command("doctor", help="Say what is misconfigured, in words.")(doctor)


def migrate_database() -> None:
    """Bring the database to the present schema."""
    settings = load_settings()
    with Progress(
        SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=console
    ) as progress:
        task = progress.add_task("Looking at the database", total=None)
        applied = run(
            migrate(settings.database_url, lambda step: progress.update(task, description=step))
        )
        progress.update(task, description="Done", total=1, completed=1)
    for name in applied:
        console.print(f"  [green]✓[/] {escape(name)}")
    if sealed := run(after_migration(settings)):
        console.print(f"  [green]✓[/] {sealed} private texts were encrypted")
    if not applied:
        console.print("The database is up to date.")


async def after_migration(settings: Settings) -> int:
    """Bring what is stored up to date with this version.

    Encrypts texts from before there was encryption and wipes what they were stored as, and brings
    the questions that come with erm into the bank. Answers how many texts there were.
    """
    async with open_database(settings):
        bus = build_bus(settings)
        sealed = await seal_what_is_plain(bus)
        if sealed:
            await wipe_free_space(TABLES)
        async with unit_of_work(bus):
            await install_questions()
            await install_survey_bank()
    return sealed


def demo() -> None:
    """Fill an empty database with the demo company."""
    settings = load_settings()
    run(migrate(settings.database_url))
    run(after_migration(settings))
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=console,
    ) as progress:
        task = progress.add_task("Making a company", total=None)

        def tell(step: str, done: int, total: int) -> None:
            progress.update(task, description=step, completed=done, total=total)

        run(_fill_empty(settings, tell))
    console.print("The demo company is there. `erm run` shows who can sign in.")


async def _fill_empty(settings: Settings, tell: Progressed) -> None:
    async with database(settings.database_url, pool_size=settings.database_pool):
        if await Person.all().exists():
            fail("There are people in this database already: the demo needs an empty one.")
        if (await check_health()).worker_alive:
            # It would send what the demo company was told in the weeks before today.
            fail(
                "A worker is at work on this database: stop it first, and start it after the demo "
                f"(one that was killed is forgotten after {HEARTBEAT_STALE.seconds // 60} minutes)."
            )
        await plant_demo(settings, tell)


async def plant_demo(settings: Settings, tell: Progressed) -> None:
    """Make the demo company, its surveys and its mail, as of now, in the empty database that is open."""
    from erm.demo.news import mail_of_surveys, plant_news
    from erm.demo.seed import seed
    from erm.demo.surveys import plant_surveys

    moment = now()
    await seed(moment, tell)
    tell("surveys", 1, 1)
    await plant_surveys(moment, mail_of_surveys(moment, settings))
    tell("mail", 1, 1)
    await plant_news(moment, settings)


def schema(
    check: Path | None = typer.Option(
        None, "--check", help="Compare with this file; exit code 1 when it differs."
    ),
    output: Path | None = typer.Option(None, "--output", "-o", help="Write to this file."),
) -> None:
    """Print the GraphQL schema, sorted."""
    from erm.schema.export import schema_text

    text = schema_text()
    if check is not None:
        if not check.is_file() or check.read_text("utf-8") != text:
            fail(f"{check} is not the schema. Run `erm schema --output {check}`.")
        console.print(f"{check} is the schema.")
    elif output is not None:
        output.write_text(text, "utf-8")
        errors.print(f"Written to {output}.")
    else:
        typer.echo(text, nl=False)


def doctor() -> None:
    """Say what is misconfigured."""
    from erm.cli.examination import examine

    settings = load_settings()
    findings = run(examine(settings))
    marks = {"ok": "[green]✓[/]", "hint": "[yellow]•[/]", "wrong": "[bold red]✗[/]"}
    for finding in findings:
        said = f"{marks[finding.level]} [bold]{finding.subject}[/]: {escape(finding.text)}"
        console.print(said, soft_wrap=True)
    if any(finding.level == "wrong" for finding in findings):
        raise typer.Exit(1)
