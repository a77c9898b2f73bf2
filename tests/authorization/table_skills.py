"""The table's lines of skills and mentoring.

Of a skill ``SELF`` is whoever has it on their list. Of a mentorship the pair are mentor and mentee,
the author is who proposed it, and the recipient whoever is asked and has not accepted. That somebody
has a skill is no row with an address: tests/development/skills has who sees which entry.
"""

from __future__ import annotations

from tests.authorization.relations import ALL, HR, A, M, P, R, S
from tests.authorization.table_rules import (
    Readers,
    Right,
    Rule,
    each,
    fields,
    may,
    only,
    page,
    true_for,
    who,
)

READERS: dict[str, dict[str, Readers | str]] = {
    "Skill": {"in use": who(ALL), "retired": who(ALL)},
    "Mentorship": {
        "proposed": who(P, A),
        "accepted": who(P, A),
        "declined": who(P, A),
        "ended": who(P, A),
    },
}

QUERY: dict[str, Rule] = fields(
    "skillCategories",
    links="skill skills similarSkills",
    peopleWithSkill=each("present people of whom the viewer sees that they have it"),
    skillDuplicates=each("HR; empty for others"),
)
VIEWER: dict[str, Rule] = fields(
    links="mentorships",
    mentorSuggestions=each("of those whose skills the viewer sees"),
    menteeSuggestions=each("of those whose skills the viewer sees"),
    teamMentorSuggestions=each("for the viewer's reports"),
    teamSkillMatrix=each("the viewer's reports; null for whoever has none"),
)
PERSON: dict[str, Rule] = fields(links="skills")

FIELDS: dict[str, dict[str, Rule]] = {
    "Skill": fields(
        "id name category description retired version",
        # Compared where it is read whole: some ways to a skill end above its names.
        links="names",
        peopleCount=each("present people of whom the viewer sees that they know it"),
        teachersCount=each("present people of whom the viewer sees that they would teach it"),
        canEdit=true_for(HR),
    ),
    "SkillName": fields("name locale isMain"),
    **page("Skill"),
    "PersonSkill": fields(
        "level wantsToLearn canTeach lastUsedOn visibility updatedAt version",
        links="person skill",
        expectedLevel=only(S, M),
    ),
    **page("PersonSkill"),
    "SkillExpectation": fields("level", links="skill"),
    "SkillDuplicate": fields("reason", links="one other"),
    "SkillMatrix": fields("cells totals", links="people skills"),
    "SkillCell": fields("personIndex skillIndex level expected gap wantsToLearn canTeach"),
    "SkillTotal": fields("skillIndex known advanced wanting missing"),
    "MentorSuggestion": fields("mentorLevel menteeLevel reason", links="mentor mentee skill"),
    "Mentorship": fields(
        "id message state mentorAcceptedAt menteeAcceptedAt declineReason createdAt endedAt",
        links="mentor mentee skill proposedBy series",
        canAccept=true_for(R),
        canDecline=true_for(R),
        canWithdraw=true_for(A),
        canEnd=true_for(P),
    ),
    "MergeSkillsSuccess": fields("moved", links="skill"),
    "ImportSkillsSuccess": fields(links="report"),
    "SetMySkillSuccess": fields(links="personSkill"),
    "SetSkillExpectationsSuccess": fields(links="level"),
    **{
        f"{name}Success": fields(links="skill")
        for name in ("SaveSkill", "RetireSkill", "RemoveMySkill")
    },
    **{
        f"{name}MentorshipSuccess": fields(links="mentorship")
        for name in ("Propose", "Answer", "Withdraw", "End")
    },
}

MUTATIONS: dict[str, Right] = {
    "saveSkill": may(ALL, note="everybody adds one with one name; HR edits"),
    "mergeSkills": may(HR),
    "retireSkill": may(HR),
    "importSkills": may(HR),
    "setSkillExpectations": may(HR),
    "setMySkill": may(ALL, note="one's own"),
    "removeMySkill": may(S, note="one's own"),
    "proposeMentorship": may(S, M, note="one of the two, or the manager of one"),
    "answerMentorship": may(R),
    "withdrawMentorship": may(A, note="before it begins"),
    "endMentorship": may(P, note="while it goes on"),
}
