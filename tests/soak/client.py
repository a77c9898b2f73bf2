"""A client process: ``python -m tests.soak.client BASE TOKEN MEETING KUDOS NAME COUNT``.

Half of its updates append a line to the private notes of whoever the token is of, reading them again
when another process was faster; the other half are comments. It prints one line of JSON: what was acknowledged, and every answer that
is neither that nor a refusal because of a stale version.
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

import httpx

READ = "query($id: ID!) { meeting(id: $id) { privateNotes privateNotesVersion } }"
SAVE = """
mutation($input: SavePrivateNotesInput!) {
  savePrivateNotes(input: $input) {
    __typename
    ... on Refusal { code message }
    ... on SavePrivateNotesSuccess { meeting { privateNotesVersion } }
  }
}
"""
COMMENT = """
mutation($input: CommentOnKudosInput!) {
  commentOnKudos(input: $input) {
    __typename
    ... on Refusal { code message }
    ... on CommentOnKudosSuccess { comment { id } }
  }
}
"""
AT_ONCE = 4


async def ask(client: httpx.AsyncClient, query: str, variables: dict[str, Any]) -> dict[str, Any]:
    """One request; raises ``RuntimeError`` with whatever is not a plain answer."""
    response = await client.post("/graphql", json={"query": query, "variables": variables})
    answer = response.json()
    if response.status_code != 200 or "errors" in answer:
        raise RuntimeError(f"{response.status_code}: {response.text[:300]}")
    return dict(answer["data"])


async def append(client: httpx.AsyncClient, meeting: str, line: str) -> int:
    """Append a line to the private notes; returns how often somebody was faster."""
    for attempt in range(10_000):
        notes = (await ask(client, READ, {"id": meeting}))["meeting"]
        text = notes["privateNotes"]
        given = {
            "meetingId": meeting,
            "text": f"{text}\n{line}" if text else line,
            "version": notes["privateNotesVersion"],
        }
        answer = (await ask(client, SAVE, {"input": given}))["savePrivateNotes"]
        if answer["__typename"] == "SavePrivateNotesSuccess":
            return attempt
        if answer["code"] != "NOTES_CHANGED":
            raise RuntimeError(str(answer))
    raise RuntimeError("never my turn")


async def main(base: str, token: str, meeting: str, kudos: str, name: str, count: int) -> None:
    """Make ``count`` updates, a few at once."""
    turn = asyncio.Semaphore(AT_ONCE)
    lines: list[str] = []
    comments: list[str] = []
    wrong: list[str] = []
    retries = 0

    async def update(number: int) -> None:
        nonlocal retries
        async with turn:
            word = f"{name}{number}"
            try:
                if number % 2:
                    retries += await append(client, meeting, word)
                    lines.append(word)
                else:
                    given = {"kudosId": kudos, "body": word}
                    answer = (await ask(client, COMMENT, {"input": given}))["commentOnKudos"]
                    if answer["__typename"] != "CommentOnKudosSuccess":
                        raise RuntimeError(str(answer))
                    comments.append(word)
            except (RuntimeError, httpx.HTTPError, ValueError) as error:
                wrong.append(repr(error))

    async with httpx.AsyncClient(
        base_url=base, headers={"Authorization": f"Bearer {token}"}, timeout=60
    ) as client:
        await asyncio.gather(*(update(number) for number in range(count)))
    print(json.dumps({"lines": lines, "comments": comments, "wrong": wrong, "retries": retries}))


if __name__ == "__main__":
    given = sys.argv[1:]
    asyncio.run(main(*given[:5], int(given[5])))  # type: ignore[call-arg]
