"""How well the reader reads: on the real papers where they are, on our own, and held back.

    python -m bench.reader_scores [CORPUS]

The rules have no trained weights, so holding a paper back retrains nothing. Three figures are
given instead of one: the plain figure over each set; the spread when each paper in turn is held
back (how much one paper carries the figure); and the figure over papers written after the rules
were frozen (`tests/papers/held`), which no rule has seen.
"""

import sys
from collections import Counter
from pathlib import Path

from tests.reading.places import PAPERS
from tests.reading.scoring import LISTS, Row, Tally, papers_with_labels, score, tally_of

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
_KINDS = ("citations", "dates", "metadata", "warnings")


def main() -> None:
    """Print the figures of every set that is there."""
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    _tell("real papers", papers_with_labels(corpus, corpus / "labels", corpus.parent / "seeds"))
    _tell(
        "own papers, rules mended on them", papers_with_labels(PAPERS / "unseen", PAPERS / "unseen")
    )
    _tell("own papers, written after", papers_with_labels(PAPERS / "held", PAPERS / "held"))


def _tell(name: str, pairs: list[tuple[Path, Row]]) -> None:
    if not pairs:
        sys.stdout.write(f"{name}: none here\n")
        return
    tallies = [tally_of(*pair) for pair in pairs]
    whole = sum(tallies, Counter[str]())
    figures = [f"all_lists {score(whole, *LISTS):.4f}"]
    figures += [f"{kind} {score(whole, kind):.4f}" for kind in _KINDS]
    sys.stdout.write(f"{name} ({len(pairs)}): {', '.join(figures)}\n")
    low, high = _held_back(tallies, whole)
    sys.stdout.write(f"  each held back in turn: all_lists of the rest {low:.4f} to {high:.4f}, ")
    alone = sorted(score(t, *LISTS) for t in tallies)
    sys.stdout.write(
        f"of the one alone {alone[0]:.4f} (worst), {sum(alone) / len(alone):.4f} (mean)\n"
    )


def _held_back(tallies: list[Tally], whole: Tally) -> tuple[float, float]:
    rests = []
    for one in tallies:
        rest = whole.copy()
        rest.subtract(one)
        rests.append(score(rest, *LISTS))
    return min(rests), max(rests)


if __name__ == "__main__":
    main()
