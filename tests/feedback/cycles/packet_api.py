"""A packet through the API, with everything that it tells."""

from __future__ import annotations

from erm.feedback.cycles.models import CycleParticipant
from erm.schema.ids import to_global

PACKET = """fragment All on Packet {
  id state summary summaryVersion termsHash releasedAt releasedOn answer acknowledgedAt isPreview
  canWriteSummary canRelease canAcknowledge
  participant { id packet } cycle { id name } subject { id name } summaryBy { id } releasedBy { id }
  results { perspective anonymous minimum shown raters why
    questions { question { id text } shown answered cannotJudge mean bound low high
      bands { label from to count } choices { option { value label } count bound }
      comments commentsShown calibrated { before after reason } }
    reviews { rater { id name } guestName
      answers { questionId value values text cannotJudge goalResults { goalId title value } } } }
  competencies { competency self manager others gap othersFrom formula scaleMaximum }
  total { mean formula parts { perspective mean weight } missing scaleMaximum }
  trend { cycle { id } competency self others releasedOn }
  evidence { id behaviour }
}"""
ONE = "query ($id: ID!) { packet(participantId: $id) { ...All } } " + PACKET
NODE = "query ($id: ID!) { node(id: $id) { id ...All } } " + PACKET
SHORT = """fragment Short on Packet {
  id state summary isPreview results { perspective raters questions { mean comments } }
}"""
MINE = "{ viewer { packets(first: 5) { totalCount edges { node { ...Short } } } } } " + SHORT
TEAM = "{ viewer { teamPackets { ...Short } } } " + SHORT


def participant_id(row: CycleParticipant) -> dict[str, str]:
    return {"id": to_global("CycleParticipant", row.id)}


def packet_id(row: CycleParticipant) -> str:
    return to_global("Packet", row.id)
