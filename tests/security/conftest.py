"""Fixtures of other folders: ``http`` of the web's; ``world``, ``client`` and ``ask`` of the matrix."""

from __future__ import annotations

from tests.authorization import conftest as authorization
from tests.web import conftest as web

http = web.http
world = authorization.world
client = authorization.client
ask = authorization.ask
