"""Addresses of the web that people type. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit

from erm.core.errors import InvalidInput
from erm.core.text import clean_line

URL_MAXIMUM = 2_000


class LinkInvalid(InvalidInput):
    """No address of the web."""

    code = "LINK_INVALID"


def is_web_address(url: str) -> bool:
    """Whether it leads to a page of the web: nothing that a browser would run or open otherwise."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    return (
        parts.scheme.lower() in ("http", "https")
        and bool(parts.hostname)
        and "@" not in parts.netloc
        and not any(c.isspace() or c < "!" or c in '<>"\\' for c in url)
    )


def checked_link(value: str, *, field: str) -> str:
    """An address of the web, or nothing. Raises ``LinkInvalid`` and the refusals of texts."""
    url = clean_line(value, field=field, maximum=URL_MAXIMUM, required=False)
    if url and not is_web_address(url):
        raise LinkInvalid(field=field)
    return url
