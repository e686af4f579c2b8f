"""One small province told in full: two finished years and the one that runs."""

import datetime as dt
from random import Random

from django.utils.translation import gettext_noop

from kheo.accounts.models import User
from kheo.documents.models import OfficialDocument
from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.kernel.audit.models import Event
from kheo.kernel.text import fold
from kheo.movement.models import Directive, Registration, Round
from kheo.movement.s1_directive import actions as directive
from kheo.notices.models import Notice
from kheo.notices.sentence import Sentence
from kheo.orgs import actions as orgs
from kheo.orgs import queries
from kheo.orgs.models import Person, Post, Unit
from kheo.orgs.states import Power
from kheo.project.demo import (
    actions,
    cast,
    charter,
    country,
    entering,
    following,
    former,
    hearing,
    honours,
    judging,
    numbering,
    opening,
    picturing,
    pledging,
    rechecking,
    registering,
    reporting,
    sharing,
    spreading,
    studying,
    tallying,
)
from kheo.project.demo.registering import Year
from kheo.project.demo.store import Store, at
from kheo.project.demo.trail import Trail

TODAY = dt.date(2026, 11, 21)
FIRST = 2024
NEWS = gettext_noop("Còn ít ngày đến hạn thẩm định, bình xét. Xem lại hồ sơ của đơn vị.")


def load(*, by: Actor, seed: int, today: dt.date = TODAY) -> None:
    """Write the province; the same *seed* and *today* give the same data."""
    chance = Random(seed)  # noqa: S311 nothing secret is drawn
    store = Store()
    store.start_after(User, User.objects.order_by("-pk").values_list("pk", flat=True).first() or 0)
    land = country.settle(store, chance)
    cast.give_accounts(land)
    past = former.settle(land)
    cast.give_party_side(land, past.committee)
    cast.give_officers(land)
    actions.keep(store, by=by)
    leader = queries.actor_of(land.posts[land.heads[land.root.pk].pk])
    paper = read_letter(land.root, FIRST, by=leader)
    actions.opened(paper, at(dt.date(FIRST, 1, 5), 14), by=by)
    years = _tell_years(land, past, paper, chance, today, by=by)
    tallying.tally(by=by)
    tallying.close(by=by)
    reporting.report(years, by=by, past=past)
    actions.finish(by=by)
    read_letter(land.root, today.year + 1, by=leader, issued=today)
    numbering.number(land.agencies[0], today.year, by=queries.actor_of(_clerk(land)))
    _hand_on(land)
    _vouch(land)
    picturing.look(land, by=by)
    sharing.share(land)
    entering.enter(land)


def _hand_on(land: country.Country) -> None:
    """Let a head of division hand some of their work to a colleague for two weeks."""
    head, colleague = (
        Person.objects.get(user__username=username) for username in ("bithu", "phutrach")
    )
    post = Post.objects.select_related("person", "unit", "over").get(pk=land.posts[head.pk].pk)
    today = clock.today()
    orgs.delegate(
        post,
        colleague,
        by=queries.actor_of(post),
        since=today,
        last=today + dt.timedelta(days=13),
        powers=[Power.OVERSEE],
        why="Dự lớp bồi dưỡng nghiệp vụ công tác dân vận.",
    )


def _vouch(land: country.Country) -> None:
    """Let the State's side say where a head who leads a cell reads mail: the Party's side must too."""
    leads = {land.heads[cell.pk].pk for cell in land.cells.values()}
    heads = [land.heads[unit.pk] for unit in land.agencies]
    head = next(person for person in heads if person.pk in leads and not person.user)
    administrator = Person.objects.get(user__username="quantri")
    post = Post.objects.select_related("person", "unit", "over").get(
        pk=land.posts[administrator.pk].pk
    )
    orgs.invite({head: "chanh.van.phong@kheo.invalid"}, by=queries.actor_of(post))


def _clerk(land: country.Country) -> Post:
    return land.posts[next(p.pk for p in land.people if p.user and p.user.username == "vanthu")]


def tell_accounts(land: country.Country, round_: Round, today: dt.date) -> None:
    """Tell each account one thing it has not read, and one it has."""
    day = today - dt.timedelta(days=2)
    opened = Sentence(gettext_noop("Đã mở năm %(year)s của phong trào."), {"year": round_.year})
    for person in (p for p in land.people if p.user_id):
        for n, said in enumerate((opened, Sentence(NEWS))):
            land.store.add(
                Notice(
                    person=person,
                    text=said.written(),
                    sentence=said.kept(),
                    url=f"/phong-trao/{round_.pk}/dang-ky/",
                    sender="Văn phòng UBND tỉnh Nam Sơn",
                    sent_at=at(day, 9, n),
                    read_at=None if n else at(day, 10),
                )
            )


def read_letter(unit: Unit, year: int, *, by: Actor, issued: dt.date | None = None) -> Directive:
    """Let the machine read the letter of a year, as if it had been uploaded."""
    text = charter.letter(year, opening.number_of(year), issued or dt.date(year, 1, 5))
    return directive.read(text.encode(), f"cong-van-{year}.txt", by=by, unit=unit)


def _tell_years(
    land: country.Country,
    past: former.Former,
    paper: Directive,
    chance: Random,
    today: dt.date,
    *,
    by: Actor,
) -> list[Year]:
    store = land.store = Store()
    store.start_after(OfficialDocument, paper.document_id)
    store.start_after(Event, Event.objects.latest("pk").pk)
    years = list(range(FIRST, today.year + 1))
    head = land.heads[land.root.pk]
    opened = opening.open_movement(store, paper, head, land.scope(), years, today)
    trail = Trail(store)
    told = []
    for round_ in opened.rounds:
        running = round_.year == today.year
        year = Year(store, chance, land, opened, round_, running, today)
        year.silent = land.agencies[-1] if running else None
        for stage in (
            registering.answer,
            studying.study,
            registering.register,
            judging.work,
            picturing.picture,
            following.follow,
            judging.judge,
            honours.commend,
            spreading.spread,
            rechecking.recheck,
            pledging.pledge,
            hearing.hear,
        ):
            stage(year)
        trail.tell(year)
        told.append(year)
    for registration in store.of(Registration):
        registration.folded = fold(registration.title)[:300]
    tell_accounts(land, opened.rounds[-1], today)
    former.retell(past, store, FIRST)
    actions.keep(store, by=by)
    return told
