"""The cycles of the demo company: an annual one at its end, three that run, a draft."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from erm.demo.content import cycles as facts
from erm.demo.content import cycles_en, cycles_ru
from erm.demo.cycles import OWNER, ZONE, Organizer, Round
from erm.demo.rows import Rows
from erm.demo.staff import Staff
from erm.demo.timeline import Timeline
from erm.feedback.cycles.closing import Submitted
from erm.feedback.cycles.models import (
    CalibrationChange,
    CalibrationFacilitator,
    CalibrationSeat,
    CalibrationSession,
    CycleExtension,
    CycleProgramme,
    CycleResult,
)
from erm.feedback.cycles.packets import calibrated_of, content_of
from erm.feedback.cycles.packets import to_json as packet_to_json
from erm.feedback.cycles.results import (
    NamedReview,
    PerspectiveResult,
    anonymous_result,
    named_result,
    to_json,
)
from erm.feedback.cycles.rules import (
    CalibrationChangeState,
    CalibrationState,
    CyclePhase,
    CycleState,
    PacketState,
    ParticipantState,
    Perspective,
    ProgrammeTrigger,
    QuestionKind,
    ReviewState,
)
from erm.feedback.cycles.templates import built_in
from erm.feedback.sealed import seal_json
from erm.people.audience import Audience

ANNUAL_DAYS, PROJECT_DAYS, UPWARD_DAYS, PROBATION_DAYS = 48, 7, 6, 1


def plant_cycles(timeline: Timeline, rows: Rows, staff: Staff) -> None:
    """Everything that is and was asked in cycles."""
    organizer = Organizer(timeline, rows, staff)
    programme = _programme(organizer)
    _annual(organizer)
    _project(organizer)
    _upward(organizer)
    _probation(organizer, programme)
    organizer.begin(
        "draft",
        "quarterly",
        -10,
        CycleState.DRAFT,
        name=facts.DRAFT,
        about=facts.DRAFT_ABOUT,
        audience=Audience(departments=(organizer.department("Customer Care"),)),
    )


def _programme(organizer: Organizer) -> CycleProgramme:
    timeline, staff = organizer.timeline, organizer.staff
    days = staff.specs[facts.NEWEST].hired - PROBATION_DAYS
    at = timeline.moment(60, ZONE, "programme")
    return organizer.rows.kept(
        CycleProgramme(
            id=timeline.id(at, "programme"),
            name=facts.PROGRAMME,
            trigger=ProgrammeTrigger.AFTER_HIRE,
            days=days,
            starts_on=timeline.day(60, ZONE),
            definition=built_in("probation").definition.to_json(),
            audience=Audience(everyone=True).to_json(),
            launches_itself=True,
            owner_id=staff.people[OWNER].id,
            created_at=at,
        )
    )


def _annual(organizer: Organizer) -> None:
    """Everybody, from all sides; packets are out, and most have been acknowledged."""
    timeline, staff = organizer.timeline, organizer.staff
    cycle = organizer.begin(
        "annual",
        "annual_360",
        ANNUAL_DAYS,
        CycleState.ACKNOWLEDGEMENT,
        name=f"Annual 360, {timeline.day(ANNUAL_DAYS, ZONE).year}",
        about=facts.ANNUAL_ABOUT,
        audience=Audience(everyone=True),
    )
    keys = [key for key in staff.present(ANNUAL_DAYS) if staff.specs[key].hired > 90]
    organizer.enrol(cycle, keys)
    everyone = set(keys)
    for place, key in enumerate(keys):
        organizer.ask(cycle, key, key, Perspective.SELF)
        manager = staff.specs[key].manager and staff.manager_on(key, ANNUAL_DAYS)
        if manager:
            organizer.ask(cycle, key, manager, Perspective.MANAGER)
        team = [
            other
            for other in keys
            if staff.specs[other].manager and staff.manager_on(other, ANNUAL_DAYS) == key
        ]
        for other in team:
            organizer.ask(cycle, key, other, Perspective.UPWARD)
        # One in eight has too few colleagues who answer: their result is left out.
        few = place % 8 == 7 and key not in facts.STILL_TO_READ
        peers = 2 if few else facts.ANNUAL_PEERS
        around = (keys[(place + step) % len(keys)] for step in range(1, len(keys)))
        for other in [one for one in around if one != manager and one not in team][:peers]:
            organizer.ask(cycle, key, other, Perspective.PEER)
    _write_annual(organizer, cycle, everyone)


def _write_annual(organizer: Organizer, cycle: Round, everyone: set[str]) -> None:
    timeline, staff = organizer.timeline, organizer.staff
    for key in sorted(everyone):
        participant = cycle.participants[key]
        submitted: list[Submitted] = []
        for rater, row in cycle.reviews[key]:
            chance = timeline.chance("submits", cycle.key, key, rater)
            left = staff.specs[rater].left
            if participant.state is ParticipantState.LEFT or (left is not None and left > 34):
                row.state, row.live_key = ReviewState.CANCELLED, None
            elif row.perspective is Perspective.PEER and chance.random() < 0.04:
                row.state, row.live_key = ReviewState.DECLINED, None
                row.reason = facts.DECLINE_REASON
            elif row.perspective in (Perspective.PEER, Perspective.UPWARD) and (
                chance.random() < 0.05
            ):
                row.state = ReviewState.MISSED
            else:
                days = chance.randrange(ANNUAL_DAYS - 20, ANNUAL_DAYS - 9)
                answers = organizer.write(cycle, key, rater, row, days)
                submitted.append(Submitted(row.perspective, row.rater_id, None, answers))
        if participant.state is ParticipantState.ACTIVE:
            _make_results(organizer, cycle, key, submitted)
    _calibrate(organizer, cycle)
    for key in sorted(everyone):
        _hand_out(organizer, cycle, key)


def _make_results(organizer: Organizer, cycle: Round, key: str, submitted: list[Submitted]) -> None:
    """What may be shown, made once; anonymous answers are destroyed, as the product does."""
    timeline, participant = organizer.timeline, cycle.participants[key]
    made = organizer.instant(cycle.row.writing_until + timedelta(days=1), (cycle.key, "results"))
    for kind, anonymous, minimum in cycle.plan.perspectives:
        given = [one for one in submitted if one.perspective is kind]
        result: PerspectiveResult
        if anonymous:
            result = anonymous_result(
                kind,
                minimum,
                cycle.plan.asked,
                [one.answers for one in given],
                shuffler=timeline.chance("shuffle", cycle.key, key, kind),
            )
        else:
            result = named_result(
                kind,
                cycle.plan.asked,
                [NamedReview(one.answers, one.rater_id, one.guest_name) for one in given],
            )
        cycle.results[key].append(result)
        row_id = timeline.id(made, "result", cycle.key, key, kind)
        organizer.rows.add(
            CycleResult(
                id=row_id,
                participant_id=participant.id,
                perspective=kind,
                raters=result.raters,
                content_sealed=None
                if result.raters is None
                else seal_json(
                    to_json(result), table="cycle_result", column="content_sealed", row_id=row_id
                ),
            )
        )
    unnamed = set(cycle.plan.anonymous)
    for _, row in cycle.reviews[key]:
        if row.perspective in unnamed:
            row.answers_sealed = row.saved_at = row.submitted_at = None
            row.answered = row.version = 0
    participant.results_at, participant.packet = made, PacketState.PREPARING


def _calibrate(organizer: Organizer, cycle: Round) -> None:
    timeline, staff = organizer.timeline, organizer.staff
    day = cycle.row.calibration_until
    assert day is not None  # noqa: S101 (the template calibrates)
    opened = organizer.instant(day - timedelta(days=4), (cycle.key, "calibration"))
    hannah, claire = staff.people[OWNER], staff.people["claire"]
    session = organizer.rows.kept(
        CalibrationSession(
            id=timeline.id(opened, "calibration", cycle.key),
            cycle_id=cycle.row.id,
            name=facts.CALIBRATION,
            state=CalibrationState.CLOSED,
            created_by_id=hannah.id,
            created_at=opened,
            closed_at=opened + timedelta(days=2),
        )
    )
    for person in (hannah, claire):
        organizer.rows.add(
            CalibrationFacilitator(
                id=timeline.id(opened, "facilitator", cycle.key, person.id),
                session_id=session.id,
                person_id=person.id,
            )
        )
    for key in ("nadia", "henrik", "theo", "sofia", "egor", "rachel"):
        organizer.rows.add(
            CalibrationSeat(
                id=timeline.id(opened, "seat", cycle.key, key),
                session_id=session.id,
                participant_id=cycle.participants[key].id,
            )
        )
    # One that the manager rated, and not at the end of the scale.
    rating, before = next(
        (one, value)
        for one in cycle.questions
        if one.kind is QuestionKind.RATING
        and (value := organizer.rating(cycle, "sofia", one.id)) is not None
        and value < 5
    )
    change = organizer.rows.kept(
        CalibrationChange(
            id=timeline.id(opened, "change", cycle.key),
            session_id=session.id,
            participant_id=cycle.participants["sofia"].id,
            question_id=rating.id,
            before=before,
            after=before + 1,
            reason=facts.CALIBRATION_REASON,
            state=CalibrationChangeState.ACCEPTED,
            proposed_by_id=claire.id,
            decided_by_id=hannah.id,
            created_at=opened + timedelta(hours=1),
            decided_at=opened + timedelta(days=1),
        )
    )
    cycle.changes["sofia"].append(change)


def _hand_out(organizer: Organizer, cycle: Round, key: str) -> None:
    """The manager's summary, the release, and for most the acknowledgement."""
    timeline, staff, row = organizer.timeline, organizer.staff, cycle.participants[key]
    if row.state is not ParticipantState.ACTIVE:
        return
    by = staff.people[OWNER].id if row.manager_id is None else row.manager_id
    pool = cycles_ru if staff.specs[key].language == "ru" else cycles_en
    chance = timeline.chance("packet", cycle.key, key)
    row.summary_sealed = _sealed(chance.choice(pool.SUMMARIES), "summary_sealed", row.id)
    row.summary_by_id, row.summary_version = by, 1
    if key in facts.STILL_PREPARING:
        return
    content = content_of(
        cycle.results[key], cycle.plan.asked, cycle.weights, calibrated_of(cycle.changes[key])
    )
    row.packet_sealed = _sealed(packet_to_json(content), "packet_sealed", row.id)
    released = organizer.instant(
        cycle.row.packets_until - timedelta(days=chance.randrange(1, 9)),
        (cycle.key, "released", key),
    )
    row.packet, row.released_at, row.released_by_id = PacketState.RELEASED, released, by
    if key in facts.STILL_TO_READ or chance.random() > 0.8:
        return
    row.packet = PacketState.ACKNOWLEDGED
    row.acknowledged_at = timeline.settle(
        released + timedelta(days=chance.randrange(1, 4), minutes=chance.randrange(300)), released
    )
    if chance.random() < 0.5:
        row.answer_sealed = _sealed(chance.choice(pool.ANSWERS), "answer_sealed", row.id)


def _sealed(value: object, column: str, row_id: UUID) -> bytes:
    return seal_json(value, table="cycle_participant", column=column, row_id=row_id)


def _project(organizer: Organizer) -> None:
    """A project that is over, looked at by those who were in it, by name."""
    staff = organizer.staff
    team = [staff.people[key].id for key in facts.PROJECT_TEAM]
    cycle = organizer.begin(
        "project",
        "project_end",
        PROJECT_DAYS,
        CycleState.WRITING,
        name=facts.PROJECT,
        about=facts.PROJECT_ABOUT,
        audience=Audience(people=tuple(team)),
    )
    organizer.enrol(cycle, facts.PROJECT_TEAM)
    for place, key in enumerate(facts.PROJECT_TEAM):
        organizer.ask(cycle, key, key, Perspective.SELF)
        manager = staff.manager_on(key, 0)
        organizer.ask(cycle, key, manager, Perspective.MANAGER)
        ring = facts.PROJECT_TEAM[place + 1 :] + facts.PROJECT_TEAM[:place]
        for other in [one for one in ring if one != manager][:4]:
            organizer.ask(cycle, key, other, Perspective.PEER)
    _write_some(organizer, cycle, days=2)
    day = cycle.row.writing_until + timedelta(days=4)
    at = organizer.timeline.moment(1, ZONE, "extension", cycle.key)
    organizer.rows.add(
        CycleExtension(
            id=organizer.timeline.id(at, "extension", cycle.key),
            cycle_id=cycle.row.id,
            person_id=staff.people["daniel"].id,
            phase=CyclePhase.WRITING,
            until_on=day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0),
            reason=facts.EXTENSION_REASON,
            by_id=staff.people[OWNER].id,
            created_at=at,
        )
    )


def _upward(organizer: Organizer) -> None:
    """Those who lead, looked at by those whom they lead, anonymously."""
    staff = organizer.staff
    present = staff.present(0)
    teams = {
        key: [
            one for one in present if staff.specs[one].manager and staff.manager_on(one, 0) == key
        ]
        for key in present
    }
    leaders = [key for key, team in teams.items() if team]
    cycle = organizer.begin(
        "upward",
        "upward",
        UPWARD_DAYS,
        CycleState.WRITING,
        name=facts.UPWARD,
        about=facts.UPWARD_ABOUT,
        audience=Audience(people=tuple(staff.people[key].id for key in leaders)),
    )
    organizer.enrol(cycle, leaders)
    for key in leaders:
        organizer.ask(cycle, key, key, Perspective.SELF)
        for other in teams[key]:
            organizer.ask(cycle, key, other, Perspective.UPWARD)
    _write_some(organizer, cycle, days=2)


def _write_some(organizer: Organizer, cycle: Round, days: int) -> None:
    """About half is written; what those who are invited to sign in owe is left to them."""
    for key, reviews in cycle.reviews.items():
        for rater, row in reviews:
            chance = organizer.timeline.chance("writes", cycle.key, key, rater).random()
            if rater in facts.STILL_OWE or chance > 0.6:
                continue
            organizer.write(cycle, key, rater, row, days, whole=chance < 0.5)


def _probation(organizer: Organizer, programme: CycleProgramme) -> None:
    """What a programme began for the newest colleague; their manager chooses who is asked."""
    timeline, staff = organizer.timeline, organizer.staff
    newest = facts.NEWEST
    cycle = organizer.begin(
        "probation",
        "probation",
        PROBATION_DAYS,
        CycleState.NOMINATION,
        name=facts.PROBATION.format(name=staff.people[newest].given_name),
        audience=Audience(people=(staff.people[newest].id,)),
    )
    cycle.row.programme_id = programme.id
    cycle.row.cohort = f"{programme.id}:{timeline.day(PROBATION_DAYS, ZONE).isoformat()}"
    organizer.enrol(cycle, [newest])
    organizer.ask(cycle, newest, newest, Perspective.SELF)
    organizer.ask(cycle, newest, staff.manager_on(newest, 0), Perspective.MANAGER)
