"""Handovers through the API, from the first line to the last settled one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from erm.core.clock import now
from erm.core.errors import Conflict
from erm.core.work import unit_of_work
from erm.digest.issuing import preview
from erm.digest.working import HANDOVERS_BACK
from erm.flows.handing_over import save_handover, settle_handover_line, share_handover
from erm.handovers.models import Handover, HandoverLine
from erm.handovers.queries import waiting
from erm.handovers.rules import HandoverReason, HandoverState, LineKind
from erm.one_on_ones.models import ActionItem
from erm.schema.ids import to_global
from erm.settings import Settings
from tests.cast import Cast
from tests.conftest import query_count
from tests.handovers.conftest import BUS, Things, asked, in_work
from tests.one_on_ones.builders import history

CANDIDATES = """{ viewer { handoverCandidates {
    key kind subjectId title dueOn other { name } } } }"""
FIELDS = """id reason state note version sharedAt author { name } receiver { name } about { name }
    lines { id key kind text dueOn state subjectId other { name } }"""
SAVE = f"""mutation ($input: SaveHandoverInput!) {{ saveHandover(input: $input) {{
    __typename ... on SaveHandoverSuccess {{ handover {{ {FIELDS} }} }}
    ... on Refusal {{ kind code field message }} }} }}"""
SHARE = f"""mutation ($input: ShareHandoverInput!) {{ shareHandover(input: $input) {{
    __typename ... on ShareHandoverSuccess {{ handover {{ {FIELDS} }} }}
    ... on Refusal {{ kind code field }} }} }}"""
SETTLE = f"""mutation ($input: SettleHandoverLineInput!) {{ settleHandoverLine(input: $input) {{
    __typename ... on SettleHandoverLineSuccess {{ handover {{ {FIELDS} }} }}
    ... on Refusal {{ kind code }} }} }}"""
DELETE = """mutation ($input: DeleteHandoverInput!) { deleteHandover(input: $input) {
    __typename ... on DeleteHandoverSuccess { deletedId } ... on Refusal { kind code } } }"""
CLOSE = """mutation ($input: CloseOpenItemsInput!) { closeOpenItems(input: $input) {
    __typename ... on CloseOpenItemsSuccess { closed candidates { key } }
    ... on Refusal { kind code field } } }"""


async def test_a_note_for_the_new_manager_from_the_first_line_to_the_last(
    cast: Cast, things: Things, api: Callable[..., Any]
) -> None:
    ann, mo = api(cast.ann), api(cast.mo)
    candidates = (await ann.run(CANDIDATES))["viewer"]["handoverCandidates"]
    assert [c["kind"] for c in candidates] == ["PROMISE", "SERIES", "REQUEST", "REQUEST", "GOAL"]
    assert [c["title"] for c in candidates] == [
        "a promise",
        "One-on-ones with Bo Test",
        "How was it?",
        "How was it?",
        "Speak",
    ]
    assert [c["other"] and c["other"]["name"] for c in candidates] == [
        "Bo Test",
        "Bo Test",
        "Cy Test",
        "Max Test",
        None,
    ]
    given = {
        "receiverId": to_global("Person", cast.mo.id),
        "reason": "NEW_MANAGER",
        "aboutId": to_global("Person", cast.old.id),
        "note": "what **matters** to me",
        "lines": [
            {"kind": c["kind"], "subjectId": c["subjectId"], "text": f"about {c['kind']}"}
            for c in candidates
        ],
    }
    saved = (await ann.run(SAVE, {"input": given}))["saveHandover"]["handover"]
    assert (saved["state"], saved["version"], saved["about"]) == ("DRAFT", 1, {"name": "Old Test"})
    assert [line["subjectId"] for line in saved["lines"]] == [c["subjectId"] for c in candidates]
    assert (await mo.run("{ viewer { handovers { id } } }"))["viewer"]["handovers"] == []

    again = {**given, "id": saved["id"], "version": 1, "lines": given["lines"][:2]}
    saved = (await ann.run(SAVE, {"input": again}))["saveHandover"]["handover"]
    stale = (await ann.run(SAVE, {"input": again}))["saveHandover"]
    assert (stale["kind"], stale["code"]) == ("CONFLICT", "STALE_VERSION")

    share = {"input": {"id": saved["id"], "version": saved["version"]}}
    shared = (await ann.run(SHARE, share))["shareHandover"]["handover"]
    assert (shared["state"], len(shared["lines"])) == ("SHARED", 2)
    open_now = (await ann.run(CANDIDATES))["viewer"]["handoverCandidates"]
    assert [c["kind"] for c in open_now] == ["REQUEST", "REQUEST", "GOAL"]

    query = f"query ($id: ID!) {{ handover(id: $id) {{ {FIELDS} }} }}"
    read = (await mo.run(query, {"id": saved["id"]}))["handover"]
    assert read["note"] == "what **matters** to me"
    assert [line["subjectId"] for line in read["lines"]] == [None, None]
    for line, accept in zip(read["lines"], (True, False), strict=True):
        answer = await mo.run(SETTLE, {"input": {"lineId": line["id"], "accept": accept}})
        assert answer["settleHandoverLine"]["__typename"] == "SettleHandoverLineSuccess"
    last = answer["settleHandoverLine"]["handover"]["lines"]
    assert [line["state"] for line in last] == ["ACCEPTED", "DECLINED"]
    second = await mo.run(SETTLE, {"input": {"lineId": last[0]["id"], "accept": True}})
    assert second["settleHandoverLine"]["code"] == "HANDOVER_LINE_ALREADY_SETTLED"

    pair = "query ($id: ID!) { pair(personId: $id) { handovers { id state } } }"
    for one, other in ((ann, cast.mo), (mo, cast.ann)):
        found = await one.run(pair, {"id": to_global("Person", other.id)})
        assert found["pair"]["handovers"] == [{"id": saved["id"], "state": "SHARED"}]
    found = await api(cast.bo).run(pair, {"id": to_global("Person", cast.ann.id)})
    assert found["pair"]["handovers"] == []


async def test_an_id_of_another_kind_is_refused(
    cast: Cast, things: Things, api: Callable[..., Any]
) -> None:
    line = {"kind": "GOAL", "subjectId": to_global("ActionItem", things.promise), "text": "x"}
    given = {
        "receiverId": to_global("Person", cast.max.id),
        "reason": "MOVING",
        "note": "",
        "lines": [line],
    }
    refused = (await api(cast.ann).run(SAVE, {"input": given}))["saveHandover"]
    assert (refused["code"], refused["field"]) == ("ID_INVALID", "subjectId")
    assert not await Handover.exists()


async def test_a_draft_is_deleted(cast: Cast, api: Callable[..., Any]) -> None:
    row = await Handover.create(
        author_id=cast.ann.id,
        receiver_id=cast.mo.id,
        reason=HandoverReason.MOVING,
        created_at=now(),
    )
    key = to_global("Handover", row.id)
    gone = await api(cast.mo).run(DELETE, {"input": {"id": key}})
    assert gone["deleteHandover"]["code"] == "HANDOVER_NOT_FOUND"
    gone = await api(cast.ann).run(DELETE, {"input": {"id": key}})
    assert gone["deleteHandover"] == {"__typename": "DeleteHandoverSuccess", "deletedId": key}


async def test_things_are_closed(cast: Cast, things: Things, api: Callable[..., Any]) -> None:
    ann = api(cast.ann)
    candidates = (await ann.run(CANDIDATES))["viewer"]["handoverCandidates"]
    items = [{"kind": c["kind"], "subjectId": c["subjectId"]} for c in candidates]
    refused = await api(cast.mo).run(CLOSE, {"input": {"items": items}})
    assert refused["closeOpenItems"] == {
        "__typename": "Refusal",
        "kind": "CONFLICT",
        "code": "OPEN_ITEM_GONE",
        "field": "items",
    }
    closed = (await ann.run(CLOSE, {"input": {"items": items[:4]}}))["closeOpenItems"]
    assert (closed["closed"], closed["candidates"]) == (4, [{"key": candidates[4]["key"]}])


async def test_the_candidates_take_the_same_queries_at_1_20_and_200_rows(
    cast: Cast, api: Callable[..., Any]
) -> None:
    ann, counts = api(cast.ann), []
    for size in (1, 19, 180):
        crowd = await cast.crowd(size)
        await history(cast.ann, crowd, 1)
        for person in crowd:
            await asked(person, cast.ann)
        await ann.run(CANDIDATES)
        with query_count() as queries:
            found = (await ann.run(CANDIDATES))["viewer"]["handoverCandidates"]
        counts.append((queries.count, len(found)))
    assert [rows for _, rows in counts] == [3, 60, 600]
    assert len({count for count, _ in counts}) == 1, counts


async def test_the_list_takes_the_same_queries_at_1_20_and_200_rows(
    cast: Cast, api: Callable[..., Any]
) -> None:
    ann, counts = api(cast.ann), []
    query = f"{{ viewer {{ handovers {{ {FIELDS} }} }} }}"
    for size in (1, 19, 180):
        rows = [
            Handover(
                author_id=cast.ann.id,
                receiver_id=person.id,
                about_id=cast.old.id,
                reason=HandoverReason.MOVING,
                state=HandoverState.SHARED,
                created_at=now(),
            )
            for person in await cast.crowd(size)
        ]
        await Handover.bulk_create(rows)
        await HandoverLine.bulk_create(
            [
                HandoverLine(
                    handover_id=row.id,
                    kind=LineKind.GOAL,
                    subject_id=row.id,
                    other_id=row.receiver_id,
                    text="x",
                )
                for row in rows
            ]
        )
        await ann.run(query)
        with query_count() as queries:
            found = (await ann.run(query))["viewer"]["handovers"]
        counts.append((queries.count, len(found)))
    assert [rows for _, rows in counts] == [1, 20, 200]
    assert len({count for count, _ in counts}) == 1, counts


@pytest.mark.parametrize("accepts", [(True, True), (True, False)])
async def test_of_two_answers_at_once_one_counts(
    cast: Cast, things: Things, accepts: tuple[bool, bool]
) -> None:
    await history(cast.max, [cast.bo], 1)
    ann, receiver = cast.actor(cast.ann), cast.actor(cast.max)
    view = await in_work(
        save_handover(
            ann,
            receiver_id=cast.max.id,
            reason=HandoverReason.MOVING,
            note="",
            lines=[things.line(LineKind.PROMISE)],
        )
    )
    await in_work(share_handover(ann, handover_id=view.id, version=1))
    line = await HandoverLine.get()

    async def answer(accept: bool) -> bool:
        try:
            async with unit_of_work(BUS):
                await settle_handover_line(receiver, line_id=line.id, accept=accept)
        except Conflict:
            return False
        return True

    assert sorted(await asyncio.gather(*map(answer, accepts))) == [False, True]
    assert await ActionItem.filter(body="please look after this").count() <= 1


async def test_home_tells_the_receiver_until_they_have_answered(
    cast: Cast, things: Things, api: Callable[..., Any]
) -> None:
    home = """{ viewer { home { needs { kind key person { name } handover { id note } } } } }"""

    async def needs(browser: Any) -> list[dict[str, Any]]:
        found = (await browser.run(home))["viewer"]["home"]["needs"]
        return [need for need in found if need["kind"] == "HANDOVER_WAITING"]

    ann, receiver = cast.actor(cast.ann), api(cast.max)
    view = await in_work(
        save_handover(
            ann,
            receiver_id=cast.max.id,
            reason=HandoverReason.MOVING,
            note="hello",
            lines=[things.line(LineKind.GOAL)],
        )
    )
    assert await needs(receiver) == []
    await in_work(share_handover(ann, handover_id=view.id, version=1))
    (need,) = await needs(receiver)
    assert need["person"] == {"name": "Ann Test"}
    assert need["handover"] == {"id": to_global("Handover", view.id), "note": "hello"}
    for person in (cast.ann, cast.mo, cast.hana, cast.ada):
        assert await needs(api(person)) == []
    line = await HandoverLine.get()
    await in_work(settle_handover_line(cast.actor(cast.max), line_id=line.id, accept=False))
    assert await needs(receiver) == []


async def test_a_note_without_lines_is_told_for_a_week(cast: Cast, api: Callable[..., Any]) -> None:
    for days, told in ((6, 1), (8, 1)):
        await Handover.create(
            author_id=cast.ann.id,
            receiver_id=cast.max.id,
            reason=HandoverReason.MOVING,
            state=HandoverState.SHARED,
            note="x",
            created_at=now() - timedelta(days=days),
            shared_at=now() - timedelta(days=days),
        )
        found = await waiting(cast.actor(cast.max), unread_for=HANDOVERS_BACK)
        assert len(found) == told


async def test_the_digest_tells_of_it_without_a_word_of_it(cast: Cast, settings: Settings) -> None:
    await Handover.create(
        author_id=cast.ann.id,
        receiver_id=cast.max.id,
        reason=HandoverReason.MOVING,
        state=HandoverState.SHARED,
        note="SECRET",
        created_at=now(),
        shared_at=now(),
    )
    mail = await preview(settings, cast.max.id)
    assert mail is not None
    assert "Ann Test hands work over to you" in mail.text
    assert "SECRET" not in mail.text + str(mail.html)
