"""What happens to a person: added, put right, moved, leaving. What they did stays where it was done.

A transfer in June takes along the person and the posts, and of what they have open what the rules
of the rooms above say (``doors.moved``); years that are closed stay as they are.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.accounts import actions as accounts
from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.text import fold, name_key
from kheo.kernel.ui.written import day
from kheo.orgs import access, directory, doors, queries
from kheo.orgs.actions.marking import mark
from kheo.orgs.actions.posts import Place, end, hold
from kheo.orgs.days import check_day
from kheo.orgs.models import Person, Post, Transfer, Unit
from kheo.orgs.states import Kind

TWINS = 20  # looked at for one that may be named


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who somebody is, composed and without spaces too many."""

    full_name: str
    code: str
    staff: str
    sex: str
    born_in: int
    born_on: date | None = None
    phone: str = ""


@transaction.atomic
def add_person(
    unit: Unit, *, by: Actor, who: Identity, place: Place, double: bool = False
) -> Person:
    """Write down somebody with a first post in *unit*; a likely *double* only when it is meant."""
    require(access.may_change_unit, by, unit)
    check_day(place.since, "since", earliest=unit.opened_on)
    person = Person(unit=unit, **asdict(who))
    _check_identity(person, by=by, double=double)
    person.save(force_insert=True)
    Unit.objects.filter(pk=unit.pk).update(staff=F("staff") + 1)
    trail.record("person.add", person, by=by, changes={"code": [None, person.code]})
    hold(person, unit, place, by=by)
    mark(person, by=by)
    return person


@transaction.atomic
def change_person(person: Person, *, by: Actor, who: Identity, double: bool = False) -> Person:
    """Put the facts of somebody right; nothing changed leaves no trace."""
    require(access.may_change_person, by, person)
    changes = {
        n: [getattr(person, n), v] for n, v in asdict(who).items() if getattr(person, n) != v
    }
    if not changes:
        return person
    for name, (_before, value) in changes.items():
        setattr(person, name, value)
    _check_identity(person, by=by, double=double)
    person.save(update_fields=[*changes, "folded", "name_key"])
    if "full_name" in changes:
        doors.renamed(person, by=by)
    mark(person, by=by)
    trail.record("person.change", person, by=by, changes=changes)
    return person


@transaction.atomic
def transfer(person: Person, *, by: Actor, to: Unit, on: date, title: str, note: str = "") -> Post:
    """Move somebody to another unit from a day: posts in the old one end, one in the new begins."""
    require(access.may_move_person, by, person)
    person = Person.objects.select_for_update().select_related("unit").get(pk=person.pk)
    check_transfer(person, by=by, to=to, on=on)
    old = person.unit
    ended = _end_all(person.posts.filter(unit=old), on, by=by)
    person.unit = to
    person.save(update_fields=["unit"])
    Unit.objects.filter(pk=old.pk).update(staff=F("staff") - 1)
    Unit.objects.filter(pk=to.pk).update(staff=F("staff") + 1)
    changes = {"unit": [old.path, to.path], "on": [None, on]}
    trail.record("person.transfer", person, by=by, changes=changes, note=note)
    post = hold(person, to, Place(title=title, since=on), by=by)
    Transfer.objects.create(
        person=person, old=old, new=to, post=post, on=on, written_at=clock.now(),
        ended=[[pk, until.isoformat() if until else None] for pk, until in ended],
    )  # fmt: skip
    doors.moved(person, to, by=by)
    text = _("%(name)s chuyển từ %(old)s đến %(new)s từ ngày %(day)s.")
    told = text % {"name": person, "old": old, "new": to, "day": day(on)}
    heads = queries.heads_of(old, on=on) | queries.heads_of(to, on=on)
    doors.tell([person, *heads], told, reverse("orgs:person", args=[person.pk]), by=by)
    return post


def check_transfer(person: Person, *, by: Actor, to: Unit, on: date) -> None:
    """Refuse, in words, what a transfer must not be: its preview asks the same."""
    require(access.may_change_unit, by, to)
    if to.pk == person.unit_id:
        raise ValidationError({"to": _("Người này đang ở chính đơn vị ấy. Chọn đơn vị khác.")})
    _lasting(person.posts.filter(unit=person.unit_id), on)
    check_day(on, "on", earliest=to.opened_on)


@transaction.atomic
def leave(person: Person, *, by: Actor, on: date, note: str) -> Person:
    """Let somebody go from a day: every post ends, the account opens nothing more."""
    require(access.may_move_person, by, person)
    person = Person.objects.select_for_update().get(pk=person.pk)
    _end_all(person.posts.all(), on, by=by)
    person.active = False
    person.save(update_fields=["active"])
    if person.user:
        accounts.close_account(person.user, by=by)
    Unit.objects.filter(pk=person.unit_id).update(staff=F("staff") - 1)
    trail.record("person.leave", person, by=by, changes={"on": [None, on]}, note=note)
    return person


@transaction.atomic
def set_cell(person: Person, *, by: Actor, cell: Unit | None) -> Person:
    """Write down the Party cell of a member, or that somebody is none.

    The trail says that it changed and not to what: more people read the trail than may know.
    """
    require(access.may_set_cell, by, person)
    if cell is not None and (cell.kind != Kind.CELL or cell.closed_on):
        raise ValidationError({"cell": _("Đây không phải chi bộ đang hoạt động. Chọn lại.")})
    if cell == person.cell:
        return person
    person.cell = cell
    person.save(update_fields=["cell"])
    trail.record("person.cell", person, by=by)
    return person


def _end_all(posts: Any, on: date, *, by: Actor) -> list[tuple[int, date | None]]:
    """End each of *posts* that lasts beyond a day; one that has not begun by then is refused."""
    return [each for post in _lasting(posts, on) for each in end(post, on, by=by)]


def _lasting(posts: Any, on: date) -> list[Post]:
    lasting = list(posts.exclude(until__lte=on).select_related("unit", "over", "person"))
    for post in lasting:
        check_day(on, "on", earliest=post.since)
        if post.since == on:
            words = _("Chức vụ “%(title)s” bắt đầu đúng ngày ấy. Cần một ngày sau đó.")
            raise ValidationError({"on": words % {"title": post.title}})
    if not lasting:
        check_day(on, "on", earliest=date.min)
    return lasting


def _check_identity(person: Person, *, by: Actor, double: bool) -> None:
    person.name_key, person.folded = name_key(person.full_name), fold(person.full_name)
    other = Person.objects.filter(code=person.code).exclude(pk=person.pk).first()
    if other:
        words = _("Mã này đã dùng cho %(name)s, %(unit)s.")
        if not by.reaches(other.unit.path):
            words = _("Mã này đã dùng cho một người ở đơn vị ngoài phạm vi bạn quản trị.")
        raise ValidationError({"code": words % {"name": other, "unit": other.unit}})
    if person.born_on and person.born_on.year != person.born_in:
        words = _("Năm sinh ghi %(year)s, ngày sinh ghi %(day)s. Sửa cho khớp nhau.")
        found = {"year": person.born_in, "day": day(person.born_on)}
        raise ValidationError({"born_on": words % found})
    twins = [] if double else list(directory.doubles(person)[:TWINS])
    if twin := next((one for one in twins if by.reaches(one.unit.path)), None):
        words = _(
            "Có thể trùng với %(name)s (%(code)s), %(unit)s. Nếu là người khác, đánh dấu ở ô cuối."
        )
        found = {"name": twin, "code": twin.code, "unit": twin.unit}
        raise ValidationError(words % found, code="double")
    if twins:
        words = _(
            "Có thể trùng với một người ở đơn vị ngoài phạm vi bạn quản trị. Nếu là người khác, "
            "đánh dấu ở ô cuối."
        )
        raise ValidationError(words, code="double")
