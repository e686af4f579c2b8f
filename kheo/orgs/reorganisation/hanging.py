"""What hangs on a reorganisation since it was written, and so keeps it from being taken back."""

from django.db.models import Q
from django.utils.translation import gettext as _

from kheo.kernel.ui.written import day
from kheo.orgs.models import Person, Post, Unit
from kheo.orgs.reorganisation import rooms
from kheo.orgs.reorganisation.models import Reorganisation


def opened_by(event: Reorganisation) -> list[Unit]:
    rows = event.successors.filter(opened=True, new__isnull=False).select_related("new")
    return list({row.new_id: row.new for row in rows if row.new is not None}.values())


def on(event: Reorganisation) -> list[str]:
    """Return, in words, what keeps *event* from being taken back; nothing, and it may be."""
    opened = [unit.pk for unit in opened_by(event)]
    said = [_later(event), _people(event, opened), _posts(event, opened), _renamed(event)]
    said += [room.hanging(event, opened) for room in rooms.rooms()]
    return [words for words in said if words]


def _later(event: Reorganisation) -> str:
    units = set(event.successors.values_list("old", flat=True))
    units |= set(event.successors.exclude(new=None).values_list("new", flat=True))
    units |= {event.renamed_id} if event.renamed_id else set()
    touched = Q(successors__old__in=units) | Q(successors__new__in=units) | Q(renamed__in=units)
    rows = Reorganisation.objects.filter(touched, undone_at=None, pk__gt=event.pk)
    if later := rows.order_by("pk").first():
        words = _("Sau đó đã có %(number)s, hiệu lực ngày %(day)s. Huỷ lần ấy trước.")
        return words % {"number": later.number, "day": day(later.effective_on)}
    return ""


def _renamed(event: Reorganisation) -> str:
    unit = event.renamed
    row = event.carried.filter(what="name").first()
    if unit is None or row is None:
        return ""
    if unit.former_names.filter(pk__gt=row.before).exists():
        return _("Đơn vị đã đổi tên thêm một lần nữa.")
    return ""


def _people(event: Reorganisation, opened: list[int]) -> str:
    seats = dict(event.carried.filter(what="person").values_list("key", "after"))
    gone = sum(
        unit != seats[pk]
        for pk, unit in Person.objects.filter(carried_filter(event)).values_list("pk", "unit")
    )
    new = Person.objects.filter(Q(unit__in=opened) | Q(cell__in=opened)).exclude(
        carried_filter(event, "person", "cell")
    )
    if gone:
        return _("%(n)s người đã chuyển đi nơi khác từ đó.") % {"n": gone}
    if count := new.count():
        return _("%(n)s người mới đã vào đơn vị mở theo quyết định này.") % {"n": count}
    return ""


def carried_filter(event: Reorganisation, *what: str) -> Q:
    return Q(pk__in=event.carried.filter(what__in=what or ("person",)).values("key"))


def _posts(event: Reorganisation, opened: list[int]) -> str:
    continued = event.carried.filter(what="post")
    made = Post.objects.filter(pk__in=continued.values("after"))
    kept = event.carried.filter(what__in=("post.unit", "post.over")).values("key")
    new = Post.objects.filter(Q(unit__in=opened) | Q(over__in=opened)).exclude(
        Q(pk__in=made.values("pk")) | Q(pk__in=kept)
    )
    stands = Post.objects.filter(stands_for__in=made.values("pk")).exclude(
        Q(pk__in=made.values("pk"))
    )
    if new.exists() or stands.exists():
        return _("Đã giao chức vụ mới ở đơn vị nhận.")
    before = Post.objects.in_bulk(list(continued.values_list("key", flat=True)))
    after = made.in_bulk()
    for row in continued:
        old, now = before[row.key], after.get(row.after)
        until = now.until.toordinal() if now and now.until else 0
        if now is None or now.powers != old.powers or until != row.before:
            return _("Chức vụ hoặc quyền của người chuyển sang đã thay đổi từ đó.")
    return ""
