"""The directory through the API."""

from __future__ import annotations

from datetime import timedelta

import pytest

from erm.core import clock
from erm.core.ids import new_id
from erm.people import queries
from erm.people.models import Bond, Person
from erm.people.rules import BondKind
from erm.schema.ids import to_global
from tests.database import query_count

PEOPLE = """
query ($search: String, $department: ID, $left: Boolean, $first: Int, $after: String) {
  people(search: $search, departmentId: $department, includeLeft: $left,
         first: $first, after: $after) {
    totalCount pageInfo { hasNextPage hasPreviousPage endCursor } edges { node { givenName } }
  }
}
"""
PERSON = """
query ($id: ID!) { person(id: $id) {
  name workEmail employeeNumber hasLeft leftOn isViewer title
  department { name path headCount } manager { name } managerChain { name }
  directReportCount directReports { totalCount edges { node { name } } }
  history { kind startsOn endsOn person { name } department { name } }
} }
"""


def names(answer) -> list[str]:
    return [edge["node"]["givenName"] for edge in answer["people"]["edges"]]


def gid(person) -> str:
    return to_global("Person", person.id)


async def test_the_directory_lists_who_is_there_by_name_and_pages(cast, api) -> None:
    browser, found, after = api(cast.cy), [], None
    while True:
        page = await browser.run(PEOPLE, {"first": 4, "after": after})
        found += names(page)
        assert page["people"]["totalCount"] == 9
        assert page["people"]["pageInfo"]["hasPreviousPage"] is (after is not None)
        if not page["people"]["pageInfo"]["hasNextPage"]:
            break
        after = page["people"]["pageInfo"]["endCursor"]
    assert found == ["Ada", "Ann", "Bo", "Cy", "Hana", "Max", "Mo", "Old", "Zed"]


async def test_those_who_left_are_listed_when_asked_for(cast, api) -> None:
    assert "Dee" in names(await api(cast.cy).run(PEOPLE, {"left": True}))
    assert "Dee" not in names(await api(cast.cy).run(PEOPLE, {}))


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("ann", ["Ann"]),
        ("TEST ann", ["Ann"]),
        ("head", ["Max", "Mo"]),
        ("ann@erm", ["Ann"]),
        ("елена", ["Елена"]),
        ("артем", ["Артём"]),
        ("АРТЁМ", ["Артём"]),
        ("jose", ["José"]),
        ("100%", []),
        ("_", []),
        ("' OR 1=1 --", []),
        ("nobody", []),
    ],
)
async def test_search_finds_every_word_whatever_its_case_and_accents(
    cast, api, search, found
) -> None:
    await cast.person("Елена", family_name="Воронцова", work_email="e@x.test")
    await cast.person("Артём", family_name="Гусев", work_email="a@x.test")
    await cast.person("José", family_name="García", work_email="j@x.test")
    assert names(await api(cast.cy).run(PEOPLE, {"search": search})) == found


async def test_a_leaver_s_address_cannot_be_found_out_by_searching(cast, api) -> None:
    asked = {"search": "dee@erm", "left": True}
    assert names(await api(cast.ann).run(PEOPLE, asked)) == []
    assert names(await api(cast.mo).run(PEOPLE, asked)) == []
    assert names(await api(cast.hana).run(PEOPLE, asked)) == ["Dee"]
    assert names(await api(cast.ann).run(PEOPLE, {"search": "dee", "left": True})) == ["Dee"]


async def test_a_department_stands_for_those_below_it(cast, api) -> None:
    browser = api(cast.ann)
    tree = (await browser.run("{ departments { id path headCount parent { name } } }"))[
        "departments"
    ]
    assert [(d["path"][-1], d["headCount"], d["parent"] and d["parent"]["name"]) for d in tree] == [
        ("Company", 9, None),
        ("Engineering", 4, "Company"),
        ("People", 2, "Company"),
        ("Sales", 2, "Company"),
    ]
    everyone = await browser.run(PEOPLE, {"department": tree[0]["id"]})
    assert everyone["people"]["totalCount"] == 9
    assert names(await browser.run(PEOPLE, {"department": tree[1]["id"]})) == [
        "Ann",
        "Bo",
        "Mo",
        "Old",
    ]
    of_one = await browser.run(
        "query ($id: ID!) { department(id: $id) { name people { totalCount } } }",
        {"id": tree[3]["id"]},
    )
    assert of_one["department"] == {"name": "Sales", "people": {"totalCount": 2}}


async def test_a_profile_shows_where_somebody_stands(cast, api) -> None:
    shown = (await api(cast.bo).run(PERSON, {"id": gid(cast.ann)}))["person"]
    assert (shown["name"], shown["isViewer"]) == ("Ann Test", False)
    assert shown["department"] == {
        "name": "Engineering",
        "path": ["Company", "Engineering"],
        "headCount": 4,
    }
    assert [p["name"] for p in shown["managerChain"]] == ["Mo Test", "Zed Test"]
    mo = (await api(cast.bo).run(PERSON, {"id": gid(cast.mo)}))["person"]
    assert mo["directReportCount"] == mo["directReports"]["totalCount"] == 2
    assert [e["node"]["name"] for e in mo["directReports"]["edges"]] == ["Ann Test", "Bo Test"]


# Who may see what of Ann (of Dee for the address), for every relation.
TABLE = {
    "ann": (True, True, False),
    "mo": (False, True, False),
    "old": (False, False, False),
    "zed": (False, False, False),
    "bo": (False, False, False),
    "cy": (False, False, False),
    "hana": (True, True, True),
    "ada": (True, True, True),
}


@pytest.mark.parametrize("who", TABLE)
async def test_numbers_history_and_leavers_addresses_are_for_those_they_concern(
    cast, api, who
) -> None:
    number, history, address = TABLE[who]
    browser = api(getattr(cast, who))
    ann = (await browser.run(PERSON, {"id": gid(cast.ann)}))["person"]
    dee = (await browser.run(PERSON, {"id": gid(cast.dee)}))["person"]
    assert ann["workEmail"] == "ann@erm.test"
    assert (ann["employeeNumber"] == "1001") is number
    assert bool(ann["history"]) is history
    assert (dee["workEmail"] == "dee@erm.test") is address
    if history:
        assert [
            (e["kind"], (e["person"] or e["department"])["name"], e["endsOn"] is None)
            for e in ann["history"]
        ] == [
            ("MANAGER", "Mo Test", True),
            ("MANAGER", "Old Test", False),
            ("DEPARTMENT", "Engineering", True),
        ]


async def test_nobody_signed_in_sees_nothing(cast, api) -> None:
    for query, variables in (
        (PEOPLE, {}),
        (PERSON, {"id": gid(cast.ann)}),
        ("{ departments { name } }", {}),
        ("{ orgChart { name } }", {}),
        ("{ dataQuality { peopleCount } }", {}),
        (
            "query ($id: ID!) { department(id: $id) { name } }",
            {"id": to_global("Department", cast.sales.id)},
        ),
    ):
        answer = await api(None).execute(query, variables)
        assert answer["errors"][0]["extensions"]["code"] == "NOT_SIGNED_IN", query
        assert not any((answer.get("data") or {}).values())


async def test_odd_arguments_are_refused_with_a_code(cast, api) -> None:
    browser = api(cast.ann)
    for query, variables, code in (
        (PERSON, {"id": "x"}, "ID_INVALID"),
        (PERSON, {"id": to_global("Department", cast.sales.id)}, "ID_INVALID"),
        (PEOPLE, {"first": 0}, "PAGE_SIZE_OUT_OF_RANGE"),
        (PEOPLE, {"first": 101}, "PAGE_SIZE_OUT_OF_RANGE"),
        (PEOPLE, {"after": "x"}, "CURSOR_INVALID"),
        (PEOPLE, {"after": "WzFd"}, "CURSOR_INVALID"),
        (PEOPLE, {"department": gid(cast.ann)}, "ID_INVALID"),
    ):
        answer = await browser.execute(query, variables)
        assert answer["errors"][0]["extensions"]["code"] == code
    unknown = await browser.run(PERSON, {"id": to_global("Person", new_id())})
    assert unknown["person"] is None
    assert len(names(await browser.run(PEOPLE, {"search": "\u0000"}))) == 9


async def test_the_chart_begins_with_those_who_manage_without_a_manager(cast, api) -> None:
    await cast.person("Aaron")
    chart = (await api(cast.ann).run("{ orgChart { givenName directReportCount } }"))["orgChart"]
    assert chart == [
        {"givenName": "Zed", "directReportCount": 5},
        {"givenName": "Aaron", "directReportCount": 0},
    ]


async def test_the_reports_of_a_manager_who_left_stand_at_the_top(cast, api) -> None:
    await cast.leave(cast.mo)
    chart = (await api(cast.ann).run("{ orgChart { givenName } }"))["orgChart"]
    assert {p["givenName"] for p in chart} == {"Zed", "Ann", "Bo"}
    person = (await api(cast.ann).run(PERSON, {"id": gid(cast.ann)}))["person"]
    assert person["manager"] is None


async def test_a_circle_of_managers_hangs_nobody(cast, api) -> None:
    await cast.bond(cast.zed, cast.ann)
    shown = (await api(cast.ann).run(PERSON, {"id": gid(cast.ann)}))["person"]
    assert [p["name"] for p in shown["managerChain"]] == ["Mo Test", "Zed Test"]


@pytest.mark.parametrize("count", [1, 20, 90])
async def test_a_list_takes_the_same_queries_whatever_its_length(cast, api, count) -> None:
    await cast.crowd(count, manager=cast.bo, department=cast.sales)
    browser = api(cast.ann)
    await browser.run("{ viewer { person { name } } }")
    query = """{ people(first: 100) { totalCount edges { node {
      name title workEmail department { name } manager { name } directReportCount } } } }"""
    with query_count() as queries_made:
        answer = await browser.run(query)
    assert len(answer["people"]["edges"]) == min(100, 9 + count)
    # Actor 2, number and page 2, departments 1 + 2, managers 1 + 1, reports 2.
    assert queries_made.count == 10


@pytest.mark.parametrize("count", [1, 20, 90])
async def test_a_level_of_the_chart_takes_the_same_queries_whatever_its_width(
    cast, api, count
) -> None:
    await cast.crowd(count, manager=cast.zed)
    browser = api(cast.ann)
    await browser.run("{ viewer { person { name } } }")
    query = """{ orgChart { name directReports(first: 100) { edges { node {
      name directReportCount directReports(first: 3) { edges { node { name } } } } } } } }"""
    with query_count() as queries_made:
        await browser.run(query)
    # Actor 2, tops 3, two levels of reports 2 + 1 each.
    assert queries_made.count == 10


async def test_one_changes_one_s_own_language_and_zone(cast, api) -> None:
    browser = api(cast.ann)
    change = """mutation ($locale: Locale, $zone: String) {
      updateMyProfile(input: {locale: $locale, timeZone: $zone}) {
        ... on UpdateMyProfileSuccess { viewer { locale timeZone person { locale timeZone } } }
        ... on Refusal { code field message } } }"""
    answer = await browser.run(change, {"locale": "RU", "zone": "Asia/Yerevan"})
    assert answer["updateMyProfile"]["viewer"] == {
        "locale": "RU",
        "timeZone": "Asia/Yerevan",
        "person": {"locale": "RU", "timeZone": "Asia/Yerevan"},
    }
    for zone in ("Mars/Olympus", "", "../../etc/passwd", "\u0000"):
        refused = (await browser.run(change, {"zone": zone}))["updateMyProfile"]
        assert (refused["code"], refused["field"]) == ("TIME_ZONE_UNKNOWN", "timeZone")
        assert "пояс" in refused["message"]
    person = await Person.get(id=cast.ann.id)
    assert (person.time_zone, person.version) == ("Asia/Yerevan", 2)
    assert (await Person.get(id=cast.bo.id)).version == 1


async def test_bonds_of_other_kinds_and_times_make_no_manager(cast, actor_of) -> None:
    day = clock.today()
    await cast.bond(cast.cy, cast.ann, kind=BondKind.MENTOR)
    await Bond.filter(subject_id=cast.bo.id).delete()
    await cast.bond(cast.bo, cast.zed, starts_on=day + timedelta(days=1))
    managers = await queries.managers_of([cast.cy.id, cast.bo.id])
    assert managers == {cast.cy.id: cast.max.id}
