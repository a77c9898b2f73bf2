"""Refusals of notices."""

from __future__ import annotations

from erm.core.errors import NotFound


class NoticeNotFound(NotFound):
    """No such notice, or somebody else's."""

    code = "NOTICE_NOT_FOUND"
