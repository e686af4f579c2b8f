"""What people said over HTTP: the list, one of them, each step, the figures."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kheo.citizens import access, actions, exports, forms, queries
from kheo.citizens.models import Grievance
from kheo.citizens.states import FLOW, ICONS
from kheo.kernel.access import require
from kheo.kernel.ui.page import page
from kheo.kernel.ui.paging import address, paged
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.models import Round
from kheo.movement.s1_directive.access import visible_rounds
from kheo.orgs.answering import filled
from kheo.orgs.middleware import ActorRequest, signed_in
from kheo.orgs.queries import reached

TEMPLATES = "citizens/"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _round(request: ActorRequest, round_id: int) -> Round:
    return get_object_or_404(visible_rounds(request.actor), pk=round_id)


def _grievance(request: ActorRequest, round_id: int, pk: int) -> Grievance:
    rows = access.visible_to(request.actor).filter(round=round_id)
    names = ("round__movement", "unit__parent", "handler", "registration", "recorded_by")
    return get_object_or_404(rows.select_related(*names), pk=pk)


def _asked(request: ActorRequest, tab: str = "") -> queries.Asked:
    wanted = request.GET.get("xem", tab)
    return queries.Asked(
        tab=wanted if wanted in queries.TABS else "",
        words=request.GET.get("q", "").strip()[:100],
        unit=reached(request.actor, request.GET.get("don-vi", "")),
        own=bool(tab and tab != "cua-toi") or "rieng" in request.GET,
    )


def _kept(asked: queries.Asked) -> dict[str, str]:
    """Return what an address keeps beside the tab and the words."""
    kept = {"don-vi": str(asked.unit.pk) if asked.unit else "", "rieng": "1" if asked.own else ""}
    return {name: value for name, value in kept.items() if value}


def _crumbs(round_: Round, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        (str(round_), reverse("movement", args=[round_.pk])),
        (_("Ý kiến của dân"), reverse("citizens:grievances", args=[round_.pk])),
        *more,
    ]


@signed_in
@require_GET
def index(request: ActorRequest, round_id: int, tab: str = "") -> HttpResponse:
    """List what was said in a year (``?xem=``, ``?q=``, ``?don-vi=``)."""
    by, round_, asked = request.actor, _round(request, round_id), _asked(request, tab)
    require(access.may_enter, by, None)
    found = queries.counts(by, round_, asked)
    total = None if asked.words else found[asked.tab]
    context = {
        "round": round_, "asked": asked, "counts": found, "tabs": queries.tabs(found, asked),
        "page": paged(request.GET, queries.listed(by, round_, asked), "-pk", total=total),
        "may_record": access.may_record(by, round_), "watches": access.watches(by),
        "kept": list(_kept(asked).items()),
        "some": any(found.values()), "query": urlencode(_kept(asked) | {"xem": asked.tab, "q": asked.words}),
        "off_url": address(request.GET, **{"don-vi": "", "rieng": "", "xem": asked.tab}),
    }  # fmt: skip
    return page(request, f"{TEMPLATES}index.html", context, fragment="rows")


@signed_in
@require_GET
def table(request: ActorRequest, round_id: int) -> HttpResponse:
    by, round_ = request.actor, _round(request, round_id)
    require(access.may_enter, by, None)
    rows = queries.listed(by, round_, _asked(request))
    return _sent(exports.xlsx(rows, round_), "y-kien-cua-dan.xlsx")


def _sent(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003 Django's own
    return response


@signed_in
@require_GET
def figures(request: ActorRequest, round_id: int) -> HttpResponse:
    """Show what was heard and solved by each unit right below."""
    by, round_ = request.actor, _round(request, round_id)
    require(access.may_watch, by, None)
    units = paged(request.GET, access.visible_units(by), "path")
    context = {
        "round": round_, "page": units, "columns": queries.COLUMNS,
        "rows": queries.figures(by, round_, units.rows), "total": queries.total(by, round_),
    }  # fmt: skip
    return page(request, f"{TEMPLATES}figures.html", context, fragment="rows")


@signed_in
@require_GET
def figures_table(request: ActorRequest, round_id: int) -> HttpResponse:
    by, round_ = request.actor, _round(request, round_id)
    require(access.may_watch, by, None)
    sums = queries.figures(by, round_, list(access.visible_units(by).order_by("path")))
    made = exports.figures_xlsx(sums, queries.total(by, round_), round_)
    return _sent(made, "so-lieu-y-kien-cua-dan.xlsx")


@signed_in
@require_http_methods(["GET", "POST"])
def record(request: ActorRequest, round_id: int) -> HttpResponse:
    by, round_ = request.actor, _round(request, round_id)
    require(access.may_record, by, round_)
    unit = access.own_unit(by)
    form = forms.GrievanceForm(access.solving(by, unit, round_), request.POST or None)

    def act(found: dict[str, Any]) -> None:
        actions.record(round_, by=by, facts=form.facts(), key=found["key"])

    return filled(
        request, form, act, crumbs=_crumbs(round_), heading=_("Ghi ý kiến của dân"),
        lead=unit.name, done=_("Đã ghi. Giao người giải quyết để ý kiến không bị quên."),
        yes=_("Ghi lại"), may=access.may_record(by, round_), round=round_,
    )  # fmt: skip


def _here(grievance: Grievance) -> list[tuple[str, str]]:
    at = [grievance.round_id, grievance.pk]
    return _crumbs(grievance.round, (grievance.code, reverse("citizens:grievance", args=at)))


@signed_in
@require_GET
def grievance(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    by, found = request.actor, _grievance(request, round_id, pk)
    context = {
        "round": found.round, "grievance": found, "crumbs": _crumbs(found.round),
        "story": queries.story(found), "may_edit": access.may_edit(by, found),
        "acts": [(step, ICONS[step.name]) for step in access.open_steps(by, found)],
        "reminding": access.may_remind(by, found), "watches": access.watches(by),
        "opens": access.opens_registration(by, found),
    }  # fmt: skip
    return page(request, f"{TEMPLATES}grievance.html", context, fragment="")


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    by, found = request.actor, _grievance(request, round_id, pk)
    rows = access.solving(by, found.unit, found.round)
    form = forms.GrievanceForm(rows, request.POST or None, found)
    return filled(
        request, form, lambda _found: actions.edit(found, by=by, facts=form.facts()),
        crumbs=_here(found), heading=_("Sửa lời ghi %s") % found, lead=found.unit.name,
        done=_("Đã lưu."), yes=_("Lưu"), may=access.may_edit(by, found), round=found.round,
    )  # fmt: skip


@signed_in
@require_http_methods(["GET", "POST"])
def step(request: ActorRequest, round_id: int, pk: int, name: str) -> HttpResponse:
    """Take one step with a grievance; what it asks depends on the step."""
    by, found = request.actor, _grievance(request, round_id, pk)
    taken, do, posted = FLOW[name], getattr(actions, name), request.method == "POST"
    # What was typed as somebody else went first is kept, and said to be too late.
    may = access.RULES[name](by, found) if posted else access.may_step(by, found, name)
    return filled(
        request, forms.FORMS[name](by, found, request.POST or None),
        lambda said: do(found, by=by, **said),
        crumbs=_here(found), heading=f"{taken.label}: {found}", lead=found.title,
        done=_("Đã ghi."), yes=taken.label, may=may,
        danger=name == "drop", round=found.round,
    )  # fmt: skip


@signed_in
@require_POST
def remind(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    found = _grievance(request, round_id, pk)
    try:
        actions.remind(found, by=request.actor)
    except StaleStateError:
        messages.warning(request, _("Việc này vừa được làm ở nơi khác; không làm lại nữa."))
    else:
        messages.success(request, _("Đã đôn đốc người giải quyết và thủ trưởng đơn vị."))
    return redirect("citizens:grievance", round_id, pk)
