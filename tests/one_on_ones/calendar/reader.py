"""Calendar objects as somebody else reads them: Mozilla's ical.js, run by Node.

``read`` answers what it finds; ``lines_of`` and ``folded`` look at the bytes themselves.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tools import node

FRONTEND = Path(__file__).resolve().parents[3] / "frontend"
PROGRAM = Path(__file__).with_name("expand.mjs")
TEN_YEARS = datetime(2037, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class ReadEvent:
    """All of one UID. Instances are (place in the rhythm, start, end)."""

    uid: str
    instances: list[tuple[datetime, datetime, datetime]]
    overrides: list[tuple[datetime, datetime, datetime]]
    said: dict[str, Any]

    @property
    def starts(self) -> list[datetime]:
        return sorted(start for _, start, _ in self.instances)


@dataclass(frozen=True)
class ReadCalendar:
    """One object."""

    method: str | None
    zones: list[str]
    events: list[ReadEvent]
    said: dict[str, Any]

    @property
    def event(self) -> ReadEvent:
        (event,) = self.events
        return event


def read(*objects: str | bytes, until: datetime = TEN_YEARS) -> list[ReadCalendar]:
    """What ical.js reads in each of the objects; recurrences until an instant."""
    wanted = [
        {
            "ics": each if isinstance(each, str) else each.decode(),
            "until": int(until.timestamp()),
        }
        for each in objects
    ]
    result = subprocess.run(
        ["node", str(PROGRAM), str(FRONTEND / "package.json")],
        env=node.environment(),
        input=json.dumps(wanted),
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return [
        ReadCalendar(
            method=said["method"],
            zones=said["zones"],
            events=[
                ReadEvent(
                    uid=event["uid"],
                    instances=_instants(event["instances"]),
                    overrides=_instants(event["overrides"]),
                    said=event,
                )
                for event in said["events"]
            ],
            said=said,
        )
        for said in json.loads(result.stdout)
    ]


def _instants(
    found: Sequence[Sequence[int]],
) -> list[tuple[datetime, datetime, datetime]]:
    def at(seconds: int) -> datetime:
        return datetime.fromtimestamp(seconds, UTC)

    return [(at(place), at(start), at(end)) for place, start, end in found]


def folded(content: str | bytes) -> bool:
    """Whether no line is longer than 75 bytes and every one ends with CRLF (RFC 5545, 3.1)."""
    raw = content.encode() if isinstance(content, str) else content
    lines = raw.split(b"\r\n")
    return (
        lines[-1] == b""
        and all(len(line) <= 75 for line in lines)
        and b"\n" not in raw.replace(b"\r\n", b"")
        and b"\r" not in raw.replace(b"\r\n", b"")
    )


def lines_of(content: str | bytes) -> list[str]:
    """The unfolded lines."""
    text = content.decode() if isinstance(content, bytes) else content
    return text.replace("\r\n ", "").replace("\r\n\t", "").split("\r\n")[:-1]
