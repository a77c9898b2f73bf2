"""Which group a line of the ledger is about, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from erm.core.actor import Actor
from erm.core.language import say
from erm.engagement.results.wording import Wording
from erm.engagement.surveys.models import Survey
from erm.engagement.surveys.rules import SegmentKind
from erm.engagement.waves.models import SurveyWave
from erm.people.models import Department

Scope = tuple[UUID, tuple[tuple[str, str | None], ...]]
"""A wave, and the label of a group of it: segments and their values, sorted."""


def scope_of(wave_id: UUID, label: Mapping[str, str | None]) -> Scope:
    """The label of a group of a wave, as something to ask for."""
    return wave_id, tuple(sorted(label.items()))


async def wording_of(actor: Actor, survey: Survey) -> Wording:
    """What views of a survey are worded with, in the actor's language."""
    names: list[tuple[UUID, str]] = await Department.all().values_list("id", "name")
    return Wording(actor.locale, survey, {str(key): name for key, name in names})


async def scope_labels(actor: Actor, scopes: Sequence[Scope]) -> dict[Scope, str]:
    """Groups in words of the actor's language; three queries for any number of them.

    No policy: whoever asks has read the lines that they stand in.
    """
    waves: dict[UUID, UUID] = dict(
        await SurveyWave.filter(id__in=[wave for wave, _ in scopes]).values_list("id", "survey_id")
    )
    surveys = {row.id: row for row in await Survey.filter(id__in=list(set(waves.values())))}
    names: list[tuple[UUID, str]] = await Department.all().values_list("id", "name")
    departments = {str(key): name for key, name in names}
    found: dict[Scope, str] = {}
    for wave, label in scopes:
        if wave not in waves:
            continue
        wording = Wording(actor.locale, surveys[waves[wave]], departments)
        found[wave, label] = _words(wording, dict(label))
    return found


def _words(wording: Wording, label: Mapping[str, str | None]) -> str:
    parts = [
        wording.value(SegmentKind(segment), value)
        for segment in wording.survey.segments
        if (value := label.get(segment)) is not None
    ]
    if not parts:
        return say(wording.language, "survey_report.company")
    if len(parts) == 1:
        return parts[0]
    return say(wording.language, "survey_report.pair", first=parts[0], second=parts[1])
