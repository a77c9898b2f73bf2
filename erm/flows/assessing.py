"""Assessments and what they touch elsewhere: feedback, packets, files, evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from erm.core.actor import Actor
from erm.core.events import Bus
from erm.core.text import fold
from erm.core.work import unit_of_work
from erm.development.competencies.commands import assessments as commands
from erm.development.competencies.commands.assessments import Answer
from erm.development.competencies.queries import assessments as queries
from erm.development.competencies.sealed import Proof
from erm.development.competencies.views import AssessmentView
from erm.development.evidence.commands import keep_answer_files
from erm.development.evidence.errors import EvidenceSourceNotFound
from erm.development.rules import EvidenceKind
from erm.feedback import queries as feedback
from erm.feedback.cycles.queries.signals import CompetencySignal, competency_signals
from erm.flows.evidence import SourceKey, sources_by_keys
from erm.people.events import ManagerChanged, PersonLeft


@dataclass(frozen=True, slots=True)
class Signals:
    """What others said of somebody's competencies, as the viewer may read it.

    By the folded name under which it was said: notes newest first, packets oldest first.
    """

    notes: dict[str, list[UUID]]
    results: dict[str, list[CompetencySignal]]


NO_SIGNALS = Signals({}, {})


async def signals_of(actor: Actor, person_ids: Sequence[UUID]) -> dict[UUID, Signals]:
    """Notes and released packets that name a competency, by person."""
    notes = await feedback.competency_notes(actor, person_ids)
    results = await competency_signals(actor, person_ids)
    found = {}
    for person in person_ids:
        said: dict[str, list[UUID]] = defaultdict(list)
        for note_id, competency in notes.get(person, ()):
            said[fold(competency)].append(note_id)
        told: dict[str, list[CompetencySignal]] = defaultdict(list)
        for signal in results.get(person, ()):
            told[fold(signal.competency)].append(signal)
        found[person] = Signals(dict(said), dict(told))
    return found


async def save_assessment(
    actor: Actor, *, assessment_id: UUID, version: int, answers: Sequence[Answer]
) -> AssessmentView:
    """Keep what one's side answers so far, with the files that stand with it.

    What evidence points at must be readable for who points there, and be the assessed person's; what
    stood there before stays. Raises what ``commands.save_assessment`` and ``keep_answer_files``
    raise, and ``EvidenceSourceNotFound``.
    """
    await _check_evidence(actor, assessment_id, answers)
    view, files = await commands.save_assessment(
        actor, assessment_id=assessment_id, version=version, answers=answers
    )
    if files:
        await keep_answer_files(
            actor,
            person_id=view.person_id,
            files={each.answer_id: each.file_ids for each in files},
        )
    return view


async def _check_evidence(actor: Actor, assessment_id: UUID, answers: Sequence[Answer]) -> None:
    given = [proof for answer in answers for proof in answer.evidence]
    pointing = {_key(proof) for proof in given if proof.source_id is not None}
    if not pointing:
        return
    sheet = (await queries.sheets_of(actor, [assessment_id])).get(assessment_id)
    view = (await queries.assessments_by_ids(actor, [assessment_id])).get(assessment_id)
    if sheet is None or view is None:
        return  # The command says that there is no such assessment.
    before = {
        _key(proof)
        for answer in sheet.answers
        for proof in answer.evidence
        if proof.source_id is not None
    }
    new = sorted(pointing - before)
    found = await sources_by_keys(actor, new)
    for key in new:
        if key not in found or view.person_id not in found[key].owner_ids:
            raise EvidenceSourceNotFound(field="answers")


def _key(proof: Proof) -> SourceKey:
    return EvidenceKind(proof.kind.value), proof.source_id or UUID(int=0)


async def manager_changed(event: ManagerChanged) -> None:
    """What a former manager had begun to answer, and not handed in, is destroyed."""
    await commands.forget_sheets_of_former_managers([event.person_id])


async def person_left(event: PersonLeft) -> None:
    """Open assessments of a leaver are given up, and what they had begun about others destroyed."""
    await commands.end_assessments_of_leaver(event.person_id)


async def forget_what_managers_began(bus: Bus) -> int:
    """Job, once an hour: the same for changes of manager that lay ahead and have no event.

    Answers how many sheets were destroyed.
    """
    async with unit_of_work(bus):
        return await commands.forget_sheets_of_former_managers()
