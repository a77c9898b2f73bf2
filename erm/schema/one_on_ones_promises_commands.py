"""What can be done with promises: the inputs, the successes and the mutations."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import strawberry

from erm.flows import action_item_becomes_goal
from erm.one_on_ones import rules
from erm.one_on_ones.commands import action_items, comments
from erm.schema import refs
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.ids import from_global, maybe_from_global
from erm.schema.one_on_ones import OneOnOneMeeting, shown_meeting
from erm.schema.one_on_ones_promises import ActionItem, ActionItemState
from erm.schema.refs import GoalRef


@strawberry.input(description="A promise; at most 2,000 characters.")
class AddActionItemInput:
    """Input of ``addActionItem``."""

    meeting_id: strawberry.ID = strawberry.field(description="In which meeting; it must be open.")
    body: str = strawberry.field(description="What is promised.")
    owner_id: strawberry.ID = strawberry.field(description="Which of the two promises it.")
    due_on: date | None = strawberry.field(default=None, description="Until when.")
    origin_point_id: strawberry.ID | None = strawberry.field(
        default=None, description="The talking point that it comes from, of the same two people."
    )


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
    state: ActionItemState = strawberry.field(
        description="What it is from now on: open, done or dropped."
    )


@strawberry.type(description="The promise was done, dropped or opened again.")
class SetActionItemStateSuccess:
    """Answer of ``setActionItemState``."""

    action_item: ActionItem = strawberry.field(description="The promise as it is now.")


@strawberry.input(description="Words about a promise; at most 2,000 characters.")
class CommentOnActionItemInput:
    """Input of ``commentOnActionItem``."""

    action_item_id: strawberry.ID = strawberry.field(description="Which promise.")
    body: str = strawberry.field(description="What to say about it.")


@strawberry.type(description="The comment stands under the promise.")
class CommentOnActionItemSuccess:
    """Answer of ``commentOnActionItem``."""

    action_item: ActionItem = strawberry.field(description="The promise.")


@strawberry.input(description="One's own comment in new words.")
class EditActionItemCommentInput:
    """Input of ``editActionItemComment``."""

    comment_id: strawberry.ID = strawberry.field(description="Which comment; one's own.")
    body: str = strawberry.field(description="What it says from now on.")


@strawberry.type(description="The comment was changed.")
class EditActionItemCommentSuccess:
    """Answer of ``editActionItemComment``."""

    action_item: ActionItem = strawberry.field(description="The promise.")


@strawberry.input(description="Which comment to take away.")
class DeleteActionItemCommentInput:
    """Input of ``deleteActionItemComment``."""

    comment_id: strawberry.ID = strawberry.field(description="Which comment; one's own.")


@strawberry.type(description="The comment is gone.")
class DeleteActionItemCommentSuccess:
    """Answer of ``deleteActionItemComment``."""

    action_item: ActionItem = strawberry.field(description="The promise without it.")


@strawberry.input(description="A promise that is to go on as a development goal.")
class TurnActionItemIntoGoalInput:
    """Input of ``turnActionItemIntoGoal``."""

    action_item_id: strawberry.ID = strawberry.field(
        description="Which promise; one's own, and open."
    )
    plan_id: strawberry.ID = strawberry.field(
        description="The plan to add it to; one's own, and not closed. Who reads that plan reads "
        "the goal."
    )


@strawberry.type(description="The promise became a goal.")
class TurnActionItemIntoGoalSuccess:
    """Answer of ``turnActionItemIntoGoal``."""

    goal_key: strawberry.Private[UUID]
    action_item: ActionItem = strawberry.field(description="The promise, settled by that.")

    @strawberry.field(description="The goal, with the promise's words and date.")
    async def goal(self, info: Info) -> GoalRef:
        """The new goal."""
        return await refs.shown(info, "Goal", self.goal_key)


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
            origin_point_id=maybe_from_global(
                input.origin_point_id, "TalkingPoint", field="origin_point_id"
            ),
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

    @command("Say something about a promise.")
    async def comment_on_action_item(
        self, info: Info, input: CommentOnActionItemInput
    ) -> CommentOnActionItemSuccess:
        """Comment on an action item."""
        view = await comments.comment_on_action_item(
            info.context.actor,
            action_item_id=from_global(input.action_item_id, "ActionItem", field="action_item_id"),
            body=input.body,
        )
        return CommentOnActionItemSuccess(action_item=ActionItem.of(view))

    @command("Change the words of one's own comment on a promise.")
    async def edit_action_item_comment(
        self, info: Info, input: EditActionItemCommentInput
    ) -> EditActionItemCommentSuccess:
        """Edit a comment."""
        view = await comments.edit_action_item_comment(
            info.context.actor,
            comment_id=from_global(input.comment_id, "ActionItemComment", field="comment_id"),
            body=input.body,
        )
        return EditActionItemCommentSuccess(action_item=ActionItem.of(view))

    @command("Take away one's own comment on a promise.")
    async def delete_action_item_comment(
        self, info: Info, input: DeleteActionItemCommentInput
    ) -> DeleteActionItemCommentSuccess:
        """Delete a comment."""
        view = await comments.delete_action_item_comment(
            info.context.actor,
            comment_id=from_global(input.comment_id, "ActionItemComment", field="comment_id"),
        )
        return DeleteActionItemCommentSuccess(action_item=ActionItem.of(view))

    @command("Let one's own promise go on as a goal of one's own development plan.")
    async def turn_action_item_into_goal(
        self, info: Info, input: TurnActionItemIntoGoalInput
    ) -> TurnActionItemIntoGoalSuccess:
        """Make a goal of a promise."""
        item, goal = await action_item_becomes_goal.turn_action_item_into_goal(
            info.context.actor,
            action_item_id=from_global(input.action_item_id, "ActionItem", field="action_item_id"),
            plan_id=from_global(input.plan_id, "DevelopmentPlan", field="plan_id"),
        )
        return TurnActionItemIntoGoalSuccess(goal_key=goal.id, action_item=ActionItem.of(item))
