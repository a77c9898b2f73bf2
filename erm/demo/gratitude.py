"""Rows of what surrounds thanks: choices, rewards and points, an award, celebrations, moderation."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from erm.core.sealing import seal
from erm.demo.content import company
from erm.demo.content import recognition as said
from erm.demo.rows import Rows
from erm.demo.staff import Staff
from erm.demo.timeline import OPENED, Timeline
from erm.notifications.commands import once_key
from erm.notifications.models import Notification
from erm.notifications.rules import NotificationKind
from erm.recognition.awards.models import Award, AwardJuror, AwardNomination, AwardVote, AwardWinner
from erm.recognition.awards.rules import AwardState
from erm.recognition.celebrations.models import CardSignature, Celebration, CelebrationChoice
from erm.recognition.celebrations.rules import (
    CARD_OPENS_BEFORE,
    MORNING,
    CelebrationAudience,
    CelebrationKind,
    CelebrationState,
)
from erm.recognition.choices.models import RecognitionSettings
from erm.recognition.choices.rules import SETTINGS_ID
from erm.recognition.models import (
    CompanyValue,
    FeedMark,
    Follow,
    Kudos,
    KudosComment,
    KudosReaction,
    KudosReceiver,
)
from erm.recognition.moderation.models import ModerationReport
from erm.recognition.moderation.rules import ReportReason, ReportState
from erm.recognition.rules import KudosVisibility

OLD = said.AWARDED


def plant_choices(timeline: Timeline, rows: Rows) -> None:
    """What the company chose."""
    opened = datetime.combine(timeline.day(OPENED, "UTC"), time(8, 5), tzinfo=UTC)
    rows.add(
        RecognitionSettings(
            id=SETTINGS_ID,
            points_enabled=True,
            allowance=said.ALLOWANCE,
            gift_maximum=said.GIFT_MAXIMUM,
            blocked_words=list(said.WARNED_OF),
            updated_at=opened,
        )
    )


def plant_gratitude(timeline: Timeline, rows: Rows, staff: Staff) -> None:
    """The award, days to celebrate, a report, who follows whom."""
    _awards(timeline, rows, staff)
    _celebrations(timeline, rows, staff)
    _report(timeline, rows, staff)
    _follows(timeline, rows, staff)
    _notifications(timeline, rows)


def quarter_of(day: date) -> str:
    """The quarter of a day, like ``2026-Q4``."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def _awards(timeline: Timeline, rows: Rows, staff: Staff) -> None:
    values = {row.name: row.id for row in rows.of(CompanyValue)}
    key_of = {spec.key: values[spec.name] for spec in company.VALUES}
    organiser = staff.people["hannah"]

    def award(name: str, state: AwardState, began: int, first: int) -> Award:
        at = timeline.moment(began, organiser.time_zone, "award", name)
        day = timeline.day(first, "UTC")
        row = rows.kept(
            Award(
                id=timeline.id(at, "award", name),
                name=said.AWARD,
                description=said.AWARD_ABOUT,
                quarter=quarter_of(day),
                repeats=True,
                state=state,
                nominations_from=day,
                nominations_until=day + timedelta(days=20),
                voting_until=day + timedelta(days=30),
                winners=1,
                created_by_id=organiser.id,
                created_at=at,
            )
        )
        for juror in said.JURY:
            rows.add(
                AwardJuror(
                    id=timeline.id(at, "juror", name, juror),
                    award_id=row.id,
                    person_id=staff.people[juror].id,
                )
            )
        return row

    def nominate(
        row: Award, name: str, days: int, nominations: tuple[tuple[str, ...], ...]
    ) -> None:
        for nominee, author, value, reason in nominations:
            at = timeline.moment(days, staff.zone(author), "nomination", name, nominee, author)
            rows.add(
                AwardNomination(
                    id=timeline.id(at, "nomination", name, nominee, author),
                    award_id=row.id,
                    nominee_id=staff.people[nominee].id,
                    author_id=staff.people[author].id,
                    company_value_id=key_of[value],
                    reason=reason,
                    created_at=at,
                )
            )

    former = award("former", AwardState.ANNOUNCED, OLD + 42, OLD + 40)
    now = award("now", AwardState.NOMINATING, 9, 8)
    now.follows_id = former.id
    nominate(former, "former", OLD + 30, said.FORMER_NOMINATIONS)
    nominate(now, "now", 4, said.NOMINATIONS)
    for juror in said.JURY:
        for nominee, score in (("rosa", 5), ("vadim", 4)):
            chance = timeline.chance("vote", juror, nominee)
            at = timeline.moment(OLD + 15, staff.zone(juror), "vote", juror, nominee)
            rows.add(
                AwardVote(
                    id=timeline.id(at, "vote", juror, nominee),
                    award_id=former.id,
                    juror_id=staff.people[juror].id,
                    nominee_id=staff.people[nominee].id,
                    score=score - chance.choice((0, 0, 1)),
                    updated_at=at,
                )
            )
    kudos = next(row for row in rows.of(Kudos) if row.message == said.FORMER_WORDS)
    former.announced_at = kudos.created_at
    rows.add(
        AwardWinner(
            id=timeline.id(kudos.created_at, "winner"),
            award_id=former.id,
            person_id=staff.people[said.FORMER_WINNER].id,
            kudos_id=kudos.id,
        )
    )


def _celebrations(timeline: Timeline, rows: Rows, staff: Staff) -> None:
    told = datetime.combine(timeline.day(40, "UTC"), time(9, 20), tzinfo=UTC)
    for spec in said.CARDS:
        person = staff.people[spec.person]
        day = timeline.day(spec.days, person.time_zone)
        audience = CelebrationAudience(spec.audience)
        rows.add(
            CelebrationChoice(
                person_id=person.id,
                anniversary=CelebrationAudience.EVERYONE,
                birthday=audience,
                birth_month=day.month,
                birth_day=day.day,
                updated_at=told,
            )
        )
        due = datetime.combine(day, MORNING, tzinfo=ZoneInfo(person.time_zone)).astimezone(UTC)
        opened = timeline.settle(due - CARD_OPENS_BEFORE, None)
        delivered = due if due <= timeline.latest else None
        celebration = rows.kept(
            Celebration(
                id=timeline.id(opened, "celebration", spec.person),
                person_id=person.id,
                kind=CelebrationKind.BIRTHDAY,
                day=day,
                audience=audience,
                state=CelebrationState.DELIVERED if delivered else CelebrationState.PLANNED,
                due_at=due,
                delivered_at=delivered,
                created_at=opened,
            )
        )
        for place, (author, message) in enumerate(spec.lines):
            at = timeline.settle(opened + timedelta(hours=3 + 7 * place), opened)
            rows.add(
                CardSignature(
                    id=timeline.id(at, "signature", spec.person, author),
                    celebration_id=celebration.id,
                    author_id=staff.people[author].id,
                    message=message,
                    created_at=at,
                )
            )
    for key in said.PRIVATE_ABOUT_ANNIVERSARIES:
        rows.add(
            CelebrationChoice(
                person_id=staff.people[key].id,
                anniversary=CelebrationAudience.OFF,
                birthday=CelebrationAudience.OFF,
                updated_at=told,
            )
        )


def _report(timeline: Timeline, rows: Rows, staff: Staff) -> None:
    author, reporter, reason, words = said.REPORTED
    shown = {row.id for row in rows.of(Kudos) if row.visibility is KudosVisibility.PUBLIC}
    comment = next(
        row
        for row in rows.of(KudosComment)
        if row.author_id == staff.people[author].id and row.kudos_id in shown
    )
    at = timeline.moment(1, staff.zone(reporter), "report")
    row_id = timeline.id(at, "report")
    rows.add(
        ModerationReport(
            id=row_id,
            comment_id=comment.id,
            author_id=comment.author_id,
            reporter_id=staff.people[reporter].id,
            reason=ReportReason(reason),
            words=words,
            snapshot_sealed=seal(
                comment.body, table="moderation_report", column="snapshot_sealed", row_id=row_id
            ),
            state=ReportState.OPEN,
            created_at=at,
        )
    )


def _follows(timeline: Timeline, rows: Rows, staff: Staff) -> None:
    for follower, followed in said.FOLLOWS:
        at = timeline.moment(30, staff.zone(follower), "follow", follower, followed)
        rows.add(
            Follow(
                id=timeline.id(at, "follow", follower, followed),
                follower_id=staff.people[follower].id,
                followed_id=staff.people[followed].id,
                created_at=at,
            )
        )
    # Everybody has seen the feed up to three days ago: what came since is new to them.
    before = timeline.now - timedelta(days=3)
    received = {row.kudos_id for row in rows.of(KudosReceiver)}
    seen = max(
        (row for row in rows.of(Kudos) if row.created_at < before and row.id in received),
        key=lambda row: str(row.id),
    )
    for key in staff.present(0):
        rows.add(
            FeedMark(person_id=staff.people[key].id, kudos_id=seen.id, updated_at=seen.created_at)
        )


def _notifications(timeline: Timeline, rows: Rows) -> None:
    """What people heard of thanks before the last days, of which ``erm.demo.news`` has them told."""
    since = timeline.now - timedelta(days=14)
    kudos = {row.id: row for row in rows.of(Kudos) if row.created_at > since}
    thanked: dict[UUID, list[UUID]] = {key: [] for key in kudos}

    def tell(
        kind: NotificationKind,
        at: datetime,
        to: UUID,
        by: UUID,
        about: UUID,
        detail: UUID | None = None,
    ) -> None:
        if at > timeline.lately:
            return
        rows.add(
            Notification(
                id=timeline.id(at, "notice", kind.value, about, to, by, *filter(None, [detail])),
                recipient_id=to,
                kind=kind,
                subject_kind="Kudos",
                subject_id=about,
                detail_id=detail,
                person_id=by,
                once_key=once_key(to, kind, "Kudos", about, detail, by),
                created_at=at,
                seen_at=at,
            )
        )

    for receiver in rows.of(KudosReceiver):
        row = kudos.get(receiver.kudos_id)
        if row is not None:
            if receiver.group_id is None:
                thanked[row.id].append(receiver.person_id)
            tell(
                NotificationKind.KUDOS_RECEIVED,
                row.created_at,
                receiver.person_id,
                row.author_id,
                row.id,
            )
    for comment in rows.of(KudosComment):
        row = kudos.get(comment.kudos_id)
        for person in {row.author_id, *thanked[row.id]} if row is not None else ():
            if row is not None and person != comment.author_id:
                tell(
                    NotificationKind.KUDOS_COMMENTED,
                    comment.created_at,
                    person,
                    comment.author_id,
                    row.id,
                    comment.id,
                )
    known: set[tuple[UUID, UUID, UUID]] = set()
    for reaction in rows.of(KudosReaction):
        row = kudos.get(reaction.kudos_id)
        for person in {row.author_id, *thanked[row.id]} if row is not None else ():
            key = (reaction.kudos_id, reaction.person_id, person)
            if row is not None and person != reaction.person_id and key not in known:
                known.add(key)
                tell(
                    NotificationKind.KUDOS_REACTED,
                    reaction.created_at,
                    person,
                    reaction.person_id,
                    row.id,
                )
