"""Forms of commendation and titles of emulation that the paper names."""

import re

from kheo.reading.paper import Paper

_FORMS = (
    "Bằng khen", "Giấy khen", "Cờ thi đua", "Huân chương", "Huy chương", "Kỷ niệm chương", "Giải thưởng",
    "Thư khen", "Chiến sĩ thi đua", "Lao động tiên tiến", "Tập thể lao động xuất sắc",
    "Tập thể lao động tiên tiến", "Đơn vị quyết thắng", "Đơn vị tiên tiến", "Gia đình văn hóa",
    "Biểu dương", "Tuyên dương", "Tôn vinh",
)  # fmt: skip
_FORM = re.compile(r"\b(?:" + "|".join(_FORMS) + r")\b", re.IGNORECASE)


def find_commendations(paper: Paper) -> tuple[str, ...]:
    """Return each form once, in the order of first mention (000-20, 004-16)."""
    low = {form.lower(): form for form in _FORMS}
    found = (
        low[m[0].lower()]
        for m in _FORM.finditer(paper.text)
        if paper.region_at(m.start()) == "body"
    )
    return tuple(dict.fromkeys(found))
