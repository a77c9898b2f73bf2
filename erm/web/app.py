"""The application: every route, wired once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import lru_cache

import structlog
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route, WebSocketRoute

from erm.access import passwords
from erm.core import sealing
from erm.core.database.connections import database
from erm.core.signals import signals_between_processes
from erm.flows.subscriptions import build_bus
from erm.schema.build import build_schema
from erm.schema.execution import Engine
from erm.settings import Settings
from erm.web.ballots import ballots_endpoint, replies_endpoint
from erm.web.calendar import calendar_endpoint
from erm.web.crashes import CrashGuard
from erm.web.exports import export_endpoint, framework_export_endpoint
from erm.web.files import download_endpoint
from erm.web.graphql import GraphQLEndpoint
from erm.web.health import healthz, readyz
from erm.web.mail_preview import mail_preview_endpoint
from erm.web.mailbox import mailbox_endpoint
from erm.web.operations import known_documents
from erm.web.security import SecurityHeaders
from erm.web.spa import SinglePageApplication
from erm.web.subscriptions import SubscriptionsEndpoint
from erm.web.unsubscribe import unsubscribe_endpoint
from erm.web.uploads import (
    file_upload_endpoint,
    people_upload_endpoint,
    survey_upload_endpoint,
)

log = structlog.get_logger("erm.web")

ALL_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def create_app(settings: Settings, *, documents: Mapping[str, str] | None = None) -> Starlette:
    """The server's application. Its life span opens the database and closes it.

    ``documents``: the operations known beforehand, hash to document; those of the SPA unless given.
    An operation of the SPA that does not fit this server is logged and stays unknown. Raises
    ``erm.web.operations.ManifestError`` when the list of operations is damaged.
    """
    bus = build_bus(settings)
    known = known_documents() if documents is None else documents
    engine = _engine(frozenset(known.items()))

    def lifespan(_: Starlette) -> AbstractAsyncContextManager[None]:
        return _open(settings)

    spa = SinglePageApplication()
    routes = [
        Route("/graphql", GraphQLEndpoint(settings, engine, bus).handle, methods=ALL_METHODS),
        WebSocketRoute("/graphql", SubscriptionsEndpoint(settings, engine, bus).handle),
        Route("/healthz", healthz, methods=["GET"]),
        Route("/readyz", readyz, methods=["GET"]),
        Route("/uploads/people", people_upload_endpoint(settings, bus), methods=["POST"]),
        Route("/uploads/survey", survey_upload_endpoint(settings, bus), methods=["POST"]),
        Route("/uploads/file", file_upload_endpoint(settings, bus), methods=["POST"]),
        Route("/files/{file_id}", download_endpoint(), methods=["GET", "HEAD"]),
        # Outside of everything that knows a person: see there.
        Route("/ballots", ballots_endpoint(), methods=["POST"]),
        Route("/ballots/replies", replies_endpoint(), methods=["POST"]),
        Route("/exports/framework/{framework_id}.csv", framework_export_endpoint, methods=["GET"]),
        Route("/exports/{name}", export_endpoint, methods=["GET", "HEAD"]),
        Route("/mailbox/preview", mail_preview_endpoint(settings), methods=["POST"]),
        Route("/mailbox/{mail_id}", mailbox_endpoint(settings), methods=["GET"]),
        Route("/calendar/{token}.ics", calendar_endpoint(settings, bus), methods=ALL_METHODS),
        Route("/unsubscribe/{token}", unsubscribe_endpoint(settings, bus), methods=["GET", "POST"]),
        Route("/{path:path}", spa.handle, methods=ALL_METHODS),
    ]
    app = Starlette(
        routes=routes,
        lifespan=lifespan,
        middleware=[
            Middleware(SecurityHeaders, https=settings.public_url.startswith("https:")),
            Middleware(CrashGuard),
        ],
    )
    app.state.settings = settings
    app.state.engine = engine
    app.state.bus = bus
    return app


@lru_cache(maxsize=8)
def _engine(documents: frozenset[tuple[str, str]]) -> Engine:
    """The engine that knows these operations: prepared once a process, however many applications
    it makes (a test suite makes many).
    """
    engine = Engine(build_schema())
    for key, reason in engine.learn(dict(documents)).items():
        log.error("operation of the SPA does not fit", document=key[:12], code=reason.code)
    return engine


@asynccontextmanager
async def _open(settings: Settings) -> AsyncIterator[None]:
    await asyncio.to_thread(passwords.warm)
    sealing.use_keys(settings)
    async with (
        database(settings.database_url, pool_size=settings.database_pool),
        signals_between_processes(settings.database_url),
    ):
        yield
