"""What the digests of many people follow from, read in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.expressions import Q

from erm.core.clock import now
from erm.digest.models import DigestIssue, DigestPreference, DigestSchedule
from erm.digest.rules import (
    DigestFrequency,
    DigestSection,
    Preference,
    Standing,
    standing_now,
)
from erm.digest.scheduling import Made, Timing
from erm.mail.models import Mail
from erm.mail.rules import MailState
from erm.notifications.reach import ReachView, reach_of
from erm.people.models import Person

_DAYS = timedelta(days=4)
_MONTHS = timedelta(days=45)
"""So far back may lie the issue of a period that is still to be looked at: of a day, or of a longer one."""


@dataclass(frozen=True, slots=True)
class LastIssue:
    """The last digest that was mailed to somebody. ``arrived``: as far as is known it reached them."""

    created_at: datetime
    cadence: DigestFrequency
    answered: bool
    arrived: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """A person as their digest sees them. ``since``: when they or their choice came into being."""

    person_id: UUID
    locale: str
    time_zone: str
    since: datetime
    chosen: Preference
    hidden: frozenset[DigestSection]
    reach: ReachView
    standing: Standing
    periods: frozenset[str]
    last: LastIssue | None
    last_issue_id: UUID | None

    def timing(self, cadence: DigestFrequency | None = None) -> Timing:
        """What the times of their digest follow from, at the present cadence or another."""
        return Timing.of(
            self.chosen, ZoneInfo(self.time_zone), self.reach, cadence or self.standing.cadence
        )

    @property
    def made(self) -> Made:
        """What was made for them already."""
        if self.last is None:
            return Made(self.periods)
        return Made(self.periods, self.last.created_at, self.last.cadence)

    @property
    def answered(self) -> bool | None:
        """Whether they came back after the last one; None where that says nothing."""
        if self.last is None or not (self.last.answered or self.last.arrived):
            return None
        return self.last.answered


def chosen_by(row: DigestPreference | None) -> Preference:
    """What a row says, or the default."""
    return Preference() if row is None else Preference(row.frequency, row.weekday, row.hour)


def hidden_by(row: DigestPreference | None) -> frozenset[DigestSection]:
    """The sections that a row switches off; names that are none any more are left out."""
    known = {section.value for section in DigestSection}
    names = (row.hidden_sections or ()) if row is not None else ()
    return frozenset(DigestSection(name) for name in names if name in known)


async def readers(person_ids: Collection[UUID]) -> dict[UUID, Reader]:
    """These people as their digests see them, leavers included. For at most 500 at a time."""
    ids = list(person_ids)
    people: list[dict[str, Any]] = await Person.filter(id__in=ids).values(
        "id", "locale", "time_zone", "created_at"
    )
    choices = {row.person_id: row for row in await DigestPreference.filter(person_id__in=ids)}
    schedules = {row.person_id: row for row in await DigestSchedule.filter(person_id__in=ids)}
    reaches = await reach_of(ids)
    issues = await _recent_issues(ids)
    last = {key: row.last_issue_id for key, row in schedules.items()}
    last |= _last_mailed(issues, without=schedules)
    found = await _last_issues([key for key in last.values() if key is not None])
    done: dict[UUID, set[str]] = {}
    for issue in issues:
        done.setdefault(issue["person_id"], set()).add(issue["period"])
    readers: dict[UUID, Reader] = {}
    for person in people:
        key: UUID = person["id"]
        choice, schedule, issue_id = choices.get(key), schedules.get(key), last.get(key)
        chosen = chosen_by(choice)
        standing = Standing(chosen.frequency)
        if schedule is not None:
            standing = standing_now(schedule.cadence, schedule.ignored, chosen.frequency)
        since = person["created_at"]
        readers[key] = Reader(
            person_id=key,
            locale=str(person["locale"]),
            time_zone=person["time_zone"],
            since=since if choice is None else max(since, choice.updated_at),
            chosen=chosen,
            hidden=hidden_by(choice),
            reach=reaches[key],
            standing=standing,
            periods=frozenset(done.get(key, ())),
            last=None if issue_id is None else found.get(issue_id),
            last_issue_id=issue_id,
        )
    return readers


async def _recent_issues(ids: list[UUID]) -> list[dict[str, Any]]:
    instant = now()
    daily = Q(cadence=DigestFrequency.DAILY)
    rows: list[dict[str, Any]] = await DigestIssue.filter(
        (daily & Q(created_at__gte=instant - _DAYS))
        | (~daily & Q(created_at__gte=instant - _MONTHS)),
        person_id__in=ids,
    ).values("id", "person_id", "period", "mail_id", "created_at")
    return rows


def _last_mailed(
    issues: Iterable[dict[str, Any]], *, without: Collection[UUID]
) -> dict[UUID, UUID | None]:
    """The last regular digest of those of whom no schedule has noted it yet."""
    found: dict[UUID, dict[str, Any]] = {}
    for issue in issues:
        key = issue["person_id"]
        if key in without or issue["mail_id"] is None or "/" in issue["period"]:
            continue
        if key not in found or found[key]["created_at"] < issue["created_at"]:
            found[key] = issue
    return {key: issue["id"] for key, issue in found.items()}


async def _last_issues(ids: Collection[UUID]) -> dict[UUID, LastIssue]:
    if not ids:
        return {}
    rows = await DigestIssue.filter(id__in=list(ids))
    mails = [row.mail_id for row in rows if row.mail_id is not None and row.answered_at is None]
    # A mail that is not there any more was sent long ago.
    lost = set(
        await Mail.filter(
            Q(bounced_at__not_isnull=True) | ~Q(state=MailState.SENT), id__in=mails
        ).values_list("id", flat=True)
    )
    return {
        row.id: LastIssue(
            row.created_at, row.cadence, row.answered_at is not None, row.mail_id not in lost
        )
        for row in rows
    }
