"""Who reads a wave and what of it; what one is asked; queries whose number does not grow."""

from __future__ import annotations

from datetime import timedelta

from erm.core.clock import at, now, today
from erm.core.paging import PageRequest
from erm.digest.compose import compose
from erm.engagement.surveys.rules import SegmentKind, SurveyReaders
from erm.engagement.waves import queries
from erm.engagement.waves.invitations import invitation, pulse_question, surveys_to_answer
from erm.engagement.waves.models import RollEntry, SurveyWave, WaveClass
from erm.engagement.waves.rules import WaveState
from erm.people.audience import Audience
from erm.people.models import Person
from erm.settings import Settings
from tests.cast import Cast
from tests.conftest import query_count
from tests.engagement.making import bank, draft, opened


async def readers(cast: Cast, wave: SurveyWave) -> set[str]:
    return {
        person.given_name
        for person in cast.people
        if await queries.waves_by_ids(cast.actor(person), [wave.id])
    }


async def test_a_wave_is_read_by_hr_by_those_asked_and_once_told_by_who_leads(cast: Cast) -> None:
    await bank()
    hana = cast.actor(cast.hana)
    five = tuple(p.id for p in (cast.ann, cast.bo, cast.cy, cast.max, cast.old))
    asked = {"Ann", "Bo", "Cy", "Max", "Old"}
    wave = await opened(hana, draft(starts_on=today(), audience=Audience(people=five)))
    assert await readers(cast, wave) == asked | {"Hana"}
    ann = (await queries.surveys_by_ids(cast.actor(cast.ann), [wave.survey_id]))[wave.survey_id]
    assert ann.audience == Audience()
    assert not ann.can_edit
    assert not await queries.surveys_by_ids(cast.actor(cast.mo), [wave.survey_id])
    await SurveyWave.filter(id=wave.id).update(
        state=WaveState.CLOSED, released_at=now(), answered=4, invited=5
    )
    assert await readers(cast, wave) == asked | {"Hana", "Mo", "Zed"}
    hidden = await opened(
        hana,
        draft(starts_on=today(), audience=Audience(people=five), readers=SurveyReaders.HR),
    )
    await SurveyWave.filter(id=hidden.id).update(state=WaveState.CLOSED, released_at=now())
    assert await readers(cast, hidden) == asked | {"Hana"}
    past = await queries.past_waves(cast.actor(cast.ann), PageRequest(first=1))
    assert [view.id for view in past.items] == [hidden.id]
    assert (past.has_next, await past.count()) == (True, 2)
    assert not (await queries.past_waves(cast.actor(cast.mo), PageRequest())).items


async def test_an_invitation_says_what_the_ballot_will_say_on_ones_own_clock(cast: Cast) -> None:
    await bank()
    await Person.filter(id=cast.ann.id).update(time_zone="Pacific/Kiritimati")
    cast.ann.time_zone = "Pacific/Kiritimati"
    wave = await opened(
        cast.actor(cast.hana),
        draft(
            segments=(SegmentKind.DEPARTMENT, SegmentKind.TENURE, SegmentKind.MANAGING),
            starts_on=today() + timedelta(days=1),
            open_days=3,
            remind_days=(),
        ),
    )
    ann, bo = cast.actor(cast.ann), cast.actor(cast.bo)
    with at(wave.opens_at + timedelta(minutes=1)):
        found = await invitation(ann, wave.id)
        assert found is not None
        assert await invitation(bo, wave.id) is None, "his day has not begun"
        assert await surveys_to_answer(bo) == []
        assert found.starts_at == wave.opens_at
        assert found.ends_at == wave.opens_at + timedelta(days=3)
        assert [kind for kind, _ in found.told_as] == [
            SegmentKind.DEPARTMENT,
            SegmentKind.TENURE,
            SegmentKind.MANAGING,
        ]
        entry = await RollEntry.get(wave_id=wave.id, person_id=cast.ann.id)
        assert found.class_number == entry.class_number
        assert found.public_key[:1] == b"\x30"
        assert 0 < found.seconds < 60
    with at(found.ends_at + timedelta(minutes=1)):
        assert await invitation(ann, wave.id) is None
        assert await invitation(bo, wave.id) is not None
        # What was taken can still be sent, as long as some zone is not through.
        await RollEntry.filter(person_id=cast.ann.id).update(issued=True)
        again = await invitation(ann, wave.id)
        assert again is not None
        assert again.taken
    with at(wave.closes_at + timedelta(minutes=1)):
        assert await invitation(ann, wave.id) is None


async def test_home_and_the_digest_show_the_first_question_until_the_ballot_is_taken(
    cast: Cast, settings: Settings
) -> None:
    await bank()
    wave = await opened(cast.actor(cast.hana), draft(starts_on=today()))
    ann = cast.actor(cast.ann)
    with at(now() + timedelta(days=1)):
        found = await pulse_question(ann)
        assert found is not None
        assert found.question.scale == (1, 5)
        mail = (await compose(ann, settings)).mail  # type: ignore[union-attr]
        for answer in range(1, 6):
            for text in (mail.text, mail.html):
                assert f"&a={answer}" in text or f"&amp;a={answer}" in text
        assert "#q=" in mail.text
        assert found.question.content.text.en in mail.text
        await RollEntry.filter(wave_id=wave.id, person_id=cast.ann.id).update(issued=True)
        assert await pulse_question(ann) is None
        after = await compose(ann, settings)
        assert after is None or "#q=" not in after.mail.text


async def test_the_number_of_queries_does_not_grow(cast: Cast) -> None:
    await bank()
    hana, ann = cast.actor(cast.hana), cast.actor(cast.ann)
    counted: dict[int, list[int]] = {}
    first = await opened(hana, draft(starts_on=today()))
    made = 1
    for many in (1, 20, 200):
        await copies(first, many - made)
        made = many
        with at(now() + timedelta(hours=15)):
            counts = []
            with query_count() as count:
                assert len(await surveys_to_answer(ann)) == many
            counts.append(count.count)
            ids = [row.id for row in await SurveyWave.all()]
            with query_count() as count:
                assert len(await queries.waves_by_ids(hana, ids)) == many
            counts.append(count.count)
            with query_count() as count:
                found = await queries.waves_of_surveys(ann, [first.survey_id])
                assert len(found[first.survey_id]) == many
            counts.append(count.count)
        counted[many] = counts
    assert counted[1] == counted[20] == counted[200]


async def copies(wave: SurveyWave, many: int) -> None:
    """More open waves of the same survey, to which the same people are invited."""
    entry = await RollEntry.get(wave_id=wave.id, person_id=(await Person.get(given_name="Ann")).id)
    start = await SurveyWave.filter(survey_id=wave.survey_id).count()
    for number in range(start + 1, start + many + 1):
        row = await SurveyWave.create(
            survey_id=wave.survey_id,
            number=number,
            state=WaveState.OPEN,
            starts_on=wave.starts_on,
            ends_on=wave.ends_on,
            opens_at=wave.opens_at,
            closes_at=wave.closes_at,
            question_ids=wave.question_ids,
            public_key=wave.public_key or (await SurveyWave.get(id=wave.id)).public_key,
        )
        _ = await WaveClass.create(wave_id=row.id, number=entry.class_number, label={}, invited=9)
        _ = await RollEntry.create(
            wave_id=row.id, person_id=entry.person_id, class_number=entry.class_number
        )
