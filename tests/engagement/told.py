"""A wave that was told of, written as rows: nobody voted, nothing was worked out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from erm.core.clock import now, today
from erm.core.localized import Localized
from erm.engagement.bank.content import ItemContent
from erm.engagement.bank.models import SurveyDriver
from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.comments.models import SurveyComment
from erm.engagement.comments.sealed import seal_words
from erm.engagement.results.figures import Figure, Words
from erm.engagement.results.models import ReleaseFigure, ReleaseGroup, WaveRelease
from erm.engagement.results.notes import Notes
from erm.engagement.results.rules import GroupKind, HiddenReason, Shown, SubjectKind
from erm.engagement.surveys.models import Survey, SurveyQuestion
from erm.engagement.surveys.promise import Terms, make_promise, promise_hash
from erm.engagement.surveys.rules import SegmentKind, SurveyReaders, SurveyState
from erm.engagement.waves.models import RollEntry, SurveyWave
from erm.engagement.waves.rules import WaveState
from erm.people.audience import Audience
from erm.people.models import Department, Person
from tests.cast import Cast

WORD_BLOCK_OF_ENGINEERING = 0
WORD_BLOCK_OF_THE_OTHERS = 1


@dataclass
class Told:
    """A survey of two drivers and an open question. Engineering is told of, Sales is too small."""

    survey: Survey
    wave: SurveyWave
    drivers: list[SurveyDriver]
    scales: list[SurveyQuestion]
    open: SurveyQuestion
    groups: list[ReleaseGroup] = field(default_factory=list)

    @property
    def company(self) -> ReleaseGroup:
        return self.groups[0]

    @property
    def engineering(self) -> ReleaseGroup:
        return self.groups[1]

    @property
    def sales(self) -> ReleaseGroup:
        return self.groups[2]


def content(text: str) -> dict[str, Any]:
    return ItemContent(text=Localized(text, f"{text} (ru)")).to_json()


async def driver(name: str) -> SurveyDriver:
    return await SurveyDriver.create(
        names=Localized(name, f"{name} (ru)").to_json(),
        descriptions=Localized().to_json(),
        created_at=now(),
    )


async def question(survey: Survey, position: int, kind: SurveyQuestionKind, **given: Any) -> Any:
    return await SurveyQuestion.create(
        survey_id=survey.id,
        position=position,
        kind=kind,
        content=content(f"Question {position}"),
        **given,
    )


async def survey_row(cast: Cast, *, readers: SurveyReaders = SurveyReaders.MANAGERS) -> Survey:
    terms = Terms(
        score_group=5,
        word_group=10,
        segments=(SegmentKind.DEPARTMENT,),
        readers=readers,
        keep_days=30,
    )
    promise = make_promise(terms).to_json()
    return await Survey.create(
        titles=Localized("Autumn", "Осень").to_json(),
        intros=Localized().to_json(),
        state=SurveyState.LAUNCHED,
        readers=readers,
        audience=Audience(everyone=True).to_json(),
        segments=["department"],
        starts_on=today(),
        remind_days=[],
        promise=promise,
        promise_hash=promise_hash(promise),
        owner_id=cast.hana.id,
        created_at=now(),
        updated_at=now(),
        launched_at=now(),
    )


async def wave_row(
    survey: Survey,
    questions: Iterable[SurveyQuestion],
    *,
    number: int = 1,
    opened: datetime | None = None,
    released: bool = True,
) -> SurveyWave:
    opened = opened or now() - timedelta(days=20)
    day: date = opened.date()
    return await SurveyWave.create(
        survey_id=survey.id,
        number=number,
        state=WaveState.CLOSED if released else WaveState.OPEN,
        starts_on=day,
        ends_on=day + timedelta(days=14),
        opens_at=opened,
        closes_at=opened + timedelta(days=15),
        question_ids=[str(each.id) for each in questions],
        invited=40,
        answered=30 if released else None,
        released_at=opened + timedelta(days=15) if released else None,
    )


async def told(
    cast: Cast,
    *,
    readers: SurveyReaders = SurveyReaders.MANAGERS,
    invited: Sequence[Person] = (),
    withheld: HiddenReason | None = None,
    words: bool = True,
) -> Told:
    """A wave with a release. ``words`` False: Engineering is too small for comments."""
    survey = await survey_row(cast, readers=readers)
    drivers = [await driver("Recognition"), await driver("Growth")]
    scales = [
        await question(survey, at, SurveyQuestionKind.SCALE_5, driver_id=each.id)
        for at, each in enumerate(drivers)
    ]
    opened = await question(survey, 2, SurveyQuestionKind.TEXT)
    wave = await wave_row(survey, [*scales, opened])
    await RollEntry.bulk_create(
        [RollEntry(wave_id=wave.id, person_id=each.id, class_number=0) for each in invited]
    )
    found = Told(survey, wave, drivers, scales, opened)
    await release(cast, found, wave, withheld=withheld, words=words)
    return found


async def release(
    cast: Cast,
    found: Told,
    wave: SurveyWave,
    *,
    questions: Sequence[SurveyQuestion] | None = None,
    withheld: HiddenReason | None = None,
    words: bool = True,
) -> None:
    blocks: tuple[list[int], ...] = ([0, 1], [0] if words else [], [])
    people = (30, 20, 6)
    label = [{}, _label(cast.engineering), _label(cast.sales)]
    shown = [Shown.WHOLLY, Shown.WHOLLY, Shown.HIDDEN]
    if withheld is not None:
        shown, blocks = [Shown.HIDDEN] * 3, ([], [], [])
    rows = [
        ReleaseGroup(
            wave_id=wave.id,
            number=number,
            kind=GroupKind.SEGMENT if number else GroupKind.COMPANY,
            segments="department" if number else "",
            label=label[number],
            department_id=(None, cast.engineering.id, cast.sales.id)[number],
            depth=min(number, 1),
            shown=shown[number],
            reason=withheld
            or (None if shown[number] is not Shown.HIDDEN else HiddenReason.TOO_FEW_ANSWERED),
            shown_in=0 if withheld is None and number == 2 else None,
            words=bool(blocks[number]),
            invited=people[number],
            answered=people[number] - 3 if shown[number] is not Shown.HIDDEN else None,
        )
        for number in range(3)
    ]
    await ReleaseGroup.bulk_create(rows)
    plan = {
        "groups": [
            {"number": at, "people": people[at], "wordBlocks": blocks[at]} for at in range(3)
        ]
    }
    _ = await WaveRelease.create(
        wave_id=wave.id,
        plan=plan,
        plan_hash="b" * 64,
        drivers=Notes(plain=3).to_json(),
        themes=[],
        withheld=withheld,
        invited=40,
        answered=30,
        made_at=now(),
    )
    subjects = [(SubjectKind.QUESTION, each.id) for each in questions or found.scales]
    if questions is None:
        subjects += [(SubjectKind.DRIVER, each.id) for each in found.drivers]
    await ReleaseFigure.bulk_create(
        [
            ReleaseFigure(
                wave_id=wave.id,
                group_number=number,
                subject_kind=kind,
                subject=key,
                value=figure(60.5 + number).to_json(),
            )
            for number in (0, 1)
            for kind, key in subjects
            if withheld is None
        ]
    )
    if wave.id == found.wave.id:
        found.groups = rows


def figure(mean: float) -> Figure:
    return Figure(
        n=17,
        population=20,
        mean=mean,
        mean_from=mean - 5,
        mean_until=mean + 5,
        favourable=0.5,
        favourable_from=0.3,
        favourable_until=0.7,
        words=Words(n=17, neutral=0.25, unfavourable=0.25, shares=(0.1, 0.15, 0.25, 0.3, 0.2)),
        correction=0.4,
        exact_mean=mean,
        variance=100.0,
    )


def _label(department: Department) -> dict[str, str | None]:
    return {"department": str(department.id)}


async def comment(
    found: Told,
    words: str,
    *,
    block: int = WORD_BLOCK_OF_ENGINEERING,
    reply_hash: str | None = None,
    themes: Sequence[Sequence[int]] = (),
    question: SurveyQuestion | None = None,
) -> UUID:
    """A comment as the close would store it."""
    key = uuid4()
    _ = await SurveyComment.create(
        id=key,
        wave_id=found.wave.id,
        question_id=(question or found.open).id,
        group_number=block,
        words_sealed=seal_words(words, key),
        reply_hash=reply_hash,
        themes=[list(each) for each in themes],
    )
    return key
