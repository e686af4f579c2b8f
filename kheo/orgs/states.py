"""The kinds of unit, of staff and of power; the life of an import."""

import re

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kheo.kernel.workflow.flow import Flow, step

# A letter and two digits for a ministry or province, then up to four levels (Decision 20/2020).
UNIT_CODE = re.compile(r"[A-Z]\d{2}(\.[0-9A-Z]{1,3}){0,4}")


class Line(TextChoices):
    """Whose unit it is; decides the layout of its papers."""

    STATE = "state", _("Chính quyền")
    PARTY = "party", _("Đảng")
    FRONT = "front", _("Mặt trận, đoàn thể")


class Kind(TextChoices):
    PROVINCE = "province", _("Tỉnh, thành phố")
    AGENCY = "agency", _("Sở, ban, ngành, văn phòng")
    DIVISION = "division", _("Phòng")
    CENTRE = "centre", _("Trung tâm trực thuộc")
    COMMUNE = "commune", _("Xã, phường, đặc khu")
    COMMITTEE = "committee", _("Đảng bộ")
    CELL = "cell", _("Chi bộ")


PARTY_OWN = (Kind.COMMITTEE, Kind.CELL)


def usual_line(kind: str, above: str) -> str:
    """Return whose unit a new one is where nobody said: the Party's own, else that of the one above."""
    return Line.PARTY if kind in PARTY_OWN else above


# The units that issue papers, hold councils and send the yearly report.
AGENCIES = (Kind.AGENCY, Kind.COMMUNE)


class Staff(TextChoices):
    """The categories of staff a directive may address (requirement 000-04)."""

    CADRE = "cadre", _("Cán bộ")
    CIVIL_SERVANT = "civil_servant", _("Công chức")
    PUBLIC_EMPLOYEE = "public_employee", _("Viên chức")
    WORKER = "worker", _("Người lao động")


class Sex(TextChoices):
    MALE = "male", _("Nam")
    FEMALE = "female", _("Nữ")


class Power(TextChoices):
    """What a post lets its holder do over a unit and every unit below."""

    LAUNCH = "launch", _("Phát động phong trào")
    PLAN = "plan", _("Nhận văn bản, lập kế hoạch")
    MODEL = "model", _("Đăng ký mô hình của đơn vị")
    OVERSEE = "oversee", _("Theo dõi, ghi nhận đăng ký")
    FILE = "file", _("Lưu hồ sơ, đôn đốc")
    APPRAISE = "appraise", _("Thẩm định")
    COUNCIL = "council", _("Hội đồng bình xét")
    COMMEND = "commend", _("Khen thưởng")
    REPORT = "report", _("Báo cáo")
    ADMINISTER = "administer", _("Quản trị")


# What each power lets one do, in the words of who gives it.
DOES = {
    Power.LAUNCH: _("Nạp văn bản chỉ đạo, xác nhận, phát động và khép lại năm."),
    Power.PLAN: _("Xác nhận đã nhận văn bản, viết và gửi kế hoạch năm."),
    Power.MODEL: _("Viết và gửi mô hình của đơn vị, phiếu mô hình, làm theo nơi khác."),
    Power.OVERSEE: _("Xem mọi đăng ký bên dưới, ghi nhận hoặc trả lại, đôn đốc."),
    Power.FILE: _("Ghi sổ nhận bản đăng ký thứ hai, đôn đốc, ghi chi bộ của đảng viên."),
    Power.APPRAISE: _("Thẩm định và chấm điểm nội dung, mô hình."),
    Power.COUNCIL: _("Bình xét, công nhận theo mức điểm."),
    Power.COMMEND: _("Lập danh sách, trình và ban hành quyết định khen thưởng."),
    Power.REPORT: _("Viết, gửi và công bố báo cáo năm."),
    Power.ADMINISTER: _("Mở, đổi tên, đóng đơn vị; thêm, chuyển người; giao quyền."),
}


class ImportKind(TextChoices):
    PEOPLE = "people", _("Người và chức vụ")
    UNITS = "units", _("Đơn vị")


class ImportState(TextChoices):
    WAITING = "waiting", _("Chờ kiểm tra")
    CHECKED = "checked", _("Đã kiểm tra")
    CONFIRMED = "confirmed", _("Đang ghi")
    DONE = "done", _("Đã ghi")
    REFUSED = "refused", _("Không ghi được")
    DROPPED = "dropped", _("Đã bỏ")
    UNDOING = "undoing", _("Đang hoàn tác")
    UNDONE = "undone", _("Đã hoàn tác")


IMPORT_FLOW = Flow(
    "import",
    step("check", _("Kiểm tra"), {ImportState.WAITING}, ImportState.CHECKED),
    step("recheck", _("Kiểm tra lại"), {ImportState.CHECKED}, ImportState.WAITING),
    step("confirm", _("Ghi vào sổ"), {ImportState.CHECKED}, ImportState.CONFIRMED),
    step("write", _("Ghi"), {ImportState.CONFIRMED}, ImportState.DONE),
    step("refuse", _("Từ chối"), {ImportState.WAITING, ImportState.CONFIRMED}, ImportState.REFUSED),
    step(
        "drop",
        _("Bỏ tệp này"),
        {ImportState.WAITING, ImportState.CHECKED, ImportState.CONFIRMED},
        ImportState.DROPPED,
    ),
    step("undo", _("Hoàn tác cả lần nhập"), {ImportState.DONE}, ImportState.UNDOING),
    step("take_out", _("Hoàn tác"), {ImportState.UNDOING}, ImportState.UNDONE),
    step("leave", _("Không hoàn tác"), {ImportState.UNDOING}, ImportState.DONE),
)

IMPORT_TONES = {
    ImportState.WAITING: ("open", "open"),
    ImportState.CHECKED: ("due", "edit"),
    ImportState.CONFIRMED: ("open", "open"),
    ImportState.DONE: ("ok", "ok"),
    ImportState.REFUSED: ("late", "late"),
    ImportState.DROPPED: ("idle", "lock"),
    ImportState.UNDOING: ("open", "open"),
    ImportState.UNDONE: ("idle", "back"),
}
