"""Stages a paper names in ways that cannot all be meant."""

from collections.abc import Iterable
from typing import Any

from kheo.movement.s1_directive.models import Fact
from kheo.movement.s1_directive.states import FactKind, Verdict


def clashing_stages(facts: Iterable[Fact]) -> list[tuple[int, int]]:
    """Return the first and last years of confirmed stages that cannot all be meant (001-01).

    A paper that says 2020-2025 here and 2021-2025 there names one stage in two ways: they share
    one bound and not the other. Nobody but a person knows which is right.
    """
    confirmed: list[Any] = [
        f.confirmed
        for f in facts
        if f.kind == FactKind.PERIOD and f.verdict in {Verdict.ACCEPTED, Verdict.CORRECTED}
    ]
    stages = {
        (int(value["first"][:4]), int(value["last"][:4]))
        for value in confirmed
        if value["name"] == "giai đoạn" and value["first"] and value["last"]
    }
    return sorted(
        one
        for one in stages
        if any((one[0] == other[0]) != (one[1] == other[1]) for other in stages)
    )
