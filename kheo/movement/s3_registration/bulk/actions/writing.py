"""Write many items at once: sheets, registrations, copies, counts, all in a few statements."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.text import nfc
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration.actions.tally import Moves
from kheo.movement.s3_registration.bulk.check import Checked, Line
from kheo.movement.s3_registration.models import (
    Copy,
    Entry,
    Load,
    Registration,
    Sheet,
    sort_key,
    two_copies,
)
from kheo.movement.s3_registration.stamp import cleaned
from kheo.movement.s3_registration.states import State
from kheo.notices.actions import tell
from kheo.orgs.queries import agencies_of, focals_of

BATCH = 500
SHOWN = 12  # of what hinders, said at once


def write(load: Load, found: Checked, *, by: Actor, send: bool, late_reason: str) -> None:
    """Write all lines with sheets, criteria, trail and counts; raise ValidationError, in words.

    The caller has asked its rule and holds the transaction.
    """
    if send and found.hinders:
        raise ValidationError([_("Chưa gửi được."), *found.hinders[:SHOWN]], code="hinders")
    if send and found.late and not late_reason:
        words = _("Đã quá hạn đăng ký của %(n)s người. Ghi lý do nộp muộn thì mới gửi được.")
        raise ValidationError(words % {"n": len(found.late)}, code="late")
    moves = Moves(load.round)
    try:
        held = _sheets(load, found)
        made = _made(held, found, send=send)
        Registration.objects.bulk_create(made, batch_size=BATCH)
    except IntegrityError as error:
        raise ValidationError(_changed(), code="changed") from error
    _criteria(made, found.lines)
    Entry.objects.bulk_create([Entry(load=load, registration=r) for r in made], batch_size=BATCH)
    trail.record_each("registration.load", made, by=by, note=load.name)
    for registration in made:
        moves.count(registration, registration.state)
    if send:
        _send(held, made, found, moves, late_reason, by=by)
    moves.write()
    _tell(load, found, by=by, send=send)


def _changed() -> str:
    return _(
        "Có người vừa tự viết hoặc gửi bản đăng ký của mình nên chưa ghi gì. "
        "Kiểm tra lại rồi bấm lần nữa."
    )


def _sheets(load: Load, found: Checked) -> dict[int, Sheet]:
    """Return the sheet of each person by their key, made where there is none."""
    people = found.people
    new = [
        Sheet(round=load.round, person=person, unit=person.unit, path=person.unit.path)
        for person in people.values()
    ]
    Sheet.objects.bulk_create(new, ignore_conflicts=True, batch_size=BATCH)
    rows = Sheet.objects.filter(round=load.round, person__in=list(people), closed_at=None)
    held = {sheet.person_id: sheet for sheet in rows.select_related("unit") if sheet.person_id}
    for key, sheet in held.items():
        sheet.person, sheet.round = people[key], load.round
    return held


def _made(held: Mapping[int, Sheet], found: Checked, *, send: bool) -> list[Registration]:
    """Return the registrations of the lines, each on the first free place of its sheet."""
    now, made = clock.now(), []
    places = {key: set(taken) for key, taken in found.known.places.items()}
    for line in found.lines:
        person, sheet = line.person, held[line.person.pk]
        taken = places.setdefault(person.pk, set())
        place = next(n for n in count(1) if n not in taken)
        taken.add(place)
        late = send and person.pk in found.late
        made.append(
            Registration(
                sheet=sheet,
                subject=Subject.ITEM,
                round=sheet.round,
                unit=sheet.unit,
                person=person,
                ordinal=place,
                sort_key=sort_key(sheet.path, person.name_key, sheet.pk, place),
                state=State.SUBMITTED if send else State.DRAFT,
                submitted_at=now if send else None,
                late=late,
                unfiled=send,
                form_version=found.version,
                answers=_answers(line),
                **cleaned(line.facts),
            )
        )
    return made


def _answers(line: Line) -> dict[str, Any]:
    given = line.facts.get("answers", {}).items()
    return {k: nfc(v) if isinstance(v, str) else v for k, v in given if v not in {None, ""}}


def _criteria(made: Sequence[Registration], lines: Sequence[Line]) -> None:
    through = Registration.criteria.through
    through._default_manager.bulk_create(
        [
            through(registration_id=r.pk, clause_id=clause.pk)
            for r, line in zip(made, lines, strict=True)
            for clause in line.facts.get("criteria", ())
        ],
        batch_size=BATCH,
    )


def _send(
    held: Mapping[int, Sheet],
    made: Sequence[Registration],
    found: Checked,
    moves: Moves,
    late_reason: str,
    *,
    by: Actor,
) -> None:
    """Mark the sheets as sent for the first time, each with its two copies and its keepers."""
    late = {held[key].pk for key in found.late}
    rows = Sheet.objects.filter(pk__in=[sheet.pk for sheet in held.values()], submitted_at=None)
    n = rows.filter(pk__in=late).update(
        submitted_at=clock.now(), late=True, late_reason=late_reason[:300]
    )
    if n + rows.update(submitted_at=clock.now()) != len(held):
        raise ValidationError(_changed(), code="changed")
    units = {sheet.unit_id: sheet.unit for sheet in held.values()}
    agencies = agencies_of(units.values())
    focals = focals_of(agencies.values())
    copies = [c for s in held.values() for c in two_copies(s, focals[agencies[s.unit_id].pk])]
    Copy.objects.bulk_create(copies, batch_size=BATCH)
    trail.record_each("sheet.send", held.values(), by=by, note=late_reason)
    for sheet in held.values():
        moves.add(sheet.unit, "copies_awaited")
        moves.add(sheet.unit, "people")
        moves.add(sheet.unit, "people_late", int(sheet.pk in late))
    sent = Counter(agencies[sheet.unit_id].pk for sheet in held.values())
    for agency in {agency.pk: agency for agency in agencies.values()}.values():
        moves.first_sent_in(agency, clock.today(), sent[agency.pk])
    for registration in made:
        moves.count(registration, "late", int(registration.late))
        moves.count(registration, "unfiled")


def _tell(load: Load, found: Checked, *, by: Actor, send: bool) -> None:
    """Tell each person, who sees on their own sheet what was entered and may take it back."""
    words = (
        _("%(name)s đã nhập và gửi thay bạn bản đăng ký năm %(year)s. Không đúng thì rút lại.")
        if send
        else _("%(name)s đã nhập thay bạn bản nháp đăng ký năm %(year)s. Xem lại rồi tự gửi.")
    )
    url = reverse("registration:mine", args=[load.round_id])
    about = {"name": by.name, "year": load.round.year}
    tell(found.people.values(), words % about, url, by=by)
