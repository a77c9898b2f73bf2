"""Both forms of the rules of the directory agree, for everybody of the cast."""

from erm.access.models import AccessToken, Session
from erm.access.policy import (
    may_read_access_token,
    may_read_session,
    readable_access_tokens,
    readable_sessions,
)
from erm.people.models import Person
from erm.people.policy import may_read_person, readable_people


async def test_the_list_and_the_single_row_agree_on_people(cast, actor_of) -> None:
    for who in cast.people:
        actor = actor_of(who)
        listed = set(await Person.filter(readable_people(actor)).values_list("id", flat=True))
        assert listed == {p.id for p in cast.people if may_read_person(actor, p)}


async def test_the_list_and_the_single_row_agree_on_sessions_and_tokens(cast, actor_of) -> None:
    for who in cast.people:
        await cast.session(who)
        await cast.access_token(who)
    for who in cast.people:
        actor = actor_of(who)
        for model, readable, may_read in (
            (Session, readable_sessions, may_read_session),
            (AccessToken, readable_access_tokens, may_read_access_token),
        ):
            listed = {row.id for row in await model.filter(readable(actor))}
            assert listed == {row.id for row in await model.all() if may_read(actor, row)}
            assert len(listed) == 1
