"""Rights to read of groups: nothing is read without a reason."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from erm.core.actor import SYSTEM, Actor, ActorKind, Role
from erm.engagement.results.models import ReleaseGroup
from erm.engagement.results.policy import (
    NOTHING,
    Reach,
    may_ask_for_group,
    may_plan_for,
    may_see_comments,
    reach_of,
)
from erm.engagement.results.rules import GroupKind, Shown
from erm.engagement.surveys.rules import SurveyReaders
from tests.cast import Cast
from tests.engagement.results import stage

ANYBODY = Actor(person_id=uuid4(), kind=ActorKind.SESSION)
DEPARTMENT = uuid4()


@pytest.mark.parametrize("readers", list(SurveyReaders))
@pytest.mark.parametrize("leads", [False, True])
@pytest.mark.parametrize("invited", [False, True])
def test_who_reads_how_far_follows_from_the_promise(
    readers: SurveyReaders, leads: bool, invited: bool
) -> None:
    led = frozenset({DEPARTMENT}) if leads else frozenset()
    administrator = replace(ANYBODY, roles=frozenset({Role.ADMINISTRATOR}))
    hr = replace(ANYBODY, roles=frozenset({Role.HR}))
    found = reach_of(ANYBODY, readers, led=led, invited=invited)
    assert reach_of(administrator, readers, led=led, invited=invited) == found
    assert reach_of(SYSTEM, readers, led=led, invited=invited) == NOTHING
    assert reach_of(hr, readers, led=led, invited=invited).whole
    assert not found.whole
    assert found.departments == (led if readers is not SurveyReaders.HR else frozenset())
    everyone = readers is SurveyReaders.EVERYONE and invited
    assert found.company is (readers is not SurveyReaders.HR and (leads or everyone))


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_a_group_is_asked_for_by_whom_it_concerns(cast: Cast) -> None:
    asked = await stage.survey(cast)
    people = await stage.crowd(cast)
    wave = await stage.closed(await stage.wave(asked, people.everybody, stage.anything()))
    rows = await ReleaseGroup.filter(wave_id=wave.id)
    reaches = [
        NOTHING,
        Reach(whole=True, company=True),
        Reach(company=True),
        Reach(departments=frozenset({cast.sales.id})),
        Reach(company=True, departments=frozenset({cast.engineering.id})),
    ]
    found = [
        {row.department_id for row in rows if may_ask_for_group(reach, row)} for reach in reaches
    ]
    assert found[0] == set()
    assert found[1] == {row.department_id for row in rows}
    assert found[2:] == [{None}, {cast.sales.id}, {None, cast.engineering.id}]


def test_comments_are_for_hr_and_who_leads_the_department_and_only_where_told() -> None:
    group = ReleaseGroup(
        kind=GroupKind.SEGMENT, department_id=DEPARTMENT, shown=Shown.WHOLLY, words=True
    )
    company = ReleaseGroup(kind=GroupKind.COMPANY, shown=Shown.WHOLLY, words=True)
    small = ReleaseGroup(kind=GroupKind.SEGMENT, department_id=DEPARTMENT, words=False)
    hr, leads = Reach(whole=True, company=True), Reach(False, True, frozenset({DEPARTMENT}))
    everybody = Reach(company=True)
    assert [may_see_comments(hr, each) for each in (group, company, small)] == [True, True, False]
    assert [may_see_comments(leads, each) for each in (group, company, small)] == [
        True,
        False,
        False,
    ]
    assert not any(may_see_comments(everybody, each) for each in (group, company, small))
    assert [may_plan_for(leads, each) for each in (group, company)] == [True, False]
    assert [may_plan_for(hr, each) for each in (group, company)] == [True, True]
    assert not may_plan_for(everybody, company)
