"""A company whose departments were asked, and a wave that is over: rows written directly."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from erm.core.clock import now, today
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.localized import Localized
from erm.core.sealing import seal_bytes
from erm.engagement.ballots.models import Ballot
from erm.engagement.ballots.sheet import Answer, Sheet
from erm.engagement.bank.content import ItemContent
from erm.engagement.bank.models import SurveyDriver
from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.comments.storing import store
from erm.engagement.results.closing import close_wave
from erm.engagement.surveys.models import Survey, SurveyQuestion
from erm.engagement.surveys.promise import Terms, make_promise, promise_hash
from erm.engagement.surveys.rules import SegmentKind, SurveyReaders, SurveyState
from erm.engagement.waves.classes import classes_of_people
from erm.engagement.waves.models import RollEntry, SurveyWave, WaveClass
from erm.engagement.waves.rules import WaveState
from erm.engagement.waves.segments import hierarchy_of, labels_of
from erm.people.models import Person
from tests.cast import Cast

Answering = Callable[[int, "Asked"], Sheet | None]
"""The sheet of the person with this number; None for who does not answer. The class is filled in."""


@dataclass
class Asked:
    """A survey with its drivers and questions. ``waves`` in their order."""

    survey: Survey
    drivers: list[SurveyDriver]
    scales: list[SurveyQuestion]
    outcome: SurveyQuestion
    recommend: SurveyQuestion
    choice: SurveyQuestion
    words: SurveyQuestion
    waves: list[SurveyWave] = field(default_factory=list)

    @property
    def questions(self) -> list[SurveyQuestion]:
        return [*self.scales, self.outcome, self.recommend, self.choice, self.words]


async def survey(
    cast: Cast,
    *,
    segments: Sequence[SegmentKind] = (SegmentKind.DEPARTMENT,),
    readers: SurveyReaders = SurveyReaders.MANAGERS,
    keep_days: int = 30,
) -> Asked:
    """A survey that was launched: two drivers of two scales, an outcome, 0 to 10, a choice, words."""
    terms = Terms(5, 10, tuple(segments), readers, keep_days)
    promise = make_promise(terms).to_json()
    row = await Survey.create(
        titles=Localized("Pulse", "Пульс").to_json(),
        intros=Localized().to_json(),
        state=SurveyState.LAUNCHED,
        readers=readers,
        audience={},
        segments=[each.value for each in segments],
        keep_days=keep_days,
        starts_on=today(),
        remind_days=[],
        promise=promise,
        promise_hash=promise_hash(promise),
        owner_id=cast.hana.id,
        created_at=now(),
        updated_at=now(),
        launched_at=now(),
    )
    drivers = [
        await SurveyDriver.create(
            names=Localized(name, name).to_json(),
            descriptions=Localized().to_json(),
            position=at,
            created_at=now(),
        )
        for at, name in enumerate(("Growth", "Trust"))
    ]
    scale, kinds = SurveyQuestionKind.SCALE_5, SurveyQuestionKind
    return Asked(
        row,
        drivers,
        [await _question(row, at, scale, driver_id=drivers[at // 2].id) for at in range(4)],
        await _question(row, 4, scale, outcome=True),
        await _question(row, 5, kinds.SCALE_11),
        await _question(row, 6, kinds.SINGLE_CHOICE, options=3),
        await _question(row, 7, kinds.TEXT),
    )


async def _question(
    row: Survey, position: int, kind: SurveyQuestionKind, options: int = 0, **given: Any
) -> SurveyQuestion:
    content = ItemContent(
        Localized(f"Question {position}", f"Вопрос {position}"),
        options=tuple(Localized(f"Option {at}") for at in range(options)),
    )
    return await SurveyQuestion.create(
        survey_id=row.id, position=position, kind=kind, content=content.to_json(), **given
    )


async def wave(
    asked: Asked,
    people: Sequence[Person],
    answering: Answering,
    *,
    questions: Sequence[SurveyQuestion] | None = None,
    over: bool = True,
) -> SurveyWave:
    """A wave that is open with its ballots, and whose time is over unless told otherwise."""
    segments = [SegmentKind(each) for each in asked.survey.segments]
    labels = await labels_of([each.id for each in people], segments, today())
    found = classes_of_people(labels, segments, 5, await hierarchy_of(segments))
    number = len(asked.waves) + 1
    row = await SurveyWave.create(
        id=new_id(),
        survey_id=asked.survey.id,
        number=number,
        state=WaveState.OPEN,
        starts_on=today() - timedelta(days=15),
        ends_on=today() - timedelta(days=2),
        opens_at=now() - timedelta(days=15),
        closes_at=now() + timedelta(days=-1 if over else 1),
        question_ids=[str(each.id) for each in questions or asked.questions],
        invited=len(people),
    )
    asked.waves.append(row)
    await WaveClass.bulk_create(
        [
            WaveClass(
                wave_id=row.id,
                number=each.number,
                label=dict(zip(asked.survey.segments, each.label, strict=True)),
                invited=each.people,
            )
            for each in found.classes
        ]
    )
    await RollEntry.bulk_create(
        [
            RollEntry(wave_id=row.id, person_id=key, class_number=at, issued=True)
            for key, at in found.class_of.items()
        ]
    )
    sheets = [
        Sheet(found.class_of[person.id], sheet.answers, sheet.words)
        for at, person in enumerate(people)
        if (sheet := answering(at, asked)) is not None
    ]
    await put(row.id, sheets)
    return row


async def put(wave_id: UUID, sheets: Sequence[Sheet]) -> None:
    """Lay sheets among the ballots."""
    rows = []
    for sheet in sheets:
        key = uuid4()
        sealed = seal_bytes(
            sheet.to_bytes(), table="survey_ballot", column="content_sealed", row_id=key
        )
        rows.append(Ballot(id=key, wave_id=wave_id, content_sealed=sealed))
    await Ballot.bulk_create(rows, batch_size=1_000)


async def closed(row: SurveyWave) -> SurveyWave:
    """Close a wave that is over."""
    assert await close_wave(row.id, Bus(), store)
    return await SurveyWave.get(id=row.id)


def anything(seed: int = 3, *, silent: int = 0) -> Answering:
    """People who answer all of it by lot; every ``silent``-th does not."""
    rng = random.Random(seed)

    def answer(number: int, asked: Asked) -> Sheet | None:
        mood = rng.randint(1, 5)
        answers: dict[UUID, Answer] = {
            each.id: min(5, max(1, mood + rng.randint(-1, 1)))
            for each in (*asked.scales, asked.outcome)
        }
        answers[asked.recommend.id] = rng.randint(0, 10)
        answers[asked.choice.id] = rng.randrange(3)
        words = {asked.words.id: (f"Words of somebody about lunch and desks {number}", None)}
        if silent and number % silent == 0:
            return None
        return Sheet(0, answers, words)

    return answer


def all_say(value: int, then: Counter[int] | None = None) -> Answering:
    """Everybody gives the same answer to the scales; ``then``: so many give another one first."""
    left = list((then or Counter()).elements())

    def answer(number: int, asked: Asked) -> Sheet:
        said = left[number] if number < len(left) else value
        return Sheet(0, {each.id: said for each in (*asked.scales, asked.outcome)})

    return answer


@dataclass
class Crowd:
    """Engineering of 24 and Sales of 20, both besides the cast; and 3 people in a department of Sales."""

    engineering: list[Person]
    sales: list[Person]
    tiny: list[Person]

    @property
    def everybody(self) -> list[Person]:
        return [*self.engineering, *self.sales, *self.tiny]


async def crowd(cast: Cast) -> Crowd:
    """Mo leads Engineering, Max leads Sales with what is below it, and Cy the three."""
    tiny = await cast.department("Field sales", cast.sales)
    return Crowd(
        await cast.crowd(24, manager=cast.mo, department=cast.engineering),
        await cast.crowd(20, manager=cast.max, department=cast.sales),
        await cast.crowd(3, manager=cast.cy, department=tiny),
    )
