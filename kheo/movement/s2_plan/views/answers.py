"""The answers of the units over HTTP: read the request, ask, act, answer."""

from datetime import date
from typing import Any

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kheo.documents.masters.exports import docx_of
from kheo.documents.masters.states import Kind
from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.ui.page import page
from kheo.kernel.ui.paging import address, paged
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.s1_directive import access as s1_access
from kheo.movement.s1_directive import owing
from kheo.movement.s1_directive import queries as s1
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import MilestoneKind, RoundState
from kheo.movement.s2_plan import access, actions, categories, exports, queries
from kheo.movement.s2_plan.forms import PlanForm, RecallForm, Tasks
from kheo.movement.s2_plan.models import Plan
from kheo.movement.s2_plan.states import State
from kheo.orgs import naming
from kheo.orgs.middleware import ActorRequest, signed_in
from kheo.orgs.models import Unit
from kheo.orgs.queries import head_of, reached
from kheo.orgs.reorganisation import reading
from kheo.orgs.reorganisation.states import Told

GONE = gettext_noop("Kế hoạch này đã được gửi, nên chưa lưu. Những gì bạn ghi vẫn ở dưới.")
FIRST = {"sau": "", "truoc": "", "cuoi": ""}  # the first page of what else is asked
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _round(request: ActorRequest, round_id: int) -> Round:
    return get_object_or_404(s1_access.visible_rounds(request.actor), pk=round_id)


@signed_in
@require_GET
def index(request: ActorRequest, round_id: int) -> HttpResponse:
    by, round_ = request.actor, _round(request, round_id)
    state, text = request.GET.get("state", ""), request.GET.get("q", "")
    unit, told, asked = _asked(request, round_)
    counts = queries.counts(by, asked)
    rows = queries.plans_of(by, asked, state=state, text=text)
    shown = paged(request.GET, rows, "path", total=None if text else counts.get(state))
    queries.put_in(shown.rows, asked.given)
    if told == Told.THEN:
        naming.put_on(shown.rows, date(round_.year, 12, 31))
    context = {
        "round": round_,
        "unit": unit,
        "off_url": address(request.GET, **{"don-vi": ""}, **FIRST),
        "also": [(name, request.GET[name]) for name in ("don-vi", "theo") if name in request.GET],
        "page": shown,
        "ways": reading.switch(request.GET, told) if told else (),
        "views": _ways(request, counts, state),
        "state": state,
        "text": text,
        "due": asked.due,
        "sent": counts[State.SENT],
        "total": counts[""],
    }
    return page(request, "movement/plan/index.html", context, fragment="rows")


def _asked(request: ActorRequest, round_: Round) -> tuple[Unit | None, str, queries.Asked]:
    """Return the unit whose plans are asked for, how to read them, and which plans that is."""
    by, found = request.actor, owing.touched_by(round_)
    unit = reached(by, request.GET.get("don-vi", ""))
    path = unit.path if unit else by.reach or by.unit_path
    closed = round_.state != RoundState.OPEN
    told = reading.way(request.GET, path, closed=closed) if found else ""
    owed = owing.owing(round_, told, found)[MilestoneKind.PLAN]
    due = found.due[MilestoneKind.PLAN]
    return unit, told, queries.Asked(round_, due, owed, unit.path if unit else "")


def _ways(request: ActorRequest, counts: dict[str, int], state: str) -> list[tuple[Any, ...]]:
    """Return the ways to look at the list: label, address, how many, whether it is this one."""
    labels = [("", _("Tất cả")), *State.choices, (queries.LATE, _("Trễ hạn"))]
    return [
        (label, address(request.GET, state=value, **FIRST), counts[value], value == state)
        for value, label in labels
    ]


@signed_in
@require_http_methods(["GET", "POST"])
def mine(request: ActorRequest, round_id: int) -> HttpResponse:
    by, round_ = request.actor, _round(request, round_id)
    unit = queries.answering_unit(by, round_)
    plan = queries.plan_of(round_, unit) if unit else None
    if request.method == "POST":
        require(access.may_answer, by, plan or _unanswered(round_, _addressed(unit)))
    if unit is None or plan is None or plan.state == State.AWAITED:
        return _awaited(request, round_, unit)
    reading = request.method == "GET" and plan.state == State.SENT
    if reading or not access.may_answer(by, plan):
        return redirect("plan:detail", round_id=round_id, pk=plan.pk)
    data = request.POST if request.method == "POST" else None
    form, tasks = PlanForm(plan, data), Tasks(plan, round_, data)
    done = None
    if data is not None and plan.state == State.SENT:
        form.is_valid()
        form.add_error(None, _(GONE))  # whatever else is wrong with it, it is too late to mend
    elif data is not None and form.is_valid() and tasks.is_valid():
        done = _saved(request, plan, form, tasks)
    return done or _mine_page(request, plan, form, tasks)


def _unanswered(round_: Round, unit: Unit) -> Plan:
    return Plan(round=round_, unit=unit, path=unit.path)


def _addressed(unit: Unit | None) -> Unit:
    if unit is None:
        raise PermissionDenied(_("Phong trào này không giao cho đơn vị của bạn."))
    return unit


def _awaited(request: ActorRequest, round_: Round, unit: Unit | None) -> HttpResponse:
    empty = _unanswered(round_, unit) if unit else None
    context = {
        "round": round_,
        "unit": unit,
        "may_receive": access.may_answer(request.actor, empty) if empty else None,
        "due": queries.plan_due(round_),
        "receipt_due": s1.due_on(round_, MilestoneKind.RECEIPT),
    }
    return page(request, "movement/plan/awaited.html", context, fragment="")


def _mine_page(request: ActorRequest, plan: Plan, form: PlanForm, tasks: Tasks) -> HttpResponse:
    due = queries.plan_due(plan.round)
    read, staff = queries.readers(plan.round, plan.path)
    context = {
        "round": plan.round,
        "plan": plan,
        "form": form,
        "tasks": tasks,
        "due": due,
        "overdue": bool(due and clock.today() > due),
        "read": read,
        "staff": staff,
    }
    return page(request, "movement/plan/mine.html", context, fragment="")


def _saved(request: ActorRequest, plan: Plan, form: PlanForm, tasks: Tasks) -> HttpResponse | None:
    """Write the plan, and send it when that button was pressed; None when the page must say why not."""
    try:
        written = actions.write(plan, by=request.actor, tasks=tasks.tasks(), **form.cleaned_data)
        if "send" in request.POST:
            actions.send(written, by=request.actor)
            messages.success(request, _("Đã gửi kế hoạch năm."))
            return redirect("plan:detail", round_id=plan.round_id, pk=plan.pk)
    except StaleStateError:
        form.add_error(None, _(GONE))
        return None
    except ValidationError as error:
        form.add_error(None, error)
        return None
    messages.success(request, _("Đã lưu. Kế hoạch chưa gửi."))
    return redirect("plan:mine", round_id=plan.round_id)


@signed_in
@require_POST
def receive(request: ActorRequest, round_id: int) -> HttpResponse:
    round_ = _round(request, round_id)
    unit = _addressed(queries.answering_unit(request.actor, round_))
    try:
        actions.receive(round_, unit, by=request.actor)
    except StaleStateError:
        messages.warning(request, _("Đơn vị đã xác nhận nhận văn bản trước đó."))
    else:
        messages.success(request, _("Đã xác nhận nhận văn bản."))
    return redirect("plan:mine", round_id=round_id)


def _plan(request: ActorRequest, round_id: int, pk: int) -> Plan:
    return get_object_or_404(access.visible_to(request.actor), round=round_id, pk=pk)


@signed_in
@require_GET
def detail(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    return _detail_page(request, _plan(request, round_id, pk), RecallForm())


def _detail_page(request: ActorRequest, plan: Plan, form: RecallForm) -> HttpResponse:
    context = {
        "round": plan.round,
        "plan": plan,
        "tasks": (tasks := queries.tasks_of(plan)),
        "groups": categories.grouped(tasks),
        "due": queries.plan_due(plan.round),
        "offered": {step.name for step in access.open_steps(request.actor, plan)},
        "form": form,
        "read": queries.readers(plan.round, plan.path),
        "may_number": access.may_number(request.actor, plan),
    }
    return page(request, "movement/plan/detail.html", context, fragment="")


@signed_in
@require_POST
def recall(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    plan, form = _plan(request, round_id, pk), RecallForm(request.POST)
    require(access.may_answer, request.actor, plan)
    if not form.is_valid():
        return _detail_page(request, plan, form)
    try:
        actions.recall(plan, by=request.actor, note=form.cleaned_data["note"])
    except StaleStateError:
        messages.warning(request, _("Kế hoạch này vừa được rút về hoặc chưa gửi."))
        return redirect("plan:detail", round_id=round_id, pk=pk)
    messages.success(request, _("Đã rút kế hoạch về. Sửa xong nhớ gửi lại."))
    return redirect("plan:mine", round_id=round_id)


@signed_in
@require_POST
def number(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    plan = _plan(request, round_id, pk)
    try:
        entry = actions.number(plan, by=request.actor)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        words = _("Kế hoạch có số %(symbol)s, đã ghi trong sổ văn bản đi.")
        messages.success(request, words % {"symbol": entry})
    return redirect("plan:detail", round_id=round_id, pk=pk)


@signed_in
@require_GET
def docx(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    plan = _plan(request, round_id, pk)
    paper = exports.paper(
        plan,
        tasks=queries.tasks_of(plan),
        quotas=s1.quotas_of(plan.round),
        contents=list(queries.contents(plan.round)),
        head=head_of(plan.unit, on=exports.issued_on(plan) or clock.today()),
    )
    data = docx_of(Kind.PLAN, plan.path, [paper], made=plan.sent_at)
    response = HttpResponse(data, content_type=DOCX)
    name = _("Kế hoạch %(year)s - %(unit)s.docx") % {
        "year": plan.round.year,
        "unit": plan.unit.name,
    }
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or ""
    )
    return response


@signed_in
@require_http_methods(["GET", "POST"])
def acknowledge(request: ActorRequest, round_id: int) -> HttpResponse:
    """Answer the directive's page with the button or the day it was pressed; take the press."""
    round_ = _round(request, round_id)
    if request.method == "POST":
        actions.acknowledge(round_, by=request.actor)
        messages.success(request, _("Đã ghi nhận bạn đã đọc."))
        return redirect("directive:detail", round_id=round_id)
    context = {
        "round": round_,
        "read": queries.acknowledged(request.actor, round_),
        "may": access.may_acknowledge(request.actor, round_),
    }
    return render(request, "movement/plan/acknowledge.html", context)
