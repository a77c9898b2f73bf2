"""What stands about promises and agendas: comments, histories, goals from promises, templates."""

from __future__ import annotations

from erm.core.clock import now
from erm.core.ids import new_id
from erm.one_on_ones.models import (
    ActionItem,
    ActionItemChange,
    ActionItemComment,
    AgendaTemplate,
    DismissedSuggestion,
)
from erm.one_on_ones.rules import ActionItemChangeKind, ActionItemState, SuggestionKind
from erm.one_on_ones.templates import built_in
from erm.people.models import Person
from tests.authorization.relations import Relation
from tests.authorization.table import AS_PARENT
from tests.authorization.world import DAY, Row, World, ids, some_day


async def fill(world: World) -> None:
    await _promises(world)
    await _templates(world)
    for name, person in (("Ann and Mo", world.cast.ann), ("Cy and Max", world.cast.max)):
        await DismissedSuggestion.create(
            series_id=world.named(f"series of {name}").key,
            person_id=person.id,
            source_kind=SuggestionKind.GOAL_AT_RISK,
            source_id=new_id(),
            created_at=now(),
        )


async def _promises(world: World) -> None:
    from tests.authorization.rows import item_row

    c = world.cast
    meeting = world.named("meeting 2 of series of Ann and Mo")
    late = await item_row(world, meeting, "overdue of Mo", c.mo, c.ann)
    await ActionItem.filter(id=late.key).update(due_on=some_day(-2))
    goal = world.named("plan Ann's active").links["goals"][0]
    became = ActionItemState.BECAME_GOAL
    # Mo reads the plan that the promise went into; Old does not any more.
    last = world.named("meeting 1 of series of Ann and Old")
    for where, name, by in ((meeting, "Mo", c.mo), (last, "Old", c.old)):
        item = await item_row(world, where, f"became a goal, to {name}", c.ann, c.ann, state=became)
        await _link(item, goal=goal)
        await _comment(world, item, by)
        await _comment(world, item, c.ann)
    private = world.named(f"private point 3 of Ann, {meeting.name}")
    shared = world.named(f"shared point 2 of Ann, {meeting.name}")
    for point, name in ((private, "private"), (shared, "shared")):
        item = await item_row(world, meeting, f"from a {name} point", c.ann, c.ann)
        await _link(item, originPoint=point)
        await _comment(world, item, c.ann)
        await ActionItemChange.create(
            item_id=item.key,
            kind=ActionItemChangeKind.BODY,
            before=world.text(item, "history"),
            after=item.values["body"],
            by_id=c.mo.id,
            at=now() - DAY,
        )


async def _link(item: Row, **links: Row) -> None:
    columns = {"goal": "goal_id", "originPoint": "origin_point_id"}
    item.links |= links
    values = {columns[name]: row.key for name, row in links.items()}
    await ActionItem.filter(id=item.key).update(**values)


async def _comment(world: World, item: Row, author: Person) -> Row:
    row = await world.put(
        "ActionItemComment",
        ActionItemComment,
        f"comment of {author.given_name} on {item.name}",
        texts=["body"],
        variant=AS_PARENT,
        ties={**item.ties, Relation.AUTHOR: ids(author)},
        about=item.about,
        parent=item,
        links={"author": world.person(author)},
        item_id=item.key,
        author_id=author.id,
        created_at=now() - DAY,
    )
    item.links["comments"].append(row)
    return row


async def _templates(world: World) -> None:
    c = world.cast
    for person in (c.ann, c.ann, c.mo, c.hana):
        row = await world.put(
            "AgendaTemplate",
            AgendaTemplate,
            f"template {len(world.of('AgendaTemplate'))} of {person.given_name}",
            texts=["name"],
            variant="one's own",
            ties={Relation.SELF: ids(person)},
            owner_id=person.id,
            points=[{"body": "", "recurring": False}],
            created_at=now(),
        )
        word = world.text(row, "points")
        points = [{"body": word, "recurring": True}]
        await AgendaTemplate.filter(id=row.key).update(points=points)
    for key in built_in("en"):
        # Of the product, and so no row; but answered in the same list.
        row = Row("AgendaTemplate", key, new_id(), "built in", {}, extra={"id": key})
        world.by_id[row.id] = row
