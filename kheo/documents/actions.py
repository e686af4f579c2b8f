"""Everything that changes the register of documents."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from kheo.documents.models import Citation, NumberBook, OfficialDocument
from kheo.documents.queries import last_before
from kheo.documents.states import Direction
from kheo.kernel import clock, files
from kheo.kernel.access import under
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.orgs.models import Unit
from kheo.orgs.queries import ancestors_of


@transaction.atomic
def register(  # noqa: PLR0913 a line of the register has this many parts
    data: bytes,
    *,
    by: Actor,
    unit: Unit,
    direction: Direction,
    kind: str,
    subject: str,
    issuer: str,
    file_name: str,
    number: str = "",
    issued_on: date | None = None,
    text: str = "",
    citations: list[Citation] | None = None,
) -> OfficialDocument:
    """Enter a paper and its file into the register of *unit*.

    The caller has asked its own access rule: an incoming letter and an issued decision have
    different ones.
    """
    stored = files.keep(data)
    document = OfficialDocument(
        unit=unit,
        direction=direction,
        kind=kind,
        number=number,
        subject=subject[:500],
        issuer=issuer[:200],
        issued_on=issued_on,
        text=text,
        file=stored.path,
        file_name=file_name[:255],
        sha256=stored.sha256,
        size=stored.size,
        registered_at=clock.now(),
        registered_by_id=by.me,
    )
    document.full_clean(exclude=["number", "text", "issued_on"])
    document.save(force_insert=True)
    for citation in citations or []:
        citation.document = document
    Citation.objects.bulk_create(citations or [])
    _link(document)
    trail.record("document.register", document, by=by)
    return document


@transaction.atomic
def fill(document: OfficialDocument, *, by: Actor, text: str, **identity: Any) -> OfficialDocument:
    """Enter the text of a paper that was only a file until now, and what it says of itself.

    The caller has asked its own access rule and holds the record that leads to the paper.
    """
    changes = {field: [getattr(document, field), value] for field, value in identity.items()}
    for field, value in {**identity, "text": text}.items():
        setattr(document, field, value)
    document.full_clean(exclude=["number", "text", "issued_on"])
    document.save(update_fields=["text", *identity])
    _link(document)
    trail.record("document.fill", document, by=by, changes=changes)
    return document


@transaction.atomic
def correct(
    document: OfficialDocument, *, by: Actor, citations: list[Citation], **identity: Any
) -> OfficialDocument:
    """Set what a person confirmed of a paper: the fields of *identity* that differ, and its citations.

    The caller has asked its own access rule and holds the record that leads to the paper.
    """
    changes = {
        field: [getattr(document, field), value]
        for field, value in identity.items()
        if getattr(document, field) != value
    }
    for field, (_old, value) in changes.items():
        setattr(document, field, value)
    if changes:
        document.full_clean(exclude=["number", "text", "issued_on"])
        document.save(update_fields=[*changes])
    document.citations.all().delete()
    for citation in citations:
        citation.document = document
    Citation.objects.bulk_create(citations)
    document.cited_by.update(cited=None)  # they may have been linked by what was misread
    _link(document)
    trail.record("document.correct", document, by=by, changes=changes)
    return document


def _near(document: OfficialDocument, prefix: str = "") -> Q:
    """Return the condition "of the same unit, one above it or one below": a register it may share."""
    path = document.unit.path
    above = Q((f"{prefix}unit__path__in", ancestors_of(path)))
    return above | under(path, f"{prefix}unit__path")


def _link(document: OfficialDocument) -> None:
    """Link the texts *document* cites to the papers held, and to it the citations of others.

    It is the same paper when the number is the same, and the day where both are known.
    """
    numbered = [c for c in document.citations.all() if c.number]
    held = OfficialDocument.objects.filter(_near(document), number__in={c.number for c in numbered})
    papers = list(held.exclude(pk=document.pk).order_by("pk")) if numbered else []
    for citation in numbered:
        same = [p for p in papers if p.number == citation.number and _one_day(p, citation)]
        citation.cited = max(same, key=lambda p: p.issued_on is not None, default=None)
    Citation.objects.bulk_update(numbered, ["cited"])
    if document.number:
        others = Citation.objects.filter(_near(document, "document__"), number=document.number)
        if document.issued_on:
            others = others.filter(Q(issued_on=None) | Q(issued_on=document.issued_on))
        others.filter(cited=None).exclude(document=document).update(cited=document)


def _one_day(paper: OfficialDocument, citation: Citation) -> bool:
    return None in {paper.issued_on, citation.issued_on} or paper.issued_on == citation.issued_on


def begin(book: NumberBook, *, by: Actor) -> None:
    """Note that a book was opened; one that continues that of a unit that moved goes on after it."""
    book.last = last_before(book.unit, book.year, book.kind)
    if book.last:
        NumberBook.objects.filter(pk=book.pk).update(last=book.last)
    trail.record("number_book.open", book, by=by)


@transaction.atomic
def take_number(unit: Unit, kind: str, *, by: Actor, on: date) -> int:
    """Return the next number of a kind of paper in the unit's book of the year.

    Taken inside the transaction that issues the paper, so that a failed issue leaves no gap.
    """
    book, made = NumberBook.objects.get_or_create(unit=unit, year=on.year, kind=kind)
    if made:
        begin(book, by=by)
    NumberBook.objects.filter(pk=book.pk).update(last=F("last") + 1)
    book.refresh_from_db(fields=["last"])
    return book.last
