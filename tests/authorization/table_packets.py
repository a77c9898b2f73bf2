"""The table's lines of packets.

``SELF`` is the subject, ``MANAGER`` this participant's manager in the cycle while they still manage
them. Administrators are nowhere, and HR is not where the packet is its own.
"""

from __future__ import annotations

from tests.authorization.relations import HR, M, S
from tests.authorization.table_rules import (
    NOBODY,
    Readers,
    Right,
    Rule,
    each,
    fields,
    may,
    page,
    true_for,
    who,
)

READERS: dict[str, dict[str, Readers | str]] = {
    "Packet": {
        "reviews are still written": NOBODY,
        "in preparation": who(M, HR),
        "in preparation, of somebody in HR": who(M),
        "in preparation, by a manager of before": who(HR),
        "in preparation, of who was taken out": NOBODY,
        "released": who(S, M, HR),
        "acknowledged": who(S, M, HR),
    },
}

QUERY: dict[str, Rule] = fields(links="packet")
VIEWER: dict[str, Rule] = fields(links="packets teamPackets")

FIELDS: dict[str, dict[str, Rule]] = {
    "Packet": fields(
        "id state summary summaryVersion termsHash releasedAt releasedOn answer acknowledgedAt "
        "isPreview",
        links="participant cycle subject summaryBy releasedBy results competencies total evidence",
        trend=each("earlier packets, as far as the viewer reads those"),
        canWriteSummary=each("the manager, and HR where there is none"),
        canRelease=each("as the cycle says: the manager (HR where there is none) or HR"),
        canAcknowledge=true_for(S),
    ),
    "PacketsToRelease": fields("count withoutSummary participantIds"),
    "PerspectiveResult": fields(
        "perspective anonymous minimum shown raters why", links="questions reviews"
    ),
    "QuestionResult": fields(
        "shown answered cannotJudge mean bound low high bands choices comments commentsShown "
        "calibrated",
        links="question",
    ),
    "ResultBand": fields("label from to count"),
    "ChoiceResult": fields("option count bound"),
    "CalibratedRating": fields("before after reason"),
    "NamedReview": fields("guestName answers", links="rater"),
    "CompetencyResult": fields(
        "competency self manager others gap othersFrom formula scaleMaximum"
    ),
    "TotalResult": fields("mean formula parts missing scaleMaximum"),
    "TotalPart": fields("perspective mean weight"),
    "TrendPoint": fields("competency self others releasedOn", links="cycle"),
    **page("Packet"),
    "WritePacketSummarySuccess": fields(links="packet"),
    "ReleasePacketsSuccess": fields(links="packets"),
    "AcknowledgePacketSuccess": fields(links="packet"),
}

MUTATIONS: dict[str, Right] = {
    "writePacketSummary": may(M, note="HR where there is no manager; until it is released"),
    "releasePackets": may(
        M, note="by the rule of the cycle: the manager (HR where there is none), HR, or the day"
    ),
    "acknowledgePacket": may(S, note="once it is released"),
}
