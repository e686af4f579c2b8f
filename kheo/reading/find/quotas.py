"""Quotas: how many items, models, persons, copies, and shares in percent."""

import re

from kheo.reading.facts import Fact, Quota
from kheo.reading.find.sentences import sentence_start
from kheo.reading.find.spans import Taken
from kheo.reading.paper import Paper

_WORDS = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
}
_PERSONS = (
    r"đồng chí(?:\s+lãnh đạo)?|chuyên viên|cán bộ(?:,? công chức)?|công chức|viên chức|lãnh đạo|cá nhân"
    r"|đảng viên|người|thành viên|hội viên|đại biểu|cử tri|đoàn viên"
)
_THINGS = (
    r"nội dung|mô hình|điển hình|bản|bộ(?:\s+hồ sơ)?|tập thể|đơn vị|trường hợp|sáng kiến|đề tài|giải pháp"
    r"|lần|đợt|việc|phần việc|công trình|tấm gương|gương|tin,? bài|bài viết|bài|buổi|cuộc|lớp|hội nghị"
    r"|câu lạc bộ|năm(?=\s+(?:trở lên|liên tục))|tổ|hộ|chỉ tiêu|chuyên đề|chuyên mục|danh hiệu|giải|thôn|bản làng|xã|mục tiêu|ý tưởng"
    r"|sản phẩm|nhiệm vụ|kế hoạch"
)
_DIGITS = r"(?<![\d/.,“-])\d{1,4}(?![\d/]|[.,]\d|\s?[/%-]\s?\d)"
_SPOKEN = r"\b(?:" + "|".join(_WORDS) + r")\b"
_NUMBER = rf"(?:{_DIGITS}|\d{{1,4}}(?=\s?[-–]\s?\d))"  # noqa: RUF001 - en dash as typed
_LOW = r"ít nhất(?:\s+là)?|tối thiểu(?:\s+là)?|không ít hơn|không dưới"
_HIGH = r"không quá|tối đa(?:\s+là)?|không vượt quá|nhiều nhất(?:\s+là)?"
_ABOVE = r"trên|hơn"
_MODE = rf"(?:(?P<low>{_LOW})|(?P<high>{_HIGH})|(?P<above>{_ABOVE}))\s+"
_UNIT = rf"(?P<unit>(?:{_PERSONS}|{_THINGS}))(?![\w])"
_RANGE = re.compile(
    rf"(?:{_MODE})?từ\s+(?P<a>{_DIGITS})\s+(?:đến|tới)\s+(?P<b>{_DIGITS})\s+{_UNIT}"
    rf"|(?:(?P<low2>{_LOW})\s+)?(?P<a2>(?<![\d/.,])\d{{1,3}})\s?-\s?(?P<b2>\d{{1,3}})\s+(?P<unit2>{_PERSONS}|{_THINGS})(?!\w)",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"(?:{_MODE}|(?P<start>từ)\s+)?(?P<n>{_DIGITS})\s+{_UNIT}(?P<up>\s+trở lên)?"
    rf"(?:\s?/\s?(?:\d{{1,2}}\s+)?(?P<per>[^\W\d_]+))?",
    re.IGNORECASE,
)
_ONE_PERSON = re.compile(
    rf"(?P<n>{_SPOKEN})\s+(?P<unit>đồng chí(?:\s+lãnh đạo)?|chuyên viên|cán bộ|công chức|lãnh đạo|cá nhân|mô hình|bản)(?!\w)",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    rf"(?:{_MODE}|(?P<start>từ)\s+)?(?P<n>\d{{1,3}}(?:,\d+)?)\s?%(?P<up>\s+trở lên)?"
    r"(?:\s+(?P<of>(?:tổng số\s+)?[^\W\d_]+(?:\s+[^\W\d_]+)?))?(?P<up2>\s+trở lên)?",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"(?:[Mm]ỗi|[Tt]ừng|[Cc]ác)\s+([^.;:\n]{2,120}?)"
    r"(?=\s+(?:xây dựng|đăng ký|đề nghị|chọn|lựa chọn|phân công|có|phải|được|giới thiệu|cử)\b)"
)
_PEOPLE = re.compile(r"người\b|cán bộ|đảng viên|công chức|viên chức|người lao động|cá nhân")
# "không quá 01 tập thể, 03 cá nhân": the limit holds for both.
_CARRIED_HIGH = re.compile(
    rf"(?:{_HIGH})\s+\d{{1,3}}\s+[^\W\d_]+(?:\s+[^\W\d_]+)?\s*(?:,|và|;)\s*$", re.IGNORECASE
)
_ORDINAL = re.compile(r"\b(?:năm|tháng|ngày|số|lần thứ|khóa|khoá|điều|quý|thứ)\s*$", re.IGNORECASE)
_NEAR = 60
_CONTRADICTION = "“{low}” và khoảng “từ {a:02} đến {b:02}” mâu thuẫn nhau: chưa rõ {b:02} là mức tối đa hay mức phấn đấu."
_REVERSED = "Khoảng “từ {a} đến {b}” ngược: số đầu lớn hơn số cuối."


def find_quotas(paper: Paper) -> tuple[Fact[Quota], ...]:
    """Return the quotas in order: ranges, counts, persons to name, percents (000-06, 004-13)."""
    facts: list[Fact[Quota]] = []
    taken = Taken(len(paper.text))
    for pattern, build in (
        (_RANGE, _range),
        (_PERCENT, _percent),
        (_COUNT, _count),
        (_ONE_PERSON, _spoken),
    ):
        for match in pattern.finditer(paper.text):
            if not taken.free(*match.span()) or paper.region_at(match.start()) != "body":
                continue
            fact = build(paper, match)
            if fact is not None:
                facts.append(fact)
                taken.take(*match.span())
    return tuple(sorted(facts, key=lambda f: f.start))


def _range(paper: Paper, match: re.Match[str]) -> Fact[Quota]:
    a, b = int(match["a"] or match["a2"]), int(match["b"] or match["b2"])
    unit = match["unit"] or match["unit2"]
    low = match["low"] or match["low2"]
    subject, who = _subject(paper.text, match.start(), unit)
    doubt = suggestion = ""
    if a > b:
        doubt = _REVERSED.format(a=a, b=b)
    elif low:
        doubt = _CONTRADICTION.format(low=low, a=a, b=b)
        suggestion = f"Tối thiểu {a:02}, phấn đấu {b:02} {unit}."
    value = Quota(
        min(a, b),
        None if low else max(a, b),
        max(a, b) if low else None,
        unit,
        subject,
        who,
        max(a, b),
    )
    return paper.fact("quota", match.span(), value, doubt, suggestion)


def _bounds(match: re.Match[str], n: int) -> tuple[int | None, int | None]:
    groups = match.groupdict()
    if groups.get("high"):
        return None, n
    if groups.get("above"):
        return n + 1, None
    if groups.get("low") or groups.get("up") or groups.get("up2"):
        return n, None
    return n, n


def _count(paper: Paper, match: re.Match[str]) -> Fact[Quota] | None:
    n = int(match["n"])
    before = paper.text[max(0, match.start() - _NEAR) : match.start()]
    if n == 0 or (match["start"] and not match["up"]) or _ORDINAL.search(before):
        return None
    low, high = (None, n) if _CARRIED_HIGH.search(before) else _bounds(match, n)
    unit = match["unit"].lower() + (f"/{match['per']}" if match["per"] else "")
    subject, who = _subject(paper.text, match.start(), unit)
    return paper.fact("quota", match.span(), Quota(low, high, None, unit, subject, who, high))


def _spoken(paper: Paper, match: re.Match[str]) -> Fact[Quota] | None:
    """Return a figure in words; "năm" is a year more often than five, so it must be assigned."""
    before = paper.text[sentence_start(paper.text, match.start()) : match.start()]
    if not re.search(r"phân công|cử|bố trí|giao|giới thiệu|thành lập|xây dựng|chọn", before):
        return None
    if match["n"].lower() == "năm":
        return None
    n = _WORDS[match["n"].lower()]
    unit = match["unit"].lower()
    subject, who = _subject(paper.text, match.start(), unit)
    return paper.fact("quota", match.span(), Quota(n, n, None, unit, subject, who, n))


def _percent(paper: Paper, match: re.Match[str]) -> Fact[Quota]:
    n = int(float(match["n"].replace(",", ".")))
    low, high = _bounds(match, n)
    of = "" if (match["of"] or "").startswith("trở") else (match["of"] or "")
    _, who = _subject(paper.text, match.start(), "%")
    return paper.fact(
        "quota", match.span(), Quota(low, high, None, f"% {of}".strip(), "share", who, high)
    )


def _subject(text: str, at: int, unit: str) -> tuple[str, str]:
    """Return whom the figure binds and the words for it, from the sentence before it."""
    if unit.startswith(("bản", "bộ")):
        return "copies", ""
    before = text[sentence_start(text, at) : at]
    each = list(_EACH.finditer(before))
    if re.match(_PERSONS, unit):
        return "person", each[-1][1].strip() if each else ""
    if each and re.search(r"\b[Mm]ỗi\b|\b[Tt]ừng\b", each[-1][0]):
        return ("person" if _PEOPLE.match(each[-1][1]) else "unit"), each[-1][1].strip()
    if re.search(r"đăng ký", before) and _PEOPLE.search(before):
        return "person", ""
    return "other", ""
