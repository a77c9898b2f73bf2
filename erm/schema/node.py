"""Relay's ``Node`` interface, and which type answers for which id.

A module registers how its type is loaded; ``node(id:)`` asks that loader, which asks the policy, so
a node can never be seen by this way alone.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar
from uuid import UUID

import strawberry

from erm.core.errors import DomainError
from erm.schema.context import Info
from erm.schema.ids import parse_global


@strawberry.interface(description="Anything that has an address of its own.")
class Node:
    """An object with a global id."""

    id: strawberry.ID = strawberry.field(description="Relay global id.")


NodeResolver = Callable[[Info, UUID], Awaitable[Any]]
R = TypeVar("R", bound=NodeResolver)
_resolvers: dict[str, NodeResolver] = {}


def node_of(type_name: str) -> Callable[[R], R]:
    """Register the function that loads one object of a type for the viewer, or None."""

    def register(resolver: R) -> R:
        _resolvers[type_name] = resolver
        return resolver

    return register


def node_types() -> tuple[str, ...]:
    """Names of all types that ``node(id:)`` answers."""
    return tuple(sorted(_resolvers))


async def resolve_node(info: Info, value: str) -> Any:
    """The object behind a global id as the viewer may see it; None for all else, bad ids included."""
    _ = info.context.actor
    try:
        type_name, key = parse_global(value)
    except DomainError:
        return None
    return await load_node(info, type_name, key)


async def load_node(info: Info, type_name: str, key: UUID) -> Any:
    """The object of a type by key as the viewer may see it, or None."""
    resolver = _resolvers.get(type_name)
    return None if resolver is None else await resolver(info, key)
