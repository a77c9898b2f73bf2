"""For every mutation: what it is given, and the row that it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from erm.core.clock import now
from tests.authorization import (
    action_plans,
    awards,
    ballots,
    celebrations,
    competencies,
    cycle_commands,
    development,
    development_overview,
    fairness,
    following,
    integrations,
    learning,
    notifications,
    outbox,
    points,
    reports,
    skills,
    surveys,
    thanking,
)
from tests.authorization.relations import Relation
from tests.authorization.table import MUTATIONS, Readers
from tests.authorization.world import Row, Viewer, World, some_day
from tests.one_on_ones.editing import Editor, coded

REFUSED = frozenset({"NOT_FOUND", "NOT_ALLOWED"})


@dataclass
class Case:
    """One way to call a mutation.

    ``row`` is what it is about; ``relations`` overrides the table's where a case is narrower than
    the mutation. ``hidden`` are inputs that name a row besides, with one that the actor may not
    read. ``otherwise`` says what a relation is refused with instead, where that is no secret;
    ``never`` are relations that are refused whatever else somebody is to the row.
    """

    mutation: str
    given: dict[str, Any]
    row: Row | None = None
    relations: Readers | None = None
    named_by: str = ""
    succeeds: bool = True
    otherwise: dict[Relation, str] = field(default_factory=dict)
    never: Readers = frozenset()

    @property
    def query(self) -> str:
        name = self.mutation
        type_ = name[0].upper() + name[1:] + "Input"
        return (
            f"mutation ($input: {type_}!) {{ {name}(input: $input) "
            "{ __typename ... on Refusal { kind code message field } } }"
        )

    def allowed(self, world: World, viewer: Viewer) -> bool:
        right = MUTATIONS[self.mutation]
        if viewer.key is None or not viewer.writes or (right.session and viewer.bearer):
            return False
        relations = self.relations if self.relations is not None else right.relations
        if self.row is None:
            role_holder = world.relations(viewer.key, world.person(viewer.person))  # type: ignore[arg-type]
            return bool(role_holder & relations)
        found = world.relations(viewer.key, self.row)
        return world.reads(viewer.key, self.row) and bool(
            found & relations and not found & self.never
        )

    def refusals(self, world: World, viewer: Viewer) -> frozenset[str]:
        """The kinds of refusal that are right for a viewer who may not."""
        if viewer.key is None or not viewer.writes:
            return frozenset({"NOT_ALLOWED"})
        if MUTATIONS[self.mutation].session and viewer.bearer:
            return frozenset({"NOT_ALLOWED"})
        if self.row is None:
            return frozenset({"NOT_ALLOWED"})
        if not world.reads(viewer.key, self.row):
            return frozenset({"NOT_FOUND"})
        relations = world.relations(viewer.key, self.row)
        other = {self.otherwise[r] for r in relations if r in self.otherwise}
        return frozenset({"NOT_ALLOWED"} | other)


Builder = Callable[[World], list[Case]]


def _later(days: float) -> str:
    at = now() + timedelta(days=days)
    return datetime(at.year, at.month, at.day, 10, tzinfo=UTC).isoformat()


def cases(world: World) -> list[Case]:
    """All of them."""
    return [
        *_access(world),
        *_one_on_ones(world),
        *_feedback(world),
        *_development(world),
        *_recognition(world),
        *_handovers(world),
        *_reviews(world),
        *_packets(world),
        *_cycles(world),
        *_calibration(world),
        *_skills(world),
        *_competencies(world),
        *_learning(world),
        *_integrations(world),
        *_fairness(world),
        *_points(world),
        *_celebrations_and_awards(world),
    ]


def _cycles(world: World) -> list[Case]:
    return [
        Case(name, rest, row, named_by=named_by, **how)
        for name, named_by, row, rest, how in cycle_commands.given(world)
    ]


def _skills(world: World) -> list[Case]:
    return [
        Case(name, rest, row, named_by=named_by, **how)
        for name, named_by, row, rest, how in skills.given(world)
    ]


def _fairness(world: World) -> list[Case]:
    return [
        Case(
            name, rest if row is None else {named_by: row.id, **rest}, row, named_by=named_by, **how
        )
        for name, named_by, row, rest, how in (*fairness.given(world), *reports.given(world))
    ]


def _celebrations_and_awards(world: World) -> list[Case]:
    return [
        Case(
            name, rest if row is None else {named_by: row.id, **rest}, row, named_by=named_by, **how
        )
        for name, named_by, row, rest, how in (*celebrations.given(world), *awards.given(world))
    ]


def _points(world: World) -> list[Case]:
    return [
        Case(
            name, rest if row is None else {named_by: row.id, **rest}, row, named_by=named_by, **how
        )
        for name, named_by, row, rest, how in (
            *following.given(world),
            *notifications.given(world),
            *points.given(world),
            *ballots.given(world),
            *surveys.given(world),
            *action_plans.given(world),
        )
    ]


def _integrations(world: World) -> list[Case]:
    return [
        Case(
            name, rest if row is None else {named_by: row.id, **rest}, row, named_by=named_by, **how
        )
        for name, named_by, row, rest, how in (*integrations.given(world), *outbox.given(world))
    ]


def _learning(world: World) -> list[Case]:
    return [
        Case(name, rest, row, named_by=named_by, **how)
        for name, named_by, row, rest, how in learning.given(world)
    ]


def _competencies(world: World) -> list[Case]:
    return [
        Case(name, rest, row, named_by=named_by, **how)
        for name, named_by, row, rest, how in competencies.given(world)
    ]


def _packets(world: World) -> list[Case]:
    cycle = "cycle of packets"
    bo, ann, cy, zed = (
        world.named(f"packet of {name} in {cycle}") for name in ("Bo", "Ann", "Cy", "Zed")
    )
    hr, nobody = frozenset({Relation.HR}), frozenset[Relation]()
    text = {"version": 1, "summary": "new"}
    return [
        _about("writePacketSummary", "packetId", bo, **text),
        _about("writePacketSummary", "packetId", zed, relations=hr, **text),
        _about(
            "writePacketSummary",
            "packetId",
            ann,
            relations=nobody,
            otherwise={Relation.MANAGER: "CONFLICT"},
            **text,
        ),
        _about("acknowledgePacket", "packetId", ann, answer="new"),
        _about(
            "acknowledgePacket",
            "packetId",
            cy,
            relations=nobody,
            otherwise={Relation.SELF: "CONFLICT"},
        ),
        # A list of one may be given as that one.
        _about("releasePackets", "packetIds", bo),
        _about("releasePackets", "packetIds", zed, relations=hr),
        _about(
            "releasePackets",
            "packetIds",
            ann,
            relations=nobody,
            otherwise={Relation.MANAGER: "CONFLICT"},
        ),
    ]


def _calibration(world: World) -> list[Case]:
    cycle, session = world.named("launched cycle"), world.named("calibration that Mo leads")
    ann, zed = world.named(f"Ann in {cycle.name}"), world.named(f"Zed in {cycle.name}")
    return [
        Case(
            "saveCalibrationSession",
            {
                "cycleId": cycle.id,
                "name": "Another",
                "facilitatorIds": [world.person(world.cast.mo).id],
                "participantIds": [zed.id],
            },
            cycle,
            named_by="cycleId",
        ),
        _about("closeCalibrationSession", "id", session, reopen=True),
        # The cycle is being written: facilitators get as far as that.
        _about(
            "proposeCalibrationChange",
            "sessionId",
            session,
            participantId=ann.id,
            questionId=world.named(f"rating of {cycle.name}").id,
            after=3,
            reason="No",
            succeeds=False,
        ),
        _about(
            "decideCalibrationChange",
            "changeId",
            world.named("change of a rating of Ann"),
            accept=True,
            succeeds=False,
        ),
        _about("remindOfReviews", "cycleId", cycle),
    ]


def _reviews(world: World) -> list[Case]:
    c = world.cast
    cycle = "launched cycle"
    ann, bo = world.named(f"Ann in {cycle}"), world.named(f"Bo in {cycle}")

    def choice(rater: str) -> Row:
        return world.named(f"choice: peer review of {ann.name} by {rater}")

    def review(of: Row, perspective: str, rater: str) -> Row:
        return world.named(f"{perspective} review of {of.name} by {rater}")

    guest = world.named(f"choice: external review of {ann.name} by a guest")
    gus = world.person(c.gus).id  # type: ignore[attr-defined]
    subject, manager = frozenset({Relation.SELF}), frozenset({Relation.MANAGER})
    delegate, author = frozenset({Relation.RECIPIENT}), frozenset({Relation.AUTHOR})
    started, submitted = review(ann, "peer", "Cy"), review(ann, "peer", "Old")
    own = review(bo, "self", "Bo")
    return [
        _about("nominate", "participantId", ann, personIds=[gus], relations=subject),
        _about("nominate", "participantId", bo, personIds=[gus], relations=delegate),
        _about("sendNominations", "participantId", ann, relations=subject),
        _about("removeNomination", "reviewId", choice("Hana"), relations=subject),
        _about("delegateNomination", "participantId", bo, personId=gus),
        _about("approveNominations", "participantId", ann),
        _about("rejectNomination", "reviewId", choice("Hana"), reason="No"),
        _about("undoNominationRefusal", "reviewId", choice("Ada"), relations=manager),
        _about(
            "undoNominationRefusal",
            "reviewId",
            choice("Max"),
            relations=author,
            otherwise={Relation.MANAGER: "CONFLICT"},
        ),
        _about("resendGuestLink", "reviewId", guest),
        _about("saveReview", "reviewId", started, version=1, answers=[]),
        _about("saveReview", "reviewId", own, version=1, answers=[]),
        _about("submitReview", "reviewId", started, version=1),
        _about("reopenReview", "reviewId", submitted),
        _about("restoreReviewVersion", "reviewId", started, number=1, version=1),
        _about("declineReview", "reviewId", started, reason="No"),
    ]


def _about(name: str, given: str, row: Row, **rest: Any) -> Case:
    own = {
        key: rest.pop(key) for key in ("relations", "succeeds", "otherwise", "never") if key in rest
    }
    return Case(name, {given: row.id, **rest}, row, named_by=given, **own)


def _access(world: World) -> list[Case]:
    c = world.cast
    mine = [row for row in world.of("Session") if row.name.endswith("of Mo")][1]
    token = next(r for r in world.of("AccessToken") if r.name.endswith("of Ann"))
    hana = world.person(c.hana).id
    return [
        Case("signOut", {}),
        Case("setPassword", {"newPassword": "seven green bicycles sing"}),
        _about("endSession", "sessionId", mine),
        Case("endOtherSessions", {}),
        Case("createAccessToken", {"name": "mine", "scopes": ["READ"], "validDays": 5}),
        _about("revokeAccessToken", "accessTokenId", token),
        Case("grantRole", {"personId": world.person(c.bo).id, "role": "HR"}),
        Case("revokeRole", {"personId": hana, "role": "HR"}),
        Case("updateMyProfile", {"timeZone": "Europe/Paris", "locale": "RU"}),
        # What a file does is tested with the import; here only that nobody else gets as far.
        Case(
            "applyPeopleImport",
            {"uploadId": str(world.of("ImportUpload")[0].key), "planDigest": "x", "allow": []},
            succeeds=False,
        ),
        # As above: only HR gets as far as to hear that there is no such table.
        Case(
            "importPastSurvey",
            {
                "uploadId": str(UUID(int=4711)),
                "titles": {"en": "Past", "ru": ""},
                "day": "2024-01-01",
                "columns": [],
            },
            succeeds=False,
        ),
        Case("setDigestPreference", {"frequency": "OFF", "weekday": 2, "hour": 8}),
        Case("sendMyDigestNow", {}),
        Case(
            "setOneOnOneSettings",
            {"nudgeLeadMinutes": 30, "nudgeAfter": False, "calendarMail": False},
        ),
        Case("createCalendarFeed", {}),
        Case("revokeCalendarFeed", {}),
    ]


def _one_on_ones(world: World) -> list[Case]:
    c = world.cast
    gus = world.person(c.gus)  # type: ignore[attr-defined]
    series, peers = world.named("series of Ann and Mo"), world.named("series of Bo and Cy")
    meeting = world.named("meeting 2 of series of Ann and Mo")
    shared = world.named(f"shared point 2 of Ann, {meeting.name}")
    private = world.named(f"private point 3 of Ann, {meeting.name}")
    item = world.named("item open of Mo")
    typed = Editor().insert(0, "changed")
    only_author = frozenset({Relation.AUTHOR})
    edit = {"body": "changed", "version": 1}
    ann = world.person(c.ann).id
    return [
        _about(
            "startSeries",
            "personId",
            gus,
            cadence="WEEKLY",
            firstMeetingAt=_later(2),
            never=frozenset({Relation.SELF}),
        ),
        _about(
            "startSeries",
            "personId",
            world.person(c.bo),
            cadence="WEEKLY",
            firstMeetingAt=_later(2),
            kind="MANAGER",
            relations=frozenset({Relation.MANAGER, Relation.REPORT}),
            otherwise=dict.fromkeys(Relation, "INVALID_INPUT") | {Relation.MANAGER: "CONFLICT"},
            succeeds=False,
        ),
        _about("changeSeries", "seriesId", series, cadence="MONTHLY"),
        _about("endSeries", "seriesId", series),
        _about("moveMeeting", "meetingId", meeting, scheduledAt=_later(3)),
        _about("closeMeeting", "meetingId", meeting, held=True),
        _about("skipMeeting", "meetingId", meeting),
        _about("undoSkip", "seriesId", peers, day=some_day(7).isoformat()),
        _about("pauseSeries", "seriesId", series, **{"from": some_day(30).isoformat()}),
        _about("resumeSeries", "seriesId", peers),
        _about("addTalkingPoint", "meetingId", meeting, body="new", visibility="SHARED"),
        _about("editTalkingPoint", "talkingPointId", shared, **edit),
        _about("editTalkingPoint", "talkingPointId", private, **edit),
        _about("moveTalkingPoint", "talkingPointId", shared),
        _about("moveTalkingPoint", "talkingPointId", private, relations=only_author),
        _about("setTalkingPointState", "talkingPointId", shared, state="OPEN"),
        _about(
            "setTalkingPointState",
            "talkingPointId",
            private,
            relations=only_author,
            state="DISCUSSED",
        ),
        _about("deleteTalkingPoint", "talkingPointId", shared),
        _about("deleteTalkingPoint", "talkingPointId", private),
        _about("appendNotes", "meetingId", meeting, key=str(uuid4()), update=coded(typed)),
        _about("showPresence", "meetingId", meeting, head="AAA="),
        _about("savePrivateNotes", "meetingId", meeting, text="changed", version=3),
        _about("addActionItem", "meetingId", meeting, body="new", ownerId=ann),
        _about("editActionItem", "actionItemId", item, ownerId=ann, **edit),
        _about("setActionItemState", "actionItemId", item, state="DONE"),
        *_agenda(world),
    ]


def _agenda(world: World) -> list[Case]:
    series = world.named("series of Ann and Mo")
    meeting = world.named("meeting 2 of series of Ann and Mo")
    item = world.named("item became a goal, to Mo")
    mine = world.named("item carried in Ann and Mo")
    template = world.named("template 0 of Ann")
    late = world.named("item overdue of Mo")
    comments = [world.named(f"comment of {name} on {item.name}") for name in ("Ann", "Mo")]
    points = [{"body": "new", "recurring": True}]
    the_person = frozenset({Relation.SELF})
    given = {"meetingId": meeting.id, "templateId": template.id}
    return [
        _about("applyAgendaTemplate", "meetingId", meeting, templateId="weekly"),
        Case("applyAgendaTemplate", given, template, relations=the_person, named_by="templateId"),
        Case("saveAgendaTemplate", {"name": "new", "points": points}),
        Case(
            "saveAgendaTemplate",
            {"id": template.id, "name": "changed", "points": points, "version": 1},
            template,
            relations=the_person,
            named_by="id",
        ),
        _about("deleteAgendaTemplate", "id", template),
        _about(
            "dismissSuggestion", "seriesId", series, suggestionKey=f"promise_overdue:{late.key}"
        ),
        _about("commentOnActionItem", "actionItemId", item, body="new"),
        *(_about("editActionItemComment", "commentId", each, body="changed") for each in comments),
        *(_about("deleteActionItemComment", "commentId", each) for each in comments),
        _about(
            "turnActionItemIntoGoal",
            "actionItemId",
            mine,
            planId=world.named("plan Ann's active").id,
        ),
    ]


def _feedback(world: World) -> list[Case]:
    c = world.cast
    pending = world.named("pending request of Ann to Bo")
    note = world.named("note of Ann to Bo")
    for_manager = world.named("note of Bo to Ann")
    asked_back = world.named("note of Cy to Ann")
    scheduled = world.named("scheduled request of Ann to Max")
    about_ann = world.named("about a report request of Mo to Cy")
    of_guest = world.named("question of Mo to a guest")
    anns_plan = world.named("plan Ann's active")
    words = {"situation": "", "behaviour": "changed", "impact": "", "nextStep": ""}
    return [
        Case("requestFeedback", {"personIds": [world.person(c.old).id], "question": "How?"}),
        _about("withdrawFeedbackRequest", "requestId", pending),
        _about("declineFeedbackRequest", "requestId", pending, reason="no time"),
        Case(
            "giveFeedback",
            {
                "recipientId": world.person(c.old).id,
                "behaviour": "new",
                "visibility": "RECIPIENT",
            },
        ),
        _about(
            "giveFeedback",
            "requestId",
            pending,
            relations=frozenset({Relation.RECIPIENT}),
            otherwise={Relation.AUTHOR: "INVALID_INPUT"},
            recipientId=world.person(c.ann).id,
            behaviour="new",
            visibility="RECIPIENT",
        ),
        _about("editFeedback", "noteId", note, **words),
        _about("editFeedback", "noteId", for_manager, **words),
        _about("withdrawFeedbackRequest", "requestId", scheduled),
        _about(
            "declineFeedbackRequest",
            "requestId",
            about_ann,
            relations=frozenset({Relation.RECIPIENT}),
        ),
        Case(
            "requestFeedback",
            {
                "guests": [{"name": "Gail", "email": "gail@customer.test"}],
                "aboutId": world.person(c.ann).id,
                "question": "How?",
            },
            world.person(c.ann),
            relations=frozenset({Relation.SELF, Relation.MANAGER}),
            named_by="aboutId",
        ),
        Case(
            "giveFeedback",
            {
                "departmentId": world.by_key["Department", c.sales.id].id,
                "behaviour": "new",
                "visibility": "RECIPIENT",
            },
        ),
        *(_about("askBack", "noteId", each, question="Which?") for each in (note, for_manager)),
        _about("answerBack", "noteId", asked_back, answer="That."),
        *(
            _about(name, "noteId", each, **given)
            for each in (note, for_manager)
            for name, given in (
                ("archiveFeedback", {"archived": True}),
                ("linkFeedbackToCompetency", {"competency": "new"}),
                ("turnFeedbackIntoKudos", {"message": "new"}),
            )
        ),
        _about(
            "turnFeedbackIntoGoal",
            "noteId",
            for_manager,
            planId=world.named("plan Ann's active").id,
            title="new",
        ),
        _about(
            "linkFeedbackToGoal",
            "noteId",
            for_manager,
            goalId=next(g for g in world.of("Goal") if g.parent is anns_plan).id,
        ),
        _about(
            "turnFeedbackIntoTalkingPoint",
            "noteId",
            for_manager,
            seriesId=world.named("series of Ann and Mo").id,
            body="new",
        ),
        Case("saveFeedbackDraft", {"key": "x", "content": "new"}),
        Case("discardFeedbackDraft", {"key": "give:somebody"}),
        _about("withdrawGuestFeedback", "id", world.named("question of Ann to a guest")),
        _about(
            "thankForGuestFeedback",
            "id",
            of_guest,
            relations=frozenset({Relation.SELF}),
        ),
        _about(
            "archiveFeedback",
            "noteId",
            of_guest,
            relations=frozenset({Relation.SELF}),
            archived=True,
        ),
        Case("saveBankQuestion", {"kind": "TEXT", "texts": {"en": "new", "ru": ""}}),
        *(
            _about("retireBankQuestion", "id", world.named(f"bank question {name}"), retired=True)
            for name in ("for asking", "for cycles")
        ),
        _about("thankForFeedback", "noteId", note),
        _about("thankForFeedback", "noteId", for_manager),
    ]


def _development(world: World) -> list[Case]:
    return [
        Case(name, rest | {named_by: row.id}, row, named_by=named_by, **how)
        for name, named_by, row, rest, how in development.given(world)
    ] + [
        Case(name, rest, row, named_by=named_by, **how)
        for name, named_by, row, rest, how in development_overview.given(world)
    ]


def _recognition(world: World) -> list[Case]:
    public = world.named("public kudos 0 of Ann")
    private = world.named("private kudos 2 of Ann")
    hidden = next(row for row in world.of("Kudos") if row.variant == "hidden")
    withdrawn = next(row for row in world.of("Kudos") if row.variant == "withdrawn")
    comment = world.named(f"comment of Mo on {public.name}")
    secret = world.named(f"comment of Mo on {private.name}")
    reader = {
        Relation.AUTHOR: "CONFLICT",
        Relation.ADMINISTRATOR: "CONFLICT",
        Relation.RECIPIENT: "CONFLICT",
    }
    found = []
    for kudos in (public, private, withdrawn):
        found += [
            _about("withdrawKudos", "kudosId", kudos),
            _about("react", "kudosId", kudos, kind="HEART"),
            _about("unreact", "kudosId", kudos, kind="HEART"),
            _about("commentOnKudos", "kudosId", kudos, body="new"),
        ]
    nobody: Readers = frozenset()
    found += [
        _about("makeKudosPrivate", "kudosId", public),
        _about("makeKudosPrivate", "kudosId", private, relations=nobody, otherwise=reader),
        _about("react", "kudosId", hidden, relations=nobody, kind="HEART", otherwise=reader),
        _about("commentOnKudos", "kudosId", hidden, relations=nobody, body="x", otherwise=reader),
        _about("deleteKudosComment", "commentId", comment),
        _about("deleteKudosComment", "commentId", secret),
    ]
    return found + [
        Case(
            name, rest if row is None else {named_by: row.id, **rest}, row, named_by=named_by, **how
        )
        for name, named_by, row, rest, how in thanking.given(world)
    ]


def _handovers(world: World) -> list[Case]:
    draft = world.named("draft of Ann to Max")
    shared = world.named("handover of Ann to Mo")
    other = world.named("draft of Hana to Ann")
    line = next(line for line in shared.links["lines"] if line.model.kind == "goal")
    words = {"receiverId": world.person(world.cast.old).id, "reason": "MOVING", "note": "new"}
    author = frozenset({Relation.AUTHOR})
    nobody: Readers = frozenset()
    over = {Relation.AUTHOR: "CONFLICT"}
    return [
        Case("saveHandover", {**words, "lines": []}),
        _about("saveHandover", "id", draft, relations=author, version=1, **words),
        _about("saveHandover", "id", other, relations=author, version=1, **words),
        _about("saveHandover", "id", shared, relations=nobody, otherwise=over, version=1, **words),
        _about("shareHandover", "id", draft, version=1),
        _about("shareHandover", "id", shared, relations=nobody, otherwise=over, version=1),
        _about("deleteHandover", "id", draft),
        _about("deleteHandover", "id", other),
        _about("deleteHandover", "id", shared, relations=nobody, otherwise=over),
        _about("settleHandoverLine", "lineId", line, accept=True),
        _about("settleHandoverLine", "lineId", line, accept=False),
        _about(
            "settleHandoverLine", "lineId", draft.links["lines"][0], relations=nobody, accept=True
        ),
        # What may be closed is asked of every domain; tests/handovers has who may close what.
        Case("closeOpenItems", {"items": []}),
    ]
