"""What is suggested to two people, and above all: what is told to neither who may not read it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from tortoise import Tortoise

from erm.core import clock
from erm.core.actor import SYSTEM
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.development.models import CheckIn, DevelopmentPlan, Goal, Milestone
from erm.development.rules import GoalStatus, PlanState
from erm.feedback.rules import FeedbackVisibility, RequestState
from erm.flows.suggested_points import add_suggested_point, dismiss_suggestion
from erm.one_on_ones import queries
from erm.one_on_ones.commands import talking_points
from erm.one_on_ones.errors import (
    MeetingNotFound,
    SeriesNotFound,
    SuggestionIsPrivate,
    SuggestionNotThere,
)
from erm.one_on_ones.models import (
    ActionItem,
    DismissedSuggestion,
    OneOnOneMeeting,
    OneOnOneSeries,
    TalkingPoint,
)
from erm.one_on_ones.rules import SuggestionKind, Visibility
from erm.people.models import Person
from erm.recognition.models import Kudos, KudosReceiver
from erm.recognition.rules import KudosVisibility
from erm.relationships.suggestions import (
    EACH_MAXIMUM,
    SuggestionView,
    suggestions_of,
    suggestions_with,
)
from tests.cast import Cast
from tests.conftest import query_count
from tests.development.builders import plan
from tests.feedback.rows import note, request
from tests.one_on_ones.builders import meeting_row, series_row
from tests.one_on_ones.conftest import Doing

NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 3)
K = SuggestionKind
PRIVATE, SHARED = Visibility.PRIVATE, Visibility.SHARED
RECENTLY = NOW - timedelta(days=2)


@pytest.fixture(autouse=True)
def _morning() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
def do() -> Doing:
    return Doing()


async def pair(one: Person, other: Person, *, held: int | None = 7) -> OneOnOneSeries:
    """Two people who last met so many days ago, and will meet tomorrow."""
    series = series_row(one, other)
    await series.save(force_create=True)
    if held is not None:
        met = meeting_row(series, 1, NOW - timedelta(days=held), is_open=False)
        await met.save(force_create=True)
    await meeting_row(series, 2, NOW + timedelta(days=1), is_open=True).save(force_create=True)
    return series


async def suggested(cast: Cast, person: Person, series: OneOnOneSeries) -> list[SuggestionView]:
    return (await suggestions_of(cast.actor(person), [series.id]))[series.id]


async def told(
    cast: Cast, person: Person, series: OneOnOneSeries
) -> list[tuple[SuggestionKind, Visibility, str, str]]:
    found = await suggested(cast, person, series)
    return [(each.kind, each.visibility, each.body, each.reason) for each in found]


async def promised(
    series: OneOnOneSeries, owner: Person, body: str, due_on: date | None, **values: Any
) -> ActionItem:
    meeting = await OneOnOneMeeting.get(open_series_id=series.id)
    return await ActionItem.create(
        series_id=series.id,
        meeting_id=meeting.id,
        made_in_number=1,
        meeting_number=2,
        author_id=owner.id,
        owner_id=owner.id,
        body=body,
        due_on=due_on,
        created_at=NOW - timedelta(days=9),
        **values,
    )


async def thanked(
    author: Person,
    *receivers: Person,
    message: str,
    visibility: KudosVisibility = KudosVisibility.PUBLIC,
    at: datetime = RECENTLY,
    **values: Any,
) -> Kudos:
    row = await Kudos.create(
        author_id=author.id, message=message, visibility=visibility, created_at=at, **values
    )
    for position, receiver in enumerate(receivers):
        await KudosReceiver.create(kudos_id=row.id, person_id=receiver.id, position=position)
    return row


async def goal(person: Person, title: str, **values: Any) -> Goal:
    """A goal of an active plan."""
    row = await plan(person, state=PlanState.ACTIVE)
    return await Goal.create(
        **{
            "plan_id": row.id,
            "person_id": person.id,
            "author_id": person.id,
            "title": title,
            "position": 0,
            "created_at": NOW,
        }
        | values
    )


async def checked(row: Goal, progress: int, status: GoalStatus, at: datetime = RECENTLY) -> CheckIn:
    return await CheckIn.create(
        goal_id=row.id,
        author_id=(await _plan_of(row)).person_id,
        progress=progress,
        status=status,
        comment="",
        created_at=at,
    )


async def _plan_of(row: Goal) -> Any:
    from erm.development.models import DevelopmentPlan

    return await DevelopmentPlan.get(id=row.plan_id)


async def all_rows() -> dict[str, int]:
    """How many rows every table has."""
    return {name: await model.all().count() for name, model in Tortoise.apps["erm"].items()}


# ---- each kind, and who gets it ----------------------------------------------------------------


async def test_overdue_promises_of_either_are_for_both(cast: Cast) -> None:
    series = await pair(cast.mo, cast.ann)
    await promised(series, cast.ann, "Ann's", TODAY - timedelta(days=5))
    await promised(series, cast.mo, "Mo's", TODAY - timedelta(days=1))
    await promised(series, cast.mo, "due today", TODAY)
    await promised(series, cast.mo, "undated", None)
    assert await told(cast, cast.ann, series) == [
        (
            K.PROMISE_OVERDUE,
            SHARED,
            "Ann's",
            "You promised this; it was due 5 days ago.",
        ),
        (K.PROMISE_OVERDUE, SHARED, "Mo's", "Mo Test promised you this; it was due 1 day ago."),
    ]
    keys = [each.key for each in await suggested(cast, cast.ann, series)]
    assert keys == [each.key for each in await suggested(cast, cast.mo, series)]


async def test_feedback_between_the_two_is_for_both_and_of_a_third_for_its_readers(
    cast: Cast,
) -> None:
    series = await pair(cast.mo, cast.ann)
    await note(cast.mo, cast.ann, behaviour="from Mo", at=RECENTLY)
    await note(cast.cy, cast.ann, behaviour="xylem to Ann only", at=RECENTLY)
    for_both = FeedbackVisibility.RECIPIENT_AND_MANAGER
    await note(cast.bo, cast.ann, for_both, behaviour="to Ann and her manager", at=RECENTLY)
    await note(cast.cy, cast.mo, for_both, behaviour="xylem to Mo and Zed", at=RECENTLY)
    await note(cast.bo, cast.ann, behaviour="long ago", at=NOW - timedelta(days=8))
    ann = {(v, b, r) for _, v, b, r in await told(cast, cast.ann, series)}
    day = "You received this feedback on 1 March."
    assert ann == {
        (SHARED, "Feedback from Mo Test: from Mo", day),
        (SHARED, "Feedback from Bo Test: to Ann and her manager", day),
        (PRIVATE, "Feedback from Cy Test: xylem to Ann only", day),
    }
    mo = {(v, b, r) for _, v, b, r in await told(cast, cast.mo, series)}
    assert mo == {
        (SHARED, "Feedback from Mo Test: from Mo", "You gave this feedback on 1 March."),
        (
            SHARED,
            "Feedback from Bo Test: to Ann and her manager",
            "Ann Test received this feedback on 1 March.",
        ),
        (PRIVATE, "Feedback from Cy Test: xylem to Mo and Zed", day),
    }


async def test_feedback_owed_between_the_two_is_for_both_and_of_others_for_nobody(
    cast: Cast,
) -> None:
    series = await pair(cast.mo, cast.ann)
    await request(cast.ann, cast.mo, "How was my talk?")
    await request(cast.mo, cast.ann, "How do I listen?")
    await request(cast.cy, cast.ann, "xylem of a third")
    await request(cast.mo, cast.ann, "answered", state=RequestState.ANSWERED)
    found = await told(cast, cast.ann, series)
    assert found == [
        (
            K.FEEDBACK_OWED,
            SHARED,
            "Feedback asked for: How was my talk?",
            "You have been waiting for this feedback since 3 March.",
        ),
        (
            K.FEEDBACK_OWED,
            SHARED,
            "Feedback asked for: How do I listen?",
            "Mo Test has been waiting for this feedback from you since 3 March.",
        ),
    ]


async def test_public_thanks_are_for_both_and_private_ones_for_who_reads_them(cast: Cast) -> None:
    series = await pair(cast.mo, cast.ann)
    await thanked(cast.bo, cast.ann, message="public")
    await thanked(cast.bo, cast.ann, message="xylem", visibility=KudosVisibility.PRIVATE)
    await thanked(cast.bo, cast.ann, cast.mo, message="us", visibility=KudosVisibility.PRIVATE)
    await thanked(cast.ann, cast.mo, message="from Ann", visibility=KudosVisibility.PRIVATE)
    await thanked(cast.bo, cast.mo, message="hidden", hidden_at=NOW)
    await thanked(cast.bo, cast.mo, message="withdrawn", withdrawn_at=NOW)
    await thanked(cast.bo, cast.mo, message="long ago", at=NOW - timedelta(days=8))
    await thanked(cast.bo, cast.cy, message="to somebody else")
    ann = {(v, b.partition(": ")[2], r) for _, v, b, r in await told(cast, cast.ann, series)}
    mine = "You were thanked on 1 March."
    assert ann == {(SHARED, "public", mine), (PRIVATE, "xylem", mine), (SHARED, "us", mine)}
    mo = {(v, b.partition(": ")[2], r) for _, v, b, r in await told(cast, cast.mo, series)}
    assert mo == {
        (SHARED, "public", "Ann Test was thanked on 1 March."),
        (SHARED, "us", mine),
        (SHARED, "from Ann", mine),
    }


async def test_an_administrator_is_not_reminded_of_hidden_thanks(cast: Cast) -> None:
    series = await pair(cast.zed, cast.ada)
    await thanked(cast.bo, cast.ada, message="xylem", hidden_at=NOW)
    assert await told(cast, cast.ada, series) == []


async def test_goals_are_for_both_only_where_both_read_the_plan(cast: Cast) -> None:
    with_manager, with_former = await pair(cast.mo, cast.ann), await pair(cast.ann, cast.old)
    at_risk = await goal(cast.ann, "xylem", status=GoalStatus.AT_RISK)
    off = await goal(cast.ann, "xylem too", status=GoalStatus.OFF_TRACK)
    await goal(cast.ann, "fine", status=GoalStatus.ON_TRACK)
    await goal(cast.ann, "given up", status=GoalStatus.DROPPED)
    await goal(cast.mo, "Mo's own", status=GoalStatus.AT_RISK)
    draft = await plan(cast.ann, state=PlanState.DRAFT)
    await Goal.create(
        plan_id=draft.id,
        person_id=cast.ann.id,
        author_id=cast.ann.id,
        title="x",
        position=0,
        status=GoalStatus.AT_RISK,
        created_at=NOW,
    )
    lines = [
        ("What would help with “xylem”?", "This goal of yours is at risk."),
        ("What would help with “xylem too”?", "This goal of yours is off track."),
    ]
    for series, visibility in ((with_manager, SHARED), (with_former, PRIVATE)):
        found = await told(cast, cast.ann, series)
        assert sorted(found) == sorted((K.GOAL_AT_RISK, visibility, *line) for line in lines)
    assert await told(cast, cast.old, with_former) == []
    mo = await suggested(cast, cast.mo, with_manager)
    assert {(each.source_id, each.visibility) for each in mo if "xylem" in each.body} == {
        (at_risk.id, SHARED),
        (off.id, SHARED),
    }
    (own,) = [each for each in mo if "Mo's own" in each.body]
    assert own.visibility is PRIVATE, "a report does not read their manager's plan"
    assert "Ann Test has this goal" in "".join(each.reason for each in mo)


async def test_a_low_check_in_stands_for_its_goal_while_it_is_news(cast: Cast) -> None:
    series = await pair(cast.mo, cast.ann)
    fell = await goal(cast.ann, "fell", status=GoalStatus.ON_TRACK)
    await checked(fell, 60, GoalStatus.ON_TRACK, NOW - timedelta(days=20))
    last = await checked(fell, 40, GoalStatus.ON_TRACK)
    off = await goal(cast.ann, "off", status=GoalStatus.OFF_TRACK)
    worst = await checked(off, 10, GoalStatus.OFF_TRACK)
    old = await goal(cast.ann, "old news", status=GoalStatus.OFF_TRACK)
    await checked(old, 10, GoalStatus.OFF_TRACK, NOW - timedelta(days=10))
    rose = await goal(cast.ann, "rose")
    await checked(rose, 10, GoalStatus.ON_TRACK, NOW - timedelta(days=20))
    await checked(rose, 20, GoalStatus.ON_TRACK)
    found = await suggested(cast, cast.mo, series)
    assert {(each.kind, each.source_id, each.reason) for each in found} == {
        (
            K.LOW_CHECK_IN,
            last.id,
            "At the check-in of 1 March progress went from 60% down to 40%.",
        ),
        (K.LOW_CHECK_IN, worst.id, "The check-in of 1 March says that it is off track."),
        (K.GOAL_AT_RISK, old.id, "Ann Test has this goal, and it is off track."),
    }


async def agreed(person: Person, title: str, *, days: int, **values: Any) -> DevelopmentPlan:
    """A plan that was signed, and last touched, so many days ago; check-ins are due every 14."""
    at = NOW - timedelta(days=days)
    row = await plan(
        person,
        title=title,
        state=PlanState.ACTIVE,
        starts_on=at.date(),
        signed_at=at,
        last_activity_at=at,
        **values,
    )
    await Goal.create(
        plan_id=row.id,
        person_id=person.id,
        author_id=person.id,
        title="x",
        position=0,
        created_at=at,
    )
    return row


async def test_a_plan_is_suggested_when_a_check_in_is_due_and_when_it_has_gone_quiet(
    cast: Cast,
) -> None:
    """To both who read it; with anybody else it is not what the two have in common."""
    series = await pair(cast.mo, cast.ann)
    other = await pair(cast.ann, cast.cy)
    quiet = await agreed(cast.ann, "Speak", days=30)
    due = await agreed(cast.ann, "Write", days=15)
    await agreed(cast.ann, "Just begun", days=2)
    await agreed(cast.mo, "Mine", days=30)
    mo = {each.source_id: each for each in await suggested(cast, cast.mo, series)}
    assert {key: (each.kind, each.visibility, each.reason) for key, each in mo.items()} == {
        quiet.id: (
            K.PLAN_QUIET,
            SHARED,
            "Ann Test has this plan, and there has been no news of it for 30 days.",
        ),
        due.id: (
            K.CHECK_IN_DUE,
            SHARED,
            "Ann Test has this plan, and a check-in has been due since 2 March.",
        ),
    }
    ann = {each.source_id: each for each in await suggested(cast, cast.ann, series)}
    assert ann.keys() == mo.keys()
    assert ann[due.id].key == mo[due.id].key
    assert ann[due.id].reason == "A check-in on this plan of yours has been due since 2 March."
    assert await suggested(cast, cast.ann, other) == []


async def test_whoever_settled_one_check_in_is_asked_for_the_next(cast: Cast, do: Doing) -> None:
    series = await pair(cast.mo, cast.ann)
    due = await agreed(cast.ann, "Write", days=15)
    (found,) = await suggested(cast, cast.mo, series)
    await do(dismiss_suggestion(cast.actor(cast.mo), series_id=series.id, key=found.key))
    assert await suggested(cast, cast.mo, series) == []
    moment = NOW + timedelta(days=20)
    told = NOW + timedelta(days=5)
    await Goal.filter(plan_id=due.id).update(checked_in_at=told)
    await DevelopmentPlan.filter(id=due.id).update(last_activity_at=told)
    with clock.at(moment):
        (again,) = await suggested(cast, cast.mo, series)
    assert again.kind is K.CHECK_IN_DUE
    assert again.key != found.key


async def test_steps_are_due_within_two_weeks_or_late(cast: Cast) -> None:
    series = await pair(cast.mo, cast.ann)
    row = await goal(cast.ann, "Speak", due_on=TODAY + timedelta(days=14))
    await goal(cast.ann, "Later", due_on=TODAY + timedelta(days=15))
    await goal(cast.ann, "Reached", due_on=TODAY, status=GoalStatus.DONE)
    for title, days, done in (("Once", -2, None), ("Twice", 30, None), ("Done", 0, NOW)):
        await Milestone.create(
            goal_id=row.id,
            title=title,
            due_on=TODAY + timedelta(days=days),
            done_at=done,
            position=0,
            created_at=NOW,
        )
    assert await told(cast, cast.ann, series) == [
        (K.STEP_DUE, SHARED, "Next step: Once", "This step towards “Speak” was due 2 days ago."),
        (
            K.STEP_DUE,
            SHARED,
            "How far are we with “Speak”?",
            "This goal is due on 17 March.",
        ),
    ]


async def test_what_happened_is_counted_from_the_last_meeting_or_from_thirty_days_ago(
    cast: Cast,
) -> None:
    never = await pair(cast.mo, cast.ann, held=None)
    lately = await pair(cast.mo, cast.bo, held=1)
    for person in (cast.ann, cast.bo):
        for days in (29, 31):
            await thanked(
                cast.cy, person, message=f"{days} days ago", at=NOW - timedelta(days=days)
            )
    assert [b for _, _, b, _ in await told(cast, cast.mo, never)] == [
        "Thanks from Cy Test: 29 days ago"
    ]
    assert await told(cast, cast.mo, lately) == []


async def test_reasons_speak_the_readers_language(cast: Cast) -> None:
    vera = await cast.person("Vera", manager=cast.mo, locale="ru")
    series = await pair(cast.mo, vera)
    await promised(series, vera, "Отчёт", TODAY - timedelta(days=2))
    await thanked(cast.bo, vera, message="Спасибо")
    assert [(b, r) for _, _, b, r in await told(cast, vera, series)] == [
        ("Отчёт", "Вы это обещали, срок прошёл 2 дня назад."),
        ("Благодарность (Bo Test): Спасибо", "Вас поблагодарили 1 марта."),
    ]


# ---- nobody else, and nothing written ----------------------------------------------------------


async def test_nobody_else_is_suggested_anything_and_an_ended_series_suggests_nothing(
    cast: Cast,
) -> None:
    series = await pair(cast.mo, cast.ann)
    await promised(series, cast.ann, "xylem", TODAY - timedelta(days=5))
    for person in (cast.zed, cast.bo, cast.hana, cast.ada, cast.old):
        assert await suggested(cast, person, series) == []
        assert await suggestions_with(cast.actor(person), [cast.ann.id]) == {cast.ann.id: []}
    assert await suggestions_of(SYSTEM, [series.id]) == {series.id: []}
    mine = await suggested(cast, cast.mo, series)
    assert await suggestions_with(cast.actor(cast.mo), [cast.ann.id, cast.cy.id]) == {
        cast.ann.id: mine,
        cast.cy.id: [],
    }
    await OneOnOneSeries.filter(id=series.id).update(ended_at=NOW, active_pair=None)
    assert await suggested(cast, cast.mo, series) == []


async def test_looking_at_suggestions_writes_no_row(cast: Cast) -> None:
    series = await pair(cast.mo, cast.ann)
    await promised(series, cast.ann, "late", TODAY - timedelta(days=5))
    await goal(cast.ann, "xylem", status=GoalStatus.AT_RISK)
    before = await all_rows()
    for person in (cast.mo, cast.ann):
        assert len(await suggested(cast, person, series)) == 2
    assert await all_rows() == before


async def test_the_number_of_queries_does_not_depend_on_how_much_happened(cast: Cast) -> None:
    series = await pair(cast.mo, cast.ann)
    counts = []
    done = 0
    for size in (1, 20, 200):
        for number in range(done, size):
            await promised(series, cast.ann, f"{number}", TODAY - timedelta(days=5))
            await thanked(cast.bo, cast.ann, message=f"{number}")
            await request(cast.ann, cast.mo, f"{number}?")
            await note(
                cast.bo, cast.mo, behaviour=f"{number}", at=RECENTLY + timedelta(seconds=number)
            )
            row = await goal(cast.ann, f"{number}", status=GoalStatus.AT_RISK, due_on=TODAY)
            low = await goal(cast.ann, f"{number}", status=GoalStatus.OFF_TRACK)
            await checked(low, 10, GoalStatus.OFF_TRACK)
            await Milestone.create(
                goal_id=row.id, title="x", due_on=TODAY, position=0, created_at=NOW
            )
            await agreed(cast.ann, f"quiet {number}", days=30)
            await agreed(cast.ann, f"due {number}", days=15)
        done = size
        with query_count() as asked:
            found = await suggested(cast, cast.mo, series)
        counts.append(asked.count)
        assert {each.kind for each in found} == set(K)
        assert len(found) <= EACH_MAXIMUM * len(K)
    assert len(set(counts)) == 1, counts


async def test_of_each_kind_the_first_few_are_suggested_those_for_both_before_the_others(
    cast: Cast, do: Doing
) -> None:
    series = await pair(cast.mo, cast.ann)
    for number in range(4):
        at = RECENTLY + timedelta(minutes=number)
        await thanked(
            cast.bo, cast.ann, message=f"mine {number}", visibility=KudosVisibility.PRIVATE, at=at
        )
    for number in range(2):
        await thanked(cast.bo, cast.mo, message=f"public {number}", at=RECENTLY)
    shown = await suggested(cast, cast.ann, series)
    assert [each.body.partition(": ")[2] for each in shown] == ["public 1", "public 0", "mine 3"]
    not_shown = await Kudos.get(message="mine 0")
    await add(cast, do, cast.ann, series, f"{K.THANKS_RECEIVED}:{not_shown.id}", PRIVATE)
    ann = cast.actor(cast.ann)
    for _ in range(5):
        found = await suggested(cast, cast.ann, series)
        await do(dismiss_suggestion(ann, series_id=series.id, key=found[-1].key))
    assert await suggested(cast, cast.ann, series) == []
    assert len(await suggested(cast, cast.mo, series)) == 2


# ---- adding and dismissing ---------------------------------------------------------------------


async def opened(series: OneOnOneSeries) -> UUID:
    return (await OneOnOneMeeting.get(open_series_id=series.id)).id


async def add(
    cast: Cast,
    do: Doing,
    person: Person,
    series: OneOnOneSeries,
    key: str,
    visibility: Visibility = SHARED,
) -> Any:
    return await do(
        add_suggested_point(
            cast.actor(person),
            meeting_id=await opened(series),
            key=key,
            body="Let us talk",
            visibility=visibility,
        )
    )


async def test_one_that_was_added_is_suggested_to_neither_any_more(cast: Cast, do: Doing) -> None:
    series = await pair(cast.mo, cast.ann)
    await promised(series, cast.ann, "late", TODAY - timedelta(days=5))
    before = await suggested(cast, cast.ann, series)
    (late,) = await suggested(cast, cast.mo, series)
    point = await add(cast, do, cast.mo, series, late.key)
    assert (point.body, point.visibility, point.from_suggestion) == (
        "Let us talk",
        SHARED,
        K.PROMISE_OVERDUE,
    )
    seen = (await queries.talking_points_by_ids(cast.actor(cast.ann), [point.id]))[point.id]
    assert seen.from_suggestion is None, "why it was suggested is its author's"
    for person in (cast.mo, cast.ann):
        assert await suggested(cast, person, series) == []
        with pytest.raises(SuggestionNotThere):
            await add(cast, do, person, series, late.key)
    assert await TalkingPoint.all().count() == 1
    await do(talking_points.delete_talking_point(cast.actor(cast.mo), talking_point_id=point.id))
    assert await suggested(cast, cast.ann, series) == before, "taken off the list, it is back"


async def test_both_add_the_same_at_once_and_it_stands_there_once(cast: Cast) -> None:
    series = await pair(cast.mo, cast.ann)
    await promised(series, cast.ann, "late", TODAY - timedelta(days=5))
    (late,) = await suggested(cast, cast.mo, series)
    meeting = await opened(series)

    async def at_once(person: Person) -> str:
        try:
            async with unit_of_work(Bus()):
                await add_suggested_point(
                    cast.actor(person),
                    meeting_id=meeting,
                    key=late.key,
                    body="Let us talk",
                    visibility=SHARED,
                )
        except SuggestionNotThere:
            return "too late"
        return "added"

    answers = await asyncio.gather(*(at_once(each) for each in (cast.mo, cast.ann) * 3))
    assert sorted(answers) == ["added", *["too late"] * 5]
    assert await TalkingPoint.all().count() == 1


async def test_one_that_was_added_as_a_private_point_is_still_suggested_to_the_other(
    cast: Cast, do: Doing
) -> None:
    series = await pair(cast.mo, cast.ann)
    await promised(series, cast.ann, "late", TODAY - timedelta(days=5))
    (late,) = await suggested(cast, cast.mo, series)
    await add(cast, do, cast.mo, series, late.key, PRIVATE)
    assert await suggested(cast, cast.mo, series) == []
    assert [each.key for each in await suggested(cast, cast.ann, series)] == [late.key]
    await add(cast, do, cast.ann, series, late.key)
    assert await TalkingPoint.all().count() == 2


async def test_a_private_one_is_added_as_a_private_point_only(cast: Cast, do: Doing) -> None:
    series = await pair(cast.mo, cast.ann)
    await thanked(cast.bo, cast.ann, message="xylem", visibility=KudosVisibility.PRIVATE)
    (thanks,) = await suggested(cast, cast.ann, series)
    with pytest.raises(SuggestionIsPrivate):
        await add(cast, do, cast.ann, series, thanks.key)
    assert await TalkingPoint.all().count() == 0
    point = await add(cast, do, cast.ann, series, thanks.key, PRIVATE)
    assert point.visibility is PRIVATE
    assert await queries.talking_points_by_ids(cast.actor(cast.mo), [point.id]) == {}


async def test_nobody_adds_what_is_not_suggested_to_them(cast: Cast, do: Doing) -> None:
    series = await pair(cast.mo, cast.ann)
    elsewhere = await pair(cast.mo, cast.bo)
    secret = await thanked(cast.bo, cast.ann, message="xylem", visibility=KudosVisibility.PRIVATE)
    late = await promised(series, cast.ann, "late", TODAY - timedelta(days=5))
    there = f"{K.PROMISE_OVERDUE}:{late.id}"
    for key in (
        f"{K.THANKS_RECEIVED}:{secret.id}",
        f"{K.GOAL_AT_RISK}:{late.id}",
        str(late.id),
        "nonsense",
        "",
    ):
        with pytest.raises(SuggestionNotThere):
            await add(cast, do, cast.mo, series, key, PRIVATE)
        with pytest.raises(SuggestionNotThere):
            await do(dismiss_suggestion(cast.actor(cast.mo), series_id=series.id, key=key))
    with pytest.raises(SuggestionNotThere):
        await add(cast, do, cast.mo, elsewhere, there)
    for person in (cast.zed, cast.hana, cast.ada, cast.old):
        with pytest.raises(MeetingNotFound):
            await add(cast, do, person, series, there)
        with pytest.raises(SeriesNotFound):
            await do(dismiss_suggestion(cast.actor(person), series_id=series.id, key=there))
    assert await TalkingPoint.all().count() == 0
    assert await DismissedSuggestion.all().count() == 0


async def test_dismissing_hides_it_from_oneself_only(cast: Cast, do: Doing) -> None:
    series = await pair(cast.mo, cast.ann)
    await promised(series, cast.ann, "late", TODAY - timedelta(days=5))
    (late,) = await suggested(cast, cast.ann, series)
    ann = cast.actor(cast.ann)
    await do(dismiss_suggestion(ann, series_id=series.id, key=late.key))
    assert await suggested(cast, cast.ann, series) == []
    assert [each.key for each in await suggested(cast, cast.mo, series)] == [late.key]
    with pytest.raises(SuggestionNotThere):
        await do(dismiss_suggestion(ann, series_id=series.id, key=late.key))
    assert await DismissedSuggestion.all().count() == 1
