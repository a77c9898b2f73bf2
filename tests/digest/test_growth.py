"""What needs a person in development: at the rhythm of the plan, and said once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from erm.core import clock
from erm.core.clock import now
from erm.core.ids import new_id
from erm.development.competencies.models import Assessment
from erm.development.competencies.rules import AssessmentState
from erm.development.learning.models import Certificate
from erm.development.models import DevelopmentChange, DevelopmentPlan, Goal
from erm.development.rules import GoalStatus, PlanState
from erm.development.skills.models import Mentorship
from erm.digest import home
from erm.digest.compose import compose
from erm.digest.needs import Need, NeedKind
from erm.people.models import Person
from erm.settings import Settings
from tests.cast import Cast
from tests.database import query_count
from tests.development.builders import plan
from tests.development.overview.builders import assessed, framework, place
from tests.digest.week import MONDAY

DAY = timedelta(days=1)
K = NeedKind


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.at(MONDAY):
        yield


async def agreed(person: Person, days: int, **values: Any) -> DevelopmentPlan:
    """A plan that was signed, and last touched, so many days ago, with a goal to be reached."""
    at = MONDAY - days * DAY
    row = await plan(
        person,
        **{
            "state": PlanState.ACTIVE,
            "starts_on": at.date(),
            "signed_at": at,
            "last_activity_at": at,
        }
        | values,
    )
    await Goal.create(
        plan_id=row.id,
        person_id=person.id,
        author_id=person.id,
        title="Speak",
        position=0,
        created_at=at,
    )
    return row


async def needs(cast: Cast, person: Person) -> list[Need]:
    return await home.needs(cast.actor(person))


async def kinds(cast: Cast, person: Person) -> list[NeedKind]:
    return [need.kind for need in await needs(cast, person)]


async def test_a_check_in_is_asked_of_whose_plan_it_is_at_its_own_rhythm(cast: Cast) -> None:
    row = await agreed(cast.ann, 7, check_in_every=7)
    assert await kinds(cast, cast.mo) == []
    (need,) = await needs(cast, cast.ann)
    assert (need.kind, need.subject_id, need.person_id) == (K.CHECK_IN_DUE, row.id, cast.mo.id)
    assert need.due_on == MONDAY.date()
    with clock.at(MONDAY - DAY):
        assert await kinds(cast, cast.ann) == []
    await DevelopmentPlan.filter(id=row.id).update(check_in_every=28)
    assert await kinds(cast, cast.ann) == []


async def test_a_plan_that_went_quiet_is_one_line_for_both(cast: Cast) -> None:
    """It is not said to lack a check-in besides; how long is quiet its people agree."""
    row = await agreed(cast.ann, 22, check_in_every=7)
    assert await kinds(cast, cast.ann) == [K.PLAN_QUIET]
    assert await kinds(cast, cast.mo) == [K.PLAN_QUIET]
    await DevelopmentPlan.filter(id=row.id).update(quiet_after=30)
    assert await kinds(cast, cast.ann) == [K.CHECK_IN_DUE]
    assert await kinds(cast, cast.mo) == []


async def test_a_plan_that_is_over_asks_to_be_closed_or_renewed_and_for_nothing_else(
    cast: Cast,
) -> None:
    await agreed(cast.ann, 60, ends_on=MONDAY.date() - 3 * DAY)
    for person, other in ((cast.ann, cast.mo), (cast.mo, cast.ann)):
        (need,) = await needs(cast, person)
        assert (need.kind, need.person_id) == (K.PLAN_EXPIRED, other.id)
        assert need.since == datetime(2026, 11, 21, tzinfo=MONDAY.tzinfo)


async def test_changes_after_signing_are_told_to_the_other_side(cast: Cast) -> None:
    row = await agreed(cast.ann, 2)
    for _ in range(3):
        await DevelopmentChange.create(
            plan_id=row.id,
            by_id=cast.mo.id,
            at=now() - DAY,
            field="goal_target",
            after_signing=True,
        )
    (need,) = await needs(cast, cast.ann)
    assert (need.kind, need.count) == (K.PLAN_CHANGED, 3)
    assert await kinds(cast, cast.mo) == []


async def test_goals_of_a_leaver_remind_nobody(cast: Cast) -> None:
    await agreed(cast.ann, 30)
    await agreed(cast.ann, 60, ends_on=MONDAY.date() - 3 * DAY)
    assert len(await kinds(cast, cast.mo)) == 2
    await cast.leave(cast.ann, MONDAY.date())
    assert await kinds(cast, cast.mo) == []


async def test_private_and_dropped_goals_ask_for_no_check_in(cast: Cast) -> None:
    row = await agreed(cast.ann, 15)
    await Goal.filter(plan_id=row.id).update(status=GoalStatus.DROPPED)
    assert await kinds(cast, cast.ann) == []


async def test_an_assessment_is_written_by_both_and_then_compared(cast: Cast) -> None:
    """What is handed in asks for nothing more; the comparison is news for a week."""
    built = await framework()
    await place(built, [cast.ann], "senior")
    (row,) = await assessed(
        built, [cast.ann], "senior", {}, {}, at=now() - 9 * DAY, state=AssessmentState.OPEN
    )
    await Assessment.filter(id=row.id).update(due_on=MONDAY.date() - DAY)
    for person, other in ((cast.ann, None), (cast.mo, cast.ann.id)):
        (need,) = await needs(cast, person)
        assert (need.kind, need.person_id, need.overdue) == (K.ASSESSMENT_TO_WRITE, other, True)
    for person in (cast.zed, cast.hana, cast.old):
        assert await kinds(cast, person) == []
    await Assessment.filter(id=row.id).update(
        state=AssessmentState.COMPARED, compared_at=now() - 6 * DAY
    )
    assert await kinds(cast, cast.ann) == await kinds(cast, cast.mo) == [K.ASSESSMENT_COMPARED]
    assert await kinds(cast, cast.zed) == []
    with clock.at(MONDAY + 2 * DAY):
        assert await kinds(cast, cast.ann) == []


async def test_a_mentorship_waits_for_whoever_has_not_answered(cast: Cast) -> None:
    await Mentorship.create(
        id=new_id(),
        mentor_id=cast.cy.id,
        mentee_id=cast.ann.id,
        proposed_by_id=cast.ann.id,
        mentee_accepted_at=now(),
        created_at=now(),
    )
    (need,) = await needs(cast, cast.cy)
    assert (need.kind, need.person_id) == (K.MENTORSHIP_TO_ANSWER, cast.ann.id)
    assert await kinds(cast, cast.ann) == []


async def test_a_certificate_that_ends_soon_or_has_ended_is_told_to_its_holder(cast: Cast) -> None:
    for name, days in (("Soon", 20), ("Just ended", -3), ("Far", 300), ("Never", None)):
        await Certificate.create(
            person_id=cast.ann.id,
            name=name,
            expires_on=None if days is None else MONDAY.date() + days * DAY,
            created_at=now(),
        )
    found = await needs(cast, cast.ann)
    assert [(need.kind, need.overdue) for need in found] == [
        (K.CERTIFICATE_EXPIRING, True),
        (K.CERTIFICATE_EXPIRING, False),
    ]
    assert await kinds(cast, cast.mo) == []


async def _everything(cast: Cast, times: int = 1) -> None:
    """Something of each kind for Ann."""
    built = await framework(name=f"f{new_id()}")
    for n in range(times):
        await agreed(cast.ann, 15)
        await agreed(cast.ann, 30)
        changed = await agreed(cast.ann, 60, ends_on=MONDAY.date() - 3 * DAY)
        await DevelopmentChange.create(
            plan_id=changed.id, by_id=cast.mo.id, at=now(), field="title", after_signing=True
        )
        for state in (AssessmentState.OPEN, AssessmentState.COMPARED):
            await assessed(built, [cast.ann], "senior", {}, {}, state=state)
        await Mentorship.create(
            mentor_id=cast.ann.id,
            mentee_id=cast.cy.id,
            proposed_by_id=cast.cy.id,
            mentee_accepted_at=now(),
            created_at=now(),
        )
        await Certificate.create(
            person_id=cast.ann.id,
            name=f"Diver {n}",
            expires_on=MONDAY.date() + DAY,
            created_at=now(),
        )


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        (
            "en",
            (
                "a check-in has been due since",
                "no news for 30 days",
                "close it, renew it or extend it",
                "1 change since you both signed",
                "Assess your own competencies",
                "Compare how you and your manager see",
                "Would you be a mentor to Cy Test?",
                "this certificate ends on",
                "Development",
            ),
        ),
        (
            "ru",
            (
                "пора отметиться, срок —",
                "30 дней без новостей",
                "закройте план, продлите его или начните следующий",
                "1 изменение после подписания",
                "Оцените свои компетенции",
                "Сравните, как ваши компетенции видите вы",
                "Готовы стать наставником? Ученик: Cy Test",
                "сертификат действует до",
                "Развитие",
            ),
        ),
    ],
)
async def test_the_digest_says_all_of_it_in_the_reader_s_language(
    cast: Cast,
    settings: Settings,
    locale: str,
    expected: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("erm.digest.sections.writing.MOST_OTHERWISE", 12)
    monkeypatch.setattr("erm.digest.sections.writing.fit", list)
    await _everything(cast)
    found = {need.kind for need in await needs(cast, cast.ann)}
    assert found >= {
        K.CHECK_IN_DUE,
        K.PLAN_QUIET,
        K.PLAN_EXPIRED,
        K.PLAN_CHANGED,
        K.ASSESSMENT_TO_WRITE,
        K.ASSESSMENT_COMPARED,
        K.MENTORSHIP_TO_ANSWER,
        K.CERTIFICATE_EXPIRING,
    }
    digest = await compose(replace(cast.actor(cast.ann), locale=locale), settings)
    assert digest is not None
    for words in expected:
        assert words.casefold() in digest.mail.text.casefold(), words
    assert "/development/assessments/" in digest.mail.text


async def test_the_number_of_queries_does_not_grow_with_what_there_is(cast: Cast) -> None:
    counts = []
    for times in (1, 19, 20):
        await _everything(cast, times)
        with query_count() as count:
            found = await needs(cast, cast.ann)
        counts.append(count.count)
    assert len(found) >= 40 * 8
    assert len(set(counts)) == 1
