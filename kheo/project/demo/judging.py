"""Stages 4 and 5 of an invented year: dated notes with evidence, reminders, scores, results."""

import datetime as dt
from decimal import Decimal

from kheo.documents.paper.description import Head, Paper, Text
from kheo.documents.paper.typeset import pdf
from kheo.kernel import files
from kheo.movement.models import Evidence, Line, Note, Registration, Reminder, Review, Score
from kheo.movement.s1_directive.states import MilestoneKind, Subject
from kheo.movement.s3_registration.states import State
from kheo.movement.s5_review.states import Column
from kheo.movement.s5_review.states import State as ReviewState
from kheo.orgs.models import Person
from kheo.project.demo import charter
from kheo.project.demo.items import NOTES
from kheo.project.demo.opening import level_for
from kheo.project.demo.registering import Year
from kheo.project.demo.store import at

OPINION = "Cách làm rõ, số liệu có minh chứng; đề nghị tiếp tục duy trì và phổ biến."


def accepted(year: Year) -> list[Registration]:
    rows = year.store.of(Registration)
    return [r for r in rows if r.round_id == year.round.pk and r.state == State.ACCEPTED]


def owner(year: Year, registration: Registration) -> Person:
    return registration.person or year.land.heads[registration.unit_id]


def work(year: Year) -> None:
    """Write notes on most registrations, minutes as evidence on some, and a few reminders."""
    for registration in accepted(year):
        model = registration.subject == Subject.MODEL
        if not model and year.happens(0.28):
            continue
        first = registration.sheet.submitted_at
        day = max(first.date(), dt.date(year.round.year, 4, 1)) if first else year.today
        for n in range(year.chance.randint(2, 5) if model else year.chance.randint(1, 4)):
            day += dt.timedelta(days=year.chance.randint(9, 55))
            if day > min(year.today, dt.date(year.round.year, 12, 10)):
                break
            note = _note(year, registration, day, n)
            if model and n == 1:
                minutes = files.keep(_minutes(registration, day))
                year.store.add(
                    Evidence(
                        note=note,
                        name=f"Biên bản buổi làm việc {day.day}-{day.month}.pdf",
                        file=minutes.path,
                        sha256=minutes.sha256,
                        size=minutes.size,
                        kind="application/pdf",
                    )
                )
    _remind(year)


def _note(year: Year, registration: Registration, day: dt.date, n: int) -> Note:
    text, measure, figure = NOTES[min(n + year.chance.randint(0, 3), len(NOTES) - 1)]
    registration.noted_on = day
    return year.store.add(
        Note(
            registration=registration,
            day=day,
            text=text,
            measure=measure,
            figure=None if figure is None else Decimal(figure + year.chance.randint(0, 9)),
            by=owner(year, registration),
            at=at(day, 16, 30),
        )
    )


def _minutes(registration: Registration, day: dt.date) -> bytes:
    """Return minutes of their own: the same file under two models would be pointed out as one."""
    head = Head(issuer=registration.unit.name, place="Nam Sơn", day=day)
    lines = (
        f"Các bên cùng xem lại việc đã làm của mô hình “{registration.title}”.",
        "Số liệu đã được đối chiếu tại chỗ.",
    )
    body = [Text(line) for line in lines]
    return pdf(Paper(head=head, kind="Biên bản", subject="Buổi làm việc tại cơ sở", body=body))


def _remind(year: Year) -> None:
    focal = year.land.office[0]
    for unit in year.land.scope():
        if year.asleep(unit) or year.happens(0.15):
            day = year.due(MilestoneKind.REGISTRATION) - dt.timedelta(days=3)
            year.store.add(
                Reminder(
                    round=year.round,
                    unit=unit,
                    about=MilestoneKind.REGISTRATION,
                    people=year.chance.randint(1, 4),
                    at=at(day, 8),
                    by=year.land.heads[focal.pk],
                )
            )


def judge(year: Year) -> None:
    """Review every model and a part of the items; in the running year some are under way."""
    for registration in accepted(year):
        model = registration.subject == Subject.MODEL
        if model or (registration.noted_on and year.happens(0.2)):
            _review(year, registration)


def _review(year: Year, registration: Registration) -> None:
    state = _state(year)
    table = year.opened.tables[registration.subject]
    head = year.land.heads[year.land.root.pk]
    decided = year.day(dt.date(year.round.year, 11, 5), dt.date(year.round.year, 11, 24))
    review = year.store.add(
        Review(
            registration=registration,
            round=year.round,
            table=table,
            path=registration.unit.path,
            state=state,
        )
    )
    ends = {ReviewState.RECOGNISED, ReviewState.DECLINED}
    share = (
        year.chance.uniform(0.45, 0.62)
        if state == ReviewState.DECLINED
        else (year.chance.uniform(0.76, 0.97))
    )
    scored = at(dt.date(year.round.year, 10, 20), 10)
    if state != ReviewState.SELF:
        review.self_points = _score(
            year, review, Column.SELF, share + 0.03, owner(year, registration), scored
        )
    if state == ReviewState.CHECKED or state in ends:
        checker = year.land.heads[year.land.agencies[0].pk]
        review.check_points = _score(year, review, Column.CHECK, share, checker, scored)
    if state in ends:
        review.points = review.check_points
        review.opinion, review.decided_on, review.decided_by = OPINION, decided, head
    if state == ReviewState.RECOGNISED and review.points is not None:
        review.level = level_for(year.opened, table, review.points)


def _state(year: Year) -> ReviewState:
    if not year.running:
        return year.chance.choices((ReviewState.RECOGNISED, ReviewState.DECLINED), (80, 20))[0]
    return year.chance.choices(list(ReviewState), (15, 20, 25, 35, 5))[0]


def _score(
    year: Year, review: Review, column: Column, share: float, by: Person, when: dt.datetime
) -> Decimal:
    """Give every line its points, about *share* of the most, and return their sum.

    A check says why of each line it changes.
    """
    total = Decimal(0)
    lines = year.opened.lines[review.table_id]
    latest = year.store.of(Score)[-len(lines) :]  # what the unit gave itself, if this is a check
    own = {score.line_id: score.points for score in latest if score.review_id == review.pk}
    for line in lines:
        wanted = Decimal(
            round(float(line.most) * min(share + year.chance.uniform(-0.06, 0.06), 1) * 2)
        )
        points = min(wanted / 2, line.most)
        gap = points - own.get(line.pk, points)
        year.store.add(
            Score(
                review=review,
                line=line,
                column=column,
                points=points,
                reason=_why(line, review, gap),
                by=by,
                at=when,
            )
        )
        total += points
    return total


def _why(line: Line, review: Review, gap: Decimal) -> str:
    if not gap:
        return ""
    less, again, more = charter.WHY[line.number]
    return more if gap > 0 else (less, again)[review.pk % 2]
