"""What of a year was taken along by a reorganisation: made under one unit, kept under another."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration.models import STANDS, Copy, Registration, Sheet
from kheo.movement.s3_registration.states import APART, ENDED


def counted(registrations: Q, sheets: Q) -> dict[int, Counter[str]]:
    """Return by round what of the tallies' columns the chosen registrations and sheets hold."""
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    rows = Registration.objects.filter(registrations).order_by()
    for part in _columns(rows.exclude(state__in=ENDED), rows):
        for round_id, column, n in part:
            found[round_id][column] += n
    chosen = Sheet.objects.filter(sheets).order_by()
    sent = chosen.filter(STANDS, person__isnull=False)
    kept = chosen.filter(closed_at=None)  # of a closed sheet no copy is awaited any more
    awaited = Copy.objects.filter(sheet__in=kept.values("pk"), number=2, received_on=None)
    for column, counted_rows, round_ in (
        ("people", sent, "round"),
        ("people_late", sent.filter(late=True), "round"),
        ("copies_awaited", awaited.order_by(), "sheet__round"),
    ):
        grouped: Any = counted_rows.values_list(round_).annotate(n=Count("pk"))
        for round_id, n in grouped:
            found[round_id][column] += n
    return found


def _columns(rows: QuerySet[Registration], every: QuerySet[Registration]) -> Any:
    for round_id, subject, state, n in rows.values_list("round", "subject", "state").annotate(
        n=Count("pk")
    ):
        yield [(round_id, f"{subject}s_{state}", n)]
    for what in ("late", "unfiled"):
        marked = rows.filter(**{what: True}).values_list("round", "subject")
        for round_id, subject, n in marked.annotate(n=Count("pk")):
            yield [(round_id, f"{subject}s_{what}", n)]
    for round_id, n in every.values_list("round").annotate(
        n=Count("notes")
    ):  # once written, counted
        yield [(round_id, "notes", n)]


@dataclass(slots=True)
class Taken:
    """What was made at one path and is kept at another."""

    made: str
    kept: str
    counts: Counter[str] = field(default_factory=Counter)


def taken(round_: Round) -> list[Taken]:
    """Return what reorganisations took along in a round; nothing, in one statement, if nothing."""
    pairs = (
        Sheet.objects.filter(round=round_, made_in__isnull=False)
        .order_by()
        .values_list("made_in", "made_in__path", "path")
        .distinct()
    )
    found = []
    for unit, made, kept in list(pairs):
        of_sheet = Q(made_in=unit, path=kept, round=round_)
        of_row = Q(sheet__made_in=unit, sheet__path=kept, round=round_)
        counts = counted(of_row, of_sheet).get(round_.pk, Counter())
        found.append(Taken(made, kept, counts + _fields(of_row)))
    return found


def _fields(rows: Q) -> Counter[str]:
    models = Registration.objects.filter(rows, person=None).exclude(state__in=APART).order_by()
    return Counter({
        f"field:{name}": n for name, n in models.values_list("field").annotate(n=Count("pk"))
    })  # fmt: skip


def made_at(path: str) -> Q:
    """Return the condition that a registration was made in the unit at *path* or below."""
    stayed = Q(sort_key__gte=path, sort_key__lt=f"{path[:-1]}/", sheet__made_in=None)
    return stayed | Q(sheet__made_in__path__gte=path, sheet__made_in__path__lt=f"{path[:-1]}/")
