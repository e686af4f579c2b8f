"""Time who is missing, with rules by category: `KHEO_VAR=… python -m bench.missing [--explain]`.

`--make` first fills an empty database (after `kheo migrate`) with 5,000 units and 100,000 people of
four categories, four fifths of whom have sent a sheet. On PostgreSQL: bin/with-postgres before it.
The rules are set within a transaction that is taken back: workers are asked nothing, public
employees close on a day of their own, gone or still to come, and of a thousand people all stopped. Median of several, without a page around it.
"""

import argparse
import datetime as dt
import statistics
import time
from collections import Counter
from collections.abc import Callable

from django.db import connection, transaction
from django.db.models import F

import bench  # noqa: F401 starts Django
from bench.figures import open_round
from kheo.kernel import clock
from kheo.kernel.access import under
from kheo.kernel.pouring import pour
from kheo.movement.models import Milestone, Movement, Quota, Registration, Round, Sheet, Tally
from kheo.movement.s1_directive.states import MilestoneKind, Subject
from kheo.movement.s3_registration import behind
from kheo.movement.s3_registration.bulk import whom
from kheo.movement.s3_registration.counts import counted, overdue, stopped
from kheo.movement.s3_registration.models import sort_key
from kheo.movement.s3_registration.states import STOPPED, State
from kheo.orgs.models import Person, Unit
from kheo.orgs.states import Kind, Sex, Staff
from kheo.project import statistics as statistics_of_tables

TIMES = 9
AGENCIES, DIVISIONS, PEOPLE = 100, 49, 100_000
# Two in ten are workers, who are asked nothing; they have sent nothing.
STAFF = (
    *(Staff.CIVIL_SERVANT,) * 5, Staff.PUBLIC_EMPLOYEE, Staff.PUBLIC_EMPLOYEE, Staff.CADRE,
    Staff.WORKER, Staff.WORKER,
)  # fmt: skip


STOPPED_PEOPLE = 1000
CASES = (  # days from today to the closing day of public employees, whether work stopped
    (None, False, "a category not asked"),
    (-9, False, "with a closing day of their own, gone"),
    (9, False, "with a closing day of their own, to come"),
    (None, True, "the work of a thousand people stopped"),
)


def make() -> None:
    """Fill an empty database: a province, 100 agencies, 4,900 divisions of 20 or 21 people."""
    opened = dt.date(2020, 1, 1)
    division = ("name", "folded", "kind", "path", "opened_on", "parent", "staff")
    root = Unit.objects.create(
        name="Tỉnh", folded="tinh", kind=Kind.PROVINCE, path="001.", opened_on=opened
    )
    paths = [f"001.{a:03d}." for a in range(1, AGENCIES + 1)]
    pour(
        Unit, division, [(f"Sở {p}", f"so {p}", Kind.AGENCY, p, opened, root.pk, 0) for p in paths]
    )
    above = dict(Unit.objects.filter(kind=Kind.AGENCY).values_list("path", "pk"))
    below = [f"{path}{d:03d}." for path in paths for d in range(1, DIVISIONS + 1)]
    pour(
        Unit,
        division,
        [(f"Phòng {p}", f"phong {p}", Kind.DIVISION, p, opened, above[p[:8]], 0) for p in below],
    )
    units = dict(Unit.objects.filter(kind=Kind.DIVISION).values_list("pk", "path"))
    homes = sorted(units)
    who = ("full_name", "name_key", "folded", "code", "unit", "staff", "sex", "born_in", "alike")
    kinds = [str(STAFF[n % len(STAFF)]) for n in range(PEOPLE)]
    pour(
        Person,
        who,
        [
            (
                f"Người {n}",
                f"n{n:06d}",
                f"nguoi {n}",
                f"CB{n:06d}",
                homes[n % len(homes)],
                kinds[n],
                Sex.MALE,
                1990,
                False,
            )
            for n in range(PEOPLE)
        ],
    )
    counts = Counter(homes[n % len(homes)] for n in range(PEOPLE))
    for unit, n in counts.items():
        Unit.objects.filter(pk=unit).update(staff=n)
    movement = Movement.objects.create(
        name="Đo", unit=root, first_year=2026, last_year=2030, launched_on=opened
    )
    movement.scope.add(root)
    round_ = Round.objects.create(movement=movement, year=2026, opens_on=dt.date(2026, 1, 5))
    Milestone.objects.create(
        round=round_, kind=MilestoneKind.REGISTRATION, due_on=dt.date(2026, 3, 25)
    )
    sent: Counter[int] = Counter()
    sheets = []
    for n, (pk, unit) in enumerate(Person.objects.order_by("pk").values_list("pk", "unit")):
        if n % 5 and kinds[n] != Staff.WORKER:
            sheets.append((round_.pk, unit, pk, units[unit], "2026-03-01T02:00:00+00:00"))
            sent[unit] += 1
    pour(Sheet, ("round", "unit", "person", "path", "submitted_at"), sheets)
    Tally.objects.bulk_create(
        Tally(round=round_, unit_id=unit, path=path, people=sent[unit])
        for unit, path in units.items()
    )


def stop(round_: Round) -> None:
    """Let the one item of each of a thousand people stop, spread over all units."""
    sheets = (
        Sheet.objects.filter(round=round_)
        .order_by("pk")
        .values_list("pk", "unit", "person", "path", "submitted_at")
    )
    every = max(1, sheets.count() // STOPPED_PEOPLE)
    Registration.objects.bulk_create(
        Registration(
            sheet_id=pk, unit_id=unit, person_id=person, round=round_, subject=Subject.ITEM,
            ordinal=1, sort_key=sort_key(path, f"n{pk}", pk, 1), state=State.ACCEPTED,
            title="Việc", submitted_at=at, standing=STOPPED,
        )
        for pk, unit, person, path, at in sheets[::every]
    )  # fmt: skip


def rules(round_: Round, *, own_day: int | None) -> None:
    closes = clock.today() + dt.timedelta(days=own_day) if own_day else None
    Quota.objects.filter(round=round_, subject=Subject.ITEM).delete()
    for category, least, closes_on in (
        ("", 1, None),
        (Staff.WORKER, 0, None),
        (Staff.PUBLIC_EMPLOYEE, 1, closes),
    ):
        Quota.objects.create(
            round=round_, subject=Subject.ITEM, category=category, minimum=least, target=least,
            maximum=3, closes_on=closes_on,
        )  # fmt: skip


def measured(round_: Round, path: str) -> dict[str, Callable[[], object]]:
    this = Round.objects.filter(pk=round_.pk).order_by()
    over = Milestone.objects.filter(
        round=round_, kind=MilestoneKind.REGISTRATION, due_on__lt=clock.today()
    )
    lagging = behind.units_behind(path, round_).annotate(worst=F("behind"))
    worst = lagging.order_by("-worst", "path")[:5]
    first = behind.units_behind(path, round_).order_by("path")[:50]
    some = Unit.objects.under(path).filter(staff__gt=0).order_by("-path")[0]
    return {
        "who is missing, a count": lambda: this.values_list(counted.missing(path, round_)).get(),
        "who is overdue, a count": lambda: this.values_list(
            overdue.overdue(path, round_, over)
        ).get(),
        "the step of the year": lambda: list(overdue.step_of_units(path, round_, over)),
        "who owes again, a count": lambda: this.values_list(
            stopped.number_stopped(round_, under(path, "sort_key"))
        ).get(),
        "the five units furthest behind": lambda: list(worst.all()),
        "fifty units behind, by path": lambda: list(first.all()),
        "the people of one unit": lambda: behind.people_behind(some, round_),
        "fifty people to enter for": lambda: list(whom.silent(path, round_).order_by("pk")[:50]),
    }


def timed(act: Callable[[], object]) -> tuple[float, float]:
    act()
    took, spent = [], []
    for _n in range(TIMES):
        begun, cpu = time.perf_counter(), time.process_time()
        act()
        took.append(time.perf_counter() - begun)
        spent.append(time.process_time() - cpu)
    return 1000 * statistics.median(took), 1000 * statistics.median(spent)


def explained(round_: Round, path: str) -> str:
    this = Round.objects.filter(pk=round_.pk).order_by()
    return this.values(n=counted.missing(path, round_)).explain()


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--explain", action="store_true")
    asked.add_argument("--make", action="store_true")
    given = asked.parse_args()
    if given.make:
        with transaction.atomic():
            make()
        statistics_of_tables.refresh()
    round_, root = open_round(), Unit.objects.earliest("path")
    print(f"{connection.vendor}: {Unit.objects.count()} units, {Person.objects.count()} people")
    for own_day, stops, said in CASES:
        with transaction.atomic():
            rules(round_, own_day=own_day)
            if stops:
                stop(round_)
            print(said)
            for name, act in measured(round_, root.path).items():
                took, spent = timed(act)
                print(f"  {name}: {took:.0f} ms, of which ours {spent:.0f} ms")
            if given.explain:
                print(explained(round_, root.path))
            transaction.set_rollback(True)


if __name__ == "__main__":
    main()
