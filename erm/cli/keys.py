"""``erm keys …``: the keys that encrypt private notes, private talking points and feedback."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from pathlib import Path

import typer

from erm.cli.output import command, console, fail, load_settings, open_database
from erm.core.resealing import reseal, sealed_with_other_keys
from erm.core.sealing import SealBroken, key_id, use_keys
from erm.flows.sealing import seal_what_is_plain
from erm.flows.subscriptions import build_bus
from erm.settings import Settings, new_key, read_keys

keys = typer.Typer(help="The keys that encrypt private texts.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(keys, name="keys")


@keys.command("status")
@command
async def status() -> None:
    """Say which keys there are and how many texts wait to be encrypted with the first."""
    settings = load_settings()
    for place, key in enumerate(settings.encryption_keys):
        console.print(f"{key_id(key).hex()}  {'encrypts' if place == 0 else 'only decrypts'}")
    async with open_database(settings):
        waiting = await sealed_with_other_keys()
    console.print(f"Texts under other keys than the first: {waiting}.")


@keys.command("rotate")
@command
async def rotate() -> None:
    """Encrypt everything with a new key. Servers may go on running.

    With keys in a file a new one is put first in it. With keys in the environment put a new one
    first there, restart, and run this.
    """
    settings = load_settings()
    file = settings.encryption_key_file
    if file is not None:
        _write(file, [new_key(), *file.read_text().split()])
        use_keys(_again(settings, file))
        console.print(f"A new key was put first in {file}. Back it up.")
    async with open_database(settings):
        bus = build_bus(settings)
        try:
            done = await seal_what_is_plain(bus) + await reseal(bus)
        except SealBroken as error:
            fail(f"Not everything could be encrypted anew: {error}. No key was taken away.")
    console.print(f"[green]✓[/] {done} texts are encrypted with the first key now.")


@keys.command("forget")
@command
async def forget() -> None:
    """Take all keys but the first out of the file, once nothing needs them any more."""
    settings = load_settings()
    file = settings.encryption_key_file
    if file is None:
        fail("The keys are in the environment: take the old ones out of ERM_ENCRYPTION_KEYS there.")
    async with open_database(settings):
        waiting = await sealed_with_other_keys()
    if waiting:
        fail(f"{waiting} texts need the other keys. Run `erm keys rotate` first.")
    _write(file, file.read_text().split()[:1])
    console.print("[green]✓[/] Only the first key is kept. Old backups need the old ones.")


def _again(settings: Settings, file: Path) -> Settings:
    return replace(settings, encryption_keys=read_keys(file.read_text()))


def _write(file: Path, words: list[str]) -> None:
    """Replace the file in one step, readable by its owner only."""
    number, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    with os.fdopen(number, "w") as draft:
        draft.write("\n".join(words) + "\n")
        draft.flush()
        os.fsync(draft.fileno())
    Path(name).replace(file)
