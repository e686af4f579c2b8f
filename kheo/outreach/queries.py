"""The sessions of a year as screens show them, and who has held how many."""

from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Count,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce, Concat, Length, Substr

from kheo.documents.models import OfficialDocument
from kheo.kernel.access import under
from kheo.kernel.actor import Actor
from kheo.kernel.text import fold
from kheo.movement.s1_directive.models import Clause, Round
from kheo.movement.s1_directive.states import ClauseKind
from kheo.orgs.models import Unit
from kheo.orgs.states import Power
from kheo.outreach import access
from kheo.outreach.models import Format, Session, SessionFile
from kheo.outreach.states import State

PAPERS = 100  # the latest of the register, to choose from
FOLDED = 1000  # letters of what is searched


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a year's sessions is asked for."""

    words: str = ""
    path: str = ""  # of the unit, with all below
    format: str = ""
    withdrawn: bool = False


def listed(by: Actor, round_: Round, wanted: Wanted) -> QuerySet[Session]:
    state = State.WITHDRAWN if wanted.withdrawn else State.RECORDED
    rows = access.visible_to(by).filter(round=round_, state=state)
    if wanted.path:
        rows = rows.filter(under(wanted.path))
    if wanted.format.isdecimal():
        rows = rows.filter(format=int(wanted.format))
    for word in fold(wanted.words.replace("\0", "")).split():
        rows = rows.filter(folded__contains=word)
    return rows


def totals(rows: QuerySet[Session]) -> dict[str, int]:
    """Return how many sessions there are and how many people took part, counted at each."""
    found = rows.order_by().aggregate(sessions=Count("pk"), people=Sum("people"))
    return {name: n or 0 for name, n in found.items()}


def units(by: Actor, round_: Round, *, none: bool = False, words: str = "") -> QuerySet[Any]:
    """Return the units addressed in reach with what they and the units below them held."""
    end = Concat(Substr("path", 1, Length("path") - 1), Value("/"))
    held = Session.objects.filter(
        round=round_, state=State.RECORDED, path__gte=OuterRef("path"), path__lt=OuterRef("end")
    )
    rows = access.visible_units(by, round_).annotate(end=end)
    rows = rows.annotate(
        sessions_held=_of(held, "COUNT", "pk"), people_seen=_of(held, "SUM", "people")
    )
    if none:
        rows = rows.filter(sessions_held=0)
    for word in fold(words.replace("\0", "")).split():
        rows = rows.filter(folded__contains=word)
    return rows.select_related("parent")


def _of(rows: QuerySet[Session], function: str, field: str) -> Coalesce:
    total = Func(F(field), function=function, output_field=IntegerField())
    found = rows.order_by().values(n=total)
    return Coalesce(Subquery(found, output_field=IntegerField()), 0)


def counted_units(by: Actor, round_: Round) -> dict[str, int]:
    """Return how many units in reach are addressed, and how many of them have held none."""
    rows = units(by, round_).order_by()
    found: dict[str, int] = rows.aggregate(
        units=Count("pk"), none=Count("pk", filter=Q(sessions_held=0))
    )
    return found


def writing_unit(by: Actor) -> Unit | None:
    """Return the unit *by* records sessions for: that of their powers, or the cell they keep."""
    if by.has(Power.PLAN) and by.reach:
        return Unit.objects.filter(path=by.reach).first()
    if access.keeps_cell(by, by.unit_path):
        return Unit.objects.filter(path=by.unit_path).first()
    return None


def files_of(session: Session) -> list[SessionFile]:
    return list(session.files.all())


def formats(round_: Round, kept: int | None = None) -> list[Format]:
    """Return the formats to choose from: those offered, and the one *kept*."""
    rows = Format.objects.filter(movement=round_.movement_id)
    return list(rows.filter(Q(ended_on=None) | Q(pk=kept)))


def contents(round_: Round) -> QuerySet[Clause]:
    return Clause.objects.filter(movement=round_.movement_id, kind=ClauseKind.CONTENT)


def papers(by: Actor, kept: int | None = None) -> QuerySet[OfficialDocument]:
    """Return the papers to choose from: the latest ones *by* sees, and the one *kept*."""
    latest = access.visible_papers(by).order_by("-registered_at", "-pk").values("pk")[:PAPERS]
    known = [row["pk"] for row in latest]
    rows = OfficialDocument.objects.filter(Q(pk__in=known) | Q(pk=kept))
    return rows.order_by("-issued_on", "-pk")
