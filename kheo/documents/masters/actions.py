"""Everything that changes how an office lays out its papers."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kheo.documents.masters import access, exports, queries
from kheo.documents.masters.models import Choice, Master
from kheo.documents.masters.states import Kind
from kheo.documents.masters.told import told
from kheo.documents.paper.master.checking import problems
from kheo.documents.paper.master.words import Kind as PaperKind
from kheo.kernel import clock, files
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.orgs.models import Unit
from kheo.reading.opening.refusal import UnreadableError

MOST_TOLD = 10  # faults of one file told at once


def add(unit: Unit, kind: Kind, *, by: Actor, data: bytes, name: str) -> Master:
    """Take in a version after it was checked and filled once; it lays out what is made from now on."""
    require(access.may_change, by, unit)
    _check(unit, kind, data, name)
    with transaction.atomic():
        Unit.objects.select_for_update().get(pk=unit.pk)  # of two versions at once one comes first
        held = Master.objects.filter(unit=unit, kind=kind)
        stored = files.keep(data)
        if same := held.filter(sha256=stored.sha256).first():
            words = _("Tệp này giống hệt bản số %(n)s đã lưu. Bấm “Dùng bản này” ở bản ấy.")
            raise ValidationError({"file": words % {"n": same.number}})
        master = Master.objects.create(
            unit=unit,
            kind=kind,
            number=(held.aggregate(last=Max("number"))["last"] or 0) + 1,
            file=stored.path,
            file_name=name[:255],
            sha256=stored.sha256,
            size=stored.size,
            added_at=clock.now(),
            added_by_id=by.person_id,
        )
        trail.record("master.add", master, by=by)
        _choose(unit, kind, master, by=by)
    return master


@transaction.atomic
def choose(unit: Unit, kind: Kind, *, by: Actor, master: Master | None) -> Choice:
    """Lay out what is made from now on with *master*, or as it is shipped."""
    require(access.may_change, by, unit)
    Unit.objects.select_for_update().get(pk=unit.pk)
    if master and (master.unit_id, master.kind) != (unit.pk, kind):
        raise ValidationError(_("Bản mẫu này thuộc đơn vị hoặc loại văn bản khác."))
    now = queries.own_choice(unit, kind)
    if (now.master_id if now else None) == (master.pk if master else None):
        raise ValidationError(_("Văn bản đang được trình bày bằng chính mẫu này."))
    return _choose(unit, kind, master, by=by)


def _choose(unit: Unit, kind: Kind, master: Master | None, *, by: Actor) -> Choice:
    choice = Choice.objects.create(
        unit=unit, kind=kind, master=master, since=clock.now(), by_id=by.person_id
    )
    trail.record("master.choose", choice, by=by, note=str(master.number) if master else "")
    return choice


def _check(unit: Unit, kind: Kind, data: bytes, name: str) -> None:
    try:
        found = problems(data, name, PaperKind(kind), exports.sample(kind, unit))
    except UnreadableError as error:
        raise ValidationError({"file": str(error)}) from error
    if found:
        raise ValidationError({"file": [told(problem) for problem in found[:MOST_TOLD]]})
