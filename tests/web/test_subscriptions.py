"""Subscriptions over a WebSocket: the protocol to the letter, and who hears what."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from erm.access.models import AccessToken, RoleGrant, Session
from erm.access.secrets import stored_form
from erm.core.actor import Role
from erm.core.clock import now
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.one_on_ones.commands import shared_notes
from erm.one_on_ones.models import OneOnOneMeeting, OneOnOneSeries
from erm.people.models import Person
from erm.settings import Mode, Settings
from erm.web import subscriptions
from erm.web.app import create_app
from tests.cast import Cast, begin_session
from tests.conftest import OpenDatabase
from tests.one_on_ones.builders import meeting_row, series_row
from tests.one_on_ones.editing import Editor, coded, decoded, new_key
from tests.web.conftest import digest
from tests.web.sockets import NOTES, Closed, Denied, Socket, node, socket_of


@pytest.fixture
def app(settings: Settings) -> Any:
    return create_app(replace(settings, var=Path("var")))


@pytest.fixture
async def meeting(cast: Cast) -> UUID:
    """An open meeting of Mo and Ann."""
    series = series_row(cast.mo, cast.ann)
    await series.save(force_create=True)
    row = meeting_row(series, 1, now(), is_open=True)
    await row.save(force_create=True)
    return row.id


async def write(cast: Cast, person: Person, meeting: UUID, update: bytes) -> int:
    async with unit_of_work(Bus()):
        return await shared_notes.append_notes(
            cast.actor(person), meeting_id=meeting, key=new_key(), update=coded(update)
        )


def about(meeting: UUID, after: int = 0) -> dict[str, Any]:
    return {"id": node("OneOnOneMeeting", meeting), "after": after}


# ---- what is heard -----------------------------------------------------------------------------


async def test_one_hears_what_was_written_before_and_what_the_other_one_writes(
    app: Any, cast: Cast, meeting: UUID
) -> None:
    editor, reader = Editor(), Editor()
    await write(cast, cast.mo, meeting, editor.insert(0, "before "))
    async with await socket_of(app, cast.ann) as socket:
        await socket.begin()
        key = socket.subscribe(variables=about(meeting))
        first = await socket.event()
        assert first["notesChanged"]["number"] == 1
        assert first["notesChanged"]["author"] == {"name": "Mo Test"}
        reader.take(decoded(first["notesChanged"]["update"]))
        await write(cast, cast.mo, meeting, editor.insert(7, "and now 🎈"))
        # Well before anybody would look without a signal.
        second = await socket.event(1.5)
        reader.take(decoded(second["notesChanged"]["update"]))
        assert reader.text == "before and now 🎈"
        socket.send({"id": key, "type": "complete"})
        await write(cast, cast.mo, meeting, editor.insert(0, "not any more "))
        with pytest.raises(TimeoutError):
            await socket.receive(0.2)


async def test_only_what_came_after_a_number_is_sent(app: Any, cast: Cast, meeting: UUID) -> None:
    editor = Editor()
    for _ in range(3):
        await write(cast, cast.mo, meeting, editor.insert(0, "x"))
    async with await socket_of(app, cast.ann) as socket:
        await socket.begin()
        socket.subscribe(variables=about(meeting, 2))
        assert (await socket.event())["notesChanged"]["number"] == 3


async def test_a_lost_signal_loses_nothing(
    app: Any, cast: Cast, meeting: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("erm.core.signals._deliver", lambda signal: None)
    monkeypatch.setattr("erm.one_on_ones.notes_queries.LOOK_EVERY", 0.2)
    async with await socket_of(app, cast.ann) as socket:
        await socket.begin()
        socket.subscribe(variables=about(meeting))
        await asyncio.sleep(0.1)
        await write(cast, cast.mo, meeting, Editor().insert(0, "x"))
        assert (await socket.event(2))["notesChanged"]["number"] == 1


async def test_presence_is_told_to_the_other_one_only(
    app: Any, cast: Cast, meeting: UUID, api: Any
) -> None:
    show = """mutation($input: ShowPresenceInput!) { showPresence(input: $input) {
        __typename ... on ShowPresenceSuccess { shown } ... on Refusal { code } } }"""
    async with await socket_of(app, cast.ann) as ann, await socket_of(app, cast.mo) as mo:
        for socket in (ann, mo):
            await socket.begin()
            socket.subscribe(variables=about(meeting))
        await asyncio.sleep(0.1)
        given = {"meetingId": node("OneOnOneMeeting", meeting), "head": "AAA="}
        shown = await api(cast.mo).run(show, {"input": given})
        assert shown["showPresence"] == {"__typename": "ShowPresenceSuccess", "shown": True}
        assert (await ann.event())["notesChanged"] == {
            "__typename": "NotesPresence",
            "anchor": None,
            "head": "AAA=",
            "leaving": False,
            "person": {"name": "Mo Test"},
        }
        refused = await api(cast.bo).run(show, {"input": given})
        assert refused["showPresence"]["code"] == "MEETING_NOT_FOUND"
        for socket in (mo, ann):
            with pytest.raises(TimeoutError):
                await socket.receive(0.15)


# ---- who hears nothing -------------------------------------------------------------------------


async def test_nobody_but_the_two_hears_anything(app: Any, cast: Cast, meeting: UUID) -> None:
    """Their manager, other reports, HR, an administrator, a former manager, a stranger."""
    await write(cast, cast.mo, meeting, Editor().insert(0, "between us"))
    for person in (cast.zed, cast.bo, cast.hana, cast.ada, cast.old, cast.max, cast.cy):
        async with await socket_of(app, person) as socket:
            await socket.begin()
            key = socket.subscribe(variables=about(meeting))
            answer = await socket.receive()
            assert (answer["type"], answer["id"]) == ("error", key)
            codes = [error["extensions"]["code"] for error in answer["payload"]]
            assert codes == ["MEETING_NOT_FOUND"], person.given_name
            # What is not there at all is answered in the same words.
            socket.subscribe(variables=about(new_key()))
            other = await socket.receive()
            assert other["payload"][0]["message"] == answer["payload"][0]["message"]


async def test_nobody_hears_anything_without_a_session(app: Any, cast: Cast) -> None:
    for cookie in (None, "nonsense"):
        async with Socket(app, cookie=cookie) as socket:
            assert await socket.closed() == 4401


async def test_who_is_taken_out_of_a_meeting_hears_no_more_of_it(
    app: Any, cast: Cast, meeting: UUID
) -> None:
    editor = Editor()
    async with await socket_of(app, cast.ann) as socket:
        await socket.begin()
        socket.subscribe(variables=about(meeting))
        await write(cast, cast.mo, meeting, editor.insert(0, "x"))
        await socket.event()
        row = await OneOnOneMeeting.get(id=meeting)
        low, high = sorted((cast.mo.id, cast.bo.id))
        await OneOnOneSeries.filter(id=row.series_id).update(low_id=low, high_id=high)
        await write(cast, cast.mo, meeting, editor.insert(0, "y"))
        answer = await socket.receive()
        assert answer["type"] == "error"
        assert answer["payload"][0]["extensions"]["code"] == "MEETING_NOT_FOUND"


async def _sign_out(cast: Cast) -> None:
    await Session.filter(person_id=cast.ann.id).delete()


async def _leave(cast: Cast) -> None:
    await Person.filter(id=cast.ann.id).update(left_on=date.today() - timedelta(days=2))


async def _expire(cast: Cast) -> None:
    await Session.filter(person_id=cast.ann.id).update(expires_at=now())


async def _gain_a_role(cast: Cast) -> None:
    await RoleGrant.create(
        person_id=cast.ann.id, role=Role.HR, granted_by_id=cast.ada.id, granted_at=now()
    )


REVOCATIONS = [(_sign_out, 4401), (_leave, 4401), (_expire, 4401), (_gain_a_role, 1012)]


@pytest.mark.parametrize(("revoke", "code"), REVOCATIONS)
async def test_a_socket_is_closed_soon_after_the_session_is_over(
    app: Any,
    cast: Cast,
    meeting: UUID,
    revoke: Any,
    code: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(subscriptions, "LOOK_EVERY", 0.1)
    async with await socket_of(app, cast.ann) as socket:
        await socket.begin()
        socket.subscribe(variables=about(meeting))
        await asyncio.sleep(0.25)
        await revoke(cast)
        assert await socket.closed(3) == code


async def test_no_event_is_sent_after_a_revocation_in_a_hundred_tries(
    app: Any, cast: Cast, meeting: UUID
) -> None:
    """However the revocation and the event fall together: what came after it is not heard."""
    editor = Editor()
    after = 0
    for number in range(100):
        revoke, code = REVOCATIONS[number % 3]
        async with await socket_of(app, cast.ann) as socket:
            await socket.begin()
            socket.subscribe(variables=about(meeting, after))
            update = editor.insert(0, "before;")
            after = await write(cast, cast.mo, meeting, update)
            assert (await socket.event())["notesChanged"]["number"] == after
            await revoke(cast)
            late = await write(cast, cast.mo, meeting, editor.insert(0, "late;"))
            with pytest.raises(Closed) as closed:
                await socket.receive(5)
            assert closed.value.code == code
            after = late
        await Person.filter(id=cast.ann.id).update(left_on=None)
        await Session.filter(person_id=cast.ann.id).delete()


async def test_an_open_socket_does_not_keep_a_session_alive(
    app: Any, cast: Cast, meeting: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subscriptions, "LOOK_EVERY", 0.05)
    async with await socket_of(app, cast.ann) as socket:
        await socket.begin()
        long_ago = now() - timedelta(hours=11)
        await Session.filter(person_id=cast.ann.id).update(last_seen_at=long_ago)
        await asyncio.sleep(0.3)
        assert (await Session.get(person_id=cast.ann.id)).last_seen_at == long_ago


# ---- the handshake -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "origin", ["https://evil.test", "null", "https://erm.test.evil.test", None]
)
async def test_a_page_of_another_site_opens_no_socket(
    app: Any, cast: Cast, origin: str | None
) -> None:
    cookie = await begin_session(cast.ann)
    with pytest.raises(Denied) as denied:
        async with Socket(app, cookie=cookie, origin=origin):
            pass
    assert denied.value.status == 403
    assert b"CROSS_SITE_REFUSED" in denied.value.body


@pytest.mark.parametrize("protocols", [(), ("graphql-ws",), ("soap", "graphql-ws")])
async def test_other_subprotocols_are_refused(
    app: Any, cast: Cast, protocols: tuple[str, ...]
) -> None:
    cookie = await begin_session(cast.ann)
    with pytest.raises(Denied) as denied:
        async with Socket(app, cookie=cookie, protocols=protocols):
            pass
    assert denied.value.status == 400


async def test_the_subprotocol_is_chosen_among_several(app: Any, cast: Cast) -> None:
    cookie = await begin_session(cast.ann)
    protocols = ("graphql-ws", "graphql-transport-ws")
    async with Socket(app, cookie=cookie, protocols=protocols) as socket:
        assert socket.subprotocol == "graphql-transport-ws"


async def _token(person: Person, *, may_read: bool) -> str:
    secret = f"erm_pat_{new_key().hex}"
    await AccessToken.create(
        person_id=person.id,
        name="a program",
        prefix=secret[:12],
        token_hash=stored_form(secret),
        may_read=may_read,
        may_write=True,
        created_at=now(),
        expires_at=now() + timedelta(days=1),
    )
    return secret


async def test_a_program_listens_with_a_token_that_may_read(
    app: Any, cast: Cast, meeting: UUID
) -> None:
    await write(cast, cast.mo, meeting, Editor().insert(0, "x"))
    secret = await _token(cast.ann, may_read=True)
    async with Socket(app, bearer=secret, origin=None) as socket:
        await socket.begin()
        socket.subscribe(variables=about(meeting))
        await socket.event()
    secret = await _token(cast.ann, may_read=False)
    async with Socket(app, bearer=secret, origin=None) as socket:
        assert await socket.closed() == 4403
    with pytest.raises(Denied) as denied:
        async with Socket(app, bearer="erm_pat_nonsense", origin=None):
            pass
    assert denied.value.status == 401


async def test_one_person_opens_only_so_many_sockets(
    app: Any, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subscriptions, "SOCKETS_MAXIMUM", 2)
    async with await socket_of(app, cast.ann) as one, await socket_of(app, cast.ann) as two:
        await one.begin()
        await two.begin()
        async with await socket_of(app, cast.ann) as three:
            assert await three.closed() == 1013
        async with await socket_of(app, cast.mo) as another:
            await another.begin()
    async with await socket_of(app, cast.ann) as again:
        await again.begin()


# ---- the protocol ------------------------------------------------------------------------------


async def test_who_says_nothing_is_closed(
    app: Any, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subscriptions, "INITIALISED_WITHIN", 0.1)
    async with await socket_of(app, cast.ann) as socket:
        assert await socket.closed(2) == 4408
    async with await socket_of(app, cast.ann) as socket:
        await socket.begin()
        await asyncio.sleep(0.2)
        socket.send({"type": "ping"})
        assert await socket.receive() == {"type": "pong"}


async def test_to_subscribe_before_the_beginning_is_unauthorized(
    app: Any, cast: Cast, meeting: UUID
) -> None:
    async with await socket_of(app, cast.ann) as socket:
        socket.subscribe(variables=about(meeting))
        assert await socket.closed() == 4401


async def test_to_begin_twice_and_to_use_an_id_twice_closes(
    app: Any, cast: Cast, meeting: UUID
) -> None:
    async with await socket_of(app, cast.ann) as socket:
        await socket.begin()
        socket.send({"type": "connection_init"})
        assert await socket.closed() == 4429
    async with await socket_of(app, cast.ann) as socket:
        await socket.begin()
        for _ in range(2):
            socket.send(
                {
                    "id": "1",
                    "type": "subscribe",
                    "payload": {"query": NOTES, "variables": about(meeting)},
                }
            )
        assert await socket.closed() == 4409


NONSENSE: list[Any] = [
    "",
    "{",
    "[]",
    "null",
    "42",
    {},
    {"type": None},
    {"type": ["ping"]},
    {"type": "start"},
    {"type": "connection_init", "payload": "x"},
    {"type": "complete"},
    {"type": "complete", "id": 1},
    {"type": "complete", "id": {"a": 1}},
    {"type": "subscribe", "payload": {"query": NOTES}},
    {"type": "subscribe", "id": "", "payload": {"query": NOTES}},
    {"type": "subscribe", "id": "x" * 101, "payload": {"query": NOTES}},
    {"type": "subscribe", "id": "1"},
    {"type": "subscribe", "id": "1", "payload": []},
    {"type": "subscribe", "id": "1", "payload": {}},
    {"type": "subscribe", "id": "1", "payload": {"query": 1}},
    {"type": "subscribe", "id": "1", "payload": {"query": NOTES, "variables": []}},
]


@pytest.mark.parametrize("message", NONSENSE, ids=repr)
async def test_nonsense_closes_the_socket(app: Any, cast: Cast, message: Any) -> None:
    async with await socket_of(app, cast.ann) as socket:
        if message != {"type": "connection_init", "payload": "x"}:
            await socket.begin()
        socket.send(message)
        assert await socket.closed() == 4400


async def test_binary_messages_close_the_socket(app: Any, cast: Cast) -> None:
    async with await socket_of(app, cast.ann) as socket:
        await socket.begin()
        socket.raw({"bytes": b'{"type":"ping"}'})
        assert await socket.closed() == 4400


async def test_what_is_no_subscription_is_not_run(app: Any, cast: Cast) -> None:
    queries = {
        "{ viewer { person { name } } }": "ONLY_SUBSCRIPTIONS",
        "mutation { signOut { __typename } }": "GRAPHQL_VALIDATION_FAILED",
        "subscription { notesChanged }": "GRAPHQL_VALIDATION_FAILED",
        "subscription {": "GRAPHQL_PARSE_FAILED",
    }
    async with await socket_of(app, cast.ann) as socket:
        await socket.begin()
        for query, code in queries.items():
            key = socket.subscribe(query)
            answer = await socket.receive()
            assert (answer["type"], answer["id"]) == ("error", key)
            assert answer["payload"][0]["extensions"]["code"] == code
        socket.subscribe(variables={"id": "x", "after": "y"})
        assert (await socket.receive())["payload"][0]["extensions"]["code"] == "BAD_REQUEST"
        socket.subscribe(variables={"id": "x", "after": 0})
        assert (await socket.receive())["payload"][0]["extensions"]["code"] == "ID_INVALID"


async def test_one_socket_has_only_so_many_subscriptions(
    app: Any, cast: Cast, meeting: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subscriptions, "SUBSCRIPTIONS_MAXIMUM", 2)
    async with await socket_of(app, cast.ann) as socket:
        await socket.begin()
        first = socket.subscribe(variables=about(meeting))
        socket.subscribe(variables=about(meeting))
        third = socket.subscribe(variables=about(meeting))
        answer = await socket.receive()
        assert answer["id"] == third
        assert answer["payload"][0]["extensions"]["code"] == "TOO_MANY_SUBSCRIPTIONS"
        socket.send({"id": first, "type": "complete"})
        socket.subscribe(variables=about(meeting))
        await write(cast, cast.mo, meeting, Editor().insert(0, "x"))
        assert {(await socket.receive())["id"] for _ in range(2)} == {"2", "4"}


async def test_a_browser_runs_known_operations_only(
    settings: Settings, cast: Cast, meeting: UUID
) -> None:
    app = create_app(replace(settings, mode=Mode.PRODUCTION), documents={digest(NOTES): NOTES})
    await write(cast, cast.mo, meeting, Editor().insert(0, "x"))
    async with await socket_of(app, cast.ann) as socket:
        await socket.begin()
        socket.subscribe(documentId=f"sha256:{digest(NOTES)}", variables=about(meeting))
        await socket.event()
        for payload, code in (
            ({"query": NOTES}, "ONLY_KNOWN_OPERATIONS"),
            ({"documentId": "sha256:nonsense"}, "DOCUMENT_UNKNOWN"),
        ):
            socket.subscribe(variables=about(meeting), **payload)
            answer = await socket.receive()
            assert answer["payload"][0]["extensions"]["code"] == code


async def test_a_subscription_is_not_run_over_http(cast: Cast, api: Any, meeting: UUID) -> None:
    response = await api(cast.ann).post(NOTES, about(meeting))
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "SUBSCRIPTION_NEEDS_SOCKET"


async def test_a_crash_is_masked(
    app: Any, cast: Cast, meeting: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("what somebody wrote")

    monkeypatch.setattr("erm.one_on_ones.notes_queries._changes", broken)
    async with await socket_of(app, cast.ann) as socket:
        await socket.begin()
        socket.subscribe(variables=about(meeting))
        answer = await socket.receive()
        assert answer["type"] == "error"
        assert answer["payload"][0]["extensions"]["code"] == "INTERNAL"
        assert "somebody" not in str(answer)


async def test_without_a_database_a_socket_is_closed_and_tells_nothing(
    app: Any, cast: Cast, meeting: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unreachable(*_: object, **__: object) -> None:
        raise ConnectionRefusedError("postgres://secret@10.0.0.1")

    async with await socket_of(app, cast.ann) as socket:
        await socket.begin()
        socket.subscribe(variables=about(meeting))
        await asyncio.sleep(0.1)
        monkeypatch.setattr(subscriptions, "actor_of", unreachable)
        with pytest.raises(Closed, match=r"^1013 $"):
            await socket.receive(5)


async def test_nothing_is_left_behind_when_they_go(
    app: Any, cast: Cast, meeting: UUID, db: OpenDatabase
) -> None:
    from erm.core.signals import _listeners

    before = len(asyncio.all_tasks())
    for _ in range(3):
        async with await socket_of(app, cast.ann) as socket:
            await socket.begin()
            for _ in range(5):
                socket.subscribe(variables=about(meeting))
            await asyncio.sleep(0.05)
            assert _listeners
    await asyncio.sleep(0.05)
    assert not _listeners
    assert len(asyncio.all_tasks()) == before
