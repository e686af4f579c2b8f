"""Take out again what an import wrote, once it is sure that nothing new hangs on it."""

from collections import Counter
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, Model, OuterRef, QuerySet
from django.utils.translation import gettext as _

from kheo.kernel.actor import Actor
from kheo.kernel.audit.models import Event
from kheo.kernel.ui.written import number
from kheo.orgs.actions.writing import add_staff
from kheo.orgs.models import Import, Person, Post, Unit

OURS = (Post, Person, Unit)  # in the order in which they are taken out
OF_UNITS = {"levels"}  # came with the unit, or by an event of it, and go with it


def hanging(one: Import, *, by: Actor) -> list[str]:  # noqa: ARG001 every act names who acts
    """Return, in words, what came to hang on what the import wrote."""
    said = []
    if count := sum(_referring(one, model) for model in OURS):
        words = _("Đã có %(count)s bản ghi mới gắn vào người, chức vụ hoặc đơn vị đã nhập.")
        said.append(words % {"count": number(count)})
    if count := sum(_touched(one, model) for model in OURS):
        words = _("%(count)s người, chức vụ hoặc đơn vị đã được sửa sau khi nhập.")
        said.append(words % {"count": number(count)})
    if count := Person.objects.filter(brought_by=one).exclude(user=None).count():
        said.append(_("%(count)s người đã có tài khoản.") % {"count": number(count)})
    return said


def _brought(one: Import, model: type[Model]) -> "QuerySet[Any]":
    return model._default_manager.filter(brought_by=one).order_by()


def _touched(one: Import, model: type[Model]) -> int:
    """Count what somebody has changed since: an import leaves no event of single records."""
    kind = ContentType.objects.get_for_model(model)
    events = Event.objects.filter(subject_type=kind, subject_id=OuterRef("pk"))
    return _brought(one, model).filter(Exists(events)).count()


def _referring(one: Import, model: type[Model]) -> int:
    """Count the records of every other kind, now and to come, that refer to what was brought."""
    keys, count = _brought(one, model).values("pk"), 0
    for relation in model._meta.related_objects:
        if relation.name in OF_UNITS:
            continue
        other, name = relation.related_model, relation.field.name
        rows = other._default_manager.filter(**{f"{name}__in": keys})
        if other in OURS:
            rows = rows.exclude(brought_by=one, brought_by__isnull=False)
        count += rows.count()
    return count


def take_out(one: Import, *, by: Actor) -> None:
    """Delete posts, people and units of an import, and move the counts of people back."""
    people = Person.objects.filter(brought_by=one, active=True).order_by()
    staff = Counter(dict(people.values_list("unit").annotate(n=Count("pk"))))
    add_staff(staff, by=by, sign=-1)
    for model in OURS:
        rows: QuerySet[Any] = model._default_manager.filter(brought_by=one)
        if model is Unit:
            for unit in rows.order_by("-path"):
                unit.delete()
        else:
            rows._raw_delete(rows.db)  # noqa: SLF001 one statement: nothing refers to them, as asked above
