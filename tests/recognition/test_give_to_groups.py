"""Thanking teams and departments, and thanks that only a team sees."""

from __future__ import annotations

import pytest

from erm.core.ids import new_id
from erm.flows.subscriptions import build_bus
from erm.recognition import commands, offers, queries
from erm.recognition.commands import GroupKey, KudosDraft
from erm.recognition.commands.groups import audience_choices
from erm.recognition.events import KudosGiven
from erm.recognition.models import Kudos, KudosGroup, KudosReceiver
from erm.recognition.rules import GroupKind
from erm.relationships.models import Touchpoint
from erm.relationships.tallies import tallies_with
from tests.everyday import SETTINGS
from tests.recognition.rows import PRIVATE, TEAM, do, heard, readers, refused


def team(person) -> GroupKey:
    return GroupKey(GroupKind.TEAM, person.id)


def department(row) -> GroupKey:
    return GroupKey(GroupKind.DEPARTMENT, row.id)


async def receivers_of(kudos_id) -> dict:
    return {row.person_id: row for row in await KudosReceiver.filter(kudos_id=kudos_id)}


async def test_thanking_a_team_thanks_the_manager_and_who_reports_to_them(
    cast, actor_of, bus
) -> None:
    facts = heard(bus)
    draft = KudosDraft("You moved the whole shop.", groups=(team(cast.mo),))
    view = (await do(bus, commands.give, actor_of(cast.cy), draft)).kudos
    assert (view.receiver_ids, view.receiver_count, view.viewer_received) == ((), 3, False)
    assert set(await receivers_of(view.id)) == {cast.mo.id, cast.ann.id, cast.bo.id}
    (group,) = (await queries.groups_of(actor_of(cast.zed), [view.id]))[view.id]
    assert (group.kind, group.name, group.size, group.manager_id) == (
        GroupKind.TEAM,
        "Mo Test",
        3,
        cast.mo.id,
    )
    assert (await queries.kudos_by_ids(actor_of(cast.ann), [view.id]))[view.id].viewer_received
    (fact,) = facts
    assert isinstance(fact, KudosGiven)
    assert fact.receiver_ids == ()
    assert fact.group_ids == ((await KudosGroup.get(kudos_id=view.id)).id,)


async def test_a_group_is_frozen_as_it_was(cast, actor_of, bus) -> None:
    draft = KudosDraft("For the launch.", groups=(department(cast.company),), visibility=PRIVATE)
    view = (await do(bus, commands.give, actor_of(cast.cy), draft)).kudos
    thanked = set(await receivers_of(view.id))
    assert cast.dee.id not in thanked
    assert cast.cy.id not in thanked
    await cast.person("Newcomer", department=cast.company)
    assert set(await receivers_of(view.id)) == thanked
    assert view.receiver_count == len(thanked)


async def test_somebody_named_and_in_two_groups_is_thanked_once_and_by_name(
    cast, actor_of, bus
) -> None:
    draft = KudosDraft(
        "For everything.",
        receiver_ids=(cast.ann.id,),
        groups=(team(cast.mo), department(cast.engineering), team(cast.mo)),
    )
    view = (await do(bus, commands.give, actor_of(cast.cy), draft)).kudos
    rows = await receivers_of(view.id)
    assert rows[cast.ann.id].group_id is None
    assert view.receiver_ids == (cast.ann.id,)
    assert view.receiver_count == len(rows)
    groups = {row.id: row.kind for row in await KudosGroup.filter(kudos_id=view.id)}
    assert sorted(groups.values()) == [GroupKind.DEPARTMENT, GroupKind.TEAM]
    assert groups[rows[cast.bo.id].group_id] is GroupKind.TEAM


async def test_departments_of_that_time_are_kept(cast, actor_of, bus) -> None:
    draft = KudosDraft("Thanks.", receiver_ids=(cast.ann.id,))
    view = (await do(bus, commands.give, actor_of(cast.cy), draft)).kudos
    assert (await Kudos.get(id=view.id)).author_department_id == cast.sales.id
    assert (await receivers_of(view.id))[cast.ann.id].department_id == cast.engineering.id


async def test_groups_that_are_not_there_are_refused(cast, actor_of, bus) -> None:
    cy = actor_of(cast.cy)
    empty = await cast.department("Nobody's")
    for code, groups in (
        ("KUDOS_GROUP_UNKNOWN", (team(cast.ann),)),
        ("KUDOS_GROUP_UNKNOWN", (team(cast.dee),)),
        ("KUDOS_GROUP_UNKNOWN", (GroupKey(GroupKind.DEPARTMENT, new_id()),)),
        ("KUDOS_GROUP_UNKNOWN", (GroupKey(GroupKind.TEAM, new_id()),)),
        ("KUDOS_GROUP_EMPTY", (department(empty),)),
    ):
        error = await refused(bus, code, commands.give, cy, KudosDraft("Thanks.", groups=groups))
        assert error.field == "groups"
    many = [await cast.department(f"Part {number}") for number in range(6)]
    draft = KudosDraft("Thanks.", groups=tuple(department(each) for each in many))
    error = await refused(bus, "KUDOS_TOO_MANY_GROUPS", commands.give, cy, draft)
    assert error.params == {"maximum": 5}


async def test_a_group_of_more_than_two_thousand_is_refused(
    cast, actor_of, bus, monkeypatch
) -> None:
    monkeypatch.setattr("erm.recognition.commands.groups.GROUP_PEOPLE_MAXIMUM", 2)
    draft = KudosDraft("Thanks.", groups=(team(cast.mo),))
    await refused(bus, "KUDOS_GROUPS_TOO_LARGE", commands.give, actor_of(cast.cy), draft)


async def test_only_those_named_make_kudos_private_not_one_of_a_group(cast, actor_of, bus) -> None:
    draft = KudosDraft("Thanks.", receiver_ids=(cast.ann.id,), groups=(team(cast.max),))
    view = (await do(bus, commands.give, actor_of(cast.bo), draft)).kudos
    make = commands.make_kudos_private
    await refused(bus, "NOT_ALLOWED", make, actor_of(cast.cy), kudos_id=view.id)
    await do(bus, make, actor_of(cast.ann), kudos_id=view.id)
    assert await readers(cast, await Kudos.get(id=view.id)) == {"bo", "ann", "max", "cy"}


# ---- thanks for a team -------------------------------------------------------------------------


@pytest.mark.parametrize("audience", ["mo", "max", "zed"])
async def test_thanks_are_shown_to_a_team_of_the_author_or_of_a_receiver(
    cast, actor_of, bus, audience
) -> None:
    draft = KudosDraft(
        "Thanks.",
        receiver_ids=(cast.cy.id, cast.max.id),
        visibility=TEAM,
        audience_id=getattr(cast, audience).id,
    )
    view = (await do(bus, commands.give, actor_of(cast.ann), draft)).kudos
    assert view.audience_manager_id == getattr(cast, audience).id
    expected = {
        "mo": {"mo", "ann", "bo", "cy", "max"},
        "max": {"ann", "cy", "max"},
        "zed": {"zed", "mo", "max", "old", "hana", "ada", "ann", "cy"},
    }
    assert await readers(cast, await Kudos.get(id=view.id)) == expected[audience]


async def test_a_team_to_which_nobody_concerned_belongs_is_refused(cast, actor_of, bus) -> None:
    def draft(audience) -> KudosDraft:
        key = None if audience is None else audience.id
        return KudosDraft("Thanks.", receiver_ids=(cast.bo.id,), visibility=TEAM, audience_id=key)

    ann = actor_of(cast.ann)
    for audience, code in (
        (None, "KUDOS_AUDIENCE_MISSING"),
        (cast.max, "KUDOS_AUDIENCE_DOES_NOT_FIT"),
        (cast.bo, "KUDOS_AUDIENCE_DOES_NOT_FIT"),
    ):
        error = await refused(bus, code, commands.give, ann, draft(audience))
        assert error.field == "audience_id"
    assert (await do(bus, commands.give, ann, draft(cast.mo))).kudos.visibility is TEAM


async def test_a_team_picked_before_is_left_aside_where_everybody_sees_it(
    cast, actor_of, bus
) -> None:
    draft = KudosDraft("Thanks.", receiver_ids=(cast.bo.id,), audience_id=cast.mo.id)
    view = (await do(bus, commands.give, actor_of(cast.ann), draft)).kudos
    assert (await Kudos.get(id=view.id)).audience_manager_id is None


async def test_a_receiver_makes_thanks_for_a_team_private(cast, actor_of, bus) -> None:
    draft = KudosDraft(
        "Thanks.", receiver_ids=(cast.bo.id,), visibility=TEAM, audience_id=cast.mo.id
    )
    view = (await do(bus, commands.give, actor_of(cast.ann), draft)).kudos
    await do(bus, commands.make_kudos_private, actor_of(cast.bo), kudos_id=view.id)
    assert await readers(cast, await Kudos.get(id=view.id)) == {"ann", "bo"}


async def test_teams_on_offer_are_those_of_the_author_and_of_the_receivers(cast, actor_of) -> None:
    assert await audience_choices(actor_of(cast.mo), [cast.cy.id]) == [
        cast.mo.id,
        cast.zed.id,
        cast.max.id,
    ]
    assert await audience_choices(actor_of(cast.zed), [cast.mo.id]) == [cast.zed.id, cast.mo.id]
    assert await audience_choices(actor_of(cast.cy), []) == [cast.max.id]


# ---- groups on offer ---------------------------------------------------------------------------


async def test_groups_are_offered_one_s_own_first_without_oneself_in_their_size(
    cast, actor_of
) -> None:
    found = await offers.kudos_groups(actor_of(cast.mo))
    assert [(each.kind, each.name, each.size) for each in found[:2]] in (
        [(GroupKind.TEAM, "Mo Test", 2), (GroupKind.TEAM, "Zed Test", 5)],
        [(GroupKind.TEAM, "Zed Test", 5), (GroupKind.TEAM, "Mo Test", 2)],
    )
    sizes = {each.name: each.size for each in found if each.kind is GroupKind.DEPARTMENT}
    everybody = await offers.kudos_groups(actor_of(cast.cy), "engineering")
    engineering = {each.name: each.size for each in everybody}["Engineering"]
    assert sizes["Engineering"] == engineering - 1


async def test_a_team_is_found_by_its_leader_and_a_leaver_leads_none(cast, actor_of) -> None:
    cy = actor_of(cast.cy)
    assert [each.id for each in await offers.kudos_groups(cy, "MO test")] == [cast.mo.id]
    assert await offers.kudos_groups(cy, "dee") == []
    await cast.leave(cast.mo)
    assert await offers.kudos_groups(cy, "mo test") == []


async def test_groups_without_anybody_else_are_not_offered(cast, actor_of) -> None:
    alone = await cast.department("Hermitage")
    hermit = await cast.person("Hermit", department=alone)
    assert await offers.kudos_groups(cast.actor(hermit), "hermitage") == []
    assert len(await offers.kudos_groups(actor_of(cast.cy), "hermitage")) == 1


async def test_thanks_to_a_group_are_no_contact_of_two_and_those_by_name_are(
    cast, actor_of
) -> None:
    bus = build_bus(SETTINGS)
    draft = KudosDraft("Thanks.", receiver_ids=(cast.ann.id,), groups=(team(cast.mo),))
    await do(bus, commands.give, actor_of(cast.cy), draft)
    contacts = await Touchpoint.all()
    assert [{row.low_id, row.high_id} for row in contacts] == [{cast.cy.id, cast.ann.id}]
    tallies = await tallies_with(actor_of(cast.cy), [cast.ann.id, cast.bo.id])
    assert [tallies[person.id].given.thanks for person in (cast.ann, cast.bo)] == [1, 0]
