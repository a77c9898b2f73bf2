"""What all commands share: the console, the settings, and telling errors in words."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, NoReturn, ParamSpec, TypeVar

import typer
from rich.console import Console
from rich.markup import escape

from erm.core.database.connections import database
from erm.core.errors import DomainError
from erm.core.language import say
from erm.core.logging import configure_logging
from erm.core.sealing import use_keys
from erm.schema.refusal import message_of
from erm.settings import Settings, SettingsError
from erm.web.outage import is_outage

P = ParamSpec("P")
T = TypeVar("T")

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)


def fail(message: str, code: int = 1) -> NoReturn:
    """Say what is wrong and end with an exit code."""
    errors.print(f"[bold red]✗[/] {escape(message)}", soft_wrap=True)
    raise typer.Exit(code)


def load_settings() -> Settings:
    """The settings of the environment; ends the command with every problem when some are wrong."""
    configure_logging()
    try:
        settings = Settings.from_environment()
    except SettingsError as error:
        errors.print("[bold red]erm cannot start:[/] its settings need attention.")
        for problem in error.problems:
            errors.print(f"  [red]•[/] {escape(problem)}", soft_wrap=True)
        raise typer.Exit(2) from None
    except OSError as error:
        fail(f"The folder for erm's data cannot be used: {error.strerror} ({error.filename}).", 2)
    use_keys(settings)
    return settings


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run a command's work; a refusal or an unreachable database is told in a sentence."""
    try:
        return asyncio.run(work)
    except DomainError as error:
        fail(message_of(error, "en"))
    except Exception as error:
        if is_outage(error):
            fail(say("en", "graphql.DATABASE_UNAVAILABLE"))
        raise


@asynccontextmanager
async def open_database(settings: Settings) -> AsyncIterator[None]:
    """The database, which must be migrated."""
    async with database(settings.database_url, pool_size=settings.database_pool):
        await require_migrated()
        yield


async def require_migrated() -> None:
    """End the command unless the open database has the present schema."""
    from erm.core.database.migrate import pending

    waiting = await pending()
    if waiting:
        fail(f"The database needs {len(waiting)} migration(s). Run `erm migrate` first.")


def command(function: Callable[P, Awaitable[T]]) -> Callable[P, T]:
    """Make a Typer command of a coroutine function."""

    @functools.wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        async def work() -> T:
            return await function(*args, **kwargs)

        return run(work())

    return call
