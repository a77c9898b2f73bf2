"""Refusals about evidence."""

from __future__ import annotations

from erm.core.errors import Conflict, InvalidInput, NotAllowed, NotFound


class EvidenceNotFound(NotFound):
    """No such evidence, or the actor may not read it."""

    code = "EVIDENCE_NOT_FOUND"


class EvidenceSourceNotFound(NotFound):
    """What it would point at is not there, or the actor may not read it."""

    code = "EVIDENCE_SOURCE_NOT_FOUND"


class EvidenceOfAnother(InvalidInput):
    """What it would point at was received or done by somebody else."""

    code = "EVIDENCE_OF_ANOTHER"


class EvidenceDoesNotFit(InvalidInput):
    """A part that this kind needs is missing, or one is given that it does not have."""

    code = "EVIDENCE_DOES_NOT_FIT"


class EvidenceThereAlready(Conflict):
    """The goal has this evidence already."""

    code = "EVIDENCE_THERE_ALREADY"


class EvidenceIsTheAuthors(NotAllowed):
    """Evidence is taken away by whoever added it."""

    code = "EVIDENCE_IS_THE_AUTHORS"


class GoalEvidenceFull(InvalidInput):
    """A goal has room for ``maximum`` of it."""

    code = "GOAL_EVIDENCE_FULL"
