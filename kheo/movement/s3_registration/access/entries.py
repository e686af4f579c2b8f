"""Who enters a registration from paper for somebody else, and who says it is not theirs."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kheo.kernel import clock, workdays
from kheo.kernel.access import ALLOWED, Verdict, denied, under
from kheo.kernel.actor import Actor
from kheo.movement.s3_registration.access.seen import in_cell
from kheo.movement.s3_registration.models import PaperEntry, Registration, Sheet
from kheo.movement.s3_registration.states import DISOWN_DAYS, STANDING
from kheo.orgs.models import Person, Unit
from kheo.orgs.states import Kind, Power


def enters(by: Actor, _record: None = None) -> Verdict:
    """Tell whether *by* handles the registrations of anybody else."""
    if by.person_id is None or not (by.has(Power.OVERSEE) or by.has(Power.FILE)):
        return denied(
            _("Nhập thay từ bản giấy do người theo dõi, người lưu hồ sơ hoặc bí thư chi bộ làm.")
        )
    return ALLOWED


def may_enter(by: Actor, person: Person) -> Verdict:
    """Leave it to who receives the person's registration: their unit, its clerk, their cell."""
    path = person.unit.path
    handles = (
        person.cell_id == by.unit_id
        if in_cell(by)
        else by.may(Power.OVERSEE, path) or by.may(Power.FILE, path)
    )
    if not handles:
        return denied(_("Chỉ nơi nhận bản đăng ký của người này mới nhập thay từ bản giấy."))
    if person.pk == by.person_id:
        return denied(_("Bản của chính mình thì tự viết, không nhập thay."))
    return enters(by)


def may_enter_models(by: Actor, unit: Unit) -> Verdict:
    """Leave the models of a unit likewise to who receives them, and not to who writes them."""
    if in_cell(by) or not (by.may(Power.OVERSEE, unit.path) or by.may(Power.FILE, unit.path)):
        return denied(_("Chỉ nơi nhận bản đăng ký của đơn vị này mới nhập thay từ bản giấy."))
    if unit.pk == by.unit_id and by.may(Power.MODEL, unit.path):
        return denied(_("Mô hình của chính đơn vị mình thì tự viết, không nhập thay."))
    return enters(by)


def units_to_enter(by: Actor) -> QuerySet[Unit]:
    """Return the units whose paper with models *by* may enter."""
    if not enters(by) or in_cell(by):
        return Unit.objects.none()
    return Unit.objects.open().under(by.reach).exclude(kind=Kind.CELL).select_related("parent")


def people_to_enter(by: Actor) -> QuerySet[Person]:
    """Return the people whose paper *by* may enter."""
    rows = Person.objects.filter(active=True).exclude(pk=by.me).select_related("unit", "cell")
    if not enters(by):
        return rows.none()
    mine = Q(cell=by.unit_id) if in_cell(by) else under(by.reach, "unit__path")
    return rows.filter(mine)


def last_day_to_disown(entry: PaperEntry) -> date:
    return workdays.add(clock.day_of(entry.entered_at), DISOWN_DAYS)


def disowns(by: Actor, sheet: Sheet | None, rows: Iterable[Registration]) -> date | None:
    """Return until when *by* may disown what was entered on their *sheet*, if anything is left to."""
    if sheet is None or not _answers(by, sheet):
        return None
    entered = [r for r in rows if r.on_paper and r.state in STANDING and r.noted_on is None]
    entry = PaperEntry.objects.filter(sheet=sheet).first() if entered else None
    last = last_day_to_disown(entry) if entry else None
    return last if last and clock.today() <= last else None


def _answers(by: Actor, sheet: Sheet) -> bool:
    """Tell whether a sheet is the actor's own, or that of the unit whose models they write."""
    if sheet.person_id is not None:
        return sheet.person_id == by.person_id
    return sheet.unit_id == by.unit_id and by.may(Power.MODEL, sheet.path)


def may_disown_entry(by: Actor, entry: PaperEntry) -> Verdict:
    """Leave it to the person it was entered for, or their unit's hand, within the window."""
    if not _answers(by, entry.sheet):
        return denied(_("Chỉ người đăng ký mới nói bản nhập thay không đúng bản mình viết."))
    if clock.today() > last_day_to_disown(entry):
        return denied(
            _("Đã quá %(n)s ngày làm việc kể từ ngày nhập. Đề nghị người theo dõi trả lại.")
            % {"n": DISOWN_DAYS}
        )
    return ALLOWED


def may_disown(by: Actor, registration: Registration) -> Verdict:
    entry = PaperEntry.objects.filter(sheet=registration.sheet_id).select_related("sheet").first()
    if entry is None or not registration.on_paper:
        return denied(_("Nội dung này không phải nhập thay từ bản giấy."))
    return may_disown_entry(by, entry)
