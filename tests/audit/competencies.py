"""Everything that is noted of frameworks and levels, done once."""

from __future__ import annotations

from erm.core.clock import today
from erm.core.events import Bus
from erm.core.localized import Localized
from erm.core.work import unit_of_work
from erm.development.competencies.commands import frameworks, placing, placing_csv
from erm.development.competencies.examples import examples
from erm.development.competencies.models import CareerLevel
from tests.cast import Cast


async def everything(cast: Cast, bus: Bus) -> None:
    hana, key = cast.actor(cast.hana), min(examples())
    async with unit_of_work(bus):
        view = await frameworks.create_framework(hana, names=Localized("SECRET"), example_key=key)
        await frameworks.publish_framework(
            hana, framework_id=view.id, version=view.version, note="SECRET"
        )
        level = await CareerLevel.filter(framework_id=view.id).first()
        assert level is not None
        await placing.place_person(
            hana, person_id=cast.ann.id, level_id=level.id, starts_on=today()
        )
        await placing.end_placement(hana, person_id=cast.ann.id, ends_on=today())
        row = f"{cast.ann.work_email},SECRET,{level.track_key},{level.key},{today()}"
        await placing_csv.import_placements(
            hana, csv=f"work_email,framework,track,level,starts_on\n{row}", apply=True
        )
