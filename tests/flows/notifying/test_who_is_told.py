"""Which fact is told to whom, and to whom it is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from erm.core.clock import now, today
from erm.core.events import Bus, Event
from erm.core.ids import new_id
from erm.core.work import record, unit_of_work
from erm.development.competencies.events import (
    AssessmentCancelled,
    AssessmentCompared,
    AssessmentOpened,
)
from erm.development.events import (
    CheckedIn,
    MilestoneReached,
    PlanAgreed,
    PlanDrafted,
    PlanEdited,
    PlanLapsed,
    PlanProposed,
)
from erm.development.skills.events import (
    MentorshipAccepted,
    MentorshipDeclined,
    MentorshipProposed,
)
from erm.development.skills.models import Mentorship
from erm.engagement.actions.events import ActionStepGiven
from erm.feedback.cycles.events import NominationsSent, PacketAcknowledged, PacketReleased
from erm.feedback.events import (
    FeedbackAnsweredBack,
    FeedbackAskedAbout,
    FeedbackAskedBack,
    FeedbackDeclined,
    FeedbackGiven,
    FeedbackRequested,
    FeedbackRequestWithdrawn,
    FeedbackThanked,
    GuestSettled,
)
from erm.feedback.models import GuestFeedback
from erm.feedback.rules import RequestState
from erm.flows.notifying import (
    celebrating,
    company,
    development,
    engagement,
    feedback,
    one_on_ones,
    reviews,
)
from erm.handovers.events import HandoverShared
from erm.integrations.events import IntegrationDisabled
from erm.integrations.rules import DisabledReason
from erm.mail.events import AddressBlocked
from erm.mail.rules import BlockReason
from erm.notifications.models import Notification
from erm.notifications.rules import NotificationKind
from erm.one_on_ones.events import (
    ActionItemDone,
    ActionItemDropped,
    ActionItemPromised,
    ActionItemReopened,
    MeetingHeld,
    MeetingMoved,
    MeetingSkipped,
    SeriesPaused,
)
from erm.people.models import Person
from erm.recognition.celebrations.events import CardDelivered
from erm.recognition.points.events import RedemptionDecided
from tests.cast import Cast
from tests.development.skills.builders import mentorship, skill

Told = set[tuple[str, str]]


def listening() -> Bus:
    """Only what makes notifications listens."""
    bus = Bus()
    for each in (one_on_ones, feedback, reviews, development, celebrating, engagement, company):
        each.subscribe(bus)
    return bus


async def happen(event: Event) -> Told:
    """Who is told of a fact, and of which kind; then all of it is forgotten."""
    async with unit_of_work(listening()):
        record(event)
    names = {row.id: row.given_name for row in await Person.all()}
    told = {(names[row.recipient_id], row.kind.value) for row in await Notification.all()}
    async with unit_of_work(Bus()):
        await Notification.all().delete()
    return told


def maker(**given: Any) -> Callable[..., Event]:
    """Makes facts whose ids do not matter."""

    def make(kind: type[Event], **more: Any) -> Event:
        values = {"at": now(), **given, **more}
        for name in kind.__dataclass_fields__:
            if name not in values:
                values[name] = new_id()
        return kind(**{key: values[key] for key in kind.__dataclass_fields__})

    return make


async def test_one_on_ones_tell_the_other_of_the_two(cast: Cast) -> None:
    make = maker(by_id=cast.mo.id, other_id=cast.ann.id, scheduled_at=now(), planned_at=now())
    moved = {("Ann", "meeting_moved")}
    assert await happen(make(MeetingMoved, skipped=(), place_changed=False)) == moved
    assert await happen(make(MeetingSkipped, day=today())) == moved
    paused = make(SeriesPaused, paused_from=today(), paused_until=None)
    assert await happen(paused) == moved
    assert await happen(make(MeetingHeld, by_activity=False)) == set()
    shared = make(HandoverShared, author_id=cast.mo.id, receiver_id=cast.bo.id)
    assert await happen(shared) == {("Bo", "handover_shared")}


async def test_of_a_promise_hears_whoever_did_not_write(cast: Cast) -> None:
    make = maker(owner_id=cast.ann.id, other_id=cast.mo.id)
    assert await happen(make(ActionItemPromised, by_id=cast.ann.id)) == {("Mo", "promise_taken")}
    assert await happen(make(ActionItemPromised, by_id=cast.mo.id)) == {("Ann", "promise_taken")}
    assert await happen(make(ActionItemDone, by_id=cast.ann.id)) == {("Mo", "promise_kept")}
    assert await happen(make(ActionItemDone, by_id=cast.mo.id)) == {("Ann", "promise_kept")}


async def test_a_promise_that_is_open_again_was_not_kept(cast: Cast) -> None:
    make = maker(
        action_item_id=new_id(), owner_id=cast.ann.id, other_id=cast.mo.id, by_id=cast.ann.id
    )
    bus = listening()
    async with unit_of_work(bus):
        record(make(ActionItemPromised))
        record(make(ActionItemDone))
    assert await Notification.all().count() == 2
    async with unit_of_work(bus):
        record(make(ActionItemReopened))
    assert [row.kind.value for row in await Notification.all()] == ["promise_taken"]
    async with unit_of_work(bus):
        record(make(ActionItemDropped))
    assert await Notification.all().count() == 0


async def test_feedback_is_told_to_the_one_whom_it_is_for(cast: Cast) -> None:
    two = maker(requester_id=cast.ann.id, asked_id=cast.cy.id)
    assert await happen(two(FeedbackRequested)) == {("Cy", "feedback_requested")}
    assert await happen(two(FeedbackDeclined)) == {("Ann", "feedback_declined")}
    note = maker(author_id=cast.cy.id, recipient_id=cast.ann.id, request_id=None, to_team=False)
    assert await happen(note(FeedbackGiven)) == {("Ann", "feedback_received")}
    assert await happen(note(FeedbackThanked)) == {("Cy", "feedback_thanked")}
    assert await happen(note(FeedbackAskedBack)) == {("Cy", "feedback_asked_back")}
    assert await happen(note(FeedbackAnsweredBack)) == {("Ann", "feedback_answered_back")}


async def test_a_manager_who_asked_about_a_report_is_not_told_that_it_was_written(
    cast: Cast,
) -> None:
    given = maker(author_id=cast.cy.id, recipient_id=cast.ann.id, to_team=False)(FeedbackGiven)
    assert ("Mo", "feedback_received") not in await happen(given)
    asked = maker(
        subject_id=cast.ann.id, requester_id=cast.mo.id, question="?", asked_ids=(), guest_names=()
    )
    assert await happen(asked(FeedbackAskedAbout)) == set()


async def test_a_request_that_was_withdrawn_is_told_no_more(cast: Cast) -> None:
    make = maker(request_id=new_id(), requester_id=cast.ann.id, asked_id=cast.cy.id)
    bus = listening()
    async with unit_of_work(bus):
        record(make(FeedbackRequested))
    async with unit_of_work(bus):
        record(make(FeedbackRequestWithdrawn))
    assert await Notification.all().count() == 0


async def test_of_a_guest_hears_whom_the_answer_is_for_and_of_a_refusal_who_asked(
    cast: Cast,
) -> None:
    row = await GuestFeedback.create(
        requester_id=cast.mo.id,
        subject_id=cast.ann.id,
        question="?",
        guest_name="Guest",
        guest_email="guest@elsewhere.example",
        locale="en",
        state=RequestState.ANSWERED,
        created_at=now(),
        expires_at=now(),
    )
    make = maker(guest_feedback_id=row.id)
    assert await happen(make(GuestSettled, answered=True)) == {("Ann", "feedback_received")}
    assert await happen(make(GuestSettled, answered=False)) == {("Mo", "feedback_declined")}


async def test_reviews_tell_who_approves_and_whose_results_are_there(cast: Cast) -> None:
    make = maker(approver_id=cast.mo.id, person_id=cast.ann.id, by_id=None, answered=True)
    assert await happen(make(NominationsSent)) == {("Mo", "nominations_sent")}
    assert await happen(make(PacketReleased)) == {("Ann", "packet_released")}
    assert await happen(make(PacketReleased, by_id=cast.ann.id)) == set()
    assert await happen(make(PacketAcknowledged)) == set()


async def test_development_tells_the_other_side(cast: Cast) -> None:
    make = maker(person_id=cast.ann.id, manager_id=cast.mo.id, by_id=cast.ann.id)
    assert await happen(make(PlanDrafted)) == set()
    assert await happen(make(PlanProposed)) == {("Mo", "plan_proposed")}
    assert await happen(make(PlanProposed, by_id=cast.mo.id)) == {("Ann", "plan_proposed")}
    assert await happen(make(PlanProposed, manager_id=None)) == set()
    assert await happen(make(PlanAgreed)) == {("Mo", "plan_agreed")}
    assert await happen(make(PlanEdited)) == {("Mo", "plan_changed")}
    both = {("Ann", "plan_changed"), ("Mo", "plan_changed")}
    assert await happen(make(PlanLapsed)) == both
    assert await happen(make(MilestoneReached)) == {("Mo", "milestone_reached")}
    assert await happen(make(CheckedIn)) == set()


async def test_a_plan_is_told_again_each_time_that_it_is_proposed_and_changes_once_a_day(
    cast: Cast,
) -> None:
    make = maker(plan_id=new_id(), person_id=cast.ann.id, manager_id=cast.mo.id, by_id=cast.ann.id)
    at = now().replace(hour=10, microsecond=0)
    bus = listening()
    async with unit_of_work(bus):
        for minute in (1, 2):
            record(make(PlanEdited, at=at.replace(minute=minute)))
            record(make(PlanProposed, at=at.replace(minute=minute)))
    kinds = [row.kind.value for row in await Notification.all().order_by("kind")]
    assert kinds == ["plan_changed", "plan_proposed", "plan_proposed"]
    async with unit_of_work(bus):
        record(make(PlanAgreed, by_id=cast.mo.id))
    kinds = [row.kind.value for row in await Notification.all().order_by("kind")]
    assert kinds == ["plan_agreed", "plan_changed"]


async def test_an_assessment_is_told_to_those_who_are_asked_until_it_is_given_up(
    cast: Cast,
) -> None:
    make = maker(
        assessment_id=new_id(),
        person_id=cast.ann.id,
        manager_id=cast.mo.id,
        opened_by_id=cast.hana.id,
    )
    bus = listening()
    async with unit_of_work(bus):
        record(make(AssessmentOpened))
        record(make(AssessmentCompared))
    told = {row.recipient_id for row in await Notification.all()}
    assert told == {cast.ann.id, cast.mo.id}
    async with unit_of_work(bus):
        record(make(AssessmentCancelled))
    assert await Notification.all().count() == 0
    assert await happen(make(AssessmentOpened, opened_by_id=cast.mo.id)) == {
        ("Ann", "assessment_opened")
    }


async def test_a_mentorship_is_told_to_who_answers_and_the_answer_to_the_others(
    cast: Cast,
) -> None:
    row: Mentorship = await mentorship(
        cast.cy, cast.ann, await skill("Go"), proposed_by_id=cast.mo.id
    )
    make = maker(mentorship_id=row.id, mentor_id=cast.cy.id, mentee_id=cast.ann.id)
    asked = {("Cy", "mentorship_proposed"), ("Ann", "mentorship_proposed")}
    assert await happen(make(MentorshipProposed, by_id=cast.mo.id)) == asked
    assert await happen(make(MentorshipProposed, by_id=cast.ann.id)) == {
        ("Cy", "mentorship_proposed")
    }
    answered = {("Ann", "mentorship_answered"), ("Mo", "mentorship_answered")}
    assert await happen(make(MentorshipAccepted, by_id=cast.cy.id)) == answered
    assert await happen(make(MentorshipDeclined, by_id=cast.cy.id)) == answered


async def test_cards_rewards_and_steps_are_told_to_whose_they_are(cast: Cast) -> None:
    make = maker(person_id=cast.ann.id, by_id=cast.hana.id, owner_id=cast.bo.id)
    assert await happen(make(RedemptionDecided)) == {("Ann", "redemption_decided")}
    assert await happen(make(RedemptionDecided, by_id=cast.ann.id)) == set()
    assert await happen(make(CardDelivered, signatures=3)) == {("Ann", "celebration")}
    assert await happen(make(CardDelivered, signatures=0)) == set()
    assert await happen(make(ActionStepGiven)) == {("Bo", "action_step_given")}
    assert await happen(make(ActionStepGiven, by_id=cast.bo.id)) == set()


async def test_what_fails_is_told_to_administrators_only(cast: Cast) -> None:
    make = maker(person_id=cast.ann.id, mail_id=None, channel_id=None, name="CRM")
    bounced = {("Ada", "mail_bounced")}
    assert await happen(make(AddressBlocked, reason=BlockReason.HARD_BOUNCE)) == bounced
    assert await happen(make(AddressBlocked, reason=BlockReason.COMPLAINT)) == bounced
    assert await happen(make(AddressBlocked, reason=BlockReason.ADMINISTRATOR)) == set()
    reason = next(iter(DisabledReason))
    assert await happen(make(IntegrationDisabled, reason=reason)) == {("Ada", "integration_failed")}


async def test_nobody_who_left_is_told_anything(cast: Cast) -> None:
    dee = cast.dee.id
    make = maker(
        by_id=cast.mo.id,
        other_id=dee,
        owner_id=dee,
        author_id=dee,
        asked_id=dee,
        requester_id=cast.mo.id,
        receiver_id=dee,
        recipient_id=dee,
        approver_id=dee,
        person_id=dee,
        manager_id=dee,
        opened_by_id=cast.hana.id,
        scheduled_at=now(),
        planned_at=now(),
        skipped=(),
        place_changed=False,
        signatures=1,
        to_team=False,
    )
    kinds = (
        MeetingMoved,
        ActionItemPromised,
        ActionItemDone,
        HandoverShared,
        FeedbackRequested,
        FeedbackGiven,
        FeedbackThanked,
        NominationsSent,
        PacketReleased,
        PlanProposed,
        PlanAgreed,
        PlanEdited,
        PlanLapsed,
        MilestoneReached,
        AssessmentOpened,
        CardDelivered,
        RedemptionDecided,
        ActionStepGiven,
    )
    for kind in kinds:
        assert await happen(make(kind)) == set(), kind


def test_every_kind_stands_in_the_page_that_tells_who_is_told() -> None:
    page = (Path(__file__).parents[3] / "docs/domains/notification-kinds.md").read_text()
    assert [kind for kind in NotificationKind if f"`{kind.value}`" not in page] == []
