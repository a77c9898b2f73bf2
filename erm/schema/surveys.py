"""Surveys: what is asked of whom, and under which promise."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import strawberry

from erm.engagement.surveys import queries as listed
from erm.engagement.surveys import settings
from erm.engagement.surveys.promise import Promise
from erm.engagement.surveys.questions import Question
from erm.engagement.surveys.settings import SettingsView
from erm.engagement.surveys.views import SurveyView
from erm.engagement.waves import queries
from erm.people.audience import Audience
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.ids import from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.questions import LocalizedText
from erm.schema.refs import (
    DepartmentRef,
    PersonRef,
    SurveyDriverRef,
    SurveyItemRef,
    SurveyWaveRef,
)
from erm.schema.survey_enums import (
    SegmentKind,
    SurveyQuestionKind,
    SurveyReaders,
    SurveyRhythm,
    SurveySource,
    SurveyState,
)


@strawberry.type(
    description="Whom a survey is for: a rule over the directory. Criteria of different sorts all have "
    "to hold; people named are added, people excluded are taken out. Names nobody to all but HR."
)
class SurveyAudience:
    """A rule."""

    rule: strawberry.Private[Audience]
    everyone: bool = strawberry.field(
        description="Whether it names everybody where there is no criterion."
    )
    with_subdepartments: bool = strawberry.field(
        description="Whether a department stands for all departments below it too."
    )
    locations: list[str] = strawberry.field(description="Who works at one of these.")
    hired_from: date | None = strawberry.field(description="Who was hired on this day or later.")
    hired_until: date | None = strawberry.field(description="Who was hired on this day or earlier.")
    titles: list[str] = strawberry.field(description="Who has one of these titles.")

    @strawberry.field(description="Who works in one of these departments.")
    async def departments(self, info: Info) -> list[DepartmentRef]:
        """The departments."""
        return await refs.load_all(info, "Department", self.rule.departments)

    @strawberry.field(description="Who reports to one of these.")
    async def managers(self, info: Info) -> list[PersonRef]:
        """The managers."""
        return await refs.people(info, self.rule.managers)

    @strawberry.field(description="Who is added by hand.")
    async def people(self, info: Info) -> list[PersonRef]:
        """People named."""
        return await refs.people(info, self.rule.people)

    @strawberry.field(description="Who is taken out by hand.")
    async def excluded(self, info: Info) -> list[PersonRef]:
        """People left out."""
        return await refs.people(info, self.rule.excluded)

    @classmethod
    def of(cls, rule: Audience) -> SurveyAudience:
        """Dress a rule."""
        return cls(
            rule=rule,
            everyone=rule.everyone,
            with_subdepartments=rule.with_subdepartments,
            locations=list(rule.locations),
            hired_from=rule.hired_from,
            hired_until=rule.hired_until,
            titles=list(rule.titles),
        )


@strawberry.type(
    description="What whoever is asked is promised: frozen when the survey is launched, and hashed."
)
class SurveyPromise:
    """The promise in the viewer's language."""

    sentences: list[str] = strawberry.field(
        description="What is promised, in the viewer's language, as it was frozen; of a draft as it "
        "would be."
    )
    hash: str = strawberry.field(
        description="SHA-256 over the promise in all languages; empty for a draft's."
    )
    score_group: int = strawberry.field(
        description="Fewest people of a group whose scores are told."
    )
    word_group: int = strawberry.field(
        description="Fewest people of a group whose comments and distributions are told."
    )
    segments: list[SegmentKind] = strawberry.field(
        description="What people are told of by, in order of worth."
    )
    readers: SurveyReaders = strawberry.field(description="Who reads what is told.")
    keep_days: int = strawberry.field(
        description="How many days after the close ballots are destroyed; 0: at once."
    )

    @classmethod
    def of(cls, promise: Promise, language: str) -> SurveyPromise:
        """Dress a promise."""
        terms = promise.terms
        return cls(
            sentences=list(promise.told(language)),
            hash=promise.hash,
            score_group=terms.score_group,
            word_group=terms.word_group,
            segments=list(terms.segments),
            readers=terms.readers,
            keep_days=terms.keep_days,
        )


@strawberry.type(description="A question of a survey, in the words that it was made with.")
class SurveyQuestion(Node):
    """A question as it is asked."""

    item_key: strawberry.Private[UUID | None]
    driver_key: strawberry.Private[UUID | None]
    kind: SurveyQuestionKind = strawberry.field(description="How it is answered.")
    text: str = strawberry.field(description="What it asks, in the viewer's language.")
    texts: LocalizedText = strawberry.field(description="What it asks, in all languages.")
    help: str = strawberry.field(description="A hint for whoever answers; may be empty.")
    labels: list[str] = strawberry.field(
        description="What the two ends of the scale mean, or each of its points."
    )
    options: list[str] = strawberry.field(
        description="The options of a choice; an answer is the place of one, from 0."
    )
    outcome: bool = strawberry.field(
        description="Whether it asks for the outcome that drivers are held against."
    )
    reversed: bool = strawberry.field(description="Whether a high answer is unfavourable.")
    always: bool = strawberry.field(description="Whether every wave asks it.")
    position: int = strawberry.field(description="Its place in the survey.")
    echo: bool = strawberry.field(
        description="Whether it asks if anything has changed, because something was planned."
    )

    @strawberry.field(
        description="The question of the bank that it was made of; null for all but HR."
    )
    async def item(self, info: Info) -> SurveyItemRef | None:
        """Its origin."""
        return await refs.load(info, "SurveyItem", self.item_key)

    @strawberry.field(description="The driver that it belongs to, if any.")
    async def driver(self, info: Info) -> SurveyDriverRef | None:
        """Its theme."""
        return await refs.load(info, "SurveyDriver", self.driver_key)

    @classmethod
    def of(cls, question: Question, language: str) -> SurveyQuestion:
        """Dress a question."""
        content = question.content
        return cls(
            id=to_global("SurveyQuestion", question.id),
            item_key=question.item_id,
            driver_key=question.driver_id,
            kind=question.kind,
            text=content.text.of(language),
            texts=LocalizedText.of(content.text),
            help=content.help.of(language),
            labels=[each.of(language) for each in content.labels],
            options=[each.of(language) for each in content.options],
            outcome=question.outcome,
            reversed=question.reversed,
            always=question.always,
            position=question.position,
            echo=question.echo,
        )


@strawberry.type(
    description="What is asked, of whom, when and under which promise. Who is asked reads it without "
    "its audience, its draft questions and what stands in the way of a launch."
)
class Survey(Node):
    """A survey as the viewer sees it."""

    view: strawberry.Private[SurveyView]
    title: str = strawberry.field(description="Its title, in the viewer's language.")
    titles: LocalizedText = strawberry.field(description="Its title, in all languages.")
    intro: str = strawberry.field(description="What it is about; may be empty.")
    intros: LocalizedText = strawberry.field(description="What it is about, in all languages.")
    state: SurveyState = strawberry.field(description="How far it is.")
    source: SurveySource = strawberry.field(description="Where answers come from.")
    rhythm: SurveyRhythm = strawberry.field(description="How often it is asked.")
    readers: SurveyReaders = strawberry.field(description="Who reads what is told.")
    segments: list[SegmentKind] = strawberry.field(
        description="What people are told of by, in order of worth; at most four."
    )
    score_group: int = strawberry.field(
        description="Fewest people of a group whose scores are told."
    )
    word_group: int = strawberry.field(
        description="Fewest people of a group whose comments and distributions are told."
    )
    keep_days: int = strawberry.field(
        description="How many days after the close ballots are destroyed; 0: at once."
    )
    starts_on: date = strawberry.field(
        description="The first day of its first wave, on each person's clock."
    )
    open_days: int = strawberry.field(description="How many days a wave is open.")
    remind_days: list[int] = strawberry.field(
        description="How many days before the end reminders go out."
    )
    wave_questions: int | None = strawberry.field(
        description="How many questions a wave asks in turn; null: all of them."
    )
    launched_at: datetime | None = strawberry.field(description="When it was launched, if it was.")
    ended_at: datetime | None = strawberry.field(description="When it was ended, if it was.")
    version: int = strawberry.field(description="To be given back when changing it.")
    can_edit: bool = strawberry.field(
        description="Whether the viewer may change it: HR, while it is a draft."
    )

    @strawberry.field(description="Whom it is for.")
    async def audience(self) -> SurveyAudience:
        """The rule."""
        return SurveyAudience.of(self.view.audience)

    @strawberry.field(description="What it asks, in order; empty for all but HR.")
    async def questions(self, info: Info) -> list[SurveyQuestion]:
        """Its questions."""
        found = await info.context.loader(listed.questions_of_surveys).load(self.view.id)
        return [SurveyQuestion.of(each, info.context.language) for each in found or ()]

    @strawberry.field(description="What is promised to whoever is asked.")
    async def promise(self, info: Info) -> SurveyPromise:
        """The promise."""
        return SurveyPromise.of(self.view.promise, info.context.language)

    @strawberry.field(description="The waves that the viewer may read, newest first.")
    async def waves(self, info: Info) -> list[SurveyWaveRef]:
        """Its waves."""
        found = await info.context.loader(queries.waves_of_surveys).load(self.view.id) or []
        info.context.prime(queries.waves_by_ids, {view.id: view for view in found})
        return await refs.load_all(info, "SurveyWave", [view.id for view in found])

    @strawberry.field(description="Who made it.")
    async def owner(self, info: Info) -> PersonRef:
        """Its owner."""
        return await refs.person(info, self.view.owner_id)

    @strawberry.field(
        description="What stands in the way of a launch, in the viewer's language; empty for all but HR."
    )
    async def problems(self, info: Info) -> list[str]:
        """Of a draft."""
        return await info.context.loader(listed.problems_of_surveys).load(self.view.id) or []

    @classmethod
    def of(cls, view: SurveyView, language: str) -> Survey:
        """Dress a view."""
        return cls(
            id=to_global("Survey", view.id),
            view=view,
            title=view.titles.of(language),
            titles=LocalizedText.of(view.titles),
            intro=view.intros.of(language),
            intros=LocalizedText.of(view.intros),
            state=view.state,
            source=view.source,
            rhythm=view.rhythm,
            readers=view.readers,
            segments=list(view.segments),
            score_group=view.score_group,
            word_group=view.word_group,
            keep_days=view.keep_days,
            starts_on=view.starts_on,
            open_days=view.open_days,
            remind_days=list(view.remind_days),
            wave_questions=view.wave_questions,
            launched_at=view.launched_at,
            ended_at=view.ended_at,
            version=view.version,
            can_edit=view.can_edit,
        )


@strawberry.type(description="What the company decided about surveys.")
class EngagementSettings:
    """The company's choices."""

    monthly_questions: int = strawberry.field(
        description="Most questions to one person in 30 days, over all surveys."
    )
    version: int = strawberry.field(description="To be given back when saving.")
    can_edit: bool = strawberry.field(description="Whether the viewer may change them: HR.")

    @classmethod
    def of(cls, view: SettingsView) -> EngagementSettings:
        """Dress a view."""
        return cls(
            monthly_questions=view.monthly_questions, version=view.version, can_edit=view.can_edit
        )


@node_of("Survey")
async def load_survey(info: Info, key: UUID) -> Survey | None:
    """A survey by key, if the viewer may read it."""
    view = await info.context.loader(queries.surveys_by_ids).load(key)
    return None if view is None else Survey.of(view, info.context.language)


@node_of("SurveyQuestion")
async def load_survey_question(info: Info, key: UUID) -> SurveyQuestion | None:
    """A question of a survey by key, if the viewer may read it."""
    question = await info.context.loader(queries.questions_by_ids).load(key)
    return None if question is None else SurveyQuestion.of(question, info.context.language)


@strawberry.type
class SurveysQuery:
    """Root fields of surveys."""

    @strawberry.field(description="What the company decided about surveys.")
    async def engagement_settings(self, info: Info) -> EngagementSettings:
        """The settings."""
        return EngagementSettings.of(await settings.engagement_settings(info.context.actor))

    @strawberry.field(description="All surveys, newest first; empty for all but HR.")
    async def surveys(self, info: Info) -> list[Survey]:
        """The list."""
        views = await listed.surveys(info.context.actor)
        return [Survey.of(view, info.context.language) for view in views]

    @strawberry.field(
        description="A survey; null for whoever is neither HR nor may read one of its waves."
    )
    async def survey(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Id of the survey.")],
    ) -> Survey | None:
        """A survey by id."""
        return await load_survey(info, from_global(id, "Survey"))
