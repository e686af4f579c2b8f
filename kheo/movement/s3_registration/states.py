"""The states of a registration, the steps between them, the views of the list, the deadline."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kheo.kernel import workdays
from kheo.kernel.workflow.flow import Flow, step


class State(TextChoices):
    DRAFT = "draft", _("Bản nháp")
    SUBMITTED = "submitted", _("Đã gửi")
    RETURNED = "returned", pgettext_lazy("state", "Trả lại")
    ACCEPTED = "accepted", _("Đã ghi nhận")
    MERGED = "merged", _("Đã gộp")
    CLOSED = "closed", _("Đã khép")


DISOWN_DAYS = 10  # working days in which one may say that what was entered is not what one wrote

# What is taken apart again goes back to where it stood: a step for each.
PARTED = {
    State.DRAFT: "part_draft",
    State.SUBMITTED: "part_submitted",
    State.RETURNED: "part_returned",
}
# What a transfer closed by mistake stands again as it stood: a step for each.
REOPENED = {
    State.SUBMITTED: "reopen_submitted",
    State.RETURNED: "reopen_returned",
    State.ACCEPTED: "reopen_accepted",
    State.DRAFT: "reopen_draft",
}
FLOW = Flow(
    "registration",
    step("submit", _("Gửi đăng ký"), {State.DRAFT, State.RETURNED}, State.SUBMITTED),
    step("return", _("Trả lại"), {State.SUBMITTED}, State.RETURNED, needs_note=True),
    step("accept", _("Ghi nhận"), {State.SUBMITTED}, State.ACCEPTED),
    step(
        "disown",
        _("Không đúng bản giấy"),
        {State.SUBMITTED, State.ACCEPTED},
        State.RETURNED,
        needs_note=True,
    ),
    # what somebody else entered and sent for a person, until anything follows from it
    step("withdraw", _("Rút lại"), {State.SUBMITTED}, State.DRAFT),
    step("merge", _("Gộp vào nội dung khác"), set(PARTED), State.MERGED, needs_note=True),
    *(step(name, _("Tách ra lại"), {State.MERGED}, state) for state, name in PARTED.items()),
    # By the rule of the year, as its owner goes to another unit: nobody presses it.
    step("close", _("Khép lại"), {*PARTED, State.ACCEPTED}, State.CLOSED, needs_note=True),
    *(step(name, _("Mở lại"), {State.CLOSED}, state) for state, name in REOPENED.items()),
)
# Counted nowhere any more; read still.
ENDED = (State.MERGED, State.CLOSED)
# On no list of what was registered: not sent, one with another, or closed as its owner went away.
APART = (State.DRAFT, *ENDED)

# The states in which the owner may still write, and from which a sheet is sent.
WRITABLE = (State.DRAFT, State.RETURNED)

# The states in which it counts as registered.
STANDING = (State.SUBMITTED, State.ACCEPTED)

# What stage 4 notes of work that goes on no more: it no longer counts towards what is owed.
STOPPED = "stopped"

# One colour and one icon for each state, wherever it is shown.
TONES = {
    State.DRAFT: ("idle", "edit"),
    State.SUBMITTED: ("open", "send"),
    State.RETURNED: ("due", "back"),
    State.ACCEPTED: ("ok", "ok"),
    State.MERGED: ("idle", "branch"),
    State.CLOSED: ("idle", "lock"),
}


class FormKind(TextChoices):
    """What a form is of: the two kinds of sheet, and the review of a running model."""

    ITEM = "item", _("Nội dung của cá nhân")
    MODEL = "model", _("Mô hình của đơn vị")
    CHECKUP = "checkup", _("Rà soát mô hình")


class ScanState(TextChoices):
    WAITING = "waiting", _("Chờ xếp tay")
    FILED = "filed", _("Đã xếp")
    DOUBLE = "double", _("Trùng trang đã xếp")
    ASIDE = "aside", _("Để riêng")


SCAN_FLOW = Flow(
    "scan_page",
    step("file", _("Xếp vào bản"), {ScanState.WAITING, ScanState.ASIDE}, ScanState.FILED),
    step("set_aside", _("Để riêng"), {ScanState.WAITING}, ScanState.ASIDE, needs_note=True),
    step("take_out", _("Gỡ ra"), {ScanState.FILED}, ScanState.WAITING, needs_note=True),
    step("double", _("Trùng"), {ScanState.WAITING, ScanState.ASIDE}, ScanState.DOUBLE),
)


class LoadState(TextChoices):
    CHECKED = "checked", _("Đã kiểm tra, chưa ghi")
    REFUSED = "refused", _("Không đọc được")
    DONE = "done", _("Đã ghi")
    DROPPED = "dropped", _("Đã bỏ")
    UNDONE = "undone", _("Đã hoàn tác")


LOAD_FLOW = Flow(
    "load",
    step("enter", _("Ghi vào sổ"), {LoadState.CHECKED}, LoadState.DONE),
    step("put_aside", _("Bỏ tệp này"), {LoadState.CHECKED}, LoadState.DROPPED),
    step("undo", _("Hoàn tác cả lần nhập"), {LoadState.DONE}, LoadState.UNDONE),
)
LOAD_TONES = {
    LoadState.CHECKED: ("due", "edit"),
    LoadState.REFUSED: ("late", "late"),
    LoadState.DONE: ("ok", "ok"),
    LoadState.DROPPED: ("idle", "lock"),
    LoadState.UNDONE: ("idle", "back"),
}


class PartnerState(TextChoices):
    INVITED = "invited", _("Đã mời")
    ASKED = "asked", _("Xin tham gia")
    JOINED = "joined", _("Cùng làm")
    DECLINED = "declined", _("Không nhận")
    LEFT = "left", _("Đã thôi")


# What a reorganisation ended goes back to where it stood: a step for each.
AGAIN = {
    PartnerState.INVITED: "again_invited",
    PartnerState.ASKED: "again_asked",
    PartnerState.JOINED: "again_joined",
}
_OVER = {PartnerState.DECLINED, PartnerState.LEFT}
PARTNER_FLOW = Flow(
    "partner",
    step("invite", _("Mời phối hợp"), set(_OVER), PartnerState.INVITED),
    step("ask", _("Xin tham gia"), set(_OVER), PartnerState.ASKED),
    step("accept", _("Nhận phối hợp"), {PartnerState.INVITED}, PartnerState.JOINED),
    step(
        "decline", _("Không nhận"), {PartnerState.INVITED}, PartnerState.DECLINED, needs_note=True
    ),
    step("admit", _("Đồng ý"), {PartnerState.ASKED}, PartnerState.JOINED),
    step("refuse", _("Không đồng ý"), {PartnerState.ASKED}, PartnerState.DECLINED, needs_note=True),
    step("leave", _("Thôi phối hợp"), {PartnerState.JOINED}, PartnerState.LEFT, needs_note=True),
    step(
        "release",
        _("Thôi mời"),
        {PartnerState.INVITED, PartnerState.JOINED},
        PartnerState.LEFT,
        needs_note=True,
    ),
    # As a reorganisation closes the unit, and as it is taken back: nobody presses these.
    step("end", _("Thôi vì sắp xếp tổ chức"), set(AGAIN), PartnerState.LEFT, needs_note=True),
    *(step(name, _("Phối hợp lại"), {PartnerState.LEFT}, state) for state, name in AGAIN.items()),
)
PARTNER_TONES = {
    PartnerState.INVITED: "due", PartnerState.ASKED: "due", PartnerState.JOINED: "ok",
    PartnerState.DECLINED: "idle", PartnerState.LEFT: "idle",
}  # fmt: skip

# A view of the list, and the condition that makes it; one index serves each.
TABS: dict[str, Q] = {
    "all": ~Q(state__in=APART),  # what the consolidated table and the report count
    "draft": Q(state=State.DRAFT),
    "submitted": Q(state=State.SUBMITTED),
    "returned": Q(state=State.RETURNED),
    "unfiled": Q(unfiled=True),
    "late": Q(late=True),
    "heads": ~Q(state__in=APART),  # requirement 001-10
}


@dataclass(frozen=True, slots=True)
class Due:
    """The day registrations are due, if any, seen from *today*."""

    day: date | None
    today: date

    @property
    def over(self) -> bool:
        return self.day is not None and self.today > self.day

    @property
    def left(self) -> int:
        """Return the working days left."""
        return workdays.between(self.today, self.day) if self.day else 0


class Field(TextChoices):
    """The four fields every province uses for models."""

    ECONOMY = "economy", _("Kinh tế")
    CULTURE = "culture", _("Văn hoá - xã hội")
    DEFENCE = "defence", _("Quốc phòng - an ninh")
    POLITICAL = "political", _("Xây dựng hệ thống chính trị")
