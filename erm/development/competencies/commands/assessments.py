"""Assessing: opening, answering, handing in, giving up.

Every write locks the assessment's row, so that two sides that hand in at once are compared once. The
row's version moves when something is handed in and never when something is saved: nobody can tell
from it how far the other side is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.ids import new_id
from erm.core.text import clean_line, clean_text
from erm.core.work import record
from erm.development.competencies import policy_assessments as policy
from erm.development.competencies.errors import (
    AssessmentDueUnfit,
    AssessmentNeedsManager,
    AssessmentNeedsPlacement,
    AssessmentNotForThisPerson,
    AssessmentNotFound,
    AssessmentNotOpen,
    AssessmentOpenAlready,
    AssessmentRankUnfit,
    AssessmentSubmittedAlready,
    AssessmentUnfinished,
    CompetencyNotFound,
    EvidenceUnfit,
    StaleSheet,
    TooMuchEvidence,
)
from erm.development.competencies.events import (
    AssessmentCancelled,
    AssessmentCompared,
    AssessmentOpened,
)
from erm.development.competencies.models import (
    Assessment,
    AssessmentAnswer,
    AssessmentSheet,
    CareerLevel,
    CareerPlacement,
)
from erm.development.competencies.queries.assessments import (
    asked_in,
    standing_of,
    view_assessments,
)
from erm.development.competencies.queries.frameworks import newest_published
from erm.development.competencies.rules import DAYS_AHEAD, AssessmentSide, AssessmentState
from erm.development.competencies.sealed import Proof, ProofKind, Words, open_words, seal_words
from erm.development.competencies.views import AssessmentView, LineView
from erm.development.links import URL_MAXIMUM, is_web_address
from erm.people.models import Person
from erm.people.queries import holding, manager_of, managers_of, require_present

NOTE_LENGTH = 4_000
TITLE_LENGTH = 200
EVIDENCE_MAXIMUM = 10
_POINTING = frozenset({ProofKind.FEEDBACK, ProofKind.KUDOS, ProofKind.ACTION_ITEM})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a side says of a competency. ``rank`` None: not decided yet."""

    competency_id: UUID
    rank: int | None
    note: str = ""
    evidence: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerFiles:
    """The files that stand with an answer after it was saved."""

    answer_id: UUID
    file_ids: frozenset[UUID]


async def open_assessment(
    actor: Actor, *, person_id: UUID, due_on: date | None = None
) -> AssessmentView:
    """Ask both sides how they see a person, by the words that hold today.

    Raises ``PERSON_UNKNOWN``, ``PERSON_HAS_LEFT``, ``AssessmentNotForThisPerson``,
    ``AssessmentDueUnfit``, ``AssessmentNeedsManager``, ``AssessmentNeedsPlacement``,
    ``AssessmentOpenAlready``.
    """
    await require_present(actor, person_id, field="person_id")
    if not policy.may_open_assessment(actor, person_id):
        raise AssessmentNotForThisPerson
    day = today()
    if due_on is not None and not day <= due_on <= day + timedelta(days=DAYS_AHEAD):
        raise AssessmentDueUnfit(field="due_on")
    await Person.filter(id=person_id).select_for_update().first()
    manager = await manager_of(person_id)
    if manager is None:
        raise AssessmentNeedsManager(field="person_id")
    stay = await CareerPlacement.get_or_none(holding(day), person_id=person_id)
    if stay is None:
        raise AssessmentNeedsPlacement(field="person_id")
    if await Assessment.filter(person_id=person_id, state=AssessmentState.OPEN).exists():
        raise AssessmentOpenAlready(field="person_id")
    level = await CareerLevel.get(id=stay.level_id)
    moment = now()
    row = await Assessment.create(
        person_id=person_id,
        framework_version_id=(await newest_published([level.framework_id]))[level.framework_id],
        level_id=level.id,
        opened_by_id=actor.person_id,
        opened_at=moment,
        due_on=due_on,
    )
    record(
        AssessmentOpened(
            at=moment,
            assessment_id=row.id,
            person_id=person_id,
            manager_id=manager,
            opened_by_id=actor.person_id,
        )
    )
    return await _view(actor, row.id)


async def save_assessment(
    actor: Actor, *, assessment_id: UUID, version: int, answers: Sequence[Answer]
) -> tuple[AssessmentView, list[AnswerFiles]]:
    """Keep what one's side answers so far; competencies that are not named stay as they are.

    ``version`` is that of one's sheet, 0 for a new one. Answers, too, which files stand with the
    answers now. Raises ``AssessmentNotFound``, ``AssessmentNotOpen``,
    ``AssessmentSubmittedAlready``, ``StaleSheet``, ``CompetencyNotFound``,
    ``AssessmentRankUnfit``, ``TooMuchEvidence``, ``EvidenceUnfit``, ``TEXT_TOO_LONG``.
    """
    row = await _locked(actor, assessment_id)
    sheet = await _own_sheet(actor, row, version)
    asked = {line.competency_id: line for line in (await asked_in(actor, [row]))[row.id]}
    before = {each.competency_id: each for each in await AssessmentAnswer.filter(sheet_id=sheet.id)}
    files = []
    for answer in answers:
        line = asked.get(answer.competency_id)
        if line is None:
            raise CompetencyNotFound(field="answers")
        files.append(await _put(sheet, answer, line, before.get(answer.competency_id)))
    return await _view(actor, row.id), files


async def submit_assessment(actor: Actor, *, assessment_id: UUID, version: int) -> AssessmentView:
    """Hand in one's side. Once both have, each sees the other's.

    Raises ``AssessmentNotFound``, ``AssessmentNotOpen``, ``AssessmentSubmittedAlready``,
    ``StaleSheet``, ``AssessmentUnfinished``.
    """
    row = await _locked(actor, assessment_id)
    sheet = await _own_sheet(actor, row, version)
    asked = {line.competency_id for line in (await asked_in(actor, [row]))[row.id]}
    said = await AssessmentAnswer.filter(sheet_id=sheet.id, rank__isnull=False).values_list(
        "competency_id", flat=True
    )
    left = asked - {*said}
    if left:
        raise AssessmentUnfinished(count=len(left))
    moment = now()
    await AssessmentSheet.filter(id=sheet.id).update(submitted_at=moment)
    if sheet.side is AssessmentSide.MANAGER:
        row.manager_id = actor.person_id
    both = await AssessmentSheet.filter(assessment_id=row.id, submitted_at__isnull=False).count()
    compared = both == len(AssessmentSide)
    await Assessment.filter(id=row.id).update(
        manager_id=row.manager_id,
        state=AssessmentState.COMPARED if compared else AssessmentState.OPEN,
        compared_at=moment if compared else None,
        version=F("version") + 1,
    )
    if compared and row.manager_id is not None:
        record(
            AssessmentCompared(
                at=moment,
                assessment_id=row.id,
                person_id=row.person_id,
                manager_id=row.manager_id,
            )
        )
    return await _view(actor, row.id)


async def cancel_assessment(actor: Actor, *, assessment_id: UUID) -> AssessmentView:
    """Give an open assessment up; what was answered is destroyed.

    Raises ``AssessmentNotFound``, ``AssessmentNotOpen``.
    """
    row = await _locked(actor, assessment_id)
    if not policy.may_cancel_assessment(actor, row):
        raise AssessmentNotOpen
    await _cancel([row])
    return await _view(actor, row.id)


async def end_assessments_of_leaver(person_id: UUID) -> int:
    """Give up what is open about a leaver, and destroy what they had begun about others.

    Answers how many were given up.
    """
    rows = await Assessment.filter(
        person_id=person_id, state=AssessmentState.OPEN
    ).select_for_update()
    await _cancel(rows)
    await AssessmentSheet.filter(
        author_id=person_id, submitted_at__isnull=True, assessment__state=AssessmentState.OPEN
    ).delete()
    return len(rows)


async def forget_sheets_of_former_managers(person_ids: Sequence[UUID] | None = None) -> int:
    """Destroy what managers of before had begun about people, or about anybody, and not handed in.

    Answers how many sheets there were.
    """
    began = AssessmentSheet.filter(
        side=AssessmentSide.MANAGER,
        submitted_at__isnull=True,
        assessment__state=AssessmentState.OPEN,
    )
    if person_ids is not None:
        began = began.filter(assessment__person_id__in=list(person_ids))
    rows = await began.values_list("id", "author_id", "assessment__person_id")
    managers = await managers_of({person for _, _, person in rows}) if rows else {}
    left = [key for key, author, person in rows if managers.get(person) != author]
    if left:
        await AssessmentSheet.filter(id__in=left, submitted_at__isnull=True).delete()
    return len(left)


async def _cancel(rows: Sequence[Assessment]) -> None:
    ids = [row.id for row in rows]
    if not ids:
        return
    await AssessmentSheet.filter(assessment_id__in=ids).delete()
    moment = now()
    await Assessment.filter(id__in=ids, state=AssessmentState.OPEN).update(
        state=AssessmentState.CANCELLED,
        cancelled_at=moment,
        manager_id=None,
        version=F("version") + 1,
    )
    for row in rows:
        record(AssessmentCancelled(at=moment, assessment_id=row.id, person_id=row.person_id))


async def _locked(actor: Actor, assessment_id: UUID) -> Assessment:
    standing = await standing_of(actor)
    readable = policy.readable_assessments(actor, standing)
    if not await Assessment.filter(readable, id=assessment_id).exists():
        raise AssessmentNotFound
    row = await Assessment.filter(id=assessment_id).select_for_update().get()
    if row.state is not AssessmentState.OPEN:
        raise AssessmentNotOpen
    return row


async def _own_sheet(actor: Actor, row: Assessment, version: int) -> AssessmentSheet:
    """One's own side, at its next version; begun if it is new. The assessment is locked."""
    side = policy.side_of(actor, row.person_id)
    if side is None:
        raise AssessmentNotFound
    sheet = await AssessmentSheet.get_or_none(assessment_id=row.id, side=side)
    if sheet is not None and sheet.submitted_at is not None:
        raise AssessmentSubmittedAlready
    if sheet is not None and sheet.author_id != actor.person_id:
        # A manager of before had begun it: that was nobody else's.
        await AssessmentSheet.filter(id=sheet.id).delete()
        sheet = None
    if (0 if sheet is None else sheet.version) != version:
        raise StaleSheet(field="version")
    if sheet is None:
        return await AssessmentSheet.create(
            assessment_id=row.id, side=side, author_id=actor.person_id, saved_at=now()
        )
    await AssessmentSheet.filter(id=sheet.id).update(saved_at=now(), version=F("version") + 1)
    return sheet


async def _put(
    sheet: AssessmentSheet,
    answer: Answer,
    line: LineView,
    before: AssessmentAnswer | None,
) -> AnswerFiles:
    largest = line.ranks
    if answer.rank is not None and not 0 <= answer.rank <= largest:
        raise AssessmentRankUnfit(field="answers", largest=largest)
    key = new_id() if before is None else before.id
    old = () if before is None else open_words(before.sealed, before.id).evidence
    words = Words(
        clean_text(answer.note, field="answers", maximum=NOTE_LENGTH, required=False),
        clean_evidence(answer.evidence, old),
    )
    values: dict[str, Any] = {"rank": answer.rank, "sealed": seal_words(words, key)}
    if before is None:
        _ = await AssessmentAnswer.create(
            id=key, sheet_id=sheet.id, competency_id=answer.competency_id, **values
        )
    else:
        await AssessmentAnswer.filter(id=key).update(**values)
    files = frozenset(each.file_id for each in words.evidence if each.file_id is not None)
    return AnswerFiles(key, files)


def clean_evidence(evidence: Sequence[Proof], old: Sequence[Proof]) -> tuple[Proof, ...]:
    """Pieces of evidence that an answer can hold; those that stood there before keep their ids.

    Raises ``TooMuchEvidence``, ``EvidenceUnfit``, ``TEXT_TOO_LONG``.
    """
    if len(evidence) > EVIDENCE_MAXIMUM:
        raise TooMuchEvidence(field="answers", maximum=EVIDENCE_MAXIMUM)
    known = {(each.kind, each.url, each.file_id, each.source_id, each.title): each for each in old}
    found = []
    for each in evidence:
        clean = _clean_proof(each)
        same = known.pop((clean.kind, clean.url, clean.file_id, clean.source_id, clean.title), None)
        found.append(clean if same is None else same)
    return tuple(found)


def _clean_proof(proof: Proof) -> Proof:
    title = clean_line(proof.title, field="answers", maximum=TITLE_LENGTH, required=False)
    url = clean_line(proof.url, field="answers", maximum=URL_MAXIMUM, required=False)
    kind = proof.kind
    fit = {
        ProofKind.NOTE: bool(title),
        ProofKind.LINK: is_web_address(url),
        ProofKind.FILE: proof.file_id is not None,
    }.get(kind, proof.source_id is not None)
    if not fit:
        raise EvidenceUnfit(field="answers")
    return Proof(
        id=proof.id,
        kind=kind,
        title=title,
        url=url if kind is ProofKind.LINK else "",
        file_id=proof.file_id if kind is ProofKind.FILE else None,
        source_id=proof.source_id if kind in _POINTING else None,
    )


async def _view(actor: Actor, assessment_id: UUID) -> AssessmentView:
    """An assessment after the actor has written in it, whether or not they read it from now on."""
    return (await view_assessments(actor, [await Assessment.get(id=assessment_id)]))[0]
