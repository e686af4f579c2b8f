"""What the search box finds, and who sees it: matches of the index, asked again of each access."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.documents import access as documents
from kheo.documents.models import OfficialDocument
from kheo.kernel.actor import Actor
from kheo.kernel.search import index as words
from kheo.kernel.text import nfc
from kheo.movement.models import Award, Card, Movement, Registration
from kheo.movement.s1_directive import access as directives
from kheo.movement.s3_registration import access as registrations
from kheo.movement.s6_commendation import access as commendations
from kheo.movement.s6_commendation import queries as s6
from kheo.movement.s7_replication import access as cards

LIMIT = 60
_SHEET = re.compile(r"DK-(\d{4})-(\d{1,9})")  # on the paper of a registration
_ENTRY = re.compile(r"(\d{1,6})/(\d{4})")  # in the register of honours
_PAPER = re.compile(r"\d{1,6}/[^\W\d_][\w-]+")  # a decision, by its number and symbol


type Entry = tuple[int, str, str, str]  # key, path, words, name


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of record in the index: its words, its place, and who may see which."""

    every: Callable[[], QuerySet[Any]]
    text: Callable[[Any], str]
    path: Callable[[Any], str]
    visible: Callable[[Actor], QuerySet[Any]]
    url: Callable[[Any], str]
    detail: Callable[[Any], str]
    name: Callable[[Any], str] = lambda _row: ""  # by which its like is found, if it is sought
    entries: Callable[[], Iterator[Entry]] | None = (
        None  # all of them, where that can be had faster
    )

    def all_entries(self) -> Iterator[Entry]:
        """Yield every record of the kind as the index takes it."""
        if self.entries:
            return self.entries()
        rows = self.every().iterator(chunk_size=words.BATCH)
        return ((row.pk, self.path(row), self.text(row), self.name(row)) for row in rows)


@dataclass(frozen=True, slots=True)
class Found:
    """One result as the page shows it."""

    kind: str
    title: str
    detail: str
    url: str


def _movement_words(m: Movement) -> str:
    """Return what a movement is known by: its name, and the paper everybody has in hand."""
    paper = m.directive.document if m.directive else None
    return f"{m.name} {m.theme} {paper.kind} {paper.number}" if paper else f"{m.name} {m.theme}"


def _registration_words(title: str, person: str, unit: str, duty: str) -> str:
    return f"{title} {person} {unit} {duty}"


def _registrations() -> Iterator[Entry]:
    """Yield the registrations as bare values: there are a hundred times as many as of all others."""
    rows = Registration.objects.values_list(
        "pk", "unit__path", "title", "person__full_name", "unit__name", "duty"
    )
    for key, path, title, person, unit, duty in rows.iterator(chunk_size=words.BATCH):
        text = _registration_words(title, person or "", unit, duty)
        yield key, path, text, "" if person else title


SOURCES: dict[str, tuple[type[Model], Source]] = {
    "movement": (
        Movement,
        Source(
            every=lambda: Movement.objects.select_related("directive__document"),
            text=_movement_words,
            path=lambda _m: "",
            visible=directives.visible_movements,
            url=lambda _m: reverse("movements"),
            detail=lambda m: f"{m.years}, {m.unit}",
        ),
    ),
    "registration": (
        Registration,
        Source(
            every=lambda: Registration.objects.select_related("unit", "person"),
            text=lambda r: _registration_words(
                r.title, r.person.full_name if r.person else "", r.unit.name, r.duty
            ),
            path=lambda r: r.unit.path,
            visible=lambda by: registrations.visible_to(by).select_related("unit", "person"),
            url=lambda r: reverse("registration:detail", args=[r.round_id, r.pk]),
            detail=lambda r: f"{r.person or r.unit}, {r.unit if r.person else ''}".strip(", "),
            name=lambda r: "" if r.person_id else r.title,
            entries=_registrations,
        ),
    ),
    "document": (
        OfficialDocument,
        Source(
            every=lambda: OfficialDocument.objects.select_related("unit"),
            text=lambda d: f"{d.kind} {d.number} {d.subject} {d.issuer}",
            path=lambda d: d.unit.path,
            visible=lambda by: documents.visible_to(by).exclude(directive__state="removed"),
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
            name=lambda c: c.title,
        ),
    ),
}
_KIND_OF = {model: kind for kind, (model, _source) in SOURCES.items()}


def index(subject: Model) -> None:
    """Keep the index in step with *subject*, when it is of a kind that is looked for."""
    kind = _KIND_OF.get(type(subject))
    if kind:
        source = SOURCES[kind][1]
        path, text = source.path(subject), source.text(subject)
        words.put(kind, subject.pk, path=path, text=text, name=source.name(subject))


def reindex() -> int:
    """Write the whole index anew: after data came in past the trail. Return how many records."""
    return words.put_all(
        (kind, *entry)
        for kind, (_model, source) in SOURCES.items()
        for entry in source.all_entries()
    )


class Results(list[Found]):
    """What was found; *capped* where there may be more than is shown."""

    capped = False


def by_code(by: Actor, query: str) -> list[Found]:
    """Return what *by* may see of the sheet or the award that carries exactly this code."""
    asked = nfc(query).strip().upper()
    if sheet := _SHEET.fullmatch(asked):
        rows = registrations.visible_to(by).select_related("unit", "person")
        rows = rows.filter(sheet=int(sheet[2]), round__year=int(sheet[1])).order_by("ordinal")
        source = SOURCES["registration"][1]
        return [Found(_("Đăng ký"), str(r), source.detail(r), source.url(r)) for r in rows]
    awards = commendations.visible_awards(by).select_related("case__proposal")
    if entry := _ENTRY.fullmatch(asked):
        awards = awards.filter(serial=int(entry[1]), year=int(entry[2]))
    elif _PAPER.fullmatch(asked):
        awards = awards.filter(decision__number__iexact=asked)
    elif len(code := s6.bare(asked)) == s6.CODE_LENGTH:
        awards = awards.filter(code=code)
    else:
        return []
    return [_award(award) for award in awards[:LIMIT]]


def _award(award: Award) -> Found:
    detail = f"{award.form}, {award.decision.number}, {award.entry}"
    place = reverse("commendation:register", args=[award.case.proposal.round_id])
    return Found(
        _("Khen thưởng"), award.holder, detail, f"{place}?{urlencode({'ten': award.holder})}"
    )


def find(by: Actor, query: str) -> Results:
    """Return what *by* may see of the records with the words, or of the one code, of *query*."""
    if coded := by_code(by, query):
        return Results(coded)
    paths = sorted({by.reach, by.unit_path} - {""})
    keys: dict[str, list[int]] = {}
    kept = registrations.paths_kept(by)
    matched = words.find(query, paths=paths, at=kept, limit=LIMIT)
    for kind, key in matched:
        keys.setdefault(kind, []).append(key)
    labels = {
        "movement": _("Phong trào"),
        "registration": _("Đăng ký"),
        "document": _("Văn bản"),
        "card": _("Mô hình công khai"),
    }
    found = Results(
        Found(labels[kind], str(row), source.detail(row), source.url(row))
        for kind, (_model, source) in SOURCES.items()
        if kind in keys
        for row in source.visible(by).filter(pk__in=keys[kind])
    )
    found.capped = len(matched) >= LIMIT
    return found
