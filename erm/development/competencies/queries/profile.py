"""Where people stand in the competencies of their level, and how that went over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from erm.core.actor import Actor
from erm.core.localized import UNSAID
from erm.development.competencies import policy_assessments as policy
from erm.development.competencies.content import FrameworkContent, PlacedLevel
from erm.development.competencies.models import (
    Assessment,
    AssessmentAnswer,
    FrameworkVersion,
)
from erm.development.competencies.queries.assessments import Cited, standing_of
from erm.development.competencies.queries.frameworks import (
    identities_of,
    levels_by_ids,
    published_contents,
)
from erm.development.competencies.queries.placements import placements_today
from erm.development.competencies.rules import (
    AssessmentSide,
    AssessmentState,
    gap,
    translated_rank,
)
from erm.development.competencies.views import (
    CareerLevelView,
    IdentitiesView,
    PointView,
    ProfileLineView,
    ProfileView,
)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A rank that a side gave in a comparison, with the level and the track of then."""

    point: PointView
    framework_id: UUID
    place: PlacedLevel | None


async def profiles(
    actor: Actor, person_ids: Sequence[UUID], *, cited: Cited = ()
) -> dict[UUID, ProfileView]:
    """Profiles of people: of oneself and of one's reports; others are missing.

    Lines are the competencies that are asked at today's level, by the newest published words.
    """
    allowed = [each for each in person_ids if policy.may_see_profile(actor, each)]
    if not allowed:
        return {}
    stands = await placements_today(actor, allowed)
    levels = await levels_by_ids(actor, [view.level_id for view in stands.values()])
    frameworks = {level.framework_id for level in levels.values()}
    contents = await published_contents(frameworks)
    identities = await identities_of(actor, list(frameworks)) if frameworks else {}
    latest, seen = await _seen(actor, allowed, cited)
    found = {}
    for person in allowed:
        view = stands.get(person)
        level = None if view is None else levels[view.level_id]
        lines: tuple[ProfileLineView, ...] = ()
        if level is not None:
            lines = _lines(
                level,
                contents[level.framework_id],
                identities[level.framework_id],
                seen[person],
                latest.get(person),
            )
        found[person] = ProfileView(
            person, None if level is None else level.id, lines, latest.get(person)
        )
    return found


async def _seen(
    actor: Actor, person_ids: Sequence[UUID], cited: Cited
) -> tuple[dict[UUID, UUID], dict[UUID, dict[UUID, list[_Seen]]]]:
    """The latest comparison of each person, and all ranks by person and competency, oldest first."""
    standing = await standing_of(actor, cited)
    rows = await Assessment.filter(
        policy.readable_assessments(actor, standing),
        person_id__in=list(set(person_ids)),
        state=AssessmentState.COMPARED,
    ).order_by("compared_at", "id")
    latest = {row.person_id: row.id for row in rows}
    seen: dict[UUID, dict[UUID, list[_Seen]]] = defaultdict(lambda: defaultdict(list))
    if not rows:
        return latest, seen
    by_id = {row.id: row for row in rows}
    versions = {row.framework_version_id for row in rows}
    published = await FrameworkVersion.filter(id__in=list(versions)).values_list(
        "id", "number", "content"
    )
    numbers = {key: number for key, number, _ in published}
    contents = {key: FrameworkContent.from_json(content) for key, _, content in published}
    levels = await levels_by_ids(actor, list({row.level_id for row in rows}))
    answers = await AssessmentAnswer.filter(
        sheet__assessment_id__in=list(by_id), rank__isnull=False
    ).values_list("sheet__assessment_id", "sheet__side", "competency_id", "rank")
    order = {row.id: index for index, row in enumerate(rows)}
    for key, side, competency, rank in sorted(answers, key=lambda a: (order[a[0]], a[1])):
        row = by_id[key]
        level = levels[row.level_id]
        placed = contents[row.framework_version_id].level(f"{level.track_key}/{level.key}")
        seen[row.person_id][competency].append(
            _Seen(
                PointView(
                    assessment_id=key,
                    at=row.compared_at or row.opened_at,
                    side=AssessmentSide(side),
                    rank=rank,
                    of=0 if placed is None else len(placed.track.levels),
                    level_names=UNSAID if placed is None else placed.level.names,
                    version_number=numbers[row.framework_version_id],
                ),
                level.framework_id,
                placed,
            )
        )
    return latest, seen


def _lines(
    level: CareerLevelView,
    content: FrameworkContent,
    identities: IdentitiesView,
    seen: dict[UUID, list[_Seen]],
    latest: UUID | None,
) -> tuple[ProfileLineView, ...]:
    here = content.level(level.place)
    if here is None:
        return ()
    families = content.family_names()
    lines = []
    for words in content.asked_at(level.place):
        key = identities.competencies[words.key]
        ranks: dict[AssessmentSide, int | None] = {}
        for each in seen.get(key, ()):
            if each.point.assessment_id == latest:
                ranks[each.point.side] = _today(each, level, here)
        own = ranks.get(AssessmentSide.SELF)
        manager = ranks.get(AssessmentSide.MANAGER)
        lines.append(
            ProfileLineView(
                competency_id=key,
                names=words.names,
                family_names=families[words.family],
                texts=words.at(level.place) or UNSAID,
                expected_rank=here.rank,
                ranks=len(here.track.levels),
                self_rank=own,
                manager_rank=manager,
                self_gap=gap(here.rank, own),
                manager_gap=gap(here.rank, manager),
                points=tuple(each.point for each in seen.get(key, ())),
            )
        )
    return tuple(lines)


def _today(seen: _Seen, level: CareerLevelView, here: PlacedLevel) -> int | None:
    """A rank of then on today's scale; None where it was given on another track's."""
    then = seen.place
    if then is None or seen.framework_id != level.framework_id or then.track.key != here.track.key:
        return None
    return translated_rank(
        seen.point.rank,
        [each.key for each in then.track.levels],
        [each.key for each in here.track.levels],
    )
