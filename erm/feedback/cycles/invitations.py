"""The mail that brings a guest the link to their review."""

from __future__ import annotations

from datetime import date

from erm.feedback.cycles.models import Cycle, CycleGuest
from erm.mail.links import Links
from erm.mail.rendering import Rendered, render
from erm.mail.words import last_day_words
from erm.settings import Settings


def invitation(
    settings: Settings,
    *,
    cycle: Cycle,
    guest: CycleGuest,
    subject: str,
    token: str,
    due_on: date,
) -> Rendered:
    """What a guest reads: about whom they are asked, until when, and where. In their language."""
    return render(
        "guest_review",
        guest.locale,
        company=settings.company_name,
        name=guest.name,
        subject_name=subject,
        cycle=cycle.name,
        due=last_day_words(guest.locale, due_on),
        link=Links(settings.public_url).guest(token),
    )
