"""Every act that docs/security.md lists leaves an entry, and nothing else is listed there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from erm.access.commands.operator import revoke_access_token_of
from erm.access.commands.roles import grant_role, revoke_role
from erm.access.commands.tokens import (
    create_access_token,
    create_access_token_for,
    revoke_access_token,
)
from erm.access.models import AccessToken
from erm.access.rules import TokenScope
from erm.audit.models import AuditEntry
from erm.audit.queries import audit_log, verify
from erm.audit.rules import Action
from erm.core.actor import SYSTEM, Role
from erm.core.clock import now, today
from erm.core.errors import DomainError, InvalidInput
from erm.core.paging import PageRequest
from erm.core.work import record, unit_of_work
from erm.flows.handing_over import (
    close_open_items,
    save_handover,
    settle_handover_line,
    share_handover,
)
from erm.flows.subscriptions import build_bus
from erm.handovers.models import HandoverLine
from erm.handovers.rules import HandoverReason, LineKind
from erm.one_on_ones.feeds import create_calendar_feed, revoke_calendar_feed
from erm.one_on_ones.models import OneOnOneSeries
from erm.people.events import ManagerChanged, PersonLeft
from erm.people.importing.applying import apply_import
from erm.people.importing.planning import plan_import
from erm.people.rules import Locale
from tests.audit import (
    action_plans,
    competencies,
    cycles,
    integrations,
    outbox,
    past_surveys,
    points,
    recognition,
    reports,
    surveys,
)
from tests.cast import Cast
from tests.conftest import query_count
from tests.everyday import SETTINGS
from tests.handovers.conftest import in_work
from tests.one_on_ones.builders import history

ROOT = Path(__file__).parents[2]
BUS = build_bus(SETTINGS)


def documented() -> set[str]:
    text = (ROOT / "docs" / "security.md").read_text("utf-8")
    section = text.partition("\n## Audit log\n")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `([a-z_.]+)` \|", section, re.MULTILINE))


def test_the_documentation_lists_every_act_and_no_other() -> None:
    assert documented() == {action.value for action in Action}


async def everything(cast: Cast) -> None:
    """Do everything that is noted, once at least."""
    ada, ann, mo = cast.actor(cast.ada), cast.actor(cast.ann), cast.actor(cast.mo)
    await in_work(grant_role(ada, person_id=cast.bo.id, role=Role.HR))
    await in_work(revoke_role(SYSTEM, person_id=cast.bo.id, role=Role.HR))
    given: Any = {"name": "SECRET", "scopes": [TokenScope.READ], "valid_days": 5}
    view, _ = await in_work(create_access_token(ann, **given))
    await in_work(revoke_access_token(ann, access_token_id=view.id))
    await in_work(create_access_token_for(SYSTEM, person_id=cast.bo.id, **given))
    token = await AccessToken.get()
    await in_work(revoke_access_token_of(SYSTEM, person_id=cast.bo.id, prefix=token.prefix))
    async with unit_of_work(BUS):
        people = [f"{p.work_email},SECRET" for p in cast.people if p.left_on is None]
        plan = await plan_import(
            "\n".join(["email,title", *people]).encode(),
            "SECRET.csv",
            today(),
            default_time_zone="UTC",
            default_locale=Locale.EN,
        )
        await apply_import(ada, plan)
    _ = await in_work(create_calendar_feed(ann, public_url="https://erm.test"))
    assert await in_work(revoke_calendar_feed(ann))
    (series, with_bo) = await history(cast.ann, [cast.mo, cast.bo], 1)
    draft = await in_work(
        save_handover(ann, receiver_id=cast.max.id, reason=HandoverReason.MOVING, note="SECRET")
    )
    await in_work(share_handover(ann, handover_id=draft.id, version=1))
    await in_work(close_open_items(ann, [(LineKind.SERIES, with_bo.id)]))
    await HandoverLine.create(
        handover_id=draft.id, kind=LineKind.GOAL, subject_id=series.id, text="SECRET"
    )
    line = await HandoverLine.get()
    await in_work(settle_handover_line(cast.actor(cast.max), line_id=line.id, accept=False))
    await cast.change_manager(cast.ann, cast.max)
    async with unit_of_work(BUS):
        record(
            ManagerChanged(
                at=now(), person_id=cast.ann.id, before_id=mo.person_id, after_id=cast.max.id
            )
        )
        record(PersonLeft(at=now(), person_id=cast.bo.id))
    assert not await OneOnOneSeries.filter(ended_at__isnull=True).exists()


async def test_every_act_leaves_an_entry_and_none_holds_a_word_of_anybody(cast: Cast) -> None:
    await cycles.everything(cast, BUS)
    await competencies.everything(cast, BUS)
    await integrations.everything(cast, BUS)
    await outbox.everything(cast, BUS)
    await points.everything(cast, BUS)
    await recognition.everything(cast, BUS)
    await surveys.everything(cast, BUS)
    await action_plans.everything(cast, BUS)
    await past_surveys.everything(cast, BUS)
    await reports.everything(cast, BUS)
    await everything(cast)
    entries = await AuditEntry.all().order_by("number")
    assert {entry.action for entry in entries} == {action.value for action in Action}
    assert (await verify(SYSTEM)).broken is None
    actors = {entry.action: entry.actor_id for entry in entries}
    assert actors["role.revoked"] is None, "the operator is nobody in the directory"
    assert actors["people.imported"] == cast.ada.id
    assert actors["handover.shared"] == cast.ann.id
    for entry in entries:
        assert "SECRET" not in entry.details
        for value in json.loads(entry.details).values():
            assert isinstance(value, int | None) or re.fullmatch(
                r"[a-z_]+|[0-9a-f-]{36}|\d{4}-\d\d-\d\d", value
            )


async def test_what_is_refused_leaves_none(cast: Cast) -> None:
    for attempt in (
        grant_role(cast.actor(cast.ann), person_id=cast.ann.id, role=Role.ADMINISTRATOR),
        revoke_role(cast.actor(cast.ada), person_id=cast.ada.id, role=Role.ADMINISTRATOR),
    ):
        with pytest.raises(DomainError):
            await in_work(attempt)
    _ = await in_work(grant_role(cast.actor(cast.ada), person_id=cast.hana.id, role=Role.HR))
    assert not await AuditEntry.exists(), "granting it again changes nothing"


async def test_the_log_is_shown_to_administrators_and_to_nobody_else(
    cast: Cast, api: Callable[..., Any]
) -> None:
    await everything(cast)
    query = """query ($after: String) { auditLog(first: 3, after: $after) {
        totalCount pageInfo { endCursor hasNextPage }
        edges { node { key number at actor { name } action subjectKind details } } } }"""
    for person in (cast.ann, cast.mo, cast.hana, cast.zed, cast.max):
        assert await api(person).run(query) == {"auditLog": None}
    ada, seen, after = api(cast.ada), [], None
    while True:
        page = (await ada.run(query, {"after": after}))["auditLog"]
        seen += [edge["node"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert page["totalCount"] == len(seen)
    assert [node["number"] for node in seen] == list(range(len(seen), 0, -1))
    granted = next(node for node in seen if node["action"] == "role.granted")
    assert (granted["actor"]["name"], granted["details"]) == ("Ada Test", '{"role": "hr"}')
    assert granted["subjectKind"] == "Person"
    left = next(node for node in seen if node["action"] == "person.left")
    assert left["actor"] is None


@pytest.mark.parametrize("after", [(0,), ("1",), (1, 2), (2**40,), (1.5,)])
async def test_a_cursor_of_another_list_is_refused(cast: Cast, after: tuple[Any, ...]) -> None:
    with pytest.raises(InvalidInput, match="CURSOR_INVALID"):
        await audit_log(cast.actor(cast.ada), PageRequest(3, after))


async def test_the_log_takes_as_many_queries_for_a_page_of_100_as_for_one(
    cast: Cast, api: Callable[..., Any]
) -> None:
    from erm.audit import commands

    ada, counts = api(cast.ada), []
    query = "{ auditLog(first: 100) { totalCount edges { node { number actor { name } } } } }"
    for size in (1, 19, 180):
        for person in await cast.crowd(size):
            async with unit_of_work(BUS):
                commands.append(
                    Action.ROLE_GRANTED,
                    actor_id=person.id,
                    subject_kind="Person",
                    subject_id=person.id,
                )
        await ada.run(query)
        with query_count() as asked:
            page = (await ada.run(query))["auditLog"]
        counts.append((asked.count, len(page["edges"])))
    assert [rows for _, rows in counts] == [1, 20, 100]
    assert len({count for count, _ in counts}) == 1, counts
