"""An administrator looks at what somebody's digest would hold, and the person is told so.

How many lines there are under which titles, and nothing of the lines: no name, no word of anybody, no
link. So it answers whether and when a digest comes, and not what is in it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from erm.access.actors import actor_for
from erm.audit.commands import append
from erm.audit.rules import Action
from erm.core.actor import Actor, ActorKind
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.core.language import say
from erm.digest import policy
from erm.digest.compose import compose
from erm.digest.issuing import wish_of
from erm.digest.lines import Line, Section
from erm.digest.queries import next_digest_at
from erm.mail.links import Links
from erm.mail.rendering import render_with
from erm.notifications.commands import notify
from erm.notifications.rules import NotificationKind
from erm.people.queries import require_present
from erm.settings import Settings


@dataclass(frozen=True, slots=True)
class DigestPreviewView:
    """A digest without its lines. ``empty``: there would be none; its texts are empty then."""

    subject: str
    text: str
    html: str
    empty: bool
    next_at: datetime | None


async def preview_digest(actor: Actor, settings: Settings, *, person_id: UUID) -> DigestPreviewView:
    """What a person's digest would hold now, for an administrator, in the open unit of work.

    The person is told by a notification, and the audit log keeps it. Raises ``NotAllowed``,
    ``PERSON_UNKNOWN`` or ``PERSON_HAS_LEFT``.
    """
    if not policy.may_preview_digests(actor):
        raise NotAllowed
    person = await require_present(actor, person_id, field="person_id")
    reader = await actor_for(person_id, ActorKind.DIGEST)
    # Present a moment ago, in the same unit of work.
    assert reader is not None  # noqa: S101
    wish = await wish_of(person_id)
    digest = await compose(reader, settings, wish)
    append(
        Action.DIGEST_PREVIEWED,
        actor_id=actor.person_id,
        subject_kind="Person",
        subject_id=person_id,
    )
    await notify(
        NotificationKind.DIGEST_PREVIEWED,
        [person_id],
        "Person",
        actor.person_id,
        person_id=actor.person_id,
        once=now().date().isoformat(),
    )
    next_at = await next_digest_at(person_id)
    if digest is None:
        return DigestPreviewView("", "", "", True, next_at)
    links = Links(settings.public_url)
    language = reader.locale
    mail = render_with(
        "digest",
        language,
        digest.mail.subject,
        say(language, "digest.preheader"),
        settings.company_name,
        {
            "name": person.given_name,
            "note": "",
            "sections": [
                _without_lines(section, language, links.home) for section in digest.sections
            ],
            "home": links.home,
            "settings": links.settings,
            "unsubscribe": links.settings,
            "zone": reader.time_zone,
            "cadence": wish.cadence.value,
        },
    )
    return DigestPreviewView(mail.subject, mail.text, mail.html, False, next_at)


def _without_lines(section: Section, language: str, home: str) -> Section:
    line = Line(say(language, "digest.preview.lines", count=section.count), home)
    return replace(section, lines=(line,), more=None, link=home)
