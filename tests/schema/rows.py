"""A company in which everything that the SPA lists has as many rows as one likes.

Mo looks on: manager, HR and administrator at once. Every kind of row is there from the beginning, so
that more of them can only repeat what one of them costs.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from erm.access.models import AccessToken, DemoAccount, RoleGrant, Session
from erm.audit.models import AuditEntry
from erm.core.actor import Role
from erm.core.clock import now, today
from erm.core.ids import new_id
from erm.development.models import CheckIn, DevelopmentPlan, Goal, Milestone
from erm.development.rules import GoalStatus, PlanState
from erm.feedback.guests import hash_of
from erm.feedback.models import FeedbackNote, FeedbackRequest, GuestFeedback
from erm.feedback.rules import FeedbackVisibility, open_key
from erm.handovers.models import Handover, HandoverLine
from erm.handovers.rules import HandoverReason, HandoverState, LineKind
from erm.mail.models import Mail, MailAttempt, MailBlock
from erm.mail.rules import BlockReason, MailState
from erm.one_on_ones.models import (
    ActionItem,
    ActionItemChange,
    ActionItemComment,
    AgendaTemplate,
    NotesUpdate,
    NotesVersion,
    OneOnOneMeeting,
    OneOnOneSeries,
    TalkingPoint,
)
from erm.one_on_ones.rules import ActionItemChangeKind, TalkingPointState
from erm.people.models import Bond, Department, ImportUpload, Person
from erm.people.rules import BondKind
from erm.recognition.models import (
    CompanyValue,
    Kudos,
    KudosComment,
    KudosReaction,
    KudosReceiver,
)
from erm.recognition.rules import KudosVisibility, ReactionKind
from erm.relationships.models import Touchpoint
from erm.relationships.rules import TouchpointKind, pair_of
from tests.cast import Cast
from tests.development.builders import filled, plan_row
from tests.one_on_ones.builders import history, meeting_row, series_row
from tests.one_on_ones.editing import Editor
from tests.schema.competency_rows import CompetencyRows
from tests.schema.cycle_rows import CycleRows
from tests.schema.integration_rows import IntegrationRows
from tests.schema.learning_rows import LearningRows
from tests.schema.points_rows import PointsRows
from tests.schema.recognition_rows import RecognitionRows
from tests.schema.review_rows import ReviewRows
from tests.schema.skill_rows import SkillRows
from tests.schema.survey_report_rows import SurveyReportRows
from tests.schema.survey_rows import SurveyRows

GUEST_TOKEN = "the secret in the link of a guest"
QUIET = timedelta(days=30)


class Rows:
    """The company; ``grow`` it, then ask."""

    meeting: OneOnOneMeeting
    promise: ActionItem
    series: OneOnOneSeries
    plan: DevelopmentPlan
    goal: Goal
    kudos: Kudos
    value: CompanyValue
    note: FeedbackNote
    guest: GuestFeedback
    request: FeedbackRequest
    mail: Mail
    upload: ImportUpload
    handover: Handover

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.size = 0
        self.editor = Editor()
        self.cycles = CycleRows(cast)
        self.reviews = ReviewRows(cast)
        self.learning = LearningRows(cast)
        self.competencies = CompetencyRows(cast)
        self.skills = SkillRows(cast)
        self.points = PointsRows(cast)
        self.recognition = RecognitionRows(cast)
        self.integrations = IntegrationRows()
        self.surveys = SurveyRows(cast)
        self.survey_reports = SurveyReportRows(cast)

    async def begin(self) -> None:
        """One of every kind, and one of every kind of contact."""
        cast, moment = self.cast, now()
        mo, ann = cast.mo, cast.ann
        await cast.grant(mo, Role.HR)
        await cast.grant(mo, Role.ADMINISTRATOR)
        (self.series,) = await history(mo, [ann], meetings_each=3)
        self.meeting = await OneOnOneMeeting.get(open_series_id=self.series.id)
        await OneOnOneMeeting.filter(id=self.meeting.id).update(
            shared_notes="Ours", shared_notes_edited_by_id=ann.id
        )
        await self._meet(cast.bo, moment - timedelta(days=3))
        await self._meet(cast.zed, moment)
        silent = series_row(mo, cast.hana)
        silent.created_at = moment - timedelta(days=90)
        await silent.save(force_create=True)
        active = {"state": PlanState.ACTIVE, "agreed_manager_id": mo.id}
        (self.plan,) = await filled([ann], ann, **active)
        self.goal = await Goal.filter(plan_id=self.plan.id).order_by("position").first()
        self.value = await CompanyValue.create(name="Patience", created_at=moment)
        self.kudos = await self._kudos(ann, [mo, cast.cy])
        await self._kudos(mo, [ann])
        self.request = (await self._requests([ann], mo))[0]
        self.note = (await self._notes([ann], mo, request_id=self.request.id))[0]
        (self.guest,) = await self._guests(1)
        await GuestFeedback.filter(id=self.guest.id).update(token_hash=hash_of(GUEST_TOKEN))
        self.mail = (await self._mails(1))[0]
        self.promise = item = await ActionItem.filter(meeting_id=self.meeting.id).first()
        self.handover = await Handover.create(
            author_id=ann.id,
            receiver_id=mo.id,
            about_id=cast.old.id,
            reason=HandoverReason.MOVING,
            state=HandoverState.SHARED,
            note="All of it",
            created_at=moment,
            shared_at=moment,
        )
        subjects = {
            TouchpointKind.ONE_ON_ONE_HELD: self.meeting.id,
            TouchpointKind.FEEDBACK_ASKED: self.request.id,
            TouchpointKind.FEEDBACK_GIVEN: self.note.id,
            TouchpointKind.KUDOS_GIVEN: self.kudos.id,
            TouchpointKind.PROMISE_MADE: item.id,
            TouchpointKind.PLAN_AGREED: self.plan.id,
            TouchpointKind.CHECK_IN: self.goal.id,
        }
        for kind, subject in subjects.items():
            await self._contacts(kind, [subject], [ann])
        await self.cycles.begin()
        await self.reviews.begin()
        await self.learning.begin(self.goal, self.note)
        await self.competencies.begin()
        await self.skills.begin()
        await self.points.begin()
        await self.integrations.begin()
        await self.recognition.begin(self.kudos, self.value)
        await self.surveys.begin()
        await self.survey_reports.begin()

    async def grow(self, size: int) -> None:
        """Bring every list to this many rows more than at the beginning."""
        more, moment = size - self.size, now()
        names = [f"{number:03}" for number in range(self.size, size)]
        self.size = size
        cast = self.cast
        mo, ann = cast.mo, cast.ann
        crowd = await cast.crowd(more, manager=mo, department=cast.engineering)
        await cast.crowd(more, manager=ann, department=cast.engineering)
        tops = await cast.crowd(more, department=cast.company)
        await Department.bulk_create(
            [
                Department(name=f"Team {n}", parent_id=cast.sales.id, created_at=moment)
                for n in names
            ]
        )
        await Bond.bulk_create(
            [
                Bond(
                    kind=BondKind.MANAGER,
                    subject_id=ann.id,
                    other_id=top.id,
                    starts_on=today() - timedelta(days=1000 + int(name)),
                    ends_on=today() - timedelta(days=999 + int(name)),
                )
                for name, top in zip(names, tops, strict=True)
            ]
        )
        await self._one_on_ones(names, crowd)
        await self._development(more, crowd)
        await self._requests(crowd, mo)
        await self._requests([mo], *crowd)
        await self._guests(more)
        archived = await self._notes(crowd, mo)
        await FeedbackNote.filter(id__in=[note.id for note in archived]).update(archived_at=now())
        await self._notes(crowd, mo)
        await self._notes(crowd, ann)
        await self._notes([mo], *crowd)
        await self._recognition(names, crowd)
        notes = [note.id for note in await self._notes([ann] * more, mo)]
        await self._contacts(TouchpointKind.FEEDBACK_GIVEN, notes, [ann], ago=QUIET)
        for person in crowd:
            await self._contacts(TouchpointKind.FEEDBACK_GIVEN, [new_id()], [person])
        await self._access(names, crowd)
        await self._mails(more)
        await self._handovers(names, crowd)
        await self.cycles.grow(crowd, names)
        await self.reviews.grow(crowd, names)
        await self.learning.grow(crowd, names)
        await self.competencies.grow(crowd, names)
        await self.skills.grow(crowd, names)
        await self.points.grow(crowd, names)
        await self.integrations.grow(names)
        await self.recognition.grow(crowd, names)
        await self.surveys.grow(crowd, names)
        await self.survey_reports.grow(names)
        self.upload = await ImportUpload.create(
            uploaded_by_id=mo.id, file_name="people.csv", content=self._file(), created_at=moment
        )

    async def _handovers(self, names: list[str], others: list[Person]) -> None:
        """Handovers to Mo and by Mo, more lines of the first, and what the audit log tells of it."""
        mo, moment = self.cast.mo, now()
        kind = {"reason": HandoverReason.MOVING, "state": HandoverState.SHARED, "note": "All of it"}
        rows = [
            Handover(**kind, author_id=one, receiver_id=other, created_at=moment, shared_at=moment)
            for each in others
            for one, other in ((each.id, mo.id), (mo.id, each.id))
        ]
        await Handover.bulk_create(rows)
        await HandoverLine.bulk_create(
            [
                HandoverLine(
                    handover_id=handover.id,
                    kind=LineKind.PROMISE,
                    subject_id=new_id(),
                    other_id=other.id,
                    text="A promise",
                )
                for other in others
                for handover in (self.handover, *rows)
            ]
        )
        begun = await AuditEntry.all().count() + 1
        await AuditEntry.bulk_create(
            [
                AuditEntry(
                    number=begun + number,
                    at=moment,
                    actor_id=other.id,
                    action="handover_shared",
                    subject_kind="handover",
                    previous_hash="",
                    hash=name,
                )
                for number, (name, other) in enumerate(zip(names, others, strict=True))
            ]
        )

    async def _meet(self, other: Person, at: object) -> None:
        series = series_row(self.cast.mo, other)
        await series.save(force_create=True)
        await meeting_row(series, 1, at, is_open=True).save(force_create=True)

    async def _one_on_ones(self, names: list[str], crowd: list[Person]) -> None:
        mo, ann, moment = self.cast.mo, self.cast.ann, now()
        await history(mo, crowd)
        await OneOnOneMeeting.bulk_create(
            [meeting_row(self.series, 1000 + int(n), moment - QUIET, is_open=False) for n in names]
        )
        authors = [(number, (mo, ann)[number % 2]) for number, _ in enumerate(names)]
        place = {"series_id": self.series.id, "meeting_id": self.meeting.id, "created_at": moment}
        await TalkingPoint.bulk_create(
            [
                TalkingPoint(**place, author_id=each.id, body="More", position=10 + number)
                for number, each in authors
            ]
        )
        await ActionItem.bulk_create(
            [
                ActionItem(
                    **place,
                    made_in_number=3,
                    meeting_number=3,
                    author_id=mo.id,
                    owner_id=each.id,
                    body="More",
                    due_on=today(),
                )
                for _, each in authors
            ]
        )
        await self._agenda(authors, place)
        await self._notes_of_both(authors)

    async def _notes_of_both(self, authors: list[tuple[int, Person]]) -> None:
        """Changes to the shared notes, and versions of them."""
        place = {"meeting_id": self.meeting.id, "created_at": now()}
        begun = await NotesUpdate.filter(meeting_id=self.meeting.id).count() + 1
        await NotesUpdate.bulk_create(
            [
                NotesUpdate(
                    **place,
                    number=begun + number,
                    key=new_id(),
                    author_id=each.id,
                    content=self.editor.insert(0, "More. "),
                )
                for number, each in authors
            ]
        )
        await NotesVersion.bulk_create(
            [
                NotesVersion(**place, number=begun + number, author_id=each.id, text="More.")
                for number, each in authors
            ]
        )

    async def _agenda(self, authors: list[tuple[int, Person]], place: dict[str, Any]) -> None:
        """What was discussed, what was said about a promise, and lists to begin with."""
        moment = now()
        await TalkingPoint.bulk_create(
            [
                TalkingPoint(
                    **place,
                    author_id=each.id,
                    body="Discussed",
                    position=1000 + number,
                    state=TalkingPointState.DISCUSSED,
                    discussed_at=moment,
                )
                for number, each in authors
            ]
        )
        about = {"item_id": self.promise.id}
        await ActionItemComment.bulk_create(
            [
                ActionItemComment(**about, author_id=each.id, body="So far", created_at=moment)
                for _, each in authors
            ]
        )
        await ActionItemChange.bulk_create(
            [
                ActionItemChange(**about, kind=ActionItemChangeKind.BODY, by_id=each.id, at=moment)
                for _, each in authors
            ]
        )
        await AgendaTemplate.bulk_create(
            [
                AgendaTemplate(
                    owner_id=self.cast.mo.id,
                    name=f"Mine {number}",
                    points=[{"body": "What is new?", "recurring": False}],
                    created_at=moment,
                )
                for number, _ in authors
            ]
        )

    async def _development(self, more: int, crowd: list[Person]) -> None:
        mo, ann, moment = self.cast.mo, self.cast.ann, now()
        quiet = {"state": PlanState.ACTIVE, "last_activity_at": moment - QUIET}
        await filled(crowd, mo, **quiet)
        await filled(crowd, mo, state=PlanState.PROPOSED)
        await filled([mo, ann] * more, mo, state=PlanState.ACTIVE)
        await DevelopmentPlan.bulk_create([plan_row(mo) for _ in range(more)])
        goals = [
            Goal(
                plan_id=self.plan.id,
                person_id=self.plan.person_id,
                author_id=self.plan.author_id,
                title="More",
                position=10 + n,
                created_at=moment,
            )
            for n in range(more)
        ]
        await Goal.bulk_create(goals)
        await Milestone.bulk_create(
            [Milestone(goal_id=g.id, title="Once", position=0, created_at=moment) for g in goals]
        )
        for goal_ids in ([g.id for g in goals], [self.goal.id] * more):
            await CheckIn.bulk_create(
                [
                    CheckIn(
                        goal_id=key,
                        author_id=ann.id,
                        progress=10,
                        status=GoalStatus.ON_TRACK,
                        created_at=moment,
                    )
                    for key in goal_ids
                ]
            )

    async def _requests(self, askers: list[Person], *asked: Person) -> list[FeedbackRequest]:
        rows = [
            FeedbackRequest(
                requester_id=asker.id,
                asked_id=each.id,
                question="How did it go?",
                due_on=today(),
                open_key=open_key(asker.id, each.id, "How did it go?"),
                created_at=now(),
            )
            for asker in askers
            for each in asked
        ]
        await FeedbackRequest.bulk_create(rows)
        return rows

    async def _guests(self, count: int) -> list[GuestFeedback]:
        """Questions of Mo's to people outside."""
        rows = [
            GuestFeedback(
                requester_id=self.cast.mo.id,
                question="How did the handover go?",
                guest_name="Gail",
                guest_email=f"{new_id()}@customer.test",
                locale="en",
                expires_at=now() + timedelta(days=20),
                created_at=now(),
            )
            for _ in range(count)
        ]
        await GuestFeedback.bulk_create(rows)
        return rows

    async def _notes(
        self, authors: list[Person], *recipients: Person, request_id: UUID | None = None
    ) -> list[FeedbackNote]:
        rows = [
            FeedbackNote(
                author_id=author.id,
                recipient_id=recipient.id,
                request_id=request_id,
                behaviour="You let everybody finish.",
                visibility=FeedbackVisibility.RECIPIENT_AND_MANAGER,
                created_at=now(),
            )
            for author in authors
            for recipient in recipients
        ]
        await FeedbackNote.bulk_create(rows)
        return rows

    async def _kudos(self, author: Person, receivers: list[Person]) -> Kudos:
        row = await Kudos.create(
            author_id=author.id,
            company_value_id=self.value.id,
            message="For going back.",
            visibility=KudosVisibility.PUBLIC,
            created_at=now(),
        )
        await self._under(row, receivers)
        return row

    async def _under(self, row: Kudos, people: list[Person]) -> None:
        """These people are thanked, react and comment."""
        said = {"kudos_id": row.id, "created_at": now()}
        await KudosReceiver.bulk_create(
            [KudosReceiver(kudos_id=row.id, person_id=p.id, position=1) for p in people]
        )
        await KudosReaction.bulk_create(
            [KudosReaction(**said, person_id=p.id, kind=ReactionKind.CLAP) for p in people]
        )
        await KudosComment.bulk_create(
            [KudosComment(**said, author_id=p.id, body="Yes!") for p in people]
        )

    async def _recognition(self, names: list[str], crowd: list[Person]) -> None:
        moment = now()
        await CompanyValue.bulk_create(
            [CompanyValue(name=f"Value {n}", created_at=moment) for n in names]
        )
        await self._under(self.kudos, crowd)
        for author in crowd:
            await self._kudos(author, [self.cast.mo, self.cast.ann])

    async def _contacts(
        self,
        kind: TouchpointKind,
        subjects: list[UUID],
        others: list[Person],
        ago: timedelta = timedelta(),
    ) -> None:
        mo = self.cast.mo
        rows = []
        for subject in subjects:
            for other in others:
                low, high = pair_of(mo.id, other.id)
                rows.append(
                    Touchpoint(
                        kind=kind,
                        source_id=subject,
                        subject_id=subject,
                        low_id=low,
                        high_id=high,
                        by_id=other.id,
                        occurred_at=now() - ago,
                    )
                )
        await Touchpoint.bulk_create(rows)

    async def _access(self, names: list[str], crowd: list[Person]) -> None:
        mo, moment = self.cast.mo, now()
        later = moment + timedelta(days=14)
        life = {"person_id": mo.id, "created_at": moment, "expires_at": later}
        await Session.bulk_create(
            [Session(**life, token_hash=f"s{n}", last_seen_at=moment) for n in names]
        )
        await AccessToken.bulk_create(
            [AccessToken(**life, name=n, prefix="erm_pat", token_hash=f"t{n}") for n in names]
        )
        await RoleGrant.bulk_create(
            [RoleGrant(person_id=p.id, role=Role.HR, granted_at=moment) for p in crowd]
        )
        await DemoAccount.bulk_create(
            [
                DemoAccount(person_id=person.id, role="Somebody", password=n, position=int(n))
                for n, person in zip(names, crowd, strict=True)
            ]
        )

    async def _mails(self, count: int) -> list[Mail]:
        rows = [
            Mail(
                dedupe_key=str(new_id()),
                kind="test",
                recipient_id=self.cast.ann.id,
                to_address="ann@erm.test",
                subject="Hello",
                text="Hello",
                state=MailState.SENT,
                next_attempt_at=now(),
                created_at=now(),
                sent_at=now(),
            )
            for _ in range(count)
        ]
        await Mail.bulk_create(rows)
        await MailAttempt.bulk_create(
            [MailAttempt(mail_id=row.id, at=now(), server="mx", taken=True) for row in rows]
        )
        await MailBlock.bulk_create(
            [
                MailBlock(
                    address=f"{row.id}@erm.test",
                    reason=BlockReason.HARD_BOUNCE,
                    person_id=row.recipient_id,
                    since=now(),
                )
                for row in rows
            ]
        )
        return rows

    def _file(self) -> bytes:
        """A file that adds some, changes some, and has some lines that cannot be read."""
        lines = ["Email,First name,Last name,Title,Manager,Department"]
        known = [p for p in self.cast.people if p.left_on is None]
        for number in range(self.size):
            person = known[number]
            lines += [
                f"new{number}@erm.test,New,Person,Engineer,mo@erm.test,Company > Sales",
                f"{person.work_email},{person.given_name},Other,Other,,Company",
                f"nobody{number},No,Address,,,",
            ]
        return "\n".join([*lines, ""]).encode()
