"""What is said to a mail server and when, without a database: in one go where the server allows it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erm.mail.rules import Stage
from erm.mail.smtp import Accepted, Conversation, DeliveryFailed, Server
from erm.mail.wire import MALFORMED, Lost, Wire
from tests.mail.smtp_server import scripted_server, smtp_server

MESSAGE = b"From: a@erm.test\r\nMessage-ID: <1@erm.test>\r\n\r\nHello\r\n"
OFFER = "250-mx.test\r\n250 PIPELINING"


class Transport(asyncio.Transport):
    """Keeps what is written; a test plays the server."""

    def __init__(self) -> None:
        super().__init__()
        self.said = b""
        self.aborted = False
        self.protocol: Any = None

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        self.protocol = protocol

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.said += bytes(data)

    def is_closing(self) -> bool:
        return self.aborted

    def abort(self) -> None:
        self.aborted = True


def wire() -> tuple[Wire, Transport]:
    transport = Transport()
    return Wire(transport), transport


@asynccontextmanager
async def talking(script: Callable[[str], str | None]) -> AsyncIterator[Conversation]:
    async with scripted_server(script) as port:
        server = Server.of(f"smtp+plain://127.0.0.1:{port}")
        conversation = Conversation(server, "erm.test", 30.0)
        yield conversation
        await conversation.close()


async def send(conversation: Conversation) -> Accepted:
    return await conversation.send("a@erm.test", "b@erm.test", MESSAGE)


def answers(changes: dict[str, str | None], heard: list[str], ehlo: str = OFFER) -> Any:
    """A script that answers well but for the lines that begin with one of ``changes``."""

    def script(line: str) -> str | None:
        heard.append(line.partition(":")[0])
        for start, reply in changes.items():
            if line.startswith(start):
                return reply
        if line.startswith(("EHLO", "HELO")):
            return ehlo
        return "220 mx.test" if not line else "354 go" if line == "DATA" else "250 OK"

    return script


# ---- how it is said -----------------------------------------------------------------------------


@pytest.mark.parametrize("at_once", [True, False])
async def test_a_server_that_allows_it_is_told_who_writes_to_whom_in_one_go(at_once: bool) -> None:
    heard: list[bytes] = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mx.test\r\n")
        await reader.readline()
        writer.write(b"250-mx.test\r\n250 PIPELINING\r\n" if at_once else b"250 mx.test\r\n")
        for count, reply in (3, b"250 a\r\n250 b\r\n354 go\r\n"), (0, b"250 taken\r\n"):
            if not count:
                heard.append(await reader.readuntil(b"\r\n.\r\n"))
            for number in range(count):
                heard.append(await reader.readline())
                if not at_once:
                    writer.write(reply.splitlines(keepends=True)[number])
            if at_once or not count:
                # Nothing is answered before all of it was heard: who waits for each would wait for ever.
                writer.write(reply)
        await reader.readline()
        writer.close()

    listening = await asyncio.start_server(talk, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    conversation = Conversation(Server.of(f"smtp+plain://127.0.0.1:{port}"), "erm.test", 30.0)
    assert await send(conversation) == Accepted(250, "taken")
    assert heard == [
        b"MAIL FROM:<a@erm.test>\r\n", b"RCPT TO:<b@erm.test>\r\n", b"DATA\r\n", MESSAGE + b".\r\n",
    ]  # fmt: skip
    await conversation.close()
    listening.close()


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize(
    ("start", "reply", "stage"),
    [
        ("MAIL", "550 5.7.1 not you", Stage.MAIL),
        ("RCPT", "550 5.1.1 nobody", Stage.RCPT),
        ("DATA", "451 4.3.0 later", Stage.DATA),
        (".", "552 5.3.4 too big", Stage.DATA),
    ],
)
async def test_after_a_refusal_the_next_mail_goes_over_the_same_connection(
    at_once: bool, start: str, reply: str, stage: Stage
) -> None:
    heard: list[str] = []
    changes: dict[str, str | None] = {start: reply}
    if start in ("MAIL", "RCPT"):
        changes["DATA"] = "503 5.5.1 nobody to send it to"
    async with talking(answers(changes, heard, OFFER if at_once else "250 mx.test")) as talk:
        with pytest.raises(DeliveryFailed) as refused:
            await send(talk)
        assert (refused.value.stage, refused.value.code) == (stage, int(reply[:3]))
        assert refused.value.text == reply[4:]
        changes.clear()
        assert (await send(talk)).code == 250
        assert heard.count("") == 1
        assert heard.count("RSET") == 1


async def test_a_server_that_wants_the_mail_of_nobody_does_not_get_it() -> None:
    heard: list[str] = []
    async with talking(answers({"RCPT": "550 5.1.1 nobody"}, heard)) as talk:
        with pytest.raises(DeliveryFailed) as refused:
            await send(talk)
        assert (refused.value.stage, refused.value.code) == (Stage.RCPT, 550)
        assert not talk.is_open, "half a mail is no mail"
        assert "." not in heard


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize(
    ("start", "reply", "stage", "code"),
    [
        ("MAIL", "421 4.3.2 closing", Stage.MAIL, 421),
        ("RCPT", "421 4.3.2 closing", Stage.RCPT, 421),
        ("RCPT", None, Stage.RCPT, None),
        ("RCPT", "what?", Stage.RCPT, MALFORMED),
        ("MAIL", "25", Stage.MAIL, MALFORMED),
        (".", None, Stage.DATA, None),
        (".", "2x0 no number", Stage.DATA, MALFORMED),
    ],
)
async def test_who_goes_away_or_talks_nonsense_is_talked_to_anew(
    at_once: bool, start: str, reply: str | None, stage: Stage, code: int | None
) -> None:
    heard: list[str] = []
    changes: dict[str, str | None] = {start: reply}
    async with talking(answers(changes, heard, OFFER if at_once else "250 mx.test")) as talk:
        with pytest.raises(DeliveryFailed) as refused:
            await send(talk)
        assert refused.value.stage is stage
        assert refused.value.code == code or (code, refused.value.code) == (421, None)
        assert not talk.is_open
        changes.clear()
        assert (await send(talk)).code == 250
        assert heard.count("") == 2


async def test_a_connection_that_was_closed_between_two_mails_costs_no_mail_a_try() -> None:
    async with smtp_server() as inbox:
        talk = Conversation(Server.of(inbox.url), "erm.test", 30.0)
        await send(talk)
        inbox.answers["mail"] = ["421 4.3.2 enough for this connection"]
        assert (await send(talk)).code == 250
        assert (inbox.connections, len(inbox.accepted)) == (2, 2)
        await talk.close()


async def test_silence_ends_a_conversation_and_not_the_sender() -> None:
    async with talking(answers({"MAIL": "250-and so on"}, [], "250 mx.test")) as talk:
        await talk.greet()
        talk._timeout = 0.05
        with pytest.raises(DeliveryFailed) as refused:
            await send(talk)
        assert (refused.value.stage, refused.value.code) == (Stage.MAIL, None)
        assert not talk.is_open


@pytest.mark.parametrize("start", ["", "RCPT", "."])
async def test_no_answer_can_break_the_log(start: str) -> None:
    """A NUL breaks PostgreSQL, and an escape whoever reads it in a terminal."""
    async with talking(answers({start or " ": "550 \0no\x1b[31m \u2066 way\x7f"}, [])) as talk:
        if not start:
            failure = DeliveryFailed(Stage.CONNECT, 550, "\0no\x1b[31m \udc80\u2066 way\x7f")
        else:
            with pytest.raises(DeliveryFailed) as refused:
                await send(talk)
            failure = refused.value
    assert failure.text.isprintable()
    assert str(failure).isprintable()
    assert failure.text.startswith("\ufffdno\ufffd[31m ")


@pytest.mark.parametrize("address", ["a b@erm.test", "a@erm.test>\r\nDATA", "", "a@erm.test\0"])
async def test_what_cannot_be_an_address_is_not_said(address: str) -> None:
    heard: list[str] = []
    async with talking(answers({}, heard)) as talk:
        with pytest.raises(DeliveryFailed) as refused:
            await talk.send("a@erm.test", address, MESSAGE)
        assert refused.value.code == 553
        assert not any(line.startswith(("MAIL", "RCPT")) for line in heard)


# ---- the connection -----------------------------------------------------------------------------


@given(st.text(alphabet="a.\r\n \té", max_size=40))
def test_no_text_can_end_a_mail_or_say_anything_else(text: str) -> None:
    async def said() -> bytes:
        talk, transport = wire()
        talk.say_text(text.encode())
        return transport.said

    data = asyncio.run(said())
    assert data.count(b"\r\n.\r\n") + data.startswith(b".\r\n") == 1
    assert data.endswith(b".\r\n")
    assert data.count(b"\n") == data.count(b"\r") == data.count(b"\r\n")
    # As a server undoes it (RFC 5321, 4.5.2).
    heard = "".join(line.removeprefix(b".").decode() + "\n" for line in data.split(b"\r\n")[:-2])
    meant = text.replace("\r\n", "\n").replace("\r", "\n")
    assert heard == (meant if meant.endswith("\n") else meant + "\n")


@given(st.lists(st.integers(1, 12), min_size=1, max_size=30))
def test_answers_are_the_same_however_they_are_cut_into_pieces(sizes: list[int]) -> None:
    async def heard() -> list[tuple[int, str]]:
        talk, transport = wire()
        talk.say(b"MAIL", b"RCPT", b"DATA")
        data, at = b"250-one\r\n250-\r\n250 two\r\n550 5.1.1 no\n354\r\n", 0
        while data[at:]:
            size = sizes[at % len(sizes)]
            transport.protocol.data_received(data[at : at + size])
            at += size
        return [await talk.hear(1) for _ in range(3)]

    assert asyncio.run(heard()) == [(250, "one\n\ntwo"), (550, "5.1.1 no"), (354, "")]


@pytest.mark.parametrize(
    "data", [b"x" * 9_000, b"250-" + b"x" * 100 + b"\r\n", b"\r\n", b"220?go\r\n", b"\xff\xfe\r\n"]
)
async def test_an_answer_that_is_none_ends_the_connection(data: bytes) -> None:
    talk, transport = wire()
    talk.say(b"MAIL", b"RCPT")
    for _ in range(700):
        transport.protocol.data_received(data)
    assert (await talk.hear(1))[0] == MALFORMED
    with pytest.raises(Lost):
        await talk.hear(1)
    assert not talk.is_open


async def test_what_is_said_unasked_is_the_answer_to_nothing() -> None:
    talk, transport = wire()
    transport.protocol.data_received(b"421 4.4.2 idle for too long\r\n")
    assert not talk.is_open
    with pytest.raises(Lost, match="unasked: 421"):
        talk.say(b"MAIL FROM:<a@erm.test>")
    assert transport.said == b""


async def test_a_line_break_in_a_command_is_a_defect() -> None:
    talk, transport = wire()
    for line in (b"RCPT TO:<a>\r\nDATA", b"a\n", b"\rb"):
        with pytest.raises(ValueError, match="one line"):
            talk.say(line)
    assert transport.said == b""


async def test_who_gives_up_on_a_mail_sends_no_more_of_it() -> None:
    talk, transport = wire()
    talk.say_text(b"Hello\r\n")
    with pytest.raises(Lost, match="in time"):
        await talk.hear(0.01)
    talk.cut()
    assert transport.aborted
