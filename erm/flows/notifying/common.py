"""What the modules of this package share."""

from __future__ import annotations

import textwrap
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from erm.access.models import RoleGrant
from erm.core.actor import Actor, Role
from erm.core.events import Event
from erm.mail.links import Links
from erm.notifications.subjects import About, Subjects, SubjectView

TITLE_MAXIMUM = 160
PATHS = Links("")
"""Addresses within the product."""
V = TypeVar("V")


def read_through(
    load: Callable[[Actor, Sequence[UUID]], Awaitable[Mapping[UUID, V]]],
    tell: Callable[[Actor, About, V], SubjectView],
) -> Subjects:
    """Subjects that are read by a query of their domain, which leaves out what may not be read."""

    async def subjects(actor: Actor, about: Collection[About]) -> Mapping[About, SubjectView]:
        ids = {each.subject_id for each in about if each.subject_id is not None}
        found = await load(actor, sorted(ids))
        return {
            each: tell(actor, each, found[each.subject_id])
            for each in about
            if each.subject_id is not None and each.subject_id in found
        }

    return subjects


def in_a_few_words(text: str) -> str:
    """The beginning of what somebody wrote, on one line."""
    return textwrap.shorten(text, TITLE_MAXIMUM, placeholder="…")


def this_time(event: Event) -> str:
    """What tells one time that something happened from the next, to the second."""
    return f"{event.at:%Y%m%dT%H%M%S}"


async def administrators() -> list[UUID]:
    """Whoever looks after the installation."""
    found: Any = await RoleGrant.filter(role=Role.ADMINISTRATOR).values_list("person_id", flat=True)
    return list(found)
