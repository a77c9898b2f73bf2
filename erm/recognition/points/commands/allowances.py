"""Deciding how many points people may give."""

from __future__ import annotations

from collections.abc import Sequence

from erm.audit import commands as audit
from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.database.connections import connection, dialect
from erm.core.ids import new_id
from erm.core.text import clean_line
from erm.people.models import Department
from erm.recognition.choices.rules import ALLOWANCE_MAXIMUM
from erm.recognition.points import policy
from erm.recognition.points.errors import (
    AllowanceOutOfRange,
    DepartmentUnknown,
    RulesAreHrs,
    TooManyRules,
)
from erm.recognition.points.models import AllowanceRule
from erm.recognition.points.queries import allowance_rules
from erm.recognition.points.rules import CONDITION_MAXIMUM, RULES_MAXIMUM, Conditions
from erm.recognition.points.views import AllowanceRuleView

_LOCK = 0x72756C65
"""PostgreSQL's advisory lock that lets one transaction replace the rules at a time ("rule")."""


async def set_allowance_rules(
    actor: Actor, *, rules: Sequence[Conditions]
) -> list[AllowanceRuleView]:
    """Replace all rules. Months that were granted already stay as they are.

    Raises ``RulesAreHrs``, ``TooManyRules``, ``AllowanceOutOfRange``, ``DepartmentUnknown``, and the
    refusals of texts (field ``rules``).
    """
    if not policy.may_keep_rules(actor):
        raise RulesAreHrs
    if len(rules) > RULES_MAXIMUM:
        raise TooManyRules(field="rules", maximum=RULES_MAXIMUM)
    rows = [_row(place, rule) for place, rule in enumerate(rules)]
    departments = {rule.department_id for rule in rules if rule.department_id is not None}
    if await Department.filter(id__in=list(departments)).count() < len(departments):
        raise DepartmentUnknown(field="rules")
    if dialect() == "postgres":
        await connection().execute_query(f"SELECT pg_advisory_xact_lock({_LOCK})")
    await AllowanceRule.all().delete()
    await AllowanceRule.bulk_create(rows)
    audit.append(
        Action.ALLOWANCE_RULES_SET,
        actor_id=actor.person_id,
        subject_kind="AllowanceRule",
        subject_id=None,
        details={"rules": len(rows)},
    )
    return await allowance_rules(actor)


def _row(place: int, rule: Conditions) -> AllowanceRule:
    if not 0 <= rule.points <= ALLOWANCE_MAXIMUM:
        raise AllowanceOutOfRange(field="rules", maximum=ALLOWANCE_MAXIMUM)

    def line(value: str) -> str:
        return clean_line(value, field="rules", maximum=CONDITION_MAXIMUM, required=False)

    return AllowanceRule(
        id=new_id(),
        position=place,
        department_id=rule.department_id,
        location=line(rule.location),
        title=line(rule.title),
        managers_only=rule.managers_only,
        points=rule.points,
        created_at=now(),
    )
