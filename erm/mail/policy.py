"""Who reads mail that is not theirs: an administrator, and only while no mail leaves the machine.

The local mailbox is for trying erm out. With a mail server nobody but the addressee reads mail: the
outbox then drops the text of what was sent.
"""

from __future__ import annotations

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.mail.models import Mail

NOTHING = Q(id__in=[])


def may_read_mail(actor: Actor, mail: Mail, *, mail_is_local: bool) -> bool:
    """Whether the actor may read a mail in the local mailbox."""
    _ = mail
    return mail_is_local and actor.is_administrator


def readable_mail(actor: Actor, *, mail_is_local: bool) -> Q:
    """The mails that the actor may read."""
    return Q() if mail_is_local and actor.is_administrator else NOTHING


def may_open_mailbox(actor: Actor, *, mail_is_local: bool) -> bool:
    """Whether there is a mailbox for the actor at all."""
    return mail_is_local and actor.is_administrator
