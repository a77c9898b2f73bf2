"""Somebody does by a link in a mail what it prepared: thanks, accepts, or says that a promise is kept.

As the person whom the link was made for, through the same commands as in the product, with the same
refusals. What was done already is not done again; it is said that it was.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from erm.access.actors import actor_for
from erm.core.actor import Actor, ActorKind
from erm.core.clock import today
from erm.development.skills import queries as skills
from erm.development.skills.rules import MentorshipState
from erm.digest.adapting import note_answer
from erm.feedback import queries as feedback
from erm.feedback.commands import thank_for_feedback
from erm.flows.mentoring import answer_mentorship
from erm.mail.acting import MailAct, PreparedAct, read_act_token
from erm.mail.errors import MailActInvalid
from erm.one_on_ones import queries as one_on_ones
from erm.one_on_ones.commands.action_items import set_action_item_state
from erm.one_on_ones.rules import ActionItemState
from erm.people.queries import people_by_ids
from erm.relationships.rules import shorten

TITLE_LIMIT = 90
"""As much of a promise as a digest shows."""


@dataclass(frozen=True, slots=True)
class MailActView:
    """An act as its page shows it, no more than the mail said. ``expires_on`` as in the token."""

    act: MailAct
    actor_name: str
    other_name: str
    title: str
    done: bool
    expires_on: date


@dataclass(frozen=True, slots=True)
class _Matter:
    """What an act is about: who else has to do with it, in a few words, and whether it is done."""

    other_id: UUID
    title: str
    done: bool


async def prepared_act(token: str, *, secret_key: str) -> MailActView:
    """What a link would do. Raises ``MailActInvalid``: no link of ours, over, or not possible any more."""
    actor, prepared = await _read(token, secret_key)
    return await _view(actor, prepared, await _matter(actor, prepared))


async def perform_mail_act(token: str, *, secret_key: str) -> MailActView:
    """Do what a link prepared, in the open unit of work; a second time changes nothing.

    Raises ``MailActInvalid``, and what the command of the act raises.
    """
    actor, prepared = await _read(token, secret_key)
    matter = await _matter(actor, prepared)
    if not matter.done:
        await _PERFORM[prepared.act](actor, prepared.subject_id)
        await note_answer(actor.person_id)
    return await _view(actor, prepared, await _matter(actor, prepared))


async def _read(token: str, secret_key: str) -> tuple[Actor, PreparedAct]:
    prepared = read_act_token(token, secret_key, today())
    actor = None if prepared is None else await actor_for(prepared.person_id, ActorKind.MAIL)
    if prepared is None or actor is None:
        raise MailActInvalid(field="token")
    return actor, prepared


async def _view(actor: Actor, prepared: PreparedAct, matter: _Matter) -> MailActView:
    people = await people_by_ids(actor, [actor.person_id, matter.other_id])
    return MailActView(
        act=prepared.act,
        actor_name=people[actor.person_id].name,
        other_name=people[matter.other_id].name,
        title=matter.title,
        done=matter.done,
        expires_on=prepared.expires_on,
    )


async def _matter(actor: Actor, prepared: PreparedAct) -> _Matter:
    found = await _MATTER[prepared.act](actor, prepared.subject_id)
    if found is None:
        raise MailActInvalid(field="token")
    return found


# ---- thanks for feedback -----------------------------------------------------------------------


async def _feedback(actor: Actor, note_id: UUID) -> _Matter | None:
    note = (await feedback.notes_by_ids(actor, [note_id])).get(note_id)
    if note is None or note.recipient_id != actor.person_id:
        return None
    return _Matter(note.author_id, "", note.thanked_at is not None)


async def _thank(actor: Actor, note_id: UUID) -> None:
    await thank_for_feedback(actor, note_id=note_id)


# ---- a mentorship that was proposed --------------------------------------------------------------


async def _mentorship(actor: Actor, mentorship_id: UUID) -> _Matter | None:
    view = (await skills.mentorships_by_ids(actor, [mentorship_id])).get(mentorship_id)
    if view is None or actor.person_id not in (view.mentor_id, view.mentee_id):
        return None
    is_mentor = view.mentor_id == actor.person_id
    accepted = view.mentor_accepted_at if is_mentor else view.mentee_accepted_at
    if view.state not in (MentorshipState.PROPOSED, MentorshipState.ACCEPTED):
        return None
    return _Matter(view.mentee_id if is_mentor else view.mentor_id, "", accepted is not None)


async def _accept(actor: Actor, mentorship_id: UUID) -> None:
    await answer_mentorship(actor, mentorship_id=mentorship_id, accept=True)


# ---- a promise -----------------------------------------------------------------------------------


async def _promise(actor: Actor, item_id: UUID) -> _Matter | None:
    item = (await one_on_ones.action_items_by_ids(actor, [item_id])).get(item_id)
    if item is None or item.owner_id != actor.person_id:
        return None
    if item.state not in (ActionItemState.OPEN, ActionItemState.DONE):
        return None
    title = shorten(item.body, TITLE_LIMIT)
    return _Matter(item.other_id, title, item.state is ActionItemState.DONE)


async def _keep(actor: Actor, item_id: UUID) -> None:
    await set_action_item_state(actor, action_item_id=item_id, state=ActionItemState.DONE)


_MATTER: dict[MailAct, Callable[[Actor, UUID], Awaitable[_Matter | None]]] = {
    MailAct.THANK_FOR_FEEDBACK: _feedback,
    MailAct.ACCEPT_MENTORSHIP: _mentorship,
    MailAct.KEEP_PROMISE: _promise,
}
_PERFORM: dict[MailAct, Callable[[Actor, UUID], Awaitable[None]]] = {
    MailAct.THANK_FOR_FEEDBACK: _thank,
    MailAct.ACCEPT_MENTORSHIP: _accept,
    MailAct.KEEP_PROMISE: _keep,
}
