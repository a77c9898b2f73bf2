"""Importing people: what a file does, and that it does all of it or nothing."""

from datetime import date, timedelta

import pytest

from erm.core import clock
from erm.core.actor import SYSTEM
from erm.core.errors import DomainError
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.people import events, queries
from erm.people.errors import AdministratorsOnly, ImportGuarded, ImportHasProblems
from erm.people.importing.applying import apply_import
from erm.people.importing.kinds import ChangeKind, GuardKind, ProblemCode
from erm.people.importing.planning import plan_import
from erm.people.models import Bond, Department, DepartmentMembership, Person
from erm.people.rules import Locale

TODAY = date(2024, 5, 6)
EVERYTHING = tuple(GuardKind)

FIRST = """\
Email;First name;Last name;Job title;Department;Manager;Employee ID;Time zone;Language;Start date
ceo@a.test;Zoë;Chief;Chief;Company;;1;Europe/Berlin;en;2015-01-01
mo@a.test;Mo;Manager;Head;Company > Engineering;ceo@a.test;2;Europe/Berlin;en;01.02.2018
ann@a.test;Ann;Engineer;Engineer;Company > Engineering;2;3;Asia/Yerevan;ru;2020-03-04
bo@a.test;Bo;Engineer;Engineer;Engineering;mo@a.test;4;;;
"""


async def plan(text: str | bytes, day: date = TODAY):
    content = text.encode() if isinstance(text, str) else text
    return await plan_import(content, "people.csv", day, default_time_zone="Europe/Lisbon")


async def import_(text: str | bytes, day: date = TODAY, allow=EVERYTHING, bus=None, actor=SYSTEM):
    async with unit_of_work(bus or Bus()):
        made = await plan(text, day)
        await apply_import(actor, made, allow)
    return made


async def person(email: str) -> Person:
    return await Person.get(work_email=email)


@pytest.fixture
def heard() -> list:
    return []


@pytest.fixture
def bus(heard) -> Bus:
    bus = Bus()

    async def listen(event) -> None:
        heard.append(event)

    for kind in (
        events.PersonJoined,
        events.PersonChanged,
        events.PersonLeft,
        events.ManagerChanged,
    ):
        bus.subscribe(kind, listen)
    return bus


async def test_a_company_comes_from_a_file(db, bus, heard) -> None:
    made = await import_(FIRST, bus=bus)
    assert (made.encoding, made.delimiter, made.row_count) == ("UTF-8", ";", 4)
    assert made.count(ChangeKind.ADDED) == 4
    ann, bo = await person("ann@a.test"), await person("bo@a.test")
    assert (ann.given_name, ann.family_name, ann.time_zone, ann.locale) == (
        "Ann",
        "Engineer",
        "Asia/Yerevan",
        Locale.RU,
    )
    assert (ann.hired_on, ann.employee_number) == (date(2020, 3, 4), "3")
    assert (bo.time_zone, bo.locale, bo.hired_on) == ("Europe/Lisbon", Locale.EN, None)
    with clock.at(clock.now()):
        assert await queries.managers_of([ann.id, bo.id]) == {
            ann.id: (await person("mo@a.test")).id,
            bo.id: (await person("mo@a.test")).id,
        }
        tree = await queries.departments(SYSTEM)
    assert [(d.path, d.head_count) for d in tree] == [
        (("Company",), 4),
        (("Company", "Engineering"), 3),
    ]
    assert sorted(type(e).__name__ for e in heard) == ["ManagerChanged"] * 3 + ["PersonJoined"] * 4


async def test_the_same_file_again_changes_nothing(db) -> None:
    await import_(FIRST)
    again = await plan(FIRST)
    assert (again.changes, again.unchanged, again.can_apply) == ((), 4, False)


async def test_a_changed_manager_and_department_hold_from_today_and_the_past_stays(
    db, bus, heard
) -> None:
    await import_(FIRST)
    later = TODAY + timedelta(days=100)
    changed = FIRST.replace(
        "Engineer;Company > Engineering;2;3", "Lead;Company > Research;ceo@a.test;3"
    )
    made = await import_(changed, later, bus=bus)
    (change,) = made.changes
    assert (change.kind, change.line, change.name) == (ChangeKind.CHANGED, 4, "Ann Engineer")
    assert {(d.field, d.before, d.after) for d in change.details} == {
        ("title", "Engineer", "Lead"),
        ("department", "Engineering", "Research"),
        ("manager", "Mo Manager", "Zoë Chief"),
    }
    ann = await person("ann@a.test")
    bonds = (
        await Bond.filter(subject_id=ann.id)
        .order_by("starts_on")
        .values("other_id", "starts_on", "ends_on")
    )
    assert bonds == [
        {"other_id": (await person("mo@a.test")).id, "starts_on": TODAY, "ends_on": later},
        {"other_id": (await person("ceo@a.test")).id, "starts_on": later, "ends_on": None},
    ]
    memberships = await DepartmentMembership.filter(person_id=ann.id).order_by("starts_on")
    assert [(m.starts_on, m.ends_on) for m in memberships] == [(TODAY, later), (later, None)]
    assert {type(e) for e in heard} == {events.PersonChanged, events.ManagerChanged}


async def test_two_changes_on_one_day_leave_one_period(db) -> None:
    await import_(FIRST)
    await import_(FIRST.replace(";2;3;", ";ceo@a.test;3;"))
    ann = await person("ann@a.test")
    (bond,) = await Bond.filter(subject_id=ann.id)
    assert (bond.other_id, bond.starts_on) == ((await person("ceo@a.test")).id, TODAY)


async def test_who_is_missing_has_left(db, bus, heard) -> None:
    await import_(FIRST)
    later = TODAY + timedelta(days=10)
    made = await import_(FIRST.rsplit("\n", 2)[0] + "\n", later, bus=bus)
    (change,) = made.changes
    assert (change.kind, change.line, change.email) == (ChangeKind.DEACTIVATED, None, "bo@a.test")
    bo = await person("bo@a.test")
    assert bo.left_on == later
    assert (await Bond.get(subject_id=bo.id)).ends_on == later
    assert (await DepartmentMembership.get(person_id=bo.id)).ends_on == later
    left = [e for e in heard if isinstance(e, events.PersonLeft)]
    assert [e.person_id for e in left] == [bo.id]
    # And comes back with the next file.
    heard.clear()
    await import_(FIRST, later + timedelta(days=5), bus=bus)
    assert (await person("bo@a.test")).left_on is None
    assert [e.person_id for e in heard if isinstance(e, events.PersonJoined)] == [bo.id]


async def test_people_are_recognised_by_number_when_the_address_changes_and_the_other_way(
    db,
) -> None:
    await import_(FIRST)
    ann, bo = await person("ann@a.test"), await person("bo@a.test")
    made = await import_(
        FIRST.replace("ann@a.test;Ann;Engineer", "ann@a.test;Anna;Married")
        .replace("ann@a.test", "anna@a.test")
        .replace("mo@a.test;4;", "mo@a.test;44;"),
        TODAY + timedelta(days=1),
    )
    assert made.count(ChangeKind.CHANGED) == 2
    assert (await Person.get(id=ann.id)).work_email == "anna@a.test"
    assert (await Person.get(id=bo.id)).employee_number == "44"
    assert await Person.all().count() == 4


async def test_a_column_that_is_not_in_the_file_changes_nothing(db) -> None:
    await import_(FIRST)
    only = "Email,First name,Last name\n" + "".join(
        f"{line.split(';')[0]},{line.split(';')[1]},{line.split(';')[2]}\n"
        for line in FIRST.splitlines()[1:]
    )
    again = await plan(only, TODAY + timedelta(days=3))
    assert (again.changes, again.problems, again.unchanged) == ((), (), 4)


async def test_a_leaving_date_ahead_is_kept_until_it_comes(db, bus, heard) -> None:
    with clock.at(clock.now()):
        ahead = clock.today() + timedelta(days=30)
        header, *rows = FIRST.splitlines()
        text = "\n".join([header + ";Leaving date", *(row + ";" for row in rows[:3])])
        await import_(text + f"\n{rows[3]};{ahead}\n", clock.today(), bus=bus)
        bo = await person("bo@a.test")
        assert bo.left_on == ahead
        assert not any(isinstance(e, events.PersonLeft) for e in heard)
        assert (await queries.people_by_ids(SYSTEM, [bo.id]))[bo.id].has_left is False
        from erm.people.commands import announce_leavers

        async def announce() -> int:
            async with unit_of_work(bus):
                return await announce_leavers(SYSTEM)

        assert await announce() == 0
    with clock.at(clock.now() + timedelta(days=31)):
        assert await announce() == 1
        assert await announce() == 0
    assert [e.person_id for e in heard if isinstance(e, events.PersonLeft)] == [bo.id]


async def test_a_file_with_a_problem_imports_nothing(db) -> None:
    with pytest.raises(ImportHasProblems):
        await import_(FIRST.replace("2020-03-04", "2020-13-04"))
    assert await Person.all().count() == 0
    assert await Department.all().count() == 0


async def test_a_file_that_removes_over_two_fifths_must_be_allowed(db) -> None:
    await import_(FIRST)
    half = "\n".join(FIRST.splitlines()[:3]) + "\n"
    made = await plan(half)
    (guard,) = made.guards
    assert (guard.kind, guard.count, guard.total) == (GuardKind.MANY_DEACTIVATED, 2, 4)
    with pytest.raises(ImportGuarded):
        await import_(half, allow=())
    with pytest.raises(ImportGuarded):
        await import_(half, allow=(GuardKind.MANY_EMPLOYEE_NUMBERS_CHANGED,))
    assert await Person.filter(left_on__isnull=False).count() == 0
    await import_(half, allow=(GuardKind.MANY_DEACTIVATED,))
    assert await Person.filter(left_on__isnull=False).count() == 2


async def test_a_file_that_renumbers_over_a_twentieth_must_be_allowed(db) -> None:
    await import_(FIRST)
    renumbered = FIRST.replace("mo@a.test;4;", "mo@a.test;5;")
    with pytest.raises(ImportGuarded):
        await import_(renumbered, allow=())
    assert (await person("bo@a.test")).employee_number == "4"
    await import_(renumbered, allow=(GuardKind.MANY_EMPLOYEE_NUMBERS_CHANGED,))
    assert (await person("bo@a.test")).employee_number == "5"


async def test_exactly_two_fifths_need_no_permission(db) -> None:
    rows = "".join(f"p{n}@a.test,P{n},X\n" for n in range(10))
    await import_("email,first name,last name\n" + rows)
    six = "".join(f"p{n}@a.test,P{n},X\n" for n in range(6))
    assert (await plan("email,first name,last name\n" + six)).guards == ()
    five = "".join(f"p{n}@a.test,P{n},X\n" for n in range(5))
    assert len((await plan("email,first name,last name\n" + five)).guards) == 1


async def test_only_administrators_import(cast, actor_of) -> None:
    for who in ("zed", "mo", "ann", "hana"):
        with pytest.raises(AdministratorsOnly):
            await import_(FIRST, actor=actor_of(getattr(cast, who)))
    assert not await Person.filter(work_email="ceo@a.test").exists()


async def test_a_failure_in_the_middle_leaves_nothing_behind(db, bus) -> None:
    async def fail(event) -> None:
        raise DomainError("LATE")

    bus.subscribe(events.ManagerChanged, fail)
    with pytest.raises(DomainError, match="LATE"):
        await import_(FIRST, bus=bus)
    assert await Person.all().count() == 0
    assert await Bond.all().count() == 0


TWELVE_AND_MORE = """\
Email,Employee ID,First name,Last name,Title,Manager,Start date,Leaving date,Time zone,Language,Department
ok@a.test,1,Fine,Row,Chief,,2020-01-01,,,en,
bad address,2,A,B,,ok@a.test,,,,,
no-name@a.test,3,,,,ok@a.test,,,,,
date@a.test,4,A,B,,ok@a.test,31.02.2020,,,,
slash@a.test,5,A,B,,ok@a.test,03/04/2020,,,,
early@a.test,6,A,B,,ok@a.test,2020-05-01,2019-05-01,,,
zone@a.test,7,A,B,,ok@a.test,,,Mars/Olympus,,
tongue@a.test,8,A,B,,ok@a.test,,,,Klingon,
nobody@a.test,9,A,B,,ghost@a.test,,,,,
self@a.test,10,A,B,,self@a.test,,,,,
round1@a.test,11,A,B,,round2@a.test,,,,,
round2@a.test,12,A,B,,round3@a.test,,,,,
round3@a.test,13,A,B,,round1@a.test,,,,,
above-the-circle@a.test,14,A,B,,round1@a.test,,,,,
ok@a.test,15,A,B,,,,,,,
number@a.test,1,A,B,,,,,,,
left@a.test,17,A,B,,,2020-01-01,2021-01-01,,,
below-left@a.test,18,A,B,,left@a.test,,,,,
short@a.test,19,A
long@a.test,20,A,B,{long},,,,,,
control@a.test,21,A\x07,B,,,,,,,
ann@known.test,N-BO,A,B,,,,,,,
,,A,B,,,,,,,
"""


async def test_every_kind_of_fault_is_told_with_its_line(db, cast) -> None:
    await cast.person("Ann K", work_email="ann@known.test", employee_number="N-ANN")
    await cast.person("Bo K", work_email="bo@known.test", employee_number="N-BO")
    made = await plan(TWELVE_AND_MORE.replace("{long}", "x" * 201))
    assert [(p.line, p.code.value) for p in made.problems] == [
        (3, "BAD_EMAIL"),
        (4, "VALUE_MISSING"),
        (5, "BAD_DATE"),
        (6, "AMBIGUOUS_DATE"),
        (7, "LEFT_BEFORE_HIRED"),
        (8, "UNKNOWN_TIME_ZONE"),
        (9, "UNKNOWN_LOCALE"),
        (10, "UNKNOWN_MANAGER"),
        (11, "MANAGER_IS_SELF"),
        (12, "MANAGER_CYCLE"),
        (13, "MANAGER_CYCLE"),
        (14, "MANAGER_CYCLE"),
        (16, "DUPLICATE_EMAIL"),
        (17, "DUPLICATE_NUMBER"),
        (19, "MANAGER_HAS_LEFT"),
        (20, "WRONG_COLUMN_COUNT"),
        (21, "TOO_LONG"),
        (22, "BAD_CHARACTER"),
        (23, "IDENTITY_CONFLICT"),
        (24, "VALUE_MISSING"),
    ]
    assert not made.can_apply
    before = await Person.all().count()
    with pytest.raises(ImportHasProblems):
        await import_(TWELVE_AND_MORE.replace("{long}", "x" * 201))
    assert await Person.all().count() == before


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (b"", ["FILE_EMPTY"]),
        (b"\n\n  \n", ["FILE_EMPTY"]),
        (b"\xff\xfe", ["FILE_EMPTY"]),
        (b"email,first name\n", ["FILE_EMPTY"]),
        (b"color,shape\nred,round\n", ["COLUMN_MISSING", "VALUE_MISSING"]),
        (b"email,e-mail,name\na@a.test,b@a.test,A\n", ["COLUMN_REPEATED"]),
        (b'email,name\na@a.test,A\n"b@a.test,B\n', ["BROKEN_QUOTES"]),
        (b'email,name\na@a.test,"A"x\n', ["BROKEN_QUOTES"]),
        (
            "email,name\na@a.test,Аня Белова Громова\nb@a.test,".encode() + b"\xff\n",
            ["UNREADABLE_BYTES"],
        ),
        (b"email,name\na@a.test,A,,\n", []),
        (b"email,name\na@a.test,A,x\n", ["WRONG_COLUMN_COUNT"]),
        (b"%PDF-1.7\x00\x01\x02\xff\xd8", ["COLUMN_MISSING"]),
    ],
)
async def test_a_file_that_is_odd_as_a_whole_is_told_so(content, codes) -> None:
    from erm.people.importing.parsing import parse

    file = parse(content, "x.csv")
    assert [p.code.value for p in file.problems] == codes
    assert all(isinstance(p.code, ProblemCode) for p in file.problems)


RUSSIAN = """\
Табельный номер;ФИО;Должность;Подразделение;Руководитель;Электронная почта;Дата приёма
7;Воронцова Елена Сергеевна;Руководитель платформы;Разработка > Платформа;;elena@a.test;14.02.2021
8;Гусев Артём;Инженер;Платформа;7;artyom@a.test;01.09.2022
"""


@pytest.mark.parametrize(
    ("codec", "shown"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 (BOM)"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1251", "Windows-1251"),
    ],
)
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_russian_headers_are_understood_in_every_encoding_and_delimiter(
    codec, shown, delimiter
) -> None:
    from erm.people.importing.parsing import parse

    file = parse(RUSSIAN.replace(";", delimiter).encode(codec), "люди.csv")
    assert (file.encoding, file.delimiter, file.problems) == (shown, delimiter, [])
    elena, artyom = file.rows
    assert (elena.family_name, elena.given_name, elena.department, elena.hired_on) == (
        "Воронцова",
        "Елена",
        ("Разработка", "Платформа"),
        date(2021, 2, 14),
    )
    assert (artyom.manager, artyom.department, artyom.work_email) == (
        "7",
        ("Платформа",),
        "artyom@a.test",
    )


def test_lines_are_counted_over_quoted_line_breaks_and_blank_lines() -> None:
    from erm.people.importing.parsing import parse

    file = parse(b'sep=,\nemail,name,title\n\na@a.test,A,"one\ntwo"\nbad,B,\n', "x.csv")
    assert [(row.line, row.title) for row in file.rows] == [(4, "one two")]
    assert [(p.line, p.code.value) for p in file.problems] == [(6, "BAD_EMAIL")]


def test_every_problem_and_column_has_its_words_in_every_language() -> None:
    from erm.core.language import languages
    from erm.people.importing.kinds import Column, Guard, Problem
    from erm.people.importing.messages import guard_message, problem_message

    params = {
        "found": 1,
        "expected": 2,
        "maximum": 3,
        "first": 4,
        "email": "a@a.test",
        "number": "5",
    }
    for language in languages():
        for code in ProblemCode:
            for column in Column:
                assert problem_message(Problem(1, code, column.value, "x", params), language)
        for kind in GuardKind:
            for count in (1, 2, 5, 21):
                assert str(count) in guard_message(Guard(kind, count, 40), language)
