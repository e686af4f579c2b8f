"""Tallies equal live counts, whatever was done and in whatever order."""

import random
from contextlib import suppress

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q

from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.models import Copy, DayTally, Merger, Registration, Sheet, Tally
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration import actions, queries
from kheo.movement.s3_registration.states import ENDED, State
from tests.conftest import NOON
from tests.movement.s3_registration.test_actions import AFTER

REFUSALS = (ValidationError, PermissionDenied, StaleStateError)


def live(unit):
    rows = Registration.objects.filter(unit=unit)
    conditions = {state: Q(state=state) for state in State.values if state not in ENDED}
    conditions |= {"late": Q(late=True), "unfiled": Q(unfiled=True)}
    found = {
        f"{subject}s_{name}": rows.filter(condition, subject=subject).count()
        for subject in Subject.values
        for name, condition in conditions.items()
    }
    sheets = Sheet.objects.filter(unit=unit, submitted_at__isnull=False, closed_at=None)
    people = sheets.filter(person__isnull=False).aggregate(
        people=Count("pk"), people_late=Count("pk", filter=Q(late=True))
    )
    awaited = Copy.objects.filter(sheet__unit=unit, number=2, received_on=None)
    awaited = awaited.filter(sheet__closed_at=None).count()
    return found | people | {"copies_awaited": awaited}


def kept(unit):
    tally = Tally.objects.filter(unit=unit).values().first()
    return {name: tally[name] if tally else 0 for name in live(unit)}


def merge_or_part(verb, gone, kept, clerk):
    if verb == "merge":
        actions.merge(gone, kept, by=clerk, note="Một việc")
    for merger in Merger.objects.filter(gone=gone, undone_at=None) if verb == "part" else ():
        actions.part(merger, by=clerk)


def one_act(office, chance, owners, heads, clerk):
    """Do one thing at random, as somebody at random."""
    rows = list(Registration.objects.select_related("unit", "person", "round", "sheet"))
    verbs = [
        "item",
        "model",
        "send",
        "drop",
        "accept",
        "return",
        "receive",
        "late",
        "merge",
        "part",
    ]
    verb = chance.choice(verbs)
    if verb == "item":
        office.item(chance.choice(owners))
    elif verb == "model":
        office.model(chance.choice(heads))
    elif not rows:
        return
    elif verb in ("send", "late"):
        row = chance.choice(rows)
        by = (
            next(a for a in (*owners, *heads) if a.person_id == row.person_id)
            if (row.person_id)
            else next(a for a in heads if a.unit_id == row.unit_id)
        )
        actions.send(row.sheet, by=by, late_reason="Đi công tác" if verb == "late" else "")
    elif verb == "drop":
        row = chance.choice(rows)
        actions.drop(row, by=chance.choice([*owners, *heads]))
    elif verb == "receive":
        sheet = chance.choice(rows).sheet
        actions.receive(Copy.objects.filter(sheet=sheet).select_related("sheet"), by=clerk)
    elif verb in ("merge", "part"):
        merge_or_part(verb, chance.choice(rows), chance.choice(rows), clerk)
    else:
        picked = chance.sample(rows, min(3, len(rows)))
        actions.decide_many(picked, verb, by=clerk, note="Ghi rõ việc")


@pytest.mark.parametrize("seed", range(3))
def test_tallies_equal_live_counts_after_random_acts(office, seed):
    chance = random.Random(seed)
    owners = [office.owner(cell=chance.choice([None, office.cell])) for _ in range(3)]
    heads, clerk = [office.head()], office.clerk()

    for moment in (NOON, AFTER):  # before the deadline and after it
        with time_machine.travel(moment, tick=False):
            for _ in range(40):
                with suppress(*REFUSALS):
                    one_act(office, chance, owners, heads, clerk)

    assert kept(office.division) == live(office.division)
    assert sum(DayTally.objects.values_list("people", flat=True)) == live(office.division)["people"]


def test_the_figures_of_a_page_are_the_tallies_of_the_range(office):
    office.sent(office.owner())
    office.sent(office.owner(unit=office.beside))
    office.model(office.head())

    whole = queries.figures(office.round, office.agency.path, Subject.ITEM)
    part = queries.figures(office.round, office.division.path, Subject.MODEL)

    assert (whole["items_all"], whole["models_all"], whole["people"]) == (
        2,
        0,
        2,
    )  # the model is a draft
    assert (part["items_all"], part["models_all"], part["people"]) == (1, 0, 1)
