"""Time who is missing, with rules by category: `KHEO_VAR=… python -m bench.missing [--explain]`.

The rules are set within a transaction that is taken back: workers are asked nothing, and public
employees close on a day of their own. Median of several, without a page around it.
"""

import argparse
import datetime as dt
import statistics
import time
from collections.abc import Callable

from django.db import connection, transaction
from django.db.models import F

import bench  # noqa: F401 starts Django
from bench.figures import open_round
from kheo.kernel import clock
from kheo.movement.models import Milestone, Quota, Round
from kheo.movement.s1_directive.states import MilestoneKind, Subject
from kheo.movement.s3_registration import behind
from kheo.movement.s3_registration.bulk import whom
from kheo.movement.s3_registration.counts import counted
from kheo.orgs.models import Person, Unit
from kheo.orgs.states import Staff

TIMES = 9


def rules(round_: Round, *, own_day: bool) -> None:
    Quota.objects.filter(round=round_, subject=Subject.ITEM).delete()
    for category, least, closes_on in (
        ("", 1, None),
        (Staff.WORKER, 0, None),
        (Staff.PUBLIC_EMPLOYEE, 1, clock.today() - dt.timedelta(days=9) if own_day else None),
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
            counted.overdue(path, round_, over)
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
    explain = asked.parse_args().explain
    round_, root = open_round(), Unit.objects.earliest("path")
    print(f"{connection.vendor}: {Unit.objects.count()} units, {Person.objects.count()} people")
    for own_day in (False, True):
        with transaction.atomic():
            rules(round_, own_day=own_day)
            print("with a closing day of their own" if own_day else "a category not asked")
            for name, act in measured(round_, root.path).items():
                took, spent = timed(act)
                print(f"  {name}: {took:.0f} ms, of which ours {spent:.0f} ms")
            if explain:
                print(explained(round_, root.path))
            transaction.set_rollback(True)


if __name__ == "__main__":
    main()
