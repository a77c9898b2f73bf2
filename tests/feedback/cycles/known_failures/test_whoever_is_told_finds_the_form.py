"""Elsewhere a reviewer was told to write and found no form."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from erm.core.clock import today
from erm.core.events import Bus
from erm.digest import home
from erm.digest.compose import compose
from erm.digest.needs import NeedKind
from erm.feedback.cycles.commands import guest_reviews, nominations
from erm.feedback.cycles.models import Review
from erm.feedback.cycles.queries.guest_reviews import guest_review
from erm.feedback.cycles.rules import CycleState, Perspective, ReviewState
from erm.mail.models import Mail
from erm.schema.ids import to_global
from erm.settings import Settings
from tests.cast import Cast
from tests.feedback.cycles import rows
from tests.feedback.cycles.rows import do
from tests.feedback.cycles.test_guest_reviews import token_in

LISTED = """{ viewer { reviewsToWrite { count minutes reviews { id } }
  cycleTasks { kind count } home { needs { kind count cycle { name } } } } }"""
FORM = """query($id: ID!) { review(id: $id) {
  subject { name } cycle { name } terms canWrite dueOn questions { id text scale { value label } }
} }"""


async def test_who_is_told_at_home_or_by_mail_finds_a_form_they_can_fill_in(
    cast: Cast, api: Any, settings: Settings
) -> None:
    for state in CycleState:
        round_ = await rows.cycle(cast.hana, state=state, name=state.value)
        for person in (cast.ann, cast.cy):
            about = await rows.participant(round_, person, manager=cast.mo)
            for perspective in Perspective:
                await rows.review(about, cast.bo, perspective, live_key=None)
    viewer = (await api(cast.bo).run(LISTED))["viewer"]
    (need,) = [n for n in await home.needs(cast.actor(cast.bo)) if n.kind is
               NeedKind.REVIEWS_TO_WRITE]  # fmt: skip
    owed = viewer["reviewsToWrite"]
    assert need.count == owed["count"] == len(owed["reviews"]) == 10
    digest = await compose(cast.actor(cast.bo), settings)
    assert digest is not None
    assert "You owe 10 reviews" in digest.mail.text
    for review in owed["reviews"]:
        form = (await api(cast.bo).run(FORM, {"id": review["id"]}))["review"]
        assert form["canWrite"] is True
        assert len(form["questions"]) == 2
        assert form["cycle"]["name"] == "writing"


@pytest.mark.parametrize(
    "state",
    [
        ReviewState.ASSIGNED,
        ReviewState.STARTED,
        ReviewState.SUBMITTED,
        ReviewState.DECLINED,
        ReviewState.MISSED,
    ],
)
@pytest.mark.parametrize("cycle", [CycleState.WRITING, CycleState.CLOSED, CycleState.CANCELLED])
async def test_a_link_in_an_old_mail_still_leads_to_the_review(
    cast: Cast, api: Any, state: ReviewState, cycle: CycleState
) -> None:
    round_ = await rows.cycle(cast.hana, state=cycle)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    review = await rows.review(ann, cast.bo, state=state)
    found = await api(cast.bo).run(FORM, {"id": to_global("Review", review.id)})
    assert found["review"]["subject"]["name"] == "Ann Test"


async def test_who_is_approved_finds_the_form_and_so_does_a_guest(
    cast: Cast, bus: Bus, api: Any, settings: Settings
) -> None:
    round_ = await rows.cycle(
        cast.hana, state=CycleState.WRITING, writing_until=today() + timedelta(days=14)
    )
    ann = await rows.participant(
        round_, cast.ann, manager=cast.mo, nominated_at=round_.cycle.created_at
    )
    await rows.review(ann, cast.bo, state=ReviewState.PROPOSED)
    guest = await rows.guest(round_)
    await rows.review(ann, guest, Perspective.EXTERNAL, state=ReviewState.PROPOSED)
    assert (await api(cast.bo).run(LISTED))["viewer"]["reviewsToWrite"]["count"] == 0
    await do(bus, nominations.approve_nominations, cast.actor(cast.mo), participant_id=ann.id)
    assert (await api(cast.bo).run(LISTED))["viewer"]["reviewsToWrite"]["count"] == 1
    assert await guest_reviews.invite_guests(replace(settings, company_name="Us"), bus) == 1
    page = await guest_review(token_in(await Mail.get()))
    assert page is not None
    assert page.can_write
    assert len(page.questions) == 2
    assert await Review.filter(state=ReviewState.PROPOSED).count() == 0
