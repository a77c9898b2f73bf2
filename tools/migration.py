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
from tortoise.migrations.schema_generator.state import State

from erm.core.database.connections import database, tortoise_config

ROOT = Path(__file__).resolve().parent.parent


class Detector(MigrationAutodetector):
    """The autodetector, without what it finds changed forever.

    For a model whose primary key is a relation the migrations' state calls the key ``person``, the
    model ``person_id``. A key that did change is found among the fields.
    """

    async def _project_state(self) -> State:
        state = await super()._project_state()
        models = self._current_state().models
        for name in state.models.keys() & models.keys():
            state.models[name].options["pk_attr"] = models[name].options["pk_attr"]
        return state


async def draft() -> list[Path]:
    """Write the draft; returns its path, or nothing when the models need no migration."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/draft.db"
        async with database(url) as context:
            assert context.apps is not None  # noqa: S101 - set by init
            detector = Detector(context.apps, tortoise_config(url)["apps"])
            return [Path(path) for path in await detector.write()]


if __name__ == "__main__":
    paths = asyncio.run(draft())
    for path in paths:
        subprocess.run(["ruff", "check", "--fix", "--quiet", str(path)], cwd=ROOT, check=False)
        subprocess.run(["ruff", "format", "--quiet", str(path)], cwd=ROOT, check=True)
        print(path.relative_to(ROOT))
    if not paths:
        print("The models need no migration.")
