"""Who sees which kudos: the predicate, the filter, the feed and the node tell one story."""

from itertools import product

import pytest

from erm.core.actor import SYSTEM
from erm.recognition import policy, queries
from erm.recognition.models import Kudos, KudosComment, KudosReceiver
from erm.recognition.rules import KudosVisibility
from tests.recognition.rows import EVERYBODY, PRIVATE, PUBLIC, comment, kudos, readers


async def test_predicate_and_filter_agree_on_all_kudos_and_comments_for_everybody(
    cast, actor_of
) -> None:
    groups = [
        (cast.bo, cast.ann),
        (cast.ann, cast.bo, cast.cy),
        (cast.mo, cast.ann, cast.dee),
        (cast.ada, cast.bo),
        (cast.cy, cast.ada),
        (cast.dee, cast.mo),
        (cast.hana, cast.zed),
    ]
    for people, visibility, hidden, withdrawn in product(
        groups, KudosVisibility, (False, True), (False, True)
    ):
        row = await kudos(*people, visibility=visibility, hidden=hidden, withdrawn=withdrawn)
        await comment(row, people[1])
    rows = {row.id: row for row in await Kudos.all()}
    comments = await KudosComment.all()
    assert len(rows) == len(comments) == 7 * 2 * 2 * 2
    receivers: dict = {key: set() for key in rows}
    for receiver in await KudosReceiver.all():
        receivers[receiver.kudos_id].add(receiver.person_id)
    for actor in [*(actor_of(person) for person in cast.people), SYSTEM]:
        by_predicate = {
            key for key, row in rows.items() if policy.may_read_kudos(actor, row, receivers[key])
        }
        by_filter = {row.id for row in await Kudos.filter(policy.readable_kudos(actor))}
        assert by_predicate == by_filter
        by_predicate = {
            each.id
            for each in comments
            if policy.may_read_comment(actor, each, rows[each.kudos_id], receivers[each.kudos_id])
        }
        by_filter = {row.id for row in await KudosComment.filter(policy.readable_comments(actor))}
        assert by_predicate == by_filter


async def test_public_kudos_are_read_by_everybody(cast) -> None:
    assert await readers(cast, await kudos(cast.bo, cast.ann)) == set(EVERYBODY)


async def test_private_kudos_are_read_by_author_and_receivers_only(cast) -> None:
    row = await kudos(cast.bo, cast.ann, cast.cy, visibility=PRIVATE)
    assert await readers(cast, row) == {"bo", "ann", "cy"}


async def test_withdrawn_kudos_are_read_by_nobody(cast) -> None:
    assert await readers(cast, await kudos(cast.bo, cast.ann, withdrawn=True)) == set()


async def test_hidden_kudos_are_read_by_their_author_and_administrators_only(cast) -> None:
    assert await readers(cast, await kudos(cast.bo, cast.ann, hidden=True)) == {"bo", "ada"}


async def test_an_administrator_reads_no_private_kudos_by_hiding_them(cast) -> None:
    row = await kudos(cast.bo, cast.ann, visibility=PRIVATE, hidden=True)
    assert await readers(cast, row) == {"bo"}


async def test_a_comment_under_private_kudos_is_read_by_those_of_the_kudos(cast, actor_of) -> None:
    row = await kudos(cast.bo, cast.ann, visibility=PRIVATE)
    line = await comment(row, cast.ann)
    found = {
        name
        for name in EVERYBODY
        if await queries.comments_by_ids(actor_of(getattr(cast, name)), [line.id])
    }
    assert found == {"bo", "ann"}


@pytest.mark.parametrize("visibility", KudosVisibility)
async def test_what_the_viewer_may_do_is_told_to_whom_it_is_true_for(
    cast, actor_of, visibility
) -> None:
    row = await kudos(cast.bo, cast.ann, cast.ada, visibility=visibility)
    told = {}
    for name in ("bo", "ann", "ada"):
        view = (await queries.kudos_by_ids(actor_of(getattr(cast, name)), [row.id]))[row.id]
        told[name] = (view.can_withdraw, view.can_make_private, view.can_hide)
    public = visibility is PUBLIC
    assert told == {
        "bo": (True, False, False),
        "ann": (False, public, False),
        "ada": (False, public, True),
    }
