from importlib import import_module

import pytest

from kheo.reading.opening import guard
from kheo.reading.opening.refusal import refuse_bulk


@pytest.fixture
def unguarded(monkeypatch):
    """Let the parsers work in this process, where they are measured and start at once.

    What a process of their own is for, time, memory and crashes, `test_opening_bad` tries.
    """

    def opened(module, data, shown, *_bounds):
        found = import_module(module).text_of(data, shown)
        refuse_bulk(found.text, shown)
        return found

    monkeypatch.setattr(guard, "guarded", opened)
