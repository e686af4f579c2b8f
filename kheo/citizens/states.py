"""The kinds of what people say, how it was heard, and how it is followed until they are told."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kheo.kernel.workflow.flow import Flow, step


class Kind(TextChoices):
    GRIEVANCE = "grievance", _("Bức xúc")
    WISH = "wish", _("Nguyện vọng chính đáng")


# Offered only to be turned away: the law gives it a way of its own, and its sender protection.
DENUNCIATION = "denunciation"
NOT_HERE = _(
    "Tố cáo không ghi ở đây, và chưa ghi gì. Hướng dẫn người tố cáo gửi cơ quan có thẩm quyền theo "
    "Luật Tố cáo; nơi nhận giữ bí mật cho họ."
)


class Heard(TextChoices):
    """How a unit came to know of it."""

    DIALOGUE = "dialogue", _("Đối thoại")
    RECEPTION = "reception", _("Tiếp công dân")
    MEETING = "meeting", _("Họp thôn, bản, tổ dân phố")
    LETTER = "letter", _("Thư, đơn kiến nghị, phản ánh")
    PERSON = "person", _("Nghe trực tiếp tại cơ sở")
    PHONE = "phone", _("Điện thoại, thư điện tử")
    REVIEW = "review", _("Kiểm tra, rà soát")
    OTHER = "other", _("Cách khác")


class State(TextChoices):
    RECORDED = "recorded", _("Chờ giao")
    IN_HAND = "in_hand", _("Đang giải quyết")
    SOLVED = "solved", _("Đã giải quyết")
    ANSWERED = "answered", _("Đã trả lời dân")
    PASSED_ON = "passed_on", _("Đã chuyển cơ quan khác")
    DROPPED = "dropped", _("Đã bỏ")


TONES = {
    State.RECORDED: "due",
    State.IN_HAND: "open",
    State.SOLVED: "open",
    State.ANSWERED: "ok",
    State.PASSED_ON: "idle",
    State.DROPPED: "idle",
}
UNSOLVED = (State.RECORDED, State.IN_HAND)
OWED = (*UNSOLVED, State.SOLVED)  # people have still to hear of it
FLOW = Flow(
    "grievance",
    step("assign", _("Giao giải quyết"), set(UNSOLVED), State.IN_HAND),
    step("solve", _("Ghi kết quả"), {State.IN_HAND}, State.SOLVED),
    step("answer", _("Ghi đã trả lời dân"), {State.SOLVED}, State.ANSWERED),
    step("pass_on", _("Chuyển cơ quan khác"), set(UNSOLVED), State.PASSED_ON),
    step(
        "reopen",
        _("Giải quyết lại"),
        {State.SOLVED, State.ANSWERED},
        State.IN_HAND,
        needs_note=True,
    ),
    # sent back by the body it was passed on to, or passed on by mistake
    step(
        "take_back", _("Nhận lại để giải quyết"), {State.PASSED_ON}, State.RECORDED, needs_note=True
    ),
    step("drop", _("Bỏ, ghi nhầm"), set(UNSOLVED), State.DROPPED, needs_note=True),
)
ICONS = {
    "assign": "user", "solve": "ok", "answer": "send", "pass_on": "next", "reopen": "back",
    "take_back": "back", "drop": "close",
}  # fmt: skip
PEOPLE_MOST = 1_000_000
