"""The states of a review, and the steps between them; what makes a table and a column of points right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kheo.kernel.ui.written import number
from kheo.kernel.workflow.flow import Flow, step

FULL = Decimal(100)  # what the lines of a table add up to
LINE = 1000  # letters of a line: a criterion in the words of its paper


class State(TextChoices):
    SELF = "self", _("Đang tự chấm")
    SCORED = "scored", _("Đã tự chấm")
    CHECKED = "checked", _("Đã thẩm định")
    RECOGNISED = "recognised", _("Công nhận")
    DECLINED = "declined", _("Không công nhận")


FLOW = Flow(
    "review",
    step("score", _("Gửi điểm tự chấm"), {State.SELF}, State.SCORED),
    step("check", _("Gửi điểm thẩm định"), {State.SCORED}, State.CHECKED),
    step("reopen", _("Trả lại để chấm lại"), {State.SCORED}, State.SELF, needs_note=True),
    step("recognise", _("Công nhận"), {State.CHECKED}, State.RECOGNISED),
    step("decline", _("Không công nhận"), {State.CHECKED}, State.DECLINED, needs_note=True),
)


class Column(TextChoices):
    SELF = "self", _("Tự chấm")
    CHECK = "check", _("Thẩm định")
    COUNCIL = "council", _("Hội đồng")


@dataclass(frozen=True, slots=True)
class LineDraft:
    """A line of a table to be: its number as printed says where it hangs ("1.2" under "1")."""

    number: str
    text: str
    most: Decimal

    @property
    def above(self) -> str:
        return self.number.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class LevelDraft:
    """A level of recognition to be, and the points it takes."""

    name: str
    least: Decimal


@dataclass(frozen=True, slots=True)
class Mark:
    """The points somebody gives a line, and why they differ from the column before."""

    points: Decimal
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A line that takes points: its key, its printed number and the most it gives."""

    key: int
    number: str
    most: Decimal


def trimmed(points: Decimal) -> Decimal:
    """Return the same points as people write them: 50 and 49.5, not 50.00 and 49.50."""
    whole = points.to_integral_value()
    return whole if points == whole else points.normalize()


def is_fine(points: Decimal) -> bool:
    """Tell whether *points* are whole, half or quarter points."""
    return points * 4 % 1 == 0


def table_faults(lines: Sequence[LineDraft], levels: Sequence[LevelDraft]) -> list[str]:
    """Return what keeps the lines from being a table of 100 points, each in a sentence."""
    faults = _shape_faults(lines)
    if faults:
        return faults
    below: dict[str, list[LineDraft]] = {}
    for line in lines:
        below.setdefault(line.above, []).append(line)
    for line in lines:
        summed = sum((child.most for child in below.get(line.number, [])), Decimal(0))
        if line.number in below and summed != line.most:
            words = {
                "number": line.number,
                "most": number(trimmed(line.most)),
                "sum": number(trimmed(summed)),
            }
            faults.append(
                gettext("Dòng %(number)s ghi %(most)s điểm, các dòng dưới cộng lại %(sum)s.")
                % words
            )
    total = sum((line.most for line in lines if line.number not in below), Decimal(0))
    if total != FULL:
        words = {"total": number(total), "gap": number(trimmed(abs(FULL - total)))}
        sentence = (
            gettext("Các dòng cộng lại %(total)s điểm, cần đúng 100: còn thiếu %(gap)s.")
            if total < FULL
            else gettext("Các dòng cộng lại %(total)s điểm, cần đúng 100: thừa %(gap)s.")
        )
        faults.append(sentence % words)
    return faults + _level_faults(levels)


def _shape_faults(lines: Sequence[LineDraft]) -> list[str]:
    faults, seen = [], set()
    if not lines:
        return [gettext("Bảng chưa có dòng nào.")]
    for line in lines:
        words = {"number": line.number, "above": line.above, "most": number(trimmed(line.most))}
        if line.number in seen:
            faults.append(gettext("Số %(number)s ghi hai lần.") % words)
        if line.above and line.above not in seen:
            faults.append(gettext("Dòng %(number)s cần dòng %(above)s đứng trước.") % words)
        if line.most <= 0 or not is_fine(line.most):
            faults.append(
                gettext("Dòng %(number)s ghi %(most)s điểm, cần số dương, lẻ đến 0,25.") % words
            )
        if len(line.text) > LINE:
            words |= {"long": number(len(line.text)), "limit": number(LINE)}
            faults.append(
                gettext("Dòng %(number)s dài %(long)s ký tự, chỉ được %(limit)s. Rút gọn lại.")
                % words
            )
        seen.add(line.number)
    return faults


def _level_faults(levels: Sequence[LevelDraft]) -> list[str]:
    if not levels:
        return [gettext("Cần ít nhất một mức công nhận.")]
    faults = [
        gettext("Mức “%(name)s” cần từ 0 đến 100 điểm.") % {"name": level.name}
        for level in levels
        if not 0 <= level.least <= FULL
    ]
    if len({level.least for level in levels}) != len(levels):
        faults.append(gettext("Hai mức công nhận có cùng một số điểm."))
    return faults


def total_of(marks: Mapping[int, Mark]) -> Decimal:
    return sum((mark.points for mark in marks.values()), Decimal(0))


def mark_faults(
    leaves: Sequence[Leaf], marks: Mapping[int, Mark], base: Mapping[int, Decimal] | None
) -> dict[str, str]:
    """Return what is wrong with a column of points, by the name of the box it stands in.

    *base* is the column before: a line that differs from it needs its own reason.
    """
    faults = {}
    for leaf in leaves:
        words: dict[str, str] = {"number": leaf.number, "most": number(trimmed(leaf.most))}
        mark = marks.get(leaf.key)
        if mark is None:
            faults[f"points_{leaf.key}"] = gettext("Dòng %(number)s chưa có điểm.") % words
        elif not 0 <= mark.points <= leaf.most or not is_fine(mark.points):
            words["points"] = number(mark.points)
            faults[f"points_{leaf.key}"] = (
                gettext("Dòng %(number)s ghi %(points)s, cần từ 0 đến %(most)s, lẻ đến 0,25.")
                % words
            )
        elif base is not None and mark.points != base[leaf.key] and not mark.reason.strip():
            words |= {
                "points": number(mark.points),
                "before": number(trimmed(base[leaf.key])),
            }
            faults[f"reason_{leaf.key}"] = (
                gettext("Dòng %(number)s đổi từ %(before)s thành %(points)s, cần ghi lý do.")
                % words
            )
    return faults


def changed_points(changes: Mapping[str, Any]) -> str:
    """Return the lines a trail event changed, old and new: ": 1.1: 5 → 4"; nothing for a first column."""
    lines = []
    for place, pair in changes.items():
        where, _space, column = place.partition(" ")
        if column in Column.values and pair[0] is not None:
            old, new = (number(Decimal(points)) for points in pair)
            lines.append(f"{where}: {old} → {new}")
    return f": {'; '.join(lines)}" if lines else ""
