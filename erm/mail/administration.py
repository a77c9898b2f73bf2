"""What administrators do with outgoing mail. Each act leaves an entry in the audit log."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from erm.audit.commands import append
from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.core.ids import new_id
from erm.mail import blocks, policy
from erm.mail.commands import queue_mail
from erm.mail.errors import (
    AddressAlreadyBlocked,
    AddressIsBlocked,
    AddressUnusable,
    MailNotCancellable,
    MailNotReplayable,
    OutgoingMailNotFound,
    TooManyTestMails,
)
from erm.mail.message import usable_address
from erm.mail.models import Mail, MailBlock
from erm.mail.outbox import block_view, outgoing_mails_by_ids
from erm.mail.rendering import render
from erm.mail.rules import BlockReason, MailState, Urgency, kinds_called
from erm.mail.views import BlockView, OutgoingMailView

TEST_KIND = "mail_test"
TESTS_AN_HOUR = 20
_AT_ONCE = 500


async def send_mail_again(actor: Actor, *, mail_id: UUID) -> OutgoingMailView:
    """Queue a mail once more that could not be delivered, under its own Message-ID.

    Raises ``OutgoingMailNotFound``, ``MailNotReplayable``, ``AddressIsBlocked``.
    """
    view = await _mail(actor, mail_id)
    if not view.replayable:
        raise MailNotReplayable
    if await blocks.blocked_among([view.to_address]):
        raise AddressIsBlocked
    if not await _again([mail_id]):
        raise MailNotReplayable
    _note(Action.MAIL_REPLAYED, actor, mail_id)
    return await _mail(actor, mail_id)


async def send_parked_mails_again(actor: Actor, *, kind: str | None) -> int:
    """Queue all mails once more that could not be delivered, of one kind or of all; returns how many.

    Raises ``NotAllowed``.
    """
    if not policy.may_run_outbox(actor):
        raise NotAllowed
    parked = Mail.filter(state=MailState.PARKED).exclude(text="")
    if kind is not None:
        parked = parked.filter(kind__in=kinds_called(kind))
    rows = await parked.values_list("id", "to_address")
    blocked = await blocks.blocked_among([address for _, address in rows])
    ids = [
        key for key, address in rows if usable_address(address) and address.lower() not in blocked
    ]
    count = sum([await _again(ids[i : i + _AT_ONCE]) for i in range(0, len(ids), _AT_ONCE)])
    if count:
        append(
            Action.MAIL_REPLAYED,
            actor_id=actor.person_id,
            subject_kind="OutgoingMail",
            subject_id=None,
            details={"count": count},
        )
    return count


async def _again(ids: list[UUID]) -> int:
    return (
        await Mail.filter(id__in=ids, state=MailState.PARKED)
        .exclude(text="")
        .update(state=MailState.QUEUED, next_attempt_at=now(), attempts=0)
    )


async def cancel_mail(actor: Actor, *, mail_id: UUID) -> OutgoingMailView:
    """Take back a mail that waits; its text is dropped.

    Raises ``OutgoingMailNotFound``, ``MailNotCancellable``.
    """
    _ = await _mail(actor, mail_id)
    if not await Mail.filter(id=mail_id, state=MailState.QUEUED).update(
        state=MailState.CANCELLED, text="", html=None, calendar=None, attachment=None
    ):
        raise MailNotCancellable
    _note(Action.MAIL_CANCELLED, actor, mail_id)
    return await _mail(actor, mail_id)


async def block_address(actor: Actor, *, address: str) -> BlockView:
    """Let an address get no mail any more; what waits for it is cancelled when its time comes.

    Raises ``NotAllowed``, ``AddressUnusable``, ``AddressAlreadyBlocked``.
    """
    if not policy.may_run_outbox(actor):
        raise NotAllowed
    wanted = _address(address)
    known = (
        await Mail.filter(to_address__iexact=wanted, recipient_id__isnull=False)
        .order_by("-id")
        .first()
        .values_list("recipient_id", flat=True)
    )
    if not await blocks.block(
        wanted,
        BlockReason.ADMINISTRATOR,
        person_id=known,  # type: ignore[arg-type]
        mail_id=None,
    ):
        raise AddressAlreadyBlocked
    row = await MailBlock.get(address=wanted.lower())
    append(
        Action.MAIL_ADDRESS_BLOCKED,
        actor_id=actor.person_id,
        subject_kind="MailBlock",
        subject_id=row.id,
    )
    return block_view(row)


async def unblock_address(actor: Actor, *, block_id: UUID) -> str:
    """Let an address get mail again; returns it. Raises ``OutgoingMailNotFound``."""
    row = await MailBlock.get_or_none(policy.readable_blocks(actor), id=block_id)
    if row is None or not await MailBlock.filter(id=block_id).delete():
        raise OutgoingMailNotFound
    append(
        Action.MAIL_ADDRESS_UNBLOCKED,
        actor_id=actor.person_id,
        subject_kind="MailBlock",
        subject_id=block_id,
        details={"reason": row.reason},
    )
    return row.address


async def send_test_mail(
    actor: Actor, *, address: str, name: str, own: bool, language: str, company: str
) -> OutgoingMailView:
    """Queue a mail that says only that mail works; ``own``: it goes to the actor.

    Raises ``NotAllowed``, ``AddressUnusable``, ``AddressIsBlocked``, ``TooManyTestMails``.
    """
    if not policy.may_run_outbox(actor):
        raise NotAllowed
    wanted = _address(address)
    if await blocks.blocked_among([wanted]):
        raise AddressIsBlocked
    lately = Mail.filter(kind=TEST_KIND, created_at__gt=now() - timedelta(hours=1))
    if await lately.count() >= TESTS_AN_HOUR:
        raise TooManyTestMails(count=TESTS_AN_HOUR)
    mail = render(TEST_KIND, language, company=company, name=name)
    key = await queue_mail(
        dedupe_key=f"{TEST_KIND}:{new_id()}",
        kind=TEST_KIND,
        urgency=Urgency.NOW,
        recipient_id=actor.person_id if own else None,
        to_address=wanted,
        to_name=name,
        language=language,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
    )
    _note(Action.MAIL_TESTED, actor, key)
    return await _mail(actor, key)


async def _mail(actor: Actor, key: UUID) -> OutgoingMailView:
    view = (await outgoing_mails_by_ids(actor, [key])).get(key)
    if view is None:
        raise OutgoingMailNotFound
    return view


def _address(address: str) -> str:
    wanted = address.strip()
    if not usable_address(wanted):
        raise AddressUnusable(field="address")
    return wanted


def _note(action: Action, actor: Actor, mail_id: UUID) -> None:
    append(action, actor_id=actor.person_id, subject_kind="OutgoingMail", subject_id=mail_id)
