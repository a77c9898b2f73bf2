"""Skills became part of another: what points at them elsewhere points at that."""

from __future__ import annotations

from tortoise.expressions import Subquery

from erm.development.learning.models import LearningTarget
from erm.development.models import FocusArea
from erm.development.skills.events import SkillsMerged


async def skills_merged(event: SkillsMerged) -> None:
    """Focus areas and learning resources follow; a resource for both is for the one, once."""
    gone = list(event.from_ids)
    await FocusArea.filter(skill_id__in=gone).update(skill_id=event.into_id)
    for skill_id in gone:
        both = LearningTarget.filter(skill_id=event.into_id).values("resource_id")
        await LearningTarget.filter(skill_id=skill_id, resource_id__in=Subquery(both)).delete()
        await LearningTarget.filter(skill_id=skill_id).update(skill_id=event.into_id)
