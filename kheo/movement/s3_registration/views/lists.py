"""The list of registrations, who is missing, the book of copies, and acts on many at once."""

from dataclasses import replace
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kheo.documents.books import access as books
from kheo.kernel.access import require
from kheo.kernel.ui.page import back_to, page
from kheo.kernel.ui.paging import paged
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import RoundState
from kheo.movement.s3_registration import (
    access,
    actions,
    behind,
    exports,
    forms,
    queries,
    renamed,
)
from kheo.movement.s3_registration.counts import members
from kheo.movement.s3_registration.counts.short import units_short
from kheo.movement.s3_registration.outcome import Act
from kheo.movement.s3_registration.sendforms import LetterForm
from kheo.movement.s3_registration.views.asked import TEMPLATES, marked, round_of, told
from kheo.orgs.middleware import ActorRequest, signed_in
from kheo.orgs.queries import name_at
from kheo.orgs.reorganisation import reading


@signed_in
@require_GET
def index(request: ActorRequest, round_id: int, tab: str = "") -> HttpResponse:
    by, round_ = request.actor, round_of(request, round_id)
    asked = forms.told(forms.wanted(by, request.GET, tab), by, round_, request.GET)
    path = asked.unit.path if asked.unit else by.reach
    counted = access.watches(by) and not access.in_cell(by)
    counts = queries.figures(round_, path, asked.subject, asked.told) if counted else {}
    total = None if asked.words else counts.get(f"{asked.subject}s_{asked.tab}")
    rows = exports.list_source(by, round_, asked)
    found = paged(request.GET, rows, "sort_key", total=total)
    told_rows = renamed.as_told(found.rows, asked.told, round_.year)
    base = reverse("registration:index", args=[round_id])
    context = {
        "round": round_,
        "due": queries.due(round_),
        "asked": asked,
        "office": name_at(path),
        "counts": counts,
        "tabs": forms.tabs(request.GET, asked, counts),
        "page": replace(found, rows=exports.shown(told_rows, by, base)),
        **forms.links(request.GET, asked),
        "ways": reading.switch(request.GET, asked.told) if asked.told else (),
        "can": access.acts(by),
        "offered": access.offered(by, found.rows),
    }
    return page(request, f"{TEMPLATES}index.html", context, fragment="rows")


@signed_in
@require_POST
def act(request: ActorRequest, round_id: int) -> HttpResponse:
    by, round_, what = request.actor, round_of(request, round_id), request.POST.get("act", "")
    rows = access.visible_to(by).filter(pk__in=forms.ticked(request.POST), round=round_)
    if what != "print":
        require(access.may_keep, by, None)
    elif ticks := forms.ticked(request.POST):
        asked = urlencode({"row": ticks}, doseq=True)
        return redirect(f"{reverse('registration:sheets_pdf', args=[round_id])}?{asked}")
    note = request.POST.get("note", "")

    def do() -> str:
        marked(request)
        if what == "file":
            kept = access.visible_copies(by).filter(number=2, sheet__in=rows.values("sheet"))
            return actions.receive(kept, by=by).said(Act.FILE)
        related = rows.select_related("unit", "person", "round")
        return actions.decide_many(related, what, by=by, note=note).said(Act(what))

    if what in ("accept", "return", "file", "print"):
        told(request, do, typed=note.strip())
    return redirect(back_to(request, reverse("registration:index", args=[round_id])))


@signed_in
@require_http_methods(["GET", "POST"])
def copies(request: ActorRequest, round_id: int) -> HttpResponse:
    """Show the book of copies kept by the actor's unit, and log what was received."""
    by, round_ = request.actor, round_of(request, round_id)
    require(access.may_keep, by, None)
    form = forms.ReceiptForm(request.POST or None)
    rows = access.visible_copies(by).filter(custodian=by.unit_id, sheet__round=round_)
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["on"]

        def receive() -> str:
            chosen = rows.filter(pk__in=marked(request))
            return actions.receive(chosen, by=by, on=on).said(Act.RECEIVE)

        told(request, receive)
        return redirect("registration:copies", round_id)
    received = request.GET.get("xem") == "da-nhan"
    shown = rows.filter(received_on__isnull=not received)
    shown = shown.prefetch_related("receipts", "sheet__supplements")
    context = {
        "round": round_, "form": form, "received": received, "due": queries.due(round_),
        "page": paged(request.GET, shown, "pk"),
    }  # fmt: skip
    return page(request, f"{TEMPLATES}copies.html", context, fragment="rows")


def _ways(round_id: int, which: str) -> list[dict[str, object]]:
    whole, stopped = (
        reverse(f"registration:{name}", args=[round_id]) for name in ("missing", "stopped")
    )
    ways = (
        (_("Đơn vị còn thiếu"), whole, ""),
        (_("Đã dừng, còn thiếu"), stopped, behind.STOPPED),
        (_("Mọi đơn vị"), f"{whole}?{behind.EVERY}=1", behind.EVERY),
    )
    return [{"text": text, "href": href, "current": key == which} for text, href, key in ways]


@signed_in
@require_GET
def missing(request: ActorRequest, round_id: int, which: str = "") -> HttpResponse:
    by, round_ = request.actor, round_of(request, round_id)
    which = behind.EVERY if behind.EVERY in request.GET else which
    if not access.watches(by):
        raise PermissionDenied(_("Chỉ người theo dõi đăng ký mới xem ai chưa đăng ký."))
    if access.in_cell(by):
        return _members(request, round_)
    chosen = request.GET.get("don-vi", "")
    running = round_.state == RoundState.OPEN
    units = behind.units_behind(by.reach, round_, which=behind.EVERY if chosen else which)
    unit = units.filter(pk=chosen).first() if chosen.isdecimal() else None
    context = {
        "round": round_, "due": queries.due(round_), "unit": unit,
        "ways": _ways(round_id, which),
        "page": None if unit else paged(request.GET, units, "path"),
        "people": behind.people_behind(unit, round_) if unit else [],
        "exempt": behind.people_exempt(unit, round_) if unit else [],
        "short": behind.people_short(unit, round_) if unit else [],
        "stopped": behind.people_stopped(unit, round_) if unit else [],
        "letter": LetterForm(),
        "may_remind": access.acts(by).watch and running, "may_number": books.keeps(by),
        "may_enter": running and access.enters(by),
        "may_load": running and access.may_load_at_all(by),
    }  # fmt: skip
    return page(request, f"{TEMPLATES}missing.html", context, fragment="rows")


def _members(request: ActorRequest, round_: Round) -> HttpResponse:
    """Show a Party cell which of its members are missing, in whatever office they work."""
    by = request.actor
    context = {
        "round": round_, "due": queries.due(round_), "may_enter": access.enters(by),
        "may_remind": round_.state == RoundState.OPEN,
        "people": members.silent_members(by, round_).select_related("unit").order_by("name_key", "pk"),
        "stopped": members.stopped_members(by, round_),
        "short": members.short_members(by, round_),
    }  # fmt: skip
    return page(request, f"{TEMPLATES}members.html", context, fragment="")


@signed_in
@require_GET
def short(request: ActorRequest, round_id: int) -> HttpResponse:
    """Show the units that have sent fewer models than each must."""
    by, round_ = request.actor, round_of(request, round_id)
    if not access.watches_models(by):
        raise PermissionDenied(_("Chỉ người theo dõi đăng ký mới xem đơn vị nào chưa đủ mô hình."))
    context = {
        "round": round_, "due": queries.due(round_), "page": paged(request.GET, units_short(by.reach, round_), "path"),
    }  # fmt: skip
    return page(request, f"{TEMPLATES}short.html", context, fragment="rows")
