"""What a person says of the words the machine repaired; the facts follow, the paper stays."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.movement.s1_directive import access
from kheo.movement.s1_directive.holding import hold
from kheo.movement.s1_directive.mending import swapped
from kheo.movement.s1_directive.models import Directive, Fact, Repair
from kheo.movement.s1_directive.states import Verdict

_VERBS = {
    Verdict.ACCEPTED: "directive.mend",
    Verdict.STRUCK: "directive.unmend",
    Verdict.PENDING: "directive.mend_undo",
}
_SHOWN = 5
_NEAR = 60  # letters around a word in which its neighbours stand


@transaction.atomic
def judge_repairs(repairs: Iterable[Repair], verdict: Verdict, *, by: Actor) -> int:
    """Say of repaired words of one paper that they are right, not so, or unsaid; return how many.

    Facts that carry a word told "not so" carry it as written again, and back. What a person typed
    stays as typed.
    """
    changed = [r for r in repairs if r.verdict != verdict]
    if not changed:
        return 0
    directive = changed[0].directive
    require(access.may_launch, by, directive)
    hold(directive)
    facts = list(directive.facts.all())
    touched = {f.pk: f for r in changed for f in _carry(directive, r, verdict, facts)}
    Fact.objects.bulk_update(touched.values(), ["quote", "value", "suggestion", "confirmed"])
    before = {repair.pk: repair.verdict for repair in changed}
    for repair in changed:
        repair.verdict = verdict
    Repair.objects.bulk_update(changed, ["verdict"])
    changes = {f"repair {r.pk}": [_said(r, before[r.pk]), _said(r, verdict)] for r in changed}
    trail.record(_VERBS[verdict], directive, by=by, changes=changes, note=_noted(changed))
    return len(changed)


def accept_repairs(directive: Directive, *, by: Actor) -> int:
    """Take every repaired word nobody spoke of as right; return how many.

    Raises ValidationError naming the words of which the machine is unsure: each is asked for.
    """
    pending = directive.repairs.filter(verdict=Verdict.PENDING).select_related("directive")
    unsure = [repair for repair in pending if repair.is_asked]
    if unsure:
        said = [f"{r.found} → {r.right}" for r in unsure]
        named = "; ".join(f"“{words}”" for words in list(dict.fromkeys(said))[:_SHOWN])
        raise ValidationError(
            _(
                "Chưa xác nhận được: còn %(n)s chữ máy chữa chưa chắc, cần trả lời từng chữ: %(named)s."
            )
            % {"n": len(unsure), "named": named}
        )
    return judge_repairs(pending, Verdict.ACCEPTED, by=by)


def _carry(
    directive: Directive, repair: Repair, verdict: Verdict, facts: Iterable[Fact]
) -> list[Fact]:
    """Write the words of *repair* as *verdict* has them in the facts around it; return those."""
    if (repair.verdict == Verdict.STRUCK) == (verdict == Verdict.STRUCK):
        return []
    old, new = repair.right, repair.found
    if verdict != Verdict.STRUCK:
        old, new = new, old
    text = directive.document.text
    around = (
        text[max(0, repair.start - _NEAR) : repair.start],
        text[repair.end : repair.end + _NEAR],
    )
    near = [f for f in facts if f.start < repair.end and f.end > repair.start]
    for fact in near:
        for name in ("quote", "value", "suggestion"):
            setattr(fact, name, swapped(getattr(fact, name), old, new, *around))
        if fact.verdict == Verdict.ACCEPTED:
            fact.confirmed = fact.value
    return near


def _said(repair: Repair, verdict: str) -> Any:
    return repair.found if verdict == Verdict.STRUCK else repair.right


def _noted(repairs: list[Repair]) -> str:
    return "; ".join(dict.fromkeys(map(str, repairs)))[:500]
