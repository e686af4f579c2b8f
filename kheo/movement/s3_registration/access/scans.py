"""Who sends scanned pages and puts them with their copies."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from kheo.kernel.access import ALLOWED, Rule, Verdict, denied
from kheo.kernel.actor import Actor
from kheo.movement.s3_registration.models import ScanPage
from kheo.orgs.states import Power


def may_scan(by: Actor, _record: None = None) -> Verdict:
    if not by.has(Power.FILE):
        return denied(_("Nạp bản quét dành cho người được giao lưu hồ sơ."))
    return ALLOWED


def may_file_page(by: Actor, page: ScanPage) -> Verdict:
    if not by.may(Power.FILE, page.scan.path):
        return denied(_("Chỉ người được giao lưu hồ sơ của cơ quan mới xếp trang quét."))
    return ALLOWED


SCAN_RULES: Mapping[str, Rule[ScanPage]] = dict.fromkeys(
    ("file", "set_aside", "take_out", "double"), may_file_page
)
