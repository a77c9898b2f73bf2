"""Which files are taken, and what comes out of them."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from erm.core.errors import InvalidInput
from erm.files.contents import prepare_content
from erm.files.rules import NAME_MAXIMUM, NAME_REPLACED, SIZE_MAXIMUM, TYPES, clean_name
from tests.files.making import PDF, archive, odf, ooxml, picture, samples

SAMPLES = samples()


def _refused(name: str, content: bytes) -> str:
    with pytest.raises(InvalidInput) as refusal:
        prepare_content(name, content)
    assert refusal.value.field == "file"
    return refusal.value.code


@pytest.mark.parametrize("ending", sorted(TYPES))
def test_every_type_of_the_list_is_taken_as_what_it_is(ending: str) -> None:
    made = prepare_content(f"Report.{ending.upper()}", SAMPLES[ending])
    assert made.media_type == TYPES[ending]
    assert made.file_name == f"Report.{ending.upper()}"
    if not made.media_type.startswith("image/"):
        assert made.content == SAMPLES[ending]


@pytest.mark.parametrize("ending", sorted(TYPES))
def test_no_file_is_taken_under_the_name_of_another_type(ending: str) -> None:
    for other, content in SAMPLES.items():
        if TYPES[other] == TYPES[ending]:
            continue
        if TYPES[ending].startswith("text/") and TYPES[other].startswith("text/"):
            continue
        assert _refused(f"x.{ending}", content) == "FILE_NOT_WHAT_IT_SAYS", other


@pytest.mark.parametrize(
    "name",
    [
        "x.svg",
        "x.html",
        "x.exe",
        "x.pdf.exe",
        "x",
        ".pdf.js",
        "x.docm",
        "x.gif",
        "",
        "pdf",
        "x.zip",
    ],
)
def test_what_is_not_on_the_list_is_not_taken(name: str) -> None:
    assert _refused(name, PDF) == "FILE_TYPE_NOT_TAKEN"


def test_an_empty_file_and_one_of_more_than_ten_megabytes_are_refused() -> None:
    assert _refused("x.txt", b"") == "FILE_EMPTY"
    assert prepare_content("x.txt", b"a" * SIZE_MAXIMUM).sha256
    assert _refused("x.txt", b"a" * (SIZE_MAXIMUM + 1)) == "FILE_TOO_LARGE"


# ---- pictures ----------------------------------------------------------------------------------


def test_a_photograph_loses_where_it_was_taken_and_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lying on its side
    exif[0x010E] = "qz secret place"
    exif.get_ifd(0x8825)[1] = "N"
    content = picture("JPEG", size=(8, 6), exif=exif, comment=b"qz a comment")
    assert b"qz" in content
    made = prepare_content("x.jpg", content)
    assert b"qz" not in made.content
    with Image.open(BytesIO(made.content)) as drawn:
        assert drawn.size == (6, 8)
        assert not dict(drawn.getexif())


@pytest.mark.parametrize(("form", "ending"), [("PNG", "png"), ("WEBP", "webp"), ("JPEG", "jpg")])
def test_what_is_hidden_behind_a_picture_is_left_behind(form: str, ending: str) -> None:
    hidden = b"<script>qz()</script>" + ooxml()
    made = prepare_content(f"x.{ending}", picture(form) + hidden)
    assert b"qz" not in made.content
    assert b"PK\x03\x04" not in made.content
    with Image.open(BytesIO(made.content)) as drawn:
        assert drawn.format == form


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_a_picture_of_any_mode_keeps_its_size_and_what_is_clear_in_it(mode: str) -> None:
    for form, ending in (("PNG", "png"), ("JPEG", "jpg")):
        out = BytesIO()
        try:
            Image.new(mode, (5, 4)).save(out, form)
        except OSError:
            continue
        with Image.open(BytesIO(prepare_content(f"x.{ending}", out.getvalue()).content)) as drawn:
            assert drawn.size == (5, 4)
    out = BytesIO()
    Image.new("RGBA", (5, 4), (1, 2, 3, 0)).save(out, "PNG")
    with Image.open(BytesIO(prepare_content("x.png", out.getvalue()).content)) as drawn:
        assert drawn.convert("RGBA").getpixel((0, 0)) == (1, 2, 3, 0)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_drawn() -> None:
    for size in ((40_001, 1_000), (30_000, 30_000)):
        content = bytearray(picture("PNG"))
        content[16:24] = size[0].to_bytes(4, "big") + size[1].to_bytes(4, "big")
        import zlib

        content[29:33] = zlib.crc32(content[12:29]).to_bytes(4, "big")
        assert _refused("x.png", bytes(content)) == "PICTURE_TOO_LARGE"


@pytest.mark.parametrize(("form", "ending"), [("PNG", "png"), ("WEBP", "webp"), ("JPEG", "jpg")])
def test_a_damaged_picture_is_refused(form: str, ending: str) -> None:
    content = picture(form, size=(64, 64))
    assert _refused(f"x.{ending}", content[: len(content) // 2]) == "FILE_BROKEN"


# ---- documents ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        ooxml(**{"word/vbaProject.bin": b"x"}),
        ooxml(**{"word/activeX/activeX1.xml": b"x"}),
        ooxml(**{"word/embeddings/run.EXE": b"x"}),
        ooxml(**{"word/afchunk.mht": b"x"}),
        ooxml(**{"../../up.xml": b"x"}),
        ooxml(**{"/etc/x.xml": b"x"}),
        ooxml(**{"WORD/DOCUMENT.xml": b"twice"}),
        ooxml(
            main="application/vnd.ms-word.document.macroEnabled.main+xml"
            "wordprocessingml.document.main+xml"
        ),
        ooxml(
            **{
                "word/_rels/settings.xml.rels": '<Relationship Id="1" Type="http://x/attached&#84;emplate"'
                ' Target="http://evil.test/t.dotm" TargetMode="External"/>'
            }
        ),
        b"MZ" * 40 + ooxml(),
        ooxml() + b"<script>",
        ooxml()[:-22] + b"hidden" + ooxml()[-22:],
        archive({"[Content_Types].xml": "wordprocessingml.document.main+xml"}, comment=b"hidden"),
    ],
)
def test_a_document_that_runs_or_hides_something_is_refused(content: bytes) -> None:
    assert _refused("x.docx", content) in ("FILE_UNSAFE", "FILE_BROKEN", "FILE_NOT_WHAT_IT_SAYS")


def test_links_to_elsewhere_in_a_document_are_fine() -> None:
    link = (
        '<Relationship Id="1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/hyperlink" Target="https://a.test/frame" TargetMode="External"/>'
    )
    assert prepare_content("x.docx", ooxml(**{"word/_rels/document.xml.rels": link}))


def test_scripts_in_a_document_of_libreoffice_are_refused() -> None:
    assert _refused("x.odt", odf(**{"Basic/Standard/Module1.xml": "x"})) == "FILE_UNSAFE"
    assert _refused("x.odt", odf(**{"Scripts/python/x.txt": "x"})) == "FILE_UNSAFE"


@pytest.mark.parametrize(
    "content",
    [
        PDF + ooxml(),
        PDF.replace(b"%\xe2\xe3", b"%<script>qz()</script>"),
        PDF + b"<script>qz()</script>",
        PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(1)>>"),
        PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/J#61vaScript/JS(1)>>"),
        PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/Launch/F(calc.exe)>>"),
    ],
)
def test_a_pdf_that_runs_or_hides_something_is_refused(content: bytes) -> None:
    assert _refused("x.pdf", content) == "FILE_UNSAFE"


def test_a_pdf_that_does_not_begin_as_one_or_has_no_end_is_refused() -> None:
    assert _refused("x.pdf", b"\n" + PDF) == "FILE_NOT_WHAT_IT_SAYS"
    assert _refused("x.pdf", PDF[:-8]) == "FILE_BROKEN"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"  \n<!DOCTYPE html><p>", "FILE_UNSAFE"),
        (b"\xef\xbb\xbf<script>alert(1)</script>", "FILE_UNSAFE"),
        ("<svg onload=x>".encode("utf-16"), "FILE_UNSAFE"),
        (b"#!/bin/sh\nrm -rf x\n", "FILE_UNSAFE"),
        (b"some words\n%PDF-1.7\n", "FILE_UNSAFE"),
        (b"MZ\x90\x00\x03", "FILE_NOT_WHAT_IT_SAYS"),
        (b"GIF89a\x01\x00", "FILE_NOT_WHAT_IT_SAYS"),
    ],
)
def test_a_text_that_is_a_page_a_script_or_no_text_is_refused(content: bytes, code: str) -> None:
    for ending in ("txt", "csv", "md"):
        assert _refused(f"x.{ending}", content) == code


def test_texts_of_older_programs_are_taken() -> None:
    for encoding in ("cp1251", "utf-16", "utf-8-sig"):
        content = "Имя;Уровень\r\nСофия;3\r\n".encode(encoding)
        assert prepare_content("x.csv", content).content == content


# ---- names -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Temp\\план.docx", "план.docx"),
        ("report\u202efdp.exe.pdf", "reportfdp.exe.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
        ('a"b<c>.pdf', "a_b_c_.pdf"),
        ("con.pdf", "_con.pdf"),
        ("...pdf", "pdf"),
        ("x" * 300 + ".pdf", "x" * (NAME_MAXIMUM - 4) + ".pdf"),
    ],
)
def test_a_name_is_one_file_s_in_any_system(name: str, clean: str) -> None:
    assert clean_name(name) == clean


@given(st.text())
def test_no_name_is_a_path_or_hides_letters(name: str) -> None:
    clean = clean_name(name)
    assert len(clean) <= NAME_MAXIMUM
    assert not set(clean) & NAME_REPLACED
    assert clean == clean.strip()
    assert clean.isprintable() or not clean.isascii()


@given(st.sampled_from(sorted(TYPES)), st.binary(max_size=400))
def test_no_bytes_make_it_fail(ending: str, content: bytes) -> None:
    for beginning in (b"", SAMPLES[ending][:40]):
        try:
            made = prepare_content(f"x.{ending}", beginning + content)
        except InvalidInput:
            continue
        assert made.media_type == TYPES[ending]


def test_a_workbook_of_a_real_program_is_taken() -> None:
    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("Уровни").write_row(0, 0, ["name", "level"])
    assert prepare_content("x.xlsx", out.getvalue()).media_type == TYPES["xlsx"]
