"""The days of a round: its milestones, and those that a rule sets for some of its people or units."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import CharField, Q, Subquery, Value
from django.db.models.functions import Concat

from kheo.kernel.actor import Actor
from kheo.movement.models import Milestone, Quota, Round
from kheo.movement.s1_directive.states import MilestoneKind, Subject
from kheo.orgs.models import Person


@dataclass(slots=True)
class Days:
    milestones: dict[str, date] = field(default_factory=dict)
    # Of rules, by "model:centre"; one without a day of its own leaves that of the round.
    closing: dict[str, date | None] = field(default_factory=dict)

    def own(self, subject: str, by: Actor) -> date | None:
        """Return the day that the rule for *by* sets: the most specific one holds."""
        if subject == Subject.ITEM:  # of a person's rules only theirs was read
            mine = [name for name in self.closing if name.startswith(f"{subject}:")]
            return self.closing.get(max(mine, default=""))
        name = f"{subject}:{by.unit_kind}"
        return self.closing.get(name if name in self.closing else f"{subject}:")


def days(*rounds: Round, by: Actor) -> dict[int, Days]:
    """Return the days of each of *rounds*, by its key, in one statement.

    Of the rules for items only those that may hold for *by* are read.
    """
    found = {round_.pk: Days() for round_ in rounds}
    staff = Subquery(Person.objects.filter(pk=by.me).values("staff")[:1])
    rules = Quota.objects.filter(
        Q(subject=Subject.MODEL) | Q(category="") | Q(category=staff), round__in=rounds
    )
    name = Concat("subject", Value(":"), "category", output_field=CharField())
    milestones = Milestone.objects.filter(round__in=rounds).order_by()
    rows = milestones.values_list("round_id", "kind", "due_on").union(
        rules.values_list("round_id", name, "closes_on"), all=True
    )
    for round_id, kind, day in rows.order_by():  # a union keeps the order of its first part
        into = (
            found[round_id].milestones if kind in MilestoneKind.values else found[round_id].closing
        )
        into[kind] = day
    return found
