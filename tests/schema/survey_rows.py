"""Surveys for counting queries: questions, drivers, drafts, waves that are open and over, many times, for Mo."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from erm.core.clock import now, today
from erm.core.ids import new_id
from erm.engagement.bank.models import SurveyDriver, SurveyItem
from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.blind import make_key
from erm.engagement.surveys.models import Survey, SurveyQuestion
from erm.engagement.surveys.promise import make_promise, promise_hash
from erm.engagement.surveys.rules import SurveyState
from erm.engagement.surveys.views import terms_of
from erm.engagement.waves.models import RollEntry, SurveyWave, WaveClass
from erm.engagement.waves.rules import WaveState
from erm.people.audience import Audience
from erm.people.models import Person
from tests.cast import Cast

WORDS = {"en": "Words", "ru": "Слова"}
CONTENT = {"text": WORDS, "help": WORDS, "labels": [WORDS, WORDS], "options": []}


class SurveyRows:
    """``begin`` once, then ``grow``. Each of the open waves is of another survey."""

    draft: Survey
    running: Survey
    wave: SurveyWave

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.public = ""

    async def begin(self) -> None:
        """A draft, and a survey with an open wave and one that is over."""
        self.public, _ = make_key()
        self.draft = await self._survey(SurveyState.DRAFT)
        self.running = await self._survey(SurveyState.LAUNCHED)
        await self._ask(self.draft.id, 1)
        (question,) = await self._ask(self.running.id, 1)
        self.wave = await self._wave(self.running.id, 1, WaveState.OPEN, [question.id])
        await self._wave(self.running.id, 2, WaveState.CLOSED, [question.id])

    async def grow(self, crowd: list[Person], names: list[str]) -> None:
        """As many more of each as there are names: of questions, surveys and waves."""
        await self._ask(self.draft.id, len(names))
        questions = await self._ask(self.running.id, len(names))
        asked = [*map(UUID, self.wave.question_ids), *(each.id for each in questions)]
        self.wave.question_ids = [str(key) for key in asked]
        await self.wave.save(update_fields=["question_ids"])
        await RollEntry.bulk_create(
            [RollEntry(wave_id=self.wave.id, person_id=each.id, class_number=0) for each in crowd]
        )
        number = await SurveyWave.filter(survey_id=self.running.id).count()
        for place in range(1, len(names) + 1):
            await self._wave(self.running.id, number + place, WaveState.CLOSED, asked[:1])
            other = await self._survey(SurveyState.LAUNCHED)
            (question,) = await self._ask(other.id, 1)
            await self._wave(other.id, 1, WaveState.OPEN, [question.id])

    async def _survey(self, state: SurveyState) -> Survey:
        survey = Survey(
            id=new_id(),
            titles=WORDS,
            intros=WORDS,
            state=state,
            audience=Audience(
                departments=(self.cast.engineering.id,),
                managers=(self.cast.mo.id,),
                people=(self.cast.ann.id,),
                excluded=(self.cast.bo.id,),
            ).to_json(),
            segments=["department", "location"],
            starts_on=today() + timedelta(days=1),
            open_days=7,
            remind_days=[1],
            owner_id=self.cast.hana.id,
            created_at=now(),
            updated_at=now(),
        )
        if state is SurveyState.LAUNCHED:
            survey.promise = make_promise(terms_of(survey)).to_json()
            survey.promise_hash = promise_hash(survey.promise)
        await survey.save(force_create=True)
        return survey

    async def _ask(self, survey_id: UUID, many: int) -> list[SurveyQuestion]:
        """Questions of a survey, each of an item and a driver of its own."""
        start = await SurveyItem.all().count()
        drivers = [
            SurveyDriver(names=WORDS, descriptions=WORDS, position=place, created_at=now())
            for place in range(start, start + many)
        ]
        await SurveyDriver.bulk_create(drivers)
        items = [
            SurveyItem(
                kind=SurveyQuestionKind.SCALE_5,
                content=CONTENT,
                driver_id=driver.id,
                licence="own",
                source="own",
                created_at=now(),
            )
            for driver in drivers
        ]
        await SurveyItem.bulk_create(items)
        questions = [
            SurveyQuestion(
                survey_id=survey_id,
                item_id=item.id,
                position=start + place,
                kind=item.kind,
                content=CONTENT,
                driver_id=item.driver_id,
            )
            for place, item in enumerate(items)
        ]
        await SurveyQuestion.bulk_create(questions)
        return questions

    async def _wave(
        self, survey_id: UUID, number: int, state: WaveState, questions: list[UUID]
    ) -> SurveyWave:
        open_ = state is WaveState.OPEN
        wave = await SurveyWave.create(
            survey_id=survey_id,
            number=number,
            state=state,
            starts_on=today() - timedelta(days=2 if open_ else 30),
            ends_on=today() + timedelta(days=3 if open_ else -20),
            opens_at=now() - timedelta(days=3 if open_ else 31),
            closes_at=now() + timedelta(days=5 if open_ else -18),
            question_ids=[str(key) for key in questions],
            invited=20,
            answered=None if open_ else 12,
            loss=[],
            public_key=self.public,
            released_at=None if open_ else now() - timedelta(days=18),
        )
        label = {"department": str(self.cast.engineering.id), "location": None}
        _ = await WaveClass.create(wave_id=wave.id, number=0, label=label, invited=20)
        _ = await RollEntry.create(wave_id=wave.id, person_id=self.cast.mo.id, class_number=0)
        return wave
