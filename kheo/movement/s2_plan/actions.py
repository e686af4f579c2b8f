"""Everything that changes a unit's answer to a round."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kheo.documents.books import actions as books
from kheo.documents.books.actions import About
from kheo.documents.books.models import Entry
from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import StaleStateError, advance
from kheo.movement.s1_directive import actions as s1
from kheo.movement.s1_directive.models import Clause, Movement, Round
from kheo.movement.s2_plan import access, queries
from kheo.movement.s2_plan.models import Acknowledgement, Category, Plan, PlanTask
from kheo.movement.s2_plan.states import CATEGORIES, FLOW, State
from kheo.notices import actions as notices
from kheo.notices.sentence import Sentence
from kheo.orgs.models import Person, Unit
from kheo.orgs.queries import holders_of
from kheo.orgs.states import Power

BOOK = "KH"  # the book of plans


@dataclass(frozen=True, slots=True)
class Task:
    """One thing a unit plans to do, as typed."""

    text: str
    content: Clause | None = None
    responsible: str = ""
    due_on: date | None = None
    category: Category | None = None


@transaction.atomic
def receive(round_: Round, unit: Unit, *, by: Actor) -> Plan:
    """Confirm that *unit* has received what was launched: who and when (000-20, 004-14).

    The unit's row is made here. Of two who press at once the second gets StaleStateError.
    """
    require(access.RULES["receive"], by, Plan(round=round_, unit=unit, path=unit.path))
    if not queries.must_answer(round_, unit):
        raise ValidationError(_("Phong trào này không giao cho %(unit)s.") % {"unit": unit.name})
    plan, _made = Plan.objects.get_or_create(round=round_, unit=unit, defaults={"path": unit.path})
    return advance(
        plan, FLOW, "receive", by=by, received_at=clock.now(), received_by_id=by.person_id
    )


@transaction.atomic
def write(
    plan: Plan,
    *,
    by: Actor,
    summary: str,
    leader: Person | None,
    officer: Person | None,
    tasks: Sequence[Task],
) -> Plan:
    """Keep what a unit plans: who leads, who keeps it going, the summary and the tasks.

    Tasks are replaced as a whole. Raises StaleStateError when the plan is not being written,
    ValidationError for a leader or officer who does not work in the unit.
    """
    require(access.may_answer, by, plan)
    people = {"leader": leader, "officer": officer}
    for field, person in people.items():
        if person and not queries.staff_of(plan.unit).filter(pk=person.pk).exists():
            words = {"name": person.full_name, "unit": plan.unit.name}
            raise ValidationError({field: _("%(name)s không thuộc %(unit)s.") % words})
    new = {"summary": summary, **{f"{f}_id": p.pk if p else None for f, p in people.items()}}
    changes = {f: [getattr(plan, f), v] for f, v in new.items() if getattr(plan, f) != v}
    rows = Plan.objects.filter(pk=plan.pk, state=State.RECEIVED)
    if plan.state != State.RECEIVED or not rows.update(**new):
        raise StaleStateError(plan.state)
    old = list(plan.tasks.values_list("text", "category__name"))
    plan.tasks.all().delete()
    PlanTask.objects.bulk_create(
        PlanTask(
            plan=plan,
            ordinal=n,
            text=task.text,
            content=task.content,
            category=task.category,
            responsible=task.responsible,
            due_on=task.due_on,
        )
        for n, task in enumerate(tasks, 1)
    )
    fresh = [(task.text, task.category and task.category.name) for task in tasks]
    for name, n in (("tasks", 0), ("categories", 1)):
        before, after = ([row[n] for row in rows] for rows in (old, fresh))
        if before != after:
            changes[name] = [before, after]
    trail.record("plan.write", plan, by=by, changes=changes)
    plan.refresh_from_db()
    return plan


@transaction.atomic
def send(plan: Plan, *, by: Actor) -> Plan:
    """Send the yearly plan; after its day, in Việt Nam's time, it is marked late (002-22, 004-12)."""
    require(access.RULES["send"], by, plan)
    if plan.leader_id is None:
        raise ValidationError({"leader": _("Chưa phân công lãnh đạo phụ trách.")})
    if not plan.summary.strip() and not plan.tasks.exists():
        raise ValidationError({"summary": _("Kế hoạch chưa ghi gì: cần phần chung hoặc một việc.")})
    due = queries.plan_due(plan.round)
    late = due is not None and clock.today() > due
    sent = advance(plan, FLOW, "send", by=by, sent_at=clock.now(), late=late)
    words = {"unit": plan.unit.name, "year": plan.round.year}
    _tell_launcher(
        sent, Sentence(gettext_noop("%(unit)s đã gửi kế hoạch năm %(year)s."), words), by=by
    )
    return sent


@transaction.atomic
def recall(plan: Plan, *, by: Actor, note: str) -> Plan:
    """Take a sent plan back to be rewritten, with the reason."""
    require(access.RULES["recall"], by, plan)
    recalled = advance(plan, FLOW, "recall", by=by, note=note, late=False)
    words = {"unit": plan.unit.name, "year": plan.round.year}
    _tell_launcher(
        recalled, Sentence(gettext_noop("%(unit)s rút kế hoạch năm %(year)s về sửa."), words), by=by
    )
    return recalled


@transaction.atomic
def number(plan: Plan, *, by: Actor) -> Entry:
    """Take the next number of the unit's book for its plan; a number that stands is kept."""
    require(access.may_number, by, plan)
    held = Plan.objects.select_for_update().get(pk=plan.pk)  # of two who press one takes it
    if entry := held.numbered:
        words = _("Kế hoạch đã có số %(symbol)s. Thu hồi số ấy trong sổ văn bản rồi lấy số khác.")
        raise ValidationError(words % {"symbol": entry})
    words = _("Kế hoạch thực hiện phong trào “%(name)s” năm %(year)s")
    about = About(
        on=clock.today(),
        subject=words % {"name": held.round.movement.name, "year": held.round.year},
        parties=held.round.movement.unit.name,
    )
    entry = books.take(held.unit, BOOK, by=by, about=about)
    before = held.entry.symbol if held.entry else ""
    Plan.objects.filter(pk=held.pk).update(entry=entry)
    trail.record("plan.number", plan, by=by, changes={"number": [before, entry.symbol]})
    return entry


def _tell_launcher(plan: Plan, said: Sentence, *, by: Actor) -> None:
    launcher = plan.round.movement.unit
    people = holders_of(Power.LAUNCH, launcher, on=clock.today())
    notices.tell(people, said, reverse("plan:detail", args=[plan.round_id, plan.pk]), by=by)


def ship_categories(movement: Movement, *, by: Actor) -> int:
    """Give a movement the categories of tasks to begin with; where it has some nothing changes."""
    return s1.ship_list(Category, movement, CATEGORIES, by=by)


def acknowledge(round_: Round, *, by: Actor) -> Acknowledgement:
    """Note that *by* has read what was launched (001-03); a second time changes nothing."""
    require(access.may_acknowledge, by, round_)
    if before := queries.acknowledged(by, round_):
        return before
    try:
        with transaction.atomic():
            read = Acknowledgement.objects.create(
                round=round_, person_id=by.person_id or 0, path=by.unit_path, at=clock.now()
            )
            trail.record("round.acknowledge", round_, by=by)
            return read
    except IntegrityError:  # two taps at once: the first one counts
        return Acknowledgement.objects.get(round=round_, person_id=by.person_id or 0)
