"""Celebrations: work anniversaries, birthdays, and the cards that colleagues sign."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from erm.recognition.celebrations import commands, queries, rules
from erm.recognition.celebrations.views import (
    CardSignatureView,
    CelebrationChoiceView,
    CelebrationView,
)
from erm.schema import refs
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.ids import from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.refs import PersonRef


@strawberry.enum(description="What is celebrated.")
class CelebrationKind(Enum):
    """The kinds."""

    ANNIVERSARY = strawberry.enum_value("anniversary", description="Years in the company.")
    BIRTHDAY = strawberry.enum_value("birthday", description="A birthday, without a year.")


@strawberry.enum(description="Who is told of somebody's day.")
class CelebrationAudience(Enum):
    """Each person's own choice."""

    OFF = strawberry.enum_value("off", description="Nobody.")
    TEAM = strawberry.enum_value(
        "team", description="Their manager, who else reports to that manager, and their reports."
    )
    EVERYONE = strawberry.enum_value("everyone", description="Everybody in the company.")


@strawberry.type(description="What a colleague wrote on a card.")
class CardSignature(Node):
    """A line as the viewer sees it."""

    author_key: strawberry.Private[UUID]
    message: str = strawberry.field(description="What they wrote.")
    created_at: datetime = strawberry.field(description="When they wrote it.")
    edited_at: datetime | None = strawberry.field(
        description="When they last changed it, if they did."
    )
    hidden: bool = strawberry.field(
        description="Whether moderators hid it; only its author still sees it."
    )
    hidden_reason: str | None = strawberry.field(description="Why it was hidden, if it was.")
    can_edit: bool = strawberry.field(
        description="Whether the viewer may change it: its author, until the card is handed over."
    )
    can_report: bool = strawberry.field(
        description="Whether the viewer may report it: whoever did not write it."
    )

    @strawberry.field(description="Who wrote it.")
    async def author(self, info: Info) -> PersonRef:
        """The one who signed."""
        return await refs.person(info, self.author_key)

    @classmethod
    def of(cls, view: CardSignatureView) -> CardSignature:
        """Dress a view."""
        return cls(
            id=to_global("CardSignature", view.id),
            author_key=view.author_id,
            message=view.message,
            created_at=view.created_at,
            edited_at=view.edited_at,
            hidden=view.hidden,
            hidden_reason=view.hidden_reason,
            can_edit=view.can_edit,
            can_report=view.can_report,
        )


@strawberry.type(
    description="A day of somebody that colleagues celebrate. Its person finds nothing of it before "
    "the morning of that day on their own clock."
)
class Celebration(Node):
    """A celebration as the viewer sees it."""

    person_key: strawberry.Private[UUID]
    kind: CelebrationKind = strawberry.field(description="What is celebrated.")
    day: date = strawberry.field(description="The day, on its person's calendar.")
    years: int | None = strawberry.field(
        description="Years in the company, for an anniversary; null for a birthday."
    )
    today: bool = strawberry.field(description="Whether it is today, on the viewer's calendar.")
    delivered: bool = strawberry.field(
        description="Whether its person's morning has come and the card is theirs."
    )
    can_sign: bool = strawberry.field(
        description="Whether the viewer may write on the card, or change what they wrote."
    )
    own_signature: CardSignature | None = strawberry.field(
        description="What the viewer wrote on it, if they did."
    )
    signatures: list[CardSignature] = strawberry.field(
        description="The card, oldest line first. Who may sign reads it before the day as well."
    )
    signature_count: int = strawberry.field(
        description="How many lines stand on the card; hidden ones are not counted."
    )
    for_viewer: bool = strawberry.field(description="Whether it is the viewer's own day.")
    card_unread: bool = strawberry.field(
        description="Whether it is the viewer's own and they have not looked at the card."
    )

    @strawberry.field(description="Whose day it is.")
    async def person(self, info: Info) -> PersonRef:
        """The one who celebrates."""
        return await refs.person(info, self.person_key)

    @classmethod
    def of(cls, view: CelebrationView) -> Celebration:
        """Dress a view."""
        own = view.own_signature
        return cls(
            id=to_global("Celebration", view.id),
            person_key=view.person_id,
            kind=CelebrationKind[view.kind.name],
            day=view.day,
            years=view.years,
            today=view.today,
            delivered=view.delivered,
            can_sign=view.can_sign,
            own_signature=None if own is None else CardSignature.of(own),
            signatures=[CardSignature.of(each) for each in view.signatures],
            signature_count=view.signature_count,
            for_viewer=view.for_viewer,
            card_unread=view.card_unread,
        )


@strawberry.type(description="Who is told of the viewer's own days.")
class CelebrationChoice:
    """One's own choice."""

    anniversary: CelebrationAudience = strawberry.field(
        description="Who is told of work anniversaries; the team unless chosen otherwise."
    )
    birthday: CelebrationAudience = strawberry.field(
        description="Who is told of the birthday; nobody unless chosen otherwise."
    )
    birth_month: int | None = strawberry.field(description="Month of the birthday, 1 to 12.")
    birth_day: int | None = strawberry.field(description="Day of the month of the birthday.")
    hired_on: date | None = strawberry.field(
        description="From when on years are counted; null if the directory does not say."
    )

    @classmethod
    def of(cls, view: CelebrationChoiceView) -> CelebrationChoice:
        """Dress a view."""
        return cls(
            anniversary=CelebrationAudience[view.anniversary.name],
            birthday=CelebrationAudience[view.birthday.name],
            birth_month=view.birth_month,
            birth_day=view.birth_day,
            hired_on=view.hired_on,
        )


@node_of("Celebration")
async def load_celebration(info: Info, key: UUID) -> Celebration | None:
    """A celebration by key, if the viewer may read it."""
    view = await info.context.loader(queries.celebrations_by_ids).load(key)
    return None if view is None else Celebration.of(view)


@node_of("CardSignature")
async def load_signature(info: Info, key: UUID) -> CardSignature | None:
    """A line on a card by key, if the viewer may read it."""
    view = await info.context.loader(queries.signatures_by_ids).load(key)
    return None if view is None else CardSignature.of(view)


CelebrationId = Annotated[strawberry.ID, strawberry.argument(description="Id of the celebration.")]
Days = Annotated[
    int, strawberry.argument(description="How many days ahead, 0 to 31; cards open 7 days ahead.")
]


@strawberry.type
class CelebrationsQuery:
    """Root fields of celebrations."""

    @strawberry.field(
        description="Days of colleagues from today on that the viewer may know of, the soonest "
        "first; and the viewer's own with a card, from its morning for thirty days."
    )
    async def celebrations(self, info: Info, days: Days = 7) -> list[Celebration]:
        """What is celebrated soon."""
        views = await queries.celebrations_ahead(info.context.actor, days=days)
        return [Celebration.of(view) for view in views]

    @strawberry.field(description="One celebration; null if the viewer may not know of it.")
    async def celebration(self, info: Info, id: CelebrationId) -> Celebration | None:
        """A celebration by id."""
        return await load_celebration(info, from_global(id, "Celebration"))


@strawberry.type
class CelebrationsViewer:
    """What the viewer chose."""

    @strawberry.field(description="Who is told of the viewer's own days.")
    async def celebration_choice(self, info: Info) -> CelebrationChoice:
        """My choice."""
        return CelebrationChoice.of(await queries.choice(info.context.actor))


@strawberry.input(description="Who shall be told of one's own days.")
class SetCelebrationChoiceInput:
    """Input of ``setCelebrationChoice``."""

    anniversary: CelebrationAudience = strawberry.field(
        description="Who is told of work anniversaries."
    )
    birthday: CelebrationAudience = strawberry.field(description="Who is told of the birthday.")
    birth_month: int | None = strawberry.field(
        default=None, description="Month of the birthday, 1 to 12; none forgets it."
    )
    birth_day: int | None = strawberry.field(
        default=None, description="Day of the month; 29 February is kept on the 28th otherwise."
    )


@strawberry.type(description="The choice holds, for what was planned as well.")
class SetCelebrationChoiceSuccess:
    """Answer of ``setCelebrationChoice``."""

    choice: CelebrationChoice = strawberry.field(description="The choice.")


@strawberry.input(description="What to write on a card.")
class SignCardInput:
    """Input of ``signCard``."""

    celebration_id: strawberry.ID = strawberry.field(description="Id of the celebration.")
    message: str = strawberry.field(
        description="What to write; at most 500 characters. Again changes it."
    )
    despite_warning: bool = strawberry.field(
        default=False, description="Whether to send it with words that the company warns of."
    )


@strawberry.type(description="The line stands on the card.")
class SignCardSuccess:
    """Answer of ``signCard``."""

    celebration: Celebration = strawberry.field(description="The celebration with its card.")


@strawberry.input(description="From which card to take one's line.")
class WithdrawSignatureInput:
    """Input of ``withdrawSignature``."""

    celebration_id: strawberry.ID = strawberry.field(description="Id of the celebration.")


@strawberry.type(description="The line is gone.")
class WithdrawSignatureSuccess:
    """Answer of ``withdrawSignature``."""

    celebration: Celebration = strawberry.field(description="The celebration with its card.")


@strawberry.input(description="Which card of one's own was looked at.")
class MarkCardReadInput:
    """Input of ``markCardRead``."""

    celebration_id: strawberry.ID = strawberry.field(description="Id of one's own celebration.")


@strawberry.type(description="The card is not new any more.")
class MarkCardReadSuccess:
    """Answer of ``markCardRead``."""

    celebration: Celebration = strawberry.field(description="The celebration with its card.")


@strawberry.type
class CelebrationsMutation:
    """What can be done with celebrations."""

    @command("Choose who is told of one's own anniversaries and birthday.")
    async def set_celebration_choice(
        self, info: Info, input: SetCelebrationChoiceInput
    ) -> SetCelebrationChoiceSuccess:
        """Choose."""
        view = await commands.set_celebration_choice(
            info.context.actor,
            anniversary=rules.CelebrationAudience[input.anniversary.name],
            birthday=rules.CelebrationAudience[input.birthday.name],
            birth_month=input.birth_month,
            birth_day=input.birth_day,
        )
        return SetCelebrationChoiceSuccess(choice=CelebrationChoice.of(view))

    @command("Write one's line on a colleague's card, or change it, until the card is handed over.")
    async def sign_card(self, info: Info, input: SignCardInput) -> SignCardSuccess:
        """Sign."""
        view = await commands.sign_card(
            info.context.actor,
            celebration_id=_key(input.celebration_id),
            message=input.message,
            despite_warning=input.despite_warning,
        )
        return SignCardSuccess(celebration=Celebration.of(view))

    @command("Take one's line off a card, until the card is handed over.")
    async def withdraw_signature(
        self, info: Info, input: WithdrawSignatureInput
    ) -> WithdrawSignatureSuccess:
        """Withdraw."""
        view = await commands.withdraw_signature(
            info.context.actor, celebration_id=_key(input.celebration_id)
        )
        return WithdrawSignatureSuccess(celebration=Celebration.of(view))

    @command("Note that one has looked at one's own card.")
    async def mark_card_read(self, info: Info, input: MarkCardReadInput) -> MarkCardReadSuccess:
        """Mark it."""
        view = await commands.mark_card_read(
            info.context.actor, celebration_id=_key(input.celebration_id)
        )
        return MarkCardReadSuccess(celebration=Celebration.of(view))


def _key(value: str) -> UUID:
    return from_global(value, "Celebration", field="celebration_id")
