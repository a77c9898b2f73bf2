"""Refusals of access."""

from __future__ import annotations

from erm.core.errors import Conflict, InvalidInput, NotAllowed, NotFound


class SignInFailed(NotAllowed):
    """Address and password do not belong together. Which of them is wrong is never told."""

    code = "SIGN_IN_FAILED"


class LinkInvalid(NotAllowed):
    """The link was used, is too old, or never was."""

    code = "SIGN_IN_LINK_INVALID"


class PasswordTooShort(InvalidInput):
    """The new password has fewer than ``minimum`` characters."""

    code = "PASSWORD_TOO_SHORT"


class PasswordTooLong(InvalidInput):
    """The new password has more than ``maximum`` characters."""

    code = "PASSWORD_TOO_LONG"


class PasswordTooCommon(InvalidInput):
    """The new password is among the first that anybody would try."""

    code = "PASSWORD_TOO_COMMON"


class CurrentPasswordWrong(InvalidInput):
    """The present password was not given, or is another one."""

    code = "CURRENT_PASSWORD_WRONG"


class SessionNeeded(NotAllowed):
    """An access token may not do this: only a person in their browser."""

    code = "SESSION_NEEDED"


class SessionNotFound(NotFound):
    """No such session of the actor's."""

    code = "SESSION_NOT_FOUND"


class AccessTokenNotFound(NotFound):
    """No such access token of the actor's."""

    code = "ACCESS_TOKEN_NOT_FOUND"


class ScopesRequired(InvalidInput):
    """An access token without a scope could do nothing."""

    code = "SCOPES_REQUIRED"


class ValidDaysOutOfRange(InvalidInput):
    """An access token is valid from 1 to ``maximum`` days."""

    code = "VALID_DAYS_OUT_OF_RANGE"


class TooManyAccessTokens(Conflict):
    """The actor has as many access tokens (``count``) as anybody may have."""

    code = "TOO_MANY_ACCESS_TOKENS"


class RolesAreAdministrators(NotAllowed):
    """Only an administrator grants and revokes roles."""

    code = "ROLES_NOT_ALLOWED"


class LastAdministrator(Conflict):
    """Without this one nobody would be administrator."""

    code = "LAST_ADMINISTRATOR"


class RoleNotHeld(NotFound):
    """The person does not hold this role."""

    code = "ROLE_NOT_HELD"
