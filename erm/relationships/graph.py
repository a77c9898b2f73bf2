"""The network of departments as a graph: measures, what they point out, and a map. Pure.

Measures come from networkx, in pure Python; it is imported when it is first needed, for that takes
longer than most requests. What the thresholds are and why is in ``docs/domains/relationships.md``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from erm.relationships.ties import Ties

if TYPE_CHECKING:
    import networkx as nx

SILO_SHARE = 0.9
"""A department keeps to itself if at least this share of its contacts stays inside …"""
SILO_REACH = 0.25
"""… and it is tied to at most this share of the other departments (or to one)."""
SHARE_STEP = 0.05
_SEED = 1
_ROUNDS = 100
_WORK = 150_000
_STILL = 300
"""A map of more departments than this is a circle: forces would take too long."""


class FindingKind(StrEnum):
    """What is pointed out; in this order."""

    BRIDGE = "bridge"
    OVER_RELIANCE = "over_reliance"
    SILO = "silo"
    NO_TIE = "no_tie"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at, and whom it is about. ``share`` and ``reach`` are those of a silo."""

    kind: FindingKind
    departments: tuple[str, ...]
    share: float = 0.0
    reach: int = 0


@dataclass(frozen=True, slots=True)
class Measures:
    """What is known of one department in the network.

    ``reach`` is the number of departments to which it is tied, ``betweenness`` the share of the
    shortest ways between others that lead through it, ``x`` and ``y`` its place from 0 to 1.
    """

    inside_share: float
    reach: int
    betweenness: float
    x: float
    y: float


def measure(keys: Sequence[str], ties: Ties) -> tuple[dict[str, Measures], list[Finding]]:
    """Measure the network of departments, given in the order in which they are named."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(keys)
    for tie in ties.between:
        graph.add_edge(tie.first, tie.second, contacts=tie.total)
    communities = _communities(graph, keys)
    places = _places([key for community in communities for key in community], ties)
    between = nx.betweenness_centrality(graph)
    outside = dict(graph.degree(weight="contacts"))
    measures = {
        key: Measures(
            _share(ties.inside.get(key, 0), outside[key]),
            graph.degree(key),
            round(between[key], 2),
            *places[key],
        )
        for key in keys
    }
    return measures, _findings(graph, keys, ties, measures, communities)


def _communities(graph: nx.Graph[Any], keys: Sequence[str]) -> list[list[str]]:
    """Departments that have more to do with each other than with the others, largest first."""
    import networkx as nx

    found = nx.community.louvain_communities(graph, weight="contacts", seed=_SEED)
    place = {key: number for number, key in enumerate(keys)}
    groups = [sorted(community, key=place.__getitem__) for community in found]
    return sorted(groups, key=lambda group: (-len(group), place[group[0]]))


def _share(inside: float, outside: float) -> float:
    """The share of contacts that stay inside, in steps of 5 %; 0 where there are none."""
    if not inside + outside:
        return 0.0
    steps = round(inside / (inside + outside) / SHARE_STEP)
    return round(steps * SHARE_STEP, 2)


def _findings(
    graph: nx.Graph[Any],
    keys: Sequence[str],
    ties: Ties,
    measures: Mapping[str, Measures],
    communities: Sequence[Sequence[str]],
) -> list[Finding]:
    """What to look at. Where nothing is tied to anything there is nothing to point out."""
    import networkx as nx

    if not graph.number_of_edges():
        return []
    cut = set(nx.articulation_points(graph))
    found = [Finding(FindingKind.BRIDGE, (key,)) for key in keys if key in cut]
    found += [
        Finding(FindingKind.OVER_RELIANCE, (tie.first, tie.second))
        for tie in ties.between
        if tie.rests_on_one
    ]
    few = max(1, int(SILO_REACH * (len(keys) - 1)))
    for key in keys:
        each = measures[key]
        if 0 < each.reach <= few and each.inside_share >= SILO_SHARE:
            found.append(Finding(FindingKind.SILO, (key,), each.inside_share, each.reach))
    found += _silos_of_several(ties, communities)
    found += [Finding(FindingKind.NO_TIE, (key,)) for key in keys if not measures[key].reach]
    return found


def _silos_of_several(ties: Ties, communities: Sequence[Sequence[str]]) -> list[Finding]:
    """Groups of departments that are tied to each other and hardly to the others that have ties."""
    tied = {key for tie in ties.between for key in (tie.first, tie.second)}
    found = []
    for community in communities:
        if not 1 < len(community) < len(tied):
            continue
        members = set(community)
        among = sum(t.total for t in ties.between if {t.first, t.second} <= members)
        away = sum(t.total for t in ties.between if len({t.first, t.second} & members) == 1)
        share = _share(among, away)
        if share >= SILO_SHARE:
            found.append(Finding(FindingKind.SILO, tuple(community), share))
    return found


# ---- the map -----------------------------------------------------------------------------------


def _places(keys: Sequence[str], ties: Ties) -> dict[str, tuple[float, float]]:
    """A place for each department: what is tied lies near. The same ties give the same map.

    Forces after Fruchterman and Reingold (1991), from a circle in the order given; networkx has
    them too, but only with numpy.
    """
    count = len(keys)
    turn = 2 * math.pi / max(1, count)
    at = [complex(math.cos(n * turn), math.sin(n * turn)) for n in range(count)]
    if 2 < count <= _STILL:
        number = {key: n for n, key in enumerate(keys)}
        springs = [(number[t.first], number[t.second], _pull(t.total)) for t in ties.between]
        rounds = min(_ROUNDS, max(10, _WORK // (count * count)))
        for each in range(rounds):
            _push_and_pull(at, springs, heat=0.3 * (1 - each / rounds))
    return dict(zip(keys, _fitted(at), strict=True))


def _pull(contacts: int) -> float:
    return math.log10(1 + contacts)


def _push_and_pull(
    at: list[complex], springs: Sequence[tuple[int, int, float]], heat: float
) -> None:
    """Move every point by the forces upon it, at most by ``heat``."""
    count = len(at)
    distance = 2 / math.sqrt(count)
    moved = [0j] * count
    for one in range(count):
        for other in range(one):
            away = at[one] - at[other]
            force = away * (distance * distance / max(abs(away) ** 2, 1e-4))
            moved[one] += force
            moved[other] -= force
    for one, other, pull in springs:
        away = at[one] - at[other]
        force = away * (abs(away) / distance * pull)
        moved[one] -= force
        moved[other] += force
    for one in range(count):
        # A little towards the middle, so that what is tied to nothing does not drift away.
        force = moved[one] - at[one] * 0.5
        length = abs(force)
        if length > 0:
            at[one] += force / length * min(length, heat)


def _fitted(at: Sequence[complex]) -> list[tuple[float, float]]:
    """The places between 0 and 1 in both directions, in three decimals."""
    fitted = [
        _between_0_and_1([point.real for point in at]),
        _between_0_and_1([point.imag for point in at]),
    ]
    return list(zip(*fitted, strict=True))


def _between_0_and_1(values: Sequence[float]) -> list[float]:
    if not values:
        return []
    low, span = min(values), max(values) - min(values)
    if span < 1e-9:
        return [0.5] * len(values)
    return [round((value - low) / span, 3) for value in values]
