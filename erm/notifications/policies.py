"""The company's word on kinds and channels: what is on by itself, and what nobody switches off."""

from __future__ import annotations

from erm.audit.commands import append
from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.core.ids import new_id
from erm.notifications import policy
from erm.notifications.choices import words_of
from erm.notifications.errors import PolicyFixed
from erm.notifications.models import NotificationPolicy
from erm.notifications.rules import KINDS, Channel, NotificationKind
from erm.notifications.views import PolicyView


async def policies(actor: Actor) -> list[PolicyView] | None:
    """What holds for every kind and channel; None for whoever is no administrator."""
    if not policy.may_set_policies(actor):
        return None
    words = await words_of(list(KINDS))
    return [
        PolicyView(
            kind=kind,
            area=rule.area,
            channel=channel,
            on=words[kind, channel].on,
            required=words[kind, channel].required,
            fixed=words[kind, channel].fixed,
        )
        for kind, rule in KINDS.items()
        for channel in Channel
    ]


async def set_policy(
    actor: Actor, *, kind: NotificationKind, channel: Channel, on: bool, required: bool
) -> None:
    """Say what holds for a kind and a channel; ``required`` and not ``on``: it goes to nobody.

    What people chose stays, and counts again once it is not required any more. Raises
    ``NotAllowed``, ``PolicyFixed``.
    """
    if not policy.may_set_policies(actor):
        raise NotAllowed
    if channel in KINDS[kind].required:
        raise PolicyFixed
    row = NotificationPolicy(
        id=new_id(), kind=kind, channel=channel, on=on, required=required, updated_at=now()
    )
    await NotificationPolicy.bulk_create(
        [row],
        on_conflict=["kind", "channel"],
        update_fields=["on", "required", "updated_at"],
    )
    append(
        Action.NOTIFICATION_POLICY_SET,
        actor_id=actor.person_id,
        subject_kind="NotificationPolicy",
        subject_id=None,
        details={"kind": kind, "channel": channel, "on": int(on), "required": int(required)},
    )
