"""The table speaks of everything, and of nothing else."""

from __future__ import annotations

from erm.schema.build import build_schema
from tests.authorization import walking
from tests.authorization.expected import CHOICES, EACH
from tests.authorization.table import FIELDS, HIDDEN, READERS, Kind


def test_every_type_and_every_field_of_the_schema_is_in_the_table_and_nothing_else() -> None:
    in_schema = {
        (type_.name, field)
        for type_ in walking.object_types().values()
        if type_.name != "Mutation"
        for field in type_.fields
    }
    in_table = {(type_, field) for type_, fields in FIELDS.items() for field in fields}
    assert in_schema - in_table == set(), "these have no rule in tests/authorization/table.py"
    assert in_table - in_schema == set(), "these rules are for nothing in the schema"


def test_every_type_with_an_id_has_readers_and_no_other_has() -> None:
    with_ids = {
        name
        for name, type_ in walking.object_types().items()
        if "id" in type_.fields and name != "Refusal" and not name.endswith("Success")
    }
    with_ids -= CHOICES
    assert with_ids | {"Touchpoint"} | HIDDEN == set(READERS)
    without_address = {
        *("Session", "AccessToken", "AgendaTemplate", "StoredFile", "ThanksNudge"),
        *("PointsMove", "AllowanceRule", "PushDevice"),
        *("ActionStep", "SurveyComment", "CommentReply", "ReportAccess", "PeopleReportAccess"),
    }
    assert set(walking.node_types()) == with_ids - without_address


def test_whatever_differs_from_reader_to_reader_has_an_answer_of_its_own() -> None:
    rows = set(READERS) - HIDDEN
    differing = {
        (type_, field)
        for type_ in rows
        for field, rule in FIELDS[type_].items()
        if rule.kind is Kind.EACH
    }
    assert differing == set(EACH)


def test_a_type_that_can_be_asked_for_by_id_is_registered_where_ids_are_answered() -> None:
    from erm.schema.node import node_types

    _ = build_schema()
    assert set(node_types()) == set(walking.node_types())
