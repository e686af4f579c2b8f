"""A number is taken, held for a paper, or put under a paper that was numbered elsewhere."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kheo.documents.books import access, doubts
from kheo.documents.books.about import About
from kheo.documents.books.actions.lines import book_of, issued, line, numbered
from kheo.documents.books.models import Entry
from kheo.documents.books.states import FLOW, State
from kheo.documents.models import OfficialDocument
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.text import nfc
from kheo.kernel.workflow.advance import advance
from kheo.orgs.models import Unit


@transaction.atomic
def reserve(unit: Unit, kind: str, *, by: Actor, about: About) -> Entry:
    """Hold the next number of a kind for a paper that is still to be issued."""
    require(access.may_number, by, unit)
    doubts.ask_year(unit, kind, about)
    return numbered(unit, kind, by=by, about=about, asks=True)


@transaction.atomic
def take(unit: Unit, kind: str, *, by: Actor, about: About) -> Entry:
    """Take the next number for a paper that is issued in the same transaction.

    The caller has asked its own access rule; where the issue fails, the number was never taken.
    """
    return advance(numbered(unit, kind, by=by, about=about), FLOW, "issue", by=by)


@transaction.atomic
def typed(unit: Unit, kind: str, *, by: Actor, about: About) -> Entry:
    """Put a paper under the number somebody typed: one held in the book, or one taken elsewhere.

    The caller has asked its own access rule.
    """
    book = book_of(unit, kind, by=by, on=about.on)
    symbol = " ".join(nfc(about.symbol).split())
    rows = Entry.objects.filter(book=book, state=State.RESERVED, symbol=symbol)
    if held := rows.select_related("book__unit").first():
        return issued(held, by=by, about=about)
    taken = Entry.objects.filter(book=book, symbol=symbol).exclude(state=State.CANCELLED).first()
    if taken:
        words = _("Số %(symbol)s đã có trong sổ (%(subject)s). Ghi số khác.")
        said = words % {"symbol": symbol, "subject": taken.subject or _("chưa ghi trích yếu")}
        raise ValidationError({"symbol": said})
    entry = line(book, kind, by=by, about=about, symbol=symbol)
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
    doubts.ask_year(unit, kind, about)
    return typed(unit, kind, by=by, about=about)
