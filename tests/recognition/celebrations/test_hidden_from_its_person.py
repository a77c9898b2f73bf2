"""Before the morning of their day a person finds nothing of it, whatever way they look.

What they get is, byte for byte, what they would get if there were no such celebration: from the API,
from Home, from the digest, from their mail, and from every refusal.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from erm.core.clock import at, now
from erm.digest.compose import compose
from erm.mail.models import Mail
from erm.people.models import Person
from erm.recognition.celebrations.models import CardSignature, Celebration
from erm.recognition.celebrations.planning import deliver_due, plan_celebrations
from erm.schema.ids import to_global
from tests.recognition.celebrations.builders import EVERYONE, chosen, signature

NOBODYS = UUID("01990000-0000-7000-8000-00000000dead")
LIST = "{ celebrations(days: 31) { id person { id } signatureCount signatures { id message } } }"
NODE = "query ($id: ID!) { node(id: $id) { __typename id } }"
ONE = "query ($id: ID!) { celebration(id: $id) { id signatureCount } }"
REFUSAL = "{ __typename ... on Refusal { kind code message field } }"
ACTS = {
    "signCard": 'celebrationId: $id, message: "Me"',
    "withdrawSignature": "celebrationId: $id",
    "markCardRead": "celebrationId: $id",
}
BROKEN = [
    f"mutation ($id: ID!) {{ {name}(input: {{{given}}}) {REFUSAL} }}"
    for name, given in ACTS.items()
]


async def planned(cast: Any, do: Any, person: Person) -> tuple[Celebration, CardSignature]:
    """A person's anniversary for everybody in four days, signed by their manager and a stranger."""
    await chosen(person, anniversary=EVERYONE)
    day = (now() + timedelta(days=4)).date()
    await Person.filter(id=person.id).update(hired_on=day.replace(year=day.year - 3))
    await plan_celebrations(do)
    (card,) = await Celebration.filter(person_id=person.id)
    line = await signature(card, cast.mo, "Unheard of words")
    await signature(card, cast.cy, "Unheard of too")
    return card, line


async def look(api: Any, cast: Any, person: Person, card: UUID, line: UUID) -> list[bytes]:
    """Everything that somebody gets who looks for a celebration and a line on its card."""
    browser = api(person)
    found = [(await browser.post(LIST)).content]
    for query, key in (
        (NODE, to_global("Celebration", card)),
        (NODE, to_global("CardSignature", line)),
        (ONE, to_global("Celebration", card)),
        *((query, to_global("Celebration", card)) for query in BROKEN),
    ):
        found.append((await browser.post(query, {"id": key})).content)
    return found


@pytest.mark.parametrize("name", ["ann", "hana", "ada", "mo"])
async def test_its_person_finds_nothing_before_the_morning_whatever_role_they_have(
    cast, api, do, settings, name: str
) -> None:
    person = getattr(cast, name)
    empty = await look(api, cast, person, NOBODYS, NOBODYS)
    assert [b'"CELEBRATION_NOT_FOUND"' in each for each in empty] == [False] * 4 + [True] * 3
    digest_before = await compose(cast.actor(person), settings)
    card, line = await planned(cast, do, person)
    for moment in (now(), card.due_at - timedelta(seconds=1)):
        with at(moment):
            assert await deliver_due(do) == 0
            got = await look(api, cast, person, card.id, line.id)
            digest = await compose(cast.actor(person), settings)
        assert got == empty
        assert (digest is None) == (digest_before is None)
        if digest is not None:
            assert "Unheard" not in f"{digest.mail.text}{digest.mail.subject}"
            assert str(card.id) not in digest.mail.text
    assert not await Mail.filter(recipient_id=person.id).exists()
    # Even after the hour has struck there is nothing until it was handed over.
    with at(card.due_at + timedelta(seconds=1)):
        assert await look(api, cast, person, card.id, line.id) == empty
        assert await deliver_due(do) == 1
        mine = await api(person).run(LIST)
        assert [each["signatureCount"] for each in mine["celebrations"]] == [2]


async def test_colleagues_see_it_all_the_while(cast, api, do) -> None:
    card, line = await planned(cast, do, cast.ann)
    seen = await api(cast.cy).run(LIST)
    assert [each["id"] for each in seen["celebrations"]] == [to_global("Celebration", card.id)]
    one = await api(cast.cy).run(NODE, {"id": to_global("CardSignature", line.id)})
    assert one["node"] is not None
