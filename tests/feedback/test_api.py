"""Feedback through the API, as a browser would use it."""

from erm.core.ids import new_id
from erm.feedback.models import FeedbackFollowUp, FeedbackLink, FeedbackNote, FeedbackRequest
from erm.feedback.rules import FeedbackLinkKind, RequestState
from erm.feedback.sealed import seal_json
from erm.people.rules import Locale
from erm.recognition.models import Kudos, KudosReceiver
from erm.recognition.rules import KudosVisibility
from erm.schema.ids import to_global
from tests.database import query_count
from tests.feedback.rows import SHARED, everything, note, request

ASK = """
mutation Ask($input: RequestFeedbackInput!) {
  requestFeedback(input: $input) {
    __typename
    ... on RequestFeedbackSuccess { requests { id question dueOn state asked { name } } }
    ... on Refusal { kind code message field }
  }
}
"""
GIVE = """
mutation Give($input: GiveFeedbackInput!) {
  giveFeedback(input: $input) {
    __typename
    ... on GiveFeedbackSuccess {
      note {
        id behaviour visibility canEdit canThank
        author { name } recipient { name } visibleTo { name }
        request { id state note { id } }
      }
    }
    ... on Refusal { kind code message field }
  }
}
"""
EDIT = """
mutation Edit($input: EditFeedbackInput!) {
  editFeedback(input: $input) {
    ... on EditFeedbackSuccess { note { behaviour editedAt } }
    ... on Refusal { code }
  }
}
"""
THANK = """
mutation Thank($input: ThankForFeedbackInput!) {
  thankForFeedback(input: $input) {
    ... on ThankForFeedbackSuccess { note { thankedAt canThank } }
    ... on Refusal { code }
  }
}
"""
DECLINE = """
mutation Decline($input: DeclineFeedbackRequestInput!) {
  declineFeedbackRequest(input: $input) {
    ... on DeclineFeedbackRequestSuccess { request { state declineReason } }
    ... on Refusal { code }
  }
}
"""
WITHDRAW = """
mutation Withdraw($input: WithdrawFeedbackRequestInput!) {
  withdrawFeedbackRequest(input: $input) {
    ... on WithdrawFeedbackRequestSuccess { request { state } }
    ... on Refusal { code }
  }
}
"""
LISTS = """
{
  viewer {
    feedbackRequestsToAnswer { totalCount edges { node { id overdue requester { name } } } }
    feedbackRequestsSent { totalCount edges { node { id state declineReason note { id } } } }
    feedbackReceived { totalCount edges { node { id behaviour author { name } } } }
    feedbackGiven { totalCount edges { node { id recipient { name } visibleTo { name } } } }
  }
}
"""
WIDE = """
{
  viewer {
    feedbackReceived(first: 100) {
      totalCount
      edges {
        node {
          id behaviour author { name } recipient { name } visibleTo { name }
          request {
            question requester { name } asked { name } note { id }
            subject { name } readers { name } askedCount
          }
          department { name } recipientCount canAskBack canAnswerBack
          followUp { question answer } links { kind title kudos { id } }
        }
      }
    }
  }
}
"""
NODE = """
query Node($id: ID!, $note: ID!, $request: ID!) {
  node(id: $id) { id }
  feedbackNote(id: $note) { behaviour }
  feedbackRequest(id: $request) { question }
}
"""


async def ask_and_link(cast, told: FeedbackNote) -> None:
    """A question back about a note to Ann, and kudos that she made of it."""
    key = new_id()
    sealed = seal_json("Which?", table="feedback_follow_up", column="question_sealed", row_id=key)
    await FeedbackFollowUp.create(
        id=key, note_id=told.id, question_sealed=sealed, asked_at=told.created_at
    )
    kudos = await Kudos.create(
        author_id=cast.ann.id,
        message="Thanks.",
        visibility=KudosVisibility.PRIVATE,
        created_at=told.created_at,
    )
    await KudosReceiver.create(kudos_id=kudos.id, person_id=told.author_id, position=0)
    await FeedbackLink.create(
        note_id=told.id,
        kind=FeedbackLinkKind.KUDOS,
        target_id=kudos.id,
        created_at=told.created_at,
    )


def person(row) -> str:
    return to_global("Person", row.id)


async def test_a_question_is_asked_answered_and_thanked_for(cast, api) -> None:
    ann, bo = api(cast.ann), api(cast.bo)
    asked = await ann.run(
        ASK, {"input": {"personIds": [person(cast.bo)], "question": "How was my planning?"}}
    )
    made = asked["requestFeedback"]["requests"][0]
    assert (made["state"], made["dueOn"], made["asked"]["name"]) == ("PENDING", None, "Bo Test")

    waiting = (await bo.run(LISTS))["viewer"]["feedbackRequestsToAnswer"]
    assert (waiting["totalCount"], waiting["edges"][0]["node"]["id"]) == (1, made["id"])

    answer = {
        "recipientId": person(cast.ann),
        "requestId": made["id"],
        "behaviour": "You let everybody finish.",
        "visibility": "RECIPIENT_AND_MANAGER",
    }
    given = (await bo.run(GIVE, {"input": answer}))["giveFeedback"]["note"]
    assert given["canEdit"]
    assert not given["canThank"]
    assert given["visibility"] == "RECIPIENT_AND_MANAGER"
    assert {each["name"] for each in given["visibleTo"]} == {"Ann Test", "Bo Test", "Mo Test"}
    assert given["request"] == {
        "id": made["id"],
        "state": "ANSWERED",
        "note": {"id": given["id"]},
    }

    again = (await bo.run(GIVE, {"input": answer}))["giveFeedback"]
    assert (again["kind"], again["code"]) == ("CONFLICT", "FEEDBACK_REQUEST_ALREADY_ANSWERED")

    words = {
        "situation": "",
        "behaviour": "You asked the quiet ones.",
        "impact": "",
        "nextStep": "",
    }
    edit = {"input": {"noteId": given["id"], **words}}
    assert (await bo.run(EDIT, edit))["editFeedback"]["note"]["editedAt"] is not None

    thanked = await ann.run(THANK, {"input": {"noteId": given["id"]}})
    assert thanked["thankForFeedback"]["note"]["thankedAt"] is not None
    assert not thanked["thankForFeedback"]["note"]["canThank"]
    assert (await bo.run(EDIT, edit))["editFeedback"]["code"] == "FEEDBACK_NOTE_ALREADY_THANKED"

    lists = (await ann.run(LISTS))["viewer"]
    (sent,) = lists["feedbackRequestsSent"]["edges"]
    assert sent["node"]["note"] == {"id": given["id"]}
    (received,) = lists["feedbackReceived"]["edges"]
    assert received["node"]["behaviour"] == "You asked the quiet ones."


async def test_a_request_may_be_declined_and_another_taken_back(cast, api) -> None:
    row, other = await request(cast.ann, cast.bo), await request(cast.ann, cast.cy)
    declined = await api(cast.bo).run(
        DECLINE,
        {"input": {"requestId": to_global("FeedbackRequest", row.id), "reason": "I was away."}},
    )
    assert declined["declineFeedbackRequest"]["request"] == {
        "state": "DECLINED",
        "declineReason": "I was away.",
    }
    withdrawn = await api(cast.ann).run(
        WITHDRAW, {"input": {"requestId": to_global("FeedbackRequest", other.id)}}
    )
    assert withdrawn["withdrawFeedbackRequest"]["request"] == {"state": "WITHDRAWN"}


async def test_a_refusal_speaks_the_reader_s_language_and_names_the_field(cast, api) -> None:
    russian = await cast.person("Vera", locale=Locale.RU)
    before = await everything()
    for who, message in (
        (cast.ann, "You cannot ask yourself for feedback. Please choose a colleague."),
        (
            russian,
            "Нельзя попросить обратную связь у самого себя. Выберите, пожалуйста, коллегу.",
        ),
    ):
        answer = await api(who).run(
            ASK, {"input": {"personIds": [person(who)], "question": "How was I?"}}
        )
        assert answer["requestFeedback"] == {
            "__typename": "Refusal",
            "kind": "INVALID_INPUT",
            "code": "FEEDBACK_ASKED_OF_ONESELF",
            "message": message,
            "field": "personIds",
        }
    assert await everything() == before


async def test_an_id_of_another_kind_is_refused(cast, api) -> None:
    row = await request(cast.ann, cast.bo)
    answer = await api(cast.ann).run(
        ASK,
        {"input": {"personIds": [to_global("FeedbackRequest", row.id)], "question": "How was I?"}},
    )
    refusal = answer["requestFeedback"]
    assert (refusal["code"], refusal["field"]) == ("ID_INVALID", "personIds")


async def test_strangers_managers_hr_and_administrators_find_nothing(cast, api) -> None:
    asked = await request(cast.ann, cast.bo, state=RequestState.ANSWERED)
    row = await note(cast.bo, cast.ann, request_id=asked.id)
    ids = {
        "id": to_global("FeedbackNote", row.id),
        "note": to_global("FeedbackNote", row.id),
        "request": to_global("FeedbackRequest", asked.id),
    }
    seen = await api(cast.ann).run(NODE, ids)
    assert seen["feedbackNote"] == {"behaviour": "You let everybody finish."}
    for who in (cast.mo, cast.zed, cast.old, cast.cy, cast.hana, cast.ada):
        found = await api(who).run(NODE, ids)
        assert found == {"node": None, "feedbackNote": None, "feedbackRequest": None}


async def test_a_manager_sees_a_shared_note_but_not_the_question_behind_it(cast, api) -> None:
    asked = await request(cast.ann, cast.bo, state=RequestState.ANSWERED)
    row = await note(cast.bo, cast.ann, SHARED, request_id=asked.id)
    found = await api(cast.mo).run(
        "query Note($id: ID!) { feedbackNote(id: $id) "
        "{ behaviour canEdit canThank request { id } } }",
        {"id": to_global("FeedbackNote", row.id)},
    )
    assert found["feedbackNote"] == {
        "behaviour": "You let everybody finish.",
        "canEdit": False,
        "canThank": False,
        "request": None,
    }


async def test_a_page_of_notes_takes_the_same_number_of_queries_at_any_length(cast, api) -> None:
    crowd = await cast.crowd(200)
    ann = api(cast.ann)
    await ann.run(LISTS)  # signs in
    counts = []
    written = 0
    for size in (1, 20, 200):
        for author in crowd[written:size]:
            asked = await request(cast.ann, author, state=RequestState.ANSWERED)
            told = await note(author, cast.ann, SHARED, request_id=asked.id)
            batch = {"batch_id": new_id(), "department_id": cast.engineering.id}
            await FeedbackNote.filter(id=told.id).update(**batch)
            await FeedbackRequest.filter(id=asked.id).update(batch_id=batch["batch_id"])
            await ask_and_link(cast, told)
        written = size
        with query_count() as counter:
            page = (await ann.run(WIDE))["viewer"]["feedbackReceived"]
        assert (page["totalCount"], len(page["edges"])) == (size, min(size, 100))
        counts.append(counter.count)
    assert len(set(counts)) == 1, counts


async def test_a_person_s_page_shows_the_notes_that_the_viewer_may_read(cast, api) -> None:
    shared = to_global("FeedbackNote", (await note(cast.cy, cast.ann, SHARED)).id)
    between = to_global("FeedbackNote", (await note(cast.cy, cast.ann)).id)
    ask = "query Person($id: ID!) { person(id: $id) { feedbackForThem { id } } }"
    expected = {"mo": [shared], "ann": [between, shared], "cy": [between, shared]}
    for name in ("mo", "ann", "cy", "zed", "old", "hana", "ada"):
        found = await api(getattr(cast, name)).run(ask, {"id": person(cast.ann)})
        ids = [each["id"] for each in found["person"]["feedbackForThem"]]
        assert ids == expected.get(name, [])


async def test_notes_of_many_people_are_loaded_together(cast, api) -> None:
    team = await cast.crowd(40, manager=cast.mo)
    ask = """
    query Team($first: Int!) {
      people(search: "Crowd", first: $first) { edges { node { feedbackForThem { id } } } }
    }
    """
    mo = api(cast.mo)
    for each in team:
        await note(cast.cy, each, SHARED)
    await mo.run(ask, {"first": 1})
    counts = set()
    for first in (1, 20, 40):
        with query_count() as counter:
            page = (await mo.run(ask, {"first": first}))["people"]["edges"]
        assert [len(edge["node"]["feedbackForThem"]) for edge in page] == [1] * first
        counts.add(counter.count)
    assert len(counts) == 1, counts
