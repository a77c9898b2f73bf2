"""Notifications and browsers of everybody, and what can be done with both."""

from __future__ import annotations

from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from erm.core.clock import now
from erm.core.ids import new_id
from erm.notifications.models import Notification, PushSubscription
from erm.notifications.pushing import encode
from erm.notifications.rules import NotificationKind
from tests.authorization.relations import Relation
from tests.authorization.world import Row, World, ids

ENDPOINT = "https://push.example.com/send/"


async def fill(world: World) -> None:
    c = world.cast
    kudos = world.of("Kudos")
    for person, variant, kind in (
        (c.bo, "public", NotificationKind.KUDOS_RECEIVED),
        (c.mo, "private", NotificationKind.KUDOS_RECEIVED),
        (c.ann, "private", NotificationKind.KUDOS_REACTED),
        (c.cy, "for a team", NotificationKind.KUDOS_RECEIVED),
        (c.ann, "hidden", NotificationKind.KUDOS_RECEIVED),
        (c.bo, "withdrawn", NotificationKind.KUDOS_REACTED),
        (c.hana, "private", NotificationKind.KUDOS_MENTIONED),
    ):
        about = next(row for row in kudos if row.variant == variant)
        there = world.reads(person.id, about)
        await world.put(
            "Notification",
            Notification,
            f"notification of {kind.value} for {person.given_name} about {variant} kudos",
            variant="of what can be read" if there else "of what was taken back",
            ties={Relation.SELF: ids(person)},
            values={"seen": False, "kind": kind.name, "area": "RECOGNITION", "others": 0},
            links={"person": world.person(c.cy)},
            recipient_id=person.id,
            kind=kind,
            subject_kind="Kudos",
            subject_id=about.key,
            person_id=c.cy.id,
            once_key=str(new_id()),
            created_at=now(),
        )
    for person in (c.ann, c.ada):
        await world.put(
            "PushDevice",
            PushSubscription,
            f"browser of {person.given_name}",
            texts=["device"],
            ties={Relation.SELF: ids(person)},
            person_id=person.id,
            endpoint_hash=str(new_id()),
            endpoint_sealed=b"",
            keys_sealed=b"",
            created_at=now(),
        )


def given(world: World) -> list[tuple[str, str, Row | None, dict[str, Any], dict[str, Any]]]:
    """Each mutation, the input that names its row, the row, the rest, and what is particular."""
    anns = world.named("notification of kudos_reacted for Ann about private kudos")
    browser = world.named("browser of Ann")
    pair = ec.generate_private_key(ec.SECP256R1()).public_key()
    push = {
        "endpoint": f"{ENDPOINT}{new_id()}",
        "p256dh": encode(pair.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)),
        "auth": encode(bytes(16)),
        "device": "Firefox",
    }
    cell: dict[str, Any] = {"kind": "FEEDBACK_THANKED", "channel": "MAIL"}
    reach: dict[str, Any] = {"quietFrom": 22, "quietTo": 6, "daysOff": [7]}
    chat = {"service": "SLACK", "address": "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"}
    return [
        ("markNotificationsSeen", "upTo", anns, {}, {}),
        ("chooseNotifications", "", None, {**cell, "wanted": False}, {}),
        ("setReach", "", None, reach, {}),
        # The operator of this world allows no service.
        ("connectChat", "", None, chat, {"relations": frozenset(), "succeeds": False}),
        ("disconnectChat", "", None, {}, {}),
        ("subscribePush", "", None, push, {}),
        ("unsubscribePush", "id", browser, {}, {}),
        ("setNotificationPolicy", "", None, {**cell, "on": False, "required": True}, {}),
    ]
