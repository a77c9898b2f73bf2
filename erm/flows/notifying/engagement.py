"""What happens with surveys, for those whom it concerns.

That a survey is open, that one has not taken part, and that its report is there is told where that mail
is written. When a wave is over, who was reminded is forgotten.
"""

from __future__ import annotations

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.events import Bus
from erm.engagement.actions.events import ActionStepGiven
from erm.engagement.actions.queries import plans_by_ids
from erm.engagement.actions.views import ActionPlanView
from erm.engagement.results.events import WaveReleased
from erm.engagement.waves.events import WaveCancelled
from erm.engagement.waves.mails import SUBJECT as WAVE
from erm.engagement.waves.queries import waves_by_ids
from erm.engagement.waves.rules import WaveState
from erm.engagement.waves.views import WaveView
from erm.flows.notifying.common import PATHS, in_a_few_words, read_through
from erm.notifications.commands import forget_subject, notify, withdraw
from erm.notifications.rules import NotificationKind
from erm.notifications.subjects import About, Subjects, SubjectView

ACTION_PLAN = "ActionPlan"


def subscribe(bus: Bus) -> None:
    """Tell of what happens."""
    bus.subscribe(ActionStepGiven, step_given)
    bus.subscribe(WaveReleased, wave_released)
    bus.subscribe(WaveCancelled, wave_cancelled)


async def step_given(event: ActionStepGiven) -> None:
    """Who is to do it."""
    await notify(
        NotificationKind.ACTION_STEP_GIVEN,
        [event.owner_id],
        ACTION_PLAN,
        event.plan_id,
        person_id=event.by_id,
        detail_id=event.step_id,
        at=event.at,
    )


async def wave_released(event: WaveReleased) -> None:
    """Nobody can answer any more; and who was reminded is nobody's to look up later."""
    await withdraw(
        [NotificationKind.SURVEY_OPENED, NotificationKind.SURVEY_REMINDED], WAVE, [event.wave_id]
    )


async def wave_cancelled(event: WaveCancelled) -> None:
    """Nothing is told of it."""
    await forget_subject(WAVE, [event.wave_id])


def _wave(actor: Actor, about: About, view: WaveView) -> SubjectView:
    reported = about.kind is NotificationKind.SURVEY_REPORTED
    closed = view.state is not WaveState.OPEN or view.closes_at <= now()
    return SubjectView(
        title=in_a_few_words(view.titles.of(actor.locale)),
        path=PATHS.survey_report(view.id) if reported else PATHS.survey_answer(view.id),
        public=True,
        over=closed and not reported,
    )


def _plan(actor: Actor, about: About, view: ActionPlanView) -> SubjectView:
    words = next((step.text for step in view.steps if step.id == about.detail_id), view.title)
    return SubjectView(title=in_a_few_words(words), path=PATHS.action_plan(view.id))


SUBJECTS: dict[str, Subjects] = {
    WAVE: read_through(waves_by_ids, _wave),
    ACTION_PLAN: read_through(plans_by_ids, _plan),
}
