"""The consolidated table as an .xlsx file, with a column for each question an office added."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.sheet.columns import Column, Kind
from kheo.kernel.sheet.written import write
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration import queries
from kheo.movement.s3_registration.answers import in_words
from kheo.movement.s3_registration.exports import few_sheets, sent_rows
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s3_registration.newest import added_questions
from kheo.movement.s3_registration.questions import Question
from kheo.movement.s3_registration.states import STOPPED, Field, State
from kheo.orgs.queries import name_at
from kheo.orgs.reorganisation import reading
from kheo.orgs.reorganisation.states import Told

_COLUMNS = (
    Column(gettext_lazy("STT"), 6, Kind.NUMBER),
    Column(gettext_lazy("Đơn vị"), 28),
    Column(gettext_lazy("Tập thể, cá nhân"), 12),
    Column(gettext_lazy("Người đăng ký, phụ trách"), 22),
    Column(gettext_lazy("Tên mô hình, nội dung"), 44),
    Column(gettext_lazy("Lĩnh vực, chủ đề"), 24),
    Column(gettext_lazy("Mục tiêu"), 32),
    Column(gettext_lazy("Địa chỉ"), 18),
    Column(gettext_lazy("Hoàn thành"), 12, Kind.DAY),
    Column(gettext_lazy("Nộp"), 12, Kind.DAY),
    Column(gettext_lazy("Trạng thái"), 13),
    Column(gettext_lazy("Ghi chú"), 12),
)


def xlsx(by: Actor, round_: Round, wanted: queries.Wanted) -> bytes:
    """Return the consolidated table as an .xlsx file, its totals counted from its rows."""
    counted: Counter[tuple[str, str]] = Counter()
    head = [
        _("Biểu tổng hợp đăng ký phong trào “%(name)s” năm %(year)s")
        % {"name": round_.movement.name, "year": round_.year},
        wanted.unit.name if wanted.unit else name_at(by.reach) or by.unit_name,
        *filter(None, [reading.said(wanted.told)]),
    ]
    asked = added_questions(round_, wanted.subject)
    columns = (*_COLUMNS, *(Column(q.label, 24) for _subject, q in asked))
    rows = sent_rows(by, round_, wanted)
    then = Coalesce("sheet__made_in__name", "unit__name")  # of a unit that went on in another
    rows = rows.annotate(where=then if wanted.told == Told.THEN else F("unit__name"))
    lines = _lines(rows, counted, asked, few_sheets(round_, wanted))
    return write(_("Đăng ký"), columns, lines, head=head, totals=_totals(counted))


def _lines(
    rows: QuerySet[Registration],
    counted: Counter[tuple[str, str]],
    asked: Sequence[tuple[str, Question]],
    few: Mapping[int, str],
) -> Iterator[tuple[Any, ...]]:
    states = {value: str(label) for value, label in State.choices}
    fields = {value: str(label) for value, label in Field.choices}
    kinds = {Subject.ITEM: _("Cá nhân"), Subject.MODEL: _("Tập thể")}
    late, stopped = _("nộp muộn"), _("đã dừng")
    values = rows.values_list(
        "where", "subject", "person__full_name", "title", "field", "topic__text",
        "own_topic", "target", "place", "due_on", "submitted_at", "state", "late",
        "sheet_id", "standing", "responsible", *(["answers"] if asked else []),
    )  # fmt: skip
    for n, r in enumerate(values.iterator(chunk_size=2000), 1):
        counted[r[1], r[4]] += 1
        topic = fields.get(r[4]) or r[5] or r[6]
        yield (
            n, r[0], kinds[Subject(r[1])], r[2] or r[15], r[3], topic, r[7], r[8], r[9],
            clock.day_of(r[10]) if r[10] else None, states[r[11]],
            "; ".join(filter(None, (late if r[12] else "", stopped if r[14] == STOPPED else "", few.get(r[13], "")))),
            *(in_words(q, r[16].get(q.key)) if of == r[1] else "" for of, q in asked),
        )  # fmt: skip


def _totals(counted: Counter[tuple[str, str]]) -> Iterator[tuple[Any, ...]]:
    """Yield the lines below the table: all, by subject, and models by field."""
    yield ("", _("Cộng"), sum(counted.values()))
    items = sum(n for (subject, _field), n in counted.items() if subject == Subject.ITEM)
    yield ("", _("Nội dung của cá nhân"), items)
    for field, label in Field.choices:
        yield ("", _("Mô hình: %(field)s") % {"field": label}, counted[Subject.MODEL, field])
