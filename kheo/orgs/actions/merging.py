"""Two records of one person become one: everything passes to the first, the second is left as a trace.

Nothing is deleted, and it is not reversible: afterwards nobody can tell whose record an entry was.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Model, QuerySet, UniqueConstraint
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.accounts import actions as accounts
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.ui.written import number
from kheo.kernel.workflow.advance import StaleStateError
from kheo.orgs import access, doors
from kheo.orgs.actions.marking import mark
from kheo.orgs.models import Person, Post, Unit

FACTS: dict[str, tuple[str, ...]] = {  # what is chosen together
    "full_name": ("full_name", "name_key", "folded"),
    "staff": ("staff",),
    "sex": ("sex",),
    "born": ("born_in", "born_on"),
    "phone": ("phone",),
}


@dataclass(frozen=True, slots=True)
class Passing:
    """Records of one kind that refer to the second person: those that pass, those that collide."""

    rows: "QuerySet[Any]"
    field: str
    colliding: list[int]
    blocks: bool  # what collides holds more and cannot be left behind


def passing(kept: Person, gone: Person, *, by: Actor) -> list[Passing]:  # noqa: ARG001 every act names who acts
    """Return every kind of record that refers to *gone*, now and to come."""
    found = []
    for relation in Person._meta.related_objects:
        other, name = relation.related_model, relation.field.name
        if other is Person:
            continue
        rows = other._default_manager.filter(**{name: gone})
        if rows.exists():
            colliding = list(_colliding(other, name, rows, kept))
            blocks = bool(colliding) and bool(other._meta.related_objects)
            found.append(Passing(rows, name, colliding, blocks))
    return found


def _colliding(other: type[Model], name: str, rows: "QuerySet[Any]", kept: Person) -> Iterator[int]:
    """Yield the keys of *rows* of which *kept* has one already where only one may be."""
    for rule in other._meta.constraints:
        if not isinstance(rule, UniqueConstraint) or name not in rule.fields:
            continue
        fields = [field for field in rule.fields if field != name]
        theirs = set(other._default_manager.filter(**{name: kept}).values_list(*fields))
        for key, *values in rows.values_list("pk", *fields):
            if tuple(values) in theirs:
                yield key


def obstacles(found: list[Passing], *, by: Actor) -> list[str]:  # noqa: ARG001 every act names who acts
    """Return, in words, what forbids joining the two."""
    if count := sum(len(one.colliding) for one in found if one.blocks):
        words = _(
            "Cả hai bản ghi cùng có bản đăng ký của một năm (vướng %(count)s mục). Để lại một bản đăng ký rồi gộp."
        )
        return [words % {"count": number(count)}]
    return []


@transaction.atomic
def merge(kept: Person, gone: Person, *, by: Actor, take: Collection[str], note: str) -> Person:
    """Let all of *gone* pass to *kept*; *take* names the facts that are right in *gone*.

    Raises StaleStateError when the two became one since they were read.
    """
    require(access.may_merge, by, (kept, gone))
    locked = Person.objects.select_for_update().select_related("unit").order_by("pk")
    pair = {person.pk: person for person in locked.filter(pk__in=[kept.pk, gone.pk])}
    kept, gone = pair[kept.pk], pair[gone.pk]
    if gone.merged_into_id == kept.pk:
        raise StaleStateError
    require(access.may_merge, by, (kept, gone))
    found = passing(kept, gone, by=by)
    if left := obstacles(found, by=by):
        raise ValidationError(left)
    for one in found:
        one.rows.exclude(pk__in=one.colliding).update(**{one.field: kept})
    changes = _take(kept, gone, take, by=by)
    was_active = gone.active
    Person.objects.filter(pk=gone.pk).update(active=False, merged_into=kept, unread=0)
    kept.save(update_fields=[*FIELDS, "user", "cell", "unread"])
    if was_active:
        Unit.objects.filter(pk=gone.unit_id).update(staff=F("staff") - 1)
    mark(kept, by=by)
    doors.renamed(kept, by=by)
    changes["gone"] = [None, gone.code]
    trail.record("person.merge", kept, by=by, changes=changes, note=note)
    trail.record("person.merged", gone, by=by, changes={"into": [None, kept.code]}, note=note)
    told = _("Hai bản ghi của bạn (%(kept)s, %(gone)s) đã được gộp làm một.")
    about = {"kept": kept.code, "gone": gone.code}
    doors.tell([kept], told % about, reverse("orgs:person", args=[kept.pk]), by=by)
    return kept


FIELDS = [name for names in FACTS.values() for name in names]


def _take(kept: Person, gone: Person, take: Collection[str], *, by: Actor) -> dict[str, Any]:
    """Put the facts taken from *gone* on *kept*; return what the trail says changed.

    The Party cell passes where only *gone* has one, and the trail does not say so.
    """
    changes: dict[str, Any] = {"code": [gone.code, kept.code]}
    for fact in take:
        for name in FACTS[fact]:
            before, after = getattr(kept, name), getattr(gone, name)
            if before != after:
                setattr(kept, name, after)
                changes[name] = [before, after]
    if kept.user_id is None and gone.user_id is not None:
        Person.objects.filter(pk=gone.pk).update(user=None)  # an account is of one person
        kept.user = gone.user
        changes["account"] = [None, str(gone.user)]
    elif gone.user is not None:
        accounts.close_account(gone.user, by=by)  # one person signs in as one
    if kept.cell_id is None:
        kept.cell_id = gone.cell_id
    kept.unread += gone.unread
    return changes


def counts(found: list[Passing], *, by: Actor) -> dict[str, int]:  # noqa: ARG001 every act names who acts
    """Return how many records would pass, posts apart from others, and how many would stay."""
    posts = sum(one.rows.count() for one in found if one.rows.model is Post)
    stay = sum(len(one.colliding) for one in found)
    others = sum(one.rows.count() for one in found if one.rows.model is not Post)
    return {"posts": posts, "others": others - stay, "stay": stay}
