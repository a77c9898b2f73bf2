"""Somebody answers a mail of erm's by mail: what they wrote goes where it would go in the product.

As that person, through the same commands, with the same refusals, and in one transaction with the note
that it came. A short mail tells what was done, or why it was not; it holds nothing of what was written,
and answers to it are not read.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from erm.access.actors import actor_for
from erm.core.actor import Actor, ActorKind
from erm.core.errors import DomainError, NotFound
from erm.core.events import Bus
from erm.core.language import say
from erm.core.work import unit_of_work
from erm.digest.adapting import note_answer
from erm.feedback.commands import give_feedback
from erm.feedback.errors import RequestNotFound
from erm.feedback.queries import requests_by_ids
from erm.feedback.rules import FeedbackVisibility
from erm.mail import arrivals
from erm.mail.commands import queue_mail
from erm.mail.errors import MailAnswerEmpty
from erm.mail.links import Links
from erm.mail.rendering import lines_of, render_with
from erm.mail.rules import InboundOutcome
from erm.one_on_ones import queries as one_on_ones
from erm.one_on_ones.commands.talking_points import add_talking_point
from erm.one_on_ones.errors import MeetingNotFound
from erm.people.queries import people_by_ids
from erm.settings import Settings

KIND = "mail_answer"
FEEDBACK_REQUEST = "FeedbackRequest"
MEETING = "OneOnOneMeeting"
POINTS_MAXIMUM = 5
"""Most talking points of one mail; what is beyond stands in the last of them."""

About = tuple[str | None, UUID | None]
"""Kind and id of what a mail is about, as the API names types."""


@dataclass(frozen=True, slots=True)
class _Done:
    """What was done: the sentences that say so (below ``mail.mail_answer``), and where it is read."""

    sentence: str
    link: str
    said: dict[str, Any]


async def answerer(person_id: UUID) -> Actor | None:
    """The person whose answers to a mail count; None if they are not there any more."""
    return await actor_for(person_id, ActorKind.MAIL)


async def address_of(actor: Actor) -> str | None:
    """The address from which a person answers, in lower case."""
    person = (await people_by_ids(actor, [actor.person_id]))[actor.person_id]
    return person.work_email.lower() if person.work_email else None


async def take_answer(
    actor: Actor,
    *,
    mail_id: UUID,
    about: About,
    text: str,
    fingerprint: str,
    bus: Bus,
    settings: Settings,
) -> InboundOutcome:
    """Do what an answer says and tell its writer; returns what became of it.

    The same mail a second time (``fingerprint``) changes nothing.
    """
    links = Links(settings.public_url)
    try:
        async with unit_of_work(bus):
            if not await arrivals.remember(
                fingerprint, InboundOutcome.ANSWERED, mail_id=mail_id, person_id=actor.person_id
            ):
                return InboundOutcome.IGNORED
            done = await _do(actor, about, text, links)
            await note_answer(actor.person_id)
            await _tell(actor, about, done, fingerprint, settings)
        return InboundOutcome.ANSWERED
    except DomainError as refusal:
        reason = say(actor.locale, f"refusal.{refusal.code}", **refusal.params)
        done = _Done("refused", _where(about, links), {"reason": reason})
        async with unit_of_work(bus):
            if await arrivals.remember(
                fingerprint,
                InboundOutcome.REFUSED,
                code=refusal.code,
                mail_id=mail_id,
                person_id=actor.person_id,
            ):
                await _tell(actor, about, done, fingerprint, settings)
        return InboundOutcome.REFUSED


async def _do(actor: Actor, about: About, text: str, links: Links) -> _Done:
    kind, subject_id = about
    if kind not in _DO or subject_id is None:
        raise NotFound
    if not text.strip():
        raise MailAnswerEmpty
    return await _DO[kind](actor, subject_id, text, links)


async def _answer_request(actor: Actor, request_id: UUID, text: str, links: Links) -> _Done:
    """The answer to a request for feedback, read by whom the request said."""
    request = (await requests_by_ids(actor, [request_id])).get(request_id)
    if request is None:
        raise RequestNotFound
    note = await give_feedback(
        actor,
        recipient_id=request.subject_id,
        behaviour=text,
        visibility=request.visibility or FeedbackVisibility.RECIPIENT,
        request_id=request.id,
    )
    person = (await people_by_ids(actor, [note.recipient_id]))[note.recipient_id]
    with_manager = note.visibility is FeedbackVisibility.RECIPIENT_AND_MANAGER
    return _Done(
        "feedback_manager" if with_manager else "feedback",
        links.feedback_note(note.id),
        {"person": person.name},
    )


async def _add_points(actor: Actor, meeting_id: UUID, text: str, links: Links) -> _Done:
    """Points for both to talk about, one a paragraph."""
    meeting = (await one_on_ones.meetings_by_ids(actor, [meeting_id])).get(meeting_id)
    if meeting is None:
        raise MeetingNotFound
    points = paragraphs(text)
    for point in points:
        await add_talking_point(actor, meeting_id=meeting_id, body=point)
    person = (await people_by_ids(actor, [meeting.other_id]))[meeting.other_id]
    return _Done(
        "meeting", links.meeting(meeting_id), {"person": person.name, "count": len(points)}
    )


_DO: dict[str | None, Callable[[Actor, UUID, str, Links], Awaitable[_Done]]] = {
    FEEDBACK_REQUEST: _answer_request,
    MEETING: _add_points,
}


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, at most five: the last one holds the rest, so that nothing is lost."""
    found = [part.strip() for part in re.split(r"\n[ \t]*\n", text) if part.strip()]
    head, rest = found[: POINTS_MAXIMUM - 1], found[POINTS_MAXIMUM - 1 :]
    return [*head, "\n\n".join(rest)] if rest else head


def _where(about: About, links: Links) -> str:
    """Where in the product somebody does what they could not do by mail."""
    kind, subject_id = about
    if kind == FEEDBACK_REQUEST and subject_id is not None:
        return links.feedback_request(subject_id)
    if kind == MEETING and subject_id is not None:
        return links.meeting(subject_id)
    return links.home


async def _tell(
    actor: Actor, about: About, done: _Done, fingerprint: str, settings: Settings
) -> None:
    """Tell the writer what was done."""
    person = (await people_by_ids(actor, [actor.person_id]))[actor.person_id]
    language = person.locale
    key = f"mail.{KIND}.{done.sentence}"
    mail = render_with(
        KIND,
        language,
        say(language, f"{key}.subject", **done.said),
        say(language, f"{key}.preheader"),
        settings.company_name,
        {
            "name": person.given_name or person.name,
            "words": lines_of(say(language, f"{key}.text", **done.said)),
            "button": say(language, f"{key}.button"),
            "link": done.link,
        },
    )
    await queue_mail(
        dedupe_key=f"{KIND}:{fingerprint}",
        kind=KIND,
        recipient_id=actor.person_id,
        to_address=person.work_email or "",
        to_name=person.name,
        language=language,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        subject_kind=about[0],
        subject_id=about[1],
    )
