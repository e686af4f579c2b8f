"""What docs/ says is what the code says."""

import re
from pathlib import Path

from tests.docs import flows

ROOT = Path(__file__).parents[2]


def test_the_page_of_flows_is_the_generated_one():
    assert flows.PAGE.read_text(encoding="utf-8") == flows.text()


def test_every_path_that_architecture_names_is_there():
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:kheo|tests|docs|bench|bin)/[\w./]*)`", text)

    assert [path for path in named if not (ROOT / path).exists()] == []


def commands(name):
    return re.findall(r"^ {4}(make \w+)$", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)


def test_both_readmes_name_the_same_commands():
    assert commands("README.md") == commands("README.vi.md") == ["make run", "make test"]
