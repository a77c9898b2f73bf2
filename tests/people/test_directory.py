"""The directory as its readers see it."""

from erm.core.clock import today
from erm.people import queries
from tests.database import query_count


async def test_people_are_found_by_id_whoever_asks(cast, actor_of) -> None:
    with query_count() as queries_made:
        found = await queries.people_by_ids(actor_of(cast.cy), [cast.ann.id, cast.dee.id])
    assert queries_made.count == 1
    assert found[cast.ann.id].name == "Ann Test"
    assert found[cast.ann.id].work_email == "ann@erm.test"
    assert found[cast.dee.id].has_left


async def test_a_leaver_s_address_is_told_to_hr_administrators_and_themselves_only(
    cast, actor_of
) -> None:
    told = {
        who: (await queries.people_by_ids(actor_of(getattr(cast, who)), [cast.dee.id]))[
            cast.dee.id
        ].work_email
        is not None
        for who in ("ann", "mo", "zed", "hana", "ada", "dee")
    }
    assert told == {
        "ann": False, "mo": False, "zed": False, "hana": True, "ada": True, "dee": True,
    }  # fmt: skip


async def test_managers_are_those_of_today(cast) -> None:
    everyone = [p.id for p in cast.people]
    managers = await queries.managers_of(everyone)
    assert managers[cast.ann.id] == cast.mo.id
    assert managers[cast.mo.id] == cast.zed.id
    assert cast.zed.id not in managers
    assert cast.dee.id not in managers
    assert await queries.report_ids_of(cast.mo.id) == {cast.ann.id, cast.bo.id}


async def test_a_manager_who_has_left_is_nobody_s_manager(cast) -> None:
    await cast.leave(cast.mo, today())
    assert await queries.manager_of(cast.ann.id) is None
