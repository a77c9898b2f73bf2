"""Builders of cycles for tests: rows in any state, written directly.

So that a test's preparation does not lean on what it tests. ``cycle()`` makes a running cycle with
perspectives and questions; ``participant()`` puts somebody into it; ``review()`` asks a rater.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

import pytest
from tortoise.models import Model

from erm.audit.models import AuditEntry
from erm.core.clock import now, today
from erm.core.errors import DomainError
from erm.core.events import Bus, Event
from erm.core.ids import new_id
from erm.core.localized import Localized
from erm.core.work import unit_of_work
from erm.feedback.cycles import events, models
from erm.feedback.cycles.answers import Answer, answers_to_json
from erm.feedback.cycles.commands.nominations import guest_key
from erm.feedback.cycles.models import (
    CalibrationFacilitator,
    CalibrationSeat,
    CalibrationSession,
    Cycle,
    CycleExtension,
    CycleGuest,
    CycleParticipant,
    CyclePerspective,
    CycleProgramme,
    CycleQuestion,
    CycleTemplate,
    Review,
)
from erm.feedback.cycles.questions import Point, QuestionContent
from erm.feedback.cycles.rules import (
    ENDED_REVIEWS,
    NAMED_ALWAYS,
    CyclePhase,
    CycleState,
    Nominator,
    PacketState,
    ParticipantSource,
    ParticipantState,
    Perspective,
    ProgrammeTrigger,
    QuestionKind,
    ReleasedBy,
    ReviewState,
    live_key,
)
from erm.feedback.cycles.templates import built_in
from erm.feedback.sealed import seal_json
from erm.people.audience import Audience
from erm.people.models import Department, Person

T = TypeVar("T")

ALL = tuple(Perspective)
SCALE = 5
HASH = "a" * 64
TABLES: list[type[Model]] = [
    *(
        model
        for model in vars(models).values()
        if isinstance(model, type)
        and issubclass(model, Model)
        and model.__module__ == models.__name__
    ),
    AuditEntry,
]


@dataclass
class Round:
    """A cycle with what belongs to it. ``rating`` and ``text`` are its first such questions."""

    cycle: Cycle
    perspectives: dict[Perspective, CyclePerspective]
    questions: list[CycleQuestion]
    participants: dict[UUID, CycleParticipant] = field(default_factory=dict)

    @property
    def id(self) -> UUID:
        return self.cycle.id

    @property
    def rating(self) -> CycleQuestion:
        return next(q for q in self.questions if q.kind is QuestionKind.RATING)

    @property
    def text(self) -> CycleQuestion:
        return next(q for q in self.questions if q.kind is QuestionKind.TEXT)


def scale(points: int = SCALE) -> tuple[Point, ...]:
    """A described scale."""
    return tuple(Point(n, Localized(f"Level {n}", f"Ступень {n}")) for n in range(1, points + 1))


def content(
    text: str, kind: QuestionKind = QuestionKind.RATING, points: int = SCALE
) -> QuestionContent:
    """What a question says."""
    scaled = kind in (
        QuestionKind.RATING,
        QuestionKind.COMPETENCY_LEVEL,
        QuestionKind.GOAL_RESULT,
    )
    chosen = kind in (QuestionKind.SINGLE_CHOICE, QuestionKind.MULTIPLE_CHOICE)
    return QuestionContent(
        text=Localized(text, f"{text} (по-русски)"),
        scale=scale(points) if scaled else (),
        options=scale(points) if chosen else (),
    )


async def question(
    cycle: Cycle,
    text: str = "Keeps promises",
    *,
    kind: QuestionKind = QuestionKind.RATING,
    perspectives: Iterable[Perspective] = ALL,
    position: int = 1,
    competency: str = "Reliability",
    points: int = SCALE,
    **values: Any,
) -> CycleQuestion:
    """Ask something in a cycle."""
    return await CycleQuestion.create(
        cycle_id=cycle.id,
        position=position,
        kind=kind,
        content=content(text, kind, points).to_json(),
        competency=competency,
        perspectives=[each.value for each in perspectives],
        licence="Apache-2.0",
        source="erm",
        **values,
    )


async def cycle(
    owner: Person,
    *,
    state: CycleState = CycleState.WRITING,
    name: str = "Autumn",
    perspectives: Sequence[Perspective] = ALL,
    anonymous: Iterable[Perspective] = (Perspective.PEER, Perspective.UPWARD),
    minimum: int = 3,
    nominates: bool = True,
    calibrates: bool = False,
    writing_until: date | None = None,
    released_by: ReleasedBy = ReleasedBy.MANAGER,
    release_on: date | None = None,
    nominator: Nominator = Nominator.SUBJECT,
    nominations_need_approval: bool = True,
    previous: UUID | None = None,
    questions: bool = True,
    terms: Any = None,
    **values: Any,
) -> Round:
    """A cycle that stands in a state, with a rating and a text that everybody is asked.

    Unless told, writing has a week from today on, and everything before it is over.
    """
    day = today()
    writing = writing_until or day + timedelta(days=7)
    drafted = state is CycleState.DRAFT
    over = state in (CycleState.CLOSED, CycleState.CANCELLED)
    row = await Cycle.create(
        **{
            "name": name,
            "state": state,
            "template": "annual_360",
            "time_zone": "UTC",
            "period_from": day - timedelta(days=180),
            "period_until": day,
            "nomination_until": writing - timedelta(days=7) if nominates else None,
            "writing_until": writing,
            "calibration_until": writing + timedelta(days=7) if calibrates else None,
            "packets_until": writing + timedelta(days=14),
            "acknowledge_until": writing + timedelta(days=21),
            "released_by": released_by,
            "release_on": release_on,
            "nominator": nominator,
            "nominations_need_approval": nominations_need_approval,
            "audience": Audience(everyone=True).to_json(),
            "terms": None if drafted else terms if terms is not None else {"en": [], "ru": []},
            "terms_hash": None if drafted else HASH,
            "owner_id": owner.id,
            "previous_id": previous,
            "created_at": now(),
            "launched_at": None if drafted else now(),
            "ended_at": now() if over else None,
        }
        | values
    )
    hidden = set(anonymous) - NAMED_ALWAYS
    made = {}
    for kind in perspectives:
        made[kind] = await CyclePerspective.create(
            cycle_id=row.id, kind=kind, anonymous=kind in hidden, minimum=minimum
        )
    asked = []
    if questions:
        asked = [
            await question(row, perspectives=perspectives),
            await question(
                row,
                "What should they go on doing?",
                kind=QuestionKind.TEXT,
                perspectives=perspectives,
                position=2,
                required=False,
            ),
        ]
    return Round(row, made, asked)


async def participant(
    round_: Round,
    person: Person,
    *,
    manager: Person | None = None,
    department: Department | None = None,
    state: ParticipantState = ParticipantState.ACTIVE,
    packet: PacketState = PacketState.WAITING,
    **values: Any,
) -> CycleParticipant:
    """Put somebody into a cycle. ``packet`` PREPARING or later also sets the times."""
    made = packet is not PacketState.WAITING
    out = packet in (PacketState.RELEASED, PacketState.ACKNOWLEDGED)
    row = await CycleParticipant.create(
        **{
            "cycle_id": round_.id,
            "person_id": person.id,
            "state": state,
            "source": ParticipantSource.RULE,
            "manager_id": None if manager is None else manager.id,
            "manager_at_launch_id": None if manager is None else manager.id,
            "department_at_launch_id": None if department is None else department.id,
            "packet": packet,
            "results_at": now() if made else None,
            "released_at": now() if out else None,
            "acknowledged_at": now() if packet is PacketState.ACKNOWLEDGED else None,
            "created_at": now(),
        }
        | values
    )
    round_.participants[person.id] = row
    return row


async def participants(
    round_: Round, people: Iterable[Person], *, manager: Person | None = None
) -> list[CycleParticipant]:
    """Many participants at once, in few statements: for counting queries."""
    made = [
        CycleParticipant(
            cycle_id=round_.id,
            person_id=person.id,
            source=ParticipantSource.RULE,
            manager_id=None if manager is None else manager.id,
            manager_at_launch_id=None if manager is None else manager.id,
            created_at=now(),
        )
        for person in people
    ]
    await CycleParticipant.bulk_create(made)
    round_.participants.update({row.person_id: row for row in made})
    return made


async def guest(
    round_: Round, name: str = "Greta Guest", email: str = "greta@elsewhere.test", **values: Any
) -> CycleGuest:
    """Somebody outside who is asked."""
    return await CycleGuest.create(
        **{
            "cycle_id": round_.id,
            "name": name,
            "email": email,
            "locale": "en",
            "created_at": now(),
        }
        | values
    )


async def review(
    about: CycleParticipant,
    rater: Person | CycleGuest,
    perspective: Perspective = Perspective.PEER,
    *,
    state: ReviewState = ReviewState.ASSIGNED,
    answers: Mapping[UUID, Answer] | None = None,
    **values: Any,
) -> Review:
    """Ask a rater about a participant; ``answers`` stand sealed in it."""
    key = new_id()
    by_guest = isinstance(rater, CycleGuest)
    whose = guest_key(rater.email) if by_guest else rater.id
    sealed = None
    if answers is not None:
        sealed = seal_json(
            answers_to_json(answers), table="review", column="answers_sealed", row_id=key
        )
    return await Review.create(
        **{
            "id": key,
            "cycle_id": about.cycle_id,
            "participant_id": about.id,
            "rater_id": None if by_guest else rater.id,
            "guest_id": rater.id if by_guest else None,
            "perspective": perspective,
            "state": state,
            "live_key": None if state in ENDED_REVIEWS else live_key(about.id, whose),
            "answers_sealed": sealed,
            "answered": 0 if answers is None else len(answers),
            "saved_at": None if answers is None else now(),
            "submitted_at": now() if state is ReviewState.SUBMITTED else None,
            "created_at": now(),
        }
        | values
    )


async def extension(
    round_: Round,
    person: Person,
    until_on: date,
    *,
    phase: CyclePhase = CyclePhase.WRITING,
    by: Person | None = None,
) -> CycleExtension:
    """Give somebody more time."""
    return await CycleExtension.create(
        cycle_id=round_.id,
        person_id=person.id,
        phase=phase,
        until_on=until_on,
        by_id=None if by is None else by.id,
        created_at=now(),
    )


async def session(
    round_: Round,
    facilitators: Sequence[Person],
    seats: Sequence[CycleParticipant] = (),
    **values: Any,
) -> CalibrationSession:
    """A calibration session."""
    row = await CalibrationSession.create(
        **{"cycle_id": round_.id, "name": "Engineering", "created_at": now()} | values
    )
    for person in facilitators:
        _ = await CalibrationFacilitator.create(session_id=row.id, person_id=person.id)
    for seat in seats:
        _ = await CalibrationSeat.create(session_id=row.id, participant_id=seat.id)
    return row


async def template(by: Person, name: str = "Ours", **values: Any) -> CycleTemplate:
    """A template of the company's own."""
    return await CycleTemplate.create(
        **{
            "name": name,
            "definition": built_in("annual_360").definition.to_json(),
            "created_by_id": by.id,
            "created_at": now(),
            "updated_at": now(),
        }
        | values
    )


async def programme(
    owner: Person,
    *,
    trigger: ProgrammeTrigger = ProgrammeTrigger.EVERY_MONTHS,
    audience: Audience | None = None,
    **values: Any,
) -> CycleProgramme:
    """A programme that makes a cycle today."""
    every = trigger is ProgrammeTrigger.EVERY_MONTHS
    return await CycleProgramme.create(
        **{
            "name": "Every half year",
            "trigger": trigger,
            "months": 6 if every else None,
            "days": None if every else 60,
            "starts_on": today(),
            "next_on": today() if every else None,
            "definition": built_in("annual_360").definition.to_json(),
            "audience": (audience or Audience(everyone=True)).to_json(),
            "owner_id": owner.id,
            "created_at": now(),
        }
        | values
    )


async def everything() -> dict[str, list[dict[str, Any]]]:
    """All rows of cycles and of the audit log: equal before and after a refusal."""
    return {model.__name__: await model.all().order_by("id").values() for model in TABLES}


async def do(bus: Bus, command: Callable[..., Awaitable[T]], *args: Any, **kwargs: Any) -> T:
    """Run a command in a unit of work of its own."""
    async with unit_of_work(bus):
        return await command(*args, **kwargs)


async def refused(
    bus: Bus, code: str, command: Callable[..., Awaitable[Any]], *args: Any, **kwargs: Any
) -> DomainError:
    """Assert that a command is refused with a code and changes nothing; returns the refusal."""
    before = await everything()
    with pytest.raises(DomainError) as caught:
        await do(bus, command, *args, **kwargs)
    assert caught.value.code == code
    assert await everything() == before
    return caught.value


def heard(bus: Bus) -> list[Event]:
    """The facts of cycles that the bus hears from now on."""
    facts: list[Event] = []

    async def hear(event: Event) -> None:
        facts.append(event)

    for kind in vars(events).values():
        if isinstance(kind, type) and issubclass(kind, Event) and kind is not Event:
            bus.subscribe(kind, hear)
    return facts


def noon(day: date) -> datetime:
    """The middle of a day, in UTC."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
