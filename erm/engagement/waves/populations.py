"""Who would be invited to a wave, who was asked enough lately, and how exactly they can be told of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from erm.engagement.surveys.models import Survey
from erm.engagement.surveys.settings import monthly_questions
from erm.engagement.surveys.views import segments_of
from erm.engagement.waves.classes import Classes, classes_of_people
from erm.engagement.waves.models import RollEntry, SurveyWave
from erm.engagement.waves.rotation import Asked, over_asked
from erm.engagement.waves.rules import WaveState
from erm.engagement.waves.segments import LevelsOf, hierarchy_of, labels_of
from erm.people.audience import Audience, people_in

LATELY = timedelta(days=30)
"""Over how long the questions to one person are counted."""
_ASKED = (WaveState.OPEN, WaveState.CLOSING, WaveState.CLOSED)


@dataclass(frozen=True, slots=True)
class Population:
    """Who is invited, in what classes. ``over_asked``: how many are left out, for they were asked enough."""

    invited: tuple[UUID, ...]
    over_asked: int
    classes: Classes


async def invited_to(survey: Survey, questions: int, day: date) -> tuple[list[UUID], int]:
    """Whom a wave of so many questions that begins on a day would invite, and how many are left out.

    As the directory is on that day, without whoever has not begun to work by then; left out is who was
    asked enough lately.
    """
    people = await people_in(Audience.from_json(survey.audience), day, begun=True)
    out = over_asked(await asked_lately(day), questions, await monthly_questions())
    invited = [person for person in people if person not in out]
    return invited, len(people) - len(invited)


async def population_of(
    survey: Survey, questions: int, day: date, levels_of: LevelsOf
) -> Population:
    """Those whom :func:`invited_to` names, in classes."""
    invited, left_out = await invited_to(survey, questions, day)
    segments = segments_of(survey)
    labels = await labels_of(invited, segments, day, levels_of)
    return Population(
        invited=tuple(invited),
        over_asked=left_out,
        classes=classes_of_people(
            labels, segments, survey.score_group, await hierarchy_of(segments)
        ),
    )


async def asked_lately(day: date) -> Counter[UUID]:
    """How many questions each person was invited to answer in the 30 days before a day, in all waves.

    Counted from the rolls: whether somebody answered, nobody knows.
    """
    waves = await SurveyWave.filter(
        state__in=list(_ASKED), starts_on__gt=day - LATELY, starts_on__lte=day + LATELY
    )
    many = {wave.id: len(wave.question_ids) for wave in waves}
    asked: Counter[UUID] = Counter()
    for person, wave_id in await RollEntry.filter(wave_id__in=list(many)).values_list(
        "person_id", "wave_id"
    ):
        asked[person] += many[wave_id]
    return asked


async def asked_before(survey_id: UUID) -> dict[UUID, Asked]:
    """What the waves of a survey have asked: each question's latest wave, and how many there were."""
    found: dict[UUID, Asked] = {}
    for wave in await SurveyWave.filter(survey_id=survey_id, state__in=list(_ASKED)).order_by(
        "number"
    ):
        for key in map(UUID, wave.question_ids):
            before = found.get(key)
            found[key] = Asked(wave.number, 1 if before is None else before.times + 1)
    return found
