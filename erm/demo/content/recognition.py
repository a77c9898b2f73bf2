"""What surrounds thanks at Kelvane: choices, rewards, an award, days to celebrate, what was reported."""

from __future__ import annotations

from dataclasses import dataclass

ICONS = {
    "cold": "shield",
    "early": "message",
    "easier": "tool",
    "measure": "scale",
    "metre": "target",
    "chair": "users",
}
"""The icon of each company value."""

WARNED_OF = ("idiot", "useless", "stupid", "идиот", "бездарь", "тупой")
"""Words that the company warns of, folded."""

ALLOWANCE = 60
GIFT_MAXIMUM = 30
ALLOWANCE_RULES = (("care", False, 80), (None, True, 90))
"""Department, managers only, points."""


@dataclass(frozen=True, slots=True)
class GroupThanks:
    """Thanks to a team or to a department as a whole, with people named besides."""

    days: int
    giver: str
    value: str
    message: str
    team_of: str | None = None
    department: str | None = None
    named: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()


GROUPS = (
    GroupThanks(
        14,
        "maggie",
        "cold",
        "Eleven pharmacies moved to the new alarm page in one night, and **not one** of them called twice. "
        "To everybody in Platform who stayed up, or who slept and let the others stay up.",
        department="platform",
    ),
    GroupThanks(
        5,
        "marcus",
        "measure",
        "The door sensor argument took three weeks and ended with a chart that both sides framed:\n\n"
        "- 4,112 doors\n- 2 thermometers each\n- 0 people who still say *probably*\n\n"
        "@Mei-Ling Chow drew it. Thank you, Devices.",
        team_of="freya",
        mentions=("mei",),
    ),
)


@dataclass(frozen=True, slots=True)
class RewardSpec:
    """Something that points are exchanged for."""

    key: str
    name: str
    description: str
    cost: int
    stock: int | None = None


REWARDS = (
    RewardSpec(
        "afternoon",
        "A free afternoon",
        "Yours, from one o'clock. Agree the day with your manager; the points are not their business.",
        60,
    ),
    RewardSpec(
        "book", "A book of your choice", "Any language, any shop, paper or not. Up to 40 euros.", 25
    ),
    RewardSpec(
        "lunch",
        "Lunch for two",
        "For two: you, and somebody from another office who is in town. Kelvane pays, you pick the place.",
        35,
        20,
    ),
    RewardSpec(
        "trees",
        "Ten trees at Nordvik",
        "Planted in spring behind the hospital where our first logger hangs.",
        20,
    ),
    RewardSpec(
        "logger",
        "Logger number one",
        "One of the twelve prototypes with the hand-filed case. They are warm, and never right.",
        120,
        3,
    ),
)

REDEEMED = (
    ("joao", "book", 12, "fulfilled", "«Ensaio sobre a cegueira», please, if it can be had."),
    ("artyom", "trees", 6, "approved", ""),
    ("sofia", "lunch", 1, "requested", "With Полина, when she is here for the design days."),
)
"""Who, what, days ago, where it stands, what they added."""

AWARDED = 55
"""Days since the last award was announced."""
AWARD = "The Last Metre"
AWARD_ABOUT = (
    "Once a quarter, for something that *worked in the basement*: not the cleverest idea of these three "
    "months, but the one that a customer would miss."
)
JURY = ("ingrid", "fiona", "polina", "theo", "joao")
FORMER_WINNER = "rosa"
FORMER_WORDS = (
    "Rosa drove to fourteen wards in nine days and came back with a list of every plug that gets pulled "
    "out by a vacuum cleaner. We have moved forty loggers since. The Last Metre of the quarter is hers."
)
FORMER_NOMINATIONS = (
    (
        "rosa",
        "luis",
        "metre",
        "She labelled the plugs. In three languages. With a drawing for the night shift.",
    ),
    (
        "rosa",
        "inga",
        "metre",
        "My customers ask when Rosa is coming, not when the technician is coming.",
    ),
    (
        "vadim",
        "nikita",
        "easier",
        "Стенд, который раньше боялись трогать, теперь запускают даже стажёры.",
    ),
)
NOMINATIONS = (
    (
        "bethany",
        "jonas",
        "easier",
        "Six weeks here, and the on-call page is readable. She asked why until there was no why left.",
    ),
    (
        "artyom",
        "kirill",
        "cold",
        "Разобрал ночную тревогу вместе с поддержкой и не ушёл, пока мы всё не поняли.",
    ),
    (
        "sofia",
        "rachel",
        "cold",
        "Nurses stopped at her alarm page for four seconds instead of nineteen. I held the stopwatch.",
    ),
)
"""Nominee, who nominates, value, reason."""


@dataclass(frozen=True, slots=True)
class CardSpec:
    """A day of somebody, ``days`` ago (ahead if below zero), and what stands on the card."""

    person: str
    days: int
    audience: str
    lines: tuple[tuple[str, str], ...]


CARDS = (
    CardSpec(
        "sofia",
        2,
        "team",
        (
            (
                "theo",
                "Another year of making us delete the second button. Happy birthday, Sofia.",
            ),
            ("egor", "С днём рождения! Пусть контраст всегда будет не меньше 4,5."),
            ("rachel", "May every interview run over because nobody wants to leave."),
        ),
    ),
    CardSpec(
        "theo",
        -3,
        "team",
        (
            (
                "egor",
                "С днём рождения, Тео! Спасибо, что спрашиваешь «зачем» раньше, чем «когда».",
            ),
            ("rachel", "For the man who draws the agenda. Happy birthday."),
        ),
    ),
    CardSpec(
        "elena",
        -5,
        "everyone",
        (("artyom", "Пусть ночью никто не звонит. Хотя бы в этот день."),),
    ),
)

FOLLOWS = (("sofia", "polina"), ("sofia", "rosa"), ("theo", "mei"), ("artyom", "sofia"))
PRIVATE_ABOUT_ANNIVERSARIES = ("ruben", "oskar")
"""Who does not want theirs to be told."""

REPORTED = (
    "henrik",
    "samir",
    "untrue",
    "It was I who opened it, twice. I would rather not be the joke of the weekly PDF for good.",
)
"""Whose comment is reported: author of a comment (the first found), reporter, reason, words."""
