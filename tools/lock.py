"""Writes the lock files anew from what pyproject.toml and the package.json files declare.

Versions stay as they are where they still fit; with `--upgrade` the newest that fit are taken.
No registry is named in any of them: whoever installs uses the one that their machine is set to.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import node  # noqa: E402 - found beside this file, wherever it is started from

COMPILE = [
    str(ROOT / ".venv" / "bin" / "uv"),
    "pip",
    "compile",
    "--quiet",
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--annotation-style=line",
]

# Each lock file, with the arguments that say what it holds.
LOCKS = {
    "bootstrap.txt": ["--group", "bootstrap"],
    "node.txt": ["--group", "node"],
    "runtime.txt": ["pyproject.toml"],
    "test.txt": ["pyproject.toml", "--group", "test", "-c", "requirements/runtime.txt"],
}
NPM = [ROOT / "frontend", ROOT / "tools" / "chromium"]


def main(options: list[str]) -> None:
    """Write every lock file; stop at the first that does not resolve."""
    for name, arguments in LOCKS.items():
        output = f"requirements/{name}"
        subprocess.run([*COMPILE, *options, *arguments, "-o", output], cwd=ROOT, check=True)
        print(f"  {output}")
    npm = ["npm", "update" if options else "install", "--package-lock-only", "--ignore-scripts"]
    for folder in NPM:
        subprocess.run(
            [*npm, "--omit-lockfile-registry-resolved", "--no-audit", "--no-fund"],
            cwd=folder,
            env=node.environment(),
            check=True,
        )
        print(f"  {(folder / 'package-lock.json').relative_to(ROOT)}")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except subprocess.CalledProcessError as failure:
        sys.exit(failure.returncode)
