"""Everything a reorganisation would touch, before it is written."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from kheo.orgs.models import Person
from kheo.orgs.reorganisation import checks, rooms
from kheo.orgs.reorganisation.moving import Meeting, Moving
from kheo.orgs.reorganisation.rooms import Touch
from kheo.orgs.reorganisation.routes import Outline, Route, Routes
from kheo.orgs.reorganisation.states import Sort

NAMED = 3  # units named in a sentence
FEW = 5  # of fewer it is not said how many are Party members


@dataclass(frozen=True, slots=True)
class Preview:
    """What would become of what, for who is about to press."""

    words: str
    routes: list[Route]
    touches: list[Touch]
    meetings: list[Meeting]


def previewed(outline: Outline) -> Preview:
    """Return what *outline* touches. Raises ValidationError for what must not be."""
    checks.check_outline(outline)
    built = Routes(outline)
    routes = built.build()
    checks.check_days(outline, routes)
    checks.check_names(built.opened, [route.old for route in routes])
    if outline.sort == Sort.RENAME:
        checks.check_rename(outline)
        return Preview(told(outline), [], [], [])
    moving = Moving(outline, routes)
    moving.check_received()
    units = [route.old.pk for route in routes]
    found = [
        Touch(_("Đơn vị đóng lại"), len(set(units)), _("Giữ nguyên mọi điều đã ghi")),
        Touch(_("Đơn vị mở mới"), len({r.new.path for r in routes if r.new and not r.new.pk}), ""),
        Touch(_("Người"), len(moving.people), _("Chuyển sang nơi nhận")),
        Touch(_("Chức vụ"), len(moving.posts), _("Kết thúc, tiếp tục ở nơi nhận với quyền như cũ")),
        *_cells(units),
    ]
    for room in rooms.rooms():
        found += room.touched(moving.to, outline.unfinished)
    return Preview(told(outline), routes, [one for one in found if one.count], moving.meetings())


def _cells(units: Sequence[int]) -> list[Touch]:
    """Count Party members, so that nobody learns from it who is one (requirement 000-17).

    Few of many, and many of few, are said as such: with the names of a unit of four before one's
    eyes, a figure of zero or four would tell of each.
    """
    members = Person.objects.filter(Q(unit__in=units) | Q(cell__in=units), active=True)
    people = members.count()
    going = members.filter(cell__in=units).count()
    staying = members.exclude(cell=None).exclude(cell__in=units).count()
    return [
        _masked(_("Đảng viên của chi bộ đóng lại"), going, people, _("Sinh hoạt ở chi bộ nhận")),
        _masked(
            _("Đảng viên chuyển đơn vị"),
            staying,
            people,
            _("Chi bộ giữ nguyên, do bên Đảng sắp xếp"),
        ),
    ]


def _masked(what: str, count: int, of: int, fate: str) -> Touch:
    """Return how many of some people are members, in words where that would tell who."""
    if count < FEW:
        said = _("dưới %(n)s") % {"n": FEW}
    elif of - count < FEW:
        said = _("từ %(n)s trở lên") % {"n": FEW}
    else:
        said = ""
    return Touch(what, count if not said else min(of, 1), fate, said)


def told(outline: Outline) -> str:
    """Return in one sentence what an outline does."""
    names = ", ".join(unit.name for unit in outline.sources[:NAMED])
    if len(outline.sources) > NAMED:
        names += _(" và %(n)s đơn vị khác") % {"n": len(outline.sources) - NAMED}
    to = outline.into.name if outline.into else outline.name
    if outline.sort == Sort.SPLIT:
        to = ", ".join(part.into.name if part.into else part.name for part in outline.parts)
    if outline.sort == Sort.MOVE:
        to = str(outline.parent)
    words = {
        Sort.MERGE: _("Nhập %(names)s thành %(to)s"),
        Sort.SPLIT: _("Tách %(names)s thành %(to)s"),
        Sort.RENAME: _("%(names)s đổi tên thành %(to)s"),
        Sort.MOVE: _("Chuyển %(names)s về %(to)s"),
        Sort.ABOLISH: _("Bỏ cấp %(level)s: %(names)s"),
        Sort.DISSOLVE: _("Giải thể %(names)s"),
    }
    return words[outline.sort] % {"names": names, "to": to, "level": outline.level}
