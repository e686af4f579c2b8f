"""Proposals, decisions and the register of honours, as screens, papers and rules need them."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Prefetch, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kheo.kernel import clock
from kheo.kernel.access import under
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.audit.models import Event
from kheo.kernel.text import nfc
from kheo.kernel.ui.rows import StepRow, Wait, WaitRow
from kheo.movement.s1_directive.models import Milestone, Round
from kheo.movement.s1_directive.states import MilestoneKind
from kheo.movement.s3_registration.contract.places import below
from kheo.movement.s4_progress.models import Note
from kheo.movement.s5_review.models import Review
from kheo.movement.s5_review.states import State as ReviewState
from kheo.movement.s6_commendation import access
from kheo.movement.s6_commendation.models import Award, Case, Proposal
from kheo.movement.s6_commendation.states import Standing, State
from kheo.orgs.models import Person, Post, Unit
from kheo.orgs.queries import ancestors_of, head_of, holders_of
from kheo.orgs.states import Power

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing a reader takes for something else
CODE_LENGTH = 12

WAITING: dict[str, Wait] = {
    "commendation.propose": Wait(
        _("{n} thành tích được công nhận chưa đề nghị khen"),
        _("Lập đề nghị"),
        "commendation:index",
        MilestoneKind.COMMENDATION,
    ),
    "commendation.send": Wait(
        _("{n} đề nghị khen thưởng đang lập"),
        _("Hoàn thiện và trình"),
        "commendation:index",
        MilestoneKind.COMMENDATION,
    ),
    "commendation.decide": Wait(
        _("{n} đề nghị khen thưởng chờ quyết định"),
        _("Xem và quyết định"),
        "commendation:index",
        MilestoneKind.COMMENDATION,
    ),
}


def _count(rows: QuerySet[Any], **outer: OuterRef) -> Coalesce:
    """Return the number of *rows* as a column of one statement."""
    counted = rows.filter(**outer).order_by().annotate(one=Value(1)).values("one")
    return Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n")), Value(0))


def stepper_row(by: Actor, round_: Round) -> StepRow:
    """Return awards given of achievements recognised; late are proposals past their day."""
    path = by.reach or by.unit_path
    recognised = Review.objects.filter(under(path), state=ReviewState.RECOGNISED)
    awards = Award.objects.filter(under(path), state=Standing.VALID)
    late = Proposal.objects.filter(under(path), round__milestones__in=_passed(round_)).exclude(
        state=State.DECIDED
    )
    me = OuterRef("pk")
    return (
        Round.objects.filter(pk=round_.pk)
        .order_by()
        .annotate(
            step=Value(6),
            done=_count(awards, case__proposal__round=me),
            total=_count(recognised, round=me),
            late=_count(late, round=me),
        )
        .values("step", "done", "total", "late")
    )


def _passed(round_: Round) -> QuerySet[Milestone]:
    return Milestone.objects.filter(
        round=round_, kind=MilestoneKind.COMMENDATION, due_on__lt=clock.today()
    )


def waiting_rows(by: Actor, round_: Round) -> list[WaitRow]:
    if not by.has(Power.COMMEND):
        return []
    mine = Proposal.objects.filter(round=round_)
    unproposed = access.eligible(by, round_).filter(cases=None)
    drafts = mine.filter(path=by.reach, state=State.DRAFT)
    sent = mine.filter(under(by.reach), state=State.SENT).exclude(sent_by_id=by.person_id)
    return [
        _waiting("commendation.propose", unproposed),
        _waiting("commendation.send", drafts),
        _waiting("commendation.decide", sent),
    ]


def _waiting(what: str, rows: QuerySet[Any]) -> WaitRow:
    named = rows.order_by().annotate(what=Value(what)).values("what")
    counted: WaitRow = named.annotate(n=Count("pk")).values("what", "n")
    return counted


def for_list(by: Actor, round_: Round, *, state: str = "") -> QuerySet[Proposal]:
    rows = access.visible_to(by).filter(round=round_).annotate(size=Count("cases"))
    return rows.filter(state=state) if state in State.values else rows


def figures(by: Actor, round_: Round) -> dict[str, int]:
    """Return what the head of the page counts, in one statement."""
    path = by.reach or by.unit_path
    me = OuterRef("pk")
    proposals = Proposal.objects.filter(under(path))
    awards = Award.objects.filter(under(path))
    recognised = Review.objects.filter(under(path), state=ReviewState.RECOGNISED)
    names = ("recognised", "draft", "sent", "decided", "valid", "revoked")
    counted = (
        Round.objects.filter(pk=round_.pk)
        .order_by()
        .annotate(
            recognised=_count(recognised, round=me),
            draft=_count(proposals.filter(state=State.DRAFT), round=me),
            sent=_count(proposals.filter(state=State.SENT), round=me),
            decided=_count(proposals.filter(state=State.DECIDED), round=me),
            valid=_count(awards.filter(state=Standing.VALID), case__proposal__round=me),
            revoked=_count(awards.filter(state=Standing.REVOKED), case__proposal__round=me),
        )
        .values_list(*names)
        .get()
    )
    return dict(zip(names, counted, strict=True))


@dataclass(frozen=True, slots=True)
class Tab:
    """One way to look at the list of proposals."""

    text: str
    href: str
    count: int
    current: bool


def tabs(found: Mapping[str, int], state: str) -> list[Tab]:
    every = Tab(gettext("Tất cả"), "?", sum(found[s] for s in State.values), not state)
    return [every, *(Tab(str(s.label), f"?state={s}", found[s], s == state) for s in State)]


def choosable(by: Actor, proposal: Proposal) -> QuerySet[Review]:
    """Return what may still join the list, each with the form it was already given, if any."""
    held = Award.objects.filter(review=OuterRef("pk"), state=Standing.VALID).order_by("pk")
    return (
        access.eligible(by, proposal.round)
        .exclude(cases__proposal=proposal)
        .select_related("registration__unit", "registration__person", "level")
        .annotate(held=Subquery(held.values("form")[:1]))
    )


def cases_of(proposal: Proposal) -> QuerySet[Case]:
    """Return the lines of a proposal: collectives before persons, as the list is printed."""
    today = clock.today()
    held = Post.objects.filter(since__lte=today).exclude(until__lte=today)
    return (
        Case.objects.filter(proposal=proposal)
        .select_related(
            "form__unit",
            "proposal",
            "review__level",
            "review__registration__unit",
            "review__registration__person__unit",
        )
        .prefetch_related(Prefetch("review__registration__person__posts", held))
        .order_by(F("review__registration__person").asc(nulls_first=True), "pk")
    )


def lines_of(proposal: Proposal) -> list[tuple[Case, str]]:
    """Return each line with the words for a registrant who has fewer than the year asks."""
    cases = list(cases_of(proposal))
    few = below(case.review.registration_id for case in cases)
    return [(case, few.get(case.review.registration_id, "")) for case in cases]


def lacking(reviews: Sequence[Review]) -> list[tuple[Review, str]]:
    """Return the same of what may still join the list."""
    few = below(review.registration_id for review in reviews)
    return [(review, few.get(review.registration_id, "")) for review in reviews]


def awards_of(proposal: Proposal) -> QuerySet[Award]:
    awards = Award.objects.filter(case__proposal=proposal).order_by("serial")
    return awards.select_related("decision", "unit")


def held_before(cases: Sequence[Case]) -> dict[int, list[Award]]:
    """Return the valid awards the people of one proposal held before it was sent, by person."""
    people = {c.review.registration.person_id for c in cases} - {None}
    awards = Award.objects.filter(
        review__registration__person__in=people, state=Standing.VALID
    ).select_related("decision", "review__registration")
    sent = cases[0].proposal.sent_at if cases else None
    if sent:
        awards = awards.filter(decision__signed_on__lte=clock.day_of(sent)).exclude(
            decision__proposal=cases[0].proposal_id
        )
    found: dict[int, list[Award]] = defaultdict(list)
    for award in awards.order_by("pk"):
        found[award.review.registration.person_id or 0].append(award)
    return found


def latest_notes(registrations: Sequence[int], most: int = 2) -> dict[int, list[Note]]:
    found: dict[int, list[Note]] = defaultdict(list)
    for note in Note.objects.filter(registration__in=registrations).order_by("-day", "-pk"):
        if len(found[note.registration_id]) < most:
            found[note.registration_id].append(note)
    return found


def deciders(proposal: Proposal) -> set[Person]:
    """Return those who may decide: holders of the power over the unit or one above."""
    above = Unit.objects.filter(path__in=ancestors_of(proposal.path))
    today = clock.today()
    return {p for unit in above for p in holders_of(Power.COMMEND, unit, on=today)}


def register(by: Actor, asked: Mapping[str, str]) -> QuerySet[Award]:
    """Return the register of honours as an address filters it."""
    rows = access.visible_awards(by)
    if (year := asked.get("nam", "")).isdecimal():
        rows = rows.filter(year=int(year[:4]))
    if form := asked.get("hinh_thuc"):
        rows = rows.filter(form=form)
    if (state := asked.get("state")) in Standing.values:
        rows = rows.filter(state=state)
    if words := asked.get("ten"):
        rows = rows.filter(holder__icontains=nfc(words.strip()))
    return rows


def register_choices(by: Actor) -> list[tuple[int, str]]:
    """Return the years and forms that occur in the register, newest year first."""
    rows = access.visible_awards(by).order_by("-year", "form")
    return list(rows.values_list("year", "form").distinct())


def bare(code: str) -> str:
    """Return a code as it is kept, however it was typed: any case, with or without hyphens."""
    return re.sub(r"[^0-9A-Z]", "", code.upper())[:16]


def by_code(code: str) -> Award | None:
    return Award.objects.select_related("decision", "unit").filter(code=bare(code)).first()


def signing(by: Actor) -> tuple[Unit, Post | None]:
    """Return the unit the actor decides for and its head, who is offered as the signer."""
    unit = Unit.objects.get(path=by.reach)
    return unit, head_of(unit, on=clock.today())


def last_return(proposal: Proposal) -> Event | None:
    """Return the latest time a proposal came back, with its reason."""
    return trail.history_of(proposal).filter(verb="proposal.return").first()


def page_of(proposal: Proposal) -> str:
    return reverse("commendation:proposal", args=[proposal.round_id, proposal.pk])
