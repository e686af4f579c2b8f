"""Many papers in several copies as one PDF: what copies share is laid out once and drawn once.

Two passes of Typst: the first sets each paper with room for what tells its copies apart, the second
puts the pages together with the heads, the page numbers and the square codes. A registration form
in two copies takes a third of the time it takes with each copy laid out by itself.
"""

import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import batched, pairwise, repeat
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

from kheo.documents.paper import qrcode, wording
from kheo.documents.paper.description import Paper
from kheo.documents.paper.layout import Sheet, laid
from kheo.documents.paper.typeset import HERE, compiler, plain, written

_TEMPLATES = ("parts.typ", "bodies.typ", "copies.typ")
_OF_HEAD = ("style", "landscape", "superior", "issuer", "number", "letter_about", "marks",
            "place_day", "issuer_rule", "motto_rule")  # fmt: skip
_SLICE = 100  # papers laid out together: to take one page out of a PDF costs more the longer it is
_THREADS = 2
type Json = dict[str, Any]


@dataclass(frozen=True)
class _Group:
    """One paper and its copies: the head and the address of each."""

    sheet: Sheet
    heads: Sequence[int | None]  # an annex has none
    addresses: Sequence[str]


@dataclass(frozen=True)
class _Slice:
    """Papers laid out together, and all heads they stand under, each once."""

    groups: Sequence[_Group]
    heads: Sequence[Json]

    @classmethod
    def of(cls, runs: Iterable[Sequence[Paper]]) -> Self:
        heads: list[Json] = []
        places: dict[Any, int] = {}
        groups = []
        for copies in runs:
            first = laid(copies[0])
            own = []
            for copy in copies:
                key = (copy.head, copy.marks, copy.style, copy.landscape, copy.subject, copy.kind)
                if key not in places:
                    places[key] = len(heads)
                    heads.append(_head(laid(replace(copy, body=()))))
                own.append(None if copy.attached_to else places[key])
            addresses = [wording.clean(copy.qr or "") for copy in copies]
            groups.append(_Group(first, own, addresses))
        return cls(groups, heads)


def pdf_of_copies(papers: Sequence[Paper]) -> bytes:
    """Return *papers* as one PDF in their order; those that differ by copy alone stand together."""
    if not papers:
        raise ValueError("Không có văn bản nào để xuất ra tệp PDF.")
    codes = bytearray()
    copies: list[Json] = []
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for name in _TEMPLATES:
            shutil.copyfile(HERE / name, root / name)
        parts = [_Slice.of(runs) for runs in batched(_copies(papers), _SLICE, strict=False)]
        names = [f"bodies-{number}.pdf" for number in range(len(parts))]
        # Typst lets other threads run while it lays out: a second one keeps the other core busy.
        with ThreadPoolExecutor(_THREADS) as pool:
            found = pool.map(_bodies, repeat(root), parts, names)
            for part, name, ends in zip(parts, names, found, strict=True):
                copies += _described(part, ends, name, codes)
        (root / "copies.json").write_text(json.dumps(copies))
        (root / "codes.bin").write_bytes(codes)
        first = laid(papers[0])
        inputs = {"title": first.title, "author": first.author}
        return written(compiler(root / "copies.typ", inputs), tagged=False)


def _copies(papers: Sequence[Paper]) -> Iterator[list[Paper]]:
    """Yield the runs of *papers* that are the same but for the copy's marks and code."""
    run = [papers[0]]
    for before, paper in pairwise(papers):
        if paper.attached_to or replace(paper, marks=before.marks, qr=before.qr) != before:
            yield run
            run = []
        run.append(paper)
    yield run


def _head(sheet: Sheet) -> Json:
    return {name: plain(getattr(sheet, name)) for name in _OF_HEAD}


def _described(part: _Slice, ends: Sequence[Any], name: str, codes: bytearray) -> Iterator[Json]:
    """Yield where the pages of every copy are in the file *name*, each paper ending at *ends*.

    The square codes are added to *codes*, all in a row.
    """
    starts = [1, *(page + 1 for page, _x, _y in ends)]
    for group, start, (last, x, y) in zip(part.groups, starts, ends, strict=False):
        style = group.sheet.style
        shared = {
            "file": name, "first": start, "pages": last - start + 1, "x": x, "y": y,
            "top": style.top, "left": style.left, "right": style.right,
            "size": style.page_number, "landscape": group.sheet.landscape,
        }  # fmt: skip
        for head, address in zip(group.heads, group.addresses, strict=True):
            rows = qrcode.modules(address) if address else ()
            page = 0 if head is None else starts[-1] + head
            own = {"head": page, "code": len(codes), "side": len(rows)}
            codes += b"".join(rows)
            yield shared | own


def _bodies(root: Path, part: _Slice, name: str) -> list[Any]:
    """Lay *part* out as the file *name*; return of each paper its last page and its code's place.

    The place is in mm.
    """
    papers = [plain(group.sheet) | {"heads": group.heads} for group in part.groups]
    given = json.dumps({"papers": papers, "heads": part.heads}, ensure_ascii=False)
    (root / f"{name}.json").write_text(given)
    typst = compiler(root / "bodies.typ", {"given": f"{name}.json"})
    spots: list[Any] = json.loads(typst.query("<spots>", field="value", one=True))
    (root / name).write_bytes(written(typst, tagged=False))
    return spots
