"""Putting people into a cycle, with the reviews that follow from who manages whom.

Everybody's own review, their manager's, and those of their reports. Peers and people outside are
chosen; those of the cycle before are proposed again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tortoise.expressions import F

from erm.core.actor import SYSTEM, Actor
from erm.core.clock import now
from erm.feedback.cycles.commands.nominations import guest_key
from erm.feedback.cycles.definitions import NOMINATED
from erm.feedback.cycles.models import (
    Cycle,
    CycleGuest,
    CycleParticipant,
    CyclePerspective,
    Review,
)
from erm.feedback.cycles.rules import (
    ParticipantSource,
    ParticipantState,
    Perspective,
    ReviewState,
    live_key,
)
from erm.people.models import Person
from erm.people.queries import department_ids, managers_of, present, report_ids_by_manager

BATCH = 500
KEPT = (ReviewState.SUBMITTED, ReviewState.MISSED, ReviewState.ASSIGNED, ReviewState.STARTED)
"""Raters of a former cycle in these states are proposed again: who declined is left alone."""


async def enrol(
    actor: Actor, cycle: Cycle, people: Sequence[UUID], *, source: ParticipantSource
) -> list[CycleParticipant]:
    """Make participants of people who are none, with their reviews.

    A fixed number of queries for each 500 people.
    """
    made: list[CycleParticipant] = []
    for start in range(0, len(people), BATCH):
        made += await _enrol(actor, cycle, people[start : start + BATCH], source)
    return made


async def _enrol(
    actor: Actor, cycle: Cycle, people: Sequence[UUID], source: ParticipantSource
) -> list[CycleParticipant]:
    managers = await managers_of(people)
    departments = await department_ids(SYSTEM, people)
    moment = now()
    rows = [
        CycleParticipant(
            cycle_id=cycle.id,
            person_id=person,
            state=ParticipantState.ACTIVE,
            source=source,
            manager_id=managers.get(person),
            manager_at_launch_id=managers.get(person),
            department_at_launch_id=departments.get(person),
            added_by_id=None if actor.is_system else actor.person_id,
            created_at=moment,
        )
        for person in people
    ]
    await CycleParticipant.bulk_create(rows, batch_size=BATCH)
    await ask(cycle, rows)
    await propose_former_raters(cycle, rows)
    return rows


async def take_back(actor: Actor, cycle: Cycle, rows: Sequence[CycleParticipant]) -> None:
    """Let people take part again who were taken out or had left, as if they came now."""
    people = [row.person_id for row in rows]
    managers = await managers_of(people)
    departments = await department_ids(SYSTEM, people)
    for row in rows:
        row.state = ParticipantState.ACTIVE
        row.manager_id = row.manager_at_launch_id = managers.get(row.person_id)
        row.department_at_launch_id = departments.get(row.person_id)
        _ = await CycleParticipant.filter(id=row.id).update(
            state=row.state,
            source=ParticipantSource.HAND,
            manager_id=row.manager_id,
            manager_at_launch_id=row.manager_at_launch_id,
            department_at_launch_id=row.department_at_launch_id,
            nominator_id=None,
            nominated_at=None,
            approved_at=None,
            approved_by_id=None,
            ended_at=None,
            removed_reason="",
            added_by_id=actor.person_id,
            version=F("version") + 1,
        )
    await ask(cycle, rows)


@dataclass(slots=True)
class _Asked:
    """Reviews to make, none for a rater who is asked about the same person already."""

    cycle_id: UUID
    moment: datetime
    taken: set[str]
    rows: list[Review] = field(default_factory=list)

    def ask(
        self,
        about: CycleParticipant,
        perspective: Perspective,
        *,
        rater_id: UUID | None = None,
        guest: CycleGuest | None = None,
        state: ReviewState = ReviewState.ASSIGNED,
    ) -> bool:
        """Ask, unless they are asked already; whether they were."""
        rater = guest_key(guest.email) if guest is not None else rater_id
        if rater is None:
            raise ValueError("a review has a rater or a guest")
        key = live_key(about.id, rater)
        if key in self.taken:
            return False
        self.taken.add(key)
        self.rows.append(
            Review(
                cycle_id=self.cycle_id,
                participant_id=about.id,
                rater_id=rater_id,
                guest_id=None if guest is None else guest.id,
                perspective=perspective,
                state=state,
                live_key=key,
                created_at=self.moment,
            )
        )
        return True


async def _asked(cycle: Cycle, about: Sequence[CycleParticipant]) -> _Asked:
    keys = await Review.filter(
        participant_id__in=[row.id for row in about], live_key__isnull=False
    ).values_list("live_key", flat=True)
    return _Asked(cycle.id, now(), set(keys))  # type: ignore[arg-type]


async def kinds_of(cycle_id: UUID) -> set[Perspective]:
    """The perspectives of a cycle."""
    return {row.kind for row in await CyclePerspective.filter(cycle_id=cycle_id)}


async def ask(
    cycle: Cycle,
    about: Sequence[CycleParticipant],
    *,
    only: Collection[Perspective] = frozenset(Perspective),
) -> int:
    """Ask for the reviews about people that follow from the directory; how many were new.

    Nobody is asked twice about one person: who is asked already stays in the perspective of then.
    """
    kinds = await kinds_of(cycle.id) & set(only)
    asked = await _asked(cycle, about)
    reports: dict[UUID, tuple[UUID, ...]] = {}
    if Perspective.UPWARD in kinds:
        reports = await report_ids_by_manager(SYSTEM, [row.person_id for row in about])
    for row in about:
        if Perspective.SELF in kinds:
            asked.ask(row, Perspective.SELF, rater_id=row.person_id)
        if Perspective.MANAGER in kinds and row.manager_id is not None:
            asked.ask(row, Perspective.MANAGER, rater_id=row.manager_id)
        for report in reports.get(row.person_id, ()):
            asked.ask(row, Perspective.UPWARD, rater_id=report)
    await Review.bulk_create(asked.rows, batch_size=BATCH)
    return len(asked.rows)


async def ask_upward(cycle: Cycle, about: CycleParticipant, rater_id: UUID) -> int:
    """Ask one report about their manager, unless they are asked already; how many were asked."""
    if Perspective.UPWARD not in await kinds_of(cycle.id):
        return 0
    asked = await _asked(cycle, [about])
    asked.ask(about, Perspective.UPWARD, rater_id=rater_id)
    await Review.bulk_create(asked.rows)
    return len(asked.rows)


async def propose_former_raters(cycle: Cycle, about: Sequence[CycleParticipant]) -> int:
    """Propose the raters whom these people had in the cycle before; how many.

    As proposals for who chooses now, at most as many as may be chosen. Where a cycle has no phase in
    which they could be confirmed, colleagues are asked at once and people outside are not.
    """
    chosen = await kinds_of(cycle.id) & NOMINATED
    if cycle.previous_id is None or not chosen:
        return 0
    nominates = cycle.nomination_until is not None
    former = await _former(cycle.previous_id, about, chosen)
    people = {review.rater_id for reviews in former.values() for review in reviews}
    there = await _present(key for key in people if key is not None)
    guests = await _guests(
        review.guest_id for reviews in former.values() for review in reviews if nominates
    )
    asked = await _asked(cycle, about)
    state = ReviewState.PROPOSED if nominates else ReviewState.ASSIGNED
    new_guests = []
    for row in about:
        left = cycle.nomination_cap
        for review in former.get(row.person_id, ()):
            if left == 0:
                break
            if review.guest_id is not None:
                known = guests.get(review.guest_id)
                if known is None:
                    continue
                guest = CycleGuest(
                    cycle_id=cycle.id,
                    name=known.name,
                    email=known.email,
                    locale=known.locale,
                    invited_by_id=known.invited_by_id,
                    created_at=asked.moment,
                )
                if asked.ask(row, review.perspective, guest=guest, state=state):
                    new_guests.append(guest)
                    left -= 1
            elif review.rater_id in there and review.rater_id != row.person_id:
                left -= asked.ask(row, review.perspective, rater_id=review.rater_id, state=state)
    await CycleGuest.bulk_create(new_guests, batch_size=BATCH)
    await Review.bulk_create(asked.rows, batch_size=BATCH)
    return len(asked.rows)


async def _former(
    previous_id: UUID, about: Sequence[CycleParticipant], kinds: Iterable[Perspective]
) -> dict[UUID, list[Review]]:
    """The reviews of the cycle before about these people, by person, in the order they were made."""
    earlier = dict(
        await CycleParticipant.filter(
            cycle_id=previous_id, person_id__in=[row.person_id for row in about]
        ).values_list("id", "person_id")
    )
    found: dict[UUID, list[Review]] = defaultdict(list)
    if earlier:
        for review in await Review.filter(
            participant_id__in=list(earlier),
            perspective__in=[kind.value for kind in kinds],
            state__in=[state.value for state in KEPT],
        ).order_by("id"):
            found[earlier[review.participant_id]].append(review)
    return found


async def _present(keys: Iterable[UUID]) -> set[UUID]:
    day = now().date()
    found = await Person.filter(present(day), id__in=list(keys)).values_list("id", flat=True)
    return set(found)  # type: ignore[arg-type]


async def _guests(keys: Iterable[UUID | None]) -> dict[UUID, CycleGuest]:
    ids = [key for key in keys if key is not None]
    return {row.id: row for row in await CycleGuest.filter(id__in=ids)} if ids else {}
