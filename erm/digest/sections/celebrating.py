"""What colleagues celebrate."""

from __future__ import annotations

from erm.digest.celebrations import in_words
from erm.digest.lines import Line
from erm.digest.writer import Writer
from erm.recognition.celebrations.views import CelebrationView


def celebration_line(view: CelebrationView, w: Writer) -> Line:
    """Whose day it is, and whether the card can still be signed."""
    text, details = in_words(
        view, language=w.language, name=w.name(view.person_id), day=w.day(view.day)
    )
    return Line(text, w.links.celebration(view.id), w.facts(*details))
