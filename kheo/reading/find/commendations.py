"""Forms of commendation and titles of emulation that the paper names."""

import re
from collections.abc import Iterator

from kheo.reading.find.seeking import lowered
from kheo.reading.paper import Paper

_FORMS = (
    "Bằng khen", "Giấy khen", "Cờ thi đua", "Huân chương", "Huy chương", "Kỷ niệm chương", "Giải thưởng",
    "Thư khen", "Chiến sĩ thi đua", "Lao động tiên tiến", "Tập thể lao động xuất sắc",
    "Tập thể lao động tiên tiến", "Đơn vị quyết thắng", "Đơn vị tiên tiến", "Gia đình văn hóa",
    "Biểu dương", "Tuyên dương", "Tôn vinh",
)  # fmt: skip


def find_commendations(paper: Paper) -> tuple[str, ...]:
    """Return each form once, in the order of first mention (000-20, 004-16)."""
    low = lowered(paper.text)
    found: dict[str, int] = {}
    for form in _FORMS:
        at = low.find(form.lower())
        if at >= 0 and (first := next(_mentions(form, paper, at), None)) is not None:
            found[form] = first
    return tuple(sorted(found, key=found.__getitem__))


def _mentions(form: str, paper: Paper, at: int) -> Iterator[int]:
    """Yield where *form* stands as words of the body, from *at* on."""
    whole = re.compile(rf"\b{form}\b", re.IGNORECASE)
    places = (m.start() for m in whole.finditer(paper.text, max(0, at - 1)))
    return (place for place in places if paper.region_at(place) == "body")
