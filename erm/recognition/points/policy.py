"""Who may see and do what with points, rewards and redemptions.

One's points are one's own: nobody else sees them, managers and HR included. Rewards are everybody's to
see and HR's to keep. What somebody redeems is theirs and of those who decide about it: HR and
administrators, never about their own.
"""

from __future__ import annotations

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.recognition.points.models import PointsAccount, Redemption, Reward
from erm.recognition.points.rules import OPEN_STATES, RedemptionState

_NOTHING = Q(id__in=[])


def may_read_account(actor: Actor, account: PointsAccount) -> bool:
    """Whose it is."""
    return not actor.is_system and account.person_id == actor.person_id


def readable_accounts(actor: Actor) -> Q:
    """Filter form of :func:`may_read_account`."""
    return _NOTHING if actor.is_system else Q(person_id=actor.person_id)


def may_read_reward(actor: Actor, reward: Reward) -> bool:
    """Everybody, those not offered any more too: they stand in what people have redeemed."""
    return not actor.is_system


def readable_rewards(actor: Actor) -> Q:
    """Filter form of :func:`may_read_reward`."""
    return _NOTHING if actor.is_system else Q()


def may_keep_rewards(actor: Actor) -> bool:
    """HR."""
    return actor.is_hr


def may_keep_rules(actor: Actor) -> bool:
    """HR."""
    return actor.is_hr


def may_check_ledger(actor: Actor) -> bool:
    """HR and administrators."""
    return may_decide(actor)


def may_decide(actor: Actor) -> bool:
    """Whether the actor decides about redemptions at all: HR and administrators."""
    return not actor.is_system and (actor.is_hr or actor.is_administrator)


def may_read_redemption(actor: Actor, redemption: Redemption) -> bool:
    """Whose it is, and those who decide."""
    return not actor.is_system and (redemption.person_id == actor.person_id or may_decide(actor))


def readable_redemptions(actor: Actor) -> Q:
    """Filter form of :func:`may_read_redemption`."""
    if actor.is_system:
        return _NOTHING
    return Q() if may_decide(actor) else Q(person_id=actor.person_id)


def may_decide_redemption(actor: Actor, redemption: Redemption) -> bool:
    """Those who decide, about what others redeem."""
    return may_decide(actor) and redemption.person_id != actor.person_id


def may_cancel_redemption(actor: Actor, redemption: Redemption) -> bool:
    """The person while nobody has decided; those who decide until it was handed out."""
    if redemption.person_id == actor.person_id:
        return not actor.is_system and redemption.state is RedemptionState.REQUESTED
    return may_decide(actor) and redemption.state in OPEN_STATES
