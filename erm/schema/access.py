"""Sign-in, sessions, access tokens and roles."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import strawberry

from erm.access import actors, queries
from erm.access.commands import passwords, roles, sessions, sign_in, tokens
from erm.access.rules import PASSWORD_MINIMUM, SESSION_ABSOLUTE, device_name
from erm.access.views import AccessTokenView, NewSession, RoleHolderView, SessionView
from erm.core.actor import ActorKind
from erm.schema import refs
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.enums import Locale, Role, TokenScope
from erm.schema.ids import from_global, to_global
from erm.schema.refs import PersonRef, ViewerRef

COOKIE = "__Host-erm"


@strawberry.type(description="A browser in which the viewer is signed in.")
class Session:
    """One of the viewer's sessions."""

    id: strawberry.ID = strawberry.field(description="Its id.")
    current: bool = strawberry.field(description="Whether it is the one that asks.")
    device: str = strawberry.field(description="Browser and system, if they told; may be empty.")
    created_at: datetime = strawberry.field(description="When it began.")
    last_seen_at: datetime = strawberry.field(description="When it was last used, to the minute.")

    @classmethod
    def of(cls, view: SessionView) -> Session:
        """Dress a view."""
        return cls(
            id=to_global("Session", view.id),
            current=view.current,
            device=view.device,
            created_at=view.created_at,
            last_seen_at=view.last_seen_at,
        )


@strawberry.type(description="A secret with which a program acts for the viewer.")
class AccessToken:
    """One of the viewer's access tokens."""

    id: strawberry.ID = strawberry.field(description="Its id.")
    name: str = strawberry.field(description="What its owner called it.")
    prefix: str = strawberry.field(description="The first characters of the secret.")
    scopes: list[TokenScope] = strawberry.field(description="What its holder may do.")
    created_at: datetime = strawberry.field(description="When it was made.")
    expires_at: datetime = strawberry.field(description="When it stops working.")
    last_used_at: datetime | None = strawberry.field(
        description="When it was last used, to the minute; null if never."
    )

    @classmethod
    def of(cls, view: AccessTokenView) -> AccessToken:
        """Dress a view."""
        return cls(
            id=to_global("AccessToken", view.id),
            name=view.name,
            prefix=view.prefix,
            scopes=list(view.scopes),
            created_at=view.created_at,
            expires_at=view.expires_at,
            last_used_at=view.last_used_at,
        )


@strawberry.type(description="A person and a role that they hold.")
class RoleHolder:
    """One granted role."""

    person_key: strawberry.Private[UUID]
    role: Role = strawberry.field(description="The role.")
    granted_at: datetime = strawberry.field(description="Since when they hold it.")

    @strawberry.field(description="Who holds it.")
    async def person(self, info: Info) -> PersonRef:
        """The person."""
        return await refs.person(info, self.person_key)

    @classmethod
    def of(cls, view: RoleHolderView) -> RoleHolder:
        """Dress a view."""
        return cls(person_key=view.person_id, role=view.role, granted_at=view.granted_at)


@strawberry.type(description="Somebody whom a visitor of a demo may sign in as.")
class DemoAccount:
    """An invitation on the sign-in page of a demo company."""

    name: str = strawberry.field(description="Their name.")
    email: str = strawberry.field(description="Their work address.")
    title: str = strawberry.field(description="What they do.")
    password: str = strawberry.field(description="The password; it opens only invented data.")
    role: str = strawberry.field(description="In words, why one would choose them.")


@strawberry.type(description="This installation, as anybody may know it before signing in.")
class Instance:
    """What the sign-in page needs."""

    name: str = strawberry.field(description="The company's name.")
    demo: bool = strawberry.field(description="Whether this is a demo with invented people.")
    demo_accounts: list[DemoAccount] = strawberry.field(
        description="Whom one may sign in as; empty unless this is a demo."
    )
    password_minimum_length: int = strawberry.field(
        description="How many characters a password needs."
    )
    mail_is_local: bool = strawberry.field(
        description="Whether mail is kept in the local mailbox instead of being sent."
    )


@strawberry.type
class AccessQuery:
    """Root fields of access."""

    @strawberry.field(description="This installation; the one thing that needs no sign-in.")
    async def instance(self, info: Info) -> Instance:
        """What the sign-in page needs."""
        settings = info.context.settings
        accounts = await queries.demo_accounts()
        return Instance(
            name=settings.company_name,
            demo=bool(accounts),
            demo_accounts=[
                DemoAccount(
                    name=a.name, email=a.email, title=a.title, password=a.password, role=a.role
                )
                for a in accounts
            ],
            password_minimum_length=PASSWORD_MINIMUM,
            mail_is_local=settings.mail_is_local,
        )

    @strawberry.field(description="Who holds which role. For administrators; null for others.")
    async def role_holders(self, info: Info) -> list[RoleHolder] | None:
        """All granted roles."""
        held = await queries.role_holders(info.context.actor)
        return None if held is None else [RoleHolder.of(view) for view in held]


@strawberry.type
class AccessViewer:
    """What access adds to the viewer."""

    @strawberry.field(description="The roles that were granted to the viewer.")
    def roles(self, info: Info) -> list[Role]:
        """Granted roles, in a steady order."""
        return sorted(info.context.actor.roles)

    @strawberry.field(description="The language in which the viewer reads erm.")
    def locale(self, info: Info) -> Locale:
        """The viewer's language."""
        return Locale(info.context.actor.locale)

    @strawberry.field(description="IANA name of the viewer's time zone.")
    def time_zone(self, info: Info) -> str:
        """The viewer's zone."""
        return info.context.actor.time_zone

    @strawberry.field(description="Where the viewer is signed in, the latest use first.")
    async def sessions(self, info: Info) -> list[Session]:
        """The viewer's sessions."""
        return [Session.of(view) for view in await queries.sessions(info.context.actor)]

    @strawberry.field(description="The viewer's access tokens that still work, newest first.")
    async def access_tokens(self, info: Info) -> list[AccessToken]:
        """The viewer's access tokens."""
        return [AccessToken.of(view) for view in await queries.access_tokens(info.context.actor)]

    @strawberry.field(description="Whether the viewer has set a password.")
    async def has_password(self, info: Info) -> bool:
        """Whether there is a password."""
        return await queries.has_password(info.context.actor)


@strawberry.input(description="Address and password.")
class SignInInput:
    """Input of ``signIn``."""

    email: str = strawberry.field(description="Work address.")
    password: str = strawberry.field(description="Password.")


@strawberry.type(description="Signed in; the session's cookie is set.")
class SignInSuccess:
    """Success of ``signIn``."""

    @strawberry.field(description="Whoever is signed in now.")
    async def viewer(self, info: Info) -> ViewerRef:
        """The viewer."""
        return refs.viewer()


@strawberry.input(description="Where to send a link.")
class RequestSignInLinkInput:
    """Input of ``requestSignInLink``."""

    email: str = strawberry.field(description="Work address.")


@strawberry.type(description="If the address is somebody's here, a link is on its way.")
class RequestSignInLinkSuccess:
    """Success of ``requestSignInLink``."""

    valid_minutes: int = strawberry.field(description="For how long the link works.")


@strawberry.input(description="What stands in a link.")
class RedeemSignInLinkInput:
    """Input of ``redeemSignInLink``."""

    token: str = strawberry.field(description="The part of the link after `#token=`.")


@strawberry.type(description="Signed in; the session's cookie is set and the link used up.")
class RedeemSignInLinkSuccess:
    """Success of ``redeemSignInLink``."""

    @strawberry.field(description="Whoever is signed in now.")
    async def viewer(self, info: Info) -> ViewerRef:
        """The viewer."""
        return refs.viewer()


@strawberry.input(description="Nothing is needed.")
class SignOutInput:
    """Input of ``signOut``."""

    client_mutation_id: str | None = strawberry.field(default=None, description="Not used.")


@strawberry.type(description="Signed out; the session has ended.")
class SignOutSuccess:
    """Success of ``signOut``."""

    signed_out: bool = strawberry.field(description="True.")


@strawberry.input(description="A new password.")
class SetPasswordInput:
    """Input of ``setPassword``."""

    new_password: str = strawberry.field(description="12 to 256 characters, hard to guess.")
    current_password: str | None = strawberry.field(
        default=None,
        description="The present one; not needed within half an hour of signing in by a link.",
    )


@strawberry.type(description="The password is set; all other sessions have ended.")
class SetPasswordSuccess:
    """Success of ``setPassword``."""

    @strawberry.field(description="The viewer.")
    async def viewer(self, info: Info) -> ViewerRef:
        """The viewer."""
        return refs.viewer()


@strawberry.input(description="Which session to end.")
class EndSessionInput:
    """Input of ``endSession``."""

    session_id: strawberry.ID = strawberry.field(description="Id of the session.")


@strawberry.type(description="That session has ended.")
class EndSessionSuccess:
    """Success of ``endSession``."""

    @strawberry.field(description="The viewer.")
    async def viewer(self, info: Info) -> ViewerRef:
        """The viewer."""
        return refs.viewer()


@strawberry.input(description="Nothing is needed.")
class EndOtherSessionsInput:
    """Input of ``endOtherSessions``."""

    client_mutation_id: str | None = strawberry.field(default=None, description="Not used.")


@strawberry.type(description="All other sessions have ended.")
class EndOtherSessionsSuccess:
    """Success of ``endOtherSessions``."""

    ended: int = strawberry.field(description="How many there were.")

    @strawberry.field(description="The viewer.")
    async def viewer(self, info: Info) -> ViewerRef:
        """The viewer."""
        return refs.viewer()


@strawberry.input(description="A new access token.")
class CreateAccessTokenInput:
    """Input of ``createAccessToken``."""

    name: str = strawberry.field(description="What to call it, for yourself.")
    scopes: list[TokenScope] = strawberry.field(description="What its holder may do.")
    valid_days: int = strawberry.field(description="For how many days it works, 1 to 365.")


@strawberry.type(description="The access token is made.")
class CreateAccessTokenSuccess:
    """Success of ``createAccessToken``."""

    access_token: AccessToken = strawberry.field(description="The token.")
    secret: str = strawberry.field(description="Its secret: shown here once and never again.")

    @strawberry.field(description="The viewer.")
    async def viewer(self, info: Info) -> ViewerRef:
        """The viewer."""
        return refs.viewer()


@strawberry.input(description="Which access token to end.")
class RevokeAccessTokenInput:
    """Input of ``revokeAccessToken``."""

    access_token_id: strawberry.ID = strawberry.field(description="Id of the access token.")


@strawberry.type(description="That access token works no more.")
class RevokeAccessTokenSuccess:
    """Success of ``revokeAccessToken``."""

    @strawberry.field(description="The viewer.")
    async def viewer(self, info: Info) -> ViewerRef:
        """The viewer."""
        return refs.viewer()


@strawberry.input(description="Who gets which role.")
class GrantRoleInput:
    """Input of ``grantRole``."""

    person_id: strawberry.ID = strawberry.field(description="The person.")
    role: Role = strawberry.field(description="The role.")


@strawberry.type(description="The person holds the role.")
class GrantRoleSuccess:
    """Success of ``grantRole``."""

    role_holders: list[RoleHolder] = strawberry.field(description="Who holds which role now.")


@strawberry.input(description="Who loses which role.")
class RevokeRoleInput:
    """Input of ``revokeRole``."""

    person_id: strawberry.ID = strawberry.field(description="The person.")
    role: Role = strawberry.field(description="The role.")


@strawberry.type(description="The person holds the role no more.")
class RevokeRoleSuccess:
    """Success of ``revokeRole``."""

    role_holders: list[RoleHolder] = strawberry.field(description="Who holds which role now.")


@strawberry.type
class AccessMutation:
    """Mutations of access."""

    @command("Sign in by password.", public=True, own_transactions=True)
    async def sign_in(self, info: Info, input: SignInInput) -> SignInSuccess:
        """Check the password, begin a session, set its cookie."""
        session = await sign_in.sign_in(
            info.context.bus,
            email=input.email,
            password=input.password,
            address=info.context.address,
            device=_device(info),
            replacing=_present_session(info),
        )
        await _enter(info, session)
        return SignInSuccess()

    @command(
        "Ask for a link by e-mail that signs in. The answer is the same for every address.",
        public=True,
        own_transactions=True,
    )
    async def request_sign_in_link(
        self, info: Info, input: RequestSignInLinkInput
    ) -> RequestSignInLinkSuccess:
        """Note that a link is wanted."""
        minutes = await sign_in.request_sign_in_link(
            info.context.bus,
            email=input.email,
            address=info.context.address,
            language=info.context.language,
        )
        return RequestSignInLinkSuccess(valid_minutes=minutes)

    @command("Sign in by the token of a link, once.", public=True, own_transactions=True)
    async def redeem_sign_in_link(
        self, info: Info, input: RedeemSignInLinkInput
    ) -> RedeemSignInLinkSuccess:
        """Use the link up, begin a session, set its cookie."""
        session = await sign_in.redeem_sign_in_link(
            info.context.bus,
            token=input.token,
            address=info.context.address,
            device=_device(info),
            replacing=_present_session(info),
        )
        await _enter(info, session)
        return RedeemSignInLinkSuccess()

    @command("End the session that asks.")
    async def sign_out(self, info: Info, input: SignOutInput) -> SignOutSuccess:
        """End the session and take its cookie back."""
        await sessions.sign_out(info.context.actor)
        if info.context.response is not None:
            info.context.response.delete_cookie(
                COOKIE, path="/", secure=True, httponly=True, samesite="lax"
            )
        info.context.maybe_actor = None
        return SignOutSuccess(signed_out=True)

    @command("Set one's password.", own_transactions=True)
    async def set_password(self, info: Info, input: SetPasswordInput) -> SetPasswordSuccess:
        """Set the password; the session goes on under another token."""
        session = await passwords.set_password(
            info.context.bus,
            info.context.actor,
            current_password=input.current_password,
            new_password=input.new_password,
            company=info.context.settings.company_name,
        )
        await _go_on(info, session)
        return SetPasswordSuccess()

    @command("End one of one's sessions.")
    async def end_session(self, info: Info, input: EndSessionInput) -> EndSessionSuccess:
        """End a session."""
        key = from_global(input.session_id, "Session", field="session_id")
        await sessions.end_session(info.context.actor, session_id=key)
        return EndSessionSuccess()

    @command("End all of one's sessions but the one that asks.")
    async def end_other_sessions(
        self, info: Info, input: EndOtherSessionsInput
    ) -> EndOtherSessionsSuccess:
        """End the other sessions."""
        ended = await sessions.end_other_sessions(info.context.actor)
        return EndOtherSessionsSuccess(ended=ended)

    @command("Make an access token for a program.")
    async def create_access_token(
        self, info: Info, input: CreateAccessTokenInput
    ) -> CreateAccessTokenSuccess:
        """Make an access token."""
        view, secret = await tokens.create_access_token(
            info.context.actor,
            name=input.name,
            scopes=input.scopes,
            valid_days=input.valid_days,
        )
        return CreateAccessTokenSuccess(access_token=AccessToken.of(view), secret=secret)

    @command("End one of one's access tokens.")
    async def revoke_access_token(
        self, info: Info, input: RevokeAccessTokenInput
    ) -> RevokeAccessTokenSuccess:
        """End an access token."""
        key = from_global(input.access_token_id, "AccessToken", field="access_token_id")
        await tokens.revoke_access_token(info.context.actor, access_token_id=key)
        return RevokeAccessTokenSuccess()

    @command("Give somebody a role. Their sessions end, so that it holds at once.")
    async def grant_role(self, info: Info, input: GrantRoleInput) -> GrantRoleSuccess:
        """Grant a role."""
        key = from_global(input.person_id, "Person", field="person_id")
        session = await roles.grant_role(info.context.actor, person_id=key, role=input.role)
        await _go_on(info, session)
        return GrantRoleSuccess(role_holders=await _holders(info))

    @command("Take a role from somebody. Their sessions end, so that it holds at once.")
    async def revoke_role(self, info: Info, input: RevokeRoleInput) -> RevokeRoleSuccess:
        """Revoke a role."""
        key = from_global(input.person_id, "Person", field="person_id")
        # Asked before: whoever gives up their own role may still see what they did.
        before = info.context.actor
        session = await roles.revoke_role(before, person_id=key, role=input.role)
        await _go_on(info, session)
        held = await queries.role_holders(before) or []
        return RevokeRoleSuccess(role_holders=[RoleHolder.of(view) for view in held])


def _device(info: Info) -> str:
    request = info.context.request
    return "" if request is None else device_name(request.headers.get("user-agent", ""))


def _present_session(info: Info) -> UUID | None:
    actor = info.context.maybe_actor
    return None if actor is None else actor.session_id


async def _enter(info: Info, session: NewSession) -> None:
    """Set the cookie of a session and go on as its person."""
    actor = await actors.actor_from_request(session.token, None)
    if actor is None:
        raise LookupError("a session that has just begun is not there")
    info.context.maybe_actor = actor
    info.context.language = actor.locale
    if info.context.response is not None:
        info.context.response.set_cookie(
            COOKIE,
            session.token,
            max_age=int(SESSION_ABSOLUTE.total_seconds()),
            path="/",
            secure=True,
            httponly=True,
            samesite="lax",
        )


async def _go_on(info: Info, session: NewSession | None) -> None:
    """Hand over the rotated token, if the command rotated the asking session."""
    if session is not None and info.context.actor.kind is ActorKind.SESSION:
        await _enter(info, session)


async def _holders(info: Info) -> list[RoleHolder]:
    held = await queries.role_holders(info.context.actor) or []
    return [RoleHolder.of(view) for view in held]
