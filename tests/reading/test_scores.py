"""The papers written for the reader are read at least as well as they once were."""

from collections import Counter
from pathlib import Path

import pytest

from tests.reading.places import PAPERS
from tests.reading.scoring import LISTS, papers_with_labels, score, tally_of

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"

KINDS = ("citations", "dates", "metadata", "warnings")


def total(pairs):
    return sum((tally_of(*pair) for pair in pairs), Counter())


@pytest.mark.parametrize(
    ("folder", "bars"),
    (
        ("unseen", (1, 1, 1, 1, 1)),
        ("held", (1, 1, 1, 1, 1)),
    ),
)
def test_our_own_papers_keep_their_scores(folder, bars):
    counts = total(papers_with_labels(PAPERS / folder, PAPERS / folder))

    reached = (score(counts, *LISTS), *(score(counts, kind) for kind in KINDS))
    assert [
        kind
        for kind, got, bar in zip(("all_lists", *KINDS), reached, bars, strict=True)
        if got < bar
    ] == []


@pytest.mark.skipif(not CORPUS.exists(), reason="the real papers are not part of the project")
def test_the_real_papers_meet_the_bars():
    counts = total(papers_with_labels(CORPUS, CORPUS / "labels", CORPUS.parent / "seeds"))

    assert score(counts, *LISTS) >= 0.95
    assert score(counts, "citations") >= 0.99
    assert score(counts, "dates") >= 0.99
    assert score(counts, "metadata") >= 0.97
    assert score(counts, "warnings") >= 0.9
