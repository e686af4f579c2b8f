"""Every act that is written down is told in words."""

import re
from pathlib import Path

import kheo
from kheo.desk.trail_words import UNSAID, VERBS

HOME = Path(kheo.__file__).parent
WRITTEN = re.compile(r'\brecord(?:_each)?\(\s*"([a-z_]+\.[a-z_]+)"')


def test_every_verb_the_code_writes_down_has_its_words():
    modules = [path for path in HOME.rglob("*.py") if "demo" not in path.parts]
    written = {verb for path in modules for verb in WRITTEN.findall(path.read_text())}

    assert "reorganisation.write" in written
    assert written - set(VERBS) == UNSAID
