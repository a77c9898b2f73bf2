"""What is counted for others is what everybody reads anyway."""

from __future__ import annotations

from erm.core.actor import SYSTEM
from erm.core.database.connections import connection
from erm.recognition.fairness import policy
from erm.recognition.models import Kudos
from erm.recognition.policy import readable_kudos
from erm.recognition.rules import KudosVisibility
from tests.cast import Cast
from tests.recognition.fairness.rows import thanks
from tests.recognition.rows import EVERYBODY


async def test_counted_kudos_are_read_by_everybody_and_both_forms_agree(cast: Cast) -> None:
    one = [(cast.ann, [cast.bo])]
    public = await thanks(one * 2)
    await thanks(one, visibility=KudosVisibility.PRIVATE)
    await thanks(one, visibility=KudosVisibility.TEAM, audience=cast.mo.id)
    await thanks(one, hidden=True)
    await thanks(one, withdrawn=True)
    counted = {row.id for row in await Kudos.filter(policy.counted_kudos())}
    assert counted == {row.id for row in public}
    for name in EVERYBODY:
        readable = {
            row.id for row in await Kudos.filter(readable_kudos(cast.actor(getattr(cast, name))))
        }
        assert counted <= readable
    rows = await connection().execute_query_dict(
        f"SELECT CAST(kudos.id AS TEXT) AS id FROM kudos WHERE {policy.COUNTED_SQL}"
    )
    assert {row["id"] for row in rows} == {str(key) for key in counted}


def test_jobs_see_no_report_and_no_board() -> None:
    assert not policy.may_see_report(SYSTEM)
    assert not policy.may_see_team(SYSTEM)
    assert not policy.may_see_board(SYSTEM)
