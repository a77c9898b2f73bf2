"""What somebody without an account may see behind their link: what the mail said, and no more.

There is no actor: whoever holds the secret is the guest.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from erm.core.actor import SYSTEM
from erm.core.clock import now
from erm.feedback.guests import hash_of
from erm.feedback.models import GuestFeedback
from erm.feedback.rules import RequestState
from erm.people.queries import people_by_ids
from erm.people.rules import Locale


@dataclass(frozen=True, slots=True)
class GuestPageView:
    """A question as its guest sees it."""

    guest_name: str
    locale: Locale
    expires_at: datetime
    requester_name: str
    about_name: str
    question: str
    due_on: date | None
    reader_names: tuple[str, ...]


async def guest_page(token: str) -> GuestPageView | None:
    """What a link leads to; None for one that opens nothing (any more)."""
    row = await GuestFeedback.get_or_none(
        token_hash=hash_of(token), state=RequestState.PENDING, expires_at__gt=now()
    )
    if row is None:
        return None
    subject_id = row.subject_id or row.requester_id
    people = await people_by_ids(SYSTEM, [row.requester_id, subject_id])
    readers = dict.fromkeys((subject_id, row.requester_id))
    return GuestPageView(
        guest_name=row.guest_name,
        locale=Locale(row.locale),
        expires_at=row.expires_at,
        requester_name=people[row.requester_id].name,
        about_name=people[subject_id].name,
        question=row.question,
        due_on=row.due_on,
        reader_names=tuple(people[key].name for key in readers),
    )
