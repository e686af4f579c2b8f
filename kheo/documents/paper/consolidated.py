"""The table that gathers the registrations of a year."""

from collections.abc import Sequence
from dataclasses import dataclass

from kheo.documents.paper import wording
from kheo.documents.paper.description import (
    STATE_FORM,
    Column,
    Head,
    Paper,
    Signatures,
    Signer,
    Table,
)

_BY = ("Tập thể", "Cá nhân", "Cộng")


@dataclass(frozen=True)
class ConsolidatedRow:
    """One registered model or exemplar; *collective* tells a unit's from a person's."""

    unit: str
    name: str
    collective: bool
    field: str
    content: str
    responsible: str
    time: str
    note: str = ""
    more: Sequence[str] = ()  # an answer under each heading the office added


@dataclass(frozen=True)
class ConsolidatedTable:
    """All registrations of a year; *more* heads the columns an office added to the form."""

    head: Head
    movement: str
    year: int
    rows: Sequence[ConsolidatedRow]
    preparer: Signer
    signer: Signer
    more: Sequence[str] = ()


_COLUMNS = (
    Column("STT", 1.2, "center"),
    Column("Đơn vị", 3.2),
    Column("Tên mô hình, điển hình", 4.5),
    Column("Tập thể/ cá nhân", 1.9, "center"),
    Column("Lĩnh vực", 2.4),
    Column("Nội dung chính, địa chỉ", 5.5),
    Column("Người phụ trách", 2.8),
    Column("Thời gian", 2.3, "center"),
    Column("Ghi chú", 1.8),
)


_WIDE = 4  # columns beside the usual ones; beyond it no word fits its column


def consolidated_table(table: ConsolidatedTable) -> Paper:
    """Return the landscape table of all registrations; its totals are counted from its rows.

    What an office asks besides stands in columns of its own; where these are too many for the
    sheet, all of it stands line by line in one.
    """
    added = _added(table)
    rows = [
        (
            str(number),
            row.unit,
            row.name,
            "Tập thể" if row.collective else "Cá nhân",
            row.field,
            row.content,
            row.responsible,
            row.time,
            *_answers(table, row),
            row.note,
        )
        for number, row in enumerate(table.rows, start=1)
    ]
    return Paper(
        head=table.head,
        kind="Biểu tổng hợp",
        subject=f"Đăng ký mô hình, điển hình phong trào “{table.movement}” năm {table.year}",
        body=(
            Table(added, rows, ("", "Cộng", f"{wording.count(len(rows))} mô hình, điển hình")),
            _by_field(table.rows),
            Signatures(table.preparer, table.signer),
        ),
        landscape=True,
        ends=False,
        style=STATE_FORM,
    )


def _added(table: ConsolidatedTable) -> tuple[Column, ...]:
    """Return the columns of the table, those an office added before the note."""
    more = [Column(title, 2.6) for title in table.more]
    if len(more) > _WIDE:
        more = [Column("Các nội dung khác trên mẫu", 5)]
    return (*_COLUMNS[:-1], *more, _COLUMNS[-1])


def _answers(table: ConsolidatedTable, row: ConsolidatedRow) -> tuple[str, ...]:
    if len(table.more) <= _WIDE:
        return tuple(row.more)
    pairs = zip(table.more, row.more, strict=True)
    return ("; ".join(f"{title}: {words}" for title, words in pairs if words),)


def _by_field(rows: Sequence[ConsolidatedRow]) -> Table:
    def line(name: str, own: Sequence[ConsolidatedRow]) -> tuple[str, ...]:
        collective = sum(row.collective for row in own)
        return (name, *map(wording.figure, (collective, len(own) - collective, len(own))))

    fields = dict.fromkeys(row.field for row in rows)
    return Table(
        columns=(Column("Lĩnh vực", 6), *(Column(name, 2, "right") for name in _BY)),
        rows=[line(name, [row for row in rows if row.field == name]) for name in fields],
        total=line("Cộng", rows),
        caption="Số đăng ký theo lĩnh vực và đối tượng",
    )
