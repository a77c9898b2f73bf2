"""Whoever may not do something is refused, and nothing has changed; whoever may, succeeds."""

from __future__ import annotations

import sqlite3
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.authorization import walking
from tests.authorization.conftest import Ask
from tests.authorization.mutations import Case, cases
from tests.authorization.table import MUTATIONS
from tests.authorization.test_matrix import NOBODYS_KEY, SQLITE
from tests.authorization.world import Viewer, World
from tests.conftest import OpenDatabase

MAY_CHANGE = {"session": {"last_seen_at"}, "access_token": {"last_used_at"}}
"""What every request may write, and what counts attempts (the table rate_limit), is left out."""


class Tables:
    """The database file, looked at from outside, and put back as it was."""

    def __init__(self, url: str) -> None:
        self.file = sqlite3.connect(urlsplit(url).path, isolation_level=None)
        self.names = [
            name
            for (name,) in self.file.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            )
            if name != "rate_limit"
        ]
        self.columns = {
            table: ", ".join(
                f'"{row[1]}"'
                for row in self.file.execute(f'PRAGMA table_info("{table}")')
                if row[1] not in MAY_CHANGE.get(table, set())
            )
            for table in self.names
        }
        self._saved = sqlite3.connect(":memory:")
        self._version = -1
        self._digest = ""

    def save(self) -> None:
        self.file.backup(self._saved)

    def restore(self) -> None:
        self._saved.backup(self.file)

    def digest(self) -> str:
        """A hash over every row of every table."""
        (version,) = self.file.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            found = sha256()
            for table in self.names:
                rows = self.file.execute(f'SELECT {self.columns[table]} FROM "{table}"').fetchall()
                found.update(repr((table, sorted(rows, key=repr))).encode())
            self._version, self._digest = version, found.hexdigest()
        return self._digest


@pytest.fixture
def tables(db: OpenDatabase) -> Iterator[Tables]:
    opened = Tables(db.url)
    yield opened
    opened.file.close()
    opened._saved.close()


def refusal(answer: dict[str, Any], case: Case) -> dict[str, Any]:
    """The refusal in an answer; what is refused before anything is executed looks like one too."""
    if "errors" in answer:
        return {"__typename": "Refusal", "kind": "NOT_ALLOWED", **answer["errors"][0]}
    return dict(answer["data"][case.mutation])


@cache
def _success(mutation: str) -> str:
    """Everything in the success of a mutation, as deep as the server takes."""
    type_ = walking.object_types()[mutation[0].upper() + mutation[1:] + "Success"]
    for depth, size in ((2, 10), (1, 20), (0, 20)):
        inner = walking.selection(type_, depth, (size,))
        if walking.fits(f"mutation {{ {mutation} {{ ... on {type_.name} {inner} }} }}"):
            return f"... on {type_.name} {inner}"
    raise AssertionError(f"the success of {mutation} cannot be asked for")


def deep_query(case: Case) -> str:
    """The mutation of a case, asking for all that its success leads to."""
    return case.query.removesuffix(" } }") + f" {_success(case.mutation)} }} }}"


def test_every_mutation_of_the_schema_is_in_the_table_and_nothing_else() -> None:
    assert set(walking.mutation_names()) == set(MUTATIONS)


@SQLITE
async def test_whoever_may_not_is_refused_and_nothing_changes(
    world: World, ask: Ask, tables: Tables
) -> None:
    refused: Counter[str] = Counter()
    problems = []
    for case in cases(world):
        before = tables.digest()
        for viewer in world.viewers:
            if case.allowed(world, viewer):
                continue
            response = await ask(viewer, case.query, {"input": case.given})
            got = refusal(response.json(), case)
            about = f"{case.mutation} of {case.row} by {viewer.name}"
            refused[case.mutation] += 1
            if got["__typename"] != "Refusal":
                problems.append(f"{about} succeeds")
            elif got["kind"] not in case.refusals(world, viewer):
                problems.append(f"{about} is refused with {got['kind']} {got.get('code')}")
            if world.unseen(viewer.key, response.text):
                problems.append(f"{about} is answered with what they may not see")
            if tables.digest() != before:
                problems.append(f"{about} changes something")
                before = tables.digest()
    print(f"\n{sum(refused.values())} refusals of {len(refused)} mutations")
    assert not problems, "\n".join(problems)
    public = {name for name, right in MUTATIONS.items() if right.public}
    assert set(refused) == set(MUTATIONS) - public, "a mutation has no case in mutations.py"


@SQLITE
async def test_whoever_may_succeeds(world: World, ask: Ask, tables: Tables) -> None:
    problems = []
    succeeded: Counter[str] = Counter()
    await ask(world.viewer("Ann"), "{ viewer { locale } }")
    tables.save()
    for case in cases(world):
        may = [viewer for viewer in world.viewers if case.allowed(world, viewer)]
        everybody = len(may) > 6
        for viewer in may if case.succeeds else []:
            if everybody and viewer.name not in {"Ann", "Mo's token"}:
                continue
            response = await ask(viewer, deep_query(case), {"input": case.given})
            got = refusal(response.json(), case)
            if got["__typename"] == "Refusal":
                problems.append(f"{case.mutation} of {case.row} by {viewer.name}: {got}")
            elif world.unseen(viewer.key, response.text):
                problems.append(f"{case.mutation} tells {viewer.name} what they may not see")
            else:
                succeeded[case.mutation] += 1
            tables.restore()
    print(f"\n{sum(succeeded.values())} successes of {len(succeeded)} mutations")
    assert not problems, "\n".join(problems)
    assert set(succeeded) == {c.mutation for c in cases(world) if c.succeeds}


@SQLITE
async def test_a_mutation_takes_an_id_only_as_the_type_that_it_names(
    world: World, ask: Ask, tables: Tables
) -> None:
    before = tables.digest()
    for case in [case for case in cases(world) if case.row is not None]:
        assert case.row is not None
        wrong = b64encode(f"Department:{case.row.key}".encode()).decode()
        for viewer in [v for v in world.viewers if case.allowed(world, v)]:
            response = await ask(viewer, case.query, {"input": case.given | {case.named_by: wrong}})
            assert refusal(response.json(), case)["code"] == "ID_INVALID", case.mutation
    assert tables.digest() == before


@SQLITE
async def test_a_mutation_tells_nobody_whether_what_they_may_not_read_is_there(
    world: World, ask: Ask, tables: Tables
) -> None:
    compared = 0
    before = tables.digest()
    hidden = [case for case in cases(world) if case.row is not None] + _besides(world)
    for case in hidden:
        assert case.row is not None
        nothing = b64encode(f"{case.row.type}:{NOBODYS_KEY}".encode()).decode()
        for viewer in world.viewers:
            if viewer.key is not None and world.reads(viewer.key, case.row):
                continue
            got = await ask(viewer, case.query, {"input": case.given})
            other = await ask(viewer, case.query, {"input": case.given | {case.named_by: nothing}})
            compared += 1
            assert (got.status_code, got.content) == (other.status_code, other.content), (
                f"{viewer.name} can tell by {case.mutation} that {case.row} is there"
            )
    print(f"\n{compared} refusals compared with those for nothing")
    assert tables.digest() == before


def _besides(world: World) -> list[Case]:
    """Mutations that name a second row, by that row."""
    meeting = world.named("meeting 2 of series of Ann and Mo")
    point = world.named(f"shared point 5 of Mo, {meeting.name}")
    secret = world.named(f"private point 4 of Mo, {meeting.name}")
    elsewhere = next(row for row in world.of("TalkingPoint") if row.name.endswith("of Cy and Max"))
    request = world.named("pending request of Gus to Cy")
    given = {"talkingPointId": point.id}
    note = {"recipientId": world.named("Cy").id, "behaviour": "x", "visibility": "RECIPIENT"}
    found = [
        Case("moveTalkingPoint", {**given, "beforeId": row.id}, row, named_by="beforeId")
        for row in (secret, elsewhere)
    ]
    given = {"meetingId": meeting.id, "body": "x", "ownerId": world.named("Ann").id}
    found.append(
        Case(
            "addActionItem", {**given, "originPointId": secret.id}, secret, named_by="originPointId"
        )
    )
    mine = {"actionItemId": world.named("item carried in Ann and Mo").id}
    plan = world.named("plan Cy's active")
    found.append(
        Case("turnActionItemIntoGoal", {**mine, "planId": plan.id}, plan, named_by="planId")
    )
    found.append(
        Case("giveFeedback", {**note, "requestId": request.id}, request, named_by="requestId")
    )
    return found


@SQLITE
async def test_the_public_mutations_give_nothing_for_nothing(
    world: World, ask: Ask, tables: Tables
) -> None:
    nobody = world.viewer("nobody")
    before = tables.digest()
    ann = world.named("Ann").values["workEmail"]
    dee = world.named("Dee").values["workEmail"]
    forged = {
        "signIn": [{"email": e, "password": "not the one"} for e in (ann, dee, "x@erm.test")],
        "redeemSignInLink": [{"token": "x" * 43}, {"token": ""}],
        "unsubscribeDigest": [{"token": "x"}, {"token": f"{world.named('Ann').key}.x"}],
        "performMailAct": [{"token": t} for t in ("x", "", "x" * 68)],
        "answerAsGuest": [{"token": t, "behaviour": "x"} for t in ("x", "", "x" * 43)],
        "declineAsGuest": [{"token": t} for t in ("x", "", "x" * 43)],
        "saveGuestReview": [{"token": t, "version": 1, "answers": []} for t in ("x", "")],
        "submitGuestReview": [{"token": t, "version": 1} for t in ("x", "")],
        "reopenGuestReview": [{"token": t} for t in ("x", "")],
    }
    for mutation, inputs in forged.items():
        answers = set()
        for given in inputs:
            case = Case(mutation, given)
            response = await ask(nobody, case.query, {"input": given})
            assert refusal(response.json(), case)["__typename"] == "Refusal", mutation
            answers.add(response.content)
        assert len(answers) == 1, f"{mutation} tells its refusals apart"
    assert tables.digest() == before
    answers = set()
    for email in (ann, dee, "nobody@erm.test"):
        case = Case("requestSignInLink", {"email": email})
        answers.add((await ask(nobody, case.query, {"input": case.given})).content)
    assert len(answers) == 1
    public = {name for name, right in MUTATIONS.items() if right.public}
    assert public == {*forged, "requestSignInLink"}


@SQLITE
async def test_a_read_only_token_does_not_even_do_what_anybody_may(
    world: World, ask: Ask, tables: Tables
) -> None:
    viewer = world.viewer("Ann's read-only token")
    before = tables.digest()
    address = world.named("Ann").values["workEmail"]
    for case in (
        Case("signIn", {"email": address, "password": "not the one"}),
        Case("requestSignInLink", {"email": address}),
        Case("redeemSignInLink", {"token": "x"}),
        Case("unsubscribeDigest", {"token": "x"}),
        Case("performMailAct", {"token": "x"}),
        Case("answerAsGuest", {"token": "x", "behaviour": "x"}),
        Case("declineAsGuest", {"token": "x"}),
    ):
        response = await ask(viewer, case.query, {"input": case.given})
        assert refusal(response.json(), case)["code"] == "READ_ONLY_TOKEN"
    assert tables.digest() == before


@SQLITE
async def test_a_token_that_may_only_write_reads_nothing_through_what_it_writes(
    world: World, ask: Ask, cast: Any
) -> None:
    from erm.access.models import AccessToken

    secret = await cast.access_token(cast.ada, may_write=True)
    await AccessToken.filter(prefix=secret[:12]).update(may_read=False)
    viewer = Viewer("a token that only writes", None, bearer=secret)
    fragment = "fragment Told on UpdateMyProfileSuccess { viewer { person { name } } }"
    change = 'updateMyProfile(input: {timeZone: "Europe/Paris"})'
    for query in (
        "{ viewer { person { name } } }",
        f"mutation {{ {change} {{ __typename ...Told }} }} {fragment}",
    ):
        response = await ask(viewer, query)
        assert response.json()["errors"][0]["extensions"]["code"] == "SCOPE_MISSING"
        assert not world.unseen(None, response.text)
    told = "{ __typename ... on Refusal { code } }"
    answer = await ask(viewer, f"mutation {{ {change} {told} }}")
    assert answer.json()["data"]["updateMyProfile"]["__typename"] == "UpdateMyProfileSuccess"
