"""An author whom nobody knows is answered, and only who holds the secret finds the answer."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

import pytest

from erm.core.errors import DomainError
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.engagement.comments.authors import answers_to, hash_of
from erm.engagement.comments.commands import reply_to_comment
from erm.engagement.comments.models import CommentReply
from erm.engagement.comments.rules import REPLIES_MOST
from erm.engagement.ledger.models import ReportAccess
from erm.mail.models import Mail
from erm.people.models import Person
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.conftest import Api
from tests.database import query_count
from tests.engagement.told import WORD_BLOCK_OF_THE_OTHERS, comment, told

REPLY = """mutation Reply($input: ReplyToCommentInput!) { replyToComment(input: $input) {
  __typename ... on Refusal { code } ... on ReplyToCommentSuccess {
    comment { id words canReply replies { words replier { id } createdOn } } } } }"""


async def refusal(cast: Cast, bus: Bus, person: Person, key: Any, words: str = "Thanks") -> str:
    with pytest.raises(DomainError) as refused:
        async with unit_of_work(bus):
            await reply_to_comment(cast.actor(person), comment_id=key, words=words)
    return refused.value.code


async def test_hr_and_the_leader_answer_and_the_wrong_person_changes_nothing(
    api: Callable[..., Api], cast: Cast, bus: Bus
) -> None:
    found = await told(cast, invited=[cast.ann, cast.ada])
    secret = secrets.token_hex(32)
    key = await comment(found, "Noise", reply_hash=hash_of(secret))
    for person in (cast.ann, cast.ada, cast.max, cast.cy):
        assert await refusal(cast, bus, person, key) == "SURVEY_COMMENT_NOT_FOUND"
    assert await CommentReply.all().count() == 0
    assert await ReportAccess.all().count() == 0
    given = {"commentId": to_global("SurveyComment", key), "words": " What would help? "}
    for person in (cast.mo, cast.hana):
        data = (await api(person).run(REPLY, {"input": given}))["replyToComment"]
    assert data["__typename"] == "ReplyToCommentSuccess"
    assert [each["replier"]["id"] for each in data["comment"]["replies"]] == [
        to_global("Person", cast.mo.id),
        to_global("Person", cast.hana.id),
    ]
    sealed = [bytes(each.words_sealed) for each in await CommentReply.all()]
    assert not any(b"help" in each for each in sealed)
    (own,) = await answers_to([secret])
    assert own.words == "Noise"
    assert own.question.of("en") == "Question 2"
    assert own.title.of("ru") == "Осень"
    assert [(each.words, each.by) for each in own.answers] == [
        ("What would help?", "Mo Test"),
        ("What would help?", "Hana Test"),
    ]
    # A reply shows the comment, so it is a reading of it. Nobody is sent anything.
    assert set(await ReportAccess.all().values_list("person_id", flat=True)) == {
        cast.mo.id,
        cast.hana.id,
    }
    assert await Mail.all().count() == 0


async def test_there_is_a_way_to_answer_or_there_is_none(cast: Cast, bus: Bus) -> None:
    found = await told(cast)
    silent = await comment(found, "No reply, please")
    elsewhere = await comment(
        found, "Elsewhere", block=WORD_BLOCK_OF_THE_OTHERS, reply_hash=hash_of("ab" * 32)
    )
    assert await refusal(cast, bus, cast.mo, silent) == "SURVEY_COMMENT_WITHOUT_WAY"
    assert await refusal(cast, bus, cast.mo, elsewhere) == "SURVEY_COMMENT_NOT_FOUND"
    assert await refusal(cast, bus, cast.hana, cast.hana.id) == "SURVEY_COMMENT_NOT_FOUND"
    assert await refusal(cast, bus, cast.hana, elsewhere, "  ") == "TEXT_REQUIRED"
    assert await refusal(cast, bus, cast.hana, elsewhere, "x" * 2_001) == "TEXT_TOO_LONG"
    await CommentReply.bulk_create(
        [
            CommentReply(
                comment_id=elsewhere,
                replier_id=cast.mo.id,
                words_sealed=b"",
                created_on=found.wave.starts_on,
            )
            for _ in range(REPLIES_MOST)
        ]
    )
    assert await refusal(cast, bus, cast.hana, elsewhere) == "SURVEY_COMMENT_REPLIES_FULL"


async def test_only_the_secret_opens_an_answer_and_many_cost_as_much_as_one(cast: Cast) -> None:
    found = await told(cast)
    kept = [secrets.token_hex(32) for _ in range(20)]
    for secret in kept:
        await comment(found, "mine", reply_hash=hash_of(secret))
    assert await answers_to([hash_of(kept[0]), secrets.token_hex(32)]) == [], "a hash opens nothing"
    assert await answers_to([]) == []
    counts = []
    for number in (1, 20):
        with query_count() as queries:
            assert len(await answers_to(kept[:number])) == number
        counts.append(queries.count)
    assert len(set(counts)) == 1
