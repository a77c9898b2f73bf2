"""docs/permissions.md: what the policies answer, asked about every row of the world.

The cells of the grids come from the policies, not from the table; the tests hold both together.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from erm.core import sealing
from erm.core.database import connections
from tests import cast as casting
from tests import database as databases
from tests.authorization import world as worlds
from tests.authorization.policies import PARITIES, Around
from tests.authorization.relations import COLUMNS, Relation
from tests.authorization.table import AS_PARENT, FIELDS, MUTATIONS, READERS, Kind, Readers
from tests.authorization.world import World
from tests.conftest import SECRETS

PAGE = Path(__file__).parents[2] / "docs" / "permissions.md"

TITLES = {
    "Person": "People",
    "Session": "Sessions",
    "AccessToken": "Access tokens",
    "OneOnOneSeries": "One-on-ones: series",
    "OneOnOneMeeting": "One-on-ones: meetings, with their shared notes and these notes' versions",
    "TalkingPoint": "One-on-ones: talking points",
    "ActionItem": "One-on-ones: action items, with their comments and their history",
    "AgendaTemplate": "One-on-ones: people's own templates for agendas",
    "FeedbackRequest": "Feedback: requests",
    "FeedbackNote": "Feedback: notes",
    "GuestFeedback": "Feedback: questions to guests",
    "BankQuestion": "Feedback: questions of the bank",
    "DevelopmentPlan": "Development: plans, with their focus areas, goals, milestones and check-ins",
    "Goal": "Development: goals without a plan, private ones, and those for everyone",
    "CompetencyFramework": "Development: competency frameworks",
    "FrameworkVersion": "Development: versions of frameworks",
    "Competency": "Development: competencies",
    "CareerLevel": "Development: levels of tracks",
    "Assessment": "Development: assessments",
    "Evidence": "Development: evidence, with its files",
    "LearningResource": "Development: what can be learned from",
    "LearningRecord": "Development: what people learn",
    "Certificate": "Development: certificates, with their files",
    "Mentorship": "Development: mentoring",
    "Kudos": "Recognition: kudos, with their comments and reactions",
    "ScheduledKudos": "Recognition: thanks for later",
    "ModerationReport": "Recognition: reports to moderators",
    "Celebration": "Recognition: celebrations, with their cards",
    "Award": "Recognition: awards",
    "AwardNomination": "Recognition: nominations for awards",
    "Reward": "Recognition: rewards for points",
    "Redemption": "Recognition: redemptions of rewards",
    "Cycle": "Feedback cycles: cycles",
    "CycleQuestion": "Feedback cycles: questions",
    "CycleProgramme": "Feedback cycles: programmes",
    "CycleParticipant": "Feedback cycles: participants",
    "NominatedReview": "Feedback cycles: who was chosen to write",
    "Review": "Feedback cycles: reviews",
    "Packet": "Feedback cycles: packets",
    "SurveyDriver": "Surveys: drivers",
    "SurveyItem": "Surveys: questions of the bank",
    "Survey": "Surveys, with their questions",
    "SurveyWave": "Surveys: waves",
    "SurveyComment": "Surveys: comments, with the answers to them",
    "ReportAccess": "Surveys: the ledger of who read their reports",
    "SurveyQuestion": "Surveys: questions",
    "ReportSchedule": "Reports on people: what is mailed",
    "ActionPlan": "Surveys: plans of action, with their steps",
    "Handover": "Handovers, with their lines",
    "Touchpoint": "Relationships: contacts of a pair",
    "WebhookEndpoint": "Integrations: addresses that take webhooks",
    "ChatChannel": "Integrations: chats that are posted to",
    "Delivery": "Integrations: what was sent to them",
    "Mail": "Mail in the local mailbox",
    "OutgoingMail": "Outgoing mail: what, to whom, when; never what it says",
    "MailBlock": "Outgoing mail: blocked addresses",
}
DROPPED = {"over", "expired", "built in"}

HEAD = """\
# Permissions

Who reads what, and who may do what. Written by `make docs`: the grids are what the policies
(`erm/*/policy.py`) answer when they are asked, as everybody, about every row of a small company in
which everything exists in every state (`tests/authorization/world.py`). What they should answer is
written in `tests/authorization/table.py`, and a test asks for every field of every row, as everybody,
by every way through the API, and compares.

**yes**: all who are that to the row read it. **–**: none of them. An empty cell: nobody is that to
such a row without being something closer too. Whoever is several things has the sum of their rights;
each is counted in the leftmost column that gives one, or else in the leftmost that fits. A manager is the manager of the person it is about
(of a note: the recipient; of one-on-ones and contacts: either of the two), as of today. Of a feedback
request, the author is who asks and the recipient who is asked.

Nobody reads anything who is not signed in, has left, or brings a session or token that is over: the
sign-in page's `instance` is all they get. An access token reads what its owner reads, or nothing if
it may only write. What one may not read is answered as if it were not there.
"""


def _relations(readers: Readers) -> str:
    order = [relation.value for relation in Relation if relation in readers]
    return ", ".join(order) or "nobody"


def _grid(world: World, around: Around, type_: str) -> list[str]:
    (parity,) = [p for p in PARITIES if p.type == type_]
    # Of a row that is read as its parent is, the grid of the parent tells.
    variants = [v for v in READERS[type_] if v not in DROPPED and v != AS_PARENT]
    cells: dict[tuple[str, Relation], set[bool]] = {}
    for row in world.of(type_):
        for person in world.everybody:
            relation = world.main_relation(person.id, row)
            may = parity.may_read(world.cast.actor(person), row.model, around)
            cells.setdefault((row.variant, relation), set()).add(may)
    columns = [c for c in COLUMNS if any((variant, c) in cells for variant in variants)]
    lines = [
        "| | " + " | ".join(column.value for column in columns) + " |",
        "|---|" + "---|" * len(columns),
    ]
    words = {(): "", (True,): "yes", (False,): "–", (False, True): "some"}
    for variant in variants:
        shown = [words[tuple(sorted(cells.get((variant, column), ())))] for column in columns]
        lines.append(f"| {variant or 'all'} | " + " | ".join(shown) + " |")
    return lines


def _fields(type_: str) -> list[str]:
    lines = []
    for name, rule in FIELDS[type_].items():
        if rule.kind is Kind.ONLY:
            note = f" ({rule.note})" if rule.note else ""
            lines.append(f"| `{type_}.{name}` | {_relations(rule.relations)}{note} |")
        elif rule.kind is Kind.TRUE_FOR:
            lines.append(f"| `{type_}.{name}` | true for: {_relations(rule.relations)} |")
        elif rule.kind is Kind.EACH and not type_.endswith("Connection"):
            lines.append(f"| `{type_}.{name}` | {rule.note} |")
    return lines


def render(world: World, around: Around) -> str:
    """The page."""
    lines = [HEAD, "## Who reads what", ""]
    for type_, title in TITLES.items():
        lines += [f"### {title}", "", *_grid(world, around, type_), ""]
    lines += [
        "Departments, company values and the catalogue of skills are read by everybody signed in; that",
        "somebody has a skill by everybody or by their present manager alone, as they chose, and of",
        "leavers by nobody. Focus areas, goals, milestones, check-ins,",
        "comments and lines are read by whoever reads the plan, kudos, promise or handover that they belong",
        "to; check-ins on a goal for everyone by the person and their present manager; deleted comments by nobody. The templates for agendas that come with erm are read by everybody",
        "signed in. Private notes of a meeting are read by whoever wrote them, and have no",
        "address of their own. A file of people is shown to the administrator who uploaded it.",
        "",
        "## Fields with a rule of their own",
        "",
        "All other fields are read by whoever reads the row; a row that a field leads to is there for",
        "those who may read it, by its own rules. Counts count what the viewer may read.",
        "",
        "| field | who, or what they get |",
        "|---|---|",
    ]
    for type_ in FIELDS:
        lines += _fields(type_)
    lines += [
        "",
        "## Who may do what",
        "",
        "Everybody else is refused, and nothing changes: with `NOT_FOUND` if they may not read what it",
        "is about, else with `NOT_ALLOWED`. An access token needs the scope to write. States (a closed",
        "meeting, an answered request) are another matter, see [refusals.md](refusals.md).",
        "",
        "| mutation | who | |",
        "|---|---|---|",
    ]
    for name, right in MUTATIONS.items():
        who = "nobody needs to be signed in" if right.public else _relations(right.relations)
        notes = [
            note for note in (right.note, "in a browser only" if right.session else "") if note
        ]
        lines.append(f"| `{name}` | {who} | {'; '.join(notes)} |")
    return "\n".join(lines) + "\n"


async def _write() -> None:
    sealing.use_keys(SECRETS)
    with tempfile.TemporaryDirectory() as folder:
        url = databases.sqlite_url(Path(folder) / "erm.db")
        await asyncio.to_thread(databases.make_schema, url)
        async with connections.database(url):
            world = await worlds.build(await casting.company())
            text = render(world, await Around.load())
    PAGE.write_text(text)


def write() -> None:
    """Make the page anew."""
    asyncio.run(_write())
