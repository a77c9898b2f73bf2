"""Lint, format and types of the Python code, as part of the one suite."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def check(tool: str, *arguments: str) -> None:
    result = subprocess.run(
        [Path(sys.executable).with_name(tool), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, f"\n{result.stdout}{result.stderr}"


def test_ruff_finds_nothing() -> None:
    check("ruff", "check", "--quiet", "--output-format=concise", ".")


def test_the_code_is_formatted() -> None:
    check("ruff", "format", "--check", "--quiet", ".")


def test_mypy_finds_nothing_in_strict_mode() -> None:
    check("mypy")
