"""What is asked before a number stands: whether a year begins, why days leave the order of numbers."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kheo.documents.books import queries
from kheo.documents.books.about import About
from kheo.documents.models import NumberBook
from kheo.kernel import clock
from kheo.kernel.text import nfc
from kheo.kernel.ui.written import day
from kheo.orgs.models import Unit


def ask_year(unit: Unit, kind: str, about: About) -> None:
    """Refuse to open the book of a year to come unless that was meant: a slip of the year would."""
    year, _until = queries.span(unit, about.on)
    if about.next_year or year <= clock.today().year or queries.has_book(unit, year, kind):
        return
    words = _(
        "Đang ghi %(day)s, sổ năm %(year)s chưa mở. Đánh dấu ô này để mở sổ, hoặc sửa ngày văn bản."
    )
    raise ValidationError({"next_year": words % {"day": day(about.on), "year": year}})


def reason(book: NumberBook, number: int | None, about: About) -> str:
    """Return why the day of *number* is not in the order of the book, "" where it is in order."""
    other = queries.out_of_order(book, number, about.on) if number else None
    said = " ".join(nfc(about.misdated).split())[:300]
    if other is None or said:
        return said if other else ""
    words = _(
        "Đang ghi ngày %(own)s, mà số %(symbol)s ghi ngày %(day)s: số và ngày không cùng thứ tự. "
        "Nêu lý do vào ô này, hoặc sửa ngày văn bản."
    )
    named = {"own": day(about.on), "symbol": other.symbol, "day": day(other.on or about.on)}
    raise ValidationError({"misdated": words % named})
