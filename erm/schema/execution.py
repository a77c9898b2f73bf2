"""Runs operations: prepared once (parsed, limited, validated), executed as often as asked.

Strawberry makes the schema; graphql-core executes it directly, without Strawberry's pipeline of
extensions and without its logger, which quotes documents.
"""

from __future__ import annotations

import asyncio
import inspect
from collections import OrderedDict
from collections.abc import AsyncIterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Any, cast

import strawberry
from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OperationType,
    execute,
    parse,
    subscribe,
    validate,
)
from strawberry.execution import optimized_is_awaitable

from erm.core.remembering import remembering
from erm.schema.context import Context
from erm.schema.limits import Cost, LimitExceeded, check_document, check_source

TIMEOUT = 10.0
"""Seconds that one request may take."""
COSTLY = 2_000
"""Complexity above which a document that is not known beforehand takes the slow lane."""
SLOW_LANES = 2
"""How many of those are answered at once. One process has one processor: more at once would not be
answered sooner, and all others would wait for a turn of each. With two the one goes on while the
other waits for the database."""
REMEMBERED = 500
"""How many documents that are not known beforehand are kept prepared."""
REMEMBERED_LENGTH = 20_000
"""Longer ones are prepared anew each time, so the memory of the cache is bounded."""


@dataclass(frozen=True, slots=True)
class Operation:
    """A document that may be executed: read, within the limits, valid."""

    document: DocumentNode
    operations: Mapping[str, OperationType]
    costs: tuple[Cost, ...]
    costly: bool
    """Whether few of its kind are answered at once."""

    @property
    def introspects(self) -> bool:
        """Whether it asks for the schema itself."""
        return any(cost.introspection_fields for cost in self.costs)

    @property
    def depth(self) -> int:
        """How deep the deepest of its operations goes."""
        return max((cost.depth for cost in self.costs), default=0)

    def kind(self, operation_name: str | None) -> OperationType | None:
        """Query, mutation or subscription; None when the name chooses no single operation."""
        if operation_name is not None:
            return self.operations.get(operation_name)
        return next(iter(self.operations.values())) if len(self.operations) == 1 else None


class Rejected(Exception):
    """A document that will not be executed: ``code``, and what is wrong with it."""

    def __init__(
        self, code: str, errors: list[GraphQLError] | None = None, *, maximum: int = 0
    ) -> None:
        self.code = code
        self.errors = errors or []
        self.maximum = maximum
        super().__init__(code)


class Engine:
    """Prepares and executes documents of one schema. One per process."""

    def __init__(self, schema: strawberry.Schema) -> None:
        self.schema: GraphQLSchema = schema._schema  # noqa: SLF001
        self._executor = schema.execution_context_class
        self._known: dict[str, Operation] = {}
        self._remembered: OrderedDict[str, Operation] = OrderedDict()
        self._slow_lanes = asyncio.Semaphore(SLOW_LANES)

    def learn(self, documents: Mapping[str, str]) -> dict[str, Rejected]:
        """Prepare the operations known beforehand: hash to document.

        Answers those that do not fit the schema or the limits; they stay unknown.
        """
        rejected: dict[str, Rejected] = {}
        self._known = {}
        for key, text in documents.items():
            try:
                # Made with care, and far cheaper than they are reckoned: nobody waits for strangers
                # before a page of ours opens.
                self._known[key] = replace(self._prepare(text), costly=False)
            except Rejected as reason:
                rejected[key] = reason
        return rejected

    def known(self, document_id: str) -> Operation | None:
        """The operation of an id ``sha256:<hash>``, if it is one of those known beforehand."""
        kind, _, key = document_id.partition(":")
        return self._known.get(key) if kind == "sha256" else None

    def prepare(self, text: str) -> Operation:
        """Read, limit and validate a document, or remember that this was done.

        Raises ``Rejected``.
        """
        operation = self._remembered.get(text)
        if operation is not None:
            self._remembered.move_to_end(text)
            return operation
        operation = self._prepare(text)
        if len(text) <= REMEMBERED_LENGTH:
            self._remembered[text] = operation
            if len(self._remembered) > REMEMBERED:
                self._remembered.popitem(last=False)
        return operation

    def _prepare(self, text: str) -> Operation:
        try:
            check_source(text)
            document = parse(text, allow_empty_selection_sets=False)
            costs = check_document(document, self.schema)
        except LimitExceeded as exceeded:
            raise Rejected(exceeded.code, maximum=exceeded.maximum) from exceeded
        except GraphQLSyntaxError as error:
            raise Rejected("GRAPHQL_PARSE_FAILED", [error]) from error
        errors = validate(
            self.schema,
            document,
            max_errors=20,
            hide_suggestions=True,
            allow_empty_selection_sets=False,
        )
        if errors:
            raise Rejected("GRAPHQL_VALIDATION_FAILED", errors)
        operations = {
            "" if definition.name is None else definition.name.value: definition.operation
            for definition in document.definitions
            if isinstance(definition, OperationDefinitionNode)
        }
        costly = any(cost.complexity > COSTLY for cost in costs)
        return Operation(document, operations, costs, costly)

    async def execute(
        self,
        operation: Operation,
        context: Context,
        *,
        variables: dict[str, Any] | None = None,
        operation_name: str | None = None,
    ) -> ExecutionResult:
        """Execute for a context, a costly document when one of the slow lanes is free.

        Raises ``TimeoutError`` after ten seconds, waiting included; a unit of work that was open
        then is rolled back.
        """
        reads = operation.kind(operation_name) is OperationType.QUERY
        lane = self._slow_lanes if operation.costly else nullcontext()
        async with asyncio.timeout(TIMEOUT), lane:
            with remembering() if reads else nullcontext():
                return await self._run(operation, context, variables, operation_name)

    async def _run(
        self,
        operation: Operation,
        context: Context,
        variables: dict[str, Any] | None,
        operation_name: str | None,
    ) -> ExecutionResult:
        result = execute(
            self.schema,
            operation.document,
            context_value=context,
            variable_values=variables,
            operation_name=operation_name,
            executor_class=self._executor,
            is_awaitable=cast(Any, optimized_is_awaitable),
            hide_suggestions=True,
        )
        return result if isinstance(result, ExecutionResult) else await result

    async def subscribe(
        self,
        operation: Operation,
        context: Context,
        *,
        variables: dict[str, Any] | None = None,
        operation_name: str | None = None,
    ) -> AsyncIterator[ExecutionResult] | ExecutionResult:
        """The results of a subscription as they come, or the one that says why there are none.

        Raises ``TimeoutError`` when it has not begun after ten seconds.
        """
        async with asyncio.timeout(TIMEOUT):
            begun = subscribe(
                self.schema,
                operation.document,
                context_value=context,
                variable_values=variables,
                operation_name=operation_name,
                executor_class=self._executor,
                hide_suggestions=True,
            )
            return await begun if inspect.isawaitable(begun) else begun
