"""What makes cycles by itself, and what they are made from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from erm.core import clock
from erm.core.clock import now, today
from erm.core.events import Bus
from erm.feedback.cycles.commands.programmes import (
    end_cycle_programme,
    make_due_cycles,
    save_cycle_programme,
)
from erm.feedback.cycles.commands.templates import delete_cycle_template, save_cycle_template
from erm.feedback.cycles.definitions import dates_from, is_weekend, months_later
from erm.feedback.cycles.models import Cycle, CycleParticipant, CycleProgramme, CycleTemplate
from erm.feedback.cycles.queries.programmes import (
    cycles_of_programmes,
    preview_audience,
    programmes,
)
from erm.feedback.cycles.queries.templates import cycle_templates, template_names
from erm.feedback.cycles.rules import CycleState, Perspective, ProgrammeTrigger
from erm.feedback.cycles.templates import built_in, built_ins
from erm.people.audience import Audience
from erm.people.models import Person
from tests.cast import ZONE, Cast
from tests.feedback.cycles import rows
from tests.feedback.cycles.rows import do, refused

HIRED = ProgrammeTrigger.AFTER_HIRE
EVERY = ProgrammeTrigger.EVERY_MONTHS


def wish(**changes: Any) -> dict[str, Any]:
    return {
        "programme_id": None,
        "version": 0,
        "name": "Half-yearly",
        "trigger": EVERY,
        "months": 6,
        "days": None,
        "starts_on": today(ZONE),
        "template_key": "quarterly",
        "launches_itself": True,
        "audience": Audience(everyone=True),
    } | changes


async def test_a_programme_makes_and_launches_its_cycle_on_the_day_and_once(
    cast: Cast, bus: Bus
) -> None:
    hana = cast.actor(cast.hana)
    view = await do(bus, save_cycle_programme, hana, **wish())
    assert await make_due_cycles(bus) == 1
    assert await make_due_cycles(bus) == 0
    cycle = await Cycle.get(programme_id=view.id)
    assert (cycle.state, cycle.owner_id) == (CycleState.WRITING, cast.hana.id)
    assert await CycleParticipant.filter(cycle_id=cycle.id).count() == 9
    row = await CycleProgramme.get(id=view.id)
    assert row.next_on == months_later(today(ZONE), 6)
    assert (await cycles_of_programmes(hana, [view.id]))[view.id] == [cycle.id]


async def test_days_that_nobody_was_there_for_are_not_made_up_for(cast: Cast, bus: Bus) -> None:
    row = await rows.programme(cast.hana, starts_on=date(2026, 1, 31), next_on=date(2026, 1, 31))
    with clock.at(rows.noon(date(2027, 8, 15))):
        assert await make_due_cycles(bus) == 1
        assert await make_due_cycles(bus) == 0
    row = await CycleProgramme.get(id=row.id)
    assert row.next_on == date(2028, 1, 31), "counted from the first day: months differ in length"


async def test_a_programme_may_leave_its_cycles_as_drafts(cast: Cast, bus: Bus) -> None:
    await rows.programme(cast.hana, launches_itself=False)
    assert await make_due_cycles(bus) == 1
    assert (await Cycle.all().first()).state is CycleState.DRAFT  # type: ignore[union-attr]


async def test_what_cannot_be_launched_stays_a_draft_for_hr_to_mend(cast: Cast, bus: Bus) -> None:
    await rows.programme(cast.hana, launches_itself=True, audience=Audience())
    assert await make_due_cycles(bus) == 1
    cycle = await Cycle.all().first()
    assert cycle is not None
    assert (cycle.state, cycle.terms_hash) == (CycleState.DRAFT, None)


async def test_who_was_hired_so_long_ago_is_enrolled_once_in_the_cohort_of_the_day(
    cast: Cast, bus: Bus
) -> None:
    start = today(ZONE) - timedelta(days=100)
    new = await cast.person("New", manager=cast.mo, hired_on=today(ZONE) - timedelta(days=60))
    newer = await cast.person("Newer", manager=cast.mo, hired_on=today(ZONE) - timedelta(days=59))
    row = await rows.programme(
        cast.hana,
        trigger=HIRED,
        starts_on=start,
        launches_itself=True,
        definition=built_in("probation").definition.to_json(),
    )
    assert await make_due_cycles(bus) == 1
    assert await make_due_cycles(bus) == 0
    first = await Cycle.get(programme_id=row.id)
    assert [p.person_id for p in await CycleParticipant.filter(cycle_id=first.id)] == [new.id]
    late = await cast.person("Late", manager=cast.mo, hired_on=today(ZONE) - timedelta(days=61))
    assert await make_due_cycles(bus) == 1, "added to the directory in the afternoon"
    assert await Cycle.filter(programme_id=row.id).count() == 1
    assert await CycleParticipant.filter(cycle_id=first.id).count() == 2
    with clock.at(now() + timedelta(days=1)):
        assert await make_due_cycles(bus) == 1
    second = await Cycle.filter(programme_id=row.id).order_by("-id").first()
    assert second is not None
    assert [p.person_id for p in await CycleParticipant.filter(cycle_id=second.id)] == [newer.id]
    everybody = {p.person_id for p in await CycleParticipant.all()}
    assert everybody == {new.id, newer.id, late.id}, "nobody hired before the programme began"


async def test_nobody_is_named_twice_by_drafts_of_a_programme(cast: Cast, bus: Bus) -> None:
    await Person.filter(id=cast.bo.id).update(hired_on=today(ZONE) - timedelta(days=70))
    await rows.programme(cast.hana, trigger=HIRED, starts_on=today(ZONE) - timedelta(days=90))
    assert await make_due_cycles(bus) == 1
    with clock.at(now() + timedelta(days=1)):
        assert await make_due_cycles(bus) == 0


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("CYCLE_PROGRAMME_UNFIT", {"months": None}),
        ("CYCLE_PROGRAMME_UNFIT", {"months": 37}),
        ("CYCLE_PROGRAMME_UNFIT", {"days": 5}),
        ("CYCLE_PROGRAMME_UNFIT", {"trigger": HIRED}),
        ("CYCLE_DATE_TOO_NEAR", {"starts_on": date(2020, 1, 1)}),
        ("CYCLE_TEMPLATE_NOT_FOUND", {"template_key": "nothing"}),
        ("TEXT_REQUIRED", {"name": ""}),
    ],
)
async def test_a_programme_that_cannot_be_is_refused(
    cast: Cast, bus: Bus, code: str, changes: dict[str, Any]
) -> None:
    await refused(bus, code, save_cycle_programme, cast.actor(cast.hana), **wish(**changes))


@pytest.mark.parametrize("who", ["ann", "mo", "ada"])
async def test_nobody_but_hr_has_programmes_templates_or_rules(
    cast: Cast, bus: Bus, who: str
) -> None:
    row = await rows.programme(cast.hana)
    own = await rows.template(cast.hana)
    round_ = await rows.cycle(cast.hana)
    await rows.participant(round_, cast.ann, manager=cast.mo)
    actor = cast.actor(getattr(cast, who))
    await refused(bus, "CYCLE_ONLY_HR", save_cycle_programme, actor, **wish())
    await refused(bus, "CYCLE_PROGRAMME_NOT_FOUND", end_cycle_programme, actor, programme_id=row.id)
    await refused(bus, "CYCLE_ONLY_HR", delete_cycle_template, actor, key=str(own.id))
    await refused(
        bus, "CYCLE_ONLY_HR", save_cycle_template, actor, key=None, cycle_id=round_.id, name="X"
    )
    assert await programmes(actor) == []
    assert await cycle_templates(actor) == []
    assert await preview_audience(actor, Audience(everyone=True)) is None


async def test_a_programme_is_changed_by_who_has_read_it_and_ended_once(
    cast: Cast, bus: Bus
) -> None:
    hana = cast.actor(cast.hana)
    made = await do(bus, save_cycle_programme, hana, **wish(starts_on=today(ZONE)))
    await make_due_cycles(bus)
    row = await CycleProgramme.get(id=made.id)
    await refused(
        bus,
        "CYCLE_PROGRAMME_CHANGED",
        save_cycle_programme,
        hana,
        **wish(programme_id=made.id, version=made.version),
    )
    changed = await do(
        bus,
        save_cycle_programme,
        hana,
        **wish(programme_id=made.id, version=row.version, months=3),
    )
    assert changed.next_on == months_later(today(ZONE), 3), "today's was made already"
    ended = await do(bus, end_cycle_programme, hana, programme_id=made.id)
    assert ended.next_on is None
    again = await do(bus, end_cycle_programme, hana, programme_id=made.id)
    assert (again.ended_at, again.version) == (ended.ended_at, ended.version)
    with clock.at(now() + timedelta(days=400)):
        assert await make_due_cycles(bus) == 0


async def test_a_template_of_a_cycle_makes_cycles_like_it(cast: Cast, bus: Bus) -> None:
    hana = cast.actor(cast.hana)
    round_ = await rows.cycle(
        cast.hana, perspectives=[Perspective.SELF, Perspective.UPWARD], nominates=False
    )
    view = await do(bus, save_cycle_template, hana, key=None, cycle_id=round_.id, name="Ours")
    assert (view.name, view.built_in) == ("Ours", False)
    kinds = [(each.kind, each.anonymous) for each in view.definition.perspectives]
    assert kinds == [(Perspective.SELF, False), (Perspective.UPWARD, True)]
    assert view.definition.nomination_days == 0
    assert view.definition.questions[0].content.text.en == "Keeps promises"
    assert [t.key for t in await cycle_templates(hana)] == [*built_ins(), view.key]
    await do(bus, save_cycle_template, hana, key=view.key, cycle_id=round_.id, name="Better")
    assert (await template_names(hana, [view.key, "upward"])) == {
        view.key: "Better",
        "upward": "Upward only",
    }
    await do(bus, delete_cycle_template, hana, key=view.key)
    assert [t.key for t in await cycle_templates(hana)] == list(built_ins())
    assert (await template_names(hana, [view.key])) == {view.key: "Better"}, "cycles keep its name"
    await refused(bus, "CYCLE_TEMPLATE_NOT_FOUND", delete_cycle_template, hana, key=view.key)


async def test_a_template_that_comes_with_erm_stays_as_it_is(cast: Cast, bus: Bus) -> None:
    hana = cast.actor(cast.hana)
    round_ = await rows.cycle(cast.hana)
    await refused(bus, "CYCLE_TEMPLATE_BUILT_IN", delete_cycle_template, hana, key="upward")
    await refused(
        bus,
        "CYCLE_TEMPLATE_BUILT_IN",
        save_cycle_template,
        hana,
        key="upward",
        cycle_id=round_.id,
        name="Mine",
    )
    assert not await CycleTemplate.all().exists()


@pytest.mark.parametrize("key", list(built_ins()))
def test_no_phase_of_a_template_ends_on_a_weekend(key: str) -> None:
    definition = built_in(key).definition
    for offset in range(14):
        dates = dates_from(definition, date(2026, 11, 2) + timedelta(days=offset))
        assert not any(is_weekend(day) for day in dates.in_order)
        assert list(dates.in_order) == sorted(set(dates.in_order))


def test_templates_promise_what_they_must() -> None:
    for each in built_ins().values():
        for perspective in each.definition.perspectives:
            if perspective.anonymous:
                assert perspective.minimum >= 3
        for language in ("en", "ru"):
            assert each.name.of(language)
            assert each.description.of(language)
            assert all(q.competency or not q.weight for q in each.localized(language).questions)
    russian = replace(built_in("upward")).localized("ru")
    assert russian.questions[0].competency == "Направление"


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 11, 22), -12, date(2025, 11, 22)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_one(
    day: date, months: int, expected: date
) -> None:
    assert months_later(day, months) == expected
