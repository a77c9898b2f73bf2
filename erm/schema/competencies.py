"""Competency frameworks: what is expected at each level of a kind of work."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from erm.development.competencies.content import (
    CompetencyWords,
    Family,
    FrameworkContent,
    PlacedLevel,
    TrackWords,
)
from erm.development.competencies.content import (
    Expectation as ExpectationWords,
)
from erm.development.competencies.differences import differences
from erm.development.competencies.examples import examples
from erm.development.competencies.policy import may_manage_frameworks
from erm.development.competencies.queries import frameworks as queries
from erm.development.competencies.rules import AssessmentSide, AssessmentState, FrameworkState
from erm.development.competencies.views import (
    CareerLevelView,
    CompetencyView,
    FrameworkView,
    IdentitiesView,
    VersionView,
)
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.enums import describe
from erm.schema.ids import from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.questions import LocalizedText
from erm.schema.refs import PersonRef
from erm.schema.skills import CareerLevelSkills

__all__ = ["AssessmentSide", "AssessmentState", "FrameworkState"]

describe(
    FrameworkState,
    "FrameworkState",
    "Where a version of a framework stands.",
    {
        FrameworkState.DRAFT: "HR is writing it; nobody else sees it.",
        FrameworkState.PUBLISHED: "It was published, and never changes any more.",
    },
)


async def _identities(info: Info, framework_key: UUID) -> IdentitiesView:
    found = await info.context.loader(queries.identities_of).load(framework_key)
    return found or IdentitiesView({}, {})


@strawberry.type(description="A competency of a framework, the same one through all its versions.")
class Competency(Node):
    """A competency, with its words of the newest published version."""

    framework_key: strawberry.Private[UUID]
    name: str = strawberry.field(description="What it is called, in the reader's language.")
    family_name: str = strawberry.field(
        description="The family that it belongs to; empty once it is retired."
    )
    description: str = strawberry.field(description="What it is about; may be empty.")
    retired: bool = strawberry.field(
        description="Whether the newest version leaves it out, so that nobody is assessed in it."
    )

    @strawberry.field(description="The framework that it belongs to.")
    async def framework(self, info: Info) -> CompetencyFramework:
        """Its framework."""
        return await refs.shown(info, "CompetencyFramework", self.framework_key)  # type: ignore[no-any-return]

    @classmethod
    def of(cls, view: CompetencyView, language: str) -> Competency:
        """Dress a view."""
        return cls(
            id=to_global("Competency", view.id),
            framework_key=view.framework_id,
            name=view.names.of(language),
            family_name=view.family_names.of(language),
            description=view.descriptions.of(language),
            retired=view.retired,
        )


@strawberry.type(description="What a competency looks like at a level.")
class LevelExpectation:
    """A line of a level."""

    competency_key: strawberry.Private[UUID]
    text: str = strawberry.field(description="What is expected, in the reader's language.")
    family_name: str = strawberry.field(description="The family of the competency.")

    @strawberry.field(description="The competency.")
    async def competency(self, info: Info) -> Competency:
        """Of what it speaks."""
        return await refs.shown(info, "Competency", self.competency_key)  # type: ignore[no-any-return]


@strawberry.type(description="A level of a track, the same one through all versions.")
class CareerLevel(CareerLevelSkills, Node):
    """A level, as the newest published version has it."""

    key: strawberry.Private[UUID]
    framework_key: strawberry.Private[UUID]
    name: str = strawberry.field(description="What it is called, in the reader's language.")
    track_name: str = strawberry.field(description="What its track is called.")
    track_key: str = strawberry.field(description="The key of its track.")
    rank: int = strawberry.field(description="Its place in its track, from 1.")

    @strawberry.field(description="The framework that it belongs to.")
    async def framework(self, info: Info) -> CompetencyFramework:
        """Its framework."""
        return await refs.shown(info, "CompetencyFramework", self.framework_key)  # type: ignore[no-any-return]

    @strawberry.field(description="What is expected there, by the newest published version.")
    async def expectations(self, info: Info) -> list[LevelExpectation]:
        """Its lines, in the order of the framework."""
        found = await info.context.loader(queries.expectations_of).load(self.key)
        language = info.context.language
        return [
            LevelExpectation(
                competency_key=each.competency_id,
                text=each.texts.of(language),
                family_name=each.family_names.of(language),
            )
            for each in found or ()
        ]

    @classmethod
    def of(cls, view: CareerLevelView, language: str) -> CareerLevel:
        """Dress a view."""
        return cls(
            id=to_global("CareerLevel", view.id),
            key=view.id,
            framework_key=view.framework_id,
            name=view.names.of(language),
            track_name=view.track_names.of(language),
            track_key=view.track_key,
            rank=view.rank,
        )


@strawberry.type(description="What a version expects at a level.")
class Expectation:
    """A cell of the grid of competencies and levels."""

    track_key: str = strawberry.field(description="The key of the track.")
    level_key: str = strawberry.field(description="The key of the level.")
    rank: int = strawberry.field(description="The level's place in its track, from 1.")
    text: str = strawberry.field(description="What is expected, in the reader's language.")
    texts: LocalizedText = strawberry.field(description="What is expected, in all languages.")

    @classmethod
    def of(cls, each: ExpectationWords, content: FrameworkContent, language: str) -> Expectation:
        """Dress the words."""
        level = content.level(each.place)
        return cls(
            track_key=each.track,
            level_key=each.level,
            rank=0 if level is None else level.rank,
            text=each.texts.of(language),
            texts=LocalizedText.of(each.texts),
        )


@strawberry.type(description="A competency as a version words it.")
class FrameworkCompetency:
    """A competency in a version."""

    framework_key: strawberry.Private[UUID]
    words: strawberry.Private[CompetencyWords]
    content: strawberry.Private[FrameworkContent]
    key: str = strawberry.field(description="Its key, the same in all versions.")
    name: str = strawberry.field(description="What it is called, in the reader's language.")
    names: LocalizedText = strawberry.field(description="What it is called, in all languages.")
    description: str = strawberry.field(description="What it is about, in the reader's language.")
    descriptions: LocalizedText = strawberry.field(description="The same, in all languages.")

    @strawberry.field(description="The competency itself; null only in a draft that adds it.")
    async def competency(self, info: Info) -> Competency | None:
        """What stands behind the key."""
        known = await _identities(info, self.framework_key)
        return await refs.load(info, "Competency", known.competencies.get(self.key))  # type: ignore[no-any-return]

    @strawberry.field(description="What is expected, track by track, level by level.")
    async def expectations(self, info: Info) -> list[Expectation]:
        """Its cells."""
        language = info.context.language
        return [Expectation.of(each, self.content, language) for each in self.words.expectations]

    @classmethod
    def of(cls, words: CompetencyWords, view: VersionView, language: str) -> FrameworkCompetency:
        """Dress the words."""
        return cls(
            framework_key=view.framework_id,
            words=words,
            content=view.content,
            key=words.key,
            name=words.names.of(language),
            names=LocalizedText.of(words.names),
            description=words.descriptions.of(language),
            descriptions=LocalizedText.of(words.descriptions),
        )


@strawberry.type(description="What belongs together among competencies.")
class CompetencyFamily:
    """A family in a version."""

    key: str = strawberry.field(description="Its key, the same in all versions.")
    name: str = strawberry.field(description="What it is called, in the reader's language.")
    names: LocalizedText = strawberry.field(description="What it is called, in all languages.")
    competencies: list[FrameworkCompetency] = strawberry.field(description="Its competencies.")

    @classmethod
    def of(cls, family: Family, view: VersionView, language: str) -> CompetencyFamily:
        """Dress the words."""
        return cls(
            key=family.key,
            name=family.names.of(language),
            names=LocalizedText.of(family.names),
            competencies=[
                FrameworkCompetency.of(each, view, language)
                for each in view.content.competencies
                if each.family == family.key
            ],
        )


@strawberry.type(description="A level as a version words it.")
class CareerTrackLevel:
    """A level in a version."""

    framework_key: strawberry.Private[UUID]
    place: strawberry.Private[str]
    ways: strawberry.Private[tuple[str, ...]]
    key: str = strawberry.field(description="Its key, the same in all versions.")
    rank: int = strawberry.field(description="Its place in its track, from 1.")
    name: str = strawberry.field(description="What it is called, in the reader's language.")
    names: LocalizedText = strawberry.field(description="What it is called, in all languages.")
    leads_to_keys: list[str] = strawberry.field(
        description="Levels beyond the next one of its own track that it leads to, as "
        "`track/level`."
    )

    @strawberry.field(description="The level itself; null only in a draft that adds it.")
    async def level(self, info: Info) -> CareerLevel | None:
        """What stands behind the key."""
        known = await _identities(info, self.framework_key)
        return await refs.load(info, "CareerLevel", known.levels.get(self.place))  # type: ignore[no-any-return]

    @strawberry.field(
        description="Where one goes from there: the next level of its track, and others named by "
        "the framework. Those that only a draft adds are left out."
    )
    async def leads_to(self, info: Info) -> list[CareerLevel]:
        """The ways on."""
        known = await _identities(info, self.framework_key)
        keys = [known.levels[place] for place in self.ways if place in known.levels]
        return await refs.load_all(info, "CareerLevel", keys)

    @classmethod
    def of(cls, placed: PlacedLevel, view: VersionView, language: str) -> CareerTrackLevel:
        """Dress the words."""
        return cls(
            framework_key=view.framework_id,
            place=placed.place,
            ways=tuple(each.place for each in view.content.ways_on(placed.place)),
            key=placed.level.key,
            rank=placed.rank,
            name=placed.level.names.of(language),
            names=LocalizedText.of(placed.level.names),
            leads_to_keys=list(placed.level.leads_to),
        )


@strawberry.type(description="A kind of work, with its levels from the first one up.")
class CareerTrack:
    """A track in a version."""

    key: str = strawberry.field(description="Its key, the same in all versions.")
    name: str = strawberry.field(description="What it is called, in the reader's language.")
    names: LocalizedText = strawberry.field(description="What it is called, in all languages.")
    levels: list[CareerTrackLevel] = strawberry.field(
        description="Its levels, the first one first."
    )

    @classmethod
    def of(cls, track: TrackWords, view: VersionView, language: str) -> CareerTrack:
        """Dress the words."""
        return cls(
            key=track.key,
            name=track.names.of(language),
            names=LocalizedText.of(track.names),
            levels=[
                CareerTrackLevel.of(each, view, language)
                for each in view.content.levels()
                if each.track.key == track.key
            ],
        )


@strawberry.type(description="All words of a framework at one time.")
class FrameworkVersion(Node):
    """A version: a published one never changes."""

    view: strawberry.Private[VersionView]
    number: int = strawberry.field(description="1, 2, 3 and so on.")
    state: FrameworkState = strawberry.field(description="Where it stands.")
    note: str = strawberry.field(description="What was said when it was published; may be empty.")
    published_at: datetime | None = strawberry.field(description="When it was published.")
    edited_at: datetime = strawberry.field(description="When its words last changed.")
    version: int = strawberry.field(description="Counts its changes while it is a draft.")

    @strawberry.field(description="Its families, with their competencies.")
    async def families(self, info: Info) -> list[CompetencyFamily]:
        """Families in order."""
        language = info.context.language
        return [
            CompetencyFamily.of(each, self.view, language) for each in self.view.content.families
        ]

    @strawberry.field(description="Its tracks, with their levels.")
    async def tracks(self, info: Info) -> list[CareerTrack]:
        """Tracks in order."""
        language = info.context.language
        return [CareerTrack.of(each, self.view, language) for each in self.view.content.tracks]

    @strawberry.field(description="Who last changed it.")
    async def edited_by(self, info: Info) -> PersonRef | None:
        """Somebody of HR."""
        return await refs.maybe_person(info, self.view.edited_by_id)

    @strawberry.field(
        description="What it says otherwise than the published version before it, in sentences."
    )
    async def differences(self, info: Info) -> list[str]:
        """Sentences; none for a first version."""
        if self.view.before_id is None:
            return []
        before = await info.context.loader(queries.versions_by_ids).load(self.view.before_id)
        if before is None:
            return []
        language = info.context.language
        return [each.message(language) for each in differences(before.content, self.view.content)]

    @classmethod
    def of(cls, view: VersionView) -> FrameworkVersion:
        """Dress a view."""
        return cls(
            id=to_global("FrameworkVersion", view.id),
            view=view,
            number=view.number,
            state=view.state,
            note=view.note,
            published_at=view.published_at,
            edited_at=view.edited_at,
            version=view.version,
        )


@strawberry.type(description="What is expected in a kind of work: tracks, levels, competencies.")
class CompetencyFramework(Node):
    """A framework through all its versions."""

    view: strawberry.Private[FrameworkView]
    name: str = strawberry.field(description="What it is called, in the reader's language.")
    names: LocalizedText = strawberry.field(description="What it is called, in all languages.")
    description: str = strawberry.field(description="What it is for; may be empty.")
    descriptions: LocalizedText = strawberry.field(description="The same, in all languages.")
    retired: bool = strawberry.field(description="Whether it is out of use.")
    people_count: int | None = strawberry.field(
        description="How many people stand at its levels today: told to HR, from 5 on."
    )
    version: int = strawberry.field(
        description="Changes with everything that is done with it or its draft; to be given back."
    )
    can_manage: bool = strawberry.field(description="Whether the viewer may write and publish it.")

    @strawberry.field(description="The version that holds; null before the first is published.")
    async def published(self, info: Info) -> FrameworkVersion | None:
        """Its newest published version."""
        return await _version(info, self.view.published_id)

    @strawberry.field(description="The version that HR is writing; null for others.")
    async def draft(self, info: Info) -> FrameworkVersion | None:
        """Its draft."""
        return await _version(info, self.view.draft_id)

    @strawberry.field(description="All versions that the viewer may read, newest first.")
    async def versions(self, info: Info) -> list[FrameworkVersion]:
        """Its history."""
        return await refs.load_all(info, "FrameworkVersion", self.view.version_ids)

    @classmethod
    def of(cls, view: FrameworkView, language: str) -> CompetencyFramework:
        """Dress a view."""
        return cls(
            id=to_global("CompetencyFramework", view.id),
            view=view,
            name=view.names.of(language),
            names=LocalizedText.of(view.names),
            description=view.descriptions.of(language),
            descriptions=LocalizedText.of(view.descriptions),
            retired=view.retired,
            people_count=view.people_count,
            version=view.version,
            can_manage=view.can_manage,
        )


@strawberry.type(description="A complete framework that comes with erm, to begin from.")
class ExampleFramework:
    """An example."""

    key: str = strawberry.field(description="Names it.")
    name: str = strawberry.field(description="What it is called, in the reader's language.")
    description: str = strawberry.field(description="For whom it is.")
    competencies: int = strawberry.field(description="How many competencies it has.")
    levels: int = strawberry.field(description="How many levels, over all its tracks.")


async def _version(info: Info, key: UUID | None) -> FrameworkVersion | None:
    return await refs.load(info, "FrameworkVersion", key)  # type: ignore[no-any-return]


@node_of("CompetencyFramework")
async def load_framework(info: Info, key: UUID) -> CompetencyFramework | None:
    """A framework by key, if the viewer may read it."""
    view = await info.context.loader(queries.frameworks_by_ids).load(key)
    return None if view is None else CompetencyFramework.of(view, info.context.language)


@node_of("FrameworkVersion")
async def load_version(info: Info, key: UUID) -> FrameworkVersion | None:
    """A version by key, if the viewer may read it."""
    view = await info.context.loader(queries.versions_by_ids).load(key)
    return None if view is None else FrameworkVersion.of(view)


@node_of("Competency")
async def load_competency(info: Info, key: UUID) -> Competency | None:
    """A competency by key."""
    view = await info.context.loader(queries.competencies_by_ids).load(key)
    return None if view is None else Competency.of(view, info.context.language)


@node_of("CareerLevel")
async def load_level(info: Info, key: UUID) -> CareerLevel | None:
    """A level by key."""
    view = await info.context.loader(queries.levels_by_ids).load(key)
    return None if view is None else CareerLevel.of(view, info.context.language)


@strawberry.type
class CompetenciesQuery:
    """Root fields of frameworks."""

    @strawberry.field(
        description="The published frameworks, by name; for HR the unpublished ones too."
    )
    async def competency_frameworks(
        self,
        info: Info,
        retired: Annotated[
            bool, strawberry.argument(description="Those out of use instead of those in use.")
        ] = False,
    ) -> list[CompetencyFramework]:
        """All frameworks."""
        views = await queries.frameworks(info.context.actor, retired=retired)
        return [CompetencyFramework.of(view, info.context.language) for view in views]

    @strawberry.field(description="A framework, if the viewer may read it.")
    async def competency_framework(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Its global id.")],
    ) -> CompetencyFramework | None:
        """One framework."""
        return await load_framework(info, from_global(id, "CompetencyFramework"))

    @strawberry.field(description="A competency.")
    async def competency(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Its global id.")],
    ) -> Competency | None:
        """One competency."""
        return await load_competency(info, from_global(id, "Competency"))

    @strawberry.field(description="A level.")
    async def career_level(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Its global id.")],
    ) -> CareerLevel | None:
        """One level."""
        return await load_level(info, from_global(id, "CareerLevel"))

    @strawberry.field(description="Complete frameworks to begin from; for HR, none for others.")
    async def example_frameworks(self, info: Info) -> list[ExampleFramework]:
        """The examples that come with erm."""
        if not may_manage_frameworks(info.context.actor):
            return []
        language = info.context.language
        return [
            ExampleFramework(
                key=each.key,
                name=each.names.of(language),
                description=each.descriptions.of(language),
                competencies=len(each.content.competencies),
                levels=len(list(each.content.levels())),
            )
            for each in examples().values()
        ]
