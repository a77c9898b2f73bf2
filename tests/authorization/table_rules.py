"""The words in which the table is written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from tests.authorization.relations import Relation

Readers = frozenset[Relation]


def who(*relations: Relation) -> Readers:
    return frozenset(relations)


NOBODY = who()

AS_PARENT = "as its parent"
"""Read by whoever reads the row that it belongs to."""


class Kind(Enum):
    """How the answer for a field follows from the row."""

    ROW = auto()  # whoever reads the row reads it, and all read the same
    ONLY = auto()  # of those who read the row, only some; the others get null or nothing
    LINKS = auto()  # rows: those that the viewer may read, by their own rules
    TRUE_FOR = auto()  # a boolean: true for some, while the row's state permits it
    EACH = auto()  # every reader gets their own; `oracles.py` says what


@dataclass(frozen=True)
class Rule:
    kind: Kind
    relations: Readers = NOBODY
    note: str = ""


ROW = Rule(Kind.ROW)
LINKS = Rule(Kind.LINKS)
EACH = Rule(Kind.EACH, note="counts only what the viewer may read")


def only(*relations: Relation, note: str = "") -> Rule:
    return Rule(Kind.ONLY, who(*relations), note)


def each(note: str) -> Rule:
    return Rule(Kind.EACH, note=note)


def true_for(*relations: Relation) -> Rule:
    return Rule(Kind.TRUE_FOR, who(*relations))


def fields(plain: str = "", *, links: str = "", **special: Rule) -> dict[str, Rule]:
    return dict.fromkeys(plain.split(), ROW) | dict.fromkeys(links.split(), LINKS) | special


def page(name: str) -> dict[str, dict[str, Rule]]:
    """A connection and its edge: as long as what the viewer may read of it, the count too."""
    return {
        f"{name}Connection": fields("pageInfo", links="edges", totalCount=EACH),
        f"{name}Edge": fields("cursor", links="node"),
    }


@dataclass(frozen=True)
class Right:
    """Who may do a mutation: what they are to the row that it is about, or their role.

    ``session``: only in a browser, never with an access token. ``public``: nobody needs to be signed
    in, for what is given proves enough.
    """

    relations: Readers = NOBODY
    session: bool = False
    public: bool = False
    note: str = ""


def may(*relations: Relation, session: bool = False, note: str = "") -> Right:
    return Right(who(*relations), session=session, note=note)


PUBLIC = Right(public=True)
