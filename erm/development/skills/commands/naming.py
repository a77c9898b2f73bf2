"""Names as they were typed, checked and stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from tortoise.exceptions import IntegrityError

from erm.core.text import clean_line
from erm.development.skills.errors import SkillExists, SkillNamesWrong, SkillNameUnusable
from erm.development.skills.models import SkillName
from erm.development.skills.names import name_key
from erm.development.skills.rules import NAME_MAXIMUM, NAMES_MAXIMUM
from erm.development.skills.views import SkillNameView

LOCALES = ("", "en", "ru")


def clean_names(names: Sequence[SkillNameView]) -> list[SkillNameView]:
    """Names that a skill can have; the first is a main one if none is.

    Two that are the same but for case, spacing or accents are one, the main one of them. Raises
    ``SkillNamesWrong``, ``SkillNameUnusable``, ``TEXT_REQUIRED``, ``TEXT_TOO_LONG``.
    """
    kept: dict[str, SkillNameView] = {}
    for given in names:
        name = clean_line(given.name, field="names", maximum=NAME_MAXIMUM)
        key = name_key(name)
        if not key:
            raise SkillNameUnusable(field="names")
        if key not in kept or (given.is_main and not kept[key].is_main):
            kept[key] = SkillNameView(name, given.locale, given.is_main)
    cleaned = list(kept.values())
    if cleaned and not any(name.is_main for name in cleaned):
        cleaned[0] = SkillNameView(cleaned[0].name, cleaned[0].locale, True)
    mains = [name.locale for name in cleaned if name.is_main]
    known = all(name.locale in LOCALES for name in cleaned)
    if not known or not 1 <= len(cleaned) <= NAMES_MAXIMUM or len(mains) != len(set(mains)):
        raise SkillNamesWrong(field="names", maximum=NAMES_MAXIMUM)
    return cleaned


async def store_names(skill_id: UUID, names: Sequence[SkillNameView]) -> None:
    """Give a skill exactly these names.

    Raises ``SkillExists`` if another has one of them already.
    """
    wanted = {name_key(name.name): name for name in names}
    others = await SkillName.filter(folded__in=list(wanted)).exclude(skill_id=skill_id).first()
    if others is not None:
        raise SkillExists(field="names", name=others.name)
    there = {row.folded: row for row in await SkillName.filter(skill_id=skill_id)}
    await SkillName.filter(id__in=[r.id for k, r in there.items() if k not in wanted]).delete()
    for key, name in wanted.items():
        values: dict[str, Any] = {"name": name.name, "locale": name.locale, "is_main": name.is_main}
        if key in there:
            await SkillName.filter(id=there[key].id).update(**values)
            continue
        try:
            _ = await SkillName.create(skill_id=skill_id, folded=key, **values)
        except IntegrityError as error:  # somebody else added it at the same moment
            raise SkillExists(field="names", name=name.name) from error
