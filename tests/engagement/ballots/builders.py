"""An open wave, and people who vote in it. Rows are written directly."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from erm.core.actor import Actor, ActorKind
from erm.core.clock import now, today
from erm.core.sealing import seal_bytes
from erm.engagement.ballots.commands import Taken, cast, take
from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.blind import asking, make_key
from erm.engagement.surveys.models import Survey, SurveyQuestion
from erm.engagement.surveys.rules import SurveyState
from erm.engagement.waves.models import RollEntry, SurveyWave, WaveClass
from erm.engagement.waves.rules import WaveState
from erm.people.models import Person

WAVE_OF_ALL = UUID(int=77)
KINDS = (
    SurveyQuestionKind.SCALE_5,
    SurveyQuestionKind.YES_NO,
    SurveyQuestionKind.SINGLE_CHOICE,
    SurveyQuestionKind.MULTIPLE_CHOICE,
    SurveyQuestionKind.TEXT,
)


@cache
def keys() -> tuple[str, bytes]:
    """A pair of keys: making one takes long."""
    return make_key()


@dataclass(frozen=True, slots=True)
class OpenWave:
    """A wave, and its questions in the order of ``KINDS``."""

    row: SurveyWave
    questions: tuple[SurveyQuestion, ...]

    @property
    def id(self) -> UUID:
        return self.row.id


@dataclass(slots=True)
class Token:
    """What a browser keeps between taking its ballot and sending it."""

    public_pem: str
    prepared: bytes = b""
    blinded: bytes = b""
    inverse: int = 0
    signature: bytes = b""

    def __post_init__(self) -> None:
        self.prepared = asking.prepare(secrets.token_bytes(32))
        self.blinded, self.inverse = asking.blind(self.public_pem, self.prepared)

    def finish(self, taken: Taken) -> None:
        self.signature = asking.finalize(
            self.public_pem, self.prepared, taken.signature, self.inverse
        )


async def open_wave(
    invited: Sequence[Person],
    *,
    owner: Person | None = None,
    classes: int = 1,
    key: UUID | None = None,
) -> OpenWave:
    """A wave that is open today in every zone; the invited are dealt out to the classes in turn."""
    public, private = keys()
    survey = await Survey.create(
        titles={"en": "Pulse", "ru": "Пульс"},
        intros={"en": "", "ru": ""},
        state=SurveyState.LAUNCHED,
        audience={},
        segments=[],
        starts_on=today(),
        remind_days=[],
        owner_id=(owner or invited[0]).id,
        created_at=now(),
        updated_at=now(),
    )
    words = {"en": "words", "ru": "слова"}
    questions = []
    for position, kind in enumerate(KINDS):
        content: dict[str, Any] = {"text": words, "help": words, "labels": [], "options": []}
        if kind in (SurveyQuestionKind.SINGLE_CHOICE, SurveyQuestionKind.MULTIPLE_CHOICE):
            content["options"] = [words] * 4
        questions.append(
            await SurveyQuestion.create(
                survey_id=survey.id, position=position, kind=kind, content=content
            )
        )
    key = key or uuid4()
    wave = await SurveyWave.create(
        id=key,
        survey_id=survey.id,
        number=1,
        state=WaveState.OPEN,
        starts_on=today() - timedelta(days=2),
        ends_on=today() + timedelta(days=5),
        opens_at=now() - timedelta(days=2),
        closes_at=now() + timedelta(days=6),
        question_ids=[str(each.id) for each in questions],
        invited=len(invited),
        public_key=public,
        private_key_sealed=seal_bytes(
            private, table="survey_wave", column="private_key_sealed", row_id=key
        ),
    )
    _ = await WaveClass.bulk_create(
        [
            WaveClass(
                wave_id=key,
                number=number,
                label={},
                invited=max(5, len(range(number, len(invited), classes))),
            )
            for number in range(classes)
        ]
    )
    roll = [
        RollEntry(wave_id=key, person_id=person.id, class_number=place % classes)
        for place, person in enumerate(invited)
    ]
    roll.sort(key=lambda row: row.id.bytes)
    _ = await RollEntry.bulk_create(roll, batch_size=500)
    return OpenWave(wave, tuple(questions))


def voter(person: Person, zone: str = "UTC") -> Actor:
    return Actor(person_id=person.id, kind=ActorKind.SESSION, time_zone=zone)


def answers(wave: OpenWave, *, mark: str = "", scale: int = 4, number: int = 0) -> dict[str, Any]:
    """A sheet as it comes in. ``mark`` tells one apart in tests that know who sent it."""
    return {
        "class": number,
        "answers": {wave.questions[0].id: scale},
        "words": {wave.questions[4].id: {"text": mark, "reply": None}} if mark else {},
    }


async def taken_by(wave: OpenWave, person: Person) -> Token:
    """A token of somebody's, signed."""
    token = Token(wave.row.public_key)
    token.finish(await take(voter(person), wave_id=wave.id, blinded=token.blinded))
    return token


async def vote(wave: OpenWave, token: Token, sheet: dict[str, Any]) -> None:
    """Send a sheet with a token."""
    await cast(wave_id=wave.id, message=token.prepared, signature=token.signature, payload=sheet)


def url64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


async def voted(wave: OpenWave, people: Iterable[Person]) -> None:
    """Each takes a token and sends a sheet that bears their id, so that a test can judge a guess."""
    for person in people:
        await vote(wave, await taken_by(wave, person), answers(wave, mark=str(person.id)))
