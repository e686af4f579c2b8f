"""Questions about the tree and its people."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.conf import settings
from django.db.models import F, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from kheo.kernel import clock, statements
from kheo.kernel.access import under
from kheo.kernel.actor import Actor
from kheo.kernel.ui.written import day, number
from kheo.orgs import doors
from kheo.orgs.models import Person, Post, Transfer, Unit
from kheo.orgs.states import AGENCIES, Power

DELEGATIONS = 100  # shown on one page: those long over are in the trail


def posts_of(user_id: int, *, on: date) -> QuerySet[Post]:
    """Return the posts a user holds on a day, first post first."""
    return (
        Post.objects.filter(person__user_id=user_id, person__active=True, since__lte=on)
        .exclude(until__lte=on)
        .select_related("person", "unit", "over")
    )


@statements.written
def _held(on: date) -> QuerySet[Post]:
    return posts_of(statements.number("user"), on=on)


def held(user_id: int, *, on: date) -> list[Post]:
    """Return the same, of a text written once a day: every page asks."""
    return _held(on).found(user=user_id)


def actor_among(posts: Sequence[Post], post_id: int | None) -> Actor | None:
    """Return the person in the chosen one of *posts*, else the first, or None without a post."""
    chosen = next((p for p in posts if p.pk == post_id), posts[0] if posts else None)
    return actor_of(chosen) if chosen else None


def actor_of(post: Post) -> Actor:
    """Return the holder of *post* acting in it."""
    return Actor(
        user_id=post.person.user_id,
        person_id=post.person_id,
        post_id=post.pk,
        name=post.person.full_name,
        post=post.title,
        unit_id=post.unit_id,
        unit_path=post.unit.path,
        unit_name=post.unit.name,
        unit_kind=post.unit.kind,
        reach=post.over.path,
        powers=frozenset(post.powers),
        last_day=last_day(post) if post.stands_for_id else None,
        notices=post.person.unread,
    )


def last_day(post: Post) -> date | None:
    """Return the last day a post is held on: the one before it ends."""
    return post.until - timedelta(days=1) if post.until else None


def owes_factor(user_id: int) -> bool:
    """Tell whether somebody must have a second factor: who administers does, where it is asked."""
    if not settings.ADMIN_TWO_FACTOR:
        return False
    return any(Power.ADMINISTER in post.powers for post in posts_of(user_id, on=clock.today()))


def reached(by: Actor, key: str) -> Unit | None:
    """Return the unit an address names by its *key*, within what *by* reaches."""
    units = Unit.objects.filter(under(by.reach or by.unit_path))
    return units.filter(pk=key).first() if key.isdecimal() else None


def last_transfer(person: Person) -> Transfer | None:
    """Return the latest transfer of *person* that stands, if they are still where it took them."""
    rows = person.transfers.filter(undone_at=None).select_related("old", "new", "post__unit")
    found = rows.first()
    return found if found and found.new_id == person.unit_id else None


def taken_back_before(person: Person, shown: str) -> bool:
    """Tell whether the transfer a page showed, by its key as sent, was taken back already."""
    if not shown:
        return False
    rows = person.transfers.exclude(undone_at=None)
    return shown in {str(pk) for pk in rows.values_list("pk", flat=True)}


def ancestors_of(path: str) -> list[str]:
    """Return the paths from the root down to *path* itself: ``["001.", "001.003."]``."""
    numbers = path.split(".")[:-1]
    return [".".join(numbers[: n + 1]) + "." for n in range(len(numbers))]


def agency_of(unit: Unit) -> Unit:
    """Return the agency or commune *unit* belongs to: itself or the nearest one above, else the root."""
    line = _line(unit.path)
    return next((one for one in reversed(line) if one.kind in AGENCIES), line[0])


def agencies_of(units: Iterable[Unit]) -> dict[int, Unit]:
    """Return the same for many at once, by their keys."""
    units = list(units)
    paths = {path for unit in units for path in ancestors_of(unit.path)}
    known = {unit.path: unit for unit in Unit.objects.filter(path__in=paths)}
    found = {}
    for unit in units:
        above = [known[path] for path in sorted(ancestors_of(unit.path)) if path in known]
        agencies = [one for one in above if one.kind in AGENCIES]
        found[unit.pk] = agencies[-1] if agencies else above[0]
    return found


def focals_of(agencies: Iterable[Unit]) -> dict[int, Unit]:
    """Return by the key of each agency the unit that files the second copies for it."""
    found = {agency.pk: agency for agency in agencies}
    below = Unit.objects.open().filter(parent__in=list(found), is_focal=True)
    for focal in below.order_by("-path"):  # of several the first in the tree
        found[focal.parent_id or 0] = focal
    return found


def in_agencies(units: Iterable[Unit]) -> dict[int, str]:
    """Return by key the names that tell *units* from others: a division's with its agency's.

    Every agency has a division of general affairs. Asked for all at once.
    """
    named = {unit.pk: unit for unit in units}
    agencies = agencies_of(named.values())
    return {pk: _placed(unit, agencies[pk]) for pk, unit in named.items()}


def in_agency(unit: Unit) -> str:
    return in_agencies([unit])[unit.pk]


def name_at(path: str) -> str:
    """Return the same for the unit at *path*, nothing where there is none."""
    line = _line(path)
    if not line or line[-1].path != path:
        return ""
    agency = next((one for one in reversed(line) if one.kind in AGENCIES), line[0])
    return _placed(line[-1], agency)


@statements.records
def _line(path: str) -> QuerySet[Unit]:
    return Unit.objects.filter(path__in=ancestors_of(path)).order_by("path")


def _placed(unit: Unit, agency: Unit) -> str:
    return unit.name if unit.pk == agency.pk else f"{unit.name}, {agency.name}"


def focal_of(unit: Unit) -> Unit:
    """Return the unit that files the second copies for *unit* (requirement 000-19).

    The agency's focal division; an agency without one files them itself.
    """
    agency = agency_of(unit)
    return focal_below(agency) or agency


def focal_below(agency: Unit) -> Unit | None:
    """Return the open unit right below that files for *agency*, if it has one."""
    return next(iter(_focal().found(agency=agency.pk)), None)


@statements.written
def _focal() -> QuerySet[Unit]:
    rows = Unit.objects.open().filter(parent=statements.number("agency"), is_focal=True)
    return rows.order_by("path")[:1]


def staff_under(path: str) -> int:
    """Count the people in the unit at *path* and below."""
    return Unit.objects.under(path).aggregate(n=Sum("staff"))["n"] or 0


def people_under(path: str) -> QuerySet[Person]:
    return Person.objects.filter(under(path, "unit__path"), active=True).select_related("unit")


def head_of(unit: Unit, *, on: date) -> Post | None:
    return (
        Post.objects.filter(unit=unit, is_head=True, since__lte=on)
        .exclude(until__lte=on)
        .select_related("person")
        .first()
    )


def holders_of(power: Power, unit: Unit, *, on: date) -> QuerySet[Person]:
    """Return the people who have *power* over exactly *unit* on a day: those to tell about it."""
    posts = Post.objects.filter(over=unit, since__lte=on, person__active=True).exclude(
        until__lte=on
    )
    # JSON containment is not on SQLite; a power is a whole quoted word of the list.
    return Person.objects.filter(
        pk__in=posts.filter(powers__icontains=f'"{power}"').values("person")
    )


def heads_of(unit: Unit, *, on: date) -> QuerySet[Person]:
    """Return who heads *unit* on a day: those to tell what becomes of it."""
    head = head_of(unit, on=on)
    return Person.objects.filter(pk__in=[head.person_id] if head else [])


def posts_in(unit: Unit, *, on: date) -> QuerySet[Post]:
    """Return the posts held in *unit* on a day, its head first."""
    held = Post.objects.filter(unit=unit, since__lte=on).exclude(until__lte=on)
    return held.select_related("person", "over").order_by("-is_head", "person__name_key", "id")


def standing_in(unit: Unit, *, on: date) -> list[str]:
    """Return, in words, what keeps *unit* from closing on a day."""
    said = []
    below = Unit.objects.filter(Q(closed_on=None) | Q(closed_on__gt=on), parent=unit)
    if names := [child.name for child in below[:4]]:
        shown = ", ".join(names[:3]) + ("…" if len(names) > 3 else "")  # noqa: PLR2004 as sliced
        said.append(_("Còn đơn vị trực thuộc: %(names)s.") % {"names": shown})
    held = Post.objects.filter(Q(unit=unit) | Q(over=unit), person__active=True)
    if count := held.exclude(until__lte=on).count():
        words = _("Còn %(count)s chức vụ ở đơn vị này chưa kết thúc trước ngày %(day)s.")
        said.append(words % {"count": number(count), "day": day(on)})
    return said + doors.standing(unit, on=on)


def posts_ever(person: Person) -> list[Post]:
    """Return every post somebody holds or held, those that last first."""
    posts = person.posts.select_related("unit", "person__unit", "stands_for__person")
    return list(posts.order_by(F("until").desc(nulls_first=True), "-since", "id"))


def stand_ins(post: Post) -> list[Post]:
    return list(post.stand_ins.select_related("person").order_by("-since", "id"))


def delegations(rows: QuerySet[Post], me: int) -> tuple[list[Post], list[Post]]:
    """Return of *rows* those one person has handed on and those handed to them, newest first."""
    related = rows.select_related("person", "unit", "stands_for__person")
    found = list(related.order_by(F("until").desc(), "-id")[:DELEGATIONS])
    given = [post for post in found if post.stands_for and post.stands_for.person_id == me]
    return given, [post for post in found if post.person_id == me]


def deputies(post: Post) -> QuerySet[Person]:
    """Return the people the holder of *post* may hand it to: at work in its unit or in one above."""
    near = Unit.objects.filter(path__in=ancestors_of(post.unit.path))
    return Person.objects.filter(unit__in=near, active=True).exclude(pk=post.person_id)
