"""Known failure of other products: the same skill again and again, each with some of the people."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from erm.core.clock import now
from erm.core.paging import PageRequest
from erm.core.work import unit_of_work
from erm.development.learning.models import LearningResource, LearningTarget
from erm.development.learning.rules import ResourceKind
from erm.development.models import FocusArea
from erm.development.rules import FocusKind
from erm.development.skills import queries
from erm.development.skills.commands import catalogue, own
from erm.development.skills.commands.mentorships import propose_mentorship
from erm.development.skills.errors import MentorshipExists, SkillExists, SkillsNotMerged
from erm.development.skills.models import Mentorship, PersonSkill, Skill, SkillName
from erm.development.skills.rules import MentorshipState, SkillVisibility
from erm.development.skills.views import SkillExpectationView, SkillNameView
from erm.flows.subscriptions import build_bus
from tests.cast import Cast
from tests.development.builders import plan
from tests.development.conftest import Doing
from tests.development.skills.builders import expects, knows, level, mentorship, skill
from tests.everyday import SETTINGS


def named(*names: str) -> list[SkillNameView]:
    return [SkillNameView(name, "", False) for name in names]


@pytest.mark.parametrize("again", ["javascript", "Java Script", "JAVA-SCRIPT", "ECMAScript", "js"])
async def test_the_same_name_is_not_added_twice_however_it_is_written(
    cast: Cast, do: Doing, again: str
) -> None:
    await skill("JavaScript", "ECMAScript", "JS")
    with pytest.raises(SkillExists):
        await do(catalogue.save_skill(cast.actor(cast.ann), names=named(again)))
    assert await Skill.all().count() == 1


async def test_of_two_who_add_the_same_at_once_one_adds_it(cast: Cast, do: Doing) -> None:
    outcomes = await asyncio.gather(
        *(
            do(catalogue.save_skill(cast.actor(person), names=named("Rust")))
            for person in (cast.ann, cast.bo, cast.cy)
        ),
        return_exceptions=True,
    )
    refused = [each for each in outcomes if isinstance(each, SkillExists)]
    assert len(refused) == 2
    assert await Skill.all().count() == await SkillName.all().count() == 1


async def test_what_looks_alike_is_shown_before_one_adds_it(cast: Cast) -> None:
    row = await skill("PostgreSQL")
    found = await queries.similar_skills(cast.actor(cast.ann), "Postgres")
    assert [view.id for view in found] == [row.id]


async def test_merging_makes_one_skill_and_loses_nothing(cast: Cast) -> None:
    postgres = await skill("PostgreSQL", ru="Постгрес")
    short, old = await skill("Postgres"), await skill("PG database")
    long_ago, lately = date(2024, 3, 1), date(2026, 5, 1)
    await knows(cast.ann, postgres, 2, last_used_on=long_ago)
    await knows(cast.ann, short, 3, can_teach=True, last_used_on=lately)
    await knows(cast.ann, old, 1, wants_to_learn=True, visibility=SkillVisibility.MANAGER)
    await knows(cast.bo, short, 1)
    await knows(cast.cy, old, 4)
    senior, staff = await level("Senior"), await level("Staff")
    await expects(senior, postgres, 2)
    await expects(senior, short, 3)
    await expects(staff, old, 4)
    helped = await mentorship(cast.cy, cast.ann, short, state=MentorshipState.ACCEPTED)
    bus = build_bus(SETTINGS)
    hana = cast.actor(cast.hana)
    async with unit_of_work(bus):
        view, moved = await catalogue.merge_skills(
            hana, into_id=postgres.id, from_ids=[short.id, old.id]
        )
    assert moved == 4
    assert {name.name for name in view.names} == {
        "PostgreSQL",
        "Постгрес",
        "Postgres",
        "PG database",
    }
    assert {name.name for name in view.names if name.is_main} == {"PostgreSQL", "Постгрес"}
    entries = {row.person_id: row for row in await PersonSkill.all()}
    assert {row.skill_id for row in entries.values()} == {postgres.id}
    ann = entries[cast.ann.id]
    assert (ann.level, ann.can_teach, ann.wants_to_learn) == (3, True, True)
    assert (ann.last_used_on, ann.visibility) == (lately, SkillVisibility.MANAGER)
    assert (entries[cast.bo.id].level, entries[cast.cy.id].level) == (1, 4)
    expected = await queries.expectations_of(hana, [senior.id, staff.id])
    assert expected == {
        senior.id: [SkillExpectationView(postgres.id, 3)],
        staff.id: [SkillExpectationView(postgres.id, 4)],
    }
    assert (await Mentorship.get(id=helped.id)).skill_id == postgres.id


async def test_plans_and_learning_follow_a_merged_skill(cast: Cast) -> None:
    one, other = await skill("Go"), await skill("Golang")
    grow = await plan(cast.ann)
    focus = await FocusArea.create(
        plan_id=grow.id,
        kind=FocusKind.SKILL,
        title="Go",
        skill_id=other.id,
        position=0,
        created_at=now(),
    )
    both, only = [
        await LearningResource.create(title=title, kind=ResourceKind.BOOK, created_at=now())
        for title in ("Of both", "Of one")
    ]
    await LearningTarget.create(resource_id=both.id, skill_id=one.id)
    await LearningTarget.create(resource_id=both.id, skill_id=other.id)
    await LearningTarget.create(resource_id=only.id, skill_id=other.id)
    async with unit_of_work(build_bus(SETTINGS)):
        await catalogue.merge_skills(cast.actor(cast.hana), into_id=one.id, from_ids=[other.id])
    assert (await FocusArea.get(id=focus.id)).skill_id == one.id
    targets = await LearningTarget.all().values_list("resource_id", "skill_id")
    assert sorted(targets) == sorted([(both.id, one.id), (only.id, one.id)])


async def test_an_old_id_leads_to_the_one_that_is_left_however_often_they_merged(
    cast: Cast, do: Doing
) -> None:
    first, second, third = await skill("One"), await skill("Two"), await skill("Three")
    hana, ann = cast.actor(cast.hana), cast.actor(cast.ann)
    await do(catalogue.merge_skills(hana, into_id=second.id, from_ids=[first.id]))
    await do(catalogue.merge_skills(hana, into_id=third.id, from_ids=[second.id]))
    found = await queries.skills_by_ids(ann, [first.id, second.id, third.id])
    assert {view.id for view in found.values()} == {third.id}
    said = await do(
        own.set_my_skill(ann, skill_id=first.id, level=2, wants_to_learn=False, can_teach=False)
    )
    assert said.skill_id == third.id
    page = await queries.people_with_skill(ann, PageRequest(10), skill_id=second.id)
    assert [view.person_id for view in page.items] == [cast.ann.id]
    with pytest.raises(SkillsNotMerged):
        await do(catalogue.merge_skills(hana, into_id=third.id, from_ids=[first.id]))
    with pytest.raises(SkillsNotMerged):
        await do(catalogue.merge_skills(hana, into_id=third.id, from_ids=[]))


async def test_the_same_mentoring_is_not_proposed_anew_after_its_skills_became_one(
    cast: Cast, do: Doing
) -> None:
    one, other = await skill("Go"), await skill("Golang")
    await mentorship(cast.cy, cast.ann, other)
    await do(catalogue.merge_skills(cast.actor(cast.hana), into_id=one.id, from_ids=[other.id]))
    with pytest.raises(MentorshipExists):
        await do(
            propose_mentorship(
                cast.actor(cast.cy), mentor_id=cast.cy.id, mentee_id=cast.ann.id, skill_id=one.id
            )
        )


async def test_who_says_what_they_know_while_it_is_merged_is_not_lost(
    cast: Cast, do: Doing
) -> None:
    one, other = await skill("Go"), await skill("Golang")
    people = await cast.crowd(6)
    await asyncio.gather(
        *(
            do(
                own.set_my_skill(
                    cast.actor(person),
                    skill_id=other.id,
                    level=2,
                    wants_to_learn=False,
                    can_teach=False,
                )
            )
            for person in people
        ),
        do(catalogue.merge_skills(cast.actor(cast.hana), into_id=one.id, from_ids=[other.id])),
    )
    rows = await PersonSkill.all().values_list("person_id", "skill_id")
    assert sorted(rows) == sorted((person.id, one.id) for person in people)
