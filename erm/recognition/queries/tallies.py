"""What stands on and under kudos in numbers, and who received them: one statement for any number of kudos.

Callers have chosen the kudos by policy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson

from erm.core.actor import Actor
from erm.core.database.connections import connection, dialect
from erm.recognition.rules import ReactionKind
from erm.recognition.views import ReactionCountView, Received

# What was hidden counts for nobody, or the number would tell of it.
_TALLIES = """
SELECT 'received' AS what, CAST(kudos_id AS TEXT) AS kudos, '' AS word, COUNT(id) AS number,
    COUNT(CASE WHEN person_id = {me} THEN 1 END) AS mine,
    SUM(CASE WHEN person_id = {me} THEN points ELSE 0 END) AS points, '' AS id
FROM kudos_receiver WHERE kudos_id {kudos} GROUP BY kudos_id
UNION ALL
SELECT 'reaction', CAST(kudos_id AS TEXT), kind, COUNT(id),
    COUNT(CASE WHEN person_id = {me} THEN 1 END), 0, ''
FROM kudos_reaction WHERE kudos_id {kudos} GROUP BY kudos_id, kind
UNION ALL
SELECT 'comment', CAST(kudos_id AS TEXT), '', COUNT(id), 0, 0, ''
FROM kudos_comment WHERE kudos_id {kudos} AND deleted_at IS NULL AND hidden_at IS NULL
GROUP BY kudos_id
UNION ALL
SELECT 'named', CAST(kudos_id AS TEXT), CAST(person_id AS TEXT), position, 0, 0, CAST(id AS TEXT)
FROM kudos_receiver WHERE kudos_id {kudos} AND group_id IS NULL
"""
_STATEMENTS = {
    "sqlite": _TALLIES.format(me="?1", kudos="IN (SELECT value FROM json_each(?2))"),
    "postgres": _TALLIES.format(me="$1", kudos="= ANY($2::uuid[])"),
}


@dataclass(slots=True)
class Tally:
    """What is counted of one kudos. ``reactions``: by kind how many, and how many of the actor's own."""

    received: Received = field(default_factory=Received)
    reactions: dict[ReactionKind, tuple[int, int]] = field(default_factory=dict)
    comments: int = 0

    @property
    def reaction_views(self) -> list[ReactionCountView]:
        """The kinds that there are, in their order."""
        return [
            ReactionCountView(kind, number, mine > 0)
            for kind in ReactionKind
            for number, mine in [self.reactions.get(kind, (0, 0))]
            if number
        ]


async def tallies_of(actor: Actor, kudos_ids: Sequence[UUID]) -> dict[UUID, Tally]:
    """By kudos; each has one."""
    found = {key: Tally() for key in kudos_ids}
    named: dict[UUID, list[UUID]] = defaultdict(list)
    counted: dict[UUID, dict[str, Any]] = {}
    rows = await _rows(actor, kudos_ids)
    for row in sorted(rows, key=lambda each: (each["number"], each["id"])):
        key = UUID(row["kudos"])
        # The number of somebody who is named is their place.
        match row["what"]:
            case "received":
                counted[key] = row
            case "reaction":
                found[key].reactions[ReactionKind(row["word"])] = row["number"], row["mine"]
            case "comment":
                found[key].comments = row["number"]
            case _:
                named[key].append(UUID(row["word"]))
    for key, row in counted.items():
        found[key].received = Received(
            tuple(named[key]), row["number"], row["mine"] > 0, row["points"]
        )
    return found


async def _rows(actor: Actor, kudos_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    values: list[Any] = [actor.person_id, list(kudos_ids)]
    if dialect() == "sqlite":
        values = [str(actor.person_id), orjson.dumps([str(key) for key in kudos_ids]).decode()]
    return await connection().execute_query_dict(_STATEMENTS[dialect()], values)
