"""Waves as one viewer may see them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from erm.core.actor import Actor
from erm.core.localized import Localized
from erm.engagement.surveys.models import Survey
from erm.engagement.surveys.promise import Promise
from erm.engagement.surveys.questions import Question
from erm.engagement.surveys.rules import SurveyReaders
from erm.engagement.surveys.views import promise_of
from erm.engagement.waves import policy
from erm.engagement.waves.classes import SegmentLoss
from erm.engagement.waves.models import SurveyWave
from erm.engagement.waves.rules import SegmentKind, WaveState

STEP = 5
"""In what steps it is told how many took a ballot."""
TAKEN_FEWEST = 10
"""Fewest invited of whom it is told at all."""


@dataclass(frozen=True, slots=True)
class WaveView:
    """A wave. ``taken`` and ``losses`` are HR's; ``led``: the departments that the viewer leads.

    ``asked``: the viewer is invited.
    """

    id: UUID
    survey_id: UUID
    titles: Localized
    number: int
    state: WaveState
    starts_on: date
    ends_on: date
    opens_at: datetime
    closes_at: datetime
    invited: int
    taken: int | None
    answered: int | None
    losses: tuple[SegmentLoss, ...]
    released_at: datetime | None
    destroy_on: date | None
    destroyed: bool
    promise: Promise
    readers: SurveyReaders
    asked: bool
    led: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class InvitationView:
    """What one is asked in a wave that is open for one now.

    ``told_as`` is what the ballot will say of its sender, in words; None where a segment is not told.
    ``public_key`` is SubjectPublicKeyInfo (DER), ``seconds`` about how long it takes.
    """

    wave: WaveView
    titles: Localized
    intros: Localized
    taken: bool
    starts_at: datetime
    ends_at: datetime
    seconds: int
    promise: Promise
    questions: tuple[Question, ...]
    told_as: tuple[tuple[SegmentKind, str | None], ...]
    class_number: int
    public_key: bytes


@dataclass(frozen=True, slots=True)
class PulseView:
    """The first question on a scale of what one should answer first. ``questions``: how many there are."""

    wave: WaveView
    titles: Localized
    question: Question
    ends_at: datetime
    questions: int


@dataclass(frozen=True, slots=True)
class PulseToldView:
    """The same without the wave, as a mail tells of it: nothing in it depends on who reads it."""

    wave_id: UUID
    titles: Localized
    question: Question
    ends_at: datetime
    questions: int


def told_number(people: int, invited: int) -> int | None:
    """A number of people of those invited as it is told: in steps, and not of few."""
    return None if invited < TAKEN_FEWEST else people - people % STEP


def view_wave(
    actor: Actor,
    wave: SurveyWave,
    survey: Survey,
    *,
    taken: Mapping[UUID, int],
    asked: Collection[UUID],
    led: frozenset[UUID],
) -> WaveView:
    """A wave for this actor, who may read it. ``taken``: by wave, ``asked``: waves inviting the actor."""
    manages = policy.may_manage_waves(actor)
    return WaveView(
        id=wave.id,
        survey_id=wave.survey_id,
        titles=Localized.from_json(survey.titles),
        number=wave.number,
        state=wave.state,
        starts_on=wave.starts_on,
        ends_on=wave.ends_on,
        opens_at=wave.opens_at,
        closes_at=wave.closes_at,
        invited=wave.invited,
        taken=told_number(taken.get(wave.id, 0), wave.invited)
        if manages and wave.state is WaveState.OPEN
        else None,
        answered=None if wave.released_at is None else wave.answered,
        losses=tuple(SegmentLoss.from_json(each) for each in wave.loss or ()) if manages else (),
        released_at=wave.released_at,
        destroy_on=wave.destroy_on,
        destroyed=wave.destroyed,
        promise=promise_of(survey),
        readers=survey.readers,
        asked=wave.id in asked,
        led=led,
    )
