"""Who sees which kudos: the predicate, the filter, the feed and the node tell one story."""

from itertools import product

import pytest

from erm.core.actor import SYSTEM
from erm.core.clock import now
from erm.recognition import policy, queries
from erm.recognition.models import Kudos, KudosComment, KudosGroup, KudosReceiver
from erm.recognition.rules import GroupKind, KudosVisibility
from tests.recognition.rows import EVERYBODY, PRIVATE, TEAM, comment, kudos, readers


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
    for number, (people, visibility, hidden, withdrawn) in enumerate(
        product(groups, KudosVisibility, (False, True), (False, True))
    ):
        audience = (cast.mo, cast.zed, cast.max)[number % 3] if visibility is TEAM else None
        row = await kudos(
            *people,
            visibility=visibility,
            hidden=hidden,
            withdrawn=withdrawn,
            audience=audience,
        )
        _ = await comment(row, people[1])
        unkind = await comment(row, people[0], "Not nice.")
        await KudosComment.filter(id=unkind.id).update(hidden_at=now())
    rows = {row.id: row for row in await Kudos.all()}
    comments = await KudosComment.all()
    assert len(rows) == len(comments) / 2 == 7 * 3 * 2 * 2
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


async def test_kudos_for_a_team_are_read_by_the_manager_and_those_who_report_to_them_now(
    cast,
) -> None:
    row = await kudos(cast.cy, cast.bo, visibility=TEAM, audience=cast.mo)
    assert await readers(cast, row) == {"cy", "bo", "mo", "ann"}
    await cast.change_manager(cast.ann, cast.max)
    assert await readers(cast, row) == {"cy", "bo", "mo"}


async def test_who_was_thanked_through_a_group_reads_private_kudos(cast) -> None:
    row = await kudos(cast.bo, cast.ann, visibility=PRIVATE)
    group = await KudosGroup.create(
        kudos_id=row.id, kind=GroupKind.TEAM, manager_id=cast.max.id, name="Max", size=1
    )
    await KudosReceiver.create(kudos_id=row.id, person_id=cast.cy.id, group_id=group.id)
    assert await readers(cast, row) == {"bo", "ann", "cy"}


async def test_hidden_kudos_are_read_by_their_author_and_moderators_only(cast) -> None:
    row = await kudos(cast.bo, cast.ann, hidden=True)
    assert await readers(cast, row) == {"bo", "ada", "hana"}


async def test_a_hidden_comment_is_read_by_its_author_and_moderators_only(cast, actor_of) -> None:
    line = await comment(await kudos(cast.bo, cast.ann), cast.cy)
    await KudosComment.filter(id=line.id).update(hidden_at=now(), hidden_reason="Not kind")
    found = {
        name: views[line.id]
        for name in EVERYBODY
        if (views := await queries.comments_by_ids(actor_of(getattr(cast, name)), [line.id]))
    }
    assert set(found) == {"cy", "ada", "hana"}
    assert {view.hidden_reason for view in found.values()} == {"Not kind"}
    assert [found[name].can_restore for name in ("cy", "ada", "hana")] == [False, True, True]


async def test_a_moderator_reads_no_private_kudos_by_hiding_them(cast) -> None:
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
        told[name] = (
            view.can_withdraw,
            view.can_edit,
            view.can_make_private,
            view.can_hide,
            view.can_report,
        )
    shown = visibility is not PRIVATE
    assert told == {
        "bo": (True, True, False, False, False),
        "ann": (False, False, shown, False, True),
        "ada": (False, False, shown, True, True),
    }
