"""Who may do what with a registration, and why not."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kheo.kernel.access import ALLOWED, Rule, Verdict, denied
from kheo.kernel.actor import Actor
from kheo.kernel.workflow.flow import Step
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import RoundState
from kheo.movement.s3_registration.access.entries import may_disown
from kheo.movement.s3_registration.access.seen import in_cell
from kheo.movement.s3_registration.models import Copy, Registration
from kheo.movement.s3_registration.states import FLOW, PARTED, REOPENED, WRITABLE
from kheo.orgs.models import Person
from kheo.orgs.states import Kind, Power


def is_own(by: Actor, registration: Registration) -> bool:
    return is_theirs(by, registration.person_id, registration.unit_id, registration.unit.path)


def is_theirs(by: Actor, person_id: int | None, unit_id: int, path: str) -> bool:
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


def may_merge(by: Actor, registration: Registration) -> Verdict:
    """Leave merging, and taking apart again, to the owner and to whoever follows the unit up."""
    path = registration.unit.path
    if may_write(by, registration) or by.may(Power.OVERSEE, path) or by.may(Power.FILE, path):
        return ALLOWED
    return denied(_("Chỉ người đăng ký và người theo dõi đơn vị mới gộp hoặc tách."))


def may_receive(by: Actor, copy: Copy) -> Verdict:
    """Leave the book of receipts to who keeps the copy, or files for the agency.

    Who keeps copy 1 tells who is a Party member, so that only of copy 2 the reason names it.
    """
    if copy.sheet.closed_at:
        return denied(_("Bản đăng ký này đã khép lại, không phải nộp bản giấy nữa."))
    if receives(by, copy.custodian.path, copy.sheet.path):
        return ALLOWED
    if copy.number == 1:
        return denied(_("Chỉ nơi lưu bản này mới ghi sổ nhận."))
    return denied(_("Bản 2 do %(keeper)s ghi sổ nhận.") % {"keeper": copy.custodian.name})


def receives(by: Actor, keeper: str, path: str) -> bool:
    return by.may(Power.OVERSEE, keeper) or by.may(Power.FILE, path)


def may_keep(by: Actor, _record: None = None) -> Verdict:
    """Leave the book of copies, and acts on many, to who oversees or files at all."""
    if not (by.has(Power.OVERSEE) or by.has(Power.FILE)):
        return denied(_("Việc này do người theo dõi đăng ký hoặc người lưu hồ sơ làm."))
    return ALLOWED


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


def may_count_instead(by: Actor, person: Person | None) -> Verdict:
    """Leave it to the person: who takes part in a model knows."""
    if person is None or person.pk != by.person_id:
        return denied(_("Chỉ người tham gia mô hình mới ghi hoặc thôi tính thay."))
    return ALLOWED


def closes_itself(_by: Actor, _registration: Registration) -> Verdict:
    return denied(_("Nội dung chỉ khép lại khi người đăng ký chuyển đơn vị, theo quy tắc của năm."))


def opens_itself(_by: Actor, _registration: Registration) -> Verdict:
    return denied(_("Nội dung chỉ mở lại khi việc chuyển đơn vị ghi nhầm được lấy lại."))


RULES: Mapping[str, Rule[Registration]] = {
    "submit": may_write,
    "withdraw": may_write,  # with its sheet, which has a rule of its own
    "return": may_decide,
    "accept": may_decide,
    "merge": may_merge,
    "disown": may_disown,
    **dict.fromkeys(PARTED.values(), may_merge),
    "close": closes_itself,
    **dict.fromkeys(REOPENED.values(), opens_itself),
}


APART_FROM_BUTTONS = {"merge", "disown", "withdraw", *PARTED.values()}


def open_steps(by: Actor, registration: Registration) -> list[Step]:
    """Return the steps to offer as buttons; merging and disowning have boxes of their own."""
    steps = [s for s in FLOW.leaving(registration.state) if s.name not in APART_FROM_BUTTONS]
    return [step for step in steps if RULES[step.name](by, registration)]
