"""Everything that changes a numbering book."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from kheo.documents.books import access, queries
from kheo.documents.books.models import Entry, SymbolRule, Term
from kheo.documents.books.states import ARRIVALS, FLOW, State
from kheo.documents.models import NumberBook, OfficialDocument
from kheo.documents.states import Direction
from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.text import fold, nfc
from kheo.kernel.ui.written import day
from kheo.kernel.workflow.advance import advance
from kheo.orgs.models import Unit
from kheo.reading.typenames import BY_SYMBOL

_FIELDS = {"number", "kind", "unit", "year"}


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a line says of its paper."""

    on: date
    subject: str = ""
    parties: str = ""
    kind: str = ""
    symbol: str = ""
    document: OfficialDocument | None = None


@transaction.atomic
def reserve(unit: Unit, kind: str, *, by: Actor, about: About) -> Entry:
    """Hold the next number of a kind for a paper that is still to be issued."""
    require(access.may_number, by, unit)
    return _number(unit, kind, by=by, about=about)


@transaction.atomic
def take(unit: Unit, kind: str, *, by: Actor, about: About) -> Entry:
    """Take the next number for a paper that is issued in the same transaction.

    The caller has asked its own access rule; where the issue fails, the number was never taken.
    """
    return advance(_number(unit, kind, by=by, about=about), FLOW, "issue", by=by)


@transaction.atomic
def typed(unit: Unit, kind: str, *, by: Actor, about: About) -> Entry:
    """Put a paper under the number somebody typed: one held in the book, or one taken elsewhere.

    The caller has asked its own access rule.
    """
    book = _book(unit, kind, by=by, on=about.on)
    symbol = " ".join(nfc(about.symbol).split())
    rows = Entry.objects.filter(book=book, state=State.RESERVED, symbol=symbol)
    if held := rows.select_related("book__unit").first():
        return _issued(held, by=by, about=about)
    taken = Entry.objects.filter(book=book, symbol=symbol).exclude(state=State.CANCELLED).first()
    if taken:
        words = _("Số %(symbol)s đã có trong sổ (%(subject)s). Ghi số khác.")
        said = words % {"symbol": symbol, "subject": taken.subject or _("chưa ghi trích yếu")}
        raise ValidationError({"symbol": said})
    entry = _line(book, kind, by=by, about=about, symbol=symbol)
    return advance(entry, FLOW, "issue", by=by)


@transaction.atomic
def attach(entry: Entry, document: OfficialDocument, *, by: Actor) -> None:
    """Lead from a line to the file of its paper, made in the same transaction with the number."""
    Entry.objects.filter(pk=entry.pk, document=None).update(document=document)
    trail.record("number.attach", entry, by=by, changes={"document": [None, document.pk]})


@transaction.atomic
def note_outside(unit: Unit, kind: str, *, by: Actor, about: About) -> Entry:
    """Enter a paper that was numbered in another book, on paper or in another program."""
    require(access.may_number, by, unit)
    return typed(unit, kind, by=by, about=about)


@transaction.atomic
def arrive(unit: Unit, *, by: Actor, arrived_on: date, about: About) -> Entry:
    """Enter a paper that came in: it takes the next arrival number of the year."""
    require(access.may_number, by, unit)
    if arrived_on > clock.today():
        said = _("Đang ghi %(day)s. Ngày đến không thể sau hôm nay.") % {"day": day(arrived_on)}
        raise ValidationError({"arrived_on": said})
    book = _book(unit, ARRIVALS, by=by, on=arrived_on)
    entry = _line(
        book, about.kind, by=by, about=about, symbol=" ".join(nfc(about.symbol).split()),
        number=_next(book), arrived_on=arrived_on,
    )  # fmt: skip
    return advance(entry, FLOW, "issue", by=by)


@transaction.atomic
def enter(document: OfficialDocument, *, by: Actor) -> Entry:
    """Enter a paper whose file the register already holds; of two who do it, one does."""
    require(access.may_number, by, document.unit)
    held = OfficialDocument.objects.select_for_update().get(pk=document.pk)
    if found := Entry.objects.filter(document=held).first():
        return found
    came = clock.day_of(held.registered_at)
    about = About(
        on=held.issued_on or came, subject=held.subject, parties=held.issuer[:300],
        kind=held.kind, symbol=held.number, document=held,
    )  # fmt: skip
    if held.direction == Direction.IN:
        return arrive(document.unit, by=by, arrived_on=came, about=about)
    kinds = {name: symbol for symbol, name in BY_SYMBOL.items()}
    kind = kinds.get(held.kind, "CV")
    if not held.number:
        raise ValidationError(_("Văn bản đi này chưa có số. Ghi số, ký hiệu rồi vào sổ."))
    return typed(document.unit, kind, by=by, about=about)


@transaction.atomic
def issue(entry: Entry, *, by: Actor, about: About) -> Entry:
    """Say which paper a held number stands on."""
    require(access.may_change, by, entry)
    return _issued(entry, by=by, about=about)


@transaction.atomic
def cancel(entry: Entry, *, by: Actor, reason: str) -> Entry:
    """Take a number out of use; the line stays, with the reason, so that there is no gap."""
    require(access.may_change, by, entry)
    reason = " ".join(nfc(reason).split())[:300]
    return advance(entry, FLOW, "cancel", by=by, note=reason, reason=reason)


@transaction.atomic
def rule(unit: Unit, *, by: Actor, kind: str, pattern: str, since: date) -> SymbolRule:
    """Say how the numbers of a kind are written from a day on."""
    require(access.may_number, by, unit)
    pattern = "".join(nfc(pattern).split())
    fields = set(re.findall(r"{(.*?)}", pattern))
    bare = re.sub(r"{(number|kind|unit|year)}", "", pattern)
    if "number" not in fields or fields - _FIELDS or set("{}") & set(bare):
        words = _(
            "Đang ghi “%(found)s”. Phải có {number}; chỉ dùng {number}, {kind}, {unit}, {year}."
        )
        raise ValidationError({"pattern": words % {"found": pattern}})
    made, _new = SymbolRule.objects.update_or_create(
        unit=unit, kind=kind, since=since, defaults={"pattern": pattern}
    )
    trail.record("symbol_rule.set", made, by=by)
    return made


@transaction.atomic
def term(unit: Unit, *, by: Actor, since: date, until: date) -> Term:
    """Write down a term of a Party committee; numbers given since then by the year go on in it."""
    require(access.may_number, by, unit)
    if until <= since:
        said = _("Nhiệm kỳ kết thúc %(until)s, không sau ngày bắt đầu.") % {"until": day(until)}
        raise ValidationError({"until": said})
    others = Term.objects.filter(unit=unit, since__lt=until, until__gt=since)
    if other := others.exclude(since=since).first():
        said = _("Trùng với nhiệm kỳ %(other)s đã ghi.") % {"other": other}
        raise ValidationError({"since": said})
    made, _new = Term.objects.update_or_create(unit=unit, since=since, defaults={"until": until})
    trail.record("term.set", made, by=by)
    return made


def _issued(entry: Entry, *, by: Actor, about: About) -> Entry:
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
    for name, value in known.items():
        setattr(entry, name, value)
    entry.folded = _folded(entry)
    entry.save(update_fields=[*known, "folded"])
    return advance(entry, FLOW, "issue", by=by)


def _book(unit: Unit, kind: str, *, by: Actor, on: date) -> NumberBook:
    year, until = queries.span(unit, on)
    book, made = NumberBook.objects.get_or_create(
        unit=unit, year=year, kind=kind, defaults={"until": until}
    )
    if made:
        trail.record("number_book.open", book, by=by)
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


def _number(unit: Unit, kind: str, *, by: Actor, about: About) -> Entry:
    book = _book(unit, kind, by=by, on=about.on)
    pattern = queries.pattern_of(unit, kind, about.on)
    while True:
        number = _next(book)
        symbol = queries.composed(pattern, number=number, kind=kind, unit=unit, year=about.on.year)
        used = Entry.objects.filter(book=book, symbol=symbol).exclude(state=State.CANCELLED)
        if not used.exists():
            return _line(book, kind, by=by, about=about, symbol=symbol, number=number)
        skipped = _line(book, kind, by=by, about=About(on=about.on), symbol=symbol, number=number,
                        state=State.CANCELLED, reason=_("Số này đã dùng ngoài sổ."))  # fmt: skip
        trail.record("number.skip", skipped, by=by, note=skipped.reason)


def _line(  # noqa: PLR0913 a line of a book has this many parts
    book: NumberBook,
    kind: str,
    *,
    by: Actor,
    about: About,
    symbol: str,
    number: int | None = None,
    arrived_on: date | None = None,
    state: State = State.RESERVED,
    reason: str = "",
) -> Entry:
    entry = Entry(
        book=book,
        direction=Direction.IN if book.kind == ARRIVALS else Direction.OUT,
        number=number,
        symbol=symbol[:60],
        kind=about.kind or BY_SYMBOL.get(kind, kind),
        on=about.on,
        arrived_on=arrived_on,
        subject=about.subject[:500],
        parties=about.parties[:300],
        document=about.document,
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
