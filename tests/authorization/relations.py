"""What a viewer can be to a row, in the words of the product."""

from __future__ import annotations

from enum import StrEnum


class Relation(StrEnum):
    """Each is also a column of docs/permissions.md, in this order."""

    SELF = "the person"
    AUTHOR = "author"
    PAIR = "one of the two"
    RECIPIENT = "recipient"
    TEAM = "in its team"
    MENTOR = "mentor"
    MANAGER = "present manager"
    MANAGERS_MANAGER = "manager's manager"
    FORMER_MANAGER = "former manager"
    FUTURE_MANAGER = "future manager"
    REPORT = "report"
    HR = "HR"
    ADMINISTRATOR = "administrator"
    COLLEAGUE = "same department"
    STRANGER = "anybody else"
    EVERYONE = "everybody signed in"


S, P, A, R = Relation.SELF, Relation.PAIR, Relation.AUTHOR, Relation.RECIPIENT
M, HR, ADM, ALL = Relation.MANAGER, Relation.HR, Relation.ADMINISTRATOR, Relation.EVERYONE
REPORT, MENTOR, MM = Relation.REPORT, Relation.MENTOR, Relation.MANAGERS_MANAGER
TEAM = Relation.TEAM

COLUMNS = tuple(relation for relation in Relation if relation is not Relation.EVERYONE)
