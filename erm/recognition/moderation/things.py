"""What can be reported, hidden and restored: kudos, comments, lines on cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from erm.recognition.celebrations.models import CardSignature
from erm.recognition.models import Kudos, KudosComment
from erm.recognition.moderation.models import ModerationReport
from erm.recognition.moderation.rules import ReportedKind
from erm.recognition.rules import KudosVisibility


@dataclass(frozen=True, slots=True)
class Target:
    """One thing, by kind and id."""

    kind: ReportedKind
    id: UUID

    @property
    def columns(self) -> dict[str, UUID]:
        """The column of a report that names it."""
        return {f"{self.kind.value}_id": self.id}


@dataclass(frozen=True, slots=True)
class State:
    """How the thing is now."""

    hidden: bool
    hidden_reason: str
    gone: bool
    private: bool
    kudos_id: UUID | None


def target_of(report: ModerationReport) -> Target:
    """What a report is about."""
    if report.kudos_id is not None:
        return Target(ReportedKind.KUDOS, report.kudos_id)
    if report.comment_id is not None:
        return Target(ReportedKind.COMMENT, report.comment_id)
    if report.signature_id is not None:
        return Target(ReportedKind.SIGNATURE, report.signature_id)
    raise LookupError("a report about nothing")


async def states_of(targets: Sequence[Target]) -> dict[Target, State]:
    """How things are now, in at most four queries."""
    ids = {kind: [target.id for target in targets if target.kind is kind] for kind in ReportedKind}
    found: dict[Target, State] = {}
    comments = (
        await KudosComment.filter(id__in=ids[ReportedKind.COMMENT])
        if ids[ReportedKind.COMMENT]
        else []
    )
    wanted = {*ids[ReportedKind.KUDOS], *(each.kudos_id for each in comments)}
    kudos = {row.id: row for row in await Kudos.filter(id__in=list(wanted))} if wanted else {}
    for key in ids[ReportedKind.KUDOS]:
        if key in kudos:
            found[Target(ReportedKind.KUDOS, key)] = _of_kudos(kudos[key])
    for comment in comments:
        under = _of_kudos(kudos[comment.kudos_id])
        found[Target(ReportedKind.COMMENT, comment.id)] = State(
            hidden=comment.hidden_at is not None,
            hidden_reason=comment.hidden_reason,
            gone=comment.deleted_at is not None or under.gone,
            private=under.private,
            kudos_id=comment.kudos_id,
        )
    if ids[ReportedKind.SIGNATURE]:
        for line in await CardSignature.filter(id__in=ids[ReportedKind.SIGNATURE]):
            found[Target(ReportedKind.SIGNATURE, line.id)] = State(
                hidden=line.hidden_at is not None,
                hidden_reason=line.hidden_reason,
                gone=line.withdrawn_at is not None,
                private=False,
                kudos_id=None,
            )
    return found


def _of_kudos(row: Kudos) -> State:
    return State(
        hidden=row.hidden_at is not None,
        hidden_reason=row.hidden_reason,
        gone=row.withdrawn_at is not None,
        private=row.visibility is not KudosVisibility.PUBLIC,
        kudos_id=row.id,
    )
