"""Which questions the sections of a digest ask: those of hidden ones are not asked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from erm.core.actor import Actor
from erm.digest.home import Part
from erm.digest.needs import Source
from erm.digest.rules import DigestSection, available_sections

_PARTS = {
    DigestSection.MEETINGS: {Part.POINTS},
    DigestSection.PROMISES: {Part.PROMISED},
    DigestSection.SURVEY: {Part.SURVEY},
    DigestSection.FEEDBACK: {Part.FEEDBACK},
    DigestSection.TEAM: {Part.TEAM_TOLD},
    DigestSection.THANKS: {Part.TOLD, Part.TEAM_TOLD, Part.NUDGE},
    DigestSection.COMPANY: {Part.COMPANY},
    DigestSection.CELEBRATIONS: {Part.CELEBRATIONS},
}
_SOURCES = {
    DigestSection.NEEDS: {Source.CYCLES, Source.HANDOVERS},
    DigestSection.MEETINGS: {Source.MEETINGS, Source.PAIRS},
    DigestSection.PROMISES: {Source.PROMISES},
    DigestSection.FEEDBACK: {Source.REQUESTS},
    DigestSection.DEVELOPMENT: {
        Source.PLANS,
        Source.ASSESSMENTS,
        Source.MENTORSHIPS,
        Source.CERTIFICATES,
    },
    # Whoever has just met, or is about to, is not told that it has gone quiet.
    DigestSection.TEAM: {Source.MEETINGS, Source.PAIRS, Source.PLANS},
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The sections that somebody has, and what is asked for them."""

    sections: frozenset[DigestSection]
    parts: frozenset[Part]
    sources: frozenset[Source]


def asked(actor: Actor, hidden: Collection[DigestSection] = ()) -> Asked:
    """What is asked for somebody's digest."""
    can_have = available_sections(manages=bool(actor.report_ids), hr=actor.is_hr)
    shown = frozenset(can_have) - set(hidden)
    sources = {source for section in shown for source in _SOURCES.get(section, ())}
    parts = {part for section in shown for part in _PARTS.get(section, ())}
    if sources:
        parts.add(Part.NEEDS)
    return Asked(shown, frozenset(parts), frozenset(sources))
