"""People named in kudos and comments."""

from __future__ import annotations

import pytest

from erm.core.ids import new_id
from erm.recognition import commands, queries
from erm.recognition.commands import KudosDraft
from erm.recognition.events import KudosMentioned
from erm.recognition.models import KudosMention
from tests.recognition.rows import PRIVATE, PUBLIC, TEAM, do, heard, kudos, refused


def mentioned(facts) -> list:
    return [fact for fact in facts if isinstance(fact, KudosMentioned)]


async def test_those_whose_name_stands_in_the_text_are_mentioned(cast, actor_of, bus) -> None:
    facts = heard(bus)
    draft = KudosDraft(
        "With @Cy Test and @Nobody Else.",
        receiver_ids=(cast.ann.id,),
        mention_ids=(cast.cy.id, cast.max.id, cast.cy.id),
    )
    given = await do(bus, commands.give, actor_of(cast.bo), draft)
    found = (await queries.mentions_of(actor_of(cast.zed), [given.kudos.id]))[given.kudos.id]
    assert [(each.label, each.person_id) for each in found] == [("Cy Test", cast.cy.id)]
    assert given.not_told == ()
    (fact,) = mentioned(facts)
    assert (fact.person_ids, fact.comment_id) == ((cast.cy.id,), None)


@pytest.mark.parametrize(
    ("visibility", "told"),
    [(PUBLIC, {"ann", "cy", "mo", "bo"}), (TEAM, {"ann", "mo", "bo"}), (PRIVATE, {"ann", "bo"})],
)
async def test_who_may_not_see_it_is_words_only_and_the_writer_is_told(
    cast, actor_of, bus, visibility, told
) -> None:
    facts = heard(bus)
    names = ("ann", "cy", "mo", "bo", "dee")
    people = {name: getattr(cast, name) for name in names}
    draft = KudosDraft(
        " ".join(f"@{person.given_name} Test" for person in people.values()),
        receiver_ids=(cast.ann.id,),
        visibility=visibility,
        audience_id=cast.mo.id,
        mention_ids=tuple(person.id for person in people.values()),
    )
    given = await do(bus, commands.give, actor_of(cast.bo), draft)
    kept = set(await KudosMention.all().values_list("person_id", flat=True))
    assert kept == {people[name].id for name in told}
    assert set(given.not_told) == {people[name].id for name in set(names) - told}
    (fact,) = mentioned(facts)
    assert set(fact.person_ids) == {people[name].id for name in told - {"bo"}}


async def test_a_comment_mentions_those_who_may_see_it(cast, actor_of, bus) -> None:
    row = await kudos(cast.bo, cast.ann, visibility=PRIVATE)
    facts = heard(bus)
    said = await do(
        bus,
        commands.comment_on_kudos,
        actor_of(cast.ann),
        kudos_id=row.id,
        body="@Bo Test, ask @Cy Test",
        mention_ids=[cast.bo.id, cast.cy.id],
    )
    assert said.not_told == (cast.cy.id,)
    found = await queries.comment_mentions_of(actor_of(cast.bo), [said.comment.id])
    assert [each.person_id for each in found[said.comment.id]] == [cast.bo.id]
    assert not await queries.comment_mentions_of(actor_of(cast.cy), [said.comment.id])
    (fact,) = mentioned(facts)
    assert (fact.person_ids, fact.comment_id) == ((cast.bo.id,), said.comment.id)


async def test_an_edit_tells_only_those_who_were_not_named_before(cast, actor_of, bus) -> None:
    draft = KudosDraft("@Cy Test", receiver_ids=(cast.ann.id,), mention_ids=(cast.cy.id,))
    bo = actor_of(cast.bo)
    given = await do(bus, commands.give, bo, draft)
    facts = heard(bus)
    await do(
        bus,
        commands.edit_kudos,
        bo,
        kudos_id=given.kudos.id,
        message="@Cy Test and @Max Test",
        company_value_id=None,
        mention_ids=[cast.cy.id, cast.max.id],
    )
    assert [fact.person_ids for fact in mentioned(facts)] == [(cast.max.id,)]
    kept = set(await KudosMention.all().values_list("person_id", flat=True))
    assert kept == {cast.cy.id, cast.max.id}


async def test_too_many_and_unknown_people_are_refused(cast, actor_of, bus) -> None:
    bo = actor_of(cast.bo)
    receivers = (cast.ann.id,)
    many = tuple(new_id() for _ in range(21))
    for code, ids in (("KUDOS_TOO_MANY_MENTIONS", many), ("PERSON_UNKNOWN", many[:1])):
        draft = KudosDraft("Thanks.", receiver_ids=receivers, mention_ids=ids)
        error = await refused(bus, code, commands.give, bo, draft)
        assert error.field == "mention_ids"
