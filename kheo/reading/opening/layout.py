"""Words with their places on pages → paragraphs in reading order.

A page of a PDF and a page that was recognised from a picture come here alike. The steps: words →
rows; running heads and page numbers out; the two columns of the head and of the signature read
one after the other; rows that were broken for want of room joined to paragraphs.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from kheo.reading.joining import MARKER
from kheo.reading.opening.frames import is_frame
from kheo.reading.opening.grids import Cell
from kheo.reading.opening.rows import Row, Word, rows_of_page

_GAP = 1.3  # of the letter height: a gap so wide parts columns; a justified blank stays below
_NARROW_GAP = 0.5  # enough where the rows above or below are parted at the same place
_APART = 6.0  # of the letter height: rows farther from each other are not of one block
_INDENT = 0.7  # of the letter height
_LOOSE = 0.6  # of the letter height, above the usual distance of rows: a new paragraph
_EDGE_ROWS = 2  # rows at the top and at the bottom of a page that may be its running head or foot
_FEWEST_PAGES = 3
_BROKEN_SYMBOL = re.compile(r"\w[-/]$")  # "218-QĐ/" at the end of a row, "TW" in the next
_STARTS_ALONE = re.compile(rf"{MARKER.pattern}|(?i:kính gửi|nơi nhận)\s*:")
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?[-–—\s]*", re.IGNORECASE)  # noqa: RUF001 - dashes as papers have them


type Paragraph = list[Row]


def text_of(
    pages: Sequence[Iterable[Word]], tables: Sequence[Sequence[Cell]] = ()
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the text of *pages*, a paragraph per line, and the places of its unsure words.

    *tables* are the cells of the ruled tables of each page, where they are known.
    """
    rows = [
        rows_of_page([*words], number, cells)
        for number, (words, cells) in enumerate(
            zip(pages, tables or [()] * len(pages), strict=True)
        )
    ]
    kept = [row for page in _without_edges(rows) for row in page]
    return _written(_joined(list(_in_order(kept))))


def _without_edges(pages: list[list[Row]]) -> list[list[Row]]:
    """Return the pages without their numbers and without what every page begins or ends with."""
    edges = Counter(
        pattern
        for rows in pages
        for pattern in {_pattern(row) for row in (*rows[:_EDGE_ROWS], *rows[-_EDGE_ROWS:])}
    )
    least = max(_FEWEST_PAGES, len(pages) // 2)
    running = {pattern for pattern, count in edges.items() if count >= least}
    return [_trimmed(rows, running) for rows in pages]


def _trimmed(rows: list[Row], running: set[str]) -> list[Row]:
    first, last = 0, len(rows)
    while first < min(last, _EDGE_ROWS) and _is_edge(rows[first], running):
        first += 1
    while last > max(first, len(rows) - _EDGE_ROWS) and _is_edge(rows[last - 1], running):
        last -= 1
    return rows[first:last]


def _is_edge(row: Row, running: set[str]) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(row.text)) or _pattern(row) in running


def _pattern(row: Row) -> str:
    return re.sub(r"\d+", "#", row.text)


def _in_order(rows: list[Row]) -> Iterator[tuple[Row, bool]]:
    """Yield the rows in reading order, each with whether it may be part of a longer paragraph."""
    for ruled, grouped in groupby(rows, key=lambda row: row.ruled):
        stretch = [*grouped]
        yield from ((row, False) for row in stretch) if ruled else _free_in_order(stretch)


def _free_in_order(rows: list[Row]) -> Iterator[tuple[Row, bool]]:
    at = 0
    anchors = [n for n, row in enumerate(rows) if row.gaps(_GAP)]
    for anchor in anchors:
        if anchor < at:
            continue
        first, last, gutter = _block(rows, at, anchor)
        if not is_frame("\n".join(row.text for row in rows[first:last])):
            first, last = anchor, anchor + 1
        yield from ((row, True) for row in rows[at:first])
        if last - first > 1 or is_frame(rows[anchor].text):
            halves = [row.parted(gutter) for row in rows[first:last]]
            yield from ((left, False) for left, _ in halves if left)
            yield from ((right, False) for _, right in halves if right)
        else:
            yield rows[anchor], False
        at = last
    yield from ((row, True) for row in rows[at:])


def _block(rows: list[Row], floor: int, anchor: int) -> tuple[int, int, float]:
    """Return the rows round *anchor* (from, to) that leave its widest gap free, and its middle."""
    gutter = max(rows[anchor].gaps(_GAP), key=lambda gap: gap[1] - gap[0])
    last = anchor + 1
    while last < len(rows) and _near(rows[last - 1], rows[last]):
        narrowed = _narrowed(gutter, rows[last])
        if narrowed is None:
            break
        gutter, last = narrowed, last + 1
    first = anchor
    # Above the anchor only lines of a head, not the short last line of a paragraph.
    while first > floor and rows[first - 1].text.isupper() and _near(rows[first - 1], rows[first]):
        narrowed = _narrowed(gutter, rows[first - 1])
        if narrowed is None:
            break
        gutter, first = narrowed, first - 1
    return first, last, sum(gutter) / 2


def _near(above: Row, below: Row) -> bool:
    return above.page == below.page and below.top - above.bottom < _APART * below.height


def _narrowed(gutter: tuple[float, float], row: Row) -> tuple[float, float] | None:
    """Return what *row* leaves of the *gutter*, None where it runs across."""
    low, high = gutter
    if row.right <= high - 1:
        return max(low, row.right), high
    if row.left >= low + 1:
        return low, min(high, row.left)
    for start, stop in row.gaps(_NARROW_GAP):
        if start < high and stop > low:
            return max(low, start), min(high, stop)
    return None


def _joined(rows: list[tuple[Row, bool]]) -> list[Paragraph]:
    """Return the paragraphs: rows that were broken only for want of room go together."""
    plain = [row for row, joinable in rows if joinable]
    if not plain:
        return [[row] for row, _ in rows]
    # Not the very least and utmost: a page set askew or a mark beside the text must not count.
    margin = sorted(row.left for row in plain)[len(plain) // 20]
    edge = sorted(row.right for row in plain)[len(plain) * 9 // 10]
    usual = _usual_distance(plain)
    paragraphs: list[Paragraph] = []
    before: Row | None = None
    for row, joinable in rows:
        if before and joinable and _goes_on(before, row, margin, edge, usual):
            paragraphs[-1].append(row)
        else:
            paragraphs.append([row])
        before = row if joinable else None
    return paragraphs


def _usual_distance(rows: list[Row]) -> float:
    """Return the usual distance from the bottom of a row to the top of the next."""
    found = sorted(b.top - a.bottom for a, b in pairwise(rows) if a.page == b.page)
    return found[len(found) // 2] if found else 0.0


def _goes_on(above: Row, row: Row, margin: float, edge: float, usual: float) -> bool:
    """Tell whether *row* carries on the paragraph of the row *above* it.

    It does where its first word had no room above, and it neither begins with a list mark, nor
    is set in like a first line, nor stands apart.
    """
    first = row.words[0]
    room = edge - above.right
    if first.right - first.left + 0.2 * row.height < room or _STARTS_ALONE.match(row.text):
        return False
    set_in = row.left - margin > _INDENT * row.height
    if set_in and row.left - _text_left(above) > _INDENT * row.height:
        return False
    apart = row.top - above.bottom - usual > _LOOSE * row.height
    return not (apart and above.page == row.page)


def _text_left(row: Row) -> float:
    """Return where the words of a row begin, behind its list mark: the next row hangs there."""
    mark = MARKER.match(row.text)
    if mark is None:
        return row.left
    skipped = len(row.text[: mark.end()].split())
    return row.words[min(skipped, len(row.words) - 1)].left


def _written(paragraphs: list[Paragraph]) -> tuple[str, tuple[tuple[int, int], ...]]:
    parts: list[str] = []
    unsure: list[tuple[int, int]] = []
    at = 0
    for paragraph in paragraphs:
        for row in paragraph:
            for word, blank in zip(row.words, _blanks(row), strict=True):
                if word.unsure:
                    unsure.append((at, at + len(word.text)))
                parts += (word.text, blank)
                at += len(word.text) + len(blank)
        at += 1 - len(parts[-1])
        parts[-1] = "\n"
    return "".join(parts), tuple(unsure)


def _blanks(row: Row) -> Iterator[str]:
    """Yield what stands behind each word: a tab where a column ends, nothing in a broken symbol."""
    wide = _GAP * row.height
    for word, after in pairwise(row.words):
        apart = word.ends_cell if row.ruled else after.left - word.right >= wide
        yield "\t" if apart else " "
    yield "" if _BROKEN_SYMBOL.search(row.words[-1].text) else " "
