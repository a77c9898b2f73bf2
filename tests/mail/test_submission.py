"""Mail is submitted with a name and a password, or without, as the settings say."""

from __future__ import annotations

import base64

import pytest

from erm.core import clock
from erm.mail.models import Mail, MailAttempt
from erm.mail.rules import MailState
from erm.mail.writing import Writer
from erm.settings import Settings, SettingsError, read_rates
from tests.mail.smtp_server import scripted_server, smtp_server
from tests.mail.test_delivery import postman, queue, run
from tests.processes import ENCRYPTION_KEY, KEY

KEYS = {"ERM_SECRET_KEY": KEY, "ERM_ENCRYPTION_KEYS": ENCRYPTION_KEY}


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(("login", "sent"), [("erm:p%40ss%20word@", 1), ("erm:wrong@", 0), ("", 0)])
async def test_a_relay_that_demands_a_password_gets_it(
    settings: Settings, login: str, sent: int
) -> None:
    await queue()
    right = base64.b64encode(b"\0erm\0p@ss word").decode()
    known = False

    def script(line: str) -> str | None:
        nonlocal known
        if line.startswith("AUTH"):
            known = line == f"AUTH PLAIN {right}"
            return "235 welcome" if known else "535 5.7.8 who are you"
        if line.startswith("MAIL") and not known:
            return "530 5.7.0 sign in first"
        if line.startswith("EHLO"):
            return "250-mx.test\r\n250 AUTH PLAIN"
        return "220 mx.test" if not line else "354 go on" if line == "DATA" else "250 OK"

    async with scripted_server(script) as port:
        post = postman(settings, f"smtp+plain://{login}127.0.0.1:{port}")
        assert await run(post) == sent
        await post.close()
    mail = await Mail.get()
    assert mail.state is (MailState.SENT if sent else MailState.QUEUED)
    assert "ss word" not in str(await MailAttempt.all().values()) + str(mail.last_error)


@pytest.mark.usefixtures("db")
async def test_a_relay_without_passwords_takes_mail_as_it_is(settings: Settings) -> None:
    await queue()
    async with smtp_server() as inbox:
        assert await run(postman(settings, inbox.url)) == 1


@pytest.mark.usefixtures("db")
async def test_one_mail_that_cannot_be_written_stops_no_other(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        await queue(number)
    write = Writer.write

    def broken(self: Writer, mail: Mail, *, reply_to: str | None = None) -> bytes:
        if mail.dedupe_key == "test:1":
            raise KeyError("SECRET")
        return write(self, mail, reply_to=reply_to)

    monkeypatch.setattr(Writer, "write", broken)
    async with smtp_server() as inbox:
        assert await run(postman(settings, inbox.url)) == 2
    parked = await Mail.get(dedupe_key="test:1")
    assert (parked.state, parked.last_error) == (MailState.PARKED, "cannot be written: KeyError")
    assert parked.created_at <= clock.now()


@pytest.mark.usefixtures("db")
async def test_a_database_that_goes_away_cuts_off_no_conversation(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is talking to the server says it to the end and writes it down."""
    for number in range(60):
        await queue(number)
    async with smtp_server() as inbox:
        inbox.delay = 0.05
        post = postman(settings, inbox.url)
        take, calls = post.claims.take, 0

        async def breaks(at_most: int) -> list[Mail]:
            nonlocal calls
            calls += 1
            if calls > 1:
                raise ConnectionError("gone")
            return await take(at_most)

        monkeypatch.setattr(post.claims, "take", breaks)
        with pytest.raises(ConnectionError, match="gone"):
            await run(post)
        sent = await Mail.filter(state=MailState.SENT).count()
        assert 0 < sent == len(inbox.accepted)
        assert await Mail.filter(state=MailState.SENDING).count() == 0
        monkeypatch.undo()
        inbox.delay = 0
        assert await run(post) == 60 - sent
        assert len(set(inbox.message_ids)) == len(inbox.message_ids) == 60
        await post.close()


def test_paces_are_read_from_words() -> None:
    assert dict(read_rates("Gmail.com=600/m  *=3000/h x.y=2/s")) == {
        "gmail.com": 10.0,
        "*": 3000 / 3600,
        "x.y": 2.0,
    }
    for wrong in ("gmail.com", "gmail.com=0/m", "a=1/d", "a=1/m a=2/m", "a b=1/m", "*.x=1/m"):
        with pytest.raises(ValueError, match=r"rate|twice"):
            read_rates(wrong)


def test_every_server_is_looked_at() -> None:
    two = Settings.from_environment(KEYS | {"ERM_SMTP_URL": " smtp://a.test  smtps://b.test "})
    assert two.smtp_urls == ("smtp://a.test", "smtps://b.test")
    assert (two.smtp_connections, two.mail_rates) == (4, ())
    given = {
        "ERM_SMTP_URL": "smtp://a.test http://b.test smtp+plain://c.test",
        "ERM_SMTP_CONNECTIONS": "51",
        "ERM_MAIL_RATES": "x",
    }
    with pytest.raises(SettingsError) as refused:
        Settings.from_environment(KEYS | given)
    assert len(refused.value.problems) == 4
