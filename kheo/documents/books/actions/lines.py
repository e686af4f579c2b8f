"""One line of a book: its number, its book, the paper it stands on."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Max
from django.utils.translation import gettext as _

from kheo.documents.actions import begin
from kheo.documents.books import doubts, queries
from kheo.documents.books.about import About
from kheo.documents.books.models import Entry
from kheo.documents.books.states import ARRIVALS, FLOW, State
from kheo.documents.models import NumberBook
from kheo.documents.states import Direction
from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.text import fold
from kheo.kernel.ui.written import day
from kheo.kernel.workflow.advance import advance
from kheo.orgs.models import Unit
from kheo.reading.typenames import BY_SYMBOL


def issued(entry: Entry, *, by: Actor, about: About, asks: bool = False) -> Entry:
    """Put a paper under a held number; who *asks* is told where its day leaves the order."""
    first, last = entry.book.year, entry.book.until or entry.book.year
    if not first <= about.on.year <= last:
        words = _("Đang ghi %(day)s. Số này thuộc sổ %(book)s: ngày văn bản phải trong sổ ấy.")
        said = words % {"day": day(about.on), "book": entry.book.years}
        raise ValidationError({"on": said})
    known: dict[str, Any] = {"on": about.on, "document": about.document}
    if about.subject:
        known |= {"subject": about.subject[:500]}
    if about.parties:
        known |= {"parties": about.parties[:300]}
    if asks:
        known["misdated"] = doubts.reason(entry.book, entry.number, about)
    for name, value in known.items():
        setattr(entry, name, value)
    entry.folded = _folded(entry)
    entry.save(update_fields=[*known, "folded"])
    return advance(entry, FLOW, "issue", by=by)


def book_of(unit: Unit, kind: str, *, by: Actor, on: date) -> NumberBook:
    year, until = queries.span(unit, on)
    book, made = NumberBook.objects.get_or_create(
        unit=unit, year=year, kind=kind, defaults={"until": until}
    )
    if made:
        begin(book, by=by)
    if until and (made or book.until != until):
        _run_on(book, until)
    return book


def _run_on(book: NumberBook, until: int | None) -> None:
    """Let *book* run on to *until*, past the numbers given by the year while no term was known."""
    rows = NumberBook.objects.filter(unit=book.unit, kind=book.kind)
    rows = rows.filter(year__gte=book.year, year__lte=until or book.year)
    last = rows.aggregate(last=Max("last"))["last"] or 0
    NumberBook.objects.filter(pk=book.pk).update(until=until, last=last)
    book.refresh_from_db(fields=["until", "last"])


def _next(book: NumberBook) -> int:
    # The update holds the row until the transaction ends: writers come one after the other.
    NumberBook.objects.filter(pk=book.pk).update(last=F("last") + 1)
    book.refresh_from_db(fields=["last"])
    return book.last


def numbered(unit: Unit, kind: str, *, by: Actor, about: About, asks: bool = False) -> Entry:
    """Put the next number of a kind into its book; who *asks* is told where the day leaves the order."""
    book = book_of(unit, kind, by=by, on=about.on)
    pattern = queries.pattern_of(unit, kind, about.on)
    while True:
        number = _next(book)
        symbol = queries.composed(pattern, number=number, kind=kind, unit=unit, year=about.on.year)
        used = Entry.objects.filter(book=book, symbol=symbol).exclude(state=State.CANCELLED)
        if not used.exists():
            why = doubts.reason(book, number, about) if asks else ""
            known = replace(about, misdated=why)
            return line(book, kind, by=by, about=known, symbol=symbol, number=number)
        skipped = line(book, kind, by=by, about=About(on=about.on), symbol=symbol, number=number,
                        state=State.CANCELLED, reason=_("Số này đã dùng ngoài sổ."))  # fmt: skip
        trail.record("number.skip", skipped, by=by, note=skipped.reason)


def line(  # noqa: PLR0913 a line of a book has this many parts
    book: NumberBook,
    kind: str,
    *,
    by: Actor,
    about: About,
    symbol: str,
    number: int | None = None,
    is_next: bool = False,
    arrived_on: date | None = None,
    state: State = State.RESERVED,
    reason: str = "",
) -> Entry:
    entry = Entry(
        book=book,
        direction=Direction.IN if book.kind == ARRIVALS else Direction.OUT,
        number=_next(book) if is_next else number,
        symbol=symbol[:60],
        kind=about.kind or BY_SYMBOL.get(kind, kind),
        on=about.on,
        arrived_on=arrived_on,
        subject=about.subject[:500],
        parties=about.parties[:300],
        document=about.document,
        misdated=about.misdated,
        state=state,
        reason=reason,
        taken_by_id=by.person_id,
        taken_at=clock.now(),
    )
    entry.folded = _folded(entry)
    entry.save(force_insert=True)
    trail.record("number.take", entry, by=by)
    return entry


def _folded(entry: Entry) -> str:
    return fold(f"{entry.symbol} {entry.kind} {entry.subject} {entry.parties}")
