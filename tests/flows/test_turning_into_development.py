"""Feedback, a promise, a packet and an assessment become focus areas and goals, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import DomainError
from erm.core.ids import new_id
from erm.core.work import unit_of_work
from erm.development.competencies.rules import AssessmentState
from erm.development.models import DevelopmentPlan, FocusArea, Goal
from erm.development.rules import FocusKind, Origin, PlanState
from erm.feedback.cycles.models import CycleParticipant
from erm.feedback.cycles.rules import PacketState
from erm.feedback.models import FeedbackLink
from erm.feedback.rules import FeedbackVisibility
from erm.flows.development_sources import sources_by_keys
from erm.flows.subscriptions import build_bus
from erm.flows.turning_into_development import turn_into_focus_area, turn_into_goal
from erm.one_on_ones.models import ActionItem, OneOnOneMeeting
from erm.one_on_ones.rules import ActionItemState
from erm.people.models import Person
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.conftest import Api
from tests.database import query_count
from tests.development.builders import plan
from tests.development.overview.builders import Built, assessed, framework, place
from tests.everyday import SETTINGS
from tests.feedback.cycles import rows as cycles
from tests.feedback.rows import note
from tests.one_on_ones.builders import history

BUS = build_bus(SETTINGS)
TYPE = {
    Origin.FEEDBACK: "FeedbackNote",
    Origin.ACTION_ITEM: "ActionItem",
    Origin.PACKET: "CycleParticipant",
    Origin.ASSESSMENT: "Assessment",
}


class Sources:
    """One of each kind, about Ann; and her plan, which Mo has agreed."""

    plan: DevelopmentPlan
    built: Built
    ids: dict[Origin, UUID]


@pytest.fixture
async def sources(cast: Cast) -> Sources:
    found = Sources()
    found.plan = await plan(
        cast.ann, state=PlanState.ACTIVE, signed_at=now(), agreed_manager_id=cast.mo.id
    )
    written = await note(cast.bo, cast.ann, visibility=FeedbackVisibility.RECIPIENT_AND_MANAGER)
    (series,) = await history(cast.ann, [cast.mo])
    meeting = await OneOnOneMeeting.get(open_series_id=series.id)
    item = await ActionItem.get(meeting_id=meeting.id, owner_id=cast.ann.id)
    round_ = await cycles.cycle(cast.hana, name="Autumn")
    packet = await cycles.participant(round_, cast.ann, manager=cast.mo)
    await CycleParticipant.filter(id=packet.id).update(
        packet=PacketState.RELEASED, released_at=now()
    )
    found.built = await framework()
    await place(found.built, [cast.ann], "staff")
    (assessment,) = await assessed(found.built, [cast.ann], "staff", {"testing": 2}, {"testing": 1})
    found.ids = {
        Origin.FEEDBACK: written.id,
        Origin.ACTION_ITEM: item.id,
        Origin.PACKET: packet.id,
        Origin.ASSESSMENT: assessment.id,
    }
    return found


async def focus(actor: Actor, sources: Sources, origin: Origin, **values: Any) -> Any:
    given = {
        "plan_id": sources.plan.id,
        "origin": origin,
        "source_id": sources.ids[origin],
        "title": "Say it earlier",
    } | values
    async with unit_of_work(BUS):
        return await turn_into_focus_area(actor, **given)


async def goal(actor: Actor, sources: Sources, origin: Origin, **values: Any) -> Any:
    given = {
        "plan_id": sources.plan.id,
        "origin": origin,
        "source_id": sources.ids[origin],
        "title": "Say it earlier",
    } | values
    async with unit_of_work(BUS):
        return await turn_into_goal(actor, **given)


async def refused(attempt: Any) -> str:
    before = await ActionItem.all().order_by("id").values()
    with pytest.raises(DomainError) as refusal:
        await attempt
    assert await Goal.all().count() == 0
    assert await FocusArea.all().count() == 0
    assert await FeedbackLink.all().count() == 0
    assert await ActionItem.all().order_by("id").values() == before
    return refusal.value.code


@pytest.mark.parametrize("origin", list(Origin))
async def test_what_is_ones_own_becomes_a_focus_area_that_leads_back(
    cast: Cast, sources: Sources, origin: Origin
) -> None:
    """Nothing of the source is copied: neither does the plan say what the note says."""
    view = await focus(cast.actor(cast.ann), sources, origin, why="It came up")
    row = await FocusArea.get(id=view.id)
    assert (row.kind, row.title, row.why) == (FocusKind.ASPIRATION, "Say it earlier", "It came up")
    assert (row.origin, row.origin_id) == (origin, sources.ids[origin])


@pytest.mark.parametrize("origin", list(Origin))
async def test_what_is_ones_own_becomes_a_goal_that_leads_back(
    cast: Cast, sources: Sources, origin: Origin
) -> None:
    view = await goal(cast.actor(cast.ann), sources, origin, description="Each week")
    row = await Goal.get(id=view.id)
    assert (row.title, row.description, row.plan_id) == (
        "Say it earlier",
        "Each week",
        sources.plan.id,
    )
    assert (row.origin, row.origin_id) == (origin, sources.ids[origin])
    item = await ActionItem.get(id=sources.ids[Origin.ACTION_ITEM])
    became = ActionItemState.BECAME_GOAL if origin is Origin.ACTION_ITEM else ActionItemState.OPEN
    assert item.state is became
    links = await FeedbackLink.all().values_list("target_id", flat=True)
    assert links == ([row.id] if origin is Origin.FEEDBACK else [])


async def test_a_gap_aims_at_what_is_expected_and_its_goals_find_its_focus_area(
    cast: Cast, sources: Sources
) -> None:
    """A manager may do this too: both have written the assessment."""
    testing = sources.built.competencies["testing"]
    area = await focus(cast.actor(cast.mo), sources, Origin.ASSESSMENT, competency_id=testing)
    assert (area.kind, area.competency_id, area.target_rank) == (FocusKind.COMPETENCY, testing, 3)
    made = await goal(cast.actor(cast.mo), sources, Origin.ASSESSMENT, competency_id=testing)
    assert made.focus_area_id == area.id


@pytest.mark.parametrize("origin", [Origin.FEEDBACK, Origin.ACTION_ITEM, Origin.PACKET])
async def test_a_manager_uses_nothing_but_assessments_of_a_report(
    cast: Cast, sources: Sources, origin: Origin
) -> None:
    """Also where they read the note, the promise or the packet."""
    for attempt in (focus, goal):
        code = await refused(attempt(cast.actor(cast.mo), sources, origin))
        assert code in ("NOT_ALLOWED", "DEVELOPMENT_SOURCE_NOT_FOUND")


@pytest.mark.parametrize("origin", list(Origin))
async def test_others_find_neither_the_plan_nor_the_source(
    cast: Cast, sources: Sources, origin: Origin
) -> None:
    for person in (cast.bo, cast.zed, cast.hana, cast.ada, cast.old):
        for attempt in (focus, goal):
            assert await refused(attempt(cast.actor(person), sources, origin)) == "PLAN_NOT_FOUND"
            theirs = await plan(person)
            code = await refused(attempt(cast.actor(person), sources, origin, plan_id=theirs.id))
            assert code in (
                "NOT_ALLOWED",
                "FEEDBACK_NOTE_NOT_FOUND",
                "DEVELOPMENT_SOURCE_NOT_FOUND",
                "DEVELOPMENT_SOURCE_OF_ANOTHER",
            )
            await DevelopmentPlan.filter(id=theirs.id).delete()


async def test_what_is_about_one_person_goes_into_no_plan_of_another(
    cast: Cast, sources: Sources
) -> None:
    """A manager reads both, and still does not mix them up."""
    other = await plan(cast.bo, state=PlanState.ACTIVE, agreed_manager_id=cast.mo.id)
    code = await refused(focus(cast.actor(cast.mo), sources, Origin.ASSESSMENT, plan_id=other.id))
    assert code == "DEVELOPMENT_SOURCE_OF_ANOTHER"


@pytest.mark.parametrize("origin", list(Origin))
async def test_an_unknown_source_is_refused(cast: Cast, sources: Sources, origin: Origin) -> None:
    code = await refused(focus(cast.actor(cast.ann), sources, origin, source_id=new_id()))
    assert code.endswith("NOT_FOUND")


async def test_an_assessment_that_goes_on_is_no_source(cast: Cast, sources: Sources) -> None:
    """Nobody learns from this what the other side has answered."""
    (open_,) = await assessed(
        sources.built, [cast.ann], "staff", {"testing": 2}, {}, state=AssessmentState.OPEN
    )
    code = await refused(
        focus(cast.actor(cast.ann), sources, Origin.ASSESSMENT, source_id=open_.id)
    )
    assert code == "DEVELOPMENT_SOURCE_NOT_FOUND"


async def test_a_competency_that_was_not_asked_is_refused(cast: Cast, sources: Sources) -> None:
    other = await framework(name="sales")
    code = await refused(
        focus(
            cast.actor(cast.ann),
            sources,
            Origin.ASSESSMENT,
            competency_id=other.competencies["testing"],
        )
    )
    assert code == "COMPETENCY_NOT_ASSESSED"


async def test_a_packet_that_was_not_released_is_no_source(cast: Cast, sources: Sources) -> None:
    await CycleParticipant.filter(id=sources.ids[Origin.PACKET]).update(
        packet=PacketState.PREPARING
    )
    for person in (cast.ann, cast.mo):
        code = await refused(focus(cast.actor(person), sources, Origin.PACKET))
        assert code == "DEVELOPMENT_SOURCE_NOT_FOUND"


async def test_a_promise_that_is_settled_becomes_no_goal(cast: Cast, sources: Sources) -> None:
    await ActionItem.filter(id=sources.ids[Origin.ACTION_ITEM]).update(state=ActionItemState.DONE)
    await refused(goal(cast.actor(cast.ann), sources, Origin.ACTION_ITEM))


async def titles(cast: Cast, sources: Sources, person: Person) -> dict[Origin, bool]:
    """Of which sources somebody is told the title, and so the address."""
    found = await sources_by_keys(cast.actor(person), list(sources.ids.items()))
    assert all(bool(view.title) is bool(view.path) for view in found.values())
    return {origin: bool(view.title) for (origin, _), view in found.items()}


async def test_the_link_back_is_told_to_whoever_reads_the_source(
    cast: Cast, sources: Sources
) -> None:
    """Readers of the plan learn of what kind it is and nothing else."""
    assert all((await titles(cast, sources, cast.ann)).values())
    assert await titles(cast, sources, cast.mo) == dict.fromkeys(Origin, True)
    assert await titles(cast, sources, cast.hana) == {
        Origin.FEEDBACK: False,
        Origin.ACTION_ITEM: False,
        Origin.PACKET: True,
        Origin.ASSESSMENT: False,
    }
    assert not any((await titles(cast, sources, cast.max)).values())


async def test_sources_of_a_kind_are_read_together(cast: Cast, sources: Sources) -> None:
    keys = list(sources.ids.items())
    with query_count() as few:
        await sources_by_keys(cast.actor(cast.ann), keys)
    more = [(Origin.FEEDBACK, (await note(cast.bo, cast.ann)).id) for _ in range(20)]
    with query_count() as many:
        found = await sources_by_keys(cast.actor(cast.ann), [*keys, *more])
    assert len(found) == 24
    assert many.count == few.count


async def test_through_the_api(api: Callable[..., Api], cast: Cast, sources: Sources) -> None:
    for origin, key in sources.ids.items():
        made = await api(cast.ann).run(
            """mutation($input: TurnIntoGoalInput!) { turnIntoGoal(input: $input) {
                 ... on TurnIntoGoalSuccess { goal { title source { origin title path } } }
                 ... on Refusal { code field } } }""",
            {
                "input": {
                    "planId": to_global("DevelopmentPlan", sources.plan.id),
                    "origin": origin.name,
                    "sourceId": to_global(TYPE[origin], key),
                    "title": "Speak up",
                }
            },
        )
        source = made["turnIntoGoal"]["goal"]["source"]
        assert source["origin"] == origin.name
        assert source["title"]
        assert source["path"].startswith("/")
    area = await api(cast.mo).run(
        """mutation($input: TurnIntoFocusAreaInput!) { turnIntoFocusArea(input: $input) {
             ... on TurnIntoFocusAreaSuccess { focusArea { kind source { origin } } plan { id } }
             ... on Refusal { code field } } }""",
        {
            "input": {
                "planId": to_global("DevelopmentPlan", sources.plan.id),
                "origin": "ASSESSMENT",
                "sourceId": to_global("Assessment", sources.ids[Origin.ASSESSMENT]),
                "competencyId": to_global("Competency", sources.built.competencies["testing"]),
                "title": "Test more",
            }
        },
    )
    assert area["turnIntoFocusArea"]["focusArea"] == {
        "kind": "COMPETENCY",
        "source": {"origin": "ASSESSMENT"},
    }
