"""The states of a proposal, and the steps between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kheo.kernel.workflow.flow import Flow, step


class State(TextChoices):
    DRAFT = "draft", _("Đang lập")
    SENT = "sent", _("Đã trình")
    DECIDED = "decided", _("Đã có quyết định")


FLOW = Flow(
    "proposal",
    step("send", _("Trình"), {State.DRAFT}, State.SENT),
    step("return", _("Trả lại"), {State.SENT}, State.DRAFT, needs_note=True),
    step("decide", _("Ban hành quyết định"), {State.SENT}, State.DECIDED),
)


class Standing(TextChoices):
    """Whether an award still stands."""

    VALID = "valid", _("Còn hiệu lực")
    REVOKED = "revoked", _("Đã thu hồi")


STANDING_FLOW = Flow(
    "award",
    step("revoke", _("Thu hồi"), {Standing.VALID}, Standing.REVOKED, needs_note=True),
)
