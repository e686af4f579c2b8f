"""Visits by people from outside the unit: drawn by lot or chosen, given, made, written down."""

from collections.abc import Collection, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.tasks import task
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kheo.kernel import clock, files
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.text import nfc
from kheo.kernel.ui.written import day as written_day
from kheo.kernel.ui.written import number
from kheo.kernel.workflow.advance import advance
from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s4_progress import access, drawing, owed, pictures, visiting
from kheo.movement.s4_progress.actions.ledger import MACHINE
from kheo.movement.s4_progress.models import Draw, Visit, VisitFile, Visitor
from kheo.movement.s4_progress.outside import insiders
from kheo.movement.s4_progress.states import (
    AHEAD,
    DRAWN_AT_ONCE,
    LIST_MOST,
    PICTURES,
    TEAM_MOST,
    VISIT_FLOW,
    Conclusion,
    VisitState,
    bare_name,
)
from kheo.movement.s4_progress.uploads import Upload, kinds_of, once
from kheo.notices.actions import tell
from kheo.notices.sentence import Sentence
from kheo.orgs.models import Person, Unit
from kheo.orgs.states import Power


@transaction.atomic
def draw(
    round_: Round, unit: Unit, *, by: Actor, wanted: int, subject: str = "", seed: str = ""
) -> Draw:
    """Draw *wanted* registrations of *unit* and below by lot; list and seed are kept to repeat it.

    *seed* comes from outside (the number of a public lottery, thrown dice) or from the machine.
    """
    require(access.may_draw, by, round_)
    if not by.reaches(unit.path):
        raise ValidationError({"unit": _("Chỉ bốc thăm trong phạm vi bạn theo dõi.")})
    if not 1 <= wanted <= DRAWN_AT_ONCE:
        most = {"n": number(wanted), "most": DRAWN_AT_ONCE}
        said = _("Đang ghi %(n)s. Mỗi lần bốc từ 1 đến %(most)s nội dung, mô hình.") % most
        raise ValidationError({"wanted": said})
    Round.objects.select_for_update().get(pk=round_.pk)  # of two drawings one sees the other's
    rows = visiting.drawable(round_, unit.path, subject).order_by("pk")
    keys = list(rows.values_list("pk", flat=True)[: LIST_MOST + 1])
    if not keys or len(keys) > LIST_MOST:
        raise ValidationError({"unit": _nothing(unit, len(keys))})
    kept = files.keep(drawing.written(keys))
    made = Draw.objects.create(
        round=round_, unit=unit, path=unit.path, subject=subject, given=bool(seed.strip()),
        seed=nfc(seed).strip() or drawing.new_seed(), wanted=wanted, listed=len(keys),
        file=kept.path, sha256=kept.sha256, at=clock.now(), by_id=access.person(by),
    )  # fmt: skip
    visits = [
        Visit(
            round=round_, registration_id=key, draw=made, place_drawn=place, made_by_id=made.by_id
        )
        for place, key in enumerate(drawing.drawn(keys, made.seed, wanted), 1)
    ]
    Visit.objects.bulk_create(visits)
    changes = {name: [None, getattr(made, name)] for name in ("seed", "wanted", "listed", "sha256")}
    trail.record("visit.draw", made, by=by, changes=changes)
    return made


def _nothing(unit: Unit, found: int) -> str:
    if found:
        said = _("“%(unit)s” có hơn %(n)s nội dung, mô hình. Chọn một đơn vị nhỏ hơn.")
        return said % {"unit": unit, "n": number(LIST_MOST)}
    said = _("“%(unit)s” không còn nội dung, mô hình nào đã ghi nhận mà chưa kiểm tra năm nay.")
    return said % {"unit": unit}


@transaction.atomic
def plan_visit(registration: Registration, *, by: Actor) -> Visit:
    """Plan a visit that was not drawn; one that still lies ahead is the same one."""
    Registration.objects.select_for_update().get(pk=registration.pk)
    require(access.may_plan, by, registration)
    for found in Visit.objects.filter(registration=registration, state__in=AHEAD):
        return found
    made = Visit.objects.create(
        round=registration.round, registration=registration, made_by_id=access.person(by)
    )
    trail.record("visit.plan", made, by=by)
    return made


@transaction.atomic
def assign(
    visits: Sequence[Visit], people: Collection[Person], *, by: Actor, due_on: date | None = None
) -> int:
    """Give all of *visits* to *people*, the first of whom leads; nobody visits their own unit."""
    if not visits:
        raise ValidationError(_("Chưa chọn lượt kiểm tra nào để giao."))
    if not 1 <= len(people) <= TEAM_MOST:
        said = _("Chọn từ 1 đến %(most)s người kiểm tra.") % {"most": TEAM_MOST}
        raise ValidationError({"people": said})
    if due_on is not None and due_on < clock.today():
        said = _("Ngày %(day)s đã qua. Ghi một ngày từ hôm nay.") % {"day": written_day(due_on)}
        raise ValidationError({"due_on": said})
    for visit in visits:
        require(access.may_assign, by, visit)
    if faults := [said for visit in visits for said in _insiders(visit, people)]:
        raise ValidationError({"people": faults})
    names = ", ".join(person.full_name for person in people)
    for visit in visits:
        before = set(visit.team.values_list("person", flat=True))
        visit.team.all().delete()
        team = [Visitor(visit=visit, person=p, ordinal=n) for n, p in enumerate(people, 1)]
        Visitor.objects.bulk_create(team)
        advance(visit, VISIT_FLOW, "assign", by=by, note=names, due_on=due_on)
        words = gettext_noop("Bạn được giao kiểm tra thực tế: “%(title)s”, %(unit)s.")
        title, unit = visit.registration.title[:150], visit.registration.unit
        given = Sentence(words, {"title": title, "unit": unit})
        tell([p for p in people if p.pk not in before], given, _page(visit), by=by)
    return len(visits)


def _insiders(visit: Visit, people: Collection[Person]) -> list[str]:
    registration = visit.registration
    inside = insiders(registration, {person.pk for person in people})
    words = _("%(name)s là người của “%(unit)s” nên không kiểm tra “%(title)s”. Chọn người khác.")
    where = {"unit": registration.unit, "title": registration.title}
    return [words % {"name": person, **where} for person in people if person.pk in inside]


def _page(visit: Visit) -> str:
    return reverse("progress:visit", args=[visit.round_id, visit.pk])


@transaction.atomic
def record(  # noqa: PLR0913 one field each of the form
    visit: Visit,
    *,
    by: Actor,
    day: date,
    seen: str,
    agreed: bool,
    conclusion: Conclusion,
    place: str = "",
    present: str = "",
    to_mend: str = "",
    mend_by: date | None = None,
    uploads: Sequence[Upload] = (),
) -> Visit:
    """Write down what was seen, with its files; all of it, or nothing and a reason in words."""
    require(access.may_record, by, visit)
    _check(visit, day, seen, to_mend, mend_by)
    distinct = once(uploads)
    kinds = kinds_of(list(distinct.values()))
    done = advance(
        visit, VISIT_FLOW, "record", by=by, note=nfc(seen).strip(), day=day, agreed=agreed,
        seen=nfc(seen).strip(), conclusion=conclusion, place=nfc(place).strip(),
        present=nfc(present).strip(), to_mend=nfc(to_mend).strip(), mend_by=mend_by,
        recorded_by_id=access.person(by), recorded_at=clock.now(),
    )  # fmt: skip
    VisitFile.objects.bulk_create([_file(visit, upload, kind) for upload, kind in kinds])
    look_at_visit.enqueue(visit.pk, by=str(MACHINE))
    words = gettext_noop("Đã kiểm tra thực tế “%(title)s”: %(said)s.")
    agrees = gettext_noop("khớp với ghi chép") if agreed else gettext_noop("chưa khớp với ghi chép")
    names = {"title": visit.registration.title[:150], "said": Sentence(agrees)}
    said = Sentence(words, names)
    tell([*_owners(visit.registration), visit.made_by], said, _page(visit), by=by)
    return done


def _check(visit: Visit, day: date, seen: str, to_mend: str, mend_by: date | None) -> None:
    faults = {}
    opened = visit.round.opens_on
    if not seen.strip():
        faults["seen"] = _("Chưa ghi đã thấy gì tại chỗ.")
    if not opened <= day <= clock.today():
        words = {"day": written_day(day), "opened": written_day(opened)}
        said = _("Đang ghi ngày %(day)s. Cần một ngày từ %(opened)s đến hôm nay.")
        faults["day"] = said % words
    if mend_by is not None and not to_mend.strip():
        faults["to_mend"] = _("Đã ghi hạn khắc phục, cần ghi phải khắc phục việc gì.")
    if mend_by is not None and mend_by <= day:
        faults["mend_by"] = _("Hạn khắc phục cần sau ngày kiểm tra.")
    if faults:
        raise ValidationError(faults)


def _file(visit: Visit, upload: Upload, kind: str) -> VisitFile:
    kept = files.keep(upload.data)
    return VisitFile(
        visit=visit, name=bare_name(upload.name), file=kept.path, sha256=kept.sha256,
        size=kept.size, kind=kind,
    )  # fmt: skip


def _owners(registration: Registration) -> list[Person]:
    if registration.person:
        return [registration.person]
    keepers = owed.in_charge(Power.MODEL, {registration.unit_id}).get(registration.unit_id, set())
    return list(Person.objects.filter(pk__in=keepers))


@transaction.atomic
def recheck(visit: Visit, *, by: Actor, said: str) -> Visit:
    """Write down what was found when it was seen again whether all was mended."""
    require(access.may_recheck, by, visit)
    if not said.strip():
        raise ValidationError({"checked_again": _("Chưa ghi đã khắc phục đến đâu.")})
    text = nfc(said).strip()
    return advance(visit, VISIT_FLOW, "recheck", by=by, note=text, checked_again=text)


@transaction.atomic
def cancel(visit: Visit, *, by: Actor, reason: str) -> Visit:
    """Give up a visit, with the reason; what was drawn stays in the drawing."""
    require(access.may_assign, by, visit)
    done = advance(visit, VISIT_FLOW, "cancel", by=by, note=nfc(reason).strip())
    people = Person.objects.filter(pk__in=visit.team.values("person"))
    words = gettext_noop("Không kiểm tra “%(title)s” nữa: %(reason)s")
    names = {"title": visit.registration.title[:150], "reason": reason.strip()[:200]}
    said = Sentence(words, names)
    tell(people, said, _page(visit), by=by)
    return done


@task
def look_at_visit(visit: int, *, by: str) -> None:  # noqa: ARG001 every change names who
    """Make the scaled copies of the pictures of a visit; twice does no harm."""
    rows = VisitFile.objects.filter(visit=visit, kind__in=PICTURES, copy="")
    for file in rows.filter(visit__state=VisitState.DONE):
        try:
            seen = pictures.look(files.fetch(file.file))
        except (pictures.UnopenedError, pictures.TooManyPixelsError, FileNotFoundError):
            continue  # the original is kept and is handed out as it came
        VisitFile.objects.filter(pk=file.pk).update(copy=files.keep(seen.copy).path)
