"""A sheet handed in on paper is entered with its scan; its owner may say it is not what they wrote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kheo.documents.paper.scanned import Page, UnscannableError, pages_of
from kheo.kernel import clock, files
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.text import fold, nfc
from kheo.kernel.ui.written import day
from kheo.kernel.workflow.advance import advance
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration import access, beginning, merging
from kheo.movement.s3_registration.actions.keep import receive
from kheo.movement.s3_registration.actions.send import send_ready
from kheo.movement.s3_registration.actions.tally import Moves
from kheo.movement.s3_registration.answers import kept
from kheo.movement.s3_registration.contract.terms import Contract, contract_of
from kheo.movement.s3_registration.models import (
    Copy,
    PaperEntry,
    Registration,
    Scan,
    ScanPage,
    Sheet,
    sort_key,
)
from kheo.movement.s3_registration.newest import newest_form
from kheo.movement.s3_registration.stamp import WRITTEN
from kheo.movement.s3_registration.states import FLOW, SCAN_FLOW, Due, ScanState, State
from kheo.notices.actions import tell
from kheo.notices.sentence import Sentence
from kheo.orgs.models import Person, Unit
from kheo.orgs.queries import holders_of
from kheo.orgs.states import Power

PAGES_MOST = 12  # of one paper sheet: both sides of six leaves


@dataclass(frozen=True, slots=True)
class Handed:
    """The paper as it was handed in: when, which of the two copies, its scan."""

    on: date
    copy: int
    name: str
    data: bytes
    late_reason: str = ""


@transaction.atomic
def enter(
    round_: Round,
    owner: Person | Unit,
    *,
    by: Actor,
    items: Sequence[Mapping[str, Any]],
    paper: Handed,
    key: str,
) -> Sheet:
    """Enter the sheet a person or unit handed in on paper and send it as theirs; all, or nothing.

    *items* are facts as ``draft`` takes them, *key* is the number of the form: sent by it twice,
    the sheet there is comes back. Raise ValidationError, in words, for a day that cannot be, a
    scan that cannot be opened, a sheet sent already, too few or too many items.
    """
    unit = owner.unit if isinstance(owner, Person) else owner
    if isinstance(owner, Person):
        require(access.may_enter, by, owner)
    else:
        require(access.may_enter_models, by, owner)
    access.refuse_closed(round_)
    if not (told := beginning.may_answer(round_, unit)):
        raise ValidationError(told.reason, code="scope")
    sheet = _held(round_, owner, unit)  # of two presses the second waits here
    if PaperEntry.objects.filter(sheet=sheet, key=key).exists():
        return sheet
    if sheet.submitted_at:
        words = _("%(name)s đã có bản đăng ký gửi ngày %(day)s nên không nhập thêm bản giấy.")
        said = words % {"name": owner, "day": day(clock.day_of(sheet.submitted_at))}
        raise ValidationError(said, code="sent")
    contract = _contract(sheet, paper.on)
    pages = _pages(paper)
    ready = _written(sheet, items, contract, by=by, note=_note(paper))
    send_ready(
        sheet, ready, ready, by=by, contract=contract, at=_moment(paper.on),
        late_reason=paper.late_reason,
    )  # fmt: skip
    copy = Copy.objects.select_related("sheet__person", "sheet__round", "custodian").get(
        sheet=sheet, number=paper.copy
    )
    entry = PaperEntry.objects.create(
        sheet=sheet, handed_on=paper.on, copy=copy, key=key, entered_at=clock.now(),
        entered_by_id=by.me, scan=_filed(copy, paper, pages, by=by),
    )  # fmt: skip
    trail.record("sheet.enter", sheet, by=by, note=_note(paper))
    if access.may_receive(by, copy):
        receive([copy], by=by, on=paper.on)
    _tell(entry, len(ready), by=by)
    return sheet


def _held(round_: Round, owner: Person | Unit, unit: Unit) -> Sheet:
    """Return the sheet of a person or unit, begun where there is none, and hold it."""
    key: dict[str, Any] = {"round": round_, "closed_at": None}
    if isinstance(owner, Person):
        key |= {"person": owner}
    else:
        key |= {"person": None, "unit": owner, "made_in": None}
    Sheet.objects.get_or_create(**key, defaults={"unit": unit, "path": unit.path})
    rows = Sheet.objects.select_for_update(of=("self",)).filter(**key)
    return rows.select_related("unit", "person__cell", "round__movement").get()


def _note(paper: Handed) -> str:
    return _("Nhập thay từ bản giấy nộp ngày %(day)s") % {"day": day(paper.on)}


def _moment(on: date) -> datetime:
    """Return when a paper counts as sent: now for one of today, else the beginning of its day."""
    if on == clock.today():
        return clock.now()
    return datetime.combine(on, time(), timezone.get_current_timezone())


def _contract(sheet: Sheet, on: date) -> Contract:
    """Return what is asked of the owner, seen from the day the paper was handed in."""
    found = contract_of(sheet)
    first = max(filter(None, (sheet.round.opens_on, found.rule.opens_on)))
    if not first <= on <= clock.today():
        words = _("Đang ghi ngày nộp %(day)s. Cần một ngày từ %(first)s đến hôm nay.")
        raise ValidationError(
            {"handed_on": words % {"day": day(on), "first": day(first)}}, code="day"
        )
    return replace(found, due=Due(found.due.day, on))


def _pages(paper: Handed) -> list[Page]:
    """Return the pages of the scan, judged by what it holds and not by its name."""
    try:
        pages = []
        for page in pages_of(paper.data):
            if page.pages > PAGES_MOST:
                words = _("Tệp có %(n)s trang; bản quét của một người không quá %(most)s trang.")
                said = words % {"n": page.pages, "most": PAGES_MOST}
                raise ValidationError({"scan": said}, code="pages")
            pages.append(page)
    except UnscannableError as error:
        words = _("Tệp “%(name)s” không dùng làm bản quét được: %(why)s Quét lại rồi chọn lại.")
        said = words % {"name": paper.name[:100], "why": str(error)}
        raise ValidationError({"scan": said}, code="scan") from error
    return pages


def _written(
    sheet: Sheet, items: Sequence[Mapping[str, Any]], contract: Contract, *, by: Actor, note: str
) -> list[Registration]:
    """Write each of *items* on a free place; what the owner drafted themselves stays a draft."""
    taken = set(Registration.objects.filter(sheet=sheet).values_list("ordinal", flat=True))
    free = [n for n in range(1, contract.maximum + 1) if n not in taken]
    if len(items) > len(free):
        words = _(
            "Bản giấy có %(n)s nội dung, bản đăng ký của người này chỉ còn %(free)s chỗ. Nếu người "
            "ấy đã tự viết trên hệ thống, đề nghị họ gửi hoặc bỏ bản nháp trước."
        )
        raise ValidationError(words % {"n": len(items), "free": len(free)}, code="full")
    moves = Moves(sheet.round)
    found = []
    for place, facts in zip(free, items, strict=False):
        registration = _one(sheet, place, facts)
        registration.criteria.set(facts.get("criteria", ()))
        trail.record("registration.enter", registration, by=by, note=note)
        moves.count(registration, State.DRAFT)
        found.append(registration)
    moves.write()
    return found


def _one(sheet: Sheet, place: int, facts: Mapping[str, Any]) -> Registration:
    subject = Subject.ITEM if sheet.person else Subject.MODEL
    form = newest_form(sheet.round, subject)
    asked = form.questions if form else ()
    clean = {n: nfc(v) if isinstance(v, str) else v for n, v in facts.items() if n in WRITTEN}
    name_key = sheet.person.name_key if sheet.person else ""
    registration = Registration(
        sheet=sheet, subject=subject, round=sheet.round, unit=sheet.unit, person=sheet.person,
        ordinal=place, sort_key=sort_key(sheet.path, name_key, sheet.pk, place), on_paper=True,
        form_version=form, answers=kept(asked, facts.get("answers", {}), {}),
        folded=fold(clean["title"])[:300], **clean,
    )  # fmt: skip
    registration.save(force_insert=True)
    return registration


def _filed(copy: Copy, paper: Handed, pages: Sequence[Page], *, by: Actor) -> Scan:
    """Keep the scan and put its pages with *copy*; the scan of another's sheet is refused."""
    stored = files.keep(paper.data)
    known = {
        "unit": Unit.objects.get(path=by.reach), "post_id": by.post_id, "at": clock.now(),
        "name": nfc(paper.name)[:255], "file": stored.path, "pages": len(pages),
        "read_at": clock.now(),
    }  # fmt: skip
    scan, new = Scan.objects.get_or_create(path=by.reach, sha256=stored.sha256, defaults=known)
    if new:
        trail.record("scan.send", scan, by=by)
    for page in pages:
        picture = {"file": files.keep(page.jpeg).path, "sha256": page.sha256}
        shown, _made = ScanPage.objects.get_or_create(
            scan=scan, place=page.place, part=1, defaults=picture
        )
        if shown.state == ScanState.FILED:
            words = _("Tệp “%(name)s” là bản quét đã xếp với bản của %(whom)s. Chọn đúng tệp.")
            said = words % {"name": paper.name[:100], "whom": str(shown.copy)[:100]}
            raise ValidationError({"scan": said}, code="double")
        advance(
            shown, SCAN_FLOW, "file", by=by, note=str(copy)[:300], copy_id=copy.pk,
            filed_by_id=by.person_id,
        )  # fmt: skip
    return scan


def _tell(entry: PaperEntry, n: int, *, by: Actor) -> None:
    words = gettext_noop(
        "%(n)s nội dung, mô hình bạn nộp bằng giấy ngày %(day)s đã được nhập thay. Không đúng điều bạn viết "
        "thì báo lại đến hết ngày %(last)s."
    )
    last = access.last_day_to_disown(entry)
    said = Sentence(words, {"n": n, "day": day(entry.handed_on), "last": day(last)})
    sheet = entry.sheet
    page = "registration:mine" if sheet.person else "registration:unit"
    holders = holders_of(Power.MODEL, sheet.unit, on=clock.today())
    owners = [sheet.person] if sheet.person else holders
    tell(owners, said, reverse(page, args=[sheet.round_id]), by=by)


@transaction.atomic
def disown(entry: PaperEntry, *, by: Actor, note: str) -> int:
    """Say that what was entered is not what one wrote: it comes back to its owner, with why.

    Return how many came back. What work has begun on stays, since its owner went on with it.
    """
    require(access.may_disown_entry, by, entry)
    rows = Registration.objects.filter(sheet=entry.sheet_id, on_paper=True)
    rows = rows.filter(state__in=FLOW["disown"].sources).select_related("unit", "round", "person")
    if not note.strip():
        raise ValidationError({"note": _("Ghi chỗ nào không đúng bản bạn viết.")})
    back = [r for r in rows if r.noted_on is None and not merging.tied(r)]
    if not back:
        raise ValidationError(_("Không còn nội dung nhập thay nào trả về được: đã ghi tiến độ."))
    moves = Moves(entry.sheet.round)
    for registration in back:
        before = registration.state
        advance(registration, FLOW, "disown", by=by, note=nfc(note).strip()[:300])
        moves.state(registration, before, registration.state)
    moves.write()
    said = {"disowned_at": clock.now(), "disowned": nfc(note).strip()[:300]}
    PaperEntry.objects.filter(pk=entry.pk).update(**said)
    words = gettext_noop("%(name)s nói bản nhập thay từ giấy không đúng bản đã viết: %(note)s")
    name = entry.sheet.person or entry.sheet.unit
    text = Sentence(words, {"name": name, "note": note.strip()[:200]})
    url = reverse("registration:detail", args=[entry.sheet.round_id, back[0].pk])
    tell([entry.entered_by], text, url, by=by)
    return len(back)
