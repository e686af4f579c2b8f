"""Masters over HTTP: what lays out each paper, the words of one, its versions."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kheo.documents.masters import access, actions, exports, queries
from kheo.documents.masters.forms import ChoiceForm, MasterForm
from kheo.documents.masters.models import Master
from kheo.documents.masters.states import WORDS, Kind
from kheo.documents.paper.master import words
from kheo.documents.paper.master.checking import measured
from kheo.documents.paper.master.filling import filled
from kheo.documents.told import told
from kheo.kernel import clock, files
from kheo.kernel.access import require
from kheo.kernel.ui.page import page
from kheo.orgs.answering import refused
from kheo.orgs.middleware import ActorRequest, signed_in
from kheo.orgs.models import Unit

TEMPLATES = "documents/masters/"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _own(request: ActorRequest) -> Unit:
    require(access.may_enter, request.actor, None)
    return queries.unit_at(request.actor.reach)


def _kind(name: str) -> Kind:
    if name not in Kind.values:
        raise Http404
    return Kind(name)


def _given(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=DOCX)
    response["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003 Django's own
    return response


@signed_in
@require_GET
def index(request: ActorRequest) -> HttpResponse:
    unit = _own(request)
    context = {"unit": unit, "rows": queries.chosen(unit.path, clock.now())}
    return page(request, f"{TEMPLATES}index.html", context, fragment="")


@signed_in
@require_http_methods(["GET", "POST"])
def detail(request: ActorRequest, kind: str) -> HttpResponse:
    """Show the words of a master and its versions; take in a new one."""
    unit, of, by = _own(request), _kind(kind), request.actor
    form = MasterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            master = actions.add(unit, of, by=by, data=sent.read(), name=sent.name)
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, _("Mẫu đã được lưu và dùng từ bây giờ."))
            return redirect("masters:version", pk=master.pk)
    context = {"form": form, **_shown(unit, of), "may": access.may_change(by, unit)}
    return page(request, f"{TEMPLATES}detail.html", context, fragment="")


def _shown(unit: Unit, kind: Kind) -> dict[str, Any]:
    names = words.WORDS[words.Kind(kind)]
    choices = queries.choices_of(kind, unit.path)
    return {
        "unit": unit,
        "kind": kind,
        "choice": queries.at(choices, clock.now()),
        "own": next((c for c in choices if (c.unit_id, c.kind) == (unit.pk, kind)), None),
        "versions": queries.versions(unit, kind),
        "words": [
            (f"{{{{{'p' if name in words.BLOCKS else ''} {name} }}}}", WORDS[name])
            for name in names
        ],
    }


@signed_in
@require_GET
def shipped(request: ActorRequest, kind: str) -> HttpResponse:
    unit, of = _own(request), _kind(kind)
    return _given(exports.shipped(of, unit), f"mau-goc-{of}.docx")


@signed_in
@require_POST
def choose(request: ActorRequest, kind: str) -> HttpResponse:
    unit, of, by = _own(request), _kind(kind), request.actor
    form = ChoiceForm(request.POST)
    number = form.cleaned_data["master"] if form.is_valid() else None
    held = access.visible_to(by).filter(unit=unit, kind=of)
    master = get_object_or_404(held, number=number) if number else None
    try:
        actions.choose(unit, of, by=by, master=master)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Đã đổi mẫu, dùng từ bây giờ."))
    return redirect("masters:detail", kind=of)


def _master(request: ActorRequest, pk: int) -> Master:
    return get_object_or_404(access.visible_to(request.actor), pk=pk)


@signed_in
@require_GET
def version(request: ActorRequest, pk: int) -> HttpResponse:
    """Show how papers deviate from the rules of papers once this version lays them out."""
    master = _master(request, pk)
    found = measured(
        files.fetch(master.file), master.file_name, exports.sample(master.kind, master.unit)
    )
    own = queries.own_choice(master.unit, master.kind)
    context = {
        "master": master,
        "rows": told(found),
        "used": own is not None and own.master_id == master.pk,
    }
    return page(request, f"{TEMPLATES}version.html", context, fragment="")


@signed_in
@require_GET
def file(request: ActorRequest, pk: int) -> HttpResponse:
    master = _master(request, pk)
    return _given(files.fetch(master.file), master.file_name)


@signed_in
@require_GET
def tried(request: ActorRequest, pk: int) -> HttpResponse:
    """Give the version filled with a paper of invented people."""
    master = _master(request, pk)
    made = filled(files.fetch(master.file), exports.sample(master.kind, master.unit))
    return _given(made, f"dien-thu-{master.kind}-{master.number}.docx")
