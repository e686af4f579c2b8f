"""Time the import of people. Run: KHEO_VAR=… python -m bench.importing [--people 100000].

Needs an empty, migrated database, which it fills with 5,000 units. Writes a sheet of people with a
post each, checks it as the preview does and writes it as the confirmation does.
"""

import argparse
import datetime as dt
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import bench  # noqa: F401 starts Django
from kheo.accounts.models import User
from kheo.kernel.actor import Actor
from kheo.kernel.sheet import written
from kheo.kernel.text import fold, name_key
from kheo.kernel.workflow.advance import advance
from kheo.orgs import queries
from kheo.orgs.actions import imports
from kheo.orgs.importing.fields import PEOPLE
from kheo.orgs.models import Import, Person, Post, Unit
from kheo.orgs.states import IMPORT_FLOW, ImportKind, Kind, Power, Sex, Staff
from kheo.project.demo import names

AGENCIES, DIVISIONS = 100, 49


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--people", type=int, default=100_000)
    options.add_argument("--keep", action="store_true", help="leave the people in the register")
    asked = options.parse_args()
    wanted = asked.people
    by = settle()
    data = sheet(wanted)
    print(f"{wanted} people: a sheet of {len(data) / 1e6:.1f} MB; peak {peak()} MB before")
    with timed("brought and checked for the preview"):
        one = imports.bring(by=by, kind=ImportKind.PEOPLE, name="nguoi.xlsx", data=data)
        if one.state == "waiting":
            one = imports.check(Import.objects.get(pk=one.pk), by=by)
    print(one.counts)
    del data
    one = advance(one, IMPORT_FLOW, "confirm", by=by, done=0)
    with timed("written"):
        one = imports.write(one, by=by)
    print(one.state, one.counts, f"peak {peak()} MB")
    verify(wanted)
    if asked.keep:
        return
    with timed("undone"):
        imports.take_out(advance(one, IMPORT_FLOW, "undo", by=by), by=by)
    print(f"left: {Person.objects.count()} people; peak {peak()} MB")


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@contextmanager
def timed(what: str) -> Iterator[None]:
    began, busy = time.perf_counter(), time.process_time()
    yield
    took, used = time.perf_counter() - began, time.process_time() - busy
    print(f"{what}: {took:.2f} s, of which {used:.2f} s of this process")


def settle() -> Actor:
    """Make the tree and who administers it, unless they are there."""
    opened = dt.date(2015, 1, 1)
    if not Unit.objects.exists():
        root = Unit.objects.create(
            name="Tỉnh để đo",
            folded="tinh de do",
            kind=Kind.PROVINCE,
            path="001.",
            opened_on=opened,
        )
        for n in range(1, AGENCIES + 1):
            agency = unit(root, n, f"Cơ quan số {n}", Kind.AGENCY, f"H26.{n}")
            for m in range(1, DIVISIONS + 1):
                unit(agency, m, f"Phòng số {m}", Kind.DIVISION, "")
        user = User.objects.create(username="bench", full_name="Người đo")
        person = Person.objects.create(
            full_name="Người đo", name_key=name_key("Người đo"), folded="nguoi do", code="BENCH",
            unit=root, staff=Staff.CADRE, sex=Sex.MALE, born_in=1980, user=user,
        )  # fmt: skip
        Post.objects.create(
            person=person, unit=root, over=root, title="Quản trị", since=opened,
            powers=[Power.ADMINISTER],
        )  # fmt: skip
    post = Post.objects.select_related("person", "unit", "over").get(person__code="BENCH")
    return queries.actor_of(post)


def unit(above: Unit, number: int, name: str, kind: Kind, code: str) -> Unit:
    return Unit.objects.create(
        name=name, folded=fold(name), kind=kind, code=code, parent=above,
        path=f"{above.path}{number:03d}.", opened_on=above.opened_on,
    )  # fmt: skip


def sheet(wanted: int) -> bytes:
    return written.write("Người", [field.column for field in PEOPLE[:-1]], rows(wanted))


def rows(wanted: int) -> Iterator[list[Any]]:
    chance = Random(7)  # noqa: S311 nothing secret is drawn
    units = list(Unit.objects.exclude(parent=None).order_by("path").select_related("parent"))
    for n in range(wanted):
        home = units[n % len(units)]
        name, sex = names.drawn(chance)
        born = dt.date(1962, 1, 1) + dt.timedelta(days=chance.randrange(15_000))
        head = n < len(units)
        yield [
            name, f"CC{n:06d}", home.code, "" if home.code else f"{home.name}, {home.parent}",
            "Trưởng phòng" if head else "Chuyên viên", dt.date(2020, 1 + n % 12, 1), "",
            "x" if head else "", "Công chức" if n % 3 else "Viên chức",
            "Nữ" if sex == Sex.FEMALE else "Nam", born, "", f"09{n:08d}",
        ]  # fmt: skip


def verify(wanted: int) -> None:
    """Hold what stands beside the records against the records: keys, folded names, counts."""
    people = Person.objects.exclude(code="BENCH")
    keys = (
        (p.folded, p.name_key) == (fold(p.full_name), name_key(p.full_name))
        for p in people.order_by("?")[:500]
    )
    staff = sum(Unit.objects.values_list("staff", flat=True))
    print(f"verified: {(people.count(), staff) == (wanted, wanted) and all(keys)}")


if __name__ == "__main__":
    main()
