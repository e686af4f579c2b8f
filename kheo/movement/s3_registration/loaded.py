"""What somebody else entered for a person: who did, and whether it can still be taken back."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kheo.movement.s3_registration.contract.terms import contract_of
from kheo.movement.s3_registration.models import Copy, Entry, Load, Registration, ScanPage, Sheet
from kheo.movement.s3_registration.states import LoadState, State


@dataclass(frozen=True, slots=True)
class Loaded:
    """The load that wrote on somebody's sheet; *hinders* says why it is not to be withdrawn."""

    load: Load
    sent: bool
    hinders: str


def loaded(sheet: Sheet | None) -> Loaded | None:
    """Return who entered what stands on a sheet for its person, if somebody else did."""
    if sheet is None or sheet.person_id is None:
        return None
    rows = Entry.objects.filter(registration__sheet=sheet, load__state=LoadState.DONE)
    entry = rows.select_related("load__post__person", "load__post__unit").order_by("-pk").first()
    if entry is None:
        return None
    sent = sheet.submitted_at is not None and entry.load.sent
    return Loaded(entry.load, sent, hinders(sheet) if sent else "")


def hinders(sheet: Sheet) -> str:
    """Say why a sheet entered for its person cannot be withdrawn, or ""."""
    rows = Registration.objects.filter(sheet=sheet, submitted_at__isnull=False)
    if rows.exclude(state=State.SUBMITTED).exists():
        return _("Đã có nội dung được xử lý. Muốn sửa, hãy đề nghị người theo dõi trả lại.")
    if rows.filter(entry=None).exists():
        return _("Trên bản đăng ký đã có nội dung bạn tự gửi.")
    copies = Copy.objects.filter(sheet=sheet)
    scans = ScanPage.objects.filter(copy__in=copies.order_by().values("pk"))
    if copies.exclude(received_on=None, receipts=None).exists() or scans.exists():
        return _("Nơi lưu đã nhận bản giấy. Muốn sửa, hãy đề nghị người theo dõi trả lại.")
    if contract_of(sheet).due.over:
        return _("Đã qua hạn đăng ký. Muốn sửa, hãy đề nghị người theo dõi trả lại.")
    return ""
