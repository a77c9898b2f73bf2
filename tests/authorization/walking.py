"""Queries made from the schema itself, so that a new type or field is asked for without being told.

Every object of an answer carries ``__typename`` and its id or key, and so can be judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TypeGuard

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
    is_required_argument,
    parse,
)

from erm.schema.build import build_schema
from erm.schema.limits import LimitExceeded, check_document

AT_ONCE = 20
"""Root fields of one request."""


@cache
def schema() -> GraphQLSchema:
    return build_schema()._schema


def object_types() -> dict[str, GraphQLObjectType]:
    """All object types of the schema but its own."""
    return {
        name: type_
        for name, type_ in schema().type_map.items()
        if isinstance(type_, GraphQLObjectType) and not name.startswith("__")
    }


def node_types() -> list[str]:
    node = schema().type_map["Node"]
    assert isinstance(node, GraphQLInterfaceType)
    return sorted(type_.name for type_ in schema().get_possible_types(node))


def query_type() -> GraphQLObjectType:
    return object_types()["Query"]


def mutation_names() -> list[str]:
    return sorted(object_types()["Mutation"].fields)


def typed_roots() -> dict[str, str]:
    """Root fields that answer one row by its id, by the name of its type."""
    return {
        get_named_type(field.type).name: name
        for name, field in query_type().fields.items()
        if name != "node" and set(field.args) == {"id"}
    }


def root_lists() -> dict[str, GraphQLObjectType]:
    """Root fields that can be asked for without naming anything, with what they lead to."""
    found = {}
    for name, field in query_type().fields.items():
        type_ = get_named_type(field.type)
        if isinstance(type_, GraphQLObjectType) and not any(
            is_required_argument(argument) for argument in field.args.values()
        ):
            found[name] = type_
    return found


def argued(field_name: str, type_: GraphQLObjectType, first: int) -> str:
    """A field with its page size, and with everybody where it can leave out leavers."""
    arguments = []
    field = type_.fields[field_name]
    if "first" in field.args:
        arguments.append(f"first: {first}")
    if "includeLeft" in field.args:
        arguments.append("includeLeft: true")
    return f"{field_name}({', '.join(arguments)})" if arguments else field_name


def selection(type_: object, depth: int, sizes: tuple[int, ...] = (100,)) -> str:
    """All leaves of a type, and objects to a depth. Connections do not count as a level."""
    if isinstance(type_, GraphQLInterfaceType | GraphQLUnionType):
        return "{ __typename id }" if isinstance(type_, GraphQLInterfaceType) else "{ __typename }"
    assert isinstance(type_, GraphQLObjectType)
    if is_page(type_):
        edge = get_named_type(type_.fields["edges"].type)
        node = get_named_type(edge.fields["node"].type)  # type: ignore[union-attr]
        inner = selection(node, depth, sizes)
        own = " ".join(
            name for name, field in type_.fields.items() if is_leaf_type(get_named_type(field.type))
        )
        return f"{{ __typename {own} pageInfo {{ hasNextPage hasPreviousPage }} edges {{ cursor node {inner} }} }}"
    parts = ["__typename"]
    for name, field in type_.fields.items():
        inner_type = get_named_type(field.type)
        if wants_more(field):
            continue
        if is_leaf_type(inner_type):
            if depth >= 0 or name in ("id", "key"):
                parts.append(name)
        elif is_part(inner_type) and depth >= 0:
            parts.append(f"{name} {selection(inner_type, depth, sizes)}")
        elif depth > 0:
            asked = argued(name, type_, sizes[0])
            below = sizes[1:] or sizes
            parts.append(f"{asked} {selection(inner_type, depth - 1 or -1, below)}")
    return f"{{ {' '.join(parts)} }}"


def is_page(type_: object) -> TypeGuard[GraphQLObjectType]:
    """Whether a type is a page of rows, such as a connection."""
    return isinstance(type_, GraphQLObjectType) and {"edges", "pageInfo"} <= set(type_.fields)


def wants_more(field: GraphQLField) -> bool:
    """Whether a field cannot be asked for without being told something."""
    return any(is_required_argument(argument) for argument in field.args.values())


def is_part(type_: object) -> bool:
    """Whether a type is a small value without an identity, and so belongs to its parent."""
    return isinstance(type_, GraphQLObjectType) and type_.name in {
        "ReactionCount",
        "DemoAccount",
        "AgendaTemplatePoint",
    }


@cache
def fits(document: str) -> bool:
    """Whether a document is within the limits of the server."""
    try:
        check_document(parse(document), schema())
    except LimitExceeded:
        return False
    return True


@cache
def walks(depth: int) -> dict[str, str]:
    """Documents that walk from every list of the roots to a depth, with their paths."""
    found: dict[str, str] = {}
    for path, document in _walks(depth):
        if document not in found:
            found[document] = path
    return found


def _walks(depth: int) -> Iterator[tuple[str, str]]:
    for name, type_ in root_lists().items():
        if name == "viewer":
            for field in type_.fields:
                definition = type_.fields[field]
                if not (is_leaf_type(get_named_type(definition.type)) or wants_more(definition)):
                    yield from _walk([("viewer", query_type()), (field, type_)], depth)
        else:
            yield from _walk([(name, query_type())], depth)


@cache
def pair_walks(depth: int) -> dict[str, str]:
    """The page of a pair, with ``$id``."""
    walked = _walk([("pair", query_type())], depth, head="query ($id: ID!)", given="personId: $id")
    return {document: path for path, document in walked}


def _walk(
    path: list[tuple[str, GraphQLObjectType]], depth: int, *, head: str = "query", given: str = ""
) -> Iterator[tuple[str, str]]:
    """A path of fields, then everything to a depth; split where that is more than the server takes."""
    name, parent = path[-1]
    target = get_named_type(parent.fields[name].type)
    for sizes in ((100, 100, 100), (100, 20, 10), (60, 10, 3), (60, 3, 2)):
        document = _document(
            path, selection(target, depth, sizes[min(len(path), 3) - 1 :]), sizes, head, given
        )
        if fits(document):
            yield ".".join(part for part, _ in path), document
            return
    if depth > 1:
        yield from _walk(path, 1, head=head, given=given)
        for field, holder in _objects(target):
            yield from _walk([*path, (field, holder)], depth - 1, head=head, given=given)
    else:
        for field, holder in _objects(target):
            for sizes in ((60, 20, 20), (60, 5, 3), (60, 2, 2), (20, 2, 1), (10, 1, 1)):
                document = _document([*path, (field, holder)], "", sizes, head, given)
                if fits(document):
                    yield ".".join(part for part, _ in [*path, (field, holder)]), document
                    break
            # Where even that does not fit, nobody can ask so deep.


def _objects(target: object) -> Iterator[tuple[str, GraphQLObjectType]]:
    row = _row_type(target)
    if isinstance(row, GraphQLObjectType):
        for field, definition in row.fields.items():
            inner = get_named_type(definition.type)
            if not (is_leaf_type(inner) or is_part(inner) or wants_more(definition)):
                yield field, row


def _row_type(type_: object) -> object:
    if is_page(type_):
        edge = get_named_type(type_.fields["edges"].type)
        return get_named_type(edge.fields["node"].type)  # type: ignore[union-attr]
    return type_


def _document(
    path: list[tuple[str, GraphQLObjectType]],
    inner: str,
    sizes: tuple[int, ...],
    head: str,
    given: str,
) -> str:
    text = inner or selection(get_named_type(path[-1][1].fields[path[-1][0]].type), -1, (20,))
    for level in range(len(path) - 1, -1, -1):
        name, parent = path[level]
        asked = argued(name, parent, sizes[min(level, len(sizes) - 1)])
        if level == 0 and given:
            asked = f"{name}({given})"
        text = f"{asked} {text}"
        if level > 0:
            above = path[level - 1]
            holder = get_named_type(above[1].fields[above[0]].type)
            key = "".join(f" {k}" for k in ("id", "key") if k in parent.fields)
            text = f"{{ __typename{key} {text} }}"
            if is_page(holder):
                text = f"{{ __typename edges {{ node {text} }} }}"
    return f"{head} {{ {text} }}"


@cache
def node_documents(type_name: str, depth: int = 1, root: str = "node") -> tuple[str, int]:
    """A document that asks for several rows of a type by ``$i0 …``, and how many it takes."""
    inner = selection(object_types()[type_name], depth, (100, 20))
    for count in range(AT_ONCE, 0, -1):
        variables = ", ".join(f"$i{n}: ID!" for n in range(count))
        body = " ".join(f"a{n}: {root}(id: $i{n}) {{ __typename ...Row }}" for n in range(count))
        fragment = f"fragment Row on {type_name} {inner}"
        document = f"query ({variables}) {{ {body} }} {fragment}"
        if fits(document):
            return document, count
    raise AssertionError(f"not even one {type_name} fits")
