"""The rows of skills and mentoring, and what can be done with them."""

from __future__ import annotations

from typing import Any

from erm.core.clock import now
from erm.development.skills.models import Mentorship, PersonSkill, Skill, SkillName
from erm.development.skills.names import name_key
from erm.development.skills.rules import MentorshipState, SkillVisibility
from erm.people.models import Person
from tests.authorization.relations import Relation
from tests.authorization.world import Row, World, ids


async def fill(world: World) -> None:
    c = world.cast
    everyone, manager = SkillVisibility.EVERYONE, SkillVisibility.MANAGER
    known = await _skill(
        world,
        "skill that is used",
        (c.ann, 3, everyone, True),
        (c.bo, 2, manager, False),
        (c.cy, 0, everyone, False),
        (c.dee, 4, everyone, True),
    )
    await _skill(world, "retired skill", (c.ann, 1, everyone, False), retired_at=now())
    await _skill(world, "skill of nobody")
    for name, mentor, mentee, by, state in (
        ("asked of Cy by Ann", c.cy, c.ann, c.ann, MentorshipState.PROPOSED),
        ("that Mo proposes", c.max, c.bo, c.mo, MentorshipState.PROPOSED),
        ("that goes on", c.old, c.ann, c.mo, MentorshipState.ACCEPTED),
        ("that Hana declined", c.hana, c.cy, c.cy, MentorshipState.DECLINED),
        ("that is over", c.zed, c.ann, c.zed, MentorshipState.ENDED),
    ):
        await _mentorship(world, name, known, mentor, mentee, by, state)


async def _skill(
    world: World,
    name: str,
    *entries: tuple[Person, int, SkillVisibility, bool],
    **columns: Any,
) -> Row:
    row = await world.put(
        "Skill",
        Skill,
        name,
        texts=["category", "description"],
        variant="retired" if columns else "in use",
        ties={Relation.SELF: ids(*(person for person, *_ in entries))},
        able="canEdit",
        created_at=now(),
        **columns,
    )
    row.values["name"] = word = world.text(row, "name")
    await SkillName.create(skill_id=row.key, name=word, folded=name_key(word), is_main=True)
    for person, level, visibility, teaches in entries:
        await PersonSkill.create(
            person_id=person.id,
            skill_id=row.key,
            level=level,
            wants_to_learn=level == 0,
            can_teach=teaches,
            visibility=visibility,
            updated_at=now(),
        )
    row.extra["entries"] = entries
    return row


async def _mentorship(
    world: World,
    name: str,
    skill: Row,
    mentor: Person,
    mentee: Person,
    by: Person,
    state: MentorshipState,
) -> None:
    proposed = state is MentorshipState.PROPOSED
    accepted = [now() if not proposed or person is by else None for person in (mentor, mentee)]
    asked = [
        person
        for person, at in zip((mentor, mentee), accepted, strict=True)
        if at is None and person is not by
    ]
    able = {
        MentorshipState.PROPOSED: "canAccept canDecline canWithdraw",
        MentorshipState.ACCEPTED: "canEnd",
    }
    await world.put(
        "Mentorship",
        Mentorship,
        f"mentorship {name}",
        texts=["message", "decline_reason"],
        variant=state.value,
        ties={
            Relation.PAIR: ids(mentor, mentee),
            Relation.AUTHOR: ids(by),
            Relation.RECIPIENT: ids(*asked),
        },
        links={
            "mentor": world.person(mentor),
            "mentee": world.person(mentee),
            "proposedBy": world.person(by),
            "skill": skill,
            "series": None,
        },
        able=able.get(state, ""),
        mentor_id=mentor.id,
        mentee_id=mentee.id,
        skill_id=skill.key,
        proposed_by_id=by.id,
        mentor_accepted_at=accepted[0],
        mentee_accepted_at=accepted[1],
        state=state,
        created_at=now(),
    )


def counted(world: World, viewer: Any, row: Row, *, teachers: bool) -> int:
    """Present people of whom the viewer sees that they know a skill, or would teach it."""
    return sum(
        (teaches if teachers else level > 0)
        for person, level, visibility, teaches in row.extra["entries"]
        if person.left_on is None
        and (
            visibility is SkillVisibility.EVERYONE
            or viewer.key == person.id
            or world.manages(viewer.key, person.id)
        )
    )


def given(world: World) -> list[tuple[str, str, Any, dict[str, Any], dict[str, Any]]]:
    """Each mutation, the input that names its row, the row, all that is given, and what is particular."""
    c = world.cast
    used, unused = world.named("skill that is used"), world.named("skill of nobody")
    asked = world.named("mentorship asked of Cy by Ann")
    by_mo = world.named("mentorship that Mo proposes")
    going = world.named("mentorship that goes on")
    over = world.named("mentorship that is over")
    hr = {"relations": frozenset({Relation.HR})}
    nobody: frozenset[Relation] = frozenset()
    names = {"names": [{"name": "a new name"}]}
    csv = {"csv": "name\nanother new name\n", "apply": True}
    mine = {"level": 2, "wantsToLearn": True, "canTeach": False}
    ann = world.person(c.ann)
    # Zed mentors and has no manager: he may propose it as well.
    pair = {"mentorId": world.person(c.zed).id}
    of_pair = frozenset({Relation.SELF, Relation.MANAGER, Relation.MANAGERS_MANAGER})
    conflict = {"otherwise": {Relation.PAIR: "CONFLICT"}}
    found: list[tuple[str, str, Any, dict[str, Any], dict[str, Any]]] = [
        ("saveSkill", "", None, names, {}),
        ("saveSkill", "id", unused, {**names, "version": 1}, hr),
        ("mergeSkills", "intoId", used, {"fromIds": [unused.id]}, {}),
        ("retireSkill", "id", used, {"retired": True}, {}),
        ("importSkills", "", None, csv, {}),
        ("setMySkill", "skillId", unused, mine, {}),
        (
            "removeMySkill",
            "skillId",
            used,
            {},
            {"otherwise": {Relation.EVERYONE: "NOT_FOUND"}},
        ),
        ("proposeMentorship", "menteeId", ann, pair, {"relations": of_pair}),
        (
            "answerMentorship",
            "id",
            asked,
            {"accept": True},
            {"otherwise": {Relation.AUTHOR: "CONFLICT"}},
        ),
        ("answerMentorship", "id", asked, {"accept": False, "reason": "no"}, {}),
        ("answerMentorship", "id", by_mo, {"accept": True}, {}),
        ("answerMentorship", "id", going, {"accept": True}, {"relations": nobody, **conflict}),
        ("withdrawMentorship", "id", asked, {}, {}),
        ("withdrawMentorship", "id", by_mo, {}, {}),
        (
            "withdrawMentorship",
            "id",
            going,
            {},
            {"relations": nobody, "otherwise": {Relation.AUTHOR: "CONFLICT"}},
        ),
        ("endMentorship", "id", going, {}, {}),
        ("endMentorship", "id", over, {}, {"relations": nobody, **conflict}),
    ]
    for level in world.of("CareerLevel")[:1]:
        expected = {"expectations": [{"skillId": used.id, "level": 2}]}
        found.append(("setSkillExpectations", "levelId", level, expected, {}))
    return [
        (name, by, row, rest if row is None else {by: row.id} | rest, how)
        for name, by, row, rest, how in found
    ]
