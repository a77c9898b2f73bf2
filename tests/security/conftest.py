"""``http``: the client of the tests of the web; see there."""

from __future__ import annotations

from tests.web import conftest as web

http = web.http
