"""How the work goes on, over HTTP: the list, and the targets and checkpoints of one registration."""

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kheo.kernel.access import require
from kheo.kernel.ui.forms import Form
from kheo.kernel.ui.page import page
from kheo.kernel.ui.paging import paged
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s4_progress import access, actions, course, queries
from kheo.movement.s4_progress.forms import CheckpointForm, TargetForm
from kheo.movement.s4_progress.views.asked import TEMPLATES, kept, round_of, told
from kheo.orgs.middleware import ActorRequest, signed_in


@signed_in
@require_GET
def index(request: ActorRequest, round_id: int) -> HttpResponse:
    """List what is under way with its targets, checkpoints and standing."""
    round_, by = round_of(request, round_id), request.actor
    which = request.GET.get("tinh-hinh", "")
    found = paged(request.GET, course.listed(by, round_, which=which), "sort_key")
    context = {
        "round": round_,
        "page": found,
        "lines": course.lines(found.rows),
        "which": which,
        "counts": course.counts(by, round_),
        "overseer": queries.is_overseer(by),
    }
    return page(request, f"{TEMPLATES}course.html", context, fragment="rows")


@signed_in
@require_http_methods(["GET", "POST"])
def aims(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    """Show the targets and checkpoints of one registration, and take one more of either."""
    round_, by = round_of(request, round_id), request.actor
    rows = access.visible_to(by).select_related("unit", "person", "round__movement", "form_version")
    registration = get_object_or_404(rows, pk=pk, round=round_)
    require(access.may_note, by, registration)
    forms = _forms(request, registration)
    sent = request.POST.get("viec", "")
    if sent in forms and forms[sent].is_valid() and _set(request, registration, sent, forms[sent]):
        messages.success(request, _("Đã lưu."))
        return redirect("progress:aims", round_id, pk)
    context = {"round": round_, "here": registration.title, "registration": registration, **forms}
    return page(request, f"{TEMPLATES}aims.html", context, fragment="")


def _forms(request: ActorRequest, registration: Registration) -> dict[str, Form]:
    sent = request.POST.get("viec", "")
    found = course.suggested(registration)
    known = {"planned": found.planned, "measure": found.measure} if found else {}
    initial = {} if registration.targets.exists() else known
    return {
        "target": TargetForm(request.POST if sent == "target" else None, initial=initial),
        "checkpoint": CheckpointForm(request.POST if sent == "checkpoint" else None),
    }


def _set(request: ActorRequest, registration: Registration, what: str, form: Form) -> bool:
    act = actions.set_target if what == "target" else actions.set_checkpoint
    return kept(form, lambda: act(registration, by=request.actor, **form.cleaned_data))


@signed_in
@require_POST
def drop(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    """Take away a checkpoint that is not done."""
    rows = course.visible_checkpoints(request.actor).filter(registration__round=round_id)
    found = get_object_or_404(rows, pk=pk)
    act = lambda: actions.drop_checkpoint(found, by=request.actor)  # noqa: E731 run by told
    told(request, act, _("Đã bỏ mốc này."))
    return redirect("progress:aims", round_id, found.registration_id)
