"""Surveys as one viewer may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from erm.core.actor import Actor
from erm.core.localized import Localized
from erm.engagement.surveys import policy
from erm.engagement.surveys.models import Survey
from erm.engagement.surveys.promise import Promise, Terms, make_promise, read_promise
from erm.engagement.surveys.rules import (
    SegmentKind,
    SurveyReaders,
    SurveyRhythm,
    SurveySource,
    SurveyState,
)
from erm.people.audience import Audience


@dataclass(frozen=True, slots=True)
class SurveyView:
    """A survey. ``managed``: the viewer is HR; for others the audience names nobody."""

    id: UUID
    titles: Localized
    intros: Localized
    state: SurveyState
    source: SurveySource
    rhythm: SurveyRhythm
    readers: SurveyReaders
    audience: Audience
    segments: tuple[SegmentKind, ...]
    score_group: int
    word_group: int
    keep_days: int
    starts_on: date
    open_days: int
    remind_days: tuple[int, ...]
    wave_questions: int | None
    promise: Promise
    owner_id: UUID
    launched_at: datetime | None
    ended_at: datetime | None
    version: int
    can_edit: bool
    managed: bool


def segments_of(row: Survey) -> tuple[SegmentKind, ...]:
    """The segments that a survey is told in, in order of worth."""
    return tuple(SegmentKind(each) for each in row.segments)


def terms_of(row: Survey) -> Terms:
    """What a survey promises, or would."""
    return Terms(
        score_group=row.score_group,
        word_group=row.word_group,
        segments=segments_of(row),
        readers=row.readers,
        keep_days=row.keep_days,
    )


def promise_of(row: Survey) -> Promise:
    """The promise that was given, or as it would be given now."""
    if row.promise_hash is None:
        return make_promise(terms_of(row))
    return read_promise(row.promise, row.promise_hash)


def view_survey(actor: Actor, row: Survey) -> SurveyView:
    """A survey for this actor, who may read it."""
    managed = policy.may_manage_surveys(actor)
    return SurveyView(
        id=row.id,
        titles=Localized.from_json(row.titles),
        intros=Localized.from_json(row.intros),
        state=row.state,
        source=row.source,
        rhythm=row.rhythm,
        readers=row.readers,
        audience=Audience.from_json(row.audience) if managed and row.audience else Audience(),
        segments=segments_of(row),
        score_group=row.score_group,
        word_group=row.word_group,
        keep_days=row.keep_days,
        starts_on=row.starts_on,
        open_days=row.open_days,
        remind_days=tuple(row.remind_days),
        wave_questions=row.wave_questions,
        promise=promise_of(row),
        owner_id=row.owner_id,
        launched_at=row.launched_at,
        ended_at=row.ended_at,
        version=row.version,
        can_edit=managed and row.state is SurveyState.DRAFT,
        managed=managed,
    )
