"""What a sheet of people would write."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class Who(NamedTuple):
    """Somebody a sheet would add, as the table of people takes them."""

    full_name: str
    folded: str
    code: str
    staff: str
    sex: str
    born_in: int
    born_on: date | None
    phone: str
    unit: int
    cell: int | None


class Held(NamedTuple):
    """A post a sheet would add; of whom is told by the code."""

    code: str
    unit: int
    title: str
    since: date
    until: date | None
    is_head: bool


@dataclass(slots=True)
class People:
    """What a sheet would write: people, and posts in the order of its rows."""

    who: dict[str, Who] = field(default_factory=dict)
    posts: list[Held] = field(default_factory=list)
    rows: int = 0
    same: int = 0  # people the register already holds, exactly so
    postless: int = 0
