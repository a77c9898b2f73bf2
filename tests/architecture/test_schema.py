"""What must stay true of the GraphQL schema."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_introspection_type,
    is_specified_scalar_type,
)

import erm.web.app  # noqa: F401 (wires everything, like a server does)
from erm.schema import command, limits
from erm.schema.build import build_schema
from erm.schema.execution import Engine
from erm.schema.export import schema_text
from erm.schema.node import node_types
from erm.schema.refusal import camel
from erm.web.operations import known_documents

ROOT = Path(__file__).parents[2]


@cache
def schema() -> GraphQLSchema:
    return build_schema()._schema


def own_types() -> list[object]:
    return [
        type_
        for type_ in schema().type_map.values()
        if not is_introspection_type(type_) and not is_specified_scalar_type(type_)
    ]


def test_the_committed_schema_is_the_schema() -> None:
    committed = (ROOT / "schema.graphql").read_text("utf-8")

    assert committed == schema_text(), "Run `erm schema --output schema.graphql`."


def test_everything_is_described_in_a_sentence() -> None:
    undescribed = []

    def look(name: str, description: str | None) -> None:
        if not description or not description.strip().endswith((".", "!", "?")):
            undescribed.append(name)

    for type_ in own_types():
        look(str(type_), type_.description)  # type: ignore[attr-defined]
        if isinstance(type_, GraphQLEnumType):
            for name, value in type_.values.items():
                look(f"{type_}.{name}", value.description)
        elif isinstance(type_, GraphQLInputObjectType):
            for name, field in type_.fields.items():
                look(f"{type_}.{name}", field.description)
        elif isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            for name, output in type_.fields.items():
                look(f"{type_}.{name}", output.description)
                for argument, value in output.args.items():
                    look(f"{type_}.{name}({argument}:)", value.description)

    assert undescribed == []


def test_every_mutation_is_a_command_that_answers_success_or_refusal() -> None:
    mutations = schema().mutation_type
    assert mutations is not None
    assert set(mutations.fields) == {camel(name) for name in command.declared}

    for name, field in mutations.fields.items():
        pascal = name[0].upper() + name[1:]
        assert list(field.args) == ["input"], name
        assert str(field.args["input"].type) == f"{pascal}Input!"
        assert str(field.type) == f"{pascal}Result!"
        union = get_named_type(field.type)
        assert isinstance(union, GraphQLUnionType)
        assert [str(member) for member in union.types] == [f"{pascal}Success", "Refusal"]


def test_only_these_mutations_need_nobody_signed_in() -> None:
    public = {camel(name) for name, is_public in command.declared.items() if is_public}

    assert public == {
        "signIn",
        "requestSignInLink",
        "redeemSignInLink",
        "unsubscribeDigest",
        # Whoever holds the secret in a guest's mail is that guest.
        "answerAsGuest",
        "declineAsGuest",
        "saveGuestReview",
        "submitGuestReview",
        "reopenGuestReview",
        # Whoever holds a link in a mail may do the one act that it was made for.
        "performMailAct",
    }


def test_every_type_with_an_address_is_answered_by_node() -> None:
    node = schema().get_type("Node")
    assert isinstance(node, GraphQLInterfaceType)
    implementing = {type_.name for type_ in schema().get_implementations(node).objects}

    assert implementing == set(node_types())
    assert len(implementing) >= 15


def test_every_list_that_can_grow_has_pages_with_a_maximum() -> None:
    connections = 0
    for type_ in own_types():
        if not isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            continue
        for name, field in type_.fields.items():
            answer = get_named_type(field.type)
            # By its form: a list with pages may say more than its pages, and be called by another name.
            is_connection = {"edges", "pageInfo"} <= set(getattr(answer, "fields", ()))
            assert is_connection or not answer.name.endswith("Connection"), f"{type_}.{name}"
            connections += is_connection
            assert is_connection == ({"first", "after"} <= set(field.args)), f"{type_}.{name}"
    assert connections >= 15


def test_the_schema_package_neither_asks_the_database_nor_decides() -> None:
    forbidden = ("tortoise", "pypika", "asyncpg", "aiosqlite")
    offences = []
    for path in sorted((ROOT / "erm" / "schema").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                last = name.rpartition(".")[2]
                if name.startswith(forbidden) or (name.startswith("erm.") and last == "models"):
                    offences.append(f"{path.name}: {name}")

    assert offences == []


def known() -> dict[str, str]:
    documents = known_documents()
    if not documents:
        pytest.fail("The SPA is not built: run `make spa`.")
    return documents


def test_every_operation_of_the_spa_fits_the_schema_and_the_limits() -> None:
    engine = Engine(build_schema())

    rejected = engine.learn(known())

    told = [
        f"{reason.code}: {[error.message for error in reason.errors]} in {known()[key][:60]!r}"
        for key, reason in rejected.items()
    ]
    assert told == []
    assert len(known()) >= 20


def test_no_operation_of_the_spa_is_at_a_limit() -> None:
    engine = Engine(build_schema())
    engine.learn(known())
    costs = [cost for operation in engine._known.values() for cost in operation.costs]

    # Room for one more card on a page.
    assert max(cost.depth for cost in costs) <= limits.DEPTH
    assert max(cost.fields for cost in costs) <= limits.FIELDS * 0.9
    assert max(cost.complexity for cost in costs) <= limits.COMPLEXITY * 0.9
    assert max(cost.aliases for cost in costs) <= limits.ALIASES * 0.9
