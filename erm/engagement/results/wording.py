"""Rows of a release as views in one language: names of groups, reasons, figures in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from babel.numbers import format_decimal, format_percent

from erm.core.language import babel_locale, say
from erm.core.localized import Localized
from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.results.figures import Change, Figure, Subject
from erm.engagement.results.models import ReleaseGroup
from erm.engagement.results.rules import (
    RATE_BAND,
    FigureBound,
    GroupKind,
    HiddenReason,
    Shown,
    SubjectKind,
)
from erm.engagement.results.views import (
    ChangeView,
    FigureView,
    GroupPartView,
    GroupView,
    RateView,
    ShareView,
)
from erm.engagement.surveys.models import Survey
from erm.engagement.surveys.questions import Question
from erm.engagement.surveys.rules import SegmentKind, SurveySource

RATE_STEP = 5
"""A band of the response rate is a fifth wide."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What views of one survey are worded with. ``departments``: names of today, by id."""

    language: str
    survey: Survey
    departments: Mapping[str, str]

    def reason(self, reason: HiddenReason | None) -> str:
        """Why something is not told."""
        if reason is None:
            return ""
        key = f"survey_report.reason.{reason.value}"
        return say(self.language, key, least=self.survey.score_group)

    def value(self, segment: SegmentKind, value: str) -> str:
        """What a value of a segment is called."""
        match segment:
            case SegmentKind.DEPARTMENT:
                return self._department(value)
            case SegmentKind.TENURE | SegmentKind.MANAGING:
                return say(self.language, f"survey.{segment.value}.{value}")
            case _:
                return value

    def _department(self, value: str) -> str:
        found = self.departments.get(value)
        if found is not None:
            return found
        try:
            UUID(value)
        except ValueError:
            # Of a past survey, whose table names departments that are none of today's.
            return value
        return say(self.language, "survey_report.department_gone")

    def label(self, group: ReleaseGroup) -> str:
        """What a group is called."""
        parts = self._parts(group)
        if not parts:
            return say(self.language, "survey_report.company")
        if len(parts) == 1:
            return parts[0].label
        return say(self.language, "survey_report.pair", first=parts[0].label, second=parts[1].label)

    def _parts(self, group: ReleaseGroup) -> tuple[GroupPartView, ...]:
        return tuple(
            GroupPartView(kind, self.value(kind, group.label[kind.value]))
            for kind in map(SegmentKind, self.survey.segments)
            if group.label.get(kind.value) is not None
        )

    def group(self, row: ReleaseGroup, within: ReleaseGroup | None) -> GroupView:
        """A group; ``within`` is the one that it is told in, where it is not itself."""
        told = row.shown is not Shown.HIDDEN
        reason = self.reason(row.reason)
        if row.shown is Shown.PARTLY:
            reason = say(self.language, "survey_report.partly", reason=reason).strip()
        invited = row.invited or 0
        few = invited < RATE_BAND
        known = self.survey.source is SurveySource.ASKED or invited > (row.answered or 0)
        return GroupView(
            key=str(row.number),
            number=row.number,
            kind=row.kind,
            label=self.label(row),
            parts=self._parts(row),
            depth=row.depth,
            department_id=row.department_id,
            shown=row.shown,
            reason=row.reason,
            reason_text=reason,
            shown_in=None if told or within is None else str(within.number),
            shown_in_label="" if told or within is None else self.label(within),
            invited=invited,
            answered=row.answered if told and not few else None,
            rate=self._rate(row.answered, invited) if told and known else None,
            words=row.words,
        )

    def _rate(self, answered: int | None, invited: int) -> RateView | None:
        if answered is None or not invited:
            return None
        locale = babel_locale(self.language)
        if invited >= RATE_BAND:
            share = round(answered / invited, 2)
            text = format_percent(share, locale=locale)
            return RateView(say(self.language, "survey_report.rate", share=text), share, share)
        fifth = min(answered * RATE_STEP // invited, RATE_STEP - 1)
        low, high = fifth / RATE_STEP, (fifth + 1) / RATE_STEP
        text = say(
            self.language,
            "survey_report.rate_band",
            low=format_percent(low, locale=locale),
            high=format_percent(high, locale=locale),
        )
        return RateView(text, low, high)

    def figure(
        self,
        topic: Topic,
        figure: Figure | None,
        *,
        group: ReleaseGroup,
        company: Figure | None,
    ) -> FigureView:
        """A figure of a group, beside that of everybody. None for a figure that was not made."""
        if figure is None or figure.reason is not None or group.shown is Shown.HIDDEN:
            reason = (
                group.reason
                if group.shown is Shown.HIDDEN and group.reason is not None
                else HiddenReason.TOO_FEW_ANSWERED
            )
            text = self.reason(reason)
            if topic.kind in _CHOICES:
                least = self.survey.word_group
                text = say(self.language, "survey_report.words_too_few", least=least)
            return FigureView(
                topic.subject.kind,
                topic.subject.key,
                topic.label,
                topic.kind,
                topic.driver_id,
                reason=reason,
                reason_text=text,
                bound=FigureBound.EXACT,
            )
        few = (group.invited or 0) < RATE_BAND
        # An exact interval round "80 or more" would say what is not said.
        exact = figure.bound is FigureBound.EXACT
        words = figure.words
        beside = None if company is None else company.mean
        return FigureView(
            subject_kind=topic.subject.kind,
            subject_id=topic.subject.key,
            label=topic.label,
            kind=topic.kind,
            driver_id=topic.driver_id,
            # Out of few people asked, how many answered is told as a band, with the group.
            n=None if few else figure.n,
            mean=figure.mean,
            mean_from=figure.mean_from if exact else None,
            mean_until=figure.mean_until if exact else None,
            favourable=figure.favourable,
            favourable_from=figure.favourable_from if exact else None,
            favourable_until=figure.favourable_until if exact else None,
            bound=figure.bound,
            neutral=None if words is None else words.neutral,
            unfavourable=None if words is None else words.unfavourable,
            shares=None
            if words is None or words.shares is None
            else tuple(map(ShareView, topic.answers, words.shares)),
            shares_of=None if words is None else words.n,
            enps=None if words is None else words.enps,
            enps_from=None if words is None else words.enps_from,
            enps_until=None if words is None else words.enps_until,
            correction=None if few else figure.correction,
            change=None if figure.change is None else self.change(figure, figure.change),
            company=beside,
            company_different=group.number != 0 and _outside(beside, figure),
        )

    def change(self, figure: Figure, change: Change) -> ChangeView:
        """What became of a figure, in words."""
        now = figure.mean or 0.0
        key = {0: "change", 1: "changed_up", -1: "changed_down"}[change.direction]
        return ChangeView(
            change,
            say(
                self.language,
                f"survey_report.{key}",
                before=self.number(now - change.difference),
                now=self.number(now),
                wave=change.wave,
                band=self.number(change.band),
                effect=say(self.language, f"survey_report.effect.{change.effect.value}"),
            ),
        )

    def number(self, value: float) -> str:
        """A mean, to one decimal, as it stands in the tables beside it."""
        return format_decimal(round(value, 1), "0.0", locale=babel_locale(self.language))

    def topic_of_question(self, question: Question) -> Topic:
        """A question as the subject of figures."""
        content = question.content
        scale = question.scale
        if question.kind is SurveyQuestionKind.YES_NO:
            answers = [say(self.language, f"survey_report.{key}") for key in ("yes", "no")]
        elif scale is not None:
            points = [str(point) for point in range(scale[0], scale[1] + 1)]
            named = [each.of(self.language) for each in content.labels]
            answers = named if len(named) == len(points) else points
        else:
            answers = [each.of(self.language) for each in content.options]
        return Topic(
            Subject(SubjectKind.QUESTION, question.id),
            content.text.of(self.language),
            question.kind,
            question.driver_id,
            tuple(answers),
        )

    def topic_of_driver(self, key: UUID, names: Localized) -> Topic:
        """A driver as the subject of figures."""
        return Topic(Subject(SubjectKind.DRIVER, key), names.of(self.language), None, key)

    def topic_of_outcome(self, questions: Sequence[Question]) -> Topic:
        """The outcome as the subject of figures: named as its question, if it is one."""
        asked = [each for each in questions if each.outcome]
        one = asked[0] if len(asked) == 1 else None
        return Topic(
            Subject(SubjectKind.OUTCOME, self.survey.id),
            say(self.language, "survey_report.outcome")
            if one is None
            else one.content.text.of(self.language),
            None if one is None else one.kind,
            None,
        )


@dataclass(frozen=True, slots=True)
class Topic:
    """What a figure is of, in words. ``answers``: what can be answered, as distributions go."""

    subject: Subject
    label: str
    kind: SurveyQuestionKind | None
    driver_id: UUID | None
    answers: tuple[str, ...] = ()


_CHOICES = (SurveyQuestionKind.SINGLE_CHOICE, SurveyQuestionKind.MULTIPLE_CHOICE)


def _outside(value: float | None, figure: Figure) -> bool:
    if value is None or figure.mean_from is None or figure.mean_until is None:
        return False
    return not figure.mean_from <= value <= figure.mean_until


def is_told(row: ReleaseGroup) -> bool:
    """Whether figures of a group are told under its own name."""
    return row.shown is not Shown.HIDDEN


def is_everybody(row: ReleaseGroup) -> bool:
    """Whether a group is the whole company."""
    return row.kind is GroupKind.COMPANY
