"""A feed that asks the database once for every card, every author, every picture, every comment."""

from __future__ import annotations

from collections.abc import Callable

from erm.core.clock import now
from erm.core.ids import new_id
from erm.recognition.models import (
    Kudos,
    KudosComment,
    KudosEdit,
    KudosGroup,
    KudosMention,
    KudosReaction,
    KudosReceiver,
)
from erm.recognition.rules import GroupKind, KudosVisibility, ReactionKind
from tests.cast import Cast
from tests.conftest import Api
from tests.database import query_count
from tests.recognition.rows import value

CARDS = """
query {
  kudosFeed(first: 100) { number unread edges { node {
    id message visibility createdAt editedAt receiverCount viewerReceived points pointsForViewer
    canEdit canHide pictureUrl hidden
    author { id name followed } receivers { id name } audience { name }
    companyValue { name kudosCount } groups { name manager { name } department { name } }
    mentions { label person { name } } reactions { kind count mine } commentCount
  } } }
}
"""
BELOW = """
query {
  kudosFeed(first: 100) { edges { node {
    edits { message companyValue { name } }
    comments(first: 3) { edges { node { body author { name } mentions { person { name } } } } }
  } } }
}
"""


async def test_a_page_of_full_cards_takes_as_many_queries_as_one_card(
    cast: Cast, api: Callable[..., Api]
) -> None:
    crowd = await cast.crowd(210)
    values = [await value(f"Value {number}") for number in range(20)]
    zed = api(cast.zed)
    await zed.run(CARDS)
    counts = []
    written = 0
    for size in (1, 20, 200):
        for number in range(written, size):
            author, other = crowd[number], crowd[number + 1]
            row = await Kudos.create(
                author_id=author.id,
                message="@x",
                visibility=KudosVisibility.PUBLIC,
                company_value_id=values[number % 20].id,
                created_at=now(),
                points=3,
                author_department_id=cast.engineering.id,
            )
            group = await KudosGroup.create(
                kudos_id=row.id,
                kind=GroupKind.TEAM,
                manager_id=author.id,
                name="Team",
                size=1,
            )
            moment = now()
            line = KudosComment(
                id=new_id(), kudos_id=row.id, author_id=other.id, body="x", created_at=moment
            )
            for made in (
                KudosReceiver(kudos_id=row.id, person_id=other.id),
                KudosReceiver(kudos_id=row.id, person_id=cast.zed.id, group_id=group.id),
                KudosReaction(
                    kudos_id=row.id, person_id=other.id, kind=ReactionKind.STAR, created_at=moment
                ),
                line,
                KudosMention(kudos_id=row.id, person_id=other.id, label="x"),
                KudosMention(kudos_id=row.id, comment_id=line.id, person_id=author.id, label="x"),
                KudosEdit(kudos_id=row.id, message="y", at=moment),
            ):
                await made.save(force_create=True)
        written = size
        taken = []
        for document in (CARDS, BELOW):
            with query_count() as counter:
                page = (await zed.run(document))["kudosFeed"]["edges"]
            assert len(page) == min(size, 100)
            taken.append(counter.count)
        counts.append(tuple(taken))
    assert len(set(counts)) == 1, counts
    assert counts[0][0] <= 20
