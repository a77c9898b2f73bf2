"""Every viewer asks for every row and every field by every way, and gets what the table says."""

from __future__ import annotations

import itertools
import time
from uuid import UUID

import pytest

from erm.schema.ids import to_global
from tests.authorization import walking
from tests.authorization.conftest import Ask
from tests.authorization.expected import Judge
from tests.authorization.table import HIDDEN
from tests.authorization.world import Row, Viewer, World

NOBODYS_KEY = UUID("01990000-0000-7000-8000-00000000dead")
SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"])


def chunks(rows: list[str], size: int) -> list[list[str]]:
    """In pieces of a size; the last one is filled up with its first."""
    found = [rows[n : n + size] for n in range(0, len(rows), size)]
    return [piece + piece[:1] * (size - len(piece)) for piece in found]


class Probe:
    """Asks, looks for canaries in whatever comes back, and judges it."""

    def __init__(self, world: World, ask: Ask) -> None:
        self.world = world
        self.ask = ask
        self.judge = Judge(world)
        self.requests = 0
        self.started = time.process_time()

    async def run(
        self, viewer: Viewer, query: str, variables: dict[str, str] | None = None, *, via: str
    ) -> dict[str, object]:
        response = await self.ask(viewer, query, variables)
        self.requests += 1
        for word in self.world.unseen(viewer.key, response.text):
            row, column, _ = self.world.canaries[word]
            self.judge.wrong(viewer, f"sees {column} of {row} by {via}")
        answer = response.json()
        if viewer.person is not None:
            if response.status_code != 200 or "errors" in answer:
                self.judge.wrong(viewer, f"is answered {response.text[:300]} by {via}")
        elif "errors" not in answer:
            self.judge.count("nobody")
            self.judge.wrong(viewer, f"is answered {response.text[:300]} by {via}")
        else:
            self.judge.count("nobody")
        self.judge.roots(viewer, answer.get("data") or {})
        self.judge.look(viewer, answer.get("data"), via=via)
        return dict(answer)

    def report(self, name: str) -> None:
        judge = self.judge
        seconds = time.process_time() - self.started
        print(
            f"\n{name}: {judge.probes} probes in {self.requests} requests, {seconds:.1f} s of processor time, "
            f"{len(judge.problems)} differences"
        )
        assert not judge.problems, "\n".join(sorted(set(judge.problems))[:60])


async def by_ids(probe: Probe, viewer: Viewer, type_: str, root: str, depth: int = 1) -> set[str]:
    """Ask for every row of a type by its id; the ids that were answered."""
    world = probe.world
    document, size = walking.node_documents(type_, depth, root)
    wanted = [row.id for row in world.of(type_)] + [str(to_global(type_, NOBODYS_KEY))]
    answered = set()
    for piece in chunks(wanted, size):
        variables = {f"i{n}": value for n, value in enumerate(piece)}
        answer = await probe.run(viewer, document, variables, via=f"{root}(id:)")
        data = answer.get("data") or {}
        assert isinstance(data, dict)
        for n, value in enumerate(piece):
            found = data.get(f"a{n}")
            row = world.by_id.get(value)
            probe.judge.count(type_)
            if found is None:
                if row is not None and world.reads(viewer.key, row):
                    probe.judge.wrong(viewer, f"does not get {row} by {root}(id:)")
            elif found.get("id") != value:
                probe.judge.wrong(viewer, f"gets {found.get('id')} for {row} by {root}(id:)")
            else:
                answered.add(value)
    return answered


async def everything_by_id(probe: Probe) -> dict[str, set[str]]:
    """Ask as everybody for every row, through `node` and through the typed root fields."""
    answered: dict[str, set[str]] = {viewer.name: set() for viewer in probe.world.viewers}
    roots = walking.typed_roots()
    # Everybody asks the same in a row: there are more documents than the server remembers.
    for type_ in walking.node_types():
        for viewer in probe.world.viewers:
            found = await by_ids(probe, viewer, type_, "node")
            if type_ in roots:
                again = await by_ids(probe, viewer, type_, roots[type_])
                assert found == again, f"{viewer.name}: node and {roots[type_]} differ"
            answered[viewer.name] |= found
    return answered


async def everything_by_lists(probe: Probe, depth: int) -> None:
    """Ask as everybody for every list, and from its rows for what they lead to."""
    shallow, deep, of_pairs = walking.walks(1), walking.walks(depth), walking.pair_walks(1)
    for document, path in (shallow | deep).items():
        for viewer in probe.world.viewers:
            if viewer.person is None:
                asks = document in shallow and path.partition(".")[0] not in {"instance", "viewer"}
            else:
                # A token reads as its owner does; that it does at all, the shallow paths show.
                asks = document in (shallow if viewer.bearer else deep)
            if asks:
                await probe.run(viewer, document, via=path)
    for document, path in of_pairs.items():
        for viewer in probe.world.viewers:
            for person in probe.world.of("Person") if viewer.person is not None else ():
                await probe.run(viewer, document, {"id": person.id}, via=path)


ASKED_FOR = frozenset({"Packet", "Competency", "CareerLevel", "Reward"})
"""HR lists no packets: it asks for a participant's, whose id it has from the lists. Competencies and
levels lie within the words of a framework, deeper than the walks go. A reward that is not offered any
more is shown with what was redeemed, to whom that is shown."""


def unlisted(row: Row) -> bool:
    """Rows that have no address of their own; the lists in which they stand are compared whole."""
    return row.type in {
        "Touchpoint",
        "Session",
        "AccessToken",
        "AgendaTemplate",
        "StoredFile",
        "ThanksNudge",
        "PointsMove",
        "AllowanceRule",
        "ActionStep",
        "SurveyComment",
        "CommentReply",
        "ReportAccess",
        "PeopleReportAccess",
        "PushDevice",
        *HIDDEN,
    }


@SQLITE
async def test_what_everybody_gets_by_id_and_by_lists_is_what_the_table_says(
    world: World, ask: Ask
) -> None:
    probe = Probe(world, ask)
    by_id = await everything_by_id(probe)
    await everything_by_lists(probe, 2)
    for viewer in world.viewers:
        reached = {
            i for i in probe.judge.reached.get(viewer.name, set()) if not unlisted(world.by_id[i])
        }
        readable = {
            row.id for row in world.rows if world.reads(viewer.key, row) and not unlisted(row)
        }
        assert by_id[viewer.name] == readable
        missing = {
            repr(world.by_id[i]) for i in readable - reached if world.by_id[i].type not in ASKED_FOR
        }
        assert not missing, f"{viewer.name} reaches these by id only: {sorted(missing)}"
        assert reached <= readable
    assert probe.judge.probes >= 20_000
    probe.report("matrix")


@SQLITE
async def test_an_id_is_answered_only_as_the_type_that_it_names(world: World, ask: Ask) -> None:
    probe = Probe(world, ask)
    types = walking.node_types()
    size = walking.AT_ONCE
    variables = ", ".join(f"$i{n}: ID!" for n in range(size))
    body = " ".join(f"a{n}: node(id: $i{n}) {{ __typename id }}" for n in range(size))
    document = f"query ({variables}) {{ {body} }}"
    keys = {(row.type, row.key): None for row in world.rows}
    false = [
        str(to_global(other, key))
        for type_, key in keys
        for other in [*types, "Session", "AccessToken", "Touchpoint", "ImportUpload", "Viewer", "X"]
        # Who was chosen and what they write are two sights of one row, each with readers of its own.
        if other != type_ and (other, key) not in keys
    ] + [str(to_global(type_, key)) for type_, key in keys if type_ not in types]
    for name in ("Ann", "Ada"):
        viewer = world.viewer(name)
        for piece in chunks(false, size):
            answer = await probe.run(
                viewer, document, {f"i{n}": v for n, v in enumerate(piece)}, via="a wrong type"
            )
            data = answer["data"]
            assert isinstance(data, dict)
            for value in data.values():
                probe.judge.count("wrong type")
                if value is not None:
                    probe.judge.wrong(viewer, f"is answered {value}")
        for type_, root in walking.typed_roots().items():
            for row in world.readable(viewer.key, world.of(type_)):
                # The right key under a wrong name: it must not be enough that there is such a row.
                wrong = str(to_global("Goal" if type_ != "Goal" else "Person", row.key))
                answer = await ask(
                    viewer, f"query ($i: ID!) {{ {root}(id: $i) {{ __typename }} }}", {"i": wrong}
                )
                probe.judge.count("wrong type")
                if (answer.json().get("data") or {}).get(root) is not None:
                    probe.judge.wrong(viewer, f"is answered for {row} under a wrong name by {root}")
    probe.report("wrong types")


@SQLITE
async def test_what_may_not_be_read_and_what_is_not_there_are_answered_alike(
    world: World, ask: Ask
) -> None:
    roots = walking.typed_roots()
    compared = 0
    for viewer, type_ in itertools.product(world.viewers, walking.node_types()):
        unreadable = [row for row in world.of(type_) if not world.reads(viewer.key, row)]
        for root in {"node", roots.get(type_, "node")}:
            document = f"query ($id: ID!) {{ {root}(id: $id) {{ __typename id }} }}"
            nothing = await ask(viewer, document, {"id": str(to_global(type_, NOBODYS_KEY))})
            for row in unreadable if viewer.person is not None else unreadable[:2]:
                got = await ask(viewer, document, {"id": row.id})
                compared += 1
                assert (got.status_code, got.content) == (nothing.status_code, nothing.content), (
                    f"{viewer.name} can tell that {row} is there, by {root}"
                )
                assert got.headers.items() == nothing.headers.items()
    print(f"\n{compared} answers compared with that for nothing")
    assert compared > 500


@SQLITE
async def test_arguments_of_lists_lead_to_nothing_else_and_find_nothing_out(
    world: World, ask: Ask
) -> None:
    probe = Probe(world, ask)
    feed = walking.selection(walking.object_types()["KudosFeed"], 0)
    for viewer in [viewer for viewer in world.viewers if viewer.person is not None]:
        for row in world.of("Person"):
            words = [w for w in probe_words(world, row) if not world.sees(viewer.key, w)]
            for word in words:
                found = await probe.run(
                    viewer,
                    "query ($s: String!) { people(search: $s, includeLeft: true, first: 5) "
                    "{ totalCount } }",
                    {"s": word},
                    via="people(search:)",
                )
                probe.judge.count("search")
                if found["data"] != {"people": {"totalCount": 0}}:
                    probe.judge.wrong(viewer, f"finds out {word} of {row} by searching")
            found = await probe.run(
                viewer,
                f"query ($p: ID!) {{ kudosFeed(personId: $p, first: 100) {feed} }}",
                {"p": row.id},
                via="kudosFeed(personId:)",
            )
            data = found["data"]
            assert isinstance(data, dict)
            got = {edge["node"]["id"] for edge in data["kudosFeed"]["edges"]}
            both = [
                kudos
                for kudos in world.readable(viewer.key, world.of("Kudos"))
                if row is kudos.links["author"] or row in kudos.links["receivers"]
            ]
            probe.judge.count("feed")
            if got != {kudos.id for kudos in both}:
                probe.judge.wrong(viewer, f"gets another feed of {row}")
    probe.report("arguments")


def probe_words(world: World, person: Row) -> list[str]:
    """The canaries in a person's row that not everybody may know."""
    return [
        word
        for word, (row, column, _) in world.canaries.items()
        if row is person and column in {"employeeNumber", "workEmail"}
    ]


@SQLITE
@pytest.mark.soak
async def test_deeper_paths_lead_to_nothing_else(world: World, ask: Ask) -> None:
    probe = Probe(world, ask)
    await everything_by_lists(probe, 3)
    probe.report("deeper")


@pytest.mark.parametrize("database_kind", [pytest.param("postgres", marks=pytest.mark.postgres)])
async def test_the_table_holds_on_postgresql(world: World, ask: Ask) -> None:
    world.viewers = [
        v for v in world.viewers if v.name in {"Ann", "Mo", "Hana", "Mo's token", "nobody"}
    ]
    probe = Probe(world, ask)
    await everything_by_id(probe)
    await everything_by_lists(probe, 1)
    probe.report("matrix on PostgreSQL")
