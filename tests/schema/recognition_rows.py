"""Recognition for counting queries: what is planned, told, reported, celebrated and awarded, for Mo."""

from __future__ import annotations

from datetime import timedelta

from erm.core.clock import now, today
from erm.core.ids import new_id
from erm.notifications.models import Notification
from erm.notifications.rules import NotificationKind
from erm.people.models import Department, Person
from erm.recognition.awards.models import Award, AwardJuror, AwardNomination, AwardVote, AwardWinner
from erm.recognition.awards.rules import AwardState
from erm.recognition.celebrations.models import CardSignature, Celebration
from erm.recognition.celebrations.rules import (
    CelebrationAudience,
    CelebrationKind,
    CelebrationState,
)
from erm.recognition.choices.models import RecognitionSettings, ThanksNudge
from erm.recognition.choices.rules import SETTINGS_ID
from erm.recognition.models import (
    CompanyValue,
    Kudos,
    KudosComment,
    KudosEdit,
    KudosGroup,
    KudosMention,
    KudosReceiver,
    ScheduledKudos,
)
from erm.recognition.moderation.models import ModerationReport
from erm.recognition.moderation.rules import ReportReason, ReportState
from erm.recognition.moderation.sealed import seal_snapshot
from erm.recognition.rules import GroupKind, KudosVisibility, ScheduleState
from erm.recognition.sealed import seal_content
from tests.cast import Cast

DAY = timedelta(days=1)


class RecognitionRows:
    """``begin`` once, then ``grow``. ``kudos`` is what most of it is about."""

    award: Award
    celebration: Celebration

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    async def begin(self, kudos: Kudos, value: CompanyValue) -> None:
        """The company has a leaderboard and a word to warn of, and there is one of each."""
        self.kudos, self.value = kudos, value
        mo, ann, moment = self.cast.mo, self.cast.ann, now()
        chosen = {
            "leaderboard_enabled": True,
            "blocked_words": ["clumsy"],
            "updated_at": moment,
        }
        if not await RecognitionSettings.filter(id=SETTINGS_ID).update(**chosen):
            await RecognitionSettings.create(id=SETTINGS_ID, **chosen)
        self.award = await self._award("Of the quarter", AwardState.DECIDING)
        await AwardJuror.create(award_id=self.award.id, person_id=mo.id)
        self.celebration = self._celebration(ann, 2)
        await self.celebration.save(force_create=True)
        await ThanksNudge.create(
            person_id=mo.id,
            period=str(today()),
            helpers=[str(ann.id)],
            created_at=moment + DAY,
            ends_at=moment + 9 * DAY,
        )
        await self.grow([ann], ["begin"])

    async def _award(self, name: str, state: AwardState) -> Award:
        mo, day = self.cast.mo, today()
        return await Award.create(
            id=new_id(),
            name=name,
            state=state,
            nominations_from=day - 30 * DAY,
            nominations_until=day - 20 * DAY,
            voting_until=day - 10 * DAY,
            created_by_id=mo.id,
            created_at=now(),
        )

    def _celebration(self, person: Person, days: int) -> Celebration:
        return Celebration(
            id=new_id(),
            person_id=person.id,
            kind=CelebrationKind.ANNIVERSARY,
            day=today() + days * DAY,
            years=3,
            audience=CelebrationAudience.EVERYONE,
            state=CelebrationState.PLANNED,
            due_at=now() + days * DAY,
            created_at=now(),
        )

    async def grow(self, crowd: list[Person], names: list[str]) -> None:
        """As many more of each as there are people."""
        await self._about_kudos(crowd)
        await self._scheduled(crowd)
        await self._reported(crowd)
        await self._celebrated(crowd)
        await self._awarded(crowd, names)

    async def _about_kudos(self, crowd: list[Person]) -> None:
        """Edits, mentions and groups of one, and what Mo is told of it."""
        mo, moment, about = self.cast.mo, now(), {"kudos_id": self.kudos.id}
        await KudosEdit.bulk_create(
            [
                KudosEdit(**about, message="Before", company_value_id=self.value.id, at=moment)
                for _ in crowd
            ]
        )
        await KudosMention.bulk_create(
            [KudosMention(**about, person_id=each.id, label=each.given_name) for each in crowd]
        )
        department = await Department.create(name=f"Thanked {new_id()}", created_at=moment)
        groups = [
            KudosGroup(
                id=new_id(),
                **about,
                kind=GroupKind.DEPARTMENT,
                department_id=department.id,
                name="A department",
                size=1,
            )
            for _ in crowd
        ]
        await KudosGroup.bulk_create(groups)
        await KudosReceiver.bulk_create(
            [
                KudosReceiver(**about, person_id=each.id, group_id=group.id)
                for each, group in zip(crowd, groups, strict=True)
            ],
            ignore_conflicts=True,
        )
        kinds = [
            NotificationKind.KUDOS_RECEIVED,
            NotificationKind.KUDOS_COMMENTED,
            NotificationKind.KUDOS_REACTED,
        ]
        # Each of the first is a line of its own; the others are three lines.
        told = [
            (NotificationKind.KUDOS_NOT_SENT, "ScheduledKudos", new_id(), each) for each in crowd
        ]
        told += [(kind, "Kudos", self.kudos.id, each) for each in crowd for kind in kinds]
        await Notification.bulk_create(
            [
                Notification(
                    recipient_id=mo.id,
                    kind=kind,
                    subject_kind=subject_kind,
                    subject_id=subject_id,
                    person_id=each.id,
                    once_key=str(new_id()),
                    created_at=moment,
                )
                for kind, subject_kind, subject_id, each in told
            ]
        )

    async def _scheduled(self, crowd: list[Person]) -> None:
        """What Mo is going to say, to each of them and to a team."""
        mo, moment, rows = self.cast.mo, now(), []
        for each in crowd:
            key = new_id()
            content = {
                "message": "In time",
                "receiver_ids": [str(each.id)],
                "groups": [[GroupKind.TEAM.value, str(mo.id)]],
                "company_value_id": str(self.value.id),
                "visibility": KudosVisibility.TEAM.value,
                "audience_id": str(mo.id),
                "mention_ids": [],
                "picture_alt": "",
                "points": 0,
                "despite_warning": False,
            }
            rows.append(
                ScheduledKudos(
                    id=key,
                    author_id=mo.id,
                    content_sealed=seal_content(content, key),
                    due_at=moment + DAY,
                    state=ScheduleState.WAITING,
                    created_at=moment,
                )
            )
        await ScheduledKudos.bulk_create(rows)

    async def _reported(self, crowd: list[Person]) -> None:
        """What waits for moderators: a comment of each."""
        moment, comments, rows = now(), [], []
        for each in crowd:
            comment = KudosComment(
                id=new_id(),
                kudos_id=self.kudos.id,
                author_id=each.id,
                body="Hm",
                created_at=moment,
            )
            key = new_id()
            comments.append(comment)
            rows.append(
                ModerationReport(
                    id=key,
                    comment_id=comment.id,
                    author_id=each.id,
                    reporter_id=self.cast.ann.id,
                    reason=ReportReason.OTHER,
                    snapshot_sealed=seal_snapshot("Hm", key),
                    state=ReportState.OPEN,
                    created_at=moment,
                )
            )
        await KudosComment.bulk_create(comments)
        await ModerationReport.bulk_create(rows)

    async def _celebrated(self, crowd: list[Person]) -> None:
        """A day of each to come, signed by Mo, and a card that each of them signed."""
        moment = now()
        days = [self._celebration(each, 1) for each in crowd]
        await Celebration.bulk_create(days, ignore_conflicts=True)
        await CardSignature.bulk_create(
            [
                CardSignature(
                    celebration_id=card.id, author_id=author.id, message="Hurray", created_at=moment
                )
                for each, own in zip(crowd, days, strict=True)
                for card, author in ((self.celebration, each), (own, self.cast.mo))
                if author.id != card.person_id
            ]
        )

    async def _awarded(self, crowd: list[Person], names: list[str]) -> None:
        """More awards, and more who were nominated, voted on and chosen in the first."""
        mo, moment, award = self.cast.mo, now(), self.award
        for name in names:
            await self._award(f"Award {name}", AwardState.ANNOUNCED)
        await AwardNomination.bulk_create(
            [
                AwardNomination(
                    award_id=award.id,
                    nominee_id=each.id,
                    author_id=author.id,
                    company_value_id=self.value.id,
                    reason="Look at it",
                    created_at=moment,
                )
                for each in crowd
                for author in (mo, self.cast.cy)
            ]
        )
        await AwardVote.bulk_create(
            [
                AwardVote(
                    award_id=award.id,
                    juror_id=mo.id,
                    nominee_id=each.id,
                    score=4,
                    updated_at=moment,
                )
                for each in crowd
            ]
        )
        await AwardWinner.bulk_create(
            [
                AwardWinner(award_id=award.id, person_id=each.id, kudos_id=self.kudos.id)
                for each in crowd
            ]
        )
