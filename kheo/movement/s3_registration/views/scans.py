"""Scanned sheets over HTTP: files sent, pages split, what waits to be filed by hand."""

from datetime import date
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kheo.documents.paper.scanned import turned
from kheo.kernel import clock, files
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.ui.page import page
from kheo.kernel.ui.paging import paged
from kheo.movement.s3_registration import access, actions
from kheo.movement.s3_registration.forms import ReceiptForm
from kheo.movement.s3_registration.models import Copy, ScanPage
from kheo.movement.s3_registration.outcome import Act
from kheo.movement.s3_registration.printed import paired
from kheo.movement.s3_registration.scans import scanning
from kheo.movement.s3_registration.scans.forms import ScansForm
from kheo.movement.s3_registration.states import ScanState
from kheo.movement.s3_registration.views.asked import TEMPLATES, marked, told
from kheo.orgs.middleware import ActorRequest, signed_in

SHOWN = 12  # pictures of waiting pages at once, for a weak line


@signed_in
@require_http_methods(["GET", "POST"])
def index(request: ActorRequest) -> HttpResponse:
    by = request.actor
    require(access.may_scan, by, None)
    posted = request.method == "POST"
    form = ScansForm(request.POST, request.FILES) if posted else ScansForm()
    if form.is_valid():
        uploads = [(one.name, one.read()) for one in form.cleaned_data["scans"]]

        def send() -> str:
            sent, before = actions.send_scans(uploads, by=by)
            words = _("Đã nhận %(n)s tệp, máy đang tách trang; %(before)s tệp đã gửi từ trước.")
            return words % {"n": len(sent) - before, "before": before}

        told(request, send)
        return redirect("registration:scans")
    found = paged(request.GET, scanning.visible_scans(by), "-pk")
    return page(request, f"{TEMPLATES}scans.html", {"form": form, "page": found}, fragment="rows")


def _beside(one: ScanPage, by: Actor) -> tuple[ScanPage, Copy | None, str, list[Copy]]:
    near = scanning.neighbour(one)
    return one, near, scanning.code_of(near) if near else "", scanning.bearing(one, by)


@signed_in
@require_GET
def detail(request: ActorRequest, pk: int) -> HttpResponse:
    by = request.actor
    scan = get_object_or_404(scanning.visible_scans(by), pk=pk)
    rows = scanning.visible_pages(by).filter(scan=scan).order_by("place", "part")
    waiting = list(rows.filter(state=ScanState.WAITING)[:SHOWN])
    context = {
        "scan": scan,
        "waiting": [_beside(one, by) for one in waiting],
        "unlogged": scanning.unlogged(scan, by), "receipt": ReceiptForm(initial={"on": clock.today()}),
        "today": clock.today(),
        "typed_at": request.GET.get("o", ""), "typed": request.GET.get("ma", ""),
        "page": paged(request.GET, rows.exclude(state=ScanState.WAITING).order_by("pk"), "pk"),
    }  # fmt: skip
    return page(request, f"{TEMPLATES}scan.html", context, fragment="rows")


@signed_in
@require_POST
def act(request: ActorRequest, pk: int) -> HttpResponse:
    """File a page by hand, set it aside, or take it out of the copy it lies with."""
    by = request.actor
    one = get_object_or_404(scanning.visible_pages(by), pk=pk)
    note = request.POST.get("note", "")

    def do() -> object:
        match request.POST.get("act"):
            case "aside":
                return actions.set_aside(one, by=by, note=note)
            case "out":
                return actions.take_out(one, by=by, note=note)
            case "left" | "right" as way:
                return actions.turn(one, by=by, degrees=90 if way == "right" else 270)
            case "each":
                return actions.file_each(one, by=by, received=_received(request))
        return _file(request, one)

    told(request, do, _("Đã ghi."))
    back = reverse("registration:scan", args=[one.scan_id])
    code = request.POST.get("code", "")  # kept where it was refused
    return redirect(f"{back}?{urlencode({'o': one.pk, 'ma': code})}" if code else back)


def _file(request: ActorRequest, one: ScanPage) -> ScanPage:
    code, number = request.POST.get("code", ""), request.POST.get("copy", "")
    copy = scanning.typed(code, 2 if number == "2" else 1, request.actor)
    if copy is None:
        words = _("Không thấy bản đăng ký mã “%(code)s”. Ghi mã in cuối bản, như DK-2026-000012.")
        raise ValidationError(words % {"code": code})
    return actions.file_page(one, copy, by=request.actor, received=_received(request))


def _received(request: ActorRequest) -> date | None:
    """Return the day the receipt of a second copy is to be logged with, if it is to be."""
    if "receive" not in request.POST:
        return None
    form = ReceiptForm(request.POST)
    if not form.is_valid():
        raise ValidationError(list(form.errors["on"]))
    return form.cleaned_data["on"] or clock.today()


@signed_in
@require_POST
def receive(request: ActorRequest, pk: int) -> HttpResponse:
    """Log the receipt of second copies that were filed from one scan."""
    by = request.actor
    scan = get_object_or_404(scanning.visible_scans(by), pk=pk)
    form = ReceiptForm(request.POST)

    def do() -> str:
        chosen = set(marked(request))
        if not form.is_valid():
            raise ValidationError(list(form.errors["on"]))
        copies = [copy for copy in scanning.unlogged(scan, by) if copy.pk in chosen]
        outcome = actions.receive(copies, by=by, on=form.cleaned_data["on"])
        return outcome.said(Act.RECEIVE)

    told(request, do)
    return redirect("registration:scan", pk)


@signed_in
@require_GET
def image(request: ActorRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(scanning.visible_pages(request.actor), pk=pk)
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=3600"}
    shown = turned(files.fetch(one.file), one.turned)
    return HttpResponse(shown, content_type="image/jpeg", headers=headers)


@signed_in
@require_GET
def copy_scans(request: ActorRequest, pk: int, number: int) -> HttpResponse:
    """Show the scanned pages that lie with a copy of a sheet."""
    sheet = get_object_or_404(paired.sheets_seen(request.actor), pk=pk)
    rows = scanning.visible_pages(request.actor).filter(
        copy__sheet=sheet, copy__number=number, state=ScanState.FILED
    )
    context = {
        "sheet": sheet, "number": number, "pages": list(rows.order_by("scan_id", "place")),
        "may": bool(access.may_scan(request.actor)),
    }  # fmt: skip
    return page(request, f"{TEMPLATES}copy_scans.html", context, fragment="")
