"""From where focus areas and goals come."""

from __future__ import annotations

from uuid import UUID

import strawberry

from erm.development.rules import Origin
from erm.flows.development_sources import SourceView, sources_by_keys
from erm.schema.context import Info
from erm.schema.enums import describe

__all__ = ["DevelopmentSource", "HasSource", "Origin"]

describe(
    Origin,
    "Origin",
    "From what a focus area or a goal was made.",
    {
        Origin.FEEDBACK: "From feedback to the person.",
        Origin.ACTION_ITEM: "From a promise that they made in a one-on-one.",
        Origin.PACKET: "From the packet of a feedback cycle.",
        Origin.ASSESSMENT: "From an assessment of their competencies.",
    },
)


@strawberry.type(description="From what a focus area or a goal was made, and where that is read.")
class DevelopmentSource:
    """A link back. Nothing of the source is copied."""

    origin: Origin = strawberry.field(description="Of what kind it is.")
    title: str = strawberry.field(
        description="What it is called; empty where the viewer may not read it."
    )
    path: str = strawberry.field(
        description="Its address in the product; empty where the viewer may not read it."
    )

    @classmethod
    def of(cls, view: SourceView) -> DevelopmentSource:
        """Dress a view."""
        return cls(origin=view.origin, title=view.title, path=view.path)


@strawberry.type
class HasSource:
    """Mixin of what may have been made from something."""

    origin: strawberry.Private[Origin | None]
    origin_key: strawberry.Private[UUID | None]

    @strawberry.field(description="From what it was made; null where it was not.")
    async def source(self, info: Info) -> DevelopmentSource | None:
        """The link back."""
        if self.origin is None or self.origin_key is None:
            return None
        found = await info.context.loader(sources_by_keys).load((self.origin, self.origin_key))
        return None if found is None else DevelopmentSource.of(found)
