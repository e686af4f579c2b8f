"""The likeliest way to read a clause, where each stretch of it may stand for several words."""

from collections import defaultdict
from dataclasses import dataclass
from math import exp, log

from kheo.reading.repair.language import BREAK, Language

_NEVER = float("-inf")


@dataclass(frozen=True, slots=True)
class Edge:
    """One reading of the stretch from *start* to *end*: the word, and what it costs (a log)."""

    start: int
    end: int
    word: str  # canonical, as the language knows it
    written: str  # as it would be written, in lower case
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Choice:
    """An edge on the best path, and how sure it is (0 to 1) against all other paths."""

    edge: Edge
    sure: float


def best_path(edges: list[Edge], length: int, language: Language) -> list[Choice]:
    """Return the likeliest path from 0 to *length*; every edge leads forward."""
    leaving: defaultdict[int, list[int]] = defaultdict(list)
    entering: defaultdict[int, list[int]] = defaultdict(list)
    for at, edge in enumerate(edges):
        leaving[edge.start].append(at)
        entering[edge.end].append(at)
    order = sorted(range(len(edges)), key=lambda at: edges[at].start)
    steps = {
        (before, at): language.chance(edges[before].word, edges[at].word)
        for at in order
        for before in entering[edges[at].start]
    }
    ahead, best, came = _forward(edges, order, entering, steps, language)
    last = max(entering[length], key=lambda at: best[at], default=None)
    if last is None:
        return []
    behind = _backward(edges, order, leaving, steps, length)
    total = _sum([ahead[at] for at in entering[length]])
    path: list[Choice] = []
    while last is not None:
        path.append(Choice(edges[last], exp(min(0.0, ahead[last] + behind[last] - total))))
        last = came[last]
    return path[::-1]


def _forward(
    edges: list[Edge],
    order: list[int],
    entering: dict[int, list[int]],
    steps: dict[tuple[int, int], float],
    language: Language,
) -> tuple[list[float], list[float], list[int | None]]:
    ahead, best = [_NEVER] * len(edges), [_NEVER] * len(edges)
    came: list[int | None] = [None] * len(edges)
    for at in order:
        edge = edges[at]
        if edge.start == 0:
            ahead[at] = best[at] = language.chance(BREAK, edge.word) + edge.cost
            continue
        ways = [before for before in entering[edge.start] if ahead[before] > _NEVER]
        if ways:
            ahead[at] = _sum([ahead[b] + steps[b, at] for b in ways]) + edge.cost
            top = max(ways, key=lambda b: best[b] + steps[b, at]) if ways[1:] else ways[0]
            came[at] = top
            best[at] = best[top] + steps[top, at] + edge.cost
    return ahead, best, came


def _backward(
    edges: list[Edge],
    order: list[int],
    leaving: dict[int, list[int]],
    steps: dict[tuple[int, int], float],
    length: int,
) -> list[float]:
    behind = [_NEVER] * len(edges)
    for at in reversed(order):
        if edges[at].end == length:
            behind[at] = 0.0
            continue
        ways = [after for after in leaving[edges[at].end] if behind[after] > _NEVER]
        if ways:
            behind[at] = _sum([steps[at, a] + edges[a].cost + behind[a] for a in ways])
    return behind


def _sum(logs: list[float]) -> float:
    if len(logs) == 1:
        return logs[0]
    top = max(logs)
    return top + log(sum([exp(value - top) for value in logs])) if top > _NEVER else top
