"""Encryption of what nobody but its author may read, the operator of the database included.

AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce. A sealed text is
``version (1) | key id (4) | nonce (12) | ciphertext and tag``; the key id is the beginning of the
key's SHA-256. Table, column and row are authenticated with it, so that a sealed text that is copied
into another row cannot be opened. The keys are no part of the database; see ``docs/operations.md``.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from erm.settings import Settings, read_keys

VERSION = b"\x01"
_KEY_ID = 4
_NONCE = 12
_HEAD = len(VERSION) + _KEY_ID + _NONCE
NAMED = len(VERSION) + _KEY_ID
"""How many bytes of a sealed text tell its key."""


class SealBroken(Exception):
    """A sealed text cannot be opened: its key is not there, or it is not what was sealed here."""


def key_id(key: bytes) -> bytes:
    """The short public name of a key."""
    return hashlib.sha256(key).digest()[:_KEY_ID]


class Keyring:
    """The keys of this installation. The first seals, all of them open.

    Those of a file are read again when the file changes, so that a running server follows a
    rotation of keys.
    """

    def __init__(self, keys: tuple[bytes, ...], file: Path | None = None) -> None:
        self._file = file
        self._stamp = _stamp(file)
        self._set(keys)

    def _set(self, keys: tuple[bytes, ...]) -> None:
        if not keys:
            raise SealBroken("there are no encryption keys")
        self.first = key_id(keys[0])
        self._ciphers = {key_id(key): AESGCM(key) for key in keys}

    def cipher(self, name: bytes) -> AESGCM | None:
        """The key with this id, if it is there."""
        self.refresh()
        return self._ciphers.get(name)

    def refresh(self) -> None:
        """Read the file again if it changed."""
        stamp = _stamp(self._file)
        if self._file is None or stamp == self._stamp:
            return
        self._set(read_keys(self._file.read_text()))
        self._stamp = stamp


@dataclass(slots=True)
class _Process:
    """What this process seals with. One installation has one set of keys."""

    keyring: Keyring | None = None


_process = _Process()


def use_keys(settings: Settings) -> None:
    """Seal and open with the keys of these settings from now on, in the whole process."""
    _process.keyring = Keyring(settings.encryption_keys, settings.encryption_key_file)


def seal(text: str, *, table: str, column: str, row_id: UUID) -> bytes:
    """Encrypt the text of one row's column. Raises :class:`SealBroken` when there are no keys."""
    return seal_bytes(text.encode(), table=table, column=column, row_id=row_id)


def seal_bytes(data: bytes, *, table: str, column: str, row_id: UUID) -> bytes:
    """Like :func:`seal`, for what is no text."""
    keyring = _keyring()
    keyring.refresh()
    name = keyring.first
    cipher = keyring.cipher(name)
    if cipher is None:
        raise SealBroken("there is no encryption key")
    nonce = os.urandom(_NONCE)
    return VERSION + name + nonce + cipher.encrypt(nonce, data, _place(table, column, row_id))


def unseal(data: bytes, *, table: str, column: str, row_id: UUID) -> str:
    """The text that was sealed for this row and column. Raises :class:`SealBroken`."""
    return unseal_bytes(data, table=table, column=column, row_id=row_id).decode()


def unseal_bytes(data: bytes, *, table: str, column: str, row_id: UUID) -> bytes:
    """Like :func:`unseal`, for what is no text."""
    if len(data) < _HEAD or data[:1] != VERSION:
        raise SealBroken(f"{table}.{column} of {row_id} is not a sealed text")
    cipher = _keyring().cipher(data[1 : 1 + _KEY_ID])
    if cipher is None:
        raise SealBroken(f"the key of {table}.{column} of {row_id} is not there")
    nonce = data[1 + _KEY_ID : _HEAD]
    try:
        return cipher.decrypt(nonce, data[_HEAD:], _place(table, column, row_id))
    except InvalidTag as error:
        raise SealBroken(f"{table}.{column} of {row_id} was changed or moved") from error


def is_current(data: bytes) -> bool:
    """Whether what begins with these bytes is sealed with the key that seals now."""
    keyring = _keyring()
    keyring.refresh()
    return data[1 : 1 + _KEY_ID] == keyring.first


def has_key(data: bytes) -> bool:
    """Whether the key is there under which what begins with these bytes is sealed."""
    return _keyring().cipher(data[1 : 1 + _KEY_ID]) is not None


def _keyring() -> Keyring:
    if _process.keyring is None:
        raise SealBroken("this process was not told its encryption keys")
    return _process.keyring


def _place(table: str, column: str, row_id: UUID) -> bytes:
    return f"{table}|{column}|{row_id}".encode()


def _stamp(file: Path | None) -> tuple[int, int, int] | None:
    if file is None:
        return None
    status = file.stat()
    return status.st_mtime_ns, status.st_size, status.st_ino
