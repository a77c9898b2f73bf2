"""Comments are read through the gate: HR and leaders, in groups that are large enough, noted each time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from erm.core.actor import SYSTEM, Actor
from erm.core.paging import PageRequest
from erm.engagement.comments import policy
from erm.engagement.comments.models import SurveyComment
from erm.engagement.comments.queries import CommentsView, survey_comments
from erm.engagement.ledger.models import ReportAccess
from erm.engagement.results.models import WaveRelease
from erm.engagement.results.rules import HiddenReason
from erm.engagement.surveys.rules import SurveyReaders
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.conftest import Api
from tests.database import query_count
from tests.engagement.told import (
    WORD_BLOCK_OF_ENGINEERING,
    WORD_BLOCK_OF_THE_OTHERS,
    Told,
    comment,
    told,
)

QUERY = """query Comments($wave: ID!, $group: String, $first: Int) {
  surveyComments(waveId: $wave, group: $group, first: $first) { totalCount reason reasonText
    asked { label } group { label } themes { key name words comments }
    edges { node { id words themes canReply question { id text } replies { words replier { id } } } }
  } }"""


async def read(actor: Actor, found: Told, **given: Any) -> CommentsView | None:
    return await survey_comments(
        actor, given.pop("page", PageRequest(50)), wave_id=found.wave.id, **given
    )


async def words(actor: Actor, found: Told, **given: Any) -> set[str] | None:
    view = await read(actor, found, **given)
    return None if view is None else {each.words for each in view.page.items}


async def both(found: Told) -> None:
    await comment(found, "of engineering", block=WORD_BLOCK_OF_ENGINEERING)
    await comment(found, "of the others", block=WORD_BLOCK_OF_THE_OTHERS)


async def test_hr_reads_all_a_leader_their_department_and_nobody_else_any(cast: Cast) -> None:
    found = await told(cast, invited=[cast.ann, cast.bo, cast.ada])
    await both(found)
    assert await words(cast.actor(cast.hana), found) == {"of engineering", "of the others"}
    assert await words(cast.actor(cast.hana), found, group="1") == {"of engineering"}
    assert await words(cast.actor(cast.mo), found) == {"of engineering"}
    assert await words(cast.actor(cast.mo), found, group="0") == set(), "the figures, not the words"
    for person in (cast.ann, cast.bo, cast.ada, cast.cy):
        assert await words(cast.actor(person), found) is None
        assert await words(cast.actor(person), found, group="1") is None
    assert await words(SYSTEM, found) is None
    assert await words(cast.actor(cast.max), found, group="1") is None, "another's department"


@pytest.mark.parametrize("readers", [SurveyReaders.HR, SurveyReaders.EVERYONE])
async def test_the_promise_says_who_reads(cast: Cast, readers: SurveyReaders) -> None:
    found = await told(cast, readers=readers, invited=[cast.bo])
    await both(found)
    of_mo = await words(cast.actor(cast.mo), found, group="1")
    assert of_mo == ({"of engineering"} if readers is SurveyReaders.EVERYONE else None)
    # Whoever was invited may read the company's figures, and nobody's words.
    assert await words(cast.actor(cast.bo), found) == (
        set() if readers is SurveyReaders.EVERYONE else None
    )


async def test_a_group_too_small_for_words_shows_those_of_the_larger_one_or_says_why(
    cast: Cast,
) -> None:
    found = await told(cast, words=False)
    await both(found)
    hana, mo = cast.actor(cast.hana), cast.actor(cast.mo)
    view = await read(hana, found, group="1")
    assert view is not None
    assert (view.asked.label, view.group.label) == ("Engineering", "Everybody")
    assert len(view.page.items) == 2
    hidden = await read(mo, found, group="1")
    assert hidden is not None
    assert hidden.page.items == []
    assert hidden.reason is HiddenReason.TOO_FEW_ANSWERED
    assert "10" in hidden.reason_text
    # Sales is not told of at all: its few words are read among everybody's.
    sales = await read(hana, found, group="2")
    assert sales is not None
    assert (sales.asked.label, sales.group.label) == ("Sales", "Everybody")


async def test_a_wave_that_is_withheld_or_not_over_shows_no_words(cast: Cast) -> None:
    found = await told(cast, withheld=HiddenReason.NEAR_FORMER_WAVE)
    await both(found)
    view = await read(cast.actor(cast.hana), found)
    assert view is not None
    assert (view.page.items, view.reason) == ([], HiddenReason.NEAR_FORMER_WAVE)
    found.wave.released_at = None
    await found.wave.save(update_fields=["released_at"])
    assert await words(cast.actor(cast.hana), found) is None


async def test_each_reading_is_in_the_ledger_before_it_is_answered(cast: Cast) -> None:
    found = await told(cast, words=False)
    await both(found)
    await read(cast.actor(cast.hana), found, group="1")
    await read(cast.actor(cast.hana), found, group="1", search="others")
    rows = await ReportAccess.all().order_by("id").values_list("person_id", "part", "scope")
    assert rows == [
        (cast.hana.id, "comments", found.engineering.label),
        (cast.hana.id, "comments", {}),
    ], "both the group that was asked for and the one that was read"
    assert await read(cast.actor(cast.ann), found) is None
    assert await ReportAccess.all().count() == 2


async def test_filters_find_by_question_theme_and_words(cast: Cast) -> None:
    found = await told(cast)
    await WaveRelease.filter(wave_id=found.wave.id).update(
        themes=[
            {"number": 0, "words": ["noise", "doors"], "authors": 4},
            {"number": 1, "words": ["lunch"], "authors": 3},
        ]
    )
    for number in range(3):
        await comment(found, f"Noise {number}", themes=[[0, 0]])
    await comment(found, "Ёлки and doors", themes=[[0, 1]], question=found.scales[0])
    await comment(found, "Lunch", themes=[[1, 0]])
    await comment(found, "Lunch elsewhere", themes=[[1, 0]], block=WORD_BLOCK_OF_THE_OTHERS)
    await comment(found, "More lunch", themes=[[1, 0]], block=WORD_BLOCK_OF_THE_OTHERS)
    mo, hana = cast.actor(cast.mo), cast.actor(cast.hana)
    view = await read(mo, found)
    assert view is not None
    assert [(each.key, each.words, each.comments) for each in view.themes] == [
        ("0", ("noise",), 3)
    ], "what fewer than three of the group wrote is not named in it"
    whole = await read(hana, found)
    assert whole is not None
    assert [(each.words, each.comments) for each in whole.themes] == [
        (("noise",), 3),
        (("lunch",), 3),
    ]
    assert await words(mo, found, theme="0") == {"Noise 0", "Noise 1", "Noise 2"}
    assert await words(mo, found, theme="1") == set()
    assert await words(mo, found, search=" елки ") == {"Ёлки and doors"}
    assert await words(mo, found, question_id=found.scales[0].id) == {"Ёлки and doors"}
    assert await words(hana, found, theme="1", search="LUNCH e") == {"Lunch elsewhere"}


async def test_pages_hold_each_comment_once_in_an_order_drawn_by_lot(cast: Cast) -> None:
    found = await told(cast)
    written = [f"{number:02}" for number in range(25)]
    for each in written:
        await comment(found, each)
    seen: list[str] = []
    after = None
    while True:
        view = await read(cast.actor(cast.mo), found, page=PageRequest.of(10, after))
        assert view is not None
        assert await view.page.count() == 25
        seen += [each.words for each in view.page.items]
        if not view.page.has_next:
            break
        after = view.page.cursors[-1]
    assert sorted(seen) == written
    assert seen != written


async def test_the_number_of_queries_does_not_grow_with_the_comments(
    api: Callable[..., Api], cast: Cast
) -> None:
    found = await told(cast)
    variables = {"wave": to_global("SurveyWave", found.wave.id), "first": 100}
    counts = []
    for number in (1, 19, 60):
        for each in range(number):
            await comment(found, f"word {each}")
        hana = api(cast.hana)
        await hana.run(QUERY, variables)
        with query_count() as queries:
            data = (await hana.run(QUERY, variables))["surveyComments"]
        counts.append(queries.count)
    assert data["totalCount"] == 80
    assert data["edges"][0]["node"]["question"]["text"] == "Question 2"
    assert len(set(counts)) == 1


async def test_both_forms_of_the_policy_agree(cast: Cast) -> None:
    found = await told(cast)
    await both(found)
    rows = await SurveyComment.all()
    for blocks in (set(), {0}, {1}, {0, 1}, {5}):
        wanted = {row.id for row in rows if policy.may_read_comment(row, found.wave.id, blocks)}
        where = policy.readable_comments(found.wave.id, blocks)
        assert set(await SurveyComment.filter(where).values_list("id", flat=True)) == wanted
