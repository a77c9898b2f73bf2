"""Announcing an award: public kudos in the same unit of work, and once."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import uuid4

from erm.core.clock import now
from erm.core.errors import DomainError
from erm.flows.subscriptions import build_bus
from erm.mail.models import Mail
from erm.recognition.awards import queries
from erm.recognition.awards.commands.announcing import announce_award
from erm.recognition.awards.events import AwardAnnounced
from erm.recognition.awards.models import Award, AwardWinner
from erm.recognition.choices.models import RecognitionSettings
from erm.recognition.choices.rules import SETTINGS_ID
from erm.recognition.models import CompanyValue, Kudos, KudosReceiver
from erm.recognition.rules import KudosVisibility
from tests.recognition.awards.builders import (
    ANNOUNCED,
    DECIDING,
    DRAFT,
    EVERYBODY,
    NOMINATING,
    VOTING,
    award,
    everything,
    move,
    nomination,
    refused,
    value,
    vote,
)


async def decided(cast: Any, **columns: Any) -> Award:
    """Ann has 5 and 4, Cy 2 and 3, Max one vote of two; Bo and Zed are the jury with Old."""
    row = await award(cast.hana, cast.bo, cast.old, cast.ada, state=DECIDING, **columns)
    held = await value()
    for nominee in (cast.ann, cast.cy, cast.max):
        await nomination(row, nominee, cast.mo, held)
    await nomination(row, cast.ann, cast.zed, await value("Courage"))
    await nomination(row, cast.ann, cast.max, held)
    for juror, nominee, score in (
        (cast.bo, cast.ann, 5),
        (cast.old, cast.ann, 4),
        (cast.bo, cast.cy, 2),
        (cast.old, cast.cy, 3),
        (cast.bo, cast.max, 5),
    ):
        await vote(row, juror, nominee, score)
    return row


async def test_the_winners_get_public_kudos_under_the_value_named_most(cast, do) -> None:
    row = await decided(cast, winners=2)
    hana = cast.actor(cast.hana)
    view = await do(
        announce_award(
            hana,
            award_id=row.id,
            winner_ids=[cast.ann.id, cast.cy.id],
            message="For a great quarter",
            version=1,
        )
    )
    assert (view.state, view.winner_ids, view.version) == (
        ANNOUNCED,
        (cast.ann.id, cast.cy.id),
        2,
    )
    kudos = await Kudos.get()
    held = await CompanyValue.get(name="Curiosity")
    assert (kudos.author_id, kudos.visibility, kudos.company_value_id, kudos.message) == (
        cast.hana.id,
        KudosVisibility.PUBLIC,
        held.id,
        "For a great quarter",
    )
    receivers = await KudosReceiver.all().order_by("position").values_list("person_id", flat=True)
    assert receivers == [cast.ann.id, cast.cy.id]
    assert view.kudos_ids == (kudos.id,)
    told = do.only(AwardAnnounced)
    assert (told.award_id, told.winner_ids, told.kudos_id) == (
        row.id,
        (cast.ann.id, cast.cy.id),
        kudos.id,
    )
    (found,) = (await queries.awards_of_kudos(cast.actor(cast.old), [kudos.id]))[kudos.id]
    assert found.id == row.id
    results = (await queries.results_of(cast.actor(cast.bo), [row.id]))[row.id]
    assert {r.nominee_id for r in results if r.winner} == {cast.ann.id, cast.cy.id}


async def test_only_hr_announces_and_only_what_the_jury_has_voted_on(cast, do) -> None:
    row = await decided(cast)
    given: dict[str, Any] = {
        "award_id": row.id,
        "winner_ids": [cast.ann.id],
        "message": "Well done",
        "version": 1,
    }
    for name in EVERYBODY:
        if name != "hana":
            actor = cast.actor(getattr(cast, name))
            await refused(do, "NOT_ALLOWED", announce_award(actor, **given))
    hana = cast.actor(cast.hana)
    for state in (DRAFT, NOMINATING, VOTING, ANNOUNCED):
        await move(row, state)
        await refused(do, "AWARD_NOT_IN_STATE", announce_award(hana, **given))
    await move(row, DECIDING)
    await refused(do, "STALE_VERSION", announce_award(hana, **given | {"version": 7}))
    await refused(do, "TEXT_REQUIRED", announce_award(hana, **given | {"message": " "}))


async def test_winners_are_among_those_with_votes_and_not_too_many(cast, do) -> None:
    row = await decided(cast)
    hana = cast.actor(cast.hana)
    for winners, code in (
        ([], "AWARD_WINNERS_OUT_OF_RANGE"),
        ([cast.ann.id, cast.cy.id], "AWARD_WINNERS_OUT_OF_RANGE"),
        ([cast.ann.id, cast.ann.id], "AWARD_WINNERS_OUT_OF_RANGE"),
        ([cast.old.id], "AWARD_NOMINEE_UNKNOWN"),
        ([cast.max.id], "AWARD_TOO_FEW_VOTES"),
        ([cast.dee.id], "PERSON_HAS_LEFT"),
        ([uuid4()], "PERSON_UNKNOWN"),
    ):
        await refused(
            do,
            code,
            announce_award(hana, award_id=row.id, winner_ids=winners, message="Yes", version=1),
        )


async def test_who_shares_the_last_place_may_share_the_award(cast, do) -> None:
    row = await decided(cast)
    for juror, score in ((cast.ada, 3), (cast.zed, 4)):
        await vote(row, juror, cast.max, score)
    await vote(row, cast.ada, cast.cy, 2)
    # Max: 5, 3 and 4, no less than 4; Ann: 5 and 4.
    await vote(row, cast.ada, cast.ann, 3)
    view = await do(
        announce_award(
            cast.actor(cast.hana),
            award_id=row.id,
            winner_ids=[cast.ann.id, cast.max.id],
            message="Both",
            version=1,
        )
    )
    assert set(view.winner_ids) == {cast.ann.id, cast.max.id}


async def test_where_every_value_was_retired_it_is_announced_without_one(cast, do) -> None:
    row = await decided(cast)
    await CompanyValue.filter(name__in=["Curiosity", "Courage"]).update(retired_at=now())
    await RecognitionSettings.create(id=SETTINGS_ID, value_required=True, updated_at=now())
    await do(
        announce_award(
            cast.actor(cast.hana),
            award_id=row.id,
            winner_ids=[cast.ann.id],
            message="Yes",
            version=1,
        )
    )
    assert (await Kudos.get()).company_value_id is None


async def test_two_who_announce_at_once_announce_once(cast, do) -> None:
    row = await decided(cast)
    hana = cast.actor(cast.hana)
    answers = await asyncio.gather(
        *(
            do(
                announce_award(
                    hana,
                    award_id=row.id,
                    winner_ids=[cast.ann.id],
                    message="Yes",
                    version=1,
                )
            )
            for _ in range(2)
        ),
        return_exceptions=True,
    )
    (refusal,) = [a for a in answers if isinstance(a, DomainError)]
    assert refusal.code in {"STALE_VERSION", "AWARD_NOT_IN_STATE"}
    assert await Kudos.all().count() == await AwardWinner.all().count() == 1


async def test_nominees_are_told_how_often_and_never_by_whom(cast, settings) -> None:
    bus = build_bus(settings)
    row = await decided(cast, repeats=True)
    before = await everything()
    assert before
    from erm.core.work import unit_of_work

    async with unit_of_work(bus):
        await announce_award(
            cast.actor(cast.hana),
            award_id=row.id,
            winner_ids=[cast.ann.id],
            message="Secret words",
            version=1,
        )
    mails = {m.recipient_id: m for m in await Mail.filter(kind="award_news")}
    assert set(mails) == {cast.ann.id, cast.cy.id, cast.max.id}
    assert mails[cast.ann.id].subject == "3 colleagues nominated you: Star of the quarter"
    assert mails[cast.cy.id].subject == "A colleague nominated you: Star of the quarter"
    for mail in mails.values():
        assert "Mo" not in mail.text
        assert "shop 14" not in mail.text
    assert await Award.filter(follows_id=row.id, state=DRAFT).count() == 1
