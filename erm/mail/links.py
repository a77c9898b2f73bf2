"""Where in the product each line of a mail is done.

Addresses hold Relay global ids, as the SPA's do; a test holds the two forms of id together.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses under the public address ``root`` (without a slash at its end)."""

    root: str

    @property
    def home(self) -> str:
        """Home."""
        return f"{self.root}/"

    @property
    def one_on_ones(self) -> str:
        """All one-on-ones and promises."""
        return f"{self.root}/one-on-ones"

    @property
    def feedback(self) -> str:
        """All feedback."""
        return f"{self.root}/feedback"

    @property
    def people_reports(self) -> str:
        """Reports on people, and those that come by mail."""
        return f"{self.root}/reports/people"

    @property
    def reviews(self) -> str:
        """All reviews that one has to write."""
        return f"{self.root}/reviews"

    def nominations(self, participant_id: UUID) -> str:
        """Where the raters of a participant are chosen."""
        return f"{self.root}/nominations/{global_id('CycleParticipant', participant_id)}"

    def nominations_of(self, cycle_id: UUID) -> str:
        """The choices of raters in a cycle that wait for somebody."""
        return f"{self.root}/nominations?cycle={global_id('Cycle', cycle_id)}"

    @property
    def team_packets(self) -> str:
        """The packets that one prepares."""
        return f"{self.root}/packets?list=team"

    def cycle(self, key: UUID) -> str:
        """A cycle."""
        return f"{self.root}/cycles/{global_id('Cycle', key)}"

    def packet(self, participant_id: UUID) -> str:
        """A participant's packet."""
        return f"{self.root}/packets/{global_id('CycleParticipant', participant_id)}"

    @property
    def development(self) -> str:
        """All plans."""
        return f"{self.root}/development"

    @property
    def recognition(self) -> str:
        """The feed of kudos."""
        return f"{self.root}/recognition"

    @property
    def settings(self) -> str:
        """One's settings, where it is chosen which mail comes, and when."""
        return f"{self.root}/settings"

    def meeting(self, key: UUID) -> str:
        """A one-on-one."""
        return f"{self.root}/meetings/{global_id('OneOnOneMeeting', key)}"

    def series(self, key: UUID) -> str:
        """The one-on-ones of two people."""
        return f"{self.root}/one-on-ones/{global_id('OneOnOneSeries', key)}"

    def feedback_request(self, key: UUID) -> str:
        """A request, where it is answered."""
        return f"{self.root}/feedback/requests/{global_id('FeedbackRequest', key)}"

    def feedback_note(self, key: UUID) -> str:
        """A note."""
        return f"{self.root}/feedback/notes/{global_id('FeedbackNote', key)}"

    def guest_feedback(self, key: UUID) -> str:
        """What a guest was asked, and wrote."""
        return f"{self.root}/feedback/guests/{global_id('GuestFeedback', key)}"

    def plan(self, key: UUID) -> str:
        """A development plan."""
        return f"{self.root}/development/plans/{global_id('DevelopmentPlan', key)}"

    def goal(self, key: UUID) -> str:
        """A goal."""
        return f"{self.root}/development/goals/{global_id('Goal', key)}"

    def assessment(self, key: UUID) -> str:
        """An assessment of somebody's competencies."""
        return f"{self.root}/development/assessments/{global_id('Assessment', key)}"

    @property
    def mentorships(self) -> str:
        """One's mentorships."""
        return f"{self.root}/development/skills#mentoring"

    @property
    def learning(self) -> str:
        """What one learns, and one's certificates."""
        return f"{self.root}/development/learning"

    def handover(self, key: UUID) -> str:
        """A handover."""
        return f"{self.root}/handovers/{global_id('Handover', key)}"

    def kudos(self, key: UUID) -> str:
        """Kudos."""
        return f"{self.root}/recognition/{global_id('Kudos', key)}"

    @property
    def rewards(self) -> str:
        """What one redeems points for."""
        return f"{self.root}/recognition/rewards"

    def celebration(self, key: UUID) -> str:
        """A celebration, with its card."""
        return f"{self.root}/recognition/celebrations/{global_id('Celebration', key)}"

    @property
    def celebrations(self) -> str:
        """The days of colleagues."""
        return f"{self.root}/recognition/celebrations"

    def award(self, key: UUID) -> str:
        """An award."""
        return f"{self.root}/recognition/awards/{global_id('Award', key)}"

    def give(self, person_id: UUID) -> str:
        """The dialog in which somebody is thanked, with this person in it."""
        return f"{self.root}/recognition?give=1&to={global_id('Person', person_id)}"

    @property
    def engagement(self) -> str:
        """All surveys that concern one."""
        return f"{self.root}/engagement"

    def action_plan(self, key: UUID) -> str:
        """A plan of action after a survey."""
        return f"{self.root}/engagement/plans/{global_id('ActionPlan', key)}"

    def survey_answer(self, wave_id: UUID) -> str:
        """Where a wave of a survey is answered."""
        return f"{self.root}/engagement/answer/{global_id('SurveyWave', wave_id)}"

    def survey_one_tap(self, wave_id: UUID, question_id: UUID, answer: int) -> str:
        """The same with one answer chosen, to be confirmed there; it stays out of every log."""
        question = global_id("SurveyQuestion", question_id)
        return f"{self.survey_answer(wave_id)}#q={question}&a={answer}"

    def survey_report(self, wave_id: UUID) -> str:
        """What is told of a wave."""
        return f"{self.root}/engagement/report/{global_id('SurveyWave', wave_id)}"

    @property
    def departments(self) -> str:
        """How departments are tied, for HR."""
        return f"{self.root}/reports/departments"

    def pair(self, person_id: UUID) -> str:
        """The page of oneself and another."""
        return f"{self.root}/people/{global_id('Person', person_id)}/relationship"

    @property
    def blocked_addresses(self) -> str:
        """The addresses that get no mail any more, for administrators."""
        return f"{self.root}/company/mail/addresses"

    def integration(self, type_name: str, key: UUID) -> str:
        """An endpoint or a chat, with its log. ``type_name`` is what the API calls it."""
        kind = {"WebhookEndpoint": "webhooks", "ChatChannel": "chats"}[type_name]
        return f"{self.root}/company/integrations/{kind}/{global_id(type_name, key)}"

    def calendar_feed(self, secret: str) -> str:
        """Where a person's calendar program reads."""
        return f"{self.root}/calendar/{secret}.ics"

    def guest(self, token: str) -> str:
        """Where somebody without an account answers; the secret stays out of every log."""
        return f"{self.root}/guest#token={token}"

    def act(self, token: str) -> str:
        """The page that prepares an act; the token stays out of every log."""
        return f"{self.root}/act#{token}"

    def unsubscribe(self, token: str) -> str:
        """The one click that stops a kind of mail."""
        return f"{self.root}/unsubscribe/{token}"


def plain_global_id(type_name: str, key: UUID) -> str:
    """A Relay global id as the API gives it."""
    return base64.b64encode(f"{type_name}:{key}".encode()).decode()


def global_id(type_name: str, key: UUID) -> str:
    """A Relay global id, escaped for a path."""
    # What Base64 has besides letters and digits.
    plain = plain_global_id(type_name, key)
    return plain.replace("=", "%3D").replace("+", "%2B").replace("/", "%2F")
