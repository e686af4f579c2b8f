"""What every page of administration asks first: which record, and where it stands."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.kernel.actor import Actor
from kheo.orgs import access
from kheo.orgs.answering import TEMPLATES, Crumbs, filled
from kheo.orgs.middleware import ActorRequest
from kheo.orgs.models import Person, Post, Unit
from kheo.orgs.states import Power

__all__ = [
    "TEMPLATES",
    "Crumbs",
    "filled",
    "person_asked",
    "person_crumbs",
    "post_asked",
    "post_crumbs",
    "unit_asked",
    "unit_crumbs",
    "words_asked",
]


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
