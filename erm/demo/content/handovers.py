"""What people handed over when a manager changed or their work did."""

from __future__ import annotations

from dataclasses import dataclass

from erm.handovers.rules import HandoverReason


@dataclass(frozen=True, slots=True)
class HandoverSpec:
    """A handover that was shared ``days`` ago.

    ``promises``: the words for the author's open promises, which wait for the receiver; as many are
    offered as are still open. ``goals``: the words for the author's goals, which the receiver took
    note of.
    """

    author: str
    receiver: str
    reason: HandoverReason
    days: int
    note: str
    about: str | None = None
    promises: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()


HANDOVERS = (
    HandoverSpec(
        "rachel",
        "theo",
        HandoverReason.NEW_MANAGER,
        94,
        "Hello Theo, before we begin: what Devon and I had agreed, as far as it concerns you.\n\n"
        "- I work best with a question for the week and no meetings before eleven.\n"
        "- Devon and I were careful about travel: my mother is ill, two nights away is my limit.\n"
        "- I am new to research. Please tell me early when I fall back into answering tickets.",
        about="devon",
        goals=("I said in spring that I would learn this. It goes on as it was, please ask me.",),
    ),
    HandoverSpec(
        "grace",
        "elena",
        HandoverReason.NEW_MANAGER,
        61,
        "Elena, a page instead of a meeting, because of the time difference.\n\n"
        "Marcus and I spoke every week about the alarms and never about me. I would like to change "
        "that: in autumn I want to know whether there is a way to staff engineer from here. On call "
        "I can do one week in three, not two; he knew why, and I will tell you when we talk.",
        about="marcus",
    ),
    HandoverSpec(
        "egor",
        "sofia",
        HandoverReason.MOVING,
        2,
        "From the first of next month half of my time goes to the screens of the devices, so some "
        "of what I promised Theo needs somebody who stays. You know all of the files. Take what you "
        "can and leave the rest with me, I mean it.",
        promises=("What I promised Theo when we last met. He can tell you how far I am.",),
    ),
)
