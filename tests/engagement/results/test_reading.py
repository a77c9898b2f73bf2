"""Who reads what of a wave, and that each reading is put down."""

from __future__ import annotations

import pytest

from erm.engagement.ballots.sheet import Sheet
from erm.engagement.ledger.models import ReportAccess
from erm.engagement.results import queries
from erm.engagement.results.figures import Subject
from erm.engagement.results.gate import open_gate
from erm.engagement.results.models import ReleaseFigure, ReleaseGroup
from erm.engagement.results.rules import GroupKind, HiddenReason, Shown, SubjectKind
from erm.engagement.surveys.models import Survey
from erm.engagement.surveys.rules import SegmentKind, SurveyReaders
from erm.engagement.waves.models import SurveyWave
from erm.people.models import Department, Person
from tests.cast import Cast
from tests.conftest import query_count
from tests.engagement.results import stage

# What differs between the databases is in the close; `test_closing.py` runs on both.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


async def told(cast: Cast, **given: object) -> tuple[stage.Asked, stage.Crowd, SurveyWave]:
    asked = await stage.survey(cast, **given)  # type: ignore[arg-type]
    people = await stage.crowd(cast)
    return (
        asked,
        people,
        await stage.closed(await stage.wave(asked, people.everybody, stage.anything(silent=6))),
    )


async def readings(wave: SurveyWave) -> list[tuple[object, str, object]]:
    rows = await ReportAccess.filter(wave_id=wave.id).order_by("at", "id")
    return [(row.person_id, row.part, row.scope) for row in rows]


async def test_hr_reads_everybody_and_every_group(cast: Cast) -> None:
    _asked, _, wave = await told(cast)
    report = await queries.report(cast.actor(cast.hana), wave.id)
    assert report is not None
    assert (report.asked.key, report.group.label, report.group.shown) == (
        "0",
        "Everybody",
        Shown.WHOLLY,
    )
    assert (report.group.invited, report.group.answered) == (47, 39)
    assert report.group.rate is not None
    assert report.group.rate.text == "83%"
    kinds = [each.subject_kind for each in report.figures]
    assert kinds == [SubjectKind.OUTCOME, *[SubjectKind.DRIVER] * 2, *[SubjectKind.QUESTION] * 7]
    assert [each.label for each in report.figures[:3]] == ["Question 4", "Growth", "Trust"]
    assert all(each.mean is not None for each in report.figures[:9])
    assert report.figures[9].shares is not None
    assert report.figures[9].shares[0].label == "Option 0"
    labels = [group.label for group in report.groups]
    assert labels[0] == "Everybody"
    assert {"Engineering", "Sales", "Field sales"} <= set(labels)
    assert report.can_plan
    assert report.usefulness.groups == len(report.groups)
    assert report.usefulness.told <= report.usefulness.plain
    assert await readings(wave) == [(cast.hana.id, "scores", {})]


async def test_a_manager_reads_their_department_those_below_and_the_company(cast: Cast) -> None:
    _, _, wave = await told(cast)
    report = await queries.report(cast.actor(cast.mo), wave.id)
    assert report is not None
    assert report.asked.label == "Engineering"
    assert {group.label for group in report.groups} == {"Everybody", "Engineering"}
    assert report.can_comment
    assert report.can_plan
    assert await readings(wave) == [
        (cast.mo.id, "scores", {"department": str(cast.engineering.id)})
    ]
    sales = await ReleaseGroup.get(wave_id=wave.id, department_id=cast.sales.id, kind="segment")
    assert await queries.report(cast.actor(cast.mo), wave.id, str(sales.number)) is None
    company = await queries.report(cast.actor(cast.mo), wave.id, "0")
    assert company is not None
    assert not company.can_comment
    assert not company.can_plan
    # What was refused is not put down as read.
    assert len(await readings(wave)) == 2


async def test_a_group_too_small_sees_the_smallest_larger_one(cast: Cast) -> None:
    _, people, wave = await told(cast)
    tiny = await Department.get(name="Field sales")
    group = await ReleaseGroup.get(wave_id=wave.id, department_id=tiny.id)
    assert group.shown is Shown.HIDDEN
    cy = cast.actor(cast.cy)
    report = await queries.report(cy, wave.id)
    assert report is not None
    assert (report.asked.label, report.group.label) == ("Field sales", "Sales")
    assert report.asked.shown_in_label == "Sales"
    assert report.asked.reason_text
    assert report.figures[0].mean is not None
    # They may not ask for the larger one by itself, and read none of its comments.
    assert "Sales" not in {each.label for each in report.groups}
    assert not report.can_comment
    assert await readings(wave) == [(cast.cy.id, "scores", {"department": str(cast.sales.id)})]
    assert people.tiny


@pytest.mark.parametrize(
    ("readers", "manager", "invited", "administrator"),
    [
        (SurveyReaders.HR, False, False, False),
        (SurveyReaders.MANAGERS, True, False, False),
        (SurveyReaders.EVERYONE, True, True, False),
    ],
)
async def test_who_reads_is_what_was_promised(
    cast: Cast, readers: SurveyReaders, manager: bool, invited: bool, administrator: bool
) -> None:
    _, people, wave = await told(cast, readers=readers)

    async def reads(person: Person) -> bool:
        actor = cast.actor(person)
        found = await queries.report(actor, wave.id)
        assert (await queries.heat_map(actor, wave.id, SegmentKind.DEPARTMENT) is not None) is (
            found is not None
        )
        assert (await queries.driver_analysis(actor, wave.id) is not None) is (found is not None)
        assert bool(await queries.trend(actor, wave.id)) is (found is not None)
        return found is not None

    before = await ReportAccess.all().count()
    assert await reads(cast.hana)
    assert await reads(cast.mo) is manager
    assert await reads(people.sales[0]) is invited
    assert await reads(cast.ada) is administrator
    # Not invited, and managing nobody.
    assert not await reads(cast.bo)
    seen = {row.person_id for row in await ReportAccess.all()}
    assert before == 0
    assert seen == {cast.hana.id} | ({cast.mo.id} if manager else set()) | (
        {people.sales[0].id} if invited else set()
    )


async def test_who_was_invited_reads_of_everybody_and_of_no_group(cast: Cast) -> None:
    _, people, wave = await told(cast, readers=SurveyReaders.EVERYONE)
    actor = cast.actor(people.sales[0])
    report = await queries.report(actor, wave.id)
    assert report is not None
    assert [group.label for group in report.groups] == ["Everybody"]
    heat = await queries.heat_map(actor, wave.id, SegmentKind.DEPARTMENT)
    assert heat is not None
    assert [row.group.label for row in heat.rows] == ["Everybody"]
    engineering = await ReleaseGroup.get(
        wave_id=wave.id, department_id=cast.engineering.id, kind="segment"
    )
    assert await queries.report(actor, wave.id, str(engineering.number)) is None
    assert await open_gate(actor, wave.id, str(engineering.number)) is None


@pytest.mark.parametrize("key", ["", "-1", "99999", "0 OR 1=1", "۱", "1e3"])
async def test_a_key_of_no_group_opens_nothing(cast: Cast, key: str) -> None:
    _, _, wave = await told(cast)
    assert await queries.report(cast.actor(cast.hana), wave.id, key) is None
    assert await readings(wave) == []


async def test_the_heat_map_has_a_row_for_each_department_and_says_what_it_hides(
    cast: Cast,
) -> None:
    asked, _, wave = await told(cast)
    heat = await queries.heat_map(cast.actor(cast.hana), wave.id, SegmentKind.DEPARTMENT)
    assert heat is not None
    assert heat.driver_ids == tuple(each.id for each in asked.drivers)
    rows = {row.group.label: row for row in heat.rows}
    assert heat.rows[0].group.kind is GroupKind.COMPANY
    assert list(rows)[-2:] == ["Sales", "Field sales"]
    assert [each.mean is None for each in rows["Field sales"].cells] == [True, True]
    assert rows["Field sales"].cells[0].reason_text
    assert rows["Engineering"].cells[0].mean is not None
    assert rows["Engineering"].cells[0].company == rows["Everybody"].cells[0].mean


async def test_a_breakdown_has_one_cell_in_each_row(cast: Cast) -> None:
    asked, _, wave = await told(cast)
    hana = cast.actor(cast.hana)
    subject = Subject(SubjectKind.QUESTION, asked.scales[0].id)
    rows = await queries.breakdown(hana, wave.id, subject, SegmentKind.DEPARTMENT)
    report = await queries.report(hana, wave.id)
    assert report is not None
    assert {len(row.cells) for row in rows} == {1}
    assert rows[0].cells[0] == report.figures[3]
    assert await queries.breakdown(hana, wave.id, subject, SegmentKind.LOCATION) == rows[:1]
    nothing = Subject(SubjectKind.QUESTION, asked.words.id)
    assert await queries.breakdown(hana, wave.id, nothing, SegmentKind.DEPARTMENT) == []


async def test_a_pair_of_segments_is_told_in_blocks_that_are_large_enough(cast: Cast) -> None:
    asked = await stage.survey(cast, segments=(SegmentKind.DEPARTMENT, SegmentKind.LOCATION))
    people = await stage.crowd(cast)
    for person in people.engineering[:12]:
        person.location = "Riga"
        await person.save(update_fields=["location"])
    wave = await stage.closed(await stage.wave(asked, people.everybody, stage.anything()))
    subject = Subject(SubjectKind.DRIVER, asked.drivers[0].id)
    rows = await queries.breakdown(
        cast.actor(cast.hana), wave.id, subject, SegmentKind.DEPARTMENT, SegmentKind.LOCATION
    )
    assert "Engineering · Riga" in {row.group.label for row in rows}
    assert rows[1].group.parts[0].kind is SegmentKind.DEPARTMENT


async def test_a_trend_has_the_waves_that_may_be_held_beside_each_other(cast: Cast) -> None:
    asked = await stage.survey(cast)
    people = await stage.crowd(cast)
    first = await stage.closed(
        await stage.wave(asked, people.everybody, stage.anything(1, silent=3))
    )
    second = await stage.closed(
        await stage.wave(asked, people.everybody, stage.anything(2, silent=4))
    )
    more = [*people.everybody, cast.bo, cast.ann]
    third = await stage.closed(await stage.wave(asked, more, stage.anything(3, silent=3)))
    hana = cast.actor(cast.hana)
    trends = await queries.trend(hana, second.id)
    assert len(trends) == 10
    assert [[point.wave_number for point in each.points] for each in trends] == [[1, 2]] * 10
    # Two more were asked: beside the former wave that would be about them.
    assert {
        tuple(point.wave_number for point in each.points)
        for each in await queries.trend(hana, third.id)
    } == {(3,)}
    report = await queries.report(hana, third.id)
    assert report is not None
    assert {each.change for each in report.figures} == {None}
    assert report.previous_wave_id == second.id
    assert {row.wave_id for row in await ReportAccess.all()} == {first.id, second.id, third.id}


async def test_the_driver_analysis_is_of_everybody_who_answered_all_of_it(cast: Cast) -> None:
    _, _, wave = await told(cast)
    found = await queries.driver_analysis(cast.actor(cast.mo), wave.id)
    assert found is not None
    assert (found.n, found.reason) == (39, None)
    assert sum(each.weight for each in found.weights) == pytest.approx(1, abs=0.002)
    assert found.weights[0].weight >= found.weights[1].weight
    assert "cause" in found.caution


async def test_too_few_people_have_no_driver_analysis(cast: Cast) -> None:
    asked = await stage.survey(cast)
    people = await stage.crowd(cast)
    wave = await stage.closed(await stage.wave(asked, people.engineering, stage.anything()))
    found = await queries.driver_analysis(cast.actor(cast.hana), wave.id)
    assert found is not None
    assert (found.weights, found.reason) == ((), HiddenReason.TOO_FEW_ANSWERED)
    assert found.reason_text.startswith("With 2 drivers, at least 30 people have to answer all")


async def test_few_people_are_told_of_without_how_many_of_them_answered(cast: Cast) -> None:
    asked = await stage.survey(cast)
    people = await stage.crowd(cast)
    eight = people.sales[:8]
    wave = await stage.closed(
        await stage.wave(asked, [*people.engineering, *eight], stage.anything())
    )
    group = await ReleaseGroup.get(wave_id=wave.id, department_id=cast.sales.id, kind="segment")
    report = await queries.report(cast.actor(cast.hana), wave.id, str(group.number))
    assert report is not None
    assert (report.group.invited, report.group.answered) == (8, None)
    assert report.group.rate is not None
    assert (report.group.rate.low, report.group.rate.high) == (0.8, 1.0)
    assert {(each.n, each.correction) for each in report.figures} == {(None, None)}
    assert report.figures[0].mean is not None
    assert report.figures[0].shares is None


@pytest.mark.parametrize("groups", [1, 20, 200])
async def test_reading_takes_as_many_queries_for_any_number_of_groups(
    cast: Cast, groups: int
) -> None:
    _, people, wave = await told(cast)
    last = await ReleaseGroup.filter(wave_id=wave.id).order_by("-number").first()
    assert last is not None
    figures = await ReleaseFigure.filter(wave_id=wave.id, group_number=0).values(
        "subject_kind", "subject", "value"
    )
    rows = [
        ReleaseGroup(
            wave_id=wave.id,
            number=last.number + at,
            kind=GroupKind.SEGMENT,
            segments="department",
            label={"department": str(cast.engineering.id)},
            department_id=cast.engineering.id,
            shown=Shown.WHOLLY,
            invited=10,
            answered=9,
        )
        for at in range(1, groups + 1)
    ]
    await ReleaseGroup.bulk_create(rows)
    await ReleaseFigure.bulk_create(
        [
            ReleaseFigure(wave_id=wave.id, group_number=row.number, **each)
            for row in rows
            for each in figures
        ]
    )
    for actor, most in ((cast.actor(cast.hana), 14), (cast.actor(cast.mo), 18)):
        for read in (
            queries.report(actor, wave.id, "0"),
            queries.heat_map(actor, wave.id, SegmentKind.DEPARTMENT),
            queries.trend(actor, wave.id, "0"),
        ):
            with query_count() as count:
                assert await read
            assert count.count <= most, count.statements
    assert people.tiny


async def test_the_gate_is_shut_to_the_system(cast: Cast) -> None:
    from erm.core.actor import SYSTEM

    _, _, wave = await told(cast)
    assert await queries.report(SYSTEM, wave.id) is None
    assert await readings(wave) == []


async def test_sheets_of_no_class_count_nowhere(cast: Cast) -> None:
    asked = await stage.survey(cast)
    people = await stage.crowd(cast)
    wave = await stage.wave(asked, people.everybody, stage.anything())
    await stage.put(wave.id, [Sheet(4711, {asked.scales[0].id: 5})])
    await stage.closed(wave)
    report = await queries.report(cast.actor(cast.hana), wave.id)
    assert report is not None
    assert report.figures[3].n == 47
    assert await Survey.filter(id=asked.survey.id).exists()
