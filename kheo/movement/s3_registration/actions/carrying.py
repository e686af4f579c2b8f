"""Registrations of open years go along with their unit; where they were made stays written."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce, Concat, Substr
from django.utils.translation import gettext as _

from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.search import index
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import RoundState
from kheo.movement.s3_registration.actions.tally import Moves
from kheo.movement.s3_registration.models import Copy, Registration, Sheet, Tally
from kheo.movement.s3_registration.taken import counted
from kheo.orgs.models import Unit
from kheo.orgs.reorganisation.models import Carried, Reorganisation
from kheo.orgs.reorganisation.rooms import Load, Touch
from kheo.orgs.reorganisation.states import Open

BATCH = 1000
KEYS = {"id", "round", "unit", "path"}  # of a tally; all else counts
type Pair = tuple[int, int]  # the unit left, the unit that receives


class Sheets:
    """Sheets with their registrations and copies, of years not yet closed."""

    words = ("sheet", "copy")

    def touched(self, units: Sequence[int], unfinished: Open) -> list[Touch]:
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
        _move(pairs)
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
        for some in _batches(moved):
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
        _move(pairs["sheet"])
        _keep(pairs["copy"])
        _sweep({left for left, _back in pairs["sheet"]})
        moved = [row.key for row in rows if row.what == "sheet"]
        for some in _batches(moved):
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
        closed = Sheet.objects.filter(pk__in=carried.values("key"))
        if closed.exclude(round__state=RoundState.OPEN).exists():
            return _("Năm của những đăng ký đã chuyển nay đã khép lại.")
        return ""


def _move(pairs: Mapping[Pair, Sequence[int]]) -> None:
    """Let sheets belong to another unit, with their registrations, entries and tallies."""
    units = Unit.objects.in_bulk({pk for pair in pairs for pk in pair})
    moves: dict[int, Moves] = {}
    for (old, new), keys in pairs.items():
        for some in _batches(keys):
            _tally(some, units[old], units[new], moves)
            _seat(some, units[old], units[new])
    for one in moves.values():
        one.write()


def _tally(keys: Sequence[int], old: Unit, new: Unit, moves: dict[int, Moves]) -> None:
    counts: dict[int, Counter[str]] = counted(Q(sheet__in=keys), Q(pk__in=keys))
    for round_id, columns in counts.items():
        one = moves.setdefault(round_id, Moves(Round.objects.get(pk=round_id)))
        for column, n in columns.items():
            one.add(old, column, -n)
            one.add(new, column, n)


def _seat(keys: Sequence[int], old: Unit, new: Unit) -> None:
    rows = Registration.objects.filter(sheet__in=keys)
    rest = Substr("sort_key", len(old.path) + 1)
    index.move("registration", list(rows.values_list("pk", flat=True)), new.path)
    rows.update(unit=new, sort_key=Concat(Value(new.path), rest))
    # Taken back to where it was made, it was never elsewhere; taken along twice, the first counts.
    made_in: Any = Case(
        When(made_in=new.pk, then=None), default=Coalesce(F("made_in"), Value(old.pk))
    )
    Sheet.objects.filter(pk__in=keys).update(unit=new, path=new.path, made_in=made_in)


def _sweep(units: Iterable[int]) -> None:
    """Take away the tallies that hold nothing: a unit withdrawn leaves none behind."""
    counts = [f.name for f in Tally._meta.fields if f.name not in KEYS]
    Tally.objects.filter(unit__in=units, **dict.fromkeys(counts, 0)).delete()


def _keep(pairs: Mapping[Pair, Sequence[int]]) -> None:
    for (_old, new), keys in pairs.items():
        for some in _batches(keys):
            Copy.objects.filter(pk__in=some).update(custodian=new)


def _batches(keys: Sequence[int]) -> Iterable[Sequence[int]]:
    return [keys[at : at + BATCH] for at in range(0, len(keys), BATCH)]


ROOM = Sheets()
