"""The sealer: chains the events in batches and each day, while writers write on.

Nobody waits for it: it takes no lock, and a batch is one row (docs/decisions/0009-seals.md).
"""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.db import IntegrityError, connection, transaction
from django.db.models import Max

from kheo.kernel import clock
from kheo.kernel.audit import chain
from kheo.kernel.audit.models import Event, Seal

BATCH = 20_000  # events at most under one seal
PATIENCE = dt.timedelta(minutes=1)  # how long a hole holds up what stands behind it
# A writer holds this lock from before it draws a number until its transaction ends.
_BUSY = (
    "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'relation'"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND relation = 'audit_event'::regclass AND mode = 'RowExclusiveLock'"
    " AND pid <> pg_backend_pid())"
)

type Row = tuple[int, str, dt.datetime]


def seal_all() -> int:
    """Seal all that can be sealed now; return how many seals were made."""
    made = 0
    try:
        while _seal():
            made += 1
    except IntegrityError:  # another sealer took the number: it goes on from there
        return made
    return made


def _seal() -> bool:
    # The last seal is read before what the next one covers: if another sealer comes between the
    # two, the number is taken, and nothing is sealed twice.
    top = Seal.objects.order_by("-number").first()
    return _seal_day(top) or _seal_late(top) or _seal_batch(top)


def sealed_up_to() -> int:
    """Return the number up to which every event is under a seal or was in nobody's hands."""
    return (
        Seal.objects.filter(kind=Seal.Kind.BATCH)
        .order_by("-number")
        .values_list("last_id", flat=True)
        .first()
        or 0
    )


def waiting(before: dt.datetime) -> int:
    """Count the events written before that moment which no seal covers yet."""
    return Event.objects.filter(pk__gt=sealed_up_to(), at__lt=before).count()


def _seal_batch(last: Seal | None) -> bool:
    after = sealed_up_to()
    top = Event.objects.filter(pk__gt=after).aggregate(top=Max("pk"))["top"]
    if top is None:
        return False
    quiet = not _busy()  # asked after top was seen: whoever drew a number below it has ended
    rows = (
        Event.objects.filter(pk__gt=after, pk__lte=top)
        .order_by("pk")
        .values_list("pk", "digest", "at")
    )
    ready = list(_ready(rows[:BATCH], after, quiet=quiet))
    if not ready:
        return False
    seal = Seal(kind=Seal.Kind.BATCH, first_id=after + 1, last_id=ready[-1][0], count=len(ready))
    seal.holes = list(_holes(after, [number for number, _digest, _at in ready]))
    seal.events = chain.events_digest((number, digest) for number, digest, _at in ready)
    return _add(seal, last)


def _busy() -> bool:
    """Tell whether anybody is writing to the trail right now; on SQLite numbers come in order."""
    if connection.vendor == "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute(_BUSY)
        [(busy,)] = cursor.fetchall()
    return bool(busy)


def _ready(rows: Iterable[Row], after: int, *, quiet: bool) -> Iterator[Row]:
    """Yield the rows that may be sealed: up to the first hole somebody may still fill."""
    old = clock.now() - PATIENCE
    for row in rows:
        if row[0] != after + 1 and not quiet and row[2] > old:
            return
        after = row[0]
        yield row


def _holes(after: int, numbers: list[int]) -> Iterator[list[int]]:
    for number in numbers:
        if number != after + 1:
            yield [after + 1, number - 1]
        after = number


def _seal_late(last: Seal | None) -> bool:
    """Seal the events that came into a hole of a seal less than an hour old."""
    young = Seal.objects.filter(kind=Seal.Kind.BATCH, at__gt=clock.now() - chain.WATCH)
    for holes in young.exclude(holes=[]).values_list("holes", flat=True):
        for hole in holes:
            if run := _run(_uncovered(hole)):
                numbers = {"first_id": run[0][0], "last_id": run[-1][0], "count": len(run)}
                seal = Seal(kind=Seal.Kind.LATE, **numbers, events=chain.events_digest(run))
                return _add(seal, last)
    return False


def _uncovered(hole: list[int]) -> Iterator[tuple[int, str]]:
    late = Seal.objects.filter(kind=Seal.Kind.LATE, first_id__range=hole)
    ends = late.values_list("first_id", "last_id")
    known = {number for first, last in ends for number in range(first, last + 1)}
    rows = Event.objects.filter(pk__range=hole).order_by("pk").values_list("pk", "digest")
    return (row for row in rows if row[0] not in known)


def _run(pairs: Iterator[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the first pairs whose numbers follow one another."""
    run: list[tuple[int, str]] = []
    for pair in pairs:
        if run and pair[0] != run[-1][0] + 1:
            break
        run.append(pair)
    return run


def _seal_day(last: Seal | None) -> bool:
    """Seal the day of the last seal, once it is over."""
    if last is None or last.kind == Seal.Kind.DAY or last.day >= clock.today():
        return False
    seals = Seal.objects.filter(day=last.day).exclude(kind=Seal.Kind.DAY).order_by("number")
    rows = list(seals.values_list("first_id", "last_id", "count", "digest"))
    numbers = {"first_id": min(r[0] for r in rows), "last_id": max(r[1] for r in rows)}
    seal = Seal(kind=Seal.Kind.DAY, day=last.day, **numbers, count=sum(r[2] for r in rows))
    seal.events = chain.day_digest(row[3] for row in rows)
    return _add(seal, last)


def _add(seal: Seal, last: Seal | None) -> bool:
    """Put *seal* on top of the *last* one; of two that do so at once the second is refused."""
    seal.number, seal.previous = (last.number + 1, last.digest) if last else (1, chain.START)
    seal.at, today = clock.now(), clock.today()
    if seal.kind != Seal.Kind.DAY:
        # A clock set back opens no closed day again.
        seal.day = max(today, last.day) if last else today
    seal.digest = chain.seal_digest(seal.form)
    with transaction.atomic():
        seal.save(force_insert=True)
    return True
