"""Lines for what needs the reader, whatever section they stand in."""

from __future__ import annotations

from collections.abc import Callable

from erm.digest.lines import Line
from erm.digest.needs import Need, NeedKind
from erm.digest.rules import DigestSection
from erm.digest.writer import Writer
from erm.mail.acting import MailAct

HOME_OF = {
    NeedKind.MEETING_TODAY: DigestSection.MEETINGS,
    NeedKind.MEETING_OVERDUE: DigestSection.MEETINGS,
    NeedKind.RELATIONSHIP_QUIET: DigestSection.MEETINGS,
    NeedKind.FEEDBACK_TO_WRITE: DigestSection.FEEDBACK,
    NeedKind.PROMISE_DUE: DigestSection.PROMISES,
    NeedKind.PLAN_TO_AGREE: DigestSection.DEVELOPMENT,
    NeedKind.PLAN_EXPIRED: DigestSection.DEVELOPMENT,
    NeedKind.CHECK_IN_DUE: DigestSection.DEVELOPMENT,
    NeedKind.PLAN_CHANGED: DigestSection.DEVELOPMENT,
    NeedKind.PLAN_QUIET: DigestSection.DEVELOPMENT,
    NeedKind.ASSESSMENT_TO_WRITE: DigestSection.DEVELOPMENT,
    NeedKind.ASSESSMENT_COMPARED: DigestSection.DEVELOPMENT,
    NeedKind.MENTORSHIP_TO_ANSWER: DigestSection.DEVELOPMENT,
    NeedKind.CERTIFICATE_EXPIRING: DigestSection.DEVELOPMENT,
    NeedKind.REVIEWS_TO_WRITE: DigestSection.NEEDS,
    NeedKind.NOMINATIONS_TO_MAKE: DigestSection.NEEDS,
    NeedKind.NOMINATIONS_TO_APPROVE: DigestSection.NEEDS,
    NeedKind.PACKET_TO_READ: DigestSection.NEEDS,
    NeedKind.PACKETS_TO_PREPARE: DigestSection.NEEDS,
    NeedKind.HANDOVER_WAITING: DigestSection.NEEDS,
}
"""Where each kind of need stands while it is not overdue."""

_OF_THE_TEAM = frozenset({NeedKind.PLAN_QUIET, NeedKind.RELATIONSHIP_QUIET})


def is_of_the_team(need: Need, writer: Writer) -> bool:
    """Whether a manager is told of it under their team: a report's plan or pair that went quiet."""
    if need.kind not in _OF_THE_TEAM or need.person_id not in writer.report_ids:
        return False
    return need.plan is None or need.plan.person_id != writer.viewer


def is_reason(need: Need, writer: Writer) -> bool:
    """Whether a digest is made for it: not for a report's quiet plan, which its owner can move.

    A pair that went quiet is half the manager's own, so that it is a reason under the team as well.
    """
    return not (need.kind is NeedKind.PLAN_QUIET and is_of_the_team(need, writer))


def line_of(need: Need, writer: Writer) -> Line:
    """What is needed, and where it is done."""
    return _WRITE[need.kind](need, writer)


def _meeting_overdue(need: Need, w: Writer) -> Line:
    assert need.meeting is not None  # noqa: S101 (given for this kind)
    return Line(
        w.say("line.meeting_overdue", name=w.name(need.person_id)),
        w.links.meeting(need.meeting.id),
        (w.say("line.was_on", day=w.day(need.due_on)),),
    )


def _request(need: Need, w: Writer) -> Line:
    assert need.request is not None  # noqa: S101
    return Line(
        w.say("line.request", name=w.name(need.person_id)),
        w.links.feedback_request(need.request.id),
        (w.quote(need.request.question), *w.due(need)),
    )


def _promise(need: Need, w: Writer) -> Line:
    assert need.action_item is not None  # noqa: S101
    return Line(
        w.short(need.action_item.body),
        w.links.meeting(need.action_item.meeting_id),
        w.facts(w.say("line.promised_to", name=w.name(need.person_id)), *w.due(need)),
        act=w.act(MailAct.KEEP_PROMISE, need.action_item.id, "kept"),
    )


def _plan(need: Need, w: Writer) -> Line:
    plan = need.plan
    assert plan is not None  # noqa: S101
    own = plan.person_id == w.viewer
    match need.kind:
        case NeedKind.PLAN_EXPIRED | NeedKind.CHECK_IN_DUE:
            state = w.say(f"line.{need.kind}", day=w.day(need.due_on))
        case NeedKind.PLAN_CHANGED:
            state = w.say("line.plan_changed", count=need.count or 1)
        case NeedKind.PLAN_QUIET:
            state = w.say("line.plan_quiet", count=plan.quiet_days)
        case _:
            state = w.say("line.plan_to_agree")
    details = w.facts("" if own else w.name(plan.person_id), state)
    return Line(w.short(plan.title), w.links.plan(plan.id), details)


def _assessment(need: Need, w: Writer) -> Line:
    assert need.assessment is not None  # noqa: S101
    whose = "own" if need.person_id is None else "other"
    text = w.say(f"line.{need.kind}.{whose}", name=w.name(need.person_id))
    return Line(text, w.links.assessment(need.assessment.id), w.due(need))


def _mentorship(need: Need, w: Writer) -> Line:
    assert need.mentorship is not None  # noqa: S101
    side = "mentor" if need.mentorship.mentor_id == w.viewer else "mentee"
    return Line(
        w.say(f"line.mentorship.{side}", name=w.name(need.person_id)),
        w.links.mentorships,
        act=w.act(MailAct.ACCEPT_MENTORSHIP, need.mentorship.id, "accept"),
    )


def _certificate(need: Need, w: Writer) -> Line:
    assert need.certificate is not None  # noqa: S101
    ended = "ended" if need.overdue else "ends"
    return Line(
        w.short(need.certificate.name),
        w.links.learning,
        (w.say(f"line.certificate_{ended}", day=w.day(need.due_on)),),
    )


def _quiet_pair(need: Need, w: Writer) -> Line:
    assert need.person_id is not None  # noqa: S101
    return Line(
        w.say("line.quiet_with", name=w.name(need.person_id)),
        w.links.pair(need.person_id),
        (w.say("line.pair_quiet", count=need.days_quiet or 0),),
    )


def _handover(need: Need, w: Writer) -> Line:
    assert need.handover is not None  # noqa: S101
    return Line(
        w.say("line.handover", name=w.name(need.person_id)),
        w.links.handover(need.handover.id),
        (w.day_of(need.since),),
    )


def _reviews(need: Need, w: Writer) -> Line:
    assert need.count is not None  # noqa: S101
    assert need.minutes is not None  # noqa: S101
    return Line(
        w.say("line.reviews", count=need.count),
        w.links.reviews,
        w.facts(w.say("line.minutes", count=need.minutes), *w.due(need)),
    )


def _nominations(need: Need, w: Writer) -> Line:
    assert need.participant_id is not None  # noqa: S101
    if need.person_id == w.viewer:
        text = w.say("line.nominate_own")
    else:
        text = w.say("line.nominate", name=w.name(need.person_id))
    return Line(text, w.links.nominations(need.participant_id), _of_cycle(need, w))


def _approvals(need: Need, w: Writer) -> Line:
    assert need.cycle_id is not None  # noqa: S101
    link = w.links.nominations_of(need.cycle_id)
    if need.participant_id is not None:
        link = w.links.nominations(need.participant_id)
    return Line(w.say("line.approve", count=need.count or 1), link, _of_cycle(need, w))


def _packet(need: Need, w: Writer) -> Line:
    assert need.participant_id is not None  # noqa: S101
    return Line(w.say("line.packet"), w.links.packet(need.participant_id), _of_cycle(need, w))


def _packets(need: Need, w: Writer) -> Line:
    link = w.links.team_packets
    if need.participant_id is not None:
        link = w.links.packet(need.participant_id)
    return Line(w.say("line.packets", count=need.count or 1), link, _of_cycle(need, w))


def _of_cycle(need: Need, w: Writer) -> tuple[str, ...]:
    return w.facts(need.cycle_name, *w.due(need))


_WRITE: dict[NeedKind, Callable[[Need, Writer], Line]] = {
    NeedKind.MEETING_OVERDUE: _meeting_overdue,
    NeedKind.FEEDBACK_TO_WRITE: _request,
    NeedKind.PROMISE_DUE: _promise,
    NeedKind.PLAN_TO_AGREE: _plan,
    NeedKind.PLAN_EXPIRED: _plan,
    NeedKind.CHECK_IN_DUE: _plan,
    NeedKind.PLAN_CHANGED: _plan,
    NeedKind.PLAN_QUIET: _plan,
    NeedKind.ASSESSMENT_TO_WRITE: _assessment,
    NeedKind.ASSESSMENT_COMPARED: _assessment,
    NeedKind.MENTORSHIP_TO_ANSWER: _mentorship,
    NeedKind.CERTIFICATE_EXPIRING: _certificate,
    NeedKind.RELATIONSHIP_QUIET: _quiet_pair,
    NeedKind.HANDOVER_WAITING: _handover,
    NeedKind.REVIEWS_TO_WRITE: _reviews,
    NeedKind.NOMINATIONS_TO_MAKE: _nominations,
    NeedKind.NOMINATIONS_TO_APPROVE: _approvals,
    NeedKind.PACKET_TO_READ: _packet,
    NeedKind.PACKETS_TO_PREPARE: _packets,
}
