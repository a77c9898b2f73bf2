"""The network of departments from the ledger: counted, and without anybody's name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import orjson
import pytest

from erm.core import clock
from erm.core.errors import InvalidInput
from erm.people.models import Department, Person
from erm.people.rules import Locale
from erm.relationships.graph import FindingKind
from erm.relationships.models import Touchpoint
from erm.relationships.network import DepartmentNetworkView, department_network
from erm.relationships.rules import TouchpointKind
from erm.relationships.ties import TieKind
from tests.cast import Cast
from tests.conftest import Api
from tests.database import query_count
from tests.digest.week import MONDAY
from tests.relationships.builders import contact, write

DAY = timedelta(days=1)
K = TouchpointKind
NETWORK = """query($days: Int!, $kinds: [TieKind!]) { departmentNetwork(days: $days, kinds: $kinds) {
  minimum days withheld departments { key name people x y insideShare reach betweenness }
  ties { key fromKey toKey contacts meetings thanks feedback pairsAtLeast }
  findings { key kind text departmentKeys } } }"""


class Company:
    """Four departments of eight, and one of four; A and B, B and C are tied."""

    a: list[Person]
    b: list[Person]
    c: list[Person]
    d: list[Person]
    tiny: list[Person]

    async def fill(self, cast: Cast) -> None:
        for name in "abcd":
            department = await cast.department(f"Department {name.upper()}")
            setattr(self, name, await cast.crowd(8, department=department))
        self.tiny = await cast.crowd(4, department=await cast.department("Tiny"))
        rows = self.row(self.a, self.b, K.ONE_ON_ONE_HELD, 5, times=4)
        rows += self.row(self.a, self.b, K.KUDOS_GIVEN, 4, times=9)
        rows += self.row(self.b, self.c, K.FEEDBACK_GIVEN, 6, times=2)
        rows += self.row(self.b, self.c, K.FEEDBACK_ASKED, 8, times=9)
        rows += self.row(self.tiny * 2, self.c, K.ONE_ON_ONE_HELD, 8, times=9)
        rows += self.row(self.a, self.d, K.ONE_ON_ONE_HELD, 6, times=4, ago=60)
        for one in range(8):
            rows += [
                contact(K.KUDOS_GIVEN, self.a[one], self.a[other], MONDAY - DAY)
                for other in range(one)
            ]
        await write(rows)

    def row(
        self, left: list[Person], right: list[Person], kind: TouchpointKind, pairs: int,
        *, times: int, ago: int = 3,
    ) -> list[Touchpoint]:  # fmt: skip
        return [
            contact(kind, one, other, MONDAY - ago * DAY)
            for one, other in list(zip(left, right, strict=True))[:pairs]
            for _ in range(times)
        ]


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.at(MONDAY):
        yield


@pytest.fixture
async def company(cast: Cast) -> Company:
    company = Company()
    await company.fill(cast)
    return company


async def network_of(cast: Cast, days: int = 30, **chosen: object) -> DepartmentNetworkView:
    found = await department_network(cast.actor(cast.hana), days=days, **chosen)  # type: ignore[arg-type]
    assert found is not None
    return found


def named(view: DepartmentNetworkView) -> dict[str, str]:
    return {each.key: each.name.removeprefix("Department ") for each in view.departments}


def tied(view: DepartmentNetworkView) -> dict[str, dict[TieKind, int]]:
    names = named(view)
    return {
        "".join(sorted((names[tie.first], names[tie.second]))): dict(tie.contacts)
        for tie in view.ties
    }


@pytest.mark.usefixtures("company")
async def test_ties_are_counted_from_the_ledger_by_department(cast: Cast) -> None:
    view = await network_of(cast)
    assert list(named(view).values()) == ["A", "B", "C", "D"], "the small ones are not on it"
    assert view.withheld == 5
    assert tied(view) == {"AB": {TieKind.MEETINGS: 20}, "BC": {TieKind.FEEDBACK: 10}}
    by_name = {each.name[-1]: each for each in view.departments}
    assert {name: each.measures.reach for name, each in by_name.items()} == {
        "A": 1, "B": 2, "C": 1, "D": 0,
    }  # fmt: skip
    assert by_name["A"].measures.inside_share == 0.6, "30 of 50, told as such"
    assert by_name["D"].measures.inside_share == 0.0
    assert [(f.kind, [named(view)[k] for k in f.department_keys]) for f in view.findings] == [
        (FindingKind.BRIDGE, ["B"]),
        (FindingKind.NO_TIE, ["D"]),
    ]


@pytest.mark.usefixtures("company")
async def test_windows_and_kinds_choose_what_is_counted(cast: Cast) -> None:
    assert set(tied(await network_of(cast, 90))) == {"AB", "BC", "AD"}
    assert tied(await network_of(cast, 30, kinds=[TieKind.MEETINGS])) == {
        "AB": {TieKind.MEETINGS: 20}
    }
    assert tied(await network_of(cast, 30, kinds=[TieKind.THANKS])) == {}
    assert tied(await network_of(cast, 30, kinds=[])) == {}
    for days in (0, 31, -30, 10**9):
        with pytest.raises(InvalidInput, match="NETWORK_DAYS_NOT_OFFERED"):
            await network_of(cast, days)


@pytest.mark.usefixtures("company")
async def test_a_fifth_pair_shows_a_tie_and_one_person_less_hides_it(
    cast: Cast, company: Company
) -> None:
    thanks = [contact(K.KUDOS_GIVEN, company.b[4], company.a[4], MONDAY - DAY)]
    await write(thanks)
    assert tied(await network_of(cast))["AB"] == {TieKind.MEETINGS: 20, TieKind.THANKS: 35}
    await cast.leave(company.a[4], MONDAY.date())
    assert "AB" not in tied(await network_of(cast)), "neither is left with five pairs"


async def test_what_a_small_department_does_changes_nothing(cast: Cast, company: Company) -> None:
    """The network with and without the contacts of four people is the same."""
    before = await network_of(cast)
    await write(company.row(company.tiny * 2, company.d, K.ONE_ON_ONE_HELD, 8, times=20))
    await write(company.row(company.tiny * 2, company.a, K.FEEDBACK_GIVEN, 8, times=20))
    assert await network_of(cast) == before


async def test_what_too_few_do_changes_nothing_not_even_a_share(
    cast: Cast, company: Company
) -> None:
    before = await network_of(cast)
    await write(company.row(company.c, company.d, K.ONE_ON_ONE_HELD, 4, times=30))
    await write([contact(K.KUDOS_GIVEN, company.d[0], company.d[1], MONDAY) for _ in range(99)])
    assert await network_of(cast) == before


@pytest.mark.usefixtures("company")
async def test_nobody_is_named_in_the_answer(cast: Cast, api: object) -> None:
    browser: Api = api(cast.hana)  # type: ignore[operator]
    answer = await browser.run(NETWORK, {"days": 365, "kinds": None})
    text = orjson.dumps(answer).decode()
    for person in cast.people:
        assert str(person.id) not in text
        assert person.given_name not in text
        assert person.work_email not in text
    network = answer["departmentNetwork"]
    assert network["minimum"] == 5
    assert {tie["fromKey"] for tie in network["ties"]} <= {d["key"] for d in network["departments"]}
    assert all(tie["pairsAtLeast"] == 5 for tie in network["ties"])
    assert all(
        tie["contacts"] == tie["meetings"] + tie["thanks"] + tie["feedback"]
        for tie in network["ties"]
    )


@pytest.mark.usefixtures("company")
async def test_findings_are_told_in_the_language_of_the_reader(cast: Cast) -> None:
    texts = [finding.text for finding in (await network_of(cast)).findings]
    assert texts == [
        "Department B holds parts of the company together: without it nothing would tie them",
        "Department D has no tie to another department that at least five pairs of people make up",
    ]
    cast.hana.locale = Locale.RU
    texts = [finding.text for finding in (await network_of(cast)).findings]
    assert texts[0].startswith("«Department B» связывает части компании")


async def test_a_tie_that_rests_on_one_is_told_without_a_name(cast: Cast, company: Company) -> None:
    rows = [contact(K.ONE_ON_ONE_HELD, company.c[0], other, MONDAY) for other in company.d * 5]
    rows += company.row(company.c, company.d, K.ONE_ON_ONE_HELD, 8, times=1)
    await write(rows)
    (finding,) = [
        f for f in (await network_of(cast)).findings if f.kind is FindingKind.OVER_RELIANCE
    ]
    assert finding.text == (
        "Department C and Department D: more than half of the contacts between them rest on "
        "one person"
    )


async def test_the_network_takes_the_same_queries_for_1_20_and_200_departments(cast: Cast) -> None:
    counts = []
    for size in (1, 19, 180):
        departments = [Department(name=f"D{size}-{n}", created_at=MONDAY) for n in range(size)]
        await Department.bulk_create(departments)
        rows = []
        for department in departments[:20]:
            crowd = await cast.crowd(5, department=department)
            rows += [contact(K.KUDOS_GIVEN, crowd[0], other, MONDAY) for other in crowd[1:]]
        await write(rows)
        with query_count() as queries:
            await network_of(cast)
        counts.append(queries.count)
    assert set(counts) == {4}
