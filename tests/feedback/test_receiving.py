"""What a recipient does with feedback: ask back once, archive, say what it is about, make of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from erm.core.clock import now
from erm.core.paging import PageRequest
from erm.development.models import DevelopmentPlan, Goal
from erm.development.rules import PlanState
from erm.feedback import commands, queries
from erm.feedback.models import FeedbackFollowUp, FeedbackLink
from erm.feedback.rules import FeedbackLinkKind
from erm.flows.feedback_becomes_goal import link_feedback_to_goal, turn_feedback_into_goal
from erm.flows.feedback_becomes_kudos import turn_feedback_into_kudos
from erm.flows.feedback_becomes_talking_point import turn_feedback_into_talking_point
from erm.flows.subscriptions import build_bus
from erm.mail.models import Mail
from erm.one_on_ones import queries as one_on_ones
from erm.one_on_ones.commands.series import start_series
from erm.one_on_ones.models import TalkingPoint
from erm.one_on_ones.rules import Cadence
from erm.recognition.models import Kudos, KudosReceiver
from erm.schema.ids import to_global
from tests.conftest import SECRETS
from tests.feedback.rows import SHARED, at_once, do, note, refused

PAGE = PageRequest(first=20)
NOTE = """
query Note($id: ID!) {
  feedbackNote(id: $id) {
    canAskBack canAnswerBack canArchive archivedAt competency
    followUp { question answer }
    links { kind title goal { id } meeting { id } kudos { id } }
  }
}
"""


async def plan_of(person) -> DevelopmentPlan:
    return await DevelopmentPlan.create(
        person_id=person.id,
        author_id=person.id,
        title="This year",
        starts_on=now().date(),
        ends_on=now().date() + timedelta(days=200),
        state=PlanState.ACTIVE,
        last_activity_at=now(),
        proposed_by_id=person.id,
        proposed_at=now(),
        created_at=now(),
    )


async def test_the_recipient_asks_back_once_and_the_author_answers_once(cast, actor_of) -> None:
    bus = build_bus(SECRETS)
    row = await note(cast.bo, cast.ann, SHARED)
    ann, bo, mo = actor_of(cast.ann), actor_of(cast.bo), actor_of(cast.mo)
    await do(bus, commands.ask_back, ann, note_id=row.id, question="  Which meeting? ")
    await refused(
        bus, "FEEDBACK_ALREADY_ASKED_BACK", commands.ask_back, ann, note_id=row.id, question="And?"
    )
    await do(bus, commands.answer_back, bo, note_id=row.id, answer="The one on Monday.")
    await refused(
        bus,
        "FEEDBACK_ALREADY_ANSWERED_BACK",
        commands.answer_back,
        bo,
        note_id=row.id,
        answer="Or Tuesday.",
    )
    for who in (ann, bo):
        view = (await queries.follow_ups_of(who, [row.id]))[row.id]
        assert (view.question, view.answer) == ("Which meeting?", "The one on Monday.")
    assert await queries.follow_ups_of(mo, [row.id]) == {}, "the manager reads the note only"
    mails = {mail.dedupe_key: mail for mail in await Mail.all()}
    assert mails[f"feedback_asked_back:{row.id}"].recipient_id == cast.bo.id
    assert mails[f"feedback_answered_back:{row.id}"].recipient_id == cast.ann.id
    for mail in mails.values():
        assert "Monday" not in mail.text
        assert "Which" not in mail.text


async def test_two_questions_back_at_once_leave_one(cast, actor_of, bus) -> None:
    row = await note(cast.bo, cast.ann)
    made, refusals = await at_once(
        *(
            do(bus, commands.ask_back, actor_of(cast.ann), note_id=row.id, question=f"{n}?")
            for n in range(4)
        )
    )
    assert (len(made), refusals) == (1, ["FEEDBACK_ALREADY_ASKED_BACK"] * 3)
    assert await FeedbackFollowUp.all().count() == 1


@pytest.mark.parametrize(
    ("command", "given", "allowed"),
    [
        (commands.ask_back, {"question": "Which?"}, "ann"),
        (commands.answer_back, {"answer": "That."}, "bo"),
        (commands.archive_feedback, {"archived": True}, "ann"),
        (commands.link_feedback_to_competency, {"competency": "Craft"}, "ann"),
    ],
)
async def test_only_the_right_one_of_the_two_does_it(
    cast, actor_of, bus, command, given, allowed
) -> None:
    row = await note(cast.bo, cast.ann, SHARED)
    readers = {"ann", "bo", "mo"}
    for name in ("ann", "bo", "mo", "zed", "old", "cy", "hana", "ada"):
        if name != allowed:
            code = "NOT_ALLOWED" if name in readers else "FEEDBACK_NOTE_NOT_FOUND"
            await refused(
                bus, code, command, actor_of(getattr(cast, name)), note_id=row.id, **given
            )


async def test_nothing_is_answered_that_was_not_asked_nor_asked_of_who_left(
    cast, actor_of, bus
) -> None:
    row = await note(cast.bo, cast.ann)
    await refused(
        bus,
        "FEEDBACK_NOT_ASKED_BACK",
        commands.answer_back,
        actor_of(cast.bo),
        note_id=row.id,
        answer="That.",
    )
    gone = await note(cast.dee, cast.ann)
    await refused(
        bus,
        "PERSON_HAS_LEFT",
        commands.ask_back,
        actor_of(cast.ann),
        note_id=gone.id,
        question="Which?",
    )


async def test_what_is_archived_leaves_the_list_and_only_the_recipient_knows(
    cast, actor_of, bus
) -> None:
    row, other = await note(cast.bo, cast.ann, SHARED), await note(cast.cy, cast.ann)
    ann = actor_of(cast.ann)
    await do(bus, commands.archive_feedback, ann, note_id=row.id, archived=True)
    assert [v.id for v in (await queries.received(ann, PAGE)).items] == [other.id]
    assert [v.id for v in (await queries.archived(ann, PAGE)).items] == [row.id]
    assert (await queries.notes_by_ids(ann, [row.id]))[row.id].archived_at is not None
    for who in (cast.bo, cast.mo):
        assert (await queries.notes_by_ids(actor_of(who), [row.id]))[row.id].archived_at is None
    assert len((await queries.given(actor_of(cast.bo), PAGE)).items) == 1
    await do(bus, commands.archive_feedback, ann, note_id=row.id, archived=False)
    assert (await queries.archived(ann, PAGE)).items == []


async def test_the_author_does_not_read_what_it_was_said_to_be_about(cast, actor_of, bus) -> None:
    row = await note(cast.bo, cast.ann, SHARED)
    link = commands.link_feedback_to_competency
    await do(bus, link, actor_of(cast.ann), note_id=row.id, competency=" Clear  words ")
    seen = {
        name: (await queries.notes_by_ids(actor_of(getattr(cast, name)), [row.id]))[
            row.id
        ].competency
        for name in ("ann", "mo", "bo")
    }
    assert seen == {"ann": "Clear words", "mo": "Clear words", "bo": ""}


# ---- what becomes of it ------------------------------------------------------------------------


async def test_advice_becomes_a_goal_of_the_recipient_s_and_quotes_nothing(
    cast, actor_of, bus, api
) -> None:
    row = await note(cast.bo, cast.ann)
    plan = await plan_of(cast.ann)
    _, goal = await do(
        bus,
        turn_feedback_into_goal,
        actor_of(cast.ann),
        note_id=row.id,
        plan_id=plan.id,
        title="Hear everybody out",
    )
    stored = await Goal.get(id=goal.id)
    assert (stored.title, stored.description) == ("Hear everybody out", "")
    ids = {"id": to_global("FeedbackNote", row.id)}
    (link,) = (await api(cast.ann).run(NOTE, ids))["feedbackNote"]["links"]
    assert link == {
        "kind": "GOAL",
        "title": "Hear everybody out",
        "goal": {"id": to_global("Goal", goal.id)},
        "meeting": None,
        "kudos": None,
    }
    assert (await api(cast.bo).run(NOTE, ids))["feedbackNote"]["links"] == []
    await refused(
        bus,
        "FEEDBACK_ALREADY_LINKED",
        link_feedback_to_goal,
        actor_of(cast.ann),
        note_id=row.id,
        goal_id=goal.id,
    )


async def test_feedback_goes_into_no_plan_of_another(cast, actor_of, bus) -> None:
    mine = await note(cast.bo, cast.mo)
    theirs = await plan_of(cast.ann)
    owner = {"person_id": theirs.person_id, "author_id": theirs.person_id}
    goal = await Goal.create(
        plan_id=theirs.id, title="Learn", position=0, created_at=now(), **owner
    )
    mo, cy = actor_of(cast.mo), actor_of(cast.cy)
    turn = {"note_id": mine.id, "title": "Listen"}
    await refused(
        bus, "FEEDBACK_GOAL_OF_ANOTHER", turn_feedback_into_goal, mo, plan_id=theirs.id, **turn
    )
    await refused(
        bus, "FEEDBACK_GOAL_OF_ANOTHER", link_feedback_to_goal, mo, note_id=mine.id, goal_id=goal.id
    )
    to_cy = await note(cast.bo, cast.cy)
    await refused(
        bus, "GOAL_NOT_FOUND", link_feedback_to_goal, cy, note_id=to_cy.id, goal_id=goal.id
    )
    assert await Goal.all().count() == 1


async def test_advice_becomes_a_point_of_the_open_meeting(cast, actor_of, bus, api) -> None:
    row = await note(cast.bo, cast.ann)
    series = await do(
        bus,
        start_series,
        actor_of(cast.mo),
        person_id=cast.ann.id,
        cadence=Cadence.WEEKLY,
        first_meeting_at=now() + timedelta(days=2),
    )
    meeting = (await one_on_ones.current_meetings_of(actor_of(cast.ann), [series.id]))[series.id]
    turn = {"note_id": row.id, "series_id": series.id, "body": "How do I run meetings?"}
    _, meeting_id = await do(bus, turn_feedback_into_talking_point, actor_of(cast.ann), **turn)
    assert meeting_id == meeting.id
    (point,) = await TalkingPoint.all()
    assert (point.author_id, point.body) == (cast.ann.id, "How do I run meetings?")
    seen = await api(cast.ann).run(NOTE, {"id": to_global("FeedbackNote", row.id)})
    (link,) = seen["feedbackNote"]["links"]
    assert (link["kind"], link["title"]) == ("TALKING_POINT", "How do I run meetings?")
    assert link["meeting"] == {"id": to_global("OneOnOneMeeting", meeting.id)}
    to_cy = await note(cast.bo, cast.cy)
    await refused(
        bus,
        "SERIES_NOT_FOUND",
        turn_feedback_into_talking_point,
        actor_of(cast.cy),
        **turn | {"note_id": to_cy.id},
    )


async def test_praise_becomes_kudos_to_its_author(cast, actor_of, bus) -> None:
    row = await note(cast.bo, cast.ann)
    _, kudos = await do(
        bus,
        turn_feedback_into_kudos,
        actor_of(cast.ann),
        note_id=row.id,
        message="For an honest word.",
    )
    stored = await Kudos.get(id=kudos.id)
    assert (stored.author_id, stored.message) == (cast.ann.id, "For an honest word.")
    assert await KudosReceiver.filter(kudos_id=kudos.id).values_list("person_id", flat=True) == [
        cast.bo.id
    ]
    (link,) = (await queries.links_of(actor_of(cast.ann), [row.id]))[row.id]
    assert (link.kind, link.target_id) == (FeedbackLinkKind.KUDOS, kudos.id)


async def test_nobody_but_the_recipient_makes_anything_of_a_note(cast, actor_of, bus) -> None:
    row = await note(cast.bo, cast.ann, SHARED)
    for name, code in (
        ("bo", "NOT_ALLOWED"),
        ("mo", "NOT_ALLOWED"),
        ("cy", "FEEDBACK_NOTE_NOT_FOUND"),
        ("hana", "FEEDBACK_NOTE_NOT_FOUND"),
    ):
        who = actor_of(getattr(cast, name))
        plan = await plan_of(getattr(cast, name))
        given = {"note_id": row.id}
        await refused(bus, code, turn_feedback_into_goal, who, plan_id=plan.id, title="x", **given)
        await refused(bus, code, turn_feedback_into_kudos, who, message="x", **given)
        await refused(
            bus,
            code,
            turn_feedback_into_talking_point,
            who,
            series_id=plan.id,
            body="x",
            **given,
        )
    assert await FeedbackLink.all().count() == await Goal.all().count() == 0
    assert await Kudos.all().count() == 0
