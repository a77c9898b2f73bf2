"""Mail of what happened: once it is quiet, gathered, wanted, and never of what may not be read."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from erm.core.clock import at, now
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.flows.unsubscribing import unsubscribe
from erm.mail.models import Mail
from erm.notifications.models import Dispatch, Notification, NotificationPolicy
from erm.notifications.rules import Channel, DispatchState, NotificationKind
from erm.people.models import Person
from erm.people.rules import Locale
from erm.recognition import commands as kudos_commands
from erm.recognition.choices import preferences
from erm.recognition.rules import KudosVisibility, ReactionKind
from erm.settings import Settings
from tests.cast import Cast
from tests.recognition.news.happening import Happening, dispatch
from tests.recognition.rows import PRIVATE, do

SOON, QUIET = timedelta(minutes=3), timedelta(minutes=6)


class Post:
    """Lets the job run at some time from now, and reads what it wrote."""

    def __init__(self, settings: Settings, bus: Bus) -> None:
        self.settings = settings
        self.bus = bus

    async def after(self, ago: timedelta) -> list[tuple[str, str]]:
        """Who got which kind of mail when the job ran so much later."""
        before = set(await Mail.all().values_list("id", flat=True))
        with at(now() + ago):
            count = await dispatch(self.settings, self.bus)
        new = [row for row in await Mail.all().order_by("id") if row.id not in before]
        assert len(new) == count
        return sorted((row.to_address.partition("@")[0], row.kind) for row in new)


@pytest.fixture
def post(settings: Settings, bus: Bus) -> Post:
    return Post(settings, bus)


async def test_thanks_are_mailed_once_it_is_quiet_and_once_only(
    cast: Cast, happening: Happening, post: Post
) -> None:
    await happening.give(cast.ann, cast.bo)
    await happening.give(cast.cy, cast.bo, message="For the party")
    assert await post.after(SOON) == []
    assert await post.after(QUIET) == [("bo", "kudos_received")]
    assert await post.after(QUIET) == []
    mail = await Mail.get()
    assert mail.subject == "You have been thanked 2 times"
    for words in ("Ann Test thanks you", "For the release", "Cy Test thanks you", "/recognition/"):
        assert words in mail.text
        assert mail.html is not None
        assert words in mail.html
    assert mail.unsubscribe_url is not None
    assert mail.unsubscribe_url in mail.text


async def test_it_does_not_wait_for_ever_for_it_to_be_quiet(
    cast: Cast, happening: Happening, post: Post
) -> None:
    with at(now() - timedelta(minutes=31)):
        await happening.give(cast.ann, cast.bo)
    await happening.give(cast.cy, cast.bo)
    assert await post.after(timedelta(0)) == [("bo", "kudos_received")]


async def test_comments_and_signs_of_a_day_are_one_mail(
    cast: Cast, happening: Happening, post: Post
) -> None:
    key = await happening.give(cast.ann, cast.bo)
    await Notification.filter(subject_id=key).delete()
    for person in (cast.bo, cast.cy, cast.max, cast.mo):
        await happening.react(person, key, ReactionKind.HEART)
    await happening.comment(cast.cy, key)
    assert await post.after(QUIET) == [("ann", "kudos_gathered"), ("bo", "kudos_gathered")]
    anns = await Mail.get(to_address="ann@erm.test")
    assert anns.subject == "New comments and reactions: 2"
    assert "Mo Test and 3 other people reacted" in anns.text
    assert "Cy Test commented" in anns.text
    assert "Seconded!" not in anns.text
    await happening.react(cast.zed, key)
    assert await post.after(timedelta(hours=23)) == []
    assert await post.after(timedelta(hours=25)) == [
        ("ann", "kudos_gathered"),
        ("bo", "kudos_gathered"),
    ]


async def test_what_is_between_a_few_stands_in_no_mail(
    cast: Cast, happening: Happening, post: Post
) -> None:
    await happening.give(cast.ann, cast.bo, message="Secret one", visibility=PRIVATE)
    await happening.give(
        cast.ann,
        cast.bo,
        message="Secret two",
        visibility=KudosVisibility.TEAM,
        audience_id=cast.mo.id,
    )
    assert await post.after(QUIET) == [("bo", "kudos_received")]
    mail = await Mail.get()
    assert "Secret" not in f"{mail.subject}{mail.text}{mail.html}"
    assert mail.text.count("Ann Test thanks you") == 2


async def test_what_may_not_be_read_any_more_is_not_mailed(
    cast: Cast, happening: Happening, post: Post
) -> None:
    withdrawn = await happening.give(cast.ann, cast.bo)
    private = await happening.give(cast.ann, cast.bo, mentioned=(cast.cy,))
    await Notification.filter(subject_id=private, recipient_id=cast.bo.id).delete()
    ann, bo = cast.actor(cast.ann), cast.actor(cast.bo)
    await do(happening.bus, kudos_commands.withdraw_kudos, ann, kudos_id=withdrawn)
    await do(happening.bus, kudos_commands.make_kudos_private, bo, kudos_id=private)
    assert await post.after(QUIET) == []
    assert await Dispatch.filter(state=DispatchState.WAITING).count() == 0


async def test_what_was_seen_in_erm_is_not_mailed(
    cast: Cast, happening: Happening, post: Post
) -> None:
    await happening.give(cast.ann, cast.bo)
    await Notification.filter(recipient_id=cast.bo.id).update(seen_at=now())
    assert await post.after(QUIET) == []


async def test_who_has_left_gets_no_mail(cast: Cast, happening: Happening, post: Post) -> None:
    await happening.give(cast.ann, cast.bo)
    await cast.leave(cast.bo)
    assert await post.after(QUIET) == []


@pytest.mark.parametrize("switch", ["mail_received", "mail_gathered"])
async def test_one_link_stops_one_kind_of_mail(
    cast: Cast,
    happening: Happening,
    post: Post,
    settings: Settings,
    switch: str,
) -> None:
    async def happens(author: Person) -> list[tuple[str, str]]:
        key = await happening.give(author, cast.bo)
        await happening.comment(author, key)
        return [each for each in await post.after(timedelta(days=2)) if each[0] == "bo"]

    both = [("bo", "kudos_gathered"), ("bo", "kudos_received")]
    assert await happens(cast.ann) == both
    kind = switch.replace("mail", "kudos")
    mail = await Mail.get(kind=kind, to_address="bo@erm.test")
    assert mail.unsubscribe_url is not None
    token = mail.unsubscribe_url.rpartition("/")[2]
    async with unit_of_work(happening.bus):
        await unsubscribe(token, secret_key=settings.secret_key)
    await Mail.filter(id__isnull=False).delete()
    await Dispatch.filter(id__isnull=False).delete()
    assert await happens(cast.cy) == [each for each in both if each[1] != kind]
    chosen = await preferences.preference(cast.actor(cast.bo))
    assert not getattr(chosen, switch)
    assert chosen.thanks_nudges


async def test_a_mail_is_in_the_language_of_its_reader(
    cast: Cast, happening: Happening, post: Post
) -> None:
    await Person.filter(id=cast.bo.id).update(locale=Locale.RU)
    await happening.give(cast.ann, cast.bo)
    await post.after(QUIET)
    mail = await Mail.get()
    assert mail.subject == "Вас благодарит Ann Test"
    assert "Вас благодарит Ann Test" in mail.text


async def test_a_long_list_is_cut_and_says_how_much_more_there_is(
    cast: Cast, happening: Happening, post: Post
) -> None:
    for number in range(13):
        await happening.give(cast.ann, cast.bo, message=f"For {number}")
    await post.after(QUIET)
    mail = await Mail.get()
    assert mail.text.count("Ann Test thanks you") == 10
    assert "and 3 more" in mail.text


async def test_two_workers_write_one_mail(
    cast: Cast, happening: Happening, settings: Settings
) -> None:
    await happening.give(cast.ann, cast.bo)
    with at(now() + QUIET):
        await asyncio.gather(*(dispatch(settings, happening.bus) for _ in range(4)))
    assert await Mail.all().count() == 1


async def test_what_the_company_requires_is_mailed_whatever_somebody_switched_off(
    cast: Cast, happening: Happening, post: Post
) -> None:
    _ = await NotificationPolicy.create(
        kind=NotificationKind.KUDOS_RECEIVED,
        channel=Channel.MAIL,
        on=True,
        required=True,
        updated_at=now(),
    )
    async with unit_of_work(happening.bus):
        await preferences.edit_preference(cast.actor(cast.bo), mail_received=False)
    await happening.give(cast.ann, cast.bo, mentioned=(cast.cy,))
    await happening.give(cast.ann, cast.cy, mentioned=(cast.bo,))
    assert await post.after(QUIET) == [("bo", "kudos_received"), ("cy", "kudos_received")]
    bos = await Mail.get(to_address="bo@erm.test")
    assert "thanks you" in bos.text
    assert "Ann Test mentions you" not in bos.text
