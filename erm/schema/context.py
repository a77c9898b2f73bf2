"""What every resolver can reach: the actor, the bus and this request's loaders."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from strawberry.dataloader import Batch, DataLoader, dispatch_batch
from strawberry.types import Info as StrawberryInfo

from erm.core.actor import Actor
from erm.core.errors import NotSignedIn
from erm.core.events import Bus
from erm.settings import Settings

K = TypeVar("K")
V = TypeVar("V")
Read = Callable[[Actor, Sequence[K]], Awaitable[Mapping[K, V]]]
PATIENCE = 8
"""Turns of the loop for which a loader gathers keys. A turn is some microseconds, a level of a query two
or three turns; nothing waits for the database meanwhile."""


class SharedLoader(DataLoader[K, V]):
    """A loader whose values are shared by branches of a query that end each other's waiting.

    When a field fails, graphql-core cancels its siblings, and to cancel who waits for a future is
    to cancel the future: another branch that waits for the same row would be cancelled with them,
    and with it the whole request.

    A batch waits a few turns of the loop, so that branches of different depth ask together.
    """

    def load(self, key: K) -> Awaitable[V]:
        """The value of a key, as soon as its batch was loaded."""
        known = self.cache_map.get(key)
        if known is not None and not known.cancelled():
            return asyncio.shield(known)
        future: asyncio.Future[V] = self.loop.create_future()
        self.cache_map.set(key, future)
        batch = self.batch
        if batch is None or batch.dispatched or not batch.tasks:
            batch = self.batch = Batch()
            self._wait(batch, PATIENCE)
        batch.add_task(key, future)
        return asyncio.shield(future)

    def _wait(self, batch: Batch[K, V], turns: int) -> None:
        if turns:
            self.loop.call_soon(self._wait, batch, turns - 1)
        else:
            batch._dispatch_task = asyncio.create_task(dispatch_batch(self, batch))  # noqa: SLF001


@dataclass(slots=True)
class Context:
    """One request's context. ``maybe_actor`` is None when nobody is signed in.

    ``response`` carries the headers (cookies) that a mutation sets; ``address`` is the client's.
    """

    settings: Settings
    bus: Bus
    maybe_actor: Actor | None
    request: Request | None = None
    response: Response | None = None
    address: str = ""
    language: str = "en"
    _loaders: dict[Any, DataLoader[Any, Any]] = field(default_factory=dict)

    @property
    def actor(self) -> Actor:
        """Who is asking. Raises ``NotSignedIn`` when nobody is: deny by default."""
        if self.maybe_actor is None:
            raise NotSignedIn
        return self.maybe_actor

    def loader(self, batch: Read[K, V]) -> DataLoader[K, V | None]:
        """This request's loader for a query batched by ids; missing ids load as None."""
        loader = self._loaders.get(batch)
        if loader is None:
            actor = self.actor

            async def load(keys: list[K]) -> list[V | None]:
                found = await batch(actor, keys)
                return [found.get(key) for key in keys]

            loader = self._loaders[batch] = SharedLoader(load_fn=load)
        return loader

    def prime(self, batch: Read[K, V], found: Mapping[K, V]) -> None:
        """Let the loader of ``batch`` know what another query of the same actor has read."""
        self.loader(batch).prime_many(found)

    def reset_loaders(self) -> None:
        """Forget everything loaded: called after a mutation's commit."""
        self._loaders.clear()


Info: TypeAlias = StrawberryInfo[Context, None]


def load_all(ids: Sequence[UUID], found: Mapping[UUID, V]) -> list[V]:
    """Values in the order of ids, without those that may not be seen."""
    return [found[i] for i in ids if i in found]
