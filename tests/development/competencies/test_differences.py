"""What a new version says otherwise, in sentences."""

from __future__ import annotations

from dataclasses import replace

from erm.development.competencies.content import Expectation, LevelWords, TrackWords
from erm.development.competencies.differences import differences
from tests.development.competencies.building import CONTENT, both, words


def test_each_change_is_told_once_and_what_follows_from_it_not_at_all() -> None:
    engineer, manager = CONTENT.tracks
    junior, middle, senior = engineer.levels
    _, delivery, leading = CONTENT.competencies
    reworded = tuple(
        Expectation("engineer", "middle", both("Designs more")) if e.level == "middle" else e
        for e in delivery.expectations
    )
    after = replace(
        CONTENT,
        families=(replace(CONTENT.families[0], names=both("Skill")), CONTENT.families[1]),
        tracks=(
            TrackWords(
                "engineer",
                engineer.names,
                (junior, LevelWords("solid", both("Solid")), replace(middle, leads_to=()), senior),
            ),
            replace(manager, levels=manager.levels[:1]),
        ),
        competencies=(
            replace(delivery, expectations=reworded, family="people"),
            replace(
                leading,
                names=both("Leadership"),
                descriptions=both("Else"),
                expectations=leading.expectations[1:2],
            ),
            words("writing", "craft", engineer_junior="Writes"),
        ),
    )
    assert [each.message("en") for each in differences(CONTENT, after)] == [
        "The family “Craft” is now called “Skill”.",
        "New level in “Engineer”: Solid.",
        "“Middle” is now level 3 of “Engineer”.",
        "“Middle” in “Engineer” leads elsewhere.",
        "“Senior” is now level 4 of “Engineer”.",
        "The level “Head” in “Manager” is gone.",
        "The competency “Delivery” now belongs to “People”.",
        "“Delivery” asks something else at the level “Middle” of “Engineer”.",
        "The competency “Leading” is now called “Leadership”.",
        "The competency “Leadership” is described in other words.",
        "“Leadership” is no longer asked at the level “Senior” of “Engineer”.",
        "New competency: Writing.",
        "The competency “Testing” is gone.",
    ]
    assert "Новая компетенция: Writing по-русски." in [
        each.message("ru") for each in differences(CONTENT, after)
    ]
