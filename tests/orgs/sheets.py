"""Sheets as administrators bring them, made in memory."""

import datetime as dt
from io import BytesIO

from xlsxwriter import Workbook

from kheo.orgs.importing.fields import FIELDS

TITLES = {kind: [str(field.title) for field in fields] for kind, fields in FIELDS.items()}
LO = {
    "full_name": "Lò Thị Thanh",
    "code": "CC001",
    "unit": "Phòng Tổ chức",
    "title": "Chuyên viên",
    "since": dt.date(2025, 7, 1),
    "staff": "Công chức",
    "sex": "Nữ",
    "born_on": dt.date(1990, 5, 2),
    "phone": "0912345678",
}
NAMES = {kind: [field.name for field in fields] for kind, fields in FIELDS.items()}


def person(**changes):
    """Return a row of the template of people."""
    facts = LO | changes
    return [facts.get(name, "") for name in NAMES["people"]]


def unit(**changes):
    """Return a row of the template of units."""
    facts = {"name": "Phòng Mới", "kind": "Phòng", "opened_on": dt.date(2025, 7, 1)} | changes
    return [facts.get(name, "") for name in NAMES["units"]]


def xlsx(*rows, titles=None, kind="people", layout=lambda sheet: None, more=()):
    """Return a workbook of a header and *rows*; *layout* may do more to its sheet.

    *more*: the name of each further sheet, and how many rows it has.
    """
    made = BytesIO()
    book = Workbook(made)
    sheet = book.add_worksheet("Bảng")
    days = book.add_format({"num_format": "dd/mm/yyyy"})
    for r, row in enumerate([titles or TITLES[kind], *rows]):
        for c, value in enumerate(row):
            if isinstance(value, dt.date):
                sheet.write_datetime(r, c, dt.datetime.combine(value, dt.time()), days)
            else:
                sheet.write(r, c, value)
    layout(sheet)
    for name, height in more:
        other = book.add_worksheet(name)
        for r in range(height):
            other.write(r, 0, "Lò Thị Thanh")
    book.close()
    return made.getvalue()
