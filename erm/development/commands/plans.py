"""Drafting and editing plans, and saying who reads them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.text import check_period, clean_line, clean_text
from erm.core.work import record
from erm.development import policy, queries
from erm.development.changes import Change, differences
from erm.development.commands.locking import checked_date, locked_plan, note_edit
from erm.development.commands.renewal import checked_end
from erm.development.errors import (
    DaysOutOfRange,
    MentorIsThePerson,
    PlanNotForThisPerson,
    SharingIsThePersons,
    StaleVersion,
)
from erm.development.events import PlanDrafted
from erm.development.models import DevelopmentPlan
from erm.development.rules import (
    CHECK_IN_EVERY,
    QUIET_AFTER_DAYS,
    TEXT_MAXIMUM,
    TITLE_MAXIMUM,
    Step,
)
from erm.development.views import PlanView
from erm.people.queries import people_by_ids, require_present

CODES = {
    "title": "title",
    "focus": "focus",
    "starts_on": "starts_on",
    "ends_on": "ends_on",
    "check_in_every": "check_in_every",
    "quiet_after": "quiet_after",
}
"""What is kept of an edit, by column."""


async def draft_plan(
    actor: Actor,
    *,
    title: str,
    starts_on: date,
    ends_on: date,
    focus: str = "",
    person_id: UUID | None = None,
    mentor_id: UUID | None = None,
    check_in_every: int = 14,
    quiet_after: int = 21,
) -> PlanView:
    """Begin a plan: one's own, which nobody else sees until it is proposed, or a report's.

    Raises ``PERSON_UNKNOWN``, ``PERSON_HAS_LEFT``, ``PlanNotForThisPerson``, ``MentorIsThePerson``,
    ``DaysOutOfRange``, ``TEXT_REQUIRED``, ``TEXT_TOO_LONG``, ``ENDS_BEFORE_START``,
    ``DATE_OUT_OF_RANGE``.
    """
    person = actor.person_id if person_id is None else person_id
    await require_present(actor, person, field="person_id")
    if not policy.may_draft_plan(actor, person):
        raise PlanNotForThisPerson(field="person_id")
    if mentor_id is not None:
        await _checked_mentor(actor, person, mentor_id)
    moment = now()
    plan = await DevelopmentPlan.create(
        **words_of(actor, title=title, focus=focus, starts_on=starts_on, ends_on=ends_on),
        **_rhythm(check_in_every=check_in_every, quiet_after=quiet_after),
        mentor_id=mentor_id,
        person_id=person,
        author_id=actor.person_id,
        last_activity_at=moment,
        created_at=moment,
    )
    record(PlanDrafted(at=moment, plan_id=plan.id, person_id=person, by_id=actor.person_id))
    return await view_of(actor, plan.id)


async def edit_plan(
    actor: Actor,
    *,
    plan_id: UUID,
    title: str,
    focus: str,
    starts_on: date,
    ends_on: date,
    version: int,
    shared_with_hr: bool | None = None,
    mentor_id: UUID | None = None,
    check_in_every: int | None = None,
    quiet_after: int | None = None,
) -> PlanView:
    """Change a plan's words, period and rhythm, and, if one is the person, whether HR reads it.

    What is None stays as it is. Raises what :func:`locked_plan` raises, ``SharingIsThePersons``,
    ``StaleVersion``, ``ExtensionTooLong``, and as :func:`draft_plan` for the rest.
    """
    plan = await locked_plan(actor, plan_id, Step.EDIT)
    sharing = {"shared_with_hr": plan.shared_with_hr if shared_with_hr is None else shared_with_hr}
    if sharing["shared_with_hr"] != plan.shared_with_hr and not policy.may_share_plan(actor, plan):
        raise SharingIsThePersons(field="shared_with_hr")
    if version != plan.version:
        raise StaleVersion
    after = words_of(actor, title=title, focus=focus, starts_on=starts_on, ends_on=ends_on)
    after |= _rhythm(
        check_in_every=plan.check_in_every if check_in_every is None else check_in_every,
        quiet_after=plan.quiet_after if quiet_after is None else quiet_after,
    )
    if ends_on != plan.ends_on:
        await checked_end(plan, ends_on)
    changes = differences(CODES, plan, after)
    if mentor_id is not None and mentor_id != plan.mentor_id:
        changes.append(await _mentor_change(actor, plan, mentor_id))
        after |= _mentored(mentor_id)
    if changes:
        await note_edit(actor, plan, changes, **after, **sharing)
    elif sharing["shared_with_hr"] != plan.shared_with_hr:
        # Who else reads it is no part of what the two agree.
        await DevelopmentPlan.filter(id=plan.id).update(**sharing, version=F("version") + 1)
    return await view_of(actor, plan.id)


async def set_plan_mentor(
    actor: Actor, *, plan_id: UUID, mentor_id: UUID | None, version: int
) -> PlanView:
    """Say who accompanies the plan, or that nobody does.

    They read it once the person shares it with them: with another mentor the person says so anew.
    Raises what :func:`locked_plan` raises, ``StaleVersion``, ``MentorIsThePerson``,
    ``PERSON_UNKNOWN``, ``PERSON_HAS_LEFT``.
    """
    plan = await locked_plan(actor, plan_id, Step.EDIT)
    if version != plan.version:
        raise StaleVersion
    if mentor_id != plan.mentor_id:
        change = await _mentor_change(actor, plan, mentor_id)
        await note_edit(actor, plan, [change], **_mentored(mentor_id))
    return await view_of(actor, plan.id)


async def share_plan(
    actor: Actor,
    *,
    plan_id: UUID,
    with_hr: bool,
    with_mentor: bool,
    with_managers_manager: bool,
    version: int,
) -> PlanView:
    """Say who else reads the plan: only the person themselves, in whatever state it is.

    Raises what :func:`locked_plan` raises, ``SharingIsThePersons``, ``StaleVersion``.
    """
    plan = await locked_plan(actor, plan_id, Step.SHARE)
    if not policy.may_share_plan(actor, plan):
        raise SharingIsThePersons
    if not await DevelopmentPlan.filter(id=plan.id, version=version).update(
        shared_with_hr=with_hr,
        shared_with_mentor=with_mentor,
        shared_with_managers_manager=with_managers_manager,
        version=F("version") + 1,
    ):
        raise StaleVersion
    return await view_of(actor, plan.id)


async def view_of(actor: Actor, plan_id: UUID) -> PlanView:
    """The plan as the actor sees it after the write."""
    return (await queries.plans_by_ids(actor, [plan_id]))[plan_id]


def words_of(
    actor: Actor, *, title: str, focus: str, starts_on: date, ends_on: date
) -> dict[str, Any]:
    """The columns of a plan's words and period, checked."""
    words = {
        "title": clean_line(title, field="title", maximum=TITLE_MAXIMUM),
        "focus": clean_text(focus, field="focus", maximum=TEXT_MAXIMUM, required=False),
        "starts_on": checked_date(actor, starts_on, field="starts_on"),
        "ends_on": checked_date(actor, ends_on, field="ends_on"),
    }
    check_period(starts_on, ends_on)
    return words


def _rhythm(*, check_in_every: int, quiet_after: int) -> dict[str, Any]:
    for value, (minimum, maximum), field in (
        (check_in_every, CHECK_IN_EVERY, "check_in_every"),
        (quiet_after, QUIET_AFTER_DAYS, "quiet_after"),
    ):
        if not minimum <= value <= maximum:
            raise DaysOutOfRange(field=field, minimum=minimum, maximum=maximum)
    return {"check_in_every": check_in_every, "quiet_after": quiet_after}


async def _checked_mentor(actor: Actor, person_id: UUID, mentor_id: UUID) -> str:
    """The name of somebody who can be a mentor."""
    if mentor_id == person_id:
        raise MentorIsThePerson(field="mentor_id")
    return (await require_present(actor, mentor_id, field="mentor_id")).name


async def _mentor_change(actor: Actor, plan: DevelopmentPlan, mentor_id: UUID | None) -> Change:
    after = "" if mentor_id is None else await _checked_mentor(actor, plan.person_id, mentor_id)
    former = [] if plan.mentor_id is None else [plan.mentor_id]
    before = [person.name for person in (await people_by_ids(actor, former)).values()]
    return Change("mentor", "".join(before), after)


def _mentored(mentor_id: UUID | None) -> dict[str, Any]:
    """Nobody reads a plan because somebody else made them its mentor."""
    return {"mentor_id": mentor_id, "shared_with_mentor": False}
