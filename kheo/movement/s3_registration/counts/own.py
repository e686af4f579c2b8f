"""What of a year waits for somebody to do about their own sheet, or that of the unit they sit in."""

from django.db.models import Case, Exists, F, IntegerField, Q, QuerySet, Subquery, Value, When

from kheo.kernel.access import under
from kheo.kernel.actor import Actor
from kheo.kernel.ui.rows import WaitRow
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration import access
from kheo.movement.s3_registration.counts.counted import scope_of
from kheo.movement.s3_registration.counts.rules import exempt, least, number_of, unasked
from kheo.movement.s3_registration.counts.stopped import stopped_short
from kheo.movement.s3_registration.models import STANDS, Registration, Sheet
from kheo.movement.s3_registration.states import State
from kheo.orgs.queries import ancestors_of


def own_rows(by: Actor, round_: Round) -> list[WaitRow]:
    this = Round.objects.filter(pk=round_.pk).order_by()
    sent = Sheet.objects.filter(STANDS, round=round_)
    scope = scope_of(round_)
    asked = Exists(scope.filter(unit__path__in=ancestors_of(by.unit_path))) | ~Exists(scope)

    def unless(rows: QuerySet[Sheet], what: str) -> WaitRow:
        waits = Case(
            When(asked & ~Exists(rows), then=1),
            default=0,
            output_field=IntegerField(),
        )
        return this.values(what=Value(what), n=waits)

    back = Registration.objects.filter(round=round_, person=by.person_id, state=State.RETURNED)
    rows = [
        unless(sent.filter(person=by.person_id), "registration.write")
        .exclude(Exists(exempt(round_).filter(person=by.person_id)))
        .exclude(Exists(unasked(round_).filter(pk=by.person_id or 0))),
        back.order_by().values(what=Value("registration.returned"), n=number_of()),
        _again(round_, Q(person=by.person_id), Subject.ITEM, "registration.again"),
    ]
    if access.may_register_models(by):
        of_unit = sent.filter(unit=by.unit_id, person=None)
        owed = unless(of_unit, "registration.models")
        kind = by.unit_kind or ""
        rows.append(owed.alias(owed=least(Subject.MODEL, kind, round_.pk)).filter(owed__gt=0))
        mine = Q(unit=by.unit_id, person=None)
        rows.append(_again(round_, mine, Subject.MODEL, "registration.models_again"))
    return rows


def _again(round_: Round, mine: Q, subject: Subject, what: str) -> WaitRow:
    """Return how many must be registered anew since some of one's own stopped."""
    rows = stopped_short(round_, mine, subject)
    return rows.values(what=Value(what), n=F("owed") - F("counted"))


def own_sent(by: Actor, round_: Round) -> Subquery:
    """Return how much of what waits in reach is the actor's own, which others must accept."""
    own = Registration.objects.filter(round=round_, state=State.SUBMITTED)
    own = own.filter(
        Q(person=by.person_id) | Q(Q(unit=by.unit_id) | Q(unit__path=by.reach), person=None),
        under(by.reach, "sort_key"),
    )
    return Subquery(own.order_by().values(n=number_of()))
