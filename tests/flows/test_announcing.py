"""Integrations are told what everybody may see: nothing else, and nothing any more that is private."""

from __future__ import annotations

import asyncio
import json
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from erm.core.clock import now
from erm.core.events import Event
from erm.core.ids import new_id
from erm.core.work import record, unit_of_work
from erm.flows.announcing import still_told
from erm.flows.subscriptions import build_bus
from erm.integrations.delivering import Courier
from erm.integrations.models import Delivery
from erm.integrations.rules import DeliveryState, EventKind
from erm.people.models import Person
from erm.people.rules import Locale
from erm.recognition.awards.events import AwardAnnounced
from erm.recognition.awards.models import Award, AwardWinner
from erm.recognition.awards.rules import AwardState
from erm.recognition.celebrations.events import CelebrationDelivered
from erm.recognition.celebrations.models import Celebration
from erm.recognition.celebrations.rules import (
    CelebrationAudience,
    CelebrationKind,
    CelebrationState,
)
from erm.recognition.commands import give_kudos, make_kudos_private, withdraw_kudos
from erm.recognition.events import KudosEdited, KudosGiven, KudosRestored, KudosWasHidden
from erm.recognition.models import Kudos, KudosGroup, KudosReceiver
from erm.recognition.rules import GroupKind, KudosVisibility
from erm.schema.ids import to_global
from erm.settings import Settings
from tests.cast import Cast
from tests.integrations import rows
from tests.integrations.test_delivering import FakeSender
from tests.recognition.rows import kudos, value

MESSAGE = "For going back to shop 14."


@pytest.fixture
def announced(settings: Settings) -> Any:
    """``await announced(event)``: let it happen."""

    async def happen(*facts: Event) -> None:
        async with unit_of_work(build_bus(settings)):
            for fact in facts:
                record(fact)

    return happen


def given(row: Kudos, *receivers: Person) -> KudosGiven:
    return KudosGiven(
        at=now(),
        kudos_id=row.id,
        author_id=row.author_id,
        receiver_ids=tuple(person.id for person in receivers),
    )


async def send(settings: Settings) -> FakeSender:
    sender = FakeSender()
    await Courier(settings, build_bus(settings), still_told, sender=sender).run(asyncio.Event())
    return sender


async def test_public_kudos_are_told_with_names_and_words_and_nothing_besides(
    cast: Cast, announced: Any
) -> None:
    await rows.endpoint()
    courage = await value("Courage")
    row = await kudos(cast.ann, cast.bo, cast.cy, message=MESSAGE, company_value=courage)
    await Kudos.filter(id=row.id).update(points=30)
    await announced(given(row, cast.bo, cast.cy))
    (delivery,) = await Delivery.all()
    assert (delivery.kind, delivery.subject_id) == (EventKind.KUDOS_GIVEN, row.id)
    told = json.loads(delivery.body)
    assert set(told) == {"type", "timestamp", "data"}
    assert told["type"] == "kudos.given"
    data = told["data"]
    assert data == {
        "id": to_global("Kudos", row.id),
        "url": data["url"],
        "createdAt": data["createdAt"],
        "author": {"id": to_global("Person", cast.ann.id), "name": "Ann Test"},
        "receivers": [
            {"id": to_global("Person", person.id), "name": f"{person.given_name} Test"}
            for person in (cast.bo, cast.cy)
        ],
        "groups": [],
        "value": {"id": to_global("CompanyValue", courage.id), "name": "Courage"},
        "message": MESSAGE,
    }


async def test_of_a_group_its_name_and_size_are_told_and_not_its_people(
    cast: Cast, announced: Any
) -> None:
    await rows.endpoint()
    row = await kudos(cast.ann, cast.cy)
    group = await KudosGroup.create(
        kudos_id=row.id, kind=GroupKind.TEAM, manager_id=cast.mo.id, name="Mo Test", size=2
    )
    await KudosReceiver.create(kudos_id=row.id, person_id=cast.bo.id, group_id=group.id, position=1)
    await announced(given(row, cast.cy))
    (delivery,) = await Delivery.all()
    assert json.loads(delivery.body)["data"]["groups"] == [
        {"kind": "team", "name": "Mo Test", "size": 2}
    ]
    assert "Bo Test" not in delivery.body


@pytest.mark.parametrize("visibility", [KudosVisibility.PRIVATE, KudosVisibility.TEAM])
async def test_private_kudos_and_those_of_a_team_are_never_told(
    cast: Cast, announced: Any, settings: Settings, visibility: KudosVisibility
) -> None:
    await rows.endpoint()
    await rows.channel()
    row = await kudos(cast.ann, cast.bo, visibility=visibility)
    await announced(
        given(row, cast.bo),
        KudosEdited(at=now(), kudos_id=row.id, author_id=cast.ann.id),
        KudosWasHidden(at=now(), kudos_id=row.id, by_id=cast.ada.id),
        KudosRestored(at=now(), kudos_id=row.id, by_id=cast.ada.id),
    )
    assert not await Delivery.exists()


async def test_whoever_listens_to_something_else_is_told_nothing(
    cast: Cast, announced: Any
) -> None:
    await rows.endpoint(kinds=[EventKind.CELEBRATION.value])
    await rows.endpoint(enabled=False)
    await rows.channel(kinds=[EventKind.AWARD_ANNOUNCED.value])
    row = await kudos(cast.ann, cast.bo)
    await announced(given(row, cast.bo))
    assert not await Delivery.exists()


async def test_a_chat_is_told_in_its_language_and_nobody_is_called_by_it(
    cast: Cast, announced: Any
) -> None:
    await rows.channel(language=Locale.RU)
    await rows.channel(language=Locale.EN)
    row = await kudos(cast.ann, cast.bo, message="Thanks @everyone <!channel>")
    await announced(given(row, cast.bo))
    russian, english = [each.body for each in await Delivery.all().order_by("channel_id")]
    assert russian.startswith("Ann Test благодарит: Bo Test")
    assert english.startswith("Ann Test thanks Bo Test")
    for text in (russian, english):
        assert "@everyone" not in text
        assert "<!channel" not in text
        assert "everyone" in text
        assert "/recognition/" in text


# --------------------------------------------------- made private, withdrawn, hidden: before it is sent


async def give(settings: Settings, cast: Cast) -> UUID:
    async with unit_of_work(build_bus(settings)):
        given = await give_kudos(cast.actor(cast.ann), receiver_ids=[cast.bo.id], message=MESSAGE)
        return given.id


async def made_private(settings: Settings, cast: Cast, key: UUID) -> None:
    async with unit_of_work(build_bus(settings)):
        await make_kudos_private(cast.actor(cast.bo), kudos_id=key)


async def withdrawn(settings: Settings, cast: Cast, key: UUID) -> None:
    async with unit_of_work(build_bus(settings)):
        await withdraw_kudos(cast.actor(cast.ann), kudos_id=key)


@pytest.mark.parametrize("taken_back", [made_private, withdrawn])
async def test_what_was_taken_back_before_it_was_sent_is_never_sent(
    cast: Cast, settings: Settings, taken_back: Any
) -> None:
    await rows.endpoint()
    await rows.channel()
    key = await give(settings, cast)
    assert await Delivery.filter(state=DeliveryState.WAITING).count() == 2
    await taken_back(settings, cast, key)
    assert (await send(settings)).sent == []
    for row in await Delivery.all():
        assert (row.state, row.body) == (DeliveryState.DROPPED, "")


@pytest.mark.parametrize("taken_back", [made_private, withdrawn])
async def test_where_it_was_sent_the_endpoint_hears_that_it_is_gone_and_the_log_forgets_it(
    cast: Cast, settings: Settings, taken_back: Any
) -> None:
    await rows.endpoint()
    key = await give(settings, cast)
    assert len((await send(settings)).sent) == 1
    await taken_back(settings, cast, key)
    ((_, body, _),) = (await send(settings)).sent
    told = json.loads(body)
    assert (told["type"], told["data"]) == ("kudos.removed", {"id": to_global("Kudos", key)})
    assert MESSAGE not in "".join([row.body for row in await Delivery.all()])


async def test_a_row_that_became_private_without_a_word_is_not_sent_either(
    cast: Cast, settings: Settings
) -> None:
    await rows.endpoint()
    key = await give(settings, cast)
    await Kudos.filter(id=key).update(visibility=KudosVisibility.PRIVATE)
    assert (await send(settings)).sent == []


async def test_hidden_kudos_that_are_shown_again_are_told_to_programs_again_and_not_to_chats(
    cast: Cast, settings: Settings, announced: Any
) -> None:
    endpoint = await rows.endpoint()
    chat = await rows.channel()
    key = await give(settings, cast)
    await Delivery.filter(subject_id=key).update(state=DeliveryState.DELIVERED, attempts=1)
    await Kudos.filter(id=key).update(hidden_at=now())
    await announced(KudosWasHidden(at=now(), kudos_id=key, by_id=cast.ada.id))
    await Kudos.filter(id=key).update(hidden_at=None)
    await announced(KudosRestored(at=now(), kudos_id=key, by_id=cast.ada.id))
    kinds = [row.kind for row in await Delivery.filter(endpoint_id=endpoint.id).order_by("id")]
    assert kinds == [EventKind.KUDOS_GIVEN, EventKind.KUDOS_REMOVED, EventKind.KUDOS_GIVEN]
    assert await Delivery.filter(channel_id=chat.id).count() == 1


async def test_what_waits_tells_the_present_words(
    cast: Cast, settings: Settings, announced: Any
) -> None:
    await rows.endpoint()
    await rows.channel()
    key = await give(settings, cast)
    await Kudos.filter(id=key).update(message="Better words.")
    await announced(KudosEdited(at=now(), kudos_id=key, author_id=cast.ann.id))
    for row in await Delivery.all():
        assert "Better words." in row.body
        assert MESSAGE not in row.body


async def test_what_did_not_happen_is_not_told(cast: Cast, settings: Settings) -> None:
    await rows.endpoint()
    row = await kudos(cast.ann, cast.bo)

    async def fail() -> None:
        async with unit_of_work(build_bus(settings)):
            record(given(row, cast.bo))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert not await Delivery.exists()


# ----------------------------------------------------------------------------- awards and celebrations


async def award(cast: Cast, *, state: AwardState) -> Award:
    day = date(2026, 11, 1)
    row = await Award.create(
        name="Team player",
        quarter="2026-Q4",
        state=state,
        nominations_from=day,
        nominations_until=day,
        voting_until=day,
        created_by_id=cast.hana.id,
        created_at=now(),
    )
    await AwardWinner.create(award_id=row.id, person_id=cast.bo.id)
    return row


async def test_an_announced_award_is_told(cast: Cast, announced: Any, settings: Settings) -> None:
    await rows.endpoint()
    await rows.channel()
    row = await award(cast, state=AwardState.ANNOUNCED)
    key = new_id()
    await announced(
        AwardAnnounced(
            at=now(), award_id=row.id, by_id=cast.hana.id, winner_ids=(cast.bo.id,), kudos_id=key
        )
    )
    program = await Delivery.get(channel_id__isnull=True)
    data = json.loads(program.body)["data"]
    assert (data["name"], data["quarter"]) == ("Team player", "2026-Q4")
    assert data["winners"] == [{"id": to_global("Person", cast.bo.id), "name": "Bo Test"}]
    chat = await Delivery.get(endpoint_id__isnull=True)
    assert chat.body.startswith("Team player: Bo Test")
    await Award.filter(id=row.id).update(state=AwardState.CANCELLED)
    assert (await send(settings)).sent == []


@pytest.mark.parametrize("kind", list(CelebrationKind))
@pytest.mark.parametrize("audience", list(CelebrationAudience))
async def test_a_day_is_told_only_if_its_person_shares_it_with_everybody(
    cast: Cast, announced: Any, settings: Settings, audience: CelebrationAudience,
    kind: CelebrationKind,
) -> None:  # fmt: skip
    await rows.endpoint()
    await rows.channel()
    years = 5 if kind is CelebrationKind.ANNIVERSARY else None
    row = await Celebration.create(
        person_id=cast.bo.id,
        kind=kind,
        day=now().date(),
        years=years,
        audience=audience,
        state=CelebrationState.DELIVERED,
        due_at=now() - timedelta(minutes=1),
        created_at=now(),
    )
    await announced(
        CelebrationDelivered(
            at=now(), celebration_id=row.id, person_id=cast.bo.id, kind=kind, years=years
        )
    )
    if audience is not CelebrationAudience.EVERYONE:
        assert not await Delivery.exists()
        return
    program = await Delivery.get(channel_id__isnull=True)
    data = json.loads(program.body)["data"]
    assert (data["kind"], data["years"]) == (kind.value, years)
    assert "Bo Test" in (await Delivery.get(endpoint_id__isnull=True)).body
    await Celebration.filter(id=row.id).update(audience=CelebrationAudience.TEAM)
    assert (await send(settings)).sent == []
