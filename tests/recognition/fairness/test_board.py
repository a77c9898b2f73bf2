"""The leaderboard: off unless the company wants it, and never about who left it."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erm.core.clock import now
from erm.core.errors import InvalidInput
from erm.core.ids import new_id
from erm.people.models import Person
from erm.recognition.choices.models import RecognitionSettings
from erm.recognition.choices.rules import SETTINGS_ID
from erm.recognition.fairness.board import LeaderboardView, leaderboard
from erm.recognition.fairness.rules import Placed, board, placed
from erm.recognition.rules import KudosVisibility
from tests.cast import Cast
from tests.database import query_count
from tests.recognition.fairness.rows import DAY, company_settings, preference, thanks


async def shown(cast: Cast, viewer: Person, days: int = 30) -> LeaderboardView:
    found = await leaderboard(cast.actor(viewer), days=days)
    assert found is not None
    return found


async def lines(cast: Cast, viewer: Person, days: int = 30) -> list[tuple[int, UUID, int]]:
    return [tuple(each) for each in (await shown(cast, viewer, days)).lines]  # type: ignore[misc]


async def test_there_is_none_unless_the_company_switched_it_on(cast: Cast) -> None:
    await thanks([(cast.ann, [cast.bo])])
    assert await leaderboard(cast.actor(cast.hana)) is None
    await company_settings(leaderboard=False)
    assert await leaderboard(cast.actor(cast.hana)) is None
    await RecognitionSettings.filter(id=SETTINGS_ID).update(leaderboard_enabled=True)
    assert await lines(cast, cast.hana) == [(1, cast.bo.id, 1)]


async def test_it_counts_colleagues_and_not_messages(cast: Cast) -> None:
    """Two who thank each other every day are one colleague each."""
    await company_settings(leaderboard=True)
    await thanks([(cast.ann, [cast.bo]), (cast.bo, [cast.ann])] * 9)
    await thanks([(cast.ann, [cast.cy]), (cast.mo, [cast.cy])])
    first, *others = await lines(cast, cast.mo)
    assert first == (1, cast.cy.id, 2)
    assert sorted(others) == sorted([(2, cast.ann.id, 1), (2, cast.bo.id, 1)])


async def test_who_does_not_want_to_be_on_it_is_nobodys_gap(cast: Cast) -> None:
    await company_settings(leaderboard=True)
    await thanks([(each, [cast.bo]) for each in (cast.ann, cast.mo, cast.cy)])
    await thanks([(each, [cast.cy]) for each in (cast.ann, cast.mo)])
    await preference(cast.bo, on_leaderboard=False)
    await preference(cast.cy)
    for viewer in (cast.bo, cast.hana, cast.ada):
        assert await lines(cast, viewer) == [(1, cast.cy.id, 2)]
    assert not (await shown(cast, cast.bo)).on_it
    assert (await shown(cast, cast.cy)).on_it


async def test_only_public_thanks_in_person_that_are_shown_count(cast: Cast) -> None:
    await company_settings(leaderboard=True)
    one = [(cast.ann, [cast.bo])]
    await thanks(one, visibility=KudosVisibility.PRIVATE)
    await thanks(one, visibility=KudosVisibility.TEAM, audience=cast.mo.id)
    await thanks(one, hidden=True)
    await thanks(one, withdrawn=True)
    await thanks(one, as_group=True)
    await thanks(one, at=now() - 31 * DAY)
    for viewer in (cast.ann, cast.bo, cast.mo, cast.ada):
        assert await lines(cast, viewer) == []
    assert await lines(cast, cast.bo, 90) == [(1, cast.bo.id, 1)]


async def test_windows_of_other_lengths_are_refused(cast: Cast) -> None:
    await company_settings(leaderboard=True)
    with pytest.raises(InvalidInput, match="RECOGNITION_DAYS_NOT_OFFERED"):
        await leaderboard(cast.actor(cast.ann), days=31)


async def test_at_most_twenty_lines_and_ones_own(cast: Cast) -> None:
    await company_settings(leaderboard=True)
    people = await cast.crowd(24)
    for place, person in enumerate(people):
        await thanks((author, [person]) for author in [cast.ann, *people[:place]])
    found = await lines(cast, people[0])
    assert [line[0] for line in found] == [*range(1, 21), 24]
    assert found[-1] == (24, people[0].id, 1)
    assert len(await lines(cast, cast.hana)) == 20


async def test_as_many_queries_for_one_as_for_two_hundred(cast: Cast) -> None:
    await company_settings(leaderboard=True)
    counts = []
    for size in (1, 19, 180):
        await thanks((cast.ann, [each]) for each in await cast.crowd(size))
        with query_count() as count:
            await shown(cast, cast.ann)
        counts.append(count.count)
    assert counts == [3, 3, 3]


people = [new_id() for _ in range(40)]
numbers = st.dictionaries(st.sampled_from(people), st.integers(0, 5))


@given(numbers, st.sampled_from(people))
def test_places_are_shared_by_equals_and_the_viewer_is_there(
    thanked_by: dict[UUID, int], viewer: UUID
) -> None:
    everybody = placed(thanked_by)
    place_of = {each.person_id: each.place for each in everybody}
    assert place_of.keys() == {person for person, number in thanked_by.items() if number}
    for person, place in place_of.items():
        better = sum(number > thanked_by[person] for number in thanked_by.values())
        assert place == better + 1
    found = board(everybody, viewer)
    others = [each for each in found if each.person_id != viewer]
    assert len(others) <= 20
    assert (viewer in place_of) == any(each.person_id == viewer for each in found)
    for each in others:
        same = {line.person_id for line in everybody if line.place == each.place}
        assert same <= {line.person_id for line in found}, "all who share a place, or none"


def test_where_all_are_equal_nobody_is_picked() -> None:
    everybody = [Placed(1, person, 1) for person in people]
    assert board(everybody, people[30]) == [Placed(1, people[30], 1)]
