"""The parts of a question, wherever it stands: in the bank, in a template, in a cycle."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import strawberry

from erm.core.localized import Localized
from erm.feedback.cycles.questions import Point
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.refs import PersonRef


@strawberry.type(description="A text in the languages of the product; one of them may be empty.")
class LocalizedText:
    """A text twice."""

    en: str = strawberry.field(description="In English.")
    ru: str = strawberry.field(description="In Russian.")

    @classmethod
    def of(cls, value: Localized) -> LocalizedText:
        """Dress a text."""
        return cls(en=value.en, ru=value.ru)


@strawberry.input(description="A text in the languages of the product; one of them may be empty.")
class LocalizedTextInput:
    """A text twice."""

    en: str = strawberry.field(description="In English.")
    ru: str = strawberry.field(description="In Russian.")

    def read(self) -> Localized:
        """What was typed."""
        return Localized(en=self.en, ru=self.ru)


def read_text(value: LocalizedTextInput | None) -> Localized:
    """What was typed, or an empty text."""
    return Localized() if value is None else value.read()


@strawberry.type(description="A value of a scale, with what it means.")
class ScalePoint:
    """A point of a scale."""

    value: int = strawberry.field(description="1, 2, 3 and so on.")
    label: str = strawberry.field(description="What it means, in the reader's language.")
    labels: LocalizedText = strawberry.field(description="What it means, in all languages.")

    @classmethod
    def of(cls, point: Point, language: str) -> ScalePoint:
        """Dress a point."""
        return cls(
            value=point.value,
            label=point.label.of(language),
            labels=LocalizedText.of(point.label),
        )


@strawberry.type(description="One of the options of a choice.")
class ChoiceOption:
    """An option."""

    value: int = strawberry.field(description="1, 2, 3 and so on.")
    label: str = strawberry.field(description="What it says, in the reader's language.")
    labels: LocalizedText = strawberry.field(description="What it says, in all languages.")

    @classmethod
    def of(cls, point: Point, language: str) -> ChoiceOption:
        """Dress an option."""
        return cls(
            value=point.value,
            label=point.label.of(language),
            labels=LocalizedText.of(point.label),
        )


@strawberry.input(description="A value of a scale, or an option, with what it means.")
class ScalePointInput:
    """A point."""

    value: int = strawberry.field(description="1, 2, 3 and so on, without gaps.")
    labels: LocalizedTextInput = strawberry.field(description="What it means, in each language.")

    def read(self) -> Point:
        """What was typed."""
        return Point(self.value, self.labels.read())


def read_points(values: Sequence[ScalePointInput]) -> tuple[Point, ...]:
    """What was typed."""
    return tuple(value.read() for value in values)


@strawberry.type(description="How a question was worded before.")
class QuestionWording:
    """A former wording."""

    by_key: strawberry.Private[UUID | None]
    number: int = strawberry.field(description="1 for the first wording.")
    texts: LocalizedText = strawberry.field(description="What it asked, in all languages.")
    at: datetime = strawberry.field(description="When it was replaced.")

    @strawberry.field(description="Who replaced it; null where nobody knows any more.")
    async def by(self, info: Info) -> PersonRef | None:
        """Who reworded it."""
        return await refs.maybe_person(info, self.by_key)

    @classmethod
    def of(
        cls, *, number: int, text: Localized, by_id: UUID | None, at: datetime
    ) -> QuestionWording:
        """Dress a wording."""
        return cls(by_key=by_id, number=number, texts=LocalizedText.of(text), at=at)
