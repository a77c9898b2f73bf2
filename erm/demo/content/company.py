"""Kelvane: who they are, where they sit, what they hold to.

Kelvane makes small temperature loggers ("Pebble"), the gateways that listen to them
("Lantern") and the service that people look at ("Harbour"), for whoever has to keep
something cold: pharmacies, blood banks, dairies, a fish auction.
"""

from erm.demo.content.kinds import DepartmentSpec, OfficeSpec, ValueSpec

COMPANY = "Kelvane"
DOMAIN = "kelvane.example"
ABOUT = (
    "Kelvane makes the small loggers, gateways and software that tell a pharmacist at three in "
    "the morning that a fridge is getting warm, and only when it really is."
)

# One password for everybody in the demo. It opens nothing but invented data.
DEMO_PASSWORD = "lantern-pebble-harbour-61"

# Keys of the people a visitor is invited to sign in as, with a word on who they are.
SIGN_IN_AS: tuple[tuple[str, str], ...] = (
    ("sofia", "designer, reports to Theo"),
    ("joao", "support engineer, reports to Luís"),
    ("theo", "manager of three designers"),
    ("luis", "manager of a support team"),
    ("elena", "руководитель, всё по-русски"),
    ("artyom", "инженер, в команде Елены"),
    ("ingrid", "chief executive"),
    ("hannah", "head of People (HR)"),
    ("tomas", "administrator"),
)

OFFICES = (
    OfficeSpec("berlin", "Berlin", "Europe/Berlin"),
    OfficeSpec("lisbon", "Lisbon", "Europe/Lisbon"),
    OfficeSpec("yerevan", "Yerevan", "Asia/Yerevan"),
    OfficeSpec("toronto", "Toronto", "America/Toronto"),
)

DEPARTMENTS = (
    DepartmentSpec("office", "Company Office", None, "ingrid"),
    DepartmentSpec("engineering", "Engineering", None, "marcus"),
    DepartmentSpec("platform", "Platform", "engineering", "elena"),
    DepartmentSpec("devices", "Devices", "engineering", "freya"),
    DepartmentSpec("product", "Product & Design", None, "claire"),
    DepartmentSpec("care", "Customer Care", None, "maggie"),
    DepartmentSpec("commercial", "Sales & Marketing", None, "victor"),
    DepartmentSpec("operations", "Operations & Quality", None, "ursula"),
)

VALUES = (
    ValueSpec(
        "cold",
        "Keep the cold",
        "At the far end of every reading there is somebody's insulin. We act as if we knew them.",
        "teal",
    ),
    ValueSpec(
        "early",
        "Say it early",
        "Bad news is cheapest on the day it is born. Whoever brings it gets a chair, not a trial.",
        "orange",
    ),
    ValueSpec(
        "easier",
        "Leave it easier",
        "The next person should find it simpler than we did: the code, the box, the spreadsheet.",
        "grape",
    ),
    ValueSpec(
        "measure",
        "Measure, then argue",
        "We like an argument. We like it better with a thermometer on the table.",
        "indigo",
    ),
    ValueSpec(
        "metre",
        "Walk the last metre",
        "It is not done when it is shipped, but when it works in the customer's basement.",
        "green",
    ),
    ValueSpec(
        "chair",
        "Pull up a chair",
        "We make room: for the new one, the quiet one, the one nine hours away.",
        "yellow",
    ),
)
