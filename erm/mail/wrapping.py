"""The plain part of a mail in lines that a mail program of any age shows whole.

Templates write a paragraph as one line, for it is easier to write and to look for. On the wire a line has
78 characters at most (RFC 5322, 2.1.1), breaks between words and goes on under its own indentation. An
address to follow is never broken, and stands on a line of its own where it would be.
"""

from __future__ import annotations

WIDTH = 78
"""Most characters of a line, but for single words that are longer."""
_ITEM = "* "


def wrapped(text: str, width: int = WIDTH) -> str:
    """The text with no line longer than ``width``, except where one word is."""
    if len(text) <= width:
        return text
    lines: list[str] = []
    for line in text.split("\n"):
        if len(line) <= width:
            lines.append(line)
        else:
            lines.extend(_broken(line, width))
    return "\n".join(lines)


def _broken(line: str, width: int) -> list[str]:
    words = line.split()
    if len(words) < 2:
        return [line]
    indent = " " * (len(line) - len(line.lstrip(" ")))
    after = indent + " " * len(_ITEM) if line.startswith(_ITEM, len(indent)) else indent
    lines: list[str] = []
    held = indent + words[0]
    for word in words[1:]:
        if len(held) + 1 + len(word) <= width and "://" not in word and "://" not in held:
            held += " " + word
        else:
            lines.append(held)
            held = after + word
    lines.append(held)
    return lines
