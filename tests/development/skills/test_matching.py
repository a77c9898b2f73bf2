"""Who could mentor whom, as a pure rule."""

from __future__ import annotations

from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from erm.development.skills.matching import LIMIT, PER_WISH, Offer, Pair, Wish, suggestions
from erm.development.skills.rules import MENTEES_AT_ONCE, MENTOR_LEVEL

UNHURRIED = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PEOPLE = [UUID(int=n) for n in range(1, 9)]
SKILLS = [UUID(int=n) for n in range(101, 104)]
GO = SKILLS[0]

people, skills = st.sampled_from(PEOPLE), st.sampled_from(SKILLS)
wishes_of = st.lists(st.builds(Wish, people, skills, st.integers(0, 4)), max_size=8)
offers_of = st.lists(st.builds(Offer, people, skills, st.integers(1, 4)), max_size=8)


@UNHURRIED
@given(
    wishes_of,
    offers_of,
    st.sets(st.builds(Pair, people, people, skills), max_size=5),
    st.dictionaries(people, st.integers(0, 4)),
    st.dictionaries(people, people),
)
def test_every_suggestion_fits_and_none_is_too_much(
    wishes: list[Wish],
    offers: list[Offer],
    taken: set[Pair],
    mentees: dict[UUID, int],
    managers: dict[UUID, UUID],
) -> None:
    found = suggestions(wishes, offers, taken=taken, mentees=mentees, managers=managers)
    assert len(found) <= LIMIT
    for each in found:
        assert Offer(each.mentor_id, each.skill_id, each.mentor_level) in offers
        assert Wish(each.mentee_id, each.skill_id, each.mentee_level) in wishes
        assert each.mentor_level > each.mentee_level
        assert each.mentor_level >= MENTOR_LEVEL
        assert each.mentor_id not in (each.mentee_id, managers.get(each.mentee_id))
        assert Pair(each.mentor_id, each.mentee_id, each.skill_id) not in taken
        assert mentees.get(each.mentor_id, 0) < MENTEES_AT_ONCE


def none_taken(wishes: list[Wish], offers: list[Offer], **more: object) -> list[UUID]:
    given = {"taken": set(), "mentees": {}, "managers": {}} | more
    return [each.mentor_id for each in suggestions(wishes, offers, **given)]  # type: ignore[arg-type]


def test_who_mentors_fewest_comes_first_then_who_knows_it_best() -> None:
    me, busy, good, best = PEOPLE[:4]
    offers = [Offer(busy, GO, 4), Offer(good, GO, 3), Offer(best, GO, 4)]
    assert none_taken([Wish(me, GO, 1)], offers, mentees={busy: 1}) == [best, good, busy]


def test_the_best_of_every_wish_comes_before_all_seconds() -> None:
    me, one, other = PEOPLE[:3]
    wishes = [Wish(me, GO, 0), Wish(me, SKILLS[1], 0)]
    offers = [Offer(one, GO, 4), Offer(other, GO, 3), Offer(other, SKILLS[1], 2)]
    assert none_taken(wishes, offers) == [one, other, other]


def test_one_wish_brings_so_many_mentors_and_no_more() -> None:
    offers = [Offer(person, GO, 4) for person in PEOPLE[1:]]
    assert len(none_taken([Wish(PEOPLE[0], GO, 0)], offers)) == PER_WISH
