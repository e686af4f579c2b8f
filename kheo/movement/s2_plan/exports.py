"""The yearly plan of a unit as an official paper."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from kheo.documents.exports import layout_of
from kheo.documents.paper.description import Head, Paper, Signer
from kheo.documents.paper.letters import PlanTask as TaskText
from kheo.documents.paper.letters import YearPlan, year_plan
from kheo.kernel import clock
from kheo.kernel.ui.written import day
from kheo.movement.s1_directive import exports as s1
from kheo.movement.s1_directive import titles
from kheo.movement.s1_directive.models import Clause, Quota
from kheo.movement.s2_plan.categories import grouped
from kheo.movement.s2_plan.models import Plan, PlanTask
from kheo.orgs import naming
from kheo.orgs.models import Post

BLANK = "…………"  # filled in by hand


def issued_on(plan: Plan) -> date | None:
    """Return the day of a plan as a paper: that of its number, else when it was sent."""
    if plan.numbered:
        return plan.numbered.on
    return clock.day_of(plan.sent_at) if plan.sent_at else None


def paper(
    plan: Plan,
    *,
    tasks: Sequence[PlanTask],
    quotas: Sequence[Quota],
    contents: Sequence[Clause],
    head: Post | None,
) -> Paper:
    """Return the plan laid out as Decree 30/2020 asks, its number left to be written in where none is taken."""
    unit, movement = plan.unit, plan.round.movement
    entry, on = plan.numbered, issued_on(plan)
    name, superior = naming.heading(unit, on)
    return year_plan(
        YearPlan(
            head=Head(
                issuer=name,
                superior=superior,
                place=unit.place,
                day=on,
                symbol=f"KH-{unit.symbol}" if unit.symbol else "KH",
                notation=entry.symbol if entry else "",
                line=layout_of(unit),
            ),
            movement=movement.name,
            year=plan.round.year,
            bases=_bases(plan),
            purposes=_lines(plan.summary),
            requirements=[s1.quota_sentence(quota, movement) for quota in quotas],
            contents=[_content(clause) for clause in contents],
            tasks=[_task(task) for _name, group in grouped(tasks) for task in group],
            arrangements=_arrangements(plan),
            signer=Signer(
                post=head.title if head else "", name=head.person.full_name if head else ""
            ),
            recipients=[movement.unit.name, _("Lưu: VT.")],
        )
    )


def _bases(plan: Plan) -> list[str]:
    directive = plan.round.movement.directive
    if directive is None:
        return []
    return [f"Thực hiện {titles.cited(directive.document, BLANK)}"]


def _content(clause: Clause) -> str:
    return f"{clause.mark} {clause.text}" if clause.number else clause.text


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _task(task: PlanTask) -> TaskText:
    return TaskText(
        content=task.text,
        lead=task.responsible,
        deadline=day(task.due_on) if task.due_on else "",
        group=task.category.name if task.category else "",
    )


def _arrangements(plan: Plan) -> list[str]:
    people = (
        (_("Lãnh đạo phụ trách: %(name)s."), plan.leader),
        (_("Chuyên viên theo dõi: %(name)s."), plan.officer),
    )
    return [words % {"name": person.full_name} for words, person in people if person]
