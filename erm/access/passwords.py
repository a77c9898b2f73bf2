"""Hashing and judging passwords.

argon2id at the parameters of the OWASP cheat sheet (m=47104 KiB, t=1, p=1), never more than two at
a time in a process: that many take 92 MiB and both cores.
"""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from zxcvbn_rs_py import zxcvbn

from erm.access.errors import PasswordTooCommon, PasswordTooLong, PasswordTooShort
from erm.access.rules import PASSWORD_MAXIMUM, PASSWORD_MINIMUM
from erm.core.text import fold

T = TypeVar("T")

_hasher = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=47_104, parallelism=1),))
_pool = ThreadPoolExecutor(2, thread_name_prefix="argon2")

GUESSES_MINIMUM = 1e8
"""A password that falls within this many guesses of zxcvbn's model is refused: all of the commonest
ones, words of the company, keyboard rows, repetitions and dates are far below."""

# What somebody types who believes the other layout is on: "пароль" is gfhjkm, among the commonest.
_RUSSIAN_KEYS = str.maketrans(
    "йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
)


async def hash_password(password: str) -> str:
    """The PHC string of a password."""
    return await _in_pool(lambda: _hasher.hash(_bytes(password)))


async def verify_password(password: str, stored: str | None) -> tuple[bool, str | None]:
    """Whether a password is the stored one, and its new hash if the parameters have changed since.

    ``stored`` None (nobody has this account, or it has no password) takes as long as a wrong one.
    """

    def verify() -> tuple[bool, str | None]:
        matches, anew = _hasher.verify_and_update(
            _bytes(password[:PASSWORD_MAXIMUM]), _dummy() if stored is None else stored
        )
        known = stored is not None and len(password) <= PASSWORD_MAXIMUM
        return (matches, anew) if known else (False, None)

    return await _in_pool(verify)


async def check_new_password(password: str, *, words: Iterable[str], field: str) -> None:
    """Refuse a new password that is too short, too long or too easy to guess.

    ``words`` are those that an attacker would try first: the company's name, the person's.
    """
    if len(password) < PASSWORD_MINIMUM:
        raise PasswordTooShort(field=field, minimum=PASSWORD_MINIMUM)
    if len(password) > PASSWORD_MAXIMUM:
        raise PasswordTooLong(field=field, maximum=PASSWORD_MAXIMUM)
    known = sorted({part for word in words for part in _parts(word)})
    if await _in_pool(lambda: is_guessable(password, known)):
        raise PasswordTooCommon(field=field)


def is_guessable(password: str, words: list[str]) -> bool:
    """Whether a password is among the first that would be tried."""
    spellings = {password, fold(password), password.lower().translate(_RUSSIAN_KEYS)}
    return any(zxcvbn(each, words).guesses < GUESSES_MINIMUM for each in spellings)


def _parts(word: str) -> list[str]:
    folded = fold(word)
    split = "".join(c if c.isalnum() else " " for c in folded).split()
    return [part for part in {folded, *split} if len(part) > 2]


def _bytes(password: str) -> bytes:
    # NFKC: the same characters from another keyboard or system are the same password.
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


@cache
def _dummy() -> str:
    return _hasher.hash("nobody has this password")


async def _in_pool(work: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(_pool, work)


def warm() -> None:
    """Make the dummy hash now, so that the first unknown account takes no longer than the next."""
    _dummy()
