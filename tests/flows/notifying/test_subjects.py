"""What notifications are about: as their reader may read it, in few queries."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from erm.access.actors import actor_for
from erm.core.actor import ActorKind
from erm.core.clock import at, now
from erm.core.ids import new_id
from erm.development.skills.models import Mentorship
from erm.development.skills.rules import MentorshipState
from erm.engagement.waves.rules import WaveState
from erm.feedback.models import FeedbackRequest
from erm.feedback.rules import RequestState
from erm.flows.notifying import engagement
from erm.flows.subjects import LOADERS, subjects
from erm.handovers.models import Handover
from erm.handovers.rules import HandoverReason, HandoverState
from erm.mail.models import MailBlock
from erm.mail.rules import BlockReason
from erm.notifications.rules import NotificationKind as Kind
from erm.notifications.subjects import About, SubjectView
from erm.one_on_ones.models import OneOnOneMeeting
from erm.one_on_ones.rules import MeetingState
from erm.people.models import Person
from tests.cast import Cast
from tests.conftest import query_count
from tests.development.builders import goal, plan
from tests.development.skills.builders import mentorship, skill
from tests.feedback.rows import note, request
from tests.one_on_ones.builders import history


async def read(cast: Cast, person: Person, *about: About) -> dict[About, SubjectView]:
    return dict(await subjects(cast.actor(person), about))


async def test_a_note_is_told_to_the_two_between_whom_it_is(cast: Cast) -> None:
    row = await note(cast.cy, cast.ann)
    about = About(Kind.FEEDBACK_RECEIVED, "FeedbackNote", row.id)
    for reader in (cast.ann, cast.cy):
        (view,) = (await read(cast, reader, about)).values()
        assert view.title == "The planning on Monday"
        assert view.path.startswith("/feedback/notes/")
        assert not view.public
    for other in (cast.mo, cast.bo, cast.hana, cast.ada):
        assert await read(cast, other, about) == {}


async def test_a_request_is_told_by_its_question_and_a_later_one_not_before_its_time(
    cast: Cast,
) -> None:
    row = await request(cast.ann, cast.cy)
    later = await request(cast.ann, cast.bo, state=RequestState.SCHEDULED)
    asked = About(Kind.FEEDBACK_REQUESTED, "FeedbackRequest", row.id)
    (view,) = (await read(cast, cast.cy, asked)).values()
    assert (view.title, view.public) == ("How did I run the planning?", False)
    assert await read(cast, cast.bo, asked) == {}
    assert await read(cast, cast.bo, About(asked.kind, asked.subject_kind, later.id)) == {}


async def test_what_is_gone_or_never_was_is_missing_for_every_kind_of_subject(cast: Cast) -> None:
    about = [
        About(Kind.MEETING_MOVED, kind, new_id())
        for kind in LOADERS
        if kind not in ("ScheduledKudos", "Reviews")
    ]
    about.append(About(Kind.MEETING_MOVED, "Nothing that is known", new_id()))
    assert await read(cast, cast.hana, *about) == {}
    assert await read(cast, cast.ada, *about) == {}


async def test_an_address_that_bounced_is_told_to_administrators_only(cast: Cast) -> None:
    row = await MailBlock.create(
        address="bo@erm.test", reason=BlockReason.HARD_BOUNCE, diagnostic="", since=now()
    )
    about = About(Kind.MAIL_BOUNCED, "MailBlock", row.id)
    (view,) = (await read(cast, cast.ada, about)).values()
    assert (view.title, view.path, view.public) == ("bo@erm.test", "/company/mail/addresses", False)
    for other in (cast.bo, cast.hana, cast.mo):
        assert await read(cast, other, about) == {}


async def test_goals_plans_and_mentorships_are_told_to_who_reads_them(cast: Cast) -> None:
    mine = await goal(cast.ann, title="Give a talk")
    drafted = await plan(cast.ann, title="Grow")
    pair = await mentorship(cast.cy, cast.ann, await skill("Go"))
    about = [
        About(Kind.MILESTONE_REACHED, "Goal", mine.id, new_id()),
        About(Kind.PLAN_CHANGED, "DevelopmentPlan", drafted.id),
        About(Kind.MENTORSHIP_PROPOSED, "Mentorship", pair.id),
    ]
    found = await read(cast, cast.ann, *about)
    assert [found[each].title for each in about[:2]] == ["Give a talk", "Grow"]
    assert {view.path.split("/")[1] for view in found.values()} == {"development"}
    assert await read(cast, cast.bo, *about) == {}


async def over(cast: Cast, person: Person, kind: Kind, subject: str, key: UUID) -> bool:
    """Whether what it asks of somebody is done, or its time has passed."""
    actor = await actor_for(person.id, ActorKind.DIGEST)
    assert actor is not None
    about = About(kind, subject, key)
    return (await subjects(actor, [about]))[about].over


async def test_what_was_done_meanwhile_or_whose_time_has_passed_is_over(cast: Cast) -> None:
    asked = await request(cast.ann, cast.cy)
    told: list[tuple[Person, Kind, str, UUID]] = [
        (cast.cy, Kind.FEEDBACK_REQUESTED, "FeedbackRequest", asked.id)
    ]
    pair = await mentorship(cast.cy, cast.ann, await skill("Go"))
    told.append((cast.cy, Kind.MENTORSHIP_PROPOSED, "Mentorship", pair.id))
    await history(cast.ann, [cast.cy])
    meeting = await OneOnOneMeeting.get(state=MeetingState.OPEN)
    told.append((cast.ann, Kind.MEETING_COMING, "OneOnOneMeeting", meeting.id))
    told.append((cast.ann, Kind.MEETING_ASKED, "OneOnOneMeeting", meeting.id))
    assert [await over(cast, *each) for each in told] == [False] * 4

    with at(meeting.scheduled_at):
        assert await over(cast, *told[2]), "it has begun"
        assert not await over(cast, *told[3])
    await FeedbackRequest.filter(id=asked.id).update(state=RequestState.ANSWERED)
    await Mentorship.filter(id=pair.id).update(
        state=MentorshipState.ACCEPTED, mentor_accepted_at=now()
    )
    await OneOnOneMeeting.filter(id=meeting.id).update(state=MeetingState.CLOSED)
    assert [await over(cast, *each) for each in told] == [True] * 4
    # Who asked is told of the answer, and that a meeting was moved stays so.
    assert not await over(cast, cast.ann, Kind.FEEDBACK_DECLINED, *told[0][2:])
    assert not await over(cast, cast.ann, Kind.MENTORSHIP_ANSWERED, *told[1][2:])
    assert not await over(cast, cast.ann, Kind.MEETING_MOVED, *told[2][2:])


@pytest.mark.parametrize("state", list(WaveState))
def test_nobody_is_asked_for_a_survey_that_takes_no_answers_any_more(
    cast: Cast, state: WaveState
) -> None:
    def view(closes_in: timedelta) -> Any:
        titles = SimpleNamespace(of=lambda _: "How are you?")
        closes_at = now() + closes_in
        return SimpleNamespace(id=new_id(), titles=titles, state=state, closes_at=closes_at)

    def is_over(kind: Kind, closes_in: timedelta) -> bool:
        told = engagement._wave(
            cast.actor(cast.ann), About(kind, "SurveyWave", None), view(closes_in)
        )
        return told.over

    for kind in (Kind.SURVEY_OPENED, Kind.SURVEY_REMINDED):
        assert is_over(kind, timedelta(hours=1)) is (state is not WaveState.OPEN)
        assert is_over(kind, timedelta(0)), (
            "its last minute is over, and no worker has closed it yet"
        )
    assert not is_over(Kind.SURVEY_REPORTED, timedelta(0))


async def _promises(cast: Cast, many: int) -> list[tuple[str, UUID]]:
    from erm.one_on_ones.models import ActionItem

    others = [await cast.person(f"P{many}-{number}") for number in range(max(many // 2, 1))]
    await history(cast.ann, others)
    items = [("ActionItem", row.id) for row in await ActionItem.all().limit(many)]
    meetings = [("OneOnOneMeeting", row.id) for row in await OneOnOneMeeting.all().limit(many)]
    return items + meetings


async def _notes(cast: Cast, many: int) -> list[tuple[str, UUID]]:
    return [("FeedbackNote", (await note(cast.cy, cast.ann)).id) for _ in range(many)]


async def _requests(cast: Cast, many: int) -> list[tuple[str, UUID]]:
    rows = [
        await request(cast.cy, cast.ann, f"Question {number} of {many}?") for number in range(many)
    ]
    return [("FeedbackRequest", row.id) for row in rows]


async def _plans(cast: Cast, many: int) -> list[tuple[str, UUID]]:
    rows = [("DevelopmentPlan", (await plan(cast.ann)).id) for _ in range(many)]
    return rows + [("Goal", (await goal(cast.ann)).id) for _ in range(many)]


async def _handovers(cast: Cast, many: int) -> list[tuple[str, UUID]]:
    rows = [
        Handover(
            author_id=cast.mo.id,
            receiver_id=cast.ann.id,
            about_id=None,
            reason=next(iter(HandoverReason)),
            state=HandoverState.SHARED,
            note="All of it",
            created_at=now(),
            shared_at=now(),
        )
        for _ in range(many)
    ]
    await Handover.bulk_create(rows)
    return [("Handover", row.id) for row in rows]


async def test_a_page_of_notifications_asks_the_same_however_many_there_are(cast: Cast) -> None:
    makers: list[Callable[[Cast, int], Awaitable[list[tuple[str, UUID]]]]] = [
        _promises,
        _notes,
        _requests,
        _plans,
        _handovers,
    ]
    counts = []
    for many in (1, 20, 200):
        about: list[About] = []
        for make in makers:
            about += [About(Kind.PLAN_CHANGED, *each) for each in await make(cast, many)]
        with query_count() as queries:
            found = await subjects(cast.actor(cast.ann), set(about))
        assert set(about) == set(found)
        counts.append(queries.count)
    assert counts[0] == counts[1] == counts[2], counts


async def test_whoever_looked_at_ones_digest_is_no_secret(cast: Cast) -> None:
    about = About(Kind.DIGEST_PREVIEWED, "Person", cast.ada.id)
    (view,) = (await read(cast, cast.ann, about)).values()
    assert view == SubjectView(title="", path="/settings")
