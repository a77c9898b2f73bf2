"""Who hears which fact. The only place where domains are wired together."""

from __future__ import annotations

from erm.core.events import Bus
from erm.development.mails import DevelopmentMails
from erm.development.skills.events import SkillsMerged
from erm.digest import planning
from erm.feedback.cycles.news import CycleNews
from erm.feedback.mails import FeedbackMails
from erm.flows import assessing, cycle_changes, leaver, manager_changes, skills_merge
from erm.flows.announcing import Announcing
from erm.flows.integration_news import IntegrationNews
from erm.flows.notifying import (
    celebrating,
    company,
    development,
    engagement,
    feedback,
    one_on_ones,
    recognition,
    reviews,
)
from erm.flows.unsubscribing import StoppedMail
from erm.notifications.events import ReachChanged
from erm.one_on_ones.invitations import Invitations
from erm.people.events import ManagerChanged, PersonLeft
from erm.recognition.awards.mails import AwardMails
from erm.recognition.celebrations.mails import CelebrationMails
from erm.recognition.moderation import commands as moderation
from erm.relationships import touchpoints
from erm.settings import Settings


def build_bus(settings: Settings) -> Bus:
    """The bus with every subscriber, for the server, the worker and the commands."""
    bus = Bus()
    touchpoints.subscribe(bus)
    recognition.subscribe(bus)
    Invitations(settings).subscribe(bus)
    FeedbackMails(settings).subscribe(bus)
    CycleNews(settings).subscribe(bus)
    DevelopmentMails(settings).subscribe(bus)
    CelebrationMails(settings).subscribe(bus)
    AwardMails(settings).subscribe(bus)
    moderation.subscribe(bus)
    Announcing(settings).subscribe(bus)
    IntegrationNews(settings).subscribe(bus)
    for each in (one_on_ones, feedback, reviews, development, celebrating, engagement, company):
        each.subscribe(bus)
    bus.subscribe(PersonLeft, leaver.person_left)
    bus.subscribe(ManagerChanged, manager_changes.manager_changed)
    bus.subscribe(SkillsMerged, skills_merge.skills_merged)
    bus.subscribe(PersonLeft, cycle_changes.person_left)
    bus.subscribe(ManagerChanged, cycle_changes.manager_changed)
    bus.subscribe(PersonLeft, assessing.person_left)
    bus.subscribe(ReachChanged, planning.reach_changed)
    StoppedMail(settings).subscribe(bus)
    bus.subscribe(ManagerChanged, assessing.manager_changed)
    return bus
