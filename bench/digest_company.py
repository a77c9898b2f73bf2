"""A company in which everybody has something to read in their digest."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from tortoise.models import Model

from erm.core.clock import at
from erm.core.ids import new_id
from erm.development.rules import PlanState
from erm.engagement.waves.models import RollEntry
from erm.feedback.models import FeedbackNote, FeedbackRequest
from erm.feedback.rules import FeedbackVisibility, RequestState, open_key
from erm.feedback.sealed import seal_note
from erm.one_on_ones.models import ActionItem, TalkingPoint
from erm.people.models import Bond, Person
from erm.people.rules import BondKind
from erm.recognition.models import Kudos, KudosReceiver
from erm.recognition.rules import KudosVisibility
from erm.relationships.rules import TouchpointKind
from tests.cast import LONG_AGO, Cast, company
from tests.development.builders import goal_row, plan_row
from tests.engagement import making
from tests.one_on_ones.builders import meeting_row, series_row
from tests.relationships.builders import contact

MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TEAM = 8
"""So many report to each manager, down to those who manage nobody."""
AT_ONCE = 2_000
WORDS = (
    "How was the release for those on call, and what would make the next one calmer?",
    "Write down how a new colleague gets access in the first week",
    "Ask the customer which of the two reports they really read",
    "Talk about what you would like to learn next year",
    "Thank you for staying late with us on Thursday, the demo would not have worked without you.",
)


async def fill(count: int) -> None:
    """Write so many people with what they have to read on a Monday morning."""
    dice = random.Random(8)
    with at(MONDAY - timedelta(days=10)):
        cast = await company()
        await making.bank()
        wave = await making.opened(cast.actor(cast.hana), making.draft(starts_on=MONDAY.date()))
        issued = await RollEntry.filter(wave_id=wave.id).first()
    assert issued is not None
    people = await cast.crowd(count)
    for first in range(0, count, AT_ONCE):
        some = range(first, min(first + AT_ONCE, count))
        with at(MONDAY):
            await _write(_rows(dice, people, some, wave.id, issued.class_number))
    await _nobody_else(cast)


async def _nobody_else(cast: Cast) -> None:
    """The ten of the cast leave, so that the figures are of the others alone."""
    keys = [person.id for person in cast.people[:10]]
    await Person.filter(id__in=keys).update(left_on=LONG_AGO, leaving_announced=True)


def _rows(
    dice: random.Random,
    people: Sequence[Person],
    some: range,
    wave_id: UUID,
    class_number: int,
) -> list[list[Any]]:
    """The rows of some people, table by table."""
    tables: list[list[Any]] = [[] for _ in range(13)]
    (
        bonds, series, meetings, points, items, contacts, requests, notes, plans, goals, kudos,
        receivers, roll,
    ) = tables  # fmt: skip
    for number in some:
        person = people[number]
        manager = people[(number - 1) // TEAM]
        other = people[dice.randrange(len(people))]
        if dice.random() < 0.2:
            roll.append(RollEntry(wave_id=wave_id, person_id=person.id, class_number=class_number))
        if number and dice.random() < 0.25 and other is not person:
            given_at = MONDAY - timedelta(hours=dice.randrange(2, 140))
            thanks = Kudos(
                id=new_id(), author_id=other.id, message=WORDS[4], search_text="thank you",
                visibility=KudosVisibility.PUBLIC, created_at=given_at,
            )  # fmt: skip
            kudos.append(thanks)
            receivers.append(KudosReceiver(kudos_id=thanks.id, person_id=person.id))
        if dice.random() < 0.3 and other is not person:
            requests.append(
                FeedbackRequest(
                    id=new_id(),
                    requester_id=other.id,
                    asked_id=person.id,
                    question=WORDS[0],
                    state=RequestState.PENDING,
                    open_key=open_key(other.id, person.id, WORDS[0]),
                    due_on=(MONDAY + timedelta(days=dice.randrange(-3, 9))).date(),
                    created_at=MONDAY - timedelta(days=4),
                )
            )
        if dice.random() < 0.1 and other is not person:
            key = new_id()
            parts = {"situation": "", "behaviour": WORDS[2], "impact": "", "next_step": ""}
            notes.append(
                FeedbackNote(
                    id=key,
                    author_id=other.id,
                    recipient_id=person.id,
                    behaviour="",
                    sealed=seal_note(parts, key),
                    visibility=FeedbackVisibility.RECIPIENT,
                    created_at=MONDAY - timedelta(days=2),
                    leads_batch=True,
                    competency="",
                )
            )
        if dice.random() < 0.6:
            told = MONDAY - timedelta(days=dice.choice((3, 9, 12, 17, 30)))
            plan = plan_row(
                person, state=PlanState.ACTIVE, title=WORDS[3], last_activity_at=told,
                signed_at=MONDAY - timedelta(days=60), starts_on=(MONDAY - timedelta(60)).date(),
            )  # fmt: skip
            plans.append(plan)
            goals.append(goal_row(person, plan_id=plan.id, checked_in_at=told))
        if not number:
            continue
        bonds.append(
            Bond(
                kind=BondKind.MANAGER,
                subject_id=person.id,
                other_id=manager.id,
                starts_on=LONG_AGO,
            )
        )
        pair = series_row(person, manager)
        pair.created_at = MONDAY - timedelta(days=200)
        series.append(pair)
        silent = 20 if dice.random() < 0.1 else dice.randrange(1, 7)
        met = MONDAY - timedelta(days=silent)
        contacts.append(contact(TouchpointKind.ONE_ON_ONE_HELD, manager, person, met))
        ahead = timedelta(hours=dice.randrange(2, 150) if silent < 20 else 240)
        meeting = meeting_row(pair, 30, MONDAY + ahead, is_open=True)
        meetings.append(meeting)
        for place in range(dice.randrange(3)):
            points.append(
                TalkingPoint(
                    series_id=pair.id,
                    meeting_id=meeting.id,
                    author_id=person.id,
                    body=WORDS[place],
                    position=place,
                    created_at=met,
                    recurring=False,
                )
            )
        for owner, share in ((person, 0.3), (manager, 0.05)):
            if dice.random() < share:
                items.append(
                    ActionItem(
                        series_id=pair.id,
                        meeting_id=meeting.id,
                        made_in_number=29,
                        meeting_number=30,
                        author_id=person.id,
                        owner_id=owner.id,
                        body=WORDS[1],
                        due_on=(MONDAY + timedelta(days=dice.randrange(-4, 6))).date(),
                        created_at=met,
                    )
                )
    return tables


async def _write(tables: Sequence[Sequence[Model]]) -> None:
    for rows in tables:
        if rows:
            await type(rows[0]).bulk_create(rows, batch_size=500)
