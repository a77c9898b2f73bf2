"""What HR does: writing an award down, opening it, moving it on, cancelling it; and what days do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.audit import commands as audit
from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.errors import NotAllowed
from erm.core.events import Bus
from erm.core.text import clean_line, clean_text
from erm.core.work import record, unit_of_work
from erm.people.queries import require_all_present
from erm.recognition.awards import policy
from erm.recognition.awards.commands.finding import readable_award, view_of
from erm.recognition.awards.errors import (
    AwardCannotMove,
    AwardChanged,
    DayIsOver,
    DaysUnordered,
    JurorHasVoted,
    JurorsMissing,
    QuarterInvalid,
    WinnersOutOfRange,
)
from erm.recognition.awards.events import AwardMoved
from erm.recognition.awards.models import Award, AwardJuror, AwardVote
from erm.recognition.awards.queries import present_among
from erm.recognition.awards.rules import (
    AFTER,
    DESCRIPTION_MAXIMUM,
    DRAFT_AHEAD,
    JURORS_MAXIMUM,
    LASTS_AT_MOST,
    NAME_MAXIMUM,
    OPEN,
    WINNERS_MAXIMUM,
    AwardState,
    is_due,
    is_quarter,
    months_later,
    next_quarter,
)
from erm.recognition.awards.views import AwardView


@dataclass(frozen=True, slots=True)
class AwardDraft:
    """An award as HR wrote it."""

    name: str
    nominations_from: date
    nominations_until: date
    voting_until: date
    juror_ids: tuple[UUID, ...]
    description: str = ""
    quarter: str = ""
    repeats: bool = False
    winners_wanted: int = 1


async def save_award(
    actor: Actor,
    draft: AwardDraft,
    *,
    day: date,
    award_id: UUID | None = None,
    version: int | None = None,
) -> AwardView:
    """As HR, write down an award, or change one until the jury has voted; ``day`` is today's.

    Days of a phase that has begun stay as they are, and who has voted stays in the jury. Raises
    ``NotAllowed``, ``AwardNotFound``, ``AwardCannotMove``, ``AwardChanged``, ``DaysUnordered``,
    ``DayIsOver``, ``QuarterInvalid``, ``JurorsMissing``, ``JurorHasVoted``, ``WinnersOutOfRange`` and the
    refusals of text and people.
    """
    award = None if award_id is None else await readable_award(actor, award_id)
    if not policy.may_organise_awards(actor):
        raise NotAllowed
    if award is not None and not policy.may_edit_award(actor, award):
        raise AwardCannotMove
    values = _checked(draft)
    _check_days(draft, award, day)
    await _check_jurors(actor, draft.juror_ids, award)
    if award is None:
        award = await Award.create(
            **values, state=AwardState.DRAFT, created_by_id=actor.person_id, created_at=now()
        )
    elif not await Award.filter(id=award.id, version=version, state=award.state).update(
        **values, version=F("version") + 1
    ):
        raise AwardChanged
    await _set_jurors(award.id, draft.juror_ids)
    audit.append(
        Action.AWARD_SAVED,
        actor_id=actor.person_id,
        subject_kind="Award",
        subject_id=award.id,
        details={"jurors": len(set(draft.juror_ids))},
    )
    return await view_of(actor, award.id)


async def open_award(actor: Actor, *, award_id: UUID, version: int) -> AwardView:
    """As HR, take nominations from now on. Raises ``AwardNotFound``, ``AwardCannotMove``, ``AwardChanged``."""
    return await _move(actor, award_id, version, {AwardState.DRAFT})


async def advance_award(actor: Actor, *, award_id: UUID, version: int) -> AwardView:
    """As HR, end nominations, or voting, before its day. Raises as :func:`open_award` does."""
    return await _move(actor, award_id, version, {AwardState.NOMINATING, AwardState.VOTING})


async def cancel_award(actor: Actor, *, award_id: UUID, version: int) -> AwardView:
    """As HR, give an award up before it is announced; it does not come again by itself then."""
    award = await _organised(actor, award_id)
    if not policy.may_cancel_award(actor, award):
        raise AwardCannotMove
    await step(award, AwardState.CANCELLED, by=actor.person_id, version=version)
    return await view_of(actor, award_id)


async def step(
    award: Award, state: AwardState, *, by: UUID | None, version: int, **values: Any
) -> None:
    """Compare and set, note and tell it; ``by`` None is erm itself, on the day.

    Raises ``AwardChanged`` when somebody was first.
    """
    if not await Award.filter(id=award.id, version=version, state=award.state).update(
        state=state, version=F("version") + 1, **values
    ):
        raise AwardChanged
    audit.append(
        Action.AWARD_MOVED,
        actor_id=by,
        subject_kind="Award",
        subject_id=award.id,
        details={"state": state},
    )
    record(AwardMoved(at=now(), award_id=award.id, before=award.state, after=state))


async def advance_due_awards(bus: Bus, zone: str) -> int:
    """Job: open and move on what is due in the company's time zone, and draft what comes again.

    A draft whose jury has left waits for HR, and so does one whose last day for nominations is over.
    Each award is a transaction of its own; answers how many moved.
    """
    day = today(zone)
    moved = 0
    for award in await Award.filter(state__in=[state.value for state in AFTER]).order_by("id"):
        last = {
            AwardState.DRAFT: award.nominations_from,
            AwardState.NOMINATING: award.nominations_until,
            AwardState.VOTING: award.voting_until,
        }[award.state]
        if not is_due(award.state, last, day):
            continue
        if award.state is AwardState.DRAFT and not await _can_open(award, day):
            continue
        try:
            async with unit_of_work(bus):
                await step(award, AFTER[award.state], by=None, version=award.version)
        except AwardChanged:
            # HR was first: the next round looks again.
            continue
        moved += 1
    for award in await Award.filter(repeats=True).exclude(
        state__in=[AwardState.DRAFT.value, AwardState.CANCELLED.value]
    ):
        if months_later(award.nominations_from) - DRAFT_AHEAD <= day:
            async with unit_of_work(bus):
                await draft_next(award)
    return moved


async def draft_next(award: Award) -> None:
    """Draft the award of the next quarter with the same words and jury, unless it is there."""
    if not award.repeats or await Award.exists(follows_id=award.id):
        return
    following = Award(
        name=award.name,
        description=award.description,
        quarter=next_quarter(award.quarter),
        repeats=True,
        state=AwardState.DRAFT,
        nominations_from=months_later(award.nominations_from),
        nominations_until=months_later(award.nominations_until),
        voting_until=months_later(award.voting_until),
        winners=award.winners,
        follows_id=award.id,
        created_by_id=award.created_by_id,
        created_at=now(),
    )
    await Award.bulk_create([following], ignore_conflicts=True)
    if await Award.exists(id=following.id):
        jurors = (
            await AwardJuror.filter(award_id=award.id)
            .order_by("id")
            .values_list("person_id", flat=True)
        )
        there = await present_among(list(jurors))  # type: ignore[arg-type]
        await _set_jurors(following.id, [key for key in jurors if key in there])  # type: ignore[misc]


async def _move(actor: Actor, award_id: UUID, version: int, allowed: set[AwardState]) -> AwardView:
    award = await _organised(actor, award_id)
    if award.state not in allowed:
        raise AwardCannotMove
    if award.state is AwardState.DRAFT and not await AwardJuror.exists(award_id=award_id):
        raise JurorsMissing(maximum=JURORS_MAXIMUM)
    await step(award, AFTER[award.state], by=actor.person_id, version=version)
    return await view_of(actor, award_id)


async def _organised(actor: Actor, award_id: UUID) -> Award:
    award = await readable_award(actor, award_id)
    if not policy.may_organise_awards(actor):
        raise NotAllowed
    if award.state not in OPEN:
        raise AwardCannotMove
    return award


async def _can_open(award: Award, day: date) -> bool:
    jurors = await AwardJuror.filter(award_id=award.id).values_list("person_id", flat=True)
    return day <= award.nominations_until and bool(await present_among(list(jurors)))  # type: ignore[arg-type]


def _checked(draft: AwardDraft) -> dict[str, Any]:
    quarter = draft.quarter.strip()
    if quarter and not is_quarter(quarter):
        raise QuarterInvalid(field="quarter")
    if not 1 <= draft.winners_wanted <= WINNERS_MAXIMUM:
        raise WinnersOutOfRange(field="winners_wanted", maximum=WINNERS_MAXIMUM)
    return {
        "name": clean_line(draft.name, field="name", maximum=NAME_MAXIMUM),
        "description": clean_text(
            draft.description, field="description", maximum=DESCRIPTION_MAXIMUM, required=False
        ),
        "quarter": quarter,
        "repeats": draft.repeats,
        "nominations_from": draft.nominations_from,
        "nominations_until": draft.nominations_until,
        "voting_until": draft.voting_until,
        "winners": draft.winners_wanted,
    }


def _check_days(draft: AwardDraft, award: Award | None, day: date) -> None:
    if not draft.nominations_from <= draft.nominations_until:
        raise DaysUnordered(field="nominations_until")
    if not draft.nominations_until < draft.voting_until:
        raise DaysUnordered(field="voting_until")
    if draft.voting_until - draft.nominations_from > LASTS_AT_MOST:
        raise DaysUnordered(field="voting_until")
    for field in ("nominations_from", "nominations_until", "voting_until"):
        new: date = getattr(draft, field)
        if award is None:
            changed, begun = True, False
        else:
            changed, begun = new != getattr(award, field), field in _BEGUN[award.state]
        # Of a first day that lies behind only nominations suffer: it may be today's draft of yesterday.
        if changed and (begun or (new < day and field != "nominations_from")):
            raise DayIsOver(field=field)


_BEGUN: dict[AwardState, tuple[str, ...]] = {
    AwardState.DRAFT: (),
    AwardState.NOMINATING: ("nominations_from",),
    AwardState.VOTING: ("nominations_from", "nominations_until"),
}
"""The days that cannot be changed any more."""


async def _check_jurors(actor: Actor, juror_ids: Sequence[UUID], award: Award | None) -> None:
    field = "juror_ids"
    if not 1 <= len(set(juror_ids)) <= JURORS_MAXIMUM or len(set(juror_ids)) < len(juror_ids):
        raise JurorsMissing(field=field, maximum=JURORS_MAXIMUM)
    before: set[Any] = set()
    if award is not None:
        before = set(await AwardJuror.filter(award_id=award.id).values_list("person_id", flat=True))
        voted = await AwardVote.filter(award_id=award.id).values_list("juror_id", flat=True)
        if set(voted) - set(juror_ids):
            raise JurorHasVoted(field=field)
    # Who was in the jury and has left may stay there: their votes count.
    await require_all_present(actor, [key for key in juror_ids if key not in before], field=field)


async def _set_jurors(award_id: UUID, juror_ids: Sequence[UUID]) -> None:
    await AwardJuror.filter(award_id=award_id).exclude(person_id__in=list(juror_ids)).delete()
    await AwardJuror.bulk_create(
        [AwardJuror(award_id=award_id, person_id=person_id) for person_id in juror_ids],
        ignore_conflicts=True,
    )
