"""Alive, ready, and the headers of every answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from erm.core.clock import now
from erm.core.database.models import WorkerHeartbeat
from erm.settings import Settings
from erm.web.app import create_app
from erm.web.security import CONTENT_SECURITY_POLICY
from tests.web.conftest import HttpFactory


async def test_alive_needs_no_database(http: HttpFactory) -> None:
    answer = await http(headers={}).get("/healthz")

    assert answer.status_code == 200
    assert answer.json() == {"status": "ok"}


@pytest.mark.usefixtures("db")
async def test_ready_tells_of_database_migrations_worker_and_mail(http: HttpFactory) -> None:
    client = http(headers={})

    alone = await client.get("/readyz")
    await WorkerHeartbeat.create(
        name="w", beat_at=now() - timedelta(seconds=30), started_at=now() - timedelta(hours=1)
    )
    together = await client.get("/readyz")
    await WorkerHeartbeat.filter(name="w").update(beat_at=now() - timedelta(minutes=10))
    stale = await client.get("/readyz")

    assert alone.status_code == together.status_code == stale.status_code == 200
    assert alone.json() == {
        "status": "degraded",
        "database": True,
        "migrationsPending": [],
        "worker": {"alive": False, "secondsSinceHeartbeat": None},
        "parkedMail": 0,
        "mailWaitsSeconds": None,
    }
    assert together.json()["status"] == "ready"
    assert together.json()["worker"]["alive"] is True
    assert 29 < together.json()["worker"]["secondsSinceHeartbeat"] < 60
    assert stale.json()["status"] == "degraded"


async def test_without_a_database_it_is_not_ready_and_says_no_more(http: HttpFactory) -> None:
    answer = await http(headers={}).get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["status"] == "not ready"
    assert answer.json()["database"] is False


PATHS = ["/", "/healthz", "/graphql", "/none.js", "/unsubscribe/x", "/readyz"]


@pytest.mark.parametrize("path", PATHS)
async def test_every_answer_says_how_it_may_be_used(http: HttpFactory, path: str) -> None:
    headers = (await http(headers={}).get(path)).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert headers["strict-transport-security"].startswith("max-age=31536000")
    assert "server" not in headers


async def test_on_plain_http_nobody_is_told_to_use_https(settings: Settings) -> None:
    app = create_app(replace(settings, public_url="http://localhost:8000"))
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8000") as client:
        assert "strict-transport-security" not in (await client.get("/healthz")).headers


def test_scripts_run_from_our_own_files_only() -> None:
    directives = dict(part.split(" ", 1) for part in CONTENT_SECURITY_POLICY.split("; "))

    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == directives["style-src"] == "'self'"
    assert directives["trusted-types"] == "erm"
    assert directives["connect-src"] == "'self'"
    assert directives["base-uri"] == "'none'"
