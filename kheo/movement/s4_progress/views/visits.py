"""Visits over HTTP: the list, a drawing and its repetition, giving, recording, the paper."""

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
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
from kheo.movement.s4_progress import access, actions, exports, queries, visiting
from kheo.movement.s4_progress.models import Draw, Visit
from kheo.movement.s4_progress.states import Media, VisitState
from kheo.movement.s4_progress.views.asked import TEMPLATES, kept, round_of, sent, told
from kheo.movement.s4_progress.visitforms import AssignForm, DrawForm, VisitForm, chosen
from kheo.orgs.middleware import ActorRequest, signed_in


@signed_in
@require_GET
def index(request: ActorRequest, round_id: int) -> HttpResponse:
    round_, by = round_of(request, round_id), request.actor
    state = request.GET.get("trang-thai", "")
    context = {
        "round": round_,
        "page": paged(request.GET, visiting.listed(by, round_, state=state), "-id"),
        "draws": visiting.draws(by, round_)[:20],
        "state": state,
        "states": visiting.counts(by, round_),
        "verdict": access.may_draw(by, round_),
        "draws_lots": access.draws(by),
        "overseer": queries.is_overseer(by),
    }
    return page(request, f"{TEMPLATES}visits.html", context, fragment="rows")


@signed_in
@require_http_methods(["GET", "POST"])
def draw(request: ActorRequest, round_id: int) -> HttpResponse:
    """Ask what to draw from, and draw."""
    round_, by = round_of(request, round_id), request.actor
    require(access.may_draw, by, round_)
    form = DrawForm(request.POST or None, units=visiting.units(by))
    made: list[Draw] = []
    if request.method == "POST" and form.is_valid():
        kept(form, lambda: made.append(actions.draw(round_, by=by, **form.cleaned_data)))
    if made:
        return redirect("progress:drawn", round_id, made[0].pk)
    context = {"round": round_, "here": _("Bốc thăm"), "form": form}
    return page(request, f"{TEMPLATES}draw.html", context, fragment="")


@signed_in
@require_GET
def drawn(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    """Show a drawing, drawn once more from its list and seed."""
    round_, by = round_of(request, round_id), request.actor
    found = get_object_or_404(access.visible_draws(by), pk=pk, round=round_)
    context = {
        "round": round_,
        "here": _("Bốc thăm"),
        "draw": found,
        "repeated": visiting.repeat(found),
        "visits": visiting.of_draw(by, found),
        "assigns": access.draws(by),
    }
    return page(request, f"{TEMPLATES}drawn.html", context, fragment="")


@signed_in
@require_GET
def drawn_list(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    """Hand out the list a drawing was made from, one key a line."""
    found = get_object_or_404(access.visible_draws(request.actor), pk=pk, round=round_id)
    response = HttpResponse(files.fetch(found.file), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, "danh-sach.txt")  # noqa: FBT003 Django's own
    return response


@signed_in
@require_http_methods(["GET", "POST"])
def assign(request: ActorRequest, round_id: int) -> HttpResponse:
    """Give the ticked visits (``?luot=``) to people from outside their units."""
    round_, by = round_of(request, round_id), request.actor
    require(access.may_draw, by, round_)
    asked = request.POST if request.method == "POST" else request.GET
    visits = chosen(visiting.listed(by, round_), asked.getlist("luot"))
    form = AssignForm(request.POST or None, people=visiting.candidates(by))
    if request.method == "POST" and form.is_valid() and _assigned(request, form, visits):
        messages.success(request, _("Đã giao %(n)d lượt kiểm tra.") % {"n": len(visits)})
        return redirect("progress:visits", round_id)
    context = {"round": round_, "here": _("Giao người kiểm tra"), "form": form, "visits": visits}
    return page(request, f"{TEMPLATES}assign.html", context, fragment="")


def _assigned(request: ActorRequest, form: AssignForm, visits: list[Visit]) -> bool:
    by, codes = request.actor, form.coded()
    named = list(visiting.coded(by, codes))
    if unknown := sorted(set(codes) - {person.code for person in named}):
        said = _("Không có ai trong phạm vi của bạn mang mã %(codes)s.")
        form.add_error("codes", said % {"codes": ", ".join(unknown)})
        return False
    people = list(dict.fromkeys([*form.cleaned_data["people"], *named]))
    due_on = form.cleaned_data["due_on"]
    return kept(form, lambda: actions.assign(visits, people, by=by, due_on=due_on))


def _visit(request: ActorRequest, round_id: int, pk: int) -> Visit:
    return get_object_or_404(access.visible_visits(request.actor), pk=pk, round=round_id)


@signed_in
@require_http_methods(["GET", "POST"])
def visit(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    """Show a visit, and take what its visitors saw."""
    round_, by = round_of(request, round_id), request.actor
    found = _visit(request, round_id, pk)
    if request.method == "POST":
        require(access.may_record, by, found)
    steps = access.visit_steps(by, found)
    form = VisitForm(request.POST or None, request.FILES or None) if "record" in steps else None
    if request.method == "POST" and form is not None and form.is_valid():
        uploads = [actions.Upload(f.name or "", f.read()) for f in form.uploads()]
        if kept(form, lambda: actions.record(found, by=by, uploads=uploads, **form.said())):
            messages.success(request, _("Đã ghi kết quả kiểm tra."))
            return redirect("progress:visit", round_id, pk)
    context = {
        "round": round_, "here": _("Kiểm tra"), "visit": found, "form": form, "acts": steps,
        "team": visiting.team(found),
        "files": found.files.all(), "follows": access.followed_by(by).filter(pk=found.registration_id).exists(),
    }  # fmt: skip
    return page(request, f"{TEMPLATES}visit.html", context, fragment="")


@signed_in
@require_POST
def plan(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    """Plan a visit to one registration that was not drawn."""
    rows = access.visible_to(request.actor).select_related("unit", "person", "round")
    registration = get_object_or_404(rows, pk=pk, round=round_id)
    made = actions.plan_visit(registration, by=request.actor)
    return redirect("progress:visit", round_id, made.pk)


@signed_in
@require_POST
def recheck(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    found, said = _visit(request, round_id, pk), request.POST.get("checked_again", "")
    require(access.may_recheck, request.actor, found)
    act = lambda: actions.recheck(found, by=request.actor, said=said)  # noqa: E731 run by told
    told(request, act, _("Đã ghi kết quả kiểm tra lại."))
    return redirect("progress:visit", round_id, pk)


@signed_in
@require_POST
def cancel(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    found, note = _visit(request, round_id, pk), request.POST.get("note", "")
    act = lambda: actions.cancel(found, by=request.actor, reason=note)  # noqa: E731 run by told
    told(request, act, _("Đã bỏ lượt kiểm tra này."))
    return redirect("progress:visit", round_id, pk)


@signed_in
@require_GET
def paper(request: ActorRequest, round_id: int, pk: int, kind: str) -> HttpResponse:
    """Give the record of a visit, empty to take along or as it was recorded."""
    found = _visit(request, round_id, pk)
    if found.state == VisitState.CANCELLED:
        raise PermissionDenied(_("Lượt kiểm tra này đã bỏ nên không có phiếu."))
    team = visiting.team(found)
    made = exports.visit_paper(found, team)
    if kind == "docx":
        path = exports.issuer_of(found, team).path
        data = docx_of(Kind.VISIT, path, [made], made=found.recorded_at)
    else:
        data = pdf_of([made])
    response = HttpResponse(data, content_type=Media.DOCX if kind == "docx" else Media.PDF)
    name = f"phieu-kiem-tra-{pk}.{kind}"
    response["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003 Django's own
    return response


@signed_in
@require_GET
def file(request: ActorRequest, pk: int) -> HttpResponse:
    """Send a file of a visit; a picture as its scaled copy, if asked for (``?ban=xem``)."""
    found = get_object_or_404(access.visible_visit_files(request.actor), pk=pk)
    if found.copy and request.GET.get("ban") == "xem":
        return sent(found.copy, Media.JPEG.value, f"{found.name.rpartition('.')[0]}.jpg")
    return sent(found.file, found.kind, found.name)
