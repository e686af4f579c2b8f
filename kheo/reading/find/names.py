"""Quoted names: themes, movements and theme years."""

import re

from kheo.kernel.text import fold
from kheo.reading.facts import Fact, Name
from kheo.reading.find.seeking import Sought
from kheo.reading.paper import Paper

_QUOTED = r"“\s*(?P<text>[^“”\n]{3,300}?)\s*”"
_THEME = Sought("chủ", rf"chủ đề(?:\s+là)?\s*:?\s*{_QUOTED}")
_MOVEMENT = Sought(
    "phong đợt cuộc",
    r"(?:phong trào(?:\s+thi đua)?(?:\s+yêu nước)?(?:\s+thực hiện)?|đợt thi đua|cuộc vận động)"
    rf"\s*:?\s*{_QUOTED}",
)
_YEAR = Sought("làm là", r"\b(?:làm|là)\s*“\s*(?P<text>Năm\s[^“”\n]{3,120}?)\s*”")
_ANY = Sought("“", _QUOTED)
_KHEO = re.compile(r"dan van(?: chinh quyen)? kheo")
_SHORT = 60


def find_names(paper: Paper) -> tuple[Fact[Name], ...]:
    """Return each name once per role, at its first mention (001-01, 002-05, 002-16)."""
    found: dict[tuple[str, str], Fact[Name]] = {}
    for role, pattern in (("theme", _THEME), ("theme_year", _YEAR), ("movement", _MOVEMENT)):
        for match in pattern.finditer(paper.text):
            _keep(paper, found, role, match)
    themes = {text for role, text in found if role != "movement"}
    for match in _ANY.finditer(paper.text):
        text = fold(match["text"])
        if _KHEO.search(text) and len(text) <= _SHORT and text not in themes:
            _keep(paper, found, "movement", match)
    return tuple(sorted(found.values(), key=lambda f: f.start))


def _keep(
    paper: Paper, found: dict[tuple[str, str], Fact[Name]], role: str, match: re.Match[str]
) -> None:
    key = (role, fold(match["text"]))
    if key not in found and paper.region_at(match.start()) != "chrome":
        found[key] = paper.fact("name", match.span("text"), Name(match["text"], role))
