"""Papers over HTTP: the register, the upload, the file as it came."""

from typing import Any

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kheo.kernel import files
from kheo.kernel.access import require
from kheo.kernel.ui.page import page
from kheo.kernel.ui.paging import address, paged
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.s1_directive import access, actions, queries
from kheo.movement.s1_directive.intake import RemoveForm, UploadForm
from kheo.movement.s1_directive.states import UNREADY, DirectiveState
from kheo.orgs.middleware import ActorRequest, signed_in
from kheo.orgs.states import Power


@signed_in
@require_GET
def index(request: ActorRequest) -> HttpResponse:
    by, state, text = request.actor, request.GET.get("state", ""), request.GET.get("q", "")
    counts = queries.counts(by)
    kept = sum(counts.values()) - counts[DirectiveState.REMOVED]
    here = {"sau": "", "truoc": "", "cuoi": ""}
    views = [
        (label, address(request.GET, state=value, **here), counts[value], state == value)
        for value, label in DirectiveState.choices
        if counts[value] or value not in UNREADY or state == value
    ]
    everything = address(request.GET, state="", **here)
    context = {
        "page": paged(request.GET, queries.register(by, state=state, text=text), "-id"),
        "views": [(_("Tất cả"), everything, kept, not state), *views],
        "state": state,
        "text": text,
        "may_read": by.has(Power.LAUNCH),
        "may_book": by.has(Power.FILE),
    }
    return page(request, "movement/directive/index.html", context, fragment="rows")


@signed_in
@require_http_methods(["GET", "POST"])
def upload(request: ActorRequest) -> HttpResponse:
    by = request.actor
    unit = get_object_or_404(queries.units_of(by))
    require(access.may_read, by, unit)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        sent, again = form.cleaned_data["file"], "again" in request.POST
        try:
            directive = actions.read(sent.read(), sent.name, by=by, unit=unit, again=again)
        except ValidationError as error:
            form.add_error("file", error)
        except actions.AlreadyReadError as error:
            known, same_file = error.directive, error.bytes_too
            if same_file and known.unit_id == unit.pk:
                messages.warning(request, _("Tệp này đã nạp trước đây. Đây là bản đã nạp."))
                return redirect("directive:confirm", pk=known.pk)
            context |= {"known": known, "same_file": same_file, "ours": known.unit == unit}
        else:
            return redirect("directive:confirm", pk=directive.pk)
    return page(request, "movement/directive/upload.html", context, fragment="")


@signed_in
@require_http_methods(["GET", "POST"])
def remove(request: ActorRequest, pk: int) -> HttpResponse:
    """Ask why a paper is taken off the list, and take it off."""
    directive = get_object_or_404(access.visible_to(request.actor), pk=pk)
    form = RemoveForm(request.POST or None)
    if form.is_valid():
        try:
            actions.remove(directive, by=request.actor, note=form.cleaned_data["note"])
        except StaleStateError:
            words = _("Văn bản này đã phát động hoặc đã bỏ trước đó; không bỏ được nữa.")
            messages.warning(request, words)
        else:
            messages.success(request, _("Đã bỏ văn bản khỏi danh sách; tệp và lý do vẫn được giữ."))
        return redirect("directive:index")
    context = {"form": form, "directive": directive}
    return page(request, "movement/directive/remove.html", context, fragment="")


@signed_in
@require_GET
def file(request: ActorRequest, pk: int) -> HttpResponse:
    document = get_object_or_404(access.listed_to(request.actor), pk=pk).document
    # Never shown inside the site, whatever the bytes are.
    response = HttpResponse(files.fetch(document.file), content_type="application/octet-stream")
    disposition = content_disposition_header(as_attachment=True, filename=document.file_name)
    response["Content-Disposition"] = disposition or "attachment"
    return response
