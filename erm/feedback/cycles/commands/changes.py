"""What happens in running cycles when somebody leaves or has another manager.

Has no actor: these are consequences of what happened in the directory, and are called by flows only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from tortoise.expressions import F, Q

from erm.audit.rules import Action
from erm.core.clock import now
from erm.core.work import record
from erm.feedback.cycles import history
from erm.feedback.cycles.commands.enrolling import ask, ask_upward
from erm.feedback.cycles.commands.managing import TAKEN_BACK, cancel_reviews
from erm.feedback.cycles.events import ParticipantRemoved
from erm.feedback.cycles.models import Cycle, CycleParticipant, Review
from erm.feedback.cycles.rules import (
    BEFORE_RESULTS,
    RUNNING,
    ParticipantState,
    Perspective,
    ReviewState,
)
from erm.people.queries import managers_of


def running() -> list[str]:
    """The states of cycles that go on, for a filter."""
    return sorted(state.value for state in RUNNING)


async def let_go_of_leaver(person_id: UUID) -> int:
    """End what somebody who has left has to do with running cycles; answers how many cycles changed.

    As a participant they take no part any more: open reviews about them are cancelled, and there is
    no packet unless it was released before. As a rater their reviews that were not submitted are
    cancelled, and those submitted stay. A choice that was delegated to them falls back.
    """
    changed: set[UUID] = set()
    for row in await CycleParticipant.filter(
        person_id=person_id, state=ParticipantState.ACTIVE, cycle__state__in=running()
    ).order_by("id"):
        if row.released_at is not None:
            continue
        if await CycleParticipant.filter(id=row.id, state=ParticipantState.ACTIVE).update(
            state=ParticipantState.LEFT, ended_at=now(), version=F("version") + 1
        ):
            cancelled = await cancel_reviews(Q(participant_id=row.id))
            history.note(
                Action.CYCLE_PARTICIPANT_LEFT,
                None,
                row.cycle_id,
                person_id=person_id,
                count=cancelled,
            )
            record(
                ParticipantRemoved(
                    at=now(),
                    cycle_id=row.cycle_id,
                    participant_id=row.id,
                    person_id=person_id,
                    by_id=None,
                )
            )
            changed.add(row.cycle_id)
    owed = Q(rater_id=person_id, cycle__state__in=running())
    changed.update(
        await Review.filter(owed, state__in=sorted(TAKEN_BACK)).values_list(  # type: ignore[arg-type]
            "cycle_id", flat=True
        )
    )
    await cancel_reviews(owed)
    await CycleParticipant.filter(nominator_id=person_id, cycle__state__in=running()).update(
        nominator_id=None, version=F("version") + 1
    )
    reports = await CycleParticipant.filter(
        manager_id=person_id, state=ParticipantState.ACTIVE, cycle__state__in=running()
    ).values_list("person_id", flat=True)
    await follow_managers(set(reports))  # type: ignore[arg-type]
    return len(changed)


async def follow_managers(people: Iterable[UUID]) -> int:
    """Let the managers of participants be those that they have today; answers how many changed.

    See :func:`_follow` for what that means. Safe to run at any time and again.
    """
    wanted = list(set(people))
    # An import of thousands comes by here for each of them, mostly while nothing runs.
    if not wanted or not await Cycle.filter(state__in=running()).exists():
        return 0
    managers = await managers_of(wanted)
    rows = await CycleParticipant.filter(
        person_id__in=wanted, state=ParticipantState.ACTIVE, cycle__state__in=running()
    ).order_by("id")
    cycles = {
        cycle.id: cycle for cycle in await Cycle.filter(id__in=list({row.cycle_id for row in rows}))
    }
    changed = 0
    for row in rows:
        # What was released, its manager of then has released; it stays between those two.
        if row.manager_id != managers.get(row.person_id) and row.released_at is None:
            changed += await _follow(cycles[row.cycle_id], row, managers.get(row.person_id))
    for person in wanted:
        await _ask_upward_of(person, managers.get(person))
    return changed


async def _follow(cycle: Cycle, row: CycleParticipant, manager_id: UUID | None) -> int:
    """Another manager reviews, prepares and releases from now on.

    A review of the former one that was not submitted is cancelled and destroyed, so the new one never
    sees it; a submitted one stays. A choice that was delegated stays with whom it was delegated to.
    """
    former = row.manager_id
    if not await CycleParticipant.filter(
        id=row.id, state=ParticipantState.ACTIVE, released_at__isnull=True, version=row.version
    ).update(manager_id=manager_id, version=F("version") + 1):
        return 0
    row.manager_id = manager_id
    cancelled = asked = 0
    if row.results_at is None:
        cancelled = await cancel_reviews(
            Q(participant_id=row.id, perspective=Perspective.MANAGER, rater_id=former)
        )
        asked = await _ask_manager(cycle, row)
    history.note(
        Action.CYCLE_MANAGER_CHANGED,
        None,
        row.cycle_id,
        person_id=row.person_id,
        count=cancelled,
        asked=asked,
    )
    return 1


async def _ask_manager(cycle: Cycle, row: CycleParticipant) -> int:
    """Ask the present manager, while somebody writes; nobody is asked twice about one person.

    Who was asked as a colleague and has not submitted is asked as the manager instead. Where a
    manager's review was submitted already, there is no second one.
    """
    if row.manager_id is None or cycle.state not in BEFORE_RESULTS:
        return 0
    if await Review.filter(
        participant_id=row.id, perspective=Perspective.MANAGER, state=ReviewState.SUBMITTED
    ).exists():
        return 0
    await cancel_reviews(
        Q(participant_id=row.id, rater_id=row.manager_id)
        & ~Q(perspective__in=[Perspective.MANAGER, Perspective.SELF])
    )
    return await ask(cycle, [row], only={Perspective.MANAGER})


async def _ask_upward_of(person_id: UUID, manager_id: UUID | None) -> None:
    """Let a report be asked about the manager that they have, and about no former one.

    Only what was not submitted is cancelled; the new one is asked about where they take part and
    people still write about them.
    """
    about_former = Q(
        rater_id=person_id,
        perspective=Perspective.UPWARD,
        participant__results_at__isnull=True,
        cycle__state__in=running(),
    )
    if manager_id is not None:
        about_former &= ~Q(participant__person_id=manager_id)
    await cancel_reviews(about_former)
    if manager_id is None:
        return
    for row in await _written_about(manager_id):
        cycle = await Cycle.get(id=row.cycle_id)
        await ask_upward(cycle, row, person_id)


async def _written_about(person_id: UUID) -> Sequence[CycleParticipant]:
    return await CycleParticipant.filter(
        person_id=person_id,
        state=ParticipantState.ACTIVE,
        results_at__isnull=True,
        cycle__state__in=sorted(state.value for state in BEFORE_RESULTS),
    ).order_by("id")


async def with_other_managers() -> list[UUID]:
    """Whose manager is another one today than in a running cycle, for the job.

    Participants, and raters who are still asked about a manager.
    """
    rows = await CycleParticipant.filter(
        state=ParticipantState.ACTIVE,
        released_at__isnull=True,
        cycle__state__in=running(),
    ).values_list("person_id", "manager_id")
    rows += await Review.filter(
        perspective=Perspective.UPWARD,
        state__in=sorted(TAKEN_BACK),
        rater_id__isnull=False,
        participant__results_at__isnull=True,
        cycle__state__in=running(),
    ).values_list("rater_id", "participant__person_id")
    found: set[UUID] = set()
    for start in range(0, len(rows), 500):
        batch = rows[start : start + 500]
        managers = await managers_of(person for person, _ in batch)
        found |= {person for person, manager in batch if managers.get(person) != manager}
    return sorted(found)
