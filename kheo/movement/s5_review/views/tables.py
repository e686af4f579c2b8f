"""Scoring tables over HTTP: list, read, begin from a sample or from nothing, renew."""

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.ui.page import page
from kheo.kernel.ui.paging import paged
from kheo.movement.s1_directive.models import Movement, Round
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s5_review import access, actions, offering
from kheo.movement.s5_review.forms import TableForms
from kheo.movement.s5_review.models import ScoringTable
from kheo.movement.s5_review.offering import PaperTable
from kheo.movement.s5_review.views.asked import round_of
from kheo.orgs.middleware import ActorRequest, signed_in
from kheo.orgs.models import Unit


@signed_in
@require_GET
def tables(request: ActorRequest, round_id: int) -> HttpResponse:
    context = {
        "keeps": access.keeps_tables_of(request.actor),
        "round": round_of(request, round_id),
        "page": paged(request.GET, access.visible_tables(request.actor), "-id"),
        "today": clock.today(),
    }
    return page(request, "movement/review/tables.html", context, fragment="rows")


@signed_in
@require_GET
def table(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    shown = _table(request, pk)
    verdict = access.may_keep_tables(request.actor, shown.unit)
    context = {"round": round_of(request, round_id), "table": shown, "verdict": verdict}
    return page(request, "movement/review/table.html", context, fragment="lines")


@signed_in
@require_POST
def samples(request: ActorRequest, round_id: int) -> HttpResponse:
    """Begin the unit's own tables from the samples that come with the program."""
    try:
        actions.ship_samples(_own_unit(request), by=request.actor)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Đã lập hai bảng điểm mẫu. Xem lại rồi sửa theo văn bản."))
    return redirect("review:tables", round_id=round_id)


@signed_in
@require_http_methods(["GET", "POST"])
def new_table(request: ActorRequest, round_id: int, pk: int | None = None) -> HttpResponse:
    """Make a table from nothing, or a new version of one; the old one keeps its reviews."""
    old = _table(request, pk) if pk else None
    return _new_table(request, round_of(request, round_id), old)


@signed_in
@require_http_methods(["GET", "POST"])
def paper_table(request: ActorRequest, round_id: int, subject: str) -> HttpResponse:
    """Make the table that the criteria of the movement's paper give points for."""
    if subject not in Subject.values:
        raise Http404
    round_ = round_of(request, round_id)
    return _new_table(
        request, round_, None, offering.paper_table(round_.movement, Subject(subject))
    )


def _new_table(
    request: ActorRequest, round_: Round, old: ScoringTable | None, paper: PaperTable | None = None
) -> HttpResponse:
    unit = old.unit if old else _unit_of(request, round_.movement if paper else None)
    require(access.may_keep_tables, request.actor, unit)
    forms = TableForms(old, request.POST or None, paper=paper)
    if request.method == "POST" and forms.is_valid():
        drafts = forms.drafts(round_.movement)
        try:
            made = actions.create_table(unit, by=request.actor, replaces=old, **drafts)
        except ValidationError as error:
            forms.head.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, _("Đã lưu bảng điểm."))
            return redirect("review:table", round_id=round_.pk, pk=made.pk)
    context = {"round": round_, "table": old, "forms": forms, "paper": paper}
    return page(request, "movement/review/new_table.html", context, fragment="lines")


def _unit_of(request: ActorRequest, movement: Movement | None) -> Unit:
    """Return the unit that launched *movement* to who keeps its tables, else that of who acts."""
    if movement and access.may_keep_tables(request.actor, movement.unit):
        return movement.unit
    return _own_unit(request)


def _own_unit(request: ActorRequest) -> Unit:
    """Return the unit the actor keeps tables for, or refuse in the words of the rule."""
    unit = access.keeps_tables_of(request.actor)
    if unit is None:
        raise PermissionDenied(str(access.NOT_A_KEEPER))
    return unit


def _table(request: ActorRequest, pk: int) -> ScoringTable:
    rows = access.visible_tables(request.actor).prefetch_related("lines", "levels")
    return get_object_or_404(rows, pk=pk)
