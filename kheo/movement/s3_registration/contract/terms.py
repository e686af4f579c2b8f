"""What a round asks of one person or one unit: how many, between which days, what counts instead."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Subquery
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.text import fold
from kheo.kernel.ui.written import day
from kheo.movement.s1_directive.exports import quota_sentence, span
from kheo.movement.s1_directive.models import Quota, Round
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration import queries
from kheo.movement.s3_registration.counts.rules import holding
from kheo.movement.s3_registration.models import Exemption, Registration, Sheet
from kheo.movement.s3_registration.states import Due
from kheo.orgs.models import Person


@dataclass(frozen=True, slots=True)
class Contract:
    """The rule that holds for one person or unit, with its own closing day or the round's."""

    rule: Quota
    due: Due

    @property
    def minimum(self) -> int:
        return self.rule.minimum

    @property
    def maximum(self) -> int:
        return self.rule.maximum

    @property
    def span(self) -> str:
        return span(self.rule)

    @property
    def asks(self) -> bool:
        """Tell whether anything may be registered at all."""
        return self.rule.maximum > 0

    @property
    def opens_later(self) -> date | None:
        """Return the day sending opens, if that is still to come."""
        opens = self.rule.opens_on
        return opens if opens and opens > clock.today() else None

    def room(self, rows: Sequence[Registration]) -> int:
        """Return how many more may stand beside *rows*; what stopped leaves its place to another."""
        return max(0, self.maximum - going_on(rows))

    def lacking(self, n: int, *, instead: bool = False) -> int:
        """Return how many are missing when *n* stand, and a model counts *instead* of some."""
        return max(0, self.minimum - n - (self.rule.instead if instead else 0))


def going_on(rows: Iterable[Registration]) -> int:
    """Return how many of *rows* count towards what is owed: what stopped does not."""
    return sum(not row.stopped for row in rows)


def contract_for(by: Actor, round_: Round, subject: str) -> Contract:
    """Return what a round asks of the actor, or of the unit they sit in."""
    staff = Subquery(Person.objects.filter(pk=by.person_id or 0).values("staff")[:1])
    return _contract(round_, subject, staff if subject == Subject.ITEM else by.unit_kind or "")


def contract_for_staff(round_: Round, staff: str) -> Contract:
    """Return what a round asks of a person of this category."""
    return _contract(round_, Subject.ITEM, staff)


def contract_of(sheet: Sheet) -> Contract:
    """Return what a round asks of whoever a sheet is of."""
    if sheet.person:
        return _contract(sheet.round, Subject.ITEM, sheet.person.staff)
    return _contract(sheet.round, Subject.MODEL, sheet.unit.kind)


def general(round_: Round, subject: str) -> Contract:
    """Return what a round asks of those without a rule of their own."""
    return _contract(round_, subject, "")


def _contract(round_: Round, subject: str, category: Any) -> Contract:
    nothing = Quota(round=round_, subject=subject, minimum=0, target=0, maximum=0)
    rule = holding(subject, category, round_).first() or nothing
    due = queries.due(round_)
    return Contract(rule, Due(rule.closes_on, due.today) if rule.closes_on else due)


def rules_of(round_: Round) -> list[Quota]:
    """Return the rules of a round, those for all first."""
    return list(round_.quotas.select_related("fact").order_by("subject", "category"))


def rules_in_words(round_: Round) -> dict[tuple[str, str], str]:
    """Return each rule of a round as a paper says it, by subject and category, with its basis."""
    return {
        (q.subject, q.category): " ".join(
            filter(None, (said := quota_sentence(q, round_.movement), _basis(q, said)))
        )
        for q in rules_of(round_)
    }


def _basis(rule: Quota, said: str) -> str:
    """Return the words of the paper a rule rests on, unless they are in what is *said* of it."""
    return f"(“{rule.basis}”)" if rule.basis and fold(rule.basis) not in fold(said) else ""


def in_words(rule: Quota) -> str:
    """Return all a rule says, in one breath: how many, when, what counts instead, by which words."""
    span = {
        "first": rule.opens_on and day(rule.opens_on),
        "last": rule.closes_on and day(rule.closes_on),
    }
    said = quota_sentence(rule, rule.round.movement)
    parts = [
        said,
        _("Nhận từ %(first)s.") % span if rule.opens_on else "",
        _("Nhận đến %(last)s.") % span if rule.closes_on else "",
        instead_words(rule),
        _basis(rule, said),
    ]
    return " ".join(filter(None, parts))


def instead_words(rule: Quota) -> str:
    if not rule.instead:
        return ""
    return _("Tham gia một mô hình của đơn vị được tính thay %(n)s nội dung.") % {
        "n": f"{rule.instead:02d}"
    }


def registered(round_: Round) -> bool:
    """Tell whether anybody has registered: from then on a rule changes with a reason."""
    return Sheet.objects.filter(round=round_, submitted_at__isnull=False).exists()


def counted_instead(round_: Round, person_id: int | None) -> Exemption | None:
    """Return the model that counts instead of items for somebody, if they named one."""
    rows = Exemption.objects.filter(round=round_, person=person_id, over=None)
    return rows.exclude(model=None).select_related("model__unit").first()


def few_words(standing: int, owed: int) -> str:
    """Return "01/02, dưới tối thiểu" where fewer stand than are owed."""
    if standing >= owed:
        return ""
    return _("%(n)02d/%(low)02d, dưới tối thiểu") % {"n": standing, "low": owed}
