"""What happens with rewards, awards and cards, for those whom it concerns."""

from __future__ import annotations

from erm.core.actor import Actor
from erm.core.events import Bus
from erm.flows.notifying.common import PATHS, read_through, this_time
from erm.notifications.commands import notify
from erm.notifications.rules import NotificationKind
from erm.notifications.subjects import About, Subjects, SubjectView
from erm.recognition.awards.events import AwardAnnounced
from erm.recognition.awards.queries import awards_by_ids, parts_of
from erm.recognition.awards.views import AwardView
from erm.recognition.celebrations.events import CardDelivered
from erm.recognition.celebrations.queries import celebrations_by_ids
from erm.recognition.celebrations.views import CelebrationView
from erm.recognition.points.events import RedemptionDecided
from erm.recognition.points.queries import redemptions_by_ids
from erm.recognition.points.views import RedemptionView

REDEMPTION = "Redemption"
AWARD = "Award"
CELEBRATION = "Celebration"


def subscribe(bus: Bus) -> None:
    """Tell of what happens."""
    bus.subscribe(RedemptionDecided, redemption_decided)
    bus.subscribe(AwardAnnounced, award_announced)
    bus.subscribe(CardDelivered, card_delivered)


async def redemption_decided(event: RedemptionDecided) -> None:
    """Who redeems, at each step that somebody else takes."""
    await notify(
        NotificationKind.REDEMPTION_DECIDED,
        [event.person_id],
        REDEMPTION,
        event.redemption_id,
        person_id=event.by_id,
        once=this_time(event),
        at=event.at,
    )


async def award_announced(event: AwardAnnounced) -> None:
    """Everybody who was nominated, and so who has it; by whom is said to nobody."""
    nominations = (await parts_of([event.award_id]))[event.award_id].nominations
    people = dict.fromkeys([*event.winner_ids, *(each.nominee_id for each in nominations)])
    await notify(
        NotificationKind.AWARD_ANNOUNCED,
        [key for key in people if key != event.by_id],
        AWARD,
        event.award_id,
        at=event.at,
    )


async def card_delivered(event: CardDelivered) -> None:
    """Whose card it is, if anybody signed it."""
    if not event.signatures:
        return
    await notify(
        NotificationKind.CELEBRATION,
        [event.person_id],
        CELEBRATION,
        event.celebration_id,
        facts={"count": event.signatures},
        at=event.at,
    )


def _redemption(actor: Actor, about: About, view: RedemptionView) -> SubjectView:
    return SubjectView(title=view.reward_name, path=PATHS.rewards)


def _award(actor: Actor, about: About, view: AwardView) -> SubjectView:
    return SubjectView(title=view.name, path=PATHS.award(view.id), public=True)


def _celebration(actor: Actor, about: About, view: CelebrationView) -> SubjectView:
    return SubjectView(title="", path=PATHS.celebration(view.id))


SUBJECTS: dict[str, Subjects] = {
    REDEMPTION: read_through(redemptions_by_ids, _redemption),
    AWARD: read_through(awards_by_ids, _award),
    CELEBRATION: read_through(celebrations_by_ids, _celebration),
}
