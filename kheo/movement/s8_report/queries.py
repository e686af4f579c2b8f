"""The figures of a year rolled up over a path, and how the reports themselves stand."""

from collections import Counter
from typing import Any, cast

from django.conf import settings
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Concat
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from kheo.kernel import clock, statements
from kheo.kernel.access import under
from kheo.kernel.actor import Actor
from kheo.kernel.ui.rows import StepRow, Wait, WaitRow
from kheo.movement.s1_directive.models import Milestone, Movement, Round
from kheo.movement.s1_directive.states import MilestoneKind, RoundState, Subject
from kheo.movement.s2_plan.models import Plan
from kheo.movement.s2_plan.states import State as PlanState
from kheo.movement.s3_registration.counts.counted import all_counted, summed
from kheo.movement.s3_registration.counts.reached import let_off, reached
from kheo.movement.s3_registration.models import Registration, Tally
from kheo.movement.s3_registration.states import APART, ENDED
from kheo.movement.s4_progress.models import Target
from kheo.movement.s4_progress.states import Standing as Progress
from kheo.movement.s5_review.models import Review
from kheo.movement.s5_review.states import State as ReviewState
from kheo.movement.s6_commendation.models import Award
from kheo.movement.s6_commendation.states import Standing
from kheo.movement.s7_replication.models import Adoption
from kheo.movement.s7_replication.states import FOLLOWS
from kheo.movement.s8_report import access, duties
from kheo.movement.s8_report.models import Report
from kheo.movement.s8_report.states import State
from kheo.orgs.models import Unit
from kheo.orgs.reorganisation.heirs import Ground
from kheo.orgs.reorganisation.models import Successor
from kheo.orgs.reorganisation.reading import continued
from kheo.orgs.reorganisation.states import Told
from kheo.orgs.states import Power

type Figures = dict[str, int]

WAITING: dict[str, Wait] = {
    "report.write": Wait(
        _("Lập và gửi báo cáo năm của đơn vị"),
        _("Lập báo cáo"),
        "report:mine",
        MilestoneKind.REPORT,
    ),
    "report.receive": Wait(
        _("{n} báo cáo của đơn vị dưới chờ xem"),
        _("Xem báo cáo"),
        "report:index",
        MilestoneKind.REPORT,
    ),
}

# Drafts are nobody's business yet.
_SENT = ("submitted", "returned", "accepted")
SUMS = {
    "people": ("people",),
    "people_late": ("people_late",),
    "items": tuple(f"items_{state}" for state in _SENT),
    "items_accepted": ("items_accepted",),
    "models": tuple(f"models_{state}" for state in _SENT),
    "models_accepted": ("models_accepted",),
    "notes": ("notes",),
}

COUNTED_LIVE = 2000  # sheets walked over while somebody waits for a page
BRIEF = 4  # of the parts: models by field, reviews, models carried elsewhere
# A table is for one subject: that of the registrations scored by it.
_RECOGNISED = Concat("table__subject", Value("/"), "level__name")


def figures(
    round_: Round, where: str | Ground, *, brief: bool = False, whole: bool = False
) -> Figures:
    """Return every figure of the year for the unit at a path and all below, as of now.

    A few statements whatever the size: the tallies, one union of what the stages after hold, and
    who reached what is asked.
    Keys with a colon are open lists: ``field:economy``, ``level:Tốt``. *brief*: what charts need.
    Who reached what is one walk over all sheets: without *whole* only where they are few.
    """
    here = Ground(where) if isinstance(where, str) else where
    sums = next(iter(_tallied(round_, here).rows()), {})
    made = {name: sums.get(f"sum_{name}", 0) for name in SUMS}
    results: dict[str, int] = {}
    for row in _asked(round_, here, brief=brief).rows():
        key = f"{row['what']}:{row['which']}" if row["which"] else row["what"]
        (results if row["what"] in {"review", "recognised"} else made)[key] = row["n"] or 0
    if whole or not (brief or made["people"] + made["models"] > COUNTED_LIVE):
        made |= reached(round_, here.listed())
    made["reports_due"] = made.get("plans_due", 0) - made.pop("own", 0)  # all below who plan
    if isinstance(where, str) and not brief:
        made |= duties.figures(round_, where, Told.NOW)
    return made | _results(results)


@statements.shared
def _tallied(round_: Round, here: Ground) -> statements.Statement:
    tallies = Tally.objects.filter(here.within(), round=round_).order_by()
    sums = {
        f"sum_{name}": summed(sum((F(c) for c in cols[1:]), F(cols[0])))
        for name, cols in SUMS.items()
    }
    return statements.union([tallies.values(**sums)])


@statements.shared
def _asked(round_: Round, here: Ground, *, brief: bool) -> statements.Statement:
    parts = _parts(round_, here)
    return statements.union(parts[:BRIEF] if brief else parts)


def _results(counts: dict[str, int]) -> Figures:
    """Return what the reviews come to; keys as ``recognised:model/Tốt``, ``review:declined``."""
    found: Counter[str] = Counter(reviewed=0, declined=0, recognised=0, recognised_models=0)
    for key, n in counts.items():
        what, _colon, which = key.partition(":")
        found["reviewed"] += n
        found["declined"] += n * (which == ReviewState.DECLINED)
        if what == "recognised":
            subject, _slash, level = which.partition("/")
            found["recognised"] += n
            found["recognised_models"] += n * (subject == Subject.MODEL)
            found[f"level:{level}"] += n
    return dict(found)


def _parts(round_: Round, here: Ground) -> list[QuerySet[Any, dict[str, Any]]]:
    reviews = Review.objects.filter(here.within(), round=round_)
    awards = Award.objects.filter(here.within(), state=Standing.VALID, case__proposal__round=round_)
    taken = Adoption.objects.filter(FOLLOWS, here.within("card__path"))
    taken = taken.filter(card__registration__round=round_)
    models = Registration.objects.filter(here.listed(), round=round_, person=None)
    models = models.exclude(state__in=APART)
    going = Registration.objects.filter(here.listed(), round=round_)
    aimed = Target.objects.exclude(registration__state__in=ENDED).order_by()
    full = aimed.filter(actual__gte=F("planned"))
    home = here.within("person__unit__path")
    scope = Movement.scope.through.objects.filter(movement=round_.movement_id)
    due = Unit.objects.filter(here.holds(), pk__in=scope.values("unit"))
    plans = Plan.objects.filter(here.within(), round=round_, state=PlanState.SENT)
    reports = Report.objects.filter(here.within(), round=round_).exclude(
        Q(path=here.path) | Q(state=State.DRAFT)
    )
    return [
        _rows(models, "field", "field"),
        _rows(reviews.filter(state=ReviewState.RECOGNISED), "recognised", _RECOGNISED),
        _rows(reviews.exclude(state=ReviewState.RECOGNISED), "review", "state"),
        _rows(taken, "carried", n=Count("card", distinct=True)),
        _rows(
            Round.objects.filter(pk=round_.pk),
            "staff",
            n=all_counted(here.path, round_, here.within()),
        ),
        _rows(awards, "award", "form"),
        _rows(taken, "adoptions"),
        _rows(Adoption.objects.filter(here.within(), adopted_on__year=round_.year), "learnt"),
        _rows(due, "plans_due"),
        _rows(plans, "plans"),
        _rows(plans.filter(late=True), "plans_late"),
        _rows(due.filter(path=here.path), "own"),
        _rows(reports, "reports"),
        _rows(reports.filter(late=True), "reports_late"),
        _rows(going.filter(standing=Progress.TROUBLE), "trouble"),
        _rows(going.filter(standing=Progress.STOPPED), "stopped"),
        _rows(going.filter(pk__in=aimed.values("registration")), "targets"),
        _rows(going.filter(pk__in=full.values("registration")), "targets_met"),
        _rows(let_off(round_, instead=False).filter(home), "exempted"),
        _rows(let_off(round_, instead=True).filter(home), "substituted"),
        *(_rows(rows, what) for what, rows in _heard(round_, here)),
    ]


def _heard(round_: Round, here: Ground) -> list[tuple[str, QuerySet[Any]]]:
    """Return what an area above counts of the year: the setting ``REPORTED`` names what to ask."""
    named = (import_string(name) for name in settings.REPORTED)
    return [each for asked in named for each in asked(round_, here)]


def _rows(
    rows: QuerySet[Any], what: str, name: Any = "", n: Any = None
) -> QuerySet[Any, dict[str, Any]]:
    named = (F(name) if isinstance(name, str) else name) if name else Value("")
    made = rows.order_by().values(what=Value(what), which=named).annotate(n=n or Count("pk"))
    return cast("QuerySet[Any, dict[str, Any]]", made)


def stepper_row(by: Actor, round_: Round) -> StepRow:
    """Return stage 8 as the stepper shows it: reports sent, due, late or overdue."""
    path = by.reach or by.unit_path
    scope = Movement.scope.through.objects.filter(
        under(path, "unit__path"), movement=round_.movement_id
    )
    sent = Report.objects.filter(under(path), round=round_).exclude(state=State.DRAFT)
    of_movement = Movement.objects.filter(pk=round_.movement_id).order_by().values("unit")
    passed = Milestone.objects.filter(
        round=round_, kind=MilestoneKind.REPORT, due_on__lt=clock.today()
    )
    rows = Round.objects.filter(pk=round_.pk).order_by()
    rows = rows.annotate(
        step=Value(8, IntegerField()),
        done=_number_of(sent.exclude(unit__in=of_movement), "round"),
        total=_number_of(scope.exclude(unit__in=of_movement), "movement"),
        sent_late=_number_of(sent.filter(late=True), "round"),
    )
    missing = Case(When(Exists(passed), then=F("total") - F("done")), default=0)
    return rows.annotate(late=F("sent_late") + missing).values("step", "done", "total", "late")


def _number_of(rows: QuerySet[Any], group: str) -> Coalesce:
    found = rows.order_by().values(group).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(found, output_field=IntegerField()), 0)


def reported_before(round_: Round) -> QuerySet[Successor]:
    """Return whom alone the unit of a row goes on for, who had sent the report of a round."""
    sent = Report.objects.filter(round=round_, unit=OuterRef("old")).exclude(state=State.DRAFT)
    return continued().filter(Exists(sent))


def waiting_rows(by: Actor, round_: Round) -> list[WaitRow]:
    """Return what waits for who reports: the own report, and those that came from below."""
    if not by.has(Power.REPORT) or round_.state != RoundState.OPEN:
        return []
    sent = Report.objects.filter(round=round_, path=by.reach).exclude(state=State.DRAFT)
    mine = access.answering(round_).filter(path=by.reach).exclude(pk__in=sent.values("unit"))
    mine = mine.exclude(Exists(reported_before(round_)))
    came = Report.objects.filter(round=round_, state=State.SENT, unit__parent__path=by.reach)
    return [
        mine.order_by().values(what=Value("report.write"), n=Value(1, IntegerField())),
        came.order_by().values(what=Value("report.receive")).annotate(n=Count("pk")),
    ]


def with_due(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """Return *rounds*, each with the day its reports are due as ``report_due``, or None."""
    milestones = Milestone.objects.filter(round=OuterRef("pk"), kind=MilestoneKind.REPORT)
    return rounds.annotate(report_due=Subquery(milestones.values("due_on")))


def overdue(round_: Any) -> bool:
    """Tell whether the day of a round read ``with_due`` has passed."""
    return round_.report_due is not None and clock.today() > round_.report_due
