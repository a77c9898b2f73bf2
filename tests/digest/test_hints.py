"""What a digest says does not depend on how it was made: alone, or with many others."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest

from erm.access.actors import actor_for, actors_for
from erm.access.models import RoleGrant
from erm.core import clock
from erm.core.actor import Actor, ActorKind
from erm.core.clock import now
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.development.competencies.queries.assessments import assessments_to_write_for
from erm.development.learning.queries import certificates_to_renew_for
from erm.development.overview.news import assessments_just_compared_for
from erm.development.queries import plans_at_work_for
from erm.development.skills.queries.mentoring import mentorships_to_answer_for
from erm.digest import planning
from erm.digest.celebrations import celebrations_to_tell
from erm.digest.compose import Wish, compose
from erm.digest.hints import hints_of
from erm.digest.home import team_of
from erm.digest.issuing import issue_claimed
from erm.digest.making import make_many
from erm.digest.models import DigestIssue, DigestSchedule
from erm.digest.rules import DigestFrequency
from erm.feedback.cycles.queries.owed import tasks_for
from erm.feedback.queries import received_unthanked, received_unthanked_for
from erm.handovers.queries import waiting_for
from erm.recognition.celebrations.for_many import celebrations_ahead_for
from erm.recognition.celebrations.queries import celebrations_ahead
from erm.relationships.company_week import company_contacts, company_contacts_for
from erm.relationships.for_many import quiet_pairs_for
from erm.relationships.queries import own_relationships
from erm.relationships.thanking import thanks_nudges_for
from erm.settings import Settings
from tests.cast import Cast
from tests.database import query_count
from tests.digest import random_week
from tests.digest.week import MONDAY, live

NINE = MONDAY + timedelta(hours=1, minutes=1)


async def alone(key: UUID, wish: Wish, settings: Settings) -> str | None:
    """The words of a digest that is made for one person, without knowing anything before."""
    actor = await actor_for(key)
    assert actor is not None
    digest = await compose(actor, settings, wish)
    return None if digest is None else digest.mail.text + digest.mail.html


async def test_digests_made_together_say_what_each_says_alone(
    cast: Cast, settings: Settings
) -> None:
    told: set[str] = set()
    with clock.at(NINE):
        wave = await random_week.survey(cast)
    for seed in range(3):
        dice = random.Random(seed)
        moment = NINE + timedelta(days=21 * seed, hours=dice.randrange(24))
        with clock.at(moment):
            await random_week.live(cast, dice)
            await random_week.asked(wave, dice)
            keys = [person.id for person in cast.people if person.id != cast.dee.id]
            wishes = {
                key: Wish(
                    cadence=dice.choice((DigestFrequency.WEEKLY, DigestFrequency.DAILY)),
                    back=timedelta(days=dice.choice((1, 7))),
                )
                for key in keys
            }
            made = await make_many(wishes, settings)
            assert not made.failed
            assert made.digests.keys() == set(keys)
            for key, digest in made.digests.items():
                expected = await alone(key, wishes[key], settings)
                assert expected == (digest and digest.mail.text + digest.mail.html)
                told |= {section.key.value for section in digest.sections} if digest else set()
    assert told >= {"needs", "meetings", "promises", "feedback", "development", "thanks", "survey"}
    assert told >= {"team", "celebrations"}


READ_TOGETHER: tuple[Callable[[Mapping[UUID, Actor]], Awaitable[Mapping[UUID, Any]]], ...] = (
    quiet_pairs_for,
    tasks_for,
    assessments_to_write_for,
    assessments_just_compared_for,
    mentorships_to_answer_for,
    certificates_to_renew_for,
    thanks_nudges_for,
    plans_at_work_for,
    lambda actors: waiting_for(actors, unread_for=timedelta(days=7)),
    lambda actors: celebrations_ahead_for(actors, days=7, among=None),
    lambda actors: received_unthanked_for(
        actors, since=dict.fromkeys(actors, now() - timedelta(days=7)), limit=5
    ),
)


async def test_each_is_given_what_is_theirs_of_what_is_read_for_many(cast: Cast) -> None:
    """Whoever else is asked for: nobody's rows, and no rights, come to another."""
    with clock.at(NINE):
        dice = random.Random(2)
        await random_week.live(cast, dice)
        actors = await actors_for([person.id for person in cast.people])
        for place, read in enumerate(READ_TOGETHER):
            together = await read(actors)
            assert any(together.values()), place
            for key, actor in actors.items():
                assert together.get(key) == (await read({key: actor})).get(key)
        company = await company_contacts_for(actors, now() - timedelta(days=7))
        quiet = await quiet_pairs_for(actors)
        unthanked = await received_unthanked_for(
            actors, since=dict.fromkeys(actors, now() - timedelta(days=7)), limit=5
        )
        days = await celebrations_ahead_for(actors, days=7, among=None)
        for key, actor in actors.items():
            pairs = [pair for pair in await own_relationships(actor) if pair.quiet]
            assert sorted(quiet[key]) == sorted(
                (pair.person_id, pair.silent_days) for pair in pairs
            )
            since = now() - timedelta(days=7)
            assert company[key] == await company_contacts(actor, since)
            assert unthanked[key] == await received_unthanked(actor, since=since, limit=5)
            assert days[key] == await celebrations_ahead(actor, days=7)


async def test_hints_leave_out_what_there_is_not(cast: Cast) -> None:
    """Else they would be of no use: for whom nothing was written, nothing is asked."""
    with clock.at(NINE):
        hints, _ = await hints_of([cast.actor(cast.zed)], timedelta(days=7))
    assert hints[cast.zed.id].parts == hints[cast.zed.id].sources == frozenset()


async def test_actors_read_together_are_those_read_alone(cast: Cast) -> None:
    await RoleGrant.create(person_id=cast.mo.id, role="hr", granted_at=now())
    keys = [person.id for person in cast.people]
    together = await actors_for(keys, ActorKind.DIGEST)
    assert cast.dee.id not in together
    for key in keys:
        assert together.get(key) == await actor_for(key, ActorKind.DIGEST)


async def test_teams_read_together_are_those_read_alone(cast: Cast) -> None:
    actors = list((await actors_for([person.id for person in cast.people])).values())
    hints, _ = await hints_of(actors, timedelta(days=7))
    for actor in actors:
        assert hints[actor.person_id].around.team == await team_of(actor)
    assert await team_of(cast.actor(cast.ann)) == {cast.bo.id}


@pytest.mark.parametrize("many", [False, True])
async def test_where_many_celebrate_one_is_told_of_those_around(cast: Cast, many: bool) -> None:
    from tests.recognition.celebrations.builders import celebration

    await celebration(cast.bo)
    await celebration(cast.cy)
    ann = cast.actor(cast.ann)
    found = await celebrations_to_tell(ann, await team_of(ann), many=many)
    expected = [cast.bo.id] if many else [cast.bo.id, cast.cy.id]
    assert sorted(each.person_id for each in found) == sorted(expected)


async def test_one_that_cannot_be_made_stops_no_other(
    cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    await live(cast)

    async def broken(actor: Actor, *given: object) -> object:
        if actor.person_id == cast.mo.id:
            raise ValueError("broken")
        return await compose(actor, *given)  # type: ignore[arg-type]

    monkeypatch.setattr("erm.digest.making.compose", broken)
    with clock.at(NINE):
        keys = [cast.ann.id, cast.mo.id, cast.bo.id, cast.dee.id]
        made = await make_many(dict.fromkeys(keys, Wish()), settings)
    assert made.failed == {cast.mo.id}
    assert made.gone == {cast.dee.id}
    assert set(made.digests) == {cast.ann.id, cast.bo.id}


async def test_making_takes_as_many_queries_for_1_20_and_200_people_of_whom_there_is_nothing_to_say(
    cast: Cast, settings: Settings
) -> None:
    counts = []
    await live(cast)
    people = await cast.crowd(199, manager=cast.mo, department=cast.engineering)
    with clock.at(NINE):
        for size in (1, 20, 200):
            keys = [cast.ann.id, *(person.id for person in people[: size - 1])]
            with query_count() as count:
                made = await make_many(dict.fromkeys(keys, Wish()), settings)
            assert len(made.digests) == size
            assert made.digests[cast.ann.id] is not None
            counts.append(count.count)
    # Thanks to a colleague come along for each, but are no reason for a mail.
    assert len(set(counts)) == 1
    assert counts[0] <= 45


async def test_composing_and_issuing_for_1_20_and_200_who_have_much_to_read_takes_as_many_queries(
    cast: Cast, settings: Settings, bus: Bus
) -> None:
    """The cast has something of everything; whoever comes in the same batch costs no query more."""
    composing, issuing = [], []
    with clock.at(NINE + timedelta(hours=6)):
        dice = random.Random(2)
        await random_week.live(cast, dice)
        whoever = [person.id for person in cast.people if person.id != cast.dee.id]
        people = await cast.crowd(202, manager=cast.zed)
        await random_week.all_met(dice, list(pairwise(people)))
        await random_week.all_work(people, cast.bo)
        await planning.replan(bus, [*whoever, *(person.id for person in people)])
        for size in (1, 20, 200):
            keys = [*whoever, *(person.id for person in people[: 2 + size])]
            with query_count() as count:
                made = await make_many(dict.fromkeys(keys, Wish()), settings)
            assert sum(digest is not None for digest in made.digests.values()) >= size
            composing.append(count.count)
            async with unit_of_work(bus):
                await DigestSchedule.filter(version__gt=0).update(next_at=None)
                due = DigestSchedule.filter(person_id__in=keys)
                await due.update(next_at=now(), claimed_until=None)
                await DigestIssue.filter(person_id__in=keys).delete()
            claims = await planning.claim(bus, 300)
            assert len(claims) == len(keys)
            with query_count() as count:
                assert await issue_claimed(settings, bus, claims) > size // 2
            issuing.append(count.count)
    assert len(set(composing)) == 1, composing
    assert composing[0] <= 80
    # Besides what composing asks: who they are, and a transaction for each hundred.
    assert all(count - composing[0] <= 30 for count in issuing)
