"""A load as its page shows it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kheo.movement.s3_registration.bulk import sheets
from kheo.movement.s3_registration.models import Load
from kheo.movement.s3_registration.states import LOAD_TONES, LoadState
from kheo.orgs.importing.findings import KEPT


@dataclass(frozen=True, slots=True)
class Shown:
    tone: str
    icon: str
    figures: list[tuple[str, int]]
    errors: list[tuple[str, str]]
    doubts: list[tuple[str, str]]
    more_errors: int
    more_doubts: int
    notes: list[str]
    hinders: list[str]
    why: str
    first: list[tuple[int, str, str]]  # row, person, title


def of(load: Load) -> Shown:
    tone, icon = LOAD_TONES[LoadState(load.state)]
    found, counts = sheets.found_in(load), load.counts
    return Shown(
        tone,
        icon,
        _figures(load),
        _cells(found.get("errors", [])),
        _cells(found.get("doubts", [])),
        max(counts.get("errors", 0) - KEPT, 0),
        max(counts.get("doubts", 0) - KEPT, 0),
        found.get("notes", []),
        found.get("hinders", []),
        found.get("why", ""),
        [] if counts.get("errors") else found.get("first", []),
    )


def _cells(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    row, cell = _("dòng %s"), _("ô %s")
    return [((row if name.isdecimal() else cell) % name, words) for name, words in found]


def _figures(load: Load) -> list[tuple[str, int]]:
    counts = load.counts
    if not counts:
        return []
    # One wrong cell and nothing is written: the rows without a fault promise nothing.
    words = _("Dòng không có lỗi") if counts.get("errors") else _("Nội dung sẽ ghi")
    written = load.state in {LoadState.DONE, LoadState.UNDONE}
    return [
        (_("Dòng đã đọc"), counts.get("rows", 0)),
        (_("Người"), counts.get("people", 0)),
        (_("Nội dung đã ghi") if written else words, counts.get("items", 0)),
    ]
