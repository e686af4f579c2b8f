"""The states of a registration, and the steps between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kheo.kernel.workflow.flow import Flow, step


class State(TextChoices):
    DRAFT = "draft", _("Bản nháp")
    SUBMITTED = "submitted", _("Đã gửi")
    RETURNED = "returned", _("Trả lại")
    ACCEPTED = "accepted", _("Đã ghi nhận")


FLOW = Flow(
    "registration",
    step("submit", _("Gửi đăng ký"), {State.DRAFT, State.RETURNED}, State.SUBMITTED),
    step("return", _("Trả lại"), {State.SUBMITTED}, State.RETURNED, needs_note=True),
    step("accept", _("Ghi nhận"), {State.SUBMITTED}, State.ACCEPTED),
)


class Field(TextChoices):
    """The four fields every province uses for models."""

    ECONOMY = "economy", _("Kinh tế")
    CULTURE = "culture", _("Văn hoá - xã hội")
    DEFENCE = "defence", _("Quốc phòng - an ninh")
    POLITICAL = "political", _("Xây dựng hệ thống chính trị")
