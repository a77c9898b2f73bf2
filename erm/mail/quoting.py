"""How mail programs introduce what they quote, and what they add of their own below an answer.

``mail-parser-reply`` knows many languages' forms, and is used for them; what it lacks (Russian, lines
that are broken in the middle, dates with an address, separators of phones) is added here. Only shapes
that nobody writes by hand are certain enough to cut off what follows them; see ``certain``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from mailparser_reply import EmailReplyParser
from mailparser_reply.constants import MAIL_LANGUAGES

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pl", "cs", "da", "sv")
"""Languages of the library that are looked for besides Russian, which is looked for below."""
LINES_MAXIMUM = 4
"""Into how many lines an introduction may be broken."""

_TIME = r"\b\d{1,2}[:.]\d{2}\b"
_ADDRESS = r"[<\[(\"«]?\s*(?:mailto:)?[\w.+=-]+@[\w-]+(?:\.[\w-]+)*"
_DAY = r"(?:\b\d{4}\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b)"
_CERTAIN = re.compile(rf"{_TIME}|{_ADDRESS}|{_DAY}")
# A day or a time, somebody's address or a word for writing, and a colon at the end.
_WROTE = (
    r"(?:wrote|schrieb|geschrieben|a écrit|escribió|ha scritto|schreef|napisał\(?a?\)?|"
    r"написал(?:а|\(-?а\))?|писал(?:а|\(-?а\))?|пишет|пише|escreveu|skrev)"
)
_INTRODUCTION = re.compile(
    rf"(?=.*(?:{_TIME}|{_DAY}))(?=.*(?:{_ADDRESS}|\b{_WROTE}(?!\w)))"
    rf"(?:.*\b{_WROTE}\b.{{0,120}}|.*{_ADDRESS}\s*[>)\]\"»]*(?:\s*<[^<>]*>)?)\s*[:：]\s*",
    re.IGNORECASE,
)
_WITH_WORDS_BEHIND = re.compile(
    rf"(?=.{{0,120}}(?:{_TIME}|{_DAY})).{{5,250}}?<[^<>\s]+@[^<>\s]+>,?\s*{_WROTE}\s*:\s\S",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"(?:On|Am|Den|Le|El|Il|Op|Dnia|W dniu|Dne|В|Em)\b|\d{1,2}[./\s]|"
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)|"
    r"(?:пн|вт|ср|чт|пт|сб|вс)[.,]|(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)|"
    r"(?:lun|mar|mer|jeu|ven|sam|dim|mié|jue|vie|sáb|dom)|(?:lu|mar|mie|jue|vie|sab|dom)\w*[.,]|"
    r"\d{4}-\d{2}-\d{2}",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(
    r"[-_*=\s>]*(?:"
    r"Original[ -](?:Message|message|email)|Forwarded [Mm]essage|Reply message|"
    r"Исходное сообщение|Оригинальное сообщение|Исходное письмо|Пересылаемое сообщение|"
    r"Пересылаемое письмо|Перенаправленное сообщение|Forwarded message|"
    r"Ursprüngliche (?:Nachricht|Mail)|Weitergeleitete Nachricht|Original-?Nachricht|"
    r"Message d'origine|Message original|Message transféré|Mensaje original|Mensaje reenviado|"
    r"Messaggio originale|Oorspronkelijk bericht|Wiadomość oryginalna"
    r")[-_*=\s:]*",
    re.IGNORECASE,
)
_BEGIN_FORWARDED = re.compile(
    r"(?:Begin forwarded message|Начало переадресованного сообщения|"
    r"Начало пересылаемого сообщения|Anfang der weitergeleiteten Nachricht|"
    r"Début du message réexpédié|Inicio del mensaje reenviado)\s*:",
    re.IGNORECASE,
)
_FIELDS = (
    r"From|Sent|To|Subject|Date|Cc|Reply-To|"
    r"От|От кого|Отправлено|Отправитель|Дата|Кому|Тема|Копия|Получатель|"
    r"Von|Gesendet|An|Betreff|Datum|"
    r"De|Envoyé|À|Objet|Date d'envoi|Enviado(?: el)?|Para|Asunto|Fecha|"
    r"Da|Inviato|A|Oggetto|Data|Van|Verzonden|Aan|Onderwerp|Od|Wysłano|Do|Temat"
)
_FIELD = re.compile(
    rf"[*_ ]*(?P<name>{_FIELDS})\s?[*_]*\s?[:：][*_]*\s*(?P<value>.*)", re.IGNORECASE
)
_LINE_BETWEEN = re.compile(r"[_\-=*–—]{5,}")

_PROGRAM = re.compile(
    r"(?:"
    r"Sent (?:from|via|with|using) .{2,80}|Get Outlook for .{2,80}|Get BlueMail for .{2,60}|"
    r"Sent by .{2,40} app.{0,40}|"
    r"Отправлено (?:с|из|через|при помощи|с помощью) .{2,80}|"
    r"Отправлено из Почты.{0,80}|Скачайте Outlook для .{2,80}|Получить Outlook для .{2,80}|"
    r"Von (?:meinem|meiner) .{2,60} gesendet.{0,20}|Gesendet (?:von|mit|über) .{2,80}|"
    r"Holen Sie sich Outlook für .{2,60}|Outlook für (?:iOS|Android) beziehen.{0,60}|"
    r"Diese Nachricht wurde von .{2,60} gesendet.{0,40}|"
    r"Envoyé (?:de|depuis|à partir de|avec) .{2,80}|Télécharger Outlook pour .{2,60}|"
    r"Enviado (?:desde|con) .{2,80}|Obtener Outlook para .{2,60}|"
    r"Yahoo Mail: .{2,60}|(?:Please )?[Ee]xcuse my brevity\.?|Простите за краткость.{0,40}|"
    r"Bitte entschuldigen Sie .{2,40} Kürze\.?|"
    r"С уважением, .{0,30} \(отправлено с телефона\)"
    r")",
)
_ABOUT_DEVICES = re.compile(
    r"iPhone|iPad|iOS|Android|Outlook|Galaxy|Samsung|Huawei|Xiaomi|Pixel|Nokia|BlackBerry|"
    r"Mail\b|Mail\.ru|Почт|K-9|Thunderbird|Yahoo|Proton|Handy|Smartphone|smartphone|Windows|phone|"
    r"mobile|device|portable|móvil|телефон|смартфон|планшет|устройств|мобильн|brevity|краткость|"
    r"Kürze|Gmail|Spark|BlueMail|aka\.ms",
    re.IGNORECASE,
)


@cache
def _library() -> re.Pattern[str]:
    """What the library takes for the beginning of a quoted mail, in all languages that it is asked for."""
    known = [language for language in LANGUAGES if language in MAIL_LANGUAGES]
    found: re.Pattern[str] = EmailReplyParser(languages=known).read("").HEADER_REGEX
    return found


def library_introductions(shapes: Sequence[str]) -> dict[int, int]:
    """Where the library sees one: first line and the line behind it."""
    text = "\n".join(shapes)
    found: dict[int, int] = {}
    for match in _library().finditer(text):
        words = match.group()
        if not words.strip():
            continue
        begin = match.start() + len(words) - len(words.lstrip())
        first = text.count("\n", 0, begin)
        found[first] = first + words.strip().count("\n") + 1
    return found


def introduction(shapes: Sequence[str], first: int) -> int | None:
    """The line behind an introduction such as "On … wrote:" that begins here, or None."""
    if not _BEGINS.match(shapes[first]):
        return None
    words = ""
    for line in range(first, min(first + LINES_MAXIMUM, len(shapes))):
        if not shapes[line] or is_quoted(shapes[line]):
            return None
        words = f"{words} {shapes[line]}".strip()
        if shapes[line].endswith((":", "：")):
            whole = len(words) < 600 and _INTRODUCTION.fullmatch(words) is not None
            return line + 1 if whole and not begins_later(shapes, first, line + 1) else None
    return None


def begins_later(shapes: Sequence[str], first: int, behind: int) -> bool:
    """Whether an introduction that seems to begin at a line really begins at a later one of its lines."""
    return any(introduction(shapes, line) == behind for line in range(first + 1, behind))


def introduction_with_words(shape: str) -> bool:
    """Whether a line introduces a mail and goes on with its first words, as Yahoo's on phones does."""
    return _BEGINS.match(shape) is not None and _WITH_WORDS_BEHIND.match(shape) is not None


def leads_to_introduction(shape: str) -> bool:
    """Whether a line may stand between an answer and what introduces the mail that is answered."""
    return (
        not shape
        or is_line_between(shape)
        or (shape.endswith(";") and _FIELD.fullmatch(shape) is not None)
    )


def separator(shapes: Sequence[str], first: int) -> bool:
    """Whether a line says that another mail follows, such as "-----Original Message-----"."""
    line = shapes[first]
    if _BEGIN_FORWARDED.fullmatch(line):
        return True
    return line.startswith(("--", "__", "==", "**")) and _SEPARATORS.fullmatch(line) is not None


def fields(shapes: Sequence[str], first: int) -> bool:
    """Whether the header of a quoted mail begins here: sender and two more fields, one a line."""
    names: list[str] = []
    values: list[str] = []
    for line in shapes[first : first + 12]:
        found = _FIELD.fullmatch(line)
        if found is None:
            # A long list of recipients may go over several lines.
            if names and line and not line.endswith((".", "!", "?")) and len(names) < 2:
                continue
            break
        names.append(found["name"].lower())
        values.append(found["value"])
    if len(set(names)) < 3:
        return False
    return any(certain(value) for value in values)


def certain(words: str) -> bool:
    """Whether an introduction names a time, a day or an address, as programs do and people seldom."""
    return _CERTAIN.search(words) is not None


def is_quoted(shape: str) -> bool:
    """Whether a line is marked as quoted."""
    return shape.startswith((">", "|>", "&gt;"))


def is_line_between(shape: str) -> bool:
    """Whether a line is drawn, with nothing on it."""
    return _LINE_BETWEEN.fullmatch(shape) is not None


def is_of_the_program(shape: str) -> bool:
    """Whether a line is what a mail program adds below an answer, such as "Sent from my iPhone"."""
    return (
        len(shape) <= 160
        and _PROGRAM.fullmatch(shape) is not None
        and _ABOUT_DEVICES.search(shape) is not None
    )
