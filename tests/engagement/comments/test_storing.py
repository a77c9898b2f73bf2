"""What the close keeps of what was written: words in a block, and nothing that leads to a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from uuid import uuid4

from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.engagement.ballots.sheet import Sheet
from erm.engagement.comments.models import SurveyComment
from erm.engagement.comments.sealed import open_words
from erm.engagement.comments.storing import store
from erm.engagement.results.closing import WordPlan
from erm.engagement.surveys.questions import Question
from erm.engagement.waves.models import SurveyWave
from tests.cast import Cast
from tests.engagement.told import Told, told

PLAN = WordPlan({0: 0, 1: 0, 2: 1}, None)


@dataclass(frozen=True)
class Wave:
    told: Told

    @property
    def row(self) -> SurveyWave:
        return self.told.wave

    @property
    def questions(self) -> list[Question]:
        return [Question.of(each) for each in (*self.told.scales, self.told.open)]

    def sheet(self, number: int, *said: str, reply: str | None = None) -> Sheet:
        keys = [each.id for each in (self.told.open, *self.told.scales)]
        return Sheet(number, {}, dict(zip(keys, ((each, reply) for each in said), strict=False)))


async def words_of(wave: Wave) -> dict[str, SurveyComment]:
    rows = await SurveyComment.filter(wave_id=wave.row.id)
    return {open_words(row.words_sealed, row.id): row for row in rows}


async def test_words_are_kept_sealed_in_their_block_and_in_no_order(cast: Cast, bus: Bus) -> None:
    wave = Wave(await told(cast))
    sheets = [wave.sheet(number % 3, f"SECRET {number}") for number in range(60)]
    async with unit_of_work(bus):
        await store(wave.row, PLAN, sheets, wave.questions)
    found = await words_of(wave)
    assert {words: row.group_number for words, row in found.items()} == {
        f"SECRET {number}": 0 if number % 3 < 2 else 1 for number in range(60)
    }
    assert not any(b"SECRET" in bytes(row.words_sealed) for row in found.values())
    in_order = [found[f"SECRET {number}"].id for number in range(60)]
    assert in_order != sorted(in_order), "the keys were drawn by lot"
    assert {key.version for key in in_order} == {4}, "no key tells a time"


async def test_a_class_in_no_word_block_an_unasked_question_and_emptiness_are_kept_nowhere(
    cast: Cast, bus: Bus
) -> None:
    wave = Wave(await told(cast))
    alien = Sheet(0, {}, {uuid4(): ("to a question of another survey", None)})
    async with unit_of_work(bus):
        sheets = [wave.sheet(7, "too few"), wave.sheet(0, "   "), alien, wave.sheet(1, "kept")]
        await store(wave.row, PLAN, sheets, wave.questions)
    assert set(await words_of(wave)) == {"kept"}


async def test_nothing_is_kept_of_a_wave_that_is_withheld(cast: Cast, bus: Bus) -> None:
    wave = Wave(await told(cast))
    async with unit_of_work(bus):
        plan = WordPlan({0: 0}, "near_former_wave")  # type: ignore[arg-type]
        assert await store(wave.row, plan, [wave.sheet(0, "kept?")], wave.questions) == []
    assert await words_of(wave) == {}


async def test_themes_count_people_and_stand_with_each_comment(cast: Cast, bus: Bus) -> None:
    wave = Wave(await told(cast))
    sheets = [wave.sheet(0, f"Too much noise here {number}") for number in range(3)]
    # Two answers of one person make no theme, whatever they repeat.
    sheets.append(wave.sheet(0, "Parking", "parking", reply=None))
    async with unit_of_work(bus):
        themes = await store(wave.row, PLAN, sheets, wave.questions)
    assert [(each["words"], each["authors"]) for each in themes] == [(["noise"], 3)]
    found = await words_of(wave)
    assert found["Too much noise here 1"].themes == [[0, 0]]
    assert found["Parking"].themes == []


async def test_a_secret_is_one_comments_and_a_second_use_does_not_stop_the_close(
    cast: Cast, bus: Bus
) -> None:
    wave = Wave(await told(cast))
    taken, free = sha256(b"one").hexdigest(), sha256(b"two").hexdigest()
    async with unit_of_work(bus):
        await store(wave.row, PLAN, [wave.sheet(0, "first", reply=taken)], wave.questions)
    async with unit_of_work(bus):
        sheets = [
            wave.sheet(0, "again", reply=taken),
            wave.sheet(0, "mine", reply=free),
            wave.sheet(1, "mine too", reply=free),
        ]
        await store(wave.row, PLAN, sheets, wave.questions)
    hashes = {words: row.reply_hash for words, row in (await words_of(wave)).items()}
    assert hashes == {"first": taken, "again": None, "mine": free, "mine too": None}


async def test_no_column_of_a_comment_leads_to_a_person_a_sheet_or_a_time(cast: Cast) -> None:
    columns = set(SurveyComment._meta.fields_map) - {"wave", "question"}
    assert columns == {
        "id",
        "wave_id",
        "question_id",
        "group_number",
        "words_sealed",
        "reply_hash",
        "themes",
    }
