"""Sheets handed in on paper: whose to enter, the form, and the owner's word that it is not theirs."""

from secrets import token_hex

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kheo.kernel.access import require
from kheo.kernel.ui.page import page
from kheo.kernel.ui.paging import paged
from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration import access, actions, exports, paperforms
from kheo.movement.s3_registration.views.asked import TEMPLATES, round_of, told
from kheo.orgs.middleware import ActorRequest, signed_in
from kheo.orgs.models import Person


@signed_in
@require_GET
def choose(request: ActorRequest, round_id: int) -> HttpResponse:
    """List the people whose paper may still be entered."""
    by, round_ = request.actor, round_of(request, round_id)
    require(access.enters, by, None)
    words, people = paperforms.found(by, round_, request.GET)
    context = {"round": round_, "words": words, "page": paged(request.GET, people, "pk")}
    return page(request, f"{TEMPLATES}to_enter.html", context, fragment="rows")


@signed_in
@require_http_methods(["GET", "POST"])
def enter(request: ActorRequest, round_id: int, person: int) -> HttpResponse:
    by, round_ = request.actor, round_of(request, round_id)
    owner = paperforms.chosen(by, person)
    if owner is None:
        raise Http404
    require(access.may_enter, by, owner)
    if request.method == "GET" and (sheet := paperforms.sent_already(round_, owner)):
        said = _("%(name)s đã gửi bản đăng ký năm nay; bản ấy ở dưới.") % {"name": owner}
        messages.warning(request, said)
        return redirect("registration:find_printed", sheet.pk)
    entry = paperforms.Entry(by, round_, owner, request.POST or None, request.FILES or None)
    if request.method == "POST" and entry.is_valid() and _entered(request, round_, owner, entry):
        said = _("Đã nhập bản giấy của %(name)s và gửi; người ấy được báo.") % {"name": owner}
        messages.success(request, said)
        return redirect("registration:to_enter", round_id)
    context = {
        "round": round_, "person": owner, "entry": entry, "limit": entry.contract,
        "due": entry.contract.due, "key": request.POST.get("key") or token_hex(8),
        "number": entry.items[0].number,
    }  # fmt: skip
    return page(request, f"{TEMPLATES}enter.html", context, fragment="")


def _entered(request: ActorRequest, round_: Round, owner: Person, entry: paperforms.Entry) -> bool:
    """Enter what the page holds, or leave why not on it."""
    known, key = entry.paper.cleaned_data, request.POST.get("key", "")[:40]
    name, data = paperforms.scan_named(known["scan"])
    handed = actions.Handed(
        known["handed_on"], int(known["copy"]), name, data, known["late_reason"]
    )
    try:
        actions.enter(round_, owner, by=request.actor, items=entry.facts, paper=handed, key=key)
    except ValidationError as error:
        entry.refuse(error)
        return False
    return True


@signed_in
@require_POST
def disown(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    """Take the owner's word that what was entered on sheet *pk* is not what they wrote."""
    sheet = get_object_or_404(
        exports.sheets_seen(request.actor), pk=pk, round=round_id, entry__isnull=False
    )
    note = request.POST.get("note", "")
    done = _("Đã báo. Sửa các nội dung bị trả về cho đúng rồi gửi.")
    told(
        request, lambda: actions.disown(sheet.entry, by=request.actor, note=note), done,
        note.strip(),
    )  # fmt: skip
    return redirect("registration:mine", round_id)
