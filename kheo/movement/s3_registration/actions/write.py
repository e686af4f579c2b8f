"""The owner writes: drafts, changes and drops items or models, or starts from last year's."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import StaleStateError
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration import access, beginning, queries
from kheo.movement.s3_registration.actions.tally import Moves
from kheo.movement.s3_registration.answers import in_words, kept
from kheo.movement.s3_registration.contract.terms import Contract, contract_for, contract_of
from kheo.movement.s3_registration.models import FormVersion, Registration, Sheet, sort_key
from kheo.movement.s3_registration.newest import form_for, newest_form
from kheo.movement.s3_registration.stamp import TEXTS, WRITTEN, cleaned, stamp
from kheo.movement.s3_registration.states import STOPPED, WRITABLE, State


@transaction.atomic
def draft(
    *,
    by: Actor,
    round_: Round,
    subject: str,
    facts: Mapping[str, Any],
    source: Registration | None = None,
    key: str = "",
) -> Registration:
    """Write one more item of the actor, or one more model of their unit, taken over from *source*.

    *key* is the number of the form it is sent by: what came by it already is not written again.

    *facts* are the fields of ``WRITTEN``, "criteria", a list of clauses, and "answers" to what
    the newest form asks besides: by their keys, a file as an ``Attached``. Raise
    ValidationError, in words, for a closed round, a unit not addressed, or a full sheet.
    """
    access.refuse_closed(round_)
    sheet = _sheet(by, round_, subject)
    _refuse_known(sheet, key)
    form = newest_form(round_, subject)
    answers = _answers(form, facts, {})
    clean = cleaned(facts) | {"form_version": form, "answers": answers}
    clean |= {"source": source, "key": key}
    registration = _placed(by, sheet, subject, clean)
    registration.criteria.set(facts.get("criteria", ()))
    trail.record("registration.draft", registration, by=by)
    moves = Moves(round_)
    moves.count(registration, State.DRAFT)
    moves.write()
    return registration


@transaction.atomic
def change(
    registration: Registration, *, by: Actor, facts: Mapping[str, Any], seen: str = ""
) -> Registration:
    """Write *facts* over a draft or a returned one; StaleStateError when it has been sent since.

    *seen* is the stamp of what the writer had before them: ValidationError, in words, when it
    has been changed since.
    """
    require(access.may_write, by, registration)
    access.refuse_closed(registration.round)
    if seen and seen != stamp(registration):
        raise _edited()
    _lock_answers(registration)
    form = form_for(registration.round, registration.subject, registration)
    new = cleaned(facts)
    answers = _answers(form, facts, registration.answers)
    changes = {
        name: [str(getattr(registration, name) or ""), str(value or "")]
        for name, value in new.items()
        if getattr(registration, name) != value
    }
    changes |= {
        q.label: [in_words(q, registration.answers.get(q.key)), in_words(q, answers.get(q.key))]
        for q in (form.questions if form else ())
        if q.added and registration.answers.get(q.key) != answers.get(q.key)
    }
    rows = Registration.objects.filter(pk=registration.pk, state__in=WRITABLE)
    if not rows.exists():
        raise StaleStateError(registration.state)
    # Of two windows that save at once the update lets only one through.
    if not rows.filter(**{name: getattr(registration, name) for name in WRITTEN}).update(
        **new, form_version=form, answers=answers, on_paper=False
    ):
        raise _edited()
    registration.criteria.set(facts.get("criteria", ()))
    trail.record("registration.change", registration, by=by, changes=changes)
    registration.refresh_from_db()
    return registration


def _lock_answers(registration: Registration) -> None:
    """Hold the record against a second window: answers are no column an update could compare."""
    held = Registration.objects.select_for_update().filter(pk=registration.pk)
    if (
        registration.form_version_id
        and held.values_list("answers", flat=True)[:1][0] != registration.answers
    ):
        raise _edited()


def _answers(
    form: FormVersion | None, facts: Mapping[str, Any], before: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the answers to keep: those the form asks for, a new file stored, an old one kept."""
    return kept(form.questions if form else (), facts.get("answers", before), before)


def _edited() -> ValidationError:
    return ValidationError(
        _(
            "Nội dung này vừa được sửa ở cửa sổ khác nên chưa lưu. Những gì bạn viết vẫn ở dưới; "
            "so với bản đã lưu rồi bấm lưu lần nữa nếu muốn thay."
        ),
        code="edited",
    )


@transaction.atomic
def drop(registration: Registration, *, by: Actor) -> None:
    """Take a draft off the sheet. What was once sent stays: it is on the record."""
    require(access.may_write, by, registration)
    access.refuse_closed(registration.round)
    if registration.absorbed.filter(undone_at=None).exists():
        raise ValidationError(
            _("Nội dung này đã nhận một nội dung gộp vào. Muốn bỏ, tách nội dung đã gộp ra trước.")
        )
    registration.criteria.clear()
    trail.record("registration.drop", registration, by=by)
    gone, _kinds = Registration.objects.filter(pk=registration.pk, state=State.DRAFT).delete()
    if not gone:
        raise StaleStateError(registration.state)
    moves = Moves(registration.round)
    moves.count(registration, State.DRAFT, -1)
    moves.write()


@transaction.atomic
def reuse(*, by: Actor, round_: Round, subject: str) -> int:
    """Copy what was sent in the newest earlier round into free places; return how many."""
    written = queries.written(queries.sheet_of(by, round_, subject))
    room = contract_for(by, round_, subject).room(written)
    here = {r.folded for r in written}
    earlier = [r for r in queries.last_years(by, round_, subject) if r.folded not in here]
    free = earlier[:room]
    for old in free:
        facts: dict[str, Any] = {name: getattr(old, name) for name in TEXTS}
        if old.round.movement_id == round_.movement_id:
            facts |= {"topic": old.topic, "criteria": list(old.criteria.all())}
            facts["answers"] = old.answers
        draft(by=by, round_=round_, subject=subject, facts=facts)
    return len(free)


def _sheet(by: Actor, round_: Round, subject: str) -> Sheet:
    """Return the sheet to write on, made on the first line."""
    require(beginning.may_hold, by, subject)
    unit = beginning.home_of(by, subject)
    if not (told := beginning.may_answer(round_, unit)):
        raise ValidationError(told.reason, code="scope")
    owner: dict[str, Any] = {"person": None, "unit": unit, "made_in": None}
    if subject == Subject.ITEM:
        owner = {"person_id": by.person_id}
    new = {"unit": unit, "path": unit.path}
    sheet, _made = Sheet.objects.get_or_create(round=round_, closed_at=None, **owner, defaults=new)
    return sheet


def _refuse_known(sheet: Sheet, key: str) -> None:
    if key and Registration.objects.filter(sheet=sheet, key=key).exists():
        raise ValidationError(
            _(
                "Bản này đã lên máy chủ từ trước. Bản trên máy chủ hiện ở đầu trang, bản vừa gửi ở "
                "dưới; bấm lưu lần nữa là ghi đè."
            ),
            code="known",
        )


def _placed(by: Actor, sheet: Sheet, subject: str, facts: Mapping[str, Any]) -> Registration:
    """Save *facts* on the first free place; of two tabs that want the same one takes the next."""
    limit = contract_of(sheet)
    known = dict(Registration.objects.filter(sheet=sheet).values_list("ordinal", "standing"))
    taken = known.keys()
    stopped = sum(standing == STOPPED for standing in known.values())
    name_key = sheet.person.name_key if sheet.person else ""
    for place in range(1, limit.maximum + stopped + 1):
        if place in taken:
            continue
        registration = Registration(
            sheet=sheet,
            subject=subject,
            round=sheet.round,
            unit=sheet.unit,
            person=sheet.person,
            ordinal=place,
            sort_key=sort_key(sheet.path, name_key, sheet.pk, place),
            **facts,
        )
        require(access.may_write, by, registration)
        try:
            with transaction.atomic():
                registration.save(force_insert=True)
        except IntegrityError:
            _refuse_known(sheet, facts["key"])
            continue
        return registration
    raise ValidationError(_full(limit, subject), code="full")


def _full(limit: Contract, subject: str) -> str:
    if not limit.asks:
        return _("Chỉ tiêu của năm không giao việc đăng ký này cho bạn.")
    words = (
        _(
            "Mỗi người đăng ký %(span)s nội dung. Bạn đã có %(high)02d; "
            "muốn thêm, hãy sửa hoặc bỏ một nội dung."
        )
        if subject == Subject.ITEM
        else _(
            "Mỗi đơn vị đăng ký %(span)s mô hình. Đơn vị đã có %(high)02d; "
            "muốn thêm, hãy sửa hoặc bỏ một mô hình."
        )
    )
    return words % {"span": limit.span, "high": limit.maximum}
