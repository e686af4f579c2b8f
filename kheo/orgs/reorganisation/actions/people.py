"""People and posts go along: what was held until the day stays where it was held."""

from collections.abc import Sequence
from datetime import date

from django.db.models import F

from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.orgs.models import Person, Post, Unit
from kheo.orgs.reorganisation.models import Carried, Reorganisation
from kheo.orgs.reorganisation.moving import Moving

BATCH = 2000
# Which field of what each kind of row gives back.
BACK: dict[str, tuple[type[Person | Post], str]] = {
    "post.unit": (Post, "unit"),
    "post.over": (Post, "over"),
    "post.head": (Post, "is_head"),
    "cell": (Person, "cell"),
}


def carry(event: Reorganisation, moving: Moving, *, by: Actor) -> dict[int, Unit]:
    """Move the people and continue their posts; return where each person works now."""
    rows: list[Carried] = []
    places = _people(event, moving, rows)
    _posts(event, moving, rows)
    _cells(event, moving, rows)
    Carried.objects.bulk_create(rows, batch_size=BATCH)
    trail.record_each("person.carry", moving.people, by=by, note=event.number)
    return places


def _people(event: Reorganisation, moving: Moving, rows: list[Carried]) -> dict[int, Unit]:
    places: dict[int, Unit] = {}
    groups: dict[tuple[int, int], list[int]] = {}
    for person in moving.people:
        new = moving.of_person(person)
        if new is not None:
            places[person.pk] = new
            groups.setdefault((person.unit_id, new.pk), []).append(person.pk)
    for (old, new_id), keys in groups.items():
        rows += [_row(event, "person", key, old, new_id) for key in keys]
        _seat(keys, old, new_id)
    return places


def _seat(keys: Sequence[int], old: int, new: int) -> None:
    for at in range(0, len(keys), BATCH):
        Person.objects.filter(pk__in=keys[at : at + BATCH]).update(unit=new)
    Unit.objects.filter(pk=old).update(staff=F("staff") - len(keys))
    Unit.objects.filter(pk=new).update(staff=F("staff") + len(keys))


def _posts(event: Reorganisation, moving: Moving, rows: list[Carried]) -> None:
    """End what began before the day and go on with it in the new unit; move what began since."""
    on = event.effective_on
    beaten = {post.pk: post for post in moving.beaten()}
    going = {post.pk: post for post in moving.posts} | beaten
    ended = [post for post in going.values() if post.since < on]
    made = [_continued(post, moving, on, leads=post.pk not in beaten) for post in ended]
    _until([post.pk for post in ended], on)
    for post in going.values():
        if post.since >= on:
            rows += _moved(event, post, moving, leads=post.pk not in beaten)
    Post.objects.bulk_create(made, batch_size=BATCH)
    again = {old.pk: new for old, new in zip(ended, made, strict=True)}
    for new in made:
        if new.stands_for_id in again:
            new.stands_for = again[new.stands_for_id]
            Post.objects.filter(pk=new.pk).update(stands_for=new.stands_for)
    for old, new in zip(ended, made, strict=True):
        until = old.until.toordinal() if old.until else 0
        rows.append(_row(event, "post", old.pk, until, new.pk))


def _until(keys: Sequence[int], on: date) -> None:
    for at in range(0, len(keys), BATCH):
        Post.objects.filter(pk__in=keys[at : at + BATCH]).update(until=on)


def _continued(post: Post, moving: Moving, on: date, *, leads: bool) -> Post:
    unit, over = moving.of_post(post)
    return Post(
        person_id=post.person_id,
        unit=unit,
        over=over,
        title=post.title,
        powers=post.powers,
        is_head=post.is_head and leads,
        since=on,
        until=post.until,
        stands_for_id=post.stands_for_id,
        delegated=post.delegated,
        reason=post.reason,
    )


def _moved(event: Reorganisation, post: Post, moving: Moving, *, leads: bool) -> list[Carried]:
    unit, over = moving.of_post(post)
    rows = []
    for what, before, after in (
        ("post.unit", post.unit, unit),
        ("post.over", post.over, over),
    ):
        if after is not None and after.pk != before.pk:
            rows.append(_row(event, what, post.pk, before.pk, after.pk))
    if post.is_head and not leads:
        rows.append(_row(event, "post.head", post.pk, 1, 0))
    Post.objects.filter(pk=post.pk).update(unit=unit, over=over, is_head=post.is_head and leads)
    return rows


def _cells(event: Reorganisation, moving: Moving, rows: list[Carried]) -> None:
    """Let the members of a Party cell that closes belong to the one that goes on."""
    for old, new in moving.to.items():
        members = list(Person.objects.filter(cell=old, active=True).values_list("pk", flat=True))
        if members and new is not None:
            rows += [_row(event, "cell", key, old, new.pk) for key in members]
            Person.objects.filter(cell=old, active=True).update(cell=new)


def _row(event: Reorganisation, what: str, key: int, before: int, after: int) -> Carried:
    return Carried(reorganisation=event, what=what, key=key, before=before, after=after)


def restore(event: Reorganisation, *, by: Actor) -> None:
    """Take the people and their posts back to where they were."""
    rows = list(event.carried.all())
    _withdraw([row.after for row in rows if row.what == "post"])
    ended = [row.key for row in rows if row.what == "post" and not row.before]
    for at in range(0, len(ended), BATCH):
        Post.objects.filter(pk__in=ended[at : at + BATCH]).update(until=None)
    for row in rows:
        if row.what in BACK:
            model, field = BACK[row.what]
            model._default_manager.filter(pk=row.key).update(**{field: row.before})
        elif row.what == "post" and row.before:
            until = date.fromordinal(row.before)
            Post.objects.filter(pk=row.key).update(until=until)
    seats: dict[tuple[int, int], list[int]] = {}
    for row in rows:
        if row.what == "person":
            seats.setdefault((row.after, row.before), []).append(row.key)
    for (new, old), keys in seats.items():
        _seat(keys, new, old)
    people = Person.objects.filter(pk__in=[key for keys in seats.values() for key in keys])
    trail.record_each("person.carry_back", people, by=by, note=event.number)


def _withdraw(keys: Sequence[int]) -> None:
    for at in range(0, len(keys), BATCH):
        Post.objects.filter(pk__in=keys[at : at + BATCH]).update(stands_for=None)
    for at in range(0, len(keys), BATCH):
        Post.objects.filter(pk__in=keys[at : at + BATCH]).delete()
