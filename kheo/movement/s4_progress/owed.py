"""Whom to tell of what is owed: who has not registered, who is silent, who is in charge."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import batched

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_noop

from kheo.kernel import clock
from kheo.kernel.access import under
from kheo.kernel.ui.written import day as written_day
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.queries import due_on
from kheo.movement.s1_directive.states import MilestoneKind, Subject
from kheo.movement.s2_plan import queries as s2
from kheo.movement.s2_plan.models import Plan
from kheo.movement.s3_registration.counts.rules import exempt, unasked
from kheo.movement.s3_registration.counts.stopped import stopped_short
from kheo.movement.s3_registration.models import STANDS, Registration, Sheet
from kheo.movement.s4_progress import access, queries
from kheo.movement.s4_progress.states import Whom
from kheo.notices.sentence import Sentence, joined
from kheo.orgs.models import Person, Post, Unit
from kheo.orgs.queries import ancestors_of
from kheo.orgs.states import Power

_WORDS = {
    MilestoneKind.PLAN: gettext_noop("Đơn vị chưa gửi kế hoạch năm %(year)s. Mời lập và gửi sớm."),
    MilestoneKind.REGISTRATION: gettext_noop(
        "Bạn chưa nộp bản đăng ký năm %(year)s. Mời đăng ký và gửi sớm."
    ),
    MilestoneKind.PROGRESS: gettext_noop(
        "Nội dung đăng ký năm %(year)s lâu chưa ghi tiến độ. Mời ghi việc đã làm."
    ),
    MilestoneKind.REPORT: gettext_noop("Đơn vị chưa gửi báo cáo năm %(year)s. Mời lập và gửi sớm."),
}
_AGAIN = gettext_noop(
    "Việc bạn đăng ký năm %(year)s đã dừng nên còn thiếu so với tối thiểu. Mời đăng ký việc khác thay."
)
_PAGES = {
    MilestoneKind.PLAN: "plan:mine",
    MilestoneKind.REGISTRATION: "registration:mine",
    MilestoneKind.PROGRESS: "progress:index",
    MilestoneKind.REPORT: "report:index",
}


def words(round_: Round, about: MilestoneKind) -> Sentence:
    """Return what is told to who owes something of kind *about*."""
    said, due = Sentence(_WORDS[about], {"year": round_.year}), due_on(round_, about)
    if due is None:
        return said
    return joined(said, Sentence(gettext_noop("Hạn %(day)s."), {"day": written_day(due)}))


def told_apart(
    round_: Round, about: MilestoneKind, people: set[int]
) -> list[tuple[Sentence, set[int]]]:
    """Return what to tell to which of *people*: whose work stopped is asked for another."""
    if about != MilestoneKind.REGISTRATION:
        return [(words(round_, about), people)]
    rows = stopped_short(round_, Q(person__isnull=False))
    stopped = people & set(rows.values_list("person", flat=True))
    again = Sentence(_AGAIN, {"year": round_.year})
    return [(words(round_, about), people - stopped), (again, stopped)]


def page(round_: Round, about: MilestoneKind) -> str:
    return reverse(_PAGES[about], args=[round_.pk])


def told_themselves() -> Q:
    """Return the condition "a reminder to those who owe it", not to who stands above them."""
    return Q(climb=None) | Q(climb__rung__whom=Whom.OWING)


def owing(round_: Round, about: MilestoneKind, units: Sequence[Unit]) -> dict[int, set[int]]:
    """Return the people to tell for each of *units*: who has not registered, or who is in charge."""
    if about == MilestoneKind.REGISTRATION:
        return _unregistered(round_, units)
    if about == MilestoneKind.PROGRESS:
        return _silent(round_, units)
    if about == MilestoneKind.REPORT:
        return in_charge(Power.REPORT, {u.pk for u in units})
    owed = s2.unsent(Unit.objects.filter(pk__in=[u.pk for u in units]), round_)
    pks = set(owed.values_list("pk", flat=True))
    plans = Plan.objects.filter(round=round_, unit__in=pks, officer__isnull=False)
    named = {unit: {person} for unit, person in plans.values_list("unit_id", "officer_id")}
    return named | in_charge(Power.PLAN, pks - set(named))


def _unregistered(round_: Round, units: Sequence[Unit]) -> dict[int, set[int]]:
    sheets = Sheet.objects.filter(STANDS, round=round_, person=OuterRef("pk"))
    free = exempt(round_).filter(person=OuterRef("pk"))
    people = Person.objects.filter(~Exists(sheets), ~Exists(free), active=True).order_by()
    people = people.exclude(pk__in=unasked(round_).values("pk"))
    asked = people.values_list("unit__path", "pk")
    stopped = stopped_short(round_, Q()).values_list("unit__path", "person")
    rows = [
        row
        for part, of_person in zip(_under(units, "unit__path"), _under(units, "path"), strict=True)
        for row in [*asked.filter(part), *stopped.filter(of_person)]
    ]
    return _by_unit(units, rows)


def _silent(round_: Round, units: Sequence[Unit]) -> dict[int, set[int]]:
    silent = Registration.objects.filter(
        queries.silence(), round=round_, state__in=access.UNDER_WAY
    ).order_by()
    rows = [
        row
        for part in _under(units, "sort_key")
        for row in silent.filter(part).values_list("unit__path", "person_id", "unit_id", "subject")
    ]
    owners = [(path, person) for path, person, _unit, kind in rows if kind == Subject.ITEM]
    places = {unit: path for path, _person, unit, kind in rows if kind == Subject.MODEL}
    keepers = in_charge(Power.MODEL, set(places))
    owners += [(places[unit], person) for unit, people in keepers.items() for person in people]
    return _by_unit(units, owners)


def _under(units: Sequence[Unit], field: str) -> Iterator[Q]:
    """Yield conditions "under one of *units*", few enough at a time for SQLite's parser."""
    for some in batched(units, 200, strict=False):
        found = Q(pk__in=())
        for unit in some:
            found |= under(unit.path, field)
        yield found


def _by_unit(units: Sequence[Unit], rows: Iterable[tuple[str, int | None]]) -> dict[int, set[int]]:
    """Return the people by the nearest of *units* at or above the path beside them."""
    places = {unit.path: unit.pk for unit in units}
    found: dict[int, set[int]] = {}
    for path, person in rows:
        at = next(p for p in reversed(ancestors_of(path)) if p in places)
        if person:
            found.setdefault(places[at], set()).add(person)
    return found


def in_charge(power: Power, units: Collection[int]) -> dict[int, set[int]]:
    """Return the holders of *power* over exactly each unit; where there is none, its head."""
    today = clock.today()
    posts = Post.objects.filter(since__lte=today, person__active=True).exclude(until__lte=today)
    # JSON containment is not on SQLite; a power is a whole quoted word of the list.
    holders = posts.filter(over__in=units, powers__icontains=f'"{power}"')
    heads = posts.filter(unit__in=units, is_head=True)
    named: dict[int, set[int]] = {}
    for unit, person in holders.values_list("over_id", "person_id"):
        named.setdefault(unit, set()).add(person)
    return {unit: {person} for unit, person in heads.values_list("unit_id", "person_id")} | named
