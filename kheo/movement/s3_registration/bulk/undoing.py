"""Whether a load may be taken out as a whole: nothing new hangs on what it wrote."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from kheo.kernel.audit.models import Event
from kheo.kernel.ui.written import number
from kheo.movement.s3_registration.models import Copy, Entry, Load, Registration, Sheet
from kheo.movement.s3_registration.states import LoadState, State


def registrations(load: Load) -> QuerySet[Registration]:
    entries = Entry.objects.filter(load=load)
    return Registration.objects.filter(pk__in=entries.values("registration")).order_by()


def sheets(load: Load) -> QuerySet[Sheet]:
    return Sheet.objects.filter(pk__in=registrations(load).values("sheet")).order_by()


def hanging(load: Load) -> str:
    """Say what came to hang on what a load wrote, or "": each such act leaves its trail."""
    if load.state != LoadState.DONE:
        return _("Lần nhập này không có gì trong sổ.")
    copies = Copy.objects.filter(sheet__in=sheets(load).values("pk")).order_by()
    touched = sum(_after(load, rows) for rows in (registrations(load), sheets(load), copies))
    if not touched:
        return ""
    words = _("%(n)s nội dung hoặc bản đăng ký đã được sửa, gửi, rút, ghi nhận hay nhận bản từ đó.")
    return words % {"n": number(touched)}


def entered(load: Load) -> list[tuple[Registration, str]]:
    """Return what a load wrote with the words it may be shown by; no words: it is its owner's now.

    A draft is its writer's alone once they took it up; until then it says what was entered.
    """
    touched = set(_events(load, registrations(load)).values_list("subject_id", flat=True))
    rows = registrations(load).select_related("person", "unit").order_by("sort_key")
    return [(r, "" if r.state == State.DRAFT and r.pk in touched else r.title) for r in rows]


def _after[M: Model](load: Load, rows: QuerySet[M]) -> int:
    return _events(load, rows).values("subject_id").distinct().count()


def _events[M: Model](load: Load, rows: QuerySet[M]) -> QuerySet[Event]:
    kind = ContentType.objects.get_for_model(rows.model)
    return Event.objects.filter(
        pk__gt=load.event or 0, subject_type=kind, subject_id__in=rows.values("pk")
    ).order_by()
