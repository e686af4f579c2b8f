"""Whether a load may be taken out as a whole: nothing new hangs on what it wrote."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from kheo.kernel.audit.models import Event
from kheo.kernel.ui.written import number
from kheo.movement.s3_registration.models import Copy, Entry, Load, Registration, Sheet
from kheo.movement.s3_registration.states import LoadState


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


def _after[M: Model](load: Load, rows: QuerySet[M]) -> int:
    kind = ContentType.objects.get_for_model(rows.model)
    events = Event.objects.filter(
        pk__gt=load.event or 0, subject_type=kind, subject_id__in=rows.values("pk")
    )
    return events.order_by().values("subject_id").distinct().count()
