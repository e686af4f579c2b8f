"""A rule answers yes, or no with a reason a person can read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.db.models.functions import Left
from django.db.models.lookups import Exact

from kheo.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Verdict:
    reason: str = ""

    def __bool__(self) -> bool:
        return not self.reason


ALLOWED = Verdict()

type Rule[R] = Callable[[Actor, R], Verdict]


def denied(reason: Any) -> Verdict:
    return Verdict(str(reason))


def require[R](rule: Rule[R], by: Actor, record: R) -> None:
    """Raise PermissionDenied, carrying the rule's own reason, unless *by* may."""
    verdict = rule(by, record)
    if not verdict:
        raise PermissionDenied(verdict.reason)


def under(path: str, field: str = "path") -> Q:
    """Return the condition "the unit at *path* or below": a range, indexed on both databases.

    A path ends with a dot, and "/" is the character after it, so that ``001.003.`` covers
    ``001.003.`` itself and ``001.003.007.`` but not ``001.0030.``. An empty path is nowhere.
    """
    if not path:
        return Q(pk__in=())
    return Q((f"{field}__gte", path), (f"{field}__lt", f"{path[:-1]}/"))


def beginning(path: str, field: str = "path") -> Q:
    """Return the same condition for a few rows found by other means.

    As a range the database would begin with it, and walk every unit there is below; as a pattern
    SQLite would write its plan anew each time it is asked.
    """
    return Q(Exact(Left(field, len(path)), path)) if path else Q(pk__in=())
