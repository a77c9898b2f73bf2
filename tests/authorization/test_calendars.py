"""Calendar feeds, and reminders, hold only what their reader may read, and of feeds no word at all."""

from __future__ import annotations

from erm.core.actor import ActorKind
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.mail.models import Mail
from erm.one_on_ones.feeds import create_calendar_feed, read_calendar_feed
from erm.one_on_ones.models import OneOnOneMeeting
from erm.one_on_ones.nudges import AFTER, BEFORE, Nudge, send_nudge
from erm.one_on_ones.rules import MeetingState
from erm.settings import Settings
from tests.authorization.test_matrix import SQLITE
from tests.authorization.world import CANARY, World

WRITTEN = {"OneOnOneMeeting", "TalkingPoint", "ActionItem", "ActionItemComment", "NotesVersion"}


@SQLITE
async def test_a_feed_holds_ones_own_meetings_and_no_word_of_them(
    world: World, settings: Settings
) -> None:
    shown = set()
    for person in world.cast.people:
        actor = world.cast.actor(person)
        assert actor.kind is ActorKind.SESSION
        async with unit_of_work(Bus()):
            _, url = await create_calendar_feed(actor, public_url=settings.public_url)
        token = url.rpartition("/")[2].removesuffix(".ics")
        found = await read_calendar_feed(token, settings, Bus(), address="")
        assert (found is None) is (person.left_on is not None)
        if found is None:
            continue
        text = found.content.decode().replace("\r\n ", "")
        assert not world.unseen(person.id, text), person.given_name
        for word in CANARY.findall(text):
            row, column, _ = world.canaries[word]
            assert row is None or row.type not in WRITTEN, (person.given_name, column)
        if "BEGIN:VEVENT" in text:
            shown.add(person.given_name)
    assert {"Ann", "Mo", "Bo", "Cy"} <= shown, "it would prove nothing of empty feeds"


@SQLITE
async def test_a_reminder_holds_what_its_reader_may_read_and_no_private_word(
    world: World, settings: Settings
) -> None:
    meetings = await OneOnOneMeeting.filter(state=MeetingState.OPEN).values(
        "id", "series_id", "scheduled_at", "series__low_id", "series__high_id"
    )
    for row in meetings:
        two = (row["series__low_id"], row["series__high_id"])
        for person, other in (two, two[::-1]):
            for kind in (BEFORE, AFTER):
                nudge = Nudge(
                    kind,
                    row["id"],
                    row["series_id"],
                    row["scheduled_at"],
                    person,
                    other,
                )
                await send_nudge(nudge, settings, Bus())
    held = set()
    for mail in await Mail.filter(kind__in=[BEFORE, AFTER]):
        assert mail.recipient_id is not None
        text = f"{mail.subject} {mail.text} {mail.html}"
        assert not world.unseen(mail.recipient_id, text)
        for word in CANARY.findall(text):
            found, column, owner = world.canaries[word]
            assert owner is None, "somebody's private notes"
            if found is not None:
                held.add((found.type, column))
                assert (found.type, found.variant) != ("TalkingPoint", "private")
    assert {("TalkingPoint", "body"), ("ActionItem", "body")} <= held
