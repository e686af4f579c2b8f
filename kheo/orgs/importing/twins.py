"""Who of a sheet may be somebody else of it, or of the register, under another code."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol


class Born(Protocol):
    """Whatever has a folded name, a birth and a phone."""

    @property
    def folded(self) -> str: ...
    @property
    def born_in(self) -> int: ...
    @property
    def born_on(self) -> date | None: ...
    @property
    def phone(self) -> str: ...


class Twins:
    """Codes of people by name with birth, and by phone: the first of each.

    Days of birth are compared where both are known, else the years.
    """

    def __init__(self) -> None:
        self.born: dict[tuple[str, date | int], str] = {}
        self.phones: dict[str, str] = {}

    def of(self, one: Born) -> str | None:
        """Return the code of who may be *one*, if anybody is."""
        if one.phone and one.phone in self.phones:
            return self.phones[one.phone]
        if one.born_on is None:
            return self.born.get((one.folded, one.born_in))
        return self.born.get((one.folded, one.born_on)) or self.born.get(
            (one.folded, -one.born_in)  # of those whose day is not known
        )

    def add(self, code: str, one: Born) -> None:
        self.born.setdefault((one.folded, one.born_in), code)
        self.born.setdefault((one.folded, one.born_on or -one.born_in), code)
        if one.phone:
            self.phones.setdefault(one.phone, code)


def within(people: Mapping[str, Born]) -> tuple[Twins, Iterable[tuple[str, str]]]:
    """Return all of *people* as twins to come, and the pairs among them: the later one first."""
    twins, pairs = Twins(), []
    for code, who in people.items():
        other = twins.of(who)
        if other:
            pairs.append((code, other))
        twins.add(code, who)
    return twins, pairs
