"""Handing work over: what a line may be about, and what becomes of that.

Sharing changes nothing but that the receiver reads the note. Each line waits until the receiver
accepts or declines it, and only then something happens to what it is about:

- a **promise** becomes *handed over*; where the receiver meets the person to whom it was made, it
  is promised there anew, in the words of the line; elsewhere the line itself reminds the receiver;
- a **series** ends for its author; nothing of it passes, and the receiver may begin their own;
- a **request** that waits for the author is declined with a word about who took over, so that its
  requester can ask them; one that the author had sent is withdrawn;
- a **goal** stays with whom the plan is about: the line only tells the receiver.

What is declined stays with the author. All of it is one transaction with its audit entry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from erm.access.actors import actor_for
from erm.audit import commands as audit
from erm.audit.rules import Action, Cause, Detail
from erm.core.actor import Actor
from erm.core.language import say
from erm.development import queries as development
from erm.development.commands.goals import check_in
from erm.development.rules import TOLD, GoalStatus
from erm.feedback.commands import decline_feedback_request, withdraw_feedback_request
from erm.feedback.queries import requests_by_ids
from erm.feedback.rules import RequestState
from erm.flows.open_items import OpenItem, open_items
from erm.handovers import commands
from erm.handovers.errors import LineIsGone, LineIsNotOpen, OpenItemGone
from erm.handovers.models import HandoverLine
from erm.handovers.queries import handovers_by_ids, lines_of, subjects_of
from erm.handovers.rules import HandoverReason, LineKind
from erm.handovers.views import HandoverView
from erm.one_on_ones import queries as one_on_ones
from erm.one_on_ones.commands.action_items import (
    hand_over,
    promise_between,
    set_action_item_state,
)
from erm.one_on_ones.commands.parting import was_let_go
from erm.one_on_ones.commands.series import end_series
from erm.one_on_ones.errors import ActionItemNotFound, ActionItemOfTheOther, ActionItemSettled
from erm.one_on_ones.rules import ActionItemState
from erm.people.queries import people_by_ids


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """A line as its author wrote it."""

    kind: LineKind
    subject_id: UUID
    text: str


async def save_handover(
    actor: Actor,
    *,
    handover_id: UUID | None = None,
    version: int | None = None,
    receiver_id: UUID,
    reason: HandoverReason,
    about_id: UUID | None = None,
    note: str,
    lines: Sequence[WrittenLine] = (),
) -> HandoverView:
    """Keep a draft. Its lines must be about what the actor still has open.

    Raises ``LineIsNotOpen``, and what :func:`erm.handovers.commands.save_draft` raises.
    """
    items = {item.name: item for item in await open_items(actor)} if lines else {}
    if any((line.kind, line.subject_id) not in items for line in lines):
        raise LineIsNotOpen(field="lines")
    saved = await commands.save_draft(
        actor,
        handover_id=handover_id,
        version=version,
        receiver_id=receiver_id,
        reason=reason,
        about_id=about_id,
        note=note,
        lines=[_new_line(line, items[line.kind, line.subject_id]) for line in lines],
    )
    return (await handovers_by_ids(actor, [saved]))[saved]


def _new_line(line: WrittenLine, item: OpenItem) -> commands.NewLine:
    return commands.NewLine(
        kind=line.kind,
        subject_id=line.subject_id,
        text=line.text,
        other_id=item.other_id,
        due_on=item.due_on,
    )


async def share_handover(actor: Actor, *, handover_id: UUID, version: int) -> HandoverView:
    """Let the receiver read a draft, if all of it is still open and they are still the right one.

    Raises ``LineIsNotOpen``, and what the commands of handovers raise.
    """
    draft = await commands.locked_draft(actor, handover_id=handover_id, version=version)
    await commands.check_receiver(
        actor, receiver_id=draft.receiver_id, reason=draft.reason, about_id=draft.about_id
    )
    lines = (await lines_of(actor, [draft.id]))[draft.id]
    if lines and subjects_of(lines) - {item.name for item in await open_items(actor)}:
        raise LineIsNotOpen(field="lines")
    await commands.share(draft)
    audit.append(
        Action.HANDOVER_SHARED,
        actor_id=actor.person_id,
        subject_kind="Handover",
        subject_id=draft.id,
        details={
            "receiver": draft.receiver_id,
            "reason": draft.reason,
            **_counts(line.kind for line in lines),
        },
    )
    return (await handovers_by_ids(actor, [draft.id]))[draft.id]


async def settle_handover_line(actor: Actor, *, line_id: UUID, accept: bool) -> HandoverView:
    """Accept or decline what was offered to the actor.

    Raises ``LineIsGone`` if there is nothing left to accept, and what
    :func:`erm.handovers.commands.settle` raises.
    """
    line, handover = await commands.settle(actor, line_id=line_id, accept=accept)
    if accept:
        await _take_over(actor, line, handover.author_id)
    audit.append(
        Action.HANDOVER_LINE_SETTLED,
        actor_id=actor.person_id,
        subject_kind="HandoverLine",
        subject_id=line.id,
        details={"handover": handover.id, "kind": line.kind, "accepted": accept},
    )
    return (await handovers_by_ids(actor, [handover.id]))[handover.id]


async def _take_over(actor: Actor, line: HandoverLine, author_id: UUID) -> None:
    # They offered it: what happens to it now happens by their right. None once they have left, and
    # then whatever was open ended with that.
    author = await actor_for(author_id)
    match line.kind:
        case LineKind.PROMISE:
            await _hand_over_promise(author, line.subject_id)
            if line.other_id is not None and line.other_id != actor.person_id:
                _ = await promise_between(
                    actor,
                    owner_id=actor.person_id,
                    other_id=line.other_id,
                    body=line.text,
                    due_on=line.due_on,
                )
        case LineKind.SERIES if author is not None:
            await _end_series(author, line.subject_id)
        case LineKind.REQUEST if author is not None:
            await _hand_over_request(actor, author, line.subject_id)
        case _:
            pass


async def _hand_over_promise(author: Actor | None, item_id: UUID) -> None:
    if author is None:
        if not await was_let_go(item_id):
            raise LineIsGone
        return
    try:
        await hand_over(author, item_id)
    except (ActionItemNotFound, ActionItemOfTheOther, ActionItemSettled) as error:
        raise LineIsGone from error


async def _end_series(author: Actor, series_id: UUID) -> None:
    series = (await one_on_ones.series_by_ids(author, [series_id])).get(series_id)
    if series is None or series.ended_at is not None:
        return  # it ended by itself, which is all that the line asked for
    await end_series(author, series_id=series_id)
    audit.append(
        Action.SERIES_ENDED,
        actor_id=None,
        subject_kind="OneOnOneSeries",
        subject_id=series_id,
        details={"cause": Cause.HANDOVER},
    )


async def _hand_over_request(actor: Actor, author: Actor, request_id: UUID) -> None:
    request = (await requests_by_ids(author, [request_id])).get(request_id)
    if request is None or request.state is not RequestState.PENDING:
        raise LineIsGone
    if request.requester_id == author.person_id:
        await withdraw_feedback_request(author, request_id=request_id)
        return
    people = await people_by_ids(actor, [actor.person_id, request.requester_id])
    reason = say(
        people[request.requester_id].locale,
        "handovers.request_handed_over",
        person=people[actor.person_id].name,
    )
    await decline_feedback_request(author, request_id=request_id, reason=reason)


async def close_open_items(
    actor: Actor, items: Sequence[tuple[LineKind, UUID]]
) -> tuple[int, list[OpenItem]]:
    """Close things instead of handing them over, all or none; answers how many, and what is left.

    Promises are dropped, series end, requests are declined or withdrawn, and goals are dropped by a
    check-in. Raises ``OpenItemGone``, and what the domains' own commands raise.
    """
    found = {item.name: item for item in await open_items(actor)}
    wanted = list(dict.fromkeys(items))
    if any(name not in found for name in wanted):
        raise OpenItemGone(field="items")
    requests = await requests_by_ids(
        actor, [key for kind, key in wanted if kind is LineKind.REQUEST]
    )
    goals = await development.goals_by_ids(
        actor, [key for kind, key in wanted if kind is LineKind.GOAL]
    )
    for kind, key in wanted:
        match kind:
            case LineKind.PROMISE:
                await set_action_item_state(
                    actor, action_item_id=key, state=ActionItemState.DROPPED
                )
            case LineKind.SERIES:
                await end_series(actor, series_id=key)
            case LineKind.REQUEST if requests[key].asked_id == actor.person_id:
                await decline_feedback_request(actor, request_id=key)
            case LineKind.REQUEST:
                await withdraw_feedback_request(actor, request_id=key)
            case LineKind.GOAL:
                await check_in(
                    actor,
                    goal_id=key,
                    progress=goals[key].progress if goals[key].measure in TOLD else None,
                    status=GoalStatus.DROPPED,
                )
    if wanted:
        audit.append(
            Action.ITEMS_CLOSED,
            actor_id=actor.person_id,
            subject_kind="Person",
            subject_id=actor.person_id,
            details=_counts(kind for kind, _ in wanted),
        )
    return len(wanted), await open_items(actor)


def _counts(kinds: Iterable[LineKind]) -> dict[str, Detail]:
    return {kind.value: count for kind, count in Counter(kinds).items()}
