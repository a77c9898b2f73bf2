"""What people outside the company are asked, and what they see behind their link."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.paging import PageRequest
from erm.feedback import commands, guest_pages, queries
from erm.feedback.cycles.commands.guest_reviews import decline_guest_review
from erm.feedback.cycles.queries.guest_reviews import guest_review
from erm.feedback.cycles.views.reviews import GuestReviewView
from erm.feedback.errors import GuestLinkInvalid
from erm.feedback.guest_pages import GuestPageView
from erm.feedback.views import GuestFeedbackView
from erm.schema import refs
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.enums import Locale
from erm.schema.feedback import FeedbackRequestState
from erm.schema.guest_links import by_link
from erm.schema.ids import from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.paging import After, Connection, First
from erm.schema.refs import PersonRef
from erm.schema.reviews import GuestReview


@strawberry.type(
    description="A question to somebody outside the company, by a link in a mail, and the answer."
)
class GuestFeedback(Node):
    """What a guest was asked, as who asked or whom it is about sees it."""

    requester_key: strawberry.Private[UUID]
    subject_key: strawberry.Private[UUID]
    question: str = strawberry.field(description="What they were asked.")
    guest_name: str = strawberry.field(description="The guest's name, as who asked typed it.")
    guest_email: str | None = strawberry.field(
        description="The guest's address; told to who asked only."
    )
    state: FeedbackRequestState = strawberry.field(description="Where it stands.")
    due_on: date | None = strawberry.field(description="By when an answer would help, if said.")
    send_at: datetime | None = strawberry.field(
        description="When it will be sent; null once it was."
    )
    expires_at: datetime = strawberry.field(description="Until when the link works.")
    decline_reason: str | None = strawberry.field(
        description="Why the guest declined, if they said so."
    )
    created_at: datetime = strawberry.field(description="When it was asked.")
    settled_at: datetime | None = strawberry.field(
        description="When it was answered, declined or taken back."
    )
    situation: str = strawberry.field(description="When and where it was; may be empty.")
    behaviour: str = strawberry.field(description="What was seen; empty until answered.")
    impact: str = strawberry.field(description="What that led to; may be empty.")
    next_step: str = strawberry.field(description="What could come next; may be empty.")
    thanked_at: datetime | None = strawberry.field(
        description="When the guest was thanked, if they were."
    )
    archived_at: datetime | None = strawberry.field(
        description="When whom it is about put it away; null for everybody else."
    )
    can_thank: bool = strawberry.field(
        description="Whether the viewer may thank: whom it is about, who has not yet."
    )
    can_withdraw: bool = strawberry.field(
        description="Whether the viewer may take it back: who asked, until it is answered."
    )
    can_archive: bool = strawberry.field(
        description="Whether the viewer may put the answer away or back: whom it is about."
    )

    @strawberry.field(description="Who asks.")
    async def requester(self, info: Info) -> PersonRef:
        """Who asks."""
        return await refs.person(info, self.requester_key)

    @strawberry.field(description="Whom it is about: who asks, or a report of theirs.")
    async def subject(self, info: Info) -> PersonRef:
        """Whom it is about."""
        return await refs.person(info, self.subject_key)

    @classmethod
    def of(cls, view: GuestFeedbackView) -> GuestFeedback:
        """Dress a view."""
        return cls(
            id=to_global("GuestFeedback", view.id),
            requester_key=view.requester_id,
            subject_key=view.subject_id,
            question=view.question,
            guest_name=view.guest_name,
            guest_email=view.guest_email,
            state=FeedbackRequestState[view.state.name],
            due_on=view.due_on,
            send_at=view.send_at,
            expires_at=view.expires_at,
            decline_reason=view.decline_reason,
            created_at=view.created_at,
            settled_at=view.settled_at,
            situation=view.situation,
            behaviour=view.behaviour,
            impact=view.impact,
            next_step=view.next_step,
            thanked_at=view.thanked_at,
            archived_at=view.archived_at,
            can_thank=view.can_thank,
            can_withdraw=view.can_withdraw,
            can_archive=view.can_archive,
        )


@strawberry.type(description="What a guest is asked in a single question.")
class GuestRequest:
    """No more than the mail said."""

    requester_name: str = strawberry.field(description="Who asks.")
    about_name: str = strawberry.field(description="Whom it is about.")
    question: str = strawberry.field(description="What they ask.")
    due_on: date | None = strawberry.field(description="By when an answer would help, if said.")
    reader_names: list[str] = strawberry.field(description="Exactly who will read the answer.")


@strawberry.type(description="What somebody without an account finds behind their link.")
class GuestPage:
    """A page for one guest."""

    company: str = strawberry.field(description="The company's name.")
    guest_name: str = strawberry.field(description="How the guest is addressed.")
    locale: Locale = strawberry.field(description="The language that they read.")
    expires_at: datetime = strawberry.field(description="Until when the link works.")
    request: GuestRequest | None = strawberry.field(
        description="What they are asked, if it is a single question."
    )
    review: GuestReview | None = strawberry.field(
        description="What they are asked, if it is a review of a feedback cycle."
    )

    @classmethod
    def of(cls, view: GuestPageView, company: str) -> GuestPage:
        """Dress a view."""
        return cls(
            company=company,
            guest_name=view.guest_name,
            locale=view.locale,
            expires_at=view.expires_at,
            request=GuestRequest(
                requester_name=view.requester_name,
                about_name=view.about_name,
                question=view.question,
                due_on=view.due_on,
                reader_names=list(view.reader_names),
            ),
            review=None,
        )

    @classmethod
    def of_review(cls, view: GuestReviewView, company: str) -> GuestPage:
        """Dress a review of a cycle."""
        return cls(
            company=company,
            guest_name=view.guest_name,
            locale=Locale(view.locale),
            expires_at=view.due_at,
            request=None,
            review=GuestReview.of(view),
        )


@node_of("GuestFeedback")
async def load_guest_feedback(info: Info, key: UUID) -> GuestFeedback | None:
    """A question to a guest by key, for who asked it and whom it is about."""
    view = await info.context.loader(queries.guest_feedback_by_ids).load(key)
    return None if view is None else GuestFeedback.of(view)


@strawberry.type
class GuestsQuery:
    """Root fields around guests."""

    @strawberry.field(
        description="One question to a guest; null unless the viewer asked it or it is about them."
    )
    async def guest_feedback(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Its id.")],
    ) -> GuestFeedback | None:
        """A question to a guest by id."""
        return await load_guest_feedback(info, from_global(id, "GuestFeedback"))

    @strawberry.field(
        description="What a link in a guest's mail leads to; nobody needs to be signed in. Null for "
        "one that is unknown, over, used up or taken back. Looking does not use it up."
    )
    async def guest_page(
        self,
        info: Info,
        token: Annotated[str, strawberry.argument(description="The secret in the link.")],
    ) -> GuestPage | None:
        """Behind the link."""
        company = info.context.settings.company_name

        async def look() -> GuestPage:
            if (view := await guest_pages.guest_page(token)) is not None:
                return GuestPage.of(view, company)
            if (review := await guest_review(token)) is not None:
                return GuestPage.of_review(review, company)
            raise GuestLinkInvalid

        try:
            return await by_link(info, look)
        except GuestLinkInvalid:
            return None


@strawberry.type
class GuestsViewer:
    """What the viewer asked of guests."""

    @strawberry.field(
        description="Questions to guests by the viewer or about them, answered or not, newest "
        "first."
    )
    async def guest_feedback(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[GuestFeedback]:
        """Asked outside."""
        page = await queries.guest_feedback(info.context.actor, PageRequest.of(first, after))
        return Connection[GuestFeedback].of(page, GuestFeedback.of)


@strawberry.input(description="A guest's answer. Each part holds at most 4,000 characters.")
class AnswerAsGuestInput:
    """Input of ``answerAsGuest``."""

    token: str = strawberry.field(description="The secret in the link.")
    situation: str = strawberry.field(default="", description="When and where it was.")
    behaviour: str = strawberry.field(description="What was seen. Required.")
    impact: str = strawberry.field(default="", description="What that led to.")
    next_step: str = strawberry.field(default="", description="What could come next.")


@strawberry.type(description="The answer was taken; the link has ended.")
class AnswerAsGuestSuccess:
    """Answer of ``answerAsGuest``."""

    done: bool = strawberry.field(description="True.")


@strawberry.input(description="A guest who will not answer.")
class DeclineAsGuestInput:
    """Input of ``declineAsGuest``."""

    token: str = strawberry.field(description="The secret in the link.")
    reason: str = strawberry.field(
        default="", description="Why, for who asked; may be empty; at most 500 characters."
    )


@strawberry.type(description="It was noted; the link has ended.")
class DeclineAsGuestSuccess:
    """Answer of ``declineAsGuest``."""

    done: bool = strawberry.field(description="True.")


@strawberry.input(description="Whom to thank.")
class ThankForGuestFeedbackInput:
    """Input of ``thankForGuestFeedback``."""

    id: strawberry.ID = strawberry.field(description="Id of what a guest wrote to the viewer.")


@strawberry.type(description="The guest was thanked, now or before.")
class ThankForGuestFeedbackSuccess:
    """Answer of ``thankForGuestFeedback``."""

    guest_feedback: GuestFeedback = strawberry.field(description="What they wrote.")


@strawberry.input(description="What to take back.")
class WithdrawGuestFeedbackInput:
    """Input of ``withdrawGuestFeedback``."""

    id: strawberry.ID = strawberry.field(description="Id of the viewer's question to a guest.")


@strawberry.type(description="It was taken back; its link has ended.")
class WithdrawGuestFeedbackSuccess:
    """Answer of ``withdrawGuestFeedback``."""

    guest_feedback: GuestFeedback = strawberry.field(description="The question.")


@strawberry.type
class GuestsMutation:
    """What guests do, and what is done with their answers."""

    @command(
        "Answer by a link, once; nobody needs to be signed in.", public=True, own_transactions=True
    )
    async def answer_as_guest(self, info: Info, input: AnswerAsGuestInput) -> AnswerAsGuestSuccess:
        """Answer."""

        async def answer() -> None:
            await commands.answer_as_guest(
                input.token,
                situation=input.situation,
                behaviour=input.behaviour,
                impact=input.impact,
                next_step=input.next_step,
            )

        await by_link(info, answer)
        return AnswerAsGuestSuccess(done=True)

    @command(
        "Say by a link that one will not answer; nobody needs to be signed in.",
        public=True,
        own_transactions=True,
    )
    async def decline_as_guest(
        self, info: Info, input: DeclineAsGuestInput
    ) -> DeclineAsGuestSuccess:
        """Decline."""

        async def decline() -> None:
            if not await decline_guest_review(input.token, reason=input.reason):
                await commands.decline_as_guest(input.token, reason=input.reason)

        await by_link(info, decline)
        return DeclineAsGuestSuccess(done=True)

    @command("Thank a guest by mail.")
    async def thank_for_guest_feedback(
        self, info: Info, input: ThankForGuestFeedbackInput
    ) -> ThankForGuestFeedbackSuccess:
        """Thank."""
        view = await commands.thank_for_guest_feedback(
            info.context.actor, guest_id=from_global(input.id, "GuestFeedback")
        )
        return ThankForGuestFeedbackSuccess(guest_feedback=GuestFeedback.of(view))

    @command("Take back a question to a guest; its link ends.")
    async def withdraw_guest_feedback(
        self, info: Info, input: WithdrawGuestFeedbackInput
    ) -> WithdrawGuestFeedbackSuccess:
        """Take back."""
        view = await commands.withdraw_guest_feedback(
            info.context.actor, guest_id=from_global(input.id, "GuestFeedback")
        )
        return WithdrawGuestFeedbackSuccess(guest_feedback=GuestFeedback.of(view))
