"""What was done to a unit, a person or a post, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from kheo.kernel.audit import trail
from kheo.kernel.audit.models import Event
from kheo.kernel.ui.written import day
from kheo.orgs.models import Person, Unit

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
# Acts whose name alone leaves open from where to where; the first two have a day.
MOVES: dict[str, StrOrPromise] = {
    "person.transfer": _("Từ %(old)s đến %(new)s, từ ngày %(day)s."),
    "person.rejoin": _("Ở %(new)s, từ ngày %(day)s."),
    "person.take_back": _("Từ %(old)s về %(new)s."),
}
# Acts on one of two records: which change holds the code of the other.
OTHERS: dict[str, tuple[str, StrOrPromise]] = {
    "person.merge": ("gone", _("Bản ghi được gộp: %s.")),
    "person.merged": ("into", _("Bản ghi được giữ: %s.")),
}


@dataclass(frozen=True, slots=True)
class Done:
    at: datetime
    what: str
    who: str
    note: str
    about: str = ""
    url: str = ""  # of the other record it is about


def done_to(subject: Model) -> list[Done]:
    """Return the latest acts on *subject* that this area knows, newest first.

    What came in a sheet has no event of its own: that of the import stands for it.
    """
    events = list(trail.history_of(subject).filter(verb__in=VERBS)[:SHOWN])
    brought_by = getattr(subject, "brought_by", None)
    if brought_by and len(events) < SHOWN:
        events += trail.history_of(brought_by).filter(verb="import.write")
    told, urls = about(events), _others(events)
    return [
        Done(
            at=event.at,
            what=str(VERBS[event.verb]),
            who=f"{event.actor_name}, {event.capacity}".strip(", "),
            note=event.note,
            about=told.get(event.pk, ""),
            url=urls.get(_other(event), ""),
        )
        for event in events
    ]


def about(events: Sequence[Event]) -> dict[int, str]:
    """Return, for those of *events* that need it, from where to where or which other record."""
    paths = {path for one in events if one.verb in MOVES for path in one.changes.get("unit", ())}
    rows = Unit.objects.filter(path__in=paths).values_list("path", "name") if paths else ()
    names = dict(rows)
    return {one.pk: words for one in events if (words := _about(one, names))}


def _about(event: Event, names: Mapping[str, str]) -> str:
    if code := _other(event):
        return str(OTHERS[event.verb][1]) % code
    if event.verb not in MOVES:
        return ""
    old, new = event.changes.get("unit", (None, None))
    on = event.changes.get("on", (None, None))[1]
    gone = gettext("đơn vị không còn")
    found = {"old": names.get(old, gone), "new": names.get(new, gone)}
    return str(MOVES[event.verb]) % {**found, "day": day(date.fromisoformat(on)) if on else ""}


def _other(event: Event) -> str:
    """Return the code of the other record an act was about, if it was about one."""
    change = OTHERS[event.verb][0] if event.verb in OTHERS else ""
    return str(event.changes.get(change, (None, ""))[1])


def _others(events: Sequence[Event]) -> dict[str, str]:
    """Return where the other records are found, by their codes."""
    codes = {_other(one) for one in events} - {""}
    rows = Person.objects.filter(code__in=codes).values_list("code", "pk") if codes else ()
    return {code: reverse("orgs:person", args=[pk]) for code, pk in rows}
