"""The focal office sets what a year asks of whom; once somebody has registered, with a reason."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.text import nfc
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.s1_directive import queries as s1
from kheo.movement.s1_directive.access import may_set_quotas
from kheo.movement.s1_directive.exports import category_words, quota_sentence
from kheo.movement.s1_directive.models import Quota, Round
from kheo.movement.s1_directive.states import CATEGORIES, FactKind, Subject
from kheo.movement.s3_registration.contract.terms import in_words, registered
from kheo.notices.actions import tell
from kheo.notices.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Rule:
    """What a person set down of one rule."""

    minimum: int
    target: int
    maximum: int
    opens_on: date | None = None
    closes_on: date | None = None
    instead: int = 0
    basis: str = ""


@transaction.atomic
def set_rule(
    round_: Round, subject: str, category: str, rule: Rule, *, by: Actor, note: str = ""
) -> Quota:
    """Set the rule for a *category* of people or units, "" being all of them, or change it.

    Raise ValidationError, in words, for numbers or days out of order and, once somebody has
    registered, without a *note* that says why. Nothing changed leaves no trace.
    """
    require(may_set_quotas, by, round_)
    if category and category not in CATEGORIES[Subject(subject)]:
        raise ValidationError(_("Chọn đúng đối tượng trong danh sách."), code="category")
    _check(rule, subject)
    facts: dict[str, Any] = asdict(rule) | {"basis": nfc(rule.basis).strip()}
    old = Quota.objects.filter(round=round_, subject=subject, category=category).first()
    was = {name: getattr(old, name) if old else None for name in facts}
    if old and was == facts:
        return old
    _require_reason(round_, note)
    before = in_words(old) if old else ""
    quota = old or Quota(round=round_, subject=subject, category=category)
    for name, value in facts.items():
        setattr(quota, name, value)
    quota.fact = _read_in(round_, quota.basis)
    try:
        with transaction.atomic():
            _saved(quota, was, new=old is None)
    except IntegrityError as error:
        raise StaleStateError(round_.state) from error
    changed = {"rule": [before, in_words(quota)]}
    trail.record("round.rule", round_, by=by, changes=changed, note=note)
    _tell(quota, by=by)
    return quota


def _saved(quota: Quota, was: dict[str, Any], *, new: bool) -> None:
    if new:
        quota.save(force_insert=True)
        return
    names = [*was, "fact"]
    changed = {name: getattr(quota, name) for name in names}
    # Of two windows that save at once the update lets only one through.
    if not Quota.objects.filter(pk=quota.pk, **was).update(**changed):
        raise StaleStateError(quota.round.state)


@transaction.atomic
def drop_rule(quota: Quota, *, by: Actor, note: str = "") -> None:
    """Take away the own rule of a category: the one for all holds for it again."""
    require(may_set_quotas, by, quota.round)
    if not quota.category:
        raise ValidationError(_("Chỉ tiêu chung không bỏ được; sửa thành 0 nếu không bắt buộc."))
    _require_reason(quota.round, note)
    gone_rule = {"rule": [in_words(quota), ""]}
    trail.record("round.drop_rule", quota.round, by=by, changes=gone_rule, note=note)
    gone, _kinds = Quota.objects.filter(pk=quota.pk).delete()
    if not gone:
        raise StaleStateError(quota.round.state)


def _check(rule: Rule, subject: str) -> None:
    if not rule.minimum <= rule.target <= rule.maximum:
        raise ValidationError(
            _("Cần tối thiểu không quá phấn đấu, phấn đấu không quá tối đa."), code="order"
        )
    if rule.opens_on and rule.closes_on and rule.closes_on < rule.opens_on:
        raise ValidationError(_("Ngày cuối nhận phải từ ngày bắt đầu nhận trở đi."), code="window")
    if rule.instead and subject != Subject.ITEM:
        raise ValidationError(
            _("Chỉ nội dung của cá nhân mới có mô hình tính thay."), code="instead"
        )


def _require_reason(round_: Round, note: str) -> None:
    if not note.strip() and registered(round_):
        raise ValidationError(
            _("Đã có người đăng ký. Ghi lý do đổi chỉ tiêu; lý do được lưu lại."), code="note"
        )


def _read_in(round_: Round, basis: str) -> Any:
    """Return the place of the directive that says *basis*, where it is one the reader found."""
    directive = round_.movement.directive
    if directive is None or not basis:
        return None
    read = directive.facts.filter(kind=FactKind.QUOTA)
    return next((fact for fact in read if fact.basis == basis), None)


def _tell(quota: Quota, *, by: Actor) -> None:
    """Tell who answers for the units, once people may already be writing by the old rule."""
    if not registered(quota.round):
        return
    changed = gettext_noop("Chỉ tiêu đăng ký năm %(year)s vừa đổi, %(whom)s: %(said)s")
    names = {
        "year": quota.round.year,
        "whom": category_words(quota),
        "said": quota_sentence(quota, quota.round.movement)[:200],
    }
    words = Sentence(changed, names)
    url = reverse("registration:contract", args=[quota.round_id])
    tell(s1.planners(list(s1.scope_of(quota.round))), words, url, by=by)
