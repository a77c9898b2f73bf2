"""How often the pages of relationships ask the database: the same for 1, 20 and 200 rows."""

from __future__ import annotations

from typing import Any

import pytest

from erm.schema.ids import to_global
from tests.cast import Cast
from tests.conftest import Api
from tests.database import query_count
from tests.schema.rows import Rows

PAIR = """query($id: ID!) { pair(personId: $id) {
  key bond attention lastContactAt daysSinceContact cadenceDays quiet usualDays
  reasons { kind text days } given { thanks feedback promisesKept promisesOpen }
  received { thanks feedback promisesKept promisesOpen } person { id name }
  series { id cadenceReport { expectedDays held30 expected90 meanDays lastHeldAt nextAt } }
  openPromises { id body } suggestions { key reason }
  touchpoints(first: 100, kinds: [KUDOS_GIVEN, FEEDBACK_GIVEN, ONE_ON_ONE_HELD]) { totalCount
    edges { node { kind by { id name } subjectTitle subject { id } } } } } }"""
LIST = """{ viewer { relationships(first: 100) { totalCount edges { node {
  key attention reasons { kind text } usualDays given { thanks } received { promisesOpen }
  person { id name } series { id cadenceReport { held90 expected90 } }
  touchpoints(first: 2) { totalCount edges { node { kind subjectTitle } } } } } } } }"""
TEAM = """{ viewer { teamCadence { key person { id name } series { id cadence }
  report { expectedDays held30 held90 held365 expected365 meanDays lastHeldAt nextAt } } } }"""


@pytest.mark.parametrize(
    ("query", "most"), [pytest.param(PAIR, 70, id="pair"), pytest.param(LIST, 25, id="list"),
                        pytest.param(TEAM, 13, id="team")],
)  # fmt: skip
async def test_a_page_asks_as_often_for_1_20_and_200_rows(
    cast: Cast, api: Any, query: str, most: int
) -> None:
    rows = Rows(cast)
    await rows.begin()
    browser: Api = api(cast.mo)
    await browser.run("{ viewer { roles } }")
    variables = {"id": str(to_global("Person", cast.ann.id))} if query is PAIR else {}
    counts, lengths = [], []
    for size in (1, 20, 200):
        await rows.grow(size)
        with query_count() as counter:
            answer = await browser.run(query, variables)
        counts.append(counter.count)
        lengths.append(len(str(answer)))
    # Which batches fall together depends on which answer comes first.
    assert max(counts) - min(counts) <= 3, counts
    assert max(counts) <= most, counts
    assert lengths[0] < lengths[1] < lengths[2]
