"""What the search box finds, and who sees it: matches of the index, asked again of each access."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.documents import access as documents
from kheo.documents.models import OfficialDocument
from kheo.kernel.actor import Actor
from kheo.kernel.search import index as words
from kheo.movement.models import Card, Movement, Registration
from kheo.movement.s1_directive import access as directives
from kheo.movement.s3_registration import access as registrations
from kheo.movement.s7_replication import access as cards

LIMIT = 60


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of record in the index: its words, its place, and who may see which."""

    every: Callable[[], QuerySet[Any]]
    text: Callable[[Any], str]
    path: Callable[[Any], str]
    visible: Callable[[Actor], QuerySet[Any]]
    url: Callable[[Any], str]
    detail: Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Found:
    """One result as the page shows it."""

    kind: str
    title: str
    detail: str
    url: str


def _registration_words(r: Registration) -> str:
    return " ".join([r.title, r.person.full_name if r.person else "", r.unit.name, r.duty])


SOURCES: dict[str, tuple[type[Model], Source]] = {
    "movement": (
        Movement,
        Source(
            every=Movement.objects.all,
            text=lambda m: f"{m.name} {m.theme}",
            path=lambda _m: "",
            visible=directives.visible_movements,
            url=lambda _m: reverse("movements"),
            detail=lambda m: f"{m.first_year}-{m.last_year}, {m.unit}",
        ),
    ),
    "registration": (
        Registration,
        Source(
            every=lambda: Registration.objects.select_related("unit", "person"),
            text=_registration_words,
            path=lambda r: r.unit.path,
            visible=lambda by: registrations.visible_to(by).select_related("unit", "person"),
            url=lambda r: reverse("registration:detail", args=[r.round_id, r.pk]),
            detail=lambda r: f"{r.person or r.unit}, {r.unit if r.person else ''}".strip(", "),
        ),
    ),
    "document": (
        OfficialDocument,
        Source(
            every=lambda: OfficialDocument.objects.select_related("unit"),
            text=lambda d: f"{d.kind} {d.number} {d.subject} {d.issuer}",
            path=lambda d: d.unit.path,
            visible=documents.visible_to,
            url=lambda d: reverse("directive:index") + f"?q={d.number}",
            detail=lambda d: d.subject,
        ),
    ),
    "card": (
        Card,
        Source(
            every=lambda: Card.objects.select_related("registration__unit"),
            text=lambda c: f"{c.title} {c.problem} {c.way} {c.registration.unit.name}",
            path=lambda _c: "",
            visible=cards.visible_to,
            url=lambda c: reverse("replication:card", args=[c.code]),
            detail=lambda c: str(c.registration.unit),
        ),
    ),
}
_KIND_OF = {model: kind for kind, (model, _source) in SOURCES.items()}


def index(subject: Model) -> None:
    """Keep the index in step with *subject*, when it is of a kind that is looked for."""
    kind = _KIND_OF.get(type(subject))
    if kind:
        source = SOURCES[kind][1]
        words.put(kind, subject.pk, path=source.path(subject), text=source.text(subject))


def reindex() -> int:
    """Write the whole index anew: after data came in past the trail. Return how many records."""
    return words.put_all(
        (kind, row.pk, source.path(row), source.text(row))
        for kind, (_model, source) in SOURCES.items()
        for row in source.every().iterator(chunk_size=words.BATCH)
    )


def find(by: Actor, query: str) -> list[Found]:
    """Return what *by* may see of the records with the words of *query*."""
    paths = sorted({by.reach, by.unit_path} - {""})
    keys: dict[str, list[int]] = {}
    kept = registrations.paths_kept(by)
    for kind, key in words.find(query, paths=paths, at=kept, limit=LIMIT):
        keys.setdefault(kind, []).append(key)
    labels = {
        "movement": _("Phong trào"),
        "registration": _("Đăng ký"),
        "document": _("Văn bản"),
        "card": _("Mô hình công khai"),
    }
    return [
        Found(labels[kind], str(row), source.detail(row), source.url(row))
        for kind, (_model, source) in SOURCES.items()
        if kind in keys
        for row in source.visible(by).filter(pk__in=keys[kind])
    ]
