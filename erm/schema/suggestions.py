"""Suggested talking points: a read model above the siblings, shown with a series and with a pair."""

from __future__ import annotations

from uuid import UUID

import strawberry

from erm.relationships import suggestions
from erm.relationships.suggestions import SuggestionView
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.node import Node
from erm.schema.one_on_ones_agenda import SuggestionKind, Visibility


@strawberry.type(
    description="Something that the two could talk about, from what happened since they last met. "
    "It stands on no list until it is added."
)
class Suggestion:
    """A suggestion as one of the two gets it."""

    view: strawberry.Private[SuggestionView]
    key: str = strawberry.field(description="Its name, to be given when adding or dismissing it.")
    kind: SuggestionKind = strawberry.field(description="Why it is suggested.")
    body: str = strawberry.field(description="Words for the point, which can be changed.")
    reason: str = strawberry.field(description="Why it is here, in the viewer's language.")
    visibility: Visibility = strawberry.field(
        description="Shared only where both may read what it is about."
    )

    @strawberry.field(description="What it is about.")
    async def subject(self, info: Info) -> Node | None:
        """The promise, goal, step, check-in, note, request or kudos."""
        return await refs.load(info, self.view.subject.value, self.view.source_id)  # type: ignore[no-any-return]

    @classmethod
    def of(cls, view: SuggestionView) -> Suggestion:
        """Dress a view."""
        return cls(
            view=view,
            key=view.key,
            kind=SuggestionKind[view.kind.name],
            body=view.body,
            reason=view.reason,
            visibility=Visibility[view.visibility.name],
        )


@strawberry.type
class SeriesSuggestions:
    """What is suggested for the next meeting of a series."""

    key: strawberry.Private[UUID]

    @strawberry.field(
        description="What the viewer could add to the agenda; empty once the series has ended."
    )
    async def suggestions(self, info: Info) -> list[Suggestion]:
        """Suggested points."""
        found = await info.context.loader(suggestions.suggestions_of).load(self.key)
        return [Suggestion.of(view) for view in found or ()]


@strawberry.type
class RelationshipSuggestions:
    """What is suggested for the next time that a pair meets."""

    person_key: strawberry.Private[UUID]

    @strawberry.field(
        description="What the two could talk about next time; empty without one-on-ones."
    )
    async def suggestions(self, info: Info) -> list[Suggestion]:
        """Preparing for next time."""
        found = await info.context.loader(suggestions.suggestions_with).load(self.person_key)
        return [Suggestion.of(view) for view in found or ()]
