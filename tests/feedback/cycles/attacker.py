"""Somebody who holds all that a subject may ever see, knows the rule, and has an integer programme.

For each anonymous rating there are variables: which value rater *i* gave to question *q*, or that they
could not judge, or left it empty. What was published becomes constraints; what was left out becomes
what can be told from its having been left out. Then each rating is looked at: is there a second value
that it could have had? If not, it has been found out.

The attacker is told the published JSON, the questions and the minimum, and reads nothing else. Sums
behind a mean are found by applying the rule to every sum there is, so that this module leans on no
inverse of ours.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from erm.feedback.cycles import results
from erm.feedback.cycles.answers import Answer
from erm.feedback.cycles.questions import SCALED
from erm.feedback.cycles.results import Asked, whole_rating
from erm.feedback.cycles.rules import QuestionKind

EMPTY, CANNOT = "empty", "cannot"
INFEASIBLE = 2
"""SciPy's word for it."""
Slot = tuple[str, int, UUID, Any]
"""Group of raters, rater, question, value."""
SumRule = Callable[[int, int, int, int], tuple[int | None, str, bool]]
"""Sum, n, scale and minimum to what is published of them: mean, bound, and whether bands are."""


def our_rule(total: int, n: int, scale: int, least: int) -> tuple[int | None, str, bool]:
    """What erm publishes of a sum."""
    mean, bound = results.published_mean(total, n, scale)
    return mean, bound.value, n >= 2 * least and results.bands_tell_nothing(mean, bound, n, scale)


@dataclass
class Programme:
    """Binary variables and linear constraints, solved by HiGHS."""

    names: dict[Any, int] = field(default_factory=dict)
    rows: list[dict[int, float]] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def variable(self, name: Any) -> int:
        return self.names.setdefault(name, len(self.names))

    def constrain(
        self, terms: Mapping[int, float], low: float = -np.inf, high: float = np.inf
    ) -> None:
        self.rows.append(dict(terms))
        self.low.append(low)
        self.high.append(high)

    def solve(
        self, objective: Mapping[int, float], fixed: Mapping[int, int] | None = None
    ) -> np.ndarray[Any, Any] | None:
        """The cheapest solution, or None if there is none."""
        size = len(self.names)
        cost = np.zeros(size)
        for index, value in objective.items():
            cost[index] = value
        low, high = np.zeros(size), np.ones(size)
        for index, value in (fixed or {}).items():
            low[index] = high[index] = value
        # That there is no solution is what gives a rating away: it is found in two ways, or not.
        for presolve in (True, False):
            found = milp(
                cost,
                integrality=np.ones(size),
                bounds=Bounds(low, high),
                constraints=LinearConstraint(self._matrix(), self.low, self.high),
                options={"presolve": presolve},
            )
            if found.status != INFEASIBLE:
                break
        else:
            return None
        assert found.status == 0, found.message
        return np.rint(found.x)

    def admits(self, solution: np.ndarray[Any, Any]) -> bool:
        """Whether an assignment fulfils every constraint."""
        reached = self._matrix() @ solution
        return bool(
            np.all(reached >= np.array(self.low) - 1e-9)
            and np.all(reached <= np.array(self.high) + 1e-9)
        )

    def _matrix(self) -> csr_matrix:
        rows = [number for number, terms in enumerate(self.rows) for _ in terms]
        columns = [index for terms in self.rows for index in terms]
        values = [value for terms in self.rows for value in terms.values()]
        return csr_matrix((values, (rows, columns)), shape=(len(self.rows), len(self.names)))


class Attacker:
    """Learns from published results; then says which ratings it has narrowed to one value."""

    def __init__(self, rule: SumRule = our_rule) -> None:
        self.programme = Programme()
        self.rule = rule
        self.ratings: dict[tuple[str, int, UUID], list[int]] = {}
        """The variables of each rating, one for each value; of each option for a multiple choice."""
        self.given: dict[tuple[str, int, UUID], int] = {}
        self.multiple: set[UUID] = set()

    # ---- what is learned ------------------------------------------------------------------------

    def learn(
        self,
        group: str,
        raters: Sequence[int],
        published: Mapping[str, Any],
        asked: Sequence[Asked],
    ) -> None:
        """Take in one perspective of one packet.

        ``group`` names whose answers they are: results about the same answers, which two versions of
        a packet would be, have the same group. ``raters``: who is known to be behind them.
        """
        if published["raters"] is None:
            # Nobody below the minimum is in any figure: there is nothing to write down.
            return
        assert published["raters"] == len(raters)
        of = {one.id: one for one in asked}
        for question in published["questions"]:
            self._question(group, raters, question, of[UUID(question["question_id"])], published)

    def _question(
        self,
        group: str,
        raters: Sequence[int],
        shown: Mapping[str, Any],
        asked: Asked,
        published: Mapping[str, Any],
    ) -> None:
        for rater in raters:
            self._answer(group, rater, asked)
        given = {self.given[group, rater, asked.id]: 1.0 for rater in raters}
        if shown["answered"] is None:
            self.programme.constrain(given, high=published["minimum"] - 1)
            return
        n = shown["answered"]
        self.programme.constrain(given, n, n)
        cannot = shown["cannot_judge"]
        self.programme.constrain(
            {self._of(group, rater, asked, CANNOT): 1.0 for rater in raters}, cannot, cannot
        )
        if asked.kind in SCALED:
            self._mean(group, raters, shown, asked, published["minimum"])
        for option, count, bound in shown["choices"]:
            counted = {self._of(group, rater, asked, option): 1.0 for rater in raters}
            low = count if bound != "at_most" else 0
            high = count if bound != "at_least" else n
            self.programme.constrain(counted, low, high)

    def _mean(
        self,
        group: str,
        raters: Sequence[int],
        shown: Mapping[str, Any],
        asked: Asked,
        least: int,
    ) -> None:
        n, told = shown["answered"], (shown["mean"], shown["bound"], bool(shown["bands"]))
        behind = [
            total
            for total in range(n, asked.scale * n + 1)
            if self.rule(total, n, asked.scale, least) == told
        ]
        assert behind, "the rule gives this for no sum"
        total = {
            self._of(group, rater, asked, value): float(value)
            for rater in raters
            for value in range(1, asked.scale + 1)
        }
        for value in behind:
            total[self.programme.variable((group, asked.id, "sum", told, value))] = -float(value)
        self.programme.constrain(total, 0, 0)
        self.programme.constrain(
            {self.programme.names[group, asked.id, "sum", told, value]: 1.0 for value in behind},
            1,
            1,
        )
        for first, last, count in shown["bands"]:
            within = {
                self._of(group, rater, asked, value): 1.0
                for rater in raters
                for value in range(first, last + 1)
            }
            self.programme.constrain(within, count, count)

    def _answer(self, group: str, rater: int, asked: Asked) -> None:
        """The variables of one answer, once."""
        key = (group, rater, asked.id)
        if key in self.given:
            return
        given = self.given[key] = self.programme.variable((*key, "given"))
        cannot, empty = (self._of(group, rater, asked, name) for name in (CANNOT, EMPTY))
        self.programme.constrain({given: 1, cannot: 1, empty: 1}, 1, 1)
        if asked.kind is QuestionKind.TEXT:
            return
        values = asked.options or tuple(range(1, asked.scale + 1))
        one_hot = [self._of(group, rater, asked, value) for value in values]
        self.ratings[key] = one_hot
        if asked.kind is QuestionKind.MULTIPLE_CHOICE:
            self.multiple.add(asked.id)
            for index in one_hot:
                self.programme.constrain({given: 1, index: -1}, low=0)
            self.programme.constrain({given: -1, **dict.fromkeys(one_hot, 1)}, low=0)
        else:
            self.programme.constrain({given: -1, **dict.fromkeys(one_hot, 1)}, 0, 0)

    def _of(self, group: str, rater: int, asked: Asked, value: Any) -> int:
        return self.programme.variable((group, rater, asked.id, value))

    # ---- what is found out ----------------------------------------------------------------------

    def narrowed(self, luck: random.Random, *, rounds: int = 3) -> set[tuple[str, int, UUID, int]]:
        """The ratings that can have one value only: (group, rater, question, place of the value).

        Of a multiple choice each option is a rating of its own. Solutions for random objectives show
        most ratings to be open; for the others each value is tried by itself.
        """
        open_: dict[tuple[str, int, UUID, int], set[int]] = {}
        keys = [
            (*key, place) for key, one_hot in self.ratings.items() for place in range(len(one_hot))
        ]

        def note(solution: np.ndarray[Any, Any]) -> None:
            for group, rater, question, place in keys:
                if solution[self.given[group, rater, question]]:
                    index = self.ratings[group, rater, question][place]
                    open_.setdefault((group, rater, question, place), set()).add(
                        int(solution[index])
                    )

        for _ in range(rounds):
            objective = {
                index: luck.uniform(-1, 1) for one_hot in self.ratings.values() for index in one_hot
            }
            solution = self.programme.solve(objective)
            assert solution is not None, "what was published contradicts itself"
            note(solution)
        closed = set()
        for (group, rater, question), one_hot in self.ratings.items():
            places = range(len(one_hot))
            if question not in self.multiple:
                # A rating is open as soon as two of its values are possible.
                possible = [p for p in places if 1 in open_.get((group, rater, question, p), ())]
                for place in places:
                    if len(possible) > 1:
                        break
                    if place not in possible and self._possible(
                        (group, rater, question), {one_hot[place]: 1}, note
                    ):
                        possible.append(place)
                if len(possible) == 1:
                    closed.add((group, rater, question, possible[0]))
                continue
            for place in places:
                seen = open_.get((group, rater, question, place), set())
                missing = {0, 1} - seen
                if all(
                    self._possible((group, rater, question), {one_hot[place]: value}, note)
                    for value in missing
                ):
                    continue
                if self._possible((group, rater, question), {}, note):
                    closed.add((group, rater, question, place))
        return closed

    def bounds(self, group: str, rater: int, question: UUID) -> tuple[int, int] | None:
        """The smallest and the largest value that a rating can have, or None if it was not given."""
        one_hot = self.ratings[group, rater, question]
        given = {self.given[group, rater, question]: 1}
        found = []
        for sign in (1, -1):
            objective = {index: float(sign * place) for place, index in enumerate(one_hot, 1)}
            solution = self.programme.solve(objective, given)
            if solution is None:
                return None
            found.append(next(p for p, index in enumerate(one_hot, 1) if solution[index]))
        return found[0], found[1]

    def _possible(
        self,
        key: tuple[str, int, UUID],
        fixed: Mapping[int, int],
        note: Callable[[np.ndarray[Any, Any]], None],
    ) -> bool:
        solution = self.programme.solve({}, {self.given[key]: 1, **fixed})
        if solution is not None:
            note(solution)
        return solution is not None

    # ---- is the attacker right? -----------------------------------------------------------------

    def believes(self, truth: Mapping[tuple[str, int], Mapping[UUID, Answer]]) -> bool:
        """Whether what really was answered is among what the attacker holds to be possible.

        An attacker whose constraints exclude the truth would prove nothing.
        """
        solution = np.zeros(len(self.programme.names))
        sums: dict[tuple[str, UUID], int] = {}
        for group, rater, question in self.given:
            answer = truth[group, rater].get(question, Answer())
            one_hot = self.ratings.get((group, rater, question), [])
            names = self.programme.names
            if answer.cannot_judge:
                solution[names[group, rater, question, CANNOT]] = 1
            elif answer.is_empty:
                solution[names[group, rater, question, EMPTY]] = 1
            else:
                solution[self.given[group, rater, question]] = 1
                values = answer.values or ((answer.value or whole_rating(answer)),)
                for value in values if one_hot else ():
                    solution[names[group, rater, question, value]] = 1
                if one_hot and answer.values is None:
                    sums[group, question] = sums.get((group, question), 0) + values[0]
        for name, index in self.programme.names.items():
            if len(name) == 5 and name[2] == "sum" and sums.get((name[0], name[1])) == name[4]:
                solution[index] = 1
        return self.programme.admits(solution)
