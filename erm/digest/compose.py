"""Writing a person's digest: as that person, in their language and their zone.

At most a screen: each section shows its first lines and says how many more there are. What somebody
wrote in feedback or in thanks that are not public, and one's private points, stay out of the mail; it
leads to where they are read. A section that is switched off is not looked for.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from erm.core.actor import Actor
from erm.digest import home
from erm.digest.asking import asked
from erm.digest.home import Contents, Part, Ready
from erm.digest.lines import Section
from erm.digest.needs import Need, Source
from erm.digest.rules import DigestFrequency, DigestSection
from erm.digest.sections.needs import is_reason
from erm.digest.sections.writing import needs_shown, sections
from erm.digest.writer import Writer
from erm.mail.links import Links
from erm.mail.rendering import Rendered, render_with
from erm.mail.unsubscribing import Subscription, unsubscribe_token
from erm.people.queries import people_by_ids
from erm.people.views import PersonView
from erm.settings import Settings

RECEIVED_BACK = timedelta(days=7)
AHEAD = {DigestFrequency.DAILY: timedelta(days=2)}
AHEAD_OTHERWISE = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How somebody's digest is to be: how often it comes now, without what, with what said first.

    ``back``: how far thanks and feedback go back, as a rule to the digest before.
    """

    cadence: DigestFrequency = DigestFrequency.WEEKLY
    hidden: Collection[DigestSection] = ()
    note: str = ""
    back: timedelta = RECEIVED_BACK

    @property
    def ahead(self) -> timedelta:
        """How far meetings lie ahead of which it tells."""
        return AHEAD.get(self.cadence, AHEAD_OTHERWISE)


DEFAULT = Wish()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What was read for many people at once, so that it need not be asked for each.

    ``parts`` and ``sources``: where there can be anything at all.
    """

    parts: Collection[Part]
    sources: Collection[Source]
    ready: Ready


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest that has something to say."""

    person: PersonView
    mail: Rendered
    unsubscribe_url: str
    sections: tuple[Section, ...]


async def compose(
    actor: Actor, settings: Settings, wish: Wish = DEFAULT, known: Known | None = None
) -> Digest | None:
    """The actor's digest as of now, or None when there is nothing to say.

    It is for what needs the reader, what lies ahead and what they received. What happens in their team
    (a report's plan that went quiet, too) and in the company, whom they could thank and what colleagues
    celebrate come along but are no reason for a mail.
    """
    asks = asked(actor, wish.hidden)
    found = await home.contents(
        actor,
        asks.parts if known is None else asks.parts & set(known.parts),
        sources=asks.sources if known is None else asks.sources & set(known.sources),
        back=wish.back,
        ahead=wish.ahead,
        ready=None if known is None else known.ready,
    )
    if DigestSection.MEETINGS not in asks.sections:
        # Asked for to know who is about to meet their team anyway.
        found.meetings = []
    people = found.people
    if actor.person_id not in people:
        own: Mapping[UUID, PersonView] = {} if known is None else known.ready.people
        if actor.person_id not in own:
            own = await people_by_ids(actor, [actor.person_id])
        people = people | {actor.person_id: own[actor.person_id]}
    writer = Writer(actor, Links(settings.public_url), people, settings.secret_key)
    needs = needs_shown(found.needs, asks.sections, writer)
    told = _headlines(found, [need for some in needs.values() for need in some], writer)
    if not told:
        return None
    written = sections(found, needs, writer)
    unsubscribe_url = writer.links.unsubscribe(
        unsubscribe_token(actor.person_id, settings.secret_key, Subscription.DIGEST)
    )
    person = people[actor.person_id]
    cadence = wish.cadence
    if cadence is DigestFrequency.OFF:
        # Whoever switched it off may still ask for one in between.
        cadence = DigestFrequency.WEEKLY
    subject = writer.say(f"subject.{cadence}", headline=told[0])
    mail = render_with(
        "digest",
        writer.language,
        subject,
        " · ".join(told[1:] or [writer.say("preheader")]),
        settings.company_name,
        {
            "name": person.given_name,
            "note": wish.note,
            "sections": written,
            "home": writer.links.home,
            "settings": writer.links.settings,
            "unsubscribe": unsubscribe_url,
            "zone": actor.time_zone,
            "cadence": cadence.value,
        },
    )
    return Digest(person, mail, unsubscribe_url, tuple(written))


def _headlines(found: Contents, needs: Sequence[Need], writer: Writer) -> list[str]:
    """What there is, most needed first; empty where there is no reason for a mail."""
    counts = {
        "needs": sum(is_reason(need, writer) for need in needs),
        "meetings": len(found.meetings),
        "received": len(found.feedback),
        "thanks": len(found.told),
        "promised": len(found.promised),
        "survey": 0 if found.survey is None else found.survey.questions,
    }
    return [writer.say(f"headline.{key}", count=count) for key, count in counts.items() if count]
