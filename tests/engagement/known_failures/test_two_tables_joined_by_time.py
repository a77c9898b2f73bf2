"""Who took part, with a time, in one table; answers, with a time, in another: joined, they are names.

Here no table of ballots, tokens, the roll or comments has a time or a day, keys are drawn by lot (those
of other tables begin with the time), and neither the audit nor the person's rows get one.
"""

from __future__ import annotations

import re
from uuid import UUID

from erm.audit.models import AuditEntry
from erm.core.ids import new_id
from erm.engagement.ballots.models import Ballot, WaitingBallot
from erm.engagement.comments.models import SurveyComment
from erm.engagement.waves.models import RollEntry
from erm.mail.models import Mail
from tests.cast import Cast
from tests.engagement.ballots.builders import answers, open_wave, taken_by, vote
from tests.engagement.ballots.linking import dump
from tests.engagement.known_failures.test_user_id_kept_with_anonymous_answers import columns_of

TABLES = (
    "survey_ballot",
    "survey_ballot_waiting",
    "survey_spent_token",
    "survey_roll",
    "survey_comment",
)
OF_TIME = re.compile("time|date|interval", re.IGNORECASE)


async def test_no_table_of_these_has_a_time(cast: Cast) -> None:
    for table in TABLES:
        columns = await columns_of(table)
        assert columns
        assert not [name for name, kind in columns.items() if OF_TIME.search(kind)], table
        # Classes, and groups of a release, are numbers of many people.
        names = set(columns) - {"class_number", "group_number"}
        assert not [name for name in names if re.search("_at$|_on$|number$|position", name)], table


async def test_keys_are_drawn_by_lot_and_hold_no_time(cast: Cast) -> None:
    wave = await open_wave([cast.ann, cast.bo])
    await vote(wave, await taken_by(wave, cast.ann), answers(wave))
    copy = await dump(wave.id)
    keys = [UUID(str(row["id"])) for row in (*copy.ballots, *copy.roll)]
    assert {key.version for key in keys} == {4}
    assert new_id().version == 7, "those of other tables begin with the time"
    for model in (Ballot, WaitingBallot, RollEntry, SurveyComment):
        default = model._meta.pk.default
        assert callable(default)
        assert default().version == 4


async def test_taking_and_casting_leave_no_other_row_behind(cast: Cast) -> None:
    wave = await open_wave([cast.ann, cast.bo])
    before = [await AuditEntry.all().count(), await Mail.all().count()]
    await vote(wave, await taken_by(wave, cast.ann), answers(wave))
    assert [await AuditEntry.all().count(), await Mail.all().count()] == before
