"""Time a sheet of items entered for others: `KHEO_VAR=… python -m bench.entering --rows 1000`.

Filled for silent people, checked, written as sent, undone; all within a transaction taken back.
"""

import argparse
import time
from io import BytesIO

import xlsxwriter
from django.db import connection, transaction

import bench  # noqa: F401 starts Django
from bench.figures import open_round
from kheo.kernel import clock
from kheo.movement.s3_registration.bulk import actions, sheets, whom
from kheo.orgs import queries
from kheo.orgs.models import Person, Post, Unit
from kheo.orgs.states import Power

HEADER = (
    "Mã cán bộ", "Họ và tên", "Việc cụ thể sẽ làm", "Gắn với nhiệm vụ nào được giao?",
    "Hướng tới tiêu chí nào?", "Mục tiêu", "Hoàn thành trước ngày",
)  # fmt: skip


def filled(people: list[Person], year: int) -> bytes:
    made = BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        for n, person in enumerate(people, 1):
            title = f"Việc thứ {n}: hẹn người dân theo khung giờ, trả lời đúng hẹn"
            cells = (title, "Tiếp công dân", "1", "Không ai chờ quá 15 phút", f"20/12/{year}")
            sheet.write_row(n, 0, (person.code, person.full_name, *cells))
    return made.getvalue()


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--rows", type=int, default=1000)
    rows = asked.parse_args().rows
    round_, root = open_round(), Unit.objects.earliest("path")
    posts = Post.objects.filter(over=root).select_related("person", "unit", "over")
    by = next(a for a in map(queries.actor_of, posts) if a.has(Power.OVERSEE))
    people = list(whom.silent(root.path, round_).order_by("pk")[:rows])
    data = filled(people, clock.today().year)
    print(f"{connection.vendor}: {len(people)} rows, {len(data) // 1024} KB")
    with transaction.atomic():
        begun = time.perf_counter()
        found = sheets.read(data, "a.xlsx", round_, root.path)
        print(f"checked in {time.perf_counter() - begun:.2f} s: {found.counts}")
        load = actions.bring(by=by, round_=round_, unit=root, name="a.xlsx", data=data)
        begun = time.perf_counter()
        load = actions.confirm(load, by=by, send=True, late_reason="Đo")
        print(f"written and sent in {time.perf_counter() - begun:.2f} s")
        begun = time.perf_counter()
        actions.undo(load, by=by)
        print(f"undone in {time.perf_counter() - begun:.2f} s")
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
