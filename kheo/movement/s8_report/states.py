"""The states of a year's report, and the steps between them."""

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
    step("publish", _("Công bố"), {State.SENT}, State.PUBLISHED),
)
