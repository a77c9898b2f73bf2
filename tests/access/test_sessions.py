"""Sessions live, rotate and end."""

from datetime import timedelta

import pytest

from erm.access.actors import actor_from_request
from erm.access.commands.sessions import end_all_access
from erm.access.commands.upkeep import sweep_access
from erm.access.models import AccessToken, Session
from erm.core import clock
from erm.core.actor import SYSTEM
from erm.core.work import unit_of_work
from erm.people.events import PersonLeft
from tests.access.test_sign_in import ME, PASSWORD, give_password, sign_in
from tests.conftest import COOKIE

SESSIONS = "{ viewer { sessions { id current device } } }"
END = """
mutation ($id: ID!) { endSession(input: {sessionId: $id}) {
  ... on EndSessionSuccess { viewer { sessions { current } } } ... on Refusal { code field } } }
"""
SET = """
mutation ($new: String!, $current: String) {
  setPassword(input: {newPassword: $new, currentPassword: $current}) {
    __typename ... on SetPasswordSuccess { viewer { hasPassword } } ... on Refusal { code field }
  }
}
"""


async def alive(token: str) -> bool:
    return await actor_from_request(token, None) is not None


async def test_a_session_ends_after_twelve_idle_hours(cast) -> None:
    token, start = await cast.session(cast.ann), clock.now()
    with clock.at(start + timedelta(hours=11, minutes=59)):
        assert await alive(token)
    with clock.at(start + timedelta(hours=23, minutes=58)):
        assert await alive(token)
    with clock.at(start + timedelta(hours=36)):
        assert not await alive(token)


async def test_a_session_ends_after_fourteen_days_however_busy(cast) -> None:
    token, start = await cast.session(cast.ann), clock.now()
    for hours in range(0, 14 * 24, 8):
        with clock.at(start + timedelta(hours=hours)):
            assert await alive(token)
    with clock.at(start + timedelta(days=14)):
        assert not await alive(token)


async def test_last_use_is_written_at_most_once_a_minute(cast) -> None:
    token, start = await cast.session(cast.ann), clock.now()
    (before,) = await Session.all()
    with clock.at(start + timedelta(seconds=50)):
        await alive(token)
    assert (await Session.get(id=before.id)).last_seen_at == before.last_seen_at
    with clock.at(start + timedelta(seconds=70)):
        await alive(token)
    assert (await Session.get(id=before.id)).last_seen_at == start + timedelta(seconds=70)


async def test_signing_out_ends_the_session_on_the_server(cast, api) -> None:
    browser = api(cast.ann)
    await browser.run(ME)
    token = browser.client.cookies[COOKIE]
    answer = await browser.run(
        "mutation { signOut(input: {}) { ... on SignOutSuccess { signedOut } } }"
    )
    assert answer["signOut"] == {"signedOut": True}
    assert not await alive(token)


async def test_one_sees_and_ends_one_s_own_sessions_only(cast, api) -> None:
    mine, other = await cast.session(cast.ann, device="Safari · iPhone"), api(cast.ann)
    seen = (await other.run(SESSIONS))["viewer"]["sessions"]
    assert [(s["current"], s["device"]) for s in seen] == [
        (True, "Firefox · Linux"),
        (False, "Safari · iPhone"),
    ]
    stolen = seen[1]["id"]
    refused = (await api(cast.bo).run(END, {"id": stolen}))["endSession"]
    assert refused == {"code": "SESSION_NOT_FOUND", "field": "sessionId"}
    assert await alive(mine)
    ended = (await other.run(END, {"id": stolen}))["endSession"]
    assert ended == {"viewer": {"sessions": [{"current": True}]}}
    assert not await alive(mine)


async def test_other_sessions_are_ended_and_this_one_stays(cast, api) -> None:
    others = [await cast.session(cast.ann) for _ in range(3)]
    bo = await cast.session(cast.bo)
    browser = api(cast.ann)
    answer = await browser.run(
        "mutation { endOtherSessions(input: {}) "
        "{ ... on EndOtherSessionsSuccess { ended viewer { sessions { current } } } } }"
    )
    assert answer["endOtherSessions"] == {"ended": 3, "viewer": {"sessions": [{"current": True}]}}
    assert [await alive(token) for token in others] == [False] * 3
    assert await alive(bo)


async def test_a_new_password_rotates_this_session_and_ends_the_others(cast, api, bus) -> None:
    await give_password(bus, cast.ann)
    other = await cast.session(cast.ann)
    browser = api(None)
    await sign_in(browser, "ann@erm.test")
    before = browser.client.cookies[COOKIE]
    new = "nine loud pebbles"
    answer = await browser.run(SET, {"new": new, "current": PASSWORD})
    assert answer["setPassword"]["__typename"] == "SetPasswordSuccess"
    assert not await alive(before)
    assert not await alive(other)
    assert (await browser.run(ME))["viewer"]["person"]["name"] == "Ann Test"
    assert (await sign_in(api(None), "ann@erm.test"))["code"] == "SIGN_IN_FAILED"
    assert (await sign_in(api(None), "ann@erm.test", new))["__typename"] == "SignInSuccess"


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("short one", "PASSWORD_TOO_SHORT"),
        ("x1!" * 100, "PASSWORD_TOO_LONG"),
        ("password1234", "PASSWORD_TOO_COMMON"),
        ("passwordpassword", "PASSWORD_TOO_COMMON"),
        ("qwertyuiop123", "PASSWORD_TOO_COMMON"),
        ("парольпароль1", "PASSWORD_TOO_COMMON"),
        ("йцукенгшщзхъ", "PASSWORD_TOO_COMMON"),
        ("Test company!", "PASSWORD_TOO_COMMON"),
        ("annanntest12", "PASSWORD_TOO_COMMON"),
        ("aaaaaaaaaaaaaaaa", "PASSWORD_TOO_COMMON"),
    ],
)
async def test_a_password_that_is_easy_to_guess_is_refused(cast, api, new, code) -> None:
    answer = (await api(cast.ann).run(SET, {"new": new}))["setPassword"]
    assert (answer["code"], answer["field"]) == (code, "newPassword")


async def test_the_present_password_is_needed_unless_one_came_by_a_link(cast, api, bus) -> None:
    await give_password(bus, cast.ann)
    browser, new = api(cast.ann), "nine loud pebbles"
    for current in (None, "", "wrong wrong wrong"):
        answer = (await browser.run(SET, {"new": new, "current": current}))["setPassword"]
        assert (answer["code"], answer["field"]) == ("CURRENT_PASSWORD_WRONG", "currentPassword")
    await Session.filter(person_id=cast.ann.id).update(by_link=True)
    assert (await browser.run(SET, {"new": new}))["setPassword"]["__typename"] == (
        "SetPasswordSuccess"
    )
    # The rotated session is an ordinary one again.
    assert (await browser.run(SET, {"new": new}))["setPassword"]["code"] == (
        "CURRENT_PASSWORD_WRONG"
    )


async def test_whoever_has_left_is_signed_out_at_once(cast, bus) -> None:
    token, secret = await cast.session(cast.ann), await cast.access_token(cast.ann)
    others = await cast.session(cast.bo)
    await cast.leave(cast.ann)
    assert not await alive(token)
    assert await actor_from_request(None, secret) is None
    async with unit_of_work(bus):
        await end_all_access(PersonLeft(at=clock.now(), person_id=cast.ann.id))
    assert await Session.filter(person_id=cast.ann.id).count() == 0
    assert await AccessToken.filter(person_id=cast.ann.id).count() == 0
    assert await alive(others)


async def test_what_has_expired_is_swept_away(cast) -> None:
    await cast.session(cast.ann)
    with clock.at(clock.now() + timedelta(days=15)):
        fresh = await cast.session(cast.bo)
        assert await sweep_access(SYSTEM) == 1
        assert await alive(fresh)
