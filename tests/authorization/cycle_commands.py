"""Managing cycles: the rows of HR alone, and a case for every mutation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from erm.core.clock import now, today
from erm.feedback.cycles.models import CycleProgramme
from erm.feedback.cycles.rules import CycleState, Perspective, ProgrammeTrigger
from erm.feedback.cycles.templates import built_in
from erm.people.audience import Audience
from tests.authorization.cycles import _cycle, _participant
from tests.authorization.relations import Relation
from tests.authorization.world import World, ids
from tests.feedback.cycles import rows as building

NAME = "chosen cycle"
PROGRAMME = "programme"


async def fill(world: World) -> None:
    """A cycle that has just been launched, a programme and a template of the company's own."""
    c = world.cast
    round_ = await building.cycle(
        c.hana, state=CycleState.NOMINATION, writing_until=today() + timedelta(days=17)
    )
    ann = await building.participant(round_, c.ann, manager=c.mo, department=c.engineering)
    _ = await building.review(ann, c.ann, Perspective.SELF)
    ties = {
        Relation.SELF: ids(c.ann),
        Relation.AUTHOR: ids(c.ann),
        Relation.RECIPIENT: ids(c.mo),
    }
    row = await _cycle(world, round_, "launched", ties)
    row.name = NAME
    for question in row.links["questions"]:
        question.name = question.name.replace("launched cycle", NAME)
    _participant(world, row, ann, c.ann, c.mo, None)
    definition = built_in("probation").definition.to_json()
    for name, over in ((PROGRAMME, None), ("programme that is over", now())):
        await world.put(
            "CycleProgramme",
            CycleProgramme,
            name,
            texts=["name"],
            ties={},
            links={"owner": world.person(c.hana), "cycles": []},
            trigger=ProgrammeTrigger.AFTER_HIRE,
            days=60,
            starts_on=today(),
            definition=definition,
            audience=Audience(people=(c.ann.id,)).to_json(),
            owner_id=c.hana.id,
            created_at=now(),
            ended_at=over,
        )
    for name in ("Ours", "Another"):
        _ = await building.template(c.hana, name)


def _day(days: int) -> str:
    return (today() + timedelta(days=days)).isoformat()


def _draft() -> dict[str, Any]:
    """All of a draft, as its page would send it."""
    both = {"en": "Keeps promises", "ru": ""}
    return {
        "version": 1,
        "name": "changed",
        "timeZone": "UTC",
        "periodFrom": _day(-90),
        "periodUntil": _day(0),
        "nominationUntil": _day(7),
        "writingUntil": _day(14),
        "packetsUntil": _day(21),
        "acknowledgeUntil": _day(28),
        "releasedBy": "HR",
        "nominator": "SUBJECT",
        "nominationCap": 5,
        "nominationsNeedApproval": True,
        "loadLimit": 6,
        "audience": {"everyone": True},
        "perspectives": [{"kind": "PEER", "anonymous": True}],
        "questions": [
            {
                "kind": "RATING",
                "texts": both,
                "perspectives": ["PEER"],
                "scale": [{"value": n, "labels": both} for n in (1, 2, 3)],
            }
        ],
    }


def given(world: World) -> list[tuple[str, str, Any, dict[str, Any], dict[str, Any]]]:
    """Each mutation, the input that names its row, the row, all that is given, and what is particular."""
    c = world.cast
    cycle, draft = world.named(NAME), world.named("draft cycle")
    (ann,) = [r for r in world.of("CycleParticipant") if r.links["cycle"] is cycle]
    question = cycle.links["questions"][0]
    audience = {"personIds": [world.person(c.bo).id]}
    template = built_in("quarterly").key
    made = {"templateKey": template, "name": "new", "startsOn": _day(1)}
    programme = {"trigger": "EVERY_MONTHS", "months": 6, "audience": audience, **made}
    more = {"phase": "WRITING", "untilOn": _day(20), "personId": world.person(c.ann).id}
    managers = {"relations": frozenset({Relation.HR, Relation.RECIPIENT})}
    text = {"texts": {"en": "changed", "ru": ""}}
    saved = {"cycleId": cycle.id, "name": "new"}
    found: list[tuple[str, str, Any, dict[str, Any], dict[str, Any]]] = [
        ("createCycle", "", None, made, {}),
        ("editCycle", "id", draft, _draft(), {}),
        ("moveCycle", "id", cycle, {"version": 1, "state": "WRITING"}, {}),
        ("moveCycle", "id", cycle, {"version": 1, "state": "CANCELLED", "reason": "so"}, {}),
        ("changeCycleDates", "id", cycle, {"version": 1, "writingUntil": _day(18)}, {}),
        ("rewordCycleQuestion", "questionId", question, {"version": 1, **text}, {}),
        ("addCycleParticipants", "cycleId", cycle, {"personIds": [world.person(c.cy).id]}, {}),
        ("removeCycleParticipant", "participantId", ann, {"reason": "so"}, {}),
        ("extendCycleDeadline", "cycleId", cycle, more, managers),
        ("saveCycleTemplate", "", None, saved, {}),
        ("deleteCycleTemplate", "", None, {"key": "upward"}, {"succeeds": False}),
        ("saveCycleProgramme", "", None, programme, {}),
        ("endCycleProgramme", "id", world.named(PROGRAMME), {}, {}),
    ]
    return [
        (name, by, row, rest if row is None else {by: row.id} | rest, how)
        for name, by, row, rest, how in found
    ]
