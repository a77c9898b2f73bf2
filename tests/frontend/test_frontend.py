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


def npm(script: str, *arguments: str) -> None:
    result = subprocess.run(
        ["npm", "run", "--silent", script, *(["--", *arguments] if arguments else [])],
        cwd=FRONTEND,
        env={**node.environment(), "CI": "true", "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, f"\n{result.stdout}{result.stderr}"


def test_oxlint_finds_nothing() -> None:
    npm("lint")


def test_the_typescript_types_hold() -> None:
    npm("typecheck")


def test_the_spa_s_own_tests_pass(tmp_path: Path) -> None:
    report = tmp_path / "vitest.json"
    npm("test", "--reporter=default", "--reporter=json", f"--outputFile.json={report}")
    counts = json.loads(report.read_text("utf-8"))
    assert counts["numFailedTests"] == 0
    assert counts["numPassedTests"] > 0


def test_the_spa_is_built_with_its_persisted_operations() -> None:
    assert (STATIC / "index.html").is_file(), "run `make spa`"
    documents = json.loads((STATIC / "persisted-documents.json").read_text("utf-8"))
    assert documents


def test_a_first_visit_to_home_stays_within_its_budget() -> None:
    npm("size")
