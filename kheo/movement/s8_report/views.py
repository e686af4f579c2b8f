"""Reports over HTTP: read the request, ask, act, answer."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kheo.documents.paper import word
from kheo.kernel.access import require
from kheo.kernel.ui import charts
from kheo.kernel.ui.page import page
from kheo.kernel.ui.paging import paged
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.s1_directive import access as s1_access
from kheo.movement.s1_directive.models import Round
from kheo.movement.s8_report import access, actions, duties, exports, listing, queries, retold
from kheo.movement.s8_report.forms import RecallForm, ReportForm, ReturnForm
from kheo.movement.s8_report.models import Report
from kheo.movement.s8_report.states import Part
from kheo.orgs.middleware import ActorRequest, signed_in
from kheo.orgs.models import Unit
from kheo.orgs.queries import head_of
from kheo.orgs.reorganisation import reading
from kheo.orgs.reorganisation.states import Told

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STALE = "Báo cáo này vừa được người khác gửi, trả lại hoặc công bố. Xem lại bên dưới."


def _round(request: ActorRequest, round_id: int) -> Round:
    rounds = queries.with_due(s1_access.visible_rounds(request.actor))
    return get_object_or_404(rounds, pk=round_id)


def _unit(request: ActorRequest, round_: Round, unit_id: int) -> Unit:
    return get_object_or_404(access.visible_units(request.actor, round_), pk=unit_id)


def _report(request: ActorRequest, round_: Round, unit: Unit) -> Report | None:
    found = access.visible_to(request.actor).filter(round=round_, unit=unit).first()
    if found is not None:
        found.round, found.unit = round_, unit
    return found


def _blank(round_: Round, unit: Unit) -> Report:
    return Report(round=round_, unit=unit, path=unit.path)


@signed_in
@require_GET
def index(request: ActorRequest, round_id: int) -> HttpResponse:
    round_ = _round(request, round_id)
    seat = access.reporting_unit(request.actor, round_)
    if seat is None:
        return page(request, "movement/report/none.html", {"round": round_}, fragment="rows")
    asked = listing.listing(request.actor, round_, seat, request.GET)
    stands, wanted = asked.standings(), request.GET.get("state", "")
    rows = duties.standing(asked.units, wanted)
    shown = paged(request.GET, rows, "path", total=stands.get(wanted))
    listing.put_in(shown.rows, asked, round_)
    context: dict[str, object] = {
        "round": round_,
        "unit": asked.unit,
        "chosen": asked.chosen,
        "off_url": listing.without_unit(request.GET),
        "standings": stands,
        "total": stands[""],
        "overdue": queries.overdue(round_),
        "page": shown,
        "shares": exports.beside(shown.rows, asked, round_),
        "views": exports.tabs(request.GET, stands, wanted),
    }
    context |= _ways(request, round_, asked.unit, asked.told) | _drawn(round_, asked)
    return page(request, "movement/report/index.html", context, fragment="rows")


def _drawn(round_: Round, asked: listing.Listing) -> dict[str, object]:
    found = retold.figures(round_, asked.unit.path, asked.told, brief=True)
    return {
        "funnel": charts.funnel(exports.funnel(found)),
        "bars": charts.bars(exports.by_field(found)),
    }


def _ways(request: ActorRequest, round_: Round, unit: Unit, told: str) -> dict[str, object]:
    ways = reading.switch(request.GET, told) if told else ()
    return {"told": told, "ways": ways, "shared": retold.notes(round_, unit, told)}


@signed_in
@require_GET
def mine(request: ActorRequest, round_id: int) -> HttpResponse:
    round_ = _round(request, round_id)
    unit = access.reporting_unit(request.actor, round_)
    if unit is None:
        return redirect("report:index", round_id=round_id)
    report = _report(request, round_, unit) or _blank(round_, unit)
    where = "write" if access.may_write(request.actor, report) else "unit"
    return redirect(f"report:{where}", round_id=round_id, unit_id=unit.pk)


@signed_in
@require_GET
def unit(request: ActorRequest, round_id: int, unit_id: int) -> HttpResponse:
    round_ = _round(request, round_id)
    shown = _unit(request, round_, unit_id)
    return _unit_page(request, _report(request, round_, shown) or _blank(round_, shown))


def _unit_page(
    request: ActorRequest, report: Report, form: ReturnForm | None = None
) -> HttpResponse:
    told = listing.told(request.GET, report.round, report.unit)
    # Asked for in so many words, the figures of then or of today stand instead of those sent.
    frozen = None if "theo" in request.GET else report.figures
    now = retold.since(frozen, report.round, report.path, told)
    groups = exports.grouped(frozen or now, now)
    acts = {step.name for step in access.open_steps(request.actor, report)}
    context = {
        "round": report.round,
        "unit": report.unit,
        "report": report,
        "groups": groups,
        "changed": exports.changed(groups),
        "parts": [(part.label, getattr(report, part.value)) for part in Part],
        "tone": exports.tone(report),
        "acts": acts,
        "may_write": access.may_write(request.actor, report),
        "funnel": charts.funnel(exports.funnel(frozen or now)),
        **_ways(request, report.round, report.unit, told),
        "form": form or (RecallForm() if "recall" in acts else ReturnForm()),
    }
    return page(request, "movement/report/unit.html", context, fragment="")


@signed_in
@require_http_methods(["GET", "POST"])
def write(request: ActorRequest, round_id: int, unit_id: int) -> HttpResponse:
    round_ = _round(request, round_id)
    shown = _unit(request, round_, unit_id)
    report = _report(request, round_, shown) or _blank(round_, shown)
    if request.method == "POST":
        require(access.may_write, request.actor, _blank(round_, shown))
    elif not access.may_write(request.actor, report):
        return redirect("report:unit", round_id=round_id, unit_id=unit_id)
    data = request.POST if request.method == "POST" else None
    form = ReportForm(report, data)
    if data and form.is_valid() and (done := _written(request, report, form)):
        return done
    return _write_page(request, report, form)


def _written(request: ActorRequest, report: Report, form: ReportForm) -> HttpResponse | None:
    """Keep the draft, send it when that button was pressed; None when the page must say why not."""
    parts = form.parts(access.told_below(report.round, report.unit))
    try:
        kept = actions.write(report.round, report.unit, parts, by=request.actor)
        if "send" in request.POST:
            actions.send(kept, by=request.actor)
            messages.success(request, _("Đã gửi báo cáo. Số liệu được chốt từ lúc này."))
            return redirect(report)
    except StaleStateError:
        form.add_error(None, _(STALE))
        return None
    except ValidationError as error:
        form.add_error(None, error)
        return None
    messages.success(request, _("Đã lưu. Báo cáo chưa gửi."))
    return redirect("report:write", report.round_id, report.unit_id)


def _write_page(request: ActorRequest, report: Report, form: ReportForm) -> HttpResponse:
    told = paged(request.GET, access.told_below(report.round, report.unit), "path", size=20)
    owed = duties.reports(report.round, Told.NOW)
    stands = duties.standings(owed.below(report.unit))
    context = {
        "round": report.round,
        "unit": report.unit,
        "report": report,
        "form": form,
        "fields": [(form[part.value], exports.said(told.rows, part)) for part in Part],
        "page": told,
        "groups": exports.grouped(queries.figures(report.round, report.path)),
        "awaited": stands[duties.MISSING],
        "below": stands[""],
        "overdue": queries.overdue(report.round),
    }
    return page(request, "movement/report/write.html", context, fragment="")


def _stored(request: ActorRequest, round_id: int, unit_id: int) -> Report:
    round_ = _round(request, round_id)
    shown = _unit(request, round_, unit_id)
    found = get_object_or_404(access.visible_to(request.actor), round=round_, unit=shown)
    found.round, found.unit = round_, shown
    return found


def _given_back(
    request: ActorRequest, report: Report, form: ReturnForm, act: Callable[..., Report]
) -> HttpResponse | None:
    if not form.is_valid():
        return _unit_page(request, report, form)
    try:
        act(report, by=request.actor, note=form.cleaned_data["note"])
    except StaleStateError:
        messages.warning(request, _(STALE))
        return _unit_page(request, _stored(request, report.round_id, report.unit_id), form)
    return None


@signed_in
@require_POST
def return_(request: ActorRequest, round_id: int, unit_id: int) -> HttpResponse:
    report, form = _stored(request, round_id, unit_id), ReturnForm(request.POST)
    require(access.may_return, request.actor, report)
    if why := _given_back(request, report, form, actions.return_):
        return why
    messages.success(request, _("Đã trả lại báo cáo kèm lý do."))
    return redirect("report:index", round_id=round_id)


@signed_in
@require_POST
def recall(request: ActorRequest, round_id: int, unit_id: int) -> HttpResponse:
    report, form = _stored(request, round_id, unit_id), RecallForm(request.POST)
    if why := _given_back(request, report, form, actions.recall):
        return why
    messages.success(request, _("Đã rút báo cáo về. Sửa xong nhớ gửi lại."))
    return redirect("report:write", round_id=round_id, unit_id=unit_id)


@signed_in
@require_POST
def publish(request: ActorRequest, round_id: int, unit_id: int) -> HttpResponse:
    try:
        actions.publish(_stored(request, round_id, unit_id), by=request.actor)
    except StaleStateError:
        messages.warning(request, _(STALE))
    else:
        messages.success(request, _("Đã công bố. Ai có địa chỉ cũng đọc được báo cáo này."))
    return redirect("report:unit", round_id=round_id, unit_id=unit_id)


def _download(data: bytes, kind: str, name: str) -> HttpResponse:
    header = content_disposition_header(as_attachment=True, filename=name) or ""
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": header})


@signed_in
@require_GET
def xlsx(request: ActorRequest, round_id: int, unit_id: int) -> HttpResponse:
    round_ = _round(request, round_id)
    shown = _unit(request, round_, unit_id)
    report = _report(request, round_, shown) or _blank(round_, shown)
    told = listing.told(request.GET, round_, shown)
    frozen = None if "theo" in request.GET else report.figures
    groups = exports.grouped(frozen or retold.figures(round_, shown.path, told))
    below = exports.breakdown(round_, shown, told)
    data = exports.workbook(report, groups, below, "" if frozen else told)
    return _download(data, XLSX, f"bao-cao-{round_.year}-{shown.pk}.xlsx")


@signed_in
@require_GET
def docx(request: ActorRequest, round_id: int, unit_id: int) -> HttpResponse:
    round_ = _round(request, round_id)
    shown = _unit(request, round_, unit_id)
    report = _report(request, round_, shown) or _blank(round_, shown)
    told = "" if report.figures else listing.told(request.GET, round_, shown)
    groups = exports.grouped(report.figures or retold.figures(round_, shown.path, told))
    head = head_of(shown, on=exports.shown_on(report))
    made = word.docx(exports.paper(report, groups, head, told))
    return _download(made, DOCX, f"bao-cao-{round_.year}-{shown.pk}.docx")


@require_GET
def published(request: HttpRequest) -> HttpResponse:
    shown = {"page": paged(request.GET, access.published(), "-pk")}
    return page(request, "movement/report/published.html", shown, fragment="rows")


@require_GET
def public(request: HttpRequest, code: str) -> HttpResponse:
    report = get_object_or_404(access.published(), code=code.upper())
    figures = report.figures or {}  # the database keeps a sent report from having none
    context = {
        "report": report,
        "groups": exports.grouped(figures),
        "parts": [(part.label, getattr(report, part.value)) for part in Part],
        "funnel": charts.funnel(exports.funnel(figures)),
    }
    return render(request, "movement/report/public.html", context)
