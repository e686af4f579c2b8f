"""Stage 7 of an invented year: cards of recognised models, and the units that do likewise."""

import datetime as dt

from kheo.kernel.text import fold
from kheo.movement.models import Adoption, Card, Review
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s5_review.states import State as ReviewState
from kheo.movement.s7_replication.states import AdoptionState, CardState
from kheo.orgs.models import Unit
from kheo.project.demo.exemplars import CHANGES, EXEMPLARS, OUTCOMES, PROBLEMS
from kheo.project.demo.honours import code
from kheo.project.demo.registering import Year

CONDITIONS = "Cần một người theo dõi hằng ngày và lãnh đạo xem số liệu mỗi tháng."


def spread(year: Year) -> None:
    """Publish a card for each recognised model of the year and let others take it over."""
    for review in year.store.of(Review):
        registration = review.registration
        if (
            registration.round_id == year.round.pk
            and registration.subject == Subject.MODEL
            and review.state == ReviewState.RECOGNISED
        ):
            draft = year.running and year.happens(0.3)
            card = _card(year, review, draft=draft)
            if not draft:
                _adopt(year, card, registration.unit)


def _card(year: Year, review: Review, *, draft: bool) -> Card:
    model = review.registration
    told = next(x for x in EXEMPLARS if x.title == model.title)
    decided = review.decided_on or year.today
    published = None if draft else min(decided + dt.timedelta(days=3), year.today)
    head = year.land.heads[model.unit_id]
    return year.store.add(
        Card(
            registration=model,
            code=code(year),
            title=model.title,
            path=model.unit.path,
            folded=fold(f"{model.title} {model.unit.name}"),
            problem=PROBLEMS[model.title],
            way=told.way,
            cost=told.cost,
            result=f"{told.target}.",
            conditions=CONDITIONS,
            contact=f"{head.full_name}, {model.unit.name}",
            state=CardState.DRAFT if draft else CardState.PUBLISHED,
            published_on=published,
        )
    )


def _adopt(year: Year, card: Card, owner: Unit) -> None:
    published = card.published_on or year.today
    others = [unit for unit in year.land.scope() if unit.pk != owner.pk]
    before: Adoption | None = None
    for unit in year.chance.sample(others, year.chance.choice((0, 0, 1, 1, 2, 3, 5))):
        last = min(year.today, dt.date(year.round.year + 1, 10, 30))
        if (last - published).days < 1:
            continue
        day = year.day(published + dt.timedelta(days=1), last)
        learnt = before if before and before.adopted_on <= day and year.happens(0.4) else None
        before = _adoption(year, card, unit, day, learnt)


def _adoption(
    year: Year, card: Card, unit: Unit, day: dt.date, learnt: Adoption | None
) -> Adoption:
    settled = (year.today - day).days > 120  # noqa: PLR2004 four months show what came of it
    state = AdoptionState.STARTED
    if settled:
        state = AdoptionState.STOPPED if year.happens(0.1) else AdoptionState.DONE
    return year.store.add(
        Adoption(
            card=card,
            unit=unit,
            path=unit.path,
            adopted_on=day,
            changed=year.chance.choice(CHANGES),
            result=year.chance.choice(OUTCOMES) if state == AdoptionState.DONE else "",
            by=year.land.heads[unit.pk],
            state=state,
            learnt_from=learnt,
            ended_on=day + dt.timedelta(days=90) if state == AdoptionState.STOPPED else None,
        )
    )
