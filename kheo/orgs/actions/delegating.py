"""Who holds a post hands on what it gives, to somebody near, for some days; and takes it back."""

from collections.abc import Collection
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.ui.written import day
from kheo.orgs import access, doors, queries
from kheo.orgs.actions.posts import Place, hold
from kheo.orgs.models import Person, Post
from kheo.orgs.states import Power

LONGEST = timedelta(days=366)  # of one delegation: beyond it the year is likelier a slip


@transaction.atomic
def delegate(
    post: Post,
    person: Person,
    *,
    by: Actor,
    since: date,
    last: date,
    powers: Collection[Power],
    why: str,
) -> Post:
    """Let *person* do some of the work of *post*, one's own, from a day to the *last*, both counted."""
    require(access.may_delegate, by, post)
    post = Post.objects.select_for_update().select_related("unit", "over", "person").get(pk=post.pk)
    until = last + timedelta(days=1)
    _check_days(post, since, until)
    _check_person(post, person, since, until)
    if not powers:
        raise ValidationError({"powers": _("Chọn ít nhất một việc để uỷ quyền.")})
    if beyond := [power for power in powers if power not in post.powers]:
        words = _("Chức vụ ấy không có quyền “%s”, không giao thay được.")
        raise ValidationError({"powers": words % Power(beyond[0]).label})
    if not why.strip():
        raise ValidationError({"why": _("Ghi lý do uỷ quyền.")})
    # Whom one acts for stands in the title: the trail and every paper copy it.
    title = _("Thay %(name)s, %(title)s") % {"name": post.person, "title": post.title}
    place = Place(title=title[:200], since=since, until=until)
    made = hold(person, post.unit, place, by=by, stands_for=post, powers=powers, why=why.strip())
    text = _("%(name)s uỷ quyền cho %(to)s từ ngày %(since)s đến hết ngày %(last)s: %(why)s")
    said = {"name": post, "to": person, "since": day(since), "last": day(last), "why": made.reason}
    _tell(made, text % said, on=since, by=by)
    return made


@transaction.atomic
def revoke(post: Post, *, by: Actor) -> Post:
    """Take back what was handed on, from this moment; what was done with it stays done."""
    rows = Post.objects.select_for_update(of=("self",))
    post = rows.select_related("unit", "person", "stands_for").get(pk=post.pk)
    require(access.may_revoke, by, post)
    before, post.until = post.until, max(clock.today(), post.since)
    post.save(update_fields=["until"])
    trail.record("post.revoke", post, by=by, changes={"until": [before, post.until]})
    text = _("Thôi uỷ quyền cho %(to)s: %(post)s.") % {"to": post.person, "post": post}
    _tell(post, text, on=clock.today(), by=by)
    return post


def _check_days(post: Post, since: date, until: date) -> None:
    if since < clock.today():
        words = _("Đang ghi %s, ngày ấy đã qua. Uỷ quyền từ hôm nay trở đi.")
        raise ValidationError({"since": words % day(since)})
    if until <= since:
        raise ValidationError({"last": _("Ngày cuối phải từ ngày bắt đầu trở đi.")})
    if until > since + LONGEST:
        words = _(
            "Đang ghi đến hết ngày %s, dài hơn một năm. Xem lại năm; cần lâu hơn thì hết hạn "
            "uỷ quyền lại."
        )
        raise ValidationError({"last": words % day(until - timedelta(days=1))})
    if since < post.since:
        words = _("Bạn giữ chức vụ này từ ngày %s. Uỷ quyền từ ngày ấy trở đi.")
        raise ValidationError({"since": words % day(post.since)})
    if post.until and until > post.until:
        words = _("Chức vụ của bạn kết thúc ngày %s. Uỷ quyền phải hết trước ngày ấy.")
        raise ValidationError({"last": words % day(post.until)})


def _check_person(post: Post, person: Person, since: date, until: date) -> None:
    if not queries.deputies(post).filter(pk=person.pk).exists():
        words = _("Chỉ uỷ quyền cho người đang làm việc ở %(unit)s hoặc ở đơn vị cấp trên.")
        raise ValidationError({"person": words % {"unit": post.unit}})
    if person.user_id is None:
        words = _("%(name)s chưa có tài khoản để làm thay. Nhờ người quản trị mời trước.")
        raise ValidationError({"person": words % {"name": person}})
    same = post.stand_ins.filter(person=person, since__lt=until, until__gt=since)
    if other := same.first():
        words = _("%(name)s đã làm thay chức vụ này từ ngày %(since)s đến hết ngày %(last)s.")
        last = queries.last_day(other) or other.since
        found = {"name": person, "since": day(other.since), "last": day(last)}
        raise ValidationError({"person": words % found})


def _tell(post: Post, text: str, *, on: date, by: Actor) -> None:
    """Tell who receives it and who heads the unit."""
    people = {post.person, *queries.heads_of(post.unit, on=on)}
    doors.tell(people, text, reverse("orgs:delegations"), by=by)
