"""Who sees notes and evidence, who may add a note, who may remind whom."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from kheo.kernel.access import ALLOWED, Rule, Verdict, denied, under
from kheo.kernel.actor import Actor
from kheo.kernel.workflow.flow import Step
from kheo.movement.s1_directive.models import Movement, Round
from kheo.movement.s1_directive.states import RoundState, Subject
from kheo.movement.s3_registration import access as s3
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s3_registration.states import State
from kheo.movement.s4_progress.models import (
    Draw,
    Evidence,
    Likeness,
    Note,
    Rung,
    Visit,
    VisitFile,
    Visitor,
)
from kheo.movement.s4_progress.outside import insiders
from kheo.movement.s4_progress.states import AHEAD, LIKE_FLOW, VISIT_FLOW, VisitState
from kheo.orgs.queries import ancestors_of
from kheo.orgs.states import Power

# Notes are never rewritten, and what is not yet accepted may still come back to be reworded or
# dropped: a registration takes notes once its unit has accepted it.
UNDER_WAY = (State.ACCEPTED,)
CHECKING = (Power.OVERSEE, Power.FILE, Power.APPRAISE, Power.COUNCIL)
DRAWING = (Power.FILE, Power.APPRAISE)
LADDER = (Power.LAUNCH, Power.FILE, Power.OVERSEE)
SIDES = ("first", "second")


def visible_to(by: Actor) -> QuerySet[Registration]:
    """Return the registrations whose progress *by* may follow: all they see in stage 3."""
    return s3.visible_to(by)


def visible_notes(by: Actor) -> QuerySet[Note]:
    return Note.objects.filter(registration__in=s3.visible_to(by).order_by())


def visible_evidence(by: Actor) -> QuerySet[Evidence]:
    rows = Evidence.objects.select_related("note__registration__unit")
    return rows.filter(note__registration__in=followed_by(by).order_by())


def own(by: Actor) -> Q:
    """Return the condition "registered by *by*, or by the unit whose models they keep"."""
    mine = Q(person=by.person_id) if by.person_id else Q(pk__in=())
    if by.has(Power.MODEL):
        mine |= Q(subject=Subject.MODEL, unit=by.unit_id)
    return mine


def person(by: Actor) -> int:
    """Return the key of the person who acts; the system writes and reminds nothing by hand."""
    if by.person_id is None:
        raise PermissionDenied(_("Việc này phải do một người làm."))
    return by.person_id


def may_note(by: Actor, registration: Registration) -> Verdict:
    if registration.subject == Subject.ITEM and by.person_id != registration.person_id:
        return denied(_("Chỉ người đăng ký nội dung này mới ghi tiến độ của mình."))
    leads = by.may(Power.MODEL, registration.unit.path)
    if registration.subject == Subject.MODEL and not (leads or s3.shares(by, registration)):
        return denied(_("Chỉ người được giao phụ trách mô hình của đơn vị mới ghi tiến độ."))
    if registration.state not in UNDER_WAY:
        return denied(_("Ghi tiến độ được từ khi đơn vị ghi nhận nội dung này."))
    if registration.round.state != RoundState.OPEN:
        return denied(_("Năm này đã khép lại, không ghi thêm tiến độ."))
    return ALLOWED


def may_remind(by: Actor, round_: Round) -> Verdict:
    """Leave reminding units to who follows them up; a cell has members, not units."""
    if not (by.reach and (by.has(Power.FILE) or by.has(Power.OVERSEE))):
        return denied(_("Chỉ người theo dõi hoặc người lưu hồ sơ mới đôn đốc."))
    if s3.in_cell(by):
        return denied(_("Chi bộ chỉ đôn đốc đảng viên của mình chưa đăng ký."))
    return _still_open(round_)


def may_remind_members(by: Actor, round_: Round) -> Verdict:
    """Leave the members of a Party cell to its secretary, wherever each works."""
    if not s3.in_cell(by):
        return denied(_("Chỉ bí thư chi bộ mới đôn đốc đảng viên của chi bộ."))
    return _still_open(round_)


def _still_open(round_: Round) -> Verdict:
    if round_.state != RoundState.OPEN:
        return denied(_("Năm này đã khép lại, không đôn đốc nữa."))
    return ALLOWED


def checks(by: Actor) -> bool:
    """Tell whether *by* follows or judges what others registered."""
    return bool(by.reach) and any(by.has(power) for power in CHECKING)


def may_see_original(by: Actor, evidence: Evidence) -> Verdict:
    """Answer who reads where and when a picture was taken; all others see its scaled copy."""
    registration = evidence.note.registration
    mine = by.person_id is not None and by.person_id in {
        evidence.note.by_id, registration.person_id,
    }  # fmt: skip
    if mine or any(by.may(power, registration.unit.path) for power in (*CHECKING, Power.MODEL)):
        return ALLOWED
    return denied(_("Bản gốc của ảnh chỉ người nộp và người kiểm tra xem được."))


def visible_likenesses(by: Actor) -> QuerySet[Likeness]:
    """Return the likenesses with one side at least that *by* checks."""
    rows = Likeness.objects.select_related(
        *(
            f"{side}__registration__{name}"
            for side in SIDES
            for name in ("unit", "person", "round")
        ),
        *(f"{side}__evidence__note" for side in SIDES),
        *(f"{side}__note" for side in SIDES),
        "judged_by",
    )
    if not checks(by):
        return rows.none()
    first, second = (under(by.reach, f"{side}__registration__sort_key") for side in SIDES)
    return rows.filter(first | second)


def may_judge(by: Actor, likeness: Likeness) -> Verdict:
    sides = [getattr(likeness, side).registration for side in SIDES]
    if not any(by.may(power, side.unit.path) for side in sides for power in CHECKING):
        return denied(_("Chỉ người theo dõi hoặc thẩm định mới kết luận về chỗ giống nhau."))
    if by.person_id in {side.person_id for side in sides if side.person_id}:
        return denied(_("Bạn không kết luận về hồ sơ của chính mình."))
    return ALLOWED


RULES: Mapping[str, Rule[Registration]] = {"note": may_note}
LIKE_RULES: Mapping[str, Rule[Likeness]] = dict.fromkeys(
    (step.name for step in LIKE_FLOW), may_judge
)


def open_steps(by: Actor, likeness: Likeness) -> list[Step]:
    """Return the steps to offer as buttons."""
    leaving = LIKE_FLOW.leaving(likeness.state)
    return [step for step in leaving if LIKE_RULES[step.name](by, likeness)]


def draws(by: Actor) -> bool:
    """Tell whether *by* decides what is visited: the focal office, and who appraises."""
    return bool(by.reach) and any(by.has(power) for power in DRAWING)


def visible_draws(by: Actor) -> QuerySet[Draw]:
    """Return the drawings *by* may repeat: before all visits are over, they tell who is visited."""
    rows = Draw.objects.select_related("unit", "by", "round__movement")
    running = Visit.objects.filter(draw=OuterRef("pk"), state__in=AHEAD)
    told = Q(~Exists(running), path__in=ancestors_of(by.unit_path))
    return rows.filter(under(by.reach) | told) if draws(by) else rows.filter(told)


def given(by: Actor) -> Q:
    """Return the condition "the visit was given to *by*"."""
    return Q(pk__in=Visitor.objects.filter(person=by.me).values("visit"))


def visible_visits(by: Actor) -> QuerySet[Visit]:
    """Return the visits *by* decides or makes, and, once recorded, those of what they see."""
    rows = Visit.objects.select_related(
        "registration__unit", "registration__person", "round__movement", "draw__unit", "recorded_by"
    )
    over = Q(state=VisitState.DONE, registration__in=s3.visible_to(by).order_by())
    if draws(by):
        over |= under(by.reach, "registration__sort_key")
    return rows.filter(over | given(by))


def _followed(by: Actor) -> Q:
    """Return the condition "seen or carried along in stage 3, or to be visited by *by*"."""
    given_to = Visit.objects.filter(given(by), state=VisitState.ASSIGNED)
    return Q(pk__in=s3.readable_by(by).order_by()) | Q(pk__in=given_to.values("registration"))


def followed_by(by: Actor) -> QuerySet[Registration]:
    """Return one by one what *by* may follow: a visitor reads beforehand what they will see."""
    return Registration.objects.filter(_followed(by))


def may_draw(by: Actor, round_: Round) -> Verdict:
    if not draws(by):
        return denied(_("Chỉ người lưu hồ sơ hoặc người thẩm định mới bốc thăm kiểm tra."))
    if round_.state != RoundState.OPEN:
        return denied(_("Năm này đã khép lại, không kiểm tra thêm."))
    return ALLOWED


def may_plan(by: Actor, registration: Registration) -> Verdict:
    if not any(by.may(power, registration.unit.path) for power in DRAWING):
        return denied(_("Chỉ người lưu hồ sơ hoặc người thẩm định mới bốc thăm kiểm tra."))
    if registration.state not in UNDER_WAY:
        return denied(_("Chỉ kiểm tra nội dung, mô hình đã được ghi nhận."))
    return may_draw(by, registration.round)


def may_assign(by: Actor, visit: Visit) -> Verdict:
    if by.person_id is not None and by.person_id == visit.registration.person_id:
        return denied(_("Bạn không sắp xếp việc kiểm tra nội dung của chính mình."))
    if not any(by.may(power, visit.registration.unit.path) for power in DRAWING):
        return denied(_("Chỉ người lưu hồ sơ hoặc người thẩm định mới giao người kiểm tra."))
    return ALLOWED


def may_record(by: Actor, visit: Visit) -> Verdict:
    """Leave it to who was given the visit, and never to the unit itself, since when they may."""
    if not visit.team.filter(person=by.me).exists():
        return denied(_("Chỉ người được giao kiểm tra mới ghi kết quả."))
    if insiders(visit.registration, {by.me}):
        return denied(
            _("Bạn thuộc đơn vị được kiểm tra nên không ghi kết quả; cần giao người khác.")
        )
    return ALLOWED


def may_recheck(by: Actor, visit: Visit) -> Verdict:
    if visit.checked_again:
        return denied(_("Đã ghi kết quả kiểm tra lại."))
    if not visit.to_mend:
        return denied(_("Lượt kiểm tra này không yêu cầu khắc phục gì."))
    return may_record(by, visit)


VISIT_RULES: Mapping[str, Rule[Visit]] = {
    "assign": may_assign,
    "cancel": may_assign,
    "record": may_record,
    "recheck": may_recheck,
}


def visit_steps(by: Actor, visit: Visit) -> set[str]:
    """Return the names of the steps *by* may take with a visit as it stands."""
    return {
        step.name for step in VISIT_FLOW.leaving(visit.state) if VISIT_RULES[step.name](by, visit)
    }


def visible_rungs(by: Actor, round_: Round) -> QuerySet[Rung]:
    """Return the ladder of a year's movement to whoever sees the year: it is no secret."""
    rows = Rung.objects.filter(movement=round_.movement_id).select_related("movement__unit")
    return rows if by.person_id else rows.none()


def may_ladder(by: Actor, movement: Movement) -> Verdict:
    """Leave the ladder to who launched the movement, files or oversees for that unit."""
    if not any(by.may(power, movement.unit.path) for power in LADDER):
        return denied(_("Chỉ đơn vị phát động phong trào mới đặt các bước nhắc."))
    return ALLOWED


def visible_visit_files(by: Actor) -> QuerySet[VisitFile]:
    return VisitFile.objects.filter(visit__in=visible_visits(by).order_by())
