"""Two failures of other products: HR or an administrator can open one-on-one notes, and a new manager
inherits the old ones.

Ann met Old while he managed her, then Mo, and from today on Max manages her. Everybody who has power
over one of them tries every way in that the schema has, now and whatever will be added to it: each
query is made from the schema itself, and each answer is searched for words that occur nowhere else.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from erm.access.models import RoleGrant
from erm.audit.models import AuditEntry
from erm.core.actor import Role
from erm.core.clock import now
from erm.core.database.connections import connection
from erm.core.work import record, unit_of_work
from erm.digest import issuing
from erm.flows.subscriptions import build_bus
from erm.mail.models import Mail
from erm.one_on_ones.commands.private_notes import save_private_notes
from erm.one_on_ones.commands.talking_points import add_talking_point
from erm.one_on_ones.models import OneOnOneMeeting, OneOnOneSeries
from erm.one_on_ones.rules import Visibility
from erm.people.events import ManagerChanged
from erm.settings import Settings
from tests.authorization import walking
from tests.authorization.conftest import Ask
from tests.authorization.mutations import cases
from tests.authorization.relations import Relation
from tests.authorization.test_matrix import SQLITE, chunks
from tests.authorization.world import CANARY, Row, Viewer, World
from tests.cast import Cast
from tests.conftest import OpenDatabase
from tests.everyday import SETTINGS
from tests.one_on_ones.builders import history

POWERFUL = {
    "Ada": "administrator",
    "Hana": "HR",
    "Bo": "HR and administrator at once",
    "Max": "the new manager",
    "Mo": "the former manager",
    "Old": "the manager before",
    "Zed": "the manager of them all",
    "Gus": "a colleague",
}


class Walls:
    """The words of Ann's one-on-ones, and who may see which: decided here, not by the table."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rows = [row for row in world.rows if self._series(row) in self._of_ann()]
        keys = {row.key for row in self.rows}
        self.words: dict[str, tuple[Row, frozenset[Any]]] = {}
        for word, (row, _, owner) in world.canaries.items():
            if row is None or row.key not in keys:
                continue
            series = self._series(row)
            assert series is not None
            readers = series.ties[Relation.PAIR]
            if owner is not None:
                readers = frozenset({owner})
            elif row.variant == "private":
                readers = row.ties[Relation.AUTHOR]
            self.words[word] = (row, readers)

    def _of_ann(self) -> list[Row]:
        return [self.world.named("series of Ann and Mo"), self.world.named("series of Ann and Old")]

    def _series(self, row: Row) -> Row | None:
        if row.type == "OneOnOneSeries":
            return row
        for above in (row.links.get("series"), row.links.get("meeting"), row.parent):
            if isinstance(above, Row):
                return self._series(above)
        return None

    def hidden_from(self, viewer: Viewer) -> set[str]:
        return {word for word, (_, readers) in self.words.items() if viewer.key not in readers}

    def found(self, viewer: Viewer, text: str) -> set[str]:
        """What a viewer sees in a text and must not."""
        return set(CANARY.findall(text.lower())) & self.hidden_from(viewer)


@pytest.fixture
async def walls(world: World, cast: Cast) -> Walls:
    """After the change of manager, with Bo given every role that there is."""
    built = Walls(world)
    for role in Role:
        await RoleGrant.create(person_id=cast.bo.id, role=role, granted_at=now())
    await cast.change_manager(cast.ann, cast.max)
    async with unit_of_work(build_bus(SETTINGS)):
        record(
            ManagerChanged(
                at=now(), person_id=cast.ann.id, before_id=cast.mo.id, after_id=cast.max.id
            )
        )
    series = await OneOnOneSeries.get(id=world.named("series of Ann and Mo").key)
    assert series.ended_at is not None
    assert await AuditEntry.exists()
    assert await Mail.filter(kind="calendar").exists(), "the two are told, and nobody else"
    return built


def documents(world: World) -> list[tuple[str, dict[str, str], str]]:
    """Every way of reading: all nodes and typed roots by id, all lists two deep, all pairs, search."""
    found: list[tuple[str, dict[str, str], str]] = []
    roots = walking.typed_roots()
    for type_ in walking.node_types():
        for root in sorted({"node", roots.get(type_, "node")}):
            document, size = walking.node_documents(type_, 1, root)
            for piece in chunks([row.id for row in world.of(type_)], size):
                given = {f"i{n}": value for n, value in enumerate(piece)}
                found.append((document, given, f"{root}(id:) of {type_}"))
    found += [(document, {}, path) for document, path in walking.walks(2).items()]
    for document, path in walking.pair_walks(1).items():
        found += [(document, {"id": person.id}, path) for person in world.of("Person")]
    return found


@SQLITE
async def test_no_power_opens_the_one_on_ones_of_others(
    walls: Walls, world: World, ask: Ask
) -> None:
    viewers = {name: world.viewer(name) for name in POWERFUL}
    for viewer in viewers.values():
        assert len(walls.hidden_from(viewer)) > 20
    # Everybody asks the same in a row: there are more documents than the server remembers.
    for document, given, path in documents(world):
        for name, power in POWERFUL.items():
            viewer = viewers[name]
            answer = await ask(viewer, document, given)
            # A crash half-way would hide what stands beside it.
            assert "errors" not in answer.json(), (name, path, answer.text[:300])
            for word in walls.found(viewer, answer.text):
                row, column, _ = world.canaries[word]
                pytest.fail(f"{name}, {power}, sees {column} of {row} by {path}")
    query = "query ($s: String!) { people(search: $s, includeLeft: true) { totalCount } }"
    for viewer in viewers.values():
        for word in sorted(walls.hidden_from(viewer)):
            found = await ask(viewer, query, {"s": word})
            assert found.json()["data"]["people"]["totalCount"] == 0


@SQLITE
async def test_the_two_themselves_see_all_of_it_but_each_others_private_words(
    walls: Walls,
    world: World,
    ask: Ask,
) -> None:
    """It would prove nothing that nobody sees words that are nowhere to be seen."""
    viewers = {name: world.viewer(name) for name in ("Ann", "Mo", "Old")}
    texts: dict[str, list[str]] = {name: [] for name in viewers}
    for document, given, _ in documents(world):
        for name, viewer in viewers.items():
            texts[name].append((await ask(viewer, document, given)).text)
    seen: dict[str, set[str]] = {}
    for name, viewer in viewers.items():
        seen[name] = {word for text in texts[name] for word in CANARY.findall(text.lower())}
        assert not walls.found(viewer, "\n".join(texts[name]))
        open_to = set(walls.words) - walls.hidden_from(viewer)
        shown = {word for word in open_to if world.canaries[word][1] not in ENCODED}
        assert shown <= seen[name], [world.canaries[word] for word in shown - seen[name]]
    assert len(seen["Ann"] & set(walls.words)) > len(seen["Old"] & set(walls.words)) > 5


ENCODED = {"notesState"}
"""What is answered as a replicated document in base64, and not as words."""


@SQLITE
async def test_no_power_changes_anything_in_the_one_on_ones_of_others(
    walls: Walls,
    world: World,
    ask: Ask,
) -> None:
    tried = set()
    keys = {row.key for row in walls.rows}
    for case in cases(world):
        if case.row is None or case.row.key not in keys:
            continue
        pair = walls._series(case.row).ties[Relation.PAIR]  # type: ignore[union-attr]
        for name in POWERFUL:
            viewer = world.viewer(name)
            if viewer.key in pair:
                continue
            answer = await ask(viewer, case.query, {"input": case.given})
            got = answer.json()["data"][case.mutation]
            assert (got["__typename"], got["kind"]) == ("Refusal", "NOT_FOUND"), (name, case)
            assert not walls.found(viewer, answer.text)
            tried.add(case.mutation)
    assert len(tried) >= 12


@SQLITE
async def test_no_digest_and_no_mail_brings_them_to_anybody_else(
    walls: Walls,
    world: World,
    settings: Settings,
) -> None:
    for name in POWERFUL:
        viewer = world.viewer(name)
        assert viewer.key is not None
        digest = await issuing.preview(settings, viewer.key)
        if digest is not None:
            text = f"{digest.subject} {digest.text} {digest.html}"
            assert not walls.found(viewer, text), name
    for mail in await Mail.filter(kind="calendar"):
        viewer = next(v for v in world.viewers if v.key == mail.recipient_id)
        assert viewer.name in {"Ann", "Mo"}
        assert not set(CANARY.findall(f"{mail.text} {mail.html}".lower())) & set(walls.words)


@SQLITE
async def test_every_table_of_one_on_ones_has_rows_behind_these_walls(walls: Walls) -> None:
    tables = await connection().execute_query_dict(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'one_on_one%'"
    )
    empty = set()
    for table in tables:
        (count,) = await connection().execute_query_dict(
            f"SELECT count(*) AS n FROM {table['name']}"
        )
        if not count["n"]:
            empty.add(table["name"])
    assert empty <= {"one_on_one_settings", "one_on_one_calendar_feed"}, "these hold no words"


async def dumped(db: OpenDatabase) -> bytes:
    """Everything that whoever holds the database can read, deleted pages included on SQLite."""
    if db.kind == "sqlite":
        path = urlsplit(db.url).path
        with sqlite3.connect(path) as file:
            file.execute("PRAGMA wal_checkpoint(FULL)")
        return Path(path).read_bytes()  # noqa: ASYNC240 - a small file of a test
    tables = await connection().execute_query_dict(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    )
    found = b""
    for table in tables:
        for row in await connection().execute_query_dict(f'SELECT * FROM "{table["tablename"]}"'):
            for value in row.values():
                found += (
                    bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                )
    return found


async def test_the_database_holds_no_private_word_and_a_key_opens_them_for_their_author_only(
    cast: Cast, db: OpenDatabase, api: Callable[..., Any]
) -> None:
    (series,) = await history(cast.mo, [cast.ann], 1)
    meeting = await OneOnOneMeeting.get(open_series_id=series.id)
    bus = build_bus(SETTINGS)
    secrets = {
        cast.ann: ("zanzibar-of-ann", "quokka-of-ann"),
        cast.mo: ("zanzibar-of-mo", "quokka-of-mo"),
    }
    for person, (notes, point) in secrets.items():
        version = 1 if person is cast.mo else 0
        actor = cast.actor(person)
        async with unit_of_work(bus):
            await save_private_notes(actor, meeting_id=meeting.id, text=notes, version=version)
        for body, visibility in ((point, Visibility.PRIVATE), ("shared-word", Visibility.SHARED)):
            async with unit_of_work(bus):
                await add_talking_point(
                    actor, meeting_id=meeting.id, body=body, visibility=visibility
                )
    content = await dumped(db)
    assert b"shared-word" in content, "the dump would show words"
    for words in secrets.values():
        for word in words:
            for shape in (word, word.encode().hex(), word.encode("utf-16-le").hex()):
                assert shape.encode() not in content
    query = """{ viewer { series { current { privateNotes talkingPoints { body } } } } }"""
    for person, words in secrets.items():
        answer = str(await api(person).run(query))
        others = {word for other, held in secrets.items() if other is not person for word in held}
        assert all(word in answer for word in words)
        assert not any(word in answer for word in others)
