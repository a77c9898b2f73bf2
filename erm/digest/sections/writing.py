"""All sections of a digest, in order, and what fits on a screen of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from erm.digest.home import Contents
from erm.digest.lines import Line, Section
from erm.digest.needs import Need, NeedKind
from erm.digest.rules import DigestSection
from erm.digest.sections.celebrating import celebration_line
from erm.digest.sections.company import company_lines
from erm.digest.sections.meetings import meeting_line
from erm.digest.sections.needs import HOME_OF, is_of_the_team, line_of
from erm.digest.sections.promises import promised_line
from erm.digest.sections.received import helper_lines, note_line, team_thanks_line, thanks_line
from erm.digest.sections.survey import survey_lines
from erm.digest.writer import Writer

SCREEN = 10
"""Lines of a whole digest, as far as that leaves one to each section."""
MOST = {DigestSection.NEEDS: 5, DigestSection.MEETINGS: 5}
MOST_OTHERWISE = 3


def needs_shown(
    needs: Sequence[Need], shown: Collection[DigestSection], writer: Writer
) -> dict[DigestSection, list[Need]]:
    """The needs of the sections that are shown: what is overdue at the top, if there is a top.

    Meetings of today are among the meetings.
    """
    found: dict[DigestSection, list[Need]] = {section: [] for section in shown}
    for need in needs:
        home = DigestSection.TEAM if is_of_the_team(need, writer) else HOME_OF[need.kind]
        if need.kind is NeedKind.MEETING_TODAY or home not in found:
            continue
        lifted = need.overdue and DigestSection.NEEDS in found
        found[DigestSection.NEEDS if lifted else home].append(need)
    return found


def sections(
    found: Contents, needs: dict[DigestSection, list[Need]], writer: Writer
) -> list[Section]:
    """All sections that have lines, most needed first."""
    w, links = writer, writer.links

    def needed(section: DigestSection) -> list[Line]:
        return [line_of(need, w) for need in needs.get(section, ())]

    reports: list[Line] = []
    peers: list[Line] = []
    for thanks in found.team_told:
        to_reports = any(key in w.report_ids for key in thanks.receiver_ids)
        (reports if to_reports else peers).append(team_thanks_line(thanks, w))
    meetings = [meeting_line(m, found.points.get(m.id, ()), w) for m in found.meetings]
    each = DigestSection
    written: list[tuple[DigestSection, list[Line], str]] = [
        (each.NEEDS, needed(each.NEEDS), links.home),
        (each.MEETINGS, meetings + needed(each.MEETINGS), links.one_on_ones),
        (
            each.PROMISES,
            needed(each.PROMISES) + [promised_line(item, w) for item in found.promised],
            links.one_on_ones,
        ),
        (each.SURVEY, survey_lines(found.survey, w), links.engagement),
        (
            each.FEEDBACK,
            needed(each.FEEDBACK) + [note_line(note, w) for note in found.feedback],
            links.feedback,
        ),
        (each.DEVELOPMENT, needed(each.DEVELOPMENT), links.development),
        (each.TEAM, needed(each.TEAM) + reports, links.recognition),
        (each.THANKS, [thanks_line(t, w) for t in found.told] + peers, links.recognition),
        (each.COMPANY, company_lines(found.company, w), links.departments),
        (
            each.CELEBRATIONS,
            [celebration_line(view, w) for view in found.celebrations],
            links.celebrations,
        ),
    ]
    titled = [(key, w.say(f"title.{key}"), lines, link) for key, lines, link in written if lines]
    if helpers := helper_lines(found.nudge, w):
        titled.append((each.THANKS, w.say("section.nudge"), helpers, links.recognition))
    kept = fit([min(len(lines), MOST.get(key, MOST_OTHERWISE)) for key, _, lines, _ in titled])
    return [
        _section(key, title, lines, link, most, w)
        for (key, title, lines, link), most in zip(titled, kept, strict=True)
    ]


def fit(wanted: Sequence[int], screen: int = SCREEN) -> list[int]:
    """How many lines each section keeps, so that all are one screen: the longest gives first.

    Of equally long ones the later; each keeps one.
    """
    kept = list(wanted)
    while sum(kept) > screen and max(kept) > 1:
        longest = max(kept)
        kept[len(kept) - 1 - kept[::-1].index(longest)] -= 1
    return kept


def _section(
    key: DigestSection, title: str, lines: Sequence[Line], link: str, most: int, w: Writer
) -> Section:
    left = len(lines) - most
    more = w.say("more", count=left) if left else None
    return Section(key, title, tuple(lines[:most]), more, link, len(lines))
