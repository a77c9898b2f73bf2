"""Who is told what, and that a notice never outlives the right to read what it is about."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from erm.core.clock import now
from erm.core.ids import new_id
from erm.core.paging import PageRequest
from erm.core.work import record, unit_of_work
from erm.people.models import Person
from erm.recognition import commands as kudos_commands
from erm.recognition.commands import GroupKey
from erm.recognition.events import ScheduledKudosFailed
from erm.recognition.models import Kudos, KudosComment, ScheduledKudos
from erm.recognition.notices import commands, queries
from erm.recognition.notices.models import KudosNotice
from erm.recognition.notices.rules import KEPT_FOR
from erm.recognition.rules import GroupKind, KudosVisibility, ReactionKind, ScheduleState
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.database import query_count
from tests.recognition.notices.happening import Happening
from tests.recognition.rows import PRIVATE, do, refused

NOTICES = """{ viewer { unseenNotices notices(first: 100) { totalCount edges { node {
  id kind seen createdAt person { name } kudos { id message author { name } }
  scheduled { id } } } } } }"""


async def shown(cast: Cast, person: Person) -> list[tuple[str, str]]:
    """A person's own list: of what, of whose doing."""
    names = {each.id: each.given_name.lower() for each in cast.people}
    page = await queries.notices(cast.actor(person), PageRequest(50))
    assert await page.count() == len(page.items)
    by_id = await queries.notices_by_ids(cast.actor(person), [view.id for view in page.items])
    assert set(by_id) == {view.id for view in page.items}
    assert await queries.unseen_notices(cast.actor(person)) == sum(
        not view.seen for view in page.items
    )
    return [(view.kind.value, names.get(view.person_id, "")) for view in page.items]  # type: ignore[arg-type]


async def test_those_thanked_and_those_mentioned_are_told(cast: Cast, happening: Happening) -> None:
    await happening.give(cast.ann, cast.bo, cast.cy, mentioned=(cast.max, cast.bo))
    assert await happening.waiting() == [
        ("bo", "received", "ann"),
        ("cy", "received", "ann"),
        ("max", "mentioned", "ann"),
    ]


async def test_people_of_a_group_are_told_without_mail(cast: Cast, happening: Happening) -> None:
    team = GroupKey(GroupKind.TEAM, cast.mo.id)
    await happening.give(cast.max, cast.ann, groups=(team,))
    mailed = {row.recipient_id: row.mailed_at is not None for row in await KudosNotice.all()}
    assert mailed == {cast.ann.id: False, cast.bo.id: True, cast.mo.id: True}


async def test_author_and_receivers_hear_of_comments_but_not_of_their_own(
    cast: Cast, happening: Happening
) -> None:
    key = await happening.give(cast.ann, cast.bo)
    await KudosNotice.filter(kudos_id=key).delete()
    await happening.comment(cast.bo, key)
    assert await happening.waiting() == [("ann", "commented", "bo")]
    await happening.comment(cast.cy, key, "And thanks to", cast.bo)
    assert await happening.waiting() == [
        ("ann", "commented", "bo"),
        ("ann", "commented", "cy"),
        ("bo", "mentioned", "cy"),
    ]


async def test_signs_of_one_person_are_one_notice_and_none_once_taken_away(
    cast: Cast, happening: Happening
) -> None:
    key = await happening.give(cast.ann, cast.bo)
    await KudosNotice.filter(kudos_id=key).delete()
    for kind in (ReactionKind.HEART, ReactionKind.FIRE):
        await happening.react(cast.bo, key, kind)
    assert await happening.waiting() == [("ann", "reacted", "bo")]
    await happening.unreact(cast.bo, key, ReactionKind.HEART)
    assert await happening.waiting() == [("ann", "reacted", "bo")]
    await happening.unreact(cast.bo, key, ReactionKind.FIRE)
    assert await happening.waiting() == []


async def test_the_author_is_told_of_thanks_that_could_not_be_said(
    cast: Cast, happening: Happening
) -> None:
    row = await ScheduledKudos.create(
        author_id=cast.ann.id,
        content_sealed=b"sealed",
        due_at=now(),
        state=ScheduleState.FAILED,
        problem="PERSON_HAS_LEFT",
        created_at=now(),
    )
    async with unit_of_work(happening.bus):
        record(ScheduledKudosFailed(at=now(), scheduled_id=row.id, author_id=cast.ann.id))
    assert await shown(cast, cast.ann) == [("not_sent", "")]
    assert await shown(cast, cast.bo) == []


# ---- what may not be read any more -------------------------------------------------------------


async def test_a_notice_goes_with_the_right_to_read_what_it_is_about(
    cast: Cast, happening: Happening
) -> None:
    withdrawn = await happening.give(cast.ann, cast.bo)
    hidden = await happening.give(cast.ann, cast.bo)
    private = await happening.give(cast.ann, cast.bo, mentioned=(cast.cy,))
    team = await happening.give(
        cast.ann,
        cast.mo,
        visibility=KudosVisibility.TEAM,
        audience_id=cast.mo.id,
        mentioned=(cast.bo,),
    )
    assert await shown(cast, cast.bo) == [("mentioned", "ann")] + [("received", "ann")] * 3
    assert await shown(cast, cast.cy) == [("mentioned", "ann")]
    do_ = happening.bus
    await do(do_, kudos_commands.withdraw_kudos, cast.actor(cast.ann), kudos_id=withdrawn)
    await do(do_, kudos_commands.hide_kudos, cast.actor(cast.hana), kudos_id=hidden, reason="No")
    await do(do_, kudos_commands.make_kudos_private, cast.actor(cast.bo), kudos_id=private)
    assert await shown(cast, cast.bo) == [("mentioned", "ann"), ("received", "ann")]
    assert await shown(cast, cast.cy) == []
    await cast.change_manager(cast.bo, cast.max)
    assert await shown(cast, cast.bo) == [("received", "ann")]
    assert await KudosNotice.filter(kudos_id=team).count() == 2


async def test_a_notice_goes_with_the_comment_that_it_is_about(
    cast: Cast, happening: Happening
) -> None:
    key = await happening.give(cast.ann, cast.bo)
    deleted, hidden = [await happening.comment(cast.cy, key) for _ in range(2)]
    assert await shown(cast, cast.ann) == [("commented", "cy")] * 2
    await KudosComment.filter(id=deleted).update(deleted_at=now(), body="")
    await KudosComment.filter(id=hidden).update(hidden_at=now())
    assert await shown(cast, cast.ann) == []


async def test_nobody_reads_or_marks_the_notices_of_others(
    cast: Cast, happening: Happening
) -> None:
    await happening.give(cast.ann, cast.bo, visibility=PRIVATE)
    notice = await KudosNotice.get()
    for name in ("ann", "mo", "cy", "hana", "ada"):
        actor = cast.actor(getattr(cast, name))
        assert await shown(cast, getattr(cast, name)) == []
        assert await queries.notices_by_ids(actor, [notice.id]) == {}
        await refused(
            happening.bus,
            "NOTICE_NOT_FOUND",
            commands.mark_notices_seen,
            actor,
            up_to=notice.id,
        )
    assert (await KudosNotice.get()).seen_at is None


# ---- seen, and through the API -----------------------------------------------------------------


async def test_notices_are_seen_up_to_one(cast: Cast, happening: Happening) -> None:
    for _ in range(3):
        await happening.give(cast.ann, cast.bo)
    keys = [row.id for row in await KudosNotice.all().order_by("id")]
    bo = cast.actor(cast.bo)
    await do(happening.bus, commands.mark_notices_seen, bo, up_to=keys[1])
    assert await queries.unseen_notices(bo) == 1
    first = (await KudosNotice.get(id=keys[0])).seen_at
    await do(happening.bus, commands.mark_notices_seen, bo, up_to=keys[2])
    assert await queries.unseen_notices(bo) == 0
    assert (await KudosNotice.get(id=keys[0])).seen_at == first
    await refused(happening.bus, "NOTICE_NOT_FOUND", commands.mark_notices_seen, bo, up_to=new_id())


async def test_the_bell_shows_them_and_one_chooses_which_mail_comes(
    cast: Cast, happening: Happening, api: Any
) -> None:
    key = await happening.give(cast.ann, cast.bo, visibility=PRIVATE)
    bo = api(cast.bo)
    viewer = (await bo.run(NOTICES))["viewer"]
    (edge,) = viewer["notices"]["edges"]
    assert viewer["unseenNotices"] == viewer["notices"]["totalCount"] == 1
    node = edge["node"]
    assert (node["kind"], node["seen"], node["scheduled"]) == ("RECEIVED", False, None)
    assert node["kudos"]["id"] == to_global("Kudos", key)
    assert node["person"] == {"name": "Ann Test"}
    see = """mutation($input: MarkNoticesSeenInput!) { markNoticesSeen(input: $input) {
      ... on MarkNoticesSeenSuccess { unseen } ... on Refusal { code } } }"""
    assert (await bo.run(see, {"input": {"upTo": node["id"]}}))["markNoticesSeen"] == {"unseen": 0}
    refusal = await api(cast.cy).run(see, {"input": {"upTo": node["id"]}})
    assert refusal["markNoticesSeen"] == {"code": "NOTICE_NOT_FOUND"}
    by_node = "query($id: ID!) { node(id: $id) { ... on Notice { seen } } }"
    assert (await bo.run(by_node, {"id": node["id"]}))["node"] == {"seen": True}
    assert (await api(cast.ann).run(by_node, {"id": node["id"]}))["node"] is None
    fields = "onLeaderboard thanksNudges mailReceived mailGathered"
    edit = f"""mutation($input: EditRecognitionPreferenceInput!) {{
      editRecognitionPreference(input: $input) {{ ... on EditRecognitionPreferenceSuccess {{
        preference {{ {fields} }} }} }} }}"""
    changed = await bo.run(edit, {"input": {"mailGathered": False, "onLeaderboard": False}})
    expected = {
        "onLeaderboard": False,
        "thanksNudges": True,
        "mailReceived": True,
        "mailGathered": False,
    }
    assert changed["editRecognitionPreference"]["preference"] == expected
    ask = f"{{ viewer {{ recognitionPreference {{ {fields} }} }} }}"
    assert (await bo.run(ask))["viewer"]["recognitionPreference"] == expected
    everyones = (await api(cast.ann).run(ask))["viewer"]["recognitionPreference"]
    assert all(everyones.values())


async def test_a_list_of_notices_takes_the_same_number_of_queries_at_any_length(
    cast: Cast, api: Any
) -> None:
    crowd = await cast.crowd(200)
    ann = api(cast.ann)
    await ann.run(NOTICES)
    counts = []
    written = 0
    for size in (1, 20, 200):
        for author in crowd[written:size]:
            row = await Kudos.create(
                author_id=author.id, message="x", visibility=PRIVATE, created_at=now()
            )
            await KudosNotice.create(
                recipient_id=cast.ann.id,
                kind="received",
                kudos_id=row.id,
                person_id=author.id,
                created_at=now(),
            )
            await Kudos.filter(id=row.id).update(visibility="public")
        written = size
        with query_count() as counter:
            page = (await ann.run(NOTICES))["viewer"]["notices"]
        assert (page["totalCount"], len(page["edges"])) == (size, min(100, size))
        counts.append(counter.count)
    assert len(set(counts)) == 1, counts


async def test_notices_of_long_ago_are_deleted(cast: Cast, happening: Happening) -> None:
    await happening.give(cast.ann, cast.bo)
    await happening.give(cast.ann, cast.cy)
    old = await KudosNotice.get(recipient_id=cast.bo.id)
    await KudosNotice.filter(id=old.id).update(created_at=now() - KEPT_FOR - timedelta(minutes=1))
    assert await commands.purge_notices() == 1
    assert [row.recipient_id for row in await KudosNotice.all()] == [cast.cy.id]
    assert await Kudos.all().count() == 2
