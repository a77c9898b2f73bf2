"""Thanks that are to be said later."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from erm.core import clock
from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.resealing import sealed_columns
from erm.files.models import StoredFile
from erm.recognition import commands, scheduled
from erm.recognition.choices.models import RecognitionSettings
from erm.recognition.commands import GroupKey, KudosDraft, scheduling
from erm.recognition.events import KudosGiven, ScheduledKudosFailed
from erm.recognition.models import Kudos, ScheduledKudos
from erm.recognition.rules import GroupKind, ScheduleState
from tests.files.making import picture, stored
from tests.recognition.rows import (
    EVERYBODY,
    PRIVATE,
    TEAM,
    at_once,
    do,
    heard,
    refused,
)

LATER = timedelta(hours=3)


def draft(cast, **more) -> KudosDraft:
    return KudosDraft("For last week.", receiver_ids=(cast.ann.id,), **more)


async def put_off(cast, bus, who, **more):
    return await do(
        bus, scheduling.schedule_kudos, cast.actor(who), draft(cast, **more), give_at=now() + LATER
    )


def ways(cast):
    """How the job makes actors of people."""

    async def actor_for(person_id) -> Actor | None:
        (person,) = [each for each in cast.people if each.id == person_id]
        return None if person.left_on is not None else cast.actor(person)

    return actor_for


async def say_due(cast, bus, *, after: timedelta = LATER) -> int:
    with clock.at(now() + after):
        return await scheduling.give_due_kudos(bus, asyncio.Event(), ways(cast))


async def test_thanks_for_later_are_sealed_and_their_author_s_alone(cast, actor_of, bus) -> None:
    facts = heard(bus)
    view = await put_off(
        cast,
        bus,
        cast.bo,
        groups=(GroupKey(GroupKind.TEAM, cast.max.id),),
        visibility=TEAM,
        audience_id=cast.mo.id,
        points=5,
    )
    assert (view.receiver_ids, view.message, view.visibility, view.points, view.state) == (
        (cast.ann.id,),
        "For last week.",
        TEAM,
        5,
        ScheduleState.WAITING,
    )
    assert [(group.kind, group.name, group.size) for group in view.groups] == [
        (GroupKind.TEAM, "Max Test", 2)
    ]
    assert (facts, await Kudos.all().count()) == ([], 0)
    row = await ScheduledKudos.get(id=view.id)
    assert b"last week" not in bytes(row.content_sealed)
    assert ("scheduled_kudos", "content_sealed") in {
        (each.table, each.column) for each in sealed_columns()
    }
    for name in EVERYBODY:
        actor = actor_of(getattr(cast, name))
        assert bool(await scheduled.scheduled_kudos(actor)) == (name == "bo")
        assert bool(await scheduled.scheduled_by_ids(actor, [view.id])) == (name == "bo")


async def test_they_are_said_once_when_their_time_has_come(cast, actor_of, bus) -> None:
    view = await put_off(cast, bus, cast.bo, visibility=PRIVATE)
    facts = heard(bus)
    assert await say_due(cast, bus, after=LATER - timedelta(minutes=1)) == 0
    assert sorted(await asyncio.gather(say_due(cast, bus), say_due(cast, bus))) == [0, 1]
    (row,) = await Kudos.all()
    assert (row.author_id, row.message, row.visibility) == (
        cast.bo.id,
        "For last week.",
        PRIVATE,
    )
    kept = await ScheduledKudos.get(id=view.id)
    assert (kept.state, kept.kudos_id) == (ScheduleState.GIVEN, row.id)
    assert [type(fact) for fact in facts] == [KudosGiven]
    assert await scheduled.scheduled_kudos(actor_of(cast.bo)) == []
    assert await say_due(cast, bus) == 0


async def test_what_cannot_be_said_any_more_fails_with_its_reason_and_can_be_mended(
    cast, actor_of, bus
) -> None:
    view = await put_off(cast, bus, cast.bo)
    other = await put_off(cast, bus, cast.mo)
    await RecognitionSettings.create(id="company", blocked_words=["week"], updated_at=now())
    facts = heard(bus)
    assert await say_due(cast, bus) == 0
    assert await Kudos.all().count() == 0
    assert [type(fact) for fact in facts] == [ScheduledKudosFailed] * 2
    (failed,) = await scheduled.scheduled_kudos(actor_of(cast.bo))
    assert (failed.id, failed.state, failed.problem, failed.problem_params) == (
        view.id,
        ScheduleState.FAILED,
        "TEXT_MAY_HURT",
        {"words": "week"},
    )
    assert await say_due(cast, bus) == 0
    await RecognitionSettings.filter(id="company").update(blocked_words=[])
    now_ = scheduling.give_scheduled_kudos_now
    given = await do(bus, now_, actor_of(cast.bo), scheduled_id=view.id)
    assert given.kudos.message == "For last week."
    await do(bus, scheduling.cancel_scheduled_kudos, actor_of(cast.mo), scheduled_id=other.id)
    for who, key in ((cast.bo, view.id), (cast.mo, other.id)):
        for command in (now_, scheduling.cancel_scheduled_kudos):
            code = "SCHEDULED_KUDOS_SETTLED"
            await refused(bus, code, command, actor_of(who), scheduled_id=key)


async def test_a_receiver_who_has_left_is_not_thanked_unseen(cast, bus) -> None:
    view = await put_off(cast, bus, cast.bo)
    await cast.leave(cast.ann)
    assert await say_due(cast, bus) == 0
    assert (await ScheduledKudos.get(id=view.id)).problem == "PERSON_HAS_LEFT"


async def test_what_leavers_put_off_is_cancelled(cast, bus) -> None:
    one = await put_off(cast, bus, cast.bo)
    assert await do(bus, scheduling.cancel_scheduled_of_leaver, cast.bo.id) == 1
    assert await do(bus, scheduling.cancel_scheduled_of_leaver, cast.bo.id) == 0
    other = await put_off(cast, bus, cast.mo)
    await cast.leave(cast.mo)
    assert await say_due(cast, bus) == 0
    states = [(await ScheduledKudos.get(id=view.id)).state for view in (one, other)]
    assert states == [ScheduleState.CANCELLED] * 2
    assert await Kudos.all().count() == 0


async def test_nobody_but_the_author_cancels_or_says_them(cast, actor_of, bus) -> None:
    view = await put_off(cast, bus, cast.bo)
    for name in set(EVERYBODY) - {"bo"}:
        actor = actor_of(getattr(cast, name))
        for command in (scheduling.give_scheduled_kudos_now, scheduling.cancel_scheduled_kudos):
            code = "SCHEDULED_KUDOS_NOT_FOUND"
            await refused(bus, code, command, actor, scheduled_id=view.id)


async def test_of_saying_now_and_cancelling_at_once_one_wins(cast, actor_of, bus) -> None:
    view = await put_off(cast, bus, cast.bo)
    bo = actor_of(cast.bo)
    made, refusals = await at_once(
        *(
            do(bus, command, bo, scheduled_id=view.id)
            for command in (scheduling.give_scheduled_kudos_now, scheduling.cancel_scheduled_kudos)
            * 2
        )
    )
    assert (len(made), refusals) == (1, ["SCHEDULED_KUDOS_SETTLED"] * 3)
    assert await Kudos.all().count() <= 1


async def test_all_rules_of_giving_hold_when_they_are_put_off(cast, actor_of, bus) -> None:
    bo = actor_of(cast.bo)
    moment = now()
    for code, text, at in (
        ("SCHEDULED_KUDOS_OUT_OF_RANGE", "Thanks.", moment - timedelta(minutes=1)),
        ("SCHEDULED_KUDOS_OUT_OF_RANGE", "Thanks.", moment + timedelta(days=367)),
        ("TEXT_REQUIRED", " ", moment + LATER),
    ):
        wrong = KudosDraft(text, receiver_ids=(cast.ann.id,))
        await refused(bus, code, scheduling.schedule_kudos, bo, wrong, give_at=at)
    myself = KudosDraft("Thanks.", receiver_ids=(cast.bo.id,))
    at = moment + LATER
    await refused(bus, "KUDOS_TO_ONESELF", scheduling.schedule_kudos, bo, myself, give_at=at)


async def test_at_most_fifty_wait(cast, actor_of, bus, monkeypatch) -> None:
    monkeypatch.setattr("erm.recognition.commands.scheduling.SCHEDULED_MAXIMUM", 1)
    await put_off(cast, bus, cast.bo)
    error = await refused(
        bus,
        "SCHEDULED_KUDOS_TOO_MANY",
        scheduling.schedule_kudos,
        actor_of(cast.bo),
        draft(cast),
        give_at=now() + LATER,
    )
    assert error.params == {"maximum": 1}


async def test_their_picture_waits_with_them_and_goes_when_they_are_cancelled(
    cast, actor_of, bus
) -> None:
    bo = actor_of(cast.bo)
    files = [await stored(cast.bo, name="x.png", content=picture()) for _ in range(2)]
    views = [await put_off(cast, bus, cast.bo, picture_id=file.id) for file in files]
    assert [view.picture_id for view in views] == [file.id for file in files]
    await do(bus, scheduling.cancel_scheduled_kudos, bo, scheduled_id=views[0].id)
    assert await StoredFile.all().values_list("id", flat=True) == [files[1].id]
    assert await say_due(cast, bus) == 1
    (row,) = await Kudos.all()
    assert row.picture_id == files[1].id


# ---- pictures of kudos -------------------------------------------------------------------------


async def test_a_picture_goes_with_kudos_once_and_is_made_smaller(cast, actor_of, bus) -> None:
    bo = actor_of(cast.bo)
    file = await stored(cast.bo, name="x.png", content=picture(size=(3_200, 800)), claimed=False)
    given = await do(bus, commands.give, bo, draft(cast, picture_id=file.id, picture_alt=" Us "))
    assert (given.kudos.picture_id, given.kudos.picture_alt) == (file.id, "Us")
    kept = await StoredFile.get(id=file.id)
    assert kept.claimed_at is not None
    assert kept.sha256 != file.sha256
    again = draft(cast, picture_id=file.id)
    error = await refused(bus, "FILE_NOT_FOUND", commands.give, bo, again)
    assert error.field == "picture_id"


async def test_only_one_s_own_pictures_go_with_kudos(cast, actor_of, bus) -> None:
    theirs = await stored(cast.ann, name="x.png", content=picture())
    text = await stored(cast.bo, name="x.txt", content=b"words")
    bo = actor_of(cast.bo)
    for file, code in ((theirs, "FILE_NOT_FOUND"), (text, "FILE_NOT_A_PICTURE")):
        await refused(bus, code, commands.give, bo, draft(cast, picture_id=file.id))
