"""Reads of assessments: what each side may see of them.

``cited``, where it is asked for, are the assessments that plans which the actor reads name as their
source: this package knows no plans.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import today
from erm.development.competencies import policy_assessments as policy
from erm.development.competencies.content import FrameworkContent
from erm.development.competencies.models import (
    Assessment,
    AssessmentAnswer,
    AssessmentSheet,
    CareerLevel,
    FrameworkVersion,
)
from erm.development.competencies.policy_assessments import Standing
from erm.development.competencies.queries.frameworks import identities_of
from erm.development.competencies.queries.placements import placements_today
from erm.development.competencies.rules import AssessmentSide, AssessmentState, gap
from erm.development.competencies.sealed import open_words
from erm.development.competencies.views import (
    AnswerView,
    AssessmentView,
    IdentitiesView,
    LineView,
    RankedExpectation,
    SheetView,
)
from erm.people.queries import ManagerPeriod, manager_periods

Cited = Collection[UUID]
HandedIn = Mapping[UUID, Collection[AssessmentSide]]


async def standing_of(actor: Actor, cited: Cited = ()) -> Standing:
    """What the actor's right to read assessments depends on, in one query; none without reports."""
    if actor.is_system or not actor.report_ids:
        return Standing()
    periods = await manager_periods(actor.report_ids, today())
    return Standing(_since(actor, periods), frozenset(cited))


async def standings_of(actors: Mapping[UUID, Actor]) -> dict[UUID, Standing]:
    """The same for each of many people, in one query."""
    reports = {key for actor in actors.values() if not actor.is_system for key in actor.report_ids}
    periods = await manager_periods(reports, today()) if reports else {}
    return {
        key: Standing() if actor.is_system else Standing(_since(actor, periods))
        for key, actor in actors.items()
    }


def _since(actor: Actor, periods: Mapping[UUID, Sequence[ManagerPeriod]]) -> dict[UUID, datetime]:
    since = {}
    for person in actor.report_ids:
        days = [each.starts_on for each in periods[person] if each.manager_id == actor.person_id]
        if days:
            since[person] = datetime.combine(min(days), time.min, tzinfo=UTC)
    return since


async def assessments_by_ids(
    actor: Actor, ids: Sequence[UUID], *, cited: Cited = ()
) -> dict[UUID, AssessmentView]:
    """Assessments by id; those that the actor may not read are missing."""
    standing = await standing_of(actor, cited)
    rows = await Assessment.filter(
        policy.readable_assessments(actor, standing), id__in=list(set(ids))
    )
    return {view.id: view for view in await view_assessments(actor, rows)}


async def assessments_of(
    actor: Actor, person_ids: Sequence[UUID], *, cited: Cited = ()
) -> dict[UUID, list[AssessmentView]]:
    """Assessments of people, newest first, without those that were cancelled.

    People of whom the actor reads none at all are missing; an empty list says that there is none.
    """
    allowed = [each for each in person_ids if policy.may_see_profile(actor, each)]
    found: dict[UUID, list[AssessmentView]] = {person: [] for person in allowed}
    if not allowed:
        return found
    standing = await standing_of(actor, cited)
    rows = (
        await Assessment.filter(
            policy.readable_assessments(actor, standing), person_id__in=list(set(allowed))
        )
        .exclude(state=AssessmentState.CANCELLED)
        .order_by("-opened_at", "-id")
    )
    for view in await view_assessments(actor, rows):
        found[view.person_id].append(view)
    return found


async def assessments_to_write(actor: Actor) -> list[AssessmentView]:
    """Open assessments in which the actor's side is still to be handed in; the most urgent first."""
    return (await assessments_to_write_for({actor.person_id: actor}))[actor.person_id]


async def assessments_to_write_for(
    actors: Mapping[UUID, Actor],
) -> dict[UUID, list[AssessmentView]]:
    """The same for each of many people, in two queries."""
    about = at_work_with(actors)
    rows = await Assessment.filter(person_id__in=list(about), state=AssessmentState.OPEN).order_by(
        "opened_at", "id"
    )
    handed_in = await sides_handed_in(rows)
    found: dict[UUID, list[AssessmentView]] = {key: [] for key in actors}
    for row in rows:
        for actor in about[row.person_id]:
            found[actor.person_id].append(view_assessment(actor, row, handed_in))
    return {key: to_write_first(views) for key, views in found.items()}


def to_write_first(views: Iterable[AssessmentView]) -> list[AssessmentView]:
    """Of open ones those that their viewer is still to answer, the most urgent first."""
    return sorted(
        (view for view in views if view.can_answer),
        key=lambda view: (view.due_on is None, view.due_on or view.opened_at.date()),
    )


def at_work_with(actors: Mapping[UUID, Actor]) -> dict[UUID, list[Actor]]:
    """Everybody about whom one of these people answers: of each these."""
    found: dict[UUID, list[Actor]] = defaultdict(list)
    for key, actor in actors.items():
        if not actor.is_system:
            for person in {key, *actor.report_ids}:
                found[person].append(actor)
    return found


async def view_assessments(actor: Actor, rows: Sequence[Assessment]) -> list[AssessmentView]:
    """Assessments as the actor sees them. Has no right of its own: callers have asked the policy."""
    handed_in = await sides_handed_in(rows)
    return [view_assessment(actor, row, handed_in) for row in rows]


async def sides_handed_in(rows: Sequence[Assessment]) -> HandedIn:
    """Which sides have handed in, for views."""
    submitted: dict[UUID, set[AssessmentSide]] = defaultdict(set)
    if rows:
        for assessment, side in await AssessmentSheet.filter(
            assessment_id__in=[row.id for row in rows], submitted_at__isnull=False
        ).values_list("assessment_id", "side"):
            submitted[assessment].add(AssessmentSide(side))
    return submitted


def view_assessment(actor: Actor, row: Assessment, handed_in: HandedIn) -> AssessmentView:
    """One of them. Has no right of its own."""
    side = policy.side_of(actor, row.person_id)
    done = handed_in.get(row.id, ())
    return AssessmentView(
        id=row.id,
        person_id=row.person_id,
        level_id=row.level_id,
        framework_version_id=row.framework_version_id,
        state=row.state,
        manager_id=row.manager_id,
        opened_by_id=row.opened_by_id,
        opened_at=row.opened_at,
        due_on=row.due_on,
        compared_at=row.compared_at,
        my_side=side,
        self_submitted=AssessmentSide.SELF in done,
        manager_submitted=AssessmentSide.MANAGER in done,
        version=row.version,
        can_cancel=policy.may_cancel_assessment(actor, row),
        can_answer=row.state is AssessmentState.OPEN and side is not None and side not in done,
    )


async def may_assess(actor: Actor, person_ids: Sequence[UUID]) -> dict[UUID, bool]:
    """Of which of these people the actor may open an assessment now; for a loader.

    Oneself and one's reports, who stand at a level and have none open. Whether the person has a
    manager at all is left to the command.
    """
    allowed = [each for each in person_ids if policy.may_open_assessment(actor, each)]
    if not allowed:
        return {}
    stands = await placements_today(actor, allowed)
    busy = await Assessment.filter(
        person_id__in=list(stands), state=AssessmentState.OPEN
    ).values_list("person_id", flat=True)
    return {person: person not in busy for person in stands}


async def sheets_of(
    actor: Actor, assessment_ids: Sequence[UUID], *, cited: Cited = ()
) -> dict[UUID, SheetView]:
    """The actor's own side of assessments, begun or not; missing for who has none."""
    standing = await standing_of(actor, cited)
    rows = await Assessment.filter(
        policy.readable_assessments(actor, standing), id__in=list(set(assessment_ids))
    )
    sheets = {
        sheet.assessment_id: sheet
        for sheet in await AssessmentSheet.filter(
            assessment_id__in=[row.id for row in rows], author_id=actor.person_id
        )
    }
    answers = await _answers({sheet.id: sheet for sheet in sheets.values()}, rows)
    found = {}
    for row in rows:
        side = policy.side_of(actor, row.person_id)
        sheet = sheets.get(row.id)
        if side is None or (sheet is not None and sheet.side is not side):
            continue
        found[row.id] = (
            SheetView(side, (), None, None, 0)
            if sheet is None
            else SheetView(
                side, tuple(answers[sheet.id]), sheet.saved_at, sheet.submitted_at, sheet.version
            )
        )
    return found


async def lines_of(
    actor: Actor, assessment_ids: Sequence[UUID], *, cited: Cited = ()
) -> dict[UUID, list[LineView]]:
    """The competencies that assessments ask, with both sides' answers once they were compared."""
    standing = await standing_of(actor, cited)
    rows = await Assessment.filter(
        policy.readable_assessments(actor, standing), id__in=list(set(assessment_ids))
    )
    compared = [row for row in rows if row.state is AssessmentState.COMPARED]
    sheets = {
        sheet.id: sheet
        for sheet in await AssessmentSheet.filter(assessment_id__in=[row.id for row in compared])
    }
    answers = await _answers(sheets, rows)
    said: dict[UUID, dict[tuple[AssessmentSide, UUID], AnswerView]] = defaultdict(dict)
    for key, given in answers.items():
        for answer in given:
            said[sheets[key].assessment_id][sheets[key].side, answer.competency_id] = answer
    asked = await asked_in(actor, rows)
    return {row.id: [_with_answers(line, said[row.id]) for line in asked[row.id]] for row in rows}


def _with_answers(
    line: LineView, said: Mapping[tuple[AssessmentSide, UUID], AnswerView]
) -> LineView:
    own = said.get((AssessmentSide.SELF, line.competency_id))
    manager = said.get((AssessmentSide.MANAGER, line.competency_id))
    return replace(
        line,
        own=own,
        manager=manager,
        own_gap=gap(line.expected_rank, None if own is None else own.rank),
        manager_gap=gap(line.expected_rank, None if manager is None else manager.rank),
    )


async def asked_in(actor: Actor, rows: Iterable[Assessment]) -> dict[UUID, list[LineView]]:
    """The competencies that assessments ask, in the words that they are made against.

    Has no right of its own: ``rows`` are those that the actor may read.
    """
    rows = list(rows)
    contents = await contents_of({row.framework_version_id for row in rows})
    levels = {
        level.id: level
        for level in await CareerLevel.filter(id__in=list({row.level_id for row in rows}))
    }
    frameworks = list({level.framework_id for level in levels.values()})
    identities = await identities_of(actor, frameworks) if frameworks else {}
    found = {}
    for row in rows:
        level = levels[row.level_id]
        place = f"{level.track_key}/{level.key}"
        content = contents[row.framework_version_id]
        found[row.id] = _lines(content, place, identities[level.framework_id])
    return found


def _lines(content: FrameworkContent, place: str, identities: IdentitiesView) -> list[LineView]:
    here = content.level(place)
    if here is None:
        return []
    families = content.family_names()
    lines = []
    for words in content.asked_at(place):
        expectations = []
        for rank, level in enumerate(here.track.levels, start=1):
            texts = words.at(f"{here.track.key}/{level.key}")
            if texts is not None:
                expectations.append(RankedExpectation(here.track.key, level.key, rank, texts))
        lines.append(
            LineView(
                competency_id=identities.competencies[words.key],
                names=words.names,
                family_names=families[words.family],
                expected_rank=here.rank,
                ranks=len(here.track.levels),
                expectations=tuple(expectations),
                own=None,
                manager=None,
                own_gap=None,
                manager_gap=None,
            )
        )
    return lines


async def contents_of(version_ids: Collection[UUID]) -> dict[UUID, FrameworkContent]:
    """The words of published versions. They are everybody's."""
    if not version_ids:
        return {}
    rows = await FrameworkVersion.filter(id__in=list(version_ids)).values_list("id", "content")
    return {key: FrameworkContent.from_json(content) for key, content in rows}


async def readable_answers(
    actor: Actor, answer_ids: Collection[UUID], *, cited: Cited = ()
) -> set[UUID]:
    """Of these answers, those that the actor may read: for the files that stand with them."""
    if not answer_ids:
        return set()
    standing = await standing_of(actor, cited)
    found = await AssessmentAnswer.filter(
        policy.readable_sheets(actor, standing, "sheet__"), id__in=list(answer_ids)
    ).values_list("id", flat=True)
    return set(found)  # type: ignore[arg-type]


async def _answers(
    sheets: Mapping[UUID, AssessmentSheet], rows: Iterable[Assessment]
) -> dict[UUID, list[AnswerView]]:
    """What stands in sheets. Has no right of its own: callers have asked the policy."""
    people = {row.id: row.person_id for row in rows}
    found: dict[UUID, list[AnswerView]] = {key: [] for key in sheets}
    if not sheets:
        return found
    for answer in await AssessmentAnswer.filter(sheet_id__in=list(sheets)).order_by("id"):
        sheet = sheets[answer.sheet_id]
        words = open_words(answer.sealed, answer.id)
        found[answer.sheet_id].append(
            AnswerView(
                id=answer.id,
                competency_id=answer.competency_id,
                author_id=sheet.author_id,
                person_id=people[sheet.assessment_id],
                rank=answer.rank,
                note=words.note,
                evidence=words.evidence,
                said_at=sheet.submitted_at or sheet.saved_at,
            )
        )
    return found
