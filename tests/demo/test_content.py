"""The hand-written content fits together: everybody named exists and was there on the day."""

from collections import Counter
from itertools import chain

import pytest

from erm.access.passwords import is_guessable
from erm.access.rules import PASSWORD_MINIMUM
from erm.core.text import clean_text
from erm.demo.content import company, feedback_en, feedback_ru, kudos_en, kudos_ru
from erm.demo.content import people as staff
from erm.demo.content.kinds import KudosSpec, NoteSpec, PlanSpec
from erm.demo.content.one_on_ones import SERIES
from erm.demo.content.plans_en import PLANS as PLANS_EN
from erm.demo.content.plans_ru import PLANS as PLANS_RU
from erm.demo.content.requests import REQUESTS
from erm.demo.drawing import ACTIONS, NOTES, POINTS, PRIVATE_NOTES
from erm.demo.staff import address
from erm.feedback.rules import PART_MAXIMUM, QUESTION_MAXIMUM
from erm.recognition.rules import COMMENT_MAXIMUM, MESSAGE_MAXIMUM

PEOPLE = {spec.key: spec for spec in staff.PEOPLE}
KUDOS: tuple[KudosSpec, ...] = kudos_en.KUDOS + kudos_ru.KUDOS
PLANS: tuple[PlanSpec, ...] = PLANS_EN + PLANS_RU
UNASKED: tuple[NoteSpec, ...] = feedback_en.NOTES + feedback_ru.NOTES
ANSWERS = tuple(request.answer for request in REQUESTS if request.answer)


def was_there(key: str, days: int) -> bool:
    spec = PEOPLE[key]
    return spec.hired >= days and (spec.left is None or days > spec.left)


def test_the_volumes_are_those_of_a_living_company() -> None:
    assert 58 <= len([spec for spec in PEOPLE.values() if spec.left is None]) <= 64
    assert len(company.DEPARTMENTS) == 8
    assert {office.zone for office in company.OFFICES} == {
        "Europe/Berlin",
        "Europe/Lisbon",
        "Asia/Yerevan",
        "America/Toronto",
    }
    assert len(SERIES) >= 25
    assert len(UNASKED) + len(ANSWERS) >= 70
    assert len(REQUESTS) >= 18
    assert len(PLANS) >= 18
    assert all(2 <= len(plan.goals) <= 3 for plan in PLANS)
    assert len(KUDOS) >= 110
    assert 5 <= len(company.VALUES) <= 6


def test_there_are_mentors_and_peers_own_rhythms_a_pause_and_skipped_days() -> None:
    assert {series.kind for series in SERIES} == {"manager", "mentor", "peer"}
    for there in ("rrule", "pause", "skip"):
        assert any(getattr(series, there) for series in SERIES), there


def test_nothing_is_said_twice() -> None:
    scripts = [script for series in SERIES for script in series.scripts]
    texts = [
        *(kudos.message for kudos in KUDOS),
        *(comment.text for kudos in KUDOS for comment in kudos.comments),
        *(note.behaviour for note in (*UNASKED, *ANSWERS)),
        *(note.impact for note in (*UNASKED, *ANSWERS)),
        *(request.question for request in REQUESTS),
        *(check_in.comment for plan in PLANS for goal in plan.goals for check_in in goal.checkins),
        *(goal.title for plan in PLANS for goal in plan.goals),
        *(script.shared for script in scripts if script.shared),
    ]
    assert [text for text, count in Counter(texts).items() if count > 1] == []


def test_the_pools_hold_enough_that_differs() -> None:
    points = list(chain(*POINTS.values()))
    scripted = [point.text for series in SERIES for s in series.scripts for point in s.points]
    assert len(set(points)) == len(points) >= 150
    assert len(set(points) | set(scripted)) >= 300
    notes = list(chain(*NOTES.values()))
    scripted_notes = [s.shared for series in SERIES for s in series.scripts if s.shared]
    assert len(set(notes) | set(scripted_notes)) >= 120
    assert POINTS.keys() == NOTES.keys() == ACTIONS.keys()
    assert all(PRIVATE_NOTES.values())


def test_everybody_who_speaks_was_there_on_the_day() -> None:
    for note in (*UNASKED, *ANSWERS):
        assert was_there(note.author, note.days), note
        assert was_there(note.subject, note.days), note
        assert note.author != note.subject
    for request in REQUESTS:
        assert was_there(request.asker, request.days), request
        assert was_there(request.asked, request.days), request
    for kudos in KUDOS:
        speakers = [kudos.giver, *kudos.receivers, *(comment.by for comment in kudos.comments)]
        assert all(was_there(key, kudos.days) for key in speakers), kudos
        assert kudos.giver not in kudos.receivers
        assert len(set(kudos.receivers)) == len(kudos.receivers)
    for series in SERIES:
        assert was_there(series.a, series.first), series.key
        assert was_there(series.b, series.first), series.key


def test_answers_come_from_the_one_who_was_asked() -> None:
    for request in REQUESTS:
        ways = [request.answer is not None, request.declined is not None, request.withdrawn]
        assert sum(ways) <= 1, request
        if request.answer:
            assert request.answer.author == request.asked
            assert request.answer.subject == request.asker
            assert request.answer.days < request.days
    states = Counter(
        "answered" if r.answer else "declined" if r.declined else "open" for r in REQUESTS
    )
    assert states["answered"] >= 8
    assert states["declined"] >= 2
    assert states["open"] >= 6


def test_plans_are_at_every_stage_and_their_steps_in_order() -> None:
    assert {plan.stage for plan in PLANS} == {"draft", "proposed", "active", "closed"}
    for plan in PLANS:
        manager = PEOPLE[plan.person].manager
        steps = [plan.created, plan.proposed, plan.agreed, plan.closed]
        taken = [step for step in steps if step is not None]
        assert taken == sorted(taken, reverse=True), plan.key
        assert len(taken) == ["draft", "proposed", "active", "closed"].index(plan.stage) + 1
        for goal in plan.goals:
            days = [check_in.days for check_in in goal.checkins]
            assert days == sorted(set(days), reverse=True), plan.key
            for check_in in goal.checkins:
                assert check_in.by in (plan.person, manager), plan.key
                assert plan.agreed is not None
                assert plan.agreed >= check_in.days >= (plan.closed or 0), plan.key
            for step in goal.milestones:
                assert step.done is None or (plan.agreed or 0) >= step.done, plan.key
    quiet = [
        plan.key
        for plan in PLANS
        if plan.stage == "active"
        and min(c.days for goal in plan.goals for c in goal.checkins) >= 21
    ]
    assert quiet == ["egor-english", "rosa-teach", "tomas-second"]
    worried = {c.status for plan in PLANS for goal in plan.goals for c in goal.checkins}
    assert worried == {"on_track", "at_risk", "off_track", "done"}


def test_every_text_would_be_taken_as_it_stands() -> None:
    for note in (*UNASKED, *ANSWERS):
        for part in (note.situation, note.behaviour, note.impact, note.next_step):
            assert clean_text(part, field="", maximum=PART_MAXIMUM, required=False) == part
    for kudos in KUDOS:
        assert clean_text(kudos.message, field="", maximum=MESSAGE_MAXIMUM) == kudos.message
        for comment in kudos.comments:
            assert clean_text(comment.text, field="", maximum=COMMENT_MAXIMUM) == comment.text
    for request in REQUESTS:
        assert clean_text(request.question, field="", maximum=QUESTION_MAXIMUM) == request.question
    for plan in PLANS:
        for title in (plan.title, *(goal.title for goal in plan.goals)):
            assert clean_text(title, field="", maximum=200) == title


def test_there_are_three_levels_of_management_below_the_chief_executive() -> None:
    def depth(key: str) -> int:
        manager = PEOPLE[key].manager
        return 0 if manager is None else depth(manager) + 1

    managers = {spec.manager for spec in PEOPLE.values() if spec.manager}
    assert Counter(depth(key) for key in managers).keys() == {0, 1, 2, 3}
    for department in company.DEPARTMENTS:
        assert PEOPLE[department.head].department == department.key


def test_a_leaver_a_newcomer_a_changed_manager_and_a_move_are_among_them() -> None:
    assert [key for key, spec in PEOPLE.items() if spec.left] == ["gregor"]
    assert [key for key, spec in PEOPLE.items() if spec.hired <= 21] == ["bethany"]
    moves = {move.person: move for move in staff.MOVES}
    assert moves["grace"].manager_before == "marcus"
    assert moves["grace"].department_before is None
    assert moves["rachel"].department_before == "care"


def test_the_password_of_the_demo_would_be_allowed() -> None:
    password = company.DEMO_PASSWORD
    assert len(password) >= PASSWORD_MINIMUM
    assert not is_guessable(password, [company.COMPANY.lower(), "demo", "erm"])


@pytest.mark.parametrize(
    "name,expected",
    [
        ("Елена Воронцова", "elena.vorontsova@kelvane.example"),
        ("Артём Гусев", "artem.gusev@kelvane.example"),
        ("Freya Nyström", "freya.nystrom@kelvane.example"),
        ("João Batista", "joao.batista@kelvane.example"),
        ("Mei-Ling Chow", "mei-ling.chow@kelvane.example"),
    ],
)
def test_addresses_are_in_latin_letters(name: str, expected: str) -> None:
    assert address(name) == expected


def test_every_address_is_plain_and_differs() -> None:
    addresses = [address(spec.name) for spec in PEOPLE.values()]
    assert len(set(addresses)) == len(addresses)
    assert all(each.isascii() for each in addresses)
