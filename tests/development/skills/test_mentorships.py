"""Mentorships: proposed, answered, taken back, ended; and what is suggested."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from erm.core.clock import now
from erm.core.errors import DomainError
from erm.development.skills import queries
from erm.development.skills.commands import mentorships
from erm.development.skills.errors import (
    MentorIsMentee,
    MentorshipAnswered,
    MentorshipExists,
    MentorshipNotForYou,
    MentorshipNotFound,
    MentorshipNotGoingOn,
    MentorshipNotYours,
    SkillNotFound,
    SkillRetired,
)
from erm.development.skills.events import MentorshipAccepted, MentorshipProposed
from erm.development.skills.models import Mentorship
from erm.development.skills.rules import MentorshipState, SkillVisibility
from erm.people.models import Person
from tests.cast import Cast
from tests.conftest import query_count
from tests.development.conftest import Doing
from tests.development.skills.builders import knows, mentorship, skill

ACCEPTED = MentorshipState.ACCEPTED


async def rows() -> list[object]:
    return list(await Mentorship.all().order_by("id").values())


async def test_whoever_proposes_themselves_has_accepted_and_the_other_is_asked(
    cast: Cast, do: Doing
) -> None:
    go = await skill("Go")
    ann, cy = cast.actor(cast.ann), cast.actor(cast.cy)
    view = await do(
        mentorships.propose_mentorship(
            ann, mentor_id=cast.cy.id, mentee_id=cast.ann.id, skill_id=go.id, message=" Please? "
        )
    )
    assert (view.state, view.message, view.skill_id) == (MentorshipState.PROPOSED, "Please?", go.id)
    assert view.mentee_accepted_at is not None
    assert view.mentor_accepted_at is None
    assert (view.can_accept, view.can_decline, view.can_withdraw) == (False, False, True)
    assert do.only(MentorshipProposed).mentorship_id == view.id
    (asked,) = await queries.mentorships_to_answer(cy)
    assert (asked.can_accept, asked.can_decline, asked.can_withdraw) == (True, True, False)
    assert await queries.mentorships_to_answer(ann) == []
    begun = await do(mentorships.answer_mentorship(cy, mentorship_id=view.id, accept=True))
    assert (begun.state, begun.can_accept, begun.can_end) == (ACCEPTED, False, True)
    assert do.only(MentorshipAccepted).by_id == cast.cy.id


async def test_what_a_manager_proposes_both_have_to_accept(cast: Cast, do: Doing) -> None:
    view = await do(
        mentorships.propose_mentorship(
            cast.actor(cast.mo), mentor_id=cast.cy.id, mentee_id=cast.ann.id
        )
    )
    assert (view.mentor_accepted_at, view.mentee_accepted_at, view.can_withdraw) == (
        None,
        None,
        True,
    )
    assert (view.can_accept, view.can_decline) == (False, False)
    for person, state in ((cast.cy, MentorshipState.PROPOSED), (cast.ann, ACCEPTED)):
        view = await do(
            mentorships.answer_mentorship(cast.actor(person), mentorship_id=view.id, accept=True)
        )
        assert view.state is state


async def test_one_proposes_only_for_oneself_and_for_ones_reports(cast: Cast, do: Doing) -> None:
    for person in (cast.bo, cast.zed, cast.hana, cast.ada, cast.old):
        with pytest.raises(MentorshipNotForYou):
            await do(
                mentorships.propose_mentorship(
                    cast.actor(person), mentor_id=cast.cy.id, mentee_id=cast.ann.id
                )
            )
    assert await rows() == []


async def test_what_cannot_be_proposed_is_refused(cast: Cast, do: Doing) -> None:
    go, old = await skill("Go"), await skill("Old", retired_at=now())
    await mentorship(cast.cy, cast.ann, go)
    before = await rows()
    ann = cast.actor(cast.ann)
    for refused, mentor, about in (
        (MentorshipExists, cast.cy.id, go.id),
        (MentorIsMentee, cast.ann.id, None),
        (SkillRetired, cast.cy.id, old.id),
        (SkillNotFound, cast.cy.id, cast.cy.id),
        ("PERSON_HAS_LEFT", cast.dee.id, None),
        ("PERSON_UNKNOWN", go.id, None),
    ):
        kind, match = (DomainError, refused) if isinstance(refused, str) else (refused, None)
        with pytest.raises(kind, match=match):
            await do(
                mentorships.propose_mentorship(
                    ann, mentor_id=mentor, mentee_id=cast.ann.id, skill_id=about
                )
            )
    assert await rows() == before


async def test_of_two_proposals_at_once_one_is_made(cast: Cast, do: Doing) -> None:
    outcomes = await asyncio.gather(
        *(
            do(
                mentorships.propose_mentorship(
                    cast.actor(by), mentor_id=cast.cy.id, mentee_id=cast.ann.id
                )
            )
            for by in (cast.ann, cast.cy, cast.mo)
        ),
        return_exceptions=True,
    )
    assert sum(isinstance(each, MentorshipExists) for each in outcomes) == 2
    assert await Mentorship.all().count() == 1


async def test_one_declines_with_a_reason_that_the_others_read(cast: Cast, do: Doing) -> None:
    row = await mentorship(cast.cy, cast.ann, proposed_by_id=cast.mo.id, mentee_accepted_at=None)
    view = await do(
        mentorships.answer_mentorship(
            cast.actor(cast.cy), mentorship_id=row.id, accept=False, reason="No time now."
        )
    )
    assert (view.state, view.decline_reason) == (MentorshipState.DECLINED, "No time now.")
    for person in (cast.ann, cast.mo):
        found = await queries.mentorships_by_ids(cast.actor(person), [row.id])
        assert found[row.id].decline_reason == "No time now."
    again = await do(
        mentorships.propose_mentorship(
            cast.actor(cast.ann), mentor_id=cast.cy.id, mentee_id=cast.ann.id
        )
    )
    assert again.state is MentorshipState.PROPOSED, "one may ask anew"


@pytest.mark.parametrize("who", ["bo", "mo", "zed", "hana", "ada", "old"])
async def test_nobody_else_reads_answers_or_ends_it(cast: Cast, do: Doing, who: str) -> None:
    proposed = await mentorship(cast.cy, cast.ann)
    going = await mentorship(cast.max, cast.ann, state=ACCEPTED)
    before = await rows()
    actor = cast.actor(getattr(cast, who))
    assert await queries.mentorships(actor) == []
    assert await queries.mentorships_by_ids(actor, [proposed.id, going.id]) == {}
    for attempt in (
        mentorships.answer_mentorship(actor, mentorship_id=proposed.id, accept=True),
        mentorships.withdraw_mentorship(actor, mentorship_id=proposed.id),
        mentorships.end_mentorship(actor, mentorship_id=going.id),
    ):
        with pytest.raises(MentorshipNotFound):
            await do(attempt)
    assert await rows() == before


async def test_who_only_proposed_it_takes_it_back_and_does_nothing_else(
    cast: Cast, do: Doing
) -> None:
    mine = {"proposed_by_id": cast.mo.id, "mentee_accepted_at": None}
    proposed = await mentorship(cast.cy, cast.ann, **mine)
    going = await mentorship(cast.max, cast.ann, proposed_by_id=cast.mo.id, state=ACCEPTED)
    mo = cast.actor(cast.mo)
    for refused, attempt in (
        (
            MentorshipNotYours,
            mentorships.answer_mentorship(mo, mentorship_id=proposed.id, accept=True),
        ),
        (MentorshipNotYours, mentorships.end_mentorship(mo, mentorship_id=going.id)),
        (MentorshipAnswered, mentorships.withdraw_mentorship(mo, mentorship_id=going.id)),
    ):
        with pytest.raises(refused):
            await do(attempt)
    view = await do(mentorships.withdraw_mentorship(mo, mentorship_id=proposed.id))
    assert view.state is MentorshipState.WITHDRAWN
    assert [v.id for v in await queries.mentorships(mo)] == [going.id, proposed.id]


async def test_each_step_is_taken_once(cast: Cast, do: Doing) -> None:
    row = await mentorship(cast.cy, cast.ann)
    ann, cy = cast.actor(cast.ann), cast.actor(cast.cy)
    with pytest.raises(MentorshipNotYours):
        await do(mentorships.withdraw_mentorship(cy, mentorship_id=row.id))
    with pytest.raises(MentorshipAnswered):
        await do(mentorships.answer_mentorship(ann, mentorship_id=row.id, accept=True))
    with pytest.raises(MentorshipNotYours):
        await do(mentorships.answer_mentorship(ann, mentorship_id=row.id, accept=False))
    with pytest.raises(MentorshipNotGoingOn):
        await do(mentorships.end_mentorship(ann, mentorship_id=row.id))
    outcomes = await asyncio.gather(
        do(mentorships.answer_mentorship(cy, mentorship_id=row.id, accept=True)),
        do(mentorships.answer_mentorship(cy, mentorship_id=row.id, accept=False)),
        return_exceptions=True,
    )
    assert sum(isinstance(each, MentorshipAnswered) for each in outcomes) == 1
    await Mentorship.filter(id=row.id).update(state=ACCEPTED)
    ended = await do(mentorships.end_mentorship(ann, mentorship_id=row.id))
    assert (ended.state, ended.can_end) == (MentorshipState.ENDED, False)
    with pytest.raises(MentorshipNotGoingOn):
        await do(mentorships.end_mentorship(cy, mentorship_id=row.id))


# ---- suggestions -------------------------------------------------------------------------------


async def suggested(cast: Cast, to: Person, which: str) -> list[tuple[str, str]]:
    found = await getattr(queries, f"{which}_suggestions")(cast.actor(to))
    names = {person.id: person.given_name for person in cast.people}
    return [(names[each.mentor_id], names[each.mentee_id]) for each in found]


async def test_wishes_and_offers_of_a_skill_meet_from_both_sides_and_for_the_manager(
    cast: Cast,
) -> None:
    go = await skill("Go")
    await knows(cast.ann, go, 1, wants_to_learn=True)
    await knows(cast.cy, go, 3, can_teach=True)
    await knows(cast.max, go, 4, can_teach=True)
    await knows(cast.bo, go, 4)
    await knows(cast.dee, go, 4, can_teach=True)
    await knows(cast.mo, go, 4, can_teach=True)
    assert await suggested(cast, cast.ann, "mentor") == [("Max", "Ann"), ("Cy", "Ann")]
    assert await suggested(cast, cast.cy, "mentee") == [("Cy", "Ann")]
    assert await suggested(cast, cast.mo, "mentee") == [], "a manager is there for that anyway"
    assert await suggested(cast, cast.mo, "team_mentor") == [("Max", "Ann"), ("Cy", "Ann")]
    for person in (cast.bo, cast.zed, cast.hana):
        assert await suggested(cast, person, "mentor") == []
        assert await suggested(cast, person, "mentee") == []
    assert await suggested(cast, cast.max, "team_mentor") == []


async def test_what_is_shown_to_the_manager_alone_is_suggested_to_nobody_else(cast: Cast) -> None:
    go, rust = await skill("Go"), await skill("Rust")
    hidden = {"visibility": SkillVisibility.MANAGER}
    await knows(cast.ann, go, 0, wants_to_learn=True, **hidden)
    await knows(cast.cy, go, 3, can_teach=True)
    await knows(cast.ann, rust, 0, wants_to_learn=True)
    await knows(cast.cy, rust, 3, can_teach=True, **hidden)
    assert await suggested(cast, cast.cy, "mentee") == [("Cy", "Ann")], "of Rust, which she shows"
    found = await queries.mentee_suggestions(cast.actor(cast.cy))
    assert [each.skill_id for each in found] == [rust.id]
    mine = await queries.mentor_suggestions(cast.actor(cast.ann))
    assert [each.skill_id for each in mine] == [go.id], "he offers Rust to his manager's eyes"


async def test_what_goes_on_or_was_declined_lately_is_not_suggested(cast: Cast) -> None:
    go = await skill("Go")
    await knows(cast.ann, go, 1, wants_to_learn=True)
    await knows(cast.cy, go, 3, can_teach=True)
    row = await mentorship(cast.cy, cast.ann, go)
    for state, ended, there in (
        (MentorshipState.PROPOSED, None, False),
        (ACCEPTED, None, False),
        (MentorshipState.DECLINED, now(), False),
        (MentorshipState.DECLINED, now() - timedelta(days=200), True),
        (MentorshipState.ENDED, now(), True),
    ):
        await Mentorship.filter(id=row.id).update(state=state, ended_at=ended)
        assert bool(await suggested(cast, cast.ann, "mentor")) is there, state


async def test_who_has_enough_mentees_is_not_suggested(cast: Cast) -> None:
    go = await skill("Go")
    await knows(cast.ann, go, 1, wants_to_learn=True)
    await knows(cast.cy, go, 3, can_teach=True)
    for mentee in (cast.bo, cast.old, cast.hana):
        assert await suggested(cast, cast.ann, "mentor") == [("Cy", "Ann")]
        await mentorship(cast.cy, mentee, go, state=ACCEPTED)
    assert await suggested(cast, cast.ann, "mentor") == []
    assert await suggested(cast, cast.cy, "mentee") == []


@pytest.mark.parametrize("size", [1, 20, 200])
async def test_suggestions_ask_the_same_number_of_queries(cast: Cast, size: int) -> None:
    go = await skill("Go")
    for person in await cast.crowd(size, manager=cast.max):
        await knows(person, go, 0, wants_to_learn=True)
    await knows(cast.cy, go, 3, can_teach=True)
    for who, which, queries_asked in ((cast.cy, "mentee", 5), (cast.max, "team_mentor", 5)):
        actor = cast.actor(who)
        with query_count() as counted:
            assert await getattr(queries, f"{which}_suggestions")(actor)
        assert counted.count == queries_asked
