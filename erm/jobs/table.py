"""What the worker does, and how often."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from erm.access.actors import actor_for
from erm.access.commands.sign_in import send_sign_in_links
from erm.access.commands.upkeep import sweep_access
from erm.core.actor import SYSTEM
from erm.core.clock import now
from erm.core.database.models import WorkerHeartbeat
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.development.commands.upkeep import lapse_due_plans
from erm.digest import retention as digests
from erm.digest.issuing import issue_due, plan_due
from erm.engagement.actions.asking import drivers_to_echo
from erm.engagement.ballots.closing import wipe_again
from erm.engagement.comments.storing import store
from erm.engagement.past.uploads import purge_uploads
from erm.engagement.results.closing import close_due_waves, destroy_due
from erm.engagement.waves.mails import WaveMails
from erm.engagement.waves.opening import open_due_waves
from erm.feedback.cycles.commands import closing, guest_reviews
from erm.feedback.cycles.commands.packets import release_due_packets
from erm.feedback.cycles.commands.phases import advance_due_cycles
from erm.feedback.cycles.commands.programmes import make_due_cycles
from erm.feedback.cycles.commands.reminders import remind_due
from erm.feedback.sending import send_due
from erm.files.commands import purge_files
from erm.flows import assessing, cycle_changes, manager_changes, thanks_nudges
from erm.flows.downloads import claimed_files
from erm.flows.survey_levels import levels_on
from erm.integrations import delivering
from erm.mail import arrivals, claiming, delivery, pace
from erm.notifications import retention as notifications
from erm.notifications.dispatching import Dispatcher
from erm.one_on_ones.commands import upkeep as one_on_ones
from erm.one_on_ones.nudges import nudge_due
from erm.people.commands import announce_leavers
from erm.people.queries import people_by_ids
from erm.recognition.awards.commands.organising import advance_due_awards
from erm.recognition.celebrations.planning import deliver_due, plan_celebrations
from erm.recognition.commands.scheduling import give_due_kudos
from erm.recognition.points.commands.upkeep import expire_allowances, settle_leavers
from erm.reports.mailing import mail_due_reports
from erm.settings import Settings


@dataclass(frozen=True, slots=True)
class Tools:
    """What jobs work with."""

    settings: Settings
    bus: Bus
    postman: delivery.Postman
    courier: delivering.Courier
    dispatcher: Dispatcher
    stop: asyncio.Event
    worker: str
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do every so often. It must bear being done by several workers at once."""

    name: str
    every: timedelta
    run: Callable[[Tools], Awaitable[object]]


async def leavers_among(people: Collection[UUID]) -> set[UUID]:
    """Which of these people get no mail: those who have left, and those who are nobody here."""
    known = await people_by_ids(SYSTEM, list(people))
    return {person for person in people if person not in known or known[person].has_left}


async def beat(tools: Tools) -> None:
    """Tell that this worker is alive, and forget those that have been silent for a day."""
    instant = now()
    row = WorkerHeartbeat(name=tools.worker, beat_at=instant, started_at=tools.started_at)
    await WorkerHeartbeat.bulk_create([row], on_conflict=["name"], update_fields=["beat_at"])
    await WorkerHeartbeat.filter(beat_at__lt=instant - timedelta(days=1)).delete()


async def deliver_mail(tools: Tools) -> None:
    """Send what is due."""
    await tools.postman.run(tools.stop)


async def release_stale_mail(tools: Tools) -> None:
    """Take back the mails of workers that died."""
    await claiming.release_stale(tools.bus)


async def tell_integrations(tools: Tools) -> None:
    """Send to other programs and chats what is due."""
    await tools.courier.run(tools.stop)


async def release_stale_deliveries(tools: Tools) -> None:
    """Take back what workers that died were sending."""
    await delivering.release_stale(tools.bus)


async def purge_deliveries(tools: Tools) -> None:
    """Forget what was told long ago."""
    await delivering.purge()


async def queue_sign_in_links(tools: Tools) -> None:
    """Write the mails for the sign-in links that were asked for."""
    await send_sign_in_links(
        tools.bus, public_url=tools.settings.public_url, company=tools.settings.company_name
    )


async def plan_digests(tools: Tools) -> None:
    """Work out when the digests of new people come, and of those who moved or came back."""
    await plan_due(tools.bus, tools.stop)


async def make_digests(tools: Tools) -> None:
    """Queue every digest whose time has come."""
    await issue_due(tools.settings, tools.bus, tools.stop, plan=False)


async def remind_of_one_on_ones(tools: Tools) -> None:
    """Remind of the one-on-ones to come, and ask about those of which nothing is known."""
    await nudge_due(tools.settings, tools.bus, tools.stop)


async def invite_guests(tools: Tools) -> None:
    """Mail their link to people outside who are to write a review now."""
    await guest_reviews.invite_guests(tools.settings, tools.bus, tools.stop)


async def make_results(tools: Tools) -> None:
    """Make the results of reviews that are over, and destroy what was promised to be destroyed."""
    await closing.close_all_due(moment=now())
    await closing.forget_destroyed()


async def release_packets(tools: Tools) -> None:
    """Hand out the packets whose day has come."""
    await release_due_packets(tools.bus)


async def send_scheduled_requests(tools: Tools) -> None:
    """Ask for feedback what was to be asked later."""
    await send_due(tools.bus, tools.stop)


async def say_scheduled_thanks(tools: Tools) -> None:
    """Say the thanks that were put off until now, each as its author."""
    await give_due_kudos(tools.bus, tools.stop, actor_for)


async def dispatch_notifications(tools: Tools) -> None:
    """Tell people by mail, chat and push what happened, when they may be reached."""
    await tools.dispatcher.run(tools.stop)


async def purge_notifications(tools: Tools) -> None:
    """Delete notifications of long ago, and when people were away."""
    await notifications.purge(tools.stop)
    await notifications.put_away_pauses(tools.stop)


async def purge_digests(tools: Tools) -> None:
    """Forget which digests were made long ago."""
    await digests.purge(tools.stop)


async def purge_past_surveys(tools: Tools) -> None:
    """Delete uploaded tables of past surveys that nobody imported within a day."""
    async with unit_of_work(tools.bus):
        await purge_uploads()


async def mail_reports(tools: Tools) -> None:
    """Mail the reports on people whose day has come."""
    await mail_due_reports(tools.settings, tools.bus, tools.stop)


async def purge_mail(tools: Tools) -> None:
    """Delete old mail."""
    await claiming.purge(tools.stop)
    await pace.forget_idle(now())


async def forget_inbound_mail(tools: Tools) -> None:
    """Forget what came in by mail long ago."""
    await arrivals.forget_old(tools.stop)


async def purge_unneeded_files(tools: Tools) -> None:
    """Delete uploaded files that belong to nothing, or to nothing any more."""
    await purge_files(tools.bus, claimed_files)


async def sweep(tools: Tools) -> None:
    """Delete sessions, links, tokens and counters that have expired."""
    async with unit_of_work(tools.bus):
        await sweep_access(SYSTEM)


async def announce_those_who_left(tools: Tools) -> None:
    """Tell everybody else in erm of people whose last day has passed."""
    async with unit_of_work(tools.bus):
        await announce_leavers(SYSTEM)


async def end_what_managers_left_behind(tools: Tools) -> None:
    """End the one-on-ones of those who are not report and manager any more since today.

    What they had begun to answer in assessments of their former reports is destroyed.
    """
    await manager_changes.end_what_managers_left_behind(tools.bus)
    await assessing.forget_what_managers_began(tools.bus)


async def advance_cycles(tools: Tools) -> None:
    """Make cycles whose day has come, and move on those whose phase is over."""
    await make_due_cycles(tools.bus)
    await advance_due_cycles(tools.bus)


async def remind_of_reviews(tools: Tools) -> None:
    """Tell people that they are asked for reviews, and remind those who owe some."""
    await remind_due(tools.settings, tools.bus, tools.stop)


async def follow_managers_in_cycles(tools: Tools) -> None:
    """Let cycles know of managers who are others since today."""
    await cycle_changes.follow_managers_of_today(tools.bus)


async def close_plans_left_behind(tools: Tools) -> None:
    """Close the plans whose time was over long ago and that nobody closed or renewed."""
    await lapse_due_plans(tools.bus)


async def plan_what_is_celebrated(tools: Tools) -> None:
    """Plan the anniversaries and birthdays of the week to come, as their people want them."""
    await plan_celebrations(tools.bus)


async def deliver_cards(tools: Tools) -> None:
    """Hand over the cards whose morning has come."""
    await deliver_due(tools.bus)


async def make_thanks_nudges(tools: Tools) -> None:
    """Hint to those who have thanked nobody for a while whom they could thank."""
    await thanks_nudges.make_thanks_nudges(tools.bus, tools.stop)


async def settle_points(tools: Tools) -> None:
    """Let the rest of months that are over expire, and settle the points of those who left."""
    await settle_leavers(tools.bus)
    await expire_allowances(tools.bus)


async def advance_awards(tools: Tools) -> None:
    """Open and move on the awards whose day has come, in the company's time zone."""
    await advance_due_awards(tools.bus, tools.settings.default_time_zone)


async def close_surveys(tools: Tools) -> None:
    """Tell of the surveys that are over, and destroy the ballots whose day has come."""
    await close_due_waves(tools.bus, store, levels_of=levels_on, stop=tools.stop)
    await destroy_due(tools.bus)


async def wipe_ballots(_: Tools) -> None:
    """Make former rows of ballots unreadable in the database's files, where a backup was in the way."""
    await wipe_again()


async def open_surveys(tools: Tools) -> None:
    """Open the waves of surveys whose first day has begun somewhere."""
    await open_due_waves(tools.bus, levels_on, drivers_to_echo, tools.stop)


async def mail_about_surveys(tools: Tools) -> None:
    """Invite to surveys, remind those who took no ballot, and say that reports are there."""
    await WaveMails(tools.settings).run(tools.bus, tools.stop)


async def close_what_was_held(tools: Tools) -> None:
    """Close one-on-ones in which both were active, and put away pauses that are over."""
    await one_on_ones.close_meetings_held(tools.bus, tools.stop)
    await one_on_ones.put_away_pauses(tools.bus)


JOBS: tuple[Job, ...] = (
    Job("beat", timedelta(seconds=10), beat),
    Job("queue_sign_in_links", timedelta(seconds=1), queue_sign_in_links),
    Job("deliver_mail", timedelta(seconds=1), deliver_mail),
    Job("release_stale_mail", timedelta(seconds=5), release_stale_mail),
    Job("tell_integrations", timedelta(seconds=1), tell_integrations),
    Job("release_stale_deliveries", timedelta(seconds=10), release_stale_deliveries),
    Job("purge_deliveries", timedelta(hours=1), purge_deliveries),
    Job("plan_digests", timedelta(minutes=1), plan_digests),
    Job("make_digests", timedelta(seconds=20), make_digests),
    Job("remind_of_one_on_ones", timedelta(seconds=30), remind_of_one_on_ones),
    Job("invite_guests", timedelta(seconds=20), invite_guests),
    Job("send_scheduled_requests", timedelta(seconds=20), send_scheduled_requests),
    Job("say_scheduled_thanks", timedelta(seconds=20), say_scheduled_thanks),
    Job("dispatch_notifications", timedelta(seconds=5), dispatch_notifications),
    Job("close_what_was_held", timedelta(minutes=10), close_what_was_held),
    Job("make_results", timedelta(minutes=1), make_results),
    Job("release_packets", timedelta(minutes=5), release_packets),
    Job("advance_cycles", timedelta(minutes=1), advance_cycles),
    Job("remind_of_reviews", timedelta(minutes=10), remind_of_reviews),
    Job("follow_managers_in_cycles", timedelta(hours=1), follow_managers_in_cycles),
    Job("close_plans_left_behind", timedelta(hours=1), close_plans_left_behind),
    Job("plan_what_is_celebrated", timedelta(minutes=30), plan_what_is_celebrated),
    Job("deliver_cards", timedelta(seconds=20), deliver_cards),
    Job("make_thanks_nudges", timedelta(hours=1), make_thanks_nudges),
    Job("settle_points", timedelta(hours=1), settle_points),
    Job("advance_awards", timedelta(minutes=5), advance_awards),
    Job("close_surveys", timedelta(minutes=1), close_surveys),
    Job("wipe_ballots", timedelta(hours=6), wipe_ballots),
    Job("open_surveys", timedelta(minutes=1), open_surveys),
    Job("mail_about_surveys", timedelta(minutes=2), mail_about_surveys),
    Job("mail_reports", timedelta(minutes=5), mail_reports),
    Job("purge_notifications", timedelta(hours=1), purge_notifications),
    Job("purge_digests", timedelta(hours=6), purge_digests),
    Job("purge_past_surveys", timedelta(hours=1), purge_past_surveys),
    Job("purge_mail", timedelta(hours=1), purge_mail),
    Job("forget_inbound_mail", timedelta(hours=6), forget_inbound_mail),
    Job("purge_unneeded_files", timedelta(hours=1), purge_unneeded_files),
    Job("sweep", timedelta(hours=1), sweep),
    Job("announce_those_who_left", timedelta(hours=1), announce_those_who_left),
    Job(
        "end_what_managers_left_behind",
        timedelta(hours=1),
        end_what_managers_left_behind,
    ),
)
