"""How long closing a cycle takes, and making and releasing all of its packets: is it linear?

    .venv/bin/python -m bench.cycle_closing [--postgres] [--people 20000]

Each participant has 11 reviews (their own, the manager's, five peers, four reports) of ten questions,
one of them not submitted, and two former versions of each anonymous one. The same is done for a tenth
of the people in the same run, before: 10 is the ratio of something linear. Time of the processor where
the database is in this process, of the clock where it is not; memory is the most that the process has
while it works, and what of it came on top of what it had before.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import random
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import psutil

from erm.core import sealing
from erm.core.clock import now, today
from erm.core.database.connections import database, dialect
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.feedback.cycles.answers import Answer, answers_to_json
from erm.feedback.cycles.commands.closing import BATCH, close_due_participants
from erm.feedback.cycles.commands.packets import release_due_packets
from erm.feedback.cycles.models import (
    CycleParticipant,
    CycleResult,
    Review,
    ReviewVersion,
)
from erm.feedback.cycles.packets import RELEASED_AT_ONCE
from erm.feedback.cycles.rules import (
    CycleState,
    PacketState,
    Perspective,
    QuestionKind,
    ReleasedBy,
    ReviewState,
)
from erm.feedback.sealed import seal_json
from erm.settings import Settings, read_keys
from tests.cast import Cast
from tests.database import make_schema, postgres_server, sqlite_url
from tests.feedback.cycles import rows
from tests.feedback.cycles.rows import Round
from tests.processes import ENCRYPTION_KEY

RATERS = (
    (Perspective.SELF, 1),
    (Perspective.MANAGER, 1),
    (Perspective.PEER, 5),
    (Perspective.UPWARD, 4),
)
ANONYMOUS = (Perspective.PEER, Perspective.UPWARD)
WORDS = "You explained the plan twice and waited until everybody had asked. " * 3


@dataclass
class Taken:
    """What one piece of work took: seconds, megabytes in all and on top, statements."""

    seconds: float
    wall: float
    memory: float
    on_top: float
    statements: int


class Statements(logging.Handler):
    """Counts statements without formatting their parameters."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1


@contextmanager
def counted() -> Iterator[Statements]:
    logger, counter = logging.getLogger("tortoise.db_client"), Statements()
    level, propagate = logger.level, logger.propagate
    logger.addHandler(counter)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    try:
        yield counter
    finally:
        logger.removeHandler(counter)
        logger.setLevel(level)
        logger.propagate = propagate


def peak() -> int:
    """The most memory since it was last forgotten, in bytes (Linux)."""
    status = Path("/proc/self/status").read_text()
    (line,) = (each for each in status.splitlines() if each.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def forget_peak() -> None:
    """Begin to look for the most memory anew (Linux)."""
    Path("/proc/self/clear_refs").write_text("5")


async def measured(work: Callable[[], Awaitable[object]]) -> Taken:
    forget_peak()
    before = psutil.Process().memory_info().rss
    with counted() as statements:
        clock, wall = time.process_time(), time.perf_counter()
        await work()
        clock, wall = time.process_time() - clock, time.perf_counter() - wall
    seconds = clock if dialect() == "sqlite" else wall
    most = peak()
    on_top = max(0, most - before)
    return Taken(seconds, wall, most / 2**20, on_top / 2**20, statements.count)


async def cycle_of(cast: Cast, people: int) -> Round:
    """A cycle whose writing is over, written in bulk."""
    round_ = await rows.cycle(
        cast.hana,
        name=f"{people}",
        state=CycleState.PACKETS,
        released_by=ReleasedBy.DATE,
        release_on=today(),
    )
    for position in range(3, 11):
        kind = (QuestionKind.SINGLE_CHOICE, QuestionKind.MULTIPLE_CHOICE, QuestionKind.TEXT)[
            position % 3
        ]
        round_.questions.append(
            await rows.question(
                round_.cycle,
                f"Question {position}",
                kind=QuestionKind.RATING if position < 8 else kind,
                competency=f"Competency {position % 3}",
                position=position,
            )
        )
    crowd = await cast.crowd(people)
    keys = [person.id for person in crowd]
    participants = await rows.participants(round_, crowd, manager=cast.mo)
    dice = random.Random(people)
    for start in range(0, people, BATCH):
        await write(round_, participants[start : start + BATCH], keys, dice)
    return round_


async def write(
    round_: Round, participants: list[CycleParticipant], keys: list[UUID], dice: random.Random
) -> None:
    moment = now()
    reviews, versions = [], []
    for participant in participants:
        raters = iter(dice.sample(keys, 11))
        missing = dice.randrange(5)
        for perspective, count in RATERS:
            for number in range(count):
                key = new_id()
                submitted = perspective is not Perspective.PEER or number != missing
                answers = answers_to_json(
                    {question.id: answer(question.kind, dice) for question in round_.questions}
                )
                sealed = seal_json(answers, table="review", column="answers_sealed", row_id=key)
                reviews.append(
                    Review(
                        id=key, cycle_id=round_.id, participant_id=participant.id,
                        rater_id=next(raters), perspective=perspective,
                        state=ReviewState.SUBMITTED if submitted else ReviewState.STARTED,
                        live_key=str(key), answers_sealed=sealed, answered=10, saved_at=moment,
                        submitted_at=moment if submitted else None, created_at=moment, version=5,
                    )
                )  # fmt: skip
                if perspective in ANONYMOUS:
                    versions += [
                        ReviewVersion(
                            review_id=key, number=step, answers_sealed=sealed, created_at=moment
                        )
                        for step in (1, 2)
                    ]
    await Review.bulk_create(reviews, batch_size=1_000)
    await ReviewVersion.bulk_create(versions, batch_size=2_000)


def answer(kind: QuestionKind, dice: random.Random) -> Answer:
    match kind:
        case QuestionKind.TEXT:
            return Answer(text=WORDS)
        case QuestionKind.MULTIPLE_CHOICE:
            return Answer(values=tuple(sorted(dice.sample(range(1, 6), 2))))
    return Answer(value=dice.randint(1, 5))


async def closed(cast: Cast, people: int) -> tuple[Taken, Taken]:
    """Close a cycle, then release all packets; what each took."""
    print(f"writing {people * 11:,} reviews …", flush=True)
    round_ = await cycle_of(cast, people)
    moment = now() + timedelta(days=30)

    async def close() -> None:
        assert await close_due_participants(round_.id, moment=moment) == people

    async def release() -> None:
        assert await release_due_packets(Bus()) == people

    taken = await measured(close), await measured(release)
    mine = CycleParticipant.filter(cycle_id=round_.id)
    assert (
        await mine.filter(packet=PacketState.RELEASED, packet_sealed__isnull=False).count()
        == people
    )
    assert await CycleResult.filter(participant__cycle_id=round_.id).count() == 5 * people
    left = Review.filter(cycle_id=round_.id, perspective__in=list(ANONYMOUS))
    assert await left.filter(answers_sealed__isnull=False).count() == 0
    assert await ReviewVersion.all().count() == 0
    return taken


async def main(url: str, people: int) -> None:
    make_schema(url)
    sealing.use_keys(
        Settings(
            database_url=url,
            public_url="https://erm.test",
            secret_key="a-key-that-is-only-for-measuring-0123456789",
            encryption_keys=read_keys(ENCRYPTION_KEY),
        )
    )
    async with database(url):
        cast = Cast()
        cast.hana, cast.mo = await cast.person("Hana"), await cast.person("Mo")
        await closed(cast, 20)
        small, large = await closed(cast, people // 10), await closed(cast, people)
    print(f"\n{'':26}{'s':>9}{'wall s':>9}{'MB':>8}{'on top':>8}{'statements':>12}{'a batch':>9}")
    steps = (("make results, destroy", BATCH), ("make and freeze packets", RELEASED_AT_ONCE))
    for (name, batch), one, ten in zip(steps, small, large, strict=True):
        print(name)
        for count, taken in ((people // 10, one), (people, ten)):
            each = taken.statements / -(-count // batch)
            print(
                f"{f'  {count:,} people':26}{taken.seconds:9.2f}{taken.wall:9.2f}"
                f"{taken.memory:8.0f}{taken.on_top:8.0f}{taken.statements:12,}{each:9.1f}"
            )
        print(f"{'  ratio':26}{ten.seconds / one.seconds:9.1f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Closing a cycle.")
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    parser.add_argument("--people", type=int, default=20_000)
    options = parser.parse_args()
    with ExitStack() as stack:
        if options.postgres:
            address = stack.enter_context(postgres_server()).create_database("bench")
        else:
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            address = sqlite_url(Path(folder) / "bench.db")
        asyncio.run(main(address, options.people))
