"""Private kudos that somebody else finds: by the API, a search, a digest, a file, or a count.

Every way that leads to kudos is asked once without them and once with them. Whoever may not read them
gets the same answers, to the byte, so no count and no gap gives them away.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from erm.core.actor import ActorKind
from erm.core.clock import now
from erm.digest.home import contents
from erm.notifications.models import Notification
from erm.notifications.rules import NotificationKind
from erm.recognition import queries
from erm.recognition.models import Follow, Kudos, KudosMention
from erm.recognition.rules import KudosVisibility, search_text
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.conftest import Api
from tests.recognition.rows import comment, kudos, reaction, value
from tests.web.test_exports import get

WORDS = "zebra crossing"
EVERY_WAY = """
query Everything($ann: ID!, $bo: ID!, $value: ID!, $department: ID!, $manager: ID!) {
  all: kudosFeed(first: 50) { ...Feed }
  byAnn: kudosFeed(first: 50, personId: $ann) { ...Feed }
  byValue: kudosFeed(first: 50, companyValueId: $value) { ...Feed }
  byDepartment: kudosFeed(first: 50, departmentId: $department) { ...Feed }
  byTeam: kudosFeed(first: 50, managerId: $manager) { ...Feed }
  followed: kudosFeed(first: 50, following: true) { ...Feed }
  searched: kudosFeed(first: 50, search: "zebra") { ...Feed }
  unreadKudos
  companyValues { name kudosCount }
  person(id: $bo) { kudosReceived(first: 50) { totalCount edges { node { id } } } }
  viewer { unseenNotifications notifications(first: 50) { totalCount edges { node { kind } } } }
}
fragment Feed on KudosFeed { number unread pageInfo { hasNextPage }
  edges { node { id message commentCount reactions { count } } } }
"""


@pytest.mark.parametrize("visibility", [KudosVisibility.PRIVATE, KudosVisibility.TEAM])
async def test_who_may_not_read_them_gets_the_same_answers_with_and_without_them(
    cast: Cast, api: Callable[..., Api], visibility: KudosVisibility
) -> None:
    care = await value("Care")
    await kudos(cast.max, cast.cy, message="For all to see", company_value=care)
    private = visibility is KudosVisibility.PRIVATE
    strangers = ["zed", "cy", "max", "old", "hana", "ada", *(["mo"] if private else [])]
    for name in strangers:
        await Follow.create(
            follower_id=getattr(cast, name).id, followed_id=cast.ann.id, created_at=now()
        )
    variables = {
        "ann": to_global("Person", cast.ann.id),
        "bo": to_global("Person", cast.bo.id),
        "value": to_global("CompanyValue", care.id),
        "department": to_global("Department", cast.engineering.id),
        "manager": to_global("Person", cast.mo.id),
    }

    async def answers() -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name in strangers:
            person = getattr(cast, name)
            found[name] = [
                await api(person).run(EVERY_WAY, variables),
                (await get(api, person, "/exports/own-kudos.csv")).content,
                (await get(api, person, "/exports/public-kudos.csv")).content,
                await contents(replace(cast.actor(person), kind=ActorKind.DIGEST)),
            ]
        return found

    before = await answers()
    row = await kudos(cast.ann, cast.bo, message=WORDS, visibility=visibility, company_value=care)
    await Kudos.filter(id=row.id).update(
        search_text=search_text(WORDS),
        author_department_id=cast.engineering.id,
        audience_manager_id=None if private else cast.mo.id,
        change=99,
    )
    line = await comment(row, cast.bo, body=WORDS)
    await reaction(row, cast.bo)
    for name in strangers:
        # Even one that says so by mistake leads to nothing.
        person = getattr(cast, name)
        await Notification.create(
            recipient_id=person.id,
            kind=NotificationKind.KUDOS_MENTIONED,
            subject_kind="Kudos",
            subject_id=row.id,
            once_key=str(person.id),
            created_at=now(),
        )
        await KudosMention.create(kudos_id=row.id, person_id=person.id, label="x")
    assert await answers() == before
    # Those who may read them find them by each of these ways.
    seen = await api(cast.bo).run(EVERY_WAY, variables)
    for way in ("all", "byAnn", "byValue", "byDepartment", "byTeam", "searched"):
        assert to_global("Kudos", row.id) in [e["node"]["id"] for e in seen[way]["edges"]], way
    ask = "query($k: ID!, $c: ID!) { kudos(id: $k) { id } k: node(id: $k) { id } c: node(id: $c) { id } }"
    ids = {"k": to_global("Kudos", row.id), "c": to_global("KudosComment", line.id)}
    for name in strangers:
        nothing = {"kudos": None, "k": None, "c": None}
        assert await api(getattr(cast, name)).run(ask, ids) == nothing
        assert await queries.edits_of(cast.actor(getattr(cast, name)), [row.id]) == {}
    assert await api(cast.bo).run(ask, ids) != nothing
