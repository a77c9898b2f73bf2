"""In other products the screen hides a small group, and the chart's data, the export or the API tell it.

Here whatever tells a number opens one gate: screens, charts, files. What the gate hides is in none.
"""

from __future__ import annotations

import ast
import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx

from erm.core.actor import Actor
from erm.engagement.results import queries
from erm.engagement.results.figures import Figure, Subject
from erm.engagement.results.models import ReleaseFigure, ReleaseGroup
from erm.engagement.results.rules import Shown
from erm.engagement.results.views import FigureView, GroupView
from erm.engagement.surveys.rules import SegmentKind
from erm.engagement.waves.models import SurveyWave
from erm.people.models import Person
from erm.schema.build import build_schema
from erm.schema.ids import to_global
from tests import cast as casting
from tests.cast import Cast
from tests.conftest import COOKIE, PUBLIC_URL, Api
from tests.engagement.results import stage

ROOT = Path(__file__).parents[3]
MAY_OPEN_FIGURES = {"erm/engagement/results", "erm/engagement/actions/echoes.py", "erm/demo"}
MAY_OPEN_BALLOTS = {"erm/engagement/ballots", "erm/engagement/past", "erm/demo"}
GROUPS = ("", "0", "1", "2", "3", "4")


def _imports(name: str) -> Iterator[str]:
    """The modules of the product that name a table."""
    for path in (ROOT / "erm").rglob("*.py"):
        source = path.read_text("utf-8")
        if name in source and not path.name.startswith("0"):
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.ImportFrom) and name in {each.name for each in node.names}:
                    yield path.relative_to(ROOT).as_posix()


def test_only_the_gate_and_those_behind_it_open_the_tables() -> None:
    for name, allowed in (("ReleaseFigure", MAY_OPEN_FIGURES), ("Ballot", MAY_OPEN_BALLOTS)):
        found = {path for path in _imports(name) if not any(path.startswith(a) for a in allowed)}
        assert found == set(), name


def test_the_api_has_no_answers_ballots_or_sheets() -> None:
    types = build_schema()._schema.type_map
    ours = {
        name: set(getattr(each, "fields", ()))
        for name, each in types.items()
        if name.startswith(("Survey", "Ballot", "Answer")) and not name.endswith("Input")
    }
    assert "SurveyReport" in ours
    assert not {name for name in ours if name in ("Ballot", "Sheet", "SurveyAnswer", "Answer")}
    told = {field for fields in ours.values() for field in fields}
    assert not told & {"answers", "ballots", "sheets", "responses", "rows", "respondents"}


async def _all_views(actor: Actor, wave: SurveyWave) -> list[tuple[GroupView, FigureView]]:
    """Every figure that any screen gives somebody, with the group that it is told under."""
    found: list[tuple[GroupView, FigureView]] = []
    for group in GROUPS:
        report = await queries.report(actor, wave.id, group or None)
        if report is not None:
            found += [(report.group, each) for each in report.figures]
    heat = await queries.heat_map(actor, wave.id, SegmentKind.DEPARTMENT)
    rows = list(heat.rows) if heat is not None else []
    for topic in {(each.subject_kind, each.subject_id) for _, each in found}:
        subject = Subject(*topic)
        rows += await queries.breakdown(actor, wave.id, subject, SegmentKind.DEPARTMENT)
    return found + [(row.group, cell) for row in rows for cell in row.cells]


async def test_no_screen_and_no_file_tells_what_the_gate_hides(
    api: Callable[..., Api], cast: Cast
) -> None:
    asked = await stage.survey(cast)
    people = await stage.crowd(cast)
    wave = await stage.closed(await stage.wave(asked, people.everybody, stage.anything(silent=5)))
    groups = {row.number: row for row in await ReleaseGroup.filter(wave_id=wave.id)}
    hidden = {number for number, row in groups.items() if row.shown is Shown.HIDDEN}
    assert hidden, "the three of Field sales are too few"
    stored = await ReleaseFigure.filter(wave_id=wave.id, group_number__in=list(hidden))
    assert {Figure.from_json(row.value).mean for row in stored} <= {None}, "not even stored"
    seen = 0
    for person in (cast.hana, cast.zed, cast.mo, cast.max, cast.cy):
        for group, figure in await _all_views(cast.actor(person), wave):
            seen += 1
            if group.shown is Shown.HIDDEN:
                numbers = (figure.n, figure.mean, figure.favourable, figure.shares, figure.enps)
                assert set(numbers) == {None}
    assert seen > 100
    for number in sorted(hidden):
        for person in (cast.hana, cast.max, cast.cy):
            await _compare(api, cast, person, wave, str(number))


async def _compare(
    api: Callable[..., Api], cast: Cast, person: Person, wave: SurveyWave, group: str
) -> None:
    """A file holds the figures of the screen, and what a client adds to its address changes none."""
    shown = await queries.report(cast.actor(person), wave.id, group)
    wanted = {"wave": to_global("SurveyWave", wave.id), "group": group}
    plain = await _get(api, person, "survey-report.csv", wanted)
    if shown is None:
        assert plain.status_code == 404
        return
    assert shown.group.key != group, "told in a larger one"
    rows = list(csv.DictReader(io.StringIO(plain.content.decode("utf-8-sig"))))
    told = [each.mean for each in shown.figures]
    means = [row["Mean (0 to 100)"].split(" ")[0] for row in rows]
    assert [float(each) if each else None for each in means] == told
    lowered = {**wanted, "scoreGroup": "1", "minimum": "1", "raw": "true", "filter": "all"}
    assert (await _get(api, person, "survey-report.csv", lowered)).content == plain.content
    book = await _get(api, person, "survey-report.xlsx", wanted)
    names = zipfile.ZipFile(io.BytesIO(book.content)).namelist()
    assert not [each for each in names if "pivotCache" in each or "externalLink" in each]


async def _get(
    api: Callable[..., Api], person: Person, name: str, asked: dict[str, str]
) -> httpx.Response:
    client = api(person).client
    client.cookies.clear()
    headers = {"Cookie": f"{COOKIE}={await casting.begin_session(person)}"}
    return await client.get(f"{PUBLIC_URL}/exports/{name}", params=asked, headers=headers)
