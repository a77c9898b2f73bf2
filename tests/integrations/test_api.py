"""Integrations through the API: administrators alone, secrets told once and stored sealed."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pytest

from erm.audit.models import AuditEntry
from erm.core.clock import now
from erm.integrations.models import ChatChannel, Delivery, DeliveryAttempt, WebhookEndpoint
from erm.integrations.queries import address_of, former_secret_of, secret_of
from erm.integrations.rules import AT_MOST, DeliveryState, EventKind
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.conftest import Api, query_count
from tests.integrations import rows

URL = "https://hooks.example.com/erm"
SLACK = "https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"
REFUSAL = "... on Refusal { kind code field message }"
ENDPOINT = "id name url events enabled disabledReason failingSince createdAt version secretEnds"
CHANNEL = "id name service events language enabled disabledReason version"
ADD = f"""mutation ($input: AddWebhookEndpointInput!) {{ addWebhookEndpoint(input: $input) {{
  ... on AddWebhookEndpointSuccess {{ secret endpoint {{ {ENDPOINT} }} }} {REFUSAL} }} }}"""
EDIT = f"""mutation ($input: EditWebhookEndpointInput!) {{ editWebhookEndpoint(input: $input) {{
  ... on EditWebhookEndpointSuccess {{ endpoint {{ {ENDPOINT} }} }} {REFUSAL} }} }}"""
ROTATE = f"""mutation ($input: RotateWebhookSecretInput!) {{ rotateWebhookSecret(input: $input) {{
  ... on RotateWebhookSecretSuccess {{ secret endpoint {{ {ENDPOINT} }} }} {REFUSAL} }} }}"""
REMOVE = f"""mutation ($input: RemoveWebhookEndpointInput!) {{ removeWebhookEndpoint(input: $input) {{
  ... on RemoveWebhookEndpointSuccess {{ removedId }} {REFUSAL} }} }}"""
ADD_CHAT = f"""mutation ($input: AddChatChannelInput!) {{ addChatChannel(input: $input) {{
  ... on AddChatChannelSuccess {{ channel {{ {CHANNEL} }} }} {REFUSAL} }} }}"""
EDIT_CHAT = f"""mutation ($input: EditChatChannelInput!) {{ editChatChannel(input: $input) {{
  ... on EditChatChannelSuccess {{ channel {{ {CHANNEL} }} }} {REFUSAL} }} }}"""
REMOVE_CHAT = f"""mutation ($input: RemoveChatChannelInput!) {{ removeChatChannel(input: $input) {{
  ... on RemoveChatChannelSuccess {{ removedId }} {REFUSAL} }} }}"""
TEST = f"""mutation ($input: SendTestDeliveryInput!) {{ sendTestDelivery(input: $input) {{
  ... on SendTestDeliverySuccess {{ delivery {{ id event state body }} }} {REFUSAL} }} }}"""
REPLAY = f"""mutation ($input: ReplayDeliveryInput!) {{ replayDelivery(input: $input) {{
  ... on ReplayDeliverySuccess {{ delivery {{ id event eventId state attempts }} }} {REFUSAL} }} }}"""
LOG = """query ($id: ID!, $first: Int) { webhookEndpoint(id: $id) { name disabledReason
  deliveries(first: $first) { totalCount edges { node { id event eventId state attempts nextAt
  createdAt finishedAt body canReplay tries { at status problem milliseconds answer } } } } } }"""


async def everything() -> list[Any]:
    found: list[Any] = []
    for model in (WebhookEndpoint, ChatChannel, Delivery, DeliveryAttempt):
        found += await model.all().order_by("id").values()
    return found


async def do(api: Api, mutation: str, **given: Any) -> dict[str, Any]:
    (answer,) = (await api.run(mutation, {"input": given})).values()
    return dict(answer)


def new(**fields: Any) -> dict[str, Any]:
    return {"name": "Intranet", "url": URL, "events": ["KUDOS_GIVEN"], **fields}


def new_chat(**fields: Any) -> dict[str, Any]:
    return {
        "name": "#thanks", "service": "SLACK", "address": SLACK, "events": ["KUDOS_GIVEN"],
        "language": "RU", **fields,
    }  # fmt: skip


async def test_an_endpoint_is_added_and_its_secret_told_once(
    api: Callable[..., Api], cast: Cast
) -> None:
    ada = api(cast.ada)
    added = await do(ada, ADD, **new(events=["CELEBRATION", "KUDOS_GIVEN"]))
    endpoint = added["endpoint"]
    assert endpoint["events"] == ["KUDOS_GIVEN", "CELEBRATION"]
    assert (endpoint["name"], endpoint["url"], endpoint["enabled"]) == ("Intranet", URL, True)
    assert added["secret"].startswith("whsec_")
    assert endpoint["secretEnds"] == added["secret"][-4:]
    row = await WebhookEndpoint.get()
    assert secret_of(row) == added["secret"]
    assert added["secret"].encode() not in row.secret_sealed
    assert row.created_by_id == cast.ada.id
    listed = await ada.run(f"{{ webhookEndpoints {{ {ENDPOINT} }} }}")
    assert listed["webhookEndpoints"] == [endpoint]
    assert await AuditEntry.filter(action="integration.added", actor_id=cast.ada.id).count() == 1


@pytest.mark.parametrize(
    "given, code, field",
    [
        (new(url="http://hooks.example.com/"), "INTEGRATION_ADDRESS_INVALID", "url"),
        (new(url="https://10.0.0.1/"), "INTEGRATION_ADDRESS_INTERNAL", "url"),
        (new(url="https://localhost/"), "INTEGRATION_ADDRESS_INTERNAL", "url"),
        (new(events=[]), "INTEGRATION_EVENTS_MISSING", "events"),
        (new(events=["TEST"]), "INTEGRATION_EVENT_UNFIT", "events"),
        (new(name=" "), "TEXT_REQUIRED", "name"),
        (new(name="x" * 121), "TEXT_TOO_LONG", "name"),
    ],
)
async def test_what_cannot_be_an_endpoint_is_refused(
    api: Callable[..., Api], cast: Cast, given: dict[str, Any], code: str, field: str
) -> None:
    refused = await do(api(cast.ada), ADD, **given)
    assert (refused["code"], refused["field"]) == (code, field)
    assert not await WebhookEndpoint.exists()


async def test_there_are_at_most_twenty(api: Callable[..., Api], cast: Cast) -> None:
    for _ in range(AT_MOST):
        await rows.endpoint()
    assert (await do(api(cast.ada), ADD, **new()))["code"] == "TOO_MANY_INTEGRATIONS"


async def test_an_endpoint_is_changed_as_it_was_read(api: Callable[..., Api], cast: Cast) -> None:
    row = await rows.endpoint()
    ada, key = api(cast.ada), to_global("WebhookEndpoint", row.id)
    given = new(endpointId=key, name="Wiki", enabled=True, version=1)
    assert (await do(ada, EDIT, **given))["endpoint"]["version"] == 2
    assert (await do(ada, EDIT, **given))["code"] == "INTEGRATION_VERSION_STALE"
    refused = await do(ada, EDIT, **(given | {"url": "https://[::1]/", "version": 2}))
    assert refused["code"] == "INTEGRATION_ADDRESS_INTERNAL"
    row = await WebhookEndpoint.get()
    assert (row.name, row.url, row.kinds) == ("Wiki", URL, ["kudos.given"])


async def test_switched_off_nothing_waits_and_switched_on_failures_are_forgotten(
    api: Callable[..., Api], cast: Cast
) -> None:
    row = await rows.endpoint(failing_since=now(), enabled=True)
    waiting = await rows.delivery(row)
    ada, key = api(cast.ada), to_global("WebhookEndpoint", row.id)
    off = new(endpointId=key, enabled=False, version=1)
    assert not (await do(ada, EDIT, **off))["endpoint"]["enabled"]
    assert (await Delivery.get(id=waiting.id)).state is DeliveryState.GIVEN_UP
    await WebhookEndpoint.filter(id=row.id).update(disabled_reason="failing")
    told = (await ada.run(LOG, {"id": key}))["webhookEndpoint"]
    assert told["disabledReason"] == "Nothing has arrived for five days."
    on = (await do(ada, EDIT, **(off | {"enabled": True, "version": 2})))["endpoint"]
    assert (on["enabled"], on["failingSince"], on["disabledReason"]) == (True, None, None)


async def test_a_secret_is_rotated_and_the_former_one_is_kept_for_a_day(
    api: Callable[..., Api], cast: Cast
) -> None:
    row = await rows.endpoint()
    ada, key = api(cast.ada), to_global("WebhookEndpoint", row.id)
    former = secret_of(row)
    rotated = await do(ada, ROTATE, endpointId=key, version=1)
    assert rotated["secret"] != former
    row = await WebhookEndpoint.get()
    assert (secret_of(row), former_secret_of(row)) == (rotated["secret"], former)
    assert row.former_until is not None
    assert 86390 < (row.former_until - now()).total_seconds() <= 86400
    assert (await do(ada, ROTATE, endpointId=key, version=1))["code"] == "INTEGRATION_VERSION_STALE"


async def test_a_removed_endpoint_takes_its_log_with_it(
    api: Callable[..., Api], cast: Cast
) -> None:
    row = await rows.endpoint()
    await rows.delivery(row)
    key = to_global("WebhookEndpoint", row.id)
    assert await do(api(cast.ada), REMOVE, endpointId=key) == {"removedId": key}
    assert await everything() == []


async def test_a_chat_is_added_and_its_address_never_told(
    api: Callable[..., Api], cast: Cast
) -> None:
    ada = api(cast.ada)
    channel = (await do(ada, ADD_CHAT, **new_chat()))["channel"]
    assert (channel["service"], channel["language"]) == ("SLACK", "RU")
    row = await ChatChannel.get()
    assert address_of(row) == SLACK
    assert b"TIiajkdnlazkcOXrIdevi7FQ" not in row.address_sealed
    answer = await ada.post(f"{{ chatChannels {{ {CHANNEL} }} }}")
    assert "TIiajkdnlazkcOXrIdevi7FQ" not in answer.text


@pytest.mark.parametrize(
    "given, code",
    [
        (new_chat(address="nonsense"), "CHAT_ADDRESS_INVALID"),
        (new_chat(address=f"{SLACK}?template=/etc/passwd"), "CHAT_ADDRESS_INVALID"),
        (new_chat(address="json://10.0.0.1/"), "CHAT_ADDRESS_INVALID"),
        (
            new_chat(service="MATTERMOST", address="mmosts://10.0.0.1/3ccdd113474722377935511f"),
            "INTEGRATION_ADDRESS_INTERNAL",
        ),
        (new_chat(events=["KUDOS_REMOVED"]), "INTEGRATION_EVENT_UNFIT"),
        (new_chat(events=[]), "INTEGRATION_EVENTS_MISSING"),
    ],
)
async def test_what_cannot_be_a_chat_is_refused(
    api: Callable[..., Api], cast: Cast, given: dict[str, Any], code: str
) -> None:
    assert (await do(api(cast.ada), ADD_CHAT, **given))["code"] == code
    assert not await ChatChannel.exists()


async def test_a_chat_is_changed_with_or_without_a_new_address(
    api: Callable[..., Api], cast: Cast
) -> None:
    row = await rows.channel()
    ada, key = api(cast.ada), to_global("ChatChannel", row.id)
    given = {"channelId": key, "name": "x", "events": ["CELEBRATION"], "language": "EN",
             "enabled": True}  # fmt: skip
    before = row.address_sealed
    assert (await do(ada, EDIT_CHAT, **given, version=1))["channel"]["version"] == 2
    assert (await ChatChannel.get()).address_sealed == before
    bad = await do(ada, EDIT_CHAT, **given, version=2, address="tgram://1:x/2")
    assert bad["code"] == "CHAT_ADDRESS_INVALID"
    assert "channel" in await do(ada, EDIT_CHAT, **given, version=2, address=SLACK)
    assert address_of(await ChatChannel.get()) == SLACK
    assert await do(ada, REMOVE_CHAT, channelId=key) == {"removedId": key}
    assert not await ChatChannel.exists()


async def test_a_test_is_queued_for_what_is_switched_off_too(
    api: Callable[..., Api], cast: Cast
) -> None:
    endpoint, chat = await rows.endpoint(enabled=False), await rows.channel()
    ada = api(cast.ada)
    sent = (await do(ada, TEST, endpointId=to_global("WebhookEndpoint", endpoint.id)))["delivery"]
    assert (sent["event"], sent["state"]) == ("TEST", "WAITING")
    assert '"type":"test"' in sent["body"]
    sent = (await do(ada, TEST, channelId=to_global("ChatChannel", chat.id)))["delivery"]
    assert sent["body"].startswith("This is a test")
    assert (await do(ada, TEST))["code"] == "INTEGRATION_NOT_FOUND"


async def test_what_is_over_is_sent_again_under_the_same_id(
    api: Callable[..., Api], cast: Cast
) -> None:
    to = await rows.endpoint()
    row = await rows.delivery(to, state=DeliveryState.GIVEN_UP, attempts=10)
    sent = await do(api(cast.ada), REPLAY, deliveryId=to_global("Delivery", row.id))
    again = sent["delivery"]
    assert again["eventId"] == str(row.event_id)
    assert again["id"] != to_global("Delivery", row.id)
    assert (again["state"], again["attempts"]) == ("WAITING", 0)
    assert await Delivery.all().count() == 2


@pytest.mark.parametrize(
    "fields",
    [
        {"state": DeliveryState.WAITING},
        {"state": DeliveryState.SENDING},
        {"state": DeliveryState.DROPPED, "body": ""},
        {"state": DeliveryState.DELIVERED, "body": ""},
    ],
)
async def test_what_is_under_way_or_may_not_be_told_any_more_is_not(
    api: Callable[..., Api], cast: Cast, fields: dict[str, Any]
) -> None:
    row = await rows.delivery(await rows.endpoint(), **fields)
    sent = await do(api(cast.ada), REPLAY, deliveryId=to_global("Delivery", row.id))
    assert sent["code"] == "DELIVERY_NOT_REPLAYABLE"
    assert await Delivery.all().count() == 1


async def test_the_log_shows_each_try_in_the_viewer_s_words(
    api: Callable[..., Api], cast: Cast
) -> None:
    to = await rows.endpoint()
    row = await rows.delivery(to, state=DeliveryState.DELIVERED, attempts=2, finished_at=now())
    await DeliveryAttempt.create(delivery_id=row.id, at=now(), problem="TLS_FAILED", milliseconds=7)
    await DeliveryAttempt.create(
        delivery_id=row.id, at=now(), status=200, milliseconds=9, answer="ok"
    )
    data = await api(cast.ada).run(LOG, {"id": to_global("WebhookEndpoint", to.id)})
    (edge,) = data["webhookEndpoint"]["deliveries"]["edges"]
    first, second = edge["node"]["tries"]
    assert first["problem"] == "The certificate of the host could not be verified."
    assert (first["status"], first["milliseconds"]) == (None, 7)
    assert (second["status"], second["problem"], second["answer"]) == (200, None, "ok")
    assert edge["node"]["canReplay"]
    assert edge["node"]["nextAt"] is None


@pytest.mark.parametrize("who", ["ann", "hana", "zed"])
async def test_whoever_is_no_administrator_sees_and_does_nothing(
    api: Callable[..., Api], cast: Cast, who: str
) -> None:
    endpoint, chat = await rows.endpoint(), await rows.channel()
    delivery = await rows.delivery(endpoint, state=DeliveryState.GIVEN_UP)
    before = await everything()
    browser = api(getattr(cast, who))
    hook, post = to_global("WebhookEndpoint", endpoint.id), to_global("ChatChannel", chat.id)
    log = to_global("Delivery", delivery.id)
    seen = await browser.run(
        "query ($e: ID!, $c: ID!, $d: ID!) { webhookEndpoints { id } chatChannels { id } "
        "webhookEndpoint(id: $e) { id } chatChannel(id: $c) { id } e: node(id: $e) { id } "
        "c: node(id: $c) { id } d: node(id: $d) { id } }",
        {"e": hook, "c": post, "d": log},
    )
    assert not any(seen.values())
    change = {"name": "x", "events": ["KUDOS_GIVEN"], "enabled": False, "version": 1}
    tried = [
        (ADD, new(), "NOT_ALLOWED"),
        (ADD_CHAT, new_chat(), "NOT_ALLOWED"),
        (EDIT, {**change, "url": URL, "endpointId": hook}, "INTEGRATION_NOT_FOUND"),
        (ROTATE, {"endpointId": hook, "version": 1}, "INTEGRATION_NOT_FOUND"),
        (REMOVE, {"endpointId": hook}, "INTEGRATION_NOT_FOUND"),
        (EDIT_CHAT, {**change, "language": "EN", "channelId": post}, "INTEGRATION_NOT_FOUND"),
        (
            EDIT_CHAT,
            {**change, "language": "EN", "channelId": post, "address": SLACK},
            "INTEGRATION_NOT_FOUND",
        ),
        (REMOVE_CHAT, {"channelId": post}, "INTEGRATION_NOT_FOUND"),
        (TEST, {"endpointId": hook}, "INTEGRATION_NOT_FOUND"),
        (TEST, {"channelId": post}, "INTEGRATION_NOT_FOUND"),
        (REPLAY, {"deliveryId": log}, "INTEGRATION_NOT_FOUND"),
    ]
    for mutation, given, code in tried:
        assert (await do(browser, mutation, **given))["code"] == code
    assert await everything() == before


async def test_an_id_of_nothing_is_not_told_apart(api: Callable[..., Api], cast: Cast) -> None:
    nothing = base64.b64encode(b"WebhookEndpoint:00000000-0000-7000-8000-000000000000").decode()
    given = {"endpointId": nothing}
    assert (await do(api(cast.ada), REMOVE, **given))["code"] == "INTEGRATION_NOT_FOUND"
    assert (await do(api(cast.ann), REMOVE, **given))["code"] == "INTEGRATION_NOT_FOUND"


async def test_a_page_of_the_log_takes_the_same_queries_however_long_it_is(
    api: Callable[..., Api], cast: Cast
) -> None:
    to = await rows.endpoint()
    ada, given = api(cast.ada), {"id": to_global("WebhookEndpoint", to.id), "first": 100}
    counts = []
    for more in (1, 19, 80):
        made = [
            await rows.delivery(to, kind=EventKind.TEST, state=DeliveryState.DELIVERED)
            for _ in range(more)
        ]
        await DeliveryAttempt.bulk_create(
            [DeliveryAttempt(delivery_id=row.id, at=now(), status=200) for row in made]
        )
        await ada.run(LOG, given)
        with query_count() as counted:
            await ada.run(LOG, given)
        counts.append(counted.count)
    assert len(set(counts)) == 1
