"""What a reorganisation must not be, said in words with what to do."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from kheo.kernel.text import nfc
from kheo.kernel.ui.written import day
from kheo.orgs.days import check_day
from kheo.orgs.models import FormerName, Unit
from kheo.orgs.reorganisation.models import Reorganisation
from kheo.orgs.reorganisation.routes import Outline, Route, bare
from kheo.orgs.reorganisation.states import Sort

FEWEST_PARTS = 2


def check_outline(outline: Outline) -> None:
    """Refuse what the form alone shows: too little, a cycle, a unit that is closed."""
    if outline.level and not outline.sources:
        words = _("Không đơn vị nào trong phạm vi của bạn đang thuộc cấp %(level)s. Chọn cấp khác.")
        raise ValidationError({"level": words % {"level": outline.level}})
    if not outline.sources:
        raise ValidationError({"sources": _("Chưa chọn đơn vị nào. Ghi ít nhất một đơn vị.")})
    paper = outline.paper
    if paper.effective_on < paper.issued_on:
        words = _(
            "Quyết định ký ngày %(issued)s, hiệu lực ghi ngày %(on)s. Hiệu lực không thể trước ngày ký."
        )
        found = {"issued": day(paper.issued_on), "on": day(paper.effective_on)}
        raise ValidationError({"effective_on": words % found})
    _check_receiver(outline)
    receivers = [outline.into, outline.parent, *(part.into for part in outline.parts)]
    for unit in filter(None, receivers):
        _check_open(unit)
    for source in outline.sources:
        _check_open(source, "sources")
        for unit in filter(None, receivers):
            _check_cycle(source, unit)


def _check_receiver(outline: Outline) -> None:
    sort = outline.sort
    if sort == Sort.SPLIT and (len(outline.parts) < FEWEST_PARTS or len(outline.sources) != 1):
        raise ValidationError(
            {"parts": _("Tách là từ một đơn vị thành ít nhất hai. Ghi đủ các đơn vị mới.")}
        )
    names = [bare(part.into.name if part.into else part.name) for part in outline.parts]
    if twice := next((one for one in names if names.count(one) > 1), ""):
        part = outline.parts[names.index(twice)]
        words = _("“%(name)s” ghi hai lần. Mỗi đơn vị sau khi tách mang một tên.")
        raise ValidationError({"parts": words % {"name": part.into or part.name}})
    if sort == Sort.MERGE and not (outline.into or outline.name):
        raise ValidationError(
            {"into": _("Chưa có đơn vị nhận. Ghi một đơn vị đang hoạt động, hoặc tên đơn vị mới.")}
        )
    if sort == Sort.RENAME and len(outline.sources) > 1:
        words = _("Đang ghi %(n)s đơn vị. Mỗi lần đổi tên một đơn vị, mỗi tên mới một lần ghi.")
        raise ValidationError({"sources": words % {"n": len(outline.sources)}})
    if sort == Sort.RENAME and not outline.name:
        raise ValidationError({"name": _("Chưa ghi tên mới.")})
    if sort == Sort.MOVE and outline.parent is None:
        raise ValidationError({"parent": _("Chưa ghi đơn vị cấp trên mới.")})
    if sort == Sort.MOVE:
        _check_elsewhere(outline)


def _check_elsewhere(outline: Outline) -> None:
    """Refuse to move a unit to where it is: it would close and open again for nothing."""
    for source in outline.sources:
        if outline.parent and source.parent_id == outline.parent.pk:
            words = _("%(unit)s đã trực thuộc %(parent)s. Chọn đơn vị cấp trên khác.")
            raise ValidationError({"parent": words % {"unit": source, "parent": outline.parent}})


def _check_open(unit: Unit, field: str = "into") -> None:
    if unit.closed_on:
        words = _("%(unit)s đã đóng ngày %(day)s. Chọn đơn vị đang hoạt động.")
        raise ValidationError({field: words % {"unit": unit, "day": day(unit.closed_on)}})


def _check_cycle(source: Unit, receiver: Unit) -> None:
    if receiver.path.startswith(source.path):
        words = _("%(receiver)s thuộc %(source)s hoặc chính là nó: thành vòng tròn. Chọn nơi khác.")
        raise ValidationError({"into": words % {"receiver": receiver, "source": source}})


def check_days(outline: Outline, routes: Sequence[Route]) -> None:
    """Refuse a day outside the life of a unit, or before a later event that touched it."""
    on = outline.paper.effective_on
    check_day(on, "effective_on", earliest=date.min)
    old = {route.old.pk: route.old for route in routes}
    if outline.sort == Sort.RENAME:
        old = {unit.pk: unit for unit in outline.sources}
    new = {r.new.pk: r.new for r in routes if r.new is not None and r.new.pk}
    for unit in old.values():
        if on <= unit.opened_on:
            words = _("%(unit)s mở ngày %(day)s. Ngày hiệu lực phải sau ngày ấy.")
            raise ValidationError(
                {"effective_on": words % {"unit": unit, "day": day(unit.opened_on)}}
            )
    for unit in new.values():
        if on < unit.opened_on:
            words = _("%(unit)s mở ngày %(day)s. Ngày hiệu lực phải từ ngày ấy trở đi.")
            raise ValidationError(
                {"effective_on": words % {"unit": unit, "day": day(unit.opened_on)}}
            )
    _check_later({**old, **new}, on)


def _check_later(units: dict[int, Unit], on: date) -> None:
    touched = Q(successors__old__in=units) | Q(successors__new__in=units) | Q(renamed__in=units)
    rows = Reorganisation.objects.filter(touched, undone_at=None, effective_on__gt=on)
    if later := rows.order_by("effective_on").first():
        words = _(
            "Đơn vị này đã được sắp xếp ngày %(day)s theo %(number)s. Không ghi được một lần sắp xếp trước ngày ấy."
        )
        found = {"day": day(later.effective_on), "number": later.number}
        raise ValidationError({"effective_on": words % found})
    former = FormerName.objects.filter(unit__in=units, until__gt=on).select_related("unit").first()
    if former:
        words = _("%(unit)s đã đổi tên ngày %(day)s. Không ghi được một lần sắp xếp trước ngày ấy.")
        raise ValidationError(
            {"effective_on": words % {"unit": former.unit, "day": day(former.until)}}
        )


def check_rename(outline: Outline) -> None:
    """Refuse, before it is written, the name a unit bears already or a neighbour bears."""
    unit, name = outline.sources[0], " ".join(nfc(outline.name).split())
    if name == unit.name:
        raise ValidationError({"name": _("Tên mới giống hệt tên đang dùng.")})
    renamed = Unit(name=name, parent=unit.parent)
    check_names([renamed], [unit])


def check_names(opened: Iterable[Unit], closing: Iterable[Unit]) -> None:
    """Refuse to open a unit by the name an open neighbour bears."""
    gone = {unit.pk for unit in closing}
    for unit in opened:
        parent = unit.parent
        if parent is None or not parent.pk:
            continue
        neighbours = Unit.objects.open().filter(parent=parent).exclude(pk__in=gone)
        if any(bare(other.name) == bare(unit.name) for other in neighbours):
            words = _(
                "Đã có “%(name)s” đang hoạt động ở %(parent)s. Nhập vào đơn vị ấy, hoặc ghi tên khác."
            )
            raise ValidationError({"name": words % {"name": unit.name, "parent": parent}})
