"""Which operation is asked for, and whether this actor may run it: the same over HTTP and over a
socket."""

from __future__ import annotations

from erm.core.actor import Actor, ActorKind
from erm.schema.execution import Engine, Operation, Rejected
from erm.schema.masking import Formatted, problem
from erm.settings import Mode, Settings
from erm.web.protocol import GraphQLRequest, HttpRefusal

LONGEST_MESSAGE = 500
"""Characters: what is wrong with a document quotes it."""


def choose(
    settings: Settings, engine: Engine, asked: GraphQLRequest, actor: Actor | None
) -> Operation:
    """The operation that is asked for, if this actor may run it.

    Raises ``HttpRefusal`` (``DOCUMENT_UNKNOWN``, ``ONLY_KNOWN_OPERATIONS``,
    ``INTROSPECTION_REFUSED``) or ``Rejected``.
    """
    if asked.document_id is not None:
        known = engine.known(asked.document_id)
        if known is None:
            raise HttpRefusal(400, "DOCUMENT_UNKNOWN")
        return known
    free = settings.mode is Mode.DEVELOPMENT or (
        actor is not None and actor.kind is ActorKind.TOKEN
    )
    if not free or asked.query is None:
        raise HttpRefusal(403, "ONLY_KNOWN_OPERATIONS")
    operation = engine.prepare(asked.query)
    if actor is None and operation.introspects:
        raise HttpRefusal(403, "INTROSPECTION_REFUSED")
    return operation


def explain(rejected: Rejected, language: str) -> list[Formatted]:
    """What is wrong with a document."""
    if not rejected.errors:
        return [problem(rejected.code, language, maximum=rejected.maximum)]
    explained: list[Formatted] = []
    for error in rejected.errors:
        formatted: Formatted = {
            "message": error.message[:LONGEST_MESSAGE],
            "extensions": {"code": rejected.code},
        }
        if error.locations:
            formatted["locations"] = [
                {"line": at.line, "column": at.column} for at in error.locations
            ]
        explained.append(formatted)
    return explained
