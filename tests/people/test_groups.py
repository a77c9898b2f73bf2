"""Groups that name nobody."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from erm.core.ids import new_id
from erm.people.groups import MINIMUM, parted, told

sizes = st.lists(st.integers(0, 12), min_size=0, max_size=12)


def _people(counts: list[int], without: int) -> dict[UUID, int | None]:
    people: dict[UUID, int | None] = {
        new_id(): key for key, count in enumerate(counts) for _ in range(count)
    }
    return people | dict.fromkeys((new_id() for _ in range(without)), None)


@given(sizes, st.integers(0, 6))
def test_a_complete_partition_leaves_nobody_out(counts: list[int], without: int) -> None:
    """So two tables about the same people, by different things, differ by nobody."""
    people = _people(counts, without)
    found = parted(people, complete=True)
    members = [group.members for group in found.groups]
    assert all(len(group) >= MINIMUM for group in members)
    together: frozenset[UUID] = frozenset().union(*members)
    assert sum(len(group) for group in members) == len(together)
    assert together == (people.keys() if len(people) >= MINIMUM else frozenset())
    assert len(found.large) + found.withheld == sum(1 for count in counts if count)


@given(sizes, st.integers(0, 6))
def test_no_more_groups_are_put_together_than_needed(counts: list[int], without: int) -> None:
    found = parted(_people(counts, without), complete=True)
    small = sum(1 for count in counts if 0 < count < MINIMUM)
    assert found.withheld - small in (0, 1)


@given(st.dictionaries(st.integers(0, 20), st.integers(0, 12)))
def test_what_is_told_of_cells_and_of_all_together_leaves_no_few_people_over(
    counts: dict[int, int],
) -> None:
    shown = told(counts)
    assert all(counts[key] >= MINIMUM for key in shown)
    hidden = sum(count for key, count in counts.items() if key not in shown)
    assert hidden == 0 or hidden >= MINIMUM or not shown


def test_a_small_cell_takes_the_smallest_other_one_with_it() -> None:
    """Nine of all, and six of them in one department, would tell of the other three."""
    assert told({"design": 6, "sales": 3, "engineering": 40}) == {"engineering"}
    assert told({"design": 6, "sales": 0, "engineering": 40}) == {"design", "engineering"}
    assert told({"design": 6, "sales": 3, "legal": 2, "engineering": 40}) == {
        "design",
        "engineering",
    }
