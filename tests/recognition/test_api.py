"""Recognition through the API, as a browser would use it."""

from erm.recognition.rules import ReactionKind
from erm.schema.ids import to_global
from tests.database import query_count
from tests.recognition.rows import PRIVATE, comment, everything, kudos, reaction, value

CARD = """
fragment Card on Kudos {
  id message visibility hidden hiddenReason commentCount canWithdraw canHide canMakePrivate
  author { name } receivers { name } companyValue { name retired }
  reactions { kind count mine }
  comments(first: 3) { totalCount edges { node { id body canDelete author { name } kudos { id } } } }
}
"""
GIVE = (
    CARD
    + """
mutation Give($input: GiveKudosInput!) {
  giveKudos(input: $input) {
    ... on GiveKudosSuccess { kudos { ...Card } }
    ... on Refusal { kind code message field }
  }
}
"""
)
FEED = (
    CARD
    + """
query Feed($personId: ID, $companyValueId: ID, $first: Int, $after: String) {
  kudosFeed(personId: $personId, companyValueId: $companyValueId, first: $first, after: $after) {
    number unread pageInfo { hasNextPage endCursor } edges { node { ...Card } }
  }
}
"""
)
RESULT = {
    "react": "kudos { ...Card }",
    "unreact": "kudos { ...Card }",
    "commentOnKudos": "comment { id body } kudos { ...Card }",
    "deleteKudosComment": "kudos { ...Card }",
    "makeKudosPrivate": "kudos { ...Card }",
    "hideKudos": "kudos { ...Card }",
    "withdrawKudos": "withdrawnId",
}


async def change(browser, name: str, **values):
    """Run one of the mutations; returns its success or its refusal."""
    kind = name[0].upper() + name[1:]
    fields = RESULT[name]
    answer = await browser.run(
        f"mutation Run($input: {kind}Input!) {{ {name}(input: $input) {{ "
        f"... on {kind}Success {{ {fields} }} ... on Refusal {{ code }} }} }}"
        + (CARD if "...Card" in fields else ""),
        {"input": values},
    )
    return answer[name]


def person(row) -> str:
    return to_global("Person", row.id)


async def test_thanks_are_said_and_answered_with_signs_and_words(cast, api) -> None:
    patience = await value("Patience")
    bo, cy = api(cast.bo), api(cast.cy)
    given = (
        await bo.run(
            GIVE,
            {
                "input": {
                    "receiverIds": [person(cast.cy), person(cast.ann)],
                    "message": "For going back to shop 14.",
                    "companyValueId": to_global("CompanyValue", patience.id),
                }
            },
        )
    )["giveKudos"]["kudos"]
    assert [each["name"] for each in given["receivers"]] == ["Cy Test", "Ann Test"]
    assert (given["visibility"], given["companyValue"]) == (
        "PUBLIC",
        {"name": "Patience", "retired": False},
    )
    key = given["id"]
    reacted = (await change(cy, "react", kudosId=key, kind="HEART"))["kudos"]
    assert reacted["reactions"] == [{"kind": "HEART", "count": 1, "mine": True}]
    commented = await change(cy, "commentOnKudos", kudosId=key, body="It was shop 41.")
    assert commented["kudos"]["commentCount"] == 1
    (line,) = commented["kudos"]["comments"]["edges"]
    assert line["node"] == {
        "id": commented["comment"]["id"],
        "body": "It was shop 41.",
        "canDelete": True,
        "author": {"name": "Cy Test"},
        "kudos": {"id": key},
    }
    deleted = await change(cy, "deleteKudosComment", commentId=commented["comment"]["id"])
    assert deleted["kudos"]["comments"] == {"totalCount": 0, "edges": []}
    assert (await change(cy, "unreact", kudosId=key, kind="HEART"))["kudos"]["reactions"] == []


async def test_kudos_become_private_hidden_withdrawn_and_leave_the_feeds_of_others(
    cast, api
) -> None:
    first, second = await kudos(cast.bo, cast.ann), await kudos(cast.bo, cast.ann)
    keys = [to_global("Kudos", row.id) for row in (first, second)]
    private = await change(api(cast.ann), "makeKudosPrivate", kudosId=keys[0])
    assert (private["kudos"]["visibility"], private["kudos"]["canMakePrivate"]) == (
        "PRIVATE",
        False,
    )
    hidden = await change(api(cast.ada), "hideKudos", kudosId=keys[1], reason="Names a customer")
    assert hidden["kudos"]["hiddenReason"] == "Names a customer"
    seen = {}
    for name in ("ann", "bo", "cy", "ada", "hana", "mo"):
        feed = (await api(getattr(cast, name)).run(FEED))["kudosFeed"]
        seen[name] = [edge["node"]["id"] for edge in feed["edges"]]
    assert seen == {
        "ann": [keys[0]],
        "bo": [keys[1], keys[0]],
        "cy": [],
        "ada": [keys[1]],
        "hana": [keys[1]],
        "mo": [],
    }
    assert await change(api(cast.bo), "withdrawKudos", kudosId=keys[0]) == {"withdrawnId": keys[0]}
    assert (await api(cast.ann).run(FEED))["kudosFeed"]["edges"] == []


async def test_private_kudos_their_comments_and_their_ids_tell_others_nothing(cast, api) -> None:
    row = await kudos(cast.bo, cast.ann, visibility=PRIVATE)
    line = await comment(row, cast.ann)
    ask = """
    query N($k: ID!, $c: ID!) {
      kudos(id: $k) { id } n: node(id: $k) { id } c: node(id: $c) { id }
    }
    """
    ids = {"k": to_global("Kudos", row.id), "c": to_global("KudosComment", line.id)}
    before = await everything()
    for who in (cast.mo, cast.zed, cast.cy, cast.hana, cast.ada):
        browser = api(who)
        assert await browser.run(ask, ids) == {"kudos": None, "n": None, "c": None}
        for operation, more in (
            ("react", {"kind": "CLAP"}),
            ("commentOnKudos", {"body": "Me too"}),
            ("makeKudosPrivate", {}),
            ("hideKudos", {"reason": "No"}),
            ("withdrawKudos", {}),
        ):
            result = await change(browser, operation, kudosId=ids["k"], **more)
            assert result == {"code": "KUDOS_NOT_FOUND"}
    assert await everything() == before
    assert (await api(cast.ann).run(ask, ids))["c"] == {"id": ids["c"]}


async def test_what_cannot_be_given_is_refused_with_its_field(cast, api) -> None:
    answer = await api(cast.bo).run(
        GIVE, {"input": {"receiverIds": [person(cast.bo)], "message": "Well done, me."}}
    )
    assert answer["giveKudos"] == {
        "kind": "INVALID_INPUT",
        "code": "KUDOS_TO_ONESELF",
        "message": "You cannot thank yourself. Please choose colleagues.",
        "field": "receiverIds",
    }


async def test_nobody_reads_the_feed_without_signing_in(cast, api) -> None:
    await kudos(cast.bo, cast.ann)
    answer = await api(None).execute(FEED)
    assert answer.get("data") is None
    assert answer["errors"]


async def test_a_page_of_the_feed_takes_the_same_number_of_queries_at_any_length(cast, api) -> None:
    patience = await value("Patience")
    crowd = await cast.crowd(200)
    cy = api(cast.cy)
    await cy.run(FEED)  # signs in
    counts = []
    written = 0
    for size in (1, 20, 200):
        for author in crowd[written:size]:
            row = await kudos(author, cast.ann, cast.bo, company_value=patience)
            await reaction(row, cast.cy)
            await reaction(row, cast.ann, ReactionKind.STAR)
            await comment(row, author)
        written = size
        with query_count() as counter:
            page = (await cy.run(FEED, {"first": 100}))["kudosFeed"]
        assert len(page["edges"]) == min(size, 100)
        counts.append(counter.count)
    assert len(set(counts)) == 1, counts


async def test_a_person_s_page_shows_the_thanks_that_the_viewer_may_read(cast, api) -> None:
    public = to_global("Kudos", (await kudos(cast.bo, cast.ann)).id)
    private = to_global("Kudos", (await kudos(cast.bo, cast.ann, visibility=PRIVATE)).id)
    ask = """
    query Person($id: ID!) {
      person(id: $id) { kudosReceived { totalCount edges { node { id } } } }
    }
    """
    for name in ("ann", "bo", "mo", "cy", "hana", "ada"):
        found = await api(getattr(cast, name)).run(ask, {"id": person(cast.ann)})
        page = found["person"]["kudosReceived"]
        expected = [private, public] if name in ("ann", "bo") else [public]
        assert [edge["node"]["id"] for edge in page["edges"]] == expected
        assert page["totalCount"] == len(expected)


async def test_thanks_of_many_people_are_loaded_together(cast, api) -> None:
    crowd = await cast.crowd(40)
    for each in crowd:
        for _ in range(3):
            await kudos(cast.bo, each, cast.ann)
    ask = """
    query Everybody($first: Int!) {
      people(search: "Crowd", first: $first) {
        edges {
          node { kudosReceived(first: 2) { totalCount edges { node { id author { name } } } } }
        }
      }
    }
    """
    cy = api(cast.cy)
    await cy.run(ask, {"first": 1})
    counts = set()
    for first in (1, 20, 40):
        with query_count() as counter:
            page = (await cy.run(ask, {"first": first}))["people"]["edges"]
        assert [edge["node"]["kudosReceived"]["totalCount"] for edge in page] == [3] * first
        assert all(len(edge["node"]["kudosReceived"]["edges"]) == 2 for edge in page)
        counts.add(counter.count)
    assert len(counts) == 1, counts
