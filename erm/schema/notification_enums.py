"""Kinds, areas and channels of notifications as GraphQL enums."""

from __future__ import annotations

from erm.notifications.rules import Area, Channel, NotificationKind
from erm.schema.enums import describe

__all__ = ["Area", "Channel", "NotificationKind"]

_K = NotificationKind

describe(
    Channel,
    "NotificationChannel",
    "How a notification leaves the product.",
    {
        Channel.MAIL: "Mail.",
        Channel.CHAT: "A chat of one's own.",
        Channel.PUSH: "Messages of the browser.",
    },
)
describe(
    Area,
    "NotificationArea",
    "The part of the product that a notification comes from.",
    {
        Area.ONE_ON_ONES: "One-on-ones, promises and handovers.",
        Area.FEEDBACK: "Feedback.",
        Area.REVIEWS: "Reviews and their packets.",
        Area.DEVELOPMENT: "Plans, goals, assessments and mentoring.",
        Area.RECOGNITION: "Thanks, awards and celebrations.",
        Area.ENGAGEMENT: "Surveys and what is done about them.",
        Area.COMPANY: "The installation itself.",
    },
)
describe(
    _K,
    "NotificationKind",
    "What happened, seen by the one who is told of it.",
    {
        _K.MEETING_COMING: "A one-on-one of theirs is near.",
        _K.MEETING_ASKED: "A one-on-one is over, and nobody said whether it took place.",
        _K.MEETING_MOVED: "The other one moved a one-on-one.",
        _K.PROMISE_TAKEN: "Somebody promised them something.",
        _K.PROMISE_KEPT: "Somebody kept a promise to them.",
        _K.HANDOVER_SHARED: "A handover was shared with them.",
        _K.FEEDBACK_REQUESTED: "Somebody asks them for feedback.",
        _K.FEEDBACK_RECEIVED: "Somebody gave them feedback.",
        _K.FEEDBACK_THANKED: "Somebody thanked them for feedback.",
        _K.FEEDBACK_DECLINED: "Somebody cannot give the feedback that they asked for.",
        _K.FEEDBACK_ASKED_BACK: "Somebody asks about feedback that they gave.",
        _K.FEEDBACK_ANSWERED_BACK: "Somebody answered their question about feedback.",
        _K.REVIEWS_ASKED: "Reviews were asked of them.",
        _K.REVIEWS_REMINDED: "Reviews that they owe are due.",
        _K.NOMINATIONS_SENT: "Somebody chose raters, who wait for their word.",
        _K.PACKET_RELEASED: "The results of their review are there.",
        _K.PLAN_PROPOSED: "A development plan was proposed to them.",
        _K.PLAN_AGREED: "A development plan was agreed.",
        _K.PLAN_CHANGED: "A development plan of theirs was changed.",
        _K.MILESTONE_REACHED: "Somebody reached a milestone.",
        _K.ASSESSMENT_OPENED: "An assessment waits for their view.",
        _K.MENTORSHIP_PROPOSED: "Somebody wants them as mentor or mentee.",
        _K.MENTORSHIP_ANSWERED: "Somebody answered their wish for mentoring.",
        _K.KUDOS_RECEIVED: "Somebody thanked them.",
        _K.KUDOS_MENTIONED: "Somebody mentioned them in thanks or in a comment.",
        _K.KUDOS_COMMENTED: "Somebody commented on thanks that they gave or received.",
        _K.KUDOS_REACTED: "Somebody reacted to thanks that they gave or received.",
        _K.KUDOS_NOT_SENT: "Thanks that they had scheduled could not be said.",
        _K.REDEMPTION_DECIDED: "It was decided about points that they spent.",
        _K.AWARD_ANNOUNCED: "It was said who has an award.",
        _K.CELEBRATION: "A card for a day of theirs, or a day of somebody close.",
        _K.SURVEY_OPENED: "A survey is open for them.",
        _K.SURVEY_REMINDED: "A survey that is open for them ends soon.",
        _K.SURVEY_REPORTED: "The results of a survey are there.",
        _K.ACTION_STEP_GIVEN: "A step of an action plan is theirs.",
        _K.DIGEST_PREVIEWED: "An administrator looked at what their digest would hold.",
        _K.MAIL_BOUNCED: "An address takes no mail any more. For administrators.",
        _K.INTEGRATION_FAILED: "A webhook or a chat was switched off. For administrators.",
    },
)
