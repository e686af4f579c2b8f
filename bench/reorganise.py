"""Time a merge and the tree: `KHEO_VAR=/tmp/x kheo migrate && KHEO_VAR=/tmp/x python -m bench.reorganise`.

A unit with 2,000 people and 5,000 open registrations joins another, in one transaction, and is
taken back; the tree is asked for with 5,000 units. Everything written is rolled back.
"""

import argparse
import datetime as dt
import statistics
import time
from collections.abc import Callable

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

import bench  # noqa: F401 starts Django
from bench.register import timed as asked
from kheo.accounts.models import User
from kheo.kernel.text import fold, name_key
from kheo.movement.models import Movement, Registration, Round, Sheet
from kheo.movement.s3_registration.actions.tally import Moves
from kheo.movement.s3_registration.models import sort_key
from kheo.orgs.models import Person, Post, Unit
from kheo.orgs.queries import actor_of
from kheo.orgs.reorganisation import actions, preview
from kheo.orgs.reorganisation.models import Reorganisation
from kheo.orgs.reorganisation.routes import Outline, Paper
from kheo.orgs.reorganisation.states import Sort
from kheo.orgs.states import Kind, Power, Sex, Staff

OPENED, ON = dt.date(2020, 1, 1), dt.date(2026, 7, 1)
SENT = dt.datetime(2026, 3, 1, 2, tzinfo=dt.UTC)
PAGES = 41  # requests of the tree


def unit(name: str, kind: Kind, parent: Unit | None, path: str) -> Unit:
    return Unit(name=name, folded=fold(name), kind=kind, parent=parent, path=path, opened_on=OPENED)


def people_of(division: Unit, count: int, code: str) -> list[Person]:
    """Write *count* people of a division, the first of them its head."""
    found = Person.objects.bulk_create(
        Person(
            full_name=f"Lò Văn {n}", name_key=name_key(f"Lò Văn {n}"), folded=fold(f"Lò Văn {n}"),
            code=f"{code}{n:05d}", unit=division, staff=Staff.CIVIL_SERVANT, sex=Sex.FEMALE,
            born_in=1985,
        )
        for n in range(count)
    )  # fmt: skip
    Post.objects.bulk_create(
        Post(person=p, unit=division, over=division, title="Chuyên viên", since=OPENED)
        for p in found
    )
    Unit.objects.filter(pk=division.pk).update(staff=count)
    return found


def registered(round_: Round, people: list[Person], total: int) -> None:
    """Write sheets of *people* with *total* registrations between them, and the tallies."""
    sheets = Sheet.objects.bulk_create(
        Sheet(round=round_, unit=p.unit, person=p, path=p.unit.path, submitted_at=SENT)
        for p in people
    )
    rows = [
        Registration(
            sheet=sheet, subject="item", round=round_, unit=sheet.unit, person=sheet.person,
            ordinal=n // len(sheets) + 1, state="submitted", title=f"Nội dung {n}",
            submitted_at=SENT,
            sort_key=sort_key(sheet.path, sheet.person.name_key if sheet.person else "", sheet.pk, n // len(sheets) + 1),
        )
        for n, sheet in ((n, sheets[n % len(sheets)]) for n in range(total))
    ]  # fmt: skip
    Registration.objects.bulk_create(rows, batch_size=1000)
    moves = Moves(round_)
    for row in rows:
        moves.count(row, "submitted")
    for sheet in sheets:
        moves.add(sheet.unit, "people")
    moves.write()


def timed(what: str, act: Callable[[], object]) -> None:
    started, busy = time.perf_counter(), time.process_time()
    act()
    wall, busy = time.perf_counter() - started, time.process_time() - busy
    print(f"{what}: {wall:.2f} s, of which the processor {busy:.2f} s")


def merge(people: int, registrations: int, root: Unit, admin: Post) -> None:
    big = unit("Xã lớn", Kind.COMMUNE, root, f"{root.path}901.")
    other = unit("Xã nhận", Kind.COMMUNE, root, f"{root.path}902.")
    Unit.objects.bulk_create([big, other])
    parts = [unit(f"Phòng {n}", Kind.DIVISION, big, f"{big.path}{n:03d}.") for n in range(1, 5)]
    Unit.objects.bulk_create(parts)
    staff = [
        p for n, part in enumerate(parts) for p in people_of(part, people // len(parts), f"BN{n}")
    ]
    movement = Movement.objects.create(
        name="Đo", unit=root, first_year=2026, last_year=2026, launched_on=OPENED
    )
    movement.scope.set([big, other])
    round_ = Round.objects.create(movement=movement, year=2026, opens_on=OPENED)
    registered(round_, staff, registrations)
    paper = Paper(number="1/QĐ", issued_on=ON, issuer="UBND", effective_on=ON)
    outline = Outline(sort=Sort.MERGE, paper=paper, sources=[big], into=other)
    by = actor_of(admin)
    timed("preview", lambda: preview.previewed(outline))
    found: list[Reorganisation] = []
    timed("merge", lambda: found.append(actions.reorganise(outline, by=by)))
    timed("taken back", lambda: actions.undo(found[0], by=by, note="Đo"))


def tree(count: int, root: Unit, admin: Post) -> None:
    agencies = [
        unit(f"Cơ quan {n}", Kind.AGENCY, root, f"{root.path}{n:03d}.") for n in range(1, 101)
    ]
    Unit.objects.bulk_create(agencies)
    each = count // len(agencies) - 1
    Unit.objects.bulk_create(
        unit(f"Phòng {n}", Kind.DIVISION, one, f"{one.path}{n:03d}.")
        for one in agencies
        for n in range(1, each + 1)
    )
    client = Client()
    client.force_login(User.objects.get(person=admin.person))
    opened = "&".join(f"mo={one.pk}" for one in agencies[:5])
    for what, url in (
        ("tree", "/quan-tri/"),
        ("tree, five branches open", f"/quan-tri/?{opened}"),
        ("the same on a past day", f"/quan-tri/?{opened}&ngay=2025-06-01"),
    ):
        clock, used = zip(*(asked(client, url) for _n in range(PAGES)), strict=True)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        shown = f"{statistics.median(clock):.1f} ms, processor {statistics.median(used):.1f} ms"
        print(f"{what}: {shown}, {len(queries)} queries")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=2000)
    options.add_argument("--registrations", type=int, default=5000)
    options.add_argument("--units", type=int, default=5000)
    chosen = options.parse_args()
    with transaction.atomic():
        root = unit("Tỉnh đo", Kind.PROVINCE, None, "999.")
        root.save()
        office = unit("Văn phòng", Kind.AGENCY, root, f"{root.path}900.")
        office.save()
        person = people_of(office, 1, "QT")[0]
        person.user = User.objects.create(username="bench-reorganise")
        person.save()
        admin = Post.objects.create(
            person=person, unit=office, over=root, title="Quản trị", since=OPENED,
            powers=[Power.ADMINISTER],
        )  # fmt: skip
        Post.objects.filter(person=person).exclude(pk=admin.pk).delete()
        merge(chosen.people, chosen.registrations, root, admin)
        tree(chosen.units, root, admin)
        transaction.set_rollback(True)


if __name__ == "__main__":
    with override_settings(ALLOWED_HOSTS=["testserver"], ADMIN_TWO_FACTOR=False):
        main()
