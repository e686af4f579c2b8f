"""Somebody comes back: a transfer written by mistake is taken back, who left works again."""

from datetime import date
from typing import cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max, ProtectedError
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.orgs import access, doors, queries
from kheo.orgs.actions.marking import mark
from kheo.orgs.actions.posts import Place, hold
from kheo.orgs.days import check_day
from kheo.orgs.models import Person, Post, Transfer, Unit


@transaction.atomic
def rejoin(person: Person, *, by: Actor, to: Unit, title: str, on: date, note: str = "") -> Post:
    """Let somebody who left work again from a day, in *to* with one post; the account stays shut."""
    require(access.may_rejoin, by, person)
    require(access.may_change_unit, by, to)
    person = Person.objects.select_for_update().select_related("unit").get(pk=person.pk)
    require(access.may_rejoin, by, person)
    ended = person.posts.aggregate(last=Max("until"))["last"]
    check_day(on, "on", earliest=max(to.opened_on, ended or date.min))
    old, person.unit, person.active = person.unit, to, True
    person.save(update_fields=["unit", "active"])
    Unit.objects.filter(pk=to.pk).update(staff=F("staff") + 1)
    changes = {"unit": [old.path, to.path], "on": [None, on]}
    trail.record("person.rejoin", person, by=by, changes=changes, note=note)
    post = hold(person, to, Place(title=title, since=on), by=by)
    mark(person, by=by)
    if to != old:
        doors.moved(person, to, by=by)
    return post


@transaction.atomic
def take_back(transfer: Transfer, *, by: Actor, note: str) -> Person:
    """Put somebody back where they were before a transfer, with their posts and what it closed.

    Raise ValidationError, in words, once something new hangs on it.
    """
    person = Person.objects.select_for_update().select_related("unit").get(pk=transfer.person_id)
    require(access.may_move_person, by, person)
    require(access.may_change_unit, by, transfer.old)
    if not note.strip():
        raise ValidationError({"note": _("Ghi vì sao lấy lại việc chuyển.")})
    _check(transfer, person)
    old, new = transfer.old, transfer.new
    _put_back(transfer, by=by)
    person.unit = old
    person.save(update_fields=["unit"])
    Unit.objects.filter(pk=new.pk).update(staff=F("staff") - 1)
    Unit.objects.filter(pk=old.pk).update(staff=F("staff") + 1)
    Transfer.objects.filter(pk=transfer.pk).update(undone_at=clock.now())
    changes = {"unit": [new.path, old.path]}
    trail.record("person.take_back", person, by=by, changes=changes, note=note)
    doors.returned(person, old, since=transfer.written_at, by=by)
    text = _("Việc chuyển %(name)s từ %(old)s đến %(new)s đã lấy lại: ghi nhầm.")
    told = text % {"name": person, "old": old, "new": new}
    today = clock.today()
    heads = queries.heads_of(old, on=today) | queries.heads_of(new, on=today)
    doors.tell([person, *heads], told, reverse("orgs:person", args=[person.pk]), by=by)
    return person


def _check(transfer: Transfer, person: Person) -> None:
    latest = person.transfers.filter(undone_at=None).first()
    if latest != transfer or person.unit_id != transfer.new_id or not person.active:
        raise ValidationError(
            _("Sau lần chuyển này, người ấy đã được chuyển, lấy lại hoặc cho nghỉ. Xem lại.")
        )
    if transfer.old.closed_on:
        words = _("%(unit)s đã đóng nên không lấy lại được. Chuyển đến đơn vị tiếp nối.")
        raise ValidationError(words % {"unit": transfer.old})
    others = person.posts.filter(unit=transfer.new).exclude(pk=transfer.post_id or 0)
    if others.filter(since__gte=transfer.on).exists():
        words = _("Đã giao chức vụ khác ở %(unit)s. Kết thúc chức vụ ấy trước.")
        raise ValidationError(words % {"unit": transfer.new})


def _put_back(transfer: Transfer, *, by: Actor) -> None:
    """Take the new post out and let those it ended last as long as they were to."""
    before = {pk: until and date.fromisoformat(until) for pk, until in transfer.ended}
    if post := transfer.post:
        trail.record("post.drop", post, by=by, changes={"unit": [post.unit.path, None]})
        try:
            post.delete()
        except ProtectedError as error:
            words = _("Đã có việc làm dưới chức vụ “%(title)s” ở %(unit)s nên không lấy lại được.")
            names = {"title": post.title, "unit": transfer.new}
            raise ValidationError(words % names) from error
    for one in Post.objects.filter(pk__in=before).select_related("unit", "person"):
        until = before[one.pk]
        _check_head(one, until)
        changes = {"until": [one.until, until]}
        one.until = until
        one.save(update_fields=["until"])
        trail.record("post.last", one, by=by, changes=changes)


def _check_head(post: Post, until: date | None) -> None:
    if not post.is_head:
        return
    heads = Post.objects.filter(unit=post.unit, is_head=True).exclude(pk=post.pk)
    heads = heads.exclude(until__lte=cast("date", post.until))
    heads = heads.filter(since__lt=until) if until else heads
    if other := heads.select_related("person").first():
        words = _("%(name)s nay đứng đầu %(unit)s. Kết thúc chức vụ ấy trước.")
        raise ValidationError(words % {"name": other.person, "unit": post.unit})
