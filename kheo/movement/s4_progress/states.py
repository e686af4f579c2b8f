"""What may be evidence, told by its bytes and never by its name; what is reminded of, and its words."""

import io
import zipfile
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kheo.kernel.text import nfc
from kheo.kernel.workflow.flow import Flow, step
from kheo.movement.s1_directive.states import MilestoneKind
from kheo.movement.s3_registration import states as s3

SILENT_DAYS: int = getattr(settings, "SILENT_DAYS", 30)  # an office may set its own
# What a unit or its people can be reminded of, and what they owe.
OWED = {
    MilestoneKind.PLAN: _("Chưa gửi kế hoạch năm"),
    MilestoneKind.REGISTRATION: _("Còn %(n)s người chưa đăng ký đủ"),
    MilestoneKind.PROGRESS: _("Lâu chưa ghi tiến độ"),
    MilestoneKind.REPORT: _("Chưa gửi báo cáo năm"),
}
# Whom a press reminds of each.
REMINDED = {
    MilestoneKind.PLAN: _("Đôn đốc người lập kế hoạch"),
    MilestoneKind.REGISTRATION: _("Đôn đốc người chưa nộp"),
    MilestoneKind.REPORT: _("Đôn đốc người lập báo cáo"),
}
# What is due on one day for a whole unit, and where one sees who is behind.
DUE_PAGES: dict[str, str] = {
    MilestoneKind.PLAN: "plan:index",
    MilestoneKind.REGISTRATION: "registration:missing",
    MilestoneKind.REPORT: "report:index",
}
_TONES = {"accept": "ok", "return": "due"}
# The steps of a registration as a timeline words them, with their colours.
STEPS = {s3.FLOW.verb(step): (step.label, _TONES.get(step.name, "")) for step in s3.FLOW}
STEPS |= {
    "registration.draft": (_("Lập bản nháp"), ""),
    "registration.enter": (_("Nhập thay từ bản giấy"), ""),
    "registration.change": (_("Sửa nội dung đăng ký"), ""),
    "registration.target": (_("Đặt mục tiêu"), ""),
    "registration.checkpoint": (_("Đặt hoặc bỏ mốc"), ""),
}

MAX_BYTES = 20 * 1024 * 1024
MAX_PICTURE = 50 * 1024 * 1024  # a telephone's largest photograph; a scaled copy is shown
AT_ONCE = 200  # files in one note
ALL_BYTES = 400 * 1024 * 1024  # of all of them


class Standing(TextChoices):
    """How the work stands as of a note; the note's own words are the reason."""

    ON_TRACK = "on_track", _("Đúng tiến độ")
    TROUBLE = "trouble", _("Gặp khó khăn")
    STOPPED = s3.STOPPED, _("Đã dừng")


# What to write where work does not go on as planned and nothing was written.
NEEDS_REASON: dict[str, Any] = {
    Standing.TROUBLE: _("Ghi gặp khó khăn gì và cần gì để làm tiếp."),
    Standing.STOPPED: _("Ghi lý do dừng. Đã dừng thì cần lý do."),
}
STANDING_TONES: dict[str, str] = {Standing.TROUBLE: "due", Standing.STOPPED: "late"}


class Media(TextChoices):
    """The media types of evidence."""

    JPEG = "image/jpeg", _("Ảnh JPEG")
    PNG = "image/png", _("Ảnh PNG")
    WEBP = "image/webp", _("Ảnh WebP")
    HEIC = "image/heic", _("Ảnh HEIC")
    PDF = "application/pdf", _("PDF")
    DOCX = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _("Word"),
    )
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _("Excel")
    DOC = "application/msword", _("Word 97-2003")
    XLS = "application/vnd.ms-excel", _("Excel 97-2003")


PICTURES = frozenset({Media.JPEG, Media.PNG, Media.WEBP, Media.HEIC})
# What a browser shows by itself without running anything of the file's.
SHOWN = frozenset({Media.JPEG, Media.PNG, Media.WEBP, Media.PDF})

_BEGINNINGS = (
    (b"\xff\xd8\xff", Media.JPEG),
    (b"\x89PNG\r\n\x1a\n", Media.PNG),
    (b"%PDF-", Media.PDF),
)
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"mif1", b"msf1"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def limit_of(kind: Media) -> int:
    return MAX_PICTURE if kind in PICTURES else MAX_BYTES


def bare_name(name: str) -> str:
    """Return the name of a file alone: no folders of either kind, no sign that is not written."""
    last = nfc(name).replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable())[-255:] or "tep"


def media_of(data: bytes) -> Media | None:
    """Return the kind of *data*, or None for what is not taken (a macro file is not)."""
    for beginning, media in _BEGINNINGS:
        if data.startswith(beginning):
            return media
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Media.WEBP
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return Media.HEIC
    return _office(data)


def _office(data: bytes) -> Media | None:
    if data.startswith(_OLE):  # the names of the streams inside are UTF-16
        streams = (("WordDocument", Media.DOC), ("Workbook", Media.XLS))
        return next((m for name, m in streams if name.encode("utf-16-le") in data), None)
    if not data.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, ValueError):
        return None
    if any(name.endswith("vbaProject.bin") for name in names):
        return None
    parts = (("word/document.xml", Media.DOCX), ("xl/workbook.xml", Media.XLSX))
    return next((media for name, media in parts if name in names), None)


class SignKind(TextChoices):
    """What a signature is of."""

    FILE = "file", _("Tệp")
    PICTURE = "picture", _("Ảnh")
    TEXT = "text", _("Chữ")


class LikeState(TextChoices):
    """What a person said of two things a machine found alike."""

    PENDING = "pending", _("Chờ xem")
    FINE = "fine", _("Không có vấn đề")
    SAME = "same", _("Dùng lại, cần làm rõ")


LIKE_TONES = {
    LikeState.PENDING: ("due", "due"),
    LikeState.FINE: ("ok", "ok"),
    LikeState.SAME: ("late", "late"),
}
LIKE_FLOW = Flow(
    "likeness",
    step("fine", _("Không có vấn đề"), {LikeState.PENDING}, LikeState.FINE, needs_note=True),
    step("same", _("Dùng lại, cần làm rõ"), {LikeState.PENDING}, LikeState.SAME, needs_note=True),
    step(
        "again",
        _("Xem lại"),
        {LikeState.FINE, LikeState.SAME},
        LikeState.PENDING,
        needs_note=True,
    ),
)


class VisitState(TextChoices):
    """How far a visit is."""

    PLANNED = "planned", _("Chờ giao người")
    ASSIGNED = "assigned", _("Chờ kiểm tra")
    DONE = "done", _("Đã kiểm tra")
    CANCELLED = "cancelled", _("Không kiểm tra nữa")


VISIT_TONES = {
    VisitState.PLANNED: "due",
    VisitState.ASSIGNED: "open",
    VisitState.DONE: "ok",
    VisitState.CANCELLED: "idle",
}
AHEAD = (VisitState.PLANNED, VisitState.ASSIGNED)
VISIT_FLOW = Flow(
    "visit",
    step("assign", _("Giao người kiểm tra"), set(AHEAD), VisitState.ASSIGNED),
    step("record", _("Ghi kết quả kiểm tra"), {VisitState.ASSIGNED}, VisitState.DONE),
    step("recheck", _("Ghi kết quả kiểm tra lại"), {VisitState.DONE}, VisitState.DONE),
    step("cancel", _("Không kiểm tra nữa"), set(AHEAD), VisitState.CANCELLED, needs_note=True),
)


class Conclusion(TextChoices):
    """What a visit concludes of the work it saw."""

    KEEP = "keep", _("Duy trì")
    STRENGTHEN = "strengthen", _("Củng cố")
    REPLICATE = "replicate", _("Nhân rộng")
    STOP = "stop", _("Dừng")


DRAWN_AT_ONCE = 100  # registrations one drawing gives
LIST_MOST = 50_000  # registrations on the list of one drawing
TEAM_MOST = 10


class Whom(TextChoices):
    """Whom a step of the reminder ladder tells."""

    OWING = "owing", _("Người còn nợ việc")
    HEAD = "head", _("Thủ trưởng đơn vị")
    SUPERIOR = "superior", _("Thủ trưởng đơn vị cấp trên")


FARTHEST = 60  # working days a step may lie before or after its day
# The ladder an office may begin with: working days after the day, and whom.
_USUAL = (
    (-10, Whom.OWING),
    (-3, Whom.OWING),
    (0, Whom.OWING),
    (3, Whom.HEAD),
    (7, Whom.SUPERIOR),
)
SHIPPED: dict[str, tuple[tuple[int, Whom], ...]] = {
    MilestoneKind.PLAN: _USUAL,
    MilestoneKind.REGISTRATION: _USUAL,
    MilestoneKind.PROGRESS: ((-3, Whom.OWING), (5, Whom.HEAD)),
    MilestoneKind.REPORT: _USUAL,
}


class Counting(TextChoices):
    """How the figures of the notes make up what has been reached."""

    ADD = "add", _("Cộng dồn các lần ghi")
    LAST = "last", _("Lấy số của lần ghi mới nhất")


TARGETS_MOST = 3
CHECKPOINTS_MOST = 12
