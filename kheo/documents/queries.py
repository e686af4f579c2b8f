"""What the books of numbers hold."""

from kheo.documents.models import NumberBook
from kheo.orgs.models import Unit


def last_before(unit: Unit, year: int, kind: str) -> int:
    """Return the number after which *unit*, opened in place of one of the same name, goes on.

    Who moved under another superior keeps its name and abbreviation: a book begun anew would give
    the same number and notation twice in a year. Nothing where it goes on for none or for several.
    """
    while True:
        came = list(unit.predecessors.select_related("old")[:2])
        if len(came) != 1 or not came[0].opened or not _same(came[0].old, unit):
            return 0
        unit = came[0].old
        book = NumberBook.objects.filter(unit=unit, kind=kind, year=year).first()
        if book is not None:
            return book.last


def _same(old: Unit, new: Unit) -> bool:
    return (old.name, old.symbol, old.short_name) == (new.name, new.symbol, new.short_name)
