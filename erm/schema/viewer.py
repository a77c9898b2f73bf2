"""The signed-in person's own corner of the graph: ``viewer``.

Leaf modules export a mixin of the fields that they add (``FeedbackViewer``); this module stands on
top of them and is reached from below only through ``erm.schema.refs``.
"""

from __future__ import annotations

import strawberry

from erm.schema.access import AccessViewer
from erm.schema.action_plans import ActionPlansViewer
from erm.schema.assessments import AssessmentsViewer
from erm.schema.cadence import CadenceViewer
from erm.schema.celebrations import CelebrationsViewer
from erm.schema.certificates import CertificatesViewer
from erm.schema.context import Info
from erm.schema.development import DevelopmentViewer
from erm.schema.development_team import DevelopmentTeamViewer
from erm.schema.digest import DigestViewer
from erm.schema.evidence import EvidenceViewer
from erm.schema.fairness import FairnessViewer
from erm.schema.feedback import FeedbackViewer
from erm.schema.feedback_guests import GuestsViewer
from erm.schema.feedback_turning import FeedbackTurningViewer
from erm.schema.handovers import HandoversViewer
from erm.schema.home import HomeViewer
from erm.schema.learning import LearningViewer
from erm.schema.mentorships import MentoringViewer
from erm.schema.notification_choices import NotificationChoicesViewer
from erm.schema.notifications import NotificationsViewer
from erm.schema.one_on_ones import OneOnOnesViewer
from erm.schema.one_on_ones_settings import OneOnOneSettingsViewer
from erm.schema.packets import PacketsViewer
from erm.schema.people import PeopleViewer
from erm.schema.points import PointsViewer
from erm.schema.recognition_choices import RecognitionChoicesViewer
from erm.schema.recognition_feed import FollowingViewer
from erm.schema.relationships import RelationshipsViewer
from erm.schema.reviews import ReviewsViewer
from erm.schema.skills_people import SkillsViewer
from erm.schema.survey_waves import SurveysViewer


@strawberry.type(description="Whoever is signed in, and what is theirs.")
class Viewer(
    PeopleViewer,
    AccessViewer,
    ActionPlansViewer,
    HomeViewer,
    OneOnOnesViewer,
    OneOnOneSettingsViewer,
    FairnessViewer,
    FeedbackViewer,
    GuestsViewer,
    FeedbackTurningViewer,
    DevelopmentViewer,
    DevelopmentTeamViewer,
    AssessmentsViewer,
    EvidenceViewer,
    LearningViewer,
    CertificatesViewer,
    SkillsViewer,
    PointsViewer,
    MentoringViewer,
    CelebrationsViewer,
    FollowingViewer,
    RecognitionChoicesViewer,
    NotificationsViewer,
    NotificationChoicesViewer,
    RelationshipsViewer,
    CadenceViewer,
    HandoversViewer,
    ReviewsViewer,
    PacketsViewer,
    SurveysViewer,
    DigestViewer,
):
    """Everything that belongs to the person who asks. Holds no state: the actor is in the context."""


@strawberry.type
class ViewerQuery:
    """The root field."""

    @strawberry.field(description="Whoever is signed in; null when nobody is.")
    async def viewer(self, info: Info) -> Viewer | None:
        """The viewer of this request."""
        return None if info.context.maybe_actor is None else Viewer()
