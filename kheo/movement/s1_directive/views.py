"""Papers and movements over HTTP: read the request, ask, act, answer."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kheo.kernel import files
from kheo.kernel.access import require
from kheo.kernel.ui.page import page
from kheo.kernel.ui.paging import address, paged
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.s1_directive import access, actions, exports, queries
from kheo.movement.s1_directive.forms import FactForm, LaunchForm, UploadForm, YearForm
from kheo.movement.s1_directive.models import Directive
from kheo.movement.s1_directive.states import DirectiveState, MilestoneKind, RoundState, Verdict
from kheo.orgs.middleware import ActorRequest, signed_in
from kheo.orgs.states import Power

# A button of the confirm page, and the verdict it means.
ACTS = {
    "accept": Verdict.ACCEPTED,
    "suggest": Verdict.CORRECTED,
    "strike": Verdict.STRUCK,
    "undo": Verdict.PENDING,
}


@signed_in
@require_GET
def index(request: ActorRequest) -> HttpResponse:
    by, state, text = request.actor, request.GET.get("state", ""), request.GET.get("q", "")
    counts = queries.counts(by)
    here = {"sau": "", "truoc": "", "cuoi": ""}
    views = [
        (label, address(request.GET, state=value, **here), counts[value], state == value)
        for value, label in DirectiveState.choices
    ]
    everything = address(request.GET, state="", **here)
    context = {
        "page": paged(request.GET, queries.register(by, state=state, text=text), "-id"),
        "views": [(_("Tất cả"), everything, sum(counts.values()), not state), *views],
        "state": state,
        "text": text,
        "may_read": by.has(Power.LAUNCH),
    }
    return page(request, "movement/directive/index.html", context, fragment="rows")


@signed_in
@require_http_methods(["GET", "POST"])
def upload(request: ActorRequest) -> HttpResponse:
    by = request.actor
    unit = get_object_or_404(queries.units_of(by))
    require(access.may_read, by, unit)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    known: Directive | None = None
    if form.is_valid():
        sent, again = form.cleaned_data["file"], "again" in request.POST
        try:
            directive = actions.read(sent.read(), sent.name, by=by, unit=unit, again=again)
        except ValidationError as error:
            form.add_error("file", error)
        except actions.AlreadyReadError as error:
            known = error.directive
            if known.unit_id == unit.pk:
                messages.warning(request, _("Tệp này đã nạp trước đây. Đây là bản đã nạp."))
                return redirect("directive:confirm", pk=known.pk)
        else:
            return redirect("directive:confirm", pk=directive.pk)
    context = {"form": form, "known": known}
    return page(request, "movement/directive/upload.html", context, fragment="")


def _confirm_page(
    request: ActorRequest, directive: Directive, form: FactForm | None = None
) -> HttpResponse:
    facts = queries.facts_of(directive)
    editing = request.GET.get("sua", "")
    if form is None and editing.isdecimal():
        form = next((FactForm(f) for f in facts if f.pk == int(editing)), None)
    doubts = [fact for fact in facts if fact.doubt]
    pending = queries.pending_doubts(facts)
    context = {
        "directive": directive,
        "lines": exports.paper(directive.document.text, facts),
        "doubts": exports.rows(doubts),
        "groups": exports.groups(facts),
        "remarks": exports.remarks(directive, facts),
        "facts": facts,
        "clear": [f for f in facts if not f.doubt and f.verdict == Verdict.PENDING],
        "pending": pending,
        "answered": len(doubts) - len(pending),
        "form": form,
        "offered": {step.name for step in access.open_steps(request.actor, directive)},
        "reading": directive.state == DirectiveState.READ,
    }
    return page(request, "movement/directive/confirm.html", context, fragment="")


@signed_in
@require_http_methods(["GET", "POST"])
def confirm(request: ActorRequest, pk: int) -> HttpResponse:
    directive = get_object_or_404(access.visible_to(request.actor), pk=pk)
    if request.method == "GET":
        return _confirm_page(request, directive)
    try:
        actions.confirm(directive, by=request.actor)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    except StaleStateError:
        messages.warning(request, _("Bản đọc này vừa được người khác xác nhận."))
    else:
        messages.success(request, _("Đã xác nhận bản đọc. Xem lại rồi phát động."))
        return redirect("directive:open", pk=pk)
    return redirect("directive:confirm", pk=pk)


@signed_in
@require_POST
def judge(request: ActorRequest, pk: int) -> HttpResponse:
    """Take one button of the page: ``accept``, ``suggest``, ``strike`` or ``undo`` with the fact's key, or ``all``."""
    directive = get_object_or_404(access.visible_to(request.actor), pk=pk)
    place = ""
    try:
        if "all" in request.POST:
            n = actions.accept_clear(directive, by=request.actor)
            messages.success(request, _("Đã nhận %(n)s dữ kiện đã rõ.") % {"n": n})
        else:
            place = _judge_one(request, directive)
    except StaleStateError:
        messages.warning(request, _("Người khác vừa xử lý chỗ này. Trang dưới đây là mới nhất."))
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    return redirect(f"{reverse('directive:confirm', args=[pk])}{place}")


def _judge_one(request: ActorRequest, directive: Directive) -> str:
    act = next((name for name in ACTS if name in request.POST), "")
    key = request.POST.get(act, "")
    fact = get_object_or_404(directive.facts, pk=int(key) if key.isdecimal() else 0)
    suggested = (fact.suggestion or {}).get("value") if act == "suggest" else None
    if act == "suggest" and suggested is None:
        raise ValidationError(_("Chỗ này máy không đề nghị gì thay thế."))
    seen = request.POST.get(f"seen-{fact.pk}")
    actions.judge(fact, ACTS[act], by=request.actor, seen=seen, value=suggested)
    return f"#d{fact.pk}"


@signed_in
@require_POST
def correct(request: ActorRequest, pk: int, fact_pk: int) -> HttpResponse:
    directive = get_object_or_404(access.visible_to(request.actor), pk=pk)
    fact = get_object_or_404(directive.facts, pk=fact_pk)
    form = FactForm(fact, request.POST)
    if form.is_valid():
        seen = request.POST.get("seen")
        try:
            actions.judge(fact, Verdict.CORRECTED, by=request.actor, seen=seen, value=form.value())
        except StaleStateError:
            form.add_error(None, _("Người khác vừa xử lý chỗ này. Xem lại rồi lưu lần nữa."))
            fact.refresh_from_db()
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(f"{reverse('directive:confirm', args=[pk])}#d{fact.pk}")
    return _confirm_page(request, directive, form)


@signed_in
@require_POST
def reopen(request: ActorRequest, pk: int) -> HttpResponse:
    directive = get_object_or_404(access.visible_to(request.actor), pk=pk)
    try:
        actions.reopen(directive, by=request.actor)
    except StaleStateError:
        messages.warning(request, _("Văn bản này không còn chờ phát động nên không sửa lại được."))
    return redirect("directive:confirm", pk=pk)


@signed_in
@require_GET
def file(request: ActorRequest, pk: int) -> HttpResponse:
    document = get_object_or_404(access.listed_to(request.actor), pk=pk).document
    # Never shown inside the site, whatever the bytes are.
    response = HttpResponse(files.fetch(document.file), content_type="application/octet-stream")
    disposition = content_disposition_header(as_attachment=True, filename=document.file_name)
    response["Content-Disposition"] = disposition or "attachment"
    return response


@signed_in
@require_http_methods(["GET", "POST"])
def open_(request: ActorRequest, pk: int) -> HttpResponse:
    by = request.actor
    directive = get_object_or_404(access.visible_to(by), pk=pk)
    if directive.state != DirectiveState.CONFIRMED and request.method == "GET":
        messages.warning(request, _("Chỉ phát động được từ bản đọc đã xác nhận."))
        return redirect("directive:confirm", pk=pk)
    if request.method == "GET":
        form = LaunchForm(
            directive, initial=actions.propose(directive, queries.facts_of(directive), by=by)
        )
    else:
        form = LaunchForm(directive, request.POST)
        if form.is_valid() and (round_id := _launched(request, directive, form)):
            return redirect("directive:detail", round_id=round_id)
    context = {"directive": directive, "form": form, "tree": queries.tree(directive.unit.path)}
    return page(request, "movement/directive/open.html", context, fragment="")


def _launched(request: ActorRequest, directive: Directive, form: LaunchForm) -> int | None:
    try:
        round_ = actions.launch(directive, form.terms(), by=request.actor)
    except StaleStateError:
        form.add_error(None, _("Văn bản này vừa được phát động hoặc đã được đưa về sửa lại."))
        return None
    except ValidationError as error:
        form.add_error(None, " ".join(error.messages))
        return None
    messages.success(request, _("Đã phát động và báo cho các đơn vị phải thực hiện."))
    return round_.pk


@signed_in
@require_GET
def detail(request: ActorRequest, round_id: int) -> HttpResponse:
    round_ = get_object_or_404(access.visible_rounds(request.actor), pk=round_id)
    return _detail_page(request, round_, YearForm(round_.movement))


def _detail_page(request: ActorRequest, round_: Any, form: YearForm) -> HttpResponse:
    by, movement = request.actor, round_.movement
    directive = access.listed_to(by).filter(movement=movement).first()
    context = {
        "round": round_,
        "movement": movement,
        "directive": directive,
        "years": queries.rounds_of(movement),
        "clauses": exports.clause_groups(queries.all_clauses(round_)),
        "quotas": [exports.quota_sentence(q, movement) for q in queries.quotas_of(round_)],
        "milestones": queries.milestones_of(round_),
        "cited": queries.cited(by, directive) if directive else [],
        "receivers": queries.receivers(directive) if directive else {},
        "scope": queries.scope_figures(round_),
        "may_close": access.may_close(by, round_) and round_.state == RoundState.OPEN,
        "may_open_year": access.may_open_year(by, movement),
        "report": MilestoneKind.REPORT,
        "form": form,
    }
    return page(request, "movement/directive/detail.html", context, fragment="")


@signed_in
@require_POST
def open_year(request: ActorRequest, round_id: int) -> HttpResponse:
    round_ = get_object_or_404(access.visible_rounds(request.actor), pk=round_id)
    form = YearForm(round_.movement, request.POST)
    if form.is_valid():
        try:
            opened = actions.open_year(round_.movement, form.cleaned_data["year"], by=request.actor)
        except ValidationError as error:
            form.add_error("year", " ".join(error.messages))
        else:
            messages.success(request, _("Đã mở năm %(year)s.") % {"year": opened.year})
            return redirect("directive:detail", round_id=opened.pk)
    return _detail_page(request, round_, form)


@signed_in
@require_POST
def close_year(request: ActorRequest, round_id: int) -> HttpResponse:
    round_ = get_object_or_404(access.visible_rounds(request.actor), pk=round_id)
    try:
        actions.close_year(round_, by=request.actor)
    except StaleStateError:
        messages.warning(request, _("Năm này đã được khép lại trước đó."))
    else:
        messages.success(request, _("Đã khép lại năm %(year)s.") % {"year": round_.year})
    return redirect("directive:detail", round_id=round_id)
