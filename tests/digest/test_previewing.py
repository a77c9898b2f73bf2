"""An administrator sees how much somebody's digest would hold; nothing of what; and it is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from erm.audit.models import AuditEntry
from erm.notifications.models import Notification
from erm.notifications.rules import NotificationKind
from erm.people.models import Person
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.feedback.rows import note, request
from tests.one_on_ones.builders import history

ASK = """mutation($input: PreviewDigestInput!) { previewDigest(input: $input) {
  ... on PreviewDigestSuccess { subject html text empty nextAt } ... on Refusal { code field } } }"""
ApiOf = Callable[..., Any]


async def preview(api: ApiOf, who: Person, of: Person) -> Any:
    given = {"input": {"personId": to_global("Person", of.id)}}
    return (await api(who).run(ASK, given))["previewDigest"]


async def test_an_administrator_sees_titles_and_counts_and_no_word_of_anybody(
    cast: Cast, api: ApiOf
) -> None:
    await request(cast.bo, cast.ann, "What about the SECRET?")
    await note(cast.cy, cast.ann, behaviour="You kept the SECRET.")
    await history(cast.ann, [cast.mo], 1)
    seen = await preview(api, cast.ada, cast.ann)
    assert not seen["empty"]
    assert "which only" in seen["text"]
    for part in (seen["subject"], seen["html"], seen["text"]):
        for word in ("SECRET", "a promise", "a point", "/act#", "unsubscribe/"):
            assert word not in part
        for other in (cast.bo, cast.cy, cast.mo):
            assert other.given_name not in part.split()


async def test_the_person_is_told_once_a_day_and_the_audit_log_knows(
    cast: Cast, api: ApiOf
) -> None:
    for _ in range(2):
        assert (await preview(api, cast.ada, cast.ann))["empty"]
    told = await Notification.filter(kind=NotificationKind.DIGEST_PREVIEWED)
    assert [(row.recipient_id, row.person_id) for row in told] == [(cast.ann.id, cast.ada.id)]
    entries = await AuditEntry.filter(action="digest.previewed")
    assert [entry.subject_id for entry in entries] == [cast.ann.id] * 2


async def test_nobody_else_may_and_nothing_is_told(cast: Cast, api: ApiOf) -> None:
    await request(cast.bo, cast.ann)
    for who in (cast.ann, cast.mo, cast.zed, cast.hana, cast.cy):
        assert (await preview(api, who, cast.ann))["code"] == "NOT_ALLOWED"
    assert not await Notification.filter(kind=NotificationKind.DIGEST_PREVIEWED).exists()
    assert not await AuditEntry.filter(action="digest.previewed").exists()


async def test_whoever_left_has_no_digest(cast: Cast, api: ApiOf) -> None:
    assert (await preview(api, cast.ada, cast.dee))["code"] == "PERSON_HAS_LEFT"
