"""What happens to a post: it is held from a day, given powers, ended; somebody stands in for it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.ui.written import day
from kheo.orgs import access, doors
from kheo.orgs.days import check_day
from kheo.orgs.models import Person, Post, Unit
from kheo.orgs.states import Power


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What is held, and in which days."""

    title: str
    since: date
    until: date | None = None
    is_head: bool = False


@transaction.atomic
def give_post(person: Person, unit: Unit, *, by: Actor, place: Place) -> Post:
    """Give somebody one more post, in their own unit or another, without powers yet."""
    require(access.may_change_unit, by, unit)
    require(access.may_move_person, by, person)
    post = hold(person, unit, place, by=by)
    text = _("Bạn giữ chức vụ %(title)s ở %(unit)s từ ngày %(day)s.")
    _tell(post, text % {"title": post.title, "unit": unit, "day": day(place.since)}, by=by)
    return post


@transaction.atomic
def end_post(post: Post, *, by: Actor, on: date) -> Post:
    """End a post on a day; the last one in somebody's own unit ends by a transfer or a leave."""
    require(access.may_end_post, by, post)
    post = Post.objects.select_for_update().select_related("unit", "over", "person").get(pk=post.pk)
    if post.until and post.until <= clock.today():
        raise ValidationError(_("Chức vụ này đã kết thúc ngày %s.") % day(post.until))
    earliest = date.fromordinal(post.since.toordinal() + 1)
    check_day(on, "on", earliest=earliest)
    here = Post.objects.filter(person=post.person_id, unit=post.person.unit_id, until=None)
    if post.unit_id == post.person.unit_id and not here.exclude(pk=post.pk).exists():
        words = _(
            "Đây là chức vụ duy nhất của %(name)s ở %(unit)s. Nếu người ấy chuyển đi hoặc nghỉ, "
            "ghi việc chuyển hoặc nghỉ."
        )
        raise ValidationError(words % {"name": post.person, "unit": post.unit})
    end(post, on, by=by)
    text = _("Chức vụ %(title)s của bạn ở %(unit)s kết thúc ngày %(day)s.")
    _tell(post, text % {"title": post.title, "unit": post.unit, "day": day(on)}, by=by)
    return post


@transaction.atomic
def set_powers(post: Post, *, by: Actor, powers: Collection[Power], over: Unit) -> Post:
    """Say what a post lets its holder do, and over which unit with all below."""
    require(access.may_grant, by, post)
    require(access.may_change_unit, by, over)
    chosen = [str(power) for power in Power if power in powers]
    before = [str(power) for power in Power if power in post.powers]
    changes = {}
    if chosen != before:
        changes["powers"] = [before, chosen]
    if over.pk != post.over_id:
        changes["over"] = [[post.over.path], [over.path]]
    if not changes:
        return post
    post.powers, post.over = chosen, over
    post.save(update_fields=["powers", "over"])
    trail.record("post.powers", post, by=by, changes=changes)
    _narrow(post, by=by)
    text = _("Quyền của chức vụ %(title)s vừa thay đổi.") % {"title": post.title}
    _tell(post, text, by=by)
    return post


@transaction.atomic
def stand_in(
    post: Post, person: Person, *, by: Actor, place: Place, powers: Collection[Power]
) -> Post:
    """Let *person* do the work of *post* until a day, with powers the post itself has."""
    require(access.may_grant, by, post)
    require(access.may_move_person, by, person)
    if person.pk == post.person_id:
        raise ValidationError(
            {"person": _("Người này đang giữ chính chức vụ ấy. Chọn người khác.")}
        )
    if place.until is None:
        raise ValidationError({"until": _("Làm thay phải có ngày thôi. Ghi ngày ấy.")})
    if place.since < post.since or (post.until and place.until > post.until):
        raise ValidationError(
            {"since": _("Chỉ làm thay được trong những ngày chức vụ ấy có người giữ.")}
        )
    if beyond := [power for power in powers if power not in post.powers]:
        words = _("Chức vụ ấy không có quyền “%s”, không giao thay được.")
        raise ValidationError({"powers": words % Power(beyond[0]).label})
    made = hold(person, post.unit, place, by=by, stands_for=post, powers=powers)
    text = _("Bạn làm thay %(title)s ở %(unit)s từ ngày %(since)s đến ngày %(until)s.")
    days = {"since": day(place.since), "until": day(place.until)}
    _tell(made, text % {"title": post.title, "unit": post.unit, **days}, by=by)
    return made


def hold(
    person: Person,
    unit: Unit,
    place: Place,
    *,
    by: Actor,
    stands_for: Post | None = None,
    powers: Collection[Power] = (),
    why: str = "",
) -> Post:
    """Write a post down once its days fit; over the unit stood for, or the unit itself.

    Who hands on their own post says *why*.
    """
    Unit.objects.select_for_update().get(pk=unit.pk)  # of two heads given at once the second waits
    _check_days(unit, place)
    post = Post(
        person=person,
        unit=unit,
        over=stands_for.over if stands_for else unit,
        title=place.title,
        is_head=place.is_head,
        since=place.since,
        until=place.until,
        stands_for=stands_for,
        powers=[str(power) for power in Power if power in powers],
        delegated=bool(why),
        reason=why,
    )
    post.save(force_insert=True)
    days = {"since": [None, place.since], "until": [None, place.until]}
    verb = "post.stand_in" if stands_for else "post.give"
    trail.record("post.delegate" if why else verb, post, by=by, changes=days, note=why)
    return post


def end(post: Post, on: date, *, by: Actor) -> list[tuple[int, date | None]]:
    """End a post on a day, with those who stand in for it or would have begun to.

    Return each that ended, with the day until which it was to last.
    """
    ended = []
    for one in [post, *post.stand_ins.exclude(until__lte=on).exclude(until=F("since"))]:
        before = one.until
        one.until = max(on, one.since)
        one.save(update_fields=["until"])
        trail.record("post.end", one, by=by, changes={"until": [before, on]})
        ended.append((one.pk, before))
    return ended


def _narrow(post: Post, *, by: Actor) -> None:
    """Leave who stands in for *post* nothing that the post itself no longer has."""
    for one in post.stand_ins.exclude(until__lte=clock.today()):
        left = [power for power in one.powers if power in post.powers]
        if (left, post.over_id) == (one.powers, one.over_id):
            continue
        changes = {"powers": [one.powers, left]}
        one.powers, one.over = left, post.over
        one.save(update_fields=["powers", "over"])
        trail.record("post.powers", one, by=by, changes=changes)


def _check_days(unit: Unit, place: Place) -> None:
    if place.until and place.until <= place.since:
        raise ValidationError({"until": _("Ngày thôi phải sau ngày bắt đầu.")})
    if place.since < unit.opened_on:
        words = _("%(unit)s mở ngày %(day)s. Cần một ngày từ đó trở đi.")
        raise ValidationError({"since": words % {"unit": unit, "day": day(unit.opened_on)}})
    if not place.is_head:
        return
    heads = Post.objects.filter(unit=unit, is_head=True).exclude(until__lte=place.since)
    if place.until:
        heads = heads.filter(since__lt=place.until)
    if other := heads.select_related("person").filter(Q(person__active=True)).first():
        words = _("%(name)s đang đứng đầu %(unit)s. Kết thúc chức vụ ấy trước ngày %(day)s.")
        found = {"name": other.person, "unit": unit, "day": day(place.since)}
        raise ValidationError({"is_head": words % found})


def _tell(post: Post, text: str, *, by: Actor) -> None:
    doors.tell([post.person], text, reverse("orgs:person", args=[post.person_id]), by=by)
