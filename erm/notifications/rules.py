"""Pure rules of notifications: kinds, channels, what is on by default, when a person may be reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID


class Channel(StrEnum):
    """How a notification leaves the product."""

    MAIL = "mail"
    CHAT = "chat"
    PUSH = "push"


class Area(StrEnum):
    """What part of the product a kind belongs to; choices are grouped by it."""

    ONE_ON_ONES = "one_on_ones"
    FEEDBACK = "feedback"
    REVIEWS = "reviews"
    DEVELOPMENT = "development"
    RECOGNITION = "recognition"
    ENGAGEMENT = "engagement"
    COMPANY = "company"


class NotificationKind(StrEnum):
    """What happened, seen by the one who is told of it."""

    MEETING_COMING = "meeting_coming"
    MEETING_ASKED = "meeting_asked"
    MEETING_MOVED = "meeting_moved"
    PROMISE_TAKEN = "promise_taken"
    PROMISE_KEPT = "promise_kept"
    HANDOVER_SHARED = "handover_shared"
    FEEDBACK_REQUESTED = "feedback_requested"
    FEEDBACK_RECEIVED = "feedback_received"
    FEEDBACK_THANKED = "feedback_thanked"
    FEEDBACK_DECLINED = "feedback_declined"
    FEEDBACK_ASKED_BACK = "feedback_asked_back"
    FEEDBACK_ANSWERED_BACK = "feedback_answered_back"
    REVIEWS_ASKED = "reviews_asked"
    REVIEWS_REMINDED = "reviews_reminded"
    NOMINATIONS_SENT = "nominations_sent"
    PACKET_RELEASED = "packet_released"
    PLAN_PROPOSED = "plan_proposed"
    PLAN_AGREED = "plan_agreed"
    PLAN_CHANGED = "plan_changed"
    MILESTONE_REACHED = "milestone_reached"
    ASSESSMENT_OPENED = "assessment_opened"
    MENTORSHIP_PROPOSED = "mentorship_proposed"
    MENTORSHIP_ANSWERED = "mentorship_answered"
    KUDOS_RECEIVED = "kudos_received"
    KUDOS_MENTIONED = "kudos_mentioned"
    KUDOS_COMMENTED = "kudos_commented"
    KUDOS_REACTED = "kudos_reacted"
    KUDOS_NOT_SENT = "kudos_not_sent"
    REDEMPTION_DECIDED = "redemption_decided"
    AWARD_ANNOUNCED = "award_announced"
    CELEBRATION = "celebration"
    SURVEY_OPENED = "survey_opened"
    SURVEY_REMINDED = "survey_reminded"
    SURVEY_REPORTED = "survey_reported"
    ACTION_STEP_GIVEN = "action_step_given"
    DIGEST_PREVIEWED = "digest_previewed"
    MAIL_BOUNCED = "mail_bounced"
    INTEGRATION_FAILED = "integration_failed"


class Pace(StrEnum):
    """How soon a kind is told: at once (once it is quiet), or gathered for up to a day."""

    AT_ONCE = "at_once"
    GATHERED = "gathered"


GENERAL = "notifications"
"""The mailing of what no domain writes mail about itself."""
KUDOS_RECEIVED = "kudos_received"
KUDOS_GATHERED = "kudos_gathered"


@dataclass(frozen=True, slots=True)
class KindRule:
    """What holds for a kind.

    ``on``: the channels that are on until somebody switches them off. ``own_mail``: its domain writes
    richer mail of its own, so the mail channel of notifications stays silent and the domain asks
    whether it is wanted. ``mailing``: mail of this kind is gathered here and written by its domain,
    one mail for all kinds of the same mailing. ``for_role``: a role that alone hears of it, for the
    screen of choices. ``required``: channels that erm itself lets nobody switch off.
    """

    area: Area
    pace: Pace = Pace.AT_ONCE
    on: frozenset[Channel] = frozenset({Channel.MAIL, Channel.CHAT, Channel.PUSH})
    own_mail: bool = False
    mailing: str = GENERAL
    for_role: str | None = None
    required: frozenset[Channel] = frozenset()

    @property
    def dispatched(self) -> frozenset[Channel]:
        """The channels that notifications leave through; mail of the domain's own is none."""
        if self.own_mail and self.mailing == GENERAL:
            return _NO_MAIL
        return frozenset(Channel)


_NO_MAIL = frozenset({Channel.CHAT, Channel.PUSH})
_MAIL_ONLY = frozenset({Channel.MAIL})
_K = NotificationKind

KINDS: dict[NotificationKind, KindRule] = {
    _K.MEETING_COMING: KindRule(Area.ONE_ON_ONES, own_mail=True),
    _K.MEETING_ASKED: KindRule(Area.ONE_ON_ONES, own_mail=True),
    _K.MEETING_MOVED: KindRule(Area.ONE_ON_ONES, own_mail=True),
    _K.PROMISE_TAKEN: KindRule(Area.ONE_ON_ONES, Pace.GATHERED),
    _K.PROMISE_KEPT: KindRule(Area.ONE_ON_ONES, Pace.GATHERED),
    _K.HANDOVER_SHARED: KindRule(Area.ONE_ON_ONES),
    _K.FEEDBACK_REQUESTED: KindRule(Area.FEEDBACK, own_mail=True),
    _K.FEEDBACK_RECEIVED: KindRule(Area.FEEDBACK, own_mail=True),
    _K.FEEDBACK_THANKED: KindRule(Area.FEEDBACK, Pace.GATHERED),
    _K.FEEDBACK_DECLINED: KindRule(Area.FEEDBACK, own_mail=True),
    _K.FEEDBACK_ASKED_BACK: KindRule(Area.FEEDBACK, own_mail=True),
    _K.FEEDBACK_ANSWERED_BACK: KindRule(Area.FEEDBACK, own_mail=True),
    _K.REVIEWS_ASKED: KindRule(Area.REVIEWS, own_mail=True),
    _K.REVIEWS_REMINDED: KindRule(Area.REVIEWS, own_mail=True, required=_MAIL_ONLY),
    _K.NOMINATIONS_SENT: KindRule(Area.REVIEWS, own_mail=True),
    _K.PACKET_RELEASED: KindRule(Area.REVIEWS, own_mail=True),
    _K.PLAN_PROPOSED: KindRule(Area.DEVELOPMENT),
    _K.PLAN_AGREED: KindRule(Area.DEVELOPMENT),
    _K.PLAN_CHANGED: KindRule(Area.DEVELOPMENT, Pace.GATHERED, on=_NO_MAIL),
    _K.MILESTONE_REACHED: KindRule(Area.DEVELOPMENT, Pace.GATHERED),
    _K.ASSESSMENT_OPENED: KindRule(Area.DEVELOPMENT),
    _K.MENTORSHIP_PROPOSED: KindRule(Area.DEVELOPMENT),
    _K.MENTORSHIP_ANSWERED: KindRule(Area.DEVELOPMENT),
    _K.KUDOS_RECEIVED: KindRule(Area.RECOGNITION, own_mail=True, mailing=KUDOS_RECEIVED),
    _K.KUDOS_MENTIONED: KindRule(Area.RECOGNITION, own_mail=True, mailing=KUDOS_RECEIVED),
    _K.KUDOS_COMMENTED: KindRule(
        Area.RECOGNITION, Pace.GATHERED, own_mail=True, mailing=KUDOS_GATHERED
    ),
    _K.KUDOS_REACTED: KindRule(
        Area.RECOGNITION, Pace.GATHERED, own_mail=True, mailing=KUDOS_GATHERED
    ),
    _K.KUDOS_NOT_SENT: KindRule(Area.RECOGNITION, own_mail=True, mailing=KUDOS_RECEIVED),
    _K.REDEMPTION_DECIDED: KindRule(Area.RECOGNITION),
    _K.AWARD_ANNOUNCED: KindRule(Area.RECOGNITION, own_mail=True),
    _K.CELEBRATION: KindRule(Area.RECOGNITION, own_mail=True),
    _K.SURVEY_OPENED: KindRule(Area.ENGAGEMENT, own_mail=True),
    _K.SURVEY_REMINDED: KindRule(Area.ENGAGEMENT, own_mail=True),
    _K.SURVEY_REPORTED: KindRule(Area.ENGAGEMENT, own_mail=True),
    _K.ACTION_STEP_GIVEN: KindRule(Area.ENGAGEMENT),
    _K.DIGEST_PREVIEWED: KindRule(Area.COMPANY, required=_MAIL_ONLY),
    _K.MAIL_BOUNCED: KindRule(Area.COMPANY, Pace.GATHERED, for_role="administrator"),
    _K.INTEGRATION_FAILED: KindRule(Area.COMPANY, own_mail=True, for_role="administrator"),
}

MAILED_TOGETHER: tuple[frozenset[NotificationKind], ...] = (
    frozenset({_K.SURVEY_OPENED, _K.SURVEY_REMINDED, _K.SURVEY_REPORTED}),
    frozenset({_K.KUDOS_RECEIVED, _K.KUDOS_MENTIONED, _K.KUDOS_NOT_SENT, _K.CELEBRATION}),
    frozenset({_K.KUDOS_COMMENTED, _K.KUDOS_REACTED}),
)
"""Kinds whose mail is one choice: whoever switches off one of them switches off all."""


def chosen_together(kind: NotificationKind, channel: Channel) -> frozenset[NotificationKind]:
    """The kinds that a choice about one of them is about."""
    if channel is Channel.MAIL:
        for kinds in MAILED_TOGETHER:
            if kind in kinds:
                return kinds
    return frozenset({kind})


class DispatchState(StrEnum):
    """Where a dispatch stands."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    DROPPED = "dropped"
    FAILED = "failed"


OPEN = (DispatchState.WAITING, DispatchState.SENDING)
WAIT = timedelta(minutes=5)
"""How long what is told at once waits for others, so that a burst is one message."""
LONGEST_WAIT = timedelta(minutes=30)
"""However much happens, what happened first waits no longer than this for it to be quiet."""
GATHER_FOR = timedelta(hours=24)
"""At most one message of what is gathered in so long."""
KEPT_FOR = timedelta(days=180)
"""How long a notification stays; what it is about stays for good."""
DISPATCHED_KEPT_FOR = timedelta(days=30)
"""How long it is known how something was told, or that it was not."""
LINES_MAXIMUM = 10
"""Most lines of a message; of the rest it tells how many there are."""
UNSEEN_MAXIMUM = 100
"""As far as unseen notifications are counted: 100 means "more than 99"."""
PAUSE_AT_MOST = timedelta(days=366)
"""How far ahead a pause may end."""
PUSH_AT_MOST = 10
"""How many browsers a person may have push in."""


@dataclass(frozen=True, slots=True)
class Word:
    """The company's word on a kind and a channel. ``fixed``: it is erm's own, and cannot be changed."""

    on: bool
    required: bool = False
    fixed: bool = False


def word_of(kind: NotificationKind, channel: Channel, company: Word | None) -> Word:
    """What holds where the company said nothing, or whatever it said where erm itself requires it."""
    rule = KINDS[kind]
    if channel in rule.required:
        return Word(on=True, required=True, fixed=True)
    return company or Word(on=channel in rule.on)


def is_wanted(word: Word, chosen: bool | None) -> bool:
    """Whether a kind goes to somebody through a channel; ``chosen`` None for whoever chose nothing."""
    return word.on if word.required or chosen is None else chosen


def line_key(
    kind: NotificationKind, subject_kind: str, subject_id: UUID | None, own_id: UUID
) -> tuple[str, str, UUID]:
    """Notifications with the same one are one line: those of one kind about one subject."""
    return kind.value, subject_kind, subject_id or own_id


RETRY_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
)
"""How long to wait after the first, second, … failure of a chat or of push; then it is given up."""
JITTER = 0.2
"""By how much of itself a wait may be longer, so that what failed together is not tried together."""
LEASE = timedelta(minutes=2)
"""How long a claim holds. What a worker that died had in hand is tried again after this."""


def next_attempt(attempts: int, instant: datetime, chance: float) -> datetime | None:
    """When to try again after ``attempts`` tries that failed (at least 1), or None to give up.

    ``chance`` is a random number from 0 to 1.
    """
    if attempts > len(RETRY_AFTER):
        return None
    return instant + RETRY_AFTER[attempts - 1] * (1 + JITTER * chance)


def ready_at(
    times: Sequence[datetime], *, gathered: bool = False, last: datetime | None = None
) -> datetime:
    """When what happened at these times is told: once it is quiet, and not later than for long.

    Of what is gathered, not before a day after the ``last`` message of it. Raises ``ValueError`` for
    no times.
    """
    quiet = min(max(times) + WAIT, min(times) + LONGEST_WAIT)
    return max(quiet, last + GATHER_FOR) if gathered and last is not None else quiet


def kinds_of_mailing(mailing: str) -> frozenset[NotificationKind]:
    """The kinds that one mail tells together."""
    return frozenset(kind for kind, rule in KINDS.items() if rule.mailing == mailing)
