"""Requests made from the schema itself: every root field, with arguments right, odd and hostile.

Whatever new field or mutation comes, it is asked too. Every text carries ``CANARY``: what people
write must never be seen in a log, nor an insides of ours in an answer.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
)

CANARY = "canary7Qf9"
INSIDES = re.compile(
    r"Traceback|File \"|\.py\b|site-packages|/(?:home|root|usr|work|tmp|var|opt)/"
    r"|\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM)\b[^\n]{0,80}\b(?:FROM|SET|VALUES|WHERE)\b"
    r"|sqlite3?\b|asyncpg|tortoise|psycopg|postgres|UNIQUE constraint|duplicate key|IntegrityError"
    r"|0x[0-9a-f]{8,}|<[\w.]+ object at",
    re.IGNORECASE,
)
"""What an answer must not show: traces, SQL, paths, names of libraries, representations."""

_TEXTS = (
    CANARY,
    "",
    " ",
    f"{CANARY}\x00",
    f"{CANARY}\r\nBcc: victim@example.org",
    f"' OR 1=1; DROP TABLE person; -- {CANARY}",
    f'"); DELETE FROM session; -- {CANARY}',
    f"<script>alert('{CANARY}')</script>",
    f"{{{{7*7}}}} ${{7*7}} {CANARY} %s %(x)s {{0.__class__}}",
    f"../../../../etc/passwd {CANARY}",
    f"\u202e{CANARY}\ufeff\u2028",
    "🏳️‍🌈" + CANARY,
    "e\u0301" * 50 + CANARY,
    CANARY * 900,
    f"{CANARY}@example.org",
    "Europe/Berlin",
    "en",
)
_DATES = ("2026-11-21", "2026-12-24", "0001-01-01", "9999-12-31", "2027-02-29", CANARY, "")
_INSTANTS = (
    "2026-11-25T09:30:00+01:00",
    "2026-12-01T09:30:00Z",
    "0001-01-01T00:00:00Z",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59Z",
    "9999-12-31T23:59:59-12:00",
    "2026-11-25T09:30:00",
    CANARY,
)
_INTEGERS = (1, 2, 5, 7, 20, 0, -1, 101, 2**31 - 1, -(2**31), 2**31, 10**18)


@dataclass
class Fuzzer:
    """Makes requests. ``ids`` are global ids by type name; ``chance`` decides all else."""

    schema: GraphQLSchema
    ids: dict[str, list[str]]
    chance: random.Random
    skip: frozenset[str] = frozenset()
    _variables: dict[str, tuple[str, Any]] = field(default_factory=dict)

    def everything(self, rounds: int) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each root field of queries and mutations ``rounds`` times: document and variables."""
        roots = (("query", self.schema.query_type), ("mutation", self.schema.mutation_type))
        for _ in range(rounds):
            for kind, root in roots:
                assert root is not None
                for name, each in root.fields.items():
                    if name not in self.skip:
                        yield self._request(kind, name, each)

    def _request(self, kind: str, name: str, root: GraphQLField) -> tuple[str, dict[str, Any]]:
        self._variables = {}
        chosen = self._field(name, root, depth=3)
        declared = ", ".join(f"${key}: {type_}" for key, (type_, _) in self._variables.items())
        values = {key: value for key, (_, value) in self._variables.items()}
        return f"{kind} Q{f'({declared})' if declared else ''} {{ {chosen} }}", values

    def _field(self, name: str, asked: GraphQLField, depth: int) -> str:
        given = []
        for argument, described in asked.args.items():
            required = isinstance(described.type, GraphQLNonNull)
            if required or self.chance.random() < 0.25:
                key = f"v{len(self._variables)}"
                self._variables[key] = (str(described.type), self._value(argument, described))
                given.append(f"{argument}: ${key}")
        inside = self._selection(get_named_type(asked.type), depth)
        arguments = f"({', '.join(given)})" if given else ""
        return f"{name}{arguments} {inside}"

    def _selection(self, asked: Any, depth: int) -> str:
        if is_leaf_type(asked):
            return ""
        if isinstance(asked, GraphQLUnionType):
            return (
                "{ __typename "
                + " ".join(f"... on {t.name} {self._selection(t, depth)}" for t in asked.types)
                + " }"
            )
        assert isinstance(asked, GraphQLObjectType | GraphQLInterfaceType)
        chosen = ["__typename"]
        branches = 0
        for name, each in asked.fields.items():
            needs = any(isinstance(a.type, GraphQLNonNull) for a in each.args.values())
            if is_leaf_type(get_named_type(each.type)):
                chosen.append(self._field(name, each, 0) if not needs else "")
            elif depth > 0 and not needs and branches < 3 and self.chance.random() < 0.5:
                branches += 1
                chosen.append(self._field(name, each, depth - 1))
        return "{ " + " ".join(chosen) + " }"

    def _value(self, name: str, described: GraphQLArgument | GraphQLInputField) -> Any:
        return self._of(name, described.type)

    def _of(self, name: str, asked: GraphQLInputType) -> Any:
        pick = self.chance.choice

        def usual(values: Sequence[Any], count: int) -> Sequence[Any]:
            # Mostly one of the first, which are ordinary: who only sends rubbish gets nowhere.
            return values[:count] if self.chance.random() < 0.8 else values

        if isinstance(asked, GraphQLNonNull):
            return self._of(name, asked.of_type)
        if self.chance.random() < 0.01:
            return None
        if isinstance(asked, GraphQLList):
            count = pick((0, 1, 1, 1, 2, 25))
            return [self._of(name, asked.of_type) for _ in range(count)]
        if isinstance(asked, GraphQLEnumType):
            return pick(list(asked.values))
        if isinstance(asked, GraphQLInputObjectType):
            return {
                key: self._value(key, each)
                for key, each in asked.fields.items()
                if isinstance(each.type, GraphQLNonNull) or self.chance.random() < 0.7
            }
        return {
            "ID": lambda: self._id(name),
            "Int": lambda: pick(usual(_INTEGERS, 5)),
            "Boolean": lambda: pick((True, False)),
            "Date": lambda: pick(usual(_DATES, 2)),
            "DateTime": lambda: pick(usual(_INSTANTS, 2)),
        }.get(asked.name, lambda: pick(usual(_TEXTS, 1)))()

    def _id(self, name: str) -> str:
        word = name.removesuffix("Ids").removesuffix("Id").lower()
        fitting = [
            key for kind, keys in self.ids.items() if word and word in kind.lower() for key in keys
        ]
        everything = [key for keys in self.ids.values() for key in keys]
        if fitting and self.chance.random() < 0.93:
            return self.chance.choice(fitting)
        return self.chance.choice([*everything, CANARY, "", "A" * 5_000, "UGVyc29uOng="])
