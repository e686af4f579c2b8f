"""The papers of a sheet in two copies, and what is not sent yet as a draft of one.

What was sent after a copy had been received stands on a paper of its own, so that what was handed
in holds as it is; a draft bears no code and no day.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from kheo.documents.paper.description import Field, Head, Paper, Signer
from kheo.documents.paper.registration import SIGN, PersonForm, UnitForm, draft, registration_form
from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.ui.written import day
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration import access
from kheo.movement.s3_registration.contract.terms import rules_in_words
from kheo.movement.s3_registration.exports import head
from kheo.movement.s3_registration.models import Registration, Sheet, Supplement
from kheo.movement.s3_registration.said import item_of, model_of, pledges_of
from kheo.movement.s3_registration.states import STANDING, WRITABLE
from kheo.orgs.models import Post

type Facts = tuple[list[str], dict[tuple[str, str], str]]  # pledges and rules of a round
_REPLACES, _SENT_ON = "Thay cho bản đã gửi ngày", "Ngày gửi"


def papers(sheets: Sequence[Sheet], only: int | None = None) -> list[Paper]:
    """Return copies 1/2 and 2/2 of each paper of each of *sheets*, one after the other.

    *only* is the number of one paper of each: 0 the first, then the supplements.
    """
    return [paper for of in papers_of_each(sheets, only) for paper in of]


def papers_of_each(sheets: Sequence[Sheet], only: int | None = None) -> list[list[Paper]]:
    return [
        [copy for form in _forms(sheet, words, only) for copy in registration_form(form)]
        for sheet, words in _worded(sheets)
    ]


def may_draft(by: Actor, sheet: Sheet) -> bool:
    """Tell whether *by* writes on *sheet*: to nobody else is what is not sent printed."""
    return all(access.may_write(by, r) for r in _rows(sheet, WRITABLE))


def drafts(sheet: Sheet) -> list[Paper]:
    """Return what stands on *sheet* and is not sent, or is to be sent again, as one draft."""
    rows = _rows(sheet, WRITABLE)
    if not rows:
        return []
    [(_sheet, words)] = _worded([sheet])
    return [draft(_form(sheet, words, rows))]


def sheets_seen(by: Actor) -> QuerySet[Sheet]:
    """Return the sheets with something on them that *by* may read, with all a paper needs."""
    seen = access.visible_to(by)
    lines = seen.select_related("topic", "form_version").prefetch_related(
        "criteria", "partners__unit"
    )
    return (
        access.visible_sheets(by)
        .filter(Exists(seen.filter(sheet=OuterRef("pk"))))
        .prefetch_related(Prefetch("registrations", lines), "copies__custodian", "supplements")
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """What the papers of many sheets share, found once."""

    head: Head
    title: str
    pledges: Sequence[str]
    contract: str


def _worded(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, _Words]]:
    titles = _titles(sheets)
    heads: dict[int, Head] = {}
    asked: dict[int, Facts] = {}
    for sheet in sheets:
        heads[sheet.unit_id] = heads.get(sheet.unit_id) or head(sheet.unit, None)
        if sheet.round_id not in asked:
            asked[sheet.round_id] = (pledges_of(sheet.round), rules_in_words(sheet.round))
        pledges, rules = asked[sheet.round_id]
        post = titles.get(sheet.person_id or 0, "")
        yield sheet, _Words(heads[sheet.unit_id], post, pledges, _contract(sheet, rules))


def _contract(sheet: Sheet, rules: dict[tuple[str, str], str]) -> str:
    """Return what the year asks of whoever *sheet* is of, by their own rule or the one for all."""
    own = sheet.person.staff if sheet.person else sheet.unit.kind
    subject = Subject.ITEM if sheet.person else Subject.MODEL
    return rules.get((subject, own)) or rules.get((subject, ""), "")


def _titles(sheets: Sequence[Sheet]) -> dict[int, str]:
    """Return the title of each person's first post today."""
    people = [s.person_id for s in sheets if s.person_id]
    posts = Post.objects.filter(person__in=people, since__lte=clock.today())
    open_posts = posts.exclude(until__lte=clock.today()).order_by("-pk")
    return dict(open_posts.values_list("person_id", "title"))


def _rows(sheet: Sheet, states: Collection[str]) -> list[Registration]:
    return sorted((r for r in sheet.registrations.all() if r.state in states), key=_place)


def _place(registration: Registration) -> int:
    return registration.ordinal


def _forms(sheet: Sheet, words: _Words, only: int | None) -> Iterator[PersonForm | UnitForm]:
    """Yield the form of each paper that still has something on it; what was returned has left it."""
    rows = _rows(sheet, STANDING)
    before = None
    for number, supplement in enumerate((None, *sheet.supplements.all())):
        on_it = [r for r in rows if r.supplement_id == (supplement and supplement.pk)]
        sent = _days(supplement.sent_at if supplement else sheet.submitted_at, on_it)
        if on_it and only in (None, number):
            form = _form(sheet, words, on_it, supplement)
            dated = replace(words.head, day=sent)
            yield replace(form, head=dated, adds_to=before, late=_late(sheet, on_it))
        before = before or sent


def _days(first: datetime | None, rows: Iterable[Registration]) -> date | None:
    """Return the day of a paper: that of the last thing sent on it."""
    moments = [r.submitted_at for r in rows if r.submitted_at]
    last = max([*([first] if first else []), *moments], default=None)
    return clock.day_of(last) if last else None


def _form(
    sheet: Sheet, words: _Words, rows: Sequence[Registration], supplement: Supplement | None = None
) -> PersonForm | UnitForm:
    keepers = {copy.number: copy for copy in sheet.copies.all()}
    second = {"second_keeper": keepers[2].custodian.name} if 2 in keepers else {}  # noqa: PLR2004 - the second copy
    code = f"DK-{sheet.round.year}-{sheet.pk:06d}"
    common: dict[str, Any] = {
        "head": words.head,
        "movement": sheet.round.movement.name,
        "year": sheet.round.year,
        "unit": sheet.unit.name,
        "code": f"{code}, bổ sung lần {supplement.number}" if supplement else code,
        "address": f"{settings.PUBLIC_URL}/dk/{sheet.pk}/",
        "pledges": words.pledges,
        "contract": words.contract,
        **second,
    }
    own = _own_days(rows, supplement)
    if sheet.person is None:
        responsible = "; ".join(dict.fromkeys(r.responsible for r in rows if r.responsible))
        models = [replace(model_of(r), sent=own.get(r.pk, ())) for r in rows]
        signer = Signer("THỦ TRƯỞNG ĐƠN VỊ", note=SIGN)
        return UnitForm(models=models, responsible=responsible, signer=signer, **common)
    return PersonForm(
        full_name=sheet.person.full_name,
        post=words.title or sheet.person.get_staff_display(),
        items=[replace(item_of(r), sent=own.get(r.pk, ())) for r in rows],
        party_cell=sheet.person.cell.name if sheet.person.cell else "",
        **common,
    )


def _own_days(
    rows: Sequence[Registration], supplement: Supplement | None
) -> dict[int, list[Field]]:
    """Return what each of *rows* says of its own day: where they differ, or where it stands anew."""
    days = {r.pk: clock.day_of(r.submitted_at) for r in rows if r.submitted_at}
    if supplement is None:
        several = len(set(days.values())) > 1
        return {pk: [Field(_SENT_ON, day(on))] for pk, on in days.items()} if several else {}
    began = clock.day_of(supplement.sent_at)
    known = {r.pk for r in rows if r.submitted_at and r.submitted_at < supplement.sent_at}
    return {
        pk: [Field(_REPLACES if pk in known else _SENT_ON, day(on))]
        for pk, on in days.items()
        if pk in known or on != began
    }


def _late(sheet: Sheet, rows: Sequence[Registration]) -> str:
    """Return which of the printed *rows* came after the day, when and why; of all, no numbers."""
    late = [(n, r.submitted_at) for n, r in enumerate(rows, 1) if r.late and r.submitted_at]
    if not late:
        return ""
    days = ", ".join(dict.fromkeys(day(clock.day_of(at)) for _n, at in late))
    part = "nội dung" if sheet.person_id else "mô hình"
    which = "" if len(late) == len(rows) else f"{part} {', '.join(str(n) for n, _at in late)}, "
    return f"{which}ngày {days}. Lý do: {sheet.late_reason or '…'}"
