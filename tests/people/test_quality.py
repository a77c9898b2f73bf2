"""Data quality: every kind is found, and nothing else."""

from datetime import date, timedelta

from erm.core import clock
from erm.people.models import Person
from erm.people.quality import DataQualityKind, data_quality
from tests.database import query_count

QUALITY = """
query ($kind: DataQualityKind) { dataQuality { peopleCount counts { kind count }
  issues(kind: $kind) { totalCount edges { node { key kind reason people { name } } } } } }
"""


async def found(cast, actor_of, kind):
    report = await data_quality(actor_of(cast.ada))
    return [issue for issue in report.issues if issue.kind is kind]


async def fresh(cast) -> None:
    """Make the cast's own records good ones."""
    await Person.filter(id__in=[p.id for p in cast.people]).update(updated_at=clock.now())


async def test_a_good_directory_has_nothing_to_look_at(cast, actor_of) -> None:
    await fresh(cast)
    report = await data_quality(actor_of(cast.ada))
    assert (report.people_count, report.issues) == (9, ())


async def test_probable_duplicates_are_told_once_with_their_sign(cast, actor_of) -> None:
    await fresh(cast)
    now = {"updated_at": clock.now(), "manager": cast.mo}
    one = await cast.person("Иван", family_name="Кузнецов", hired_on=date(2021, 1, 2), **now)
    two = await cast.person(
        "Кузнецов", family_name="Иван", hired_on=date(2021, 1, 2), work_email="ik@x.test", **now
    )
    three = await cast.person("Léa", family_name="Roy", department=cast.sales, **now)
    four = await cast.person(
        "Lea",
        family_name="Roy",
        department=cast.sales,
        hired_on=date(2022, 1, 1),
        work_email="other@x.test",
        **now,
    )
    five = await cast.person("Samuel", family_name="Poe", work_email="sam.poe@x.test", **now)
    six = await cast.person("Sam", family_name="Poe", work_email="sampoe2@y.test", **now)
    await cast.person("Sam", family_name="Other", work_email="sampoe3@y.test", **now)
    issues = await found(cast, actor_of, DataQualityKind.PROBABLE_DUPLICATE)
    assert [(set(i.person_ids), i.reason) for i in issues] == [
        ({one.id, two.id}, "SAME_NAME_AND_HIRE_DATE"),
        ({three.id, four.id}, "SAME_NAME_AND_DEPARTMENT"),
        ({five.id, six.id}, "SIMILAR_ADDRESS"),
    ]
    again = await found(cast, actor_of, DataQualityKind.PROBABLE_DUPLICATE)
    assert [i.key for i in again] == [i.key for i in issues]


async def test_people_without_manager_or_department_are_found_and_tops_are_not(
    cast, actor_of
) -> None:
    alone = await cast.person("Alone")
    assert [i.person_ids for i in await found(cast, actor_of, DataQualityKind.NO_MANAGER)] == [
        (alone.id,)
    ]
    assert [i.person_ids for i in await found(cast, actor_of, DataQualityKind.NO_DEPARTMENT)] == [
        (alone.id,)
    ]


async def test_an_incomplete_profile_names_what_is_missing(cast, actor_of) -> None:
    person = await cast.person("Half", title="", hired_on=None)
    (issue,) = await found(cast, actor_of, DataQualityKind.INCOMPLETE_PROFILE)
    assert (issue.person_ids, issue.fields) == ((person.id,), ("title", "hired_on"))


async def test_a_record_is_stale_after_eighteen_months(cast, actor_of) -> None:
    await fresh(cast)
    await Person.filter(id=cast.bo.id).update(updated_at=clock.now() - timedelta(days=540))
    assert await found(cast, actor_of, DataQualityKind.STALE_RECORD) == []
    await Person.filter(id=cast.bo.id).update(updated_at=clock.now() - timedelta(days=550))
    (issue,) = await found(cast, actor_of, DataQualityKind.STALE_RECORD)
    assert issue.person_ids == (cast.bo.id,)


async def test_circles_and_managers_who_left_are_found(cast, actor_of) -> None:
    await cast.change_manager(cast.max, cast.cy)
    await cast.leave(cast.mo)
    (cycle,) = await found(cast, actor_of, DataQualityKind.MANAGER_CYCLE)
    assert set(cycle.person_ids) == {cast.max.id, cast.cy.id}
    left = await found(cast, actor_of, DataQualityKind.MANAGER_LEFT)
    assert {i.person_ids for i in left} == {(cast.ann.id, cast.mo.id), (cast.bo.id, cast.mo.id)}


async def test_only_administrators_see_it_and_in_their_language(cast, api) -> None:
    await Person.filter(id=cast.ada.id).update(locale="ru")
    await cast.person("Half", title="", hired_on=None, manager=cast.mo, department=cast.sales)
    answer = (await api(cast.ada).run(QUALITY, {"kind": "INCOMPLETE_PROFILE"}))["dataQuality"]
    (edge,) = answer["issues"]["edges"]
    assert edge["node"]["reason"] == "Не заполнено: должность и дата приёма."
    assert edge["node"]["people"] == [{"name": "Half Test"}]
    assert {"kind": "INCOMPLETE_PROFILE", "count": 1} in answer["counts"]
    for who in (cast.zed, cast.mo, cast.ann, cast.hana):
        assert (await api(who).run(QUALITY))["dataQuality"] is None


async def test_it_takes_the_same_queries_whatever_the_number_of_people(cast, actor_of) -> None:
    counts = []
    for _ in range(3):
        with query_count() as queries:
            await data_quality(actor_of(cast.ada))
        counts.append(queries.count)
        await cast.crowd(100)
    assert counts == [4, 4, 4]
