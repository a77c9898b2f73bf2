"""What a document may ask for, decided by one linear walk before validation.

Fragments are counted as if they were written out, but each is summed up only once, so a document
whose expansion would be astronomic is refused in the time that it takes to read it. Strawberry's
own limiters expand fragments and took 30 s for 940 bytes.

Introspection (``__schema``, ``__type``) is counted apart: the standard introspection query is
deeper than anything else that is allowed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graphql import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    Source,
    TokenKind,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
)
from graphql.language import Lexer

from erm.core.paging import DEFAULT, MAXIMUM

LENGTH = 100_000
TOKENS = 2_000
NESTING = 64
DEFINITIONS = 40
DEPTH = 12
FIELDS = 400
ALIASES = 30
ROOT_FIELDS = 20
DIRECTIVES = 4
SAME_FIELD = 20
COMPLEXITY = 20_000
INTROSPECTION_DEPTH = 20
INTROSPECTION_FIELDS = 1_000
PLAIN_LIST = 5
"""How many rows a list without pages is reckoned to have: these are short and bounded."""
ONCE = frozenset({"signIn", "requestSignInLink", "redeemSignInLink", "setPassword"})
"""Where somebody might guess: one try per request, so aliases cannot multiply tries."""
_ENDLESS = 10**9

_OPENING = {TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L}
_CLOSING = {TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R}


class LimitExceeded(Exception):
    """A document asks for too much. ``code`` says of what, ``maximum`` how much there may be."""

    def __init__(self, code: str, maximum: int = 0) -> None:
        self.code = code
        self.maximum = maximum
        super().__init__(code)


@dataclass(slots=True)
class Cost:
    """What a selection costs once its fragments are written out."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0
    complexity: int = 0
    introspection_depth: int = 0
    introspection_fields: int = 0

    def add(self, other: Cost) -> None:
        """Put another selection beside this one. Sums stop growing at a billion."""
        self.depth = max(self.depth, other.depth)
        self.introspection_depth = max(self.introspection_depth, other.introspection_depth)
        self.fields = min(_ENDLESS, self.fields + other.fields)
        self.aliases = min(_ENDLESS, self.aliases + other.aliases)
        self.complexity = min(_ENDLESS, self.complexity + other.complexity)
        self.introspection_fields = min(
            _ENDLESS, self.introspection_fields + other.introspection_fields
        )


def check_source(text: str) -> None:
    """Refuse a text that is too long, with too many tokens, or brackets nested too deeply for the parser.

    Raises ``LimitExceeded``, or ``GraphQLSyntaxError`` for what cannot be read.
    """
    if len(text) > LENGTH:
        raise LimitExceeded("QUERY_TOO_LONG", LENGTH)
    lexer = Lexer(Source(text))
    count = nesting = position = 0
    while True:
        # One at a time: `advance` would read a whole run of comments before it answers.
        token = lexer.read_next_token(position)
        position = token.end
        count += token.kind is not TokenKind.EOF
        if count > TOKENS:
            raise LimitExceeded("QUERY_TOO_MANY_TOKENS", TOKENS)
        if token.kind is TokenKind.EOF:
            return
        if token.kind in _OPENING:
            nesting += 1
            if nesting > NESTING:
                raise LimitExceeded("QUERY_TOO_DEEP", DEPTH)
        elif token.kind in _CLOSING:
            nesting -= 1


def check_document(document: DocumentNode, schema: GraphQLSchema) -> tuple[Cost, ...]:
    """Refuse a document that asks for too much; answers the cost of each of its operations.

    Raises ``LimitExceeded``.
    """
    if len(document.definitions) > DEFINITIONS:
        raise LimitExceeded("QUERY_TOO_MANY_DEFINITIONS", DEFINITIONS)
    walk = _Walk(document, schema)
    costs = []
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            cost = walk.operation(definition)
            for code, found, maximum in (
                ("QUERY_TOO_DEEP", cost.depth, DEPTH),
                ("QUERY_TOO_MANY_FIELDS", cost.fields, FIELDS),
                ("QUERY_TOO_MANY_ALIASES", cost.aliases, ALIASES),
                ("QUERY_TOO_COMPLEX", cost.complexity, COMPLEXITY),
                ("QUERY_TOO_DEEP", cost.introspection_depth, INTROSPECTION_DEPTH),
                ("QUERY_TOO_MANY_FIELDS", cost.introspection_fields, INTROSPECTION_FIELDS),
            ):
                if found > maximum:
                    raise LimitExceeded(code, maximum)
            costs.append(cost)
    return tuple(costs)


class _Walk:
    """One walk over one document."""

    def __init__(self, document: DocumentNode, schema: GraphQLSchema) -> None:
        self.schema = schema
        self.fragments = {
            d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)
        }
        self.costs: dict[str, Cost] = {}
        self.roots: dict[str, dict[str, int]] = {}
        for name in self._in_order():
            fragment = self.fragments[name]
            self._check_directives(fragment.directives)
            type_ = schema.get_type(fragment.type_condition.name.value)
            self.roots[name] = self._root_fields(fragment.selection_set)
            self.costs[name] = self._selection(fragment.selection_set, type_)

    def operation(self, operation: OperationDefinitionNode) -> Cost:
        """The cost of an operation, after looking at its root fields."""
        self._check_directives(operation.directives)
        for variable in operation.variable_definitions or ():
            self._check_directives(variable.directives)
        roots = self._root_fields(operation.selection_set)
        if sum(roots.values()) > ROOT_FIELDS:
            raise LimitExceeded("QUERY_TOO_MANY_ROOT_FIELDS", ROOT_FIELDS)
        if sum(roots.get(name, 0) for name in ONCE) > 1:
            raise LimitExceeded("QUERY_REPEATS_SIGN_IN", 1)
        type_ = self.schema.get_root_type(operation.operation)
        return self._selection(operation.selection_set, type_)

    def _in_order(self) -> Iterable[str]:
        """Names of fragments, each after those that it spreads.

        Raises ``LimitExceeded`` for a cycle. Not recursive: a chain may be long.
        """
        done: set[str] = set()
        order: list[str] = []
        for start in self.fragments:
            if start in done:
                continue
            path = {start}
            stack = [(start, iter(self._spreads(self.fragments[start].selection_set)))]
            while stack:
                name, following = stack[-1]
                for spread in following:
                    if spread in path:
                        raise LimitExceeded("QUERY_FRAGMENT_CYCLE")
                    if spread not in done and spread in self.fragments:
                        path.add(spread)
                        spreads = self._spreads(self.fragments[spread].selection_set)
                        stack.append((spread, iter(spreads)))
                        break
                else:
                    stack.pop()
                    path.discard(name)
                    done.add(name)
                    order.append(name)
        return order

    def _spreads(self, selection_set: SelectionSetNode) -> list[str]:
        found: list[str] = []
        pending = [selection_set]
        while pending:
            for selection in pending.pop().selections:
                if isinstance(selection, FragmentSpreadNode):
                    found.append(selection.name.value)
                else:
                    inner = getattr(selection, "selection_set", None)
                    if inner is not None:
                        pending.append(inner)
        return found

    def _root_fields(self, selection_set: SelectionSetNode) -> dict[str, int]:
        """How often each field stands at the top, fragments written out."""
        found: dict[str, int] = {}
        pending = [selection_set]
        while pending:
            for selection in pending.pop().selections:
                if isinstance(selection, FieldNode):
                    name = selection.name.value
                    found[name] = min(_ENDLESS, found.get(name, 0) + 1)
                elif isinstance(selection, InlineFragmentNode):
                    pending.append(selection.selection_set)
                elif isinstance(selection, FragmentSpreadNode):
                    for name, count in self.roots.get(selection.name.value, {}).items():
                        found[name] = min(_ENDLESS, found.get(name, 0) + count)
        return found

    def _selection(self, selection_set: SelectionSetNode, type_: object) -> Cost:
        total = Cost()
        same: dict[str, int] = {}
        for selection in selection_set.selections:
            self._check_directives(selection.directives)
            if isinstance(selection, FieldNode):
                key = (selection.alias or selection.name).value
                same[key] = same.get(key, 0) + 1
                if same[key] > SAME_FIELD:
                    # Merging what is asked for twice is quadratic in validation.
                    raise LimitExceeded("QUERY_REPEATS_FIELD", SAME_FIELD)
                total.add(self._field(selection, type_))
            elif isinstance(selection, InlineFragmentNode):
                condition = selection.type_condition
                inner = type_ if condition is None else self.schema.get_type(condition.name.value)
                total.add(self._selection(selection.selection_set, inner))
            elif isinstance(selection, FragmentSpreadNode):
                # One that is not defined costs nothing here: validation refuses it.
                total.add(self.costs.get(selection.name.value, Cost()))
        return total

    def _field(self, node: FieldNode, parent: object) -> Cost:
        name = node.name.value
        field: GraphQLField | None = None
        if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType):
            field = parent.fields.get(name)
        inner = Cost()
        if node.selection_set is not None:
            type_ = None if field is None else get_named_type(field.type)
            inner = self._selection(node.selection_set, type_)
        if name in ("__schema", "__type"):
            return Cost(
                aliases=inner.aliases + (node.alias is not None),
                introspection_depth=inner.depth + 1,
                introspection_fields=inner.fields + 1,
            )
        return Cost(
            depth=inner.depth + 1,
            fields=min(_ENDLESS, inner.fields + 1),
            aliases=min(_ENDLESS, inner.aliases + (node.alias is not None)),
            complexity=min(_ENDLESS, 1 + inner.complexity * _rows(node, field, parent)),
            introspection_depth=inner.introspection_depth,
            introspection_fields=inner.introspection_fields,
        )

    def _check_directives(self, directives: Iterable[DirectiveNode] | None) -> None:
        if directives is not None and len(tuple(directives)) > DIRECTIVES:
            raise LimitExceeded("QUERY_TOO_MANY_DIRECTIVES", DIRECTIVES)


def _rows(node: FieldNode, field: GraphQLField | None, parent: object) -> int:
    """How many rows stand behind a field: what its selection's complexity is multiplied by.

    A page size in a variable counts as the largest: a document is judged once, not per request.
    """
    if field is None:
        return 1
    if "first" in field.args:
        for argument in node.arguments or ():
            if argument.name.value == "first":
                if isinstance(argument.value, IntValueNode):
                    return min(MAXIMUM, max(1, int(argument.value.value[:4])))
                return MAXIMUM if isinstance(argument.value, VariableNode) else DEFAULT
        return DEFAULT
    in_page = isinstance(parent, GraphQLObjectType) and "pageInfo" in parent.fields
    if is_list_type(get_nullable_type(field.type)) and not in_page:
        return PLAIN_LIST
    return 1
