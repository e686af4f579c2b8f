"""The states of a year's report, the steps between them, and the four parts it is written in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kheo.kernel.workflow.flow import Flow, step


class State(TextChoices):
    DRAFT = "draft", _("Đang lập")
    SENT = "sent", _("Đã gửi")
    PUBLISHED = "published", _("Đã công bố")


FLOW = Flow(
    "report",
    step("send", _("Gửi báo cáo"), {State.DRAFT}, State.SENT),
    step("return", _("Trả lại"), {State.SENT}, State.DRAFT, needs_note=True),
    step("recall", _("Rút về"), {State.SENT}, State.DRAFT, needs_note=True),
    step("publish", _("Công bố"), {State.SENT}, State.PUBLISHED),
)

TONES = {State.DRAFT: "idle", State.SENT: "open", State.PUBLISHED: "ok"}


class Part(TextChoices):
    """The four parts of the report, in the order of the form."""

    DIRECTION = "direction", _("Công tác lãnh đạo, chỉ đạo")
    RESULTS = "results", _("Kết quả thực hiện")
    LIMITS = "limits", _("Hạn chế và nguyên nhân")
    TASKS = "tasks", _("Nhiệm vụ thời gian tới")
