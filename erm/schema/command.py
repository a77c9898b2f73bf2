"""``@command``: the only way to declare a mutation.

It demands somebody signed in (unless public) who may write, opens one unit of work, turns a
``DomainError`` into a ``Refusal``, rolls back, and forgets what was loaded before the commit.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Union, cast, get_type_hints

import strawberry

from erm.core.errors import DomainError, NotAllowed
from erm.core.work import unit_of_work
from erm.schema.context import Info
from erm.schema.refusal import Refusal, camel

Resolver = Callable[..., Awaitable[Any]]
declared: dict[str, bool] = {}
"""Every declared mutation by its Python name, and whether it is public."""


def command(
    description: str, *, public: bool = False, own_transactions: bool = False
) -> Callable[[Resolver], Any]:
    """Declare ``async def name(self, info, input: NameInput) -> NameSuccess`` as a mutation.

    ``public``: needs nobody signed in. ``own_transactions``: the command opens its units of work
    itself, because part of it must stay although the rest is refused (a counted attempt), or must
    not hold the database (hashing a password).
    """

    def declare(function: Resolver) -> Any:
        name = function.__name__
        pascal = "".join(part.capitalize() for part in name.split("_"))
        hints = get_type_hints(function, include_extras=True)
        success = hints["return"]
        if getattr(success, "__name__", "") != f"{pascal}Success":
            raise TypeError(f"{name} must return {pascal}Success")
        declared[name] = public

        @functools.wraps(function)
        async def run(self: Any, info: Info, input: Any) -> Any:
            context = info.context
            try:
                actor = context.maybe_actor if public else context.actor
                if actor is not None and not actor.can_write:
                    raise NotAllowed("READ_ONLY_TOKEN")
                if own_transactions:
                    answer = await function(self, info, input)
                else:
                    async with unit_of_work(context.bus):
                        answer = await function(self, info, input)
            except DomainError as error:
                context.reset_loaders()
                return Refusal.of(error, context.language)
            context.reset_loaders()
            return answer

        # Made at run time, so that every mutation's answer has the same shape by construction.
        result: Any = Annotated[
            Union.__getitem__((success, Refusal)),
            strawberry.union(f"{pascal}Result", description=f"What came of {camel(name)}."),
        ]
        parameter: Any = Annotated[
            cast(Any, hints["input"]), strawberry.argument(description="What to do it with.")
        ]
        run.__annotations__ = {"info": Info, "input": parameter, "return": result}
        run.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
            [
                inspect.Parameter("self", inspect.Parameter.POSITIONAL_OR_KEYWORD),
                inspect.Parameter("info", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Info),
                inspect.Parameter(
                    "input", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=parameter
                ),
            ],
            return_annotation=result,
        )
        del run.__wrapped__
        return strawberry.mutation(resolver=run, description=description)

    return declare
