"""What is to be reached and by when: targets with their measures, checkpoints on the way."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.text import fold, nfc
from kheo.kernel.ui.written import day as written_day
from kheo.kernel.ui.written import number
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s4_progress import access
from kheo.movement.s4_progress.models import Checkpoint, Note, Target
from kheo.movement.s4_progress.states import CHECKPOINTS_MOST, TARGETS_MOST, Counting


@transaction.atomic
def set_target(
    registration: Registration,
    *,
    by: Actor,
    measure: str,
    planned: Decimal,
    counting: str = Counting.ADD,
    reason: str = "",
) -> Target:
    """Set what is to be reached of one measure; to set it again needs a reason.

    What the notes already say of the measure counts at once.
    """
    Registration.objects.select_for_update().get(pk=registration.pk)
    require(access.may_note, by, registration)
    name = nfc(measure).strip()
    if not name or planned <= 0:
        said = _("Cần một số lớn hơn 0 và đơn vị tính, ví dụ 20 hộ.")
        raise ValidationError({"planned": said})
    kept = {target.folded: target for target in registration.targets.all()}
    found = kept.get(fold(name))
    if found is None and len(kept) >= TARGETS_MOST:
        said = _("Đã có %(n)s mục tiêu, nhiều nhất cho một nội dung. Sửa một mục tiêu đã có.")
        raise ValidationError({"measure": said % {"n": number(TARGETS_MOST)}})
    if found is not None and not reason.strip():
        said = _("Đã đặt mục tiêu %(old)s %(measure)s. Muốn đổi thì nêu lý do.")
        old = {"old": number(found.planned), "measure": found.measure}
        raise ValidationError({"reason": said % old})
    before = f"{number(found.planned)} {found.measure}" if found else None
    target, _made = Target.objects.update_or_create(
        registration=registration, folded=fold(name),
        defaults={"measure": name, "planned": planned, "counting": counting},
    )  # fmt: skip
    _recount(target)
    changes = {"target": [before, f"{number(planned)} {name}"]}
    trail.record("registration.target", registration, by=by, changes=changes, note=reason.strip())
    return target


def _recount(target: Target) -> None:
    """Count anew what the notes say, in the order of their days."""
    notes = target.registration.notes.exclude(figure=None).order_by("day", "pk")
    said = [(n.day, n.figure) for n in notes if fold(n.measure) == target.folded and n.figure]
    figures = [figure for _day, figure in said]
    target.actual = sum(figures, Decimal(0)) if target.counting == Counting.ADD else Decimal(0)
    if said and target.counting == Counting.LAST:
        target.actual = figures[-1]
    target.actual_on = said[-1][0] if said else None
    target.save(update_fields=["actual", "actual_on"])


def add_figure(written: Note, *, by: Actor) -> None:  # noqa: ARG001 the note has said who
    """Let the figure of a note count towards the target of its measure, if there is one."""
    if written.figure is None:
        return
    rows = Target.objects.filter(registration=written.registration, folded=fold(written.measure))
    adding = rows.filter(counting=Counting.ADD)
    adding.update(actual=F("actual") + written.figure, actual_on=written.day)
    for target in rows.filter(counting=Counting.LAST):
        _recount(target)


@transaction.atomic
def set_checkpoint(registration: Registration, *, by: Actor, text: str, due_on: date) -> Checkpoint:
    """Add a checkpoint: what, and by which day of the year."""
    Registration.objects.select_for_update().get(pk=registration.pk)
    require(access.may_note, by, registration)
    first = registration.round.opens_on
    if not text.strip():
        raise ValidationError({"text": _("Chưa ghi mốc này phải xong việc gì.")})
    if not first <= due_on <= date(registration.round.movement.last_year, 12, 31):
        said = _("Đang ghi ngày %(day)s. Cần một ngày trong thời gian của phong trào.")
        raise ValidationError({"due_on": said % {"day": written_day(due_on)}})
    if registration.checkpoints.count() >= CHECKPOINTS_MOST:
        said = _("Đã có %(n)s mốc, nhiều nhất cho một nội dung.") % {"n": CHECKPOINTS_MOST}
        raise ValidationError({"text": said})
    made = Checkpoint.objects.create(
        registration=registration, text=nfc(text).strip(), due_on=due_on
    )
    changes = {"checkpoint": [None, f"{made.text}, {written_day(due_on)}"]}
    trail.record("registration.checkpoint", registration, by=by, changes=changes)
    return made


@transaction.atomic
def drop_checkpoint(checkpoint: Checkpoint, *, by: Actor) -> None:
    """Take away a checkpoint that is not done; the trail keeps that it was there."""
    registration = checkpoint.registration
    require(access.may_note, by, registration)
    if not Checkpoint.objects.filter(pk=checkpoint.pk, done_on=None).delete()[0]:
        raise ValidationError(_("Mốc đã xong thì không bỏ được."))
    changes = {"checkpoint": [f"{checkpoint.text}, {written_day(checkpoint.due_on)}", None]}
    trail.record("registration.checkpoint", registration, by=by, changes=changes)


def pass_checkpoint(written: Note, checkpoint: int, *, by: Actor) -> None:  # noqa: ARG001 the note has said who
    """Let a note say that a checkpoint is done, with the files it carries."""
    rows = Checkpoint.objects.filter(registration=written.registration, done_on=None)
    if not rows.filter(pk=checkpoint).update(done_on=written.day, note=written):
        raise ValidationError({"checkpoint": _("Mốc này đã xong hoặc không còn nữa.")})
