"""Lines of the books as pages show them; how a number is written; which book a day falls into."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from kheo.documents.books.models import Entry, SymbolRule, Term
from kheo.documents.books.states import KINDS, OTHER, OUTSIDE, PARTY_PATTERNS, STATE_PATTERNS, State
from kheo.documents.exports import layout_of
from kheo.documents.models import NumberBook
from kheo.documents.states import Direction
from kheo.kernel.text import fold
from kheo.orgs.models import Unit
from kheo.orgs.queries import ancestors_of


@dataclass(frozen=True, slots=True)
class Asked:
    """Which lines of a register are wanted."""

    direction: str
    year: int | None = None
    kind: str = ""
    state: str = ""
    words: str = ""


def listed(rows: QuerySet[Entry], unit_path: str, asked: Asked) -> QuerySet[Entry]:
    """Return those of *rows* in the register of one unit."""
    rows = rows.filter(book__unit__path=unit_path, direction=asked.direction)
    if asked.year:
        rows = rows.filter(book__year=asked.year)
    if asked.kind and asked.direction == Direction.IN:
        rows = _of_kind(rows, asked.kind)
    elif asked.kind:
        rows = rows.filter(book__kind=asked.kind)
    if asked.state == OUTSIDE:
        rows = rows.filter(number=None)
    elif asked.state:
        rows = rows.filter(state=asked.state)
    for word in fold(asked.words).split():
        rows = rows.filter(folded__contains=word)
    return rows


def _of_kind(rows: QuerySet[Entry], kind: str) -> QuerySet[Entry]:
    """Return the papers of a kind that came in: one book holds them all."""
    names = dict(KINDS)
    return rows.exclude(kind__in=names.values()) if kind == OTHER else rows.filter(
        kind=names.get(kind, kind)
    )  # fmt: skip


def books_of(unit_path: str) -> QuerySet[NumberBook]:
    rows = NumberBook.objects.filter(unit__path=unit_path, entries__isnull=False)
    return rows.distinct().order_by("-year", "kind")


def term_on(unit: Unit, on: date) -> Term | None:
    """Return the term *on* falls into: of the committee itself, or of the nearest one above."""
    paths = [*ancestors_of(unit.path), unit.path]
    rows = Term.objects.filter(unit__path__in=paths, since__lte=on, until__gt=on)
    return rows.order_by("-unit__path", "-since").first()


def span(unit: Unit, on: date) -> tuple[int, int | None]:
    """Return the first year of the book *on* falls into, and the last where it runs on.

    A Party committee numbers through its term, everybody else through the year; so does a
    committee whose term nobody has written down.
    """
    term = term_on(unit, on) if layout_of(unit) == "party" else None
    return (term.since.year, term.until.year) if term else (on.year, None)


def pattern_of(unit: Unit, kind: str, on: date) -> str:
    """Return how *unit* writes the numbers of a kind: its own rule, one above, or the decree's."""
    paths = [*ancestors_of(unit.path), unit.path]
    rows = SymbolRule.objects.filter(unit__path__in=paths, kind__in=("", kind), since__lte=on)
    rule = rows.order_by("-unit__path", "-kind", "-since").first()
    if rule:
        return rule.pattern
    shipped: Mapping[str, str] = PARTY_PATTERNS if layout_of(unit) == "party" else STATE_PATTERNS
    return shipped.get(kind, shipped[""])


def composed(pattern: str, *, number: int, kind: str, unit: Unit, year: int) -> str:
    """Return the number and notation; a number below ten has a nought before it (Decree 30)."""
    sign = unit.symbol or unit.short_name
    written = pattern.format(number=f"{number:02d}", kind=kind, unit=sign, year=year)
    return written.strip("-/ ")[:60]


def gaps(book: NumberBook) -> list[int]:
    """Return the numbers of *book* between its first and its last that no line accounts for."""
    taken = set(book.entries.filter(number__isnull=False).values_list("number", flat=True))
    known = {number for number in taken if number is not None}
    return sorted(set(range(min(known), book.last + 1)) - known) if known else []


def out_of_order(book: NumberBook, number: int, on: date) -> Entry | None:
    """Return a line that *number* dated *on* would leave the order with, the first there is."""
    wrong = Q(number__lt=number, on__gt=on) | Q(number__gt=number, on__lt=on)
    rows = Entry.objects.filter(wrong, book=book).exclude(state=State.CANCELLED)
    return rows.order_by("number").first()


def has_book(unit: Unit, year: int, kind: str) -> bool:
    return NumberBook.objects.filter(unit=unit, year=year, kind=kind).exists()


def withdrawing(entry: Entry, symbol: str, on: date) -> Entry | None:
    """Return the line of the office's books that *symbol* names on a day, its own papers first."""
    rows = Entry.objects.filter(book__unit=entry.book.unit_id, symbol=symbol, on__lte=on)
    return rows.exclude(state=State.CANCELLED).order_by("-direction", "-on", "-pk").first()


def unit_at(path: str) -> Unit:
    return Unit.objects.get(path=path)


def samples(unit: Unit, on: date) -> list[tuple[str, str]]:
    """Return how the commonest kinds are written now: name and number."""
    kinds = {"QĐ": "Quyết định", "KH": "Kế hoạch", "TTr": "Tờ trình", "CV": "Công văn"}
    return [
        (name, composed(pattern_of(unit, kind, on), number=1, kind=kind, unit=unit, year=on.year))
        for kind, name in kinds.items()
    ]
