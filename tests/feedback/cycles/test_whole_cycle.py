"""A whole 360 over 60 people of the demo company, played through the API by everybody in it.

In the middle somebody joins, somebody leaves, two people get another manager, and three have more
time. One test, for each act stands on the one before; what is asserted in each is who sees what, how
many there are, and what comes out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from erm.core.ids import new_id
from erm.feedback.cycles.models import Review, ReviewVersion
from erm.feedback.cycles.rules import Perspective
from erm.mail.models import Mail
from erm.people.events import ManagerChanged, PersonLeft
from erm.people.models import Bond, DepartmentMembership, Person
from erm.people.rules import BondKind, search_text, sort_key
from erm.schema.ids import from_global, to_global
from erm.settings import Settings
from tests.conftest import Api, OpenDatabase
from tests.feedback.cycles.stage import NOBODY, Stage

HR, ADMINISTRATOR = "hannah.osei", "tomas.figueira"
OTHER_HR = "leonie.brandt"
SUBJECT = "sofia.almeida"
TOP = "ingrid.solheim"
MOMENT = datetime(2026, 11, 23, 8, tzinfo=UTC)

DRAFT = """query ($id: ID!) { cycle(id: $id) {
  version timeZone periodFrom periodUntil releasedBy nominator nominationCap loadLimit
  nominationsNeedApproval phases { phase untilOn }
  perspectives { kind anonymous minimum weight }
  questions { id kind texts { en ru } helps { en ru } required weight competency perspectives licence
    source scale { value labels { en ru } } options { value labels { en ru } } }
  audience { count everyone }
} }"""
CYCLE = """query ($id: ID!) { cycle(id: $id) {
  id state version canManage allowedStates termsHash terms { perspective text }
  myParticipation { id packet reviewCounts { perspective } }
  participants(first: 100) { totalCount edges { node { id state packet person { id } manager { id } } } }
  progress { participants reviews submitted byState { state count }
    byPerspective { perspective asked submitted } owing { person { id } owed }
    packets { state count } }
  history(first: 5) { totalCount }
  calibrationSessions { id }
} }"""
OWED = """{ viewer { reviewsToWrite { count minutes reviews {
  id version perspective subject { id } anonymous aboutToBeLeftOut dueOn terms
  questions { id position kind required } } } } }"""
PACKET = """query ($id: ID!) { packet(participantId: $id) {
  id state isPreview summary summaryVersion canRelease canWriteSummary canAcknowledge
  results { perspective anonymous shown raters why
    questions { question { id position } shown answered mean bound comments
      calibrated { before after } }
    reviews { rater { id } guestName answers { questionId value } } }
  competencies { competency self manager others } total { mean missing }
} }"""
SESSION = """query ($id: ID!) { calibrationSession(id: $id) {
  canPropose questions { id position } leniency { rater { id } reviews difference low high }
  distribution { n mean low high } changes { id before after state }
  seats { person { id } participant { id }
    ratings { question { id } manager calibrated self others othersRaters } } } }"""
CYCLE_STATE = "cycle { state version }"


@dataclass
class Play:
    """What the acts hand on to one another."""

    stage: Stage
    cycle: str = ""
    version: int = 0
    days: dict[str, date] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    """The participants of the cycle by name: their global ids."""
    peers: dict[str, list[str]] = field(default_factory=dict)
    leaver: str = ""
    joiner: str = ""
    moved: str = ""
    moved_after: str = ""
    late: str = ""
    silent: str = ""
    early: list[str] = field(default_factory=list)
    """Who writes in the first half."""
    order: list[str] = field(default_factory=list)
    """Everybody, in an order that stays: what they answer follows from their place."""

    async def look(self, who: str) -> Any:
        return (await self.stage.ask(who, CYCLE, id=self.cycle))["cycle"]

    async def move(self, state: str) -> None:
        answer = await self.stage.do(
            HR, "moveCycle", CYCLE_STATE, id=self.cycle, version=self.version, state=state
        )
        assert answer["cycle"]["state"] == state
        self.version = answer["cycle"]["version"]

    async def packet(self, who: str, about: str) -> Any:
        return (await self.stage.ask(who, PACKET, id=self.parts[about]))["packet"]

    async def owed(self, who: str) -> list[dict[str, Any]]:
        """What somebody owes in this cycle; the demo's own cycles go on beside it."""
        found = (await self.stage.ask(who, OWED))["viewer"]["reviewsToWrite"]
        ours = set(self.questions)
        return [r for r in found["reviews"] if {q["id"] for q in r["questions"]} <= ours]

    questions: dict[str, int] = field(default_factory=dict)
    """The questions of the cycle: their places."""

    async def write(self, who: str, reviews: list[dict[str, Any]]) -> None:
        """Write and submit reviews."""
        for review in reviews:
            answers = [
                {"questionId": question["id"], **answer(self, who, review, question)}
                for question in review["questions"]
            ]
            saved = await self.stage.do(
                who,
                "saveReview",
                "review { version state }",
                reviewId=review["id"],
                version=review["version"],
                answers=answers,
            )
            assert saved["review"]["state"] == "STARTED"
            done = await self.stage.do(
                who,
                "submitReview",
                "review { state }",
                reviewId=review["id"],
                version=saved["review"]["version"],
            )
            assert done["review"]["state"] == "SUBMITTED"


def answer(
    play: Play, who: str, review: dict[str, Any], question: dict[str, Any]
) -> dict[str, Any]:
    """What somebody answers: managers 4, others 3, peers to the first question by their place."""
    if question["kind"] == "TEXT":
        return {"text": f"{who} on {question['position']}"}
    if review["perspective"] == "PEER" and question["position"] == 1:
        return {"value": 2 + play.order.index(who) % 3}
    return {"value": 4 if review["perspective"] == "MANAGER" else 3}


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_a_whole_360_over_sixty_people(
    db: OpenDatabase, api: Callable[..., Api], settings: Settings
) -> None:
    play = Play(Stage(api, settings, MOMENT))
    await play.stage.open()
    play.order = [*sorted(play.stage.people), "nora.new"]
    await the_draft(play)
    await the_launch(play)
    await the_nominations(play)
    await the_first_half_of_writing(play)
    await what_changes_meanwhile(play)
    await the_second_half_of_writing(play)
    await the_results(play)
    await the_calibration(play)
    await the_packets(play)
    await the_end(play)


async def the_draft(play: Play) -> None:
    """HR makes a draft for everybody but the administrator; nobody else knows of it."""
    stage = play.stage
    made = await stage.do(
        HR,
        "createCycle",
        "cycle { id version state }",
        templateKey="annual_360",
        name="A whole 360",
        startsOn=MOMENT.date().isoformat(),
    )
    play.cycle = made["cycle"]["id"]
    draft = (await stage.ask(HR, DRAFT, id=play.cycle))["cycle"]
    play.days = {each["phase"]: date.fromisoformat(each["untilOn"]) for each in draft["phases"]}
    edit = {
        "id": play.cycle,
        "version": draft["version"],
        "name": "A whole 360",
        "audience": {"everyone": True, "excludedIds": [stage.id(ADMINISTRATOR)]},
        "perspectives": draft["perspectives"],
        "questions": draft["questions"],
        **{
            f"{name}Until": play.days[phase].isoformat()
            for name, phase in (
                ("nomination", "NOMINATION"),
                ("writing", "WRITING"),
                ("calibration", "CALIBRATION"),
                ("packets", "PACKETS"),
                ("acknowledge", "ACKNOWLEDGEMENT"),
            )
        },
        **{
            key: draft[key]
            for key in (
                "timeZone", "periodFrom", "periodUntil", "releasedBy", "nominator",
                "nominationCap", "nominationsNeedApproval", "loadLimit",
            )
        },
    }  # fmt: skip
    for who in (SUBJECT, TOP, ADMINISTRATOR):
        assert await play.look(who) is None, "a draft is HR's alone"
        assert await stage.refused(who, "editCycle", **edit) in {
            "CYCLE_NOT_FOUND",
            "CYCLE_ONLY_HR",
        }
    weak = [each | {"minimum": 2} if each["anonymous"] else each for each in draft["perspectives"]]
    code = await stage.refused(HR, "editCycle", **edit | {"perspectives": weak})
    assert code == "CYCLE_MINIMUM_TOO_SMALL"
    edited = await stage.do(HR, "editCycle", "cycle { version }", **edit)
    play.version = edited["cycle"]["version"]
    draft = (await stage.ask(HR, DRAFT, id=play.cycle))["cycle"]
    assert draft["audience"]["count"] == 60
    play.questions = {q["id"]: place for place, q in enumerate(draft["questions"], 1)}


async def the_launch(play: Play) -> None:
    """The terms are frozen, everybody is told, and each sees their own part alone."""
    stage = play.stage
    for who in (SUBJECT, TOP, ADMINISTRATOR):
        code = await stage.refused(
            who, "moveCycle", id=play.cycle, version=play.version, state="NOMINATION"
        )
        assert code in {"CYCLE_NOT_FOUND", "CYCLE_ONLY_HR"}
    await play.move("NOMINATION")
    cycle = await play.look(HR)
    assert cycle["participants"]["totalCount"] == cycle["progress"]["participants"] == 60
    play.parts = {
        stage.name(edge["node"]["person"]["id"]): edge["node"]["id"]
        for edge in cycle["participants"]["edges"]
    }
    assert await Mail.filter(kind="cycle_launch").count() == 60
    asked = {each["perspective"]: each["asked"] for each in cycle["progress"]["byPerspective"]}
    own = 59  # Hannah's own review is no part of what she is told.
    managed = [p for p in play.parts if p in stage.managers and p != HR]
    assert asked["SELF"] == own
    assert asked["MANAGER"] == len(managed)
    upward = [p for p, m in stage.managers.items() if m in play.parts and m != HR]
    assert asked["UPWARD"] == len(upward)
    assert len(cycle["termsHash"]) == 64
    mine = await play.look(SUBJECT)
    assert mine["myParticipation"]["id"] == play.parts[SUBJECT]
    assert (mine["progress"], mine["history"], mine["participants"]) == (None, None, None)
    assert mine["termsHash"] == cycle["termsHash"]
    theirs = await play.look(stage.managers[SUBJECT])
    assert theirs["participants"]["totalCount"] == len(stage.reports(stage.managers[SUBJECT]))
    by_office = await play.look(ADMINISTRATOR)
    assert by_office["myParticipation"] is None, "asked about a manager, and nothing more"
    assert (by_office["canManage"], by_office["allowedStates"]) == (False, [])
    assert (by_office["progress"], by_office["history"], by_office["participants"]) == (None,) * 3
    assert await stage.refused(HR, "changeCycleDates", id=play.cycle, version=0) == "CYCLE_CHANGED"


async def the_nominations(play: Play) -> None:
    """Everybody chooses four peers; managers approve, HR for whom nobody manages."""
    stage = play.stage
    names = sorted(play.parts)
    await the_extension(play, stage.managers[SUBJECT], SUBJECT, "NOMINATION", 3)
    for place, who in enumerate(names):
        related = {who, stage.managers.get(who), *stage.reports(who), ADMINISTRATOR}
        ring = [*names[place + 1 :], *names[:place]]
        play.peers[who] = [name for name in ring if name not in related][:4]
        if who != SUBJECT:
            await the_choice(play, who)
    nobody = stage.reports(ADMINISTRATOR)
    assert ADMINISTRATOR not in {peer for peers in play.peers.values() for peer in peers} or nobody
    # A rater who is only proposed knows nothing yet; a stranger can approve nothing.
    waiting = await Mail.filter(kind="cycle_approve").count()
    assert waiting == 59, "HR's own manager and the owner of the cycle are asked as well"
    code = await stage.refused(names[0], "approveNominations", participantId=play.parts[names[1]])
    assert code in {"CYCLE_PARTICIPANT_NOT_FOUND", "NOT_ALLOWED"}
    for who in names:
        if who != SUBJECT:
            await stage.do(
                stage.managers.get(who, HR),
                "approveNominations",
                "participant { id }",
                participantId=play.parts[who],
            )
    stage.go_to(play.days["NOMINATION"] + timedelta(days=1))
    await play.move("WRITING")
    # Sofia has three more days: she chooses while others write, and a guest from outside too.
    await the_choice(
        play, SUBJECT, guests=[{"name": "Greta Guest", "email": "greta@elsewhere.test"}]
    )
    await stage.do(
        stage.managers[SUBJECT],
        "approveNominations",
        "participant { id nominations { approvedBy { id } } }",
        participantId=play.parts[SUBJECT],
    )
    cycle = await play.look(HR)
    asked = {each["perspective"]: each["asked"] for each in cycle["progress"]["byPerspective"]}
    assert asked["PEER"] == 59 * 4
    assert asked["EXTERNAL"] == 1


async def the_choice(play: Play, who: str, guests: list[dict[str, str]] | None = None) -> None:
    stage = play.stage
    await stage.do(
        who,
        "nominate",
        "participant { id }",
        participantId=play.parts[who],
        personIds=[stage.id(peer) for peer in play.peers[who]],
        guests=guests or [],
    )
    await stage.do(who, "sendNominations", "participant { id }", participantId=play.parts[who])


async def the_extension(play: Play, by: str, who: str, phase: str, days: int) -> None:
    until = play.days[phase] + timedelta(days=days)
    given = {
        "cycleId": play.cycle,
        "personId": play.stage.id(who),
        "phase": phase,
        "untilOn": until.isoformat(),
        "reason": "Away.",
    }
    assert await play.stage.refused(who, "extendCycleDeadline", **given) == "CYCLE_ONLY_HR"
    answer = await play.stage.do(by, "extendCycleDeadline", "untilOn", **given)
    assert answer["untilOn"] == until.isoformat()


async def the_first_half_of_writing(play: Play) -> None:
    """Raters are told; half of them write. What they write nobody else opens."""
    stage = play.stage
    # By day in Yerevan, then in Toronto; the first day is a holiday in Portugal.
    for days, hour in ((1, 13), (1, 15), (2, 13)):
        stage.go_to(play.days["NOMINATION"] + timedelta(days=days), hour)
        await stage.work()
    told = {mail.recipient_id for mail in await Mail.filter(kind="cycle_asked")}
    assert {stage.people[name].id for name in play.parts} <= told
    (invitation,) = [
        mail for mail in await Mail.filter(kind="guest_review") if "Sofia" in mail.text
    ]
    names = sorted(play.parts)
    stage.later()
    # Of her peers one never writes, and one has more time.
    play.silent, play.late = play.peers[SUBJECT][:2]
    play.early = [who for who in names[::2] if who not in (play.silent, play.late)]
    for who in play.early:
        reviews = await play.owed(who)
        assert any(review["perspective"] == "SELF" for review in reviews)
        await play.write(who, reviews)
    await the_guest(play, invitation.text)
    submitted = await Review.filter(
        cycle_id=from_global(play.cycle, "Cycle"), state="submitted", perspective=Perspective.PEER
    ).first()
    assert submitted is not None
    secret = to_global("Review", submitted.id)
    rater = next(n for n, p in stage.people.items() if p.id == submitted.rater_id)
    for who in {HR, ADMINISTRATOR, TOP, *names[:10]} - {rater}:
        assert (await stage.ask(who, "query ($id: ID!) { review(id: $id) { id } }", id=secret))[
            "review"
        ] is None, f"{who} opened a review of {rater}"
    cycle = await play.look(HR)
    states = {each["state"]: each["count"] for each in cycle["progress"]["byState"]}
    assert states["SUBMITTED"] == cycle["progress"]["submitted"] > 150
    assert states["SUBMITTED"] + states["ASSIGNED"] == cycle["progress"]["reviews"]
    owing = {stage.name(each["person"]["id"]) for each in cycle["progress"]["owing"]}
    assert not owing & set(play.early), "only who has not written"
    assert (await play.look(SUBJECT))["myParticipation"]["reviewCounts"] is None
    for who in (SUBJECT, stage.managers[SUBJECT], HR):
        assert await play.packet(who, SUBJECT) is None, "there are no results yet"


async def the_guest(play: Play, text: str) -> None:
    """Somebody without an account writes behind the link in their mail."""
    token = text.partition("#token=")[2].split()[0]
    page = """query ($token: String!) { guestPage(token: $token) { review {
      version anonymous subjectName questions { id kind position } } } }"""
    review = (await play.stage.ask(NOBODY, page, token=token))["guestPage"]["review"]
    assert review["subjectName"] == "Sofia Almeida"
    saved = await play.stage.do(
        NOBODY,
        "saveGuestReview",
        "review { version }",
        token=token,
        version=review["version"],
        answers=[
            {"questionId": q["id"], "text": "Greta says"}
            if q["kind"] == "TEXT"
            else {"questionId": q["id"], "value": 5}
            for q in review["questions"]
        ],
    )
    await play.stage.do(
        NOBODY,
        "submitGuestReview",
        "review { state }",
        token=token,
        version=saved["review"]["version"],
    )


async def what_changes_meanwhile(play: Play) -> None:
    """One leaves, one joins, two have another manager; two raters get more time."""
    stage, names = play.stage, sorted(play.parts)
    free = [
        name
        for name in names
        if name not in play.early
        and not stage.reports(name)
        and name not in (HR, SUBJECT, *play.peers[SUBJECT])
        and stage.managers.get(name) != stage.managers[SUBJECT]
    ]
    stage.go_to(play.days["NOMINATION"] + timedelta(days=4))
    # -- somebody leaves who has written nothing yet
    play.leaver = free[0]
    leaver = stage.people[play.leaver]
    before = (await play.look(HR))["progress"]
    leaver.left_on, leaver.leaving_announced = stage.moment.date(), True
    await leaver.save(update_fields=["left_on", "leaving_announced"])
    await stage.happens(PersonLeft(at=stage.moment, person_id=leaver.id))
    after = (await play.look(HR))["progress"]
    assert after["participants"] == before["participants"] - 1 == 59
    assert after["submitted"] < before["submitted"], "what was written about them counts no more"
    assert not await Review.filter(rater_id=leaver.id, state__in=["assigned", "started"]).exists()
    # -- somebody joins, and HR adds them
    play.joiner = await the_joiner(play, stage.managers[SUBJECT])
    # -- two have another manager: of one the former manager has written, of the other not
    play.moved, play.moved_after = [
        next(n for n in free[1:] if (stage.managers[n] in play.early) is written)
        for written in (False, True)
    ]
    for who in (play.moved, play.moved_after):
        old = stage.managers[who]
        new = next(
            n for n in (TOP, "marcus.okafor", "ursula.hoffmann") if n not in (old, *play.peers[who])
        )
        before_id, after_id = await stage.change_manager(who, new)
        await stage.happens(
            ManagerChanged(
                at=stage.moment,
                person_id=stage.people[who].id,
                before_id=before_id,
                after_id=after_id,
            )
        )
        subjects = {stage.name(r["subject"]["id"]) for r in await play.owed(new)}
        assert (who in subjects) is (who == play.moved), (who, old, new)
        own = [r for r in await play.owed(who) if r["perspective"] == "UPWARD"]
        assert [stage.name(r["subject"]["id"]) for r in own] == [new], "not the former manager"
    # -- more time for two who owe
    await the_extension(play, HR, play.late, "WRITING", 3)
    await the_extension(play, HR, play.joiner, "WRITING", 2)


async def the_joiner(play: Play, manager: str) -> str:
    """Somebody new, in the directory as the import writes them, added by HR."""
    stage = play.stage
    day = stage.moment.date()
    person = await Person.create(
        id=new_id(),
        work_email="nora.new@kelvane.example",
        given_name="Nora",
        family_name="New",
        time_zone="Europe/Lisbon",
        hired_on=day,
        sort_key=sort_key("Nora", "New"),
        search_text=search_text("Nora", "New", ""),
        created_at=stage.moment,
        updated_at=stage.moment,
    )
    member = await DepartmentMembership.get(
        person_id=stage.people[manager].id, ends_on__isnull=True
    )
    _ = await DepartmentMembership.create(
        person_id=person.id,
        department_id=member.department_id,  # type: ignore[attr-defined]
        starts_on=day,
    )
    _ = await Bond.create(
        kind=BondKind.MANAGER,
        subject_id=person.id,
        other_id=stage.people[manager].id,
        starts_on=day,
    )
    await stage.look_round()
    theirs = stage.people[manager].id
    await stage.happens(
        ManagerChanged(at=stage.moment, person_id=person.id, before_id=None, after_id=theirs)
    )
    given = {"cycleId": play.cycle, "personIds": [stage.id("nora.new")]}
    assert await stage.refused(manager, "addCycleParticipants", **given) == "CYCLE_ONLY_HR"
    answer = await stage.do(HR, "addCycleParticipants", "added", **given)
    assert answer["added"] == 1
    mine = await play.look("nora.new")
    play.parts["nora.new"] = mine["myParticipation"]["id"]
    owed = await play.owed("nora.new")
    assert sorted(review["perspective"] for review in owed) == ["SELF", "UPWARD"]
    assert await Mail.filter(kind="cycle_launch", recipient_id=person.id).count() == 1
    assert (await play.look(HR))["progress"]["participants"] == 60
    return "nora.new"


async def the_second_half_of_writing(play: Play) -> None:
    """Who owes is reminded at half time, and nobody else; all but three of them write."""
    stage = play.stage
    half = play.days["NOMINATION"] + timedelta(days=8)
    stage.go_to(half, 13)
    while stage.moment.weekday() > 4:
        stage.later(24)
    # Neither of HR is told of who owes a review about themselves; together they know of all.
    owing = {
        stage.name(each["person"]["id"])
        for who in (HR, OTHER_HR)
        for each in (await play.look(who))["progress"]["owing"]
    }
    for hours in (2, 22, 2):
        await stage.work()
        stage.later(hours)
    await stage.work()
    reminded = {
        name
        for name, person in stage.people.items()
        if await Mail.filter(
            kind="cycle_reminder", recipient_id=person.id, text__contains="A WHOLE 360"
        ).exists()
    }
    assert reminded <= owing
    assert len(reminded) >= len(owing) - 4, "but for whoever was asked late or has more time"
    gone = await Person.get(work_email=f"{play.leaver}@kelvane.example")
    assert not await Mail.filter(kind="cycle_reminder", recipient_id=gone.id).exists()
    stage.go_to(half + timedelta(days=3))
    for who in sorted({*play.parts, ADMINISTRATOR}):
        if who in (play.leaver, play.late, play.joiner, play.silent):
            continue
        await play.write(who, await play.owed(who))
    owing = {
        stage.name(each["person"]["id"]): each["owed"]
        for each in (await play.look(HR))["progress"]["owing"]
    }
    assert set(owing) <= {play.late, play.joiner, play.silent}
    assert {play.late, play.silent} <= set(owing)


async def the_results(play: Play) -> None:
    """Writing ends: results are made once, and anonymous answers are no more."""
    stage = play.stage
    stage.go_to(play.days["WRITING"] + timedelta(days=1))
    assert await play.owed(play.silent) == [], "their time is over"
    await play.move("CALIBRATION")
    cycle = await play.look(HR)
    packets = {each["state"]: each["count"] for each in cycle["progress"]["packets"]}
    about_late = {stage.name(r["subject"]["id"]) for r in await play.owed(play.late)}
    about_joiner = {stage.name(r["subject"]["id"]) for r in await play.owed(play.joiner)}
    assert SUBJECT in about_late, "she waits for a peer who has more time"
    waiting = about_late | about_joiner
    assert packets == {"WAITING": len(waiting), "PREPARING": 60 - len(waiting)}
    assert await play.packet(stage.managers[SUBJECT], SUBJECT) is None
    stage.later()
    await play.write(play.late, await play.owed(play.late))
    stage.go_to(play.days["WRITING"] + timedelta(days=4))
    assert await play.owed(play.joiner) == []
    assert await stage.make_results() >= len(waiting)
    progress = (await play.look(HR))["progress"]
    assert progress["packets"] == [{"state": "PREPARING", "count": 60}]
    reviews = Review.filter(
        cycle_id=from_global(play.cycle, "Cycle"),
        perspective__in=[Perspective.PEER, Perspective.UPWARD],
    )
    assert await reviews.count() > 250
    for left in ("answers_sealed", "saved_at", "submitted_at"):
        assert not await reviews.filter(**{f"{left}__isnull": False}).exists(), left
    anonymous = await reviews.values_list("id", flat=True)
    assert not await ReviewVersion.filter(review_id__in=list(anonymous)).exists()
    assert await play.packet(SUBJECT, SUBJECT) is None, "not before release"


async def the_calibration(play: Play) -> None:
    """HR sets a session up and sees no rating in it; who leads it does, and changes one."""
    stage = play.stage
    manager = stage.managers[SUBJECT]
    team = [who for who in stage.reports(manager) if who in play.parts] + [manager]
    leader = TOP
    answer_ = await stage.do(
        HR,
        "saveCalibrationSession",
        "session { id seats { person { id } ratings { manager } } leniency { mean } }",
        cycleId=play.cycle,
        name="Design",
        facilitatorIds=[stage.id(leader), stage.id(manager)],
        participantIds=[play.parts[who] for who in team],
    )
    made = answer_["session"]
    assert len(made["seats"]) == len(team)
    assert not made["leniency"]
    assert not any(seat["ratings"] for seat in made["seats"])
    for who in (SUBJECT, ADMINISTRATOR):
        assert (await stage.ask(who, SESSION, id=made["id"]))["calibrationSession"] is None
    seen = (await stage.ask(leader, SESSION, id=made["id"]))["calibrationSession"]
    rated = {stage.name(s["person"]["id"]): s["ratings"] for s in seen["seats"]}
    assert all(rated.values())
    own = (await stage.ask(manager, SESSION, id=made["id"]))["calibrationSession"]
    assert [s["ratings"] for s in own["seats"] if stage.name(s["person"]["id"]) == manager] == [[]]
    first = next(q["id"] for q in seen["questions"] if q["position"] == 1)
    (rating,) = [r for r in rated[SUBJECT] if r["question"]["id"] == first]
    assert (rating["manager"], rating["self"], rating["calibrated"]) == (4, 3, None)
    assert rating["othersRaters"] == 4, "three peers and a guest: one peer has not written"
    change = {
        "sessionId": made["id"],
        "participantId": play.parts[SUBJECT],
        "questionId": first,
        "after": 5,
        "reason": "Compared with the rest of the group.",
    }
    assert (
        await stage.refused(HR, "proposeCalibrationChange", **change)
        == "CALIBRATION_ONLY_FACILITATORS"
    )
    mine = change | {"participantId": play.parts[manager]}
    assert await stage.refused(manager, "proposeCalibrationChange", **mine) == "CALIBRATION_NOT_OWN"
    proposed = await stage.do(
        leader, "proposeCalibrationChange", "session { changes { id state } }", **change
    )
    (waiting,) = proposed["session"]["changes"]
    code = await stage.refused(
        HR, "moveCycle", id=play.cycle, version=play.version, state="PACKETS"
    )
    assert code == "CYCLE_BLOCKED", "a change is not decided"
    decided = await stage.do(
        manager,
        "decideCalibrationChange",
        "session { changes { state decidedBy { id } } }",
        changeId=waiting["id"],
        accept=True,
    )
    assert decided["session"]["changes"][0]["state"] == "ACCEPTED"
    stage.go_to(play.days["CALIBRATION"] + timedelta(days=1))
    await play.move("PACKETS")
    assert await stage.refused(leader, "proposeCalibrationChange", **change) == "CYCLE_NOT_IN_STATE"


async def the_packets(play: Play) -> None:
    """Managers sum up and release, HR for whom nobody manages; all who may see see the same."""
    stage = play.stage
    manager = stage.managers[SUBJECT]
    seen = await play.packet(manager, SUBJECT)
    assert seen["state"] == "PREPARING"
    by_hr = await play.packet(HR, SUBJECT)
    assert by_hr["results"] == seen["results"], "HR sees what the subject will see"
    results = {result["perspective"]: result for result in seen["results"]}
    peers = results["PEER"]
    assert (peers["anonymous"], peers["shown"], peers["raters"]) == (True, True, 3)
    assert peers["reviews"] == []
    wrote = [peer for peer in play.peers[SUBJECT] if peer != play.silent]
    values = [2 + play.order.index(peer) % 3 for peer in wrote]
    first = next(q for q in peers["questions"] if q["question"]["position"] == 1)
    if first["bound"] == "EXACT":
        assert first["mean"] == pytest.approx(round(sum(values) / 3, 1), abs=0.051)
    assert first["answered"] == 3
    manager_first = results["MANAGER"]["questions"][0]
    assert manager_first["calibrated"] == {"before": 4, "after": 5}
    assert [r["guestName"] for r in results["EXTERNAL"]["reviews"]] == ["Greta Guest"]
    assert results["UPWARD"]["raters"] in (0, None), "nobody reports to her"
    for who in (ADMINISTRATOR, SUBJECT, play.late, TOP):
        assert await play.packet(who, SUBJECT) is None, who
    assert await play.packet(HR, TOP) is None, "she has rated her manager, and prepares it not"
    # Who has three and more reports is told what they say; who has two is not.
    for name in sorted(play.parts):
        if name == play.leaver or name == HR:
            continue
        packet = await play.packet(prepares(play, name), name)
        assert packet is not None, name
        upward = next(r for r in packet["results"] if r["perspective"] == "UPWARD")
        assert upward["shown"] is (upward["raters"] is not None)
        assert upward["raters"] is None or upward["raters"] >= 3
        assert not upward["reviews"]
    assert await play.packet(manager, play.leaver) is None
    given = {"packetIds": [seen["id"]]}
    assert await stage.refused(TOP, "releasePackets", **given) in {
        "PACKET_NOT_FOUND",
        "PACKET_NOT_YOURS_TO_RELEASE",
    }
    summed = await stage.do(
        manager,
        "writePacketSummary",
        "packet { summaryVersion }",
        packetId=seen["id"],
        version=seen["summaryVersion"],
        summary="A good year.",
    )
    assert summed["packet"]["summaryVersion"] == seen["summaryVersion"] + 1
    assert (await play.look(SUBJECT))["myParticipation"]["packet"] in ("WAITING", "PREPARING")
    for name in sorted(play.parts):
        if name == play.leaver:
            continue
        by = prepares(play, name)
        packet = await play.packet(by, name)
        await stage.do(by, "releasePackets", "packets { state }", packetIds=[packet["id"]])
    released = await play.packet(SUBJECT, SUBJECT)
    assert (released["state"], released["summary"]) == ("RELEASED", "A good year.")
    assert released["results"] == seen["results"], "the one that was prepared, no other version"
    assert await Mail.filter(kind="cycle_released").count() == 60
    progress = (await play.look(HR))["progress"]
    assert progress["packets"] == [{"state": "RELEASED", "count": 60}]
    code = await stage.refused(
        HR, "moveCycle", id=play.cycle, version=play.version, state="CALIBRATION"
    )
    assert code == "CYCLE_CANNOT_MOVE", "what was released stays"


def prepares(play: Play, name: str) -> str:
    """Who prepares a packet: the manager, or of HR whoever has not rated the person anonymously."""
    return play.stage.managers.get(name, OTHER_HR)


async def the_end(play: Play) -> None:
    """Everybody acknowledges; one answers. Then it is over, and everybody keeps their own."""
    stage = play.stage
    stage.go_to(play.days["PACKETS"] + timedelta(days=1))
    await play.move("ACKNOWLEDGEMENT")
    assert (
        await stage.refused(
            stage.managers[SUBJECT],
            "acknowledgePacket",
            packetId=(await play.packet(SUBJECT, SUBJECT))["id"],
        )
        == "PACKET_NOT_YOURS_TO_ACKNOWLEDGE"
    )
    for name in sorted(play.parts):
        if name == play.leaver:
            continue
        packet = await play.packet(name, name)
        assert packet["canAcknowledge"], name
        await stage.do(
            name,
            "acknowledgePacket",
            "packet { state answer }",
            packetId=packet["id"],
            answer="Thank you." if name == SUBJECT else "",
        )
    cycle = await play.look(HR)
    assert cycle["progress"]["packets"] == [{"state": "ACKNOWLEDGED", "count": 60}]
    stage.go_to(play.days["ACKNOWLEDGEMENT"] + timedelta(days=1))
    await play.move("CLOSED")
    cycle = await play.look(HR)
    assert (cycle["state"], cycle["allowedStates"]) == ("CLOSED", [])
    states = Counter(edge["node"]["state"] for edge in cycle["participants"]["edges"])
    assert states == {"ACTIVE": 60, "LEFT": 1}
    mine = await play.packet(SUBJECT, SUBJECT)
    assert mine["state"] == "ACKNOWLEDGED"
    assert await play.packet(ADMINISTRATOR, SUBJECT) is None
    stage.later()
    ours = Mail.filter(kind="cycle_reminder", text__contains="A WHOLE 360")
    before = await ours.count()
    await stage.work()
    assert await ours.count() == before > 0, "nobody is reminded of what is over"
