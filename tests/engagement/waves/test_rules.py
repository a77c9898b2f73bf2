"""Pure rules of waves: days, turns, classes. No database."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erm.core.localized import Localized
from erm.disclosure.labels import Hierarchy
from erm.engagement.bank.content import ItemContent
from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.surveys.questions import Question
from erm.engagement.surveys.rules import SurveyRhythm
from erm.engagement.waves.calendar import days_of, first_number_from, mail_at, next_start
from erm.engagement.waves.classes import SegmentLoss, classes_of_people
from erm.engagement.waves.rotation import Asked, over_asked, questions_of_wave, seconds
from erm.engagement.waves.rules import SegmentKind
from erm.people.rules import tenure_band

ZONES = ("Pacific/Kiritimati", "Etc/GMT+12", "Asia/Tehran", "America/Sao_Paulo", "Europe/Berlin")
DAYS = st.dates(date(2024, 1, 1), date(2040, 1, 1))


@given(start=DAYS, open_days=st.integers(1, 60), zone=st.sampled_from(ZONES))
def test_everybodys_own_days_lie_within_the_waves(start: date, open_days: int, zone: str) -> None:
    days = days_of(start, open_days)
    begins, ends = days.window(zone)
    assert days.opens_at <= begins < ends <= days.closes_at
    assert ends - begins >= timedelta(days=open_days, hours=-2)


def test_the_first_and_the_last_zone_have_exactly_the_waves_ends() -> None:
    days = days_of(date(2026, 11, 22), 3)
    assert days.window("Pacific/Kiritimati")[0] == days.opens_at
    assert days.window("Etc/GMT+12")[1] == days.closes_at
    assert mail_at(days.starts_on, "Asia/Tokyo") == datetime(2026, 11, 22, tzinfo=UTC)


@given(
    rhythm=st.sampled_from([each for each in SurveyRhythm if each is not SurveyRhythm.ONCE]),
    first=DAYS,
    number=st.integers(2, 30),
    late=st.integers(0, 400),
)
def test_what_was_slept_through_is_not_made_up_for(
    rhythm: SurveyRhythm, first: date, number: int, late: int
) -> None:
    usual = next_start(rhythm, first, number)
    assert usual is not None
    found = first_number_from(rhythm, first, number, usual + timedelta(days=late))
    assert found is not None
    assert found[0] == number
    assert found[1] >= usual + timedelta(days=late)
    assert found[1] - (usual + timedelta(days=late)) < timedelta(days=93)


def test_a_survey_that_is_asked_once_has_one_wave() -> None:
    day = date(2026, 11, 22)
    assert next_start(SurveyRhythm.ONCE, day, 1) == day
    assert next_start(SurveyRhythm.ONCE, day, 2) is None
    assert first_number_from(SurveyRhythm.ONCE, day, 2, day) is None


def question(position: int, **changed: Any) -> Question:
    values: dict[str, Any] = {
        "id": UUID(int=position),
        "survey_id": UUID(int=0),
        "item_id": None,
        "position": position,
        "kind": SurveyQuestionKind.SCALE_5,
        "content": ItemContent(Localized("words")),
        "driver_id": None,
        "outcome": False,
        "reversed": False,
        "always": False,
        "echo": False,
    }
    return Question(**values | changed)


@given(
    always=st.lists(st.booleans(), min_size=2, max_size=12),
    most=st.integers(1, 12),
    waves=st.integers(2, 20),
)
def test_each_question_gets_its_turn_and_none_twice_before_another_once(
    always: list[bool], most: int, waves: int
) -> None:
    questions = [question(place, always=one) for place, one in enumerate(always, start=1)]
    most = max(most, sum(always))
    before: dict[UUID, Asked] = {}
    counts: Counter[UUID] = Counter()
    for number in range(1, waves + 1):
        asked = questions_of_wave(questions, before, most)
        assert [each.position for each in asked] == sorted(each.position for each in asked)
        assert {each.id for each in questions if each.always} <= {each.id for each in asked}
        assert len(asked) == min(most, len(questions))
        counts.update(each.id for each in asked)
        before |= {each.id: Asked(number, counts[each.id]) for each in asked}
    in_turn = [counts[each.id] for each in questions if not each.always]
    if in_turn and most > sum(always):
        assert max(in_turn) - min(in_turn) <= 1


def test_an_echo_is_asked_besides_and_all_where_no_number_is_set() -> None:
    questions = [question(1, always=True), question(2), question(3), question(4, echo=True)]
    assert [each.position for each in questions_of_wave(questions, {}, 2)] == [1, 2, 4]
    assert questions_of_wave(questions, {}, None) == questions


def test_an_usual_pulse_takes_under_a_minute() -> None:
    assert seconds([question(place) for place in range(1, 8)]) < 60
    assert seconds([question(1, kind=SurveyQuestionKind.TEXT)]) > seconds([question(1)])


def test_whoever_would_be_asked_one_question_too_many_is_not_asked() -> None:
    one, two = uuid4(), uuid4()
    assert over_asked({one: 30, two: 31}, 10, 40) == {two}


@pytest.mark.parametrize(
    ("hired_on", "band"),
    [
        (date(2025, 11, 23), "under_1"),
        (date(2025, 11, 22), "1_to_2"),
        (date(2024, 11, 22), "2_to_5"),
        (date(2021, 11, 23), "2_to_5"),
        (date(2021, 11, 22), "5_and_more"),
    ],
)
def test_tenure_is_counted_in_full_years(hired_on: date, band: str) -> None:
    assert tenure_band(hired_on, date(2026, 11, 22)) == band


DEPARTMENTS: dict[str, str | None] = {"all": None, "a": "all", "b": "all", "a1": "a", "a2": "a"}
SEGMENTS = (SegmentKind.DEPARTMENT, SegmentKind.TENURE)


@settings(max_examples=60)
@given(
    people=st.lists(
        st.tuples(
            st.sampled_from([*DEPARTMENTS, None]), st.sampled_from(["under_1", "2_to_5", None])
        ),
        max_size=60,
    ),
    minimum=st.integers(5, 12),
)
def test_no_class_is_too_small_and_the_losses_say_what_was_given_up(
    people: list[tuple[str | None, str | None]], minimum: int
) -> None:
    labels = {UUID(int=place): label for place, label in enumerate(people)}
    hierarchy = Hierarchy([each.value for each in SEGMENTS], DEPARTMENTS)
    found = classes_of_people(labels, SEGMENTS, minimum, hierarchy)
    sizes = Counter(found.class_of.values())
    assert sizes == {each.number: each.people for each in found.classes}
    told = {each.number: each.label for each in found.classes}
    if len(people) >= minimum:
        assert found.smallest >= minimum
    for person, label in labels.items():
        for place, value in enumerate(told[found.class_of[person]]):
            assert value is None or value in hierarchy.values(place, label[place])
    for place, loss in enumerate(found.losses):
        as_it_is = [
            person
            for person, label in labels.items()
            if label[place] is not None and told[found.class_of[person]][place] == label[place]
        ]
        assert loss.kept == len(as_it_is)
        assert loss.people == sum(label[place] is not None for label in labels.values())
        assert loss.values_kept == len({labels[person][place] for person in as_it_is})
        assert SegmentLoss.from_json(loss.to_json()) == loss
    assert found.combinations == len(set(people))
