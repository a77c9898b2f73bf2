"""Replicated text without a database: any order, anything thrown at it, and how long it takes."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field
from uuid import UUID

import pytest

from erm.one_on_ones import notes
from erm.one_on_ones.errors import NotesUpdateMalformed
from erm.one_on_ones.notes import NotesDocument, StoredUpdate, read_extent, settled
from tests.one_on_ones.editing import Editor

MEETING = UUID("01990000-0000-7000-8000-000000000001")
WORDS = (
    "a",
    "word ",
    "договорённость ",
    "ё",
    "🚢",
    "👩‍👩‍👧",
    "e\u0301",
    "й\u0306",
    "\n- [ ] ",
    "日本",
    "𝒳𝒴",
    "\t",
    "עברית",
)


class Server:
    """What the commands do with updates, without the rows: stored in order, folded, restarted."""

    def __init__(self) -> None:
        self.stored: list[StoredUpdate] = []
        self.keys: dict[int, int] = {}
        self.sent: list[bytes] = []
        self.text = ""

    def append(self, key: int, update: bytes) -> int:
        if key in self.keys:
            return self.keys[key]
        read_extent(update)
        self.text = NotesDocument([*(each.content for each in self.stored), update]).text
        number = self.stored[-1].number + 1 if self.stored else 1
        self.stored.append(StoredUpdate(number, update))
        self.keys[key] = number
        self.sent.append(update)
        return number

    def fold(self, leaves: int) -> None:
        count, document = settled(self.stored[: max(0, len(self.stored) - leaves)])
        if count > 1:
            whole = StoredUpdate(self.stored[count - 1].number, document.update(), whole=True)
            self.stored = [whole, *self.stored[count:]]

    def after(self, number: int) -> list[StoredUpdate]:
        return [each for each in self.stored if each.number > number]

    def state(self) -> tuple[int, bytes]:
        count, document = settled(self.stored)
        if not self.stored:
            return 0, document.update()
        number = self.stored[count - 1].number if count else self.stored[0].number - 1
        return number, document.update()


@dataclass
class Client:
    """A browser: types, sends in any order and more than once, hears late, is closed and opened."""

    name: int
    editor: Editor = field(default_factory=Editor)
    heard: int = 0
    waiting: dict[int, bytes] = field(default_factory=dict)
    typed: int = 0

    def type(self, chance: random.Random) -> None:
        text = self.editor.text
        if text and chance.random() < 0.35:
            start = chance.randrange(len(text))
            update = self.editor.delete(start, min(len(text), start + chance.randint(1, 6)))
        else:
            update = self.editor.insert(chance.randint(0, len(text)), chance.choice(WORDS))
        self.typed += 1
        self.waiting[self.name * 1_000_000 + self.typed] = update

    def send(self, chance: random.Random, server: Server) -> None:
        if self.waiting:
            key = chance.choice(list(self.waiting))
            server.append(key, self.waiting[key])
            if chance.random() < 0.8:  # else the answer was lost: it is sent again
                del self.waiting[key]

    def hear(self, server: Server) -> None:
        for each in server.after(self.heard):
            self.editor.take(each.content)
            self.heard = each.number

    def reopen(self, server: Server) -> None:
        """The page is loaded again; what was not sent is kept on the device."""
        number, state = server.state()
        self.editor = Editor(state)
        self.editor.take(*self.waiting.values())
        self.heard = number


def history(seed: int, steps: int = 50) -> Server:
    """One random history; answers the server at its end. Fails when texts differ then."""
    chance = random.Random(seed)
    server = Server()
    clients = [Client(name) for name in range(chance.choice((2, 3)))]
    for client in clients:
        client.reopen(server)
    for _ in range(steps):
        client = chance.choice(clients)
        roll = chance.random()
        if roll < 0.5:
            client.type(chance)
        elif roll < 0.75:
            client.send(chance, server)
        elif roll < 0.92:
            client.hear(server)
        elif roll < 0.97:
            client.reopen(server)
        else:
            server.fold(chance.choice((0, 1, 3, 10)))
    while any(client.waiting for client in clients):
        chance.choice(clients).send(chance, server)
    server.fold(chance.choice((0, 2, 1000)))
    for client in clients:
        client.hear(server)
    new = Client(9)
    new.reopen(server)
    new.hear(server)
    texts = {client.editor.text for client in [*clients, new]}
    assert texts == {server.text}, (seed, texts, server.text)
    numbers = [each.number for each in server.stored]
    assert numbers == sorted(set(numbers))
    return server


def test_all_end_with_the_same_text_whatever_happened_in_short() -> None:
    made = sum(len(history(seed).sent) for seed in range(60))
    assert made > 500


@pytest.mark.soak
def test_all_end_with_the_same_text_whatever_happened() -> None:
    first = random.randrange(10**9)
    begun = time.monotonic()
    made = sum(len(history(first + number).sent) for number in range(1_000))
    print(
        f"\n1,000 histories of 50 steps (from seed {first}): {made} updates, 0 divergences, "
        f"{time.monotonic() - begun:.0f} s"
    )


# ---- updates that are none ---------------------------------------------------------------------


def _number(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(128 | value & 127)
        value >>= 7
    out.append(value)
    return bytes(out)


ROOT = b"\x01\x05notes"
CRAFTED = {
    "a map": b"\x01\x01\x05\x00\x27\x01\x05notes\x01k\x01\x00",
    "another text": b"\x01\x01\x05\x00\x04\x01\x05other\x01x\x00",
    "an embedded document": b"\x01\x01\x05\x00\x09\x01\x05notes\x01g\x7f\x00",
    "formatting": b"\x01\x01\x05\x00\x06\x01\x05notes\x04bold\x04true\x00",
    "an embedded value": b"\x01\x01\x05\x00\x05\x01\x05notes\x02{}\x00",
    "a type": b"\x01\x01\x05\x00\x07\x01\x05notes\x02\x00",
    "a part of something else": b"\x01\x01\x05\x00\x04\x00\x05\x00\x01x\x00",
    "one beside itself": b"\x01\x01\x05\x00\x84\x05\x00\x01x\x00",
    "one beside what is not yet": b"\x01\x01\x05\x00\x84\x05\x07\x01x\x00",
    "nothing as text": b"\x01\x01\x05\x00\x04" + ROOT + b"\x00\x00",
    "broken text": b"\x01\x01\x05\x00\x04" + ROOT + b"\x02\xff\xfe\x00",
    "a clock beyond all": b"\x01\x01\x05" + _number(2**31) + b"\x04" + ROOT + b"\x01x\x00",
    "a length beyond all": b"\x01\x01\x05\x00\x01" + ROOT + _number(2**40) + b"\x00",
    "a client twice": b"\x02" + (b"\x01\x05\x00\x04" + ROOT + b"\x01x") * 2 + b"\x00",
    "a count beyond all": _number(2**40),
    "an endless number": b"\xff" * 40,
    "something behind": b"\x00\x00\x00",
    "deleted beyond all": b"\x00\x01\x05\x01" + _number(2**31 - 1) * 2,
    "the second encoding": b"\x00\x00\x02\xa5\x01\x00\x00\x01\x04\x06notesx\x05\x01\x01\x00\x01\x01\x00\x00",
    "nothing at all": b"",
}


@pytest.mark.parametrize("name", CRAFTED)
def test_what_is_no_plain_text_is_refused(name: str) -> None:
    with pytest.raises(NotesUpdateMalformed):
        read_extent(CRAFTED[name])


def throw(chance: random.Random, seeds: list[bytes]) -> bytes:
    """Something near an update, or far from one."""
    kind = chance.random()
    if kind < 0.1:
        return chance.randbytes(chance.randint(0, 60))
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(data)) if data else 0
        what = chance.random()
        if what < 0.5 and data:
            data[place] = chance.randrange(256)
        elif what < 0.7:
            data[place:place] = chance.randbytes(chance.randint(1, 3))
        elif what < 0.85:
            del data[place : place + chance.randint(1, 3)]
        else:
            data[place:place] = _number(chance.choice((2**7, 2**31 - 2, 2**32 - 1, 2**53 - 1)))
    return bytes(data)


def fuzz(tries: int, seed: int) -> tuple[int, int]:
    """Throw things at a document: taken or refused, and never anything else."""
    chance = random.Random(seed)
    editor = Editor()
    for word in WORDS * 3:
        editor.insert(chance.randint(0, len(editor.text)), word)
        if chance.random() < 0.3:
            editor.delete(0, 1)
    seeds = [*editor.outbox, editor.everything()]
    taken = refused = 0
    for _ in range(tries):
        update = throw(chance, seeds)
        try:
            read_extent(update)
            some = editor.outbox[: chance.randrange(len(editor.outbox))]
            assert isinstance(NotesDocument([*some, update]).text, str)
            stored = [
                StoredUpdate(number, each) for number, each in enumerate([*editor.outbox, update])
            ]
            count, whole = settled(stored)
            assert count <= len(stored)
            # What is folded from it can be read again.
            assert NotesDocument([whole.update()]).text == whole.text
        except NotesUpdateMalformed:
            refused += 1
        else:
            taken += 1
    return taken, refused


def test_anything_thrown_at_a_document_is_taken_or_refused_in_short() -> None:
    taken, refused = fuzz(3_000, 7)
    assert taken > 100
    assert refused > 1_000


@pytest.mark.soak
def test_anything_thrown_at_a_document_is_taken_or_refused() -> None:
    seed = random.randrange(10**9)
    taken, refused = fuzz(200_000, seed)
    print(f"\n200,000 broken updates (seed {seed}): {taken} taken, {refused} refused, 0 else")


def test_what_the_other_one_crafts_does_not_keep_the_server_busy() -> None:
    """The largest update that is taken, made to be slow: many pieces, all at one place."""
    many = 15_000
    pieces = b"".join(b"\x04" + ROOT + b"\x01a" for _ in range(many))
    update = b"\x01" + _number(many) + b"\x05\x00" + pieces + b"\x00"
    assert len(update) < notes.UPDATE_MAXIMUM
    begun = time.process_time()
    read_extent(update)
    document = NotesDocument([update])
    assert len(document.text) == many
    # A hundredth of a second and a tenth were measured; a quadratic one takes many seconds.
    assert time.process_time() - begun < 5


def test_a_library_s_panic_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    def broken(*updates: bytes) -> bytes:
        raise PanicException("called `Option::unwrap()` on a `None` value")

    monkeypatch.setattr(notes, "merge_updates", broken)
    with pytest.raises(NotesUpdateMalformed):
        NotesDocument([b"\x00\x00"])


# ---- what follows from an update ---------------------------------------------------------------


def test_the_extent_of_an_update_counts_as_editors_do() -> None:
    editor = Editor()
    update = editor.insert(0, "a🚢")
    client = editor.doc.client_id
    extent = read_extent(update)
    assert (extent.written, extent.deleted) == ({client: 3}, {})
    extent = read_extent(editor.delete(0, 1))
    assert (extent.written, extent.deleted) == ({}, {client: 1})
    assert NotesDocument(editor.outbox).state == {client: 3}


def test_the_first_update_is_always_the_same_and_differs_for_another_text() -> None:
    first = notes.first_update(MEETING, "Old notes 🙂")
    assert first == notes.first_update(MEETING, "Old notes 🙂")
    assert NotesDocument([first, first]).text == "Old notes 🙂"
    other = notes.first_update(MEETING, "Old notes")
    assert sorted(NotesDocument([first, other]).text) == sorted("Old notes 🙂Old notes")
    assert read_extent(first).written.keys() != read_extent(other).written.keys()
