"""Tasks by their categories: as a plan groups them, and over all plans somebody sees."""

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from kheo.kernel.actor import Actor
from kheo.movement.s1_directive.models import Round
from kheo.movement.s2_plan import access
from kheo.movement.s2_plan.models import Category, PlanTask
from kheo.movement.s2_plan.states import State

NONE = "khong"  # tasks of no category, as an address says it


def grouped(tasks: Iterable[PlanTask]) -> list[tuple[Category | None, list[PlanTask]]]:
    """Return *tasks* under their categories in the order of the list; those without one come last."""
    found: dict[Category | None, list[PlanTask]] = {}
    for task in tasks:
        found.setdefault(task.category, []).append(task)
    return sorted(
        found.items(), key=lambda pair: (pair[0] is None, pair[0].ordinal if pair[0] else 0)
    )


def offered(round_: Round, kept: Iterable[PlanTask] = ()) -> list[Category]:
    """Return the categories to choose from: those offered, and those of the tasks *kept*."""
    used = [task.category_id for task in kept if task.category_id]
    rows = Category.objects.filter(movement=round_.movement_id)
    return list(rows.filter(Q(ended_on=None) | Q(pk__in=used)))


def planned(by: Actor, round_: Round, category: str = "") -> QuerySet[PlanTask]:
    """Return the tasks of the sent plans *by* sees, of one category or of none ("khong")."""
    plans = access.visible_to(by).filter(round=round_, state=State.SENT).order_by()
    rows = PlanTask.objects.filter(plan__in=plans)
    rows = rows.select_related("plan__unit__parent", "content", "category")
    if category == NONE:
        return rows.filter(category=None)
    return rows.filter(category=int(category)) if category.isdecimal() else rows


def by_category(by: Actor, round_: Round) -> list[tuple[str, str, int]]:
    """Return each category with its key and how many sent tasks there are, all of them ("") first."""
    rows = planned(by, round_).order_by().values_list("category").annotate(n=Count("pk"))
    counts = dict(rows)
    named = Category.objects.filter(movement=round_.movement_id)
    return [
        ("", str(_("Tất cả")), sum(counts.values())),
        *(
            (str(c.pk), c.name, counts.get(c.pk, 0))
            for c in named
            if c.pk in counts or not c.ended_on
        ),
        (NONE, str(_("Chưa xếp nhóm")), counts.get(None, 0)),
    ]
