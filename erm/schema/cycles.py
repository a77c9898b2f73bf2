"""Feedback cycles: the cycle, its questions and its participants, and who may see them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, TypeAlias
from uuid import UUID

import strawberry

from erm.core.paging import PageRequest
from erm.feedback.cycles import queries
from erm.feedback.cycles.views.cycles import (
    CycleView,
    ExtensionView,
    ParticipantView,
    PerspectiveView,
    PhaseDatesView,
    QuestionView,
)
from erm.schema import refs
from erm.schema.calibration import CycleWithCalibration
from erm.schema.context import Info
from erm.schema.cycle_enums import (
    CyclePhase,
    CycleState,
    Nominator,
    PacketState,
    ParticipantState,
    Perspective,
    QuestionKind,
    ReleasedBy,
)
from erm.schema.cycle_oversight import CycleOversight
from erm.schema.cycle_progress import CycleWithProgress, PerspectiveCount
from erm.schema.ids import from_global, maybe_from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.nominations import ParticipantNominations
from erm.schema.packets import CycleWithPackets
from erm.schema.paging import After, Connection, First
from erm.schema.questions import ChoiceOption, LocalizedText, QuestionWording, ScalePoint
from erm.schema.refs import CycleParticipantRef, CycleRef, DepartmentRef, PersonRef


@strawberry.type(description="The last day of a phase, to its end in the cycle's time zone.")
class CyclePhaseDates:
    """A phase's last day."""

    phase: CyclePhase = strawberry.field(description="Which phase.")
    until_on: date = strawberry.field(description="The last day for everybody.")
    my_until_on: date = strawberry.field(description="The viewer's, with their extension.")

    @classmethod
    def of(cls, view: PhaseDatesView) -> CyclePhaseDates:
        """Dress a view."""
        return cls(phase=view.phase, until_on=view.until_on, my_until_on=view.my_until_on)


@strawberry.type(description="A perspective of a cycle, and the promise to its raters.")
class CyclePerspective:
    """A perspective."""

    kind: Perspective = strawberry.field(description="From where is looked.")
    anonymous: bool = strawberry.field(
        description="Whether nobody, HR included, ever learns who wrote what."
    )
    minimum: int = strawberry.field(
        description="With fewer raters than this nothing of it is shown; at least 3 if anonymous."
    )
    weight: int = strawberry.field(
        description="Its share in the total of others, in whole parts; 0: none."
    )

    @classmethod
    def of(cls, view: PerspectiveView) -> CyclePerspective:
        """Dress a view."""
        return cls(
            kind=view.kind, anonymous=view.anonymous, minimum=view.minimum, weight=view.weight
        )


@strawberry.type(description="A question of a cycle.")
class CycleQuestion(Node):
    """A question as the viewer, or a guest, reads it."""

    key: strawberry.Private[UUID]
    position: int = strawberry.field(description="Its place, from 1.")
    kind: QuestionKind = strawberry.field(description="How it is answered.")
    text: str = strawberry.field(description="What it asks, in the reader's language.")
    help: str = strawberry.field(description="What helps to answer it; may be empty.")
    texts: LocalizedText = strawberry.field(description="What it asks, in all languages.")
    helps: LocalizedText = strawberry.field(description="What helps, in all languages.")
    scale: list[ScalePoint] = strawberry.field(description="The scale, of scaled kinds.")
    options: list[ChoiceOption] = strawberry.field(description="The options, of choices.")
    competency: str = strawberry.field(description="What it tells about; may be empty.")
    required: bool = strawberry.field(description="Whether a review needs an answer to it.")
    weight: int = strawberry.field(
        description="Its share in the mean of its competency and in the total; 0: none."
    )
    perspectives: list[Perspective] = strawberry.field(description="Which perspectives are asked.")
    licence: str = strawberry.field(description="Under which terms its wording may be used.")
    source: str = strawberry.field(description="Where its wording comes from.")
    version: int = strawberry.field(description="Counts the wordings.")

    @strawberry.field(description="Former wordings, newest first; none for a guest.")
    async def wordings(self, info: Info) -> list[QuestionWording]:
        """How it was worded before."""
        if info.context.maybe_actor is None:
            return []
        found = await info.context.loader(queries.wordings_of).load(self.key)
        return [
            QuestionWording.of(
                number=view.number, text=view.content.text, by_id=view.by_id, at=view.at
            )
            for view in found or ()
        ]

    @classmethod
    def of(cls, view: QuestionView, language: str) -> CycleQuestion:
        """Dress a view for a reader of a language."""
        content = view.content
        return cls(
            id=to_global("CycleQuestion", view.id),
            key=view.id,
            position=view.position,
            kind=view.kind,
            text=content.text.of(language),
            help=content.help.of(language),
            texts=LocalizedText.of(content.text),
            helps=LocalizedText.of(content.help),
            scale=[ScalePoint.of(point, language) for point in content.scale],
            options=[ChoiceOption.of(point, language) for point in content.options],
            competency=view.competency,
            required=view.required,
            weight=view.weight,
            perspectives=list(view.perspectives),
            licence=view.licence,
            source=view.source,
            version=view.version,
        )


@strawberry.type(description="More time for what one person has to do in one phase of a cycle.")
class CycleExtension:
    """An extension."""

    person_key: strawberry.Private[UUID]
    by_key: strawberry.Private[UUID | None]
    phase: CyclePhase = strawberry.field(description="For which phase.")
    until_on: date = strawberry.field(description="Their last day.")
    reason: str = strawberry.field(description="Why; may be empty.")
    created_at: datetime = strawberry.field(description="When it was given.")

    @strawberry.field(description="Who has more time.")
    async def person(self, info: Info) -> PersonRef:
        """Whose it is."""
        return await refs.person(info, self.person_key)

    @strawberry.field(description="Who gave it; null where nobody knows any more.")
    async def by(self, info: Info) -> PersonRef | None:
        """HR, or the manager."""
        return await refs.maybe_person(info, self.by_key)

    @classmethod
    def of(cls, view: ExtensionView) -> CycleExtension:
        """Dress a view."""
        return cls(
            person_key=view.person_id,
            by_key=view.by_id,
            phase=view.phase,
            until_on=view.until_on,
            reason=view.reason,
            created_at=view.created_at,
        )


@strawberry.type(description="Somebody who is reviewed in a cycle.")
class CycleParticipant(ParticipantNominations, Node):
    """A participant as the viewer sees them."""

    key: strawberry.Private[UUID]
    cycle_key: strawberry.Private[UUID]
    person_key: strawberry.Private[UUID]
    manager_key: strawberry.Private[UUID | None]
    manager_at_launch_key: strawberry.Private[UUID | None]
    department_at_launch_key: strawberry.Private[UUID | None]
    state: ParticipantState = strawberry.field(description="Whether they take part.")
    packet: PacketState = strawberry.field(description="How far their packet is.")
    released_at: datetime | None = strawberry.field(description="When it was released, if it was.")
    acknowledged_at: datetime | None = strawberry.field(
        description="When they said that they have read it, if they did."
    )
    can_remove: bool = strawberry.field(
        description="Whether the viewer may take them out: HR, until their packet is released."
    )
    can_extend: bool = strawberry.field(
        description="Whether the viewer may give them more time: HR, and their manager."
    )
    can_release_packet: bool = strawberry.field(
        description="Whether the viewer may hand out their packet now, as the cycle says who does."
    )
    lacks_summary: bool = strawberry.field(
        description="Whether their packet has no summary; false for who may not hand it out now."
    )

    @strawberry.field(description="The cycle.")
    async def cycle(self, info: Info) -> CycleRef:
        """In which cycle."""
        return await refs.shown(info, "Cycle", self.cycle_key)

    @strawberry.field(description="Who is reviewed.")
    async def person(self, info: Info) -> PersonRef:
        """Who it is."""
        return await refs.person(info, self.person_key)

    @strawberry.field(
        description="Who reviews them and prepares their packet; null: nobody manages them, and HR "
        "prepares it."
    )
    async def manager(self, info: Info) -> PersonRef | None:
        """Their manager in this cycle."""
        return await refs.maybe_person(info, self.manager_key)

    @strawberry.field(description="Who managed them when they came into the cycle.")
    async def manager_at_launch(self, info: Info) -> PersonRef | None:
        """Their manager then."""
        return await refs.maybe_person(info, self.manager_at_launch_key)

    @strawberry.field(description="Where they worked when they came into the cycle.")
    async def department_at_launch(self, info: Info) -> DepartmentRef | None:
        """Their department then."""
        return await refs.load(info, "Department", self.department_at_launch_key)

    @strawberry.field(description="Where they work now.")
    async def department_now(self, info: Info) -> DepartmentRef | None:
        """Their department today."""
        key = await info.context.loader(queries.departments_now).load(self.person_key)
        return await refs.load(info, "Department", key)

    @strawberry.field(
        description="Their extensions, newest first: for HR, their manager and themselves; none for "
        "others."
    )
    async def extensions(self, info: Info) -> list[CycleExtension]:
        """More time that they have."""
        found = await info.context.loader(queries.extensions_of_participants).load(self.key)
        return [CycleExtension.of(view) for view in found or ()]

    @strawberry.field(
        description="How many are asked about them and have submitted, for HR and their manager; "
        "null for others, the participant first of all."
    )
    async def review_counts(self, info: Info) -> list[PerspectiveCount] | None:
        """Progress of the reviews about them."""
        found = await info.context.loader(queries.review_counts_of).load(self.key)
        return None if found is None else [PerspectiveCount.of(view) for view in found]

    @classmethod
    def of(cls, view: ParticipantView) -> CycleParticipant:
        """Dress a view."""
        return cls(
            id=to_global("CycleParticipant", view.id),
            key=view.id,
            cycle_key=view.cycle_id,
            person_key=view.person_id,
            manager_key=view.manager_id,
            manager_at_launch_key=view.manager_at_launch_id,
            department_at_launch_key=view.department_at_launch_id,
            state=view.state,
            packet=view.packet,
            released_at=view.released_at,
            acknowledged_at=view.acknowledged_at,
            can_remove=view.can_remove,
            can_extend=view.can_extend,
            can_release_packet=view.can_release_packet,
            lacks_summary=view.lacks_summary,
        )


Search: TypeAlias = Annotated[
    str | None, strawberry.argument(description="Words that must occur in the name or title.")
]
DepartmentAtLaunchId: TypeAlias = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="Only those who worked in this department at launch."),
]


@strawberry.type(description="A round in which people are reviewed, each from several sides.")
class Cycle(CycleOversight, CycleWithCalibration, CycleWithPackets, CycleWithProgress, Node):
    """A cycle as the viewer sees it."""

    key: strawberry.Private[UUID]
    owner_key: strawberry.Private[UUID]
    previous_key: strawberry.Private[UUID | None]
    template_key: strawberry.Private[str]
    programme_key: strawberry.Private[UUID | None]
    name: str = strawberry.field(description="What it is called.")
    description: str = strawberry.field(description="What it is for; may be empty.")
    state: CycleState = strawberry.field(description="Where it stands.")
    time_zone: str = strawberry.field(description="By whose clocks its days end.")
    period_from: date = strawberry.field(description="The first day that is looked back on.")
    period_until: date = strawberry.field(description="The last day that is looked back on.")
    phases: list[CyclePhaseDates] = strawberry.field(
        description="The phases that it has, in order."
    )
    current_phase: CyclePhase | None = strawberry.field(
        description="The phase that goes on; null for a draft and when it is over."
    )
    released_by: ReleasedBy = strawberry.field(description="Who hands out the packets.")
    release_on: date | None = strawberry.field(
        description="The day on which they are released by themselves, if they are."
    )
    nominator: Nominator = strawberry.field(description="Who chooses peers and external raters.")
    nomination_cap: int = strawberry.field(description="How many they may choose at most.")
    nominations_need_approval: bool = strawberry.field(
        description="Whether the choice is approved: by the participant's manager, or HR where there is "
        "none. What the manager chose needs no second look."
    )
    load_limit: int = strawberry.field(
        description="With more open reviews than this a rater counts as overloaded."
    )
    calibrates: bool = strawberry.field(description="Whether it has a phase of calibration.")
    terms_hash: str | None = strawberry.field(
        description="SHA-256 of the terms as they were frozen at launch; null before."
    )
    created_at: datetime = strawberry.field(description="When the draft was made.")
    launched_at: datetime | None = strawberry.field(description="When it was launched, if it was.")
    ended_at: datetime | None = strawberry.field(
        description="When it was closed or cancelled, if it was."
    )
    version: int = strawberry.field(description="Changes with every edit and step.")
    can_manage: bool = strawberry.field(description="Whether the viewer manages it: HR.")

    @strawberry.field(description="The perspectives that it has.")
    async def perspectives(self, info: Info) -> list[CyclePerspective]:
        """From where is looked."""
        found = await info.context.loader(queries.perspectives_of).load(self.key)
        return [CyclePerspective.of(view) for view in found or ()]

    @strawberry.field(description="Its questions, in order.")
    async def questions(self, info: Info) -> list[CycleQuestion]:
        """What is asked."""
        found = await info.context.loader(queries.questions_of).load(self.key)
        return [CycleQuestion.of(view, info.context.language) for view in found or ()]

    @strawberry.field(description="Who made it.")
    async def owner(self, info: Info) -> PersonRef:
        """Its owner, of HR."""
        return await refs.person(info, self.owner_key)

    @strawberry.field(
        description="The cycle whose raters were proposed again, if the viewer may read it."
    )
    async def previous(self, info: Info) -> CycleRef | None:
        """The one before it."""
        return await refs.load(info, "Cycle", self.previous_key)

    @strawberry.field(
        description="To which states the viewer may move it now; none for who is not HR."
    )
    async def allowed_states(self, info: Info) -> list[CycleState]:
        """The next steps."""
        found = await info.context.loader(queries.allowed_states_of).load(self.key)
        return list(found or ())

    @strawberry.field(
        description="Its participants by name: for HR all, for a manager those whom they prepare; "
        "null for others."
    )
    async def participants(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        search: Search = None,
        department_id: DepartmentAtLaunchId = None,
    ) -> Connection[CycleParticipant] | None:
        """Who is reviewed."""
        page = await queries.participants_of(
            info.context.actor,
            self.key,
            PageRequest.of(first, after),
            search=search,
            department_id=maybe_from_global(department_id, "Department", field="department_id"),
        )
        return None if page is None else Connection[CycleParticipant].of(page, CycleParticipant.of)

    @strawberry.field(description="The viewer's own part in it; null if they have none.")
    async def my_participation(self, info: Info) -> CycleParticipantRef | None:
        """How far I am."""
        view = await info.context.loader(queries.own_participations).load(self.key)
        return None if view is None else CycleParticipant.of(view)

    @classmethod
    def of(cls, view: CycleView) -> Cycle:
        """Dress a view."""
        return cls(
            id=to_global("Cycle", view.id),
            key=view.id,
            owner_key=view.owner_id,
            previous_key=view.previous_id,
            template_key=view.template,
            programme_key=view.programme_id,
            name=view.name,
            description=view.description,
            state=view.state,
            time_zone=view.time_zone,
            period_from=view.period_from,
            period_until=view.period_until,
            phases=[CyclePhaseDates.of(each) for each in view.phases],
            current_phase=view.current_phase,
            released_by=view.released_by,
            release_on=view.release_on,
            nominator=view.nominator,
            nomination_cap=view.nomination_cap,
            nominations_need_approval=view.nominations_need_approval,
            load_limit=view.load_limit,
            calibrates=view.calibrates,
            terms_hash=view.terms_hash,
            created_at=view.created_at,
            launched_at=view.launched_at,
            ended_at=view.ended_at,
            version=view.version,
            can_manage=view.can_manage,
        )


@node_of("Cycle")
async def load_cycle(info: Info, key: UUID) -> Cycle | None:
    """A cycle by key, if the viewer may read it."""
    view = await info.context.loader(queries.cycles_by_ids).load(key)
    return None if view is None else Cycle.of(view)


@node_of("CycleParticipant")
async def load_participant(info: Info, key: UUID) -> CycleParticipant | None:
    """A participant by key, if the viewer may read them."""
    view = await info.context.loader(queries.participants_by_ids).load(key)
    return None if view is None else CycleParticipant.of(view)


@node_of("CycleQuestion")
async def load_question(info: Info, key: UUID) -> CycleQuestion | None:
    """A question by key, if the viewer may read its cycle."""
    view = await info.context.loader(queries.questions_by_ids).load(key)
    return None if view is None else CycleQuestion.of(view, info.context.language)


CycleId = Annotated[strawberry.ID, strawberry.argument(description="Id of the cycle.")]
ParticipantId = Annotated[strawberry.ID, strawberry.argument(description="Id of the participant.")]


@strawberry.type
class CyclesQuery:
    """Root fields of cycles."""

    @strawberry.field(description="One cycle; null if the viewer has no part in it.")
    async def cycle(self, info: Info, id: CycleId) -> Cycle | None:
        """A cycle by id."""
        return await load_cycle(info, from_global(id, "Cycle"))

    @strawberry.field(
        description="Cycles, newest first: for HR all, for others those that concern them."
    )
    async def cycles(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[Cycle] | None:
        """All that I may read."""
        page = await queries.cycles(info.context.actor, PageRequest.of(first, after))
        return Connection[Cycle].of(page, Cycle.of)

    @strawberry.field(description="One participant; null if the viewer may not see them.")
    async def cycle_participant(self, info: Info, id: ParticipantId) -> CycleParticipant | None:
        """A participant by id."""
        return await load_participant(info, from_global(id, "CycleParticipant"))
