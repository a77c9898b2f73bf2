"""In other products a chart, an export or the raw responses tell what the table hides.

Here all of them read the release through one gate; answer sheets are read by the close alone.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from graphql import GraphQLObjectType

from erm.engagement.results import queries
from erm.engagement.results.figures import Subject
from erm.engagement.results.models import ReleaseFigure, ReleaseGroup
from erm.engagement.results.rules import Shown, SubjectKind
from erm.engagement.results.views import FigureView
from erm.engagement.surveys.rules import SegmentKind
from erm.schema.build import build_schema
from tests.cast import Cast
from tests.engagement.results import stage

ERM = Path(__file__).resolve().parents[3] / "erm"
NUMBERS = (
    *("n", "mean", "mean_from", "mean_until", "favourable", "favourable_from", "favourable_until"),
    *("neutral", "unfavourable", "shares", "enps", "correction", "change", "company"),
)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_what_the_report_hides_no_chart_tells(cast: Cast) -> None:
    asked = await stage.survey(cast, segments=(SegmentKind.DEPARTMENT, SegmentKind.LOCATION))
    people = await stage.crowd(cast)
    wave = await stage.closed(await stage.wave(asked, people.everybody, stage.anything()))
    hidden = {row.number for row in await ReleaseGroup.filter(wave_id=wave.id, shown=Shown.HIDDEN)}
    assert hidden
    # There is nothing stored that could be told by mistake.
    assert not await ReleaseFigure.filter(wave_id=wave.id, group_number__in=list(hidden)).exists()
    hana = cast.actor(cast.hana)
    cells: list[FigureView] = []
    for segment in SegmentKind:
        heat = await queries.heat_map(hana, wave.id, segment)
        assert heat is not None
        cells += [c for row in heat.rows if row.group.number in hidden for c in row.cells]
        for by in (None, *SegmentKind):
            for subject in (
                Subject(SubjectKind.QUESTION, asked.choice.id),
                Subject(SubjectKind.OUTCOME, asked.survey.id),
            ):
                rows = await queries.breakdown(hana, wave.id, subject, segment, by)
                cells += [c for row in rows if row.group.number in hidden for c in row.cells]
    assert len(cells) > 4
    for cell in cells:
        assert cell.reason is not None
        assert [getattr(cell, name) for name in NUMBERS] == [None] * len(NUMBERS)
    for number in hidden:
        report = await queries.report(hana, wave.id, str(number))
        assert report is not None
        assert report.group.number != number


def test_only_the_close_reads_answer_sheets() -> None:
    """No other module reaches what opens the table of ballots."""
    readers = {
        str(path.relative_to(ERM)): found
        for path in ERM.rglob("*.py")
        if (found := {each for each in _imports(path) if each in OPENING})
        and not str(path.relative_to(ERM)).startswith(("engagement/ballots/", "migrations/"))
    }
    assert readers.pop("engagement/results/closing.py") == {"erm.engagement.ballots.closing"}
    # Cancelling destroys ballots unread; the demo writes some.
    for path in readers:
        assert "sheets_of" not in (ERM / path).read_text(), path
        assert "sheets_in" not in (ERM / path).read_text(), path
        assert "content_sealed" not in (ERM / path).read_text() or path.startswith("demo/"), path


OPENING = {f"erm.engagement.ballots.{name}" for name in ("box", "closing", "models")}


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)
        elif isinstance(node, ast.Import):
            yield from (each.name for each in node.names)


def test_the_api_has_no_type_for_a_ballot() -> None:
    types = build_schema()._schema.type_map
    objects = {name for name, each in types.items() if isinstance(each, GraphQLObjectType)}
    awards_and_assessments = {"AwardBallotLine", "AssessmentSheet"}
    found = {name for name in objects if "Ballot" in name or "Sheet" in name}
    assert found - awards_and_assessments == {"TakeBallotSuccess"}
