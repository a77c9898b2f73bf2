"""``takeBallot``, ``POST /ballots`` and ``POST /ballots/replies``: who says what to whom, and what is kept."""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import AsyncIterator, Callable
from typing import Any
from uuid import uuid4

import httpx
import orjson
import pytest
import structlog

from erm.audit.models import AuditEntry
from erm.core.clock import today
from erm.engagement.ballots import commands
from erm.engagement.ballots.models import Ballot, SpentToken, WaitingBallot
from erm.engagement.comments.models import CommentReply, SurveyComment
from erm.engagement.comments.sealed import seal_reply, seal_words
from erm.engagement.waves.models import RollEntry, SurveyWave
from erm.engagement.waves.rules import WaveState
from erm.schema.ballots import decoded
from erm.schema.ids import to_global
from erm.settings import Settings
from erm.web import ballots as web
from erm.web.app import create_app
from erm.web.protocol import HttpRefusal
from tests.cast import Cast
from tests.conftest import COOKIE, PUBLIC_URL, Api
from tests.engagement.ballots.builders import OpenWave, Token, open_wave, taken_by, url64

TAKE = """
mutation TakeBallot($input: TakeBallotInput!) {
  takeBallot(input: $input) {
    ... on TakeBallotSuccess { signature classNumber }
    ... on Refusal { kind code message field }
  }
}
"""
SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
async def anybody(db: object, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A client that says nothing of who it is."""
    transport = httpx.ASGITransport(app=create_app(settings), client=("192.0.2.77", 4711))
    async with httpx.AsyncClient(transport=transport, base_url=PUBLIC_URL) as client:
        yield client


def body(wave: OpenWave, token: Token, **sheet: Any) -> dict[str, Any]:
    question = to_global("SurveyQuestion", wave.questions[0].id)
    return {
        "wave": to_global("SurveyWave", wave.id),
        "message": url64(token.prepared),
        "signature": url64(token.signature),
        "sheet": {"class": 0, "answers": {question: 4}, "words": {}, **sheet},
    }


async def take_input(wave: OpenWave, token: Token) -> dict[str, Any]:
    return {"input": {"waveId": to_global("SurveyWave", wave.id), "blinded": url64(token.blinded)}}


async def test_a_ballot_is_taken_by_a_person_and_cast_by_nobody(
    cast: Cast, api: Callable[..., Api], anybody: httpx.AsyncClient
) -> None:
    wave = await open_wave([cast.ann, cast.bo])
    token = Token(wave.row.public_key)
    before = await AuditEntry.all().count()
    answer = (await api(cast.ann).run(TAKE, await take_input(wave, token)))["takeBallot"]
    signature = answer["signature"]
    token.finish(commands.Taken(decoded(signature, field="signature"), answer["classNumber"]))
    first = await anybody.post("/ballots", json=body(wave, token))
    again = await anybody.post("/ballots", json=body(wave, token))
    for each in (first, again):
        assert (each.status_code, each.json()) == (200, {"state": "received"})
        assert "set-cookie" not in each.headers
        assert each.headers["cache-control"] == "no-store"
    assert await WaitingBallot.filter(wave_id=wave.id).count() == 1
    assert await AuditEntry.all().count() == before
    # Asked again with another token, it is refused in words.
    other = await api(cast.ann).run(TAKE, await take_input(wave, Token(wave.row.public_key)))
    assert other["takeBallot"]["code"] == "BALLOT_TAKEN"
    assert "browser" in other["takeBallot"]["message"]


@SQLITE
async def test_who_is_not_invited_or_not_signed_in_takes_nothing(
    cast: Cast, api: Callable[..., Api]
) -> None:
    wave = await open_wave([cast.ann])
    variables = await take_input(wave, Token(wave.row.public_key))
    for person in (cast.hana, cast.ada, cast.mo):
        refused = (await api(person).run(TAKE, variables))["takeBallot"]
        assert refused["code"] == "SURVEY_WAVE_NOT_FOUND"
    nobody = (await api(None).run(TAKE, variables))["takeBallot"]
    assert nobody["code"] == "NOT_SIGNED_IN"
    for blinded in ("", "é", "A", "A" * 511, "*" * 512):
        variables["input"]["blinded"] = blinded
        refused = (await api(cast.ann).run(TAKE, variables))["takeBallot"]
        assert (refused["code"], refused["field"]) == ("TOKEN_UNFIT", "blinded")
    assert not await RollEntry.filter(issued=True).exists()


@SQLITE
async def test_a_cookie_and_a_bearer_token_that_come_along_are_not_looked_at(
    cast: Cast, anybody: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: object, **__: object) -> None:
        raise AssertionError("somebody asked who it is")

    wave = await open_wave([cast.ann])
    token = await taken_by(wave, cast.ann)
    for name in ("erm.web.authentication.actor_of", "erm.web.authentication.address_of"):
        monkeypatch.setattr(name, never)
    monkeypatch.setattr("erm.access.actors.actor_from_request", never)
    headers = {"Cookie": f"{COOKIE}=nonsense", "Authorization": "Bearer nonsense"}
    came = await anybody.post("/ballots", json=body(wave, token), headers=headers)
    assert came.status_code == 200
    assert (
        await anybody.post("/ballots/replies", json={"secrets": []}, headers=headers)
    ).json() == {"replies": []}


@SQLITE
async def test_what_does_not_fit_is_refused_with_a_code_a_sentence_and_a_place(
    cast: Cast, anybody: httpx.AsyncClient
) -> None:
    wave = await open_wave([cast.ann])
    token = await taken_by(wave, cast.ann)
    good = body(wave, token)
    wrong = to_global("Person", cast.ann.id)
    unknown = to_global("SurveyQuestion", uuid4())
    cases: list[tuple[Any, int, str, str | None]] = [
        ([], 400, "REQUEST_MALFORMED", None),
        ({}, 400, "SHEET_UNFIT", "sheet"),
        (good | {"wave": "x"}, 400, "ID_INVALID", "wave"),
        (good | {"wave": wrong}, 400, "ID_INVALID", "wave"),
        (good | {"wave": to_global("SurveyWave", uuid4())}, 410, "BALLOT_CLOSED", None),
        (good | {"message": 5}, 400, "TOKEN_UNFIT", "message"),
        (good | {"message": "AAAA"}, 400, "TOKEN_UNFIT", "message"),
        (good | {"signature": url64(bytes(384))}, 403, "TOKEN_UNSIGNED", None),
        (good | {"sheet": {"class": 0}}, 400, "SHEET_EMPTY", None),
        (body(wave, token, answers={unknown: 4}), 400, "SHEET_UNFIT", "answers"),
        (body(wave, token, answers={wrong: 4}), 400, "ID_INVALID", "answers"),
        (body(wave, token, answers=[1]), 400, "SHEET_UNFIT", "answers"),
        (body(wave, token, **{"class": 9}), 400, "SHEET_UNFIT", "class"),
    ]
    for content, status, code, field in cases:
        came = await anybody.post("/ballots", json=content)
        assert (came.status_code, came.json()["code"]) == (status, code), came.json()
        assert came.json()["field"] == field
        assert len(came.json()["message"]) > 10
    russian = await anybody.post("/ballots", json={}, headers={"Accept-Language": "ru"})
    assert "Перезагрузите" in russian.json()["message"]
    for content, headers, status in (
        (b"{", {"Content-Type": "application/json"}, 400),
        (orjson.dumps(good), {"Content-Type": "text/plain"}, 415),
        (b" " * (web.MAXIMUM_BALLOT + 1), {"Content-Type": "application/json"}, 413),
    ):
        assert (
            await anybody.post("/ballots", content=content, headers=headers)
        ).status_code == status
    assert not await SpentToken.exists()
    await SurveyWave.filter(id=wave.id).update(state=WaveState.CLOSING)
    assert (await anybody.post("/ballots", json=good)).status_code == 410


@SQLITE
async def test_the_log_says_nothing_of_taking_and_casting(
    cast: Cast,
    api: Callable[..., Api],
    anybody: httpx.AsyncClient,
    caplog: pytest.LogCaptureFixture,
) -> None:
    wave = await open_wave([cast.ann, cast.bo])
    token = Token(wave.row.public_key)
    with caplog.at_level(logging.INFO, logger="erm"), structlog.testing.capture_logs() as lines:
        for logger in ("erm.graphql", "erm.web", "erm.ballots"):
            logging.getLogger(logger).setLevel(logging.INFO)
        taken = (await api(cast.ann).run(TAKE, await take_input(wave, token)))["takeBallot"]
        token.finish(commands.Taken(decoded(taken["signature"], field=""), 0))
        for content in (body(wave, token), body(wave, token), {}):
            _ = await anybody.post("/ballots", json=content)
        assert lines == []
        _ = await api(cast.ann).run("{ viewer { person { name } } }")
    assert [line["event"] for line in lines] == ["operation"], "and the log is listened to"
    assert caplog.records == []


@SQLITE
async def test_a_crash_is_masked_and_logged_without_words_address_or_id(
    cast: Cast, anybody: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(**_: object) -> None:
        raise RuntimeError("what somebody wrote")

    wave = await open_wave([cast.ann])
    token = await taken_by(wave, cast.ann)
    monkeypatch.setattr(commands, "cast", fail)
    with structlog.testing.capture_logs() as lines:
        came = await anybody.post("/ballots", json=body(wave, token))
    assert came.status_code == 503
    assert came.headers["retry-after"]
    assert set(lines[0]) == {"error", "causes", "at", "event", "log_level"}
    assert "wrote" not in str(lines) + came.text
    assert "192.0.2.77" not in str(lines)


@SQLITE
async def test_a_page_of_another_site_is_not_let_by_its_browser(
    cast: Cast, anybody: httpx.AsyncClient
) -> None:
    elsewhere = {
        "Origin": "https://elsewhere.test",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    for path in ("/ballots", "/ballots/replies"):
        asked = await anybody.options(path, headers=elsewhere)
        assert not [name for name in asked.headers if name.startswith("access-control")]
        sent = await anybody.post(path, json={"secrets": []}, headers=elsewhere)
        assert not [name for name in sent.headers if name.startswith("access-control")]


async def test_the_bound_is_for_everybody_together() -> None:
    gate = web.Gate(at_once=2, a_second=1000)
    with gate.passing(), gate.passing():
        with pytest.raises(HttpRefusal) as refused, gate.passing():
            pass
        assert refused.value.status == 503
    with gate.passing():
        pass
    slow = web.Gate(at_once=10, a_second=3)
    let_in = 0
    for _ in range(10):
        try:
            with slow.passing():
                let_in += 1
        except HttpRefusal:
            continue
    assert 3 <= let_in <= 6


@SQLITE
async def test_who_holds_the_secret_of_words_finds_what_was_answered(
    cast: Cast, anybody: httpx.AsyncClient
) -> None:
    wave = await open_wave([cast.ann])
    secret, unanswered = secrets.token_hex(32), secrets.token_hex(32)
    keys = []
    for each, words in ((secret, "More light."), (unanswered, "Less noise.")):
        key = uuid4()
        keys.append(key)
        _ = await SurveyComment.create(
            id=key,
            wave_id=wave.id,
            question_id=wave.questions[4].id,
            group_number=0,
            words_sealed=seal_words(words, key),
            reply_hash=hashlib.sha256(bytes.fromhex(each)).hexdigest(),
            themes=[],
        )
    reply = uuid4()
    _ = await CommentReply.create(
        id=reply,
        comment_id=keys[0],
        replier_id=cast.hana.id,
        words_sealed=seal_reply("It will come.", reply),
        created_on=today(),
    )
    asked = {"secrets": [secrets.token_hex(32), secret, unanswered]}
    came = (await anybody.post("/ballots/replies", json=asked)).json()["replies"]
    assert came == [
        {
            "secret": secret,
            "words": "More light.",
            "question": "words",
            "title": "Pulse",
            "answers": [{"words": "It will come.", "by": "Hana Test", "on": today().isoformat()}],
        },
        {
            "secret": unanswered,
            "words": "Less noise.",
            "question": "words",
            "title": "Pulse",
            "answers": [],
        },
    ]
    russian = await anybody.post("/ballots/replies", json=asked, headers={"Accept-Language": "ru"})
    assert {each["title"] for each in russian.json()["replies"]} == {"Пульс"}
    for wrong in ([secret[:-1]], [secret.upper()], [5], "x", [secret] * 51, None):
        came = await anybody.post("/ballots/replies", json={"secrets": wrong})
        assert came.status_code == 400


async def test_nothing_lies_among_the_ballots_of_a_single_sheet(
    cast: Cast, anybody: httpx.AsyncClient
) -> None:
    wave = await open_wave([cast.ann])
    token = await taken_by(wave, cast.ann)
    assert (await anybody.post("/ballots", json=body(wave, token))).status_code == 200
    assert not await Ballot.exists()
