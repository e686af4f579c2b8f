"""What every page of administration does: where it stands, and what becomes of a form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages  # noqa: TID251 a view in a folder of views
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.kernel.access import Verdict
from kheo.kernel.actor import Actor
from kheo.kernel.ui.forms import Form
from kheo.kernel.ui.page import page
from kheo.orgs import access
from kheo.orgs.middleware import ActorRequest
from kheo.orgs.models import Person, Post, Unit
from kheo.orgs.states import Power

TEMPLATES = "orgs/"

type Crumbs = list[tuple[str, str]]


def words_asked(request: ActorRequest) -> str:
    """Return what is looked for; PostgreSQL takes no text with a NUL in it."""
    return request.GET.get("q", "").replace("\0", "").strip()


def unit_asked(request: ActorRequest, pk: int) -> Unit:
    return get_object_or_404(access.visible_units(request.actor).select_related("parent"), pk=pk)


def person_asked(request: ActorRequest, pk: int) -> Person:
    people = access.visible_people(request.actor).select_related("unit", "cell")
    return get_object_or_404(people, pk=pk)


def post_asked(request: ActorRequest, pk: int) -> Post:
    posts = access.visible_posts(request.actor)
    related = ("unit__parent", "over", "person__unit", "stands_for__person")
    return get_object_or_404(posts.select_related(*related), pk=pk)


def unit_crumbs(by: Actor, unit: Unit) -> Crumbs:
    found = [(_("Quản trị"), reverse("orgs:units"))]
    if unit.parent and unit.path != by.reach:
        found.append((unit.parent.name, reverse("orgs:unit", args=[unit.parent_id])))
    return [*found, (unit.name, reverse("orgs:unit", args=[unit.pk]))]


def person_crumbs(by: Actor, person: Person) -> Crumbs:
    own = (person.full_name, reverse("orgs:person", args=[person.pk]))
    if not by.may(Power.ADMINISTER, person.unit.path):
        return [(_("Bàn làm việc"), reverse("desk")), own]
    return [
        (_("Quản trị"), reverse("orgs:units")),
        (person.unit.name, reverse("orgs:unit", args=[person.unit_id])),
        own,
    ]


def post_crumbs(by: Actor, post: Post) -> Crumbs:
    here = (post.title, reverse("orgs:post", args=[post.pk]))
    return [*unit_crumbs(by, post.unit), here]


def filled(
    request: ActorRequest,
    form: Form,
    act: Callable[[dict[str, Any]], Any],
    *,
    crumbs: Crumbs,
    done: str,
    **context: Any,
) -> HttpResponse:
    """Show *form*, or the reason why not; do *act* with it and go back to the last of *crumbs*."""
    may: Verdict = context["may"]
    if request.method == "POST" and not may:
        raise PermissionDenied(may.reason)
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except ValidationError as error:
            _add(form, error)
        else:
            messages.success(request, done)
            return redirect(crumbs[-1][1])
    shown = {"form": form, "crumbs": crumbs, "back": crumbs[-1][1], **context}
    return page(request, f"{TEMPLATES}form.html", shown, fragment="")


def _add(form: Form, error: ValidationError) -> None:
    """Put what an action refused beside the field it is about, else above the form."""
    if hasattr(error, "error_dict"):
        for name, errors in error.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    else:
        form.add_error(None, error)
