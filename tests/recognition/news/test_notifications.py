"""Who is told what, and that it never outlives the right to read what it is about."""

from __future__ import annotations

from typing import Any

from erm.core.clock import now
from erm.core.paging import PageRequest
from erm.core.work import record, unit_of_work
from erm.flows.subjects import subjects
from erm.mail.links import Links
from erm.notifications import queries
from erm.notifications.models import Dispatch, Notification
from erm.notifications.rules import NotificationKind
from erm.people.models import Person
from erm.recognition import commands as kudos_commands
from erm.recognition.commands import GroupKey
from erm.recognition.events import ScheduledKudosFailed
from erm.recognition.models import Kudos, KudosComment, ScheduledKudos
from erm.recognition.rules import GroupKind, KudosVisibility, ReactionKind, ScheduleState
from tests.cast import Cast
from tests.database import query_count
from tests.recognition.news.happening import Happening
from tests.recognition.rows import PRIVATE, do

NOTIFICATIONS = """{ viewer { unseenNotifications notifications(first: 100) { totalCount edges {
  node { id kind area seen title path others createdAt person { name } } } } } }"""


async def shown(cast: Cast, person: Person) -> list[tuple[str, str]]:
    """A person's own list: of what, of whose doing."""
    names = {each.id: each.given_name.lower() for each in cast.people}
    actor = cast.actor(person)
    page = await queries.notifications(actor, PageRequest(50), subjects)
    assert await page.count() == len(page.items)
    by_id = await queries.notifications_by_ids(actor, [view.id for view in page.items], subjects)
    assert list(by_id.values()) == sorted(page.items, key=lambda view: list(by_id).index(view.id))
    assert await queries.unseen_notifications(actor, subjects) == sum(
        not view.seen for view in page.items
    )
    return [
        (view.kind.value.removeprefix("kudos_"), names.get(view.person_id, ""))  # type: ignore[arg-type]
        for view in page.items
    ]


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
    told = set(await Notification.all().values_list("recipient_id", flat=True))
    mailed = set(await Dispatch.all().values_list("recipient_id", flat=True))
    assert told == {cast.ann.id, cast.bo.id, cast.mo.id}
    assert mailed == {cast.ann.id}


async def test_author_and_receivers_hear_of_comments_but_not_of_their_own(
    cast: Cast, happening: Happening
) -> None:
    key = await happening.give(cast.ann, cast.bo)
    await Notification.filter(subject_id=key).delete()
    await happening.comment(cast.bo, key)
    assert await happening.waiting() == [("ann", "commented", "bo")]
    await happening.comment(cast.cy, key, "And thanks to", cast.bo)
    assert await happening.waiting() == [
        ("ann", "commented", "bo"),
        ("ann", "commented", "cy"),
        ("bo", "mentioned", "cy"),
    ]


async def test_signs_of_one_person_are_one_notification_and_none_once_taken_away(
    cast: Cast, happening: Happening
) -> None:
    key = await happening.give(cast.ann, cast.bo)
    await Notification.filter(subject_id=key).delete()
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


async def test_a_notification_goes_with_the_right_to_read_what_it_is_about(
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
    assert await Notification.filter(subject_id=team).count() == 2


async def test_a_notification_goes_with_the_comment_that_it_is_about(
    cast: Cast, happening: Happening
) -> None:
    key = await happening.give(cast.ann, cast.bo)
    deleted = await happening.comment(cast.max, key)
    hidden = await happening.comment(cast.cy, key)
    assert await shown(cast, cast.ann) == [("commented", "cy")]
    await KudosComment.filter(id=hidden).update(hidden_at=now())
    assert await shown(cast, cast.ann) == [("commented", "max")]
    await KudosComment.filter(id=deleted).update(deleted_at=now(), body="")
    assert await shown(cast, cast.ann) == []


# ---- seen, and through the API -----------------------------------------------------------------


async def test_the_bell_shows_them_and_one_chooses_which_mail_comes(
    cast: Cast, happening: Happening, api: Any
) -> None:
    key = await happening.give(cast.ann, cast.bo, visibility=PRIVATE)
    await happening.comment(cast.ann, key)
    await happening.comment(cast.ann, key)
    bo = api(cast.bo)
    viewer = (await bo.run(NOTIFICATIONS))["viewer"]
    assert viewer["unseenNotifications"] == viewer["notifications"]["totalCount"] == 2
    commented, received = [edge["node"] for edge in viewer["notifications"]["edges"]]
    assert (received["kind"], received["area"]) == ("KUDOS_RECEIVED", "RECOGNITION")
    assert received["title"] == "For the release"
    assert received["path"] == Links("").kudos(key)
    assert received["person"] == {"name": "Ann Test"}
    assert (commented["kind"], commented["others"]) == ("KUDOS_COMMENTED", 0)
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


async def test_a_list_of_notifications_takes_the_same_number_of_queries_at_any_length(
    cast: Cast, api: Any
) -> None:
    crowd = await cast.crowd(100)
    ann = api(cast.ann)
    await ann.run(NOTIFICATIONS)
    counts = []
    written = 0
    for size in (1, 20, 100):
        for author in crowd[written:size]:
            row = await Kudos.create(
                author_id=author.id, message="x", visibility="public", created_at=now()
            )
            await Notification.create(
                recipient_id=cast.ann.id,
                kind=NotificationKind.KUDOS_RECEIVED,
                subject_kind="Kudos",
                subject_id=row.id,
                person_id=author.id,
                once_key=str(row.id),
                created_at=now(),
            )
        written = size
        with query_count() as counter:
            page = (await ann.run(NOTIFICATIONS))["viewer"]["notifications"]
        assert (page["totalCount"], len(page["edges"])) == (size, size)
        counts.append(counter.count)
    assert len(set(counts)) == 1, counts
