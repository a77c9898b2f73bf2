"""The rows of the world, domain by domain: every state, and every way to be near it or far."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from erm.core.clock import now
from erm.core.ids import new_id
from erm.digest.models import DigestPreference
from erm.digest.rules import DigestFrequency
from erm.feedback.cycles.models import BankQuestion
from erm.feedback.cycles.rules import QuestionKind
from erm.feedback.guests import hash_of
from erm.feedback.models import (
    FeedbackDraft,
    FeedbackFollowUp,
    FeedbackLink,
    FeedbackNote,
    FeedbackRequest,
    GuestFeedback,
)
from erm.feedback.rules import OPEN_REQUESTS, FeedbackLinkKind, FeedbackVisibility, RequestState
from erm.feedback.sealed import PARTS, seal_json, seal_note
from erm.handovers.models import Handover, HandoverLine
from erm.handovers.rules import HandoverReason, HandoverState, LineKind
from erm.mail.models import Mail
from erm.mail.rules import MailState
from erm.one_on_ones.models import (
    ActionItem,
    CalendarFeed,
    NotesUpdate,
    NotesVersion,
    OneOnOneMeeting,
    OneOnOneSeries,
    OneOnOneSettings,
    PrivateNotes,
    SkippedDay,
    TalkingPoint,
)
from erm.one_on_ones.rules import (
    ActionItemState,
    Cadence,
    MeetingState,
    SuggestionKind,
    TalkingPointState,
    Visibility,
)
from erm.one_on_ones.sealed import seal_point, seal_private_notes
from erm.people.models import ImportUpload, Person
from erm.recognition.models import (
    CompanyValue,
    Kudos,
    KudosComment,
    KudosReaction,
    KudosReceiver,
)
from erm.recognition.rules import KudosVisibility, ReactionKind
from erm.relationships.models import Touchpoint
from erm.relationships.rules import TouchpointKind
from tests.authorization import (
    action_plans,
    agenda,
    awards,
    ballots,
    calibration,
    celebrations,
    competencies,
    cycle_commands,
    cycles,
    development,
    development_overview,
    fairness,
    following,
    integrations,
    learning,
    notifications,
    outbox,
    packets,
    points,
    reports,
    skills,
    surveys,
    thanking,
)
from tests.authorization.relations import Relation
from tests.authorization.table import AS_PARENT
from tests.authorization.world import DAY, Row, World, ids, some_day
from tests.one_on_ones.editing import Editor


async def fill(world: World) -> None:
    await one_on_ones(world)
    await feedback(world)
    await development.fill(world)
    await development_overview.fill(world)
    await recognition(world)
    await mail(world)
    await agenda.fill(world)
    await touchpoints(world)
    await handovers(world)
    await cycles.fill(world)
    await cycle_commands.fill(world)
    await calibration.fill(world)
    await packets.fill(world)
    await competencies.fill(world)
    await skills.fill(world)
    await learning.fill(world)
    await integrations.fill(world)
    await thanking.fill(world)
    await fairness.fill(world)
    await reports.fill(world)
    await following.fill(world)
    await notifications.fill(world)
    await points.fill(world)
    await celebrations.fill(world)
    await awards.fill(world)
    await ballots.fill(world)
    await surveys.fill(world)
    await action_plans.fill(world)
    await outbox.fill(world)
    complete(world)


# ---- one-on-ones -------------------------------------------------------------------------------


async def one_on_ones(world: World) -> None:
    c = world.cast
    tomorrow = now() + timedelta(hours=20)
    main = await _series(world, "Ann and Mo", c.ann, c.mo)
    first = await _meeting(world, main, 1, c.ann, c.mo, at=now() - 7 * DAY, closed=True)
    second = await _meeting(world, main, 2, c.ann, c.mo, at=tomorrow)
    await item_row(world, first, "done in Ann and Mo", c.mo, c.ann, state=ActionItemState.DONE)
    await item_row(world, second, "carried in Ann and Mo", c.ann, c.mo, since=1)
    await item_row(world, second, "open of Mo", c.mo, c.ann)
    await item_row(
        world, second, "dropped in Ann and Mo", c.ann, c.ann, state=ActionItemState.DROPPED
    )
    ended = await _series(world, "Ann and Old", c.ann, c.old, ended=True)
    last = await _meeting(world, ended, 1, c.ann, c.old, at=now() - 210 * DAY, closed=True)
    await item_row(world, last, "of Old", c.old, c.old, state=ActionItemState.DROPPED)
    await item_row(world, last, "left open by Ann", c.ann, c.old)
    for name, one, other, at in (
        ("Bo and Mo", c.bo, c.mo, now() - 2 * DAY),
        ("Cy and Max", c.cy, c.max, tomorrow),
        ("Mo and Zed", c.mo, c.zed, tomorrow),
        ("Hana and Zed", c.hana, c.zed, tomorrow),
        ("Bo and Cy", c.bo, c.cy, now() + 14 * DAY),
    ):
        pause = {"paused_from": some_day(60)} if name == "Bo and Cy" else {}
        series = await _series(world, name, one, other, **pause)
        meeting = await _meeting(world, series, 1, one, other, at=at)
        await item_row(world, meeting, f"of {name}", one, other)
    peers = world.named("series of Bo and Cy")
    await SkippedDay.create(series_id=peers.key, planned_on=some_day(7), created_at=now())
    gone = await _series(world, "Dee and Mo", c.dee, c.mo, ended=True)
    last = await _meeting(world, gone, 1, c.dee, c.mo, at=now() - 40 * DAY, closed=True)
    await item_row(world, last, "of Dee", c.dee, c.mo)


async def _series(
    world: World, name: str, one: Person, other: Person, *, ended: bool = False, **more: Any
) -> Row:
    low, high = sorted((one.id, other.id))
    return await world.put(
        "OneOnOneSeries",
        OneOnOneSeries,
        f"series of {name}",
        variant="ended" if ended else "active",
        ties={Relation.PAIR: ids(one, other)},
        about=ids(one, other),
        links={"people": [world.person(one), world.person(other)]},
        low_id=low,
        high_id=high,
        active_pair=None if ended else f"{low}:{high}",
        cadence=Cadence.WEEKLY,
        time_zone="Europe/Berlin",
        rhythm_from=some_day(-7),
        wall_minutes=600,
        started_by_id=one.id,
        created_at=now() - 300 * DAY,
        ended_at=now() - 30 * DAY if ended else None,
        ended_by_id=other.id if ended else None,
        **more,
    )


async def _meeting(
    world: World,
    series: Row,
    number: int,
    one: Person,
    other: Person,
    *,
    at: datetime,
    closed: bool = False,
) -> Row:
    meeting = await world.put(
        "OneOnOneMeeting",
        OneOnOneMeeting,
        f"meeting {number} of {series.name}",
        texts=["shared_notes"],
        variant="closed" if closed else "open",
        ties=series.ties,
        about=series.about,
        links={"series": series, "sharedNotesEditedBy": world.person(one)},
        series_id=series.key,
        open_series_id=None if closed else series.key,
        number=number,
        planned_on=at.date(),
        scheduled_at=at,
        state=MeetingState.CLOSED if closed else MeetingState.OPEN,
        held=True if closed else None,
        closed_at=at + timedelta(hours=1) if closed else None,
        shared_notes_edited_by_id=one.id,
        shared_notes_edited_at=at,
        created_at=at - 7 * DAY,
    )
    version = await world.put(
        "NotesVersion",
        NotesVersion,
        f"version of the notes of {meeting.name}",
        texts=["text"],
        variant=AS_PARENT,
        parent=meeting,
        links={"author": world.person(one)},
        meeting_id=meeting.key,
        number=1,
        author_id=one.id,
        created_at=at,
    )
    meeting.links["notesVersions"] = [version]
    typed = world.text(meeting, "notesState")
    await NotesUpdate.create(
        meeting_id=meeting.key,
        number=1,
        key=new_id(),
        author_id=one.id,
        content=Editor().insert(0, typed),
        created_at=at,
    )
    meeting.extra["typed"] = typed
    meeting.extra["private"] = {}
    position = 0
    for person in (one, other):
        word = world.text(meeting, "private_notes", owner=person.id)
        key = new_id()
        notes = await PrivateNotes.create(
            id=key,
            meeting_id=meeting.key,
            person_id=person.id,
            sealed=seal_private_notes(word, key),
            version=3,
            edited_at=at,
        )
        meeting.extra["private"][person.id] = (word, notes)
        for visibility in (Visibility.PRIVATE, Visibility.SHARED, Visibility.PRIVATE):
            discussed = closed or position % 4 == 1
            position += 1
            point = await world.put(
                "TalkingPoint",
                TalkingPoint,
                f"{visibility} point {position} of {person.given_name}, {meeting.name}",
                texts=["body"],
                variant=str(visibility),
                ties={**meeting.ties, Relation.AUTHOR: ids(person)},
                about=meeting.about,
                parent=meeting,
                links={"author": world.person(person), "meeting": meeting},
                values={"fromSuggestion": "THANKS_RECEIVED"},
                series_id=series.key,
                meeting_id=meeting.key,
                author_id=person.id,
                visibility=visibility,
                state=TalkingPointState.DISCUSSED if discussed else TalkingPointState.OPEN,
                position=position,
                recurring=position % 2 == 0,
                discussed_at=at if discussed else None,
                source_kind=SuggestionKind.THANKS_RECEIVED,
                source_id=new_id(),
                created_at=at - DAY,
            )
            if visibility is Visibility.PRIVATE:
                words = seal_point(point.values["body"], point.key)
                await TalkingPoint.filter(id=point.key).update(body="", sealed=words)
    return meeting


async def item_row(
    world: World,
    meeting: Row,
    name: str,
    owner: Person,
    author: Person,
    *,
    state: ActionItemState = ActionItemState.OPEN,
    since: int | None = None,
) -> Row:
    series = meeting.links["series"]
    number = meeting.model.number  # type: ignore[union-attr]
    (other,) = [p for p in series.links["people"] if p.key != owner.id]
    return await world.put(
        "ActionItem",
        ActionItem,
        f"item {name}",
        texts=["body"],
        ties={**meeting.ties, Relation.SELF: ids(owner)},
        about=meeting.about,
        parent=meeting,
        links={
            "owner": world.person(owner),
            "other": other,
            "author": world.person(author),
            "series": series,
            "meeting": meeting,
            "originPoint": None,
            "goal": None,
            "comments": [],
        },
        series_id=series.key,
        meeting_id=meeting.key,
        made_in_number=since or number,
        meeting_number=number,
        author_id=author.id,
        owner_id=owner.id,
        due_on=some_day(1),
        state=state,
        created_at=now() - 8 * DAY,
        done_at=now() - DAY if state is ActionItemState.DONE else None,
    )


# ---- feedback ----------------------------------------------------------------------------------


async def feedback(world: World) -> None:
    c = world.cast
    gus: Person = c.gus  # type: ignore[attr-defined]
    await _request(world, c.ann, c.bo, "pending")
    await _request(world, gus, c.cy, "pending")
    await _request(world, c.hana, c.mo, "pending")
    await _request(world, c.bo, c.ann, "declined")
    await _request(world, c.cy, c.ann, "withdrawn")
    await _request(world, c.dee, c.ann, "withdrawn")
    await _request(world, c.ann, c.max, "scheduled")
    await _request(world, c.bo, c.cy, "withdrawn before it was sent")
    await _request(world, c.mo, c.cy, "about a report", about=c.ann)
    await _request(world, c.mo, c.ann, "about a report, declined", about=c.bo)
    of_cy = await _request(world, c.ann, c.cy, "answered")
    of_ann = await _request(world, c.mo, c.ann, "answered")
    await _note(world, c.cy, c.ann, manager=True, request=of_cy, more=True)
    await _note(world, c.ann, c.mo, manager=True, request=of_ann)
    await _note(world, c.ann, c.bo)
    await _note(world, c.bo, c.ann, manager=True)
    await _note(world, c.zed, c.mo, more=True)
    await _note(world, c.mo, c.bo, manager=True, archived=True)
    await _note(world, c.old, c.ann, thanked=True, days=20)
    await _note(world, c.ann, c.dee, manager=True, days=60)
    await _note(world, c.dee, c.bo, manager=True, days=60)
    await _note(world, c.cy, gus, manager=True)
    await _note(world, c.max, c.cy)
    await _note(world, c.ada, c.hana, manager=True)
    await _guest(world, c.ann)
    await _guest(world, c.mo, about=c.ann, answered=True)
    await _guest(world, c.hana, answered=True)
    await _draft(world, c.ann)
    await _draft(world, c.hana)
    for variant in ("for asking", "for cycles", "retired"):
        await _bank_question(world, variant)


async def _request(
    world: World, requester: Person, asked: Person, state: str, *, about: Person | None = None
) -> Row:
    states = {
        "withdrawn before it was sent": RequestState.WITHDRAWN,
        "about a report": RequestState.PENDING,
        "about a report, declined": RequestState.DECLINED,
    }
    stored = states.get(state) or RequestState(state)
    is_open = stored in OPEN_REQUESTS
    declined = stored is RequestState.DECLINED
    unsent = stored is RequestState.SCHEDULED or "before it was sent" in state
    ties = {Relation.AUTHOR: ids(requester), Relation.RECIPIENT: ids(asked)}
    if about is not None:
        ties[Relation.SELF] = ids(about)
    return await world.put(
        "FeedbackRequest",
        FeedbackRequest,
        f"{state} request of {requester.given_name} to {asked.given_name}",
        texts=["question", "decline_reason"] if declined else ["question"],
        variant=state,
        ties=ties,
        about=ids(requester, asked),
        links={
            "requester": world.person(requester),
            "asked": world.person(asked),
            "subject": world.person(about or requester),
            "note": None,
        },
        requester_id=requester.id,
        asked_id=asked.id,
        subject_id=None if about is None else about.id,
        due_on=some_day(3),
        send_at=now() + 2 * DAY if unsent else None,
        state=stored,
        open_key=f"{requester.id}{asked.id}"[:64] if is_open else None,
        created_at=now() - 3 * DAY,
        settled_at=None if is_open else now() - DAY,
    )


async def _note(
    world: World,
    author: Person,
    recipient: Person,
    *,
    manager: bool = False,
    thanked: bool = False,
    archived: bool = False,
    more: bool = False,
    request: Row | None = None,
    days: float = 0.5,
) -> Row:
    """``more``: it has a competency, and a question that came back and waits for its answer."""
    able = "canEdit canThank" if days < 1 and not thanked else "" if thanked else "canThank"
    able += " canArchive " + ("canAnswerBack" if more else "canAskBack")
    row = await world.put(
        "FeedbackNote",
        FeedbackNote,
        f"note of {author.given_name} to {recipient.given_name}",
        texts=PARTS,
        variant="for the recipient and their manager" if manager else "for the recipient",
        ties={Relation.AUTHOR: ids(author), Relation.RECIPIENT: ids(recipient)},
        about=ids(recipient),
        links={
            "author": world.person(author),
            "recipient": world.person(recipient),
            "request": request,
        },
        values={"competency": ""},
        able=able,
        author_id=author.id,
        recipient_id=recipient.id,
        request_id=None if request is None else request.key,
        visibility=FeedbackVisibility.RECIPIENT_AND_MANAGER
        if manager
        else FeedbackVisibility.RECIPIENT,
        created_at=now() - days * DAY,
        thanked_at=now() - DAY if thanked else None,
        archived_at=now() - DAY / 4 if archived else None,
    )
    parts = {part: getattr(row.model, part) for part in PARTS}
    await FeedbackNote.filter(id=row.key).update(
        sealed=seal_note(parts, row.key), **dict.fromkeys(PARTS, "")
    )
    if more:
        row.values["competency"] = world.text(row, "competency")
        await FeedbackNote.filter(id=row.key).update(competency=row.values["competency"])
        key = new_id()
        await FeedbackFollowUp.create(
            id=key,
            note_id=row.key,
            question_sealed=seal_json(
                world.text(row, "follow_up"),
                table="feedback_follow_up",
                column="question_sealed",
                row_id=key,
            ),
            asked_at=now(),
        )
        # Of something that is there no more: the recipient is shown nothing of it.
        await FeedbackLink.create(
            note_id=row.key, kind=FeedbackLinkKind.GOAL, target_id=new_id(), created_at=now()
        )
    if request is not None:
        request.links["note"] = row
    return row


async def _guest(
    world: World, requester: Person, *, about: Person | None = None, answered: bool = False
) -> Row:
    ties = {Relation.AUTHOR: ids(requester)}
    if about is not None:
        ties[Relation.SELF] = ids(about)
    row = await world.put(
        "GuestFeedback",
        GuestFeedback,
        f"question of {requester.given_name} to a guest",
        texts=["question", "guest_name", "guest_email"],
        variant="of a guest" if about is None else "of a guest, about a report",
        ties=ties,
        about=ids(about or requester),
        links={
            "requester": world.person(requester),
            "subject": world.person(about or requester),
        },
        able="canThank canArchive" if answered else "canWithdraw",
        requester_id=requester.id,
        subject_id=None if about is None else about.id,
        locale="en",
        expires_at=now() + 20 * DAY,
        state=RequestState.ANSWERED if answered else RequestState.PENDING,
        token_hash=None if answered else hash_of("the link of a guest"),
        created_at=now() - 3 * DAY,
        settled_at=now() - DAY if answered else None,
    )
    if answered:
        parts = {part: world.text(row, part) for part in PARTS}
        row.values |= {
            "situation": parts["situation"],
            "behaviour": parts["behaviour"],
            "impact": parts["impact"],
            "nextStep": parts["next_step"],
        }
        sealed = seal_json(parts, table="guest_feedback", column="answer_sealed", row_id=row.key)
        await GuestFeedback.filter(id=row.key).update(answer_sealed=sealed)
    return row


async def _draft(world: World, author: Person) -> None:
    key = new_id()
    row = Row(
        "FeedbackDraft", f"draft of {author.given_name}", key, "", {Relation.AUTHOR: ids(author)}
    )
    row.model = await FeedbackDraft.create(
        id=key,
        author_id=author.id,
        key="give:somebody",
        sealed=seal_json(
            world.text(row, "content"), table="feedback_draft", column="sealed", row_id=key
        ),
        updated_at=now(),
    )
    world.add(row)


async def _bank_question(world: World, variant: str) -> None:
    key = new_id()
    row = Row("BankQuestion", f"bank question {variant}", key, variant, {})
    word = world.text(row, "text")
    row.values["text"] = word
    row.able = frozenset({"canEdit"})
    row.model = await BankQuestion.create(
        id=key,
        kind=QuestionKind.TEXT,
        content={
            "text": {"en": word, "ru": ""},
            "former": [
                {
                    "number": 1,
                    "text": {"en": world.text(row, "wordings"), "ru": ""},
                    "by": str(world.cast.hana.id),
                    "at": now().isoformat(),
                }
            ],
        },
        for_asking=variant != "for cycles",
        for_cycles=True,
        licence="",
        source="",
        created_at=now(),
        retired_at=now() if variant == "retired" else None,
    )
    world.add(row)


# ---- recognition -------------------------------------------------------------------------------


async def recognition(world: World) -> None:
    c = world.cast
    value = await world.put(
        "CompanyValue",
        CompanyValue,
        "value in use",
        texts=["name", "description"],
        variant="in use",
        able="canEdit",
        created_at=now() - 90 * DAY,
    )
    retired = await world.put(
        "CompanyValue",
        CompanyValue,
        "retired value",
        texts=["name", "description"],
        variant="retired",
        able="canEdit",
        retired_at=now() - 3 * DAY,
        created_at=now() - 90 * DAY,
    )
    public = await _kudos(world, "public", c.ann, [c.bo, c.cy], value=value)
    await _comment(world, public, c.mo)
    await _comment(world, public, c.cy, deleted=True)
    await _react(public, c.mo, c.ann, c.hana)
    old = await _kudos(world, "public", c.dee, [c.ann], value=retired)
    await _comment(world, old, c.dee)
    private = await _kudos(world, "private", c.ann, [c.mo])
    await _comment(world, private, c.mo)
    await _react(private, c.mo)
    several = await _kudos(world, "private", c.max, [c.cy, c.mo])
    await _comment(world, several, c.max)
    await _kudos(world, "private", c.mo, [c.dee])
    await _kudos(world, "private", c.hana, [c.old])
    hidden = await _kudos(world, "hidden", c.cy, [c.ann, c.bo])
    await _comment(world, hidden, c.ann)
    await _kudos(world, "private and hidden", c.ann, [c.bo])
    withdrawn = await _kudos(world, "withdrawn", c.bo, [c.ann])
    await _comment(world, withdrawn, c.ann)
    await _kudos(world, "withdrawn", c.mo, [c.ann], private=True)
    team = await _kudos(world, "for a team", c.ann, [c.cy], audience=c.mo)
    await _comment(world, team, c.bo)
    await _kudos(world, "for a team and hidden", c.cy, [c.bo], audience=c.mo)
    await _kudos(world, "public", c.bo, [c.cy], name="fresh kudos of Bo", age=DAY / 24)


async def _kudos(
    world: World,
    variant: str,
    author: Person,
    receivers: list[Person],
    *,
    value: Row | None = None,
    private: bool = False,
    audience: Person | None = None,
    name: str = "",
    age: timedelta = 2 * DAY,
) -> Row:
    hidden = "hidden" in variant
    moderator = author.id in (world.cast.hana.id, world.cast.ada.id)
    given = now() - age
    row = await world.put(
        "Kudos",
        Kudos,
        name or f"{variant} kudos {len(world.of('Kudos'))} of {author.given_name}",
        texts=["message", "hidden_reason"] if hidden else ["message"],
        variant=variant,
        ties={
            Relation.AUTHOR: ids(author),
            Relation.RECIPIENT: ids(*receivers),
        },
        about=ids(*receivers),
        able={
            "public": "canWithdraw canMakePrivate",
            "private": "canWithdraw",
            "for a team": "canWithdraw canMakePrivate",
            "hidden": "canWithdraw canRestore",
            "private and hidden": "canWithdraw",
            "for a team and hidden": "canWithdraw",
        }.get(variant, "")
        + ("" if hidden or moderator else " canHide")
        + (" canEdit" if age < DAY and not hidden else ""),
        links={
            "author": world.person(author),
            "receivers": [world.person(p) for p in receivers],
            "companyValue": value,
            "comments": [],
            "audience": world.person(audience) if audience else None,
            "awards": [],
        },
        author_id=author.id,
        audience_manager_id=audience.id if audience else None,
        company_value_id=None if value is None else value.key,
        visibility=KudosVisibility.PRIVATE
        if private or "private" in variant
        else KudosVisibility.TEAM
        if audience
        else KudosVisibility.PUBLIC,
        created_at=given,
        withdrawn_at=now() if variant == "withdrawn" else None,
        hidden_at=now() if hidden else None,
        hidden_by_id=world.cast.ada.id if hidden else None,
    )
    for position, person in enumerate(receivers):
        await KudosReceiver.create(kudos_id=row.key, person_id=person.id, position=position)
    row.extra["reactions"] = []
    row.extra["team"] = None if audience is None else audience.id
    row.extra["until"] = (given + DAY).isoformat()
    return row


async def _comment(world: World, kudos: Row, author: Person, *, deleted: bool = False) -> None:
    # A deleted one is emptied; here it keeps its words, so that they would be seen.
    row = await world.put(
        "KudosComment",
        KudosComment,
        f"comment of {author.given_name} on {kudos.name}",
        texts=["body"],
        variant="deleted" if deleted else "as its parent",
        parent=kudos,
        ties={Relation.AUTHOR: ids(author)},
        links={"author": world.person(author), "kudos": kudos},
        able="canDelete canHide",
        kudos_id=kudos.key,
        author_id=author.id,
        created_at=now(),
        deleted_at=now() if deleted else None,
        deleted_by_id=author.id if deleted else None,
    )
    kudos.links["comments"].append(row)


async def _react(kudos: Row, *people: Person) -> None:
    for person in people:
        await KudosReaction.create(
            kudos_id=kudos.key, person_id=person.id, kind=ReactionKind.CLAP, created_at=now()
        )
        kudos.extra["reactions"].append(person.id)


# ---- mail, uploads -----------------------------------------------------------------------------


async def mail(world: World) -> None:
    for number, (person, state) in enumerate(
        (
            (world.cast.ann, MailState.QUEUED),
            (world.cast.mo, MailState.SENT),
            (world.cast.cy, MailState.SENT),
            (world.cast.hana, MailState.PARKED),
        )
    ):
        row = await world.put(
            "Mail",
            Mail,
            f"mail {number} to {person.given_name}",
            texts=["subject", "text", "html", "last_error", "to_name", "unsubscribe_url"],
            variant="in the local mailbox",
            ties={Relation.RECIPIENT: ids(person)},
            about=ids(person),
            dedupe_key=f"mail {number}",
            kind="digest",
            recipient_id=person.id,
            to_address=f"{number}@erm.test",
            state=state,
            next_attempt_at=now() + 30 * DAY,
            created_at=now(),
            sent_at=now() if state is MailState.SENT else None,
        )
        # The name of the addressee is read in the field `to`.
        word = row.values.pop("toName")
        world.canaries[word] = (row, "to", None)
        row.values["to"] = f"{word} <{number}@erm.test>"
        row.values.pop("unsubscribeUrl")
    for person in (world.cast.ann, world.cast.mo):
        await DigestPreference.create(
            person_id=person.id,
            frequency=DigestFrequency.WEEKLY,
            weekday=2,
            hour=8,
            updated_at=now(),
        )
        await OneOnOneSettings.create(person_id=person.id, nudge_lead_minutes=30)
        await CalendarFeed.create(
            person_id=person.id,
            active_person_id=person.id,
            token_hash=sha256(person.id.bytes).hexdigest(),
            created_at=now(),
        )
    upload = await world.put(
        "ImportUpload",
        ImportUpload,
        "upload of Ada",
        texts=["file_name"],
        ties={Relation.AUTHOR: ids(world.cast.ada)},
        uploaded_by_id=world.cast.ada.id,
        content=b"",
        created_at=now(),
    )
    content = f"given name;email\n{world.text(upload, 'content')};not an address\n"
    await ImportUpload.filter(id=upload.key).update(content=content.encode())


# ---- contacts ----------------------------------------------------------------------------------


async def touchpoints(world: World) -> None:
    c, kind = world.cast, TouchpointKind

    async def touch(
        what: TouchpointKind, by: Person, other: Person, subject: Row, source: UUID | None = None
    ) -> None:
        low, high = sorted((by.id, other.id))
        await world.put(
            "Touchpoint",
            Touchpoint,
            f"{what} of {by.given_name} to {other.given_name}: {subject.name}",
            ties={Relation.PAIR: ids(by, other)},
            about=ids(by, other),
            links={"by": world.person(by), "subject": subject},
            kind=what,
            source_id=source or subject.key,
            subject_id=subject.key,
            low_id=low,
            high_id=high,
            by_id=by.id,
            occurred_at=now() - 5 * DAY,
        )

    people = {p.id: p for p in c.people}
    for request in world.of("FeedbackRequest"):
        asker, asked = request.links["requester"].key, request.links["asked"].key
        await touch(kind.FEEDBACK_ASKED, people[asker], people[asked], request)
    for note in world.of("FeedbackNote"):
        author, recipient = note.links["author"].key, note.links["recipient"].key
        await touch(kind.FEEDBACK_GIVEN, people[author], people[recipient], note)
    for kudos in world.of("Kudos"):
        for receiver in kudos.links["receivers"]:
            author = kudos.links["author"].key
            await touch(kind.KUDOS_GIVEN, people[author], people[receiver.key], kudos)
    for item in world.of("ActionItem"):
        owner, other = item.links["owner"].key, item.links["other"].key
        await touch(kind.PROMISE_MADE, people[owner], people[other], item)
    for meeting in world.of("OneOnOneMeeting"):
        if meeting.variant == "closed":
            one, other = sorted(meeting.ties[Relation.PAIR])
            await touch(kind.ONE_ON_ONE_HELD, people[one], people[other], meeting)
    for plan in world.of("DevelopmentPlan"):
        manager = plan.links["agreedManager"]
        if manager is not None:
            person = people[plan.links["person"].key]
            await touch(kind.PLAN_AGREED, people[manager.key], person, plan)
            goal = plan.links["goals"][0]
            (check_in,) = goal.links["checkIns"]
            await touch(kind.CHECK_IN, person, people[manager.key], goal, source=check_in.key)


# ---- handovers ---------------------------------------------------------------------------------


async def handovers(world: World) -> None:
    c = world.cast
    promise = world.named("item carried in Ann and Mo")
    series = world.named("series of Ann and Mo")
    request = world.named("pending request of Ann to Bo")
    goal = world.named("plan Ann's active").links["goals"][0]
    new = HandoverReason.NEW_MANAGER
    kind = LineKind
    draft = await _handover(world, "draft of Ann to Max", c.ann, c.max)
    await _line(world, draft, kind.PROMISE, promise, c.mo)
    await _line(world, draft, kind.REQUEST, request, c.bo)
    note = await _handover(world, "handover of Ann to Mo", c.ann, c.mo, about=c.old, reason=new)
    await _line(world, note, kind.GOAL, goal)
    await _line(world, note, kind.SERIES, series, c.mo)
    for author, receiver in ((c.bo, c.cy), (c.dee, c.mo), (c.mo, c.hana)):
        name = f"handover of {author.given_name} to {receiver.given_name}"
        row = await _handover(world, name, author, receiver)
        await _line(world, row, kind.GOAL, goal, c.zed)
    await _handover(world, "draft of Hana to Ann", c.hana, c.ann)


async def _handover(
    world: World,
    name: str,
    author: Person,
    receiver: Person,
    *,
    about: Person | None = None,
    reason: HandoverReason = HandoverReason.MOVING,
) -> Row:
    shared = name.startswith("handover")
    return await world.put(
        "Handover",
        Handover,
        name,
        texts=["note"],
        variant="shared" if shared else "draft",
        ties={Relation.AUTHOR: ids(author), Relation.RECIPIENT: ids(receiver)},
        about=ids(author, receiver),
        links={
            "author": world.person(author),
            "receiver": world.person(receiver),
            "about": None if about is None else world.person(about),
            "lines": [],
        },
        author_id=author.id,
        receiver_id=receiver.id,
        about_id=None if about is None else about.id,
        reason=reason,
        state=HandoverState.SHARED if shared else HandoverState.DRAFT,
        created_at=now() - 3 * DAY,
        shared_at=now() - 2 * DAY if shared else None,
    )


async def _line(
    world: World, handover: Row, kind: LineKind, subject: Row, other: Person | None = None
) -> Row:
    row = await world.put(
        "HandoverLine",
        HandoverLine,
        f"line {kind} of {handover.name}",
        texts=["text"],
        variant=AS_PARENT,
        parent=handover,
        links={"other": None if other is None else world.person(other)},
        values={"subjectId": subject.id},
        handover_id=handover.key,
        kind=kind,
        subject_id=subject.key,
        other_id=None if other is None else other.id,
    )
    handover.links["lines"].append(row)
    return row


# ---- what leads where --------------------------------------------------------------------------


def complete(world: World) -> None:
    """Links that are known only once everything is there."""
    for series in world.of("OneOnOneSeries"):
        meetings = [m for m in world.of("OneOnOneMeeting") if m.links["series"] is series]
        items = [i for i in world.of("ActionItem") if i.links["series"] is series]
        series.links |= {
            "meetings": meetings,
            "current": next((m for m in meetings if m.variant == "open"), None),
            "discussedPoints": [
                p
                for p in world.of("TalkingPoint")
                if p.links["meeting"] in meetings and p.model.discussed_at is not None  # type: ignore[union-attr]
            ],
            "openActionItems": [
                i
                for i in items
                if i.model.state is ActionItemState.OPEN  # type: ignore[union-attr]
            ],
        }
    for item in world.of("ActionItem"):
        item.links["madeIn"] = next(
            m
            for m in world.of("OneOnOneMeeting")
            if m.links["series"] is item.links["series"]
            and m.model.number == item.model.made_in_number  # type: ignore[union-attr]
        )
        item.values["commentCount"] = len(item.links["comments"])
    for meeting in world.of("OneOnOneMeeting"):
        number = meeting.model.number  # type: ignore[union-attr]
        meeting.links |= {
            "talkingPoints": [p for p in world.of("TalkingPoint") if p.links["meeting"] is meeting],
            "actionItems": [
                i
                for i in world.of("ActionItem")
                if i.links["series"] is meeting.links["series"]
                and i.model.made_in_number <= number <= i.model.meeting_number  # type: ignore[union-attr]
            ],
        }
    for kudos in world.of("Kudos"):
        gone = ("deleted", "hidden comment")
        comments = [c for c in kudos.links["comments"] if c.variant not in gone]
        kudos.values["commentCount"] = len(comments)
    for person in world.of("Person"):
        person.links |= {
            "developmentPlans": [
                p for p in world.of("DevelopmentPlan") if p.links["person"] is person
            ],
            "feedbackForThem": [
                n for n in world.of("FeedbackNote") if n.links["recipient"] is person
            ],
            "kudosReceived": [k for k in world.of("Kudos") if person in k.links["receivers"]],
        }
    for department in world.of("Department"):
        parent = department.model.parent_id  # type: ignore[union-attr]
        department.links["parent"] = None if parent is None else world.by_key["Department", parent]
