"""Who reads what is told of a wave. What is told at all, the release decides; see ``gate``.

HR reads all of it. Where the promise says so, whoever leads a department reads that department, those
below it and the company's figures; and where it says everyone, whoever was invited reads the company's
figures. To keep the machine (an administrator) gives nobody a figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from erm.core.actor import Actor
from erm.engagement.results.models import ReleaseGroup
from erm.engagement.results.rules import GroupKind
from erm.engagement.surveys.rules import SurveyReaders


@dataclass(frozen=True, slots=True)
class Reach:
    """Of which groups of a wave somebody may read.

    ``whole``: of all. ``company``: of everybody together. ``departments``: of those and, in a pair of
    segments, of what they are divided into.
    """

    whole: bool = False
    company: bool = False
    departments: frozenset[UUID] = frozenset()

    @property
    def anything(self) -> bool:
        """Whether they may read of any group."""
        return self.whole or self.company or bool(self.departments)


NOTHING = Reach()


def reach_of(actor: Actor, readers: SurveyReaders, *, led: frozenset[UUID], invited: bool) -> Reach:
    """How far the actor reads, of a survey that is told to these readers."""
    if actor.is_system:
        return NOTHING
    if actor.is_hr:
        return Reach(whole=True, company=True)
    if readers is SurveyReaders.HR:
        return NOTHING
    everybody = readers is SurveyReaders.EVERYONE and invited
    return Reach(company=bool(led) or everybody, departments=led)


def may_ask_for_group(reach: Reach, group: ReleaseGroup) -> bool:
    """Whether a group may be asked for. Where it is not told of, a larger one answers in its stead."""
    if reach.whole:
        return True
    if group.kind is GroupKind.COMPANY:
        return reach.company
    return group.department_id in reach.departments


def may_see_comments(reach: Reach, group: ReleaseGroup) -> bool:
    """Comments: HR, and whoever leads the department that they are told in, where they are told."""
    return group.words and (reach.whole or group.department_id in reach.departments)


def may_plan_for(reach: Reach, group: ReleaseGroup) -> bool:
    """Plans of action: HR for the company, and whoever leads a department for that."""
    if group.kind is GroupKind.COMPANY:
        return reach.whole
    return group.kind is GroupKind.SEGMENT and (
        group.department_id is not None
        and (reach.whole or group.department_id in reach.departments)
    )
