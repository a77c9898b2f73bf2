"""Both forms of every rule, over every person and every row."""

from __future__ import annotations

from itertools import product

from erm.core.actor import SYSTEM
from erm.core.clock import today
from erm.development.skills import policy
from erm.development.skills.models import Mentorship, PersonSkill
from erm.development.skills.rules import MentorshipState, SkillVisibility
from erm.people.rules import has_left
from tests.cast import Cast
from tests.development.skills.builders import knows, mentorship, skill


async def test_predicate_and_filter_agree_on_peoples_skills(cast: Cast) -> None:
    for visibility in SkillVisibility:
        row = await skill(f"Skill {visibility}")
        for person in cast.people:
            await knows(person, row, visibility=visibility)
    entries = await PersonSkill.all()
    left = {person.id: has_left(person.left_on, today()) for person in cast.people}
    actors = [cast.actor(person) for person in cast.people] + [SYSTEM]
    for actor in actors:
        listed = set(
            await PersonSkill.filter(policy.readable_person_skills(actor)).values_list(
                "id", flat=True
            )
        )
        for entry in entries:
            may = policy.may_read_person_skill(actor, entry, left=left[entry.person_id])
            assert may == (entry.id in listed)
    everyone = sum(not gone for gone in left.values())
    of_stranger = await PersonSkill.filter(policy.readable_person_skills(SYSTEM)).count()
    assert of_stranger == everyone, "what is for managers alone is for nobody without reports"


async def test_predicate_and_filter_agree_on_mentorships(cast: Cast) -> None:
    pairs = ((cast.ann, cast.bo), (cast.cy, cast.ann), (cast.mo, cast.cy))
    for (mentor, mentee), state, by in product(pairs, MentorshipState, (cast.mo, cast.ann)):
        await mentorship(mentor, mentee, state=state, proposed_by_id=by.id, open_pair=None)
    rows = await Mentorship.all()
    for actor in [cast.actor(person) for person in cast.people] + [SYSTEM]:
        listed = set(
            await Mentorship.filter(policy.readable_mentorships(actor)).values_list("id", flat=True)
        )
        for row in rows:
            assert policy.may_read_mentorship(actor, row) == (row.id in listed)
            steps = (
                policy.may_answer_mentorship(actor, row),
                policy.may_decline_mentorship(actor, row),
                policy.may_withdraw_mentorship(actor, row),
                policy.may_end_mentorship(actor, row),
            )
            assert row.id in listed or not any(steps), "nobody does what they cannot see"
