"""Cycles for counting queries: one that is written, one in the making, and what they are made from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from erm.audit.models import AuditEntry
from erm.core.clock import now, today
from erm.feedback.cycles.models import (
    BankQuestion,
    CalibrationChange,
    CalibrationSeat,
    CalibrationSession,
    Cycle,
    CycleExtension,
    CycleParticipant,
    CycleProgramme,
    CycleQuestion,
    CycleQuestionWording,
    CycleTemplate,
    Review,
)
from erm.feedback.cycles.rules import (
    CalibrationChangeState,
    CyclePhase,
    CycleState,
    Perspective,
    QuestionKind,
    ReviewState,
    live_key,
)
from erm.people.models import Person
from tests.cast import Cast
from tests.feedback.cycles import rows as build


class CycleRows:
    """What HR's pages of cycles list. Mo is HR, leads the calibration and manages the crowd."""

    running: Cycle
    draft: Cycle
    session: CalibrationSession

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.written: build.Round | None = None

    async def begin(self) -> None:
        """One of every kind."""
        cast = self.cast
        mo, ann = cast.mo, cast.ann
        self.written = written = await build.cycle(mo, calibrates=True)
        self.running = written.cycle
        made = await build.participant(written, ann, manager=mo, department=cast.engineering)
        self.session = await build.session(written, [mo], [made])
        self.draft = (await build.cycle(mo, state=CycleState.DRAFT, name="Spring")).cycle
        await self.grow([ann], ["begun"], seated=made)

    async def grow(
        self, crowd: Sequence[Person], names: Sequence[str], seated: CycleParticipant | None = None
    ) -> None:
        """As many more of everything as there are people; ``seated``: whoever takes part already."""
        assert self.written is not None
        mo, moment, written = self.cast.mo, now(), self.written
        made = [seated] if seated else await build.participants(written, crowd, manager=mo)
        about = {"cycle_id": self.running.id, "created_at": moment}
        await Review.bulk_create(
            [
                Review(
                    **about,
                    participant_id=one.id,
                    rater_id=one.person_id,
                    perspective=Perspective.SELF,
                    state=ReviewState.ASSIGNED,
                    live_key=live_key(one.id, one.person_id),
                )
                for one in made
            ]
        )
        await CycleExtension.bulk_create(
            [
                CycleExtension(
                    **about,
                    person_id=one.person_id,
                    phase=CyclePhase.WRITING,
                    until_on=today() + timedelta(days=20),
                    by_id=mo.id,
                )
                for one in made
            ]
        )
        if not seated:
            await CalibrationSeat.bulk_create(
                [CalibrationSeat(session_id=self.session.id, participant_id=one.id) for one in made]
            )
        await CalibrationChange.bulk_create(
            [
                CalibrationChange(
                    session_id=self.session.id,
                    participant_id=one.id,
                    question_id=written.rating.id,
                    before=3,
                    after=4,
                    reason="Carried two launches",
                    state=CalibrationChangeState.PROPOSED,
                    proposed_by_id=mo.id,
                    created_at=moment,
                )
                for one in made
            ]
        )
        await self._questions(names)
        await self._kinds(names)
        await self._acts(crowd)

    async def _questions(self, names: Sequence[str]) -> None:
        """Former wordings, questions of the draft, and questions of the bank."""
        assert self.written is not None
        rating, moment = self.written.rating, now()
        content = build.content("Keeps promises").to_json()
        begun = await CycleQuestionWording.filter(question_id=rating.id).count()
        await CycleQuestionWording.bulk_create(
            [
                CycleQuestionWording(
                    question_id=rating.id,
                    number=begun + number,
                    content=content,
                    by_id=self.cast.mo.id,
                    created_at=moment,
                )
                for number, _ in enumerate(names, 1)
            ]
        )
        # Only a question that was reworded is asked for its former wordings.
        await CycleQuestion.filter(id=rating.id).update(version=begun + len(names) + 1)
        said: dict[str, Any] = {
            "kind": QuestionKind.RATING,
            "content": content,
            "competency": "Reliability",
            "licence": "Apache-2.0",
            "source": "erm",
        }
        asked = await CycleQuestion.filter(cycle_id=self.draft.id).count()
        await CycleQuestion.bulk_create(
            [
                CycleQuestion(
                    **said,
                    cycle_id=self.draft.id,
                    position=asked + number,
                    perspectives=[Perspective.SELF.value],
                )
                for number, _ in enumerate(names, 1)
            ]
        )
        await BankQuestion.bulk_create([BankQuestion(**said, created_at=moment) for _ in names])

    async def _kinds(self, names: Sequence[str]) -> None:
        """Cycles, templates and programmes; a session each, for the list of them."""
        mo, moment = self.cast.mo, now()
        template = await build.template(mo, f"Ours {names[0]}") if names else None
        programme = await build.programme(mo, name=f"Each {names[0]}") if names else None
        if template is None or programme is None:
            return
        more = names[1:]
        await CycleTemplate.bulk_create(
            [
                CycleTemplate(
                    name=f"Ours {name}",
                    definition=template.definition,
                    created_by_id=mo.id,
                    created_at=moment,
                    updated_at=moment,
                )
                for name in more
            ]
        )
        await CycleProgramme.bulk_create(
            [
                CycleProgramme(
                    name=f"Each {name}",
                    trigger=programme.trigger,
                    months=6,
                    starts_on=today(),
                    next_on=today(),
                    definition=programme.definition,
                    audience=programme.audience,
                    owner_id=mo.id,
                    created_at=moment,
                )
                for name in more
            ]
        )
        await Cycle.bulk_create(
            [
                Cycle(
                    name=f"Cycle {name}",
                    state=CycleState.WRITING,
                    time_zone="UTC",
                    period_from=self.running.period_from,
                    period_until=self.running.period_until,
                    writing_until=self.running.writing_until,
                    packets_until=self.running.packets_until,
                    acknowledge_until=self.running.acknowledge_until,
                    audience=self.running.audience,
                    owner_id=mo.id,
                    programme_id=programme.id,
                    created_at=moment,
                    launched_at=moment,
                )
                for name in names
            ]
        )
        await CalibrationSession.bulk_create(
            [
                CalibrationSession(
                    cycle_id=self.running.id, name=f"Group {name}", created_at=moment
                )
                for name in names
            ]
        )

    async def _acts(self, crowd: Sequence[Person]) -> None:
        """What the audit log tells of the cycle."""
        begun = await AuditEntry.all().count() + 1
        await AuditEntry.bulk_create(
            [
                AuditEntry(
                    number=begun + number,
                    at=now(),
                    actor_id=person.id,
                    action="cycle.dates_changed",
                    subject_kind="Cycle",
                    subject_id=self.running.id,
                    previous_hash="",
                    hash=str(person.id),
                )
                for number, person in enumerate(crowd)
            ]
        )
