"""Refusals of competency frameworks, levels and assessments."""

from __future__ import annotations

from erm.core.errors import Conflict, InvalidInput, NotAllowed, NotFound


class FrameworkNotFound(NotFound):
    """No such framework, or it was never published."""

    code = "FRAMEWORK_NOT_FOUND"


class CareerLevelNotFound(NotFound):
    """No such level."""

    code = "CAREER_LEVEL_NOT_FOUND"


class CompetencyNotFound(NotFound):
    """No such competency, or this assessment does not ask it."""

    code = "COMPETENCY_NOT_FOUND"


class OnlyHrManagesFrameworks(NotAllowed):
    """Frameworks and people's levels are set by HR."""

    code = "FRAMEWORK_ONLY_HR"


class StaleFramework(Conflict):
    """Somebody has changed the framework since it was read."""

    code = "STALE_VERSION"


class FrameworkKeyUnfit(InvalidInput):
    """A key is small Latin letters, digits, hyphens and underscores. ``key`` is the one refused."""

    code = "FRAMEWORK_KEY_UNFIT"


class FrameworkKeyRepeated(InvalidInput):
    """Two of the same kind have the same key. ``key`` is that one."""

    code = "FRAMEWORK_KEY_REPEATED"


class FrameworkReferenceUnknown(InvalidInput):
    """Something names a family, track or level that is not there. ``key`` is what it names."""

    code = "FRAMEWORK_REFERENCE_UNKNOWN"


class FrameworkTooLarge(InvalidInput):
    """There are more of a kind than a framework may have. ``maximum`` is how many it may."""

    code = "FRAMEWORK_TOO_LARGE"


class FrameworkUnfinished(InvalidInput):
    """A framework cannot be published like this. ``key`` is what is unfinished."""

    code = "FRAMEWORK_UNFINISHED"


class FrameworkEmpty(InvalidInput):
    """A framework without a track, a level or a competency cannot be published."""

    code = "FRAMEWORK_EMPTY"


class FrameworkExampleUnknown(InvalidInput):
    """There is no such example."""

    code = "FRAMEWORK_EXAMPLE_UNKNOWN"


class FrameworkHasNoDraft(Conflict):
    """There is no draft to publish or to throw away."""

    code = "FRAMEWORK_NO_DRAFT"


class FrameworkIsRetired(Conflict):
    """The framework is out of use."""

    code = "FRAMEWORK_RETIRED"


class FrameworkInUse(Conflict):
    """People stand at levels of the framework, so it cannot be retired. ``count``: how many."""

    code = "FRAMEWORK_IN_USE"


class LevelInUse(Conflict):
    """People stand at a level that the new version leaves out. ``key`` names it."""

    code = "LEVEL_IN_USE"


class LevelRetired(InvalidInput):
    """The level, or its framework, is out of use."""

    code = "CAREER_LEVEL_RETIRED"


class PlacementTooFar(InvalidInput):
    """The day lies too far ahead. ``maximum``: how many days ahead it may lie."""

    code = "PLACEMENT_TOO_FAR"


class NoPlacement(Conflict):
    """The person stands at no level that could end then."""

    code = "PLACEMENT_NONE"


class PlacementFollows(Conflict):
    """The person has stood at another level since a later day."""

    code = "PLACEMENT_FOLLOWS"


class AssessmentNotFound(NotFound):
    """No such assessment, or not the actor's to see."""

    code = "ASSESSMENT_NOT_FOUND"


class AssessmentNotForThisPerson(NotAllowed):
    """An assessment is opened by the person or by their manager."""

    code = "ASSESSMENT_NOT_FOR_THIS_PERSON"


class AssessmentNeedsManager(InvalidInput):
    """Without a manager there is no other side."""

    code = "ASSESSMENT_NEEDS_MANAGER"


class AssessmentNeedsPlacement(InvalidInput):
    """The person stands at no level, so nothing is expected of them."""

    code = "ASSESSMENT_NEEDS_PLACEMENT"


class AssessmentOpenAlready(Conflict):
    """There is one open already."""

    code = "ASSESSMENT_OPEN_ALREADY"


class AssessmentNotOpen(Conflict):
    """It was compared or cancelled in the meantime."""

    code = "ASSESSMENT_NOT_OPEN"


class AssessmentSubmittedAlready(Conflict):
    """One's own side was handed in: it stays."""

    code = "ASSESSMENT_SUBMITTED"


class AssessmentUnfinished(InvalidInput):
    """Not every competency was answered. ``count``: how many are left."""

    code = "ASSESSMENT_UNFINISHED"


class AssessmentRankUnfit(InvalidInput):
    """An answer is one of the levels of the track, or 0. ``largest``: how many levels there are."""

    code = "ASSESSMENT_RANK_UNFIT"


class AssessmentDueUnfit(InvalidInput):
    """The day must lie ahead, within a year."""

    code = "ASSESSMENT_DUE_UNFIT"


class StaleSheet(Conflict):
    """One's sheet was saved elsewhere since it was read."""

    code = "STALE_VERSION"


class TooMuchEvidence(InvalidInput):
    """An answer holds only so many pieces of evidence. ``maximum``: how many."""

    code = "ASSESSMENT_TOO_MUCH_EVIDENCE"


class EvidenceUnfit(InvalidInput):
    """A piece of evidence lacks what its kind needs."""

    code = "ASSESSMENT_EVIDENCE_UNFIT"
