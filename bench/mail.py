"""How long it takes to make a mail: rendering a kind of it, and assembling its bytes.

    .venv/bin/python -m bench.mail [COUNT]

Composing and delivering many is measured by ``bench.digest``.
"""

from __future__ import annotations

import sys
import time

from erm.core.clock import now
from erm.mail.message import Envelope, assemble
from erm.mail.rendering import render


def said(what: str, count: int, seconds: float) -> None:
    print(f"{what:<34} {count:>6} in {seconds:6.2f} s  {seconds / count * 1000:7.3f} ms each")


def bytes_alone(count: int = 2_000) -> None:
    values = {"name": "Ann", "link": "https://erm.test/x", "minutes": 10}
    mail = render("sign_in_link", "en", company="Company", **values)
    began = time.perf_counter()
    for _ in range(count):
        render("sign_in_link", "en", company="Company", **values)
    said("render a sign-in link", count, time.perf_counter() - began)
    envelope = Envelope(
        "<1@erm.test>", "erm <erm@erm.test>", "ann@erm.test", "Ann", mail.subject, mail.text,
        mail.html, now(), "https://erm.test/unsubscribe/x",
    )  # fmt: skip
    began = time.perf_counter()
    for _ in range(count):
        assemble(envelope)
    said("assemble its bytes", count, time.perf_counter() - began)


if __name__ == "__main__":
    bytes_alone(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)
