"""Elsewhere people thank themselves by thanking a team that they belong to, and gain points by it.

Here whoever thanks a group is never among those thanked, by any way in, and gets no point of it.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from erm.core import clock
from erm.core.clock import now
from erm.recognition.choices.models import RecognitionSettings
from erm.recognition.commands import GroupKey, KudosDraft, give, scheduling
from erm.recognition.models import KudosReceiver
from erm.recognition.points.models import PointsAccount
from erm.recognition.points.rules import AccountKind
from erm.recognition.rules import GroupKind
from tests.recognition.rows import do, refused


def own_groups(cast) -> tuple[GroupKey, ...]:
    return (
        GroupKey(GroupKind.TEAM, cast.mo.id),
        GroupKey(GroupKind.DEPARTMENT, cast.engineering.id),
        GroupKey(GroupKind.DEPARTMENT, cast.company.id),
    )


@pytest.mark.parametrize("who", ["mo", "ann"])
async def test_whoever_thanks_their_own_team_is_not_thanked(cast, actor_of, bus, who) -> None:
    author = getattr(cast, who)
    for number, group in enumerate(own_groups(cast)):
        draft = KudosDraft(f"Well done, {number}.", groups=(group,))
        view = (await do(bus, give, actor_of(author), draft)).kudos
        thanked = set(
            await KudosReceiver.filter(kudos_id=view.id).values_list("person_id", flat=True)
        )
        assert thanked
        assert author.id not in thanked
        assert not view.viewer_received
        assert view.receiver_count == len(thanked)


async def test_no_point_of_one_s_own_comes_back_through_a_team(cast, actor_of, bus) -> None:
    await RecognitionSettings.create(id="company", points_enabled=True, updated_at=now())
    draft = KudosDraft("Well done.", groups=own_groups(cast), points=60)
    view = (await do(bus, give, actor_of(cast.mo), draft)).kudos
    rows = await KudosReceiver.filter(kudos_id=view.id)
    assert sum(row.points for row in rows) == 60
    earned = await PointsAccount.filter(kind=AccountKind.EARNED)
    assert sum(account.balance for account in earned) == 60
    assert cast.mo.id not in {account.person_id for account in earned if account.balance}


async def test_a_team_that_is_only_oneself_is_refused(cast, actor_of, bus) -> None:
    alone = await cast.department("Hermitage")
    hermit = await cast.person("Hermit", department=alone)
    draft = KudosDraft("Well done.", groups=(GroupKey(GroupKind.DEPARTMENT, alone.id),))
    await refused(bus, "KUDOS_GROUP_EMPTY", give, cast.actor(hermit), draft)
    assert (await do(bus, give, actor_of(cast.ann), draft)).kudos.receiver_count == 1


async def test_naming_oneself_besides_the_team_is_refused(cast, actor_of, bus) -> None:
    draft = KudosDraft("Well done.", receiver_ids=(cast.ann.id,), groups=own_groups(cast))
    error = await refused(bus, "KUDOS_TO_ONESELF", give, actor_of(cast.ann), draft)
    assert error.field == "receiver_ids"


async def test_who_joins_the_team_before_the_day_does_not_thank_themselves_later(cast, bus) -> None:
    draft = KudosDraft("Well done.", groups=(GroupKey(GroupKind.TEAM, cast.mo.id),))
    later = now() + timedelta(hours=1)
    await do(bus, scheduling.schedule_kudos, cast.actor(cast.cy), draft, give_at=later)
    await cast.change_manager(cast.cy, cast.mo)

    async def actor_for(person_id):
        return cast.actor(cast.cy)

    with clock.at(later):
        assert await scheduling.give_due_kudos(bus, asyncio.Event(), actor_for) == 1
    thanked = set(await KudosReceiver.all().values_list("person_id", flat=True))
    assert thanked == {cast.mo.id, cast.ann.id, cast.bo.id}
