"""``erm serve``, ``erm work``, ``erm inbound``, and ``erm run``, which is all of them."""

from __future__ import annotations

import asyncio
import contextlib
import math
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator

import typer
from rich.markup import escape
from rich.panel import Panel
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from erm.access.queries import demo_accounts
from erm.access.views import DemoAccountView
from erm.cli.output import console, errors, fail, load_settings, open_database, run
from erm.cli.upkeep import after_migration, plant_demo
from erm.core.database.connections import database
from erm.core.database.migrate import migrate
from erm.core.logging import configure_logging
from erm.people.models import Person
from erm.settings import Settings
from erm.web.operations import ManifestError
from erm.web.spa import SinglePageApplication

SLOW_START = 20.0
"""Seconds after which it is said that the server is still starting."""
STOPS_WITHIN = 20.0
"""Seconds that a process may take to stop before it is killed."""

_parent_option = typer.Option(None, "--parent", hidden=True, help="Stop when this process is gone.")
_verbose_option = typer.Option(False, "--verbose", "-v", help="Log every operation and job.")


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("serve", help="Run the web server.")(serve)
    app.command("work", help="Run the worker: mail, digests, upkeep.")(work)
    app.command("inbound", help="Receive mail: answers by mail, and what comes back.")(inbound)
    app.command("run", help="Try erm: migrate, make a demo company, run server and worker.")(
        run_all
    )


def serve(parent: int | None = _parent_option, verbose: bool = _verbose_option) -> None:
    """Run the web server."""
    from erm.web.serve import CannotListen, PortBusy, listen, run_server

    settings = load_settings()
    configure_logging(verbose=verbose)
    run(_check_migrated(settings))
    try:
        listener = listen(settings.host, settings.port)
        if parent is None:
            errors.print(
                f"erm listens on {settings.host} port {settings.port}; people open "
                f"{settings.public_url}.",
                soft_wrap=True,
            )
        run_server(settings, listener, parent=parent)
    except PortBusy:
        fail(_busy(settings))
    except CannotListen as error:
        fail(str(error))
    except ManifestError as error:
        fail(str(error))


def work(parent: int | None = _parent_option, verbose: bool = _verbose_option) -> None:
    """Run the worker."""
    settings = load_settings()
    configure_logging(verbose=verbose)
    run(_check_migrated(settings))
    if parent is None:
        errors.print("The worker is at work.")
    run(_work(settings, parent))


async def _work(settings: Settings, parent: int | None) -> None:
    from erm.jobs.worker import run_worker

    async with _until_stopped(parent) as stop:
        await run_worker(settings, stop)


def inbound(parent: int | None = _parent_option, verbose: bool = _verbose_option) -> None:
    """Receive mail."""
    from erm.inbound.receiver import CannotListen, Place
    from erm.inbound.run import run_inbound

    settings = load_settings()
    configure_logging(verbose=verbose)
    if settings.inbound_listen is None:
        fail("Nothing is set to receive mail: set ERM_INBOUND_DOMAIN and ERM_INBOUND_LISTEN.")
    run(_check_migrated(settings))
    place = Place.of(settings.inbound_listen)

    async def receive() -> None:
        async with _until_stopped(parent) as stop:
            await run_inbound(settings, place, stop)

    if parent is None:
        errors.print(f"erm receives mail for {settings.inbound_domain}: {place}.", soft_wrap=True)
    try:
        run(receive())
    except CannotListen as error:
        fail(str(error))


@contextlib.asynccontextmanager
async def _until_stopped(parent: int | None) -> AsyncIterator[asyncio.Event]:
    """An event that is set when this process is told to stop, or its parent is gone."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)

    async def watch_parent() -> None:
        while os.getppid() == parent and not stop.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), 1)
        stop.set()

    watcher = None if parent is None else asyncio.create_task(watch_parent())
    try:
        yield stop
    finally:
        if watcher is not None:
            watcher.cancel()


def run_all() -> None:
    """Migrate, seed, and run server, worker and, where it is set, the receiver until told to stop."""
    from erm.web.serve import CannotListen, PortBusy, listen

    settings = load_settings()
    try:
        # Looked at first, so that a busy port is told before anything is prepared.
        listen(settings.host, settings.port).close()
    except PortBusy:
        fail(_busy(settings))
    except CannotListen as error:
        fail(str(error))
    if not SinglePageApplication().is_built:
        errors.print("[yellow]The pages are not built:[/] run `make spa` to see them.")
    _prepare(settings)
    raise typer.Exit(_Together(settings).run())


def _prepare(settings: Settings) -> None:
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    ) as progress:
        task = progress.add_task("Bringing the database up to date", total=None)
        applied = run(migrate(settings.database_url))
        run(after_migration(settings))
        progress.update(task, description="Looking for a company", completed=0)
        if run(_is_empty(settings)):

            def tell(step: str, done: int, total: int) -> None:
                progress.update(task, description=step, completed=done, total=total)

            async def fill() -> None:
                async with database(settings.database_url, pool_size=settings.database_pool):
                    await plant_demo(settings, tell)

            run(fill())
            console.print("A demo company was made. Its data is kept from now on.")
        elif applied:
            console.print(f"{len(applied)} migration(s) were applied.")


async def _is_empty(settings: Settings) -> bool:
    async with open_database(settings):
        return not await Person.all().exists()


async def _check_migrated(settings: Settings) -> None:
    async with open_database(settings):
        pass


class _Together:
    """Server, worker and, where it is set, the receiver of mail: started and stopped together."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.stopping = False

    def run(self) -> int:
        """Run all until told to stop; the exit code is 0 unless one of them failed."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self._ask_to_stop())
        names = ["serve", "work"]
        if self.settings.inbound_listen is not None:
            names.append("inbound")
        for name in names:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", "erm", name, "--parent", str(os.getpid())]
            )
        try:
            if self._wait_until_up():
                self._greet()
            while not self.stopping and all(p.poll() is None for p in self.processes.values()):
                time.sleep(0.2)
        finally:
            failed = [n for n, p in self.processes.items() if p.poll() not in (None, 0)]
            self._stop()
        if failed and not self.stopping:
            errors.print(f"[bold red]✗[/] `erm {failed[0]}` ended; everything was stopped.")
        return 1 if failed and not self.stopping else 0

    def _ask_to_stop(self) -> None:
        self.stopping = True

    def _stop(self) -> None:
        for process in self.processes.values():
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + STOPS_WITHIN
        for process in self.processes.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _wait_until_up(self) -> bool:
        host = self.settings.host
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]"}.get(host, host)  # noqa: S104
        address = f"http://{host}:{self.settings.port}/healthz"
        # However long it takes: whoever waits wants the address in the end.
        patience = time.monotonic() + SLOW_START
        while not self.stopping:
            if any(process.poll() is not None for process in self.processes.values()):
                return False
            if time.monotonic() > patience:
                console.print("The server is still starting; a busy machine takes its time.")
                patience = math.inf
            try:
                with urllib.request.urlopen(address, timeout=1) as answer:
                    return bool(answer.status == 200)
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        return False

    def _greet(self) -> None:
        console.print(
            Panel.fit(
                f"erm is running at [bold link={self.settings.public_url}]"
                f"{self.settings.public_url}[/]\nCtrl-C stops it; the data stays.",
                border_style="green",
            )
        )
        accounts = run(_accounts(self.settings))
        if accounts:
            console.print(_table(accounts))


def _table(accounts: list[DemoAccountView]) -> Table:
    passwords = {account.password for account in accounts}
    shared = len(passwords) == 1
    table = Table(title="Who can sign in", title_justify="left", show_lines=False)
    table.add_column("Name", no_wrap=True)
    table.add_column("Role")
    table.add_column("Address", no_wrap=True)
    if not shared:
        table.add_column("Password", no_wrap=True)
    for account in accounts:
        cells = [account.name, account.role, account.email]
        table.add_row(*map(escape, cells if shared else [*cells, account.password]))
    if shared:
        table.caption = f"Everybody's password: [bold]{escape(passwords.pop())}[/]"
        table.caption_justify = "left"
    return table


async def _accounts(settings: Settings) -> list[DemoAccountView]:
    async with database(settings.database_url, pool_size=settings.database_pool):
        return await demo_accounts()


def _busy(settings: Settings) -> str:
    return (
        f"Port {settings.port} on {settings.host} is busy: something else is running there, "
        f"perhaps another erm. Choose another, for example PORT={settings.port % 65535 + 1}."
    )
