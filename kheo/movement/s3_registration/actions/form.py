"""The focal office words the form of its movement; what was sent keeps the one it was sent on."""

from collections.abc import Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.text import nfc
from kheo.movement.s1_directive.access import may_edit_form
from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration.checkupform import shipped_checkup
from kheo.movement.s3_registration.models import FormVersion
from kheo.movement.s3_registration.newest import newest_form
from kheo.movement.s3_registration.questions import LOCKED, MOST, Question, next_key
from kheo.movement.s3_registration.states import FormKind

_LOCKED: dict[str, frozenset[str]] = {
    FormKind.ITEM: LOCKED - {"field"},
    FormKind.MODEL: LOCKED,
    FormKind.CHECKUP: frozenset(),  # its conclusion is asked beside the form
}


def edit_form(
    round_: Round, subject: str, questions: Sequence[Question], *, by: Actor, seen: int
) -> FormVersion | None:
    """Make *questions* the newest version of the form; none of them is the shipped form again.

    *seen* is the version that was edited. Raise ValidationError, in words, when another has come
    since, when a question nothing works without is gone, or when there are too many. The version
    there is comes back when nothing differs.
    """
    require(may_edit_form, by, round_.movement)
    before = newest_form(round_, subject)
    if (before.number if before else 0) != seen:
        raise _edited()
    _check(questions, subject)
    try:
        with transaction.atomic():
            return _write(round_, subject, questions, before, by=by)
    except IntegrityError as error:
        raise _edited() from error


def _write(
    round_: Round,
    subject: str,
    questions: Sequence[Question],
    before: FormVersion | None,
    *,
    by: Actor,
) -> FormVersion | None:
    keyed = _keyed(round_, subject, questions)
    if keyed == list(before.questions if before else ()):
        return before
    version = FormVersion(
        movement=round_.movement,
        subject=subject,
        number=(before.number if before else 0) + 1,
        fields=[q.stored() for q in keyed],
        made_at=clock.now(),
        made_by_id=by.person_id,
    )
    version.save(force_insert=True)
    old = [q.label for q in before.questions] if before else []
    changes = {"form": ["; ".join(old), "; ".join(q.label for q in keyed)]}
    trail.record("form.edit", version, by=by, changes=changes)
    return version


def _check(questions: Sequence[Question], subject: str) -> None:
    if not questions:
        return
    if _LOCKED[subject] - {q.key for q in questions}:
        raise ValidationError(
            _("Mẫu phải giữ các ô tên, tiêu chí, hạn hoàn thành và, với mô hình, lĩnh vực."),
            code="locked",
        )
    if sum(q.added for q in questions) > MOST:
        raise ValidationError(
            _("Mẫu thêm nhiều nhất %(n)s ô. Bỏ bớt ô rồi lưu lại.") % {"n": MOST}, code="many"
        )


def _keyed(round_: Round, subject: str, questions: Sequence[Question]) -> list[Question]:
    """Return *questions* with their words as NFC, each new one under a key never used before."""
    versions = FormVersion.objects.filter(movement=round_.movement_id, subject=subject)
    taken = {q.key for version in versions for q in version.questions}
    if subject == FormKind.CHECKUP:
        taken |= {q.key for q in shipped_checkup()}
    keyed = []
    for q in questions:
        key = q.key or next_key(taken)
        taken.add(key)
        choices = tuple(nfc(choice) for choice in q.choices)
        keyed.append(
            replace(
                q, key=key, label=nfc(q.label), help=nfc(q.help), unit=nfc(q.unit), choices=choices
            )
        )
    return keyed


def _edited() -> ValidationError:
    return ValidationError(
        _(
            "Mẫu này vừa được sửa ở cửa sổ khác nên chưa lưu. Những gì bạn sửa vẫn ở dưới; mở lại "
            "trang ở thẻ khác để so, rồi bấm lưu lần nữa nếu muốn thay."
        ),
        code="edited",
    )
