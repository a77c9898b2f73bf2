"""The link in the mail that tells of several kinds: what it stops, and what may go on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from erm.core.clock import now
from erm.mail.unsubscribing import Subscription, unsubscribe_token
from erm.notifications.models import NotificationChoice, NotificationPolicy
from erm.notifications.rules import GENERAL, KINDS, Channel, NotificationKind
from erm.people.models import Person
from erm.settings import Settings
from tests.cast import Cast
from tests.conftest import Api

LINK = "query($t: String!) { unsubscribeLink(token: $t) { kinds } }"
STOP = """mutation($input: UnsubscribeDigestInput!) { unsubscribeDigest(input: $input) {
  ... on UnsubscribeDigestSuccess { unsubscribed } ... on Refusal { code } } }"""
PROMISED = NotificationKind.PROMISE_KEPT
BOUNCED = NotificationKind.MAIL_BOUNCED


@pytest.fixture
def link(settings: Settings) -> Callable[..., str]:
    def token(person: Person, what: Subscription = Subscription.NOTIFICATIONS) -> str:
        return unsubscribe_token(person.id, settings.secret_key, what)

    return token


async def stopped(person: Person) -> set[NotificationKind]:
    rows = await NotificationChoice.filter(person_id=person.id, wanted=False, channel=Channel.MAIL)
    return {row.kind for row in rows}


async def test_the_page_is_told_exactly_what_ends_and_looking_ends_nothing(
    api: Callable[..., Api], cast: Cast, link: Callable[..., str]
) -> None:
    await NotificationPolicy.create(
        kind=PROMISED, channel=Channel.MAIL, on=True, required=True, updated_at=now()
    )
    nobody = api(None)

    async def ends(person: Person) -> set[str]:
        found = (await nobody.run(LINK, {"t": link(person)}))["unsubscribeLink"]["kinds"]
        assert len(found) == len(set(found))
        return set(found)

    general = {
        kind.name
        for kind, rule in KINDS.items()
        if rule.mailing == GENERAL and Channel.MAIL in rule.dispatched - rule.required
    }
    assert await ends(cast.ada) == general - {PROMISED.name}
    assert await ends(cast.ann) == general - {PROMISED.name, BOUNCED.name}
    assert await NotificationChoice.all().count() == 0
    # It ends what it said, and one click of a mail program the same.
    await nobody.run(STOP, {"input": {"token": link(cast.ada)}})
    assert {kind.name for kind in await stopped(cast.ada)} == await ends(cast.ada)
    assert await stopped(cast.ann) == set()


async def test_what_shall_go_on_goes_on(
    api: Callable[..., Api], cast: Cast, link: Callable[..., str]
) -> None:
    kept = [NotificationKind.PLAN_PROPOSED, NotificationKind.HANDOVER_SHARED]
    given = {"token": link(cast.ann), "keep": [kind.name for kind in kept]}
    answer = await api(None).run(STOP, {"input": given})
    assert answer["unsubscribeDigest"] == {"unsubscribed": True}
    ended = await stopped(cast.ann)
    assert PROMISED in ended
    assert not ended & set(kept)
    # Of a mail about one kind nothing can be kept.
    token = link(cast.ann, Subscription.FEEDBACK_RECEIVED)
    keep = [NotificationKind.FEEDBACK_RECEIVED.name]
    await api(None).run(STOP, {"input": {"token": token, "keep": keep}})
    assert NotificationKind.FEEDBACK_RECEIVED in await stopped(cast.ann)


@pytest.mark.parametrize(
    ("what", "kinds"),
    [
        (Subscription.DIGEST, []),
        (Subscription.RECOGNITION_GATHERED, ["KUDOS_COMMENTED", "KUDOS_REACTED"]),
        (Subscription.SURVEYS, ["SURVEY_OPENED", "SURVEY_REMINDED", "SURVEY_REPORTED"]),
        (Subscription.CALENDAR_MAIL, ["MEETING_MOVED"]),
        (Subscription.REVIEWS_ASKED, ["REVIEWS_ASKED"]),
    ],
)
async def test_each_link_names_the_kinds_that_it_stops(
    api: Callable[..., Api],
    cast: Cast,
    link: Callable[..., str],
    what: Subscription,
    kinds: list[str],
) -> None:
    found = await api(None).run(LINK, {"t": link(cast.ann, what)})
    assert found["unsubscribeLink"] == {"kinds": kinds}


async def test_a_link_that_was_not_made_here_tells_nothing(
    api: Callable[..., Api], cast: Cast
) -> None:
    for key in ("another installation's key of 32 characters", "x" * 40):
        token = unsubscribe_token(cast.ann.id, key, Subscription.NOTIFICATIONS)
        assert (await api(None).run(LINK, {"t": token}))["unsubscribeLink"] is None
        answer = await api(None).run(STOP, {"input": {"token": token}})
        assert answer["unsubscribeDigest"]["code"] == "UNSUBSCRIBE_LINK_INVALID"
    assert await NotificationChoice.all().count() == 0
