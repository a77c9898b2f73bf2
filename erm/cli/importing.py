"""``erm import people FILE``."""

from __future__ import annotations

from pathlib import Path

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from erm.cli.output import command, console, errors, fail, load_settings, open_database
from erm.core.actor import SYSTEM
from erm.core.clock import today
from erm.core.work import unit_of_work
from erm.flows.subscriptions import build_bus
from erm.people.importing.applying import apply_import
from erm.people.importing.kinds import ChangeKind, GuardKind, ImportPlan, Problem
from erm.people.importing.messages import column_name, guard_message, problem_message
from erm.people.importing.planning import plan_import
from erm.people.rules import Locale
from erm.settings import Settings

SHOWN_CHANGES = 20
"""How many changes are listed; the counts are always whole."""
MAXIMUM_FILE = 64 * 1024 * 1024
"""Bytes. An operator may bring a larger file than a browser."""

imports = typer.Typer(help="Bring data in from files.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(imports, name="import")


@imports.callback()
def _group() -> None:
    """Bring data in from files."""


@imports.command("people")
@command
async def people(
    file: Path = typer.Argument(..., help="A CSV file with a line of headings."),
    dry_run: bool = typer.Option(False, "--dry-run", help="Show what would be done, do nothing."),
    allow_many_deactivated: bool = typer.Option(
        False, "--allow-many-deactivated", help="More than 40 % of people may leave by this file."
    ),
    allow_changed_numbers: bool = typer.Option(
        False, "--allow-changed-numbers", help="More than 5 % of employee numbers may change."
    ),
) -> None:
    """Import people: all of the file, or nothing of it."""
    settings = load_settings()
    content = _read(file)
    allowed = set()
    if allow_many_deactivated:
        allowed.add(GuardKind.MANY_DEACTIVATED)
    if allow_changed_numbers:
        allowed.add(GuardKind.MANY_EMPLOYEE_NUMBERS_CHANGED)
    async with open_database(settings):
        plan, applied = await _import(settings, file.name, content, allowed, dry_run=dry_run)
    _show(plan, settings)
    if plan.problems:
        fail(f"{len(plan.problems)} problem(s) in {file.name}: nothing was imported.")
    refused = [guard for guard in plan.guards if guard.kind not in allowed]
    if refused and not dry_run:
        fail("Nothing was imported. If this is meant, say so with the option named above.")
    if applied:
        console.print(f"[green]✓[/] {escape(file.name)} was imported.")
    elif dry_run:
        console.print("Nothing was changed: this was a dry run.")
        if refused:
            raise typer.Exit(1)
    else:
        console.print("There is nothing to change.")


async def _import(
    settings: Settings, name: str, content: bytes, allowed: set[GuardKind], *, dry_run: bool
) -> tuple[ImportPlan, bool]:
    """The plan of a file, and whether it was applied."""
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=errors,
        transient=True,
    ) as progress:
        task = progress.add_task("Reading", total=None)

        def tell(step: str, done: int, total: int) -> None:
            progress.update(task, description=step, completed=done, total=total)

        async with unit_of_work(build_bus(settings)):
            plan = await plan_import(
                content,
                name,
                today(),
                default_time_zone=settings.default_time_zone,
                default_locale=Locale(settings.default_locale),
                progress=tell,
            )
            blocked = any(guard.kind not in allowed for guard in plan.guards)
            if dry_run or blocked or not plan.can_apply:
                return plan, False
            await apply_import(SYSTEM, plan, allowed, progress=tell)
            return plan, True


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > MAXIMUM_FILE:
            fail(f"{file} is larger than {MAXIMUM_FILE // 1024 // 1024} MB.")
        return file.read_bytes()
    except OSError as error:
        fail(f"{file} cannot be read: {error.strerror}.")


def _show(plan: ImportPlan, settings: Settings) -> None:
    console.print(f"{escape(plan.file_name)}: {plan.encoding}, rows: {plan.row_count}.")
    ignored = [heading.header for heading in plan.headings if heading.column is None]
    if ignored:
        console.print(f"[yellow]Ignored columns:[/] {escape(', '.join(ignored))}")
    if plan.problems:
        console.print(_problems(plan.problems, settings.default_locale))
        return
    counts = Table()
    for heading in ("Added", "Changed", "Deactivated", "Unchanged"):
        counts.add_column(heading, justify="right")
    counts.add_row(
        str(plan.count(ChangeKind.ADDED)),
        str(plan.count(ChangeKind.CHANGED)),
        str(plan.count(ChangeKind.DEACTIVATED)),
        str(plan.unchanged),
    )
    console.print(counts)
    if plan.changes:
        console.print(_changes(plan))
    for guard in plan.guards:
        option = {
            GuardKind.MANY_DEACTIVATED: "--allow-many-deactivated",
            GuardKind.MANY_EMPLOYEE_NUMBERS_CHANGED: "--allow-changed-numbers",
        }[guard.kind]
        said = guard_message(guard, settings.default_locale)
        errors.print(f"[bold yellow]![/] {escape(said)} {option} allows it.", soft_wrap=True)


def _problems(problems: tuple[Problem, ...], language: str) -> Table:
    """Every bad row, with its line and the reason."""
    table = Table(title="Problems", title_justify="left")
    table.add_column("Line", justify="right")
    table.add_column("Column")
    table.add_column("Value", max_width=30)
    table.add_column("Reason")
    for problem in problems:
        table.add_row(
            str(problem.line),
            escape(column_name(problem.column, language)),
            escape(problem.value or ""),
            escape(problem_message(problem, language)),
        )
    return table


def _changes(plan: ImportPlan) -> Table:
    table = Table(title="Changes", title_justify="left")
    table.add_column("Line", justify="right")
    table.add_column("What")
    table.add_column("Who")
    table.add_column("Details")
    for change in plan.changes[:SHOWN_CHANGES]:
        details = "; ".join(
            f"{detail.field}: {detail.before or '–'} → {detail.after or '–'}"
            for detail in change.details
            if change.kind is ChangeKind.CHANGED
        )
        table.add_row(
            "" if change.line is None else str(change.line),
            change.kind.value,
            escape(f"{change.name} <{change.email}>"),
            escape(details),
        )
    left_out = len(plan.changes) - SHOWN_CHANGES
    if left_out > 0:
        table.caption = f"and {left_out} more"
        table.caption_justify = "left"
    return table
