"""A digest holds only what its reader may read."""

from __future__ import annotations

from uuid import UUID

from erm.access.actors import actor_for
from erm.digest import issuing
from erm.settings import Settings
from tests.authorization.test_matrix import SQLITE
from tests.authorization.world import CANARY, World


@SQLITE
async def test_the_digest_of_everybody_holds_only_what_they_may_read(
    world: World, settings: Settings
) -> None:
    held: dict[str, set[str]] = {}
    for person in world.cast.people:
        mail = await issuing.preview(settings, person.id)
        if mail is None:
            continue
        assert person.left_on is None, "a leaver is written to"
        for part in (mail.subject, mail.text, mail.html or ""):
            assert not world.unseen(person.id, part), person.given_name
            held.setdefault(person.given_name, set()).update(CANARY.findall(part))
    seen = {
        (row.type, column)
        for words in held.values()
        for row, column, _ in (world.canaries[word] for word in words)
        if row is not None
    }
    # It would prove nothing if nothing stood in them.
    assert {("FeedbackRequest", "question"), ("ActionItem", "body"), ("Kudos", "message")} <= seen
    assert ("TalkingPoint", "body") in seen
    assert {"Ann", "Mo", "Bo", "Cy"} <= set(held)


@SQLITE
async def test_a_digest_never_quotes_feedback_or_private_notes(
    world: World, settings: Settings
) -> None:
    for person in world.cast.people:
        mail = await issuing.preview(settings, person.id)
        for word in CANARY.findall(f"{mail.text} {mail.html}") if mail else ():
            row, column, owner = world.canaries[word]
            assert owner is None
            assert row is not None
            assert row.type != "FeedbackNote", f"{column} stands in the mail to {person.given_name}"
            assert row.variant != "private" or row.type != "TalkingPoint"


@SQLITE
async def test_nobody_who_left_or_never_was_is_an_actor(world: World) -> None:
    assert await actor_for(world.cast.dee.id) is None
    assert await actor_for(UUID(int=7)) is None
