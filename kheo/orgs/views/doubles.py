"""People who may be written down twice, and the joining of two records."""

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kheo.kernel.access import require
from kheo.kernel.ui.page import page
from kheo.kernel.ui.paging import paged
from kheo.kernel.ui.written import number
from kheo.orgs import access, directory
from kheo.orgs.actions import merging as acts
from kheo.orgs.merging import MergeForm
from kheo.orgs.middleware import ActorRequest, signed_in
from kheo.orgs.models import Person
from kheo.orgs.views.asked import TEMPLATES, filled, person_asked, person_crumbs


@signed_in
@require_GET
def index(request: ActorRequest) -> HttpResponse:
    """Show who may be written down twice in the units one administers."""
    by = request.actor
    require(access.may_enter, by, None)
    rows = paged(request.GET, directory.pairs(by), "sort_key")
    context = {"page": rows, "pairs": directory.with_twins(by, rows.rows)}
    return page(request, f"{TEMPLATES}doubles.html", context, fragment="rows")


@signed_in
@require_http_methods(["GET", "POST"])
def merge(request: ActorRequest, pk: int, other: int) -> HttpResponse:
    """Let the record *other* pass to the record *pk*, once it is seen what that moves."""
    by, kept, gone = request.actor, person_asked(request, pk), person_asked(request, other)
    if gone.merged_into_id == kept.pk:  # a second press
        said = _("%(gone)s đã gộp vào %(kept)s từ trước; lần này không đổi gì.")
        messages.warning(request, said % {"gone": gone.code, "kept": kept.code})
        return redirect("orgs:person", pk=pk)
    form = MergeForm(kept, gone, request.POST or None)
    may = access.may_merge(by, (kept, gone))
    return filled(
        request,
        form,
        lambda _found: acts.merge(kept, gone, by=by, **form.found()),
        crumbs=person_crumbs(by, kept),
        heading=_("Gộp hai bản ghi"),
        lead=f"{gone.full_name} ({gone.code}) → {kept.full_name} ({kept.code})",
        note=_preview(request, kept, gone) if may else "",
        done=_("Đã gộp hai bản ghi."),
        yes=_("Gộp, không hoàn tác được"),
        danger=True,
        may=may,
    )


def _preview(request: ActorRequest, kept: Person, gone: Person) -> str:
    found = acts.passing(kept, gone, by=request.actor)
    if left := acts.obstacles(found, by=request.actor):
        return " ".join(left)
    counts = acts.counts(found, by=request.actor)
    words = _(
        "Chuyển sang %(kept)s: %(posts)s chức vụ, %(others)s bản ghi khác (đăng ký, ghi chép, hồ sơ,"
        " thông báo); %(stay)s bản ghi đã có ở cả hai nên để lại. Không gì bị xoá; mã %(gone)s được"
        " giữ ở bản ghi cũ, tình trạng “Đã nghỉ”. Việc gộp không hoàn tác được."
    )
    shown = {name: number(count) for name, count in counts.items()}
    told = words % {**shown, "kept": kept.code, "gone": gone.code}
    if directory.alike(kept, gone):
        return told
    warning = _("Hai bản ghi khác họ tên hoặc ngày sinh, cũng không chung điện thoại: xem kỹ đã.")
    return f"{warning} {told}"
