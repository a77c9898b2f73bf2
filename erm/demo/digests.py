"""Digests of the last weeks: who chose what, what came when, and the newest composed as on their day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from erm.access.actors import actor_for
from erm.core.actor import Actor, ActorKind
from erm.core.clock import now
from erm.core.events import Bus
from erm.core.language import say
from erm.core.work import unit_of_work
from erm.demo.content import news as said
from erm.demo.days import Days
from erm.demo.outbox import log_entry
from erm.demo.rewinding import rewind, rolled_back
from erm.demo.rows import BATCH
from erm.demo.staff import Staff
from erm.demo.timeline import Timeline
from erm.digest.commands import set_digest_preference
from erm.digest.issuing import issue_due
from erm.digest.models import DigestIssue, DigestPreference, DigestSchedule
from erm.digest.planning import plan_unplanned
from erm.digest.rules import KIND, PATIENCE, DigestFrequency, IssueState, Preference
from erm.digest.scheduling import Slot, Timing, slots
from erm.digest.standing import chosen_by
from erm.mail.models import Mail
from erm.notifications.choosing import set_reach
from erm.notifications.models import Dispatch, Notification, NotificationChoice
from erm.notifications.policies import set_policy
from erm.notifications.reach import DEFAULT_REACH, ReachView, reach_of
from erm.one_on_ones.nudges import nudge_due
from erm.settings import Settings


@dataclass(frozen=True, slots=True)
class Due:
    """The newest digest of somebody, which is composed: when, and how the ones before it went."""

    slot: Slot
    schedule: DigestSchedule


async def choose_all(timeline: Timeline, days: Days, staff: Staff) -> None:
    """What people and the company chose, by the commands that the screens call."""
    with days.at(timeline.moment(said.CHOSE, "UTC", "choices")):
        async with unit_of_work(Bus()):
            administrator = await _actor(staff, "tomas")
            for kind, channel, on, required in said.POLICIES:
                await set_policy(
                    administrator, kind=kind, channel=channel, on=on, required=required
                )
            for key, (quiet_from, quiet_to, days_off, pause) in said.REACH.items():
                await set_reach(
                    await _actor(staff, key),
                    quiet_from=quiet_from,
                    quiet_to=quiet_to,
                    days_off=days_off,
                    paused_until=timeline.day(-pause, staff.zone(key)) if pause else None,
                )
            await NotificationChoice.bulk_create(
                [
                    NotificationChoice(
                        person_id=staff.people[key].id,
                        kind=kind,
                        channel=channel,
                        wanted=wanted,
                        updated_at=now(),
                    )
                    for key, kind, channel, wanted in said.CHOICES
                ]
            )
            reaches = await reach_of([person.id for person in staff.people.values()])
            for key, (frequency, weekday, hour) in said.DIGESTS.items():
                reach = reaches[staff.people[key].id]
                await set_digest_preference(
                    await _actor(staff, key),
                    frequency=frequency,
                    weekday=weekday or _last_morning(timeline, staff.zone(key), hour, reach),
                    hour=hour,
                )
            # That was planned as of then; what follows plans as of each day.
            await DigestSchedule.all().delete()


async def _actor(staff: Staff, key: str) -> Actor:
    actor = await actor_for(staff.people[key].id, ActorKind.SESSION)
    if actor is None:
        raise LookupError(f"{key} is not there")
    return actor


def _last_morning(timeline: Timeline, zone: str, hour: int, reach: ReachView) -> int:
    """The weekday of the last day on which somebody works, and whose ``hour`` is over."""
    for back in range(8):
        day = timeline.day(back, zone)
        at = datetime.combine(day, time(hour), tzinfo=ZoneInfo(zone))
        working = day.isoweekday() < 6 and day.isoweekday() not in reach.days_off
        if working and at.astimezone(UTC) < timeline.latest - timedelta(minutes=10):
            return day.isoweekday()
    raise LookupError(f"nobody works in {zone}")


async def history(
    timeline: Timeline, days: Days, staff: Staff
) -> tuple[list[DigestIssue], list[Mail], list[Due]]:
    """Issues and mails of digests that are over, unsaved, and the newest of those that are to be composed."""
    choices = {row.person_id: row for row in await DigestPreference.all()}
    reaches = await reach_of([person.id for person in staff.people.values()])
    issues: list[DigestIssue] = []
    mails: list[Mail] = []
    dues: list[Due] = []
    for key in staff.present(0):
        person = staff.people[key]
        chosen = chosen_by(choices.get(person.id))
        if chosen.frequency is DigestFrequency.OFF:
            continue
        came = _came(timeline, staff, key, chosen, reaches.get(person.id, DEFAULT_REACH))
        due = came.pop() if came and came[-1].at > days.since else None
        made = [_issued(timeline, staff, key, slot, chosen) for slot in came]
        # The last ones of whoever does not look brought nobody back.
        patience = PATIENCE.get(chosen.frequency, 0) if key in said.IGNORED else 0
        for issue, _ in made[: len(made) - patience]:
            issue.answered_at = timeline.settle(
                issue.created_at + timedelta(hours=2, minutes=10), issue.created_at
            )
        issues += [issue for issue, _ in made]
        mails += [mail for _, mail in made]
        if due is not None:
            dues.append(
                Due(
                    due,
                    DigestSchedule(
                        person_id=person.id,
                        next_at=due.at,
                        zone=person.time_zone,
                        cadence=chosen.frequency,
                        ignored=max(patience - 1, 0),
                        last_issue_id=issues[-1].id if made else None,
                    ),
                )
            )
    return issues, mails, dues


def _came(
    timeline: Timeline, staff: Staff, key: str, chosen: Preference, reach: ReachView
) -> list[Slot]:
    """The digests that came to somebody, oldest first."""
    person = staff.people[key]
    since = max(timeline.now - timedelta(days=said.LOGGED), person.created_at)
    found: list[Slot] = []
    for slot in slots(
        Timing.of(chosen, ZoneInfo(person.time_zone), reach), timeline.day(said.LOGGED, "UTC")
    ):
        if slot.at > timeline.latest:
            return found
        if slot.at > since:
            found.append(slot)
    return found


def _issued(
    timeline: Timeline, staff: Staff, key: str, slot: Slot, chosen: Preference
) -> tuple[DigestIssue, Mail]:
    """What is left of a digest that a server took: no text, and what it was called."""
    person = staff.people[key]
    mail = log_entry(
        timeline,
        person,
        slot.at,
        KIND,
        f"{KIND}:{person.id}:{slot.period}",
        say(
            person.locale,
            f"digest.subject.{chosen.frequency}",
            headline=say(person.locale, "digest.preheader"),
        ),
    )
    issue = DigestIssue(
        id=timeline.id(slot.at, "issue", key),
        person_id=person.id,
        period=slot.period,
        state=IssueState.QUEUED,
        mail_id=mail.id,
        created_at=slot.at,
        cadence=chosen.frequency,
    )
    return issue, mail


async def compose(
    days: Days, settings: Settings, dues: Sequence[Due], asked: Sequence[datetime]
) -> None:
    """Compose what was due, each as on its day, with reminders of one-on-ones at the moments ``asked``.

    By the jobs of the worker, in a transaction that goes back in time and is rolled back; what they
    wrote is kept.
    """
    moments: dict[datetime, list[Due]] = {moment: [] for moment in asked}
    for due in dues:
        moments.setdefault(due.slot.at, []).append(due)
    known = set(await _ids(Mail)), set(await _ids(Notification))
    kept: list[list[object]] = []
    async with rolled_back():
        for moment in sorted(moments, reverse=True):
            await rewind(moment)
            schedules = [due.schedule for due in moments[moment]]
            with days.at(moment):
                if schedules:
                    await DigestSchedule.bulk_create(schedules)
                    await issue_due(settings, Bus(), days.stop, plan=False)
                else:
                    await nudge_due(settings, Bus(), days.stop)
        mails = await Mail.all().exclude(id__in=list(known[0]))
        news = await Notification.all().exclude(id__in=list(known[1]))
        issued = await DigestIssue.filter(mail_id__in=[mail.id for mail in mails])
        skipped = await DigestIssue.filter(state=IssueState.SKIPPED)
        dispatched = await Dispatch.filter(notification_id__in=[row.id for row in news])
        planned = await DigestSchedule.all()
        kept = [list(each) for each in (mails, [*issued, *skipped], planned, news, dispatched)]
    async with unit_of_work(Bus()):
        for rows in kept:
            if rows:
                await type(rows[0]).bulk_create(rows, batch_size=BATCH)  # type: ignore[attr-defined]


async def write_issues(issues: Sequence[DigestIssue]) -> None:
    """Write digests that are over."""
    await DigestIssue.bulk_create(list(issues), batch_size=BATCH)


async def plan_the_others(timeline: Timeline, days: Days) -> None:
    """Whose digest is not due soon gets the time of the next one, as the worker finds them."""
    with days.at(timeline.latest):
        await plan_unplanned(Bus(), days.stop)


async def _ids(model: type[Mail] | type[Notification]) -> list[UUID]:
    return list(await model.all().values_list("id", flat=True))  # type: ignore[arg-type]
