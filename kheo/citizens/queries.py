"""What people said as pages show it: the list with its tabs, the figures, what waits."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Concat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.citizens import access
from kheo.citizens.models import Grievance
from kheo.citizens.states import OWED, UNSOLVED, State
from kheo.kernel import clock
from kheo.kernel.access import under
from kheo.kernel.actor import Actor
from kheo.kernel.text import fold
from kheo.kernel.ui.rows import Wait, WaitRow
from kheo.movement.models import Round
from kheo.movement.s1_directive.states import RoundState
from kheo.orgs.models import Unit
from kheo.orgs.reorganisation.heirs import Ground
from kheo.orgs.states import PARTY_OWN

WORDS = 8  # of a search that count


def _wait(title: Any, act: Any, url: str, *, overdue: bool = False) -> Wait:
    return Wait(title, act, url, own_days=True, overdue=overdue)


WAITING: dict[str, Wait] = {
    "grievance.overdue": _wait(
        gettext_lazy("{n} ý kiến của dân quá hạn giải quyết"),
        gettext_lazy("Xem việc quá hạn"),
        "citizens:overdue",
        overdue=True,
    ),
    "grievance.recorded": _wait(
        gettext_lazy("{n} ý kiến của dân chờ giao người giải quyết"),
        gettext_lazy("Giao giải quyết"),
        "citizens:unassigned",
    ),
    "grievance.solved": _wait(
        gettext_lazy("{n} ý kiến của dân đã giải quyết, chờ trả lời dân"),
        gettext_lazy("Trả lời dân"),
        "citizens:unanswered",
    ),
    "grievance.mine": _wait(
        gettext_lazy("{n} ý kiến của dân giao bạn giải quyết"),
        gettext_lazy("Giải quyết"),
        "citizens:mine",
    ),
}
TABS: dict[str, Any] = {
    "": gettext_lazy("Tất cả"),
    "qua-han": gettext_lazy("Quá hạn"),
    State.RECORDED: State.RECORDED.label,
    State.IN_HAND: State.IN_HAND.label,
    State.SOLVED: gettext_lazy("Chờ trả lời dân"),
    State.ANSWERED: State.ANSWERED.label,
    State.PASSED_ON: gettext_lazy("Đã chuyển"),
    "tre": gettext_lazy("Giải quyết trễ hạn"),
    "cua-toi": gettext_lazy("Giao cho tôi"),
    State.DROPPED: State.DROPPED.label,
}
ALWAYS = ("", "qua-han", State.RECORDED, State.IN_HAND, State.SOLVED, State.ANSWERED)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which of a list are wanted."""

    tab: str = ""
    words: str = ""
    unit: Unit | None = None
    own: bool = False  # said to the very unit of who asks, to none below it


def overdue() -> Q:
    return Q(state__in=UNSOLVED, due_on__lt=clock.today())


def solved(*, late: bool) -> Q:
    """Return the condition "solved", after a due day or before all of them."""
    return Q(state__in=(State.SOLVED, State.ANSWERED), late=late)


def _of_year(round_: Round) -> Q:
    """Return the condition "of a year, or left over from one that is closed": nothing is forgotten."""
    if round_.state != RoundState.OPEN:
        return Q(round=round_)
    closed = Round.objects.filter(movement=round_.movement_id).exclude(state=RoundState.OPEN)
    return Q(round=round_) | Q(round__in=closed.order_by().values("pk"), state__in=OWED)


def _chosen(tab: str, by: Actor) -> Q:
    every = {
        "": ~Q(state=State.DROPPED),
        "qua-han": overdue(),
        "tre": solved(late=True),
        "cua-toi": Q(handler=by.me, state=State.IN_HAND),
    }
    return every.get(tab, Q(state=tab))


def listed(by: Actor, round_: Round, asked: Asked) -> QuerySet[Grievance]:
    """Return what *by* sees of a year, and what earlier years still owe."""
    rows = _asked(by, round_, asked).filter(_chosen(asked.tab, by))
    for word in fold(asked.words).split()[:WORDS]:
        rows = rows.filter(folded__contains=word)
    return rows.select_related("unit__parent", "handler", "round")


def _asked(by: Actor, round_: Round, asked: Asked) -> QuerySet[Grievance]:
    rows = access.visible_to(by).filter(_of_year(round_))
    if asked.unit:
        rows = rows.filter(under(asked.unit.path))
    return rows.filter(path=by.reach) if asked.own else rows


def counts(by: Actor, round_: Round, asked: Asked) -> dict[str, int]:
    """Return how many there are under each tab: one statement."""
    found = _asked(by, round_, asked).aggregate(
        **{f"n{n}": Count("pk", filter=_chosen(tab, by)) for n, tab in enumerate(TABS)}
    )
    return {tab: found[f"n{n}"] for n, tab in enumerate(TABS)}


def tabs(found: dict[str, int], asked: Asked) -> list[dict[str, Any]]:
    """Return the tabs to offer: those of a rare state only while something stands there."""
    also = f"&don-vi={asked.unit.pk}" if asked.unit else ""
    also += "&rieng=1" if asked.own else ""
    return [
        {
            "text": str(label), "count": found[tab], "current": tab == asked.tab,
            "href": f"?xem={tab}{also}",
        }
        for tab, label in TABS.items()
        if tab in ALWAYS or found[tab] or tab == asked.tab
    ]  # fmt: skip


@dataclass(slots=True)
class Sums:
    """What was heard in a year in one place, and what became of it."""

    unit: Unit | None = None
    own: bool = False  # of the unit itself, without those below it
    n: Counter[str] = field(default_factory=Counter)

    @property
    def solved(self) -> int:
        return self.n["in_time"] + self.n["late_solved"]

    @property
    def cells(self) -> list[int]:
        n = self.n
        return [
            n["heard"], n["concerned"], self.solved, n["in_time"], n["late_solved"], n["answered"],
            n["still_late"], n["passed"],
        ]  # fmt: skip


COLUMNS = (
    gettext_lazy("Tiếp nhận"),
    gettext_lazy("Lượt người liên quan"),
    gettext_lazy("Đã giải quyết"),
    gettext_lazy("Đúng hạn"),
    gettext_lazy("Trễ hạn"),
    gettext_lazy("Đã trả lời dân"),
    gettext_lazy("Còn quá hạn"),
    gettext_lazy("Chuyển cơ quan khác"),
)


def _summed(by: Actor, round_: Round) -> "QuerySet[Any, dict[str, Any]]":
    rows: QuerySet[Any] = access.visible_to(by).filter(under(by.reach), round=round_)
    sums = {
        "heard": Count("pk"),
        "concerned": Sum("people"),
        "in_time": Count("pk", filter=solved(late=False)),
        "late_solved": Count("pk", filter=solved(late=True)),
        "answered": Count("pk", filter=Q(state=State.ANSWERED)),
        "still_late": Count("pk", filter=overdue()),
        "passed": Count("pk", filter=Q(state=State.PASSED_ON)),
    }
    made = rows.exclude(state=State.DROPPED).order_by().values("path").annotate(**sums)
    return cast("QuerySet[Any, dict[str, Any]]", made)


def _add(to: Counter[str], row: dict[str, Any]) -> None:
    to.update({name: n for name, n in row.items() if name != "path"})


def figures(by: Actor, round_: Round, units: Sequence[Unit]) -> list[Sums]:
    """Return what was heard in a year by each of *units*, one page of them: one statement.

    The unit *by* reaches for stands without those below it.
    """
    if not units:
        return []
    made = {unit.path: Sums(unit, own=unit.path == by.reach) for unit in units}
    depth = len(by.reach.split("."))
    rows = _summed(by, round_).filter(path__gte=units[0].path, path__lt=f"{units[-1].path[:-1]}/")
    for row in rows:
        place = ".".join(row["path"].split(".")[:depth]) + "."
        at = row["path"] if row["path"] == by.reach else place
        if at in made:
            _add(made[at].n, row)
    return list(made.values())


def total(by: Actor, round_: Round) -> Sums:
    """Return the same of all that *by* reaches."""
    found = Sums()
    for row in _summed(by, round_):
        _add(found.n, row)
    return found


def reported(round_: Round, here: Ground) -> list[tuple[str, QuerySet[Any]]]:
    """Return what a year's report counts: what was heard, and of it what is solved."""
    heard = Grievance.objects.filter(here.within(), round=round_).exclude(state=State.DROPPED)
    done = heard.filter(state__in=(State.SOLVED, State.ANSWERED))
    return [("grievances", heard), ("grievances_solved", done)]


def waiting_rows(by: Actor, round_: Round) -> list[WaitRow]:
    """Return what waits: to be given to somebody, to be solved, to be told to people."""
    if by.unit_kind in PARTY_OWN:
        return []
    rows = Grievance.objects.filter(_of_year(round_)).order_by()
    mine = rows.filter(handler=by.me, state=State.IN_HAND)
    found = [mine.values(what=Value("grievance.mine")).annotate(n=Count("pk"))]
    if any(by.has(power) for power in access.KEEPING):
        kept = rows.filter(Q(state__in=(State.RECORDED, State.SOLVED)) | overdue(), path=by.reach)
        told = Concat(Value("grievance."), F("state"), output_field=CharField())
        what = Case(When(overdue(), then=Value("grievance.overdue")), default=told)
        found.append(kept.values(what=what).annotate(n=Count("pk")))
    return found


def folded(*words: str) -> str:
    return fold(" ".join(words))


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened, for the page of a grievance."""

    day: Any
    text: str
    words: str = ""
    tone: str = ""


def story(g: Grievance) -> list[Told]:
    """Return what became of a grievance, in order of its days."""
    heard = _("Tiếp nhận qua: %(heard)s") % {"heard": g.get_heard_display()}
    found = [Told(g.heard_on, heard)]
    if g.solved_on:
        said = _("Đã giải quyết, trễ hạn") if g.late else _("Đã giải quyết")
        found.append(Told(g.solved_on, said, g.outcome, "late" if g.late else "ok"))
    if g.answered_on:
        found.append(Told(g.answered_on, _("Đã trả lời dân"), g.answered_how, "ok"))
    if g.passed_on:
        to = {"to": g.passed_to, "number": g.passed_number}
        said = _("Chuyển %(to)s, văn bản số %(number)s") if g.passed_number else _("Chuyển %(to)s")
        found.append(Told(g.passed_on, said % to))
    return found
