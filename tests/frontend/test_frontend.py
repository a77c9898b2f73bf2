"""The SPA's own checks, each a command of frontend/package.json, as part of the one suite."""

import json
import subprocess
from pathlib import Path

import pytest

from tools import node

ROOT = Path(__file__).resolve().parents[2]
FRONTEND = ROOT / "frontend"
STATIC = ROOT / "erm" / "web" / "static"

# They share two cores and the generated types: one after another, on one worker.
pytestmark = pytest.mark.xdist_group("frontend")


def npm(*arguments: str) -> str:
    result = subprocess.run(
        ["npm", *arguments],
        cwd=FRONTEND,
        env={**node.environment(), "CI": "true", "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, f"\n{result.stdout}{result.stderr}"
    return result.stdout


def test_oxlint_finds_nothing() -> None:
    npm("run", "lint")


def test_the_typescript_types_hold() -> None:
    npm("run", "typecheck")


def test_the_spa_s_own_tests_pass(tmp_path: Path) -> None:
    report = tmp_path / "vitest.json"
    npm("run", "test", "--", "--reporter=json", f"--outputFile={report}")
    counts = json.loads(report.read_text("utf-8"))
    assert counts["numFailedTests"] == 0
    assert counts["numPassedTests"] > 0


def test_the_spa_is_built_with_its_persisted_operations() -> None:
    assert (STATIC / "index.html").is_file(), "run `make spa`"
    documents = json.loads((STATIC / "persisted-documents.json").read_text("utf-8"))
    assert documents
