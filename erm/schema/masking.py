"""What a client hears of an error.

A domain's refusal in a query becomes an error with its code and a sentence in the reader's
language. An error of the request itself (a variable of the wrong type) keeps its message: it says
only what the client sent. All else is a crash: masked, and logged under an id that the reader sees.
The log names the field, never the document or its variables, for people write there what is
private.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

import structlog
from graphql import GraphQLError

from erm.core.errors import DomainError
from erm.core.language import say
from erm.core.logging import describe
from erm.schema.refusal import camel, message_of

log = structlog.get_logger("erm.graphql")

Formatted = dict[str, Any]


def problem(code: str, language: str, **params: Any) -> Formatted:
    """An error of our own: a code and its sentence."""
    return {"message": say(language, f"graphql.{code}", **params), "extensions": {"code": code}}


def crash(error: BaseException, language: str, **facts: Any) -> Formatted:
    """Log a crash under a new id and say no more than that id."""
    identifier = secrets.token_hex(8)
    log.error("crash", id=identifier, **facts, **describe(error))
    answer = problem("INTERNAL", language)
    answer["extensions"]["id"] = identifier
    return answer


def present(error: GraphQLError, language: str) -> Formatted:
    """One error of an execution as the client hears it."""
    original = error.original_error
    while isinstance(original, GraphQLError):
        original = original.original_error
    if isinstance(original, DomainError):
        answer: Formatted = {
            "message": message_of(original, language),
            "extensions": {"code": original.code, "kind": original.kind},
        }
        if original.field is not None:
            answer["extensions"]["field"] = camel(original.field)
    elif original is None and error.path is None:
        answer = {"message": error.message, "extensions": {"code": "BAD_REQUEST"}}
    else:
        path = ".".join("*" if isinstance(p, int) else p for p in error.path or ())
        answer = crash(original or error, language, field=path)
    if error.path is not None:
        answer["path"] = list(error.path)
    if error.locations:
        answer["locations"] = [{"line": at.line, "column": at.column} for at in error.locations]
    return answer


def present_all(errors: Sequence[GraphQLError], language: str) -> list[Formatted]:
    """All errors of an execution, at most fifty of them."""
    return [present(error, language) for error in errors[:50]]


def causes(errors: Sequence[GraphQLError]) -> list[BaseException]:
    """The exceptions behind the errors of an execution."""
    found: list[BaseException] = []
    for error in errors:
        original = error.original_error
        while isinstance(original, GraphQLError):
            original = original.original_error
        if original is not None:
            found.append(original)
    return found
