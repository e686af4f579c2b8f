"""The pledges of the running year: who has confirmed them, and two things done against them."""

import datetime as dt

from kheo.movement.models import Breach, Confirmation, Review
from kheo.movement.s1_directive.states import ClauseKind
from kheo.movement.s5_review.states import State
from kheo.orgs.models import Person, Unit
from kheo.project.demo.registering import Year
from kheo.project.demo.store import at

# Which of the pledges, what was done, and who says so.
OF_A_PERSON = (
    1,
    "Hai lần yêu cầu nộp thêm bản sao giấy tờ đã có trong hồ sơ.",
    "Biên bản kiểm tra số 14/BB-VP ngày 17/9/2026 của Văn phòng",
)
OF_A_UNIT = (
    2,
    "Ba hồ sơ trả sau ngày hẹn, không gọi báo trước cho người nộp.",
    "Thông báo số 38/TB-VP ngày 06/10/2026 về kết quả giải quyết hồ sơ quý III",
)
TRIES = "canbo"  # an account that has yet to confirm, so that the button can be tried


def pledge(year: Year) -> None:
    """Let seven of eight people confirm, and most units; two breaches were recorded in autumn."""
    if not year.running:
        return
    for unit in year.land.scope():
        if not year.asleep(unit) and unit.pk % 6:
            head = year.land.heads[unit.pk]
            _confirm(year, unit, None, head, at(dt.date(year.round.year, 2, 1 + unit.pk % 27), 10))
    for person in year.land.people:
        tries = person.user is not None and person.user.username == TRIES
        if person.active and person.pk % 8 and not tries and not year.asleep(person.unit):
            day = dt.date(year.round.year, 3, 1 + person.pk % 27)
            _confirm(year, person.unit, person, person, at(day, 8, person.pk % 60))
    _breaches(year)


def _confirm(
    year: Year, unit: Unit, person: Person | None, by: Person, moment: dt.datetime
) -> None:
    year.store.add(
        Confirmation(round=year.round, unit=unit, person=person, path=unit.path, by=by, at=moment)
    )


def _breaches(year: Year) -> None:
    """Record one of a person whose item is being reviewed, and one of a division."""
    case = next((r.registration for r in year.store.of(Review) if _under_way(year, r)), None)
    if case is not None:
        day = dt.date(year.round.year, 9, 15)
        _breach(year, OF_A_PERSON, case.unit, case.person, day)
    day = dt.date(year.round.year, 10, 2)
    _breach(year, OF_A_UNIT, year.land.office[-1], None, day)


def _under_way(year: Year, review: Review) -> bool:
    person = review.registration.person
    mine = review.round_id == year.round.pk and person is not None and person.user is None
    return mine and review.state in {State.SCORED, State.CHECKED}


def _breach(
    year: Year, what: tuple[int, str, str], unit: Unit, person: Person | None, day: dt.date
) -> None:
    which, text, source = what
    year.store.add(
        Breach(
            round=year.round,
            clause=year.opened.clauses[ClauseKind.PLEDGE][which],
            unit=unit,
            person=person,
            path=unit.path,
            day=day,
            text=text,
            source=source,
            by=year.land.heads[year.land.agencies[0].pk],
            at=at(day + dt.timedelta(days=7), 9),
        )
    )
