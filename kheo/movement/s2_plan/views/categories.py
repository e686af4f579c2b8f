"""Tasks by category over HTTP, and the list of categories a movement keeps."""

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kheo.kernel.access import require
from kheo.kernel.ui.page import page
from kheo.kernel.ui.paging import address, paged
from kheo.movement.s1_directive import access as s1
from kheo.movement.s1_directive.listing import ListedForm, added, changed, listed
from kheo.movement.s1_directive.models import Round
from kheo.movement.s2_plan import access, actions, categories
from kheo.movement.s2_plan.models import Category
from kheo.orgs.middleware import ActorRequest, signed_in


def _round(request: ActorRequest, round_id: int) -> Round:
    return get_object_or_404(s1.visible_rounds(request.actor), pk=round_id)


@signed_in
@require_GET
def tasks(request: ActorRequest, round_id: int) -> HttpResponse:
    """Show the tasks of the sent plans, all of them or those of one category."""
    by, round_ = request.actor, _round(request, round_id)
    counted = categories.by_category(by, round_)
    totals = {key: n for key, _label, n in counted}
    asked = request.GET.get("nhom", "")
    asked = asked if asked in totals else ""
    first = {"sau": "", "truoc": "", "cuoi": ""}
    rows = categories.planned(by, round_, asked)
    context = {
        "round": round_,
        "page": paged(request.GET, rows, "id", total=totals[asked]),
        "views": [
            (label, address(request.GET, nhom=key, **first), n, key == asked)
            for key, label, n in counted
        ],
        "total": totals[""],
    }
    return page(request, "movement/plan/tasks.html", context, fragment="rows")


@signed_in
@require_http_methods(["GET", "POST"])
def index(request: ActorRequest, round_id: int) -> HttpResponse:
    """Show the categories of a movement; take a new one, or the usual ones."""
    by, round_ = request.actor, _round(request, round_id)
    movement, form = round_.movement, ListedForm(request.POST or None)
    if request.method == "POST":
        require(s1.may_keep_lists, by, movement)
        if "usual" in request.POST:
            actions.ship_categories(movement, by=by)
            return redirect("plan:categories", round_id)
        if added(Category, movement, form, by=by):
            messages.success(request, _("Đã thêm vào danh mục."))
            return redirect("plan:categories", round_id)
    context = {
        "round": round_,
        "rows": listed(Category, movement, "tasks"),
        "form": form,
        "verdict": s1.may_keep_lists(by, movement),
    }
    return page(request, "movement/plan/categories.html", context, fragment="")


@signed_in
@require_POST
def change(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    """Reword a category, put it higher, end it, take it up again or out of the list."""
    by, round_ = request.actor, _round(request, round_id)
    row = get_object_or_404(access.visible_categories(by, round_), pk=pk)
    if why := changed(row, request.POST.dict(), by=by):
        messages.warning(request, why)
    else:
        messages.success(request, _("Đã sửa danh mục."))
    return redirect("plan:categories", round_id)
