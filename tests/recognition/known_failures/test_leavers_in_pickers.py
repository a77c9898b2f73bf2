"""Elsewhere people who left are offered for thanks for years, and thanks go to nobody.

Here no picker of recognition offers them, nothing takes them, and they count in no group.
"""

from __future__ import annotations

from erm.recognition import offers
from erm.recognition.commands import GroupKey, KudosDraft, give
from erm.recognition.commands.groups import audience_choices
from erm.recognition.models import KudosMention, KudosReceiver
from erm.recognition.rules import GroupKind, KudosVisibility
from tests.recognition.rows import do, refused

PICKERS = """
query ($search: String!, $ids: [ID!]) {
  people(search: $search, first: 100) { edges { node { id name } } }
  kudosGroups(search: $search) { id name size }
  teamAudiences(receiverIds: $ids) { id name }
}
"""


async def test_no_picker_offers_who_has_left(cast, api) -> None:
    browser = api(cast.cy)
    await cast.leave(cast.mo)
    data = await browser.run(PICKERS, {"search": "mo", "ids": []})
    assert "Mo Test" not in {edge["node"]["name"] for edge in data["people"]["edges"]}
    assert data["kudosGroups"] == []
    engineering = await browser.run(PICKERS, {"search": "engineering", "ids": []})
    (group,) = engineering["kudosGroups"]
    assert group["size"] == 3  # Ann, Bo and Old; Mo and Dee have left


async def test_a_leaver_s_team_is_no_audience(cast, actor_of, bus) -> None:
    await cast.leave(cast.mo)
    cy = actor_of(cast.cy)
    assert cast.mo.id not in await audience_choices(cy, [cast.ann.id, cast.mo.id])
    assert cast.mo.id not in await audience_choices(actor_of(cast.ann), [])
    draft = KudosDraft(
        "Thanks.",
        receiver_ids=(cast.ann.id,),
        visibility=KudosVisibility.TEAM,
        audience_id=cast.mo.id,
    )
    await refused(bus, "KUDOS_AUDIENCE_DOES_NOT_FIT", give, cy, draft)


async def test_a_leaver_is_thanked_neither_by_name_nor_in_a_group(cast, actor_of, bus) -> None:
    await cast.leave(cast.bo)
    cy = actor_of(cast.cy)
    for key, code in ((cast.bo.id, "PERSON_HAS_LEFT"), (cast.dee.id, "PERSON_HAS_LEFT")):
        draft = KudosDraft("Thanks.", receiver_ids=(cast.ann.id, key))
        await refused(bus, code, give, cy, draft)
    groups = (
        GroupKey(GroupKind.TEAM, cast.mo.id),
        GroupKey(GroupKind.DEPARTMENT, cast.engineering.id),
    )
    await do(bus, give, cy, KudosDraft("Thanks.", groups=groups))
    thanked = set(await KudosReceiver.all().values_list("person_id", flat=True))
    assert thanked == {cast.mo.id, cast.ann.id, cast.old.id}


async def test_a_team_all_of_whom_left_is_not_offered(cast, actor_of) -> None:
    await cast.leave(cast.cy)
    found = await offers.kudos_groups(actor_of(cast.ann), "max")
    assert found == []


async def test_a_leaver_is_not_mentioned(cast, actor_of, bus) -> None:
    draft = KudosDraft("@Dee Test", receiver_ids=(cast.ann.id,), mention_ids=(cast.dee.id,))
    given = await do(bus, give, actor_of(cast.bo), draft)
    assert given.not_told == (cast.dee.id,)
    assert await KudosMention.all().count() == 0
