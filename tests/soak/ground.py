"""What the long runs write to: a pair with a meeting, kudos, and a token for each of the pair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from erm.core.clock import now
from erm.core.database.connections import database
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.one_on_ones.commands.series import start_series
from erm.one_on_ones.models import OneOnOneMeeting
from erm.one_on_ones.rules import Cadence
from erm.recognition.commands import give_kudos
from erm.recognition.rules import KudosVisibility
from erm.schema.ids import to_global
from tests.cast import company


@dataclass(frozen=True)
class Ground:
    """Global ids, and bearer tokens that may write."""

    meeting: str
    kudos: str
    tokens: tuple[str, str]


async def prepare(url: str) -> Ground:
    """Write the ground into a closed, empty, migrated database."""
    async with database(url):
        cast = await company()
        async with unit_of_work(Bus()):
            await start_series(
                cast.actor(cast.mo),
                person_id=cast.ann.id,
                cadence=Cadence.WEEKLY,
                first_meeting_at=now() + timedelta(hours=1),
            )
            kudos = await give_kudos(
                cast.actor(cast.mo),
                receiver_ids=[cast.ann.id],
                message="For everything",
                company_value_id=None,
                visibility=KudosVisibility.PUBLIC,
            )
        meeting = await OneOnOneMeeting.all().first()
        assert meeting is not None
        return Ground(
            meeting=to_global("OneOnOneMeeting", meeting.id),
            kudos=to_global("Kudos", kudos.id),
            tokens=(
                await cast.access_token(cast.mo, may_write=True),
                await cast.access_token(cast.ann, may_write=True),
            ),
        )
