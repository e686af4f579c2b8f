"""The ladder of reminders over HTTP: what was sent, what comes next, its steps."""

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kheo.kernel.access import require
from kheo.kernel.ui.page import page
from kheo.movement.s4_progress import access, actions, ladder, queries
from kheo.movement.s4_progress.forms import RungForm
from kheo.movement.s4_progress.views.asked import TEMPLATES, kept, round_of
from kheo.orgs.middleware import ActorRequest, signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def index(request: ActorRequest, round_id: int) -> HttpResponse:
    """Show the ladder of a year, and take a new step."""
    round_, by = round_of(request, round_id), request.actor
    verdict = access.may_ladder(by, round_.movement)
    form = RungForm(request.POST or None)
    if request.method == "POST":
        require(access.may_ladder, by, round_.movement)
        if form.is_valid() and kept(
            form, lambda: actions.set_rung(round_.movement, by=by, **form.rung())
        ):
            messages.success(request, _("Đã thêm bước nhắc."))
            return redirect("progress:ladder", round_id)
    context = {
        "round": round_,
        "here": _("Thang nhắc"),
        "rungs": ladder.steps(round_),
        "sent": ladder.sent(by, round_),
        "form": form if verdict else None,
        "verdict": verdict,
        "overseer": queries.is_overseer(by),
    }
    return page(request, f"{TEMPLATES}ladder.html", context, fragment="")


@signed_in
@require_POST
def ship(request: ActorRequest, round_id: int) -> HttpResponse:
    """Set the usual ladder."""
    round_ = round_of(request, round_id)
    made = actions.ship_ladder(round_.movement, by=request.actor)
    messages.success(request, _("Đã đặt %(n)d bước nhắc thường lệ.") % {"n": made})
    return redirect("progress:ladder", round_id)


@signed_in
@require_POST
def end(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    round_ = round_of(request, round_id)
    rung = get_object_or_404(access.visible_rungs(request.actor, round_), pk=pk)
    actions.end_rung(rung, by=request.actor)
    messages.success(request, _("Đã bỏ bước nhắc này."))
    return redirect("progress:ladder", round_id)
