"""Running models are reviewed: a period opened, each review written, sent, read above, returned."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.text import nfc
from kheo.kernel.ui.written import day
from kheo.kernel.workflow.advance import StaleStateError, advance
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import RoundState
from kheo.movement.s3_registration.answers import in_words, kept
from kheo.movement.s4_progress.access import person
from kheo.movement.s4_progress.owed import in_charge
from kheo.movement.s4_progress.states import Conclusion
from kheo.movement.s7_replication import access, checking
from kheo.movement.s7_replication.models import Checkup, CheckupPeriod
from kheo.movement.s7_replication.states import CHECKUP_FLOW, CHECKUP_WRITABLE
from kheo.notices.actions import tell
from kheo.notices.sentence import Sentence
from kheo.orgs.models import Person
from kheo.orgs.states import Power

LAST_DAY = (3, 31)  # of the next year: by then what is said of a whole year has come


@transaction.atomic
def open_period(round_: Round, *, by: Actor, name: str, due_on: date) -> CheckupPeriod:
    """Ask every unit to review its running models by a day, and tell those who keep them."""
    require(access.may_open_period, by, round_)
    name = " ".join(nfc(name).split())
    faults = {}
    if not name:
        faults["name"] = _("Chưa ghi tên kỳ, ví dụ “6 tháng đầu năm 2027”.")
    if due_on < clock.today():
        said = _("Ngày %(day)s đã qua. Ghi một ngày từ hôm nay.")
        faults["due_on"] = said % {"day": day(due_on)}
    elif due_on > (last := date(round_.year + 1, *LAST_DAY)):
        said = _(
            "Kỳ này thuộc năm %(year)s, hạn gửi không muộn hơn %(last)s. Kỳ của năm khác thì mở ở "
            "năm ấy."
        )
        faults["due_on"] = said % {"year": round_.year, "last": day(last)}
    if faults:
        raise ValidationError(faults)
    period = CheckupPeriod(
        round=round_, name=name, due_on=due_on, at=clock.now(), by_id=person(by)
    )  # fmt: skip
    try:
        with transaction.atomic():
            period.save(force_insert=True)
    except IntegrityError as error:
        said = _("Năm này đã có kỳ “%(name)s”. Ghi tên khác.") % {"name": name}
        raise ValidationError({"name": said}) from error
    trail.record("checkup_period.open", period, by=by, note=f"{name}, {day(due_on)}")
    units = set(checking.running(round_, period.pk).order_by().values_list("unit", flat=True))
    keepers = set().union(*in_charge(Power.MODEL, units).values()) if units else set()
    words = gettext_noop(
        "Mời rà soát các mô hình đang thực hiện, kỳ “%(name)s”, gửi trước ngày %(day)s."
    )
    told = Sentence(words, {"name": name, "day": day(due_on)})
    url = f"{reverse('replication:checkups', args=[round_.pk])}?ky={period.pk}"
    tell(Person.objects.filter(pk__in=keepers), told, url, by=by)
    return period


@transaction.atomic
def drop_period(period: CheckupPeriod, *, by: Actor) -> None:
    """Take back a period opened by mistake, as long as nobody has written anything in it."""
    require(access.may_drop_period, by, period)
    CheckupPeriod.objects.select_for_update().filter(pk=period.pk).first()
    if n := period.checkups.count():
        words = _("Kỳ này đã có %(n)s bản rà soát nên không bỏ được.")
        raise ValidationError(words % {"n": n})
    trail.record("checkup_period.drop", period, by=by, note=period.name)
    gone, _kinds = CheckupPeriod.objects.filter(pk=period.pk).delete()
    if not gone:
        raise StaleStateError(period.name)


@transaction.atomic
def write_checkup(
    checkup: Checkup,
    *,
    by: Actor,
    answers: Mapping[str, Any],
    conclusion: str = "",
    seen: str = "",
    send: bool = False,
) -> Checkup:
    """Keep what was written of a model, and send it up if asked; pressed twice it is kept once.

    *seen* is the stamp of what the writer had before them. Raise ValidationError, in words, when
    another window saved something else since, or when what is sent leaves a question open.
    """
    require(access.may_write_checkup, by, checkup)
    _refuse_closed(checkup.period)
    if not checkup.pk:
        _require_running(checkup)
    version = checking.form_of(checkup)
    asked = checking.asked(version)
    new: dict[str, Any] = {
        "answers": kept(asked, answers, checkup.answers), "conclusion": conclusion,
        "form_version_id": version.pk if version else None,
    }  # fmt: skip
    if send:
        _require_complete(asked, new)
    if all(getattr(checkup, name) == value for name, value in new.items()) and checkup.pk:
        pass  # nothing new to keep: only sent, or pressed twice
    elif checkup.pk:
        _rewrite(checkup, new, asked, by=by, seen=seen)
    else:
        checkup = _begin(checkup, new, by=by)
    if send:
        sent_at = checkup.sent_at or clock.now()
        advance(checkup, CHECKUP_FLOW, "send", by=by, sent_at=sent_at)
    return checkup


def _begin(checkup: Checkup, new: Mapping[str, Any], *, by: Actor) -> Checkup:
    made = Checkup(
        period=checkup.period, registration=checkup.registration, written_by_id=person(by),
        written_at=clock.now(), **new,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        held = Checkup.objects.select_related("period", "registration__unit").get(
            period=checkup.period, registration=checkup.registration
        )
        if any(getattr(held, name) != value for name, value in new.items()):
            raise _edited() from error
        return held
    trail.record("checkup.write", made, by=by)
    return made


def _rewrite(checkup: Checkup, new: Mapping[str, Any], asked: Any, *, by: Actor, seen: str) -> None:
    if seen and seen != checking.stamp(checkup):
        raise _edited()
    changes = {
        q.label: [in_words(q, checkup.answers.get(q.key)), in_words(q, new["answers"].get(q.key))]
        for q in asked
        if checkup.answers.get(q.key) != new["answers"].get(q.key)
    }
    changes |= {"conclusion": [checkup.conclusion, new["conclusion"]]}
    facts = {**new, "written_at": clock.now(), "written_by_id": person(by)}
    rows = Checkup.objects.filter(pk=checkup.pk, state__in=CHECKUP_WRITABLE)
    # Of two windows that save at once the update lets only one through.
    if not rows.filter(written_at=checkup.written_at).update(**facts):
        if not rows.exists():
            raise StaleStateError(checkup.state)
        raise _edited()
    for name, value in facts.items():
        setattr(checkup, name, value)
    changed = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    trail.record("checkup.write", checkup, by=by, changes=changed)


def _require_complete(asked: Any, new: Mapping[str, Any]) -> None:
    open_ = [q.label for q in asked if q.required and not new["answers"].get(q.key)]
    if not new["conclusion"]:
        open_.append(_("Đề nghị của đơn vị"))
    if open_:
        words = _("Còn thiếu: %(labels)s. Điền đủ rồi gửi.")
        raise ValidationError(words % {"labels": "; ".join(open_)}, code="incomplete")


def _require_running(checkup: Checkup) -> None:
    model, period = checkup.registration, checkup.period
    if not checking.running(period.round, period.pk).filter(pk=model.pk).exists():
        words = _("“%(title)s” không phải mô hình đang thực hiện nên không rà soát trong kỳ này.")
        raise ValidationError(words % {"title": model.title}, code="not_running")


def _refuse_closed(period: CheckupPeriod) -> None:
    if not Round.objects.filter(pk=period.round_id, state=RoundState.OPEN).exists():
        words = _("Năm %(year)s đã khép lại, không nhận bản rà soát nữa.")
        raise ValidationError(words % {"year": period.round.year}, code="closed")


def _edited() -> ValidationError:
    return ValidationError(
        _(
            "Bản rà soát này vừa được lưu ở cửa sổ khác nên chưa lưu. Những gì bạn viết vẫn ở "
            "dưới; mở lại trang ở thẻ khác để so, rồi bấm lưu lần nữa nếu muốn thay."
        ),
        code="edited",
    )


@transaction.atomic
def decide_checkup(checkup: Checkup, *, by: Actor, decision: str, note: str = "") -> Checkup:
    """Decide, from above, what becomes of the model, and tell its unit.

    Raise ValidationError, in words, without a decision, or without a reason where the model is to
    stop or where it is not what its unit proposes.
    """
    require(access.may_read_up, by, checkup)
    _refuse_closed(checkup.period)
    note = " ".join(nfc(note).split())[:300]
    if decision not in Conclusion.values:
        raise ValidationError({"decision": _("Chọn duy trì, củng cố, nhân rộng hay dừng.")})
    if not note and (decision == Conclusion.STOP or decision != checkup.conclusion):
        words = _("Ghi lý do: quyết định dừng, hay khác đề nghị của đơn vị, thì cần lý do.")
        raise ValidationError({"note": words})
    facts = {"seen_by_id": by.person_id, "decision": decision, "decided": note}
    done = advance(checkup, CHECKUP_FLOW, "decide", by=by, note=note, **facts)
    words = gettext_noop("Cấp trên quyết định với mô hình “%(title)s”: %(what)s. %(note)s")
    what = Sentence.of_label(Conclusion(decision).label)
    _tell(checkup, words, {"what": what, "note": note}, by=by)
    return done


@transaction.atomic
def reopen_checkup(checkup: Checkup, *, by: Actor, note: str) -> Checkup:
    """Take a decision back with a reason: the review waits for one again."""
    require(access.may_read_up, by, checkup)
    _refuse_closed(checkup.period)
    facts = {"seen_by_id": None, "decision": "", "decided": ""}
    done = advance(checkup, CHECKUP_FLOW, "reopen", by=by, note=nfc(note).strip()[:300], **facts)
    words = gettext_noop("Quyết định với mô hình “%(title)s” được lấy lại để xem lại: %(note)s")
    _tell(checkup, words, {"note": note.strip()[:200]}, by=by)
    return done


@transaction.atomic
def return_checkup(checkup: Checkup, *, by: Actor, note: str) -> Checkup:
    """Give it back with a reason, and tell who wrote it and who keeps the unit's models."""
    require(access.may_read_up, by, checkup)
    done = advance(checkup, CHECKUP_FLOW, "return", by=by, note=nfc(note).strip())
    words = gettext_noop("Bản rà soát mô hình “%(title)s” bị trả lại: %(note)s")
    _tell(checkup, words, {"note": note.strip()[:200]}, by=by)
    return done


def _tell(checkup: Checkup, words: str, names: Mapping[str, object], *, by: Actor) -> None:
    unit = checkup.registration.unit_id
    keepers = in_charge(Power.MODEL, {unit}).get(unit, set()) | {checkup.written_by_id}
    said = Sentence(words, {"title": checkup.registration.title[:150], **names})
    round_id = checkup.period.round_id
    url = reverse(
        "replication:checkup", args=[round_id, checkup.period_id, checkup.registration_id]
    )
    tell(Person.objects.filter(pk__in=keepers), said, url, by=by)
