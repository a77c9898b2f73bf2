"""A day that is named wrongly, because it is counted in the server's zone."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from erm.access.actors import actor_for
from erm.core import clock
from erm.digest.compose import compose
from erm.feedback.models import FeedbackRequest
from erm.people.models import Person
from erm.settings import Settings
from tests.cast import Cast
from tests.digest.issuing import ask


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Pacific/Pago_Pago", "due Wed 25 Nov"),
        ("Europe/Berlin", "due today"),
        ("Pacific/Kiritimati", "due 1 day ago"),
    ],
)
async def test_a_day_is_named_as_it_is_on_its_readers_calendar(
    cast: Cast, settings: Settings, zone: str, said: str
) -> None:
    """At one instant it is still the 24th, already the 25th and already the 26th."""
    await ask(cast.mo, [cast.ann])
    await FeedbackRequest.filter(asked_id=cast.ann.id).update(due_on=date(2026, 11, 25))
    await Person.filter(id=cast.ann.id).update(time_zone=zone)
    with clock.at(datetime(2026, 11, 25, 10, 30, tzinfo=UTC)):
        actor = await actor_for(cast.ann.id)
        assert actor is not None
        digest = await compose(actor, settings)
    assert digest is not None
    assert said in digest.mail.text
