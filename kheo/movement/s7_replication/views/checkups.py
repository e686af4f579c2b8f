"""The reviews of running models over HTTP: periods, the list, one review, its paper."""

from typing import Any

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kheo.documents.masters.exports import docx_of
from kheo.documents.masters.states import Kind
from kheo.documents.paper.typeset import pdf_of
from kheo.kernel import files
from kheo.kernel.access import require
from kheo.kernel.ui.page import page
from kheo.kernel.ui.paging import paged
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.s1_directive.access import visible_rounds
from kheo.movement.s1_directive.models import Round
from kheo.movement.s4_progress.states import Media
from kheo.movement.s7_replication import access, actions, checking, exports, forms
from kheo.movement.s7_replication.models import Checkup, CheckupPeriod
from kheo.orgs.middleware import ActorRequest, signed_in

TEMPLATES = "movement/replication/"


def _round(request: ActorRequest, round_id: int) -> Round:
    return get_object_or_404(visible_rounds(request.actor), pk=round_id)


def _period(request: ActorRequest, round_id: int, pk: int) -> CheckupPeriod:
    return get_object_or_404(access.visible_periods(request.actor), pk=pk, round=round_id)


def _checkup(request: ActorRequest, round_id: int, period_id: int, pk: int) -> Checkup:
    """Return the review of a running model in a period, written or still to be."""
    period = _period(request, round_id, period_id)
    model = checking.model_of(request.actor, period, pk)
    if model is None:
        raise Http404
    return checking.checkup_of(request.actor, period, model)


@signed_in
@require_GET
def index(request: ActorRequest, round_id: int) -> HttpResponse:
    """List the running models of a period (``?ky=``), the latest by default."""
    by, round_ = request.actor, _round(request, round_id)
    periods = checking.periods_of(by, round_)
    wanted, state = request.GET.get("ky", ""), request.GET.get("xem", "")
    period = next((p for p in periods if str(p.pk) == wanted), next(iter(periods), None))
    context = {
        "round": round_, "periods": periods, "period": period, "state": state,
        "may_open": access.may_open_period(by, round_),
    }  # fmt: skip
    if period:
        found = checking.counts(by, period)
        listed = paged(request.GET, checking.listed(by, period, state), "sort_key")
        context |= {
            "page": listed, "rows": [(r, *checking.proposed(r)) for r in listed.rows],
            "ended": checking.ended(by, period),
            "counts": found, "tabs": checking.tabs(found, state, period),
        }  # fmt: skip
    return page(request, f"{TEMPLATES}checkups.html", context, fragment="rows")


@signed_in
@require_http_methods(["GET", "POST"])
def open_period(request: ActorRequest, round_id: int) -> HttpResponse:
    by, round_ = request.actor, _round(request, round_id)
    require(access.may_open_period, by, round_)
    form = forms.PeriodForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            period = actions.open_period(round_, by=by, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Đã mở kỳ rà soát; các đơn vị có mô hình được báo."))
            return redirect(f"{_list(period)}")
    context = {"round": round_, "form": form}
    return page(request, f"{TEMPLATES}checkup_period.html", context, fragment="")


def _list(period: CheckupPeriod) -> str:
    return f"{redirect('replication:checkups', period.round_id).url}?ky={period.pk}"


@signed_in
@require_POST
def drop_period(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    period = _period(request, round_id, pk)
    try:
        actions.drop_period(period, by=request.actor)
    except (ValidationError, StaleStateError) as error:
        refused = error.messages if isinstance(error, ValidationError) else [_("Kỳ này đã bỏ.")]
        messages.warning(request, " ".join(refused))
    else:
        messages.success(request, _("Đã bỏ kỳ rà soát."))
    return redirect("replication:checkups", round_id)


@signed_in
@require_http_methods(["GET", "POST"])
def checkup(request: ActorRequest, round_id: int, period_id: int, pk: int) -> HttpResponse:
    """Show the review of a model in a period, and take what its unit writes."""
    by, found = request.actor, _checkup(request, round_id, period_id, pk)
    verdict = access.may_write_checkup(by, found)
    posted = request.method == "POST"
    if posted:
        require(access.may_review, by, found.registration)
    form = _form(request, found) if verdict or posted else None
    if posted and form is not None and form.is_valid() and _written(request, found, form):
        return redirect("replication:checkup", round_id, period_id, pk)
    seen = request.POST.get("seen", "") if posted else checking.stamp(found)
    return _shown(request, found, form=form, verdict=verdict, seen=seen)


def _shown(request: ActorRequest, found: Checkup, **more: Any) -> HttpResponse:
    acts = access.open_checkup_steps(request.actor, found)
    deciding = any(step.name == "decide" for step in acts)
    context = {
        "round": found.period.round, "checkup": found, "said": checking.said(found), "acts": acts,
        "returned": checking.returned(found), "deciding": forms.DecisionForm() if deciding else None,
        **more,
    }  # fmt: skip
    return page(request, f"{TEMPLATES}checkup.html", context, fragment="")


@signed_in
@require_POST
def decide(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    """Take what the unit above decides; what was typed stays where it is refused."""
    by, form = request.actor, forms.DecisionForm(request.POST)
    found = get_object_or_404(access.visible_checkups(by), pk=pk, period__round=round_id)
    try:
        if form.is_valid():
            actions.decide_checkup(found, by=by, **form.cleaned_data)
            messages.success(request, _("Đã quyết định; đơn vị được báo."))
    except ValidationError as error:
        form.add_error(None, error)
    except StaleStateError:
        messages.warning(request, _("Việc này vừa được làm ở nơi khác; không làm lại nữa."))
    if form.errors:
        return _shown(
            request, found, form=None, verdict=access.may_write_checkup(by, found), deciding=form
        )
    return redirect("replication:checkup", round_id, found.period_id, found.registration_id)


def _form(request: ActorRequest, found: Checkup) -> forms.CheckupForm:
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    draft = "draft" in request.POST
    return forms.CheckupForm(found, checking.form_of(found), *data, draft=draft)


def _written(request: ActorRequest, found: Checkup, form: forms.CheckupForm) -> bool:
    send, seen = "draft" not in request.POST, request.POST.get("seen", "")
    try:
        actions.write_checkup(found, by=request.actor, seen=seen, send=send, **form.facts())
    except ValidationError as error:
        form.add_error(None, error)
        return False
    except StaleStateError:
        messages.warning(request, _("Bản rà soát đã được gửi từ cửa sổ khác; không gửi lại."))
        return True
    messages.success(request, _("Đã gửi bản rà soát.") if send else _("Đã lưu bản nháp."))
    return True


@signed_in
@require_POST
def step(request: ActorRequest, round_id: int, pk: int, name: str) -> HttpResponse:
    by, note = request.actor, request.POST.get("note", "")
    found = get_object_or_404(access.visible_checkups(by), pk=pk, period__round=round_id)
    try:
        (actions.reopen_checkup if name == "reopen" else actions.return_checkup)(
            found, by=by, note=note
        )
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    except StaleStateError:
        messages.warning(request, _("Việc này vừa được làm ở nơi khác; không làm lại nữa."))
    else:
        done = _("Đã lấy lại quyết định; bản này chờ quyết định lại.")
        messages.success(request, done if name == "reopen" else _("Đã trả lại."))
    return redirect("replication:checkup", round_id, found.period_id, found.registration_id)


@signed_in
@require_GET
def paper(request: ActorRequest, round_id: int, period_id: int, pk: int, kind: str) -> HttpResponse:
    """Give the review as a paper: as written, or empty to be written by hand."""
    found = _checkup(request, round_id, period_id, pk)
    made, name = exports.checkup_paper(found), f"phieu-ra-soat-{pk}.{kind}"
    if kind == "docx":
        path = found.registration.unit.path
        return _given(docx_of(Kind.REVIEW, path, [made], made=found.sent_at), Media.DOCX, name)
    return _given(pdf_of([made]), Media.PDF, name)


@signed_in
@require_GET
def blank(request: ActorRequest, round_id: int) -> HttpResponse:
    """Give the form as it now is with nothing on it."""
    made = exports.blank_checkup(request.actor, _round(request, round_id))
    return _given(pdf_of([made]), Media.PDF, "mau-ra-soat-mo-hinh.pdf")


def _given(data: bytes, kind: Media, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003 Django's own
    return response


@signed_in
@require_GET
def file(request: ActorRequest, round_id: int, pk: int, key: str) -> HttpResponse:
    """Give a file that was attached as an answer, under its own name, to be saved."""
    rows = access.visible_checkups(request.actor).filter(period__round=round_id)
    answer = get_object_or_404(rows, pk=pk).answers.get(key)
    if not isinstance(answer, dict):
        raise Http404
    response = HttpResponse(files.fetch(answer["file"]), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, answer["name"])  # noqa: FBT003 Django's own
    response["X-Content-Type-Options"] = "nosniff"
    return response
