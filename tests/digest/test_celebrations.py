"""What colleagues celebrate, in the digest: it comes along, quotes nothing, and keeps the secret."""

from __future__ import annotations

from datetime import timedelta

from erm.core.clock import at, today
from erm.digest import home
from erm.digest.compose import compose
from erm.digest.home import Part
from tests.cast import Cast
from tests.digest.week import MONDAY, live
from tests.recognition.celebrations.builders import (
    BIRTHDAY,
    DELIVERED,
    EVERYONE,
    TEAM,
    celebration,
    signature,
)


async def test_the_digest_tells_of_days_of_colleagues_and_of_no_words_on_their_cards(
    cast: Cast, settings
) -> None:
    await live(cast)
    with at(MONDAY):
        day = today("Europe/Berlin")
        card = await celebration(cast.bo, day=day + timedelta(days=2), audience=TEAM)
        await signature(card, cast.mo, "Hidden words")
        own = await celebration(cast.ann, day=day + timedelta(days=3), audience=EVERYONE)
        await signature(own, cast.mo, "Hidden words")
        other = await celebration(cast.max, kind=BIRTHDAY, day=day + timedelta(days=1))
        await signature(other, cast.ann, "Mine")
        await celebration(cast.cy, day=day + timedelta(days=1), audience=TEAM)
        digest = await compose(cast.actor(cast.ann), settings)
    assert digest is not None
    text = digest.mail.text
    assert "CELEBRATIONS" in text
    assert "Bo Test has been here for 3 years" in text
    assert "You can sign the card until that morning." in text
    assert "Max Test has a birthday" in text
    assert "You have signed the card." in text
    assert "Hidden words" not in text
    assert "Cy Test has been" not in text
    assert "colleagues wrote you" not in text
    assert "colleague wrote you" not in text


async def test_days_of_colleagues_alone_are_no_reason_for_a_mail(cast: Cast, settings) -> None:
    await celebration(cast.bo)
    assert await compose(cast.actor(cast.zed), settings) is None
    found = await home.contents(cast.actor(cast.zed), [Part.CELEBRATIONS])
    assert [each.person_id for each in found.celebrations] == [cast.bo.id]


async def test_ones_own_card_is_told_of_from_its_morning_until_it_is_read(cast: Cast) -> None:
    day = today("Europe/Berlin")
    card = await celebration(cast.ann, day=day, state=DELIVERED)
    ann = cast.actor(cast.ann)
    assert (await home.contents(ann, [Part.CELEBRATIONS])).celebrations == []
    await signature(card, cast.bo)
    found = await home.contents(ann, [Part.CELEBRATIONS])
    assert [each.id for each in found.celebrations] == [card.id]
