"""How an invented year is followed: targets and checkpoints, a drawing of visits, the ladder."""

import datetime as dt
from decimal import Decimal

from kheo.kernel import files
from kheo.kernel.text import fold
from kheo.kernel.workdays import add
from kheo.movement.models import (
    Checkpoint,
    Draw,
    Note,
    Registration,
    Rung,
    Target,
    Visit,
    Visitor,
)
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s4_progress import course, drawing
from kheo.movement.s4_progress.states import SHIPPED, Conclusion, Standing, VisitState
from kheo.orgs.models import Person
from kheo.project.demo.judging import accepted
from kheo.project.demo.registering import Year
from kheo.project.demo.store import at

SEED = "20-11-26-4471"
WANTED = 4
# One in so many registrations runs into trouble, or is stopped: by its key, so that nothing else is drawn anew.
TROUBLE, STOPPED = 9, 31
CHECKPOINTS = ((6, 30, "Làm xong ở nơi làm thử, có số liệu"), (9, 30, "Làm ở mọi nơi đã đăng ký"))
FOUND = (
    ("Đã gặp ba hộ và xem sổ theo dõi: số lượt khớp với ghi chép.", True, Conclusion.REPLICATE),
    ("Sổ ghi thiếu hai tháng, số hộ ít hơn ghi chép năm hộ.", False, Conclusion.STRENGTHEN),
)
WHY = {
    Standing.TROUBLE: "Vướng kinh phí in ấn, đang xin ý kiến lãnh đạo.",
    Standing.STOPPED: "Dừng vì việc này đã chuyển sang đơn vị khác làm.",
}


def follow(year: Year) -> None:
    """Give registrations targets and checkpoints; in the running year draw visits and set the ladder."""
    notes: dict[int, list[Note]] = {}
    for note in year.store.of(Note):
        notes.setdefault(note.registration_id, []).append(note)
    for registration in accepted(year):
        written = notes.get(registration.pk, [])
        _aim(year, registration, written)
        if registration.subject == Subject.MODEL:
            _checkpoints(year, registration, written)
        _stand(year, registration, written)
    if year.running:
        _draw(year)
        _ladder(year)


def _aim(year: Year, registration: Registration, written: list[Note]) -> None:
    """Let the figures of the notes be of the measure the target names."""
    found = course.read_target(registration.target)
    if found is None or found.measure == "%":
        return
    counted = [note for note in written if note.figure is not None]
    share = found.planned / max(len(counted), 1)
    for n, note in enumerate(counted):
        note.measure = found.measure
        note.figure = Decimal(int(share * (Decimal("0.7") + Decimal("0.15") * (n % 4))) or 1)
    year.store.add(
        Target(
            registration=registration,
            measure=found.measure,
            folded=fold(found.measure),
            planned=found.planned,
            actual=sum((note.figure or Decimal(0) for note in counted), Decimal(0)),
            actual_on=counted[-1].day if counted else None,
        )
    )


def _checkpoints(year: Year, registration: Registration, written: list[Note]) -> None:
    for place, (month, day, text) in enumerate(CHECKPOINTS, 1):
        note = written[place] if len(written) > place else None
        year.store.add(
            Checkpoint(
                registration=registration,
                text=text,
                due_on=dt.date(year.round.year, month, day),
                done_on=note.day if note else None,
                note=note,
            )
        )


def _stand(year: Year, registration: Registration, written: list[Note]) -> None:
    standing = Standing.ON_TRACK
    if year.running and written:
        if registration.pk % STOPPED == 0:
            standing = Standing.STOPPED
        elif registration.pk % TROUBLE == 0:
            standing = Standing.TROUBLE
    for note in written:
        note.standing = Standing.ON_TRACK
    if written:
        written[-1].standing = registration.standing = standing
        written[-1].text = WHY.get(standing, written[-1].text)


def _draw(year: Year) -> None:
    """Draw four registrations of the first agency: two were visited, one is given, one is not."""
    agency = year.land.agencies[0]
    by = year.land.heads[year.land.office[0].pk]
    urn = {r.pk: r for r in accepted(year) if r.unit.path.startswith(agency.path)}
    kept = files.keep(drawing.written(sorted(urn)))
    day = year.day(year.today - dt.timedelta(days=10), year.today - dt.timedelta(days=8))
    draw = year.store.add(
        Draw(
            round=year.round, unit=agency, path=agency.path, seed=SEED, given=True, wanted=WANTED,
            listed=len(urn), file=kept.path, sha256=kept.sha256, at=at(day, 10), by=by,
        )
    )  # fmt: skip
    for place, key in enumerate(drawing.drawn(urn, SEED, WANTED), 1):
        visit = year.store.add(
            Visit(round=year.round, registration=urn[key], draw=draw, place_drawn=place, made_by=by)
        )
        if place < WANTED:
            _visit(year, visit, place, add(day, 2))


def _visit(year: Year, visit: Visit, place: int, day: dt.date) -> None:
    visitor = _outsider(year, visit.registration)
    year.store.add(Visitor(visit=visit, person=visitor, ordinal=1))
    visit.state, visit.due_on = VisitState.ASSIGNED, day + dt.timedelta(days=14)
    if place > len(FOUND):
        return
    visit.seen, visit.agreed, visit.conclusion = FOUND[place - 1]
    visit.state, visit.day, visit.place = VisitState.DONE, day, visit.registration.unit.name
    visit.recorded_by, visit.recorded_at = visitor, at(day, 16)
    if not visit.agreed:
        visit.to_mend, visit.mend_by = "Ghi đủ sổ hai tháng còn thiếu", day + dt.timedelta(days=30)


def _outsider(year: Year, registration: Registration) -> Person:
    """Return the head of a division that neither holds nor belongs to the unit visited."""
    path = registration.unit.path
    divisions = [d for d in year.land.office if not path.startswith(d.path)]
    outside = [d for d in divisions if not d.path.startswith(path)] or year.land.agencies[1:]
    return year.land.heads[outside[-1].pk]


def _ladder(year: Year) -> None:
    since = dt.date(year.round.year, 11, 2)
    for about, steps in SHIPPED.items():
        for offset, whom in steps:
            year.store.add(
                Rung(
                    movement=year.round.movement, about=about, offset=offset, whom=whom, since=since
                )
            )
