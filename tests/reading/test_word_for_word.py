"""Lists are read word for word: what is found equals the stretch of the file that a simple rule cuts.

The rule of each test is written without the reader: lines between two numbers, lines with a dash,
words between two quotation marks. Requirements 000-08 to 000-15, 001-04, 002-01, 004-03, 004-11.
"""

import re

import pytest

from kheo.reading.draft import read_bytes
from tests.reading.places import PAPERS, SEEDS

_AFTERWARDS = re.compile(r"\s*(?:Để|Các|Yêu cầu|Đề nghị|Giao) ")


@pytest.fixture(params=("ours", "seed"))
def paper(request):
    """Return a function from a number to the text of that paper and its draft."""

    def read(number):
        found = [PAPERS / f"{number}.txt"]
        if request.param == "seed":
            found = sorted(SEEDS.glob(f"{number}_*.txt"))
        if not found:
            pytest.skip("the seeds are not part of the project")
        return found[0].read_text(), read_bytes(found[0].read_bytes(), found[0].name)

    return read


def flat(words):
    return " ".join(words.split())


def written(text, fact):
    """Return the words of *fact* as they stand in the file, damaged ones as they are."""
    return flat(text[fact.start : fact.end])


def numbered(text, mark):
    """Return the numbered items of *text*, the last one up to its empty line or to the closing words."""
    _, *items = re.split(rf"(?m)^(?=\d{mark} )", text)
    lines = items[-1].split("\n")
    closing = (n for n, line in enumerate(lines) if n and _AFTERWARDS.match(line))
    return [flat(item) for item in (*items[:-1], "\n".join(lines[: next(closing)]))]


def test_the_five_criteria_are_the_dashes_under_their_heading(paper):
    text, draft = paper("000")
    lines = [line for line in text.split("\n") if line.strip()]
    heading = next(n for n, line in enumerate(lines) if line.rstrip().endswith("sau:"))

    found = [written(text, criterion) for criterion in draft.criteria]

    assert found == [flat(line.removeprefix("- ")) for line in lines[heading + 1 : heading + 6]]
    assert found == [flat(criterion.value.text) for criterion in draft.criteria]
    assert not lines[heading + 6].startswith("-")


def test_the_eight_topics_are_the_parts_of_the_open_list(paper):
    text, draft = paper("000")
    parts = text.partition("các nội dung: ")[2].partition(" …")[0].split(", ")

    found = [written(text, topic) for topic in draft.topics]

    assert found == [", ".join(parts[:2]), *parts[2:]]  # the second part has no verb of its own
    assert len(found) == 8
    assert [topic.value.text for topic in draft.topics] == [
        words.removeprefix("vận động ") for words in found
    ]
    assert all(topic.value.open_list for topic in draft.topics)


def test_the_four_contents_of_the_launch_are_its_numbered_paragraphs(paper):
    text, draft = paper("001")

    found = [written(text, content) for content in draft.contents]

    assert found == numbered(text, r"\.")
    assert len(found) == 4


def test_the_six_tasks_and_their_bodies_are_whole(paper):
    text, draft = paper("002")

    found = [written(text, task) for task in draft.contents]

    assert found == numbered(text, "/-")
    second = flat(found[1])
    dashes = [written(text, dash) for dash in draft.contents[1].value.children]
    assert second.endswith(" ".join(dashes))
    assert dashes == [f"- {part}" for part in re.split(r" - (?=[A-ZĐ])", second)[1:]]


def test_the_five_contents_of_the_damaged_letter_are_whole(paper):
    text, draft = paper("004")

    found = [written(text, content) for content in draft.contents]

    assert found == numbered(text, r"\.")
    assert len(found) == 5


def test_the_four_pledges_are_the_quoted_words_after_their_code(paper):
    text, draft = paper("004")
    quoted = re.findall(r"“([^”]+)”", text.partition("“04 không”")[2])[:4]

    assert [written(text, pledge) for pledge in draft.pledges] == [flat(words) for words in quoted]
    assert {pledge.value.code for pledge in draft.pledges} == {"04 không"}
