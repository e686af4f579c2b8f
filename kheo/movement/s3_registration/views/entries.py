"""Sheets handed in on paper: whose to enter, the form, and the owner's word that it is not theirs."""

from secrets import token_hex
from typing import Any

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
from kheo.movement.s3_registration import access, actions, paperforms
from kheo.movement.s3_registration.models import Sheet
from kheo.movement.s3_registration.printed import paired
from kheo.movement.s3_registration.views.asked import TEMPLATES, round_of, told
from kheo.orgs.middleware import ActorRequest, signed_in
from kheo.orgs.models import Person, Unit


@signed_in
@require_GET
def choose(request: ActorRequest, round_id: int, kind: str) -> HttpResponse:
    """List the people, or the units, whose paper may still be entered."""
    by, round_ = request.actor, round_of(request, round_id)
    require(access.enters, by, None)
    found = paperforms.units_found if kind == paperforms.UNIT else paperforms.found
    words, rows = found(by, round_, request.GET)
    context = {
        "round": round_, "words": words, "page": paged(request.GET, rows, "pk"),
        "units": kind == paperforms.UNIT, "may_units": not access.in_cell(by),
    }  # fmt: skip
    return page(request, f"{TEMPLATES}to_enter.html", context, fragment="rows")


@signed_in
@require_http_methods(["GET", "POST"])
def enter(request: ActorRequest, round_id: int, pk: int, kind: str) -> HttpResponse:
    by, round_ = request.actor, round_of(request, round_id)
    owner = paperforms.chosen(by, pk, kind)
    if owner is None:
        raise Http404
    _require(request, owner)
    if request.method == "GET" and (sheet := paperforms.sent_already(round_, owner)):
        said = _("%(name)s đã gửi bản đăng ký năm nay; bản ấy ở dưới.") % {"name": owner}
        messages.warning(request, said)
        return redirect("registration:find_printed", sheet.pk)
    entry = paperforms.Entry(by, round_, owner, request.POST or None, request.FILES or None)
    sent = request.method == "POST" and entry.is_valid()
    if sent and (sheet := _entered(request, round_, owner, entry)):
        said = _("Đã nhập bản giấy của %(name)s và gửi; nơi đăng ký được báo.")
        messages.success(request, said % {"name": owner})
        return redirect("registration:find_printed", sheet.pk)
    return page(request, f"{TEMPLATES}enter.html", _context(request, round_, entry), fragment="")


def _require(request: ActorRequest, owner: Person | Unit) -> None:
    if isinstance(owner, Person):
        require(access.may_enter, request.actor, owner)
    else:
        require(access.may_enter_models, request.actor, owner)


def _context(request: ActorRequest, round_: Round, entry: paperforms.Entry) -> dict[str, Any]:
    return {
        "round": round_, "person": entry.person, "unit": entry.unit, "entry": entry,
        "limit": entry.contract, "due": entry.contract.due, "number": entry.items[0].number,
        "key": request.POST.get("key") or token_hex(8),
    }  # fmt: skip


def _entered(
    request: ActorRequest, round_: Round, owner: Person | Unit, entry: paperforms.Entry
) -> Sheet | None:
    """Enter what the page holds, or leave why not on it."""
    known, key = entry.paper.cleaned_data, request.POST.get("key", "")[:40]
    name, data = paperforms.scan_named(known["scan"])
    handed = actions.Handed(
        known["handed_on"], int(known["copy"]), name, data, known["late_reason"]
    )
    try:
        return actions.enter(
            round_, owner, by=request.actor, items=entry.facts, paper=handed, key=key
        )
    except ValidationError as error:
        entry.refuse(error)
        return None


@signed_in
@require_POST
def disown(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    """Take the owner's word that what was entered on sheet *pk* is not what they wrote."""
    sheet = get_object_or_404(
        paired.sheets_seen(request.actor), pk=pk, round=round_id, entry__isnull=False
    )
    note = request.POST.get("note", "")
    done = _("Đã báo. Sửa các nội dung bị trả về cho đúng rồi gửi.")
    told(
        request, lambda: actions.disown(sheet.entry, by=request.actor, note=note), done,
        note.strip(),
    )  # fmt: skip
    return redirect("registration:mine" if sheet.person_id else "registration:unit", round_id)
