"""A push service on loopback: it takes what RFC 8030 has, and verifies who sent it (RFC 8292)."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from erm.core.clock import now
from tests.integrations.receiver import Receiver, answer, receiver

LARGEST = 4096
"""Bytes of a message that a service takes (RFC 8030, 7.2)."""


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class PushService:
    """A service whose next answers a test decides; those of its own otherwise."""

    inner: Receiver
    problems: list[str] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)
    """By path, with which key each browser subscribed."""

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.inner.port}"

    def endpoint(self, name: str, key: str) -> str:
        self.keys[f"/push/{name}"] = key
        return f"{self.origin}/push/{name}"

    def bodies(self) -> list[bytes]:
        return [each.body for each in self.inner.received]

    def verdict(self) -> int:
        """What the service says to the last request, by the standards."""
        request = self.inner.received[-1]
        method, path, _ = request.line.split(" ")
        told = request.headers
        if method != "POST" or path not in self.keys:
            return 404
        if not told.get("ttl", "").isdigit() or told.get("content-encoding") != "aes128gcm":
            return 400
        if len(request.body) > LARGEST:
            return 413
        return 201 if self.is_signed(told.get("authorization", ""), self.keys[path]) else 403

    def is_signed(self, authorization: str, expected: str) -> bool:
        """Whether a request is from whom the browser subscribed to, for this service, and of now."""
        scheme, _, rest = authorization.partition(" ")
        given = dict(part.strip().split("=", 1) for part in rest.split(","))
        if scheme != "vapid" or given.get("k") != expected:
            return False
        head, claims, signature = given["t"].split(".")
        told, raw = orjson.loads(_decoded(claims)), _decoded(signature)
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _decoded(given["k"]))
        pair = encode_dss_signature(
            int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
        )
        try:
            point.verify(pair, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
        except InvalidSignature:
            return False
        left = told["exp"] - now().timestamp()
        return bool(
            orjson.loads(_decoded(head))["alg"] == "ES256"
            and told["aud"] == self.origin
            and told["sub"].startswith(("mailto:", "https:"))
            and 0 < left <= 24 * 3600
        )


class _Answers(list[bytes]):
    """Those that were set, and then what the service itself says."""

    def __init__(self, service: PushService) -> None:
        super().__init__()
        self._service = service

    def __bool__(self) -> bool:
        return True

    def pop(self, *_: object) -> bytes:
        if len(self):
            return super().pop(0)
        status = self._service.verdict()
        return answer(status, b"", *(["Location: /message/1"] if status == 201 else []))


@asynccontextmanager
async def push_service() -> AsyncIterator[PushService]:
    """A service that listens."""
    async with receiver() as inner:
        service = PushService(inner)
        inner.answers = _Answers(service)
        yield service
