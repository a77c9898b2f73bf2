"""Forty files that are two things at once, or pretend to be another one.

Each is the name under which it is sent, its bytes, and ``MARK`` somewhere in what must not get through.
"""

from __future__ import annotations

import gzip
import struct
import zlib

from tests.files.making import PDF, archive, odf, ooxml, picture

MARK = b"qzpolyglot"
SCRIPT = b"<script>" + MARK + b"()</script>"
HTML = b"<!DOCTYPE html><html><body>" + SCRIPT + b"</body></html>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='" + MARK + b"()'/>"
JAR = archive({"META-INF/MANIFEST.MF": "Main-Class: A", "A.class": b"\xca\xfe\xba\xbe" + MARK})
PHP = b"<?php " + MARK + b"(); ?>"
EXE = b"MZ" + b"\x00" * 58 + b"\x40\x00\x00\x00PE\x00\x00" + MARK
ELF = b"\x7fELF\x02\x01\x01" + b"\x00" * 9 + MARK


def _chunk(kind: bytes, data: bytes) -> bytes:
    checked = kind + data
    return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))


def _png_with(kind: bytes, data: bytes) -> bytes:
    """A picture with one more chunk right before its end."""
    content = picture("PNG")
    end = content.rindex(b"IEND") - 4
    return content[:end] + _chunk(kind, data) + content[end:]


def _jpeg_with(marker: int, data: bytes) -> bytes:
    """A photograph with one more segment right behind its beginning."""
    content = picture("JPEG")
    segment = bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data
    return content[:2] + segment + content[2:]


def _webp_with(kind: bytes, data: bytes) -> bytes:
    content = (
        picture("WEBP") + kind + struct.pack("<I", len(data)) + data + b"\x00" * (len(data) % 2)
    )
    return content[:4] + struct.pack("<I", len(content) - 8) + content[8:]


def _pdf_with(behind: bytes) -> bytes:
    """A PDF with something behind its header."""
    return PDF.replace(b"%\xe2\xe3\xcf\xd3\n", b"%" + behind + b"\n")


POLYGLOTS: dict[str, tuple[str, bytes]] = {
    # pages and scripts under another name
    "a page called a text": ("x.txt", HTML),
    "a page called a table": ("x.csv", b"\n\n  " + HTML),
    "a page with a mark of byte order": ("x.md", b"\xef\xbb\xbf" + HTML),
    "a page in UTF-16": ("x.txt", HTML.decode().encode("utf-16")),
    "a page called a PDF": ("x.pdf", HTML),
    "a page called a picture": ("x.png", HTML),
    "a drawing called a picture": ("x.png", SVG),
    "a drawing called a text": ("x.txt", b"<?xml version='1.0'?>" + SVG),
    "a drawing as it is": ("x.svg", SVG),
    "a page as it is": ("x.html", HTML),
    "a script of the server": ("x.txt", PHP),
    "a script of the shell": ("x.csv", b"#!/bin/sh\n" + MARK + b"\n"),
    "two endings": ("x.html.png.html", HTML),
    "an ending turned around": ("x\u202egnp.html", HTML),
    # programs
    "a program called a text": ("x.txt", EXE),
    "a program called a PDF": ("x.pdf", EXE),
    "a program of another system": ("x.docx", ELF),
    "a program called a picture": ("x.jpg", EXE),
    # pictures and something else
    "a picture and a page": ("x.png", picture("PNG") + HTML),
    "a photograph and an archive": ("x.jpg", picture("JPEG") + JAR),
    "a photograph and a script": ("x.jpeg", picture("JPEG") + PHP),
    "a modern picture and an archive": ("x.webp", picture("WEBP") + JAR),
    "a picture whose words are a page": ("x.png", _png_with(b"tEXt", b"Comment\0" + HTML)),
    "a picture with packed words": ("x.png", _png_with(b"zTXt", b"C\0\0" + zlib.compress(HTML))),
    "a picture with a chunk of nobody's": ("x.png", _png_with(b"qzQz", SCRIPT)),
    "a photograph whose comment is a page": ("x.jpg", _jpeg_with(0xFE, HTML)),
    "a photograph whose profile is a script": ("x.jpg", _jpeg_with(0xE1, b"Exif\0\0" + PHP)),
    "a modern picture with another chunk": ("x.webp", _webp_with(b"EXIF", HTML)),
    "a picture that is a script as well": ("x.jpg", _jpeg_with(0xFE, b"*/=" + MARK + b"/*")),
    # archives
    "a program of Java called a document": ("x.docx", JAR),
    "a document with a program behind it": ("x.docx", ooxml() + JAR),
    "a document behind a page": ("x.docx", HTML + ooxml()),
    "a document with macros": ("x.docx", ooxml(**{"word/vbaProject.bin": MARK})),
    "a document with a page in it": ("x.docx", ooxml(**{"word/part.html": HTML})),
    "a document with a script in it": ("x.odt", odf(**{"Scripts/js/x.txt": MARK})),
    "an archive that climbs": ("x.xlsx", ooxml("xlsx", **{"../../x.xml": MARK})),
    "another archive called a document": ("x.docx", gzip.compress(HTML)),
    # PDF
    "a PDF behind a page": ("x.pdf", HTML + PDF),
    "a PDF with a page in its head": ("x.pdf", _pdf_with(HTML)),
    "a PDF and an archive": ("x.pdf", PDF + JAR),
}
