"""The one way to what is told of a wave: for screens, files and mails alike.

Whoever reads a figure, a table or a comment opens the gate first. It looks who asks, chooses the group
that may be told, and puts the reading down in the ledger before anything is given out. Nothing that a
client sends lowers what the release decided: a client names a group, and no number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from erm.core.actor import Actor
from erm.engagement.ledger import commands as ledger
from erm.engagement.ledger.rules import ReportAct, ReportPart
from erm.engagement.results.models import ReleaseGroup, WaveRelease
from erm.engagement.results.policy import (
    NOTHING,
    Reach,
    may_ask_for_group,
    reach_of,
)
from erm.engagement.results.rules import GroupKind, Shown
from erm.engagement.surveys.models import Survey
from erm.engagement.surveys.rules import SurveyReaders
from erm.engagement.waves.models import SurveyWave
from erm.engagement.waves.rolls import is_invited
from erm.people.leading import departments_led


@dataclass(frozen=True, slots=True)
class Gate:
    """What may be read of a wave by one actor, who is put down as having read it.

    ``asked`` is the group that was asked for, ``told`` the one that is told of: itself, or the smallest
    larger one that is; None where there is none. ``groups``: those that may be asked for, by number;
    ``everything``: all of them.
    """

    actor: Actor
    wave: SurveyWave
    survey: Survey
    release: WaveRelease
    reach: Reach
    groups: Mapping[int, ReleaseGroup]
    everything: Mapping[int, ReleaseGroup]
    asked: ReleaseGroup
    told: ReleaseGroup | None


async def reach_in(actor: Actor, wave: SurveyWave, survey: Survey) -> Reach:
    """How far the actor reads of a wave. At most a few queries, none of them for HR."""
    if actor.is_system or actor.is_hr or survey.readers is SurveyReaders.HR:
        return reach_of(actor, survey.readers, led=frozenset(), invited=False)
    led = await departments_led(actor)
    invited = survey.readers is SurveyReaders.EVERYONE and await is_invited(
        actor.person_id, wave.id
    )
    return reach_of(actor, survey.readers, led=led, invited=invited)


async def may_read_report(actor: Actor, wave: SurveyWave, survey: Survey) -> bool:
    """Whether anything of a wave that is told may be read by the actor."""
    return wave.released_at is not None and (await reach_in(actor, wave, survey)).anything


async def open_gate(
    actor: Actor,
    wave_id: UUID,
    group: str | None = None,
    *,
    act: ReportAct = ReportAct.VIEWED,
    part: ReportPart = ReportPart.SCORES,
) -> Gate | None:
    """The gate of a wave, and the reading put down; None where nothing may be read.

    ``group`` is the key of a group; the largest that the actor may read unless given: everybody for HR,
    their own department for whoever leads one. None as well for a key of no group, and of a group that
    is not theirs.
    """
    gate = await _look(actor, wave_id, group)
    if gate is not None:
        scope = {} if gate.told is None else gate.told.label
        await ledger.note(actor, wave_id, act, part, scope)
    return gate


async def _look(actor: Actor, wave_id: UUID, group: str | None) -> Gate | None:
    wave = await SurveyWave.get_or_none(id=wave_id)
    if wave is None or wave.released_at is None:
        return None
    survey = await Survey.get(id=wave.survey_id)
    reach = await reach_in(actor, wave, survey)
    if reach == NOTHING or not reach.anything:
        return None
    release = await WaveRelease.get(wave_id=wave_id)
    everything = {
        row.number: row for row in await ReleaseGroup.filter(wave_id=wave_id).order_by("number")
    }
    groups = {number: row for number, row in everything.items() if may_ask_for_group(reach, row)}
    asked = _asked(groups, reach, group)
    if asked is None:
        return None
    return Gate(
        actor=actor,
        wave=wave,
        survey=survey,
        release=release,
        reach=reach,
        groups=groups,
        everything=everything,
        asked=asked,
        told=_told(everything, asked),
    )


def _asked(
    groups: Mapping[int, ReleaseGroup], reach: Reach, key: str | None
) -> ReleaseGroup | None:
    if key is not None:
        return groups.get(int(key)) if key.isascii() and key.isdigit() and len(key) < 10 else None
    if reach.whole:
        return groups.get(0)
    own = [row for row in groups.values() if row.kind is GroupKind.SEGMENT]
    if not own:
        return groups.get(0)
    return min(own, key=lambda row: (row.shown is Shown.HIDDEN, -(row.invited or 0), row.number))


def _told(groups: Mapping[int, ReleaseGroup], asked: ReleaseGroup) -> ReleaseGroup | None:
    """The group itself, or the one that it is told in: whoever may ask for it may read that one."""
    if asked.shown is not Shown.HIDDEN:
        return asked
    return None if asked.shown_in is None else groups.get(asked.shown_in)
