"""Drafts: making them from templates, editing them, launching them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from erm.core.clock import today
from erm.core.events import Bus
from erm.feedback.cycles import queries
from erm.feedback.cycles.commands.cycles import CycleEdit, create_cycle, edit_cycle
from erm.feedback.cycles.commands.phases import move_cycle
from erm.feedback.cycles.definitions import (
    CycleDates,
    PerspectiveDefinition,
    QuestionDefinition,
)
from erm.feedback.cycles.events import CycleLaunched, CycleMoved
from erm.feedback.cycles.models import Cycle, CycleParticipant, CycleQuestion, Review
from erm.feedback.cycles.queries.oversight import terms_of
from erm.feedback.cycles.rules import (
    CycleState,
    Nominator,
    ParticipantSource,
    Perspective,
    QuestionKind,
    ReleasedBy,
    ReviewState,
)
from erm.feedback.cycles.templates import built_ins
from erm.feedback.cycles.terms import fingerprint
from erm.people.audience import Audience, people_in
from tests.cast import ZONE, Cast
from tests.feedback.cycles import rows
from tests.feedback.cycles.rows import do, heard, refused


def edit(**changes: Any) -> CycleEdit:
    """A draft that could be launched, with something else about it."""
    day = today(ZONE)
    whole = CycleEdit(
        name="Autumn",
        description="",
        time_zone=ZONE,
        dates=CycleDates(
            period_from=day - timedelta(days=180),
            period_until=day,
            nomination_until=day + timedelta(days=7),
            writing_until=day + timedelta(days=14),
            calibration_until=None,
            packets_until=day + timedelta(days=21),
            acknowledge_until=day + timedelta(days=28),
        ),
        released_by=ReleasedBy.MANAGER,
        release_on=None,
        nominator=Nominator.SUBJECT,
        nomination_cap=5,
        nominations_need_approval=True,
        load_limit=6,
        audience=Audience(everyone=True),
        perspectives=[
            PerspectiveDefinition(Perspective.SELF, minimum=1),
            PerspectiveDefinition(Perspective.MANAGER, minimum=1),
            PerspectiveDefinition(Perspective.PEER, anonymous=True),
            PerspectiveDefinition(Perspective.UPWARD, anonymous=True),
        ],
        questions=[
            QuestionDefinition(
                QuestionKind.RATING,
                rows.content("Keeps promises"),
                (Perspective.SELF, Perspective.MANAGER, Perspective.PEER, Perspective.UPWARD),
            )
        ],
    )
    return replace(whole, **changes)


async def draft(cast: Cast, bus: Bus, **changes: Any) -> Cycle:
    """A draft that could be launched."""
    hana = cast.actor(cast.hana)
    view = await do(
        bus, create_cycle, hana, template_key="annual_360", name="Autumn", starts_on=today(ZONE)
    )
    await do(bus, edit_cycle, hana, cycle_id=view.id, version=1, edit=edit(**changes))
    return await Cycle.get(id=view.id)


async def launch(cast: Cast, bus: Bus, cycle: Cycle) -> Cycle:
    """Launched by HR."""
    state = CycleState.NOMINATION if cycle.nomination_until else CycleState.WRITING
    await do(
        bus,
        move_cycle,
        cast.actor(cast.hana),
        cycle_id=cycle.id,
        version=cycle.version,
        state=state,
    )
    return await Cycle.get(id=cycle.id)


@pytest.mark.parametrize("key", list(built_ins()))
async def test_every_template_makes_a_draft_that_hr_can_launch(
    cast: Cast, bus: Bus, key: str
) -> None:
    hana = cast.actor(cast.hana)
    view = await do(bus, create_cycle, hana, template_key=key, name="Q", starts_on=today(ZONE))
    questions = (await queries.questions_of(hana, [view.id]))[view.id]
    assert questions
    assert {q.licence for q in questions} == {"Apache-2.0"}
    assert {q.source for q in questions} == {"erm"}
    assert all(q.content.text.en and q.content.text.ru for q in questions)
    await Cycle.filter(id=view.id).update(audience=Audience(everyone=True).to_json())
    cycle = await launch(cast, bus, await Cycle.get(id=view.id))
    assert cycle.launched_at is not None
    assert await CycleParticipant.filter(cycle_id=cycle.id).count() == 9


async def test_a_draft_from_a_template_speaks_the_language_of_who_makes_it(
    cast: Cast, bus: Bus
) -> None:
    hana = replace(cast.actor(cast.hana), locale="ru")
    view = await do(
        bus, create_cycle, hana, template_key="annual_360", name="Год", starts_on=today(ZONE)
    )
    questions = (await queries.questions_of(hana, [view.id]))[view.id]
    assert questions[0].competency == "Надёжность"


@pytest.mark.parametrize("who", ["ann", "mo", "ada"])
async def test_nobody_but_hr_makes_a_draft(cast: Cast, bus: Bus, who: str) -> None:
    actor = cast.actor(getattr(cast, who))
    await refused(
        bus,
        "CYCLE_ONLY_HR",
        create_cycle,
        actor,
        template_key="annual_360",
        name="Autumn",
        starts_on=today(ZONE),
    )


async def test_a_draft_cannot_be_edited_by_who_may_not_even_know_of_it(
    cast: Cast, bus: Bus
) -> None:
    cycle = await draft(cast, bus)
    for person in (cast.ann, cast.mo, cast.ada):
        await refused(
            bus,
            "CYCLE_NOT_FOUND",
            edit_cycle,
            cast.actor(person),
            cycle_id=cycle.id,
            version=cycle.version,
            edit=edit(name="Mine"),
        )


def dates(**changes: Any) -> CycleDates:
    return replace(edit().dates, **changes)


NAMED = [PerspectiveDefinition(Perspective.SELF, minimum=1)]
DAY = date(2026, 11, 2)
UNFIT: list[tuple[str, dict[str, Any]]] = [
    ("CYCLE_DATES_UNORDERED", {"dates": dates(writing_until=edit().dates.nomination_until)}),
    ("CYCLE_DATES_UNORDERED", {"dates": dates(acknowledge_until=date(2099, 1, 1))}),
    ("CYCLE_PERIOD_UNFIT", {"dates": dates(period_from=date(2099, 1, 1))}),
    ("CYCLE_NOMINATION_UNFIT", {"dates": dates(nomination_until=None)}),
    ("CYCLE_RELEASE_DAY_UNFIT", {"released_by": ReleasedBy.DATE}),
    (
        "CYCLE_RELEASE_DAY_UNFIT",
        {"released_by": ReleasedBy.DATE, "release_on": edit().dates.writing_until},
    ),
    ("CYCLE_NUMBER_OUT_OF_RANGE", {"nomination_cap": 0}),
    ("CYCLE_NUMBER_OUT_OF_RANGE", {"load_limit": 1000}),
    ("CYCLE_PERSPECTIVES_UNFIT", {"perspectives": []}),
    ("CYCLE_PERSPECTIVES_UNFIT", {"perspectives": NAMED * 2}),
    (
        "CYCLE_PERSPECTIVE_ALWAYS_NAMED",
        {"perspectives": [PerspectiveDefinition(Perspective.MANAGER, anonymous=True)]},
    ),
    ("CYCLE_QUESTIONS_UNFIT", {"perspectives": NAMED}),
    (
        "CYCLE_QUESTIONS_UNFIT",
        {"questions": [replace(edit().questions[0], perspectives=())]},
    ),
    ("CYCLE_QUESTIONS_UNFIT", {"questions": [replace(edit().questions[0], id=uuid4())]}),
    ("CYCLE_AUDIENCE_UNFIT", {"audience": Audience(departments=(uuid4(),))}),
    ("CYCLE_AUDIENCE_UNFIT", {"audience": Audience(people=(uuid4(),))}),
    ("CYCLE_AUDIENCE_UNFIT", {"audience": Audience(hired_from=DAY, hired_until=date(2020, 1, 1))}),
    ("TIME_ZONE_UNKNOWN", {"time_zone": "Mars/Olympus"}),
    ("TEXT_REQUIRED", {"name": " "}),
]


@pytest.mark.parametrize(("code", "changes"), UNFIT)
async def test_what_cannot_be_is_refused_and_nothing_is_changed(
    cast: Cast, bus: Bus, code: str, changes: dict[str, Any]
) -> None:
    cycle = await draft(cast, bus)
    await refused(
        bus,
        code,
        edit_cycle,
        cast.actor(cast.hana),
        cycle_id=cycle.id,
        version=cycle.version,
        edit=edit(**changes),
    )


async def test_two_who_edit_at_once_do_not_overwrite_each_other(cast: Cast, bus: Bus) -> None:
    cycle = await draft(cast, bus)
    hana = cast.actor(cast.hana)
    await do(
        bus, edit_cycle, hana, cycle_id=cycle.id, version=cycle.version, edit=edit(name="First")
    )
    await refused(
        bus,
        "CYCLE_CHANGED",
        edit_cycle,
        hana,
        cycle_id=cycle.id,
        version=cycle.version,
        edit=edit(name="Second"),
    )


async def test_questions_of_a_draft_are_kept_moved_and_taken_out_by_id(
    cast: Cast, bus: Bus
) -> None:
    cycle = await draft(cast, bus)
    old = await CycleQuestion.get(cycle_id=cycle.id)
    new = replace(edit().questions[0], content=rows.content("Something new"))
    kept = replace(edit().questions[0], id=old.id)
    hana = cast.actor(cast.hana)
    await do(
        bus,
        edit_cycle,
        hana,
        cycle_id=cycle.id,
        version=cycle.version,
        edit=edit(questions=[new, kept]),
    )
    found = (await queries.questions_of(hana, [cycle.id]))[cycle.id]
    assert [q.content.text.en for q in found] == ["Something new", "Keeps promises"]
    assert found[1].id == old.id


async def test_launching_enrols_people_with_the_reviews_that_follow_from_the_directory(
    cast: Cast, bus: Bus
) -> None:
    facts = heard(bus)
    cycle = await launch(cast, bus, await draft(cast, bus))
    there = {row.person_id: row for row in await CycleParticipant.filter(cycle_id=cycle.id)}
    assert cast.dee.id not in there, "who has left takes no part"
    mo, ann = there[cast.mo.id], there[cast.ann.id]
    assert (ann.manager_id, ann.manager_at_launch_id) == (cast.mo.id, cast.mo.id)
    assert ann.department_at_launch_id == cast.engineering.id
    assert {row.source for row in there.values()} == {ParticipantSource.RULE}

    async def asked(row: CycleParticipant) -> set[tuple[Perspective, UUID | None]]:
        found = await Review.filter(participant_id=row.id, state=ReviewState.ASSIGNED)
        return {(review.perspective, review.rater_id) for review in found}

    assert await asked(ann) == {
        (Perspective.SELF, cast.ann.id),
        (Perspective.MANAGER, cast.mo.id),
    }
    assert await asked(mo) == {
        (Perspective.SELF, cast.mo.id),
        (Perspective.MANAGER, cast.zed.id),
        (Perspective.UPWARD, cast.ann.id),
        (Perspective.UPWARD, cast.bo.id),
    }
    assert not await Review.filter(cycle_id=cycle.id, perspective=Perspective.PEER).exists()
    assert [type(fact) for fact in facts] == [CycleLaunched, CycleMoved]


async def test_terms_are_written_in_both_languages_and_frozen_with_their_hash(
    cast: Cast, bus: Bus
) -> None:
    cycle = await draft(cast, bus)
    hana = cast.actor(cast.hana)
    promised = (await terms_of(hana, [cycle.id]))[cycle.id]
    cycle = await launch(cast, bus, cycle)
    assert cycle.terms_hash == fingerprint(cycle.terms)
    assert (await terms_of(hana, [cycle.id]))[cycle.id] == promised, "as the draft had shown them"
    english, russian = cycle.terms["en"], cycle.terms["ru"]
    assert [term["perspective"] for term in english] == [term["perspective"] for term in russian]
    peers = [term["text"] for term in english if term["perspective"] == "peer"]
    assert any("anonymous" in text for text in peers)
    assert any("fewer than 3" in text for text in peers)
    ann = replace(cast.actor(cast.ann), locale="ru")
    assert (await terms_of(ann, [cycle.id]))[cycle.id][0].text.startswith("Речь идёт")


async def test_what_was_launched_is_edited_by_nobody(cast: Cast, bus: Bus) -> None:
    cycle = await launch(cast, bus, await draft(cast, bus))
    await refused(
        bus,
        "CYCLE_IS_FROZEN",
        edit_cycle,
        cast.actor(cast.hana),
        cycle_id=cycle.id,
        version=cycle.version,
        edit=edit(name="Weaker"),
    )


async def test_a_draft_for_nobody_or_without_questions_is_not_launched(
    cast: Cast, bus: Bus
) -> None:
    hana = cast.actor(cast.hana)
    for changes in ({"audience": Audience()}, {"questions": []}):
        cycle = await draft(cast, bus, **changes)
        await refused(
            bus,
            "CYCLE_BLOCKED",
            move_cycle,
            hana,
            cycle_id=cycle.id,
            version=cycle.version,
            state=CycleState.NOMINATION,
        )


async def test_what_would_be_over_at_once_is_not_launched(cast: Cast, bus: Bus) -> None:
    cycle = await draft(cast, bus)
    await Cycle.filter(id=cycle.id).update(nomination_until=today() - timedelta(days=2))
    await refused(
        bus,
        "CYCLE_DATE_TOO_NEAR",
        move_cycle,
        cast.actor(cast.hana),
        cycle_id=cycle.id,
        version=cycle.version,
        state=CycleState.NOMINATION,
    )


RULES: list[tuple[str, Any, set[str]]] = [
    ("nobody", lambda c: Audience(), set()),
    (
        "everybody",
        lambda c: Audience(everyone=True, excluded=(c.zed.id,)),
        {"Mo", "Ann", "Bo", "Old", "Max", "Cy", "Hana", "Ada"},
    ),
    (
        "a department alone",
        lambda c: Audience(departments=(c.company.id,), with_subdepartments=False),
        {"Zed"},
    ),
    (
        "a department with those below",
        lambda c: Audience(departments=(c.company.id,)),
        {"Zed", "Mo", "Ann", "Bo", "Old", "Max", "Cy", "Hana", "Ada"},
    ),
    ("reports of somebody", lambda c: Audience(managers=(c.mo.id,)), {"Ann", "Bo"}),
    ("a title", lambda c: Audience(titles=("Seller",)), {"Cy"}),
    (
        "all criteria together",
        lambda c: Audience(departments=(c.engineering.id,), managers=(c.mo.id,), titles=("X",)),
        set(),
    ),
    (
        "criteria, and somebody besides, and one not",
        lambda c: Audience(managers=(c.mo.id,), people=(c.cy.id,), excluded=(c.bo.id,)),
        {"Ann", "Cy"},
    ),
    ("a location", lambda c: Audience(locations=("Nowhere",)), set()),
    ("a time of hiring", lambda c: Audience(hired_from=DAY), set()),
]


@pytest.mark.parametrize(("name", "rule", "expected"), RULES, ids=[rule[0] for rule in RULES])
async def test_a_rule_names(cast: Cast, name: str, rule: Any, expected: set[str]) -> None:
    audience = rule(cast)
    assert Audience.from_json(audience.to_json()) == audience
    names = {person.id: person.given_name for person in cast.people}
    assert {names[key] for key in await people_in(audience)} == expected


async def test_a_rule_asks_for_the_department_of_today(cast: Cast) -> None:
    moved = await cast.person("Moved")
    await cast.member(moved, cast.sales, ends_on=today())
    await cast.member(moved, cast.engineering, starts_on=today())
    in_sales = await people_in(Audience(departments=(cast.sales.id,)))
    in_engineering = await people_in(Audience(departments=(cast.engineering.id,)))
    assert moved.id not in in_sales
    assert moved.id in in_engineering
