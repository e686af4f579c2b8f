"""The lines of the trail that the invented acts would have left."""

import datetime as dt
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from kheo.citizens.models import Grievance
from kheo.kernel.audit.models import Event
from kheo.movement.models import Award, Breach, Card, Confirmation, Copy, Registration, Review
from kheo.movement.s3_registration.states import State
from kheo.movement.s5_review.states import State as ReviewState
from kheo.orgs.models import Person
from kheo.outreach.models import Session
from kheo.project.demo.registering import Year
from kheo.project.demo.store import Store, at

ENDS: dict[str, str] = {
    ReviewState.RECOGNISED: "review.recognise",
    ReviewState.DECLINED: "review.decline",
}
NEXT: dict[str, str] = {
    State.ACCEPTED: "registration.accept",
    State.RETURNED: "registration.return",
}


class Trail:
    """Adds events to a store, so that each history reads as if people had pressed the buttons."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.types: dict[type[Model], ContentType] = {}

    def tell(self, year: Year) -> None:
        head = year.land.heads[year.land.root.pk]
        self._registrations(year)
        self._grievances(year)
        self._copies(year)
        for review in self.store.of(Review):
            if review.registration.round_id == year.round.pk and review.decided_on:
                self._add(ENDS[review.state], review, head, at(review.decided_on, 11))
        self._sessions(year)
        for card in self.store.of(Card):
            if card.registration.round_id == year.round.pk and card.published_on:
                owner = year.land.heads[card.registration.unit_id]
                self._add("card.publish", card, owner, at(card.published_on, 14))
        for award in self.store.of(Award):
            if award.year == year.round.year:
                self._add("award.give", award, head, at(award.decision.signed_on, 15))
        self._pledges(year)

    def _pledges(self, year: Year) -> None:
        for one in self.store.of(Confirmation):
            if one.round_id == year.round.pk:
                self._add("pledge.confirm", one, one.by, one.at)
        for found in self.store.of(Breach):
            if found.round_id == year.round.pk:
                self._add("pledge.breach", found, found.by, found.at, found.source)

    def _grievances(self, year: Year) -> None:
        for one in self.store.of(Grievance):
            if one.round_id != year.round.pk:
                continue
            head, handler = one.recorded_by, one.handler or one.recorded_by
            self._add("grievance.record", one, head, one.recorded_at)
            if one.handler:
                self._add("grievance.assign", one, head, one.recorded_at + dt.timedelta(days=1))
            for verb, by, on in (
                ("pass_on", head, one.passed_on),
                ("solve", handler, one.solved_on),
                ("answer", handler, one.answered_on),
            ):
                if on:
                    self._add(f"grievance.{verb}", one, by, at(on, 16))

    def _sessions(self, year: Year) -> None:
        for session in self.store.of(Session):
            if session.round_id == year.round.pk:
                self._add("session.record", session, session.recorded_by, session.recorded_at)

    def _copies(self, year: Year) -> None:
        for copy in self.store.of(Copy):
            if copy.sheet.round_id == year.round.pk and copy.received_on and copy.received_by:
                days = {"received_on": [None, copy.received_on.isoformat()]}
                when = at(copy.received_on, 16)
                self._add("copy.receive", copy, copy.received_by, when, changes=days)

    def _registrations(self, year: Year) -> None:
        for registration in self.store.of(Registration):
            if registration.round_id == year.round.pk and registration.submitted_at:
                self._registration(year, registration, registration.submitted_at)

    def _registration(self, year: Year, registration: Registration, sent: dt.datetime) -> None:
        owner = registration.person or year.land.heads[registration.unit_id]
        self._add("registration.submit", registration, owner, sent)
        if verb := NEXT.get(registration.state):
            head = year.land.heads[registration.unit_id]
            note = "Ghi rõ chỉ tiêu đo được rồi gửi lại." if verb.endswith("return") else ""
            when = sent + dt.timedelta(days=1)
            self._add(verb, registration, head, when, note)

    def _add(
        self,
        verb: str,
        subject: Model,
        by: Person,
        when: dt.datetime,
        note: str = "",
        changes: dict[str, Any] | None = None,
    ) -> None:
        kind = self.types.setdefault(type(subject), ContentType.objects.get_for_model(subject))
        self.store.add(
            Event(
                at=when,
                verb=verb,
                user_id=by.user_id,
                actor_name=by.full_name,
                capacity=by.unit.name,
                subject_type=kind,
                subject_id=subject.pk,
                subject_name=str(subject)[:300],
                note=note,
                changes=changes or {},
            )
        )
