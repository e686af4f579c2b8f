"""The likeliest way to read a clause, where each stretch of it may stand for several words."""

from collections import defaultdict
from collections.abc import Sequence
from math import exp, log
from typing import NamedTuple

from kheo.reading.repair.language import BREAK, Language

_NEVER = float("-inf")

type _Ways = list[list[tuple[int, float]]]  # for each edge those beside it, and the step's chance


class Edge(NamedTuple):
    """One reading of the stretch from *start* to *end*: the word, and what it costs (a log).

    A tuple, since a damaged paper has thousands.
    """

    start: int
    end: int
    word: str  # canonical, as the language knows it
    written: str  # as it would be written, in lower case
    cost: float = 0.0


class Choice(NamedTuple):
    """An edge on the best path (its number), and how sure it is (0 to 1) against all other paths."""

    edge: int
    sure: float


class Lattice:
    """All ways through a clause: laid out once, walked as often as the costs change."""

    def __init__(self, edges: Sequence[Edge], length: int, language: Language) -> None:
        """Lay out the *edges* from 0 to *length*; every edge leads forward."""
        leaving: defaultdict[int, list[int]] = defaultdict(list)
        entering: defaultdict[int, list[int]] = defaultdict(list)
        for at, edge in enumerate(edges):
            leaving[edge.start].append(at)
            entering[edge.end].append(at)
        self._order = sorted(range(len(edges)), key=lambda at: edges[at].start)
        self._last = entering[length]
        chance, words = language.chance, [edge.word for edge in edges]
        self._opens = {at: chance(BREAK, words[at]) for at in leaving[0]}
        self._into: _Ways = [
            [(before, chance(words[before], words[at])) for before in entering[edge.start]]
            for at, edge in enumerate(edges)
        ]
        self._out: _Ways = [[] for _ in edges]
        for after in range(len(edges)):
            for before, step in self._into[after]:
                self._out[before].append((after, step))

    def best(self, costs: Sequence[float]) -> list[Choice]:
        """Return the likeliest path, where each edge costs what *costs* has for it."""
        ahead, best, came = self._forward(costs)
        last = max(self._last, key=lambda at: best[at], default=None)
        if last is None:
            return []
        behind = self._backward(costs)
        total = _sum([ahead[at] for at in self._last])
        path: list[Choice] = []
        while last is not None:
            path.append(Choice(last, exp(min(0.0, ahead[last] + behind[last] - total))))
            last = came[last]
        return path[::-1]

    def _forward(self, costs: Sequence[float]) -> tuple[list[float], list[float], list[int | None]]:
        ahead, best = [_NEVER] * len(costs), [_NEVER] * len(costs)
        came: list[int | None] = [None] * len(costs)
        for at in self._order:
            if at in self._opens:
                ahead[at] = best[at] = self._opens[at] + costs[at]
                continue
            ways = [way for way in self._into[at] if ahead[way[0]] > _NEVER]
            if ways:
                ahead[at] = _sum([ahead[before] + step for before, step in ways]) + costs[at]
                top = max([best[before] + step for before, step in ways])
                came[at] = next(before for before, step in ways if best[before] + step == top)
                best[at] = top + costs[at]
        return ahead, best, came

    def _backward(self, costs: Sequence[float]) -> list[float]:
        behind = [_NEVER] * len(costs)
        for at in self._last:
            behind[at] = 0.0
        final = set(self._last)
        for at in reversed(self._order):
            if at in final:
                continue
            ways = [way for way in self._out[at] if behind[way[0]] > _NEVER]
            if ways:
                behind[at] = _sum([step + costs[after] + behind[after] for after, step in ways])
        return behind


def _sum(logs: list[float]) -> float:
    if len(logs) == 1:
        return logs[0]
    top = max(logs)
    return top + log(sum([exp(value - top) for value in logs])) if top > _NEVER else top
