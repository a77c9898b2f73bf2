"""What the reader, and those around them, received: feedback and thanks."""

from __future__ import annotations

from erm.digest.lines import Line
from erm.digest.writer import Writer
from erm.feedback.views import FeedbackNoteView
from erm.mail.acting import MailAct
from erm.recognition.rules import KudosVisibility
from erm.recognition.views import ThanksToldView
from erm.relationships.thanking import ThanksNudgeView

NAMES_SHOWN = 2


def note_line(note: FeedbackNoteView, w: Writer) -> Line:
    """Who wrote feedback; what it says is read in the product alone."""
    return Line(
        w.say("line.note", name=w.name(note.author_id)),
        w.links.feedback_note(note.id),
        (w.day_of(note.created_at),),
        act=w.act(MailAct.THANK_FOR_FEEDBACK, note.id, "thank"),
    )


def thanks_line(thanks: ThanksToldView, w: Writer) -> Line:
    """Who thanked the reader, with the words if everybody may read them."""
    return Line(
        w.say("line.thanks", name=w.name(thanks.author_id)),
        w.links.kudos(thanks.id),
        _words(thanks, w),
        w.links.give(thanks.author_id),
    )


def team_thanks_line(thanks: ThanksToldView, w: Writer) -> Line:
    """Who thanked whom among those around the reader."""
    named = [w.name(key) for key in thanks.receiver_ids[:NAMES_SHOWN]]
    names = {"author": w.name(thanks.author_id), "names": w.listed(named)}
    left = len(thanks.receiver_ids) - len(named)
    text = (
        w.say("line.team_thanks_more", count=left, **names)
        if left
        else w.say("line.team_thanks", **names)
    )
    return Line(text, w.links.kudos(thanks.id), _words(thanks, w))


def _words(thanks: ThanksToldView, w: Writer) -> tuple[str, ...]:
    return (w.quote(thanks.message),) if thanks.visibility is KudosVisibility.PUBLIC else ()


def helper_lines(nudge: ThanksNudgeView | None, w: Writer) -> list[Line]:
    """Whom the reader could thank; the line itself opens the dialog with them in it."""
    return [
        Line(w.name(helper.person_id), w.links.give(helper.person_id), (helper.reason,))
        for helper in (() if nudge is None else nudge.helpers)
    ]
