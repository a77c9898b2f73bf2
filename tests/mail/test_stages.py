"""Every reply of RFC 5321 and its kin, said by a server at every stage, is a failure of that stage.

What classes they are in is in ``test_rules.py``, for every number there is; here a server says them.
"""

from __future__ import annotations

import ssl
from dataclasses import replace

import pytest

from erm.mail.rules import Stage, Verdict
from erm.mail.smtp import Conversation, DeliveryFailed, Server
from tests.mail.smtp_server import scripted_server

REPLIES = (
    # 211 to 252 are good news that nobody has asked for, 334 is a question.
    211, 214, 220, 221, 235, 250, 251, 252, 334, 421, 432, 450, 451, 452, 454, 455, 500, 501,
    502, 503, 504, 521, 523, 530, 534, 535, 538, 550, 551, 552, 553, 554, 555, 556,
)  # fmt: skip
TRUST = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
END = "the end of the mail"
GOOD = {
    "connect": {220}, "ehlo": {250}, "starttls": {220}, "auth": {235}, "mail": {250},
    "rcpt": {250, 251}, "data": {354}, END: {250},
}  # fmt: skip
LINES = {
    "connect": "", "ehlo": ("EHLO", "HELO"), "starttls": "STARTTLS", "auth": "AUTH", "mail": "MAIL",
    "rcpt": "RCPT", "data": "DATA", END: ".",
}  # fmt: skip


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("at", list(GOOD))
async def test_a_reply_at_a_stage_fails_there_or_not_at_all(at: str, at_once: bool) -> None:
    said = 0

    def script(line: str) -> str | None:
        stage = LINES[at]
        if line.startswith(stage) if stage else not line:
            return f"{said} 5.7.0 as told"
        if line.startswith("EHLO"):
            offered = ["mx.test", "AUTH PLAIN"]
            offered += ["STARTTLS"] if at == "starttls" else []
            offered += ["PIPELINING"] if at_once else []
            return "\r\n".join(f"250-{each}" for each in offered) + "\r\n250 HELP"
        if line.startswith("AUTH"):
            return "235 welcome"
        return "220 mx.test" if not line else "354 go" if line == "DATA" else "250 OK"

    async with scripted_server(script) as port:
        server = replace(
            Server.of(f"smtp+plain://name:word@127.0.0.1:{port}"),
            start_tls=at == "starttls",
            tls_context=TRUST,
        )
        for said in REPLIES:
            if said in GOOD[at]:
                continue
            conversation = Conversation(server, "erm.test", 30.0)
            with pytest.raises(DeliveryFailed) as refused:
                await conversation.send("a@erm.test", "b@erm.test", b"Hello\r\n")
            await conversation.close()
            failure = refused.value
            assert failure.stage is Stage("data" if at == END else at), said
            assert failure.code == said or (at == "auth" and said == 334), said
            assert (failure.verdict is Verdict.SERVER) == (at in list(GOOD)[:4]), said
