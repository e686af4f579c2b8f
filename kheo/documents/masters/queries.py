"""Which version lays out a paper, and the versions as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kheo.documents.masters.models import Choice, Master
from kheo.documents.masters.states import Kind
from kheo.documents.paper.master import words
from kheo.orgs.models import Unit
from kheo.orgs.queries import ancestors_of


@dataclass(frozen=True, slots=True)
class Chosen:
    """A kind of paper, and what a unit lays it out with: its own, one from above, or as shipped."""

    kind: Kind
    choice: Choice | None


def choices_of(kind: str, path: str) -> list[Choice]:
    """Return what was ever chosen for a kind at *path* and above: the nearest first, then the newest.

    What a letter of another kind is laid out with when it has no master of its own comes last.
    """
    own = words.Kind(kind)
    kinds = [own, *([words.INSTEAD[own]] if own in words.INSTEAD else [])]
    rows = Choice.objects.filter(unit__path__in=ancestors_of(path), kind__in=kinds)
    found = list(
        rows.select_related("master", "unit", "by").order_by("-unit__path", "-since", "-pk")
    )
    return sorted(found, key=lambda choice: choice.kind != own)


def at(choices: Sequence[Choice], moment: datetime) -> Choice | None:
    """Return which of *choices* held at *moment*."""
    return next((choice for choice in choices if choice.since <= moment), None)


def chosen(path: str, moment: datetime) -> list[Chosen]:
    """Return what each kind of paper of a unit is laid out with."""
    rows = Choice.objects.filter(unit__path__in=ancestors_of(path), since__lte=moment)
    found = rows.select_related("master", "unit", "by").order_by("unit__path", "since", "pk")
    last = {choice.kind: choice for choice in found}  # the nearest and newest stands last
    return [Chosen(kind, last.get(kind)) for kind in Kind]


def versions(unit: Unit, kind: str) -> list[Master]:
    rows = Master.objects.filter(unit=unit, kind=kind).select_related("added_by")
    return list(rows.order_by("-number"))


def unit_at(path: str) -> Unit:
    return Unit.objects.select_related("parent").get(path=path)


def own_choice(unit: Unit, kind: str) -> Choice | None:
    """Return what *unit* itself chose last."""
    return Choice.objects.filter(unit=unit, kind=kind).order_by("-since", "-pk").first()
