"""The whole schema: the roots composed from what each domain's module exports."""

from __future__ import annotations

from functools import cache
from typing import Annotated

import strawberry
from strawberry.schema.config import StrawberryConfig

from erm.schema.composition import bases, modules
from erm.schema.context import Info
from erm.schema.node import Node, resolve_node
from erm.schema.scalars import SCALARS
from erm.schema.viewer import ViewerQuery


@strawberry.type
class NodeQuery:
    """Relay's root field."""

    @strawberry.field(description="Anything with an address of its own, if the viewer may see it.")
    async def node(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Its global id.")],
    ) -> Node | None:
        """The object behind a global id."""
        return await resolve_node(info, id)  # type: ignore[no-any-return]


@strawberry.type(description="Everything that can be read.")
class Query(ViewerQuery, NodeQuery, *bases("Query")):  # type: ignore[misc]
    """The root of reads."""


@strawberry.type(description="Everything that can be done. Each answer is a success or a refusal.")
class Mutation(*bases("Mutation")):  # type: ignore[misc]
    """The root of writes."""


@cache
def build_schema() -> strawberry.Schema:
    """The schema of this process, made once."""
    nodes = [
        value
        for module in modules()
        for value in vars(module).values()
        if isinstance(value, type)
        and value.__module__ == module.__name__
        and issubclass(value, Node)
        and value is not Node
    ]
    return strawberry.Schema(
        query=Query,
        mutation=Mutation if bases("Mutation") else None,
        types=nodes,
        config=StrawberryConfig(
            auto_camel_case=True,
            disable_field_suggestions=True,
            scalar_map=SCALARS,
        ),
    )
