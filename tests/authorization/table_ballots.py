"""The table's lines of ballots. Casting one is no mutation: nobody is signed in there."""

from __future__ import annotations

from tests.authorization.relations import ALL
from tests.authorization.table_rules import Right, Rule, fields, may

FIELDS: dict[str, dict[str, Rule]] = {"TakeBallotSuccess": fields("signature classNumber")}

MUTATIONS: dict[str, Right] = {
    "takeBallot": may(ALL, note="whoever is invited to the wave; their own, once"),
}
