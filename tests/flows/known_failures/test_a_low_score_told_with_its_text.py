"""In other products a low score goes out with its words, to the one whom it is about.

Here no notification holds what somebody wrote, in a review, a survey or feedback: neither its row nor
the sentence that leaves the product, whatever its kind.
"""

from __future__ import annotations

from erm.core.language import catalogue, languages
from erm.feedback.cycles import events as cycles
from erm.flows.notifying import (
    celebrating,
    company,
    development,
    engagement,
    feedback,
    one_on_ones,
    reviews,
)
from erm.flows.subjects import subjects
from erm.notifications.rules import NotificationKind
from erm.notifications.subjects import About
from tests.cast import Cast
from tests.feedback.rows import note

PLACES = {"name", "count"}
"""All that a sentence of a notification may name."""


def test_no_sentence_has_a_place_for_what_somebody_wrote() -> None:
    for language in languages():
        for key, sentence in catalogue(language).items():
            if not key.startswith("notification."):
                continue
            forms = [sentence] if isinstance(sentence, str) else list(sentence.values())
            for form in forms:
                places = {part.split("}")[0] for part in form.split("{")[1:]}
                assert places <= PLACES, key


def test_nobody_is_told_that_somebody_wrote_a_review_or_took_part_in_a_survey() -> None:
    """There is no such kind, and no module hears of it."""
    assert not [kind for kind in NotificationKind if "submitted" in kind or kind == "answered"]
    for module in (
        one_on_ones,
        feedback,
        reviews,
        development,
        celebrating,
        engagement,
        company,
    ):
        heard = {hint for hint in vars(module).values() if isinstance(hint, type)}
        assert cycles.PacketAcknowledged not in heard, module
        assert not [each for each in heard if "Submitted" in each.__name__], module


async def test_what_stands_in_feedback_is_in_no_title(cast: Cast) -> None:
    row = await note(cast.cy, cast.ann, behaviour="You shout at people")
    about = About(NotificationKind.FEEDBACK_RECEIVED, "FeedbackNote", row.id)
    (view,) = (await subjects(cast.actor(cast.ann), {about})).values()
    assert "shout" not in view.title
    assert not view.public
