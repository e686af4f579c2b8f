"""A paper the machine has still to read, over HTTP: how far it is, and asking again."""

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from kheo.kernel.ui.page import page
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.s1_directive import access, actions
from kheo.movement.s1_directive import waiting as readings
from kheo.movement.s1_directive.states import UNREADY
from kheo.orgs.middleware import ActorRequest, signed_in


@signed_in
@require_GET
def waiting(request: ActorRequest, pk: int) -> HttpResponse:
    directive = get_object_or_404(access.visible_to(request.actor), pk=pk)
    if directive.state not in UNREADY:
        url = reverse("directive:confirm", args=[pk])
        asked = request.headers.get("HX-Request")
        return HttpResponseClientRedirect(url) if asked else redirect(url)
    context = {"directive": directive, "now": readings.waiting(directive)}
    return page(request, "movement/directive/waiting.html", context, fragment="reading")


@signed_in
@require_POST
def retry(request: ActorRequest, pk: int) -> HttpResponse:
    directive = get_object_or_404(access.visible_to(request.actor), pk=pk)
    try:
        actions.retry(directive, by=request.actor)
    except StaleStateError:
        messages.info(request, _("Văn bản này đang được đọc hoặc đã đọc xong."))
    return redirect("directive:waiting", pk=pk)
