"""The page of requirements says what the tests say, and no requirement is left out."""

import pytest

from tests.scenarios import requirements

COUNTS = {"000": 21, "001": 17, "002": 27, "004": 18}


@pytest.mark.parametrize("seed", COUNTS)
def test_every_requirement_of_a_seed_has_one_test(seed):
    numbers = [r.number for r in requirements.requirements(seed)]

    assert numbers == [f"{seed}-{n:02}" for n in range(1, COUNTS[seed] + 1)]


@pytest.mark.parametrize("seed", COUNTS)
def test_every_requirement_says_what_is_asked(seed):
    assert [r.number for r in requirements.requirements(seed) if not r.asks] == []


def test_the_page_is_the_generated_one():
    assert requirements.PAGE.read_text(encoding="utf-8") == requirements.text()
