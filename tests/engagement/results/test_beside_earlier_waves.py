"""A release is looked at beside the earlier ones of its survey, answers and all."""

from __future__ import annotations

import json
from uuid import UUID

from erm.disclosure.plan import Reason
from erm.engagement.results.notes import Notes
from erm.engagement.results.releasing import FormerWave, Release, former_from, groups_from
from tests.engagement.results.sheets import answered, of_question, question, release_of

PEOPLE = {UUID(int=number): 0 for number in range(20)}
SAID = [5] * 10 + [2, 3] * 5


def earlier(release: Release) -> FormerWave:
    """As it comes back from the database."""
    plan = json.loads(json.dumps(release.plan.to_json()))
    notes = Notes.from_json(json.loads(json.dumps(release.notes.to_json())))
    return FormerWave(1, former_from(plan, PEOPLE), groups_from(plan), {}, notes.totals)


def test_five_who_left_are_not_seen_to_have_agreed() -> None:
    asked = question()
    first = release_of([asked], answered(asked, SAID), invited={0: 20}, members=PEOPLE)
    stay = {person: 0 for person in PEOPLE if person.int >= 5}
    second = {
        "questions": [asked],
        "sheets": answered(asked, SAID[5:]),
        "invited": {0: 15},
        "members": stay,
    }
    careless = of_question(release_of(**second), asked)
    careful = of_question(release_of(**second, former=[earlier(first)]), asked)
    told = of_question(first, asked)
    assert told is not None
    assert careless is not None
    assert careful is not None
    assert told.exact_mean is not None
    assert careless.exact_mean is not None
    assert careful.exact_mean is not None
    assert 20 * told.exact_mean - 15 * careless.exact_mean == 500
    # Those who left would have to be five hundred together, had all of them been at the top.
    assert 20 * told.exact_mean - 15 * careful.exact_mean < 500


def test_one_who_left_keeps_the_next_wave_from_being_told() -> None:
    asked = question()
    first = release_of([asked], answered(asked, SAID), invited={0: 20}, members=PEOPLE)
    stay = {person: 0 for person in PEOPLE if person.int >= 1}
    second = release_of(
        [asked],
        answered(asked, SAID[1:]),
        invited={0: 19},
        members=stay,
        former=[earlier(first)],
    )
    assert second.plan.withheld is Reason.NEAR_FORMER_WAVE
    assert second.figures == {}


def test_totals_of_softened_answers_are_kept_for_the_next_wave() -> None:
    asked = question()
    release = release_of([asked], answered(asked, [5] * 12), members=dict.fromkeys(PEOPLE, 0))
    found = release.notes.totals[asked.id]
    assert found.blocks == {1: (12, 58, 11, 284)}
    assert found.words == {1: (0, 0, 1, 0, 11)}
    assert Notes.from_json(release.notes.to_json()) == release.notes
