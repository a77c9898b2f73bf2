"""Reports on surveys for counting queries: groups and waves that are told of, for Mo."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from erm.core.clock import now, today
from erm.core.ids import new_id
from erm.core.sealing import seal_bytes
from erm.engagement.actions.models import ActionPlan, ActionStep
from erm.engagement.bank.models import SurveyDriver
from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.comments.models import CommentReply, SurveyComment
from erm.engagement.comments.sealed import seal_reply, seal_words
from erm.engagement.ledger.models import ReportAccess
from erm.engagement.ledger.rules import ReportAct
from erm.engagement.past.models import SurveyUpload
from erm.engagement.results.figures import Figure, Subject, Words
from erm.engagement.results.models import ReleaseFigure, ReleaseGroup, WaveRelease
from erm.engagement.results.notes import DriverWeights, Notes
from erm.engagement.results.rules import GroupKind, Shown, SubjectKind
from erm.engagement.surveys.models import Survey, SurveyQuestion
from erm.engagement.surveys.promise import make_promise, promise_hash
from erm.engagement.surveys.rules import SurveyState
from erm.engagement.surveys.views import terms_of
from erm.engagement.waves.models import RollEntry, SurveyWave
from erm.engagement.waves.rules import WaveState
from erm.people.models import Department
from erm.reports.models import PeopleReportAccess, ReportSchedule
from erm.reports.rules import PeopleReportKind, ReportAsOf, ReportBy, ReportEvery, ReportFormat
from tests.cast import Cast

WORDS = {"en": "Words", "ru": "Слова"}
CONTENT = {"text": WORDS, "help": WORDS, "labels": [WORDS, WORDS], "options": []}
FIGURE = Figure(
    n=18,
    population=20,
    mean=60.0,
    mean_from=55.0,
    mean_until=65.0,
    favourable=0.5,
    favourable_from=0.4,
    favourable_until=0.6,
    words=Words(18, 0.2, 0.3, (0.1, 0.2, 0.2, 0.3, 0.2)),
    correction=0.3,
    exact_mean=60.0,
    variance=400.0,
)


class SurveyReportRows:
    """``begin`` once, then ``grow``. ``wave`` is the latest, of which everything is told."""

    survey: Survey
    wave: SurveyWave
    upload: SurveyUpload
    plan: ActionPlan

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.number = 1_000
        self.read = 0
        self.subjects: list[Subject] = []
        self.asked: list[UUID] = []
        self.departments: list[Department] = []

    async def begin(self) -> None:
        """A survey that was told of, of everybody and of one department."""
        self.survey = Survey(
            id=new_id(),
            titles=WORDS,
            intros=WORDS,
            state=SurveyState.LAUNCHED,
            audience={},
            segments=["department", "location"],
            starts_on=today(),
            remind_days=[],
            owner_id=self.cast.hana.id,
            created_at=now(),
            updated_at=now(),
        )
        self.survey.promise = make_promise(terms_of(self.survey)).to_json()
        self.survey.promise_hash = promise_hash(self.survey.promise)
        await self.survey.save(force_create=True)
        self.departments = [self.cast.engineering]
        await self._ask(2)
        self.wave = await self._told(1)

    async def grow(self, names: list[str]) -> None:
        """As many more groups and waves as there are names."""
        self.departments += [await self.cast.department(f"Report {name}") for name in names]
        for _ in names:
            self.wave = await self._told(1)
        await ReleaseGroup.filter(wave_id=self.wave.id).delete()
        await ReleaseFigure.filter(wave_id=self.wave.id).delete()
        await self._groups(self.wave.id, len(self.departments))
        await self._said_and_planned(len(names))
        table = "Mood\n" + "\n".join("12345" * len(names))
        key = new_id()
        self.upload = await SurveyUpload.create(
            id=key,
            uploaded_by_id=self.cast.mo.id,
            file_name="past.csv",
            content_sealed=seal_bytes(
                table.encode(), table="survey_upload", column="content_sealed", row_id=key
            ),
            created_at=now(),
        )

    async def _said_and_planned(self, many: int) -> None:
        """Comments with an answer each, plans with a step of Mo's each, and readings, as many more."""
        mo, moment = self.cast.mo.id, now()
        await WaveRelease.filter(wave_id=self.wave.id).update(
            plan={"groups": [{"number": 0, "people": 20, "wordBlocks": [1], "blocks": [1]}]}
        )
        await SurveyComment.filter(group_number=1).update(wave_id=self.wave.id)
        await ActionPlan.filter(title="Plan").update(wave_id=self.wave.id)
        for _ in range(many):
            key, answer = uuid4(), uuid4()
            _ = await SurveyComment.create(
                id=key,
                wave_id=self.wave.id,
                question_id=self.asked[0],
                group_number=1,
                words_sealed=seal_words("Said", key),
                reply_hash=key.hex * 2,
                themes=[],
            )
            _ = await CommentReply.create(
                id=answer,
                comment_id=key,
                replier_id=mo,
                words_sealed=seal_reply("Heard", answer),
                created_on=today(),
            )
            self.plan = await ActionPlan.create(
                wave_id=self.wave.id,
                driver_ids=[str(self.subjects[0].key)],
                title="Plan",
                created_by_id=mo,
                created_at=moment,
                updated_at=moment,
            )
            _ = await ActionStep.create(plan_id=self.plan.id, position=0, text="Do", owner_id=mo)
            _ = await ReportAccess.create(
                wave_id=self.wave.id,
                person_id=mo,
                act=ReportAct.CSV,
                part="scores",
                scope={},
                scope_key=key.hex,
                day=today(),
                at=moment,
            )
            _ = await ReportSchedule.create(
                owner_id=mo,
                kind=PeopleReportKind.CYCLES,
                by=ReportBy.LEVEL,
                as_of=ReportAsOf.NOW,
                format=ReportFormat.PDF,
                every=ReportEvery.WEEKLY,
                next_on=today() + timedelta(days=3),
                created_at=moment,
            )
            self.read += 1
            _ = await PeopleReportAccess.create(
                person_id=mo,
                kind=PeopleReportKind.CYCLES,
                by=ReportBy.LEVEL,
                act="viewed",
                day=today() - timedelta(days=self.read),
                at=moment,
            )

    async def _ask(self, many: int) -> None:
        start = len(self.asked)
        for place in range(start, start + many):
            driver = await SurveyDriver.create(
                names=WORDS, descriptions=WORDS, position=5_000 + place, created_at=now()
            )
            question = await SurveyQuestion.create(
                survey_id=self.survey.id,
                position=place,
                kind=SurveyQuestionKind.SCALE_5,
                content=CONTENT,
                driver_id=driver.id,
            )
            self.asked.append(question.id)
            self.subjects += [
                Subject(SubjectKind.DRIVER, driver.id),
                Subject(SubjectKind.QUESTION, question.id),
            ]

    async def _told(self, groups: int) -> SurveyWave:
        earlier = range(1_001, self.number + 1)
        self.number += 1
        wave = await SurveyWave.create(
            survey_id=self.survey.id,
            number=self.number,
            state=WaveState.CLOSED,
            starts_on=today() - timedelta(days=30),
            ends_on=today() - timedelta(days=20),
            opens_at=now() - timedelta(days=31),
            closes_at=now() - timedelta(days=18),
            question_ids=[str(key) for key in self.asked],
            invited=20,
            answered=18,
            released_at=now() - timedelta(days=18),
        )
        _ = await RollEntry.create(wave_id=wave.id, person_id=self.cast.mo.id, class_number=0)
        drivers = [each.key for each in self.subjects if each.kind is SubjectKind.DRIVER]
        share = 1 / len(drivers)
        _ = await WaveRelease.create(
            wave_id=wave.id,
            plan={"groups": []},
            plan_hash="c" * 64,
            drivers=Notes(
                analysis=DriverWeights(
                    18, (0.5, 0.4, 0.6), dict.fromkeys(drivers, (share, 0.0, 1.0))
                ),
                comparable=dict.fromkeys(earlier, frozenset({0, 1})),
                plain=2,
            ).to_json(),
            themes=[],
            invited=20,
            answered=18,
            made_at=now(),
        )
        await self._groups(wave.id, groups)
        return wave

    async def _groups(self, wave_id: UUID, many: int) -> None:
        rows = [
            ReleaseGroup(
                wave_id=wave_id,
                number=number,
                kind=GroupKind.SEGMENT if number else GroupKind.COMPANY,
                segments="department" if number else "",
                label={"department": str(self.departments[number - 1].id)} if number else {},
                department_id=self.departments[number - 1].id if number else None,
                shown=Shown.WHOLLY,
                words=True,
                invited=20,
                answered=18,
            )
            for number in range(many + 1)
        ]
        await ReleaseGroup.bulk_create(rows)
        # Of all departments a few subjects are enough: of everybody all are told.
        await ReleaseFigure.bulk_create(
            [
                ReleaseFigure(
                    wave_id=wave_id,
                    group_number=row.number,
                    subject_kind=subject.kind,
                    subject=subject.key,
                    value=FIGURE.to_json(),
                )
                for row in rows
                for subject in (self.subjects if row.number == 0 else self.subjects[:2])
            ],
            batch_size=500,
        )
