"""Who reads mail that is not theirs: an administrator, and only while no mail leaves the machine.

The local mailbox is for trying erm out. With a mail server nobody but the addressee reads mail: the
outbox then drops the text of what was sent. Of mail that leaves, administrators see what kind it is, to
whom it goes, when, and what the servers said, so that they can help when it does not arrive.
"""

from __future__ import annotations

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.mail.models import Mail, MailBlock
from erm.mail.rules import Transport

NOTHING = Q(id__in=[])


def may_read_mail(actor: Actor, mail: Mail, *, mail_is_local: bool) -> bool:
    """Whether the actor may read a mail in the local mailbox.

    What a server took while there was one is its reader's, also after it was taken out of the settings.
    """
    return mail_is_local and actor.is_administrator and mail.transport is not Transport.SMTP


def readable_mail(actor: Actor, *, mail_is_local: bool) -> Q:
    """The mails that the actor may read."""
    if not (mail_is_local and actor.is_administrator):
        return NOTHING
    return Q(transport__isnull=True) | Q(transport=Transport.LOCAL)


def may_open_mailbox(actor: Actor, *, mail_is_local: bool) -> bool:
    """Whether there is a mailbox for the actor at all."""
    return mail_is_local and actor.is_administrator


def may_run_outbox(actor: Actor) -> bool:
    """Who looks after outgoing mail: sends it again, cancels it, blocks addresses, sends tests."""
    return not actor.is_system and actor.is_administrator


def may_read_outgoing_mail(actor: Actor, mail: Mail) -> bool:
    """Whether the actor may see that a mail exists and what became of it; never what it says."""
    _ = mail
    return may_run_outbox(actor)


def readable_outgoing_mails(actor: Actor) -> Q:
    """Filter form of :func:`may_read_outgoing_mail`."""
    return Q() if may_run_outbox(actor) else NOTHING


def may_read_block(actor: Actor, block: MailBlock) -> bool:
    """Whether the actor may see a blocked address."""
    _ = block
    return may_run_outbox(actor)


def readable_blocks(actor: Actor) -> Q:
    """Filter form of :func:`may_read_block`."""
    return Q() if may_run_outbox(actor) else NOTHING
