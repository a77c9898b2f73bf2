"""Writes of celebrations, each within the caller's unit of work."""

from __future__ import annotations

from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.core.text import clean_text
from erm.core.work import record
from erm.people.models import Person
from erm.people.queries import manager_of
from erm.recognition.celebrations import policy, queries
from erm.recognition.celebrations.errors import (
    BirthdayIncomplete,
    CardHandedOver,
    CelebrationNotFound,
    NoSuchDay,
    NotSigned,
    SignatureHidden,
)
from erm.recognition.celebrations.models import CardSignature, Celebration, CelebrationChoice
from erm.recognition.celebrations.planning import (
    celebrations_enabled,
    keep_true,
    narrow_delivered,
    plan_for,
)
from erm.recognition.celebrations.rules import (
    SIGNATURE_MAXIMUM,
    CelebrationAudience,
    CelebrationState,
    Choice,
    is_day,
)
from erm.recognition.celebrations.views import CelebrationChoiceView, CelebrationView
from erm.recognition.choices.events import WarnedWordsSent
from erm.recognition.choices.words import check_words


async def set_celebration_choice(
    actor: Actor,
    *,
    anniversary: CelebrationAudience,
    birthday: CelebrationAudience,
    birth_month: int | None = None,
    birth_day: int | None = None,
) -> CelebrationChoiceView:
    """Choose who is told of one's own days; at once, for what is planned and for today as well.

    Raises ``BirthdayIncomplete``, ``NoSuchDay``.
    """
    if not policy.may_change_choice(actor):
        raise NotAllowed
    chosen = Choice(anniversary, birthday, birth_month, birth_day)
    if (birth_month is None) != (birth_day is None) or (
        birth_month is None and birthday is not CelebrationAudience.OFF
    ):
        raise BirthdayIncomplete(field="birth_day" if birth_day is None else "birth_month")
    if birth_month is not None and birth_day is not None and not is_day(birth_month, birth_day):
        raise NoSuchDay(field="birth_day")
    await Person.filter(id=actor.person_id).select_for_update().only("id").first()
    row = CelebrationChoice(
        person_id=actor.person_id,
        anniversary=anniversary,
        birthday=birthday,
        birth_month=birth_month,
        birth_day=birth_day,
        updated_at=now(),
    )
    await CelebrationChoice.bulk_create(
        [row],
        on_conflict=["person_id"],
        update_fields=["anniversary", "birthday", "birth_month", "birth_day", "updated_at"],
    )
    await keep_true([actor.person_id])
    await plan_for(actor.person_id)
    await narrow_delivered(actor.person_id, chosen)
    return await queries.choice(actor)


async def sign_card(
    actor: Actor, *, celebration_id: UUID, message: str, despite_warning: bool = False
) -> CelebrationView:
    """Write one's line on a card, or change it, until the card is handed over.

    Raises ``CelebrationNotFound``, ``CardHandedOver``, ``SignatureHidden`` and the refusals of text.
    """
    await _open(actor, celebration_id)
    message = clean_text(message, field="message", maximum=SIGNATURE_MAXIMUM)
    warned = await check_words(message, field="message", despite=despite_warning)
    moment = now()
    mine = await CardSignature.get_or_none(celebration_id=celebration_id, author_id=actor.person_id)
    if mine is None:
        mine = await CardSignature.create(
            celebration_id=celebration_id,
            author_id=actor.person_id,
            message=message,
            created_at=moment,
        )
    elif mine.hidden_at is not None:
        raise SignatureHidden
    elif mine.withdrawn_at is not None:
        await CardSignature.filter(id=mine.id).update(
            message=message, created_at=moment, edited_at=None, withdrawn_at=None
        )
    elif mine.message != message:
        await CardSignature.filter(id=mine.id).update(message=message, edited_at=moment)
    if warned:
        record(WarnedWordsSent(at=moment, author_id=actor.person_id, signature_id=mine.id))
    return await _view(actor, celebration_id)


async def withdraw_signature(actor: Actor, *, celebration_id: UUID) -> CelebrationView:
    """Take one's line off a card, until it is handed over; its words are gone.

    Raises ``CelebrationNotFound``, ``CardHandedOver``, ``NotSigned``.
    """
    await _open(actor, celebration_id)
    if not await CardSignature.filter(
        celebration_id=celebration_id, author_id=actor.person_id, withdrawn_at__isnull=True
    ).update(message="", withdrawn_at=now()):
        raise NotSigned
    return await _view(actor, celebration_id)


async def mark_card_read(actor: Actor, *, celebration_id: UUID) -> CelebrationView:
    """As its person: one has seen one's card. Again changes nothing."""
    row = await _readable(actor, celebration_id)
    if not policy.may_mark_read(actor, row):
        raise NotAllowed
    await Celebration.filter(id=celebration_id, seen_at__isnull=True).update(seen_at=now())
    return await _view(actor, celebration_id)


async def _readable(actor: Actor, celebration_id: UUID) -> Celebration:
    row = await Celebration.get_or_none(id=celebration_id)
    manager = None if row is None else await manager_of(row.person_id)
    if (
        row is None
        or not policy.may_read_celebration(actor, row, manager)
        or not await celebrations_enabled()
    ):
        raise CelebrationNotFound
    return row


async def _open(actor: Actor, celebration_id: UUID) -> None:
    """Whatever is written on a card is written while it lies open, and handing it over waits.

    The condition stands in the statement that locks the row, so a card that is handed over at the
    same time is complete.
    """
    row = await _readable(actor, celebration_id)
    if not policy.may_sign(actor, row):
        if row.person_id == actor.person_id:
            raise NotAllowed
        raise CardHandedOver
    if not await Celebration.filter(id=celebration_id, state=CelebrationState.PLANNED).update(
        state=CelebrationState.PLANNED
    ):
        raise CardHandedOver


async def _view(actor: Actor, celebration_id: UUID) -> CelebrationView:
    return (await queries.celebrations_by_ids(actor, [celebration_id]))[celebration_id]
