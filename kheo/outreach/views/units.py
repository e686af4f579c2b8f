"""Who has held how many sessions over HTTP, the sheet of them, the formats a movement keeps."""

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kheo.kernel.access import require
from kheo.kernel.ui.page import page
from kheo.kernel.ui.paging import paged
from kheo.movement.s1_directive import access as s1
from kheo.movement.s1_directive.listing import ListedForm, added, changed, listed
from kheo.movement.s1_directive.models import Round
from kheo.movement.s4_progress.states import Media
from kheo.orgs.middleware import ActorRequest, signed_in
from kheo.orgs.queries import reached
from kheo.outreach import access, actions, exports, queries
from kheo.outreach.models import Format


def _round(request: ActorRequest, round_id: int) -> Round:
    return get_object_or_404(s1.visible_rounds(request.actor), pk=round_id)


@signed_in
@require_GET
def index(request: ActorRequest, round_id: int) -> HttpResponse:
    """Show what each unit in reach has held, or only those that have held none."""
    by, round_ = request.actor, _round(request, round_id)
    none, words = "chua" in request.GET, request.GET.get("q", "")
    context = {
        "round": round_,
        "here": _("Theo đơn vị"),
        "page": paged(request.GET, queries.units(by, round_, none=none, words=words), "path"),
        "held_by": queries.counted_units(by, round_),
        "none": none,
        "words": words,
    }
    return page(request, "outreach/units.html", context, fragment="rows")


@signed_in
@require_GET
def export(request: ActorRequest, round_id: int) -> HttpResponse:
    """Send the sessions asked for as a sheet."""
    by, round_ = request.actor, _round(request, round_id)
    unit = reached(by, request.GET.get("don-vi", ""))
    wanted = queries.Wanted(
        words=request.GET.get("q", ""),
        path=unit.path if unit else "",
        format=request.GET.get("hinh-thuc", ""),
        withdrawn="da-rut" in request.GET,
    )
    rows = queries.listed(by, round_, wanted)
    response = HttpResponse(
        exports.xlsx(round_, rows, queries.totals(rows)), content_type=Media.XLSX
    )
    name = f"hoc-tap-{round_.year}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003 Django's own
    return response


@signed_in
@require_http_methods(["GET", "POST"])
def formats(request: ActorRequest, round_id: int) -> HttpResponse:
    """Show the formats of study of a movement; take a new one, or the usual ones."""
    by, round_ = request.actor, _round(request, round_id)
    movement, form = round_.movement, ListedForm(request.POST or None)
    if request.method == "POST":
        require(s1.may_keep_lists, by, movement)
        if "usual" in request.POST:
            actions.ship_formats(movement, by=by)
            return redirect("outreach:formats", round_id)
        if added(Format, movement, form, by=by):
            messages.success(request, _("Đã thêm vào danh mục."))
            return redirect("outreach:formats", round_id)
    context = {
        "round": round_,
        "here": _("Hình thức"),
        "rows": listed(Format, movement, "sessions"),
        "form": form,
        "verdict": s1.may_keep_lists(by, movement),
    }
    return page(request, "outreach/formats.html", context, fragment="")


@signed_in
@require_POST
def change_format(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    """Reword a format, put it higher, end it, take it up again or out of the list."""
    by, round_ = request.actor, _round(request, round_id)
    row = get_object_or_404(access.visible_formats(by, round_), pk=pk)
    if why := changed(row, request.POST.dict(), by=by):
        messages.warning(request, why)
    else:
        messages.success(request, _("Đã sửa danh mục."))
    return redirect("outreach:formats", round_id)
