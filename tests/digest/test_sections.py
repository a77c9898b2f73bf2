"""Which sections there are for whom, what switching one off does, and what fits on a screen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erm.core import clock
from erm.core.clock import now, today
from erm.core.language import catalogue
from erm.digest.asking import asked
from erm.digest.compose import Digest, Wish, compose
from erm.digest.home import Part
from erm.digest.making import make_many
from erm.digest.needs import Need, NeedKind, Source
from erm.digest.rules import DigestFrequency, DigestSection
from erm.digest.sections.needs import HOME_OF, is_of_the_team, is_reason
from erm.digest.sections.writing import SCREEN, fit
from erm.digest.writer import Writer
from erm.feedback.models import FeedbackRequest
from erm.mail.acting import MailAct, read_act_token
from erm.mail.links import Links
from erm.one_on_ones.models import ActionItem
from erm.people.models import Person
from erm.recognition.models import Kudos, KudosReceiver
from erm.recognition.rules import KudosVisibility
from erm.relationships.company_week import PEOPLE_MINIMUM, company_contacts
from erm.relationships.rules import TouchpointKind
from erm.settings import Settings
from tests.cast import Cast
from tests.database import query_count
from tests.development.builders import goal_row, plan_row
from tests.digest.week import MONDAY, Week, live
from tests.relationships.builders import contact, write

NINE = MONDAY + timedelta(hours=1, minutes=1)
S = DigestSection


@pytest.fixture
async def week(cast: Cast) -> Week:
    return await live(cast)


async def digest_of(
    cast: Cast, person: Person, settings: Settings, *, hidden: Iterable[S] = (), **wish: object
) -> Digest | None:
    with clock.at(NINE):
        return await compose(
            cast.actor(person),
            settings,
            Wish(hidden=tuple(hidden), **wish),  # type: ignore[arg-type]
        )


def keys(digest: Digest | None) -> list[S]:
    assert digest is not None
    return [section.key for section in digest.sections]


async def thanked(author: Person, receiver: Person, *, words: str, **values: object) -> None:
    row = {"visibility": KudosVisibility.PUBLIC, "created_at": NINE - timedelta(days=1)} | values
    kudos = await Kudos.create(author_id=author.id, message=words, **row)  # type: ignore[arg-type]
    await KudosReceiver.create(kudos_id=kudos.id, person_id=receiver.id)


async def happened(cast: Cast, kind: TouchpointKind, people: int) -> None:
    """So many different people did something with others."""
    crowd = await cast.crowd(2 * people)
    await write(
        contact(kind, one, other, NINE - timedelta(days=2))
        for one, other in zip(crowd[:people], crowd[people:], strict=True)
    )


@pytest.mark.usefixtures("week")
async def test_sections_stand_in_their_order_and_say_what_is_most_needed_first(
    cast: Cast, settings: Settings
) -> None:
    digest = await digest_of(cast, cast.ann, settings)
    assert keys(digest) == [S.NEEDS, S.MEETINGS, S.FEEDBACK, S.THANKS]
    mo = await digest_of(cast, cast.mo, settings)
    assert keys(mo) == [S.MEETINGS, S.PROMISES, S.TEAM]
    assert mo is not None
    assert "From Ann Test · due 3 days ago" in mo.mail.text
    assert "Cy Test thanked Ann Test and Bo Test" in mo.mail.text


@pytest.mark.usefixtures("week")
@pytest.mark.parametrize("hidden", list(S))
async def test_a_section_that_is_switched_off_is_missing_alone(
    cast: Cast, settings: Settings, hidden: S
) -> None:
    whole = keys(await digest_of(cast, cast.ann, settings))
    less = keys(await digest_of(cast, cast.ann, settings, hidden=[hidden]))
    moved = {S.PROMISES} if hidden is S.NEEDS else set()
    gone = {S.NEEDS} if hidden is S.PROMISES else set()
    assert set(less) == set(whole) - {hidden} - gone | moved


@pytest.mark.usefixtures("week")
async def test_what_is_switched_off_is_not_asked_for(cast: Cast, settings: Settings) -> None:
    ann = cast.actor(cast.ann)
    tables = {
        S.MEETINGS: ("one_on_one_meeting", "talking_point", "touchpoint"),
        S.PROMISES: ("one_on_one_action_item",),
        S.SURVEY: ("survey_roll",),
        S.FEEDBACK: ("feedback_request", "feedback_note"),
        S.DEVELOPMENT: ("development_plan", '"assessment"', "mentorship", "certificate"),
        S.THANKS: ("kudos", "thanks_nudge"),
        S.CELEBRATIONS: ("celebration",),
        S.NEEDS: ("cycle_participant", "review", "handover"),
    }
    for hidden, names in tables.items():
        with clock.at(NINE), query_count() as asked_for:
            await compose(ann, settings, Wish(hidden=(hidden,)))
        for name in names:
            assert not any(f"FROM {name}" in s.replace('"', "") for s in asked_for.statements), name
    assert asked(ann, list(S)).parts == asked(ann, list(S)).sources == frozenset()


async def test_every_kind_of_need_has_a_section_that_asks_for_it(cast: Cast) -> None:
    assert set(HOME_OF) == set(NeedKind)
    everything = asked(cast.actor(cast.ann))
    assert everything.sources == frozenset(Source)
    assert everything.parts >= {Part.NEEDS, Part.TOLD, Part.PROMISED, Part.SURVEY}


async def test_a_manager_is_told_of_their_team_and_nobody_else_is(
    cast: Cast, settings: Settings, week: Week
) -> None:
    with clock.at(NINE):
        plan = plan_row(
            cast.bo, state="active", title="Bo learns", signed_at=now() - timedelta(60),
            starts_on=today() - timedelta(60), last_activity_at=now() - timedelta(40),
        )  # fmt: skip
        await plan.save(force_create=True)
        await goal_row(cast.bo, plan_id=plan.id).save(force_create=True)
    digest = await digest_of(cast, cast.mo, settings)
    assert digest is not None
    (team,) = [section for section in digest.sections if section.key is S.TEAM]
    assert [line.text for line in team.lines] == [
        "Bo learns",
        "Cy Test thanked Ann Test and Bo Test",
    ]
    assert team.lines[0].details == ("Bo Test · no news for 40 days",)
    for person in (cast.ann, cast.cy, cast.hana, cast.ada, cast.zed, cast.max):
        other = await digest_of(cast, person, settings)
        if other is not None:
            assert "Bo learns" not in other.mail.text, person.given_name
            if person is not cast.zed:
                assert S.TEAM not in keys(other), person.given_name


async def test_a_reports_quiet_plan_alone_is_no_reason_for_a_mail(
    cast: Cast, settings: Settings
) -> None:
    with clock.at(NINE):
        plan = plan_row(
            cast.bo, state="active", title="Bo learns", signed_at=now() - timedelta(60),
            starts_on=today() - timedelta(60), last_activity_at=now() - timedelta(40),
        )  # fmt: skip
        await plan.save(force_create=True)
        await goal_row(cast.bo, plan_id=plan.id).save(force_create=True)
    assert await digest_of(cast, cast.mo, settings) is None
    # Whose plan it is can do something about it.
    assert keys(await digest_of(cast, cast.bo, settings)) == [S.DEVELOPMENT]

    # Where there is another reason it comes along, and the subject does not count it.
    with clock.at(NINE):
        await FeedbackRequest.create(
            requester_id=cast.cy.id, asked_id=cast.mo.id, question="How was it?",
            created_at=now() - timedelta(days=1),
        )  # fmt: skip
    digest = await digest_of(cast, cast.mo, settings)
    assert keys(digest) == [S.FEEDBACK, S.TEAM]
    assert digest is not None
    assert "1 thing " in digest.mail.subject


async def test_a_pair_with_a_report_that_went_quiet_is_the_managers_own_to_end(cast: Cast) -> None:
    writer = Writer(cast.actor(cast.mo), Links("https://erm.example"), {}, "secret")
    pair, plan = (
        Need(kind=kind, subject_id=cast.bo.id, person_id=cast.bo.id, since=NINE)
        for kind in (NeedKind.RELATIONSHIP_QUIET, NeedKind.PLAN_QUIET)
    )
    assert is_of_the_team(pair, writer)
    assert is_of_the_team(plan, writer)
    assert is_reason(pair, writer)
    assert not is_reason(plan, writer)


@pytest.mark.usefixtures("week")
async def test_hr_reads_of_the_company_in_numbers_and_nobody_else_does(
    cast: Cast, settings: Settings
) -> None:
    with clock.at(NINE):
        await happened(cast, TouchpointKind.KUDOS_GIVEN, 13)
        await happened(cast, TouchpointKind.ONE_ON_ONE_HELD, PEOPLE_MINIMUM - 3)
        await FeedbackRequest.filter(asked_id=cast.ann.id).update(asked_id=cast.hana.id)
    digest = await digest_of(cast, cast.hana, settings)
    assert digest is not None
    (company,) = [section for section in digest.sections if section.key is S.COMPANY]
    assert [line.text for line in company.lines] == ["About 15 thank-yous were said"]
    assert not any("Crowd" in part for part in (digest.mail.text, digest.mail.html))
    for person in (cast.ann, cast.mo, cast.zed, cast.ada):
        with clock.at(NINE):
            assert await company_contacts(cast.actor(person), NINE - timedelta(days=7)) == {}
        other = await digest_of(cast, person, settings)
        assert other is None or S.COMPANY not in keys(other)


@pytest.mark.parametrize(("people", "told"), [(PEOPLE_MINIMUM - 1, False), (PEOPLE_MINIMUM, True)])
async def test_what_fewer_than_five_did_is_not_told_of_the_company(
    cast: Cast, people: int, told: bool
) -> None:
    with clock.at(NINE):
        await happened(cast, TouchpointKind.FEEDBACK_GIVEN, people)
        one, other = cast.people[-2 * people], cast.people[-people]
        # However often: it is people that count.
        await write(
            contact(TouchpointKind.FEEDBACK_GIVEN, one, other, NINE - timedelta(hours=hour))
            for hour in range(20)
        )
        found = await company_contacts(cast.actor(cast.hana), NINE - timedelta(days=7))
    assert bool(found) is told


@pytest.mark.parametrize("visibility", [KudosVisibility.PRIVATE, KudosVisibility.TEAM])
async def test_thanks_to_colleagues_are_told_to_who_may_read_them_and_quoted_if_all_may(
    cast: Cast, settings: Settings, week: Week, visibility: KudosVisibility
) -> None:
    hidden = {"visibility": visibility, "audience_manager_id": cast.mo.id}
    await thanked(cast.max, cast.bo, words="Not for everybody", **hidden)
    await thanked(cast.max, cast.bo, words="For everybody")
    await thanked(cast.max, cast.bo, words="Taken back", withdrawn_at=NINE)
    await thanked(cast.max, cast.bo, words="Moderated", hidden_at=NINE)
    digest = await digest_of(cast, cast.ann, settings)
    assert digest is not None
    told = digest.mail.text.count("Max Test thanked Bo Test")
    assert told == (2 if visibility is KudosVisibility.TEAM else 1)
    assert "For everybody" in digest.mail.text
    for secret in ("Not for everybody", "Taken back", "Moderated"):
        assert secret not in digest.mail.text


async def test_what_only_happened_around_is_no_reason_for_a_mail(
    cast: Cast, settings: Settings
) -> None:
    await thanked(cast.max, cast.bo, words="For everybody")
    with clock.at(NINE):
        await happened(cast, TouchpointKind.KUDOS_GIVEN, 9)
    for person in (cast.ann, cast.mo, cast.hana):
        assert await digest_of(cast, person, settings) is None


async def test_what_can_be_done_from_the_mail_is_prepared_for_its_reader_alone(
    cast: Cast, settings: Settings, week: Week
) -> None:
    digest = await digest_of(cast, cast.ann, settings)
    assert digest is not None
    lines = [line for section in digest.sections for line in section.lines if line.act is not None]
    found = set()
    for line in lines:
        assert line.act is not None
        address, _, token = line.act[1].partition("#")
        assert address == "https://erm.test/act"
        with clock.at(NINE):
            act = read_act_token(token, settings.secret_key, today())
        assert act is not None
        assert act.person_id == cast.ann.id
        found.add((act.act, act.subject_id))
    assert found == {
        (MailAct.KEEP_PROMISE, week.promise),
        (MailAct.THANK_FOR_FEEDBACK, week.note),
    }
    mo = await digest_of(cast, cast.mo, settings)
    assert mo is not None
    assert "/act#" not in mo.mail.text, "the promise is Ann's to keep"


@pytest.mark.usefixtures("week")
async def test_words_on_slowing_down_stand_at_the_top(cast: Cast, settings: Settings) -> None:
    digest = await digest_of(cast, cast.ann, settings, note="It comes <less> often now.")
    assert digest is not None
    assert "It comes <less> often now.\nChoose" in digest.mail.text
    assert "It comes &lt;less&gt; often now." in digest.mail.html
    assert digest.mail.text.index("less") < digest.mail.text.index("Here is")


@pytest.mark.usefixtures("week")
@pytest.mark.parametrize(
    ("cadence", "said"),
    [
        (DigestFrequency.DAILY, "at most once a day"),
        (DigestFrequency.WEEKLY, "once a week"),
        (DigestFrequency.MONTHLY, "once a month"),
        (DigestFrequency.OFF, "once a week"),
    ],
)
async def test_it_says_how_often_it_comes(
    cast: Cast, settings: Settings, cadence: DigestFrequency, said: str
) -> None:
    digest = await digest_of(cast, cast.ann, settings, cadence=cadence)
    assert digest is not None
    assert said in digest.mail.text


async def test_nobody_else_reads_of_ones_week(cast: Cast, settings: Settings, week: Week) -> None:
    """Ann's promise, request and feedback are in her digest, and in that of the other one of the two."""
    with clock.at(NINE):
        await ActionItem.filter(id=week.promise).update(body="Write the secret thing down")
        made = await make_many({person.id: Wish() for person in cast.people}, settings)
    texts = {key: digest.mail.text for key, digest in made.digests.items() if digest is not None}
    assert {key for key, text in texts.items() if "secret thing" in text} == {
        cast.ann.id,
        cast.mo.id,
    }
    assert {key for key, text in texts.items() if "explain better" in text} == {cast.ann.id}
    assert {key for key, text in texts.items() if "Bo Test gave you feedback" in text} == {
        cast.ann.id
    }


@given(st.lists(st.integers(1, 9), min_size=1, max_size=11))
def test_a_screen_is_shared_fairly(wanted: list[int]) -> None:
    kept = fit(wanted)
    assert sum(kept) <= max(SCREEN, len(wanted))
    assert all(1 <= few <= many for few, many in zip(kept, wanted, strict=True))
    assert kept == wanted or sum(kept) == max(SCREEN, len(wanted))
    shortened = [few for few, many in zip(kept, wanted, strict=True) if few < many]
    assert not shortened or max(kept) - min(shortened) <= 1


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_section_has_a_title(language: str) -> None:
    assert all(f"digest.title.{section}" in catalogue(language) for section in S)
