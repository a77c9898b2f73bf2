"""From bytes to cells: encoding, delimiter, header."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from charset_normalizer import from_bytes

from erm.core.csv_reading import SAMPLE, detect_delimiter, plain_header
from erm.people.importing.kinds import Column, File, Heading, Problem, ProblemCode

_REPLACEMENT = "\ufffd"
# One letter encodings that exports of personnel systems come in.
_ONE_BYTE = ["cp1251", "cp1252", "koi8_r", "cp866"]
_SHOWN = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (BOM)",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1251": "Windows-1251",
    "cp1252": "Windows-1252",
    "koi8_r": "KOI8-R",
    "cp866": "CP866",
}

_HEADERS: dict[Column, str] = {
    Column.WORK_EMAIL: "email|e mail|mail|work email|work e mail|work mail|email address|"
    "work email address|e mail address|почта|эл почта|электронная почта|рабочая почта|"
    "корпоративная почта|адрес электронной почты|рабочий email|рабочий e mail|имейл",
    Column.EMPLOYEE_NUMBER: "employee number|employee no|employee id|personnel number|personnel id|"
    "staff id|staff number|emp id|emp no|id|табельный номер|таб номер|табельный|номер сотрудника|"
    "id сотрудника",
    Column.GIVEN_NAME: "first name|given name|firstname|givenname|forename|имя",
    Column.FAMILY_NAME: "last name|family name|lastname|familyname|surname|фамилия",
    Column.FULL_NAME: "name|full name|fullname|employee|employee name|display name|"
    "имя и фамилия|имя фамилия",
    Column.FULL_NAME_FAMILY_FIRST: "фио|ф и о|сотрудник|фамилия имя|фамилия имя отчество|"
    "фамилия и имя|last name first name|surname and name",
    Column.TITLE: "title|job title|jobtitle|position|role|job|должность",
    Column.DEPARTMENT: "department|dept|team|unit|division|org unit|отдел|подразделение|"
    "департамент|команда|структурное подразделение",
    Column.MANAGER: "manager|manager email|manager e mail|manager mail|managers email|"
    "manager s email|reports to|supervisor|line manager|boss|manager id|manager number|"
    "manager employee number|manager employee id|руководитель|email руководителя|"
    "e mail руководителя|почта руководителя|руководитель email|начальник|"
    "непосредственный руководитель|табельный номер руководителя|табельный руководителя",
    Column.LOCATION: "location|office|city|site|place|офис|город|место работы|местоположение|"
    "площадка|локация",
    Column.TIME_ZONE: "time zone|timezone|tz|zone|часовой пояс|таймзона|временная зона",
    Column.LOCALE: "language|locale|lang|язык|язык интерфейса|локаль",
    Column.HIRED_ON: "hire date|hired|hired on|hiring date|start date|joined|joined on|"
    "joining date|date of hire|date of joining|дата приема|дата приема на работу|принят|"
    "дата найма|дата выхода|дата начала работы|работает с",
    Column.LEFT_ON: "left on|leaving date|left|gone from|дата ухода|ушел",
    Column.LAST_DAY: "last day|last working day|end date|termination date|terminated|"
    "date of leaving|дата увольнения|уволен|последний день|последний рабочий день",
}


_KNOWN = {
    plain_header(name): column for column, names in _HEADERS.items() for name in names.split("|")
}


def understand(header: str) -> Column | None:
    """What a header means, in English or Russian; None when it is none of ours."""
    return _KNOWN.get(plain_header(header))


def detect_encoding(content: bytes) -> str:
    """The name of the codec for a file's bytes."""
    if content.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = content[:SAMPLE]
    if len(sample) >= 4:
        even, odd = sample[0::2].count(0), sample[1::2].count(0)
        if max(even, odd) > len(sample) / 8:
            return "utf-16-le" if odd > even else "utf-16-be"
    text = content.decode("utf-8", "replace")
    broken = text.count(_REPLACEMENT)
    if not broken:
        return "utf-8"
    # A UTF-8 file with a few torn characters is reported, not guessed to be something else.
    if sum(1 for c in text if ord(c) > 127) > 10 * broken:
        return "utf-8"
    best = from_bytes(_words_of(content), cp_isolation=list(_ONE_BYTE)).best()
    return best.encoding if best is not None and best.encoding in _ONE_BYTE else "cp1251"


def _words_of(content: bytes) -> bytes:
    """The lines that tell an encoding: those with bytes beyond ASCII, up to a sample's length."""
    telling = [line for line in content.splitlines()[:5000] if not line.isascii()]
    return b"\n".join(telling)[:SAMPLE]


def read_cells(content: bytes, file: File) -> Iterator[tuple[int, list[str]]]:
    """The rows under the header, each with the line on which it begins.

    Fills in the file's encoding, delimiter and headings first. What cannot be read is noted as a
    problem; a broken quotation mark ends the reading, for nothing behind it can be trusted.
    """
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        file.problems.append(Problem(1, ProblemCode.FILE_EMPTY))
        return
    codec = detect_encoding(content)
    file.encoding = _SHOWN[codec]
    file.delimiter, skipped = detect_delimiter(
        _open(content, codec), lambda header: understand(header) is not None
    )
    stream = _open(content, codec)
    for _ in range(skipped):
        stream.readline()
    reader = csv.reader(stream, delimiter=file.delimiter, strict=True)
    begins, width = 1 + skipped, 0
    while True:
        line = begins
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error:
            file.problems.append(Problem(line, ProblemCode.BROKEN_QUOTES))
            break
        begins = 1 + skipped + reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if any(_REPLACEMENT in cell for cell in cells):
            file.problems.append(Problem(line, ProblemCode.UNREADABLE_BYTES))
            if width:
                file.row_count += 1
                continue
        if not width:
            width = len(cells)
            _read_header(line, cells, file)
            continue
        file.row_count += 1
        if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
            cells = cells[:width]
        if len(cells) != width:
            file.problems.append(
                Problem(
                    line,
                    ProblemCode.WRONG_COLUMN_COUNT,
                    params={"found": len(cells), "expected": width},
                )
            )
            continue
        yield line, cells


def _open(content: bytes, codec: str) -> io.TextIOWrapper:
    # newline="": the csv module needs line ends as they are.
    return io.TextIOWrapper(io.BytesIO(content), codec, "replace", newline="")


def _read_header(line: int, cells: list[str], file: File) -> None:
    seen: dict[Column, str] = {}
    for cell in cells:
        header = " ".join(cell.split())
        column = understand(header)
        if column is not None and column in seen:
            file.problems.append(
                Problem(line, ProblemCode.COLUMN_REPEATED, column=header, value=seen[column])
            )
            column = None
        elif column is not None:
            seen[column] = header
        file.headings.append(Heading(header, column))
    if not {Column.WORK_EMAIL, Column.EMPLOYEE_NUMBER} & seen.keys():
        file.problems.append(
            Problem(line, ProblemCode.COLUMN_MISSING, column=Column.WORK_EMAIL.value)
        )
