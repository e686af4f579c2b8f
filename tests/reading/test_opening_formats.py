"""One paper in every format gives the same facts."""

import json

import pytest

from kheo.reading.draft import draft_of, read_bytes
from kheo.reading.form import as_dict
from tests.reading import made
from tests.reading.places import PAPERS

pytestmark = pytest.mark.usefixtures("unguarded")

PLACES = {"start", "end", "doubt", "suggestion"}


def values(draft):
    """Return what was found, without the places and without the doubts."""

    def bare(value):
        if isinstance(value, dict):
            return {k: bare(v) for k, v in value.items() if k not in PLACES}
        return [bare(v) for v in value] if isinstance(value, list) else value

    return bare({k: v for k, v in as_dict(draft).items() if k != "warnings"})


@pytest.mark.parametrize("make", (made.word, made.pdf, made.html, made.rtf))
@pytest.mark.parametrize("number", ("000", "001", "002", "life"))
def test_the_facts_are_those_of_the_plain_text(make, number):
    plain = draft_of((PAPERS / f"{number}.txt").read_text())

    read = read_bytes(make(made.paragraphs(number)), "van-ban")

    assert values(read) == values(plain)
    json.dumps(as_dict(read))
