"""The import contracts of pyproject.toml hold, and they would notice if they did not."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
    "contracts"
]

FORBIDDEN = {
    "layers": ("core/ids.py", "import erm.people.rules"),
    "domains-know-no-web": ("feedback/commands.py", "import starlette.requests"),
    "schema-knows-no-tables": ("schema/context.py", "from tortoise import Tortoise"),
    "rules-are-pure": ("feedback/rules.py", "from tortoise import models"),
    "no-cycles": ("core/errors.py", "import erm.core.paging"),
}


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_import_contract_is_kept() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in result.stdout


@pytest.mark.parametrize("contract", [contract["id"] for contract in CONTRACTS])
def test_a_forbidden_import_breaks_its_contract(contract: str, tmp_path: Path) -> None:
    module, statement = FORBIDDEN[contract]
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    shutil.copytree(
        ROOT / "erm", tmp_path / "erm", ignore=shutil.ignore_patterns("static", "__pycache__")
    )
    with (tmp_path / "erm" / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{statement}\n")

    result = lint_imports(tmp_path)

    name = next(each["name"] for each in CONTRACTS if each["id"] == contract)
    assert result.returncode != 0
    assert re.search(rf"^{re.escape(name)} BROKEN", result.stdout, re.MULTILINE), result.stdout
