"""What is noted of outgoing mail and of what may reach people, done once at least."""

from __future__ import annotations

from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.digest.previewing import preview_digest
from erm.mail import administration
from erm.mail.commands import queue_mail
from erm.mail.models import Mail
from erm.mail.rules import MailState
from erm.notifications.policies import set_policy
from erm.notifications.rules import Channel, NotificationKind
from tests.cast import Cast
from tests.everyday import SETTINGS


async def everything(cast: Cast, bus: Bus) -> None:
    ada = cast.actor(cast.ada)
    async with unit_of_work(bus):
        key = await queue_mail(
            dedupe_key="SECRET", kind="digest", recipient_id=cast.ann.id,
            to_address="secret@erm.test", to_name="SECRET", language="en", subject="SECRET",
            text="SECRET", html=None,
        )  # fmt: skip
        await Mail.filter(id=key).update(state=MailState.PARKED)
        await administration.send_mail_again(ada, mail_id=key)
        await administration.cancel_mail(ada, mail_id=key)
        await administration.send_test_mail(
            ada,
            address="secret@erm.test",
            name="SECRET",
            own=False,
            language="en",
            company="SECRET",
        )
        await preview_digest(ada, SETTINGS, person_id=cast.ann.id)
        await set_policy(
            ada, kind=NotificationKind.KUDOS_REACTED, channel=Channel.CHAT, on=False, required=False
        )
        block = await administration.block_address(ada, address="SECRET@erm.test")
        await administration.unblock_address(ada, block_id=block.id)
