"""Where a registration stands in its contract: told at review and award, counted in the report."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _

from kheo.movement.s1_directive.models import Quota
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration.contract.terms import contract_of, few_words, in_words
from kheo.movement.s3_registration.counts.rules import owed, standing
from kheo.movement.s3_registration.models import Exemption, Registration, Sheet
from kheo.movement.s3_registration.states import STANDING


@dataclass(frozen=True, slots=True)
class Place:
    """One of so many that stand on a sheet, and what the year asks of its owner."""

    subject: str
    nth: int  # among those that stand; 0 for one that does not
    of: int
    rule: Quota
    short: int  # how many are lacking to the minimum
    freed: Exemption | None  # its owner is exempt, or a model counts instead

    @property
    def words(self) -> str:
        """Return "Nội dung thứ 02 trong 03 nội dung đã đăng ký"."""
        found = {"nth": f"{self.nth:02d}", "of": f"{self.of:02d}"}
        if self.subject == Subject.ITEM:
            return _("Nội dung thứ %(nth)s trong %(of)s nội dung đã đăng ký") % found
        return _("Mô hình thứ %(nth)s trong %(of)s mô hình đã đăng ký") % found

    @property
    def asked(self) -> str:
        """Return what the year asks, with the words of the directive it rests on."""
        return in_words(self.rule) if self.rule.pk else _("Năm này không giao chỉ tiêu.")

    @property
    def warning(self) -> str:
        if not self.short:
            return ""
        found = {"n": f"{self.short:02d}", "low": f"{self.rule.minimum:02d}"}
        return _("Dưới tối thiểu: còn thiếu %(n)s so với %(low)s.") % found

    @property
    def excused(self) -> str:
        if self.freed is None:
            return ""
        words = {"reason": self.freed.reason, "model": self.freed.model}
        if self.freed.model_id:
            return _("Tính thay bằng mô hình “%(model)s”") % words
        return _("Được miễn đăng ký: %(reason)s") % words


def place_of(registration: Registration) -> Place:
    sheet = Sheet.objects.select_related("round__movement", "unit", "person").get(
        pk=registration.sheet_id
    )
    rows = Registration.objects.filter(sheet=sheet, state__in=STANDING)
    keys = list(rows.order_by("ordinal").values_list("pk", flat=True))
    freed = Exemption.objects.filter(round=sheet.round, person=sheet.person_id, over=None)
    excuse = freed.select_related("model").first() if sheet.person_id else None
    contract = contract_of(sheet)
    contract.rule.round = sheet.round  # read with the sheet
    short = contract.lacking(len(keys), instead=bool(excuse and excuse.model_id))
    return Place(
        registration.subject,
        keys.index(registration.pk) + 1 if registration.pk in keys else 0,
        len(keys),
        contract.rule,
        0 if excuse and not excuse.model_id else short,
        excuse,
    )


def below(registrations: Iterable[int]) -> dict[int, str]:
    """Return for those whose owner has fewer than the minimum how many stand of how many owed.

    One statement for any number of them; who is exempt is no case of it.
    """
    free = Exemption.objects.filter(
        round=OuterRef("round"), person=OuterRef("person"), over=None, model=None
    )
    rows = Registration.objects.filter(~Exists(free), pk__in=list(registrations))
    counted = rows.annotate(owed=owed(OuterRef("subject")), counted=standing("sheet"))
    few = counted.filter(counted__lt=F("owed")).order_by()
    return {pk: few_words(n, least) for pk, n, least in few.values_list("pk", "counted", "owed")}
