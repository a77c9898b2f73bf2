"""Labels are told less exactly until none is of too few, and no less exactly than need be."""

from __future__ import annotations

import itertools
import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erm.disclosure.labels import Hierarchy, Joining, Label, generalise
from tests.disclosure.companies import K, company

TREE = {"all": None, "sales": "all", "north": "sales", "south": "sales", "law": "all"}
TWO = Hierarchy(("department", "location"), TREE)


def test_the_most_exact_label_that_tells_of_two_is_their_common_department() -> None:
    assert TWO.above(("north", "Berlin"), ("south", "Berlin")) == ("sales", "Berlin")
    assert TWO.above(("north", "Berlin"), ("law", "Paris")) == ("all", None)
    assert TWO.above(("north", None), ("sales", "Paris")) == ("sales", None)
    assert TWO.above(("north", "Berlin"), (None, "Berlin")) == (None, "Berlin")
    assert TWO.above(("elsewhere", "Berlin"), ("north", "Berlin")) == (None, "Berlin")


def test_a_label_lies_in_its_own_groups_and_in_those_above_only() -> None:
    assert TWO.lies_in(("north", "Berlin"), ("sales", None))
    assert TWO.lies_in(("north", "Berlin"), (None, "Berlin"))
    assert not TWO.lies_in(("sales", "Berlin"), ("north", None))
    assert not TWO.lies_in(("north", None), (None, "Berlin"))
    assert TWO.may_hold(("sales", None), ("north", "Berlin"))
    assert not TWO.may_hold(("law", None), ("north", "Berlin"))


def test_telling_less_of_an_earlier_segment_weighs_more_than_of_all_after_it() -> None:
    three = Hierarchy(("department", "location", "tenure"), TREE)
    assert three.loss(("north", None, None)) < three.loss(("sales", "Berlin", "new"))
    assert three.loss(("north", "Berlin", None)) < three.loss(("north", None, "new"))
    other = Hierarchy(("location", "department"), TREE)
    assert other.loss(("Berlin", None)) < other.loss((None, "north"))
    assert three.loss(("north", "Berlin", "new")) == 0


def test_departments_in_a_circle_are_refused() -> None:
    with pytest.raises(ValueError, match="circle"):
        Hierarchy(("department",), {"a": "b", "b": "a"})


def test_a_small_team_is_told_of_with_its_neighbours_and_the_rest_as_they_are() -> None:
    sizes: dict[Label, int] = {
        ("north", "Berlin"): 3,
        ("south", "Berlin"): 4,
        ("law", "Berlin"): 5,
        ("law", "Paris"): 9,
    }
    found = generalise(sizes, K, TWO)
    assert found == {
        ("north", "Berlin"): ("sales", "Berlin"),
        ("south", "Berlin"): ("sales", "Berlin"),
        ("law", "Berlin"): ("law", "Berlin"),
        ("law", "Paris"): ("law", "Paris"),
    }


def test_a_later_segment_is_given_up_before_an_earlier_one() -> None:
    sizes: dict[Label, int] = {
        ("north", "Berlin"): 3,
        ("north", "Paris"): 3,
        ("south", "Berlin"): 9,
    }
    found = generalise(sizes, K, TWO)
    assert found["north", "Berlin"] == found["north", "Paris"] == ("north", None)
    assert found["south", "Berlin"] == ("south", "Berlin")


def test_who_is_left_over_joins_the_nearest_and_no_more_than_that() -> None:
    sizes: dict[Label, int] = {("north", "Berlin"): 2, ("south", "Berlin"): 6, ("law", "Paris"): 6}
    found = generalise(sizes, K, TWO)
    assert found["north", "Berlin"] == found["south", "Berlin"] == ("sales", "Berlin")
    assert found["law", "Paris"] == ("law", "Paris")


def test_fewer_people_than_the_minimum_are_told_of_by_nothing() -> None:
    assert generalise({("north", "Berlin"): 2, ("law", "Paris"): 2}, K, TWO) == {
        ("north", "Berlin"): (None, None),
        ("law", "Paris"): (None, None),
    }
    assert generalise({}, K, TWO) == {}


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), people=st.integers(5, 150), segments=st.integers(1, 4))
def test_every_class_is_large_enough_and_tells_nothing_wrong(
    seed: int, people: int, segments: int
) -> None:
    found = company(random.Random(seed), people, segments)
    sizes = Counter(found.labels.values())
    label_of = generalise(sizes, K, found.hierarchy)
    classes: Counter[Label] = Counter()
    for label, size in sizes.items():
        assert found.hierarchy.lies_in(label, label_of[label])
        classes[label_of[label]] += size
    assert min(classes.values()) >= K
    assert generalise(dict(reversed(sizes.items())), K, found.hierarchy) == label_of


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), people=st.integers(20, 120))
def test_nothing_large_enough_is_told_less_exactly_but_to_take_somebody_in(
    seed: int, people: int
) -> None:
    found = company(random.Random(seed), people, 2)
    sizes = Counter(found.labels.values())
    label_of = generalise(sizes, K, found.hierarchy)
    together: dict[Label, list[Label]] = {}
    for label in sizes:
        together.setdefault(label_of[label], []).append(label)
    for label, members in together.items():
        if label not in members:
            assert any(sizes[each] < K for each in members)


def test_the_nearest_of_many_is_found_by_the_index_as_by_looking_at_all() -> None:
    dice = random.Random(5)
    found = company(dice, 3000, 4)
    joining: Joining[int] = Joining(found.hierarchy)
    distinct = sorted(set(found.labels.values()), key=str)
    many = [
        label for label in itertools.islice(itertools.cycle(distinct), 500) if label[0] is not None
    ]
    for number, label in enumerate(many):
        joining.add(label, 1 + number % 9, [number])
    for number in range(0, 500, 25):
        near = joining.nearest(number)
        assert near is not None
        same = [
            each
            for each, group in joining.groups.items()
            if each != number and group.label == joining.groups[number].label
        ]
        if same:
            assert joining.groups[near].label == joining.groups[number].label
        joining.join((number, near))
        assert near not in joining.groups
