"""Registrations as screens and reports need them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from kheo.kernel import clock, statements
from kheo.kernel.access import under
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.audit.models import Event
from kheo.kernel.text import fold
from kheo.kernel.ui.rows import StepRow, Wait, WaitRow
from kheo.movement.s1_directive import access as s1_access
from kheo.movement.s1_directive import queries as s1
from kheo.movement.s1_directive.models import Milestone, Round
from kheo.movement.s1_directive.states import MilestoneKind, RoundState, Subject
from kheo.movement.s3_registration import access
from kheo.movement.s3_registration.answers import lacking_answers
from kheo.movement.s3_registration.counts.counted import (
    in_scope,
    missing,
    scope_of,
    summed,
)
from kheo.movement.s3_registration.counts.members import cell_row, cell_waits
from kheo.movement.s3_registration.counts.overdue import step_of_units
from kheo.movement.s3_registration.counts.own import own_rows, own_sent
from kheo.movement.s3_registration.counts.rules import number_of
from kheo.movement.s3_registration.counts.short import short_row
from kheo.movement.s3_registration.counts.stopped import number_stopped
from kheo.movement.s3_registration.counts.taken import made_at, taken
from kheo.movement.s3_registration.models import Copy, Receipt, Registration, Sheet, Tally
from kheo.movement.s3_registration.newest import on_newest
from kheo.movement.s3_registration.states import APART, ENDED, TABS, Due, State
from kheo.orgs.models import Post, Unit
from kheo.orgs.queries import ancestors_of
from kheo.orgs.reorganisation.heirs import Ground
from kheo.orgs.reorganisation.reading import ground
from kheo.orgs.reorganisation.states import Told
from kheo.orgs.states import Power

TABS_COUNTED = ("submitted", "returned", "late", "unfiled")
SENT = (State.SUBMITTED, State.RETURNED, State.ACCEPTED)


def rounds(by: Actor) -> QuerySet[Round]:
    """Return the rounds *by* sees, each carrying the day its registrations are due."""
    day = Milestone.objects.filter(round=OuterRef("pk"), kind=MilestoneKind.REGISTRATION)
    return s1_access.visible_rounds(by).annotate(registration_due=day.values("due_on")[:1])


@statements.records
def round_seen(by: Actor, round_id: int) -> QuerySet[Round]:
    """Return the round of this key, if *by* sees it."""
    return rounds(by).filter(pk=round_id)


def due(round_: Round) -> Due:
    known = vars(round_)  # annotated, where the round came from a page
    if "registration_due" in known:
        day: date | None = known["registration_due"]
    else:
        day = s1.due_on(round_, MilestoneKind.REGISTRATION)
    return Due(day, clock.today())


def addressed(round_: Round, path: str) -> bool:
    """Tell whether the unit at *path* must answer: it, or one above it, is in the scope.

    A movement that names no unit addresses all.
    """
    scope = scope_of(round_)
    whole = Exists(scope.filter(unit__path__in=ancestors_of(path))) | ~Exists(scope)
    return Round.objects.filter(whole, pk=round_.pk).exists()


def addressed_units(path: str, round_: Round) -> QuerySet[Unit]:
    """Return the units at *path* and below that a round addresses."""
    units = Unit.objects.under(path)
    return units if addressed(round_, path) else units.filter(in_scope(round_))


def figures(round_: Round, path: str, subject: str, told: str = "") -> dict[str, int]:
    """Return what the list of *subject* counts in the unit at *path* and below.

    From the tallies, never a live count over the big table: the people who sent, all items and
    models sent, and of *subject* how many stand in each tab.
    """
    sums = next(iter(_sums(round_, ground(path, told), subject).rows()), {})
    found = {name.removeprefix("sum_"): n for name, n in sums.items()}
    for one in taken(round_) if told == Told.THEN else ():
        sign = one.made.startswith(path) - one.kept.startswith(path)
        for each in Subject.values:
            one.counts[f"{each}s_all"] = sum(one.counts[f"{each}s_{s}"] for s in SENT)
        found = {name: n + sign * one.counts[name] for name, n in found.items()}
    return found


@statements.shared
def _sums(round_: Round, here: Ground, subject: str) -> statements.Statement:
    names = ["people", *(f"{subject}s_{count}" for count in TABS_COUNTED)]
    sums = {f"sum_{name}": summed(name) for name in names}
    for each in Subject.values:
        # One sum of three columns: a province adds up the rows of all its units on every page.
        sums[f"sum_{each}s_all"] = summed(
            sum((F(f"{each}s_{s}") for s in SENT[1:]), F(f"{each}s_{SENT[0]}"))
        )
    rows = Tally.objects.filter(here.within(), round=round_).order_by()
    return statements.union([rows.values(**sums)])


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asked of the list; no subject means both."""

    subject: str = Subject.ITEM
    tab: str = "all"
    unit: Unit | None = None
    words: str = ""
    told: str = ""  # how to read over reorganisations, where one touched the unit


def listed(by: Actor, round_: Round, wanted: Wanted) -> QuerySet[Registration]:
    """Return what *by* sees of a round as asked for, in the order of units and names."""
    rows = access.visible_to(by).filter(TABS[wanted.tab], round=round_)
    if wanted.subject:
        rows = rows.filter(subject=wanted.subject)
    if wanted.unit:
        path = wanted.unit.path
        then = wanted.told == Told.THEN
        rows = rows.filter(made_at(path) if then else ground(path, wanted.told).listed())
    if wanted.tab == "heads":
        rows = rows.filter(Exists(head_posts("person_id")))
    if wanted.words:
        words = fold(wanted.words)
        rows = rows.filter(Q(folded__contains=words) | Q(person__folded__contains=words))
    return rows.order_by("sort_key")


def with_copies(rows: QuerySet[Registration]) -> QuerySet[Registration]:
    """Return *rows* each with who keeps copy 1 and when copy 2 was received.

    With it, when copy 2 of an earlier paper was, where a supplement has followed the row's own.
    """
    before = Receipt.objects.filter(copy__sheet=OuterRef("sheet"), copy__number=2)
    before = before.filter(supplement__gt=Coalesce(OuterRef("supplement"), 0))
    return rows.annotate(
        filed_on=Subquery(before.order_by("supplement").values("received_on")[:1]),
        first=models.FilteredRelation("sheet__copies", condition=Q(sheet__copies__number=1)),
        second=models.FilteredRelation("sheet__copies", condition=Q(sheet__copies__number=2)),
    )


@statements.written
def _own_sheet(subject: str) -> QuerySet[Sheet]:
    rows = Sheet.objects.filter(round=statements.number("round"), closed_at=None)
    rows = rows.select_related("unit", "person__cell")
    if subject == Subject.ITEM:
        return rows.filter(person=statements.number("person")).order_by("pk")[:1]
    rows = rows.filter(unit=statements.number("unit"), person=None)
    return rows.order_by(F("made_in").asc(nulls_first=True), "pk")[:1]


def sheet_of(by: Actor, round_: Round, subject: str) -> Sheet | None:
    """Return the actor's own sheet in a round, or that of the unit they sit in."""
    places = {"round": round_.pk, "person": by.person_id or 0, "unit": by.unit_id or 0}
    if sheet := next(iter(_own_sheet(subject).found(**places)), None):
        sheet.round = round_  # which knows the day that was asked for with it
    return sheet


def written(sheet: Sheet | None) -> list[Registration]:
    """Return what stands on a sheet, in its order."""
    return on_newest(_standing_on().found(sheet=sheet.pk)) if sheet else []


@statements.written
def _standing_on() -> QuerySet[Registration]:
    rows = Registration.objects.filter(sheet=statements.number("sheet")).exclude(state__in=ENDED)
    rows = rows.select_related("topic", "unit", "person", "form_version", "round")
    return rows.prefetch_related("criteria").order_by("ordinal")


def sent_back(rows: Iterable[Registration]) -> dict[int, Event]:
    """Return who sent back each of *rows* that waits for its writer, when and why, by its key."""
    return trail.last_of("registration.return", [r for r in rows if r.state == State.RETURNED])


def lacks(registration: Registration, *, criteria_asked: bool) -> str:
    """Return what a registration still lacks before it can be sent, in words, or ""."""
    wanted = {
        _("hạn hoàn thành"): registration.due_on is None,
        _("tiêu chí"): criteria_asked and not registration.criteria.all(),
        _("lĩnh vực"): registration.subject == Subject.MODEL and not registration.field,
    }
    found = [str(name) for name, lacking in wanted.items() if lacking]
    return ", ".join([*found, *lacking_answers(registration)])


def last_years(by: Actor, round_: Round, subject: str) -> QuerySet[Registration]:
    """Return what the actor, or their unit, sent in the newest round before this one."""
    mine = Q(person=by.person_id) if subject == Subject.ITEM else Q(unit=by.unit_id, person=None)
    earlier = Registration.objects.filter(mine, round__year__lt=round_.year, subject=subject)
    sent = earlier.exclude(state__in=APART).select_related("round")
    newest = sent.order_by("-round__year", "-round_id").values("round")[:1]
    return sent.filter(round__in=newest).order_by("ordinal")


def head_posts(person: str) -> QuerySet[Post]:
    today = clock.today()
    return Post.objects.filter(person=OuterRef(person), is_head=True, since__lte=today).exclude(
        until__lte=today
    )


def stepper_row(by: Actor, round_: Round) -> StepRow:
    """Return people with a sheet, people counted, and those late: sent late or, by now, missing."""
    over = Milestone.objects.filter(
        round=round_, kind=MilestoneKind.REGISTRATION, due_on__lt=clock.today()
    )
    if access.in_cell(by):
        return cell_row(by, round_, over)
    return step_of_units(by.reach or by.unit_path, round_, over)


def _wait(title: Any, act: Any, page: str, own: str = "") -> Wait:
    return Wait(title, act, f"registration:{page}", MilestoneKind.REGISTRATION, own=own)


WAITING: dict[str, Wait] = {
    "registration.write": _wait(_("Bạn chưa gửi bản đăng ký"), _("Đăng ký"), "mine", Subject.ITEM),
    "registration.models": _wait(
        _("Đơn vị chưa gửi bản đăng ký mô hình"), _("Đăng ký mô hình"), "unit", Subject.MODEL
    ),
    "registration.again": _wait(
        _("Việc bạn đăng ký đã dừng, còn thiếu {n} nội dung"),
        _("Đăng ký thay"),
        "mine",
        Subject.ITEM,
    ),
    "registration.models_again": _wait(
        _("Mô hình của đơn vị đã dừng, còn thiếu {n} mô hình"),
        _("Đăng ký thay"),
        "unit",
        Subject.MODEL,
    ),
    "registration.returned": _wait(
        _("{n} nội dung của bạn bị trả lại"), _("Sửa và gửi lại"), "mine", Subject.ITEM
    ),
    "registration.accept": _wait(_("{n} nội dung chờ ghi nhận"), _("Ghi nhận"), "to_accept"),
    "registration.receive": _wait(
        _("{n} bản đăng ký chưa ghi sổ nhận bản 2"), _("Ghi sổ nhận"), "to_file"
    ),
    "registration.keep": _wait(_("{n} bản 1 chưa ghi sổ nhận"), _("Ghi sổ nhận"), "copies"),
    "registration.short": _wait(_("{n} đơn vị chưa đủ mô hình"), _("Xem từng đơn vị"), "short"),
    "registration.missing": _wait(_("{n} người chưa đăng ký"), _("Xem từng người"), "missing"),
    "registration.stopped": _wait(
        _("{n} người có việc đã dừng, còn thiếu"), _("Xem từng người"), "stopped"
    ),
}


def waiting_rows(by: Actor, round_: Round) -> list[WaitRow]:
    """Return how much of each kind of work waits for *by* now; a closed round waits for nobody."""
    if round_.state != RoundState.OPEN:
        return []
    rows = own_rows(by, round_)
    tallies = Tally.objects.filter(under(by.reach), round=round_).order_by()
    if by.has(Power.OVERSEE):
        waiting = summed("items_submitted") + summed("models_submitted") - own_sent(by, round_)
        kept = Copy.objects.filter(
            custodian=by.unit_id, received_on=None, number=1, sheet__round=round_
        )
        rows.append(tallies.values(what=Value("registration.accept"), n=waiting))
        rows.append(kept.order_by().values(what=Value("registration.keep"), n=number_of()))
    if by.has(Power.FILE):
        rows.append(tallies.values(what=Value("registration.receive"), n=summed("copies_awaited")))
    if access.in_cell(by):
        rows += cell_waits(by, round_)
    elif by.has(Power.FILE) or by.has(Power.OVERSEE):
        absent = missing(by.reach, round_)
        this = Round.objects.filter(pk=round_.pk).order_by()
        rows.append(this.values(what=Value("registration.missing"), n=absent))
        stopped = number_stopped(round_, under(by.reach, "sort_key"))
        rows.append(this.values(what=Value("registration.stopped"), n=stopped))
        rows.append(short_row(by, round_))
    return rows
