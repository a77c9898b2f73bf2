"""Who reads what: the predicate, the filter and the list of readers must tell one story."""

import pytest

from erm.core.actor import SYSTEM
from erm.feedback import policy, queries
from erm.feedback.models import FeedbackNote, FeedbackRequest
from erm.feedback.rules import FeedbackVisibility
from tests.feedback.rows import CLOSE, SHARED, note, request

EVERYBODY = ("zed", "mo", "ann", "bo", "max", "cy", "old", "hana", "ada")


async def readers(cast, row) -> set[str]:
    """Names of all people who are there and who can read a note, found by asking as each."""
    return {
        name
        for name in EVERYBODY
        if await queries.notes_by_ids(cast.actor(getattr(cast, name)), [row.id])
    }


async def test_predicate_and_filter_agree_on_every_note_for_everybody(cast, actor_of) -> None:
    for author in cast.people:
        for recipient in cast.people:
            if author is not recipient:
                for visibility in FeedbackVisibility:
                    await note(author, recipient, visibility)
    rows = await FeedbackNote.all()
    assert len(rows) == 10 * 9 * 2
    for actor in [*(actor_of(person) for person in cast.people), SYSTEM]:
        by_predicate = {row.id for row in rows if policy.may_read_note(actor, row)}
        by_filter = {row.id for row in await FeedbackNote.filter(policy.readable_notes(actor))}
        assert by_predicate == by_filter


async def test_predicate_and_filter_agree_on_every_request_for_everybody(cast, actor_of) -> None:
    for requester in cast.people:
        for asked in cast.people:
            if requester is not asked:
                await request(requester, asked)
    rows = await FeedbackRequest.all()
    for actor in [*(actor_of(person) for person in cast.people), SYSTEM]:
        by_predicate = {row.id for row in rows if policy.may_read_request(actor, row)}
        by_filter = {
            row.id for row in await FeedbackRequest.filter(policy.readable_requests(actor))
        }
        assert by_predicate == by_filter


async def test_a_note_between_two_is_read_by_the_two_only(cast) -> None:
    assert await readers(cast, await note(cast.bo, cast.ann, CLOSE)) == {"bo", "ann"}


async def test_a_note_for_the_manager_too_is_read_by_the_present_manager_and_nobody_above(
    cast,
) -> None:
    assert await readers(cast, await note(cast.cy, cast.ann, SHARED)) == {"cy", "ann", "mo"}


async def test_a_new_manager_reads_what_was_shared_with_the_manager_and_the_old_one_no_longer(
    cast,
) -> None:
    row = await note(cast.bo, cast.ann, SHARED)
    await cast.change_manager(cast.ann, cast.max)
    assert await readers(cast, row) == {"bo", "ann", "max"}


async def test_a_request_is_read_by_the_two_only(cast, actor_of) -> None:
    row = await request(cast.ann, cast.bo)
    found = {
        name
        for name in EVERYBODY
        if await queries.requests_by_ids(actor_of(getattr(cast, name)), [row.id])
    }
    assert found == {"ann", "bo"}


@pytest.mark.parametrize("visibility", FeedbackVisibility)
async def test_visible_to_names_exactly_those_who_can_read_it(cast, actor_of, visibility) -> None:
    for author, recipient in (
        (cast.bo, cast.ann),
        (cast.mo, cast.ann),  # the author is the manager
        (cast.ann, cast.zed),  # the recipient has none
        (cast.dee, cast.bo),  # the author has left
        (cast.bo, cast.dee),  # the recipient has left
    ):
        row = await note(author, recipient, visibility)
        reader = actor_of(author)
        told = (await queries.readers_of(reader, [row.id]))[row.id]
        assert len(told) == len(set(told))
        names = {name for name in EVERYBODY if getattr(cast, name).id in told}
        assert names == await readers(cast, row)


async def test_who_can_read_a_note_is_told_to_its_readers_only(cast, actor_of) -> None:
    row = await note(cast.bo, cast.ann, SHARED)
    for name in ("zed", "old", "hana", "ada", "cy"):
        assert await queries.readers_of(actor_of(getattr(cast, name)), [row.id]) == {}
