"""Reads of cycles and their questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from erm.core.actor import Actor
from erm.core.paging import Page, PageRequest, page_of
from erm.feedback.cycles import policy
from erm.feedback.cycles.deadlines import Extensions
from erm.feedback.cycles.models import (
    Cycle,
    CycleExtension,
    CycleParticipant,
    CyclePerspective,
    CycleQuestion,
    CycleQuestionWording,
)
from erm.feedback.cycles.questions import QuestionContent
from erm.feedback.cycles.rules import CyclePhase, CycleState, next_states
from erm.feedback.cycles.views.cycles import (
    CycleView,
    PerspectiveView,
    QuestionView,
    WordingView,
    view_cycle,
    view_perspective,
    view_question,
)


async def cycles_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, CycleView]:
    """Cycles by id; those that the actor may not read are missing."""
    rows = await Cycle.filter(policy.readable_cycles(actor), id__in=list(set(ids)))
    return {view.id: view for view in await _views(actor, rows)}


async def cycles(actor: Actor, page: PageRequest) -> Page[CycleView]:
    """The cycles that the actor may read, newest first."""
    found = Cycle.filter(policy.readable_cycles(actor))
    count = found.count
    if page.after_id is not None:
        found = found.filter(id__lt=page.after_id)
    rows = await found.order_by("-id").limit(page.first + 1)
    return page_of(await _views(actor, rows), page, count, lambda view: (str(view.id),))


async def _views(actor: Actor, rows: Sequence[Cycle]) -> list[CycleView]:
    own: dict[UUID, dict[tuple[UUID, CyclePhase], date]] = defaultdict(dict)
    for each in await CycleExtension.filter(
        cycle_id__in=[row.id for row in rows], person_id=actor.person_id
    ):
        own[each.cycle_id][each.person_id, each.phase] = each.until_on
    return [view_cycle(actor, row, own[row.id]) for row in rows]


async def perspectives_of(
    actor: Actor, cycle_ids: Sequence[UUID]
) -> dict[UUID, list[PerspectiveView]]:
    """The perspectives of cycles that the actor may read, in the order in which they are named."""
    found: dict[UUID, list[PerspectiveView]] = {
        key: [] for key in await _readable(actor, cycle_ids)
    }
    for row in await CyclePerspective.filter(cycle_id__in=list(found)).order_by("id"):
        found[row.cycle_id].append(view_perspective(row))
    return found


async def questions_of(actor: Actor, cycle_ids: Sequence[UUID]) -> dict[UUID, list[QuestionView]]:
    """The questions of cycles that the actor may read, in order."""
    found: dict[UUID, list[QuestionView]] = {key: [] for key in await _readable(actor, cycle_ids)}
    rows = CycleQuestion.filter(cycle_id__in=list(found)).order_by("position", "id")
    for row in await rows:
        found[row.cycle_id].append(view_question(row))
    return found


async def questions_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, QuestionView]:
    """Questions by id, of cycles that the actor may read."""
    rows = await CycleQuestion.filter(policy.readable_questions(actor), id__in=list(set(ids)))
    return {row.id: view_question(row) for row in rows}


async def wordings_of(actor: Actor, question_ids: Sequence[UUID]) -> dict[UUID, list[WordingView]]:
    """Former wordings of questions that the actor may read, newest first."""
    readable = await CycleQuestion.filter(
        policy.readable_questions(actor), id__in=list(set(question_ids)), version__gt=1
    ).values_list("id", flat=True)
    found: dict[UUID, list[WordingView]] = {key: [] for key in question_ids}
    if readable:
        for row in await CycleQuestionWording.filter(question_id__in=list(readable)).order_by(
            "-number"
        ):
            found[row.question_id].append(
                WordingView(
                    row.number, QuestionContent.from_json(row.content), row.by_id, row.created_at
                )
            )
    return found


async def extensions_of(cycle_id: UUID) -> Extensions:
    """All extensions of a cycle, for ``deadlines``. Has no actor: for commands and jobs."""
    return (await extensions_by_cycle([cycle_id]))[cycle_id]


async def extensions_by_cycle(cycle_ids: Sequence[UUID]) -> dict[UUID, Extensions]:
    """Like :func:`extensions_of` for several cycles, in one query."""
    found: dict[UUID, dict[tuple[UUID, CyclePhase], date]] = {key: {} for key in cycle_ids}
    for row in await CycleExtension.filter(cycle_id__in=list(found)):
        found[row.cycle_id][row.person_id, row.phase] = row.until_on
    return dict(found)


async def allowed_states_of(
    actor: Actor, cycle_ids: Sequence[UUID]
) -> dict[UUID, tuple[CycleState, ...]]:
    """To which states the actor may move each cycle now, in the order of a cycle's life."""
    if not policy.may_manage_cycles(actor):
        return {}
    rows = await Cycle.filter(policy.readable_cycles(actor), id__in=list(set(cycle_ids)))
    released = await _with_released(rows)
    return {
        row.id: tuple(state for state in CycleState if state in next_of(row, row.id in released))
        for row in rows
    }


def next_of(row: Cycle, any_released: bool) -> frozenset[CycleState]:
    """To which states this cycle can be moved."""
    return next_states(
        row.state,
        nominates=row.nomination_until is not None,
        calibrates=row.calibration_until is not None,
        any_released=any_released,
    )


async def _with_released(rows: Sequence[Cycle]) -> set[UUID]:
    """Which of these cycles have a packet that was released."""
    asked = [row.id for row in rows if row.state is CycleState.PACKETS]
    if not asked:
        return set()
    found = (
        await CycleParticipant.filter(cycle_id__in=asked, released_at__isnull=False)
        .distinct()
        .values_list("cycle_id", flat=True)
    )
    return set(found)  # type: ignore[arg-type]


async def _readable(actor: Actor, ids: Sequence[UUID]) -> list[UUID]:
    found = await Cycle.filter(policy.readable_cycles(actor), id__in=list(set(ids))).values_list(
        "id", flat=True
    )
    return list(found)  # type: ignore[arg-type]
