"""Small files of every type that is taken, made here, and rows of files."""

from __future__ import annotations

import zipfile
from io import BytesIO

from PIL import Image

from erm.core.clock import now
from erm.core.ids import new_id
from erm.core.sealing import seal_bytes
from erm.files.models import StoredContent, StoredFile
from erm.files.rules import TYPES
from erm.people.models import Person

PDF = (
    b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\nxref\n0 3\n0000000000 65535 f \n"
    b"0000000015 00000 n \n0000000060 00000 n \ntrailer\n<</Size 3/Root 1 0 R>>\n"
    b"startxref\n108\n%%EOF\n"
)
OOXML_MAIN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
}


def picture(form: str = "PNG", *, size: tuple[int, int] = (8, 6), **options: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, (200, 30, 40)).save(out, form, **options)
    return out.getvalue()


def archive(
    parts: dict[str, bytes | str], *, stored: tuple[str, ...] = (), comment: bytes = b""
) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            kind = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            made.writestr(name, data, compress_type=kind)
        made.comment = comment
    return out.getvalue()


def ooxml(ending: str = "docx", *, main: str | None = None, **parts: bytes | str) -> bytes:
    kinds = f'<Types><Override ContentType="{main or OOXML_MAIN[ending]}"/></Types>'
    return archive(
        {
            "[Content_Types].xml": kinds,
            "_rels/.rels": "<Relationships></Relationships>",
            "word/document.xml": "<document/>",
            **parts,
        }
    )


def odf(ending: str = "odt", **parts: bytes | str) -> bytes:
    return archive(
        {
            "mimetype": TYPES[ending],
            "content.xml": "<office/>",
            "META-INF/manifest.xml": "<manifest/>",
            **parts,
        },
        stored=("mimetype",),
    )


def samples() -> dict[str, bytes]:
    """One good file by ending."""
    return {
        "pdf": PDF,
        "png": picture("PNG"),
        "jpg": picture("JPEG"),
        "jpeg": picture("JPEG"),
        "webp": picture("WEBP"),
        "txt": "Notes, Заметки\n".encode(),
        "csv": b"name,level\nPython,3\n",
        "md": b"# What I learnt\n\n- `a < b`\n",
        **{ending: ooxml(ending) for ending in OOXML_MAIN},
        **{ending: odf(ending) for ending in ("odt", "ods", "odp")},
    }


async def stored(
    owner: Person, *, name: str = "report.pdf", content: bytes = PDF, claimed: bool = False
) -> StoredFile:
    """A file as it stands in the database."""
    file = await StoredFile.create(
        id=new_id(),
        owner_id=owner.id,
        file_name=name,
        media_type=TYPES[name.rpartition(".")[2]],
        size=len(content),
        sha256="0" * 64,
        created_at=now(),
        claimed_at=now() if claimed else None,
    )
    sealed = seal_bytes(content, table="stored_content", column="sealed", row_id=file.id)
    await StoredContent.create(file_id=file.id, sealed=sealed)
    return file
