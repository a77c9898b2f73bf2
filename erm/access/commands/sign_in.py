"""Signing in: by password, and by a link that is sent by e-mail.

The commands open their own units of work: an attempt stays counted although it is refused, and
hashing must not hold the database.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from erm.access.commands.sessions import begin_session
from erm.access.errors import LinkInvalid, SignInFailed
from erm.access.events import SignedIn
from erm.access.models import Credential, SignInLink, SignInLinkRequest
from erm.access.passwords import verify_password
from erm.access.rate_limits import count_attempt, forgive_attempt
from erm.access.rules import LINK_VALID, LimitedAction, normal_email
from erm.access.secrets import new_secret, stored_form
from erm.access.views import NewSession
from erm.core.clock import now, today
from erm.core.events import Bus
from erm.core.text import clean_line
from erm.core.work import record, unit_of_work
from erm.mail.commands import queue_mail
from erm.mail.rendering import render
from erm.mail.rules import Urgency
from erm.people.models import Person
from erm.people.queries import present
from erm.people.rules import display_name, is_work_email

MINUTES_VALID = int(LINK_VALID / timedelta(minutes=1))


async def sign_in(
    bus: Bus, *, email: str, password: str, address: str, device: str, replacing: UUID | None
) -> NewSession:
    """Sign in by password.

    Raises ``SignInFailed``, the same and as fast whether the account exists, or
    ``TooManyAttempts``.
    """
    wanted = normal_email(email)
    await count_attempt(bus, LimitedAction.PASSWORD, account=wanted, address=address)
    person_id, stored = await _account(wanted)
    matches, anew = await verify_password(password, stored)
    if not matches or person_id is None:
        raise SignInFailed
    async with unit_of_work(bus):
        # Only if it is still that password: somebody may have changed it meanwhile.
        still = Credential.filter(person_id=person_id, password_hash=stored)
        if anew is not None:
            if not await still.update(password_hash=anew):
                raise SignInFailed
        elif not await still.exists():
            raise SignInFailed
        session = await begin_session(person_id, device=device, by_link=False, replacing=replacing)
        await forgive_attempt(LimitedAction.PASSWORD, address=address)
        record(SignedIn(at=now(), person_id=person_id, by_link=False))
    return session


async def _account(wanted: str) -> tuple[UUID | None, str | None]:
    """The person and the stored hash behind an address, in one query whatever the answer."""
    if not is_work_email(wanted):
        wanted = ""
    rows = await Credential.filter(
        Q(person__left_on__isnull=True) | Q(person__left_on__gt=today()),
        person__work_email=wanted,
    ).values("person_id", "password_hash")
    return (rows[0]["person_id"], rows[0]["password_hash"]) if rows else (None, None)


async def request_sign_in_link(bus: Bus, *, email: str, address: str, language: str) -> int:
    """Ask for a link; returns for how many minutes one is valid.

    Only a note is made here, whether or not the address is anybody's; the worker does the rest in
    :func:`send_sign_in_links`. Raises ``TooManyAttempts``.
    """
    wanted = normal_email(clean_line(email, field="email", maximum=254))
    await count_attempt(bus, LimitedAction.LINK, account=wanted, address=address)
    async with unit_of_work(bus):
        _ = await SignInLinkRequest.create(email=wanted, language=language, requested_at=now())
    return MINUTES_VALID


async def send_sign_in_links(bus: Bus, *, public_url: str, company: str, most: int = 50) -> int:
    """Job, every second: queue the mails for the links that were asked for; returns how many."""
    requests = await SignInLinkRequest.all().order_by("id").limit(most)
    sent = 0
    for request in requests:
        async with unit_of_work(bus):
            # Whoever deletes the note has claimed it; any number of workers may run.
            if not await SignInLinkRequest.filter(id=request.id).delete():
                continue
            if now() - request.requested_at >= LINK_VALID:
                continue
            rows = await Person.filter(present(today()), work_email=request.email).values(
                "id", "given_name", "family_name", "work_email", "locale"
            )
            if rows:
                await _send_link(rows[0], request, public_url=public_url, company=company)
                sent += 1
    return sent


async def _send_link(
    person: dict[str, Any], request: SignInLinkRequest, *, public_url: str, company: str
) -> None:
    token, instant = new_secret(), now()
    link = await SignInLink.create(
        person_id=person["id"],
        token_hash=stored_form(token),
        created_at=instant,
        expires_at=instant + LINK_VALID,
    )
    language = str(person["locale"])
    mail = render(
        "sign_in_link",
        language,
        company=company,
        name=person["given_name"],
        # After the #: neither servers nor scanners of mail see it, and opening it uses nothing up.
        link=f"{public_url}/sign-in/link#token={token}",
        minutes=MINUTES_VALID,
    )
    await queue_mail(
        dedupe_key=f"sign_in_link:{link.id}",
        kind="sign_in_link",
        urgency=Urgency.NOW,
        recipient_id=person["id"],
        to_address=person["work_email"],
        to_name=display_name(person["given_name"], person["family_name"]),
        language=language,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
    )


async def redeem_sign_in_link(
    bus: Bus, *, token: str, address: str, device: str, replacing: UUID | None
) -> NewSession:
    """Sign in by the token of a link, once.

    Raises ``LinkInvalid`` or ``TooManyAttempts``.
    """
    await count_attempt(bus, LimitedAction.REDEEM, address=address)
    async with unit_of_work(bus):
        instant = now()
        fresh = SignInLink.filter(
            token_hash=stored_form(token), used_at__isnull=True, expires_at__gt=instant
        )
        # The condition is part of the change: of any number at once exactly one changes the row.
        if not await fresh.update(used_at=instant):
            raise LinkInvalid
        link = await SignInLink.get(token_hash=stored_form(token)).values("person_id")
        person_id: UUID = link["person_id"]
        if not await Person.filter(present(today()), id=person_id).exists():
            raise LinkInvalid
        session = await begin_session(person_id, device=device, by_link=True, replacing=replacing)
        await forgive_attempt(LimitedAction.REDEEM, address=address)
        record(SignedIn(at=instant, person_id=person_id, by_link=True))
    return session
