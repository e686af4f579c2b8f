"""What becomes of a line: a paper that came is entered, a number is issued, cancelled, withdrawn."""

from dataclasses import replace
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kheo.documents.books import access, queries
from kheo.documents.books.about import About
from kheo.documents.books.actions.lines import book_of, issued, line
from kheo.documents.books.actions.taking import typed
from kheo.documents.books.models import Entry
from kheo.documents.books.states import ARRIVALS, FLOW, KINDS, State
from kheo.documents.models import OfficialDocument
from kheo.documents.states import Direction
from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.text import fold, nfc
from kheo.kernel.ui.written import day
from kheo.kernel.workflow.advance import advance
from kheo.orgs.models import Unit
from kheo.reading.typenames import BY_SYMBOL


@transaction.atomic
def arrive(unit: Unit, *, by: Actor, arrived_on: date, about: About) -> Entry:
    """Enter a paper that came in: it takes the next arrival number of the year."""
    require(access.may_number, by, unit)
    if arrived_on > clock.today():
        said = _("Đang ghi %(day)s. Ngày đến không thể sau hôm nay.") % {"day": day(arrived_on)}
        raise ValidationError({"arrived_on": said})
    book = book_of(unit, ARRIVALS, by=by, on=arrived_on)
    entry = line(
        book, about.kind, by=by, about=replace(about, kind=_named(about.kind)), symbol=" ".join(nfc(about.symbol).split()),
        is_next=True, arrived_on=arrived_on,
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
    return issued(entry, by=by, about=about, asks=True)


@transaction.atomic
def cancel(entry: Entry, *, by: Actor, reason: str) -> Entry:
    """Take a number out of use; the line stays, with the reason, so that there is no gap."""
    require(access.may_cancel, by, entry)
    name = "strike" if entry.state == State.ISSUED else "cancel"
    reason = _one_line(reason, 300)
    return advance(entry, FLOW, name, by=by, note=reason, reason=reason)


@transaction.atomic
def withdraw(entry: Entry, *, by: Actor, on: date, reason: str, paper: str = "") -> Entry:
    """Write down that a paper that went out was withdrawn on a day, and by which *paper*, if any.

    The number is never given again: the paper did stand under it until then.
    """
    require(access.may_withdraw, by, entry)
    reason, paper = _one_line(reason, 300), _one_line(paper, 60)
    if on > clock.today() or (entry.on and on < entry.on):
        words = _("Đang ghi %(found)s. Ngày thu hồi từ ngày văn bản (%(day)s) đến hôm nay.")
        said = words % {"found": day(on), "day": day(entry.on or on)}
        raise ValidationError({"on": said})
    return advance(
        entry, FLOW, "withdraw", by=by, note=reason, reason=reason, withdrawn_on=on,
        withdrawal=paper, withdrawn_by_id=_withdrawing(entry, paper, on),
    )  # fmt: skip


def _withdrawing(entry: Entry, paper: str, on: date) -> int | None:
    found = queries.withdrawing(entry, paper, on) if paper else None
    if found is None:
        return None
    if found == entry:
        said = _("Đang ghi chính số này. Ghi số của văn bản thu hồi nó, hoặc để trống.")
        raise ValidationError({"paper": said})
    if found.state != State.ISSUED:
        words = _("Số %(symbol)s trong sổ: %(state)s. Văn bản thu hồi phải đang ban hành.")
        said = words % {"symbol": found.symbol, "state": found.get_state_display().lower()}
        raise ValidationError({"paper": said})
    return found.pk


def _named(kind: str) -> str:
    """Return the name of a kind of paper as the law writes it, so that it is found by it."""
    names = {fold(name): name for _symbol, name in KINDS}
    return names.get(fold(kind), kind)


def _one_line(words: str, length: int) -> str:
    return " ".join(nfc(words).split())[:length]
