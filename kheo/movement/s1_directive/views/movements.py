"""A movement over HTTP: its launch from a confirmed paper, its page, its years."""

from typing import Any

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.ui.page import page
from kheo.kernel.ui.written import day
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.s1_directive import access, actions, addressed, exports, queries, scored
from kheo.movement.s1_directive.clashing import clashing_stages
from kheo.movement.s1_directive.days import days_told
from kheo.movement.s1_directive.forms import LaunchForm
from kheo.movement.s1_directive.models import Directive, Round
from kheo.movement.s1_directive.numbering import numbered
from kheo.movement.s1_directive.states import ClauseKind, DirectiveState, RoundState
from kheo.movement.s1_directive.yearforms import AmendForm, TransfersForm, YearForm
from kheo.orgs.middleware import ActorRequest, signed_in
from kheo.orgs.reorganisation import reading


@signed_in
@require_http_methods(["GET", "POST"])
def open_(request: ActorRequest, pk: int) -> HttpResponse:
    by = request.actor
    directive = get_object_or_404(access.visible_to(by), pk=pk)
    if round_ := access.launched(by, directive):
        words = _("Văn bản này vừa được phát động hoặc đã phát động trước đó: phong trào dưới đây.")
        messages.warning(request, words)
        return redirect("directive:detail", round_id=round_.pk)
    if directive.state != DirectiveState.CONFIRMED and request.method == "GET":
        messages.warning(request, _("Chỉ phát động được từ bản đọc đã xác nhận."))
        return redirect("directive:confirm", pk=pk)
    form = _launch_form(request, directive)
    if request.method == "POST" and form.is_valid():
        round_id = _launched(request, directive, form)
        if round_id:
            return redirect("directive:detail", round_id=round_id)
    context = {
        "directive": directive,
        "form": form,
        "scoring": form.scoring,
        "tree": queries.tree(directive.unit.path),
    }
    return page(request, "movement/directive/open.html", context, fragment="")


def _launch_form(request: ActorRequest, directive: Directive) -> LaunchForm:
    facts = queries.facts_of(directive)
    stages = clashing_stages(facts)
    if request.method == "POST":
        return LaunchForm(directive, request.POST, by=request.actor, clashing=stages)
    proposal = actions.propose(directive, facts, by=request.actor)
    return LaunchForm(directive, by=request.actor, clashing=stages, initial=proposal)


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
    told = reading.way(request.GET, movement.unit.path, closed=round_.state != RoundState.OPEN)
    directive = access.listed_to(by).filter(movement=movement).first()
    clauses = queries.all_clauses(round_)
    criteria = [numbered(c.number, c.text) for c in clauses[ClauseKind.CRITERION]]
    context = {
        "round": round_,
        "movement": movement,
        "directive": directive,
        "years": queries.rounds_of(movement),
        "clauses": exports.clause_groups(clauses),
        "quotas": [exports.quota_sentence(q, movement) for q in queries.quotas_of(round_)],
        "milestones": days_told(queries.milestones_of(round_)),
        "cited": queries.cited(by, directive) if directive else [],
        "receivers": queries.receivers(directive) if directive else {},
        "scope": addressed.scope_figures(round_, told),
        "ways": reading.switch(request.GET, told) if told else (),
        "transfers": TransfersForm(round_),
        "scoring": scored.scored_by(movement.unit, criteria, movement, by=by),
        "form": form,
    }
    context |= _may(by, round_)
    return page(request, "movement/directive/detail.html", context, fragment="")


def _may(by: Actor, round_: Round) -> dict[str, object]:
    """Return what the movement's page offers *by*."""
    return {
        "may_close": access.may_close(by, round_) and round_.state == RoundState.OPEN,
        "may_amend": access.may_amend(by, round_),
        "may_decide_transfers": access.may_decide_transfers(by, round_),
        "may_edit_form": access.may_edit_form(by, round_.movement),
        "may_open_year": access.may_open_year(by, round_.movement),
    }


@signed_in
@require_POST
def open_year(request: ActorRequest, round_id: int) -> HttpResponse:
    round_ = get_object_or_404(access.visible_rounds(request.actor), pk=round_id)
    require(access.may_open_year, request.actor, round_.movement)
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


@signed_in
@require_POST
def transfers(request: ActorRequest, round_id: int) -> HttpResponse:
    round_ = get_object_or_404(access.visible_rounds(request.actor), pk=round_id)
    require(access.may_decide_transfers, request.actor, round_)
    form = TransfersForm(round_, request.POST)
    if form.is_valid():
        try:
            actions.decide_transfers(round_, form.cleaned_data["on_transfer"], by=request.actor)
        except StaleStateError:
            messages.warning(request, _("Người khác vừa đổi điều này. Trang dưới đây là mới nhất."))
        else:
            messages.success(request, _("Đã ghi. Áp dụng cho các lần chuyển đơn vị từ nay."))
        return redirect("directive:detail", round_id=round_id)
    return _detail_page(request, round_, YearForm(round_.movement))


@signed_in
@require_http_methods(["GET", "POST"])
def amend(request: ActorRequest, round_id: int) -> HttpResponse:
    round_ = get_object_or_404(access.visible_rounds(request.actor), pk=round_id)
    require(access.may_amend, request.actor, round_)
    form = AmendForm(round_, request.POST if request.method == "POST" else None)
    if form.is_valid() and _amended(request, round_, form):
        messages.success(request, _("Đã dời hạn và báo cho các đơn vị phải thực hiện."))
        return redirect(f"{reverse('directive:detail', args=[round_id])}#due")
    context = {"round": round_, "movement": round_.movement, "form": form}
    return page(request, "movement/directive/amend.html", context, fragment="")


def _amended(request: ActorRequest, round_: Round, form: AmendForm) -> bool:
    given = {name: form.cleaned_data[name] for name in ("reason", "paper", "seen")}
    try:
        actions.amend(round_, form.moved, by=request.actor, **given)
    except StaleStateError:
        now = {m.get_kind_display(): day(m.due_on) for m in queries.milestones_of(round_)}
        days = "; ".join(f"{what}: {on}" for what, on in now.items())
        words = _("Người khác vừa dời hạn. Hạn hiện nay: %(days)s. Xem lại rồi lưu lần nữa.")
        form.add_error(None, words % {"days": days})
        form.renew(round_)
        return False
    return True
