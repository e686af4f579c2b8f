"""Words chosen on the page found again in the stored text, over repairs, line ends and stars."""

import re
from collections.abc import Sequence

from kheo.movement.s1_directive.models import Repair
from kheo.movement.s1_directive.states import Verdict


def shown_text(text: str, repairs: Sequence[Repair]) -> tuple[str, list[int]]:
    """Return *text* as the page shows it, and for each letter (and the end) its place in *text*."""
    parts: list[str] = []
    places: list[int] = []
    at = 0
    for repair in repairs:
        if repair.verdict == Verdict.STRUCK:
            continue
        parts += (text[at : repair.start], repair.right)
        places += range(at, repair.start)
        places += [repair.start] * len(repair.right)
        at = repair.end
    parts.append(text[at:])
    places += range(at, len(text) + 1)
    return "".join(parts), places


def place_of(
    words: str, text: str, repairs: Sequence[Repair], after: int = 0
) -> tuple[int, int] | None:
    """Return where *words* stand in *text*, first at or after *after*, else anywhere; None nowhere.

    Blanks, line ends and stars that set bold count alike; words are found as the page shows them and as they came.
    """
    parts = words.split()
    if not parts:
        return None
    pattern = re.compile(r"(?:\s|\*{2,})+".join(map(re.escape, parts)))
    shown, places = shown_text(text, repairs)
    from_shown = next((n for n, place in enumerate(places) if place >= after), 0)
    for where, begin, known in (
        (shown, from_shown, places), (text, after, None), (shown, 0, places), (text, 0, None),
    ):  # fmt: skip
        if found := pattern.search(where, begin):
            if known is None:
                return found.span()
            return known[found.start()], _end(known, found.end(), repairs)
    return None


def _end(places: list[int], end: int, repairs: Sequence[Repair]) -> int:
    """Return the end in the stored text of what ends before letter *end* of the shown one."""
    last = places[end - 1]
    inside = next((r for r in repairs if r.start == last and r.verdict != Verdict.STRUCK), None)
    return inside.end if inside else last + 1
