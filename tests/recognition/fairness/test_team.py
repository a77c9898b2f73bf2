"""A manager sees who in their team was not thanked for a while, of what they may read."""

from __future__ import annotations

from datetime import timedelta

from erm.core import clock
from erm.core.clock import now, today
from erm.people.models import Person
from erm.recognition.fairness.team import TeamThanksLineView, team_thanks
from erm.recognition.rules import KudosVisibility
from tests.cast import Cast
from tests.database import query_count
from tests.recognition.fairness.rows import DAY, thanks

PRIVATE = KudosVisibility.PRIVATE


async def of(cast: Cast, manager: Person) -> dict[str, TeamThanksLineView]:
    names = {person.id: person.given_name for person in cast.people}
    view = await team_thanks(cast.actor(manager))
    return {names[line.person_id]: line for line in view.lines}


async def test_only_who_has_reports_sees_a_team_and_only_their_own(cast: Cast) -> None:
    await thanks([(cast.cy, [cast.ann])])
    for person in (cast.ann, cast.cy, cast.hana, cast.ada, cast.old):
        assert await of(cast, person) == {}
    assert list(await of(cast, cast.mo)) == ["Ann", "Bo"], "not Dee, who has left"
    assert list(await of(cast, cast.max)) == ["Cy"]


async def test_who_was_not_thanked_for_sixty_days_is_quiet(cast: Cast) -> None:
    # At noon: near midnight, days that clocks changed in between are one fewer or more.
    with clock.at(now().replace(hour=12)):
        await thanks([(cast.cy, [cast.ann])], at=now() - 59 * DAY)
        await thanks([(cast.cy, [cast.bo])], at=now() - 60 * DAY - timedelta(minutes=5))
        new = await cast.person("New", manager=cast.mo, hired_on=today() - 20 * DAY)
        found = await of(cast, cast.mo)
        assert (found["Ann"].days, found["Ann"].quiet, found["Ann"].received) == (59, False, 1)
        assert (found["Bo"].days, found["Bo"].quiet, found["Bo"].received) == (60, True, 0)
        assert (found["New"].days, found["New"].last_thanked_on, found["New"].quiet) == (
            None,
            None,
            False,
        )
        await Person.filter(id=new.id).update(hired_on=today() - 60 * DAY)
        assert (await of(cast, cast.mo))["New"].quiet


async def test_it_counts_what_the_manager_may_read(cast: Cast) -> None:
    await thanks([(cast.cy, [cast.ann]), (cast.ann, [cast.cy])], visibility=PRIVATE)
    await thanks([(cast.cy, [cast.ann])], visibility=KudosVisibility.TEAM, audience=cast.max.id)
    await thanks([(cast.cy, [cast.ann])], hidden=True)
    await thanks([(cast.cy, [cast.ann])], withdrawn=True)
    unread = await of(cast, cast.mo)
    assert (unread["Ann"].received, unread["Ann"].given, unread["Ann"].days) == (0, 0, None)
    await thanks([(cast.mo, [cast.ann])], visibility=PRIVATE, at=now() - 3 * DAY)
    await thanks([(cast.bo, [cast.ann])], visibility=KudosVisibility.TEAM, audience=cast.mo.id)
    await thanks([(cast.ann, [cast.cy])])
    read = await of(cast, cast.mo)
    assert (read["Ann"].received, read["Ann"].given, read["Ann"].days) == (2, 1, 0)
    assert read["Bo"].given == 1


async def test_thanks_to_the_whole_team_do_not_count_for_anybody(cast: Cast) -> None:
    await thanks([(cast.cy, [cast.ann, cast.bo])], as_group=True)
    found = await of(cast, cast.mo)
    assert all(line.quiet and line.received == 0 for line in found.values())


async def test_as_many_queries_for_one_report_as_for_two_hundred(cast: Cast) -> None:
    counts = []
    for size in (1, 19, 180):
        people = await cast.crowd(size, manager=cast.old)
        await thanks((cast.cy, [each]) for each in people)
        with query_count() as count:
            assert len(await of(cast, cast.old)) >= size
        counts.append(count.count)
    assert counts == [6, 6, 6]
