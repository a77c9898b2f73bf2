"""Whoever an import deactivates is signed out in the same transaction."""

from erm.access.actors import actor_from_request
from erm.access.models import AccessToken, Session
from erm.core.actor import SYSTEM
from erm.core.clock import today
from erm.core.work import unit_of_work
from erm.flows.subscriptions import build_bus
from erm.people.importing.applying import apply_import
from erm.people.importing.kinds import GuardKind
from erm.people.importing.planning import plan_import
from tests.everyday import SETTINGS


async def test_a_hundred_deactivations_leave_no_session_and_no_token(cast) -> None:
    crowd = await cast.crowd(100)
    secrets = [(await cast.session(p), await cast.access_token(p)) for p in crowd]
    stays = await cast.session(cast.ann)
    text = "email,name\n" + "".join(
        f"{p.work_email},{p.given_name} {p.family_name}\n"
        for p in cast.people
        if p not in crowd and p.left_on is None
    )
    async with unit_of_work(build_bus(SETTINGS)):
        plan = await plan_import(text.encode(), "x.csv", today())
        await apply_import(SYSTEM, plan, tuple(GuardKind))
    for cookie, bearer in secrets:
        assert await actor_from_request(cookie, None) is None
        assert await actor_from_request(None, bearer) is None
    assert await actor_from_request(stays, None) is not None
    assert await Session.all().count() == 1
    assert await AccessToken.all().count() == 0
