"""The schema as text, for ``schema.graphql``, which the SPA's code generator reads.

Sorted here and only here: Strawberry's ``sort_schema`` breaks every union.
"""

from __future__ import annotations

from graphql import build_ast_schema, lexicographic_sort_schema, parse, print_schema

from erm.schema.build import build_schema

HEADER = (
    '# The GraphQL API of erm. Written by "erm schema --output schema.graphql"; a test compares.\n'
)


def schema_text() -> str:
    """The whole schema in GraphQL's schema language, sorted, with a final line break."""
    # Read back from Strawberry's own text: its enumerations do not survive sorting.
    schema = build_ast_schema(parse(build_schema().as_str()))
    return f"{HEADER}\n{print_schema(lexicographic_sort_schema(schema))}\n"
