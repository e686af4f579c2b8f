"""Many items at once over HTTP: a grid to type into, a sheet to fill in, what became of each."""

from secrets import token_hex
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kheo.kernel.access import require
from kheo.kernel.ui.page import page
from kheo.kernel.ui.paging import paged
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration import access, behind, queries
from kheo.movement.s3_registration import actions as s3
from kheo.movement.s3_registration.bulk import actions, forms, grid, sheets, shown, undoing, whom
from kheo.movement.s3_registration.models import Load
from kheo.movement.s3_registration.states import LoadState
from kheo.orgs.middleware import ActorRequest, signed_in
from kheo.orgs.models import Unit

TEMPLATES = "movement/registration/bulk/"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _round(request: ActorRequest, round_id: int) -> Round:
    for round_ in queries.round_seen(request.actor, round_id):
        require(access.may_load_at_all, request.actor, None)
        return round_
    raise Http404


def _unit(request: ActorRequest) -> Unit | None:
    """Return the unit asked for, or the whole reach when the address names none."""
    units = access.units_handled(request.actor)
    asked = request.GET.get("don-vi", "")
    if not asked:
        return None
    return get_object_or_404(units, pk=asked if asked.isdecimal() else 0)


def _whole(request: ActorRequest) -> Unit:
    return get_object_or_404(access.units_handled(request.actor), path=request.actor.reach)


@signed_in
@require_http_methods(["GET", "POST"])
def index(request: ActorRequest, round_id: int) -> HttpResponse:
    """Show where people are silent and what was entered so far; with a unit, its grid."""
    by, round_ = request.actor, _round(request, round_id)
    if unit := _unit(request):
        return _grid(request, round_, unit)
    units = behind.units_behind(by.reach, round_, which=behind.SILENT)
    form = forms.FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        name, data = form.brought()
        load = actions.bring(by=by, round_=round_, unit=_whole(request), name=name, data=data)
        return redirect("registration:load", round_id, load.pk)
    context = {
        "round": round_, "due": queries.due(round_), "form": form,
        "may": access.may_load(by, (round_, _whole(request))),
        "units": paged(request.GET, units, "path"),
        "loads": list(access.visible_loads(by, round_)[:20]),
    }  # fmt: skip
    return page(request, f"{TEMPLATES}index.html", context, fragment="")


def _grid(request: ActorRequest, round_: Round, unit: Unit) -> HttpResponse:
    people = whom.silent(unit.path, round_).filter(unit=unit)
    found = paged(request.GET, people, "sort_key", size=grid.PEOPLE)
    if before := _pressed_before(request, round_):
        return before
    sheet = grid.Grid(round_, unit, found.rows, request.POST)
    form, refused = forms.LateForm(request.POST or None), []
    if request.method == "POST" and form.is_valid() and not (refused := sheet.refused()):
        try:
            load = _entered(request, sheet, form.cleaned_data["reason"])
        except (ValidationError, StaleStateError) as error:
            if before := _pressed_before(request, round_):
                return before
            refused = getattr(error, "messages", [_written_before()])
        else:
            return redirect("registration:load", round_.pk, load.pk)
    sheet.draw()
    context = {
        "round": round_, "due": queries.due(round_), "unit": unit, "page": found, "grid": sheet,
        "form": form, "refused": refused, "key": request.POST.get("key") or token_hex(8),
        "may": access.may_load(request.actor, (round_, unit)),
    }  # fmt: skip
    return page(request, f"{TEMPLATES}grid.html", context, fragment="")


def _written_before() -> str:
    return _("Đã ghi rồi, không ghi thêm lần nữa.")


def _pressed_before(request: ActorRequest, round_: Round) -> HttpResponse | None:
    """Return the way to what this same grid wrote already, pressed again before it answered."""
    key = request.POST.get("key", "")
    load = access.visible_loads(request.actor, round_).filter(key=key).first() if key else None
    if load is None:
        return None
    messages.info(request, _written_before())
    return redirect("registration:load", round_.pk, load.pk)


def _entered(request: ActorRequest, sheet: grid.Grid, reason: str) -> Load:
    by, found, send = request.actor, sheet.found, "send" in request.POST
    load = actions.enter(
        found, by=by, round_=sheet.round, unit=sheet.unit, send=send, late_reason=reason,
        key=request.POST.get("key", ""),
    )  # fmt: skip
    messages.success(request, _("Đã ghi %(n)s nội dung.") % {"n": len(found.lines)})
    return load


@signed_in
@require_GET
def template(request: ActorRequest, round_id: int) -> HttpResponse:
    """Give the sheet to fill in: of one unit and below, or of all one handles."""
    by, round_ = request.actor, _round(request, round_id)
    unit = _unit(request) or _whole(request)
    response = HttpResponse(sheets.template(by, round_, unit.path), content_type=XLSX)
    name = f"mau-nhap-noi-dung-{round_.year}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003 Django's own
    return response


@signed_in
@require_GET
def load(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    return _load(request, _load_of(request, round_id, pk))


def _load_of(request: ActorRequest, round_id: int, pk: int) -> Load:
    round_ = _round(request, round_id)
    return get_object_or_404(access.visible_loads(request.actor, round_), pk=pk)


def _load(request: ActorRequest, one: Load, **more: Any) -> HttpResponse:
    done = one.state == LoadState.DONE
    context = {
        "load": one, "round": one.round, "shown": shown.of(one),
        "may": access.may_handle_load(request.actor, one), "form": forms.LateForm(),
        "entered": undoing.entered(one) if done else [],
        "hanging": undoing.hanging(one) if done else "",
        **more,
    }  # fmt: skip
    return page(request, f"{TEMPLATES}load.html", context, fragment="")


@signed_in
@require_POST
def step(request: ActorRequest, round_id: int, pk: int, name: str) -> HttpResponse:
    """Write a checked sheet as drafts or sent, put it aside, or undo what was written."""
    by, one, form = request.actor, _load_of(request, round_id, pk), forms.LateForm(request.POST)
    try:
        if name == "bo":
            actions.put_aside(one, by=by)
        elif name == "hoan-tac":
            actions.undo(one, by=by)
            messages.success(request, _("Đã hoàn tác cả lần nhập."))
        elif name in {"ghi", "gui"} and form.is_valid():
            reason, double = form.cleaned_data["reason"], "double" in request.POST
            sending = name == "gui"
            actions.confirm(one, by=by, send=sending, double=double, late_reason=reason)
    except ValidationError as error:
        one.refresh_from_db()
        return _load(request, one, refused=error.messages, form=form)
    except StaleStateError:
        one.refresh_from_db(fields=["state"])
        elsewhere = _("Lần nhập này vừa được xử lý ở nơi khác. Xem lại bên dưới.")
        messages.info(request, _written_before() if one.state == LoadState.DONE else elsewhere)
    return redirect("registration:load", round_id, pk)


@signed_in
@require_POST
def withdraw(request: ActorRequest, round_id: int) -> HttpResponse:
    """Take back, for oneself, what somebody else entered and sent."""
    by, sheets_ = (
        request.actor,
        access.visible_sheets(request.actor).filter(round=round_id, closed_at=None),
    )
    sheet = get_object_or_404(sheets_, person=by.me)
    try:
        s3.withdraw(sheet, by=by)
        messages.success(request, _("Đã rút lại. Sửa rồi gửi, hoặc bỏ."))
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    except StaleStateError:
        messages.warning(request, _("Bản này đã được rút lại hoặc chưa gửi."))
    return redirect("registration:mine", round_id)
