"""What notifications are about, asked of the domain of each subject as their reader.

Each kind of subject has one loader, which answers for a batch; what its reader may not read, or what
is gone, is missing from the answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from erm.core.actor import Actor
from erm.flows.notifying import (
    celebrating,
    company,
    development,
    engagement,
    feedback,
    one_on_ones,
    recognition,
    reviews,
)
from erm.notifications.subjects import About, Subjects, SubjectView

LOADERS: dict[str, Subjects] = {
    **one_on_ones.SUBJECTS,
    **feedback.SUBJECTS,
    **reviews.SUBJECTS,
    **development.SUBJECTS,
    **recognition.SUBJECTS,
    **celebrating.SUBJECTS,
    **engagement.SUBJECTS,
    **company.SUBJECTS,
}


async def subjects(actor: Actor, about: Collection[About]) -> Mapping[About, SubjectView]:
    """Those of these that the actor may read now, a few queries for each kind of subject."""
    by_kind: dict[str, list[About]] = defaultdict(list)
    for each in about:
        by_kind[each.subject_kind].append(each)
    found: dict[About, SubjectView] = {}
    for kind, some in by_kind.items():
        if kind in LOADERS:
            found.update(await LOADERS[kind](actor, some))
    return found
