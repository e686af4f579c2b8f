"""The states of a session of study, and the formats a movement begins with."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kheo.kernel.workflow.flow import Flow, step


class State(TextChoices):
    RECORDED = "recorded", _("Đã ghi")
    WITHDRAWN = "withdrawn", _("Đã rút")


FLOW = Flow(
    "session",
    step("withdraw", _("Rút buổi đã ghi"), {State.RECORDED}, State.WITHDRAWN, needs_note=True),
)
TONES: dict[str, str] = {State.RECORDED: "ok", State.WITHDRAWN: "idle"}

# What a new movement begins with; each office edits its own.
FORMATS = (
    "Hội nghị trực tiếp",
    "Hội nghị trực tuyến",
    "Sinh hoạt chi bộ",
    "Sinh hoạt chuyên đề",
    "Lồng ghép trong cuộc họp",
    "Tuyên truyền tại thôn, bản, tổ dân phố",
    "Cuộc thi, hội thi tìm hiểu",
    "Gửi tài liệu để tự học",
)
MOST_PEOPLE = 1_000_000
