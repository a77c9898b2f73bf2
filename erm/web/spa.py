"""The single-page application: its files, and its one document for every other path."""

from __future__ import annotations

import gzip
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from erm.web.protocol import COMPRESS_FROM
from erm.web.security import CONTENT_SECURITY_POLICY

STATIC = Path(__file__).parent / "static"
NOT_SERVED = frozenset({"index.html", "manifest.json", "persisted-documents.json"})
"""The document is served for pages only; the others are the server's own."""
SERVICE_WORKER = "/sw.js"
IMMUTABLE = "public, max-age=31536000, immutable"
NOT_BUILT = (
    "erm is running, but its single-page application is not built.\n\n"
    "    make spa        builds it into erm/web/static\n"
    "    make run        builds it and starts erm\n"
)
_PACKED = (("br", ".br"), ("gzip", ".gz"))
_TEXTUAL = ("text/", "application/javascript", "application/json", "image/svg+xml")

mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("application/manifest+json", ".webmanifest")


@dataclass(frozen=True, slots=True)
class _File:
    """A file in memory, in the encodings that it can be sent in."""

    stamp: tuple[int, int]
    content_type: str
    etag: str
    encodings: dict[str, bytes]


class SinglePageApplication:
    """Serves what was built into a folder. Files are kept in memory and read again when changed."""

    def __init__(self, root: Path = STATIC) -> None:
        self.root = root.resolve()
        self._files: dict[Path, _File] = {}

    @property
    def is_built(self) -> bool:
        """Whether there is a document to serve."""
        return (self.root / "index.html").is_file()

    async def handle(self, request: Request) -> Response:
        """A file if the path names one, else the document, so that its links can be opened."""
        if request.method not in ("GET", "HEAD"):
            return PlainTextResponse("", status_code=405, headers={"Allow": "GET, HEAD"})
        path = request.url.path
        name = path.lstrip("/")
        if name and name not in NOT_SERVED:
            file = self._find(name)
            if file is not None:
                return self._send(request, file, immutable=name.startswith("assets/"))
        if name.startswith(("assets/", ".")) or "." in name.rpartition("/")[2]:
            return PlainTextResponse("Not found", status_code=404)
        return self._document()

    def _find(self, name: str) -> _File | None:
        if "\0" in name or "\\" in name:
            return None
        path = (self.root / name).resolve()
        if not path.is_relative_to(self.root):
            return None
        try:
            stat = path.stat()
        except OSError:
            return None
        if not path.is_file() or any(part.startswith(".") for part in Path(name).parts):
            return None
        stamp = (stat.st_mtime_ns, stat.st_size)
        known = self._files.get(path)
        if known is None or known.stamp != stamp:
            known = self._files[path] = _read(path, stamp)
        return known

    @staticmethod
    def _send(request: Request, file: _File, *, immutable: bool) -> Response:
        headers = {
            "Cache-Control": IMMUTABLE if immutable else "no-cache",
            "ETag": file.etag,
            "Vary": "Accept-Encoding",
        }
        if request.headers.get("if-none-match") == file.etag:
            return Response(status_code=304, headers=headers)
        headers["Content-Type"] = file.content_type
        if request.url.path == SERVICE_WORKER:
            # A worker fetches under the policy that it was served with.
            headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        accepted = request.headers.get("accept-encoding", "").lower()
        for encoding, body in file.encodings.items():
            if encoding == "identity" or encoding in accepted:
                if encoding != "identity":
                    headers["Content-Encoding"] = encoding
                return Response(body, headers=headers)
        raise AssertionError("every file can be sent as it is")

    def _document(self) -> Response:
        try:
            html = (self.root / "index.html").read_bytes()
        except FileNotFoundError:
            return PlainTextResponse(NOT_BUILT, status_code=503)
        return Response(
            html,
            headers={
                "Content-Type": "text/html; charset=utf-8",
                "Cache-Control": "no-store",
                "Content-Security-Policy": CONTENT_SECURITY_POLICY,
            },
        )


def _read(path: Path, stamp: tuple[int, int]) -> _File:
    body = path.read_bytes()
    content_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    textual = content_type.startswith(_TEXTUAL)
    encodings: dict[str, bytes] = {}
    for encoding, suffix in _PACKED:
        packed = path.with_name(path.name + suffix)
        if packed.is_file():
            encodings[encoding] = packed.read_bytes()
    if textual and "gzip" not in encodings and len(body) >= COMPRESS_FROM:
        encodings["gzip"] = gzip.compress(body, compresslevel=9, mtime=0)
    encodings["identity"] = body
    if textual:
        content_type += "; charset=utf-8"
    return _File(stamp, content_type, f'W/"{stamp[0]:x}-{stamp[1]:x}"', encodings)
