"""What somebody is asked now: their invitations, and the question that Home and the digest show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from tortoise.expressions import Q, Subquery

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.localized import Localized
from erm.engagement.blind import public_der
from erm.engagement.surveys.models import Survey
from erm.engagement.surveys.questions import questions_by_survey
from erm.engagement.surveys.views import promise_of, segments_of
from erm.engagement.waves.calendar import Days
from erm.engagement.waves.models import RollEntry, SurveyWave, WaveClass
from erm.engagement.waves.queries import led_by, questions_among, view_of_invited, views_of
from erm.engagement.waves.rotation import seconds
from erm.engagement.waves.rules import SegmentKind, WaveState
from erm.engagement.waves.segments import department_names, label_text
from erm.engagement.waves.views import InvitationView, PulseToldView, PulseView


async def surveys_to_answer(actor: Actor) -> list[InvitationView]:
    """What is open for the actor now, what ends first first.

    Also what they took a ballot of: the browser may still have to send it, until the wave is closed.
    """
    if actor.is_system:
        return []
    entries = await RollEntry.filter(person_id=actor.person_id, wave__state=WaveState.OPEN)
    return await _views(actor, entries)


async def invitation(actor: Actor, wave_id: UUID) -> InvitationView | None:
    """What the actor is asked in a wave that is open for them now; None for any other."""
    if actor.is_system:
        return None
    entries = await RollEntry.filter(
        person_id=actor.person_id, wave_id=wave_id, wave__state=WaveState.OPEN
    )
    return next(iter(await _views(actor, entries)), None)


async def pulse_question(actor: Actor) -> PulseView | None:
    """The first question on a scale of what ends first and of which no ballot was taken.

    Two queries and those of who leads what; one where nothing is open.
    """
    if actor.is_system:
        return None
    mine = RollEntry.filter(person_id=actor.person_id, issued=False)
    found = await _first_question(actor, Q(id__in=Subquery(mine.values("wave_id"))))
    if found is None:
        return None
    wave, pulse = found
    view = await view_of_invited(actor, wave)
    return PulseView(view, pulse.titles, pulse.question, pulse.ends_at, pulse.questions)


async def _first_question(actor: Actor, untaken: Q) -> tuple[SurveyWave, PulseToldView] | None:
    """Of waves to which the actor is invited and of which they took no ballot."""
    moment = now()
    open_ = []
    for wave in await SurveyWave.filter(untaken, state=WaveState.OPEN).select_related("survey"):
        starts_at, ends_at = Days(wave.starts_on, wave.ends_on).window(actor.time_zone)
        if starts_at <= moment < ends_at:
            open_.append((ends_at, wave.id, wave))
    if not open_:
        return None
    questions = await questions_by_survey({wave.survey_id for *_, wave in open_})
    for ends_at, _, wave in sorted(open_, key=lambda each: each[:2]):
        asked = questions_among(wave, questions[wave.survey_id])
        first = next((one for one in asked if one.scale is not None), None)
        if first is not None:
            titles = Localized.from_json(wave.survey.titles)
            return wave, PulseToldView(wave.id, titles, first, ends_at, len(asked))
    return None


async def pulses_told(actors: Mapping[UUID, Actor]) -> dict[UUID, PulseToldView]:
    """The :func:`pulse_question` of each of many people who has one, as a mail tells of it.

    Whoever is in one class of a wave and lives in one zone is asked the same: it is read once.
    """
    entries: dict[UUID, list[RollEntry]] = defaultdict(list)
    for entry in await RollEntry.filter(
        person_id__in=list(actors), wave__state=WaveState.OPEN
    ).order_by("wave_id"):
        entries[entry.person_id].append(entry)
    alike: dict[object, PulseToldView | None] = {}
    found: dict[UUID, PulseToldView] = {}
    for key, some in entries.items():
        actor = actors[key]
        like = (
            actor.time_zone,
            tuple((each.wave_id, each.class_number, each.issued) for each in some),
        )
        if like not in alike:
            untaken = [each.wave_id for each in some if not each.issued]
            pulse = await _first_question(actor, Q(id__in=untaken)) if untaken else None
            alike[like] = None if pulse is None else pulse[1]
        told = alike[like]
        if told is not None:
            found[key] = told
    return found


async def _views(actor: Actor, entries: Sequence[RollEntry]) -> list[InvitationView]:
    """The invitations of the actor's own entries, in a number of queries that does not grow."""
    if not entries:
        return []
    moment = now()
    waves = {
        row.id: row for row in await SurveyWave.filter(id__in=[each.wave_id for each in entries])
    }
    open_ = []
    for entry in entries:
        wave = waves[entry.wave_id]
        starts_at, ends_at = Days(wave.starts_on, wave.ends_on).window(actor.time_zone)
        until = wave.closes_at if entry.issued else ends_at
        if wave.state is WaveState.OPEN and starts_at <= moment < until:
            open_.append((entry, wave, starts_at, ends_at))
    if not open_:
        return []
    keys = [wave.id for _, wave, _, _ in open_]
    survey_ids = {wave.survey_id for _, wave, _, _ in open_}
    surveys = {row.id: row for row in await Survey.filter(id__in=list(survey_ids))}
    questions = await questions_by_survey(survey_ids)
    labels = {
        (row.wave_id, row.number): row.label for row in await WaveClass.filter(wave_id__in=keys)
    }
    departments = (
        await department_names()
        if any(label.get(SegmentKind.DEPARTMENT) for label in labels.values())
        else {}
    )
    rows = [wave for _, wave, _, _ in open_]
    views = {view.id: view for view in await views_of(actor, rows, await led_by(actor))}
    found = []
    for entry, wave, starts_at, ends_at in open_:
        survey = surveys[wave.survey_id]
        asked = questions_among(wave, questions[survey.id])
        label = labels[wave.id, entry.class_number]
        found.append(
            InvitationView(
                wave=views[wave.id],
                titles=Localized.from_json(survey.titles),
                intros=Localized.from_json(survey.intros),
                taken=entry.issued,
                starts_at=starts_at,
                ends_at=ends_at,
                seconds=seconds(asked),
                promise=promise_of(survey),
                questions=tuple(asked),
                told_as=tuple(
                    (
                        segment,
                        label_text(segment, label.get(segment.value), departments, actor.locale),
                    )
                    for segment in segments_of(survey)
                ),
                class_number=entry.class_number,
                public_key=public_der(wave.public_key),
            )
        )
    return sorted(found, key=lambda each: (each.ends_at, each.wave.id))
