"""How numbers are written, and the terms a committee's books run through."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kheo.documents.books import access
from kheo.documents.books.models import SymbolRule, Term
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.text import nfc
from kheo.kernel.ui.written import day
from kheo.orgs.models import Unit

_FIELDS = {"number", "kind", "unit", "year"}


@transaction.atomic
def rule(unit: Unit, *, by: Actor, kind: str, pattern: str, since: date) -> SymbolRule:
    """Say how the numbers of a kind are written from a day on."""
    require(access.may_number, by, unit)
    pattern = "".join(nfc(pattern).split())
    fields = set(re.findall(r"{(.*?)}", pattern))
    bare = re.sub(r"{(number|kind|unit|year)}", "", pattern)
    if "number" not in fields or fields - _FIELDS or set("{}") & set(bare):
        words = _(
            "Đang ghi “%(found)s”. Phải có {number}; chỉ dùng {number}, {kind}, {unit}, {year}."
        )
        raise ValidationError({"pattern": words % {"found": pattern}})
    made, _new = SymbolRule.objects.update_or_create(
        unit=unit, kind=kind, since=since, defaults={"pattern": pattern}
    )
    trail.record("symbol_rule.set", made, by=by)
    return made


@transaction.atomic
def term(unit: Unit, *, by: Actor, since: date, until: date) -> Term:
    """Write down a term of a Party committee; numbers given since then by the year go on in it."""
    require(access.may_number, by, unit)
    if until <= since:
        said = _("Nhiệm kỳ kết thúc %(until)s, không sau ngày bắt đầu.") % {"until": day(until)}
        raise ValidationError({"until": said})
    others = Term.objects.filter(unit=unit, since__lt=until, until__gt=since)
    if other := others.exclude(since=since).first():
        said = _("Trùng với nhiệm kỳ %(other)s đã ghi.") % {"other": other}
        raise ValidationError({"since": said})
    made, _new = Term.objects.update_or_create(unit=unit, since=since, defaults={"until": until})
    trail.record("term.set", made, by=by)
    return made
