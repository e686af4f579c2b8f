"""People: the list, one person, and what is done with them."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.ui.page import page
from kheo.kernel.ui.paging import address, paged
from kheo.orgs import access, actions, directory, forms, past, queries, tree
from kheo.orgs.middleware import ActorRequest, signed_in
from kheo.orgs.models import Person
from kheo.orgs.states import Power
from kheo.orgs.views.asked import (
    TEMPLATES,
    filled,
    person_asked,
    person_crumbs,
    unit_asked,
    unit_crumbs,
    words_asked,
)


@signed_in
@require_GET
def index(request: ActorRequest) -> HttpResponse:
    by = request.actor
    require(access.may_list_people, by, None)
    words, left = words_asked(request), request.GET.get("xem") == "da-nghi"
    rows = directory.people(by, words, left=left)
    total = queries.staff_under(by.reach) if not (words or left) else None
    here = {"sau": "", "truoc": "", "cuoi": ""}
    context = {
        "page": paged(request.GET, rows, "sort_key", total=total),
        "words": words,
        "left": left,
        "administers": access.administers(by),
        "ways": [
            (_("Đang làm việc"), address(request.GET, xem="", **here), not left),
            (_("Đã nghỉ"), address(request.GET, xem="da-nghi", **here), left),
        ],
    }
    return page(request, f"{TEMPLATES}people.html", context, fragment="rows")


@signed_in
@require_GET
def detail(request: ActorRequest, pk: int) -> HttpResponse:
    by, person = request.actor, person_asked(request, pk)
    administers = by.may(Power.ADMINISTER, person.unit.path)
    context = {
        "person": person,
        "crumbs": person_crumbs(by, person),
        "posts": access.shown_posts(by, queries.posts_ever(person)),
        "today": clock.today(),
        "administers": administers,
        "party": access.sees_party(by, person),
        "contact": access.sees_contact(by, person),
        "doubles": directory.doubles_seen(by, person) if administers else [],
        "merged": directory.merged_seen(by, person) if administers else [],
        "kept": directory.kept_seen(by, person),
        "events": past.done_to(person) if administers else [],
        "may": access.may_change_person(by, person),
        "may_move": access.may_move_person(by, person),
        "may_rejoin": access.may_rejoin(by, person),
        "may_cell": access.may_set_cell(by, person),
    }
    return page(request, f"{TEMPLATES}person.html", context, fragment="")


@signed_in
@require_http_methods(["GET", "POST"])
def add(request: ActorRequest, pk: int) -> HttpResponse:
    unit = unit_asked(request, pk)
    form = forms.AddForm(request.POST or None)
    return filled(
        request,
        form,
        lambda found: actions.add_person(
            unit, by=request.actor, who=form.who(), place=form.place(), double=found["double"]
        ),
        crumbs=unit_crumbs(request.actor, unit),
        done=_("Đã thêm người."),
        lead=unit.name,
        heading=_("Thêm người"),
        yes=_("Thêm người"),
        may=access.may_change_unit(request.actor, unit),
    )


@signed_in
@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, pk: int) -> HttpResponse:
    person = person_asked(request, pk)
    form = forms.IdentityForm(request.POST or None, initial=_identity(person))
    may = access.may_change_person(request.actor, person)
    if not may:
        form = forms.IdentityForm()  # who may not change, is not shown what is written
    return filled(
        request,
        form,
        lambda found: actions.change_person(
            person, by=request.actor, who=form.who(), double=found["double"]
        ),
        heading=_("Sửa thông tin cá nhân"),
        done=_("Đã lưu."),
        yes=_("Lưu"),
        may=may,
        **_of(request, person),
    )


@signed_in
@require_http_methods(["GET", "POST"])
def give(request: ActorRequest, pk: int) -> HttpResponse:
    person = person_asked(request, pk)
    form = forms.GiveForm(request.actor, request.POST or None)
    return filled(
        request,
        form,
        lambda found: actions.give_post(
            person, found["unit"], by=request.actor, place=form.place()
        ),
        heading=_("Giao chức vụ"),
        done=_("Đã giao chức vụ. Quyền của chức vụ giao ở trang chức vụ."),
        yes=_("Giao chức vụ"),
        may=access.may_move_person(request.actor, person),
        **_of(request, person),
    )


def _identity(person: Person) -> dict[str, Any]:
    return {n: getattr(person, n) for n in forms.IdentityForm.base_fields if n != "double"}


@signed_in
@require_http_methods(["GET", "POST"])
def rejoin(request: ActorRequest, pk: int) -> HttpResponse:
    person = person_asked(request, pk)
    home = {} if person.unit.closed_on else {"to": tree.written(person.unit)}
    return filled(
        request,
        forms.RejoinForm(request.actor, request.POST or None, initial=home),
        lambda found: actions.rejoin(person, by=request.actor, **found),
        heading=_("Nhận lại"),
        note=_(
            "Người này làm việc lại với một chức vụ từ ngày ấy; những gì đã ghi trước đó vẫn của họ. "
            "Tài khoản mở lại ở trang “Tài khoản”."
        ),
        done=_("Đã nhận lại."),
        yes=_("Nhận lại"),
        may=access.may_rejoin(request.actor, person),
        **_of(request, person),
    )


@signed_in
@require_http_methods(["GET", "POST"])
def leave(request: ActorRequest, pk: int) -> HttpResponse:
    person = person_asked(request, pk)
    return filled(
        request,
        forms.LeaveForm(request.POST or None),
        lambda found: actions.leave(person, by=request.actor, **found),
        heading=_("Cho nghỉ"),
        note=_(
            "Mọi chức vụ kết thúc, tài khoản không mở được gì nữa. Những gì đã làm được giữ nguyên."
        ),
        done=_("Đã ghi việc nghỉ."),
        yes=_("Ghi nghỉ"),
        danger=True,
        may=access.may_move_person(request.actor, person),
        **_of(request, person),
    )


@signed_in
@require_http_methods(["GET", "POST"])
def cell(request: ActorRequest, pk: int) -> HttpResponse:
    person = person_asked(request, pk)
    may = access.may_set_cell(request.actor, person)
    written = {"cell": person.cell.name if may and person.cell else ""}
    return filled(
        request,
        forms.CellForm(request.actor, request.POST or None, initial=written),
        lambda found: actions.set_cell(person, by=request.actor, cell=found["cell"]),
        heading=_("Chi bộ của đảng viên"),
        note=_(
            "Để trống nếu không phải đảng viên. Chỉ người ấy, chi bộ và đầu mối lưu hồ sơ xem được."
        ),
        done=_("Đã lưu."),
        yes=_("Lưu"),
        may=may,
        **_of(request, person),
    )


def _of(request: ActorRequest, person: Any) -> dict[str, Any]:
    """Return where a form about *person* stands, and whom it is about."""
    lead = f"{person.full_name}, {person.unit.name}"
    return {"crumbs": person_crumbs(request.actor, person), "lead": lead}
