"""Web push: which browsers of a person take it, and what is sent to them.

A message is encrypted for its browser (RFC 8291, by ``http-ece``) and signed with the installation's
key (RFC 8292, by ``py-vapid``); the company that runs the push service can read neither. It goes the
way that webhooks go: only to public addresses, with everything bounded.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import http_ece  # type: ignore[import-untyped]
import orjson
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02  # type: ignore[import-untyped]

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.sealing import SealBroken, seal, unseal
from erm.core.text import clean_line
from erm.core.work import unit_of_work
from erm.integrations.addresses import Hosts, Unreachable, read_url
from erm.integrations.answers import Answer
from erm.integrations.rules import Problem
from erm.integrations.sending import Sender
from erm.notifications.errors import PushInvalid, PushNotFound
from erm.notifications.models import PushKey, PushSubscription
from erm.notifications.rules import PUSH_AT_MOST
from erm.notifications.views import DeviceView

KEY_ID = UUID(int=1)
"""The row of the one key pair."""
DEVICE_MAXIMUM = 120
ENDPOINT_MAXIMUM = 1_500
KEPT_BY_SERVICE = 24 * 3600
"""Seconds for which a push service keeps a message for a browser that is not there."""
SIGNED_FOR = 12 * 3600
"""Seconds for which a signature holds; RFC 8292 allows a day."""
BODY_MAXIMUM = 3_000
"""Bytes of a message before it is encrypted; services take 4,096 after it."""


@dataclass(frozen=True, slots=True)
class PushTarget:
    """A browser, as its keys say."""

    id: UUID
    endpoint: str
    p256dh: str
    auth: str


def decode(text: str) -> bytes:
    """Base64url without padding. Raises ``ValueError``."""
    try:
        return base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), b"-_", True)
    except (UnicodeEncodeError, binascii.Error):
        raise ValueError("not base64url") from None


def encode(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


async def public_key(bus: Bus) -> str:
    """The installation's public key, base64url: browsers subscribe to it. Made when first asked."""
    known = await PushKey.get_or_none(id=KEY_ID)
    if known is None:
        pair = ec.generate_private_key(ec.SECP256R1())
        row = PushKey(
            id=KEY_ID,
            public_key=encode(_point(pair)),
            private_key_sealed=seal(
                encode(pair.private_numbers().private_value.to_bytes(32, "big")),
                table="push_key",
                column="private_key_sealed",
                row_id=KEY_ID,
            ),
            created_at=now(),
        )
        async with unit_of_work(bus):
            await PushKey.bulk_create([row], ignore_conflicts=True)
            known = await PushKey.get(id=KEY_ID)
    return str(known.public_key)


def _point(pair: ec.EllipticCurvePrivateKey) -> bytes:
    return pair.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )


async def devices(actor: Actor) -> list[DeviceView]:
    """The actor's browsers, the newest first."""
    rows = await PushSubscription.filter(person_id=actor.person_id).order_by("-id")
    return [DeviceView(row.id, row.device, row.created_at) for row in rows]


async def subscribe(
    actor: Actor, *, endpoint: str, p256dh: str, auth: str, device: str, hosts: Hosts
) -> None:
    """Let a browser take push for the actor. Of more than ten the oldest are forgotten.

    A browser that took it for somebody else takes it for the actor from now on: who knows its address
    sits at it. Raises ``NotAllowed``, ``PushInvalid``.
    """
    if actor.is_system:
        raise NotAllowed
    check(endpoint, p256dh, auth, hosts)
    key = new_id()
    row = PushSubscription(
        id=key,
        person_id=actor.person_id,
        endpoint_hash=_hash(endpoint),
        endpoint_sealed=_seal(endpoint, "endpoint_sealed", key),
        keys_sealed=_seal(orjson.dumps([p256dh, auth]).decode(), "keys_sealed", key),
        device=clean_line(device, field="device", maximum=DEVICE_MAXIMUM),
        created_at=now(),
    )
    await PushSubscription.filter(endpoint_hash=row.endpoint_hash).delete()
    # Two requests of one browser at once are the same browser.
    await PushSubscription.bulk_create([row], ignore_conflicts=True)
    kept: Any = (
        await PushSubscription.filter(person_id=actor.person_id)
        .order_by("-id")
        .offset(PUSH_AT_MOST)
        .limit(1000)
        .values_list("id", flat=True)
    )
    if kept:
        await PushSubscription.filter(id__in=list(kept)).delete()


async def unsubscribe(
    actor: Actor, *, device_id: UUID | None = None, endpoint: str | None = None
) -> None:
    """Let one of the actor's browsers take no push any more; by its id, or by its own address.

    A browser that takes none already is no mistake where it says its address. Raises
    ``PushNotFound`` for an id that is none of the actor's, and where neither is given.
    """
    mine = PushSubscription.filter(person_id=actor.person_id)
    if device_id is not None:
        if not await mine.filter(id=device_id).delete():
            raise PushNotFound
    elif endpoint:
        await mine.filter(endpoint_hash=_hash(endpoint)).delete()
    else:
        raise PushNotFound


async def targets_of(person_id: UUID) -> list[PushTarget]:
    """A person's browsers, with their keys. One whose seal is broken can be used no more."""
    found = []
    for row in await PushSubscription.filter(person_id=person_id).order_by("id"):
        try:
            p256dh, auth = orjson.loads(_unseal(row.keys_sealed, "keys_sealed", row.id))
            endpoint = _unseal(row.endpoint_sealed, "endpoint_sealed", row.id)
        except SealBroken:
            continue
        found.append(PushTarget(row.id, endpoint, p256dh, auth))
    return found


class Pusher:
    """Sends to browsers. ``sender`` guards where it goes."""

    def __init__(self, sender: Sender, mail_from: str) -> None:
        self._sender = sender
        self._subject = f"mailto:{parseaddr(mail_from)[1]}"

    async def send(self, target: PushTarget, message: dict[str, str]) -> Answer:
        """Send a message to a browser; whatever happens is an answer.

        Status 404 and 410 say that the browser is gone.
        """
        try:
            key = await _private_key()
            body = encrypt(_body(message), target.p256dh, target.auth)
        except SealBroken:
            return Answer(problem=Problem.SEAL_BROKEN)
        except ValueError:
            # Keys that are none: as good as gone.
            return Answer(status=410)
        claims = {
            "aud": origin(target.endpoint),
            "exp": int(now().timestamp()) + SIGNED_FOR,
            "sub": self._subject,
        }
        headers = {
            "authorization": Vapid02(key).sign(claims)["Authorization"],
            "content-encoding": "aes128gcm",
            "content-type": "application/octet-stream",
            "ttl": str(KEPT_BY_SERVICE),
            "urgency": "normal",
        }
        return await self._sender.post(target.endpoint, body, headers)


def origin(endpoint: str) -> str:
    """Whom a signature is for (RFC 8292): scheme and host, and the port where it is not the usual one."""
    parts = urlsplit(endpoint)
    name = parts.netloc.lower()
    return f"{parts.scheme}://{name.removesuffix({'https': ':443', 'http': ':80'}[parts.scheme])}"


def _body(message: dict[str, str]) -> bytes:
    """A message as the browser's worker reads it, with its words cut where it would be too long."""
    body = orjson.dumps(message)
    words = message.get("words", "")
    while len(body) > BODY_MAXIMUM and words:
        words = words[: len(words) * 3 // 4]
        body = orjson.dumps({**message, "words": f"{words}…"})
    return body


def encrypt(
    body: bytes,
    p256dh: str,
    auth: str,
    *,
    salt: bytes | None = None,
    pair: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:
    """Encrypt a message for a browser (RFC 8291). ``salt`` and ``pair`` are new ones but in tests.

    Raises ``ValueError`` for keys that are none.
    """
    try:
        encrypted: bytes = http_ece.encrypt(
            body,
            salt=salt,
            private_key=pair or ec.generate_private_key(ec.SECP256R1()),
            dh=decode(p256dh),
            auth_secret=decode(auth),
            version="aes128gcm",
        )
    except http_ece.ECEException as error:
        raise ValueError(str(error)) from None
    return encrypted


async def forget(subscription_id: UUID) -> None:
    """Forget a browser that is gone."""
    await PushSubscription.filter(id=subscription_id).delete()


async def used(subscription_ids: Sequence[UUID]) -> None:
    """Note that messages arrived."""
    await PushSubscription.filter(id__in=list(subscription_ids)).update(used_at=now())


async def _private_key() -> ec.EllipticCurvePrivateKey:
    row = await PushKey.get_or_none(id=KEY_ID)
    if row is None:
        raise SealBroken("there is no key for push")
    text = unseal(
        row.private_key_sealed, table="push_key", column="private_key_sealed", row_id=KEY_ID
    )
    return ec.derive_private_key(int.from_bytes(decode(text), "big"), ec.SECP256R1())


def check(endpoint: str, p256dh: str, auth: str, hosts: Hosts) -> None:
    """Raises ``PushInvalid`` for what no browser gives."""
    try:
        if len(endpoint) > ENDPOINT_MAXIMUM:
            raise ValueError("too long")
        _ = read_url(endpoint, hosts)
        _ = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decode(p256dh))
        if len(decode(p256dh)) != 65 or len(decode(auth)) != 16:
            raise ValueError("of another length")
    except (Unreachable, ValueError):
        raise PushInvalid(field="endpoint") from None


def _hash(endpoint: str) -> str:
    return sha256(endpoint.encode()).hexdigest()


def _seal(text: str, column: str, key: UUID) -> bytes:
    return seal(text, table="push_subscription", column=column, row_id=key)


def _unseal(data: bytes, column: str, key: UUID) -> str:
    return unseal(data, table="push_subscription", column=column, row_id=key)
