"""What can be done with promises: the inputs, the successes and the mutations."""

from __future__ import annotations

from datetime import date

import strawberry

from erm.one_on_ones import rules
from erm.one_on_ones.commands import action_items
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.ids import from_global
from erm.schema.one_on_ones import OneOnOneMeeting, shown_meeting
from erm.schema.one_on_ones_promises import ActionItem, ActionItemState


@strawberry.input(description="A promise; at most 2,000 characters.")
class AddActionItemInput:
    """Input of ``addActionItem``."""

    meeting_id: strawberry.ID = strawberry.field(description="In which meeting; it must be open.")
    body: str = strawberry.field(description="What is promised.")
    owner_id: strawberry.ID = strawberry.field(description="Which of the two promises it.")
    due_on: date | None = strawberry.field(default=None, description="Until when.")


@strawberry.type(description="The promise was written down.")
class AddActionItemSuccess:
    """Answer of ``addActionItem``."""

    action_item: ActionItem = strawberry.field(description="The promise.")
    meeting: OneOnOneMeeting = strawberry.field(description="Its meeting.")


@strawberry.input(description="An open promise in new words.")
class EditActionItemInput:
    """Input of ``editActionItem``."""

    action_item_id: strawberry.ID = strawberry.field(description="Which promise; it must be open.")
    body: str = strawberry.field(description="What is promised.")
    owner_id: strawberry.ID = strawberry.field(description="Which of the two promises it.")
    due_on: date | None = strawberry.field(
        default=None, description="Until when; no date unless given."
    )
    version: int = strawberry.field(description="The version that was read.")


@strawberry.type(description="The promise was changed.")
class EditActionItemSuccess:
    """Answer of ``editActionItem``."""

    action_item: ActionItem = strawberry.field(description="The promise as it is now.")


@strawberry.input(description="What became of a promise.")
class SetActionItemStateInput:
    """Input of ``setActionItemState``."""

    action_item_id: strawberry.ID = strawberry.field(description="Which promise.")
    state: ActionItemState = strawberry.field(description="What it is from now on.")


@strawberry.type(description="The promise was done, dropped or opened again.")
class SetActionItemStateSuccess:
    """Answer of ``setActionItemState``."""

    action_item: ActionItem = strawberry.field(description="The promise as it is now.")


@strawberry.type
class PromisesMutation:
    """What can be done with action items."""

    @command("Write down what one of the two promises.")
    async def add_action_item(self, info: Info, input: AddActionItemInput) -> AddActionItemSuccess:
        """Add an action item."""
        view = await action_items.add_action_item(
            info.context.actor,
            meeting_id=from_global(input.meeting_id, "OneOnOneMeeting", field="meeting_id"),
            body=input.body,
            owner_id=from_global(input.owner_id, "Person", field="owner_id"),
            due_on=input.due_on,
        )
        return AddActionItemSuccess(
            action_item=ActionItem.of(view), meeting=await shown_meeting(info, view.meeting_id)
        )

    @command("Change the words, the owner or the date of an open promise.")
    async def edit_action_item(
        self, info: Info, input: EditActionItemInput
    ) -> EditActionItemSuccess:
        """Edit an action item."""
        view = await action_items.edit_action_item(
            info.context.actor,
            action_item_id=from_global(input.action_item_id, "ActionItem", field="action_item_id"),
            body=input.body,
            owner_id=from_global(input.owner_id, "Person", field="owner_id"),
            due_on=input.due_on,
            version=input.version,
        )
        return EditActionItemSuccess(action_item=ActionItem.of(view))

    @command("Say that a promise was kept, was let go, or is open again.")
    async def set_action_item_state(
        self, info: Info, input: SetActionItemStateInput
    ) -> SetActionItemStateSuccess:
        """Settle an action item."""
        view = await action_items.set_action_item_state(
            info.context.actor,
            action_item_id=from_global(input.action_item_id, "ActionItem", field="action_item_id"),
            state=rules.ActionItemState[input.state.name],
        )
        return SetActionItemStateSuccess(action_item=ActionItem.of(view))
