"""The receiver itself, over real sockets: bounds, refusals in the conversation, a graceful stop."""

from __future__ import annotations

import asyncio
import socket
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiosmtplib
import pytest

from erm.feedback.models import FeedbackNote
from erm.inbound import receiver as receiving_module
from erm.inbound.handing_in import TAKEN, Answer
from erm.inbound.receiver import CannotListen, Place, Receiver, receiving
from erm.mail.incoming import SIZE_MAXIMUM
from erm.mail.models import InboundMail
from erm.settings import Settings
from tests.cast import Cast
from tests.feedback import rows
from tests.inbound.desk import Office, answer, genuine, mail_to, office

ANYWHERE = Place(lmtp=False, host="127.0.0.1", port=0, path="")
SOMEBODY = "r+somebody@in.erm.test"


class FakeDesk:
    """A desk that takes what it is told to take."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str, bytes]] = []
        self.hold: asyncio.Event | None = None
        self.arrived = asyncio.Event()
        self.error: Exception | None = None

    def expects(self, recipient: str) -> bool:
        return recipient.lower() == SOMEBODY

    async def hand_in(self, sender: str, recipient: str, content: bytes) -> Answer:
        self.arrived.set()
        if self.hold is not None:
            await self.hold.wait()
        if self.error is not None:
            raise self.error
        self.taken.append((sender, recipient, content))
        return TAKEN


@asynccontextmanager
async def open_receiver(desk: object, place: Place = ANYWHERE) -> AsyncIterator[Receiver]:
    async with receiving(desk, place, "mx.in.erm.test") as receiver:  # type: ignore[arg-type]
        yield receiver


@asynccontextmanager
async def client(receiver: Receiver) -> AsyncIterator[aiosmtplib.SMTP]:
    smtp = aiosmtplib.SMTP(
        hostname="127.0.0.1",
        port=receiver.port,
        start_tls=False,
        use_tls=False,
        timeout=5,
        local_hostname="relay",
    )
    await smtp.connect()
    try:
        yield smtp
    finally:
        smtp.close()


async def code(command: object) -> str:
    """The code of an answer, with its enhanced one."""
    try:
        given = await command  # type: ignore[misc]
        text = f"{given.code} {given.message}"
    except aiosmtplib.SMTPResponseException as error:
        text = f"{error.code} {error.message}"
    return " ".join(text.split()[:2])


async def raw(receiver: Receiver, *lines: str) -> list[str]:
    """Say lines one after the other; each answer's first line."""
    reader, writer = await asyncio.open_connection("127.0.0.1", receiver.port)
    answers = [(await reader.readline()).decode().strip()]
    for line in lines:
        writer.write(line.encode() + b"\r\n")
        await writer.drain()
        given = (await asyncio.wait_for(reader.readline(), 5)).decode().strip()
        while given[3:4] == "-":
            given = (await reader.readline()).decode().strip()
        answers.append(given)
        if not given:
            break
    writer.close()
    return answers


async def test_a_mail_goes_from_the_socket_to_the_product(cast: Cast, settings: Settings) -> None:
    desk: Office = office(settings)
    request = await rows.request(cast.bo, cast.ann)
    to = desk.reply_to(await mail_to(cast.ann, ("FeedbackRequest", request.id)))
    async with open_receiver(desk.desk) as receiver, client(receiver) as smtp:
        assert await code(smtp.mail("ann@erm.test")) == "250 2.1.0"
        assert await code(smtp.rcpt(to)) == "250 2.1.5"
        assert await code(smtp.data(genuine(to))) == "250 2.0.0"
        await smtp.mail("ann@erm.test")
        await smtp.rcpt(to)
        assert await code(smtp.data(answer(to, message_id="<x@y>"))) == "550 5.7.1"
    assert await FeedbackNote.all().count() == 1


async def test_the_database_being_away_is_no_refusal(
    cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = office(settings)
    request = await rows.request(cast.bo, cast.ann)
    to = desk.reply_to(await mail_to(cast.ann, ("FeedbackRequest", request.id)))

    async def away(*_: object, **__: object) -> None:
        raise ConnectionRefusedError("no database")

    async with open_receiver(desk.desk) as receiver, client(receiver) as smtp:
        with monkeypatch.context() as patch:
            patch.setattr("erm.mail.arrivals.mail_answered", away)
            await smtp.mail("ann@erm.test")
            await smtp.rcpt(to)
            assert await code(smtp.data(genuine(to))) == "451 4.3.0"
        assert await InboundMail.all().count() == 0
        await smtp.mail("ann@erm.test")
        await smtp.rcpt(to)
        assert await code(smtp.data(genuine(to))) == "250 2.0.0"
    assert await FeedbackNote.all().count() == 1


async def test_the_null_sender_is_taken_as_none() -> None:
    desk = FakeDesk()
    async with open_receiver(desk) as receiver:
        answers = await raw(
            receiver,
            "EHLO relay",
            "MAIL FROM:<> SIZE=10 BODY=8BITMIME",
            f"RCPT TO:<{SOMEBODY.upper()}>",
            "DATA",
            "From: x\r\n\r\nhello\r\n.",
        )
    assert [given[:3] for given in answers] == ["220", "250", "250", "250", "354", "250"]
    assert desk.taken == [("", SOMEBODY.upper(), b"From: x\r\n\r\nhello\r\n")]


async def test_only_what_is_wanted_is_taken_and_only_for_one() -> None:
    async with open_receiver(FakeDesk()) as receiver, client(receiver) as smtp:
        await smtp.mail("ann@erm.test")
        assert await code(smtp.rcpt("postmaster@in.erm.test")) == "550 5.1.1"
        assert await code(smtp.rcpt("ann@elsewhere.test")) == "550 5.1.1"
        assert await code(smtp.rcpt(SOMEBODY)) == "250 2.1.5"
        assert await code(smtp.rcpt(SOMEBODY)) == "452 4.5.3"


async def test_what_is_too_large_is_refused_before_and_after_it_came() -> None:
    desk = FakeDesk()
    async with open_receiver(desk) as receiver, client(receiver) as smtp:
        await smtp.ehlo()
        assert (
            await code(smtp.mail("a@b.test", options=[f"SIZE={SIZE_MAXIMUM + 1}"])) == "552 5.3.4"
        )
        await smtp.mail("a@b.test")
        await smtp.rcpt(SOMEBODY)
        content = b"From: x\r\n\r\n" + b"x" * 70 + b"\r\n"
        content += (b"y" * 900 + b"\r\n") * (SIZE_MAXIMUM // 900 + 1)
        assert await code(smtp.data(content)) == "552 5.3.4"
        await smtp.mail("a@b.test")
        await smtp.rcpt(SOMEBODY)
        assert await code(smtp.data(b"From: x\r\n\r\nhello")) == "250 2.0.0"
    assert len(desk.taken) == 1


async def test_a_paragraph_on_one_line_is_taken_and_a_line_without_an_end_is_not() -> None:
    desk = FakeDesk()
    async with open_receiver(desk) as receiver, client(receiver) as smtp:
        for length, given in ((20_000, "250 2.0.0"), (200_000, "500 Line")):
            await smtp.mail("a@b.test")
            await smtp.rcpt(SOMEBODY)
            assert await code(smtp.data(b"From: x\r\n\r\n" + b"x" * length)) == given
    assert len(desk.taken) == 1


async def test_there_is_no_signing_in_and_no_asking_for_addresses() -> None:
    async with open_receiver(FakeDesk()) as receiver:
        answers = await raw(receiver, "EHLO relay", "AUTH PLAIN AGEAYg==", "VRFY ann", "EXPN all")
    assert [given[:3] for given in answers[1:]] == ["250", "538", "252", "502"]


async def test_nonsense_ends_the_conversation() -> None:
    async with open_receiver(FakeDesk()) as receiver:
        answers = await raw(receiver, *["GET / HTTP/1.1"] * 10)
    assert answers[-1] in ("", "502 5.5.1 Too many unrecognized commands, goodbye.")


async def test_connections_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving_module, "CONNECTIONS_MAXIMUM", 2)
    async with open_receiver(FakeDesk()) as receiver:
        async with client(receiver), client(receiver):
            assert (await raw(receiver))[0].startswith("421 4.3.2")
        await asyncio.sleep(0.05)
        assert (await raw(receiver))[0].startswith("220 mx.in.erm.test")


async def test_who_says_nothing_and_who_never_ends_is_hung_up_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(receiving_module, "IDLE_SECONDS", 0.1)
    monkeypatch.setattr(receiving_module, "SESSION_SECONDS", 0.5)

    async def drip(writer: asyncio.StreamWriter) -> None:
        while True:
            writer.write(b"NOOP\r\n")
            await asyncio.sleep(0.03)

    async with open_receiver(FakeDesk()) as receiver:
        reader, silent = await asyncio.open_connection("127.0.0.1", receiver.port)
        await asyncio.wait_for(reader.read(), 5)
        silent.close()
        reader, busy = await asyncio.open_connection("127.0.0.1", receiver.port)
        dripping = asyncio.create_task(drip(busy))
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            await asyncio.wait_for(reader.readexactly(1_000_000), 5)
        dripping.cancel()
        busy.close()
        assert receiver.sessions == set()


async def test_a_stop_lets_what_is_in_hand_end_and_takes_nothing_new() -> None:
    desk = FakeDesk()
    desk.hold = asyncio.Event()
    receiver = Receiver(desk, ANYWHERE, "mx")  # type: ignore[arg-type]
    await receiver.start()
    async with client(receiver) as smtp, client(receiver):
        await smtp.mail("ann@erm.test")
        await smtp.rcpt(SOMEBODY)
        sending = asyncio.create_task(code(smtp.data(b"From: x\r\n\r\nhello")))
        await asyncio.wait_for(desk.arrived.wait(), 5)
        stopping = asyncio.create_task(receiver.stop())
        await asyncio.sleep(0.05)
        with pytest.raises(OSError, match=r".*"):
            await asyncio.open_connection("127.0.0.1", receiver.port)
        desk.hold.set()
        assert await asyncio.wait_for(sending, 5) == "250 2.0.0"
        await asyncio.wait_for(stopping, 5)
    assert len(desk.taken) == 1
    assert receiver.sessions == set()


async def test_a_place_that_is_taken_is_told_in_words() -> None:
    async with open_receiver(FakeDesk()) as receiver:
        taken = Place(lmtp=False, host="127.0.0.1", port=receiver.port, path="")
        with pytest.raises(CannotListen, match="SMTP at 127"):
            await Receiver(FakeDesk(), taken, "mx").start()  # type: ignore[arg-type]


# ---- LMTP --------------------------------------------------------------------------------------


async def lmtp(path: Path, *lines: str) -> list[str]:
    reader, writer = await asyncio.open_unix_connection(str(path))
    answers = [(await reader.readline()).decode()[:3]]
    for line in lines:
        writer.write(line.encode() + b"\r\n")
        given = (await asyncio.wait_for(reader.readline(), 5)).decode()
        while given[3:4] == "-":
            given = (await reader.readline()).decode()
        answers.append(given[:3])
    writer.close()
    return answers


@pytest.fixture
def near() -> Iterator[Path]:
    """A folder with a short path: that of a socket has at most some hundred characters."""
    with tempfile.TemporaryDirectory(prefix="erm") as folder:
        yield Path(folder)


async def test_lmtp_over_a_socket_in_the_file_system(near: Path) -> None:
    path = near / "lmtp.sock"
    desk = FakeDesk()
    mail = ("MAIL FROM:<a@b.test>", f"RCPT TO:<{SOMEBODY}>", "DATA", "From: x\r\n\r\nhello\r\n.")
    async with open_receiver(desk, Place.of(f"lmtp://{path}")):
        assert path.stat().st_mode & 0o777 == 0o660
        answers = await lmtp(path, "EHLO relay", "LHLO relay", *mail)
        assert answers == ["220", "500", "250", "250", "250", "354", "250"]
    assert len(desk.taken) == 1
    assert not path.exists()


async def test_a_socket_of_a_process_that_was_killed_is_taken_over(near: Path) -> None:
    path = near / "dead.sock"
    dead = await asyncio.get_running_loop().create_unix_server(asyncio.Protocol, str(path))
    dead.close()
    await dead.wait_closed()
    if not path.exists():
        with socket.socket(socket.AF_UNIX) as left:
            left.bind(str(path))
    async with open_receiver(FakeDesk(), Place.of(f"lmtp://{path}")):
        assert (await lmtp(path, "LHLO relay")) == ["220", "250"]
        with pytest.raises(CannotListen):
            await Receiver(FakeDesk(), Place.of(f"lmtp://{path}"), "mx").start()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("smtp://127.0.0.1:2525", Place(False, "127.0.0.1", 2525, "")),
        ("lmtp://[::1]:2424", Place(True, "::1", 2424, "")),
        ("lmtp:///run/erm/lmtp.sock", Place(True, "", 0, "/run/erm/lmtp.sock")),
    ],
)
def test_where_to_listen_is_read(url: str, place: Place) -> None:
    assert Place.of(url) == place
