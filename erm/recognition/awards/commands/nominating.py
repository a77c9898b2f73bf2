"""Nominating somebody, and taking it back."""

from __future__ import annotations

from uuid import UUID

from tortoise.expressions import F

from erm.access.queries import holders_of
from erm.core.actor import Actor, Role
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.core.text import clean_text
from erm.core.work import record
from erm.people.queries import require_present
from erm.recognition.awards import policy, queries
from erm.recognition.awards.commands.finding import (
    lock_in_state,
    readable_award,
    readable_nomination,
    view_of,
)
from erm.recognition.awards.errors import (
    AwardCannotMove,
    NominatedOneself,
    NominationNotFound,
    NomineeOrganises,
)
from erm.recognition.awards.events import AwardNominated
from erm.recognition.awards.models import Award, AwardNomination
from erm.recognition.awards.rules import NOMINATION_MAXIMUM
from erm.recognition.awards.views import AwardView, NominationView
from erm.recognition.choices.words import check_words
from erm.recognition.errors import CompanyValueRetired, CompanyValueUnknown
from erm.recognition.models import CompanyValue


async def nominate_for_award(
    actor: Actor,
    *,
    award_id: UUID,
    nominee_id: UUID,
    company_value_id: UUID,
    reason: str,
    despite_warning: bool = False,
) -> NominationView:
    """Say why somebody should have an award, under a value; for the same person again, change it.

    The nominee reads it once the award is announced. Raises ``AwardNotFound``, ``AwardCannotMove``,
    ``NominatedOneself``, ``NomineeOrganises``, ``CompanyValueUnknown``, ``CompanyValueRetired`` and the
    refusals of text and people.
    """
    award = await readable_award(actor, award_id)
    if not policy.may_nominate(actor, award) or not await lock_in_state(award):
        raise AwardCannotMove
    if nominee_id == actor.person_id:
        raise NominatedOneself(field="nominee_id")
    await require_present(actor, nominee_id, field="nominee_id")
    if nominee_id == award.created_by_id or nominee_id in await holders_of(Role.HR):
        raise NomineeOrganises(field="nominee_id")
    value = await CompanyValue.get_or_none(id=company_value_id)
    if value is None:
        raise CompanyValueUnknown(field="company_value_id")
    reason = clean_text(reason, field="reason", maximum=NOMINATION_MAXIMUM)
    await check_words(reason, field="reason", despite=despite_warning)
    there = await AwardNomination.get_or_none(
        award_id=award_id, nominee_id=nominee_id, author_id=actor.person_id
    )
    kept = there is not None and there.company_value_id == company_value_id
    if value.retired_at is not None and not kept:
        raise CompanyValueRetired(field="company_value_id")
    moment = now()
    if there is None:
        there = await AwardNomination.create(
            award_id=award_id,
            nominee_id=nominee_id,
            author_id=actor.person_id,
            company_value_id=company_value_id,
            reason=reason,
            created_at=moment,
        )
        record(
            AwardNominated(
                at=moment,
                award_id=award_id,
                nomination_id=there.id,
                author_id=actor.person_id,
                nominee_id=nominee_id,
            )
        )
    else:
        await AwardNomination.filter(id=there.id).update(
            company_value_id=company_value_id,
            reason=reason,
            created_at=moment if there.withdrawn_at is not None else there.created_at,
            withdrawn_at=None,
            version=F("version") + 1,
        )
    return (await queries.nominations_by_ids(actor, [there.id]))[there.id]


async def withdraw_award_nomination(actor: Actor, *, nomination_id: UUID) -> AwardView:
    """Take one's nomination back, while nominations are taken; nobody reads it any more.

    Raises ``NominationNotFound``, ``NotAllowed``, ``AwardCannotMove``.
    """
    nomination = await readable_nomination(actor, nomination_id)
    if nomination.author_id != actor.person_id:
        raise NotAllowed
    award = await Award.get(id=nomination.award_id)
    if not policy.may_nominate(actor, award) or not await lock_in_state(award):
        raise AwardCannotMove
    if not await AwardNomination.filter(id=nomination_id, withdrawn_at__isnull=True).update(
        withdrawn_at=now(), version=F("version") + 1
    ):
        raise NominationNotFound
    return await view_of(actor, award.id)
