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

# What a new movement begins with, in the order papers of this work have it; each office edits its own.
CATEGORIES = (
    "Học tập, quán triệt, tuyên truyền",
    "Thực hiện dân chủ ở cơ sở",
    "Cải cách hành chính",
    "Đạo đức công vụ, văn hoá công sở",
    "Tiếp công dân, đối thoại, giải quyết đơn thư",
    "Phối hợp giám sát, góp ý",
    "Xây dựng, nhân rộng mô hình",
    "Kiểm tra, sơ kết, biểu dương",
)
