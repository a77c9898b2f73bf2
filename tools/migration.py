"""`python -m tools.migration`: a draft of the migration that the models need, to be read and mended.

Tortoise's autodetector writes it. It sees a rename as a drop and an addition, rebuilds a table on
SQLite without its indexes, and makes none for an added foreign key: read `docs/operations.md`
before you keep what it wrote.
"""

from __future__ import annotations

import asyncio
import subprocess
import tempfile
from pathlib import Path

from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.operations import AlterModelOptions, Operation

from erm.core.database.connections import database, tortoise_config

ROOT = Path(__file__).resolve().parent.parent


def matters(operation: Operation) -> bool:
    """Whether an operation changes anything.

    For a model whose primary key is a relation the autodetector forever finds its options changed:
    the migration's state calls the key ``person``, the model ``person_id``.
    """
    if not isinstance(operation, AlterModelOptions):
        return True
    return operation.name not in {
        "Credential",
        "DemoAccount",
        "DigestPreference",
        "OneOnOneSettings",
    }


async def draft() -> list[Path]:
    """Write the draft; returns its path, or nothing when the models need no migration."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/draft.db"
        async with database(url) as context:
            assert context.apps is not None  # noqa: S101 - set by init
            detector = MigrationAutodetector(context.apps, tortoise_config(url)["apps"])
            writers = await detector.changes()
            written = []
            for writer in writers:
                writer.operations = [one for one in writer.operations if matters(one)]
                if writer.operations:
                    written.append(Path(writer.write()))
            return written


if __name__ == "__main__":
    paths = asyncio.run(draft())
    for path in paths:
        subprocess.run(["ruff", "check", "--fix", "--quiet", str(path)], cwd=ROOT, check=False)
        subprocess.run(["ruff", "format", "--quiet", str(path)], cwd=ROOT, check=True)
        print(path.relative_to(ROOT))
    if not paths:
        print("The models need no migration.")
