"""How a score sheet is headed, and which of its columns say anything yet."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.ui.written import day
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s5_review.models import Review
from kheo.movement.s5_review.queries import Cell, Row
from kheo.movement.s5_review.states import Column


def basis(review: Review) -> str:
    """Return the paper that lays the table down, said to be shared where it opened another movement.

    A table is a unit's and serves all its movements: headed by a foreign paper it looks like a mistake.
    """
    source = review.table.source
    directive = review.round.movement.directive
    number = directive.document.number if directive else ""
    if not source or (number and number in source):
        return source
    return _("Bảng điểm dùng chung, theo %(source)s") % {"source": source}


def filled(rows: Sequence[Row], sums: list[Cell]) -> tuple[list[Column], list[Cell]]:
    """Leave on *rows* the columns that hold points; return those columns and their *sums*."""
    places = [
        n
        for n, total in enumerate(sums)
        if total.points is not None or any(row.cells[n].points is not None for row in rows)
    ]
    for row in rows:
        row.cells = [row.cells[n] for n in places]
    columns = list(Column)
    return [columns[n] for n in places], [sums[n] for n in places]


def ahead(registration: Registration) -> str:
    """Return that the day a person or unit set themselves has yet to come, in words, or ""."""
    due_on = registration.due_on
    if due_on is None or due_on <= clock.today():
        return ""
    words = _("Hạn hoàn thành đã đăng ký là %(day)s, chưa đến. Xem việc đã xong hay chưa.")
    return words % {"day": day(due_on)}
