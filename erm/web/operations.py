"""The operations known beforehand: what the SPA was built with, by the hash of its text."""

from __future__ import annotations

import hashlib
from pathlib import Path

import orjson

from erm.web.spa import STATIC

MANIFEST = STATIC / "persisted-documents.json"


class ManifestError(Exception):
    """The manifest of known operations is not what it should be."""


def known_documents(path: Path = MANIFEST) -> dict[str, str]:
    """Hash to document; empty when the SPA is not built.

    Raises ``ManifestError`` for a damaged manifest, and for a hash that is not its document's.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return {}
    try:
        manifest = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise ManifestError(f"{path.name} is no JSON: build the SPA again.") from error
    if not isinstance(manifest, dict):
        raise ManifestError(f"{path.name} is no object: build the SPA again.")
    documents: dict[str, str] = {}
    for key, text in manifest.items():
        digest = key.removeprefix("sha256:")
        if not isinstance(text, str) or hashlib.sha256(text.encode()).hexdigest() != digest:
            raise ManifestError(f"{path.name}: {digest[:12]} is not the hash of its document.")
        documents[digest] = text
    return documents
