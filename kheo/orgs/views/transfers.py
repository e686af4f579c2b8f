"""Somebody goes to another unit: asked, shown with what becomes of their open work, then done."""

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kheo.kernel.ui.page import page
from kheo.kernel.ui.written import day
from kheo.orgs import access, actions, doors, forms, queries
from kheo.orgs.answering import filled, refused
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
        shown = _checked(request, person, form)
    context = {
        "form": form,
        "person": person,
        "lead": f"{person.full_name}, {person.unit.name}",
        "may": may,
        "crumbs": person_crumbs(by, person),
        "to": form.cleaned_data["to"] if shown else None,
        "works": doors.open_work(person, form.cleaned_data["to"]) if shown else [],
        "last": queries.last_transfer(person),
    }
    return page(request, f"{TEMPLATES}transfer.html", context, fragment="")


def _checked(request: ActorRequest, person: Person, form: forms.TransferForm) -> bool:
    """Tell whether what was asked may be; the page says why not."""
    if form.errors:
        return False
    asked = form.cleaned_data
    try:
        actions.check_transfer(person, by=request.actor, to=asked["to"], on=asked["on"])
    except ValidationError as error:
        refused(form, error)
    return not form.errors


def _written(request: ActorRequest, person: Person, form: forms.TransferForm) -> bool:
    """Write it down; False when the page must say why not."""
    try:
        actions.transfer(person, by=request.actor, **form.cleaned_data)
    except ValidationError as error:
        refused(form, error)
        return False
    messages.success(request, _("Đã ghi việc chuyển đơn vị."))
    return True


@signed_in
@require_http_methods(["GET", "POST"])
def take_back(request: ActorRequest, pk: int) -> HttpResponse:
    """Take back the latest transfer, which was a mistake."""
    person = person_asked(request, pk)
    if queries.taken_back_before(person, request.POST.get("transfer", "")):
        messages.warning(request, _("Việc chuyển này đã lấy lại từ trước; lần này không đổi gì."))
        return redirect("orgs:person", pk=pk)
    if (last := queries.last_transfer(person)) is None:
        raise Http404
    words = _(
        "%(name)s trở về %(old)s như trước ngày %(day)s: chức vụ ở %(new)s bị bỏ, "
        "chức vụ cũ giữ tiếp, bản đăng ký đã khép hoặc đã theo sang trở lại như cũ."
    )
    names = {"name": person, "old": last.old, "new": last.new, "day": day(last.on)}
    return filled(
        request,
        forms.TakeBackForm(request.POST or None, initial={"transfer": last.pk}),
        lambda found: actions.take_back(last, by=request.actor, note=found["note"]),
        heading=_("Lấy lại việc chuyển"),
        note=words % names,
        done=_("Đã lấy lại việc chuyển."),
        yes=_("Lấy lại"),
        may=access.may_move_person(request.actor, person),
        crumbs=person_crumbs(request.actor, person),
        lead=f"{person.full_name}, {person.unit.name}",
    )
