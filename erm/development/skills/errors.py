"""Refusals of skills and mentoring."""

from __future__ import annotations

from erm.core.errors import Conflict, InvalidInput, NotAllowed, NotFound


class SkillNotFound(NotFound):
    """No such skill."""

    code = "SKILL_NOT_FOUND"


class SkillsAreForHr(NotAllowed):
    """The catalogue is looked after by HR; everybody may add a skill."""

    code = "SKILLS_ARE_FOR_HR"


class SkillExists(Conflict):
    """A skill has this name already, perhaps as a synonym."""

    code = "SKILL_EXISTS"


class SkillRetired(Conflict):
    """The skill is not in use any more."""

    code = "SKILL_RETIRED"


class SkillNameUnusable(InvalidInput):
    """A name has a letter or a digit."""

    code = "SKILL_NAME_UNUSABLE"


class SkillNamesWrong(InvalidInput):
    """One to twenty names, at most one main one per language."""

    code = "SKILL_NAMES_WRONG"


class OneNameOnly(NotAllowed):
    """Whoever adds a skill gives it one name; others are HR's to add."""

    code = "SKILL_ONE_NAME_ONLY"


class TooManySkills(Conflict):
    """The catalogue, or one person, has only so much room."""

    code = "TOO_MANY_SKILLS"


class SkillLevelOutOfRange(InvalidInput):
    """How well a skill is known is told from 0 (not yet) to 4."""

    code = "SKILL_LEVEL_OUT_OF_RANGE"


class SkillSaysNothing(InvalidInput):
    """Neither known nor wanted."""

    code = "SKILL_SAYS_NOTHING"


class SkillCannotBeTaught(InvalidInput):
    """Nobody teaches what they do not know."""

    code = "SKILL_CANNOT_BE_TAUGHT"


class SkillDayUnlikely(InvalidInput):
    """A skill was last used on a day that has come, and not before 1950."""

    code = "SKILL_DAY_UNLIKELY"


class SkillsNotMerged(InvalidInput):
    """A skill is merged with others, not with itself."""

    code = "SKILLS_NOT_MERGED"


class LevelNotFound(NotFound):
    """No such level of a track."""

    code = "SKILL_LEVEL_NOT_FOUND"


class SkillTwice(InvalidInput):
    """A skill is expected once per level."""

    code = "SKILL_TWICE"


class MentorshipNotFound(NotFound):
    """No such mentorship, or it is between others."""

    code = "MENTORSHIP_NOT_FOUND"


class MentorshipNotForYou(NotAllowed):
    """One proposes a mentorship of one's own, or of somebody whom one manages."""

    code = "MENTORSHIP_NOT_FOR_YOU"


class MentorIsMentee(InvalidInput):
    """It takes two."""

    code = "MENTOR_IS_MENTEE"


class MentorshipExists(Conflict):
    """The same is proposed already, or goes on."""

    code = "MENTORSHIP_EXISTS"


class MentorshipNotYours(NotAllowed):
    """Only the two answer and end it; only who proposed it takes that back."""

    code = "MENTORSHIP_NOT_YOURS"


class MentorshipAnswered(Conflict):
    """It was answered, taken back or ended in the meantime."""

    code = "MENTORSHIP_ANSWERED"


class MentorshipNotGoingOn(Conflict):
    """Only what goes on can be ended."""

    code = "MENTORSHIP_NOT_GOING_ON"
