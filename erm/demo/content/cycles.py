"""Which cycles Kelvane holds."""

ANNUAL_PEERS = 5
"""Most people are looked at by so many colleagues; a few by fewer than the minimum."""

PROJECT = "Pebble 3, looking back"
PROJECT_ABOUT = (
    "Eleven weeks, two suppliers and one drop test too many: what do we want to do again?"
)
PROJECT_TEAM = ("sofia", "mei", "daniel", "nadia", "rachel", "lukas", "ana", "henrik")

UPWARD = "How we are led"
UPWARD_ABOUT = "For everybody who leads somebody. Nobody, HR included, learns who answered what."

ANNUAL_ABOUT = (
    "Once a year we look at each other's work from all sides, and agree on what comes next."
)

PROBATION = "Finding in: {name}"
PROGRAMME = "Finding in, two weeks after the first day"

DRAFT = "The quarter in Customer Care"
DRAFT_ABOUT = "Five short questions, three weeks."

CALIBRATION = "Product & Design, side by side"
CALIBRATION_REASON = (
    "Two launches were carried alone in April; the others here were rated for half of that."
)
EXTENSION_REASON = "Back from leave on Thursday."
DECLINE_REASON = "We have hardly worked together this year; Samir knows more."

NEWEST = "bethany"
STILL_OWE = ("sofia", "theo", "artyom", "elena", "joao")
"""Who is invited to sign in finds something to write."""

STILL_PREPARING = ("egor",)
"""Whose packet their manager has not released yet."""

STILL_TO_READ = ("sofia", "artyom", "luis")
"""Whose packet waits to be read."""
