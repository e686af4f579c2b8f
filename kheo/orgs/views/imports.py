"""Sheets brought by administrators: the list, one with what was found in it, and the files."""

from typing import Any

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.ui.page import page
from kheo.kernel.ui.paging import paged
from kheo.kernel.workflow.advance import StaleStateError
from kheo.orgs import access, exports
from kheo.orgs.actions import imports as sheets
from kheo.orgs.importing import asking, fields, shown
from kheo.orgs.middleware import ActorRequest, signed_in
from kheo.orgs.models import Import
from kheo.orgs.states import ImportKind
from kheo.orgs.views.asked import TEMPLATES

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _file(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003 Django's own
    return response


def _asked(request: ActorRequest, pk: int) -> Import:
    imports = access.visible_imports(request.actor).select_related("post__person")
    return get_object_or_404(imports, pk=pk)


@signed_in
@require_http_methods(["GET", "POST"])
def index(request: ActorRequest) -> HttpResponse:
    """Show what was brought so far, and take one more sheet."""
    by = request.actor
    require(access.may_import, by, None)
    form = asking.SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return redirect("orgs:import", sheets.bring(by=by, **form.brought()).pk)
    rows = access.visible_imports(by).select_related("post__person")
    context = {"form": form, "page": paged(request.GET, rows, "-id")}
    return page(request, f"{TEMPLATES}imports.html", context, fragment="")


@signed_in
@require_GET
def detail(request: ActorRequest, pk: int) -> HttpResponse:
    return _page(request, _asked(request, pk))


def _page(request: ActorRequest, one: Import, **more: Any) -> HttpResponse:
    by = request.actor
    context = {
        "import": one,
        "shown": shown.of(one),
        "columns": asking.ColumnsForm(one),
        "may": access.may_handle(by, one),
        "may_undo": access.may_undo(by, one),
        **more,
    }
    return page(request, f"{TEMPLATES}import.html", context, fragment="job")


@signed_in
@require_POST
def step(request: ActorRequest, pk: int, name: str) -> HttpResponse:
    """Confirm, drop or undo an import; what cannot be is said on its page."""
    one = _asked(request, pk)
    try:
        if name == "ghi":
            sheets.confirm(one, by=request.actor, double="double" in request.POST)
        elif name == "bo":
            sheets.drop(one, by=request.actor)
        else:
            sheets.undo(one, by=request.actor)
            messages.success(request, _("Đã nhận lệnh hoàn tác cả lần nhập."))
    except ValidationError as error:
        return _page(request, one, refused=error.messages)
    except StaleStateError:
        messages.error(request, _("Tệp này vừa được xử lý ở nơi khác. Xem lại bên dưới."))
    return redirect("orgs:import", pk)


@signed_in
@require_POST
def columns(request: ActorRequest, pk: int) -> HttpResponse:
    """Take which column is what, and check the sheet again."""
    one = _asked(request, pk)
    form = asking.ColumnsForm(one, request.POST)
    if not form.is_valid():
        return _page(request, one, columns=form)
    sheets.choose(one, by=request.actor, columns=form.chosen())
    return redirect("orgs:import", pk)


@signed_in
@require_GET
def template(request: ActorRequest, kind: str) -> HttpResponse:
    require(access.may_import, request.actor, None)
    return _file(exports.template(kind), f"mau-{fields.FILES[kind]}.xlsx")


@signed_in
@require_GET
def export(request: ActorRequest, kind: str) -> HttpResponse:
    """Give the units or the people in reach, in the columns that are imported."""
    by = request.actor
    require(access.may_list_people, by, None)
    if kind == ImportKind.UNITS:
        require(access.may_enter, by, None)
        return _file(exports.units(by), f"{fields.FILES[kind]}.xlsx")
    return _file(exports.people(by, on=clock.today()), f"{fields.FILES[kind]}.xlsx")
