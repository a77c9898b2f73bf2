"""Who is not signed in tries passwords in bulk, and asks what there is to ask."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from graphql import GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType

from erm.access.models import Session
from erm.core import clock
from erm.core.events import Bus
from erm.schema.build import build_schema
from tests.access.test_sign_in import PASSWORD, give_password
from tests.cast import Cast
from tests.web.conftest import HttpFactory

GUESSES = [f"guess number {n}" for n in range(499)] + [PASSWORD]
ONE = """
mutation One($password: String!) {
  signIn(input: {email: "ann@erm.test", password: $password}) {
    __typename ... on Refusal { code }
  }
}
"""


def aliased(guesses: list[str]) -> str:
    return (
        "mutation {"
        + "".join(
            f'a{n}: signIn(input: {{email: "ann@erm.test", password: "{guess}"}}) {{ __typename }}'
            for n, guess in enumerate(guesses)
        )
        + "}"
    )


def in_fragments(guesses: list[str]) -> str:
    spreads = "".join(f"...f{n} " for n in range(len(guesses)))
    return f"mutation {{ {spreads} }}" + "".join(
        f'fragment f{n} on Mutation {{ a{n}: signIn(input: {{email: "ann@erm.test", '
        f'password: "{guess}"}}) {{ __typename }} }} '
        for n, guess in enumerate(guesses)
    )


@pytest.mark.parametrize("production", [True, False])
async def test_of_500_passwords_none_is_found_by_aliases_fragments_or_batches(
    http: HttpFactory, cast: Cast, bus: Bus, production: bool
) -> None:
    await give_password(bus, cast.ann)
    client = http(production=production, documents=[ONE])
    chunks = [GUESSES[n : n + 20] for n in range(0, 500, 20)]
    bodies: list[Any] = [{"query": aliased(chunk)} for chunk in [GUESSES, *chunks]]
    bodies += [{"query": in_fragments(chunk)} for chunk in chunks]
    bodies += [[{"query": ONE, "variables": {"password": g}} for g in GUESSES]]
    bodies += [{"query": [ONE] * 500, "variables": [{"password": g} for g in GUESSES]}]
    bodies += [{"query": ONE, "variables": [{"password": g} for g in GUESSES]}]
    for body in bodies:
        response = await client.post("/graphql", json=body)
        assert response.status_code in (400, 403), response.text[:200]
        assert "set-cookie" not in response.headers
    assert await Session.all().count() == 0


async def test_of_500_passwords_one_by_one_ten_a_minute_are_looked_at(
    http: HttpFactory, cast: Cast, bus: Bus
) -> None:
    await give_password(bus, cast.ann)
    client = http(production=True, documents=[ONE])
    known = f"sha256:{hashlib.sha256(ONE.encode()).hexdigest()}"
    codes: list[str] = []
    with clock.at(clock.now()):
        for guess in GUESSES:
            body = {"documentId": known, "variables": {"password": guess}}
            answer = (await client.post("/graphql", json=body)).json()["data"]["signIn"]
            codes.append(answer.get("code", "found"))
    assert codes.count("found") == 0
    assert codes.count("SIGN_IN_FAILED") == 10
    assert codes.count("TOO_MANY_ATTEMPTS") == 490


def every_name() -> list[tuple[str, str]]:
    """Each field of each type that there is, and as many that there are not."""
    found = []
    for type_name, each in build_schema()._schema.type_map.items():
        if isinstance(each, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            found += [(type_name, field) for field in each.fields]
    assert len(found) > 400
    return found


async def test_a_blind_search_recovers_no_field_and_no_type(http: HttpFactory) -> None:
    client = http(production=True, documents=[ONE])
    answers: dict[str, set[tuple[int, str]]] = {"there": set(), "not there": set()}

    async def ask(kind: str, document: str) -> None:
        response = await client.post("/graphql", json={"query": document})
        answers[kind].add((response.status_code, response.text))

    for type_name, field in every_name():
        for name, kind in ((field, "there"), (f"{field}X", "not there")):
            await ask(kind, f"{{ {name} }}")
            await ask(kind, f"mutation {{ {name} }}")
        await ask("there", f"{{ ... on {type_name} {{ {field} }} }}")
        await ask("not there", f"{{ ... on {type_name}X {{ {field} }} }}")
    for probe in ("{ __schema { types { name } } }", '{ __type(name: "Person") { name } }', "{"):
        await ask("there", probe)
    assert answers["there"] == answers["not there"]
    [(status, body)] = answers["there"]
    assert status == 403
    assert "ONLY_KNOWN_OPERATIONS" in body


async def test_wrong_names_are_never_answered_with_right_ones(http: HttpFactory) -> None:
    """In development a document is validated: even there nothing is suggested."""
    client = http()
    names = sorted({field for _, field in every_name()})
    for field in names[::5]:
        response = await client.post("/graphql", json={"query": f"{{ viewer {{ {field}s1 }} }}"})
        assert response.status_code == 400
        assert "Did you mean" not in response.text
