"""What the company holds to, as HR writes it down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.audit import commands as audit
from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.core.ids import new_id
from erm.core.text import clean_line, clean_text, fold
from erm.recognition import policy
from erm.recognition.errors import (
    ValueLookUnknown,
    ValueNameTaken,
    ValueNotFound,
    ValueOrderIncomplete,
    ValueStale,
)
from erm.recognition.models import CompanyValue
from erm.recognition.rules import (
    VALUE_COLORS,
    VALUE_DESCRIPTION_MAXIMUM,
    VALUE_ICONS,
    VALUE_NAME_MAXIMUM,
)
from erm.recognition.views import CompanyValueView, view_company_value


@dataclass(frozen=True, slots=True)
class ValueDraft:
    """A company value as HR wrote it."""

    name: str
    description: str
    color: str
    icon: str


async def save_company_value(
    actor: Actor,
    draft: ValueDraft,
    *,
    value_id: UUID | None = None,
    version: int | None = None,
) -> CompanyValueView:
    """As HR, add a value as the last one, or change one.

    Raises ``NotAllowed``, ``ValueNotFound``, ``ValueLookUnknown``, ``ValueNameTaken``, ``ValueStale``.
    """
    row = await _value(actor, value_id) if value_id is not None else None
    _check_editor(actor)
    values: dict[str, Any] = {
        "name": clean_line(draft.name, field="name", maximum=VALUE_NAME_MAXIMUM),
        "description": clean_text(
            draft.description,
            field="description",
            maximum=VALUE_DESCRIPTION_MAXIMUM,
            required=False,
        ),
        "color": _known(draft.color, VALUE_COLORS, field="color"),
        "icon": _known(draft.icon, VALUE_ICONS, field="icon"),
    }
    names = await CompanyValue.all().values_list("id", "name")
    if any(fold(name) == fold(values["name"]) and key != value_id for key, name in names):
        raise ValueNameTaken(field="name")
    if row is None:
        row = CompanyValue(
            id=new_id(),
            position=await CompanyValue.all().count(),
            created_at=now(),
            **values,
        )
        # Somebody may have taken the name at the same moment.
        await CompanyValue.bulk_create([row], ignore_conflicts=True)
        if not await CompanyValue.exists(id=row.id):
            raise ValueNameTaken(field="name")
    elif not await CompanyValue.filter(id=row.id, version=version).update(
        **values, version=F("version") + 1
    ):
        raise ValueStale
    _note(Action.COMPANY_VALUE_SAVED, actor, row.id)
    return view_company_value(actor, await CompanyValue.get(id=row.id))


async def retire_company_value(actor: Actor, *, value_id: UUID, retired: bool) -> CompanyValueView:
    """As HR, take a value out of use, or into use again. Kudos under it keep it.

    Raises ``NotAllowed``, ``ValueNotFound``.
    """
    row = await _value(actor, value_id)
    _check_editor(actor)
    if await CompanyValue.filter(id=row.id, retired_at__isnull=retired).update(
        retired_at=now() if retired else None, version=F("version") + 1
    ):
        audit.append(
            Action.COMPANY_VALUE_RETIRED,
            actor_id=actor.person_id,
            subject_kind="CompanyValue",
            subject_id=row.id,
            details={"retired": int(retired)},
        )
    return view_company_value(actor, await CompanyValue.get(id=row.id))


async def order_company_values(actor: Actor, *, value_ids: Sequence[UUID]) -> None:
    """As HR, say in which order the values in use are shown.

    Raises ``NotAllowed``, ``ValueOrderIncomplete``.
    """
    _check_editor(actor)
    in_use: Any = await CompanyValue.filter(retired_at__isnull=True).values_list("id", flat=True)
    if len(value_ids) != len(in_use) or set(value_ids) != set(in_use):
        raise ValueOrderIncomplete(field="value_ids")
    for position, value_id in enumerate(value_ids):
        await CompanyValue.filter(id=value_id).update(position=position)
    audit.append(
        Action.COMPANY_VALUES_ORDERED,
        actor_id=actor.person_id,
        subject_kind="CompanyValue",
        subject_id=None,
        details={"values": len(value_ids)},
    )


async def _value(actor: Actor, value_id: UUID) -> CompanyValue:
    row = None if actor.is_system else await CompanyValue.get_or_none(id=value_id)
    if row is None:
        raise ValueNotFound
    return row


def _check_editor(actor: Actor) -> None:
    if not policy.may_edit_values(actor):
        raise NotAllowed


def _known(name: str, known: tuple[str, ...], *, field: str) -> str:
    if name not in known:
        raise ValueLookUnknown(field=field)
    return name


def _note(action: Action, actor: Actor, key: UUID) -> None:
    audit.append(action, actor_id=actor.person_id, subject_kind="CompanyValue", subject_id=key)
