"""The states of a unit's answer to a round, and the steps between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kheo.kernel.workflow.flow import Flow, step


class State(TextChoices):
    AWAITED = "awaited", _("Chưa nhận")
    RECEIVED = "received", _("Đã nhận")
    SENT = "sent", _("Đã gửi kế hoạch")


FLOW = Flow(
    "plan",
    step("receive", _("Xác nhận đã nhận"), {State.AWAITED}, State.RECEIVED),
    step("send", _("Gửi kế hoạch"), {State.RECEIVED}, State.SENT),
    step("recall", _("Rút về sửa"), {State.SENT}, State.RECEIVED, needs_note=True),
)
