"""The words of what raters are sent: that they are asked, and what they still owe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from erm.core.actor import Actor
from erm.core.language import say
from erm.feedback.cycles.mail_words import Reader, day_words, promises, until_words
from erm.feedback.cycles.models import Cycle, CyclePerspective
from erm.feedback.cycles.views.reviews import ReviewView
from erm.mail.links import Links
from erm.mail.rendering import Rendered, render_with
from erm.people.views import PersonView
from erm.settings import Settings

Letter = Rendered
LINES = 12
"""How many reviews of a cycle a mail names; of more it says how many."""


@dataclass(frozen=True, slots=True)
class Section:
    """What is owed in one cycle, and until when."""

    title: str
    until: str
    lines: tuple[str, ...]
    more: str | None


def write_asked(
    actor: Actor,
    settings: Settings,
    cycle: Cycle,
    views: Sequence[ReviewView],
    perspectives: Sequence[CyclePerspective],
    *,
    unsubscribe: str | None,
) -> Letter:
    """That somebody is asked for reviews in a cycle: how many, until when, and who will read them.

    Of the terms two lines, about the perspectives from which they are asked.
    """
    locale, reader = actor.locale, Reader(actor.locale, actor.time_zone)
    until = until_words(reader, min(view.due_on for view in views), cycle.time_zone)
    asked = {view.perspective for view in views}
    params = {"cycle": cycle.name, "until": until}
    count, minutes = len(views), max(1, sum(view.minutes for view in views))
    return render_with(
        "cycle_news",
        locale,
        say(locale, "cycle_mail.asked.subject", count=count, **params),
        say(locale, "cycle_mail.asked.preheader", **params),
        settings.company_name,
        {
            "title": say(locale, "cycle_mail.asked.title", count=count, **params),
            "intro": say(locale, "cycle_mail.asked.intro", count=minutes, **params),
            "lines": [],
            "promises": promises(locale, [row for row in perspectives if row.kind in asked]),
            "button": say(locale, "cycle_mail.asked.button"),
            "link": Links(settings.public_url).reviews,
            "why": say(locale, "cycle_mail.asked.why"),
            "settings": Links(settings.public_url).settings,
            "unsubscribe": unsubscribe,
        },
    )


def write_reminder(
    actor: Actor,
    settings: Settings,
    cycles: Mapping[UUID, Cycle],
    views: Sequence[ReviewView],
    names: Mapping[UUID, PersonView],
    *,
    other_words: bool,
) -> Letter:
    """All that somebody owes, cycle by cycle with its last day for them, nearest first."""
    locale, reader = actor.locale, Reader(actor.locale, actor.time_zone)
    of: dict[UUID, list[ReviewView]] = defaultdict(list)
    for view in views:
        of[view.cycle_id].append(view)
    sections = [_section(reader, cycles[key], some, names) for key, some in of.items()]
    count, minutes = len(views), max(1, sum(view.minutes for view in views))
    first = views[0]
    key = "cycle_mail.reminder_again" if other_words else "cycle_mail.reminder"
    return render_with(
        "cycle_reminder",
        locale,
        say(locale, f"{key}.subject", count=count, day=day_words(reader, first.due_on)),
        say(locale, "cycle_mail.reminder.preheader"),
        settings.company_name,
        {
            "title": say(locale, f"{key}.title", count=count),
            "intro": say(locale, f"{key}.intro", count=minutes),
            "sections": sections,
            "button": say(locale, "cycle_mail.reminder.button"),
            "link": Links(settings.public_url).reviews,
            "why": say(locale, "cycle_mail.reminder.why"),
            "settings": Links(settings.public_url).settings,
            "unsubscribe": None,
        },
    )


def _section(
    reader: Reader,
    cycle: Cycle,
    views: Sequence[ReviewView],
    names: Mapping[UUID, PersonView],
) -> Section:
    left = len(views) - LINES
    return Section(
        title=cycle.name,
        until=until_words(reader, views[0].due_on, cycle.time_zone),
        lines=tuple(
            say(
                reader.locale,
                f"cycle_mail.line.{view.perspective.value}",
                name=names[view.subject_id].name,
            )
            for view in views[:LINES]
        ),
        more=say(reader.locale, "cycle_mail.more", count=left) if left > 0 else None,
    )
