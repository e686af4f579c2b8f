"""Registrations of open years go along with their unit; where they were made stays written."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import batched

from django.utils.translation import gettext as _

from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.movement.s1_directive.states import RoundState
from kheo.movement.s3_registration.actions.seating import BATCH, Pair, seat
from kheo.movement.s3_registration.models import Absence, Copy, Registration, Sheet, Tally
from kheo.orgs.reorganisation.models import Carried, Reorganisation
from kheo.orgs.reorganisation.rooms import Load, Touch
from kheo.orgs.reorganisation.states import Open

KEYS = {"id", "round", "unit", "path"}  # of a tally; all else counts


class Sheets:
    """Sheets with their registrations and copies, of years not yet closed."""

    words = ("sheet", "copy")

    def touched(self, units: Collection[int], unfinished: Open) -> list[Touch]:
        open_ = Registration.objects.filter(unit__in=units, round__state=RoundState.OPEN)
        closed = Registration.objects.filter(unit__in=units).exclude(round__state=RoundState.OPEN)
        copies = Copy.objects.filter(custodian__in=units, sheet__round__state=RoundState.OPEN)
        kept = _("Giữ nguyên ở đơn vị cũ")
        fate = _("Chuyển sang nơi nhận") if unfinished == Open.GO else kept
        return [
            Touch(_("Nội dung, mô hình của năm đang mở"), open_.count(), fate),
            Touch(_("Bản đăng ký đang lưu"), copies.count(), fate),
            Touch(_("Nội dung, mô hình của các năm đã khép"), closed.count(), kept),
        ]

    def carry(self, load: Load, *, by: Actor) -> None:
        if load.unfinished != Open.GO:
            return
        rows = Sheet.objects.filter(unit__in=load.units, round__state=RoundState.OPEN)
        pairs: defaultdict[Pair, list[int]] = defaultdict(list)
        for pk, unit, person in rows.values_list("pk", "unit", "person"):
            new = load.people.get(person, load.units[unit]) if person else load.units[unit]
            pairs[unit, new.pk].append(pk)
        ledger = [
            Carried(reorganisation=load.event, what="sheet", key=pk, before=old, after=new)
            for (old, new), keys in pairs.items()
            for pk in keys
        ]
        seat(pairs, by=by)
        copies = Copy.objects.filter(
            custodian__in=load.units, sheet__round__state=RoundState.OPEN
        ).values_list("pk", "custodian")
        kept: defaultdict[Pair, list[int]] = defaultdict(list)
        for pk, unit in copies:
            kept[unit, load.units[unit].pk].append(pk)
        ledger += [
            Carried(reorganisation=load.event, what="copy", key=pk, before=old, after=new)
            for (old, new), keys in kept.items()
            for pk in keys
        ]
        _keep(kept)
        Carried.objects.bulk_create(ledger, batch_size=BATCH)
        moved = [row.key for row in ledger if row.what == "sheet"]
        for some in batched(moved, BATCH, strict=False):
            trail.record_each(
                "sheet.carry",
                Sheet.objects.filter(pk__in=some).select_related("person", "unit"),
                by=by,
                note=load.event.number,
            )

    def restore(self, rows: Sequence[Carried], *, by: Actor) -> None:
        pairs: dict[str, defaultdict[Pair, list[int]]] = {
            what: defaultdict(list) for what in self.words
        }
        for row in rows:
            pairs[row.what][row.after, row.before].append(row.key)
        seat(pairs["sheet"], by=by)
        _keep(pairs["copy"])
        _sweep({left for left, _back in pairs["sheet"]})
        moved = [row.key for row in rows if row.what == "sheet"]
        for some in batched(moved, BATCH, strict=False):
            note = rows[0].reorganisation.number
            trail.record_each(
                "sheet.carry_back",
                Sheet.objects.filter(pk__in=some).select_related("person", "unit"),
                by=by,
                note=note,
            )

    def hanging(self, event: Reorganisation, opened: Sequence[int]) -> str:
        carried = event.carried.filter(what="sheet")
        new = Sheet.objects.filter(unit__in=opened).exclude(pk__in=carried.values("key"))
        if count := new.count():
            return _("%(n)s bản đăng ký mới đã lập ở đơn vị mở theo quyết định này.") % {"n": count}
        seats = dict(carried.values_list("key", "after"))
        found = Sheet.objects.filter(pk__in=carried.values("key")).values_list("pk", "unit")
        if gone := sum(unit != seats[pk] for pk, unit in found):
            return _("%(n)s bản đăng ký đã theo người sang đơn vị khác từ đó.") % {"n": gone}
        closed = Sheet.objects.filter(pk__in=carried.values("key"))
        if closed.exclude(round__state=RoundState.OPEN).exists():
            return _("Năm của những đăng ký đã chuyển nay đã khép lại.")
        absent = Absence.objects.filter(unit__in=opened).select_related("round")
        if kept := absent.first():
            words = _("Năm %(year)s đã khép lại, người chưa đăng ký ghi theo đơn vị mở ra.")
            return words % {"year": kept.round.year}
        return ""


def _sweep(units: Iterable[int]) -> None:
    """Take away the tallies that hold nothing: a unit withdrawn leaves none behind."""
    counts = [f.name for f in Tally._meta.fields if f.name not in KEYS]
    Tally.objects.filter(unit__in=units, **dict.fromkeys(counts, 0)).delete()


def _keep(pairs: Mapping[Pair, Sequence[int]]) -> None:
    for (_old, new), keys in pairs.items():
        for some in batched(keys, BATCH, strict=False):
            Copy.objects.filter(pk__in=some).update(custodian=new)


ROOM = Sheets()
