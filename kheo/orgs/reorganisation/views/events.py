"""The reorganisations there were, the wizard that writes one, and taking one back."""

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kheo.kernel.access import require
from kheo.kernel.ui.page import page
from kheo.kernel.ui.paging import paged
from kheo.kernel.workflow.advance import StaleStateError
from kheo.orgs.middleware import ActorRequest, signed_in
from kheo.orgs.reorganisation import access, actions, forms, hanging, preview, queries
from kheo.orgs.reorganisation.models import Reorganisation
from kheo.orgs.reorganisation.preview import Preview
from kheo.orgs.reorganisation.routes import Outline
from kheo.orgs.reorganisation.states import DOES, Sort

TEMPLATES = "orgs/reorganisation/"


@signed_in
@require_GET
def index(request: ActorRequest) -> HttpResponse:
    require(access.may_enter, request.actor, None)
    context = {
        "page": paged(request.GET, queries.listed(request.actor), "-pk"),
        "sorts": [(sort.value, sort.label, DOES[sort]) for sort in Sort],
    }
    return page(request, f"{TEMPLATES}index.html", context, fragment="rows")


@signed_in
@require_http_methods(["GET", "POST"])
def write(request: ActorRequest, sort: str) -> HttpResponse:
    require(access.may_enter, request.actor, None)
    if sort not in Sort.values:
        raise Http404
    form = forms.OutlineForm(Sort(sort), request.actor, request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid() and (outline := _outlined(form)):
        if "write" in request.POST and (event := _written(request, form, outline)):
            messages.success(request, _("Đã ghi việc sắp xếp và báo cho mọi người liên quan."))
            return redirect("reorganisation:event", pk=event.pk)
        found = _previewed(form, outline)
    context = {
        "form": form,
        "found": found,
        "sort": Sort(sort),
        "does": DOES[Sort(sort)],
        "crumbs": _crumbs(),
    }
    return page(request, f"{TEMPLATES}write.html", context, fragment="")


def _crumbs() -> list[tuple[str, str]]:
    return [
        (_("Quản trị"), reverse("orgs:units")),
        (_("Sắp xếp tổ chức"), reverse("reorganisation:index")),
    ]


def _outlined(form: forms.OutlineForm) -> Outline | None:
    """Read the outline once: an error found later takes its field out of what was cleaned."""
    try:
        return form.outline()
    except ValidationError as error:
        _say(form, error)
        return None


def _written(
    request: ActorRequest, form: forms.OutlineForm, outline: Outline
) -> Reorganisation | None:
    """Write it down; None when the page must say why not."""
    try:
        return actions.reorganise(outline, by=request.actor)
    except ValidationError as error:
        _say(form, error)
        return None


def _previewed(form: forms.OutlineForm, outline: Outline) -> Preview | None:
    try:
        found = preview.previewed(outline)
    except ValidationError as error:
        if not form.errors:
            _say(form, error)
        return None
    form.meet(found.meetings)
    return found


def _say(form: forms.OutlineForm, error: ValidationError) -> None:
    """Put what was refused beside the field it is about, else above the form."""
    for name, said in error.message_dict.items() if hasattr(error, "error_dict") else ():
        form.add_error(name if name in form.fields else None, said)
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)


@signed_in
@require_http_methods(["GET", "POST"])
def event(request: ActorRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(access.visible_to(request.actor), pk=pk)
    if request.method == "POST" and found.undone_at:
        return _undone_before(request, found)
    may = access.may_undo(request.actor, found)
    form = forms.UndoForm(request.POST or None)
    if request.method == "POST" and not may:
        raise PermissionDenied(may.reason)
    if request.method == "POST" and form.is_valid():
        try:
            actions.undo(found, by=request.actor, note=form.cleaned_data["note"])
        except StaleStateError:
            return _undone_before(request, found)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Đã huỷ, mọi thứ trở về như trước."))
            return redirect("reorganisation:event", pk=pk)
    return _event_page(request, found, form, _shares_form(request, found))


def _undone_before(request: ActorRequest, found: Reorganisation) -> HttpResponse:
    """Show it with a warning: a second press changed nothing, and the first one did."""
    messages.warning(request, _("Lần sắp xếp này đã được huỷ từ trước; lần bấm này không đổi gì."))
    return redirect("reorganisation:event", pk=found.pk)


def _shares_form(
    request: ActorRequest, found: Reorganisation, data: QueryDict | None = None
) -> forms.SharesForm | None:
    """Return the form of a split; of anything else, or one taken back, there is none."""
    if not access.may_share(request.actor, found):
        return None
    return forms.SharesForm(list(queries.parts(found)), queries.took(found), data)


def _event_page(
    request: ActorRequest,
    found: Reorganisation,
    form: forms.UndoForm,
    shares_form: forms.SharesForm | None,
) -> HttpResponse:
    context = {
        "event": found,
        "crumbs": _crumbs(),
        "page": paged(request.GET, queries.successors(found), "pk"),
        "may": access.may_undo(request.actor, found),
        "left": hanging.on(found),
        "taken_back": queries.taken_back(found),
        "form": form,
        "shares": shares_form,
    }
    return page(request, f"{TEMPLATES}event.html", context, fragment="rows")


@signed_in
@require_POST
def shares(request: ActorRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(access.visible_to(request.actor), pk=pk)
    require(access.may_share, request.actor, found)
    form = _shares_form(request, found, request.POST)
    if form is not None and form.is_valid():
        try:
            actions.give_shares(found, form.shares(), by=request.actor)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Đã ghi tỉ lệ chia số liệu cũ."))
            return redirect("reorganisation:event", pk=pk)
    return _event_page(request, found, forms.UndoForm(), form)
