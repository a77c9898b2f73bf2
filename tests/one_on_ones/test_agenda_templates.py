"""Built-in templates, and everybody's own, which nobody else sees."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from erm.core.clock import now
from erm.core.errors import DomainError
from erm.core.language import languages
from erm.one_on_ones import queries
from erm.one_on_ones.commands import series, talking_points, templates
from erm.one_on_ones.errors import (
    MeetingNotFound,
    StaleVersion,
    TemplateNotFound,
    TooManyTalkingPoints,
    TooManyTemplates,
)
from erm.one_on_ones.models import AgendaTemplate, TalkingPoint
from erm.one_on_ones.rules import POINTS_MAXIMUM, TEMPLATES_MAXIMUM, Cadence, Visibility
from erm.one_on_ones.templates import built_in
from erm.one_on_ones.views import TemplatePointView, TemplateView
from erm.people.models import Person
from tests.cast import Cast
from tests.one_on_ones.conftest import Doing

TWO = [TemplatePointView("What is new?", True), TemplatePointView("What is old?", False)]


@pytest.fixture
async def meeting(cast: Cast, do: Doing) -> UUID:
    begun = await do(
        series.start_series(
            cast.actor(cast.mo),
            person_id=cast.ann.id,
            cadence=Cadence.WEEKLY,
            first_meeting_at=now() + timedelta(days=1),
        )
    )
    return (await queries.current_meetings_of(cast.actor(cast.mo), [begun.id]))[begun.id].id


async def saved(cast: Cast, do: Doing, person: Person, name: str = "Mine") -> TemplateView:
    return await do(
        templates.save_agenda_template(
            cast.actor(person), template_id=None, version=None, name=name, points=TWO
        )
    )


async def own(cast: Cast, person: Person) -> list[TemplateView]:
    found = await queries.agenda_templates(cast.actor(person))
    return [each for each in found if each.id is not None]


# ---- built in ----------------------------------------------------------------------------------


def test_the_same_templates_come_in_every_language_in_words_of_their_own() -> None:
    english = built_in("en")
    assert len(english) >= 8
    for language in languages():
        told = built_in(language)
        assert list(told) == list(english)
        for key, template in told.items():
            shape = [point.recurring for point in template.points]
            assert shape == [point.recurring for point in english[key].points]
            assert 4 <= len(shape) <= 8
            assert template.name
            assert template.description
            if language != "en":
                assert not {p.body for p in template.points} & {p.body for p in english[key].points}
    assert any(point.recurring for each in english.values() for point in each.points)


async def test_built_in_ones_come_in_the_readers_language_before_ones_own(
    cast: Cast, do: Doing
) -> None:
    vera = await cast.person("Vera", manager=cast.mo, locale="ru")
    for name in ("Zebra", "Apple"):
        await saved(cast, do, vera, name)
    found = await queries.agenda_templates(cast.actor(vera))
    assert [each.name for each in found if each.id is None] == [
        each.name for each in built_in("ru").values()
    ]
    assert [each.name for each in found][-2:] == ["Apple", "Zebra"]


# ---- the wrong person --------------------------------------------------------------------------


async def test_a_template_is_its_owners_alone(cast: Cast, do: Doing, meeting: UUID) -> None:
    mine = await saved(cast, do, cast.ann)
    assert mine.id is not None
    for person in (cast.mo, cast.zed, cast.hana, cast.ada, cast.bo):
        actor = cast.actor(person)
        assert await own(cast, person) == []
        assert await queries.templates_by_ids(actor, [mine.id]) == {}
        with pytest.raises(TemplateNotFound):
            await do(
                templates.save_agenda_template(
                    actor, template_id=mine.id, version=1, name="Taken", points=TWO
                )
            )
        with pytest.raises(TemplateNotFound):
            await do(templates.delete_agenda_template(actor, template_id=mine.id))
    with pytest.raises(TemplateNotFound):
        await do(
            templates.apply_agenda_template(
                cast.actor(cast.mo), meeting_id=meeting, template=mine.id
            )
        )
    assert await own(cast, cast.ann) == [mine]
    assert await TalkingPoint.all().count() == 0


async def test_nobody_else_applies_a_template_to_a_meeting_of_two(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    for person in (cast.zed, cast.hana, cast.ada, cast.bo, cast.old):
        with pytest.raises(MeetingNotFound):
            await do(
                templates.apply_agenda_template(
                    cast.actor(person), meeting_id=meeting, template="weekly"
                )
            )
    assert await TalkingPoint.all().count() == 0


# ---- keeping one's own -------------------------------------------------------------------------


async def test_one_is_kept_changed_and_taken_away(cast: Cast, do: Doing) -> None:
    ann = cast.actor(cast.ann)
    mine = await saved(cast, do, cast.ann)
    assert (mine.name, mine.points, mine.version) == ("Mine", tuple(TWO), 1)
    changed = await do(
        templates.save_agenda_template(
            ann, template_id=mine.id, version=1, name="Ours", points=TWO[:1]
        )
    )
    assert (changed.name, changed.points, changed.version) == ("Ours", tuple(TWO[:1]), 2)
    for version in (1, None):
        with pytest.raises(StaleVersion):
            await do(
                templates.save_agenda_template(
                    ann, template_id=mine.id, version=version, name="Lost", points=TWO
                )
            )
    assert await own(cast, cast.ann) == [changed]
    assert mine.id is not None
    assert await do(templates.delete_agenda_template(ann, template_id=mine.id)) == mine.id
    assert await own(cast, cast.ann) == []
    with pytest.raises(TemplateNotFound):
        await do(templates.delete_agenda_template(ann, template_id=mine.id))


@pytest.mark.parametrize(
    ("name", "points", "code", "field"),
    [
        (" ", TWO, "TEXT_REQUIRED", "name"),
        ("x" * 121, TWO, "TEXT_TOO_LONG", "name"),
        ("x", [], "AGENDA_TEMPLATE_WITHOUT_POINTS", "points"),
        ("x", TWO * 16, "TOO_MANY_AGENDA_TEMPLATE_POINTS", "points"),
        ("x", [TemplatePointView(" ", False)], "TEXT_REQUIRED", "points"),
        ("x", [TemplatePointView("x" * 2001, False)], "TEXT_TOO_LONG", "points"),
    ],
)
async def test_an_empty_or_endless_template_is_refused(
    cast: Cast, do: Doing, name: str, points: list[TemplatePointView], code: str, field: str
) -> None:
    with pytest.raises(DomainError) as refused:
        await do(
            templates.save_agenda_template(
                cast.actor(cast.ann), template_id=None, version=None, name=name, points=points
            )
        )
    assert (refused.value.code, refused.value.field) == (code, field)
    assert await AgendaTemplate.all().count() == 0


async def test_a_person_keeps_so_many_templates(cast: Cast, do: Doing) -> None:
    await AgendaTemplate.bulk_create(
        [
            AgendaTemplate(owner_id=cast.ann.id, name=f"{n}", points=[], created_at=now())
            for n in range(TEMPLATES_MAXIMUM)
        ]
    )
    with pytest.raises(TooManyTemplates):
        await saved(cast, do, cast.ann)
    await saved(cast, do, cast.mo)


# ---- applying ----------------------------------------------------------------------------------


async def test_applying_adds_shared_points_at_the_end_and_doubles_none_that_is_open(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    ann, mo = cast.actor(cast.ann), cast.actor(cast.mo)
    await do(talking_points.add_talking_point(mo, meeting_id=meeting, body="  what IS\nnew? "))
    mine = await saved(cast, do, cast.ann)
    assert mine.id is not None
    assert await do(templates.apply_agenda_template(ann, meeting_id=meeting, template=mine.id)) == (
        meeting,
        1,
    )
    points = (await queries.talking_points_of(mo, [meeting]))[meeting]
    assert [(p.body, p.author_id, p.visibility) for p in points[1:]] == [
        ("What is old?", cast.ann.id, Visibility.SHARED)
    ]
    assert await do(templates.apply_agenda_template(ann, meeting_id=meeting, template=mine.id)) == (
        meeting,
        0,
    )
    weekly = built_in("en")["weekly"].points
    assert await do(templates.apply_agenda_template(mo, meeting_id=meeting, template="weekly")) == (
        meeting,
        len(weekly),
    )
    points = (await queries.talking_points_of(ann, [meeting]))[meeting]
    assert [(p.body, p.recurring) for p in points[2:]] == [(p.body, p.recurring) for p in weekly]


async def test_applying_tells_nothing_of_the_others_private_points(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    await do(
        talking_points.add_talking_point(
            cast.actor(cast.ann),
            meeting_id=meeting,
            body="What is old?",
            visibility=Visibility.PRIVATE,
        )
    )
    mine = await saved(cast, do, cast.mo)
    assert mine.id is not None
    _, added = await do(
        templates.apply_agenda_template(cast.actor(cast.mo), meeting_id=meeting, template=mine.id)
    )
    assert added == 2


async def test_an_unknown_template_and_a_full_list_add_nothing(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    ann = cast.actor(cast.ann)
    with pytest.raises(TemplateNotFound):
        await do(templates.apply_agenda_template(ann, meeting_id=meeting, template="no-such"))
    mine = await saved(cast, do, cast.ann)
    assert mine.id is not None
    await do(talking_points.add_talking_point(ann, meeting_id=meeting, body="one"))
    row = await TalkingPoint.get(meeting_id=meeting)
    await TalkingPoint.bulk_create(
        [
            TalkingPoint(
                series_id=row.series_id,
                meeting_id=meeting,
                author_id=cast.ann.id,
                body=f"{n}",
                position=n,
                created_at=now(),
            )
            for n in range(2, POINTS_MAXIMUM)
        ]
    )
    with pytest.raises(TooManyTalkingPoints):
        await do(templates.apply_agenda_template(ann, meeting_id=meeting, template=mine.id))
    assert await TalkingPoint.all().count() == POINTS_MAXIMUM - 1
