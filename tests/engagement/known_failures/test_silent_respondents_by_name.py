"""Other products list by name who has not answered, to HR or to their manager.

Here reminders go out without anybody learning to whom; HR sees how many took a ballot, in steps of five,
and nothing of fewer than ten; and no type of the API leads from a wave to those invited.
"""

from __future__ import annotations

import pytest
from graphql import GraphQLObjectType, get_named_type

from erm.core.clock import today
from erm.engagement.waves.models import RollEntry
from erm.engagement.waves.queries import waves_by_ids
from erm.engagement.waves.views import told_number
from erm.schema.build import build_schema
from tests.cast import Cast
from tests.engagement.making import bank, draft, opened

OF_PEOPLE = {"Survey.owner", "SurveyAudience.people", "SurveyAudience.excluded"}
"""Who made a survey, and whom a rule names before anybody is asked."""


def test_no_field_of_a_wave_leads_to_people() -> None:
    types = build_schema()._schema.type_map
    left, seen, found = ["SurveyWave", "SurveyInvitation", "RemindOfWaveSuccess"], set(), set()
    while left:
        name = left.pop()
        seen.add(name)
        kind = types[name]
        assert isinstance(kind, GraphQLObjectType)
        for field, definition in kind.fields.items():
            target = get_named_type(definition.type)
            if target.name == "Person":
                found.add(f"{name}.{field}")
            elif isinstance(target, GraphQLObjectType) and target.name.startswith(
                ("Survey", "Segment", "ToldAs")
            ):
                left += [] if target.name in seen else [target.name]
    assert {each for each in found if each not in OF_PEOPLE} <= {"SurveyAudience.managers"}


@pytest.mark.parametrize(
    ("taken", "invited", "told"),
    [(0, 9, None), (9, 9, None), (0, 10, 0), (4, 10, 0), (9, 12, 5), (12, 12, 10), (99, 250, 95)],
)
def test_how_many_took_a_ballot_is_told_in_steps_and_not_of_few(
    taken: int, invited: int, told: int | None
) -> None:
    assert told_number(taken, invited) == told


async def test_who_is_invited_sees_no_number_and_hr_one_in_steps(cast: Cast) -> None:
    await bank()
    await cast.crowd(3, department=cast.sales)
    wave = await opened(cast.actor(cast.hana), draft(starts_on=today()))
    taken = await RollEntry.filter(wave_id=wave.id).limit(7)
    await RollEntry.filter(id__in=[entry.id for entry in taken]).update(issued=True)
    seen = {
        name: (await waves_by_ids(cast.actor(person), [wave.id]))[wave.id].taken
        for name, person in (("hr", cast.hana), ("manager", cast.mo), ("asked", cast.ann))
    }
    assert seen == {"hr": 5, "manager": None, "asked": None}
