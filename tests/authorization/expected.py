"""What the table says that a viewer gets, and the comparison of an answer with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from erm.core.actor import Role
from erm.feedback.cycles.models import CycleParticipant
from erm.feedback.cycles.rules import PacketState, ParticipantState, ReviewState
from erm.one_on_ones.models import TalkingPoint
from erm.one_on_ones.rules import ActionItemState, TalkingPointState
from tests.authorization import (
    action_plans,
    awards,
    celebrations,
    competencies,
    development,
    following,
    learning,
    points,
    skills,
    surveys,
    thanking,
)
from tests.authorization.relations import Relation
from tests.authorization.table import FIELDS, Kind, Readers
from tests.authorization.world import Row, Viewer, World

ANY = object()
"""An answer that the table does not fix."""


def field_is_open(world: World, viewer: UUID, row: Row, name: str) -> bool:
    """Whether a viewer who reads the row gets this field of it."""
    rule = FIELDS[row.type][name]
    if rule.kind is Kind.ONLY:
        return bool(world.relations(viewer, row) & rule.relations)
    if (row.type, name) == ("Person", "workEmail"):
        return row.variant != "has left" or row.key == viewer or _in_office(world, viewer)
    return True


def _in_office(world: World, viewer: UUID) -> bool:
    return bool(world.cast.roles.get(viewer, set()) & {Role.HR, Role.ADMINISTRATOR})


class Judge:
    """Compares answers with the table. Collects what differs, and counts what was compared."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.problems: list[str] = []
        self.probes = 0
        self.by_type: Counter[str] = Counter()
        self.reached: dict[str, set[str]] = {}
        self._same: dict[tuple[str, str], Any] = {}

    def wrong(self, viewer: Viewer, what: str) -> None:
        self.problems.append(f"{viewer.name}: {what}")

    def roots(self, viewer: Viewer, data: dict[str, Any]) -> None:
        """Root fields that are there for a role only, and the viewer's corner."""
        for name, got in data.items():
            rule = FIELDS["Query"].get(name)
            if rule is not None and rule.kind is Kind.ONLY:
                self.count("Query")
                if (got is not None) != self._holds(viewer, rule.relations):
                    self.wrong(viewer, f"{name} is {got!r}"[:200])
            elif name == "viewer" and (got is None) != (viewer.key is None):
                self.wrong(viewer, f"viewer is {got!r}"[:200])

    def _holds(self, viewer: Viewer, relations: Readers) -> bool:
        if viewer.key is None:
            return False
        myself = self.world.by_key["Person", viewer.key]
        return bool(self.world.relations(viewer.key, myself) & relations)

    def look(self, viewer: Viewer, value: Any, *, via: str) -> None:
        """Everything in a piece of an answer, however deep."""
        if isinstance(value, list):
            for each in value:
                self.look(viewer, each, via=via)
            return
        if not isinstance(value, dict):
            return
        type_ = value.get("__typename")
        row = self.row_of(value)
        if row is not None:
            self.reached.setdefault(viewer.name, set()).add(row.id)
            self.object(viewer, row, value, via=via)
        elif type_ is not None and "edges" in value and "pageInfo" in value:
            self.connection(viewer, value, via=via)
        elif type_ is not None and "id" in value and type_ not in CHOICES:
            self.wrong(viewer, f"got {type_} {value['id']}, which is not of this world, by {via}")
        elif type_ == "Viewer":
            self.corner(viewer, value, via=via)
        for name, inner in value.items():
            self.look(viewer, inner, via=f"{via}.{name}")

    def row_of(self, value: dict[str, Any]) -> Row | None:
        """The row that an object of an answer stands for."""
        if value.get("__typename") in CHOICES:
            return None
        if value.get("__typename") == "Touchpoint":
            return self.world.by_key["Touchpoint", UUID(value["key"])]
        return self.world.by_id.get(value.get("id", ""))

    def connection(self, viewer: Viewer, value: dict[str, Any], *, via: str) -> None:
        info = value.get("pageInfo") or {}
        if info.get("hasNextPage") is False and info.get("hasPreviousPage") is False:
            self.count("Connection")
            if value.get("totalCount", len(value["edges"])) != len(value["edges"]):
                self.wrong(
                    viewer, f"counts {value['totalCount']} of {len(value['edges'])} by {via}"
                )

    def object(self, viewer: Viewer, row: Row, value: dict[str, Any], *, via: str) -> None:
        """One row as it was answered, field by field."""
        self.count(row.type)
        if not self.world.reads(viewer.key, row):
            self.wrong(viewer, f"reads {row} by {via}")
            return
        if "id" in value and value["__typename"] != row.type:
            self.wrong(viewer, f"{row} is answered as {value['__typename']} by {via}")
        for name, got in value.items():
            if name not in ("__typename", "id", "key"):
                self.count(row.type)
                expected = self.expect(viewer, row, name)
                if expected is not ANY and not agrees(got, expected):
                    shown = self.named(comparable(got)), self.named(expected)
                    self.wrong(viewer, f"{row}.{name} is {shown[0]}, not {shown[1]} by {via}")
                elif (
                    expected is ANY and not untold(got) and FIELDS[row.type][name].kind is Kind.ROW
                ):
                    known = self._same.setdefault((row.id, name), comparable(got))
                    if known != comparable(got):
                        self.wrong(viewer, f"{row}.{name} is {got!r} where others get {known!r}")

    def corner(self, viewer: Viewer, value: dict[str, Any], *, via: str) -> None:
        """The viewer's own corner."""
        for name, got in value.items():
            expected = own(self.world, viewer, name)
            if expected is not None:
                self.count("Viewer")
                if not agrees(got, comparable_rows(expected)):
                    shown = self.named(comparable(got))
                    self.wrong(viewer, f"viewer.{name} is {shown}, not {expected!r} by {via}")

    def named(self, value: Any) -> Any:
        """An id, or several, in words."""
        if isinstance(value, frozenset):
            return sorted(str(self.named(each)) for each in value)
        return self.world.by_id.get(value, value) if isinstance(value, str) else value

    def count(self, type_: str) -> None:
        self.probes += 1
        self.by_type[type_] += 1

    def expect(self, viewer: Viewer, row: Row, name: str) -> Any:
        """What the table says for one field of a row that the viewer reads."""
        world, key = self.world, viewer.key
        assert key is not None
        rule = FIELDS[row.type][name]
        if rule.kind is Kind.EACH:
            return EACH[row.type, name](world, viewer, row)
        if rule.kind is Kind.TRUE_FOR:
            return name in row.able and bool(world.relations(key, row) & rule.relations)
        if rule.kind is Kind.LINKS:
            if name not in row.links:
                return ANY
            link = row.links[name]
            if isinstance(link, list):
                return comparable_rows(world.readable(key, link))
            return comparable_row(link if link is not None and world.reads(key, link) else None)
        if rule.kind is Kind.ONLY and not field_is_open(world, key, row, name):
            return NOTHING.get((row.type, name))
        if (row.type, name) == ("Person", "history"):
            return ANY
        return row.values.get(name, ANY)


CHOICES = {"KudosGroupChoice"}
"""Types that name a row of another type by its id, to choose it."""

NOTHING: dict[tuple[str, str], Any] = {
    ("Person", "history"): frozenset(),
    ("FeedbackNote", "links"): frozenset(),
    ("BankQuestion", "wordings"): frozenset(),
    ("Survey", "questions"): frozenset(),
    ("Survey", "problems"): frozenset(),
    ("SurveyWave", "losses"): frozenset(),
}
"""What those get who may not have a field, where it is not null."""


def cut(value: Any) -> bool:
    """Whether an answer is only the first page of something longer, or does not tell."""
    if not isinstance(value, dict) or "edges" not in value:
        return False
    return value.get("pageInfo", {}).get("hasNextPage") is not False


def untold(value: Any) -> bool:
    """Whether an answer tells too little to be compared: cut, or asked for nothing but its type.

    A path ends at some depth, and at its end no fields of an object without an id are asked for.
    """
    return cut(value) or (isinstance(value, dict) and value.keys() == {"__typename"})


def agrees(got: Any, expected: Any) -> bool:
    if cut(got):
        return bool(comparable(got) <= expected)
    return bool(comparable(got) == expected)


def comparable(value: Any) -> Any:
    """An answer's field as :func:`comparable_rows` and scalars are compared: rows by their ids."""
    if isinstance(value, dict):
        if "edges" in value:
            return comparable([edge["node"] for edge in value["edges"]])
        if "id" in value:
            return value["id"]
        return value.get("key") or repr(sorted(value.items(), key=repr))
    if isinstance(value, list):
        return frozenset(comparable(each) for each in value)
    return value


def comparable_row(row: Row | None) -> Any:
    if row is None:
        return None
    return str(row.key) if row.type == "Touchpoint" else row.id


def comparable_rows(rows: Any) -> Any:
    return frozenset(comparable_row(row) for row in rows) if isinstance(rows, list) else rows


def own(world: World, viewer: Viewer, name: str) -> list[Row] | None:
    """The rows in a list of the viewer's corner; None for what is none."""
    key = viewer.key
    assert key is not None

    def tied(type_: str, relation: Relation, *variants: str) -> list[Row]:
        return [
            row
            for row in world.of(type_)
            if key in row.ties.get(relation, ()) and (not variants or row.variant in variants)
        ]

    def open_items(mine: bool) -> list[Row]:
        return [
            item
            for item in world.readable(key, world.of("ActionItem"))
            if item.model.state is ActionItemState.OPEN  # type: ignore[union-attr]
            and (item.model.owner_id == key) is mine  # type: ignore[union-attr]
        ]

    lists: dict[str, Callable[[], list[Row]]] = {
        "series": lambda: tied("OneOnOneSeries", Relation.PAIR),
        "feedbackRequestsToAnswer": lambda: tied(
            "FeedbackRequest", Relation.RECIPIENT, "pending", "about a report"
        ),
        "feedbackRequestsSent": lambda: tied("FeedbackRequest", Relation.AUTHOR),
        "feedbackRequestsAboutMe": lambda: tied("FeedbackRequest", Relation.SELF),
        "feedbackReceived": lambda: [
            row
            for row in tied("FeedbackNote", Relation.RECIPIENT)
            if row.model.archived_at is None  # type: ignore[union-attr]
        ],
        "feedbackArchived": lambda: [
            row
            for row in tied("FeedbackNote", Relation.RECIPIENT)
            if row.model.archived_at is not None  # type: ignore[union-attr]
        ],
        "guestFeedback": lambda: world.readable(key, world.of("GuestFeedback")),
        "feedbackGiven": lambda: tied("FeedbackNote", Relation.AUTHOR),
        "developmentPlans": lambda: tied("DevelopmentPlan", Relation.SELF),
        "teamDevelopmentPlans": lambda: [
            plan
            for plan in world.readable(key, world.of("DevelopmentPlan"))
            if world.manages(key, plan.links["person"].key)
        ],
        "goals": lambda: [
            goal for goal in tied("Goal", Relation.SELF) if goal.links["plan"] is None
        ],
        "teamGoals": lambda: [
            goal
            for goal in world.readable(key, world.of("Goal"))
            if goal.links["plan"] is None and world.manages(key, goal.links["person"].key)
        ],
        "promises": lambda: open_items(True),
        "promisedToMe": lambda: open_items(False),
        "promisesMade": lambda: open_items(True),
        "promisesReceived": lambda: open_items(False),
        "agendaTemplates": lambda: [
            *tied("AgendaTemplate", Relation.SELF),
            *(row for row in world.by_id.values() if row.variant == "built in"),
        ],
        "handovers": lambda: world.readable(key, world.of("Handover")),
        "assessmentsToWrite": lambda: [
            row for row in world.readable(key, world.of("Assessment")) if row.variant == "open"
        ],
        "learning": lambda: tied("LearningRecord", Relation.SELF),
        "certificates": lambda: tied("Certificate", Relation.SELF),
        "teamCertificates": lambda: learning.team_certificates(world, viewer),
        "mentorships": lambda: world.readable(key, world.of("Mentorship")),
        "packets": lambda: tied("Packet", Relation.SELF, "released", "acknowledged"),
        "teamPackets": lambda: [
            row
            for row in world.readable(key, world.of("Packet"))
            if row.extra["manager"] == key
            or (row.extra["manager"] is None and Relation.HR in world.relations(key, row))
        ],
        "sessions": lambda: tied("Session", Relation.SELF, "alive"),
        "accessTokens": lambda: tied("AccessToken", Relation.SELF, "valid"),
    }
    return lists[name]() if name in lists else None


# ---- what every reader gets for themselves -----------------------------------------------------

Oracle = Callable[[World, Viewer, Row], Any]


def _key(viewer: Viewer) -> UUID:
    assert viewer.key is not None
    return viewer.key


def _email(world: World, viewer: Viewer, row: Row) -> Any:
    return row.values["workEmail"] if field_is_open(world, _key(viewer), row, "workEmail") else None


def _own_series(world: World, viewer: Viewer, person: Row) -> Any:
    both = {_key(viewer), person.key}
    for series in world.of("OneOnOneSeries"):
        if series.variant == "active" and set(series.ties[Relation.PAIR]) == both:
            return series.id
    return None


def _startable(world: World, viewer: Viewer, person: Row) -> Any:
    there = person.key != _key(viewer) and not world.has_left(person.key)
    return there and _own_series(world, viewer, person) is None


def _draftable(world: World, viewer: Viewer, person: Row) -> Any:
    return person.key == viewer.key or world.manages(_key(viewer), person.key)


def _other(world: World, viewer: Viewer, series: Row) -> Any:
    (other,) = [p.id for p in series.links["people"] if p.key != viewer.key]
    return other


def _points(world: World, viewer: Viewer, meeting: Row) -> list[Row]:
    points = world.readable(viewer.key, meeting.links["talkingPoints"])
    return sorted(points, key=lambda row: _point(row).position)


def _point(row: Row) -> TalkingPoint:
    assert isinstance(row.model, TalkingPoint)
    return row.model


def _open_points(world: World, viewer: Viewer, meeting: Row) -> Any:
    points = _points(world, viewer, meeting)
    return sum(_point(row).state is TalkingPointState.OPEN for row in points)


def _position(world: World, viewer: Viewer, point: Row) -> Any:
    return _points(world, viewer, point.links["meeting"]).index(point)


def _readers(world: World, viewer: Viewer, row: Row) -> Any:
    """Everybody there who reads it by a tie or a bond, and the person of a plan in any case."""
    near = {Relation.SELF, Relation.AUTHOR, Relation.RECIPIENT, Relation.MANAGER}
    near |= {Relation.MENTOR, Relation.MANAGERS_MANAGER}
    return frozenset(
        world.person(person).id
        for person in world.cast.people
        if (person.left_on is None or person.id in row.ties.get(Relation.SELF, ()))
        and world.reads(person.id, row)
        and world.relations(person.id, row) & near
    )


def _may_agree(world: World, viewer: Viewer, plan: Row) -> Any:
    if "canAgree" not in plan.able:
        return False
    relations = world.relations(_key(viewer), plan)
    if Relation.SELF in relations:
        return plan.model.agreed_by_person_at is None  # type: ignore[union-attr]
    return Relation.MANAGER in relations


def _reactions(world: World, viewer: Viewer, kudos: Row) -> Any:
    people = kudos.extra["reactions"]
    if not people:
        return frozenset()
    shown = {
        "__typename": "ReactionCount",
        "kind": "CLAP",
        "count": len(people),
        "mine": viewer.key in people,
    }
    return frozenset([repr(sorted(shown.items(), key=repr))])


def _subject_title(world: World, viewer: Viewer, touchpoint: Row) -> Any:
    subject = touchpoint.links["subject"]
    if not world.reads(viewer.key, subject):
        return None
    for name in ("body", "question", "behaviour", "message", "title"):
        if name in subject.values:
            return subject.values[name]
    return ANY


def _undo(world: World, viewer: Viewer, row: Row) -> Any:
    relations = world.relations(_key(viewer), row)
    state = row.model.state  # type: ignore[union-attr]
    if state is ReviewState.REJECTED:
        return Relation.MANAGER in relations
    return state is ReviewState.DECLINED and Relation.AUTHOR in relations


def _my_part(world: World, viewer: Viewer, cycle: Row) -> Any:
    for row in world.of("CycleParticipant"):
        if row.links["cycle"] is cycle and _key(viewer) in row.ties[Relation.SELF]:
            return row.id
    return None


def _counts(world: World, viewer: Viewer, row: Row) -> Any:
    relations = world.relations(_key(viewer), row)
    told = relations & {Relation.HR, Relation.MANAGER} and Relation.SELF not in relations
    return ANY if told else None


def _prepares(world: World, viewer: Viewer, packet: Row) -> Any:
    if packet.model.packet is not PacketState.PREPARING:  # type: ignore[union-attr]
        return False
    relations = world.relations(_key(viewer), packet)
    if packet.extra["manager"] is None:
        return Relation.HR in relations
    return Relation.MANAGER in relations and _key(viewer) == packet.extra["manager"]


def _hands_out(world: World, viewer: Viewer, participant: Row) -> Any:
    """The world's cycles leave releasing to managers, and all of its packets have a summary."""
    about = participant.model
    assert isinstance(about, CycleParticipant)
    if about.packet is not PacketState.PREPARING or about.state is not ParticipantState.ACTIVE:
        return False
    if about.manager_id is None:
        relations = world.relations(_key(viewer), participant)
        return Relation.HR in relations and Relation.SELF not in relations
    return _key(viewer) == about.manager_id and world.manages(about.manager_id, about.person_id)


def _to_hand_out(world: World, viewer: Viewer, cycle: Row) -> Any:
    participants = world.of("CycleParticipant")
    mine = [row for row in participants if row.links["cycle"] is cycle]
    return ANY if any(_hands_out(world, viewer, row) for row in mine) else None


def _leads(world: World, viewer: Viewer, row: Row) -> Any:
    return ANY if Relation.AUTHOR in world.relations(_key(viewer), row) else frozenset()


def _competency(world: World, viewer: Viewer, note: Row) -> Any:
    relations = world.relations(_key(viewer), note)
    if Relation.RECIPIENT in relations:
        return note.values["competency"]
    told = Relation.MANAGER in relations and Relation.AUTHOR not in relations
    return note.values["competency"] if told else ""


def _keeps(world: World, viewer: Viewer, guest: Row) -> bool:
    """Whether it is about the viewer, who asked it themselves unless their manager did."""
    whose = Relation.SELF if Relation.SELF in guest.ties else Relation.AUTHOR
    return whose in world.relations(_key(viewer), guest)


def _kept(world: World, viewer: Viewer, guest: Row) -> Any:
    return ANY if _keeps(world, viewer, guest) else None


def _can_keep(name: str) -> Oracle:
    return lambda world, viewer, guest: name in guest.able and _keeps(world, viewer, guest)


EACH: dict[tuple[str, str], Oracle] = {
    ("FeedbackNote", "competency"): _competency,
    ("GuestFeedback", "archivedAt"): _kept,
    ("GuestFeedback", "canThank"): _can_keep("canThank"),
    ("GuestFeedback", "canArchive"): _can_keep("canArchive"),
    ("CalibrationSession", "seats"): lambda world, viewer, row: ANY,
    ("CalibrationSession", "leniency"): _leads,
    ("CalibrationSession", "distribution"): _leads,
    ("CalibrationSession", "changes"): _leads,
    ("Packet", "trend"): lambda world, viewer, row: ANY,
    ("Packet", "canWriteSummary"): _prepares,
    ("Packet", "canRelease"): _prepares,
    ("NominatedReview", "canUndo"): _undo,
    ("Cycle", "phases"): lambda world, viewer, row: ANY,
    ("Cycle", "allowedStates"): lambda world, viewer, row: (
        ANY if Relation.HR in world.relations(_key(viewer), row) else frozenset()
    ),
    ("Cycle", "blockers"): lambda world, viewer, row: (
        ANY if Relation.HR in world.relations(_key(viewer), row) else frozenset()
    ),
    ("Cycle", "myParticipation"): _my_part,
    ("Cycle", "packetsToRelease"): _to_hand_out,
    ("CycleParticipant", "canReleasePacket"): _hands_out,
    ("CycleParticipant", "lacksSummary"): lambda world, viewer, row: False,
    ("CycleParticipant", "extensions"): lambda world, viewer, row: (
        ANY
        if world.relations(_key(viewer), row) & {Relation.HR, Relation.MANAGER, Relation.SELF}
        else frozenset()
    ),
    ("CycleParticipant", "reviewCounts"): _counts,
    ("Person", "canPlace"): competencies.placed,
    ("Person", "canAssess"): competencies.assessable,
    ("Assessment", "mySide"): competencies.side,
    ("Assessment", "mySheet"): lambda world, viewer, row: ANY,
    ("Assessment", "lines"): lambda world, viewer, row: ANY,
    ("Assessment", "feedback"): lambda world, viewer, row: ANY,
    ("Assessment", "readers"): lambda world, viewer, row: ANY,
    ("Skill", "peopleCount"): lambda world, viewer, row: skills.counted(
        world, viewer, row, teachers=False
    ),
    ("Skill", "teachersCount"): lambda world, viewer, row: skills.counted(
        world, viewer, row, teachers=True
    ),
    ("Evidence", "source"): lambda world, viewer, row: (
        ANY if learning.source(world, viewer, row) is not None else None
    ),
    ("Evidence", "sourceId"): learning.source_id,
    **celebrations.ORACLES,
    ("Celebration", "today"): lambda world, viewer, row: ANY,
    **awards.ORACLES,
    **surveys.ORACLES,
    **action_plans.ORACLES,
    ("Survey", "audience"): lambda world, viewer, row: ANY,
    ("Award", "ballot"): partial(awards.ballot, anything=ANY),
    ("Award", "results"): partial(awards.results, anything=ANY),
    ("Person", "followed"): following.followed,
    ("Reward", "affordable"): points.affordable,
    ("Redemption", "canCancel"): points.can_cancel,
    ("Redemption", "canDecide"): points.can_decide,
    ("Redemption", "canFulfil"): points.can_fulfil,
    ("LearningResource", "doneCount"): lambda world, viewer, row: None,
    ("LearningResource", "myRecord"): learning.own_record,
    ("Certificate", "daysLeft"): lambda world, viewer, row: ANY,
    ("Person", "workEmail"): _email,
    ("Person", "isViewer"): lambda world, viewer, row: row.key == viewer.key,
    ("Person", "series"): _own_series,
    ("Person", "canStartSeries"): _startable,
    ("Person", "canDraftPlan"): _draftable,
    ("Person", "relationship"): lambda world, viewer, row: (
        None if row.key == viewer.key else str(row.key)
    ),
    ("Session", "current"): lambda world, viewer, row: row.extra["secret"] == viewer.cookie,
    ("Session", "lastSeenAt"): lambda world, viewer, row: ANY,
    ("AccessToken", "lastUsedAt"): lambda world, viewer, row: ANY,
    ("OneOnOneSeries", "other"): _other,
    ("OneOnOneSeries", "cadenceReport"): lambda world, viewer, row: ANY,
    ("OneOnOneSeries", "rhythm"): lambda world, viewer, row: ANY,
    ("OneOnOneMeeting", "privateNotes"): lambda world, viewer, row: row.extra["private"][
        _key(viewer)
    ][0],
    ("OneOnOneMeeting", "privateNotesVersion"): lambda world, viewer, row: (
        row.extra["private"][_key(viewer)][1].version
    ),
    ("OneOnOneMeeting", "openPointCount"): _open_points,
    ("OneOnOneSeries", "suggestions"): lambda world, viewer, row: ANY,
    ("TalkingPoint", "position"): _position,
    ("ActionItemComment", "mine"): lambda world, viewer, row: (
        _key(viewer) in row.ties[Relation.AUTHOR]
    ),
    ("FeedbackNote", "visibleTo"): _readers,
    ("DevelopmentPlan", "visibleTo"): _readers,
    ("DevelopmentPlan", "unseenChanges"): lambda world, viewer, row: 0,
    ("Goal", "statusReason"): lambda world, viewer, row: (
        row.extra["statusReason"] if development.follows(world, viewer, row) else ""
    ),
    ("Goal", "confidence"): lambda world, viewer, row: (
        ANY if development.follows(world, viewer, row) else None
    ),
    ("Goal", "changes"): lambda world, viewer, row: (
        ANY if development.follows(world, viewer, row) else frozenset()
    ),
    ("Goal", "readers"): lambda world, viewer, row: (
        ANY if development.follows(world, viewer, row) else frozenset()
    ),
    ("Goal", "hasParent"): development.has_parent,
    ("DevelopmentPlan", "canAgree"): _may_agree,
    ("Kudos", "reactions"): _reactions,
    ("Kudos", "viewerReceived"): thanking.received,
    ("Kudos", "points"): lambda world, viewer, row: None,
    ("Kudos", "pointsForViewer"): lambda world, viewer, row: None,
    ("Kudos", "editableUntil"): thanking.editable_until,
    ("Kudos", "canReport"): thanking.can_report,
    ("KudosComment", "canReport"): thanking.can_report,
    ("Touchpoint", "subjectTitle"): _subject_title,
}
