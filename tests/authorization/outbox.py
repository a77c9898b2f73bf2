"""The rows of outgoing mail, and what can be done with them."""

from __future__ import annotations

from typing import Any

from erm.core.clock import now
from erm.mail.models import Mail, MailAttempt, MailBlock
from erm.mail.rules import BlockReason, MailState
from tests.authorization.world import Row, World

Given = list[tuple[str, str, Row | None, dict[str, Any], dict[str, Any]]]


async def fill(world: World) -> None:
    """Each mail once more, as those see it who look after mail; and blocked addresses."""
    for mail in await Mail.all().order_by("id"):
        row = Row("OutgoingMail", f"outgoing {mail.dedupe_key}", mail.id, "", {})
        row.values = {"toName": mail.to_name, "toAddress": mail.to_address, "kind": mail.kind}
        row.links = {
            "person": None if mail.recipient_id is None else _person(world, mail.recipient_id)
        }
        world.add(row)
        _ = await MailAttempt.create(
            mail_id=mail.id, at=now(), taken=False, stage="rcpt", code=450,
            answer=world.text(row, "tries"),
        )  # fmt: skip
    for reason in BlockReason:
        row = await world.put(
            "MailBlock",
            MailBlock,
            f"block {reason}",
            texts=["address", "diagnostic"],
            reason=reason,
            person_id=world.cast.ann.id,
            since=now(),
        )
        row.links["person"] = _person(world, world.cast.ann.id)


def _person(world: World, key: Any) -> Row:
    return world.by_key["Person", key]


def given(world: World) -> Given:
    """Each mutation, the input that names its row, the row, the rest, and what is particular."""
    mails = {row.key: row for row in world.of("OutgoingMail")}
    by_state = {
        mail.model.state: mails[mail.key]  # type: ignore[union-attr]
        for mail in world.of("Mail")
    }
    return [
        ("sendMailAgain", "id", by_state[MailState.PARKED], {}, {}),
        ("sendParkedMailsAgain", "", None, {}, {}),
        ("cancelMail", "id", by_state[MailState.QUEUED], {}, {}),
        ("blockAddress", "", None, {"address": "new@erm.test"}, {}),
        ("unblockAddress", "id", world.named("block complaint"), {}, {}),
        ("sendTestMail", "", None, {}, {}),
        ("previewDigest", "personId", world.named("Ann"), {}, {}),
    ]
