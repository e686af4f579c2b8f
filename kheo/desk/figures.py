"""Numbers of a round put into words and pictures for the desk and the movement's page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Sum, Value
from django.utils.translation import gettext as _

from kheo.desk import queries
from kheo.kernel import clock, statements
from kheo.kernel.access import under
from kheo.kernel.actor import Actor
from kheo.kernel.ui import charts
from kheo.kernel.ui.written import day_month, number
from kheo.kernel.workdays import between
from kheo.movement.models import Adoption, Registration, Review, Round, Tally
from kheo.movement.s1_directive.states import MilestoneKind, Subject
from kheo.movement.s3_registration.states import Field
from kheo.movement.s3_registration.states import State as RegistrationState
from kheo.movement.s4_progress.lagging import Lag
from kheo.movement.s5_review.states import State as ReviewState
from kheo.movement.s7_replication.states import FOLLOWS


def lead(due: dict[str, date]) -> str:
    """Return the sentence under the desk's heading: today, and the next day something is due."""
    today = clock.today()
    weekday = (
        _("Thứ Hai"), _("Thứ Ba"), _("Thứ Tư"), _("Thứ Năm"), _("Thứ Sáu"), _("Thứ Bảy"),
        _("Chủ nhật"),
    )[today.weekday()]  # fmt: skip
    words = _("%(weekday)s, ngày %(d)s tháng %(m)s năm %(y)s.") % {
        "weekday": weekday, "d": today.day, "m": today.month, "y": today.year,
    }  # fmt: skip
    coming = sorted((day, kind) for kind, day in due.items() if day >= today)
    if not coming:
        return words
    day, kind = coming[0]
    label = MilestoneKind(kind).label
    return f"{words} " + _("Mốc tới: %(what)s, %(day)s, còn %(n)s ngày làm việc.") % {
        "what": str(label)[0].lower() + str(label)[1:],
        "day": day_month(day),
        "n": between(today, day),
    }


def said(counts: dict[str, int]) -> str:
    """Return what the line of the year says in words."""
    people, staff = counts["people"], counts["staff"]
    share = round(100 * people / staff) if staff else 0
    return _("%(people)s trên %(staff)s người đã đăng ký (%(share)s %%).") % {
        "people": number(people), "staff": number(staff), "share": share,
    }  # fmt: skip


def line(
    by: Actor, round_: Round, due: dict[str, date], counts: dict[str, int]
) -> charts.Line | None:
    """Return the people registered so far against the deadline and against last year.

    The line ends at the number the sentence says: whoever's work stopped since is off it today.
    """
    staff = counts["staff"]
    if not staff:  # nobody is asked here: a line of none of none says nothing
        return None
    now, before = queries.people_by_day(by, round_, due)
    if now:
        now[-1] = (now[-1][0], now[-1][1] - counts["stopped"])
    deadline = due.get(MilestoneKind.REGISTRATION)
    end = (deadline or clock.today()) + timedelta(days=7)
    end = max(end, now[-1][0]) if now else end
    label = _("Số người đã đăng ký đến từng ngày, năm nay và năm trước")
    return charts.line(now, label=label, end=end, before=before, deadline=deadline, goal=staff)


def funnel(by: Actor, round_: Round) -> list[charts.Stage]:
    """Return the models of the round: registered, recognised, carried elsewhere."""
    found = {r["at"]: r["n"] for r in _carried(by.reach or by.unit_path, round_).rows()}
    labels = (_("đăng ký"), _("công nhận"), _("nhân rộng"))
    return charts.funnel([(label, found.get(at) or 0) for at, label in enumerate(labels)])


@statements.shared
def _carried(path: str, round_: Round) -> statements.Statement:
    registered = Tally.objects.filter(under(path), round=round_)
    recognised = Review.objects.filter(
        under(path),
        round=round_,
        table__subject=Subject.MODEL,
        state=ReviewState.RECOGNISED,
    )
    carried = Adoption.objects.filter(FOLLOWS, under(path, "card__path"))
    carried = carried.filter(card__registration__round=round_)
    return statements.union(
        [
            registered.order_by().values(at=Value(0)).annotate(n=Sum("models_accepted")),
            recognised.order_by().values(at=Value(1)).annotate(n=Count("pk")),
            carried.order_by().values(at=Value(2)).annotate(n=Count("card", distinct=True)),
        ]
    )


def fields(by: Actor, round_: Round) -> list[charts.Bar]:
    """Return the accepted models by field, in the order of the four fields."""
    rows = _by_field(by.reach or by.unit_path, round_).rows()
    counts = {row["which"]: row["n"] for row in rows}
    return charts.bars([(str(field.label), counts.get(field.value, 0)) for field in Field])


@statements.shared
def _by_field(path: str, round_: Round) -> statements.Statement:
    rows = Registration.objects.filter(
        under(path, "sort_key"),
        round=round_,
        person=None,  # a model, in the words of the index that holds only these
        state=RegistrationState.ACCEPTED,
    )
    return statements.union([rows.order_by().values(which=F("field")).annotate(n=Count("pk"))])


@dataclass(frozen=True, slots=True)
class Mark:
    """One day of the year as a dot on its line and a line of its list."""

    x: str
    day: date
    text: str
    tone: str
    badge: str


@dataclass(frozen=True, slots=True)
class YearLine:
    marks: list[Mark]
    months: list[tuple[str, int]]
    today: str


def year_line(due: dict[str, date], round_: Round) -> YearLine:
    """Return the milestones over the twelve months of the round."""
    start, today = date(round_.year, 1, 1), clock.today()
    length = (date(round_.year + 1, 1, 1) - start) / timedelta(days=1)

    def x(day: date) -> str:
        return f"{max(0, min(100, 100 * (day - start) / timedelta(days=1) / length)):.1f}"

    marks = [
        Mark(x(day), day, str(MilestoneKind(kind).label), *_tone(day, kind))
        for kind, day in sorted(due.items(), key=lambda pair: pair[1])
    ]
    months = [(x(date(round_.year, m, 15)), m) for m in range(1, 13)]
    return YearLine(marks, months, x(today) if today.year == round_.year else "")


def _tone(day: date, kind: str) -> tuple[str, str]:
    left = between(clock.today(), day)
    if kind == MilestoneKind.INTERIM:
        return "gold", _("Đã qua") if day < clock.today() else ""
    if day < clock.today():
        return "idle", _("Đã qua")
    if left <= 10:  # noqa: PLR2004 two weeks of work
        return "due", _("Còn %(n)s ngày làm việc") % {"n": left}
    return "open", ""


def together(lagging: Sequence[Lag]) -> list[Lag]:
    """Return the lines that one press can remind of the same thing: the largest such group.

    Whom somebody reminded today is not reminded again, so is not offered either.
    """
    groups: dict[str, list[Lag]] = {}
    for one in lagging:
        if one.reminded_today:
            continue
        groups.setdefault(one.about, []).append(one)
    largest = max(groups.values(), key=len, default=[])
    return largest if len(largest) > 1 else []
