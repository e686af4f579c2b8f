"""Everything that changes what is kept of people's grievances and wishes."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kheo.citizens import access, queries
from kheo.citizens.models import Grievance
from kheo.citizens.states import DENUNCIATION, FLOW, NOT_HERE, State
from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.text import nfc
from kheo.kernel.ui.written import day as written
from kheo.kernel.workflow.advance import StaleStateError, advance
from kheo.movement.models import Registration, Round
from kheo.movement.s4_progress.access import person
from kheo.movement.s4_progress.owed import in_charge
from kheo.notices.actions import tell
from kheo.notices.sentence import Sentence
from kheo.orgs.models import Person, Unit
from kheo.orgs.queries import heads_of
from kheo.orgs.states import Power

WORDS = ("title", "text", "place")  # those of people: never copied into the trail
FACTS = ("kind", "heard", "heard_on", "people", "due_on", "registration_id")


def _clean(text: str) -> str:
    return nfc(text).strip()


@transaction.atomic
def record(round_: Round, *, by: Actor, facts: dict[str, Any], key: str = "") -> Grievance:
    """Write down what people said to the unit of *by*; sent twice under one *key* it is kept once."""
    require(access.may_record, by, round_)
    _refuse_denunciation(facts)
    unit = access.own_unit(by)
    made = Grievance(
        round=round_, unit=unit, path=unit.path, key=key or None, recorded_by_id=person(by),
        recorded_at=clock.now(), **_checked(facts, by, round_, unit),
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        if sent := Grievance.objects.filter(key=key, path=unit.path).first():
            return sent
        raise
    trail.record("grievance.record", made, by=by)
    return made


def _refuse_denunciation(facts: dict[str, Any]) -> None:
    if facts["kind"] == DENUNCIATION:
        raise ValidationError({"kind": str(NOT_HERE)})


def _checked(facts: dict[str, Any], by: Actor, round_: Round, unit: Unit) -> dict[str, Any]:
    """Return *facts* as columns, or say in words what is wrong with them."""
    found = {**facts, **{name: _clean(facts[name]) for name in WORDS}}
    first, last = date(round_.year, 1, 1), min(clock.today(), date(round_.year, 12, 31))
    faults = {}
    if not first <= found["heard_on"] <= last:
        words = {"day": written(found["heard_on"]), "first": written(first), "last": written(last)}
        said = _("Đang ghi ngày %(day)s. Cần một ngày từ %(first)s đến %(last)s.")
        faults["heard_on"] = said % words
    elif found["due_on"] < found["heard_on"]:
        faults["due_on"] = _due_before(found["due_on"], found["heard_on"])
    if faults:
        raise ValidationError(faults)
    if solving := found.pop("registration", None):
        _refuse_foreign(solving, by, unit, round_)
    text = queries.folded(found["title"], found["text"], found["place"], unit.name)
    return found | {"registration_id": solving.pk if solving else None, "folded": text}


def _refuse_foreign(solving: Registration, by: Actor, unit: Unit, round_: Round) -> None:
    if not access.solving(by, unit, round_).filter(pk=solving.pk).exists():
        said = _("Đây không phải đăng ký của đơn vị trong năm này. Chọn lại.")
        raise ValidationError({"registration": said})


def _due_before(due: date, heard: date) -> str:
    words = {"due": written(due), "heard": written(heard)}
    return _("Hạn %(due)s ở trước ngày tiếp nhận %(heard)s. Ghi một ngày sau đó.") % words


def _late_on(grievance: Grievance, done: date) -> bool:
    """Tell whether it is late when done on a day; once late it stays so."""
    return grievance.late or done > grievance.due_on


def _late_by(grievance: Grievance, due: date) -> bool:
    """Tell whether it is late although its day is put off: it had passed before."""
    return grievance.late or grievance.due_on < min(due, clock.today())


@transaction.atomic
def edit(grievance: Grievance, *, by: Actor, facts: dict[str, Any]) -> Grievance:
    """Put right what was written down; the trail says that words changed, and never which."""
    require(access.may_edit, by, grievance)
    _refuse_denunciation(facts)
    new = _checked(facts, by, grievance.round, grievance.unit)
    new["late"] = _late_by(grievance, new["due_on"])
    old = {name: getattr(grievance, name) for name in new}
    changes: dict[str, Any] = {n: [old[n], new[n]] for n in FACTS if old[n] != new[n]}
    if any(old[name] != new[name] for name in WORDS):
        changes["words"] = [_("bản cũ"), _("bản mới")]
    if not changes:
        return grievance
    rows = Grievance.objects.filter(pk=grievance.pk, state=grievance.state)
    if not rows.update(**new):
        raise StaleStateError(grievance.state)
    for name, value in new.items():
        setattr(grievance, name, value)
    trail.record("grievance.edit", grievance, by=by, changes=changes)
    return grievance


@transaction.atomic
def assign(grievance: Grievance, *, by: Actor, handler: Person, due_on: date) -> Grievance:
    """Give it to one of the unit's people, by a day; again to another one, or by another day."""
    require(access.may_keep, by, grievance)
    faults = {}
    if not access.handlers(grievance.unit).filter(pk=handler.pk).exists():
        said = _("“%(name)s” không phải người của “%(unit)s”. Chọn người khác.")
        faults["handler"] = said % {"name": handler, "unit": grievance.unit}
    if due_on < grievance.heard_on:
        faults["due_on"] = _due_before(due_on, grievance.heard_on)
    if faults:
        raise ValidationError(faults)
    facts: dict[str, Any] = {
        "handler_id": handler.pk,
        "due_on": due_on,
        "late": _late_by(grievance, due_on),
    }
    advance(grievance, FLOW, "assign", by=by, **facts)
    grievance.handler = handler
    words = gettext_noop("Bạn được giao giải quyết ý kiến %(code)s của dân, hạn %(day)s.")
    told = Sentence(words, {"code": grievance, "day": written(due_on)})
    tell([handler], told, _page(grievance), by=by)
    return grievance


@transaction.atomic
def solve(
    grievance: Grievance, *, by: Actor, outcome: str, solved_on: date,
    registration: Registration | None = None,
) -> Grievance:  # fmt: skip
    """Write down what was done and when; done after its day it stays late."""
    require(access.may_handle, by, grievance)
    outcome = _required("outcome", outcome, _("Chưa ghi đã làm gì để giải quyết."))
    _refuse_day("solved_on", solved_on, grievance.heard_on)
    facts: dict[str, Any] = {
        "outcome": outcome, "solved_on": solved_on, "late": _late_on(grievance, solved_on)
    }  # fmt: skip
    if registration is not None:
        _refuse_foreign(registration, by, grievance.unit, grievance.round)
        facts["registration_id"] = registration.pk
    advance(grievance, FLOW, "solve", by=by, **facts)
    words = gettext_noop("Ý kiến %(code)s đã giải quyết, chờ trả lời dân.")
    _tell_keepers(grievance, Sentence(words, {"code": grievance}), by=by)
    return grievance


@transaction.atomic
def answer(grievance: Grievance, *, by: Actor, answered_how: str, answered_on: date) -> Grievance:
    """Write down how and when people were told."""
    require(access.may_handle, by, grievance)
    how = _required("answered_how", answered_how, _("Chưa ghi trả lời dân bằng cách nào."))
    _refuse_day("answered_on", answered_on, grievance.solved_on or grievance.heard_on)
    facts: dict[str, Any] = {"answered_how": how, "answered_on": answered_on}
    return advance(grievance, FLOW, "answer", by=by, **facts)


@transaction.atomic
def pass_on(
    grievance: Grievance, *, by: Actor, passed_to: str, passed_on: date, passed_number: str = ""
) -> Grievance:
    """Pass it on to the body competent for it, by a paper of a day."""
    require(access.may_keep, by, grievance)
    to = _required("passed_to", passed_to, _("Chưa ghi chuyển cho cơ quan nào."))
    _refuse_day("passed_on", passed_on, grievance.heard_on)
    facts: dict[str, Any] = {
        "passed_to": to,
        "passed_on": passed_on,
        "passed_number": _clean(passed_number),
    }
    late = _late_on(grievance, passed_on)
    return advance(grievance, FLOW, "pass_on", by=by, late=late, **facts)


@transaction.atomic
def reopen(grievance: Grievance, *, by: Actor, note: str, due_on: date) -> Grievance:
    """Solve it again because people are not content, by a new day; its handler is told why."""
    require(access.may_keep, by, grievance)
    _refuse_past(due_on)
    advance(
        grievance, FLOW, "reopen", by=by, note=_clean(note), due_on=due_on, solved_on=None,
        outcome="", answered_on=None, answered_how="", reopened=grievance.reopened + 1,
    )  # fmt: skip
    words = gettext_noop("Ý kiến %(code)s phải giải quyết lại, hạn %(day)s: %(note)s")
    told = {"code": grievance, "day": written(due_on), "note": _clean(note)[:200]}
    tell(filter(None, [grievance.handler]), Sentence(words, told), _page(grievance), by=by)
    return grievance


@transaction.atomic
def take_back(grievance: Grievance, *, by: Actor, note: str, due_on: date) -> Grievance:
    """Take back what was passed on: it was sent back, or passed on by mistake."""
    require(access.may_keep, by, grievance)
    _refuse_past(due_on)
    return advance(
        grievance, FLOW, "take_back", by=by, note=_clean(note), due_on=due_on, passed_to="",
        passed_number="", passed_on=None,
    )  # fmt: skip


@transaction.atomic
def drop(grievance: Grievance, *, by: Actor, note: str) -> Grievance:
    """Drop what was written down by mistake, and with it every word of it: it may be a denunciation."""
    require(access.may_keep, by, grievance)
    advance(grievance, FLOW, "drop", by=by, note=_clean(note))
    gone = dict.fromkeys((*WORDS, "folded"), "")
    Grievance.objects.filter(pk=grievance.pk).update(**gone)
    for name in gone:
        setattr(grievance, name, "")
    return grievance


@transaction.atomic
def remind(grievance: Grievance, *, by: Actor) -> Grievance:
    """Remind who was given it, and who heads the unit; once a day."""
    require(access.may_remind, by, grievance)
    today = clock.today()
    rows = Grievance.objects.filter(pk=grievance.pk, state=grievance.state)
    if not rows.exclude(reminded_on=today).update(reminded_on=today):
        raise StaleStateError(grievance.state)
    grievance.reminded_on = today
    trail.record("grievance.remind", grievance, by=by)
    words = gettext_noop("Mời giải quyết sớm ý kiến %(code)s của dân, hạn %(day)s.")
    if grievance.state == State.SOLVED:
        words = gettext_noop("Mời trả lời dân về ý kiến %(code)s, đã giải quyết ngày %(day)s.")
    on = grievance.solved_on or grievance.due_on
    said = Sentence(words, {"code": grievance, "day": written(on)})
    people = [*heads_of(grievance.unit, on=today), *filter(None, [grievance.handler])]
    tell(people, said, _page(grievance), by=by)
    return grievance


def _required(field: str, text: str, said: str) -> str:
    if not (found := _clean(text)):
        raise ValidationError({field: said})
    return found


def _refuse_day(field: str, found: date, first: date) -> None:
    if not first <= found <= clock.today():
        words = {"day": written(found), "first": written(first)}
        said = _("Đang ghi ngày %(day)s. Cần một ngày từ %(first)s đến hôm nay.") % words
        raise ValidationError({field: said})


def _refuse_past(due: date) -> None:
    if due < clock.today():
        said = _("Ngày %(day)s đã qua. Ghi một ngày từ hôm nay.") % {"day": written(due)}
        raise ValidationError({"due_on": said})


def _tell_keepers(grievance: Grievance, said: Sentence, *, by: Actor) -> None:
    keepers = in_charge(Power.OVERSEE, {grievance.unit_id}).get(grievance.unit_id, set())
    tell(Person.objects.filter(pk__in=keepers), said, _page(grievance), by=by)


def _page(grievance: Grievance) -> str:
    return reverse("citizens:grievance", args=[grievance.round_id, grievance.pk])
