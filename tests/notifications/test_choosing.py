"""What reaches one, where and when: one's own choice, within what the company says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from erm.audit.models import AuditEntry
from erm.core.actor import Actor
from erm.core.clock import today
from erm.core.errors import DomainError
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.engagement.surveys import settings as surveys
from erm.integrations.answers import Answer
from erm.integrations.errors import ChatAddressRefused
from erm.integrations.rules import ChatService, Problem
from erm.notifications import chatting, choosing
from erm.notifications.choices import wanting
from erm.notifications.mailing import mailing_of
from erm.notifications.models import (
    NotificationChoice,
    NotificationPolicy,
    PersonalChat,
    Reach,
)
from erm.notifications.reach import DEFAULT_REACH, reach_of
from erm.notifications.rules import KINDS, MAILED_TOGETHER, Channel, NotificationKind
from erm.one_on_ones.commands.settings import set_one_on_one_settings
from erm.one_on_ones.queries.settings import own_settings
from erm.people.models import Person
from erm.recognition.choices import preferences
from erm.schema import notification_choices as schema
from tests.cast import Cast
from tests.database import query_count
from tests.notifications.telling import HANDOVER, SLACK, Chats, Office
from tests.recognition.rows import do, refused

CHOICES = """{ viewer { notificationChoices { quietFrom quietTo daysOff pausedUntil channels
  chatServices pushKey chat { service hint failing } pushDevices { id device createdAt }
  kinds { kind area gathered cells { channel wanted required impossible } } } } }"""
POLICIES = "{ notificationPolicies { kind area channel on required fixed } }"


async def cell(
    cast: Cast, person: Person, kind: NotificationKind, channel: Channel
) -> tuple[bool, bool, bool]:
    """Wanted, required, impossible."""
    choices = await choosing.kind_choices(cast.actor(person))
    (row,) = [each for each in choices if each.kind is kind]
    (found,) = [each for each in row.cells if each.channel is channel]
    return found.wanted, found.required, found.impossible


async def policy(bus: Bus, cast: Cast, **given: Any) -> None:
    from erm.notifications import policies

    await do(bus, policies.set_policy, cast.actor(cast.ada), **given)


async def test_everything_is_as_the_rules_say_until_somebody_chooses(cast: Cast) -> None:
    choices = await choosing.kind_choices(cast.actor(cast.ann))
    assert {each.kind for each in choices} == {
        kind for kind, rule in KINDS.items() if rule.for_role is None
    }
    for each in choices:
        rule = KINDS[each.kind]
        assert [c.channel for c in each.cells] == list(Channel)
        assert {c.channel for c in each.cells if c.wanted} == rule.on | rule.required


async def test_administrators_alone_choose_what_only_they_hear_of(cast: Cast, bus: Bus) -> None:
    kind = NotificationKind.MAIL_BOUNCED
    given: dict[str, Any] = {"kind": kind, "channel": Channel.MAIL, "wanted": False}
    for person in (cast.ann, cast.hana):
        await refused(bus, "NOTIFICATION_NOT_FOR_YOU", choosing.choose, cast.actor(person), **given)
    await do(bus, choosing.choose, cast.actor(cast.ada), **given)
    assert await cell(cast, cast.ada, kind, Channel.MAIL) == (False, False, False)


async def test_a_choice_is_ones_own_and_the_last_one_counts(cast: Cast, bus: Bus) -> None:
    for wanted in (False, True, False):
        await do(
            bus,
            choosing.choose,
            cast.actor(cast.ann),
            kind=HANDOVER,
            channel=Channel.MAIL,
            wanted=wanted,
        )
    assert await cell(cast, cast.ann, HANDOVER, Channel.MAIL) == (False, False, False)
    assert await cell(cast, cast.bo, HANDOVER, Channel.MAIL) == (True, False, False)
    assert await wanting([cast.ann.id, cast.bo.id], HANDOVER, Channel.MAIL) == {cast.bo.id}


async def test_what_the_company_requires_says_so_and_cannot_be_changed(
    cast: Cast, bus: Bus
) -> None:
    ann = cast.actor(cast.ann)
    given: dict[str, Any] = {"kind": HANDOVER, "channel": Channel.MAIL}
    await do(bus, choosing.choose, ann, **given, wanted=False)
    await policy(bus, cast, **given, on=True, required=True)
    assert await cell(cast, cast.ann, HANDOVER, Channel.MAIL) == (True, True, False)
    await refused(bus, "NOTIFICATION_REQUIRED", choosing.choose, ann, **given, wanted=False)
    await policy(bus, cast, **given, on=False, required=True)
    assert await cell(cast, cast.ann, HANDOVER, Channel.MAIL) == (False, False, True)
    await refused(bus, "NOTIFICATION_REQUIRED", choosing.choose, ann, **given, wanted=True)
    await policy(bus, cast, **given, on=True, required=False)
    assert await cell(cast, cast.ann, HANDOVER, Channel.MAIL) == (False, False, False)
    assert await NotificationPolicy.all().count() == 1
    entries = await AuditEntry.filter(action="notification_policy.set")
    assert [each.actor_id for each in entries] == [cast.ada.id] * 3


async def test_the_company_cannot_change_what_erm_itself_requires(cast: Cast, bus: Bus) -> None:
    from erm.notifications import policies

    for kind, rule in KINDS.items():
        for channel in rule.required:
            await refused(
                bus,
                "NOTIFICATION_POLICY_FIXED",
                policies.set_policy,
                cast.actor(cast.ada),
                kind=kind,
                channel=channel,
                on=False,
                required=False,
            )
            assert await cell(cast, cast.ann, kind, channel) == (True, True, False)


async def test_nobody_but_administrators_speaks_for_the_company(
    cast: Cast, bus: Bus, api: Any
) -> None:
    from erm.notifications import policies

    given: dict[str, Any] = {"kind": HANDOVER, "channel": Channel.MAIL, "on": False}
    for person in (cast.ann, cast.mo, cast.hana):
        await refused(
            bus, "NOT_ALLOWED", policies.set_policy, cast.actor(person), required=True, **given
        )
        assert (await api(person).run(POLICIES))["notificationPolicies"] is None
    found = (await api(cast.ada).run(POLICIES))["notificationPolicies"]
    assert len(found) == len(KINDS) * len(Channel)
    fixed = {(each["kind"], each["channel"]) for each in found if each["fixed"]}
    assert fixed == {("REVIEWS_REMINDED", "MAIL"), ("DIGEST_PREVIEWED", "MAIL")}


_MAILS = (
    ("recognition", "mail_received", MAILED_TOGETHER[1]),
    ("recognition", "mail_gathered", MAILED_TOGETHER[2]),
    ("surveys", "mails", MAILED_TOGETHER[0]),
    ("one_on_ones", "lead_minutes", frozenset({NotificationKind.MEETING_COMING})),
    ("one_on_ones", "after", frozenset({NotificationKind.MEETING_ASKED})),
    ("one_on_ones", "calendar_mail", frozenset({NotificationKind.MEETING_MOVED})),
)


async def on_its_screen(actor: Actor, domain: str, name: str) -> bool:
    """What the screen of a domain shows of a switch for its mail."""
    if domain == "surveys":
        return await surveys.mails_wanted(actor)
    read: Any = preferences.preference if domain == "recognition" else own_settings
    return bool(getattr(await read(actor), name))


async def throw_on_its_screen(actor: Actor, domain: str, name: str, wanted: bool) -> None:
    """Throw it there."""
    if domain == "surveys":
        await surveys.set_mails(actor, mails=wanted)
    elif domain == "recognition":
        await preferences.edit_preference(actor, **{name: wanted})
    else:
        mine = replace(await own_settings(actor), **{name: 60 if wanted else None})
        await set_one_on_one_settings(
            actor,
            nudge_lead_minutes=mine.lead_minutes,
            nudge_after=bool(mine.after),
            calendar_mail=bool(mine.calendar_mail),
        )


async def test_a_switch_is_one_switch_wherever_it_is_thrown(cast: Cast, bus: Bus) -> None:
    ann = cast.actor(cast.ann)
    for domain, name, kinds in _MAILS:
        for wanted in (False, True, False):
            await do(bus, throw_on_its_screen, ann, domain, name, wanted)
            for kind in kinds:
                shown = await cell(cast, cast.ann, kind, Channel.MAIL)
                assert shown == (wanted, False, False), kind
        for kind in kinds:
            for wanted in (True, False):
                given: Any = {"kind": kind, "channel": Channel.MAIL, "wanted": wanted}
                await do(bus, choosing.choose, ann, **given)
                assert await on_its_screen(ann, domain, name) is wanted, kind
    assert not await NotificationChoice.exclude(person_id=cast.ann.id).exists()


async def test_who_never_chose_gets_what_the_company_says_of_mail_of_every_domain(
    cast: Cast, bus: Bus
) -> None:
    ann, bo = cast.actor(cast.ann), cast.actor(cast.bo)
    for domain, name, kinds in _MAILS:
        # Ann wants it, and says so; Bo chose nothing, nor do other choices on that screen say anything.
        for wanted in (False, True):
            await do(bus, throw_on_its_screen, ann, domain, name, wanted)
        for on in (False, True, False):
            for kind in kinds:
                given: Any = {"kind": kind, "channel": Channel.MAIL, "on": on}
                await policy(bus, cast, **given, required=False)
            assert await on_its_screen(ann, domain, name)
            assert await on_its_screen(bo, domain, name) is on
            for kind in kinds:
                assert await cell(cast, cast.ann, kind, Channel.MAIL) == (True, False, False)
                assert await cell(cast, cast.bo, kind, Channel.MAIL) == (on, False, False)
                both = [cast.ann.id, cast.bo.id]
                mailing = await mailing_of(both, kind)
                assert mailing.wanted == {cast.ann.id, *([cast.bo.id] if on else [])}
    assert not await NotificationChoice.exclude(person_id=cast.ann.id).exists()


async def test_a_form_that_leaves_a_switch_as_it_was_chooses_nothing(cast: Cast, bus: Bus) -> None:
    ann = cast.actor(cast.ann)
    given: dict[str, Any] = {"nudge_after": True, "calendar_mail": True}
    await do(bus, set_one_on_one_settings, ann, nudge_lead_minutes=30, **given)
    assert await NotificationChoice.all().count() == 0
    assert (await own_settings(ann)).lead_minutes == 30
    # Off and on again, and it is as long before as it was.
    for lead in (None, 30):
        await do(bus, set_one_on_one_settings, ann, nudge_lead_minutes=lead, **given)
        assert (await own_settings(ann)).lead_minutes == lead
    (row,) = await NotificationChoice.all()
    assert (row.kind, row.wanted) == (NotificationKind.MEETING_COMING, True)


# ---- reach -------------------------------------------------------------------------------------


async def test_reach_is_what_one_chose(cast: Cast, bus: Bus, api: Any) -> None:
    until = today(cast.ann.time_zone) + timedelta(days=10)
    for quiet_from in (22, 23):
        await do(
            bus,
            choosing.set_reach,
            cast.actor(cast.ann),
            quiet_from=quiet_from,
            quiet_to=6,
            days_off=[7, 7, 5],
            paused_until=until,
        )
    found = (await api(cast.ann).run(CHOICES))["viewer"]["notificationChoices"]
    assert (found["quietFrom"], found["quietTo"], found["daysOff"]) == (23, 6, [5, 7])
    assert found["pausedUntil"] == until.isoformat()
    bos = (await api(cast.bo).run(CHOICES))["viewer"]["notificationChoices"]
    assert (bos["quietFrom"], bos["quietTo"], bos["daysOff"]) == (20, 7, [6, 7])
    assert (await reach_of([cast.bo.id]))[cast.bo.id] == DEFAULT_REACH


async def test_a_pause_that_is_over_is_not_shown(cast: Cast) -> None:
    _ = await Reach.create(
        person_id=cast.ann.id,
        quiet_from=20,
        quiet_to=7,
        days_off=[],
        paused_until=today(cast.ann.time_zone),
        updated_at=cast.ann.created_at,
    )
    assert (await choosing.own_reach(cast.actor(cast.ann))).paused_until is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"quiet_from": 24}, "REACH_HOURS_INVALID"),
        ({"quiet_to": -1}, "REACH_HOURS_INVALID"),
        ({"days_off": [0]}, "REACH_DAYS_INVALID"),
        ({"days_off": [8]}, "REACH_DAYS_INVALID"),
        ({"days_off": [1, 2, 3, 4, 5, 6, 7]}, "REACH_DAYS_INVALID"),
        ({"paused_until": 0}, "REACH_PAUSE_INVALID"),
        ({"paused_until": -5}, "REACH_PAUSE_INVALID"),
        ({"paused_until": 400}, "REACH_PAUSE_INVALID"),
    ],
)
async def test_what_cannot_be_is_refused(
    cast: Cast, bus: Bus, change: dict[str, Any], code: str
) -> None:
    given: dict[str, Any] = {"quiet_from": 20, "quiet_to": 7, "days_off": [], "paused_until": None}
    given |= change
    if given["paused_until"] is not None:
        given["paused_until"] = today(cast.ann.time_zone) + timedelta(days=given["paused_until"])
    await refused(bus, code, choosing.set_reach, cast.actor(cast.ann), **given)


# ---- a chat of one's own -----------------------------------------------------------------------


async def _try(office: Office, address: str = SLACK, **more: Any) -> None:
    given: dict[str, Any] = {"allowed": [ChatService.SLACK], "hosts": None, **more}
    from erm.integrations.addresses import Hosts

    given["hosts"] = Hosts()
    await chatting.try_chat(
        office.cast.actor(office.cast.ann),
        service=ChatService.SLACK,
        address=address,
        poster=office.chats,
        **given,
    )


async def test_a_chat_is_tried_before_it_is_kept(office: Office) -> None:
    await _try(office)
    ((service, address, text),) = office.chats.posts
    assert (service, address) == (ChatService.SLACK, SLACK)
    assert text == "This chat gets your notifications from now on."
    office.chats.answer = Answer(problem=Problem.CHAT_REFUSED, status=403)
    with pytest.raises(DomainError) as failed:
        await _try(office)
    assert failed.value.code == "PERSONAL_CHAT_REFUSED"


async def test_only_services_that_the_operator_allows_are_posted_to(office: Office) -> None:
    with pytest.raises(DomainError) as failed:
        await _try(office, allowed=[ChatService.TEAMS])
    assert failed.value.code == "NOT_ALLOWED"
    for address in ("file:///etc/passwd", "slack://x/y/z?to=https://10.0.0.1", "mailto://a:b@c.d"):
        with pytest.raises(ChatAddressRefused):
            await _try(office, address=address)
    assert office.chats.posts == []


async def test_the_address_is_sealed_and_shown_without_what_is_secret(office: Office) -> None:
    c = office.cast
    await office.connect(c.ann)
    row = await PersonalChat.get()
    assert b"TIiaj" not in bytes(row.address_sealed)
    view = await chatting.own_chat(c.actor(c.ann))
    assert view is not None
    assert (view.service, view.hint, view.failing) == (ChatService.SLACK, "slack://…", False)
    assert await chatting.own_chat(c.actor(c.bo)) is None
    await PersonalChat.filter(person_id=c.ann.id).update(address_sealed=b"broken")
    lost = await chatting.own_chat(c.actor(c.ann))
    assert lost is not None
    assert (lost.hint, lost.failing) == ("", True)


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("https://hooks.slack.com/services/T1/B1/secretsecret", "https://hooks.slack.com/…"),
        ("https://user:secret@chat.example.com/hooks/x", "https://chat.example.com/…"),
        ("tgram://123456:secret/789", "tgram://…"),
    ],
)
def test_a_hint_holds_no_secret(address: str, hint: str) -> None:
    assert chatting.hint_of(address) == hint


async def test_one_disconnects_ones_own_chat_only(office: Office) -> None:
    c = office.cast
    for person in (c.ann, c.bo):
        await office.connect(person)
        await office.tell(HANDOVER, person, person_id=c.cy.id)
    async with unit_of_work(office.bus):
        await chatting.disconnect_chat(c.actor(c.ann))
    assert [row.person_id for row in await PersonalChat.all()] == [c.bo.id]
    assert [way for way, _ in await office.states(c.ann)] == ["mail"]
    assert ("chat", "waiting") in await office.states(c.bo)


async def test_a_chat_is_connected_through_the_api_and_not_too_often(
    cast: Cast, api: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    chats = Chats()
    monkeypatch.setattr(schema, "_poster", lambda _: chats)
    monkeypatch.setattr(schema, "_services", lambda _: list(ChatService))
    connect = """mutation($input: ConnectChatInput!) { connectChat(input: $input) {
      ... on ConnectChatSuccess { viewer { notificationChoices { chat { service hint } } } }
      ... on Refusal { code field } } }"""
    ann = api(cast.ann)
    given = {"input": {"service": "SLACK", "address": SLACK}}
    done = (await ann.run(connect, given))["connectChat"]
    assert done["viewer"]["notificationChoices"]["chat"] == {
        "service": "SLACK",
        "hint": "slack://…",
    }
    chats.answer = Answer(problem=Problem.TIMED_OUT)
    codes = [(await ann.run(connect, given))["connectChat"].get("code") for _ in range(10)]
    assert set(codes[:-1]) == {"PERSONAL_CHAT_REFUSED"}
    assert codes[-1] == "TOO_MANY_ATTEMPTS"
    assert len(chats.posts) == 10


# ---- through the API ---------------------------------------------------------------------------


async def test_the_screen_of_choices_through_the_api(cast: Cast, api: Any) -> None:
    ann = api(cast.ann)
    found = (await ann.run(CHOICES))["viewer"]["notificationChoices"]
    assert found["channels"] == ["MAIL", "PUSH"]
    assert (found["chat"], found["chatServices"], found["pushDevices"]) == (None, [], [])
    assert len(found["pushKey"]) == 87
    choose = """mutation($input: ChooseNotificationsInput!) { chooseNotifications(input: $input) {
      ... on ChooseNotificationsSuccess { viewer { notificationChoices { kinds {
        kind cells { channel wanted } } } } } ... on Refusal { code message } } }"""
    given = {"kind": "HANDOVER_SHARED", "channel": "PUSH", "wanted": False}
    done = (await ann.run(choose, {"input": given}))["chooseNotifications"]
    (row,) = [
        each
        for each in done["viewer"]["notificationChoices"]["kinds"]
        if each["kind"] == "HANDOVER_SHARED"
    ]
    assert row["cells"][2] == {"channel": "PUSH", "wanted": False}
    given = {"kind": "DIGEST_PREVIEWED", "channel": "MAIL", "wanted": False}
    answer = (await ann.run(choose, {"input": given}))["chooseNotifications"]
    assert answer["code"] == "NOTIFICATION_REQUIRED"
    with query_count() as count:
        await ann.run(CHOICES)
    assert count.count <= 16
