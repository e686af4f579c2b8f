"""A deadline is moved after the launch: with its reason, told to those who must keep it."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.ui.written import day
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.s1_directive import access, queries
from kheo.movement.s1_directive.days import amended
from kheo.movement.s1_directive.models import Amendment, Milestone, Round
from kheo.movement.s1_directive.states import MilestoneKind
from kheo.notices import actions as notices
from kheo.notices.sentence import Sentence

NAME_IN_NOTICE = REASON_IN_NOTICE = 120  # letters: a notice is one sentence of at most 500
DAYS_IN_NOTICE = 3


@transaction.atomic
def amend(
    round_: Round,
    days: Mapping[MilestoneKind, date],
    *,
    by: Actor,
    reason: str,
    paper: str = "",
    seen: int | None = None,
) -> list[Amendment]:
    """Move the deadlines of an open year to *days* and tell the units that must keep them.

    What was sent late before stays marked late. *seen* is the number of amendments the page was
    drawn with. Raises ValidationError without a reason or a change, StaleStateError where somebody
    else has moved a day since.
    """
    require(access.may_amend, by, round_)
    reason, paper = reason.strip(), paper.strip()
    if not reason:
        raise ValidationError({"reason": _("Cần nêu lý do dời hạn.")})
    # the row that all who amend this year wait for, so that the count below is the newest
    Round.objects.select_for_update().get(pk=round_.pk)
    if seen is not None and seen != amended(round_):
        raise StaleStateError(round_.state)
    set_ = {m.kind: m for m in round_.milestones.all()}
    moved = {k: on for k, on in days.items() if k not in set_ or set_[k].due_on != on}
    if not moved:
        raise ValidationError(_("Chưa đổi hạn nào. Ghi ngày mới vào hạn cần dời."))
    made = [
        Amendment(
            milestone=set_.get(kind) or Milestone(round=round_, kind=kind, due_on=on),
            before=set_[kind].due_on if kind in set_ else None,
            after=on,
            reason=reason,
            paper=paper,
            made_at=clock.now(),
        )
        for kind, on in moved.items()
    ]
    for amendment in made:
        amendment.milestone.due_on = amendment.after
        amendment.milestone.save()
    Amendment.objects.bulk_create(made)
    changes = {f"due_{a.milestone.kind}": [a.before, a.after] for a in made}
    traced = changes | ({"paper": [None, paper]} if paper else {})
    trail.record("round.amend", round_, by=by, changes=traced, note=reason)
    _tell(round_, made, by=by)
    return made


def _tell(round_: Round, made: list[Amendment], *, by: Actor) -> None:
    days = [f"{a.milestone.get_kind_display()}: {day(a.after)}" for a in made[:DAYS_IN_NOTICE]]
    if len(made) > DAYS_IN_NOTICE:
        days.append(_("và %(n)s hạn khác") % {"n": len(made) - DAYS_IN_NOTICE})
    words = {
        "name": round_.movement.name[:NAME_IN_NOTICE],
        "year": round_.year,
        "days": "; ".join(days),
        "reason": made[0].reason[:REASON_IN_NOTICE],
    }
    moved = gettext_noop("Phong trào “%(name)s” năm %(year)s dời hạn. %(days)s. Lý do: %(reason)s")
    page = reverse("directive:detail", args=[round_.pk])
    units = list(queries.scope_of(round_))
    notices.tell(queries.planners(units), Sentence(moved, words), f"{page}#due", by=by)
