"""What one request asks twice is read once.

A page is put together of parts that know nothing of one another, and several ask the directory, or for
the same rows, as the same person. Within :func:`remembering` a function marked with :func:`once` runs
once for the same arguments, and one marked with :func:`once_each` reads each key once; whoever asks
meanwhile waits for the same answer. What is remembered is forgotten with the request. It is opened
around what only reads, and inside a unit of work nothing is remembered: what was just written is read.

Answers are shared, so nobody may change one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from erm.core.database.routing import in_writing

F = TypeVar("F", bound=Callable[..., Coroutine[Any, Any, Any]])
V = TypeVar("V")
P = ParamSpec("P")
Memory = dict[Any, Any]

_memory: ContextVar[Memory | None] = ContextVar("erm_memory", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Remember what is read within the block, and forget it after."""
    token = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(token)


def _open() -> Memory | None:
    return None if in_writing() else _memory.get()


def once(function: Callable[P, Coroutine[Any, Any, V]]) -> Callable[P, Coroutine[Any, Any, V]]:
    """Run once in a request for the same arguments, which must be hashable."""

    @wraps(function)
    async def remembered(*args: P.args, **kwargs: P.kwargs) -> V:
        memory = _open()
        if memory is None:
            return await function(*args, **kwargs)
        key = (function, args, tuple(sorted(kwargs.items())))
        task: asyncio.Task[V] | None = memory.get(key)
        if task is None:
            task = memory[key] = asyncio.create_task(function(*args, **kwargs))
        return await _answer(task)

    return remembered


def once_each(function: F) -> F:
    """Read each key once in a request: of a function that takes who asks, if it matters, and keys.

    It answers a dictionary by key. Keys for which there is nothing are missing in it, and not asked for
    again.
    """

    @wraps(function)
    async def remembered(*args: Any) -> dict[Any, Any]:
        memory = _open()
        if memory is None:
            return dict(await function(*args))
        *who, wanted = args
        keys = list(wanted)
        known: dict[Any, asyncio.Task[Any]] = memory.setdefault((function, *who), {})
        new = [key for key in dict.fromkeys(keys) if key not in known]
        if new:
            known.update(dict.fromkeys(new, asyncio.create_task(function(*who, new))))
        answers = {task: await _answer(task) for task in {known[key] for key in keys}}
        found = {key: answers[known[key]].get(key) for key in keys}
        return {key: value for key, value in found.items() if value is not None}

    return cast(F, remembered)


async def _answer(task: asyncio.Task[V]) -> V:
    # Whoever stops waiting, as a field does whose sibling failed, must not stop it for the others.
    return await asyncio.shield(task)
