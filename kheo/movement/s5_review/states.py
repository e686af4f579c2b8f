"""The states of a review, and the steps between them; the columns of a score sheet."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kheo.kernel.workflow.flow import Flow, step


class State(TextChoices):
    SELF = "self", _("Đang tự chấm")
    SCORED = "scored", _("Đã tự chấm")
    CHECKED = "checked", _("Đã thẩm định")
    RECOGNISED = "recognised", _("Công nhận")
    DECLINED = "declined", _("Không công nhận")


FLOW = Flow(
    "review",
    step("score", _("Gửi điểm tự chấm"), {State.SELF}, State.SCORED),
    step("check", _("Gửi điểm thẩm định"), {State.SCORED}, State.CHECKED),
    step("reopen", _("Trả lại để chấm lại"), {State.SCORED}, State.SELF, needs_note=True),
    step("recognise", _("Công nhận"), {State.CHECKED}, State.RECOGNISED),
    step("decline", _("Không công nhận"), {State.CHECKED}, State.DECLINED, needs_note=True),
)


class Column(TextChoices):
    SELF = "self", _("Tự chấm")
    CHECK = "check", _("Thẩm định")
    COUNCIL = "council", _("Hội đồng")
