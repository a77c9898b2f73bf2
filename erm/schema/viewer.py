"""The signed-in person's own corner of the graph: ``viewer``.

Leaf modules export a mixin of the fields that they add (``FeedbackViewer``); this module stands on
top of them and is reached from below only through ``erm.schema.refs``.
"""

from __future__ import annotations

import strawberry

from erm.schema.composition import bases
from erm.schema.context import Info


@strawberry.type(description="Whoever is signed in, and what is theirs.")
class Viewer(*bases("Viewer")):  # type: ignore[misc]
    """Everything that belongs to the person who asks. Holds no state: the actor is in the context."""


@strawberry.type
class ViewerQuery:
    """The root field."""

    @strawberry.field(description="Whoever is signed in; null when nobody is.")
    async def viewer(self, info: Info) -> Viewer | None:
        """The viewer of this request."""
        return None if info.context.maybe_actor is None else Viewer()
