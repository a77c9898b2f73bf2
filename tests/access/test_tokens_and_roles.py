"""Access tokens and roles."""

import asyncio

import pytest

from erm.access.actors import actor_from_request
from erm.access.commands.roles import grant_role, revoke_role
from erm.access.errors import LastAdministrator, RoleNotHeld, RolesAreAdministrators, SessionNeeded
from erm.access.models import AccessToken, RoleGrant
from erm.core.actor import SYSTEM, Role
from erm.core.errors import DomainError
from erm.core.work import unit_of_work
from tests.access.test_sign_in import ME
from tests.conftest import COOKIE

CREATE = """
mutation ($name: String!, $scopes: [TokenScope!]!, $days: Int!) {
  createAccessToken(input: {name: $name, scopes: $scopes, validDays: $days}) {
    ... on CreateAccessTokenSuccess {
      secret accessToken { id name prefix scopes } viewer { accessTokens { name } }
    }
    ... on Refusal { code field }
  }
}
"""
REVOKE = """
mutation ($id: ID!) { revokeAccessToken(input: {accessTokenId: $id}) {
  ... on RevokeAccessTokenSuccess { viewer { accessTokens { name } } } ... on Refusal { code } } }
"""
GRANT = """
mutation ($id: ID!, $role: Role!) { grantRole(input: {personId: $id, role: $role}) {
  ... on GrantRoleSuccess { roleHolders { role person { name } } } ... on Refusal { code kind } } }
"""


async def person_id(browser) -> str:
    return (await browser.run("{ viewer { person { id } } }"))["viewer"]["person"]["id"]


async def test_a_token_reads_as_its_owner_until_it_is_revoked(cast, api) -> None:
    browser = api(cast.ann)
    variables = {"name": "report", "scopes": ["READ"], "days": 30}
    made = (await browser.run(CREATE, variables))["createAccessToken"]
    assert made["secret"].startswith("erm_pat_")
    assert made["secret"].startswith(made["accessToken"]["prefix"])
    assert len(made["accessToken"]["prefix"]) < 16
    assert made["viewer"]["accessTokens"] == [{"name": "report"}]
    (row,) = await AccessToken.all()
    assert made["secret"] not in str(row.__dict__)

    program = api(None, bearer=made["secret"])
    assert (await program.run(ME))["viewer"]["person"]["name"] == "Ann Test"
    stranger = await api(cast.bo).run(REVOKE, {"id": made["accessToken"]["id"]})
    assert stranger["revokeAccessToken"] == {"code": "ACCESS_TOKEN_NOT_FOUND"}
    assert (await program.post(ME)).status_code == 200

    ended = await browser.run(REVOKE, {"id": made["accessToken"]["id"]})
    assert ended["revokeAccessToken"] == {"viewer": {"accessTokens": []}}
    assert (await program.post(ME)).status_code == 401


@pytest.mark.parametrize(
    ("variables", "code", "field"),
    [
        ({"name": "", "scopes": ["READ"], "days": 1}, "TEXT_REQUIRED", "name"),
        ({"name": "x", "scopes": [], "days": 1}, "SCOPES_REQUIRED", "scopes"),
        ({"name": "x", "scopes": ["READ"], "days": 0}, "VALID_DAYS_OUT_OF_RANGE", "validDays"),
        ({"name": "x", "scopes": ["READ"], "days": 366}, "VALID_DAYS_OUT_OF_RANGE", "validDays"),
    ],
)
async def test_a_bad_token_is_not_made(cast, api, variables, code, field) -> None:
    refused = (await api(cast.ann).run(CREATE, variables))["createAccessToken"]
    assert refused == {"code": code, "field": field}
    assert await AccessToken.all().count() == 0


async def test_a_token_makes_no_token_and_changes_no_role(cast, api) -> None:
    program = api(None, bearer=await cast.access_token(cast.ada, may_write=True))
    made = await program.run(CREATE, {"name": "x", "scopes": ["READ"], "days": 1})
    assert made["createAccessToken"]["code"] == "SESSION_NEEDED"
    granted = await program.run(GRANT, {"id": await person_id(program), "role": "HR"})
    assert granted["grantRole"]["code"] == "ROLES_NOT_ALLOWED"
    assert await AccessToken.all().count() == 1
    assert SessionNeeded.code == "SESSION_NEEDED"


async def test_a_token_for_reading_writes_nothing(cast, api) -> None:
    program = api(None, bearer=await cast.access_token(cast.ann))
    answer = await program.run("mutation { signOut(input: {}) { ... on Refusal { code } } }")
    assert answer["signOut"]["code"] == "READ_ONLY_TOKEN"


async def test_an_administrator_grants_a_role_and_it_holds_at_once(cast, api) -> None:
    bo = api(cast.bo)
    key = await person_id(bo)
    before = bo.client.cookies[COOKIE]
    answer = (await api(cast.ada).run(GRANT, {"id": key, "role": "HR"}))["grantRole"]
    assert {(h["role"], h["person"]["name"]) for h in answer["roleHolders"]} == {
        ("ADMINISTRATOR", "Ada Test"),
        ("HR", "Hana Test"),
        ("HR", "Bo Test"),
    }
    # His sessions ended: the role is there from his next sign-in on.
    assert await actor_from_request(before, None) is None
    actor = await actor_from_request(await cast.session(cast.bo), None)
    assert actor is not None
    assert actor.is_hr


async def test_nobody_else_grants_or_sees_roles(cast, api) -> None:
    for who in (cast.zed, cast.mo, cast.ann, cast.hana):
        browser = api(who)
        refused = await browser.run(GRANT, {"id": await person_id(browser), "role": "HR"})
        assert refused["grantRole"] == {"code": "ROLES_NOT_ALLOWED", "kind": "NOT_ALLOWED"}
        assert (await browser.run("{ roleHolders { role } }"))["roleHolders"] is None
    assert await RoleGrant.all().count() == 2


async def test_one_s_own_session_goes_on_under_another_token(cast, api) -> None:
    browser = api(cast.ada)
    key = await person_id(browser)
    before = browser.client.cookies[COOKIE]
    await browser.run(GRANT, {"id": key, "role": "HR"})
    assert browser.client.cookies[COOKIE] != before
    assert await actor_from_request(before, None) is None
    assert (await browser.run("{ viewer { roles } }"))["viewer"]["roles"] == ["ADMINISTRATOR", "HR"]


async def test_the_last_administrator_stays(cast, actor_of, bus) -> None:
    for actor in (actor_of(cast.ada), SYSTEM):
        with pytest.raises(LastAdministrator):
            async with unit_of_work(bus):
                await revoke_role(actor, person_id=cast.ada.id, role=Role.ADMINISTRATOR)
    assert await RoleGrant.filter(role=Role.ADMINISTRATOR).count() == 1


async def test_an_administrator_who_has_left_does_not_count(cast, actor_of, bus) -> None:
    await cast.grant(cast.cy, Role.ADMINISTRATOR)
    await cast.leave(cast.cy)
    with pytest.raises(LastAdministrator):
        async with unit_of_work(bus):
            await revoke_role(actor_of(cast.ada), person_id=cast.ada.id, role=Role.ADMINISTRATOR)


async def test_two_administrators_cannot_revoke_each_other_at_once(cast, actor_of, bus) -> None:
    await cast.grant(cast.zed, Role.ADMINISTRATOR)

    async def revoke(actor, other) -> str:
        try:
            async with unit_of_work(bus):
                await revoke_role(actor, person_id=other.id, role=Role.ADMINISTRATOR)
        except DomainError as error:
            return error.code
        return "revoked"

    ada, zed = actor_of(cast.ada), actor_of(cast.zed)
    outcome = await asyncio.gather(revoke(ada, cast.zed), revoke(zed, cast.ada))
    assert sorted(outcome) == ["LAST_ADMINISTRATOR", "revoked"]
    assert await RoleGrant.filter(role=Role.ADMINISTRATOR).count() == 1


async def test_a_role_that_is_not_held_cannot_be_revoked(cast, actor_of, bus) -> None:
    with pytest.raises(RoleNotHeld):
        async with unit_of_work(bus):
            await revoke_role(actor_of(cast.ada), person_id=cast.ann.id, role=Role.HR)


async def test_leavers_are_granted_nothing(cast, actor_of, bus) -> None:
    with pytest.raises(DomainError, match="PERSON_HAS_LEFT"):
        async with unit_of_work(bus):
            await grant_role(actor_of(cast.ada), person_id=cast.dee.id, role=Role.HR)
    with pytest.raises(RolesAreAdministrators):
        async with unit_of_work(bus):
            await grant_role(actor_of(cast.hana), person_id=cast.hana.id, role=Role.HR)
