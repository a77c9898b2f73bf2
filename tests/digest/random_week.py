"""Random things that a digest may tell of, written directly: on every side of every limit."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from erm.core.clock import now, today
from erm.core.ids import new_id
from erm.development.learning.models import Certificate
from erm.development.models import DevelopmentChange
from erm.development.rules import GoalVisibility, PlanState
from erm.development.skills.models import Mentorship
from erm.engagement.waves.models import RollEntry
from erm.feedback.cycles.rules import CycleState, Nominator, PacketState, ReviewState
from erm.feedback.models import FeedbackNote, FeedbackRequest
from erm.feedback.rules import FeedbackVisibility, RequestState, open_key
from erm.feedback.sealed import seal_note
from erm.handovers.models import Handover
from erm.handovers.rules import HandoverReason, HandoverState
from erm.one_on_ones.models import ActionItem, TalkingPoint
from erm.one_on_ones.rules import ActionItemState, Visibility
from erm.one_on_ones.sealed import seal_point
from erm.people.models import Person
from erm.recognition.celebrations.rules import CelebrationAudience, CelebrationState
from erm.recognition.choices.models import ThanksNudge
from erm.recognition.fairness.nudges import period_of
from erm.recognition.models import Kudos, KudosReceiver
from erm.recognition.rules import KudosVisibility
from erm.relationships.rules import TouchpointKind
from tests.cast import Cast
from tests.development.builders import goal_row, plan_row
from tests.development.competencies import building
from tests.engagement import making
from tests.feedback.cycles import rows as cycle_rows
from tests.one_on_ones.builders import meeting_row, series_row
from tests.recognition.celebrations.builders import celebration, signature
from tests.relationships.builders import contact, write

DAY = timedelta(days=1)
ZONES = ("Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC", "Asia/Kathmandu")


def some_days(dice: random.Random, low: int, high: int) -> timedelta:
    """A number of days with an hour that differs: limits lie between days."""
    return timedelta(days=dice.randint(low, high), hours=dice.randrange(-12, 13))


async def live(cast: Cast, dice: random.Random) -> None:
    """A week of the cast, none like another."""
    people = cast.people
    for person in people:
        person.time_zone = dice.choice(ZONES)
        await Person.filter(id=person.id).update(time_zone=person.time_zone)
    for _ in range(16):
        one, other = dice.sample(people, 2)
        await _together(dice, one, other)
        await _feedback(dice, one, other)
        await _thanks(dice, one, other, cast.mo)
    for person in people:
        await _development(dice, person, dice.choice(people))
    await _assessments(cast, dice)
    await _cycle(cast, dice)
    await _celebrations(dice, people)


async def survey(cast: Cast) -> Any:
    """An open wave for everybody."""
    await making.bank()
    return await making.opened(cast.actor(cast.hana), making.draft(starts_on=today()))


async def met(dice: random.Random, one: Person, other: Person) -> None:
    """Two who meet soon, with something to talk about, a promise each way and a question."""
    await all_met(dice, [(one, other)])


async def all_met(dice: random.Random, pairs: Sequence[tuple[Person, Person]]) -> None:
    """The same for many pairs, in few statements."""
    tables: list[list[Any]] = [[] for _ in range(5)]
    for one, other in pairs:
        pair = series_row(one, other)
        meeting = meeting_row(pair, 2, now() + dice.randint(1, 5) * DAY, is_open=True)
        point = TalkingPoint(
            series_id=pair.id, meeting_id=meeting.id, author_id=one.id, body="Point",
            visibility=Visibility.SHARED, position=0, created_at=now(),
        )  # fmt: skip
        items = [
            ActionItem(
                series_id=pair.id, meeting_id=meeting.id, made_in_number=1, meeting_number=2,
                author_id=one.id, owner_id=owner.id, body="Do it", due_on=today(),
                created_at=now(),
            )
            for owner in (one, other)
        ]  # fmt: skip
        request = FeedbackRequest(
            requester_id=one.id, asked_id=other.id, question="Why?", state=RequestState.PENDING,
            open_key=open_key(one.id, other.id, "Why?"), created_at=now(),
        )  # fmt: skip
        made: tuple[list[Any], ...] = ([pair], [meeting], [point], items, [request])
        for rows, some in zip(tables, made, strict=True):
            rows.extend(some)
    for rows in tables:
        await type(rows[0]).bulk_create(rows)


async def all_work(people: Sequence[Person], author: Person) -> None:
    """Of each a plan that has gone quiet, and thanks and feedback from somebody, in few statements."""
    plans = [
        plan_row(
            person, state=PlanState.ACTIVE, signed_at=now() - 60 * DAY,
            starts_on=today() - 60 * DAY, last_activity_at=now() - 30 * DAY,
        )
        for person in people
    ]  # fmt: skip
    notes, kudos, receivers = [], [], []
    for person in people:
        key = new_id()
        parts = {"situation": "", "behaviour": "Well done", "impact": "", "next_step": ""}
        notes.append(
            FeedbackNote(
                id=key, author_id=author.id, recipient_id=person.id, behaviour="",
                sealed=seal_note(parts, key), visibility=FeedbackVisibility.RECIPIENT,
                created_at=now() - DAY,
            )
        )  # fmt: skip
        thanks = Kudos(
            id=new_id(), author_id=author.id, message="Thanks", created_at=now() - DAY,
            visibility=KudosVisibility.PUBLIC,
        )  # fmt: skip
        kudos.append(thanks)
        receivers.append(KudosReceiver(kudos_id=thanks.id, person_id=person.id))
    await type(plans[0]).bulk_create(plans)
    await FeedbackNote.bulk_create(notes)
    await Kudos.bulk_create(kudos)
    await KudosReceiver.bulk_create(receivers)


async def _together(dice: random.Random, one: Person, other: Person) -> None:
    pair = series_row(one, other)
    pair.created_at = now() - some_days(dice, 9, 40)
    if dice.random() < 0.2:
        pair.paused_from = today() - DAY
    if await type(pair).exists(active_pair=pair.active_pair):
        return
    await pair.save(force_create=True)
    if dice.random() < 0.7:
        kind = dice.choice((TouchpointKind.ONE_ON_ONE_HELD, TouchpointKind.KUDOS_GIVEN))
        ago = some_days(dice, 9, 12) if dice.random() < 0.7 else some_days(dice, 0, 25)
        await write([contact(kind, one, other, now() - ago)])
    meeting = meeting_row(pair, 2, now() + some_days(dice, -9, 9), is_open=True)
    await meeting.save(force_create=True)
    for place in range(dice.randrange(4)):
        key, visibility = new_id(), dice.choice(list(Visibility))
        private = visibility is Visibility.PRIVATE
        await TalkingPoint.create(
            id=key, series_id=pair.id, meeting_id=meeting.id, author_id=one.id,
            body="" if private else f"Point {place}", position=place, created_at=now(),
            sealed=seal_point(f"Private {place}", key) if private else None,
            visibility=visibility,
        )  # fmt: skip
    for owner in (one, other):
        due_on = None if dice.random() < 0.2 else (now() + some_days(dice, -3, 10)).date()
        await ActionItem.create(
            series_id=pair.id, meeting_id=meeting.id, made_in_number=1, meeting_number=2,
            author_id=one.id, owner_id=owner.id, body=f"Do it {dice.random()}", due_on=due_on,
            state=dice.choice(list(ActionItemState)), created_at=now(),
        )  # fmt: skip


async def _feedback(dice: random.Random, one: Person, other: Person) -> None:
    question = f"Why {dice.random()}?"
    await FeedbackRequest.create(
        requester_id=one.id, asked_id=other.id, question=question,
        state=dice.choice(list(RequestState)), open_key=open_key(one.id, other.id, question),
        due_on=(now() + some_days(dice, -5, 5)).date(), created_at=now(),
    )  # fmt: skip
    key = new_id()
    parts = {"situation": "", "behaviour": "Well done", "impact": "", "next_step": ""}
    await FeedbackNote.create(
        id=key, author_id=one.id, recipient_id=other.id, behaviour="", sealed=seal_note(parts, key),
        visibility=FeedbackVisibility.RECIPIENT, created_at=now() - some_days(dice, 0, 9),
        thanked_at=now() if dice.random() < 0.3 else None,
    )  # fmt: skip
    await Handover.create(
        author_id=one.id, receiver_id=other.id, reason=dice.choice(list(HandoverReason)),
        state=dice.choice(list(HandoverState)), note="Please", created_at=now(),
        shared_at=now() - some_days(dice, 5, 9),
    )  # fmt: skip


async def _thanks(dice: random.Random, one: Person, other: Person, manager: Person) -> None:
    visibility = dice.choice(list(KudosVisibility))
    kudos = await Kudos.create(
        author_id=one.id, message=f"Thanks {dice.random()}", visibility=visibility,
        created_at=now() - some_days(dice, 0, 9),
        audience_manager_id=manager.id if visibility is KudosVisibility.TEAM else None,
        hidden_at=now() if dice.random() < 0.1 else None,
        withdrawn_at=now() if dice.random() < 0.1 else None,
    )  # fmt: skip
    await KudosReceiver.create(kudos_id=kudos.id, person_id=other.id)
    if dice.random() < 0.4:
        await write([contact(TouchpointKind.PROMISE_KEPT, one, other, now() - 2 * DAY)])
        await ThanksNudge.get_or_create(
            person_id=other.id,
            period=period_of(today()),
            defaults={
                "helpers": [str(one.id)],
                "created_at": now() - DAY,
                "ends_at": now() + some_days(dice, -1, 5),
            },
        )


async def _development(dice: random.Random, person: Person, other: Person) -> None:
    plan = plan_row(
        person, state=dice.choice((*PlanState, *[PlanState.ACTIVE] * 6)), signed_at=now() - some_days(dice, 10, 40),
        starts_on=today() - 40 * DAY, ends_on=today() + dice.choice((-1, 0, 1, 30, 30, 30, 30)) * DAY,
        last_activity_at=now() - dice.choice((20, 21, 21, 22)) * DAY, check_in_every=dice.choice((7, 14)),
        manager_saw_changes_at=now() - 3 * DAY,
    )  # fmt: skip
    await plan.save(force_create=True)
    near = dice.choice((some_days(dice, 6, 8), some_days(dice, 13, 15), some_days(dice, 0, 4)))
    checked = now() - near if dice.random() < 0.8 else None
    hidden = dice.choice((GoalVisibility.SHARED, GoalVisibility.PRIVATE))
    for visibility in (GoalVisibility.SHARED, hidden):
        goal = goal_row(person, plan_id=plan.id, checked_in_at=checked, visibility=visibility)
        await goal.save(force_create=True)
    if dice.random() < 0.3:
        await DevelopmentChange.create(
            plan_id=plan.id, by_id=other.id, at=now() - some_days(dice, 0, 6), field="title",
            after_signing=dice.random() < 0.7,
        )  # fmt: skip
    if other.id != person.id and dice.random() < 0.3:
        await Mentorship.create(
            mentor_id=other.id, mentee_id=person.id, proposed_by_id=person.id,
            mentee_accepted_at=now(), created_at=now(),
        )  # fmt: skip
    await Certificate.create(
        person_id=person.id, name="First aid", created_at=now(),
        expires_on=dice.choice((None, *(today() + d * DAY for d in (-92, -90, -89, 59, 60, 62)))),
    )  # fmt: skip


async def _assessments(cast: Cast, dice: random.Random) -> None:
    built = await building.build(name=f"Making {dice.random()}")
    half = {"testing": 1}
    for person, manager in ((cast.ann, cast.mo), (cast.bo, cast.mo), (cast.cy, cast.max)):
        days, days_ago = dice.choice((None, -1, 0, 3)), dice.randint(5, 9)
        due_on = None if days is None else today() + days * DAY
        if dice.random() < 0.8:
            await building.assess(
                built, person, own=half, manager=(manager, half), compared=True, days_ago=days_ago
            )
        await building.assess(
            built, person, own=half if dice.random() < 0.5 else None, submitted=True, due_on=due_on
        )


async def _cycle(cast: Cast, dice: random.Random) -> None:
    """A cycle in each stage in which somebody has something to do, and one that is over."""
    stages = (*CycleState.__members__.values(),)
    for state in dice.sample([each for each in stages if each is not CycleState.DRAFT], 4):
        until = today() + dice.randint(-1, 14) * DAY
        round_ = await cycle_rows.cycle(
            dice.choice((cast.hana, cast.zed)), state=state, writing_until=until,
            name=f"Round {dice.random()}", nominator=dice.choice(list(Nominator)),
            calibrates=state is CycleState.CALIBRATION,
            nominations_need_approval=dice.random() < 0.7,
        )  # fmt: skip
        packet = dice.choice(list(PacketState))
        ann = await cycle_rows.participant(round_, cast.ann, manager=cast.mo, packet=packet)
        max_ = await cycle_rows.participant(round_, cast.max, manager=None)
        for rater in (cast.cy, cast.bo):
            await cycle_rows.review(ann, rater, state=dice.choice(list(ReviewState)))
        if state is CycleState.CALIBRATION:
            await cycle_rows.session(round_, [cast.zed, cast.hana], [ann, max_])


async def _celebrations(dice: random.Random, people: Sequence[Person]) -> None:
    for person in dice.sample(list(people), 4):
        card = await celebration(
            person,
            day=today() + dice.choice((*range(-1, 9), -29, -30, -31)) * DAY,
            audience=dice.choice((CelebrationAudience.TEAM, CelebrationAudience.EVERYONE)),
            state=dice.choice((CelebrationState.PLANNED, CelebrationState.DELIVERED)),
        )
        for author in dice.sample([each for each in people if each is not person], 2):
            line = await signature(card, author)
            line.hidden_at = now() if dice.random() < 0.2 else None
            line.withdrawn_at = now() if dice.random() < 0.2 else None
            await line.save()


async def asked(wave: Any, dice: random.Random) -> None:
    """Some have answered already."""
    for entry in await RollEntry.filter(wave_id=wave.id):
        if dice.random() < 0.5:
            await RollEntry.filter(id=entry.id).update(issued=True)
