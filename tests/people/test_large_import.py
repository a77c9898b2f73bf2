"""Ten thousand rows in one go: time, memory, progress; and imports beside each other."""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from erm.core.actor import SYSTEM
from erm.core.clock import today
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.people.importing.applying import apply_import
from erm.people.importing.kinds import ChangeKind, GuardKind
from erm.people.importing.planning import plan_import
from erm.people.models import Bond, Person

ROOT = Path(__file__).resolve().parents[2]
MEGABYTES = 300
SECONDS = 60  # of a machine that runs other tests meanwhile; beside two others 10,000 rows took 25 to 36 on a slow one

SCRIPT = textwrap.dedent("""
    import asyncio, json, resource, sys, time
    from pathlib import Path
    from erm.core.actor import SYSTEM
    from erm.core.clock import today
    from erm.core.database.connections import database
    from erm.core.work import unit_of_work
    from erm.flows.subscriptions import build_bus
    from erm.people.importing.applying import apply_import
    from erm.people.importing.kinds import GuardKind
    from erm.people.importing.planning import plan_import
    from tests.everyday import SETTINGS

    def peak_megabytes():
        # Not ru_maxrss where there is better: it begins at the size of the process that started us.
        status = Path("/proc/self/status")
        if status.exists():
            [line] = [l for l in status.read_text().splitlines() if l.startswith("VmHWM")]
            return int(line.split()[1]) / 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    async def main(url, path):
        told = []
        content = Path(path).read_bytes()
        async with database(url):
            started = time.perf_counter()
            async with unit_of_work(build_bus(SETTINGS)):
                plan = await plan_import(
                    content, "big.csv", today(), progress=lambda *step: told.append(step)
                )
                await apply_import(
                    SYSTEM, plan, tuple(GuardKind), progress=lambda *step: told.append(step)
                )
            seconds = time.perf_counter() - started
        print(json.dumps({
            "seconds": seconds,
            "megabytes": peak_megabytes(),
            "changes": len(plan.changes),
            "problems": len(plan.problems),
            "told": told,
        }))

    asyncio.run(main(*sys.argv[1:]))
""")


def company(rows: int) -> str:
    """A company of nine levels, in 132 departments, half of it Russian."""
    chance = random.Random(7)
    given = ["Ann", "Bo", "Елена", "Артём", "Zoë", "José", "Łukasz", "Ольга"]
    family = ["Smith", "Воронцова", "Гусев", "Müller", "García", "Иванова"]
    lines = ["ID;First name;Last name;Email;Title;Department;Manager;Time zone;Language;Hired"]
    for number in range(rows):
        manager = f"p{(number - 1) // 8}@big.test" if number else ""
        lines.append(
            f"{100_000 + number};{chance.choice(given)};{chance.choice(family)};p{number}@big.test;"
            f"Specialist {number % 40};Company > Division {number % 12} > Team {number % 120};"
            f"{manager};Europe/Berlin;{'ru' if number % 2 else 'en'};2015-03-{1 + number % 28:02}"
        )
    return "\n".join(lines) + "\n"


def import_apart(url: str, path: Path) -> dict:
    """Import in a process of its own, whose peak memory is only the import's."""
    result = subprocess.run(
        [sys.executable, "-c", SCRIPT, url, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


# On the other database in full, by `make soak`.
@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
def test_three_thousand_rows_take_seconds_and_bounded_memory(database_url, tmp_path) -> None:
    import_and_look(3_000, database_url, tmp_path)


@pytest.mark.soak
def test_ten_thousand_rows_take_seconds_and_bounded_memory(database_url, tmp_path) -> None:
    import_and_look(10_000, database_url, tmp_path)


def import_and_look(rows: int, database_url: str, tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    path.write_text(company(rows), "utf-8")
    first = import_apart(database_url, path)
    path.write_text(company(rows).replace(";Specialist ", ";Expert "), "utf-8")
    second = import_apart(database_url, path)
    again = import_apart(database_url, path)
    for name, told in (("added", first), ("changed", second), ("unchanged", again)):
        print(f"{rows} {name}: {told['seconds']:.1f} s, {told['megabytes']:.0f} MB")
        assert told["problems"] == 0
        assert told["megabytes"] < MEGABYTES
        assert told["seconds"] < SECONDS
    assert (first["changes"], second["changes"], again["changes"]) == (rows, rows, 0)
    stages = {stage: (done, total) for stage, done, total in first["told"]}
    assert set(stages) == {"read", "compare", "apply"}
    assert all(done == total for done, total in stages.values())
    assert len(first["told"]) > rows // 250


async def test_imports_beside_each_other_wait_and_the_later_sees_the_earlier(db) -> None:
    text = company(200).encode()

    async def once() -> int:
        async with unit_of_work(Bus()):
            plan = await plan_import(text, "x.csv", today())
            await apply_import(SYSTEM, plan, tuple(GuardKind))
        return plan.count(ChangeKind.ADDED)

    assert sorted(await asyncio.gather(*(once() for _ in range(4)))) == [0, 0, 0, 200]
    assert await Person.all().count() == 200
    assert await Bond.all().count() == 199


@pytest.mark.parametrize("rows", [1, 20, 200])
async def test_planning_takes_four_queries_whatever_the_number_of_rows(db, rows) -> None:
    from tests.database import query_count

    with query_count() as queries:
        await plan_import(company(rows).encode(), "x.csv", today())
    assert queries.count == 4
