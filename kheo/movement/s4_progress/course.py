"""How the work goes on: targets reached, checkpoints passed or late, standing, over many at once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.ui.typed import read_number
from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s3_registration.questions import Kind
from kheo.movement.s4_progress import access
from kheo.movement.s4_progress.models import Checkpoint
from kheo.movement.s4_progress.states import STANDING_TONES, Standing

LATE = "late"  # a way to look at the list, beside the standings
# What is counted, as people end a figure: a word that is not here is asked for.
_COUNTED = (
    "hộ", "người", "lượt", "buổi", "cuốn", "cây", "em", "km", "m", "m²", "ha", "%", "vụ", "xã", "bản",
)  # fmt: skip
_FIGURE = re.compile(r"(\d[\d.,]*)\s*(\S+)")


@dataclass(frozen=True, slots=True)
class Planned:
    """A figure and its measure as a registration names them."""

    planned: Decimal
    measure: str


def read_target(text: str) -> Planned | None:
    """Return the first figure of *text* with the measure behind it: "giúp 20 hộ" is 20 hộ."""
    for figure, word in _FIGURE.findall(text):
        found, measure = read_number(figure.rstrip(".,")), word.strip(".,;:").lower()
        if found and measure in _COUNTED:
            return Planned(found, measure)
    return None


def suggested(registration: Registration) -> Planned | None:
    """Return the target a registration names: in a number asked by its form, or in its words."""
    form = registration.form_version
    for question in form.questions if form else ():
        value = registration.answers.get(question.key)
        if question.kind == Kind.NUMBER and value not in {None, "", "0"}:
            return Planned(Decimal(value), question.unit)
    return read_target(registration.target) or read_target(registration.result)


def late(today: date) -> Exists:
    """Return the condition "a checkpoint has passed and is not done"."""
    rows = Checkpoint.objects.filter(registration=OuterRef("pk"), done_on=None, due_on__lt=today)
    return Exists(rows)


def _rows(by: Actor, round_: Round) -> QuerySet[Registration]:
    return access.visible_to(by).filter(round=round_, state__in=access.UNDER_WAY)


def listed(by: Actor, round_: Round, *, which: str = "") -> QuerySet[Registration]:
    """Return what *by* sees under way, with its targets and checkpoints, in list order."""
    rows = _rows(by, round_).select_related("unit", "person")
    if which in Standing.values:
        rows = rows.filter(standing=which)
    if which == LATE:
        rows = rows.filter(late(clock.today()))
    return rows.prefetch_related("targets", "checkpoints")


def counts(by: Actor, round_: Round) -> list[tuple[str, str, int]]:
    """Return each standing, and the late checkpoints, with how many stand so."""
    asked = {value: Count("pk", filter=Q(standing=value)) for value in Standing.values}
    found = _rows(by, round_).order_by().aggregate(**asked)
    rows = [(value, str(label), found[value]) for value, label in Standing.choices]
    behind = _rows(by, round_).filter(late(clock.today())).order_by().count()
    return [*rows, (LATE, _("Trễ mốc"), behind)]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list."""

    registration: Registration

    @property
    def tone(self) -> str:
        return STANDING_TONES.get(self.registration.standing, "ok")

    @property
    def standing(self) -> str:
        known = self.registration.standing in Standing.values
        return str(Standing(self.registration.standing).label) if known else ""

    @property
    def late(self) -> list[Checkpoint]:
        return [mark for mark in self.registration.checkpoints.all() if mark.late]

    @property
    def next(self) -> Checkpoint | None:
        """Return the first checkpoint that is neither done nor past."""
        ahead = (m for m in self.registration.checkpoints.all() if not (m.done_on or m.late))
        return next(ahead, None)


def lines(rows: Iterable[Registration]) -> list[Line]:
    return [Line(row) for row in rows]


def ahead(registration: Registration) -> list[Checkpoint]:
    """Return the checkpoints a note may say are done."""
    return [mark for mark in registration.checkpoints.all() if mark.done_on is None]


def only_measure(registration: Registration) -> str:
    """Return the measure of the target, where there is just one."""
    measures = [target.measure for target in registration.targets.all()]
    return measures[0] if len(measures) == 1 else ""


def visible_checkpoints(by: Actor) -> QuerySet[Checkpoint]:
    rows = Checkpoint.objects.select_related("registration__round__movement", "registration__unit")
    return rows.filter(registration__in=access.visible_to(by).order_by())
