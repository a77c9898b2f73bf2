"""Thanks for teams, thanks for later, hidden comments and reports, and what can be done with them."""

from __future__ import annotations

from typing import Any

from erm.core.clock import now
from erm.core.ids import new_id
from erm.people.models import Person
from erm.recognition.models import KudosComment, ScheduledKudos
from erm.recognition.moderation.models import ModerationReport
from erm.recognition.moderation.rules import ReportReason, ReportState
from erm.recognition.moderation.sealed import seal_snapshot
from erm.recognition.rules import ScheduleState
from erm.recognition.sealed import seal_content
from tests.authorization.relations import Relation
from tests.authorization.world import DAY, Row, Viewer, World, ids

MODERATORS = frozenset({Relation.HR, Relation.ADMINISTRATOR})
READERS = frozenset({Relation.EVERYONE})


async def fill(world: World) -> None:
    """What stands beside the kudos that are there already."""
    c = world.cast
    public = world.named("public kudos 0 of Ann")
    private = world.named("private kudos 2 of Ann")
    await _hidden_comment(world, public, c.cy)
    await _hidden_comment(world, private, c.mo)
    for person, state in (
        (c.bo, ScheduleState.WAITING),
        (c.hana, ScheduleState.WAITING),
        (c.cy, ScheduleState.FAILED),
    ):
        await _scheduled(world, person, c.ann, state)
    await _report(world, private, reporter=c.mo)
    await _report(world, public, reporter=None)
    await _report(world, world.named("private kudos 5 of Hana"), reporter=c.old)


async def _hidden_comment(world: World, kudos: Row, author: Person) -> None:
    row = await world.put(
        "KudosComment",
        KudosComment,
        f"hidden comment of {author.given_name} on {kudos.name}",
        texts=["body", "hidden_reason"],
        variant="hidden comment",
        parent=kudos,
        ties={Relation.AUTHOR: ids(author)},
        links={"author": world.person(author), "kudos": kudos},
        able="canDelete canRestore",
        values={"hidden": True},
        kudos_id=kudos.key,
        author_id=author.id,
        created_at=now(),
        hidden_at=now(),
        hidden_by_id=world.cast.ada.id,
    )
    kudos.links["comments"].append(row)


async def _scheduled(world: World, author: Person, receiver: Person, state: ScheduleState) -> None:
    failed = state is ScheduleState.FAILED
    row_id = new_id()
    row = await world.put(
        "ScheduledKudos",
        ScheduledKudos,
        f"thanks for later of {author.given_name}",
        variant="could not be said" if failed else "waits",
        ties={Relation.AUTHOR: ids(author)},
        links={"receivers": [world.person(receiver)], "companyValue": None, "audience": None},
        id=row_id,
        author_id=author.id,
        content_sealed=b"",
        due_at=now() + DAY,
        state=state,
        problem="PERSON_HAS_LEFT" if failed else "",
        created_at=now(),
    )
    row.values["message"] = word = world.text(row, "message")
    content = {
        "receiver_ids": [str(receiver.id)],
        "groups": [],
        "message": word,
        "company_value_id": None,
        "visibility": "private",
        "audience_id": None,
        "mention_ids": [],
        "picture_alt": "",
        "points": 0,
        "despite_warning": False,
    }
    await ScheduledKudos.filter(id=row_id).update(content_sealed=seal_content(content, row_id))


async def _report(world: World, kudos: Row, *, reporter: Person | None) -> None:
    (author,) = kudos.ties[Relation.AUTHOR]
    row_id = new_id()
    row = await world.put(
        "ModerationReport",
        ModerationReport,
        f"report of {kudos.name}",
        texts=["words"],
        variant="of the words of HR" if author == world.cast.hana.id else "of a colleague's words",
        ties={Relation.AUTHOR: frozenset({author})},
        links={
            "author": kudos.links["author"],
            "reporter": None if reporter is None else world.person(reporter),
            "decidedBy": None,
            "kudos": kudos,
        },
        able="canDecide",
        id=row_id,
        kudos_id=kudos.key,
        author_id=author,
        reporter_id=None if reporter is None else reporter.id,
        reason=ReportReason.OTHER if reporter else ReportReason.WORDS,
        snapshot_sealed=b"",
        state=ReportState.OPEN,
        created_at=now(),
    )
    row.values["snapshot"] = word = world.text(row, "snapshot")
    await ModerationReport.filter(id=row_id).update(snapshot_sealed=seal_snapshot(word, row_id))


# ---- what differs from viewer to viewer --------------------------------------------------------


def received(world: World, viewer: Viewer, kudos: Row) -> Any:
    """Whether the viewer is among the receivers."""
    return viewer.key in kudos.ties[Relation.RECIPIENT]


def can_report(world: World, viewer: Viewer, row: Row) -> Any:
    """Whoever reads it but for who wrote it, unless it is hidden."""
    return "hidden" not in row.variant and viewer.key not in row.ties[Relation.AUTHOR]


def editable_until(world: World, viewer: Viewer, kudos: Row) -> Any:
    """A moment for the author of what is a few minutes old."""
    if "canEdit" not in kudos.able or viewer.key not in kudos.ties[Relation.AUTHOR]:
        return None
    return kudos.extra["until"]


def given(world: World) -> list[tuple[str, str, Row | None, dict[str, Any], dict[str, Any]]]:
    """Each mutation, the input that names its row, the row, all that is given, and what is particular."""
    c = world.cast
    public = world.named("public kudos 0 of Ann")
    private = world.named("private kudos 2 of Ann")
    fresh = world.named("fresh kudos of Bo")
    hidden = next(row for row in world.of("Kudos") if row.variant == "hidden")
    comment = world.named(f"comment of Mo on {public.name}")
    unkind = world.named(f"hidden comment of Cy on {public.name}")
    value = world.named("value in use")
    waiting = world.named("thanks for later of Bo")
    report = world.named(f"report of {private.name}")
    of_hr = world.named("report of private kudos 5 of Hana")
    later = (now() + 2 * DAY).isoformat()
    thanks = {"receiverIds": [world.person(c.old).id], "message": "thank you"}
    look = {"description": "new", "color": "teal", "icon": "star"}
    decide = {"uphold": False, "reason": "new", "version": 1}
    words = {"message": "new words", "companyValueId": None}
    author_too = {Relation.AUTHOR: "NOT_ALLOWED"}
    nobody: frozenset[Relation] = frozenset()
    return [
        ("giveKudos", "", None, thanks, {}),
        ("scheduleKudos", "", None, {**thanks, "giveAt": later}, {}),
        ("editKudos", "kudosId", fresh, words, {}),
        ("editKudos", "kudosId", private, words, {"relations": nobody}),
        ("cancelScheduledKudos", "scheduledId", waiting, {}, {}),
        ("giveScheduledKudosNow", "scheduledId", waiting, {}, {}),
        ("saveCompanyValue", "", None, {**look, "name": "a new value"}, {}),
        ("saveCompanyValue", "valueId", value, {**look, "name": "renamed", "version": 1}, {}),
        ("retireCompanyValue", "valueId", value, {"retired": True}, {}),
        ("orderCompanyValues", "", None, {"valueIds": [value.id]}, {}),
        ("editRecognitionSettings", "", None, {"allowance": 50, "version": 1}, {}),
        (
            "reportContent",
            "kudosId",
            public,
            {"reason": "HURTFUL"},
            {"never": frozenset({Relation.AUTHOR})},
        ),
        (
            "reportContent",
            "kudosId",
            private,
            {"reason": "HURTFUL"},
            {"relations": nobody, "otherwise": {Relation.RECIPIENT: "CONFLICT"}},
        ),
        (
            "reportContent",
            "commentId",
            comment,
            {"reason": "HURTFUL"},
            {"never": frozenset({Relation.AUTHOR})},
        ),
        ("decideReport", "reportId", report, decide, {}),
        ("decideReport", "reportId", of_hr, decide, {}),
        ("hideKudos", "kudosId", public, {"reason": "abuse"}, {}),
        ("hideKudos", "kudosId", private, {"reason": "abuse"}, {}),
        ("hideKudosComment", "commentId", comment, {"reason": "abuse"}, {}),
        ("restoreContent", "kudosId", hidden, {"reason": "new"}, {"otherwise": author_too}),
        ("restoreContent", "commentId", unkind, {"reason": "new"}, {"otherwise": author_too}),
        (
            "restoreContent",
            "reportId",
            report,
            {"reason": "new"},
            {"relations": nobody, "otherwise": dict.fromkeys(MODERATORS, "CONFLICT")},
        ),
    ]
