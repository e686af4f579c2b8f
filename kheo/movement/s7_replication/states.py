"""The states of a model card, of an adoption and of a check-up, and the steps between them."""

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kheo.kernel.workflow.flow import Flow, step


class CardState(TextChoices):
    DRAFT = "draft", _("Bản nháp")
    PUBLISHED = "published", _("Đã công khai")
    WITHDRAWN = "withdrawn", _("Đã rút")


CARD_FLOW = Flow(
    "card",
    step("publish", _("Công khai"), {CardState.DRAFT, CardState.WITHDRAWN}, CardState.PUBLISHED),
    step("withdraw", _("Rút"), {CardState.PUBLISHED}, CardState.WITHDRAWN, needs_note=True),
)


class CheckupState(TextChoices):
    """How far the review of a running model is, in one period."""

    DRAFT = "draft", _("Bản nháp")
    SENT = "sent", _("Đã gửi")
    SEEN = "seen", _("Đã quyết định")
    RETURNED = "returned", pgettext_lazy("state", "Trả lại")


CHECKUP_WRITABLE = (CheckupState.DRAFT, CheckupState.RETURNED)
CHECKUP_FLOW = Flow(
    "checkup",
    step("send", _("Gửi bản rà soát"), set(CHECKUP_WRITABLE), CheckupState.SENT),
    step("decide", _("Quyết định"), {CheckupState.SENT}, CheckupState.SEEN),
    # pressed by mistake, or put right: it waits again for the unit above
    step(
        "reopen", _("Lấy lại quyết định"), {CheckupState.SEEN}, CheckupState.SENT, needs_note=True
    ),
    step("return", _("Trả lại"), {CheckupState.SENT}, CheckupState.RETURNED, needs_note=True),
)
CHECKUP_TONES = {
    CheckupState.DRAFT: "idle",
    CheckupState.SENT: "open",
    CheckupState.SEEN: "ok",
    CheckupState.RETURNED: "due",
}


class AdoptionState(TextChoices):
    STARTED = "started", _("Đang làm theo")
    DONE = "done", _("Đã có kết quả")
    STOPPED = "stopped", _("Đã dừng")


# A place that follows a model, wherever such places are counted: one that stopped no longer does.
FOLLOWS = ~Q(state=AdoptionState.STOPPED)


ADOPTION_FLOW = Flow(
    "adoption",
    step("report", _("Ghi kết quả"), {AdoptionState.STARTED}, AdoptionState.DONE),
    step("stop", _("Dừng"), {AdoptionState.STARTED}, AdoptionState.STOPPED, needs_note=True),
)
