"""A pattern sought by the words it opens with finds what it would find when tried everywhere."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.reading.check import gaps, marks, times
from kheo.reading.find import (
    citations,
    copies,
    deadlines,
    duties,
    effect,
    lists,
    names,
    people,
    periods,
    quotas,
    recurring,
)
from kheo.reading.find.seeking import Sought, repeats
from kheo.reading.paper import segment
from tests.reading.places import PAPERS

MODULES = (
    citations, copies, deadlines, duties, effect, lists, names, people, periods, quotas,
    recurring, gaps, marks, times,
)  # fmt: skip
SOUGHT = {
    f"{module.__name__.rpartition('.')[2]}.{name}": value
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, Sought)
}
TEXTS = [segment(path.read_text()).text for path in sorted(PAPERS.rglob("*.txt"))]
WORDS = re.findall(r"\w+|[^\w\s]|\n", " ".join(TEXTS))
FAMILIAR = st.sampled_from(sorted({opener for one in SOUGHT.values() for opener in one.openers}))


def everywhere(sought, text):
    """Return where the matches are that a search at every letter finds, those inside words left out."""
    found = (m.span() for m in sought.pattern.finditer(text))
    return [(a, b) for a, b in found if not (a and text[a - 1].isalpha() and text[a].isalpha())]


@pytest.mark.parametrize("name", SOUGHT)
def test_every_pattern_names_all_the_words_it_may_open_with(name):
    sought = SOUGHT[name]

    found = [[m.span() for m in sought.finditer(text)] for text in TEXTS]

    assert found == [everywhere(sought, text) for text in TEXTS]


@settings(max_examples=25, deadline=None)
@given(words=st.lists(st.one_of(st.sampled_from(WORDS), FAMILIAR), max_size=60))
def test_words_in_any_order_are_found_alike(words):
    text = " ".join(words)

    for sought in SOUGHT.values():
        assert [m.span() for m in sought.finditer(text)] == everywhere(sought, text)


@pytest.mark.parametrize(
    ("apart", "found"), ((1, ["các các"]), (2, ["dân vận dân vận"])), ids=("one", "two")
)
def test_words_that_stand_twice_are_seen(apart, found):
    text = "Vận dụng dân vận dân vận của các các cơ quan."

    starts = list(repeats(text, apart))

    assert [" ".join(text[at:].split()[: 2 * apart]) for at in starts] == found
