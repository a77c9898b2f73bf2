"""Evidence of goals: who adds, reads and removes it, and that nothing of its source leaks."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from erm.core.actor import SYSTEM
from erm.core.clock import now
from erm.core.errors import DomainError
from erm.core.ids import new_id
from erm.development.evidence import commands, policy, queries
from erm.development.evidence.events import EvidenceAdded
from erm.development.evidence.rules import EVIDENCE_MAXIMUM, part_that_does_not_fit
from erm.development.links import is_web_address
from erm.development.models import DevelopmentPlan, Evidence, Goal
from erm.development.rules import EvidenceKind, GoalVisibility, PlanState
from erm.files.models import StoredFile
from erm.flows import evidence as flows
from erm.one_on_ones.models import ActionItem
from erm.one_on_ones.rules import ActionItemState
from erm.people.models import Person
from tests.database import query_count
from tests.development.builders import plan
from tests.development.conftest import Doing
from tests.feedback.rows import CLOSE, SHARED, note
from tests.files.making import stored
from tests.one_on_ones.builders import history
from tests.recognition.rows import PRIVATE, kudos

NOTE, LINK, FILE = EvidenceKind.NOTE, EvidenceKind.LINK, EvidenceKind.FILE
FEEDBACK, KUDOS, ITEM = EvidenceKind.FEEDBACK, EvidenceKind.KUDOS, EvidenceKind.ACTION_ITEM


async def goal_of(person: Person, **columns: Any) -> Goal:
    values = {"author_id": person.id, "title": "Speak up", "position": 0, "created_at": now()}
    return await Goal.create(person_id=person.id, **(values | columns))


async def shown(goal: Goal, author: Person, **columns: Any) -> Evidence:
    values = {"kind": NOTE, "body": "I did", "created_at": now()} | columns
    return await Evidence.create(
        id=new_id(), person_id=goal.person_id, author_id=author.id, goal_id=goal.id, **values
    )


async def kept_promise(owner: Person, other: Person, body: str = "Write it down") -> ActionItem:
    (series,) = await history(owner, [other], 1)
    item = await ActionItem.filter(series_id=series.id, owner_id=owner.id).first()
    assert item is not None
    await ActionItem.filter(id=item.id).update(state=ActionItemState.DONE, done_at=now(), body=body)
    return item


async def refused(do: Doing, code: str, command: Any) -> DomainError:
    """The command is refused with a code, and nothing of evidence and files changed."""
    before = [await Evidence.all().order_by("id").values(), await StoredFile.all().values()]
    with pytest.raises(DomainError) as refusal:
        await do(command)
    assert refusal.value.code == code
    after = [await Evidence.all().order_by("id").values(), await StoredFile.all().values()]
    assert after == before
    return refusal.value


# ---- adding ------------------------------------------------------------------------------------


async def test_the_person_and_their_manager_add_notes_links_and_files(cast, actor_of, do) -> None:
    goal = await goal_of(cast.ann)
    for person in (cast.ann, cast.mo):
        actor = actor_of(person)
        file = await stored(person)
        for given in (
            {"kind": NOTE, "body": " I spoke\n"},
            {"kind": LINK, "url": "https://a.test/talk", "title": " The  talk "},
            {"kind": FILE, "file_id": file.id, "body": "See page 2"},
        ):
            view = await do(commands.add_evidence(actor, goal_id=goal.id, **given))
            assert (view.person_id, view.author_id) == (cast.ann.id, person.id)
            assert view.can_remove
        assert view.file is not None
        assert view.file.id == file.id
        assert (await StoredFile.get(id=file.id)).claimed_at is not None
    seen = (await queries.evidence_of(actor_of(cast.ann), [goal.id]))[goal.id]
    assert len(seen) == 6
    assert [each.title for each in seen if each.kind is LINK] == ["The talk", "The talk"]
    assert [each.can_remove for each in seen] == [False] * 3 + [True] * 3
    assert [e.by_id for e in do.heard if isinstance(e, EvidenceAdded)].count(cast.mo.id) == 3


async def test_nobody_else_adds_evidence(cast, actor_of, do) -> None:
    goal = await goal_of(cast.ann)
    everyone = await goal_of(cast.ann, visibility=GoalVisibility.EVERYONE)
    private = await goal_of(cast.ann, visibility=GoalVisibility.PRIVATE)
    for person in (cast.bo, cast.zed, cast.old, cast.hana, cast.ada, cast.cy):
        actor = actor_of(person)
        adding = commands.add_evidence(actor, goal_id=goal.id, kind=NOTE, body="x")
        await refused(do, "GOAL_NOT_FOUND", adding)
        adding = commands.add_evidence(actor, goal_id=everyone.id, kind=NOTE, body="x")
        await refused(do, "GOAL_READ_ONLY", adding)
    adding = commands.add_evidence(actor_of(cast.mo), goal_id=private.id, kind=NOTE, body="x")
    await refused(do, "GOAL_NOT_FOUND", adding)
    await do(commands.add_evidence(actor_of(cast.ann), goal_id=private.id, kind=NOTE, body="x"))


async def test_a_closed_plan_takes_no_more_evidence_and_gives_none_up(cast, actor_of, do) -> None:
    closed = await plan(
        cast.ann, state=PlanState.CLOSED, agreed_manager_id=cast.mo.id, closed_by_id=cast.ann.id
    )
    goal = await goal_of(cast.ann, plan_id=closed.id)
    row = await shown(goal, cast.ann)
    ann = actor_of(cast.ann)
    adding = commands.add_evidence(ann, goal_id=goal.id, kind=NOTE, body="x")
    await refused(do, "PLAN_CLOSED", adding)
    await refused(do, "PLAN_CLOSED", commands.remove_evidence(ann, evidence_id=row.id))
    (seen,) = (await queries.evidence_of(ann, [goal.id]))[goal.id]
    assert not seen.can_remove


async def test_evidence_is_work_on_the_plan(cast, actor_of, do) -> None:
    long_ago = now().replace(year=2020)
    active = await plan(cast.ann, state=PlanState.ACTIVE, last_activity_at=long_ago)
    goal = await goal_of(cast.ann, plan_id=active.id)
    await do(commands.add_evidence(actor_of(cast.ann), goal_id=goal.id, kind=NOTE, body="x"))
    assert (await DevelopmentPlan.get(id=active.id)).last_activity_at > long_ago


async def test_a_file_is_added_by_whoever_uploaded_it_and_once(cast, actor_of, do) -> None:
    goal = await goal_of(cast.ann)
    mine, other = await stored(cast.ann), await stored(cast.mo)
    ann = actor_of(cast.ann)

    def adding(file_id: UUID) -> Any:
        return commands.add_evidence(ann, goal_id=goal.id, kind=FILE, file_id=file_id)

    await refused(do, "FILE_NOT_FOUND", adding(other.id))
    await refused(do, "FILE_NOT_FOUND", adding(uuid4()))
    await do(adding(mine.id))
    await refused(do, "FILE_NOT_FOUND", adding(mine.id))


async def test_what_a_kind_needs_must_be_there_and_nothing_else(cast, actor_of, do) -> None:
    goal = await goal_of(cast.ann)
    file = await stored(cast.ann)
    for field, given in (
        ("body", {"kind": NOTE, "body": " "}),
        ("url", {"kind": NOTE, "body": "x", "url": "https://a.test"}),
        ("url", {"kind": LINK}),
        ("file_id", {"kind": FILE}),
        ("file_id", {"kind": LINK, "url": "https://a.test", "file_id": file.id}),
        ("source_id", {"kind": KUDOS}),
    ):
        adding = commands.add_evidence(actor_of(cast.ann), goal_id=goal.id, **given)
        assert (await refused(do, "EVIDENCE_DOES_NOT_FIT", adding)).field == field
    for url in ("javascript:alert(1)", "data:text/html,x", "a.test", "https://a@b.test", "//a"):
        adding = commands.add_evidence(actor_of(cast.ann), goal_id=goal.id, kind=LINK, url=url)
        await refused(do, "LINK_INVALID", adding)
    adding = commands.add_evidence(
        actor_of(cast.ann), goal_id=goal.id, kind=NOTE, body="x", title="x" * 201
    )
    await refused(do, "TEXT_TOO_LONG", adding)


def test_every_kind_says_which_part_it_lacks() -> None:
    for kind in EvidenceKind:
        assert part_that_does_not_fit(kind, body="", url="", file=False, source=False)


@pytest.mark.parametrize(
    ("url", "fine"),
    [
        ("https://a.test", True),
        ("HTTP://a.test:8080/x?y=1#z", True),
        ("https://пример.рф/путь", True),
        ("http://[::1]/", True),
        ("https://", False),
        ("https://a.test:port/", False),
        ("http://[::1/", False),
        ("ftp://a.test", False),
        ("https://a.test/<script>", False),
        ("https://user:secret@a.test", False),
        ("https:\\\\a.test", False),
        ("javascript://a.test/%0aalert(1)", False),
    ],
)
def test_a_link_leads_to_a_page_of_the_web(url: str, fine: bool) -> None:
    assert is_web_address(url) is fine


async def test_a_goal_has_bounded_room_for_evidence(cast, actor_of, do) -> None:
    goal = await goal_of(cast.ann)
    await Evidence.bulk_create(
        [
            Evidence(
                person_id=cast.ann.id,
                author_id=cast.ann.id,
                goal_id=goal.id,
                kind=NOTE,
                created_at=now(),
            )
            for _ in range(EVIDENCE_MAXIMUM)
        ]
    )
    adding = commands.add_evidence(actor_of(cast.ann), goal_id=goal.id, kind=NOTE, body="x")
    await refused(do, "GOAL_EVIDENCE_FULL", adding)


# ---- reading -----------------------------------------------------------------------------------


async def test_evidence_is_read_by_whoever_follows_the_goal(cast, actor_of) -> None:
    for visibility, readers in (
        (GoalVisibility.PRIVATE, {"Ann"}),
        (GoalVisibility.SHARED, {"Ann", "Mo"}),
        (GoalVisibility.EVERYONE, {"Ann", "Mo"}),
    ):
        goal = await goal_of(cast.ann, visibility=visibility)
        row = await shown(goal, cast.ann)
        found = set()
        for person in cast.people:
            actor = actor_of(person)
            one = bool(await queries.evidence_by_ids(actor, [row.id]))
            several = bool((await queries.evidence_of(actor, [goal.id]))[goal.id])
            counted = (await queries.evidence_counts(actor, [goal.id]))[goal.id] == 1
            assert one == several == counted == policy.may_read_evidence(actor, row, goal, None)
            if one:
                found.add(person.given_name)
        assert found == readers, visibility
        assert await queries.evidence_by_ids(SYSTEM, [row.id]) == {}


async def test_evidence_of_many_goals_is_read_in_as_many_queries(cast, actor_of) -> None:
    file = await stored(cast.ann, claimed=True)
    ann = actor_of(cast.ann)
    goals: list[Goal] = []
    counts = set()
    for rows in (1, 20, 200):
        goals += [await goal_of(cast.ann) for _ in range(min(rows, 20) - len(goals))]
        await Evidence.filter(kind=FILE).delete()
        await Evidence.bulk_create(
            [
                Evidence(
                    person_id=cast.ann.id,
                    author_id=cast.ann.id,
                    goal_id=goals[n % len(goals)].id,
                    kind=FILE,
                    file_id=file.id,
                    created_at=now(),
                )
                for n in range(rows)
            ]
        )
        with query_count() as count:
            found = await queries.evidence_of(ann, [goal.id for goal in goals])
        assert sum(map(len, found.values())) == rows
        counts.add(count.count)
    assert len(counts) == 1


# ---- from elsewhere ----------------------------------------------------------------------------


async def test_what_one_received_or_kept_is_evidence_by_its_place_alone(cast, actor_of, do) -> None:
    goal = await goal_of(cast.ann)
    ann = actor_of(cast.ann)
    for kind, source in (
        (FEEDBACK, await note(cast.bo, cast.ann, behaviour="qz you spoke")),
        (KUDOS, await kudos(cast.bo, cast.cy, cast.ann, message="qz thanks")),
        (ITEM, await kept_promise(cast.ann, cast.mo, "qz promise")),
    ):
        view = await do(flows.add_evidence(ann, goal_id=goal.id, kind=kind, source_id=source.id))
        row = await Evidence.get(id=view.id)
        assert (row.source_id, row.title, row.body, row.url) == (source.id, "", "", "")
        found = (await flows.sources_by_keys(ann, [(kind, source.id)]))[kind, source.id]
        assert found.title.startswith("qz")
        assert found.path.startswith("/")
        again = flows.add_evidence(ann, goal_id=goal.id, kind=kind, source_id=source.id)
        await refused(do, "EVIDENCE_THERE_ALREADY", again)


async def test_the_manager_sees_that_there_is_feedback_and_not_which(cast, actor_of, do) -> None:
    goal = await goal_of(cast.ann)
    close, open_ = await note(cast.bo, cast.ann, CLOSE), await note(cast.cy, cast.ann, SHARED)
    for source in (close, open_):
        adding = flows.add_evidence(
            actor_of(cast.ann), goal_id=goal.id, kind=FEEDBACK, source_id=source.id
        )
        await do(adding)
    mo = actor_of(cast.mo)
    seen = (await queries.evidence_of(mo, [goal.id]))[goal.id]
    assert {each.source_id for each in seen} == {close.id, open_.id}
    told = await flows.sources_by_keys(mo, [(FEEDBACK, close.id), (FEEDBACK, open_.id)])
    assert set(told) == {(FEEDBACK, open_.id)}


async def test_nobody_points_at_what_they_may_not_read_or_what_is_anothers(
    cast, actor_of, do
) -> None:
    goal = await goal_of(cast.ann)
    ann, mo = actor_of(cast.ann), actor_of(cast.mo)

    def adding(actor: Any, kind: EvidenceKind, source: Any) -> Any:
        return flows.add_evidence(actor, goal_id=goal.id, kind=kind, source_id=source.id)

    close = await note(cast.bo, cast.ann, CLOSE)
    await refused(do, "EVIDENCE_SOURCE_NOT_FOUND", adding(mo, FEEDBACK, close))
    private = await kudos(cast.bo, cast.cy, visibility=PRIVATE)
    await refused(do, "EVIDENCE_SOURCE_NOT_FOUND", adding(ann, KUDOS, private))
    written = await note(cast.ann, cast.bo)
    await refused(do, "EVIDENCE_OF_ANOTHER", adding(ann, FEEDBACK, written))
    given = await kudos(cast.ann, cast.bo)
    await refused(do, "EVIDENCE_OF_ANOTHER", adding(ann, KUDOS, given))
    theirs = await kept_promise(cast.mo, cast.ann)
    await refused(do, "EVIDENCE_OF_ANOTHER", adding(ann, ITEM, theirs))
    await ActionItem.filter(id=theirs.id).update(owner_id=cast.ann.id, state="open")
    await refused(do, "EVIDENCE_SOURCE_NOT_FOUND", adding(ann, ITEM, theirs))
    # A kind and a source that do not belong together.
    await refused(do, "EVIDENCE_SOURCE_NOT_FOUND", adding(ann, KUDOS, close))
    await refused(do, "EVIDENCE_DOES_NOT_FIT", adding(ann, NOTE, close))


async def test_one_chooses_from_what_one_received_or_kept_oneself(cast, actor_of) -> None:
    ann = actor_of(cast.ann)
    mine = [
        await note(cast.bo, cast.ann, behaviour="Ёлка was calm"),
        await note(cast.mo, cast.ann, behaviour="You explained the plan"),
    ]
    await note(cast.ann, cast.bo)
    thanks = await kudos(cast.bo, cast.ann)
    await kudos(cast.ann, cast.bo)
    promise = await kept_promise(cast.ann, cast.mo)
    found = await flows.evidence_to_choose(ann, FEEDBACK)
    assert [each.id for each in found] == [mine[1].id, mine[0].id]
    assert [e.id for e in await flows.evidence_to_choose(ann, FEEDBACK, "елка")] == [mine[0].id]
    assert [each.id for each in await flows.evidence_to_choose(ann, KUDOS)] == [thanks.id]
    assert [each.id for each in await flows.evidence_to_choose(ann, ITEM)] == [promise.id]
    for kind in (NOTE, LINK, FILE):
        assert await flows.evidence_to_choose(ann, kind) == []


async def test_at_most_twenty_are_offered(cast, actor_of) -> None:
    for _ in range(23):
        await kudos(cast.bo, cast.ann)
    assert len(await flows.evidence_to_choose(actor_of(cast.ann), KUDOS)) == 20


# ---- removing ----------------------------------------------------------------------------------


async def test_whoever_added_evidence_takes_it_away_with_its_file(cast, actor_of, do) -> None:
    goal = await goal_of(cast.ann)
    file = await stored(cast.mo, claimed=True)
    row = await shown(goal, cast.mo, kind=FILE, file_id=file.id)
    own = await shown(goal, cast.ann)
    for person, code in (
        (cast.ann, "EVIDENCE_IS_THE_AUTHORS"),
        (cast.bo, "EVIDENCE_NOT_FOUND"),
        (cast.zed, "EVIDENCE_NOT_FOUND"),
        (cast.hana, "EVIDENCE_NOT_FOUND"),
    ):
        removing = commands.remove_evidence(actor_of(person), evidence_id=row.id)
        await refused(do, code, removing)
    assert await do(commands.remove_evidence(actor_of(cast.mo), evidence_id=row.id)) == goal.id
    assert await Evidence.all().values_list("id", flat=True) == [own.id]
    assert await StoredFile.all().count() == 0
    gone = commands.remove_evidence(actor_of(cast.mo), evidence_id=row.id)
    await refused(do, "EVIDENCE_NOT_FOUND", gone)


async def test_a_former_manager_cannot_take_back_what_they_added(cast, actor_of, do) -> None:
    goal = await goal_of(cast.ann)
    row = await shown(goal, cast.old)
    removing = commands.remove_evidence(actor_of(cast.old), evidence_id=row.id)
    await refused(do, "EVIDENCE_NOT_FOUND", removing)


# ---- through the API ---------------------------------------------------------------------------


ADD = """mutation ($input: AddEvidenceInput!) { addEvidence(input: $input) {
  __typename ... on Refusal { code field }
  ... on AddEvidenceSuccess {
    evidence { id kind title file { id fileName size url } source { title path by { name } at }
               sourceId canRemove person { name } author { name } goal { title } }
    goal { evidence { id } } } } }"""


async def test_evidence_goes_through_the_api(cast, api) -> None:
    from erm.schema.ids import to_global

    goal = await goal_of(cast.ann)
    source = await note(cast.bo, cast.ann, CLOSE, behaviour="You let everybody finish.")
    file = await stored(cast.ann)
    ann = api(cast.ann)
    shared: dict[str, Any] = {"goalId": to_global("Goal", goal.id)}
    given = shared | {"kind": "FEEDBACK", "sourceId": to_global("FeedbackNote", source.id)}
    added = (await ann.run(ADD, {"input": given}))["addEvidence"]
    assert added["evidence"]["source"]["title"] == "You let everybody finish."
    assert added["evidence"]["source"]["by"]["name"].startswith("Bo")
    assert added["evidence"]["sourceId"] == given["sourceId"]
    given = shared | {"kind": "FILE", "fileId": str(file.id)}
    added = (await ann.run(ADD, {"input": given}))["addEvidence"]
    assert added["evidence"]["file"]["url"] == f"/files/{file.id}"
    assert len(added["goal"]["evidence"]) == 2
    for wrong, code in (
        (shared | {"kind": "FILE", "fileId": "x"}, "ID_INVALID"),
        (shared | {"kind": "KUDOS", "sourceId": to_global("Person", cast.bo.id)}, "ID_INVALID"),
        (shared | {"kind": "NOTE", "body": "x", "sourceId": "x"}, "ID_INVALID"),
    ):
        refusal = (await ann.run(ADD, {"input": wrong}))["addEvidence"]
        assert (refusal["__typename"], refusal["code"]) == ("Refusal", code)
    query = """query ($id: ID!) { goal(id: $id) { evidence { kind source { title } sourceId } } }"""
    seen = (await api(cast.mo).run(query, {"id": shared["goalId"]}))["goal"]["evidence"]
    assert seen == [
        {"kind": "FILE", "source": None, "sourceId": None},
        {"kind": "FEEDBACK", "source": None, "sourceId": None},
    ]
    choose = "{ viewer { evidenceToChoose(kind: FEEDBACK) { sourceId title by { name } at } } }"
    (choice,) = (await ann.run(choose))["viewer"]["evidenceToChoose"]
    assert choice["sourceId"] == to_global("FeedbackNote", source.id)
