"""In other products the smallest group is a parameter of the request, and whoever asks lowers it.

Here a client names a group and no number; what is told stands in the release.
"""

from __future__ import annotations

import re
from datetime import date

import pytest
from graphql import GraphQLInputObjectType, GraphQLNamedType, GraphQLObjectType

from erm.core.errors import DomainError
from erm.core.events import Bus
from erm.core.localized import Localized
from erm.core.work import unit_of_work
from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.past.importing import PastSurvey, import_past_survey
from erm.engagement.past.parsing import PastColumn
from erm.engagement.past.rules import PastColumnUse
from erm.engagement.past.uploads import upload_past_survey
from erm.engagement.surveys.models import Survey
from erm.schema.build import build_schema
from tests.cast import Cast

LOWERING = re.compile("minimum|threshold|anonym|smallest|least|suppress", re.IGNORECASE)
GROUP_SIZES = {"scoreGroup", "wordGroup"}


def test_no_query_takes_the_size_of_a_group() -> None:
    types = build_schema()._schema.type_map
    query = types["Query"]
    assert isinstance(query, GraphQLObjectType)
    looked_at = 0
    for name, field in query.fields.items():
        looked_at += len(field.args)
        for argument in field.args:
            assert not LOWERING.search(argument), f"{name}({argument}:)"
            assert argument not in GROUP_SIZES, f"{name}({argument}:)"
    assert looked_at > 50
    assert {
        name
        for name, type_ in types.items()
        if _is_input(type_) and GROUP_SIZES & set(type_.fields)
    } == {"SaveSurveyInput", "ImportPastSurveyInput"}


def _is_input(type_: GraphQLNamedType) -> bool:
    return isinstance(type_, GraphQLInputObjectType)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("scores", "words"), [(4, 10), (1, 10), (5, 9), (5, 1), (12, 11)])
async def test_a_past_survey_cannot_be_imported_for_smaller_groups(
    cast: Cast, scores: int, words: int
) -> None:
    hana = cast.actor(cast.hana)
    table = "mood\n" + "\n".join("12345" * 10)
    async with unit_of_work(Bus()):
        upload = await upload_past_survey(hana, file_name="a.csv", content=table.encode())
    past = PastSurvey(
        Localized("Past", "Прошлый"),
        date(2024, 1, 1),
        [PastColumn("mood", PastColumnUse.QUESTION, SurveyQuestionKind.SCALE_5)],
        score_group=scores,
        word_group=words,
    )
    with pytest.raises(DomainError) as refused:
        await import_past_survey(hana, upload_id=upload, past=past, apply=True, bus=Bus())
    assert refused.value.code == "SURVEY_GROUPS_OUT_OF_RANGE"
    assert not await Survey.all().exists()
