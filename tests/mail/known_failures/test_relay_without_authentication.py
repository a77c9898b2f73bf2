"""A relay inside the network that knows its clients by their addresses asks for no password."""

from __future__ import annotations

import pytest

from erm.settings import Settings
from tests.mail.smtp_server import scripted_server
from tests.mail.test_delivery import postman, queue, run

pytestmark = pytest.mark.usefixtures("db")
ANSWERS = {
    "": "220 relay", "EHLO": "250 relay", "MAIL": "250 OK", "RCPT": "250 OK", "DATA": "354 go on",
    ".": "250 queued as 4711", "QUIT": "221 bye", "RSET": "250 OK", "NOOP": "250 OK",
}  # fmt: skip


async def test_it_is_spoken_to_without_one(settings: Settings) -> None:
    said: list[str] = []

    def answer(line: str) -> str | None:
        said.append(line.partition(" ")[0].upper())
        return ANSWERS.get(said[-1], "502 no such command")

    await queue()
    async with scripted_server(answer) as port:
        assert await run(postman(settings, f"smtp+plain://127.0.0.1:{port}")) == 1
    assert "AUTH" not in said
    assert "STARTTLS" not in said
