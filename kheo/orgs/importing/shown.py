"""An import as its page shows it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kheo.kernel.sheet import cells
from kheo.kernel.ui.written import number
from kheo.orgs.importing.fields import FIELDS
from kheo.orgs.importing.findings import KEPT
from kheo.orgs.models import Import
from kheo.orgs.states import IMPORT_TONES, ImportKind, ImportState, Line

RUNNING = (ImportState.WAITING, ImportState.CONFIRMED, ImportState.UNDOING)


@dataclass(frozen=True, slots=True)
class Shown:
    tone: str
    icon: str
    running: bool
    progress: str
    figures: list[tuple[str, int]]
    errors: list[tuple[str, str]]
    doubts: list[tuple[str, str]]
    unread: list[str]
    why: str
    more_errors: int
    more_doubts: int
    used: list[tuple[str, str]]  # "C: Họ ten", and the field it was taken for


def of(one: Import) -> Shown:
    tone, icon = IMPORT_TONES[ImportState(one.state)]
    found, counts = one.findings, one.counts
    return Shown(
        tone=tone,
        icon=icon,
        running=one.state in RUNNING,
        progress=_progress(one),
        figures=_figures(one),
        errors=[(_cell(cell), words) for cell, words in found.get("errors", [])],
        doubts=[(_cell(cell), words) for cell, words in found.get("doubts", [])],
        unread=found.get("unread", []),
        why=found.get("why", ""),
        more_errors=max(counts.get("errors", 0) - KEPT, 0),
        more_doubts=max(counts.get("doubts", 0) - KEPT, 0),
        used=_used(one),
    )


def _cell(name: str) -> str:
    words = _("dòng %s") if name.isdecimal() else _("ô %s")
    return words % name


def _progress(one: Import) -> str:
    if not one.total:
        return _("Đang chờ máy chủ nhận việc.")
    if one.done < one.total:
        words = _("Đã kiểm tra %(done)s trong %(total)s dòng.")
        return words % {"done": number(one.done), "total": number(one.total)}
    return _("Đã kiểm tra mọi dòng.")


def _figures(one: Import) -> list[tuple[str, int]]:
    counts = one.counts
    if not counts:
        return []
    done = one.state in {ImportState.DONE, ImportState.UNDOING, ImportState.UNDONE}
    figures = [(_("Dòng đã đọc"), counts["rows"])]
    if one.kind == ImportKind.PEOPLE:
        figures += [
            (_("Người đã ghi") if done else _("Người sẽ ghi"), counts["people"]),
            (_("Chức vụ đã ghi") if done else _("Chức vụ sẽ ghi"), counts["posts"]),
        ]
    else:
        figures.append((_("Đơn vị đã ghi") if done else _("Đơn vị sẽ ghi"), counts["units"]))
        apart = (Line.PARTY, Line.FRONT)  # most are the State's
        figures += [(str(line.label), counts[line]) for line in apart if counts.get(line)]
    figures.append((_("Đã có trong sổ"), counts["same"]))
    if counts.get("postless"):
        figures.append((_("Chưa có chức vụ"), counts["postless"]))
    return figures


def _used(one: Import) -> list[tuple[str, str]]:
    header: dict[str, Any] = one.header
    titles = header.get("titles", [])
    by_column = {n: name for name, n in header.get("columns", {}).items()}
    fields = {field.name: str(field.title) for field in FIELDS[one.kind]}
    return [
        (f"{cells.letters(n)}: {title}", fields[by_column[n]] if n in by_column else "")
        for n, title in enumerate(titles)
        if title or n in by_column
    ]
