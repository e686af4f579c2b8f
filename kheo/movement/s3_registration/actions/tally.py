"""Counts move in the transaction that moves the records, each unit's on its own row."""

from collections import Counter, defaultdict
from datetime import date

from django.db.models import F

from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration.models import DayTally, Registration, Tally
from kheo.orgs.models import Unit
from kheo.orgs.queries import agency_of


class Moves:
    """What one act adds to and takes from the tallies of a round; written once, at its end."""

    def __init__(self, round_: Round) -> None:
        self.round = round_
        self.units: dict[int, Unit] = {}
        self.deltas: defaultdict[int, Counter[str]] = defaultdict(Counter)
        self.days: Counter[tuple[Unit, date]] = Counter()

    def add(self, unit: Unit, column: str, n: int = 1) -> None:
        self.units[unit.pk] = unit
        self.deltas[unit.pk][column] += n

    def count(self, registration: Registration, what: str, n: int = 1) -> None:
        """Count *n* more in the column of the registration's own subject: items or models."""
        self.add(registration.unit, f"{registration.subject}s_{what}", n)

    def state(self, registration: Registration, before: str, after: str) -> None:
        self.count(registration, before, -1)
        self.count(registration, after)

    def write(self) -> None:
        """Move the rows in one order, so that two never wait; make those not there yet.

        Last of all an agency's row of the day, which on the last day everybody there waits for.
        """
        for unit_id in sorted(self.deltas):
            changes = {column: F(column) + n for column, n in self.deltas[unit_id].items() if n}
            row = Tally.objects.filter(round=self.round, unit=unit_id)
            if changes and not row.update(**changes):
                unit = self.units[unit_id]
                Tally.objects.bulk_create(
                    [Tally(round=self.round, unit=unit, path=unit.path)], ignore_conflicts=True
                )
                row.update(**changes)
        for agency, day in sorted(self.days, key=lambda one: (one[0].pk, one[1])):
            if n := self.days[agency, day]:
                self._write_day(agency, day, n)

    def first_sent(self, unit: Unit, day: date, n: int = 1) -> None:
        """Count *n* people more who first sent a sheet on *day*, for the line of the year."""
        self.first_sent_in(agency_of(unit), day, n)

    def first_sent_in(self, agency: Unit, day: date, n: int) -> None:
        """Count the same where the agency is known."""
        self.days[agency, day] += n

    def _write_day(self, agency: Unit, day: date, n: int) -> None:
        key = {"round": self.round, "agency": agency, "day": day}
        row = DayTally.objects.filter(**key)
        if not row.update(people=F("people") + n):
            DayTally.objects.bulk_create([DayTally(**key, path=agency.path)], ignore_conflicts=True)
            row.update(people=F("people") + n)
