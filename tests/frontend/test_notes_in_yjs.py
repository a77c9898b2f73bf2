"""What pycrdt makes of shared notes on the server is what Yjs makes of them in a browser."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path

import pytest

from tests.one_on_ones.editing import coded
from tests.one_on_ones.test_notes_documents import Server, history
from tools import node

FRONTEND = Path(__file__).resolve().parents[2] / "frontend"
PROGRAM = """
const Y = require('yjs');
const histories = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const read = (updates) => {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, Buffer.from(update, 'base64'));
  return doc.getText('notes').toString();
};
const merged = (updates) => [Y.mergeUpdates(updates.map((each) => Buffer.from(each, 'base64')))];
console.log(JSON.stringify(histories.map((ways) => [...ways.map(read), read(merged(ways[0]))])));
"""


def ways(server: Server, chance: random.Random) -> list[list[str]]:
    """The same history as sent, in any order, folded, and as a page opens it."""
    number, state = server.state()
    shuffled = chance.sample(server.sent, len(server.sent))
    folded = [each.content for each in server.stored]
    opened = [state, *(each.content for each in server.after(number))]
    return [[coded(each) for each in one] for one in (server.sent, shuffled, folded, opened)]


@pytest.mark.xdist_group("frontend")
def test_a_browser_reads_what_the_server_reads() -> None:
    chance = random.Random(1)
    servers = [history(seed) for seed in range(10_000, 10_150)]
    done = subprocess.run(
        ["node", "-e", PROGRAM],
        cwd=FRONTEND,
        env=node.environment(),
        input=json.dumps([ways(server, chance) for server in servers]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for server, texts in zip(servers, json.loads(done.stdout), strict=True):
        assert set(texts) == {server.text}
    assert sum(len(server.sent) for server in servers) > 2_000
