"""Who may see a registration, and who may do what with it.

A person writes and sends their own items; the holder of MODEL a unit's models. Whoever oversees
the unit accepts or returns them, never their own. The unit that keeps a copy logs its receipt.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kheo.kernel.access import ALLOWED, Rule, Verdict, denied, under
from kheo.kernel.actor import Actor
from kheo.kernel.workflow.flow import Step
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import RoundState, Subject
from kheo.movement.s3_registration.models import Copy, Exemption, Registration, ScanPage, Sheet
from kheo.movement.s3_registration.states import FLOW, WRITABLE, State
from kheo.orgs.models import Person
from kheo.orgs.states import Kind, Power

# Any of these opens the registrations of the whole reach.
WATCHERS = frozenset(Power) - {Power.LAUNCH, Power.PLAN, Power.MODEL}


def watches(by: Actor) -> bool:
    """Tell whether *by* sees other people's registrations at all."""
    return not WATCHERS.isdisjoint(by.powers)


def watches_models(by: Actor) -> bool:
    """Tell whether *by* follows up the units that lack models: who oversees, files or reports."""
    return not in_cell(by) and any(by.has(p) for p in (Power.OVERSEE, Power.FILE, Power.REPORT))


def in_cell(by: Actor) -> bool:
    """Tell whether *by* acts as the secretary of a Party cell, who keeps its members' copies."""
    return by.unit_kind == Kind.CELL and by.has(Power.OVERSEE)


def visible_to(by: Actor) -> QuerySet[Registration]:
    """Return what *by* may see. Each branch is one condition that one index serves.

    What is not sent is its writer's alone, or its unit's, whatever the reach of *by*.
    """
    rows = Registration.objects.all()
    if in_cell(by):
        kept = Q(~Q(state=State.DRAFT), sheet__in=_kept_by(by))
        return rows.filter(kept | Q(person=by.person_id))
    if watches(by):
        return rows.filter(under(by.reach, "sort_key"), ~Q(state=State.DRAFT) | _ours(by))
    if by.person_id is None:
        return rows.none()
    return rows.filter(_ours(by))


def _ours(by: Actor) -> Q:
    """Return the condition "written by this person, or a model of the unit they sit in"."""
    models = Q(unit=by.unit_id, person=None)
    return models if by.person_id is None else Q(person=by.person_id) | models


def visible_sheets(by: Actor) -> QuerySet[Sheet]:
    """Return the sheets *by* may see; what stands on each is asked of ``visible_to``."""
    rows = Sheet.objects.select_related("round__movement__unit", "unit", "person__cell")
    if in_cell(by):
        return rows.filter(Q(pk__in=_kept_by(by)) | Q(person=by.person_id))
    if watches(by):
        return rows.filter(under(by.reach))
    if by.person_id is None:
        return rows.none()
    return rows.filter(_ours(by))


def _kept_by(by: Actor) -> QuerySet[Copy, int]:
    return Copy.objects.filter(number=1, custodian=by.unit_id).values_list("sheet", flat=True)


def paths_kept(by: Actor) -> list[str]:
    """Return the units whose members' copies the cell of *by* keeps; they lie outside its path."""
    if not in_cell(by):
        return []
    kept = Copy.objects.filter(number=1, custodian=by.unit_id)
    return list(kept.order_by().values_list("sheet__path", flat=True).distinct())


def visible_copies(by: Actor) -> QuerySet[Copy]:
    """Return the copies *by* may log as received, or read of: kept in the cell, or in reach."""
    rows = Copy.objects.select_related("sheet__person", "sheet__unit", "sheet__round", "custodian")
    if in_cell(by):
        return rows.filter(custodian=by.unit_id)
    return rows.filter(under(by.reach, "sheet__path")) if watches(by) else rows.none()


def sees_keeper(by: Actor, *, subject: str, person_id: int | None) -> bool:
    """Tell whether *by* may read where copy 1 lies, for that tells who is a Party member.

    The owner, the cell and those who file may (requirement 000-17); a unit's copy tells nothing.
    """
    own = person_id is not None and person_id == by.person_id
    return subject == Subject.MODEL or own or by.has(Power.FILE) or in_cell(by)


def is_own(by: Actor, registration: Registration) -> bool:
    return _is_own(by, registration.person_id, registration.unit_id, registration.unit.path)


def _is_own(by: Actor, person_id: int | None, unit_id: int, path: str) -> bool:
    if person_id is not None:
        return person_id == by.person_id
    return unit_id == by.unit_id or path == by.reach


def may_write(by: Actor, registration: Registration) -> Verdict:
    """Leave writing, sending and dropping to the person, or to the unit's holder of MODEL."""
    if registration.person_id is not None:
        if registration.person_id != by.person_id:
            return denied(_("Chỉ người đăng ký mới viết và gửi nội dung của mình."))
    elif not by.may(Power.MODEL, registration.unit.path):
        return denied(_("Chỉ người được giao đăng ký mô hình của đơn vị mới viết và gửi."))
    return ALLOWED


def may_change(by: Actor, registration: Registration) -> Verdict:
    if registration.state not in WRITABLE:
        return denied(_("Nội dung đã gửi. Muốn sửa, hãy đề nghị người theo dõi trả lại."))
    return may_write(by, registration)


def may_decide(by: Actor, registration: Registration) -> Verdict:
    if not by.may(Power.OVERSEE, registration.unit.path):
        return denied(_("Chỉ người theo dõi đăng ký của đơn vị mới ghi nhận hoặc trả lại."))
    if is_own(by, registration):
        return denied(_("Không ai tự ghi nhận đăng ký của mình; việc này thuộc cấp trên."))
    return ALLOWED


def may_receive(by: Actor, copy: Copy) -> Verdict:
    """Leave the book of receipts to who keeps the copy, or files for the agency.

    Who keeps copy 1 tells who is a Party member, so that only of copy 2 the reason names it.
    """
    if _receives(by, copy.custodian.path, copy.sheet.path):
        return ALLOWED
    if copy.number == 1:
        return denied(_("Chỉ nơi lưu bản này mới ghi sổ nhận."))
    return denied(_("Bản 2 do %(keeper)s ghi sổ nhận.") % {"keeper": copy.custodian.name})


def may_keep(by: Actor, _record: None = None) -> Verdict:
    """Leave the book of copies, and acts on many, to who oversees or files at all."""
    if not (by.has(Power.OVERSEE) or by.has(Power.FILE)):
        return denied(_("Việc này do người theo dõi đăng ký hoặc người lưu hồ sơ làm."))
    return ALLOWED


def _receives(by: Actor, keeper: str, path: str) -> bool:
    return by.may(Power.OVERSEE, keeper) or by.may(Power.FILE, path)


def refuse_closed(round_: Round) -> None:
    """Raise ValidationError, in words, once the round has been closed, whoever acts."""
    if not Round.objects.filter(pk=round_.pk, state=RoundState.OPEN).exists():
        raise ValidationError(
            _("Năm %(year)s đã khép lại, không nhận đăng ký nữa. Những gì đã ghi vẫn được giữ.")
            % {"year": round_.year},
            code="closed",
        )


def may_register_models(by: Actor) -> bool:
    """Tell whether *by* registers the models of the unit they sit in."""
    return by.unit_kind != Kind.CELL and by.may(Power.MODEL, by.unit_path)


def may_exempt(by: Actor, person: Person) -> Verdict:
    """Leave it to whoever oversees the unit or files for it, never for oneself."""
    path = person.unit.path
    if in_cell(by) or not (by.may(Power.OVERSEE, path) or by.may(Power.FILE, path)):
        return denied(_("Chỉ người theo dõi đăng ký của đơn vị mới ghi miễn đăng ký."))
    if person.pk == by.person_id:
        return denied(_("Không ai tự miễn đăng ký cho mình; việc này thuộc cấp trên."))
    return ALLOWED


def visible_exemptions(by: Actor) -> QuerySet[Exemption]:
    rows = Exemption.objects.select_related("person__unit", "round")
    return rows.filter(under(by.reach, "person__unit__path")) if watches(by) else rows.none()


def people_seen(by: Actor) -> QuerySet[Person]:
    """Return the people whose registration *by* follows up."""
    rows = Person.objects.filter(active=True).select_related("unit")
    return rows.filter(under(by.reach, "unit__path")) if watches(by) else rows.none()


RULES: Mapping[str, Rule[Registration]] = {
    "submit": may_write,
    "return": may_decide,
    "accept": may_decide,
}


def may_scan(by: Actor, _record: None = None) -> Verdict:
    if not by.has(Power.FILE):
        return denied(_("Nạp bản quét dành cho người được giao lưu hồ sơ."))
    return ALLOWED


def may_file_page(by: Actor, page: ScanPage) -> Verdict:
    if not by.may(Power.FILE, page.scan.path):
        return denied(_("Chỉ người được giao lưu hồ sơ của cơ quan mới xếp trang quét."))
    return ALLOWED


SCAN_RULES: Mapping[str, Rule[ScanPage]] = dict.fromkeys(
    ("file", "set_aside", "take_out", "double"), may_file_page
)


def open_steps(by: Actor, registration: Registration) -> list[Step]:
    """Return the steps to offer as buttons."""
    return [s for s in FLOW.leaving(registration.state) if RULES[s.name](by, registration)]


@dataclass(frozen=True, slots=True)
class Acts:
    """What the list offers *by* at all; each record still has its own rule."""

    watch: bool
    keep: bool
    table: bool
    print: bool
    models: bool
    short: bool


def acts(by: Actor) -> Acts:
    files, watch = by.has(Power.FILE), watches(by)
    whole = watch and not in_cell(by)
    return Acts(
        watch=whole,
        keep=bool(may_keep(by)),
        table=whole,
        print=files or in_cell(by),
        models=may_register_models(by),
        short=watches_models(by),
    )


@dataclass(frozen=True, slots=True)
class Offered:
    """Which acts on many *by* may do to at least one of the rows listed."""

    decide: bool
    file: bool
    print: bool

    @property
    def anything(self) -> bool:
        return self.decide or self.file or self.print


def offered(by: Actor, rows: Sequence[Any]) -> Offered:
    """Ask the rules of each of *rows*, as plain tuples of the list: no record is read for it."""

    def decides(r: Any) -> bool:
        waits = r.state == State.SUBMITTED and by.may(Power.OVERSEE, r.unit__path)
        return waits and not _is_own(by, r.person_id, r.unit_id, r.unit__path)

    def files(r: Any) -> bool:
        keeper = r.second__custodian__path
        kept = keeper and r.second__received_on is None
        return bool(kept) and _receives(by, keeper, r.unit__path)

    return Offered(
        decide=not in_cell(by) and any(decides(r) for r in rows),
        file=not in_cell(by) and any(files(r) for r in rows),
        print=any(sees_keeper(by, subject=r.subject, person_id=r.person_id) for r in rows),
    )
