"""What was done to a unit, a person or a post, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from kheo.kernel.audit import trail

VERBS: dict[str, StrOrPromise] = {
    "unit.open": _("Mở đơn vị"),
    "unit.change": _("Sửa thông tin"),
    "unit.rename": _("Đổi tên"),
    "unit.close": _("Đóng đơn vị"),
    "unit.reopen": _("Mở lại đơn vị"),
    "unit.unname": _("Lấy lại tên cũ"),
    "unit.level": _("Ghi cấp của đơn vị"),
    "person.add": _("Thêm người"),
    "person.change": _("Sửa thông tin cá nhân"),
    "person.transfer": _("Chuyển đơn vị"),
    "person.take_back": _("Lấy lại việc chuyển"),
    "person.leave": _("Cho nghỉ"),
    "person.rejoin": _("Nhận lại"),
    "person.invite": _("Mời dùng tài khoản"),
    "person.letter": _("In thư mời"),
    "person.revoke": _("Thu hồi lời mời"),
    "person.sign_out": _("Đăng xuất mọi nơi"),
    "person.factors": _("Bỏ xác thực hai bước"),
    "person.unlock": _("Mở khoá đăng nhập"),
    "person.close_account": _("Khoá tài khoản"),
    "person.reopen_account": _("Mở lại tài khoản"),
    "person.merge": _("Gộp một bản ghi trùng vào đây"),
    "person.merged": _("Đã gộp vào bản ghi khác"),
    "post.give": _("Giao chức vụ"),
    "post.stand_in": _("Giao làm thay"),
    "post.delegate": _("Uỷ quyền"),
    "post.revoke": _("Thu hồi uỷ quyền"),
    "post.powers": _("Thay đổi quyền"),
    "post.end": _("Kết thúc chức vụ"),
    "post.drop": _("Bỏ chức vụ giao nhầm"),
    "post.last": _("Giữ chức vụ tiếp như trước"),
    "import.write": _("Nhập từ Excel"),
}
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Done:
    at: datetime
    what: str
    who: str
    note: str


def done_to(subject: Model) -> list[Done]:
    """Return the latest acts on *subject* that this area knows, newest first.

    What came in a sheet has no event of its own: that of the import stands for it.
    """
    events = list(trail.history_of(subject).filter(verb__in=VERBS)[:SHOWN])
    brought_by = getattr(subject, "brought_by", None)
    if brought_by and len(events) < SHOWN:
        events += trail.history_of(brought_by).filter(verb="import.write")
    return [
        Done(
            at=event.at,
            what=str(VERBS[event.verb]),
            who=f"{event.actor_name}, {event.capacity}".strip(", "),
            note=event.note,
        )
        for event in events
    ]
