"""What is done with evidence."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.ids import new_id
from erm.core.text import clean_line, clean_text
from erm.core.work import record
from erm.development.commands.locking import locked_goal, touch
from erm.development.evidence import policy
from erm.development.evidence.errors import (
    EvidenceDoesNotFit,
    EvidenceIsTheAuthors,
    EvidenceNotFound,
    EvidenceOfAnother,
    EvidenceThereAlready,
    GoalEvidenceFull,
)
from erm.development.evidence.events import EvidenceAdded
from erm.development.evidence.queries import evidence_by_ids
from erm.development.evidence.rules import (
    BODY_MAXIMUM,
    EVIDENCE_MAXIMUM,
    TITLE_MAXIMUM,
    Source,
    part_that_does_not_fit,
)
from erm.development.evidence.views import EvidenceView
from erm.development.links import checked_link
from erm.development.models import Evidence, Goal
from erm.development.rules import EvidenceKind, Step
from erm.files.commands import claim_file, delete_files


async def add_evidence(
    actor: Actor,
    *,
    goal_id: UUID,
    kind: EvidenceKind,
    title: str = "",
    body: str = "",
    url: str = "",
    file_id: UUID | None = None,
    source: Source | None = None,
) -> EvidenceView:
    """Show how a goal goes. ``source`` is what a flow has found that the actor may read.

    Raises what ``locked_goal`` and ``claim_file`` raise, ``EvidenceDoesNotFit``, ``LinkInvalid``,
    ``EvidenceOfAnother``, ``EvidenceThereAlready``, ``GoalEvidenceFull``, and the refusals of texts.
    """
    goal, plan = await locked_goal(actor, goal_id, Step.ADD_EVIDENCE)
    wrong = part_that_does_not_fit(
        kind,
        body=body.strip(),
        url=url.strip(),
        file=file_id is not None,
        source=source is not None and source.kind is kind,
    )
    if wrong is not None:
        raise EvidenceDoesNotFit(field=wrong)
    values: dict[str, Any] = {
        "title": clean_line(title, field="title", maximum=TITLE_MAXIMUM, required=False),
        "body": clean_text(body, field="body", maximum=BODY_MAXIMUM, required=False),
        "url": checked_link(url, field="url"),
    }
    await _check_room(goal, source)
    if file_id is not None:
        values["file_id"] = (await claim_file(actor, file_id)).id
    if source is not None:
        values["source_id"] = source.id
    moment = now()
    row = await Evidence.create(
        id=new_id(),
        person_id=goal.person_id,
        author_id=actor.person_id,
        goal_id=goal.id,
        kind=kind,
        created_at=moment,
        **values,
    )
    await touch(plan, goal)
    record(
        EvidenceAdded(
            at=moment,
            evidence_id=row.id,
            goal_id=goal.id,
            person_id=goal.person_id,
            by_id=actor.person_id,
        )
    )
    return (await evidence_by_ids(actor, [row.id]))[row.id]


async def remove_evidence(actor: Actor, *, evidence_id: UUID) -> UUID:
    """Take evidence away, with its file; returns the goal.

    Raises ``EvidenceNotFound``, ``EvidenceIsTheAuthors``, and what ``locked_goal`` raises.
    """
    row = await Evidence.get_or_none(policy.readable_evidence(actor), id=evidence_id)
    if row is None or row.goal_id is None:
        raise EvidenceNotFound
    goal, plan = await locked_goal(actor, row.goal_id, Step.ADD_EVIDENCE)
    if not policy.may_remove_evidence(actor, row, goal, plan):
        raise EvidenceIsTheAuthors
    if not await Evidence.filter(id=row.id).delete():
        raise EvidenceNotFound
    if row.file_id is not None:
        await delete_files([row.file_id])
    await touch(plan, goal)
    return goal.id


async def keep_answer_files(
    actor: Actor, *, person_id: UUID, files: Mapping[UUID, Collection[UUID]]
) -> None:
    """Let answers of an assessment have exactly these files, by answer.

    For whoever saves a sheet that they write: what an answer says is kept with it, sealed; here stands
    only which files it has, so that who reads the answer may download them. A file that an answer has
    no more is deleted. Raises ``FileNotFound`` (``answers``) for one that is not the actor's to give.
    """
    rows = await Evidence.filter(answer_id__in=list(files), kind=EvidenceKind.FILE)
    there = {(row.answer_id, row.file_id): row for row in rows}
    wanted = {(answer, file) for answer, each in files.items() for file in each}
    gone = [row for key, row in there.items() if key not in wanted]
    if gone:
        await Evidence.filter(id__in=[row.id for row in gone]).delete()
        kept = {file for _, file in wanted}
        await delete_files({row.file_id for row in gone if row.file_id is not None} - kept)
    for answer, file in sorted(wanted - there.keys()):
        if not any(row.file_id == file for row in gone):
            await claim_file(actor, file, field="answers")
        _ = await Evidence.create(
            id=new_id(),
            person_id=person_id,
            author_id=actor.person_id,
            answer_id=answer,
            kind=EvidenceKind.FILE,
            file_id=file,
            created_at=now(),
        )


async def _check_room(goal: Goal, source: Source | None) -> None:
    """The goal is locked, so what is counted here stays true until the end of the unit of work."""
    if source is not None:
        if source.person_id != goal.person_id:
            raise EvidenceOfAnother(field="source_id")
        if await Evidence.filter(goal_id=goal.id, source_id=source.id).exists():
            raise EvidenceThereAlready
    if await Evidence.filter(goal_id=goal.id).count() >= EVIDENCE_MAXIMUM:
        raise GoalEvidenceFull(maximum=EVIDENCE_MAXIMUM)
