"""Elsewhere a message ran as a script in everybody's feed, and a picture was a page.

The server keeps words as words and gives them back as they are, as JSON; what may decide how something
is shown (a colour, a sign) comes from lists; a picture is drawn again, and whatever is no picture is
refused. That browsers run none of it is held by tests/e2e/test_hostile_text.py.
"""

from __future__ import annotations

import struct
import zlib

import pytest

from erm.core.errors import DomainError
from erm.core.sealing import unseal_bytes
from erm.files.contents import prepare_content
from erm.files.models import StoredContent
from erm.recognition import commands
from erm.recognition.commands import KudosDraft, ValueDraft
from erm.schema.ids import to_global
from tests.files.making import picture, stored
from tests.recognition.rows import do, refused

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[thanks](javascript:alert(1))",
    "![x](data:text/html;base64,PHNjcmlwdD4=)",
    "\u202e</textarea><svg/onload=alert(1)>",
    "{{constructor.constructor('alert(1)')()}}",
    "@<img src=x onerror=alert(1)> Test",
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
HTML = b"<!doctype html><script>alert(1)</script>"
GIVE = """
mutation ($input: GiveKudosInput!) {
  giveKudos(input: $input) { ... on GiveKudosSuccess { kudos { message pictureAlt pictureUrl } } }
}
"""


async def test_a_message_comes_back_as_the_words_that_were_written(cast, api) -> None:
    browser = api(cast.bo)
    for text in HOSTILE:
        input_ = {"receiverIds": [to_global("Person", cast.ann.id)], "message": text}
        response = await browser.post(GIVE, {"input": input_})
        assert response.headers["content-type"].startswith("application/json")
        assert response.headers["x-content-type-options"] == "nosniff"
        kudos = response.json()["data"]["giveKudos"]["kudos"]
        assert (kudos["message"], kudos["pictureUrl"]) == (text, None)


@pytest.mark.parametrize("name", ["x.png", "x.jpg", "x.webp", "x.svg", "x.html", "x.gif"])
@pytest.mark.parametrize("content", [SVG, HTML, b"GIF89a/*" + HTML], ids=["svg", "html", "gif"])
def test_nothing_is_taken_for_a_picture_that_is_none(name, content) -> None:
    with pytest.raises(DomainError):
        prepare_content(name, content)


def test_what_is_hidden_in_a_picture_does_not_come_out_of_it() -> None:
    plain = picture("PNG")
    words = b"Comment\x00<script>alert(1)</script>"
    chunk = struct.pack(">I", len(words)) + b"tEXt" + words
    chunk += struct.pack(">I", zlib.crc32(b"tEXt" + words))
    hostile = plain[:33] + chunk + plain[33:] + HTML
    assert b"<script>" not in prepare_content("x.png", hostile).content


async def test_a_picture_that_is_made_smaller_is_still_only_a_picture(cast, actor_of, bus) -> None:
    file = await stored(cast.bo, name="x.jpg", content=picture("JPEG", size=(2_000, 50)))
    draft = KudosDraft("Thanks.", receiver_ids=(cast.ann.id,), picture_id=file.id)
    await do(bus, commands.give, actor_of(cast.bo), draft)
    sealed = bytes((await StoredContent.get(file_id=file.id)).sealed)
    kept = unseal_bytes(sealed, table="stored_content", column="sealed", row_id=file.id)
    assert kept.startswith(b"\xff\xd8\xff")
    assert kept.endswith(b"\xff\xd9")


@pytest.mark.parametrize(("name", "content"), [("x.txt", HTML), ("x.pdf", b"%PDF-1.7\n")])
async def test_a_file_that_is_no_picture_does_not_go_with_kudos(
    cast, actor_of, bus, name, content
) -> None:
    file = await stored(cast.bo, name=name, content=content)
    draft = KudosDraft("Thanks.", receiver_ids=(cast.ann.id,), picture_id=file.id)
    await refused(bus, "FILE_NOT_A_PICTURE", commands.give, actor_of(cast.bo), draft)


@pytest.mark.parametrize(
    ("color", "icon"),
    [("red;background:url(//x)", "star"), ("teal", "star' onload='x"), ("", ""), ("TEAL", "star")],
)
async def test_how_a_value_looks_is_chosen_from_lists(cast, actor_of, bus, color, icon) -> None:
    draft = ValueDraft("<b>Courage</b>", "", color, icon)
    hana = actor_of(cast.hana)
    await refused(bus, "COMPANY_VALUE_LOOK_UNKNOWN", commands.save_company_value, hana, draft)
