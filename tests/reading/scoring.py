"""How well papers are read: their labels against what the reader answers, list by list.

The measure counts one answer for one label: numbers of citations, bounds of quotas, days of
deadlines and periods, words of receivers, kinds of warnings; a label with a doubt is optional.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kheo.kernel.text import fold
from kheo.reading.draft import read_bytes
from kheo.reading.form import as_dict

LISTS = ("citations", "quotas", "deadlines", "periods", "addressees", "recipients")
SKIPPED_WARNINGS = frozenset((
    "typo", "ocr_error", "invented_text", "lost_text", "recipients_nested", "recipients_commas",
    "broken_heading", "page_number_inside", "spaced_number", "split_date", "file_metadata",
    "no_line_breaks", "cut_short", "glued_quote", "inconsistent_name", "unbalanced_quote",
    "loose_quote", "dissolved_body", "replaced_text", "quota_contradiction", "missing_issuer",
    "missing_subject", "missing_signature", "launch_without_quota", "launch_without_deadline",
    "impossible_date", "issued_in_future",
))  # fmt: skip
_FEW_LETTERS = 6  # that a name may be longer or shorter
type Row = dict[str, Any]
type Tally = Counter[str]


def papers_with_labels(
    folder: Path, labels: Path, seeds: Path | None = None
) -> list[tuple[Path, Row]]:
    """Return the papers of *folder* (and *seeds*) that have labels, each with them."""
    pairs = []
    for file in sorted(labels.glob("*.json")):
        text = folder / f"{file.stem}.txt"
        if not text.exists() and seeds is not None:
            text = next(iter(seeds.glob(f"{file.stem.removeprefix('seed-')}_*.txt")), text)
        if text.exists():
            pairs.append((text, json.loads(file.read_text(encoding="utf-8"))))
    return pairs


def tally_of(text: Path, label: Row) -> Tally:
    """Return what is right, spurious and missed in one paper, list by list."""
    answer: Row = as_dict(read_bytes(text.read_bytes(), text.name))
    counts: Tally = Counter()
    for kind in LISTS:
        _match(counts, kind, label.get(kind) or [], answer.get(kind) or [])
    dates = {_number(c): c["date"] for c in answer["citations"]}
    for cited in label.get("citations") or []:
        if cited.get("date") and _number(cited) in dates:
            right = dates[_number(cited)] == cited["date"]
            counts["dates right" if right else "dates missed"] += 1
    for key in ("type", "number", "date"):
        right = fold(label["doc"].get(key) or "") == fold(answer["doc"].get(key) or "")
        counts["metadata right" if right else "metadata missed"] += 1
    want, got = _kinds(label), _kinds(answer)
    counts["warnings right"] += len(want & got)
    counts["warnings spurious"] += len(got - want)
    counts["warnings missed"] += len(want - got)
    return counts


def score(counts: Tally, *kinds: str) -> float:
    """Return F1 of *kinds* together; what is counted only as right or missed gives its share."""
    right, spurious, missed = (
        sum(counts[f"{kind} {part}"] for kind in kinds) for part in ("right", "spurious", "missed")
    )
    if not right + spurious + missed:
        return 1.0
    if kinds in {("dates",), ("metadata",)}:
        return right / (right + missed)
    return 2 * right / (2 * right + spurious + missed)


def _kinds(row: Row) -> set[str]:
    return {w["kind"] for w in row.get("warnings") or []} - SKIPPED_WARNINGS


def _match(counts: Tally, kind: str, want: list[Any], got: Iterable[Any]) -> None:
    if kind in {"citations", "periods"}:
        want = [w for i, w in enumerate(want) if not any(_same(kind, w, v) for v in want[:i])]
    left = list(want)
    for answer in got:
        pairs = [w for w in left if _same(kind, w, answer)]
        sure = [w for w in pairs if not _optional(kind, w)]
        if pairs:
            left.remove((sure or pairs)[0])
            counts[f"{kind} right"] += bool(sure)
        elif not any(_same(kind, w, answer) for w in want):
            counts[f"{kind} spurious"] += 1
    counts[f"{kind} missed"] += sum(not _optional(kind, w) for w in left)


def _same(kind: str, want: Any, got: Any) -> bool:
    if kind == "citations":
        return bool(_number(want)) and _number(want) == _number(got)
    if kind == "periods":
        return bool((want["from"], want["to"]) == (got["from"], got["to"]))
    if kind == "quotas":
        bounds = (want["min"], want["max"]) == (got["min"], got["max"])
        return bounds and _alike(want["text"], got["text"], 0.6)
    if kind == "deadlines":
        dated = bool(want["iso"] or got["iso"])
        key = "iso" if dated else "recurring"
        return want[key] == got[key] and _alike(want["text"], got["text"], 0.4 if dated else 0.6)
    # Of a name that was damaged the label may have another reading of a word than the reader.
    near = abs(len(want) - len(got)) <= max(_FEW_LETTERS, len(want) // 4)
    return _plain(want) == _plain(got) or (near and _alike(want, got, 0.8))


def _optional(kind: str, label: Any) -> bool:
    if not isinstance(label, dict):
        return False
    if kind == "quotas" and label["class"] not in {"count", "percent"}:
        return True
    timeless = not label.get("iso") and not label.get("recurring")
    if kind == "deadlines" and (label.get("kind") == "event" or timeless):
        return True
    return bool(label.get("doubt"))


def _plain(words: str) -> str:
    return re.sub(r"[^0-9a-z%/.-]+", " ", fold(words)).strip(" .;,-")


def _number(row: Row) -> str:
    return re.sub(r"\s", "", fold(row["number"] or ""))


def _alike(a: str, b: str, share: float) -> bool:
    first, second = (Counter(_plain(words).split()) for words in (a, b))
    small = min(first.total(), second.total())
    return bool(small) and (first & second).total() / small >= share
