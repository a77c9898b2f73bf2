"""Who may know of a wave. Nobody learns here who else is invited, or who has taken a ballot."""

from __future__ import annotations

from tortoise.expressions import Q, Subquery

from erm.core.actor import Actor
from erm.engagement.surveys.models import Survey, SurveyQuestion
from erm.engagement.surveys.rules import SurveyReaders
from erm.engagement.waves.models import RollEntry, SurveyWave

_NOTHING = Q(id__in=[])
_TOLD_TO_LEADERS = (SurveyReaders.MANAGERS, SurveyReaders.EVERYONE)


def may_manage_waves(actor: Actor) -> bool:
    """HR cancels waves, reminds, and sees how many have taken a ballot."""
    return not actor.is_system and actor.is_hr


def may_read_wave(
    actor: Actor, wave: SurveyWave, survey: Survey, *, invited: bool, leads: bool
) -> bool:
    """HR; who is invited; and, once it is told of, who leads a department where managers read.

    ``leads``: the actor leads some department (``erm.people.leading``).
    """
    if actor.is_system:
        return False
    told = wave.released_at is not None and survey.readers in _TOLD_TO_LEADERS
    return actor.is_hr or invited or (leads and told)


def readable_waves(actor: Actor, *, leads: bool) -> Q:
    """The filter form of :func:`may_read_wave`."""
    if actor.is_system:
        return _NOTHING
    if actor.is_hr:
        return Q()
    roll = RollEntry.filter(person_id=actor.person_id)
    found = Q(id__in=Subquery(roll.values("wave_id")))
    if leads:
        surveys = Survey.filter(readers__in=list(_TOLD_TO_LEADERS))
        found |= Q(released_at__isnull=False, survey_id__in=Subquery(surveys.values("id")))
    return found


def may_read_survey(actor: Actor, survey: Survey, *, through_wave: bool) -> bool:
    """HR, and whoever may read one of its waves (``through_wave``)."""
    return not actor.is_system and (actor.is_hr or through_wave)


def readable_surveys(actor: Actor, *, leads: bool) -> Q:
    """The filter form of :func:`may_read_survey`."""
    if actor.is_system:
        return _NOTHING
    if actor.is_hr:
        return Q()
    waves = SurveyWave.filter(readable_waves(actor, leads=leads))
    return Q(id__in=Subquery(waves.values("survey_id")))


def may_read_question(actor: Actor, question: SurveyQuestion, *, through_wave: bool) -> bool:
    """Whoever may read its survey."""
    return not actor.is_system and (actor.is_hr or through_wave)


def readable_questions(actor: Actor, *, leads: bool) -> Q:
    """The filter form of :func:`may_read_question`."""
    if actor.is_system:
        return _NOTHING
    if actor.is_hr:
        return Q()
    waves = SurveyWave.filter(readable_waves(actor, leads=leads))
    return Q(survey_id__in=Subquery(waves.values("survey_id")))
