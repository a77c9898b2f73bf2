"""What can be done with the agenda of a meeting: the inputs, the successes and the mutations."""

from __future__ import annotations

from uuid import UUID

import strawberry

from erm.core.errors import InvalidInput
from erm.flows import suggested_points
from erm.one_on_ones import rules
from erm.one_on_ones.commands import talking_points, templates
from erm.one_on_ones.views import TemplatePointView
from erm.schema import refs
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.ids import from_global, maybe_from_global, parse_global, to_global
from erm.schema.one_on_ones import OneOnOneMeeting, OneOnOneSeries, shown_meeting
from erm.schema.one_on_ones_agenda import (
    AgendaTemplate,
    TalkingPoint,
    TalkingPointState,
    Visibility,
)


@strawberry.input(description="Something to talk about; at most 2,000 characters.")
class AddTalkingPointInput:
    """Input of ``addTalkingPoint``."""

    meeting_id: strawberry.ID = strawberry.field(description="In which meeting; it must be open.")
    body: str = strawberry.field(description="What it is about.")
    visibility: Visibility = strawberry.field(
        default=Visibility.SHARED, description="Who of the two reads it."
    )
    recurring: bool = strawberry.field(
        default=False,
        description="Whether it comes back in the next meeting after it was discussed.",
    )
    suggestion_key: str | None = strawberry.field(
        default=None,
        description="The suggestion that it is made from, as it is suggested now. A private one "
        "can only be added as a private point.",
    )


@strawberry.type(description="The point stands at the end of the list.")
class AddTalkingPointSuccess:
    """Answer of ``addTalkingPoint``."""

    talking_point: TalkingPoint = strawberry.field(description="The new point.")
    meeting: OneOnOneMeeting = strawberry.field(description="Its meeting.")


@strawberry.input(description="One's own talking point in new words.")
class EditTalkingPointInput:
    """Input of ``editTalkingPoint``."""

    talking_point_id: strawberry.ID = strawberry.field(description="Which point; one's own.")
    body: str = strawberry.field(description="What it is about.")
    visibility: Visibility | None = strawberry.field(
        default=None, description="Who of the two reads it; as before unless given."
    )
    recurring: bool | None = strawberry.field(
        default=None, description="Whether it comes back; as before unless given."
    )
    version: int = strawberry.field(description="The version that was read.")


@strawberry.type(description="The point was changed.")
class EditTalkingPointSuccess:
    """Answer of ``editTalkingPoint``."""

    talking_point: TalkingPoint = strawberry.field(description="The point as it is now.")


@strawberry.input(description="Another place on the list.")
class MoveTalkingPointInput:
    """Input of ``moveTalkingPoint``."""

    talking_point_id: strawberry.ID = strawberry.field(description="Which point.")
    before_id: strawberry.ID | None = strawberry.field(
        default=None, description="The point before which to put it; the end unless given."
    )


@strawberry.type(description="The point was moved.")
class MoveTalkingPointSuccess:
    """Answer of ``moveTalkingPoint``."""

    meeting: OneOnOneMeeting = strawberry.field(description="The meeting with its points in order.")


@strawberry.input(description="Whether a point was discussed.")
class SetTalkingPointStateInput:
    """Input of ``setTalkingPointState``."""

    talking_point_id: strawberry.ID = strawberry.field(description="Which point.")
    state: TalkingPointState = strawberry.field(description="What it is from now on.")


@strawberry.type(description="The point was ticked off, or is open again.")
class SetTalkingPointStateSuccess:
    """Answer of ``setTalkingPointState``."""

    talking_point: TalkingPoint = strawberry.field(description="The point as it is now.")


@strawberry.input(description="Which point to take off the list.")
class DeleteTalkingPointInput:
    """Input of ``deleteTalkingPoint``."""

    talking_point_id: strawberry.ID = strawberry.field(description="Which point; one's own.")


@strawberry.type(description="The point is gone.")
class DeleteTalkingPointSuccess:
    """Answer of ``deleteTalkingPoint``."""

    meeting: OneOnOneMeeting = strawberry.field(description="The meeting without it.")


@strawberry.input(description="Which template, and for which meeting.")
class ApplyAgendaTemplateInput:
    """Input of ``applyAgendaTemplate``."""

    meeting_id: strawberry.ID = strawberry.field(description="Which meeting; it must be open.")
    template_id: strawberry.ID = strawberry.field(
        description="One of the viewer's own, or the key of a built-in one."
    )


@strawberry.type(description="The points stand at the end of the list, shared.")
class ApplyAgendaTemplateSuccess:
    """Answer of ``applyAgendaTemplate``."""

    meeting: OneOnOneMeeting = strawberry.field(description="The meeting with its points.")
    added: int = strawberry.field(
        description="How many were added; those already open on the list are not doubled."
    )


@strawberry.input(description="A point of a template; at most 2,000 characters.")
class AgendaTemplatePointInput:
    """A point to keep."""

    body: str = strawberry.field(description="What it is about.")
    recurring: bool = strawberry.field(
        default=False, description="Whether it comes back in every meeting."
    )


@strawberry.input(description="A template of one's own, with at most 30 points.")
class SaveAgendaTemplateInput:
    """Input of ``saveAgendaTemplate``."""

    id: strawberry.ID | None = strawberry.field(
        default=None, description="Which one to change; a new one unless given."
    )
    version: int | None = strawberry.field(
        default=None, description="The version that was read, when changing one."
    )
    name: str = strawberry.field(description="What it is called; at most 120 characters.")
    points: list[AgendaTemplatePointInput] = strawberry.field(description="Its points, in order.")


@strawberry.type(description="The template was kept.")
class SaveAgendaTemplateSuccess:
    """Answer of ``saveAgendaTemplate``."""

    template: AgendaTemplate = strawberry.field(description="The template as it is now.")


@strawberry.input(description="Which template to take away.")
class DeleteAgendaTemplateInput:
    """Input of ``deleteAgendaTemplate``."""

    id: strawberry.ID = strawberry.field(description="Which one; one's own.")


@strawberry.type(description="The template is gone; points that it added stay.")
class DeleteAgendaTemplateSuccess:
    """Answer of ``deleteAgendaTemplate``."""

    deleted_id: strawberry.ID = strawberry.field(description="Its id.")


@strawberry.input(description="A suggestion that the viewer does not want to see again.")
class DismissSuggestionInput:
    """Input of ``dismissSuggestion``."""

    series_id: strawberry.ID = strawberry.field(description="In which series.")
    suggestion_key: str = strawberry.field(description="Which suggestion.")


@strawberry.type(description="The suggestion is hidden from the viewer only.")
class DismissSuggestionSuccess:
    """Answer of ``dismissSuggestion``."""

    series: OneOnOneSeries = strawberry.field(description="The series with what is left.")


@strawberry.type
class AgendaMutation:
    """What can be done with talking points."""

    @command("Put something on the list of a meeting.")
    async def add_talking_point(
        self, info: Info, input: AddTalkingPointInput
    ) -> AddTalkingPointSuccess:
        """Add a talking point."""
        meeting_id = from_global(input.meeting_id, "OneOnOneMeeting", field="meeting_id")
        visibility = rules.Visibility[input.visibility.name]
        if input.suggestion_key is not None:
            view = await suggested_points.add_suggested_point(
                info.context.actor,
                meeting_id=meeting_id,
                key=input.suggestion_key,
                body=input.body,
                visibility=visibility,
                recurring=input.recurring,
            )
        else:
            view = await talking_points.add_talking_point(
                info.context.actor,
                meeting_id=meeting_id,
                body=input.body,
                visibility=visibility,
                recurring=input.recurring,
            )
        return AddTalkingPointSuccess(
            talking_point=TalkingPoint.of(view), meeting=await shown_meeting(info, view.meeting_id)
        )

    @command("Change the words of one's own talking point, or who reads it.")
    async def edit_talking_point(
        self, info: Info, input: EditTalkingPointInput
    ) -> EditTalkingPointSuccess:
        """Edit a talking point."""
        view = await talking_points.edit_talking_point(
            info.context.actor,
            talking_point_id=_point_id(input.talking_point_id),
            body=input.body,
            version=input.version,
            visibility=None
            if input.visibility is None
            else rules.Visibility[input.visibility.name],
            recurring=input.recurring,
        )
        return EditTalkingPointSuccess(talking_point=TalkingPoint.of(view))

    @command("Put a talking point at another place of the list.")
    async def move_talking_point(
        self, info: Info, input: MoveTalkingPointInput
    ) -> MoveTalkingPointSuccess:
        """Move a talking point."""
        meeting = await talking_points.move_talking_point(
            info.context.actor,
            talking_point_id=_point_id(input.talking_point_id),
            before_id=maybe_from_global(input.before_id, "TalkingPoint", field="before_id"),
        )
        return MoveTalkingPointSuccess(meeting=await shown_meeting(info, meeting))

    @command("Say that a talking point was discussed, or was not after all.")
    async def set_talking_point_state(
        self, info: Info, input: SetTalkingPointStateInput
    ) -> SetTalkingPointStateSuccess:
        """Tick a talking point off."""
        view = await talking_points.set_talking_point_state(
            info.context.actor,
            talking_point_id=_point_id(input.talking_point_id),
            state=rules.TalkingPointState[input.state.name],
        )
        return SetTalkingPointStateSuccess(talking_point=TalkingPoint.of(view))

    @command("Take one's own talking point off the list.")
    async def delete_talking_point(
        self, info: Info, input: DeleteTalkingPointInput
    ) -> DeleteTalkingPointSuccess:
        """Delete a talking point."""
        meeting = await talking_points.delete_talking_point(
            info.context.actor, talking_point_id=_point_id(input.talking_point_id)
        )
        return DeleteTalkingPointSuccess(meeting=await shown_meeting(info, meeting))

    @command("Begin an agenda with the points of a template.")
    async def apply_agenda_template(
        self, info: Info, input: ApplyAgendaTemplateInput
    ) -> ApplyAgendaTemplateSuccess:
        """Apply a template."""
        meeting, added = await templates.apply_agenda_template(
            info.context.actor,
            meeting_id=from_global(input.meeting_id, "OneOnOneMeeting", field="meeting_id"),
            template=_template(input.template_id),
        )
        return ApplyAgendaTemplateSuccess(meeting=await shown_meeting(info, meeting), added=added)

    @command("Keep a template of one's own, new or changed.")
    async def save_agenda_template(
        self, info: Info, input: SaveAgendaTemplateInput
    ) -> SaveAgendaTemplateSuccess:
        """Save a template."""
        view = await templates.save_agenda_template(
            info.context.actor,
            template_id=maybe_from_global(input.id, "AgendaTemplate", field="id"),
            version=input.version,
            name=input.name,
            points=[TemplatePointView(point.body, point.recurring) for point in input.points],
        )
        return SaveAgendaTemplateSuccess(template=AgendaTemplate.of(view))

    @command("Take away a template of one's own.")
    async def delete_agenda_template(
        self, info: Info, input: DeleteAgendaTemplateInput
    ) -> DeleteAgendaTemplateSuccess:
        """Delete a template."""
        key = await templates.delete_agenda_template(
            info.context.actor, template_id=from_global(input.id, "AgendaTemplate", field="id")
        )
        return DeleteAgendaTemplateSuccess(deleted_id=to_global("AgendaTemplate", key))

    @command("Hide a suggested talking point from oneself.")
    async def dismiss_suggestion(
        self, info: Info, input: DismissSuggestionInput
    ) -> DismissSuggestionSuccess:
        """Dismiss a suggestion."""
        key = from_global(input.series_id, "OneOnOneSeries", field="series_id")
        await suggested_points.dismiss_suggestion(
            info.context.actor, series_id=key, key=input.suggestion_key
        )
        return DismissSuggestionSuccess(series=await refs.shown(info, "OneOnOneSeries", key))


def _point_id(value: strawberry.ID) -> UUID:
    return from_global(value, "TalkingPoint", field="talking_point_id")


def _template(value: strawberry.ID) -> UUID | str:
    """The id of one's own, or the key of a built-in one."""
    try:
        parse_global(value, field="template_id")
    except InvalidInput:
        return str(value)
    return from_global(value, "AgendaTemplate", field="template_id")
