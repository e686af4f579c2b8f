"""Scanned sheets: who sees them, and which copy a code on a page names."""

import re
from collections.abc import Sequence

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from kheo.kernel.access import under
from kheo.kernel.actor import Actor
from kheo.movement.s3_registration import access
from kheo.movement.s3_registration.models import Copy, Scan, ScanPage
from kheo.movement.s3_registration.states import ScanState
from kheo.orgs.states import Power

SEVERAL = 2  # codes on one picture
_CODE = re.compile(r"(?:DK-\d{4}-)?0*(\d{1,15})", re.IGNORECASE)  # DK-2026-004711 on the paper


def visible_scans(by: Actor) -> QuerySet[Scan]:
    """Return the files sent over the reach of *by*, each with how many pages stand how."""
    if not access.may_scan(by):
        return Scan.objects.none()
    counts = {
        f"n_{state}": Count("found", filter=Q(found__state=state)) for state in ScanState.values
    }
    return Scan.objects.filter(under(by.reach)).annotate(**counts)


def visible_pages(by: Actor) -> QuerySet[ScanPage]:
    """Return the pages *by* may look at: what they file, and what lies with a sheet they may print.

    A scanned sheet shows who is a Party member, as the printed one does (requirement 000-17).
    """
    sheets = access.visible_sheets(by)
    if not (by.has(Power.FILE) or access.in_cell(by)):
        sheets = sheets.filter(Q(person=None) | Q(person=by.person_id))
    seen = Q(state=ScanState.FILED, copy__sheet__in=sheets.order_by().values("pk"))
    if access.may_scan(by):
        seen |= under(by.reach, "scan__path")
    return ScanPage.objects.filter(seen).select_related("scan", "copy__sheet__person")


def copies_to_file(by: Actor) -> QuerySet[Copy]:
    """Return the copies *by* may put pages with."""
    rows = Copy.objects.select_related("sheet__unit", "sheet__person")
    return rows.filter(under(by.reach, "sheet__path")) if access.may_scan(by) else rows.none()


def borne(codes: Sequence[str]) -> list[tuple[int, int]]:
    """Return the sheet and the number of each copy that *codes* of a page are of."""
    home = re.escape(settings.PUBLIC_URL.rstrip("/"))
    found = [re.fullmatch(rf"{home}/dk/(\d{{1,15}})/([12])/", code) for code in codes]
    return sorted({(int(match[1]), int(match[2])) for match in found if match})


def named(codes: Sequence[str], by: Actor) -> tuple[Copy | None, str]:
    """Return the copy the codes of a page name, or None and why there is none, in words."""
    ours = borne(codes)
    if not codes:
        return None, _("Không thấy mã trên trang.")
    if not ours:
        return None, _("Mã trên trang không phải mã bản đăng ký của hệ thống này.")
    if len(ours) > 1:
        return None, _("Trên trang có mã của nhiều bản.")
    ((sheet, number),) = ours
    copy = copies_to_file(by).filter(sheet=sheet, number=number).first()
    unknown = _("Mã của bản đăng ký không có, hoặc ngoài phạm vi lưu hồ sơ của bạn.")
    return copy, "" if copy else unknown


def bearing(page: ScanPage, by: Actor) -> list[Copy]:
    """Return the copies that *by* may put a page with which shows the codes of several."""
    if len(page.bears) < SEVERAL:
        return []
    one_of = Q()
    for sheet, number in page.bears:
        one_of |= Q(sheet=sheet, number=number)
    rows = copies_to_file(by).filter(one_of).select_related("sheet__round")
    return list(rows.order_by("sheet", "number"))


def unlogged(scan: Scan, by: Actor) -> list[Copy]:
    """Return the second copies that lie here scanned, and whose receipt nobody has logged."""
    pages = scan.found.filter(state=ScanState.FILED).values("copy")
    rows = copies_to_file(by).filter(
        pk__in=pages, number=2, received_on=None, sheet__closed_at=None
    )
    return list(rows.select_related("custodian", "sheet__round").order_by("pk"))


def typed(code: str, number: int, by: Actor) -> Copy | None:
    """Return the copy that a person names by the code printed on the paper."""
    found = _CODE.fullmatch(code.strip())
    rows = copies_to_file(by)
    return rows.filter(sheet=int(found[1]), number=number).first() if found else None


def neighbour(page: ScanPage) -> Copy | None:
    """Return the copy of the nearest page before *page* in its file, else after it."""
    filed = page.scan.found.filter(state=ScanState.FILED).select_related(
        "copy__sheet__round", "copy__sheet__person", "copy__sheet__unit"
    )
    before = filed.filter(place__lt=page.place).order_by("-place").first()
    near = before or filed.filter(place__gt=page.place).order_by("place").first()
    return near.copy if near else None


def code_of(copy: Copy) -> str:
    return f"DK-{copy.sheet.round.year}-{copy.sheet_id:06d}"
