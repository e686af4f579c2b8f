"""Who need not register: recorded with a reason from the page of who is missing."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kheo.movement.s3_registration import access, actions
from kheo.movement.s3_registration.outcome import Act
from kheo.movement.s3_registration.views.asked import marked, round_of, told
from kheo.orgs.middleware import ActorRequest, signed_in


def _back(round_id: int, unit: str) -> HttpResponse:
    page = reverse("registration:missing", args=[round_id])
    return redirect(f"{page}?{urlencode({'don-vi': unit})}")


@signed_in
@require_POST
def exempt(request: ActorRequest, round_id: int) -> HttpResponse:
    by, round_ = request.actor, round_of(request, round_id)
    reason = request.POST.get("reason", "")

    def do() -> str:
        people = access.people_seen(by).filter(pk__in=marked(request))
        return actions.exempt(round_, people, by=by, reason=reason).said(Act.EXEMPT)

    told(request, do, typed=reason.strip())
    return _back(round_id, request.POST.get("unit", ""))


@signed_in
@require_POST
def end(request: ActorRequest, round_id: int, pk: int) -> HttpResponse:
    by, round_ = request.actor, round_of(request, round_id)
    exemption = get_object_or_404(access.visible_exemptions(by), pk=pk, round=round_)
    said = _("Đã thôi miễn; người này lại phải đăng ký.")
    told(request, lambda: actions.end_exemption(exemption, by=by), said)
    return _back(round_id, str(exemption.person.unit_id))
