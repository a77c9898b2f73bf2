"""A program that looks through mail opens every link in it, and unsubscribes, thanks, signs in."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from erm.access.models import Session
from erm.core import clock
from erm.digest.issuing import preview
from erm.digest.models import DigestPreference
from erm.feedback.models import FeedbackNote
from erm.one_on_ones.models import ActionItem
from erm.settings import Settings
from tests.cast import Cast
from tests.digest.week import MONDAY, live
from tests.feedback.rows import note
from tests.web.conftest import HttpFactory

HREF = re.compile(r'href="([^"]+)"')


@pytest.fixture
async def links(cast: Cast, settings: Settings) -> list[str]:
    """All links of a full digest, in both parts."""
    await live(cast)
    with clock.at(MONDAY):
        await note(cast.bo, cast.ann)
        mail = await preview(settings, cast.ann.id)
    assert mail is not None
    of_text = {word for word in mail.text.split() if word.startswith("http")}
    found = {link.replace("&amp;", "&") for link in HREF.findall(mail.html)} | of_text
    assert sum("/act#" in link for link in found) >= 2
    assert any("/unsubscribe/" in link for link in found)
    return sorted(found)


async def test_opening_them_all_changes_nothing_and_signs_nobody_in(
    cast: Cast, links: list[str], http: HttpFactory
) -> None:
    async def everything() -> list[object]:
        return [
            await DigestPreference.all().values(),
            await FeedbackNote.all().values(),
            await ActionItem.all().values(),
            await Session.all().values(),
        ]

    before = await everything()
    client = http(headers={})
    for link in links:
        parts = urlsplit(link)
        for method in ("HEAD", "GET", "GET"):
            answer = await client.request(
                method, parts.path + (f"?{parts.query}" if parts.query else "")
            )
            assert answer.status_code < 500, link
            assert "set-cookie" not in answer.headers, link
    assert await everything() == before


def test_no_link_holds_a_secret_that_is_more_than_one_act(links: list[str]) -> None:
    """What a server sees of a link is its path: secrets of acts stand behind the #."""
    for link in links:
        parts = urlsplit(link)
        assert "token" not in parts.query
        if parts.path == "/act":
            assert len(parts.fragment) == 68
