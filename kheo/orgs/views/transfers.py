"""Somebody goes to another unit: asked, shown with what becomes of their open work, then done."""

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kheo.kernel.ui.page import page
from kheo.orgs import access, actions, doors, forms
from kheo.orgs.answering import refused
from kheo.orgs.middleware import ActorRequest, signed_in
from kheo.orgs.models import Person
from kheo.orgs.views.asked import TEMPLATES, person_asked, person_crumbs


@signed_in
@require_http_methods(["GET", "POST"])
def transfer(request: ActorRequest, pk: int) -> HttpResponse:
    by, person = request.actor, person_asked(request, pk)
    may, shown = access.may_move_person(by, person), False
    if request.method == "POST" and not may:
        raise PermissionDenied(may.reason)
    form = forms.TransferForm(by, request.POST or None)
    if request.method == "POST" and form.is_valid():
        if "write" in request.POST and _written(request, person, form):
            return redirect("orgs:person", pk=pk)
        shown = not form.errors
    context = {
        "form": form,
        "person": person,
        "lead": f"{person.full_name}, {person.unit.name}",
        "may": may,
        "crumbs": person_crumbs(by, person),
        "to": form.cleaned_data["to"] if shown else None,
        "works": doors.open_work(person, form.cleaned_data["to"]) if shown else [],
    }
    return page(request, f"{TEMPLATES}transfer.html", context, fragment="")


def _written(request: ActorRequest, person: Person, form: forms.TransferForm) -> bool:
    """Write it down; False when the page must say why not."""
    try:
        actions.transfer(person, by=request.actor, **form.cleaned_data)
    except ValidationError as error:
        refused(form, error)
        return False
    messages.success(request, _("Đã ghi việc chuyển đơn vị."))
    return True
