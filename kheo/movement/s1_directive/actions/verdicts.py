"""What a person says of each fact the machine read, and the facts it missed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.s1_directive import access, days
from kheo.movement.s1_directive.holding import hold
from kheo.movement.s1_directive.models import Directive, Fact
from kheo.movement.s1_directive.states import Verdict

_VERBS = {
    Verdict.ACCEPTED: "directive.accept",
    Verdict.CORRECTED: "directive.correct",
    Verdict.STRUCK: "directive.strike",
    Verdict.PENDING: "directive.undo",
}


@transaction.atomic
def judge(
    fact: Fact, verdict: Verdict, *, by: Actor, seen: str | None = None, value: Any = None
) -> Fact:
    """Set what a person makes of *fact*; *seen* is the verdict their page showed.

    CORRECTED takes the *value* instead of what was read; PENDING takes a verdict back.
    """
    require(access.may_launch, by, fact.directive)
    hold(fact.directive)
    if (
        verdict == Verdict.ACCEPTED
        and isinstance(fact.value, dict)
        and fact.value.get("impossible")
    ):
        raise ValidationError(
            _("“%(quote)s” không thể là một ngày có thật. Nhận ngày máy đề nghị, sửa lại hoặc bỏ.")
            % {"quote": fact.quote}
        )
    if verdict == Verdict.CORRECTED:
        days.refuse_impossible(fact, value)
    taken = {Verdict.ACCEPTED: fact.value, Verdict.CORRECTED: value}.get(verdict)
    before = fact.verdict if seen is None else seen
    rows = Fact.objects.filter(pk=fact.pk, verdict=before)
    if not rows.update(verdict=verdict, confirmed=taken):
        raise StaleStateError(before)
    changes = {f"{fact.kind} {fact.ordinal}": [_known(fact), taken]}
    fact.verdict, fact.confirmed = verdict, taken
    trail.record(_VERBS[verdict], fact.directive, by=by, changes=changes, note=fact.quote[:500])
    return fact


def _known(fact: Fact) -> Any:
    return fact.value if fact.verdict == Verdict.PENDING else fact.confirmed


@transaction.atomic
def accept_clear(directive: Directive, *, by: Actor) -> int:
    """Accept every fact that carries no doubt and has no verdict yet; return how many."""
    require(access.may_launch, by, directive)
    hold(directive)
    clear = list(directive.facts.filter(verdict=Verdict.PENDING, doubt=""))
    for fact in clear:
        fact.verdict, fact.confirmed = Verdict.ACCEPTED, fact.value
    Fact.objects.bulk_update(clear, ["verdict", "confirmed"])
    if clear:
        changes = {f"{f.kind} {f.ordinal}": [f.value, f.confirmed] for f in clear}
        trail.record("directive.accept", directive, by=by, changes=changes)
    return len(clear)


@transaction.atomic
def add(fact: Fact, value: Any, *, by: Actor) -> Fact:
    """Add a fact the machine missed: *fact* has its directive, kind, words and place.

    Raises ValidationError for a day the paper cannot mean, StaleStateError once confirmed.
    """
    require(access.may_launch, by, fact.directive)
    hold(fact.directive)
    days.refuse_impossible(fact, value)
    same = fact.directive.facts.filter(kind=fact.kind, start=fact.start, end=fact.end)
    if same.exclude(verdict=Verdict.STRUCK).exists():
        raise ValidationError(
            _("Những chữ này đã là một dữ kiện cùng loại. Sửa dữ kiện đó thay vì thêm nữa.")
        )
    last = fact.directive.facts.aggregate(n=Max("ordinal"))["n"] or 0
    fact.ordinal, fact.value, fact.confirmed = last + 1, value, value
    fact.verdict, fact.added = Verdict.ACCEPTED, True
    fact.save(force_insert=True)
    changes = {f"{fact.kind} {fact.ordinal}": [None, value]}
    trail.record("directive.add", fact.directive, by=by, changes=changes, note=fact.quote[:500])
    return fact
