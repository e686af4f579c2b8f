"""How many damaged words reading puts right: `python -m bench.repair`, on damage made here.

The texts are our own papers and, where they lie beside the project, the whole ones of the
development corpus; no list that repair learns from holds any of them. Thresholds were set on
the texts of even place, so those of odd place are held out: both figures are printed.
"""

import sys
import time
import unicodedata
from bisect import bisect_left
from collections import Counter
from pathlib import Path

from bench.damage import KINDS, Token
from kheo.reading.facts import Change
from kheo.reading.paper import segment

_ROOT = Path(__file__).parents[1]
_CORPUS = _ROOT.parent / "shared" / "corpus"
_MARKS = str.maketrans(dict.fromkeys('*|“”„‟«»"\u200b\ufeff'))
_DAMAGED = {_CORPUS / "032.txt", _CORPUS / "034.txt", _ROOT / "tests" / "papers" / "004.txt"}


def texts() -> list[str]:
    """Return the whole texts, in a fixed order."""
    paths = [*sorted((_ROOT / "tests" / "papers").glob("*.txt")), *sorted(_CORPUS.glob("*.txt"))]
    return [
        unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
        for path in paths
        if path not in _DAMAGED
    ]


def measure(
    damaged: str, tokens: list[Token], misses: Counter[tuple[str, str, str]]
) -> Counter[str]:
    """Return how many tokens were damaged, put right, and wrongly changed."""
    counts: Counter[str] = Counter()
    for token, read in zip(tokens, _readings(damaged, tokens), strict=True):
        found = damaged[token.start : token.end]
        if not found.strip():
            continue
        right = _plain(token.right)
        if found != token.right:
            counts["damaged"] += 1
            counts["right"] += read.lower() == right.lower()
        else:
            counts["wrong"] += read != right
        if read.lower() != right.lower():
            misses[right, found, read] += 1
    return counts


def _readings(damaged: str, tokens: list[Token]) -> list[str]:
    """Return what stands at each token once the changes are made."""
    paper = segment(damaged)
    changes = [*paper.changes]
    read: list[str] = []
    for token in tokens:
        parts, at = [], token.start
        while changes and changes[0].end <= token.start:
            changes.pop(0)
        for change in changes:
            if change.start >= token.end:
                break
            parts += [damaged[at : change.start], _share(change, token)]
            at = max(at, change.end)
        whole = "".join([*parts, damaged[at : token.end]])
        if not parts:
            letters = (bisect_left(paper.clean.starts, at) for at in (token.start, token.end))
            whole = paper.text[slice(*letters)] or whole
        read.append(_plain(whole))
    return read


def _plain(words: str) -> str:
    """Return *words* without what cleaning alone may change: blanks, stars, kinds of quotes."""
    return unicodedata.normalize("NFC", "".join(words.split())).translate(_MARKS)


def _share(change: Change, token: Token) -> str:
    """Return the words of *change* that stand for *token*, where it reads several."""
    words = change.right.split()
    if len(words) == 1:
        return change.right
    if token.end >= change.end and token.start > change.start:
        return words[-1]
    if token.start <= change.start:
        return words[0]
    return words[len(words) // 2]


def main() -> None:
    """Print one line for each kind of damage, and the misses of those tuned on where asked with -v."""
    wanted = set(sys.argv[1:]) - {"-v"}
    for kind in KINDS:
        if wanted and kind.__name__ not in wanted:
            continue
        misses: Counter[tuple[str, str, str]] = Counter()
        sums = (Counter[str](), Counter[str]())
        started = time.perf_counter()
        for place, text in enumerate(texts()):
            seen = misses if place % 2 == 0 else Counter[tuple[str, str, str]]()
            sums[place % 2].update(measure(*kind(text), seen))
        took = time.perf_counter() - started
        for name, part in zip(("tuned on", "held out"), sums, strict=True):
            share = part["right"] / max(1, part["damaged"])
            print(f"{kind.__name__:15} {name}: {part['right']}/{part['damaged']} = {share:.3f}, wrong {part['wrong']} ({took:.1f} s)")  # fmt: skip
        if "-v" in sys.argv:
            print(misses.most_common(60))


if __name__ == "__main__":
    main()
