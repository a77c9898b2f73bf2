"""What had happened to kudos before is found among the notifications, and is mailed as it was to be."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from erm.core.clock import at, now
from erm.core.database.connections import connection, database
from erm.core.database.migrate import migrate
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.paging import PageRequest
from erm.core.work import record, unit_of_work
from erm.flows.notifying import recognition
from erm.flows.subjects import subjects
from erm.mail.models import Mail
from erm.notifications import queries
from erm.notifications.dispatching import Dispatcher
from erm.notifications.models import Dispatch, Notification, NotificationChoice
from erm.notifications.rules import DispatchState
from erm.one_on_ones.queries.settings import own_settings
from erm.recognition.choices.preferences import preference
from erm.recognition.events import KudosReacted
from erm.recognition.models import ScheduledKudos
from erm.recognition.news_mails import WRITERS
from erm.recognition.rules import ReactionKind, ScheduleState
from erm.settings import Settings
from tests import cast as casting
from tests.conftest import PUBLIC_URL
from tests.database import PostgresServer, sqlite_url
from tests.notifications.reaching import reachable
from tests.recognition.rows import comment, kudos


class Enough(Exception):
    """The database is as far as it is to be."""


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, database_kind: str, tmp_path: Path) -> Iterator[str]:
    if database_kind == "sqlite":
        yield sqlite_url(tmp_path / "before.db")
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    yield server.create_database("before_notifications")
    server.drop_database("before_notifications")


def stop_before(number: str) -> Callable[[str], None]:
    """What migrates as far as to this one."""

    def stop(name: str) -> None:
        if name.startswith(number):
            raise Enough

    return stop


async def insert(table: str, **values: object) -> None:
    """A row as it was then: the models know columns that are not there yet."""
    words = ", ".join("NULL" if value is None else f"'{value}'" for value in values.values())
    await connection().execute_script(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({words})")


async def test_notices_become_notifications_and_their_mail_goes_out_once(
    empty_url: str, tmp_path: Path
) -> None:
    with pytest.raises(Enough):
        await migrate(empty_url, stop_before("0007"))
    instant = now() - timedelta(hours=1)
    ids: dict[str, Any] = {
        name: new_id() for name in ("kudos", "comment", "scheduled", "a", "b", "c", "d", "e", "f")
    }
    async with database(empty_url):
        cast = await casting.company()
        async with unit_of_work(Bus()):
            given = await kudos(cast.ann, cast.bo, message="For the release")
            said = await comment(given, cast.cy, body="Seconded")
            ids |= {"kudos": given.id, "comment": said.id}
            _ = await ScheduledKudos.create(
                id=ids["scheduled"],
                author_id=cast.ann.id,
                content_sealed=b"x",
                due_at=instant,
                state=ScheduleState.FAILED,
                problem="PERSON_HAS_LEFT",
                created_at=instant,
            )
            about = {"kudos_id": ids["kudos"], "created_at": instant}
            for key, more in {
                "a": {"recipient_id": cast.bo.id, "kind": "received", "person_id": cast.ann.id},
                "b": {
                    "recipient_id": cast.ann.id,
                    "kind": "commented",
                    "person_id": cast.cy.id,
                    "comment_id": ids["comment"],
                },
                "c": {
                    "recipient_id": cast.ann.id,
                    "kind": "reacted",
                    "person_id": cast.bo.id,
                    "mailed_at": instant,
                    "seen_at": instant,
                },
                "d": {
                    "recipient_id": cast.bo.id,
                    "kind": "reacted",
                    "person_id": cast.cy.id,
                    "mailed_at": instant - timedelta(days=2),
                },
                # The same once more, as two servers may have noted it.
                "e": {"recipient_id": cast.bo.id, "kind": "reacted", "person_id": cast.cy.id},
            }.items():
                await insert("kudos_notice", id=ids[key], **about, **more)
            await insert(
                "kudos_notice",
                id=ids["f"],
                recipient_id=cast.ann.id,
                kind="not_sent",
                scheduled_id=ids["scheduled"],
                created_at=instant,
                mailed_at=instant,
            )
    assert "0007_notifications" in await migrate(empty_url)
    settings = Settings(
        database_url=empty_url, public_url=PUBLIC_URL, secret_key="k" * 40, var=tmp_path
    )
    bus = Bus()
    recognition.subscribe(bus)
    async with database(empty_url):
        rows = {row.id: row for row in await Notification.all()}
        assert set(rows) == {ids[key] for key in "abcdf"}
        assert {row.kind.value for row in rows.values()} == {
            "kudos_received",
            "kudos_commented",
            "kudos_reacted",
            "kudos_not_sent",
        }
        assert rows[ids["b"]].detail_id == ids["comment"]
        assert rows[ids["c"]].seen_at == instant
        assert (rows[ids["f"]].subject_kind, rows[ids["f"]].subject_id) == (
            "ScheduledKudos",
            ids["scheduled"],
        )
        assert rows[ids["a"]].facts == {}
        found = await queries.notifications(cast.actor(cast.ann), PageRequest(10), subjects)
        assert [view.id for view in found.items] == [ids["f"], ids["c"], ids["b"]]
        assert await queries.unseen_notifications(cast.actor(cast.ann), subjects) == 2
        # What was told already is not told again.
        async with unit_of_work(bus):
            record(
                KudosReacted(
                    at=now(),
                    kudos_id=ids["kudos"],
                    person_id=cast.cy.id,
                    kind=ReactionKind.HEART,
                )
            )
        told = {(row.recipient_id, row.person_id) for row in await Notification.all()}
        assert await Notification.all().count() == 6
        assert (cast.ann.id, cast.cy.id) in told
        waiting = await Dispatch.filter(state=DispatchState.WAITING, created_at__lt=now())
        assert {row.id for row in waiting} >= {ids["a"], ids["b"]}
        await reachable(cast.people)
        for hours in (1, 2):
            with at(now() + timedelta(hours=hours)):
                await Dispatcher(settings, bus, subjects, WRITERS).run(asyncio.Event())
        # Ann's gathered mail left an hour ago: the next one waits for the rest of the day.
        assert [(row.kind, row.to_address) for row in await Mail.all()] == [
            ("kudos_received", "bo@erm.test")
        ]
        with at(now() + timedelta(hours=24)):
            await Dispatcher(settings, bus, subjects, WRITERS).run(asyncio.Event())
        assert await Mail.filter(kind="kudos_gathered", to_address="ann@erm.test").count() == 1


async def test_what_was_chosen_about_mail_counts_on_and_nothing_else_is_a_choice(
    empty_url: str,
) -> None:
    with pytest.raises(Enough):
        await migrate(empty_url, stop_before("0008"))
    async with database(empty_url):
        cast = await casting.company()
        moment = now()
        async with unit_of_work(Bus()):
            for person, received, gathered in ((cast.ann, 0, 1), (cast.bo, 1, 1)):
                await insert(
                    "recognition_preference", person_id=person.id, on_leaderboard=1, thanks_nudges=0,
                    mail_received=received, mail_gathered=gathered, updated_at=moment,
                )  # fmt: skip
            for person, mails in ((cast.ann, 0), (cast.bo, 1)):
                await insert(
                    "engagement_preference", person_id=person.id, mails=mails, updated_at=moment
                )
            await insert(
                "one_on_one_settings", person_id=cast.ann.id, nudge_lead_minutes=None,
                nudge_after=1, calendar_mail=0,
            )  # fmt: skip
            await insert(
                "one_on_one_settings", person_id=cast.bo.id, nudge_lead_minutes=30,
                nudge_after=0, calendar_mail=1,
            )  # fmt: skip
    assert "0008_one_place_for_choices" in await migrate(empty_url)
    async with database(empty_url):
        surveys = dict.fromkeys(("survey_opened", "survey_reminded", "survey_reported"))
        thanks = ("kudos_received", "kudos_mentioned", "kudos_not_sent", "celebration")
        found = {
            person.id: {
                row.kind.value: row.wanted
                for row in await NotificationChoice.filter(person_id=person.id, channel="mail")
            }
            for person in (cast.ann, cast.bo)
        }
        assert found[cast.ann.id] == dict.fromkeys((*thanks, *surveys), False) | {
            "meeting_coming": False,
            "meeting_asked": True,
            "meeting_moved": False,
        }
        assert found[cast.bo.id] == dict.fromkeys(surveys, True) | {
            "meeting_coming": True,
            "meeting_asked": False,
            "meeting_moved": True,
        }
        assert await NotificationChoice.all().count() == 7 + 3 + 6
        mine = await own_settings(cast.actor(cast.bo))
        assert (mine.lead_minutes, mine.after, mine.calendar_mail) == (30, False, True)
        assert not (await preference(cast.actor(cast.ann))).thanks_nudges
