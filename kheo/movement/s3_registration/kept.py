"""Where the papers of a sheet lie: each paper with its own receipts, the first one's kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.audit import trail
from kheo.kernel.audit.models import Event
from kheo.movement.s3_registration.models import Copy, Receipt, Registration, Sheet, Supplement
from kheo.movement.s3_registration.states import ScanState
from kheo.orgs.models import Unit


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """One copy of one paper, as a page shows it."""

    number: int
    sheet_id: int
    custodian: Unit
    received_on: date | None
    n_scans: int = 0


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """The first paper of a sheet, number 0, or a supplement to it."""

    number: int
    sent_on: date
    copies: list[KeptCopy]

    @property
    def key(self) -> str:
        return str(self.number)


def copies_of(sheet: Sheet | None) -> list[Copy]:
    rows = Copy.objects.filter(sheet=sheet) if sheet else Copy.objects.none()
    scans = Count("scans", distinct=True, filter=Q(scans__state=ScanState.FILED))
    rows = rows.select_related("custodian", "received_by", "sheet")
    before = Count("receipts", distinct=True)
    return list(rows.annotate(n_scans=scans, n_before=before))


def papers_kept(sheet: Sheet, copies: Sequence[Copy]) -> list[KeptPaper]:
    """Return each paper of *sheet* with its copies; nothing while the first is the only one.

    *copies* are those of ``copies_of``.
    """
    if sheet.submitted_at is None or not any(getattr(copy, "n_before", 0) for copy in copies):
        return []
    later = list(Supplement.objects.filter(sheet=sheet))
    rows = Receipt.objects.filter(supplement__in=later).select_related("custodian", "supplement")
    before = list(rows.order_by("supplement__number"))
    days = [(0, sheet.submitted_at), *((each.number, each.sent_at) for each in later)]
    return [
        KeptPaper(number, clock.day_of(at), [_copy(copy, number, before) for copy in copies])
        for number, at in days
    ]


def _copy(copy: Copy, paper: int, before: Iterable[Receipt]) -> KeptCopy:
    """Return *copy* of the paper of this number: received when it or a later one first was."""
    for one in before:
        if one.copy_id == copy.pk and one.supplement.number > paper:
            return KeptCopy(copy.number, copy.sheet_id, one.custodian, one.received_on)
    scans = getattr(copy, "n_scans", 0)
    return KeptCopy(copy.number, copy.sheet_id, copy.custodian, copy.received_on, scans)


def to_hand_in(sheet: Sheet) -> str:
    """Return what whoever sent once more must still do with paper, in words, or ""."""
    asked = Copy.objects.filter(sheet=sheet, received_on=None, receipts__isnull=False)
    if not asked.exists():
        return ""
    return _("Bản giấy đã nhận vẫn giữ nguyên; in bản đăng ký bổ sung, ký và nộp đủ 2 bản.")


def story(registration: Registration, copies: Iterable[Copy]) -> QuerySet[Event]:
    """Return what became of *registration*, and of those *copies* of its sheet that may be told."""
    return trail.history_of(registration, *copies)
