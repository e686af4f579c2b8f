"""The letter of urging as a numbered paper of the register."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from kheo.documents.actions import register
from kheo.documents.books import access as books_access
from kheo.documents.books import actions as books
from kheo.documents.books.actions import About
from kheo.documents.books.models import Entry
from kheo.documents.books.states import OVER
from kheo.documents.masters.exports import docx_of
from kheo.documents.masters.states import Kind
from kheo.documents.models import OfficialDocument
from kheo.documents.states import Direction
from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration.printed import urging
from kheo.orgs.models import Unit
from kheo.orgs.queries import agency_of

BOOK = "CV"  # the book of letters


@transaction.atomic
def number_letter(
    round_: Round, units: Sequence[Unit], *, by: Actor, due: date, until: date | None = None
) -> OfficialDocument:
    """Take the next number for today's letter to *units* and keep the letter in the register.

    Asked twice on a day, it returns the letter that has the number; a withdrawn one gives way.
    """
    agency = agency_of(Unit.objects.get(path=by.reach))
    require(books_access.may_take, by, agency)
    Unit.objects.select_for_update().get(pk=agency.pk)  # of two presses the second waits here
    about = About(
        on=clock.today(), subject=urging.subject(round_),
        parties="; ".join(unit.name for unit in units)[:300],
    )  # fmt: skip
    if held := _of_today(agency, about):
        return held
    entry = books.take(agency, BOOK, by=by, about=about)
    paper = urging.letter(by, round_, units, due=due, until=until, notation=entry.symbol)
    letter = register(
        docx_of(Kind.REMINDER, agency.path, [paper]),
        by=by,
        unit=agency,
        direction=Direction.OUT,
        kind=entry.kind,
        number=entry.symbol,
        subject=about.subject,
        issuer=agency.name,
        issued_on=about.on,
        file_name="cong-van-don-doc.docx",
    )
    books.attach(entry, letter, by=by)
    return letter


def _of_today(agency: Unit, about: About) -> OfficialDocument | None:
    rows = Entry.objects.filter(
        book__unit=agency, book__kind=BOOK, on=about.on, subject=about.subject,
        parties=about.parties, document__isnull=False,
    )  # fmt: skip
    entry = rows.exclude(state__in=OVER).select_related("document").first()
    return entry.document if entry else None
