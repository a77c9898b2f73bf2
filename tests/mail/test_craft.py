"""What a mail says of itself: thread, list, stream, where to answer; and DKIM."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path
from uuid import UUID

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from erm.core.ids import new_id
from erm.mail.models import Mail
from erm.mail.signing import Signer
from erm.mail.threads import feedback_id, thread_id
from erm.mail.writing import Writer
from erm.settings import Settings

ANN, BO, MEETING = (UUID(int=number) for number in (1, 2, 3))
SECRET = "a-secret-key-of-at-least-thirty-two-characters"


def settings(**changes: object) -> Settings:
    values: dict[str, object] = {
        "database_url": "sqlite://:memory:",
        "public_url": "https://erm.test",
        "secret_key": SECRET,
        "mail_from": "erm <people@erm.test>",
    }
    return Settings(**(values | changes))  # type: ignore[arg-type]


def mail(**changes: object) -> Mail:
    values: dict[str, object] = {
        "id": new_id(),
        "dedupe_key": "1",
        "message_domain": "erm.test",
        "kind": "nudge_before",
        "recipient_id": ANN,
        "to_address": "ann@erm.test",
        "to_name": "Анна",
        "subject": "Your one-on-one",
        "text": "Hello\n",
        "html": "<p>Привет</p>",
        "created_at": datetime(2026, 11, 23, 9, tzinfo=UTC),
        "next_attempt_at": datetime(2026, 11, 23, 9, tzinfo=UTC),
    }
    return Mail(**(values | changes))


def key_file(folder: Path, bits: int = 2048) -> tuple[Path, bytes]:
    """A private key in a file, and the record that the DNS would have for it."""
    key = rsa.generate_private_key(65537, bits)
    path = folder / "dkim.pem"
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return path, b"v=DKIM1; k=rsa; p=" + b"".join(public.splitlines()[1:-1])


def test_mails_about_one_thing_are_one_thread_for_each_of_its_people() -> None:
    writer = Writer(settings())
    first, second, other, others = (
        message_from_bytes(writer.write(each))
        for each in (
            mail(subject_kind="OneOnOneMeeting", subject_id=MEETING),
            mail(subject_kind="OneOnOneMeeting", subject_id=MEETING, kind="nudge_after"),
            mail(subject_kind="OneOnOneMeeting", subject_id=UUID(int=9)),
            mail(subject_kind="OneOnOneMeeting", subject_id=MEETING, recipient_id=BO),
        )
    )
    assert first["In-Reply-To"] == first["References"] == second["In-Reply-To"]
    assert len({first["In-Reply-To"], other["In-Reply-To"], others["In-Reply-To"]}) == 3
    assert first["Message-ID"] != second["Message-ID"]
    assert MEETING.hex not in first["In-Reply-To"]
    assert ANN.hex not in first["In-Reply-To"]
    assert message_from_bytes(writer.write(mail()))["In-Reply-To"] is None


def test_a_thread_is_the_same_however_much_later_and_another_installation_s_is_another() -> None:
    ours = thread_id(ANN, "Cycle", MEETING, secret_key=SECRET, domain="erm.test")
    assert ours == thread_id(ANN, "Cycle", MEETING, secret_key=SECRET, domain="erm.test")
    assert ours != thread_id(ANN, "Cycle", MEETING, secret_key=SECRET + "2", domain="erm.test")


def test_only_what_can_be_switched_off_is_a_list() -> None:
    writer = Writer(settings())
    told = message_from_bytes(writer.write(mail(unsubscribe_url="https://erm.test/unsubscribe/x")))
    assert told["List-Id"] == "<nudge-before.erm.erm.test>"
    assert told["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message_from_bytes(writer.write(mail(kind="sign_in_link")))["List-Id"] is None


def test_the_stream_says_kind_and_sender_and_nothing_of_the_recipient() -> None:
    said = feedback_id("digest", "erm.test")
    assert said.split(":")[:3] == ["digest", "erm", "mail"]
    assert 5 <= len(said.rpartition(":")[2]) <= 15
    assert message_from_bytes(Writer(settings()).write(mail()))["Feedback-ID"] == feedback_id(
        "nudge_before", "erm.test"
    )


def test_answers_go_to_an_address_of_ours_only() -> None:
    writer = Writer(settings())
    message = message_from_bytes(writer.write(mail(), reply_to="r+abc@in.erm.test"))
    assert message["Reply-To"] == "r+abc@in.erm.test"
    for wrong in ("a@b.test\r\nBcc: c@d.test", "not an address", "ü@erm.test"):
        with pytest.raises(ValueError, match="plain address"):
            writer.write(mail(), reply_to=wrong)


def test_a_signature_holds_and_falls_with_any_change(tmp_path: Path) -> None:
    path, record = key_file(tmp_path)
    writer = Writer(settings(dkim_key_file=path, dkim_selector="s1"))
    raw = writer.write(mail(subject_kind="Cycle", subject_id=MEETING), reply_to="r+a@in.erm.test")
    asked: list[bytes] = []

    def dns(name: bytes, **_: object) -> bytes:
        asked.append(name)
        return record

    assert dkim.verify(raw, dnsfunc=dns)
    assert asked == [b"s1._domainkey.erm.test."]
    for told in (b"Subject: Your", b"Reply-To: r+a", b"To: ", b"SGVsbG8", b"Hello"):
        if told in raw:
            assert not dkim.verify(raw.replace(told, told[:-1] + b"X"), dnsfunc=dns), told
    assert not dkim.verify(b"From: someone@else.test\r\n" + raw, dnsfunc=dns)


def test_a_key_that_nobody_would_believe_is_refused(tmp_path: Path) -> None:
    curve = tmp_path / "curve.pem"
    curve.write_bytes(
        ec.generate_private_key(ec.SECP256R1()).private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        )
    )
    nothing = tmp_path / "nothing.pem"
    nothing.write_text("no key")
    for path in (curve, nothing, tmp_path / "absent.pem"):
        with pytest.raises(ValueError, match="key"):
            Signer.of(path, domain="erm.test", selector="erm")
