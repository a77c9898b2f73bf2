"""Thanking: people, teams and departments; once for one key, whatever is sent again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.core.ids import new_id
from erm.core.text import clean_line, clean_text
from erm.core.work import record
from erm.files.commands import claim_picture
from erm.people.queries import department_ids, require_all_present
from erm.recognition.changes import changed
from erm.recognition.choices.events import WarnedWordsSent
from erm.recognition.choices.settings import company_settings
from erm.recognition.choices.words import check_words
from erm.recognition.commands.groups import Group, GroupKey, checked_audience, thanked_groups
from erm.recognition.commands.mentioning import keep_mentions, picked_mentions
from erm.recognition.errors import (
    CompanyValueRetired,
    CompanyValueUnknown,
    KeyUsed,
    NoReceiver,
    PointsNegative,
    ReceiverTwice,
    ThankedOneself,
    TooManyReceivers,
    ValueRequired,
)
from erm.recognition.events import KudosGiven, KudosMentioned
from erm.recognition.models import CompanyValue, Kudos, KudosGroup, KudosKey, KudosReceiver
from erm.recognition.points.commands import gift
from erm.recognition.queries import kudos_by_ids, view_one
from erm.recognition.rules import (
    ALT_MAXIMUM,
    MESSAGE_MAXIMUM,
    PICTURE_LONGEST,
    RECEIVERS_MAXIMUM,
    KudosVisibility,
    search_text,
)
from erm.recognition.views import KudosView

_BATCH = 500


@dataclass(frozen=True, slots=True)
class KudosDraft:
    """Thanks as their author wrote them.

    ``picture_id`` is a file that they uploaded. ``asks_value`` is False where no value could have been
    named, so that a company that requires one does not refuse.
    """

    message: str
    receiver_ids: tuple[UUID, ...] = ()
    groups: tuple[GroupKey, ...] = ()
    company_value_id: UUID | None = None
    visibility: KudosVisibility = KudosVisibility.PUBLIC
    audience_id: UUID | None = None
    mention_ids: tuple[UUID, ...] = ()
    picture_id: UUID | None = None
    picture_alt: str = ""
    points: int = 0
    despite_warning: bool = False
    asks_value: bool = True


@dataclass(frozen=True, slots=True)
class GivenKudos:
    """New kudos, and who is named in them but may not see them."""

    kudos: KudosView
    not_told: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """A draft that can be given now: cleaned, with the people that it thanks."""

    draft: KudosDraft
    message: str
    picture_alt: str
    groups: tuple[Group, ...]
    audience_id: UUID | None
    mentions: dict[UUID, str]
    warned: bool

    @property
    def receiver_ids(self) -> tuple[UUID, ...]:
        """Everybody thanked: those named first, in the author's order; each once."""
        members = (each for group in self.groups for each in group.member_ids)
        return tuple(dict.fromkeys((*self.draft.receiver_ids, *members)))


async def give_kudos(
    actor: Actor,
    *,
    receiver_ids: Sequence[UUID],
    message: str,
    company_value_id: UUID | None = None,
    visibility: KudosVisibility = KudosVisibility.PUBLIC,
    despite_warning: bool = False,
    asks_value: bool = True,
) -> KudosView:
    """Thank people by name: :func:`give` without the rest of a draft."""
    draft = KudosDraft(
        message=message,
        receiver_ids=tuple(receiver_ids),
        company_value_id=company_value_id,
        visibility=visibility,
        despite_warning=despite_warning,
        asks_value=asks_value,
    )
    return (await give(actor, draft)).kudos


async def give(
    actor: Actor,
    draft: KudosDraft,
    *,
    key: UUID | None = None,
    picture_claimed: bool = False,
) -> GivenKudos:
    """Thank people and groups. The same ``key`` of the same author gives once and answers again.

    ``picture_claimed``: the picture was claimed when the thanks were put off.

    Raises what :func:`check_draft`, ``claim_picture`` and the gift of points raise, and ``KeyUsed`` for
    a key whose kudos are gone.
    """
    if actor.is_system:
        raise NotAllowed
    noted = None
    if key is not None:
        noted = KudosKey(author_id=actor.person_id, key=key, created_at=now())
        await KudosKey.bulk_create([noted], ignore_conflicts=True)
        if not await KudosKey.exists(id=noted.id):
            return await _given_before(actor, key)
    checked = await check_draft(actor, draft)
    picture_id = draft.picture_id
    if picture_id is not None and not picture_claimed:
        picture_id = (
            await claim_picture(actor, picture_id, longest=PICTURE_LONGEST, field="picture_id")
        ).id
    kudos = await _keep(actor, checked, picture_id)
    if draft.points:
        await _give_points(actor, kudos, checked)
    if noted is not None:
        await KudosKey.filter(id=noted.id).update(kudos_id=kudos.id)
    told, not_told = await keep_mentions(actor, kudos, checked.mentions)
    if told:
        record(
            KudosMentioned(
                at=kudos.created_at,
                kudos_id=kudos.id,
                comment_id=None,
                author_id=actor.person_id,
                person_ids=told,
            )
        )
    if checked.warned:
        record(WarnedWordsSent(at=kudos.created_at, author_id=actor.person_id, kudos_id=kudos.id))
    changed(kudos.id)
    return GivenKudos(await view_one(actor, kudos), not_told)


async def check_draft(actor: Actor, draft: KudosDraft) -> CheckedDraft:
    """All rules of giving but for the picture and the points, which are taken when it is given.

    Raises ``NoReceiver``, ``TooManyReceivers``, ``ReceiverTwice``, ``ThankedOneself``, ``ValueRequired``,
    ``CompanyValueUnknown``, ``CompanyValueRetired``, ``TextMayHurt``, and what groups, the audience,
    mentions, text and people raise.
    """
    _check_receivers(actor, draft)
    if draft.points < 0:
        raise PointsNegative(field="points")
    message = clean_text(draft.message, field="message", maximum=MESSAGE_MAXIMUM)
    alt = clean_line(draft.picture_alt, field="picture_alt", maximum=ALT_MAXIMUM, required=False)
    await require_all_present(actor, draft.receiver_ids, field="receiver_ids")
    groups = tuple(await thanked_groups(actor, draft.groups))
    await check_value(draft.company_value_id, asked=draft.asks_value)
    checked = CheckedDraft(
        draft=draft,
        message=message,
        picture_alt=alt if draft.picture_id is not None else "",
        groups=groups,
        audience_id=None,
        mentions=await picked_mentions(actor, draft.mention_ids, message),
        warned=False,
    )
    audience_id = await checked_audience(
        actor, draft.visibility, draft.audience_id, checked.receiver_ids
    )
    # Last, so that the warning is about a text that could be sent.
    warned = await check_words(
        f"{message}\n{checked.picture_alt}", field="message", despite=draft.despite_warning
    )
    return replace(checked, audience_id=audience_id, warned=warned)


async def check_value(
    company_value_id: UUID | None, *, asked: bool = True, before: UUID | None = None
) -> None:
    """A value in use, or none where the company does not require one.

    ``before`` is the value that kudos have already: it may stay though it is retired now. Raises
    ``ValueRequired``, ``CompanyValueUnknown``, ``CompanyValueRetired``.
    """
    field = "company_value_id"
    if company_value_id is None:
        if asked and (await company_settings()).value_required:
            raise ValueRequired(field=field)
        return
    value = await CompanyValue.get_or_none(id=company_value_id)
    if value is None:
        raise CompanyValueUnknown(field=field)
    if value.retired_at is not None and company_value_id != before:
        raise CompanyValueRetired(field=field)


def _check_receivers(actor: Actor, draft: KudosDraft) -> None:
    field, receiver_ids = "receiver_ids", draft.receiver_ids
    if not receiver_ids and not draft.groups:
        raise NoReceiver(field=field)
    if len(receiver_ids) > RECEIVERS_MAXIMUM:
        raise TooManyReceivers(field=field, maximum=RECEIVERS_MAXIMUM)
    if len(set(receiver_ids)) < len(receiver_ids):
        raise ReceiverTwice(field=field)
    if actor.person_id in receiver_ids:
        raise ThankedOneself(field=field)


async def _keep(actor: Actor, checked: CheckedDraft, picture_id: UUID | None) -> Kudos:
    """The rows of new kudos, and the fact."""
    draft, receiver_ids = checked.draft, checked.receiver_ids
    places = await department_ids(actor, [actor.person_id, *receiver_ids])
    kudos = await Kudos.create(
        id=new_id(),
        author_id=actor.person_id,
        company_value_id=draft.company_value_id,
        message=checked.message,
        search_text=search_text(checked.message),
        visibility=draft.visibility,
        audience_manager_id=checked.audience_id,
        author_department_id=places.get(actor.person_id),
        picture_id=picture_id,
        picture_alt=checked.picture_alt,
        created_at=now(),
    )
    groups = [
        KudosGroup(
            id=new_id(),
            kudos_id=kudos.id,
            kind=group.kind,
            manager_id=group.manager_id,
            department_id=group.department_id,
            name=group.name,
            size=len(group.member_ids),
            position=position,
        )
        for position, group in enumerate(checked.groups)
    ]
    await KudosGroup.bulk_create(groups)
    named = set(draft.receiver_ids)
    through: dict[UUID, UUID] = {}
    for row, group in zip(groups, checked.groups, strict=True):
        for person_id in group.member_ids:
            if person_id not in named:
                through.setdefault(person_id, row.id)
    await KudosReceiver.bulk_create(
        [
            KudosReceiver(
                kudos_id=kudos.id,
                person_id=person_id,
                position=position,
                group_id=through.get(person_id),
                department_id=places.get(person_id),
            )
            for position, person_id in enumerate(receiver_ids)
        ],
        batch_size=_BATCH,
    )
    record(
        KudosGiven(
            at=kudos.created_at,
            kudos_id=kudos.id,
            author_id=actor.person_id,
            receiver_ids=draft.receiver_ids,
            group_ids=tuple(row.id for row in groups),
        )
    )
    return kudos


async def _give_points(actor: Actor, kudos: Kudos, checked: CheckedDraft) -> None:
    """Let points go with new kudos, and write down each one's share."""
    points = checked.draft.points
    shares = await gift(actor, kudos_id=kudos.id, receiver_ids=checked.receiver_ids, points=points)
    for share in set(shares.values()):
        people = [person_id for person_id, their in shares.items() if their == share]
        await KudosReceiver.filter(kudos_id=kudos.id, person_id__in=people).update(points=share)
    kudos.points = points
    await kudos.save(update_fields=["points"])


async def _given_before(actor: Actor, key: UUID) -> GivenKudos:
    """What was given with this key. It was committed: another with the same key waits for that."""
    earlier = await KudosKey.get_or_none(author_id=actor.person_id, key=key)
    kudos_id = None if earlier is None else earlier.kudos_id
    found = {} if kudos_id is None else await kudos_by_ids(actor, [kudos_id])
    if kudos_id not in found:
        raise KeyUsed
    return GivenKudos(found[kudos_id])
