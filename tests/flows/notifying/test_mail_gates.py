"""Mail that the domains write: asked whether it is wanted, stopped by one click, in its thread."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from erm.core.clock import now
from erm.core.events import Bus, Event
from erm.core.work import record, unit_of_work
from erm.feedback.events import (
    FeedbackAnsweredBack,
    FeedbackAskedAbout,
    FeedbackAskedBack,
    FeedbackDeclined,
    FeedbackGiven,
    FeedbackRequested,
)
from erm.feedback.mails import FeedbackMails
from erm.flows.integration_news import IntegrationNews
from erm.flows.unsubscribing import OF_KINDS, unsubscribe
from erm.integrations.events import IntegrationDisabled
from erm.integrations.rules import DisabledReason
from erm.mail.models import Mail
from erm.mail.unsubscribing import Subscription, unsubscribe_token
from erm.notifications.models import NotificationChoice, NotificationPolicy, Reach
from erm.notifications.rules import (
    GENERAL,
    KINDS,
    Channel,
    NotificationKind,
    chosen_together,
)
from erm.people.models import Person
from erm.settings import Settings
from tests.cast import Cast
from tests.feedback.rows import note, request

SECRET_WORDS = "You let everybody finish."


async def happen(settings: Settings, *events: Event) -> list[Mail]:
    """The mail of some facts, which is forgotten afterwards."""
    bus = Bus()
    FeedbackMails(settings).subscribe(bus)
    IntegrationNews(settings).subscribe(bus)
    async with unit_of_work(bus):
        for event in events:
            record(event)
    found = await Mail.all().order_by("id")
    async with unit_of_work(Bus()):
        await Mail.all().delete()
    return list(found)


async def choose(person: Person, kind: NotificationKind, wanted: bool) -> None:
    _ = await NotificationChoice.create(
        person_id=person.id, kind=kind, channel=Channel.MAIL, wanted=wanted, updated_at=now()
    )


async def company(kind: NotificationKind, *, on: bool, required: bool = False) -> None:
    _ = await NotificationPolicy.create(
        kind=kind, channel=Channel.MAIL, on=on, required=required, updated_at=now()
    )


async def asked(cast: Cast, **values: Any) -> FeedbackRequested:
    row = await request(cast.ann, cast.cy, **values)
    return FeedbackRequested(
        at=now(), request_id=row.id, requester_id=cast.ann.id, asked_id=cast.cy.id
    )


async def facts_about_a_note(cast: Cast) -> dict[NotificationKind, tuple[Event, Person]]:
    """What is mailed about feedback, and to whom."""
    row = await note(cast.cy, cast.ann, behaviour=SECRET_WORDS)
    two: dict[str, UUID] = {"author_id": cast.cy.id, "recipient_id": cast.ann.id}
    question = await request(cast.ann, cast.cy)
    requested: dict[str, UUID] = {"requester_id": cast.ann.id, "asked_id": cast.cy.id}
    return {
        NotificationKind.FEEDBACK_REQUESTED: (
            FeedbackRequested(at=now(), request_id=question.id, **requested),
            cast.cy,
        ),
        NotificationKind.FEEDBACK_DECLINED: (
            FeedbackDeclined(at=now(), request_id=question.id, **requested),
            cast.ann,
        ),
        NotificationKind.FEEDBACK_RECEIVED: (
            FeedbackGiven(at=now(), note_id=row.id, request_id=None, to_team=False, **two),
            cast.ann,
        ),
        NotificationKind.FEEDBACK_ASKED_BACK: (
            FeedbackAskedBack(at=now(), note_id=row.id, **two),
            cast.cy,
        ),
        NotificationKind.FEEDBACK_ANSWERED_BACK: (
            FeedbackAnsweredBack(at=now(), note_id=row.id, **two),
            cast.ann,
        ),
    }


async def test_each_mail_about_feedback_goes_to_one_person_in_its_thread_without_its_words(
    cast: Cast, settings: Settings
) -> None:
    for kind, (fact, to) in (await facts_about_a_note(cast)).items():
        (mail,) = await happen(settings, fact)
        assert mail.recipient_id == to.id, kind
        assert mail.subject_kind in ("FeedbackRequest", "FeedbackNote"), kind
        assert mail.subject_id in (
            getattr(fact, "note_id", None),
            getattr(fact, "request_id", None),
        )
        assert mail.unsubscribe_url is not None
        assert mail.unsubscribe_url in mail.text
        assert SECRET_WORDS not in mail.text + (mail.html or "") + mail.subject, kind
        await choose(to, kind, False)
        assert await happen(settings, fact) == [], kind


async def test_a_question_stands_in_the_mail_and_is_answered_by_mail_where_erm_receives_any(
    cast: Cast, settings: Settings
) -> None:
    (plain,) = await happen(settings, await asked(cast, question="How was it?"))
    assert "How was it?" in plain.text
    assert not plain.takes_replies
    receiving = replace(settings, inbound_domain="in.erm.test")
    (mail,) = await happen(receiving, await asked(cast, question="How was that?"))
    assert mail.takes_replies
    assert "reply to this mail" in mail.text
    assert "reply to this mail" not in plain.text


async def test_the_company_switches_a_mail_off_and_one_who_wants_it_has_it(
    cast: Cast, settings: Settings
) -> None:
    await company(NotificationKind.FEEDBACK_REQUESTED, on=False)
    assert await happen(settings, await asked(cast, question="One?")) == []
    await choose(cast.cy, NotificationKind.FEEDBACK_REQUESTED, True)
    assert len(await happen(settings, await asked(cast, question="Two?"))) == 1


async def test_what_the_company_requires_cannot_be_stopped_and_says_so(
    cast: Cast, settings: Settings
) -> None:
    await choose(cast.cy, NotificationKind.FEEDBACK_REQUESTED, False)
    await company(NotificationKind.FEEDBACK_REQUESTED, on=True, required=True)
    (mail,) = await happen(settings, await asked(cast))
    assert mail.unsubscribe_url is None
    assert "unsubscribe" not in mail.text + (mail.html or "")
    assert "cannot be switched off" in mail.text


async def test_who_asks_others_about_somebody_cannot_do_it_behind_their_back(
    cast: Cast, settings: Settings
) -> None:
    for kind in NotificationKind:
        await choose(cast.ann, kind, False)
    (mail,) = await happen(
        settings,
        FeedbackAskedAbout(
            at=now(),
            batch_key=cast.mo.id,
            subject_id=cast.ann.id,
            requester_id=cast.mo.id,
            question="How is she doing?",
            asked_ids=(cast.cy.id,),
            guest_names=(),
        ),
    )
    assert mail.recipient_id == cast.ann.id
    assert mail.unsubscribe_url is None
    assert "cannot be switched off" in mail.text


async def test_it_waits_for_the_end_of_a_pause(cast: Cast, settings: Settings) -> None:
    (now_,) = await happen(settings, await asked(cast, question="One?"))
    until = now().date().replace(year=now().year + 1)
    _ = await Reach.create(
        person_id=cast.cy.id,
        quiet_from=0,
        quiet_to=0,
        days_off=[],
        paused_until=until,
        updated_at=now(),
    )
    (later,) = await happen(settings, await asked(cast, question="Two?"))
    assert later.next_attempt_at is not None
    assert now_.next_attempt_at is not None
    assert (later.next_attempt_at - now()).days >= 363
    assert (now_.next_attempt_at - now()).days <= 3


async def test_administrators_may_stop_hearing_of_integrations(
    cast: Cast, settings: Settings
) -> None:
    fact = IntegrationDisabled(
        at=now(),
        endpoint_id=cast.ada.id,
        channel_id=None,
        name="CRM",
        reason=next(iter(DisabledReason)),
    )
    (mail,) = await happen(settings, fact)
    assert (mail.recipient_id, mail.subject_kind) == (cast.ada.id, "WebhookEndpoint")
    await choose(cast.ada, NotificationKind.INTEGRATION_FAILED, False)
    assert await happen(settings, fact) == []


async def test_one_click_stops_the_mail_of_one_kind_and_of_no_other(
    cast: Cast, settings: Settings
) -> None:
    kinds = [what for what in Subscription if what.value in {kind.value for kind in KINDS}]
    assert len(kinds) >= 10
    for number, what in enumerate(kinds):
        token = unsubscribe_token(cast.ann.id, settings.secret_key, what)
        async with unit_of_work(Bus()):
            assert await unsubscribe(token, secret_key=settings.secret_key) is what
            await unsubscribe(token, secret_key=settings.secret_key)
        rows = await NotificationChoice.filter(person_id=cast.ann.id, wanted=False)
        assert {(row.kind.value, row.channel) for row in rows} == {
            (each.value, Channel.MAIL) for each in kinds[: number + 1]
        }
    assert not await NotificationChoice.exclude(person_id=cast.ann.id).exists()


async def test_a_link_stops_nothing_that_the_company_requires(
    cast: Cast, settings: Settings
) -> None:
    await company(NotificationKind.FEEDBACK_RECEIVED, on=True, required=True)
    token = unsubscribe_token(cast.ann.id, settings.secret_key, Subscription.FEEDBACK_RECEIVED)
    async with unit_of_work(Bus()):
        await unsubscribe(token, secret_key=settings.secret_key)
    assert not await NotificationChoice.all().exists()


def test_every_mail_of_a_domain_has_a_way_to_stop_it_or_is_required() -> None:
    """A link of its own, or of all that are chosen together with it."""
    stopped = {
        kind.value for what in OF_KINDS.values() for kind in chosen_together(what, Channel.MAIL)
    }
    own = {what.value for what in Subscription}
    for kind, rule in KINDS.items():
        if not rule.own_mail or rule.mailing != GENERAL or Channel.MAIL in rule.required:
            continue
        assert (kind.value in own) is not (kind.value in stopped), kind


def test_the_page_of_a_link_says_of_each_kind_what_it_stops() -> None:
    """It would otherwise speak of the digest."""
    page = (Path(__file__).parents[3] / "frontend/src/features/digest/Unsubscribe.tsx").read_text()
    assert [what for what in Subscription if f"'{what.value}'" not in page] == []
