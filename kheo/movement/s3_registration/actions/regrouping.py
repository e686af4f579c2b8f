"""Who carries a model along goes on as its successor when it closes, or ends where that cannot be."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import advance
from kheo.movement.s1_directive.states import RoundState
from kheo.movement.s3_registration.models import Partner
from kheo.movement.s3_registration.states import AGAIN, PARTNER_FLOW, PartnerState
from kheo.orgs.models import Unit
from kheo.orgs.reorganisation.models import Carried, Reorganisation
from kheo.orgs.reorganisation.rooms import Load, Touch
from kheo.orgs.reorganisation.states import Open

ENDED = "partner."  # and the state it had: how the ledger names one that ended


class Partners:
    """Units beside the lead of a model, of years not yet closed."""

    words = ("partner", *(f"{ENDED}{state}" for state in AGAIN))

    def touched(self, units: Mapping[int, Unit | None], unfinished: Open) -> list[Touch]:
        if unfinished != Open.GO:
            return []
        ends = [_ends(p, units) for p in _standing(units) if p.unit_id in units or _ends(p, units)]
        return [
            Touch(
                _("Phối hợp làm mô hình của đơn vị khác"),
                ends.count(False),
                _("Nơi nhận phối hợp tiếp"),
            ),
            Touch(
                _("Phối hợp làm mô hình phải thôi"),
                ends.count(True),
                _("Nơi nhận đã chủ trì hoặc đã cùng làm mô hình ấy, hoặc không có nơi nhận"),
            ),
        ]

    def carry(self, load: Load, *, by: Actor) -> None:
        if load.unfinished != Open.GO:
            return
        to = load.every
        going: list[Partner] = []
        rows: list[Carried] = []
        for partner in _standing(to):  # one after the other: two may go to the same unit
            new, ends = to.get(partner.unit_id), _ends(partner, to)
            if new is None and not ends:
                continue
            if new is None or ends:
                rows.append(_row(load.event, partner, f"{ENDED}{partner.state}", partner.unit_id))
                note = _("Sắp xếp tổ chức theo %(number)s.") % {"number": load.event.number}
                advance(partner, PARTNER_FLOW, "end", by=by, note=note)
                continue
            rows.append(_row(load.event, partner, "partner", new.pk))
            Partner.objects.filter(pk=partner.pk).update(unit=new, path=new.path)
            going.append(partner)
        Carried.objects.bulk_create(rows)
        trail.record_each("partner.carry", going, by=by, note=load.event.number)

    def restore(self, rows: Sequence[Carried], *, by: Actor) -> None:
        partners = Partner.objects.select_related("registration").in_bulk([r.key for r in rows])
        back = {r.before for r in rows}
        units = Unit.objects.in_bulk(back)
        for row in rows:
            partner = partners[row.key]
            if row.what == "partner":
                unit = units[row.before]
                Partner.objects.filter(pk=row.key).update(unit=unit, path=unit.path)
            else:
                state = PartnerState(row.what.removeprefix(ENDED))
                advance(partner, PARTNER_FLOW, AGAIN[state], by=by)
        went = [partners[row.key] for row in rows if row.what == "partner"]
        note = rows[0].reorganisation.number if rows else ""
        trail.record_each("partner.carry_back", went, by=by, note=note)

    def hanging(self, event: Reorganisation, opened: Sequence[int]) -> str:
        carried = event.carried.filter(what__in=self.words).values("key")
        touched = Q(pk__in=carried, at__gt=event.written_at)
        new = Q(unit__in=opened) & ~Q(pk__in=carried)
        if Partner.objects.filter(touched | new).exists():
            return _("Đơn vị nhận đã mời, nhận hoặc thôi phối hợp làm mô hình từ đó.")
        return ""


def _standing(units: Collection[int]) -> Iterator[Partner]:
    """Yield the partners of open years that close, or whose lead does or has come to be they."""
    here = Q(unit__in=units) | Q(registration__unit__in=units) | Q(unit=F("registration__unit"))
    rows: QuerySet[Partner] = Partner.objects.filter(
        here, state__in=AGAIN, registration__round__state=RoundState.OPEN
    )
    yield from rows.select_related("registration", "unit").order_by("pk")


def _ends(partner: Partner, to: Mapping[int, Unit | None]) -> bool:
    """Tell whether a partner has nobody to go on for it: none, the lead itself, one there already."""
    new = to.get(partner.unit_id, partner.unit)
    lead = partner.registration.unit_id
    after = to.get(lead)
    if new is None or (after is not None and after.path == new.path):
        return True
    if not new.pk:  # opened with this event
        return False
    there = Partner.objects.filter(registration=partner.registration_id, unit=new)
    return new.pk == lead or there.exclude(pk=partner.pk).exists()


def _row(event: Reorganisation, partner: Partner, what: str, after: int) -> Carried:
    return Carried(
        reorganisation=event, what=what, key=partner.pk, before=partner.unit_id, after=after
    )


ROOM = Partners()
