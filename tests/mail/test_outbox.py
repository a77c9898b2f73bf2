"""Administrators look after outgoing mail, nobody else does, and its words are shown to neither."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from erm.audit.models import AuditEntry
from erm.core import clock
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.work import unit_of_work
from erm.mail import blocks, outbox
from erm.mail.models import Mail, MailAttempt, MailBlock, MailPace
from erm.mail.rules import BlockReason, MailState
from erm.mail.views import PaceView, ServerView
from erm.schema.ids import to_global
from erm.settings import Settings
from tests.cast import Cast
from tests.conftest import Api, query_count
from tests.mail.smtp_server import smtp_server
from tests.mail.test_delivery import postman, queue, run

OUTBOX = """query($first: Int, $state: OutboxState, $kind: String, $search: String) { outbox {
  queued retrying parked sentToday bouncedThisWeek oldestDueAt kinds
  servers { host port encrypted pausedUntil } paces { domain perMinute waiting pausedUntil }
  blocks(first: 20) { totalCount edges { node { id address reason person { name } } } }
  mails(first: $first, state: $state, kind: $kind, search: $search) { totalCount edges { node {
    id kind toName toAddress state attempts answer lastError replayable nextAttemptAt
    person { name } tries { taken stage code answer server } } } } } }"""
PARKED = {"state": MailState.PARKED, "last_error": "rcpt: 550 no"}

Browser = Callable[..., Api]


async def act(api: Api, name: str, given: dict[str, Any], wanted: str) -> dict[str, Any]:
    type_ = name[0].upper() + name[1:]
    answer = await api.run(
        f"mutation($input: {type_}Input!) {{ {name}(input: $input) {{ __typename "
        f"... on Refusal {{ kind code }} ... on {type_}Success {{ {wanted} }} }} }}",
        {"input": given},
    )
    return dict(answer[name])


def outgoing(key: UUID) -> str:
    return str(to_global("OutgoingMail", key))


async def test_the_wrong_person_changes_nothing(cast: Cast, api: Browser) -> None:
    parked = await queue(1)
    await Mail.filter(id=parked).update(**PARKED)
    waiting = await queue(2)
    async with unit_of_work(Bus()):
        await blocks.block("x@erm.test", BlockReason.COMPLAINT, person_id=None, mail_id=None)
    block = await MailBlock.get()
    before = await Mail.all().order_by("id").values()
    for person in (cast.hana, cast.zed, cast.ann):
        browser = api(person)
        for name, given, kind in (
            ("sendMailAgain", {"id": outgoing(parked)}, "NOT_FOUND"),
            ("cancelMail", {"id": outgoing(waiting)}, "NOT_FOUND"),
            ("unblockAddress", {"id": to_global("MailBlock", block.id)}, "NOT_FOUND"),
            ("sendParkedMailsAgain", {}, "NOT_ALLOWED"),
            ("blockAddress", {"address": "y@erm.test"}, "NOT_ALLOWED"),
            ("sendTestMail", {}, "NOT_ALLOWED"),
        ):
            assert (await act(browser, name, given, "__typename"))["kind"] == kind
        assert (await browser.run(OUTBOX, {}))["outbox"] is None
    assert await Mail.all().order_by("id").values() == before
    assert await MailBlock.all().count() == 1
    assert await AuditEntry.all().count() == 0


async def test_an_administrator_sees_what_became_of_a_mail_and_no_word_of_it(
    cast: Cast, api: Browser, settings: Settings
) -> None:
    await queue(1, recipient_id=cast.ann.id, subject="SECRET", text="SECRET", html="SECRET")
    async with smtp_server() as inbox:
        inbox.answers["rcpt"] = ["450 4.2.0 later"]
        post = postman(settings, inbox.url)
        await run(post)
        with clock.at(clock.now() + timedelta(minutes=2)):
            await run(post)
        await post.close()
    answer = (await api(cast.ada).run(OUTBOX, {"state": "SENT"}))["outbox"]
    (edge,) = answer["mails"]["edges"]
    mail = edge["node"]
    assert (mail["state"], mail["attempts"], mail["answer"]) == ("SENT", 2, "250 OK")
    assert mail["person"] == {"name": "Ann Test"}
    assert [(t["taken"], t["stage"], t["code"], t["answer"]) for t in mail["tries"]] == [
        (False, "rcpt", 450, "4.2.0 later"),
        (True, "data", 250, "OK"),
    ]
    assert mail["tries"][0]["server"] == f"127.0.0.1:{inbox.port}"
    assert answer["sentToday"] == 1
    assert answer["kinds"] == ["test"]
    assert "SECRET" not in str(answer)


async def test_mails_are_found_by_state_kind_and_part_of_an_address(
    cast: Cast, api: Browser
) -> None:
    keys = [await queue(number) for number in range(4)]
    await Mail.filter(id=keys[0]).update(**PARKED)
    await Mail.filter(id=keys[1]).update(state=MailState.SENT, bounced_at=clock.now())
    await Mail.filter(id=keys[2]).update(kind="digest")
    ada = api(cast.ada)

    async def found(**given: Any) -> list[str]:
        edges = (await ada.run(OUTBOX, given))["outbox"]["mails"]["edges"]
        return [edge["node"]["toAddress"][6] for edge in edges]

    assert await found() == ["3", "2", "1", "0"]
    assert await found(state="FAILED") == ["0"]
    assert await found(state="BOUNCED") == ["1"]
    assert await found(state="SENT") == []
    assert await found(state="WAITING", kind="digest") == ["2"]
    assert await found(search="PERSON3@") == ["3"]
    figures = (await ada.run(OUTBOX, {}))["outbox"]
    assert (figures["queued"], figures["parked"], figures["bouncedThisWeek"]) == (2, 1, 1)
    assert figures["oldestDueAt"] is not None


async def test_what_was_parked_is_sent_again_under_its_own_message_id(
    cast: Cast, api: Browser, settings: Settings
) -> None:
    key = await queue()
    ada = api(cast.ada)
    async with smtp_server() as inbox:
        inbox.answers["rcpt"] = ["550 5.7.1 no"]
        post = postman(settings, inbox.url)
        with clock.at(clock.now() - timedelta(days=4)):
            await Mail.filter(id=key).update(created_at=clock.now(), next_attempt_at=clock.now())
            await run(post)
        answer = await act(ada, "sendMailAgain", {"id": outgoing(key)}, "mail { state replayable }")
        assert answer["mail"] == {"state": "QUEUED", "replayable": False}
        # Its three days are over, yet a failure for now does not end it at once.
        inbox.answers["rcpt"] = ["450 later"]
        await run(post)
        assert (await Mail.get(id=key)).state is MailState.QUEUED
        with clock.at(clock.now() + timedelta(minutes=2)):
            assert await run(post) == 1
        assert inbox.message_ids == [f"<{key}@erm.test>"]
        await post.close()
    again = await act(ada, "sendMailAgain", {"id": outgoing(key)}, "__typename")
    assert again["code"] == "MAIL_NOT_REPLAYABLE"
    assert await AuditEntry.filter(action="mail.replayed").count() == 1


async def test_all_that_was_parked_is_sent_again_but_for_what_never_can_be(
    cast: Cast, api: Browser
) -> None:
    keys = [await queue(number) for number in range(3)]
    await Mail.filter(id__in=keys).update(**PARKED)
    await queue(7, to_address="nobody")
    await queue(8, to_address="blocked@erm.test")
    await queue(9, text="")
    await Mail.filter(dedupe_key__in=["test:8", "test:9"]).update(**PARKED)
    _ = await MailBlock.create(
        address="blocked@erm.test", reason=BlockReason.ADMINISTRATOR, since=clock.now()
    )
    ada = api(cast.ada)
    for unknown in ("other", "o" * 65):
        assert (await act(ada, "sendParkedMailsAgain", {"kind": unknown}, "count"))["count"] == 0
        listed = (await ada.run(OUTBOX, {"kind": unknown}))["outbox"]["mails"]
        assert listed["totalCount"] == 0
    assert (await act(ada, "sendParkedMailsAgain", {}, "count"))["count"] == 3
    queued = await Mail.filter(state=MailState.QUEUED).values_list("id", flat=True)
    assert set(queued) == set(keys)


async def test_a_mail_that_waits_is_taken_back_and_its_text_dropped(
    cast: Cast, api: Browser
) -> None:
    key, sending = await queue(1), await queue(2)
    await Mail.filter(id=sending).update(state=MailState.SENDING)
    ada = api(cast.ada)
    answer = await act(ada, "cancelMail", {"id": outgoing(key)}, "mail { state }")
    assert answer["mail"] == {"state": "CANCELLED"}
    assert (await Mail.get(id=key)).text == ""
    refused = await act(ada, "cancelMail", {"id": outgoing(sending)}, "__typename")
    assert refused["code"] == "MAIL_NOT_CANCELLABLE"


async def test_a_blocked_address_gets_nothing_until_it_is_unblocked(
    cast: Cast, api: Browser, settings: Settings
) -> None:
    await queue(1, recipient_id=cast.ann.id, to_address="Ann@erm.test")
    ada = api(cast.ada)
    answer = await act(
        ada, "blockAddress", {"address": " ANN@erm.test "}, "block { id address reason person { name } }"
    )  # fmt: skip
    block = answer["block"]
    assert (block["address"], block["reason"]) == ("ann@erm.test", "ADMINISTRATOR")
    assert block["person"] == {"name": "Ann Test"}
    again = await act(ada, "blockAddress", {"address": "ann@erm.test"}, "__typename")
    assert again["code"] == "MAIL_ADDRESS_BLOCKED_ALREADY"
    wrong = await act(ada, "blockAddress", {"address": "a@b\r\nBcc: c@d"}, "__typename")
    assert wrong["code"] == "MAIL_ADDRESS_INVALID"
    await queue(2, to_address="aNN@erm.test")
    async with smtp_server() as inbox:
        assert await run(postman(settings, inbox.url)) == 0
        rows = await Mail.all()
        assert {(r.state, r.last_error, r.text) for r in rows} == {
            (MailState.CANCELLED, "blocked", "")
        }
        test = await act(ada, "sendTestMail", {"address": "ann@erm.test"}, "__typename")
        assert test["code"] == "MAIL_ADDRESS_BLOCKED"
        answer = await act(ada, "unblockAddress", {"id": block["id"]}, "address")
        assert answer["address"] == "ann@erm.test"
        await queue(3, to_address="ann@erm.test")
        assert await run(postman(settings, inbox.url)) == 1


async def test_a_test_goes_to_its_administrator_at_once_and_not_without_end(
    cast: Cast, api: Browser, settings: Settings
) -> None:
    ada = api(cast.ada)
    answer = await act(ada, "sendTestMail", {}, "mail { toAddress kind person { name } }")
    assert answer["mail"] == {
        "toAddress": cast.ada.work_email,
        "kind": "mail_test",
        "person": {"name": "Ada Test"},
    }
    async with smtp_server() as inbox:
        assert await run(postman(settings, inbox.url)) == 1
    assert "mail works" in inbox.accepted[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    await Mail.bulk_create(
        [
            Mail(
                id=new_id(), dedupe_key=f"t{n}", kind="mail_test", to_address="a@b.c",
                subject="", text="", next_attempt_at=clock.now(), created_at=clock.now(),
            )
            for n in range(19)
        ]
    )  # fmt: skip
    refused = await act(ada, "sendTestMail", {}, "__typename")
    assert refused["code"] == "TOO_MANY_TEST_MAILS"


async def test_servers_and_domains_that_rest_are_shown(cast: Cast) -> None:
    await queue(1, to_address="a@slow.test")
    until = clock.now() + timedelta(minutes=5)
    for name in ("slow.test", "smtp:mail.test:587"):
        _ = await MailPace.create(domain=name, free_at=clock.now(), paused_until=until, failures=3)
    _ = await MailPace.create(domain="well.test", free_at=clock.now())
    urls = ("smtp://user:secret@mail.test", "smtps://other.test")
    ada, ann = cast.actor(cast.ada), cast.actor(cast.ann)
    assert await outbox.servers(ada, urls) == [
        ServerView("mail.test", 587, True, until),
        ServerView("other.test", 465, True, None),
    ]
    assert await outbox.paces(ada, {"slow.test": 10.0}) == [PaceView("slow.test", 600, 1, until)]
    assert not await outbox.servers(ann, urls)
    assert not await outbox.paces(ann, {})


async def test_a_page_of_mails_costs_the_same_however_long_it_is(cast: Cast, api: Browser) -> None:
    ada = api(cast.ada)
    await ada.run(OUTBOX, {})
    counts = []
    for total in (1, 20, 100):
        have = await Mail.all().count()
        rows = [
            Mail(
                id=new_id(), dedupe_key=f"q{n}", kind="test", to_address="a@b.c", subject="",
                text="x", state=MailState.PARKED, recipient_id=cast.people[n % 5].id,
                next_attempt_at=clock.now(), created_at=clock.now(),
            )
            for n in range(have, total)
        ]  # fmt: skip
        await Mail.bulk_create(rows)
        await MailAttempt.bulk_create(
            [MailAttempt(id=new_id(), mail_id=r.id, at=clock.now(), taken=False) for r in rows]
        )
        with query_count() as count:
            answer = await ada.run(OUTBOX, {"first": 100})
        assert len(answer["outbox"]["mails"]["edges"]) == total
        counts.append(count.count)
    assert counts[0] == counts[1] == counts[2], counts
