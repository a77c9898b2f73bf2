"""The five reports: their numbers against a plain recount, who gets them, and what is put down."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from erm.core import clock
from erm.core.clock import now
from erm.core.paging import PageRequest
from erm.development.models import DevelopmentPlan
from erm.development.rules import PlanState
from erm.feedback.cycles.rules import PacketState, ReviewState
from erm.people.models import Bond, DepartmentMembership, Person
from erm.people.rules import BondKind
from erm.recognition.fairness.statistics import gini
from erm.recognition.rules import KudosVisibility
from erm.relationships.rules import TouchpointKind
from erm.reports import ledger
from erm.reports.models import PeopleReportAccess
from erm.reports.report import people_report
from erm.reports.rules import PeopleReportKind, ReportAct, ReportAsOf, ReportBy
from erm.reports.views import CellView, ReportView, RowView
from tests.cast import LONG_AGO, Cast
from tests.database import query_count
from tests.development.builders import plan_row
from tests.feedback.cycles import rows as cycle_rows
from tests.recognition.fairness.rows import thanks
from tests.relationships.builders import contact, write

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)
Kind = PeopleReportKind


@dataclass
class Company:
    """Three departments of twelve, nine and seven, and one of three."""

    cast: Cast
    groups: dict[str, list[Person]]

    @property
    def everybody(self) -> list[Person]:
        return [person for some in self.groups.values() for person in some]

    async def report(
        self,
        kind: Kind,
        as_of: ReportAsOf = ReportAsOf.NOW,
        by: ReportBy = ReportBy.DEPARTMENT,
    ) -> ReportView:
        with clock.at(NOON):
            view = await people_report(self.cast.actor(self.cast.hana), kind, by=by, as_of=as_of)
        assert view is not None
        return view


@pytest.fixture
async def company(cast: Cast) -> Company:
    with clock.at(NOON):
        groups = {}
        for name, size in (("Alpha", 12), ("Beta", 9), ("Gamma", 7), ("Tiny", 3)):
            department = await cast.department(name)
            groups[name] = await cast.crowd(size, department=department, manager=cast.mo)
    return Company(cast, groups)


def row(view: ReportView, label: str) -> RowView:
    return next(each for each in view.rows if each.label == label)


def cell(of: RowView, key: str) -> CellView:
    return next(each for each in of.cells if each.key == key)


def steps(part: int, whole: int) -> float:
    """A share as it is told: in steps of 0.05 of fewer than twenty people."""
    step = 0.01 if whole >= 20 else 0.05
    return round(round(part / whole / step) * step, 2)


async def test_nobody_but_hr_pulls_reports_and_nothing_is_put_down_for_them(cast: Cast) -> None:
    for person in (cast.ann, cast.mo, cast.zed, cast.ada):
        for kind in Kind:
            assert await people_report(cast.actor(person), kind) is None
    assert not await PeopleReportAccess.all().exists()


async def test_one_on_ones_are_counted_for_both_by_group_and_by_month(company: Company) -> None:
    chance = random.Random(5)
    mo, everybody = company.cast.mo, company.everybody
    held = []
    for number in range(150):
        one, other = chance.sample(everybody, 2) if number % 3 else (chance.choice(everybody), mo)
        held.append((one, other, NOON - chance.randrange(360) * DAY))
    await write(contact(TouchpointKind.ONE_ON_ONE_HELD, *each) for each in held)
    # Other contacts are no meetings.
    await write([contact(TouchpointKind.CHECK_IN, everybody[0], mo, NOON)])
    view = await company.report(Kind.ONE_ON_ONES)

    meetings: Counter[UUID] = Counter()
    thirds: dict[UUID, set[int]] = defaultdict(set)
    with_manager = set()
    by_month: dict[str, set[UUID]] = defaultdict(set)
    first = datetime(2026, 8, 25, tzinfo=UTC)
    for one, other, at in held:
        for person in (one.id, other.id):
            by_month[f"{at:%Y-%m}"].add(person)
            if at >= first:
                meetings[person] += 1
                thirds[person].add(min((at - first).days // 30, 2))
        if at >= first and other is mo:
            with_manager.add(one.id)
    for label in ("Alpha", "Beta", "Gamma"):
        of, ids = row(view, label), [person.id for person in company.groups[label]]
        n = len(ids)
        assert of.people == n
        assert cell(of, "met").value == steps(sum(i in meetings for i in ids), n)
        assert cell(of, "regular").value == steps(sum(len(thirds[i]) == 3 for i in ids), n)
        assert cell(of, "with_manager").value == steps(sum(i in with_manager for i in ids), n)
        assert cell(of, "meetings").value == round(sum(meetings[i] for i in ids) / n, 1)
        low, high = cell(of, "met").low, cell(of, "met").high
        assert low is not None
        assert high is not None
        assert 0 <= low <= high <= 1
    assert view.everybody is not None
    there = view.everybody.people
    assert there == sum(each.people for each in view.rows)
    assert [month.month for month in view.months] == [
        f"{2025 + (index + 11) // 12}-{(index + 11) % 12 + 1:02}" for index in range(12)
    ]
    for month in view.months:
        met = next(each for each in month.cells if each.key == "met")
        assert (met.value, met.n) == (steps(len(by_month[month.month]), there), there)


async def test_recognition_counts_what_everybody_reads_and_nothing_else(company: Company) -> None:
    alpha, beta = company.groups["Alpha"], company.groups["Beta"]
    given = [(alpha[0], alpha[1:4]), (alpha[1], beta[:5]), (beta[2], [alpha[1]])]
    await thanks(given, at=NOON - 5 * DAY)
    await thanks([(alpha[0], [alpha[1]])], at=NOON - 200 * DAY)
    view = await company.report(Kind.RECOGNITION)
    for kind in (
        {"visibility": KudosVisibility.PRIVATE},
        {"hidden": True},
        {"withdrawn": True},
    ):
        await thanks([(alpha[5], alpha[6:])], at=NOON - DAY, **kind)
    assert await company.report(Kind.RECOGNITION) == view
    of = row(view, "Alpha")
    assert cell(of, "gave").value == steps(2, 12)
    assert cell(of, "received").value == steps(3, 12)
    assert cell(of, "took_part").value == steps(4, 12)
    assert cell(of, "concentration").value == round(gini([2, 1, 1, *[0] * 9]) or 0, 2)
    nobody = cell(row(view, "Gamma"), "concentration")
    assert (nobody.value, nobody.low, nobody.reason) == (None, None, "Nothing to count")
    gave = {
        month.month: next(each.value for each in month.cells if each.key == "gave")
        for month in view.months
    }
    assert view.everybody is not None
    assert gave["2026-11"] == steps(3, view.everybody.people)
    assert gave["2026-05"] == steps(1, view.everybody.people)
    assert gave["2026-07"] == 0


async def test_development_tells_who_works_by_a_plan_then_and_now(company: Company) -> None:
    alpha, beta = company.groups["Alpha"], company.groups["Beta"]

    def plans(people: Iterable[Person], **values: object) -> list[DevelopmentPlan]:
        at = {"state": PlanState.ACTIVE, "signed_at": NOON - 100 * DAY, "last_activity_at": NOON}
        return [
            plan_row(person, **{"ends_on": (NOON + 30 * DAY).date()} | at | values)
            for person in people
        ]

    closed = {"state": PlanState.CLOSED, "closed_at": NOON - 40 * DAY}
    made = [
        *plans(alpha[:6]),
        *plans(alpha[6:9], last_activity_at=NOON - 60 * DAY),
        *plans(beta[:4], **closed),
        *plans(beta[5:7], signed_at=None, state=PlanState.DRAFT),
    ]
    for plan in made:
        await plan.save()
    view = await company.report(Kind.DEVELOPMENT)
    assert cell(row(view, "Alpha"), "with_plan").value == steps(9, 12)
    assert cell(row(view, "Alpha"), "active").value == steps(6, 12)
    assert cell(row(view, "Beta"), "with_plan").value == 0
    whole = len(company.everybody) + 9
    planned = {month.month: month.cells[0].value for month in view.months}
    # Before there was any plan, nothing is told, and not nought.
    assert "2026-07" not in planned
    assert planned["2026-09"] == steps(13, whole)
    assert planned["2026-11"] == steps(9, whole)


async def test_cycles_are_told_of_those_who_take_part(company: Company) -> None:
    hana, alpha, beta = company.cast.hana, company.groups["Alpha"], company.groups["Beta"]
    with clock.at(NOON - 60 * DAY):
        autumn = await cycle_rows.cycle(hana)
    with clock.at(NOON - 250 * DAY):
        spring = await cycle_rows.cycle(hana, name="Spring")
    for round_, people, packet in (
        (spring, beta[:6], PacketState.ACKNOWLEDGED),
        (autumn, alpha, PacketState.WAITING),
    ):
        for index, person in enumerate(people):
            about = await cycle_rows.participant(round_, person, packet=packet)
            for rater in range(2):
                state = ReviewState.SUBMITTED if index >= 4 + rater else ReviewState.ASSIGNED
                _ = await cycle_rows.review(about, company.groups["Gamma"][rater], state=state)
    view = await company.report(Kind.CYCLES)
    assert {each.label: each.people for each in view.rows} == {"Alpha": 12, "Beta": 6}
    # 7 handed in all, 8 of 12 the first of two: 15 of 24, told in steps of 0.05 for twelve people.
    assert cell(row(view, "Alpha"), "reviews").value == 0.6
    assert cell(row(view, "Alpha"), "released").value == 0
    assert cell(row(view, "Beta"), "acknowledged").value == 1
    months = {month.month: (month.cells[0].n, month.cells[0].value) for month in view.months}
    assert months == {"2026-03": (6, 0.25), "2026-09": (12, 0.6)}


async def test_the_directory_is_told_of_by_what_is_missing(company: Company) -> None:
    alpha = company.groups["Alpha"]
    await Person.filter(left_on__isnull=True).update(location="Rome", updated_at=NOON)
    await Person.filter(id__in=[person.id for person in alpha[:3]]).update(title="")
    await Bond.filter(subject_id=alpha[4].id, kind=BondKind.MANAGER).update(
        ends_on=(NOON - 20 * DAY).date()
    )
    view = await company.report(Kind.DIRECTORY)
    of = row(view, "Alpha")
    assert cell(of, "complete").value == steps(9, 12)
    assert cell(of, "with_manager").value == steps(11, 12)
    assert cell(of, "with_department").value == 1
    assert cell(of, "fresh").value == 1


async def test_people_who_moved_count_where_they_were_or_where_they_are(company: Company) -> None:
    alpha, beta = company.groups["Alpha"], company.groups["Beta"]
    moved = [person.id for person in alpha[:6]]
    day = (NOON - 20 * DAY).date()
    place = await DepartmentMembership.get(person_id=beta[0].id).values_list(
        "department_id", flat=True
    )
    await DepartmentMembership.filter(person_id__in=moved).update(ends_on=day)
    await DepartmentMembership.bulk_create(
        [DepartmentMembership(person_id=i, department_id=place, starts_on=day) for i in moved]
    )
    await thanks([(alpha[0], [company.groups["Gamma"][0]])], at=NOON - 2 * DAY)

    async def told(as_of: ReportAsOf) -> dict[str, tuple[int, float | None]]:
        view = await company.report(Kind.RECOGNITION, as_of)
        return {
            label: (row(view, label).people, cell(row(view, label), "gave").value)
            for label in ("Alpha", "Beta")
        }

    assert await told(ReportAsOf.NOW) == {"Alpha": (6, 0), "Beta": (15, steps(1, 15))}
    assert await told(ReportAsOf.THEN) == {"Alpha": (12, steps(1, 12)), "Beta": (9, 0)}


@pytest.mark.parametrize(("leavers", "told"), [(4, False), (5, True)])
async def test_months_of_then_have_those_who_left_only_if_they_are_enough(
    company: Company, leavers: int, told: bool
) -> None:
    """Or then less now would be about them."""
    await Person.filter(id=company.cast.dee.id).update(left_on=LONG_AGO)
    left = (NOON - 40 * DAY).date()
    gone = company.groups["Alpha"][:leavers]
    await Person.filter(id__in=[person.id for person in gone]).update(left_on=left)
    await write(
        contact(TouchpointKind.ONE_ON_ONE_HELD, person, company.cast.mo, NOON - 100 * DAY)
        for person in gone
    )
    now_, then = [
        {
            month.month: month.cells[0].n
            for month in (await company.report(Kind.ONE_ON_ONES, a)).months
        }
        for a in (ReportAsOf.NOW, ReportAsOf.THEN)
    ]
    there = len(company.everybody) + 9 - leavers
    assert set(now_.values()) == {there}
    assert then["2026-08"] == there + (leavers if told else 0)
    assert then["2026-10"] == then["2026-11"] == there


async def test_a_month_of_few_people_is_left_out_and_not_nothing(company: Company) -> None:
    """Empty time is not a zero."""
    few = [person.id for person in company.everybody[:3]]
    await Person.filter(left_on__isnull=True).update(hired_on=(NOON - 70 * DAY).date())
    await Person.filter(id__in=few).update(hired_on=LONG_AGO)
    one, other = company.everybody[:2]
    held = TouchpointKind.ONE_ON_ONE_HELD
    await write([contact(held, one, other, NOON - 300 * DAY)])
    view = await company.report(Kind.ONE_ON_ONES)
    assert [month.month for month in view.months] == ["2026-09", "2026-10", "2026-11"]


async def test_the_time_before_anything_was_put_down_is_left_out(company: Company) -> None:
    assert (await company.report(Kind.ONE_ON_ONES)).months == ()
    one, other = company.everybody[:2]
    await write([contact(TouchpointKind.ONE_ON_ONE_HELD, one, other, NOON - 40 * DAY)])
    view = await company.report(Kind.ONE_ON_ONES)
    assert [month.month for month in view.months] == ["2026-10", "2026-11"]
    assert [month.cells[0].value for month in view.months][1] == 0


async def test_a_company_of_four_is_told_nothing(cast: Cast) -> None:
    await Person.exclude(id__in=[cast.hana.id, cast.mo.id, cast.ann.id, cast.bo.id]).update(
        left_on=LONG_AGO
    )
    for kind in Kind:
        view = await people_report(cast.actor(cast.hana), kind)
        assert view is not None
        assert (view.everybody, view.rows, view.months) == (None, (), ())
        assert view.notes == ("There are fewer than five people, so nothing can be told.",)


async def test_as_many_queries_for_one_person_as_for_two_hundred(cast: Cast) -> None:
    department = await cast.department("Alpha")
    round_ = await cycle_rows.cycle(cast.hana)
    counts = []
    for size in (1, 19, 180):
        people = await cast.crowd(size, department=department, manager=cast.mo)
        await thanks((person, [cast.ann]) for person in people)
        await write(
            contact(TouchpointKind.ONE_ON_ONE_HELD, person, cast.mo, now()) for person in people
        )
        await cycle_rows.participants(round_, people)
        found = []
        for kind in Kind:
            # The first time it is put down in the ledger besides.
            await people_report(cast.actor(cast.hana), kind, as_of=ReportAsOf.THEN)
            with query_count() as queries:
                assert await people_report(cast.actor(cast.hana), kind, as_of=ReportAsOf.THEN)
            found.append(queries.count)
        counts.append(found)
    assert counts[0] == counts[1] == counts[2]
    assert max(counts[0]) <= 10


async def test_each_report_that_is_seen_is_put_down_once_a_day(cast: Cast) -> None:
    hana = cast.actor(cast.hana)
    for kind in (Kind.DIRECTORY, Kind.DIRECTORY, Kind.CYCLES):
        await people_report(hana, kind)
    await people_report(hana, Kind.DIRECTORY, by=ReportBy.LEVEL, act=ReportAct.PDF)
    with clock.at(now() + DAY):
        await people_report(hana, Kind.CYCLES)
    for reader in (cast.hana, cast.ada):
        page = await ledger.ledger(cast.actor(reader), PageRequest())
        assert [(each.person_id, each.kind, each.by, each.act) for each in page.items] == [
            (cast.hana.id, Kind.CYCLES, ReportBy.DEPARTMENT, ReportAct.VIEWED),
            (cast.hana.id, Kind.DIRECTORY, ReportBy.LEVEL, ReportAct.PDF),
            (cast.hana.id, Kind.CYCLES, ReportBy.DEPARTMENT, ReportAct.VIEWED),
            (cast.hana.id, Kind.DIRECTORY, ReportBy.DEPARTMENT, ReportAct.VIEWED),
        ]
        assert await page.count() == 4
    for other in (cast.mo, cast.ann):
        assert (await ledger.ledger(cast.actor(other), PageRequest())).items == []


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_a_page_of_the_ledger_takes_as_many_queries_for_one_line_as_for_a_hundred(
    cast: Cast,
) -> None:
    for days in (1, 19, 180):
        start = await PeopleReportAccess.all().count()
        await PeopleReportAccess.bulk_create(
            [
                PeopleReportAccess(
                    person_id=cast.hana.id,
                    kind=Kind.CYCLES,
                    by=ReportBy.LEVEL,
                    act=ReportAct.CSV.value,
                    day=LONG_AGO + (start + number) * DAY,
                    at=now(),
                )
                for number in range(days)
            ]
        )
        with query_count() as queries:
            page = await ledger.ledger(cast.actor(cast.ada), PageRequest(100))
        assert (len(page.items), queries.count) == (min(start + days, 100), 1)
