"""The rows of the bank, of surveys and their waves, and what can be done with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.ids import new_id
from erm.engagement.bank.models import SurveyDriver, SurveyItem
from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.surveys.models import Survey, SurveyQuestion
from erm.engagement.surveys.promise import make_promise, promise_hash
from erm.engagement.surveys.rules import SurveyReaders, SurveyRhythm, SurveyState
from erm.engagement.surveys.views import terms_of
from erm.engagement.waves import policy
from erm.engagement.waves.leaders import leaders
from erm.engagement.waves.models import RollEntry, SurveyWave
from erm.engagement.waves.rules import WaveState
from erm.people.audience import Audience
from erm.people.models import Person
from tests.authorization.relations import Relation
from tests.authorization.table import AS_PARENT
from tests.authorization.world import Row, Viewer, World, ids
from tests.engagement.ballots.builders import WAVE_OF_ALL

Given = list[tuple[str, str, Any, dict[str, Any], dict[str, Any]]]
MANAGERS_READ = "told, where managers read"
HR_READS = "told, to HR alone"
LED_BY = ("zed", "mo")
"""Who manages at least half of some department: Mo Engineering, Zed everybody."""


async def fill(world: World) -> None:
    c = world.cast
    driver = await _driver(world, "of the world")
    await _driver(world, "of nothing")
    item = await _item(world, "of the company", driver)
    await _item(world, "to be reworded", driver)
    for name in ("to launch", "to delete", "to change"):
        await _survey(world, name, "draft", [], item, driver)
    told = await _survey(world, "told", MANAGERS_READ, [c.ann, c.gus], item, driver)  # type: ignore[attr-defined]
    await _wave(world, told, 1, MANAGERS_READ, [c.ann, c.gus])  # type: ignore[attr-defined]
    await _wave(world, told, 2, "planned", [])
    hidden = await _survey(world, "for HR", HR_READS, [c.cy], item, driver, readers="hr")
    await _wave(world, hidden, 1, HR_READS, [c.cy])
    off = await _survey(world, "called off", "asked", [c.bo, c.max], item, driver)
    await _wave(world, off, 1, "called off", [c.bo, c.max])
    await _wave_of_all(world)


async def _driver(world: World, name: str) -> Row:
    row = Row("SurveyDriver", f"driver {name}", new_id(), "", {}, able=frozenset({"canEdit"}))
    row.values = {"name": world.text(row, "name")}
    row.model = await SurveyDriver.create(
        id=row.key,
        names={"en": row.values["name"], "ru": ""},
        descriptions={"en": world.text(row, "description"), "ru": ""},
        created_at=now(),
    )
    return world.add(row)


async def _item(world: World, name: str, driver: Row) -> Row:
    row = Row("SurveyItem", f"survey item {name}", new_id(), "", {}, able=frozenset({"canEdit"}))
    row.values = {"text": world.text(row, "text")}
    row.links = {"driver": driver}
    row.model = await SurveyItem.create(
        id=row.key,
        kind=SurveyQuestionKind.SCALE_5,
        content=_content(row.values["text"]),
        driver_id=driver.key,
        licence="own",
        source="own",
        created_at=now(),
    )
    return world.add(row)


def _content(text: str) -> dict[str, Any]:
    end = {"en": "end", "ru": ""}
    return {
        "text": {"en": text, "ru": ""},
        "help": None,
        "labels": [end, end],
        "options": [],
    }


def _ties(world: World, variant: str, invited: Sequence[Person]) -> dict[Relation, frozenset[UUID]]:
    found = {Relation.RECIPIENT: ids(*invited)}
    if variant == MANAGERS_READ:
        found[Relation.MANAGER] = ids(*(getattr(world.cast, name) for name in LED_BY))
    return found


async def _survey(
    world: World,
    name: str,
    variant: str,
    invited: Sequence[Person],
    item: Row,
    driver: Row,
    readers: str = "managers",
) -> Row:
    row = Row("Survey", f"survey {name}", new_id(), variant, _ties(world, variant, invited))
    row.values = {"title": world.text(row, "title")}
    row.links = {"owner": world.person(world.cast.hana)}
    draft = variant == "draft"
    row.able = frozenset({"canEdit"} if draft else ())
    survey = Survey(
        id=row.key,
        titles={"en": row.values["title"], "ru": ""},
        intros={"en": world.text(row, "intro"), "ru": ""},
        state=SurveyState.DRAFT if draft else SurveyState.LAUNCHED,
        rhythm=SurveyRhythm.MONTHLY,
        readers=SurveyReaders(readers),
        audience=Audience(everyone=True).to_json(),
        segments=["department"],
        starts_on=today() + timedelta(days=20 if draft else -20),
        open_days=7,
        remind_days=[1],
        owner_id=world.cast.hana.id,
        created_at=now(),
        updated_at=now(),
        launched_at=None if draft else now(),
    )
    if not draft:
        survey.promise = make_promise(terms_of(survey)).to_json()
        survey.promise_hash = promise_hash(survey.promise)
    await survey.save()
    row.model = survey
    world.add(row)
    question = Row("SurveyQuestion", f"question of {name}", new_id(), AS_PARENT, {}, parent=row)
    question.values = {"text": world.text(question, "text")}
    question.links = {"item": item, "driver": driver}
    question.model = await SurveyQuestion.create(
        id=question.key,
        survey_id=row.key,
        item_id=item.key,
        position=1,
        kind=SurveyQuestionKind.SCALE_5,
        content=_content(question.values["text"]),
        driver_id=driver.key,
    )
    row.extra["questions"] = [world.add(question)]
    return row


async def _wave(
    world: World, survey: Row, number: int, variant: str, invited: Sequence[Person]
) -> Row:
    state = {"planned": WaveState.PLANNED, "called off": WaveState.CANCELLED}
    told = variant in (MANAGERS_READ, HR_READS)
    questions = survey.extra["questions"]
    first = today() + timedelta(days=10 if variant == "planned" else -15)
    wave = await SurveyWave.create(
        survey_id=survey.key,
        number=number,
        state=state.get(variant, WaveState.CLOSED),
        starts_on=first,
        ends_on=first + timedelta(days=6),
        opens_at=now() + timedelta(days=10 if variant == "planned" else -15),
        closes_at=now() + timedelta(days=17 if variant == "planned" else -8),
        question_ids=[str(each.key) for each in questions],
        invited=len(invited),
        answered=len(invited) if told else None,
        loss=[],
        released_at=now() - timedelta(days=8) if told else None,
    )
    _ = await RollEntry.bulk_create(
        [RollEntry(wave_id=wave.id, person_id=each.id, class_number=0) for each in invited]
    )
    row = Row(
        "SurveyWave",
        f"wave {number} of {survey.name}",
        wave.id,
        variant,
        _ties(world, variant, invited),
        model=wave,
        links={"survey": survey, "questions": questions},
        values={"number": number, "invited": len(invited)},
    )
    return world.add(row)


async def _wave_of_all(world: World) -> None:
    """What ballots are taken of: everybody is invited to it."""
    wave = await SurveyWave.get(id=WAVE_OF_ALL)
    survey = await Survey.get(id=wave.survey_id)
    everybody = ids(*world.cast.people)
    parent = Row("Survey", "survey of all", survey.id, "asked", {Relation.RECIPIENT: everybody})
    parent.model = survey
    world.add(parent)
    questions = []
    for question in await SurveyQuestion.filter(survey_id=survey.id).order_by("position"):
        row = Row(
            "SurveyQuestion",
            f"question {question.position} of all",
            question.id,
            AS_PARENT,
            {},
            parent=parent,
            model=question,
        )
        questions.append(world.add(row))
    parent.extra["questions"] = questions
    world.add(
        Row(
            "SurveyWave",
            "wave of all",
            wave.id,
            "open",
            {Relation.RECIPIENT: everybody},
            model=wave,
            links={"survey": parent, "questions": questions},
            values={"number": 1},
        )
    )


def can_read(world: World, viewer: Viewer, row: Row) -> bool:
    """HR what is told; who leads a department where managers read. To be invited is not enough here."""
    found = world.relations(viewer.key, row)  # type: ignore[arg-type]
    told = row.variant in (MANAGERS_READ, HR_READS)
    return told and bool(found & {Relation.HR, Relation.MANAGER})


def waves(world: World, viewer: Viewer, row: Row) -> frozenset[str]:
    """Those of the survey that the viewer reads."""
    return frozenset(
        wave.id
        for wave in world.readable(viewer.key, world.of("SurveyWave"))
        if wave.links["survey"] is row
    )


ORACLES = {("SurveyWave", "canRead"): can_read, ("Survey", "waves"): waves}


class Facts:
    """What the predicates take besides the row."""

    def __init__(self) -> None:
        self.surveys: dict[UUID, Survey] = {}
        self.waves: dict[UUID, list[SurveyWave]] = {}
        self.roll: set[tuple[UUID, UUID]] = set()
        self.leaders: set[UUID] = set()

    async def load(self) -> None:
        self.surveys = {row.id: row for row in await Survey.all()}
        self.waves = {key: [] for key in self.surveys}
        for wave in await SurveyWave.all():
            self.waves[wave.survey_id].append(wave)
        self.roll = set(await RollEntry.all().values_list("person_id", "wave_id"))  # type: ignore[arg-type]
        self.leaders = await leaders()

    def leads(self, actor: Actor) -> bool:
        return actor.person_id in self.leaders

    def may_read_wave(self, actor: Actor, row: SurveyWave, _: Any) -> bool:
        return policy.may_read_wave(
            actor,
            row,
            self.surveys[row.survey_id],
            invited=(actor.person_id, row.id) in self.roll,
            leads=self.leads(actor),
        )

    def _through(self, actor: Actor, survey_id: UUID) -> bool:
        return any(self.may_read_wave(actor, wave, None) for wave in self.waves[survey_id])

    def may_read_survey(self, actor: Actor, row: Survey, _: Any) -> bool:
        return policy.may_read_survey(actor, row, through_wave=self._through(actor, row.id))

    def may_read_question(self, actor: Actor, row: SurveyQuestion, _: Any) -> bool:
        through = self._through(actor, row.survey_id)
        return policy.may_read_question(actor, row, through_wave=through)


FACTS = Facts()


def given(world: World) -> Given:
    """Each mutation, the input that names its row, the row, the rest of the input, what is particular."""
    words = {"en": "new", "ru": ""}
    driver = world.named("driver of the world")
    item = world.named("survey item to be reworded")
    launch, delete, change = (
        world.named(f"survey {name}") for name in ("to launch", "to delete", "to change")
    )
    told = world.named("survey told")
    planned = world.named("wave 2 of survey told")
    gone = world.named("wave 1 of survey called off")
    everybody = world.named("wave of all")
    question = {
        "kind": "SCALE_5",
        "texts": words,
        "labels": [words, words],
        "licence": "own",
        "source": "own",
    }
    survey = {
        "titles": words,
        "intros": words,
        "rhythm": "MONTHLY",
        "readers": "HR",
        "audience": {"everyone": True},
        "segments": [],
        "startsOn": (today() + timedelta(days=5)).isoformat(),
        "questions": [],
    }
    refused = {"succeeds": False}
    return [
        ("saveSurveyDriver", "", None, {"names": words, "descriptions": words}, {}),
        (
            "saveSurveyDriver",
            "driverId",
            driver,
            {"names": words, "descriptions": words, "version": 1},
            {},
        ),
        ("saveSurveyItem", "", None, question, {}),
        ("saveSurveyItem", "itemId", item, question | {"version": 1}, {}),
        ("retireSurveyItem", "itemId", item, {"retired": True}, {}),
        ("editEngagementSettings", "", None, {"monthlyQuestions": 30, "version": 1}, {}),
        ("saveSurvey", "", None, survey, {}),
        ("saveSurvey", "surveyId", change, survey | {"version": 1}, {}),
        ("copySurvey", "surveyId", told, {}, {}),
        ("deleteSurveyDraft", "surveyId", delete, {"version": 1}, {}),
        ("launchSurvey", "surveyId", launch, {"version": 1}, {}),
        ("launchSurvey", "surveyId", told, {"version": 1}, refused),
        ("endSurvey", "surveyId", told, {"version": 1}, {}),
        ("cancelWave", "waveId", planned, {"reason": "new"}, {}),
        ("cancelWave", "waveId", gone, {"reason": "new"}, refused),
        ("remindOfWave", "waveId", everybody, {}, {}),
        ("editEngagementPreference", "", None, {"mails": False}, {}),
    ]
