"""Units that carry a model together: invite one, answer for one's own."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kheo.kernel.access import require
from kheo.kernel.ui.page import page
from kheo.movement.s3_registration import access, actions, partnering
from kheo.movement.s3_registration.states import PARTNER_FLOW
from kheo.movement.s3_registration.views.asked import TEMPLATES, kept, registration_of, told
from kheo.orgs.middleware import ActorRequest, signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def invite(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    registration, by = registration_of(request, round_id, pk), request.actor
    require(access.may_invite, by, registration)
    form = partnering.InviteForm(by, request.POST or None)
    if form.is_valid() and kept(
        form, lambda: actions.invite(registration, by=by, **form.cleaned_data)
    ):
        return redirect("registration:detail", round_id, pk)
    context = {"round": registration.round, "registration": registration, "form": form}
    return page(request, f"{TEMPLATES}partner.html", context, fragment="main")


@signed_in
@require_POST
def answer(request: ActorRequest, round_id: int, pk: int, partner: int, step: str) -> HttpResponse:
    registration, by = registration_of(request, round_id, pk), request.actor
    rows = registration.partners.select_related("unit", "registration__unit", "registration__round")
    one = get_object_or_404(rows, pk=partner)
    if step not in PARTNER_FLOW.steps or step in {"invite", "ask"}:
        raise Http404
    typed = {name: request.POST.get(name, "")[:300] for name in ("note", "contribution")}
    told(
        request,
        lambda: actions.answer(one, step, by=by, **typed),
        _("Đã ghi."),
        typed["note"],
    )
    if access.readable_by(by).filter(pk=pk).exists():
        return redirect("registration:detail", round_id, pk)
    return redirect("registration:unit", round_id)  # who has left reads it no longer
