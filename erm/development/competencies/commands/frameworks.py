"""Writing and publishing frameworks: HR's."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise.expressions import F, Q

from erm.audit import commands as audit
from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.csv_reading import CsvReport
from erm.core.errors import InvalidInput
from erm.core.localized import UNSAID, Localized
from erm.core.text import clean_text
from erm.core.work import record
from erm.development.competencies import policy
from erm.development.competencies.content import (
    DESCRIPTION_LENGTH,
    NAME_LENGTH,
    FrameworkContent,
    check_finished,
    clean_content,
    clean_localized,
)
from erm.development.competencies.csv_form import compared, read_content
from erm.development.competencies.errors import (
    FrameworkExampleUnknown,
    FrameworkHasNoDraft,
    FrameworkInUse,
    FrameworkIsRetired,
    FrameworkNotFound,
    LevelInUse,
    OnlyHrManagesFrameworks,
    StaleFramework,
)
from erm.development.competencies.events import FrameworkPublished
from erm.development.competencies.examples import examples
from erm.development.competencies.models import (
    CareerLevel,
    CareerPlacement,
    Competency,
    CompetencyFramework,
    FrameworkVersion,
)
from erm.development.competencies.queries.frameworks import frameworks_by_ids
from erm.development.competencies.rules import FrameworkState
from erm.development.competencies.views import FrameworkView

NOTE_LENGTH = 2_000


def require_hr(actor: Actor) -> None:
    """Raise ``OnlyHrManagesFrameworks`` unless the actor is HR."""
    if not policy.may_manage_frameworks(actor):
        raise OnlyHrManagesFrameworks


async def create_framework(
    actor: Actor,
    *,
    names: Localized,
    descriptions: Localized = UNSAID,
    example_key: str | None = None,
) -> FrameworkView:
    """Begin a framework as a draft, empty or as a copy of an example.

    Without a name of one's own it is called as the example. Raises ``OnlyHrManagesFrameworks``,
    ``FrameworkExampleUnknown``, ``TEXT_REQUIRED``.
    """
    require_hr(actor)
    content = FrameworkContent()
    if example_key is not None:
        example = examples().get(example_key)
        if example is None:
            raise FrameworkExampleUnknown(field="example_key")
        content = example.content
        names = example.names if names == UNSAID else names
        descriptions = example.descriptions if descriptions == UNSAID else descriptions
    return await view_of(actor, await _create(actor, names, descriptions, content))


async def _create(
    actor: Actor, names: Localized, descriptions: Localized, content: FrameworkContent
) -> UUID:
    moment = now()
    row = await CompetencyFramework.create(
        names=_clean_names(names).to_json(),
        descriptions=_clean_descriptions(descriptions).to_json(),
        created_by_id=actor.person_id,
        created_at=moment,
    )
    await _write_draft(actor, row.id, content, moment)
    return row.id


async def save_framework_draft(
    actor: Actor,
    *,
    framework_id: UUID,
    version: int,
    names: Localized,
    descriptions: Localized | None,
    content: FrameworkContent,
) -> FrameworkView:
    """Write the framework's draft anew; it is begun where there is none. Names hold at once.

    Raises ``OnlyHrManagesFrameworks``, ``FrameworkNotFound``, ``FrameworkIsRetired``,
    ``StaleFramework``, ``TEXT_REQUIRED`` and what ``clean_content`` raises.
    """
    require_hr(actor)
    cleaned = clean_content(content)
    await _changed(framework_id, version)
    values = {"names": _clean_names(names).to_json()}
    if descriptions is not None:
        values["descriptions"] = _clean_descriptions(descriptions).to_json()
    await CompetencyFramework.filter(id=framework_id).update(**values)
    await _write_draft(actor, framework_id, cleaned, now())
    return await view_of(actor, framework_id)


async def import_framework(
    actor: Actor,
    *,
    framework_id: UUID | None,
    csv: str,
    names: Localized = UNSAID,
    apply: bool = False,
    version: int | None = None,
) -> tuple[CsvReport, FrameworkView | None]:
    """Read a framework from a file into its draft, or into a new one: all of it or nothing.

    The file is the whole content: what it does not name is not in the draft any more. Without
    ``apply``, or with a single problem, nothing is written. Raises ``OnlyHrManagesFrameworks``,
    ``FrameworkNotFound``, ``FrameworkIsRetired``, ``StaleFramework``, ``FILE_TOO_LARGE``.
    """
    require_hr(actor)
    before = FrameworkContent() if framework_id is None else await _present_content(framework_id)
    content, report = read_content(csv)
    if content is None:
        return report, None if framework_id is None else await view_of(actor, framework_id)
    report = compared(report, before, content)
    if not apply:
        return report, None if framework_id is None else await view_of(actor, framework_id)
    if framework_id is None:
        framework_id = await _create(actor, names, UNSAID, content)
    else:
        await _changed(framework_id, version)
        if names != UNSAID:
            await CompetencyFramework.filter(id=framework_id).update(
                names=_clean_names(names).to_json()
            )
        await _write_draft(actor, framework_id, content, now())
    return _applied(report), await view_of(actor, framework_id)


async def publish_framework(
    actor: Actor, *, framework_id: UUID, version: int, note: str = ""
) -> FrameworkView:
    """Let the draft hold. People stay at their levels; what it leaves out is retired.

    Raises ``OnlyHrManagesFrameworks``, ``FrameworkNotFound``, ``FrameworkIsRetired``,
    ``StaleFramework``, ``FrameworkHasNoDraft``, ``FrameworkEmpty``, ``FrameworkUnfinished``,
    ``LevelInUse``.
    """
    require_hr(actor)
    said = clean_text(note, field="note", maximum=NOTE_LENGTH, required=False)
    await _changed(framework_id, version)
    draft = await _draft(framework_id)
    content = FrameworkContent.from_json(draft.content)
    check_finished(content, field="framework_id")
    moment = now()
    await _publish_levels(framework_id, content, moment)
    await _publish_competencies(framework_id, content, moment)
    await FrameworkVersion.filter(id=draft.id).update(
        state=FrameworkState.PUBLISHED,
        note=said,
        published_at=moment,
        edited_by_id=actor.person_id,
        version=F("version") + 1,
    )
    record(FrameworkPublished(at=moment, framework_id=framework_id, version_id=draft.id))
    audit.append(
        Action.FRAMEWORK_PUBLISHED,
        actor_id=actor.person_id,
        subject_kind="CompetencyFramework",
        subject_id=framework_id,
        details={"number": draft.number},
    )
    return await view_of(actor, framework_id)


async def discard_framework_draft(actor: Actor, *, framework_id: UUID) -> FrameworkView | None:
    """Throw the draft away; a framework that was never published goes with it.

    Raises ``OnlyHrManagesFrameworks``, ``FrameworkNotFound``, ``FrameworkHasNoDraft``.
    """
    require_hr(actor)
    await _lock(framework_id)
    draft = await _draft(framework_id)
    await FrameworkVersion.filter(id=draft.id).delete()
    if not await FrameworkVersion.filter(framework_id=framework_id).exists():
        await CompetencyFramework.filter(id=framework_id).delete()
        return None
    await CompetencyFramework.filter(id=framework_id).update(version=F("version") + 1)
    return await view_of(actor, framework_id)


async def retire_framework(actor: Actor, *, framework_id: UUID, retired: bool) -> FrameworkView:
    """Take a framework out of use, or back.

    Raises ``OnlyHrManagesFrameworks``, ``FrameworkNotFound``, ``FrameworkInUse``.
    """
    require_hr(actor)
    await _lock(framework_id)
    if retired:
        # Whoever places somebody locks the level: none can be placed in the meantime.
        await CareerLevel.filter(framework_id=framework_id).order_by("id").select_for_update()
        count = await CareerPlacement.filter(_standing(), level__framework_id=framework_id).count()
        if count:
            raise FrameworkInUse(count=count)
    await CompetencyFramework.filter(id=framework_id, retired_at__isnull=retired).update(
        retired_at=now() if retired else None, version=F("version") + 1
    )
    return await view_of(actor, framework_id)


async def view_of(actor: Actor, framework_id: UUID) -> FrameworkView:
    """A framework that the actor has just written. Raises ``FrameworkNotFound``."""
    found = (await frameworks_by_ids(actor, [framework_id])).get(framework_id)
    if found is None:
        raise FrameworkNotFound
    return found


def _clean_names(names: Localized) -> Localized:
    cleaned = clean_localized(names, field="names", maximum=NAME_LENGTH, line=True)
    if cleaned == UNSAID:
        raise InvalidInput("TEXT_REQUIRED", field="names")
    return cleaned


def _clean_descriptions(texts: Localized) -> Localized:
    return clean_localized(texts, field="descriptions", maximum=DESCRIPTION_LENGTH)


def _applied(report: CsvReport) -> CsvReport:
    return CsvReport(
        rows=report.rows,
        created=report.created,
        changed=report.changed,
        unchanged=report.unchanged,
        retired=report.retired,
        applied=True,
    )


def _standing() -> Q:
    """Filter: placements, of today or ahead, of people who are there."""
    day = today()
    return (Q(ends_on__isnull=True) | Q(ends_on__gt=day)) & (
        Q(person__left_on__isnull=True) | Q(person__left_on__gt=day)
    )


async def _lock(framework_id: UUID) -> None:
    if await CompetencyFramework.filter(id=framework_id).select_for_update().first() is None:
        raise FrameworkNotFound


async def _changed(framework_id: UUID, version: int | None) -> None:
    """Count a change of a framework as it was read, which locks its row."""
    row = await CompetencyFramework.get_or_none(id=framework_id)
    if row is None:
        raise FrameworkNotFound
    if row.retired_at is not None:
        raise FrameworkIsRetired
    if not await CompetencyFramework.filter(
        id=framework_id, version=version or 0, retired_at__isnull=True
    ).update(version=F("version") + 1):
        raise StaleFramework(field="version")


async def _draft(framework_id: UUID) -> FrameworkVersion:
    draft = await FrameworkVersion.get_or_none(
        framework_id=framework_id, state=FrameworkState.DRAFT
    )
    if draft is None:
        raise FrameworkHasNoDraft
    return draft


async def _present_content(framework_id: UUID) -> FrameworkContent:
    """What stands in the draft or, without one, in the newest version."""
    newest = await FrameworkVersion.filter(framework_id=framework_id).order_by("-number").first()
    if newest is None:
        raise FrameworkNotFound
    return FrameworkContent.from_json(newest.content)


async def _write_draft(
    actor: Actor, framework_id: UUID, content: FrameworkContent, moment: datetime
) -> None:
    """Write the draft; the framework's row is locked, so there is never a second one."""
    if await FrameworkVersion.filter(framework_id=framework_id, state=FrameworkState.DRAFT).update(
        content=content.to_json(),
        edited_by_id=actor.person_id,
        edited_at=moment,
        version=F("version") + 1,
    ):
        return
    last = await FrameworkVersion.filter(framework_id=framework_id).order_by("-number").first()
    _ = await FrameworkVersion.create(
        framework_id=framework_id,
        number=1 if last is None else last.number + 1,
        content=content.to_json(),
        edited_by_id=actor.person_id,
        edited_at=moment,
    )


async def _publish_levels(framework_id: UUID, content: FrameworkContent, moment: datetime) -> None:
    rows = await CareerLevel.filter(framework_id=framework_id).order_by("id").select_for_update()
    known = {f"{row.track_key}/{row.key}": row for row in rows}
    gone = [row for place, row in known.items() if content.level(place) is None]
    used = (
        await CareerPlacement.filter(_standing(), level_id__in=[row.id for row in gone])
        .order_by("level_id")
        .values_list("level_id", flat=True)
    )
    if used:
        place = next(p for p, row in known.items() if row.id == used[0])
        raise LevelInUse(field="framework_id", key=place)
    for placed in content.levels():
        values: dict[str, Any] = {
            "rank": placed.rank,
            "names": placed.level.names.to_json(),
            "track_names": placed.track.names.to_json(),
            "retired_at": None,
        }
        row = known.get(placed.place)
        if row is None:
            _ = await CareerLevel.create(
                framework_id=framework_id,
                track_key=placed.track.key,
                key=placed.level.key,
                **values,
            )
        else:
            await CareerLevel.filter(id=row.id).update(**values)
    await CareerLevel.filter(id__in=[row.id for row in gone], retired_at__isnull=True).update(
        retired_at=moment
    )


async def _publish_competencies(
    framework_id: UUID, content: FrameworkContent, moment: datetime
) -> None:
    known = {row.key: row for row in await Competency.filter(framework_id=framework_id)}
    for words in content.competencies:
        names = words.names.to_json()
        row = known.pop(words.key, None)
        if row is None:
            _ = await Competency.create(framework_id=framework_id, key=words.key, names=names)
        else:
            await Competency.filter(id=row.id).update(names=names, retired_at=None)
    await Competency.filter(
        id__in=[row.id for row in known.values()], retired_at__isnull=True
    ).update(retired_at=moment)
