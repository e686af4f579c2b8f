"""Quotas: how many items, models, persons, copies, and shares in percent."""

import re

from kheo.reading.facts import Fact, Quota
from kheo.reading.find.seeking import Sought
from kheo.reading.find.sentences import sentence_start
from kheo.reading.find.spans import Taken
from kheo.reading.paper import Paper

_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mười": 10,
}  # fmt: skip
_PERSONS = (
    r"đồng chí(?:\s+lãnh đạo)?|chuyên viên|cán bộ(?:,? công chức)?|công chức|viên chức|lãnh đạo|cá nhân"
    r"|đảng viên|lượt người|người|thành viên|hội viên|đại biểu|cử tri|đoàn viên|ủy viên|uỷ viên|học sinh"
)
_THINGS = (
    r"nội dung|mô hình|điển hình|bản|bộ(?:\s+hồ sơ)?|tập thể|đơn vị|trường hợp|sáng kiến|đề tài|giải pháp"
    r"|lần|lượt|đợt|việc(?:\s+làm)?|phần việc|công trình|tấm gương|gương|tin,? bài|bài viết|bài|tin|buổi|cuộc|lớp"
    r"|hội nghị|hội thi|câu lạc bộ|năm(?=\s+(?:trở lên|liên tục))|tổ|hộ|chỉ tiêu|chuyên đề|chuyên mục"
    r"|danh hiệu|giải(?! pháp| quyết)|thôn|bản làng|xã|phường|huyện|khu phố|tổ dân phố|khu dân cư|chi bộ|đảng bộ|cơ sở|cơ quan|mục tiêu"
    r"|ý tưởng|sản phẩm|nhiệm vụ|kế hoạch|thủ tục|hồ sơ|mẫu|báo cáo|đoàn|nhóm|hoạt động|phong trào|cụm"
    r"|tuyến đường|km(?=\s+(?:đường|kênh|mương))|cây(?:\s+xanh)?|căn nhà|ngôi nhà|suất quà|phần quà|ý kiến|kiến nghị|vụ việc|vụ|đơn thư|đơn"
)
_DIGITS = r"(?<![\d/.,“-])(?:\d{1,3}(?:\.\d{3})+|\d{1,4})(?![\d/]|[.,]\d|\s?[/%-]\s?\d|\s?%)"
_SPOKEN = r"\b(?:" + "|".join(_WORDS) + r")\b"
# "hai (02)" and "02 (hai)": a figure said twice is one figure, the digits count.
_TENS = rf"{_SPOKEN}(?:\s+(?:mươi|mốt|lăm|{_SPOKEN})){{0,2}}"
_SAID_FIRST = rf"(?:(?!\d){_TENS}\s+\(\s?)?"
_SAID_LAST = rf"(?:\s?\)|\s?\(\s?{_TENS}\s?\))?"
_LOW = (
    r"ít nhất(?:\s+(?:là|có|đạt|được))?|tối thiểu(?:\s+(?:là|có|đạt))?|không ít hơn|không dưới"
    r"|không thấp hơn|thấp nhất(?:\s+là)?"
)
_HIGH = (
    r"không(?:\s+(?:để|được|xét|chọn|cử|giới thiệu|đề nghị)(?:\s+(?!quá)[^\W\d_]+)?)?\s+quá|tối đa(?:\s+là)?|không vượt quá|không nhiều hơn|nhiều nhất(?:\s+là)?"
    r"|không lớn hơn|cao nhất(?:\s+là)?"
)
_ABOVE = r"trên|hơn"
_BELOW = r"dưới"
_LIMITS = "ít tối không thấp nhiều cao"
_OPENERS = f"{_LIMITS} trên hơn dưới từ 0"
# "năm" is a year on every line: five of something is found by its digits.
_COUNTERS = f"{_OPENERS} {' '.join(word for word in _WORDS if word != 'năm')}"
# (?!\d): most places tried are numbers, where no word need be looked for.
_MODE = rf"(?:(?P<low>{_LOW})|(?P<high>{_HIGH})|(?P<above>{_ABOVE})|(?P<below>{_BELOW}))\s+"
_UNIT = rf"“?(?P<unit>(?:{_PERSONS}|{_THINGS}))(?![\w])"
# "từ 05 hội viên mới trở lên"; but "10 đơn vị loại khá trở lên" are ten.
_UPWARDS = r"(?(start)(?:\s+(?!trở)[^\W\d_]+){0,3})\s+trở lên"
_RANGE = Sought(
    _COUNTERS,
    rf"(?!\d)(?:{_MODE})?từ\s+{_SAID_FIRST}(?P<a>{_DIGITS}|\d{{1,3}}(?=\s?[-–])){_SAID_LAST}(?:\s+(?:đến|tới)\s+|\s?[-–]\s?){_SAID_FIRST}(?P<b>{_DIGITS}|(?<=[-–])\d{{1,3}}){_SAID_LAST}\s+{_UNIT}"  # noqa: RUF001 - en dash as typed
    rf"|(?:(?!\d)(?P<low2>{_LOW})\s+)?(?P<a2>(?<![\d/.,])\d{{1,3}})(?:\s+(?:đến|tới)\s+|\s?[-–]\s?)(?P<b2>\d{{1,3}})\s+(?P<unit2>{_PERSONS}|{_THINGS})(?!\w)",  # noqa: RUF001 - en dash as typed
    re.IGNORECASE,
)
_COUNT = Sought(
    _COUNTERS,
    rf"(?:(?!\d)(?:{_MODE}|(?P<start>từ)\s+))?{_SAID_FIRST}(?P<n>{_DIGITS}){_SAID_LAST}\s+{_UNIT}(?P<up>{_UPWARDS})?"
    rf"(?:\s?/\s?(?:\d{{1,2}}\s+)?(?P<per>[^\W\d_]+))?",
)
# With a limit before it any noun is counted, but those of time, money, marks and measures.
_MEASURES = (
    r"ngày|giờ|phút|giây|tháng|tuần|quý|năm|buổi sáng|điểm|đồng|triệu|tỷ|tỉ|nghìn|ngàn|trang|từ|dòng|tuổi"
    r"|m|m2|km|ha|mét|lít|kg|cm|mm|tấn|công|phần trăm|trở|và|hoặc|hay"
)
_LIMITED = Sought(
    _LIMITS,
    rf"(?:(?P<low>{_LOW})|(?P<high>{_HIGH}))\s+{_SAID_FIRST}(?P<n>{_DIGITS}){_SAID_LAST}\s+“?"
    # Days are counted where they come again: "ít nhất 02 ngày trong 01 tháng".
    rf"(?P<unit>ngày(?=\s*(?:/|trong|mỗi)\s*(?:0?1\s+|một\s+|mỗi\s+)?(?:tháng|tuần|quý|năm)\b)|(?!(?:{_MEASURES})\b)[^\W\d_]+)",
)
_PLACES = frozenset(("thôn", "xã", "phường", "huyện", "cơ sở", "khu phố", "tổ dân phố", "đơn vị"))
_SAID = Sought(
    _LIMITS,
    rf"(?P<mode>{_LOW}|{_HIGH})\s+(?P<n>{_SPOKEN})\s+{_UNIT}(?P<up>\s+trở lên)?",
)
_ONE_PERSON = Sought(
    " ".join(_WORDS),
    rf"(?P<n>{_SPOKEN})\s+(?P<unit>đồng chí(?:\s+lãnh đạo)?|chuyên viên|cán bộ|công chức|lãnh đạo|cá nhân"
    r"|mô hình|bản|việc(?:\s+làm)?|tập thể|điển hình|sáng kiến|nội dung)(?!\w)",
)
_NEAR_SIGN = 80  # what may stand before the sign of a share
_PERCENT = Sought(
    _OPENERS,
    rf"(?:(?!\d)(?:{_MODE}|(?P<start>từ)\s+))?(?P<n>(?<!\d)\d{{1,3}}(?:[,.]\d{{1,2}})?)\s?%(?P<up>\s+trở lên)?"
    rf"(?:\s+(?P<of>(?:tổng số\s+)?[^\W\d_]+(?:\s+[^\W\d_]+)?))?(?P<up2>{_UPWARDS})?",
    holds="%",
    reach=_NEAR_SIGN,
)
_PERCENTS = Sought(
    "từ 0",
    r"(?:\btừ\s+)?(?P<a>(?<!\d)\d{1,3}(?:,\d+)?)\s?%?(?:\s+đến\s+|\s?[-–]\s?)(?P<b>\d{1,3}(?:,\d+)?)\s?%"  # noqa: RUF001 - en dash as typed
    r"(?:\s+(?P<of>(?:tổng số\s+)?[^\W\d_]+(?:\s+[^\W\d_]+)?))?",
    holds="%",
    reach=_NEAR_SIGN,
)
_FRACTION = Sought(
    f"{_LIMITS} trên hơn",
    rf"(?P<mode>{_LOW}|{_HIGH}|{_ABOVE})\s+(?P<a>\d{{1,2}})\s?/\s?(?P<b>\d{{1,2}})\s+(?P<unit>(?:tổng\s+)?số\s+[^\W\d_]+(?:\s+[^\W\d_]+)?)",
)
_EACH = re.compile(
    r"[MmTtCc](?:(?<=[Mm])ỗi|(?<=[Tt])ừng|(?<=[Cc])ác)\s+([^.;:\n]{2,120}?)"
    r"(?=\s+(?:xây dựng|đăng ký|đề nghị|chọn|lựa chọn|phân công|có|phải|được|giới thiệu|cử)\b)"
)
_PERSON = re.compile(_PERSONS)
_ONE_BY_ONE = re.compile(r"\b(?:[Mm]ỗi|[Tt]ừng)\b")
_PEOPLE = re.compile(r"người\b|cán bộ|đảng viên|công chức|viên chức|người lao động|cá nhân")
# "không quá 01 tập thể, 03 cá nhân": the limit holds for both.
_CARRIED = re.compile(
    rf"(?:(?P<low>{_LOW})|(?P<high>{_HIGH}))\s+\d{{1,3}}\s+[^\W\d_]+(?:\s+[^\W\d_]+){{0,3}}\s*(?:,|và|;)\s*$",
    re.IGNORECASE,
)
_CARRIES = (",", ";", "à", "À")  # what may stand last there
_ORDINAL = re.compile(r"\b(?:năm|tháng|ngày|số|lần thứ|khóa|khoá|điều|quý|thứ)\s*$", re.IGNORECASE)
_PER_TURN = re.compile(r"\b(?:mỗi|từng|một)\s+(?:năm|tháng|quý)\s*$", re.IGNORECASE)
# "còn 06 chi bộ chưa đăng ký" tells how many are behind.
_NOT_YET = re.compile(r"(?:,?\s+[^\W\d_]+){0,2}\s+chưa\b", re.IGNORECASE)
_NEAR = 60
_FAR = 400
_CONTRADICTION = "“{low}” và khoảng “từ {a:02} đến {b:02}” mâu thuẫn nhau: chưa rõ {b:02} là mức tối đa hay mức phấn đấu."
_REVERSED = "Khoảng “từ {a} đến {b}” ngược: số đầu lớn hơn số cuối."


def find_quotas(paper: Paper) -> tuple[Fact[Quota], ...]:
    """Return the quotas in order: ranges, counts, persons to name, percents (000-06, 004-13)."""
    facts: list[Fact[Quota]] = []
    taken = Taken(len(paper.text))
    for pattern, build in (
        (_RANGE, _range),
        (_PERCENTS, _percents),
        (_PERCENT, _percent),
        (_FRACTION, _fraction),
        (_SAID, _said),
        (_COUNT, _count),
        (_LIMITED, _limited),
        (_ONE_PERSON, _spoken),
    ):
        for match in pattern.in_body(paper):
            fact = build(paper, match) if taken.free(*match.span()) else None
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


def _bounds(match: re.Match[str], n: float) -> tuple[float | None, float | None]:
    groups = match.groupdict()
    if groups.get("high"):
        return None, n
    if groups.get("above"):
        return n + 1, None
    if groups.get("below"):
        return None, n - 1
    if groups.get("low") or groups.get("up") or groups.get("up2"):
        return n, None
    return n, n


def _count(paper: Paper, match: re.Match[str]) -> Fact[Quota] | None:
    n = int(match["n"].replace(".", ""))
    before = paper.text[max(0, match.start() - _NEAR) : match.start()]
    counted = not _ORDINAL.search(before) or _PER_TURN.search(before)
    if n == 0 or (match["start"] and not match["up"]) or not counted:
        return None
    low, high = _bounds(match, n)
    if low == high and _NOT_YET.match(paper.text, match.end()):
        return None
    if (match["above"] or "").lower() == "trên" and match["unit"].lower() in _PLACES:
        low, high = n, n  # "trên 03 xã" says where
    listed = low == high and before.rstrip().endswith(_CARRIES)
    carried = _CARRIED.search(before) if listed else None
    if carried:
        low, high = (n, None) if carried["low"] else (None, n)
    unit = match["unit"].lower() + (f"/{match['per']}" if match["per"] else "")
    subject, who = _subject(paper.text, match.start(), unit)
    return paper.fact("quota", match.span(), Quota(low, high, None, unit, subject, who, high))


def _limited(paper: Paper, match: re.Match[str]) -> Fact[Quota]:
    n, unit = int(match["n"].replace(".", "")), match["unit"].lower()
    low, high = _bounds(match, n)
    subject, who = _subject(paper.text, match.start(), unit)
    return paper.fact("quota", match.span(), Quota(low, high, None, unit, subject, who, high))


def _said(paper: Paper, match: re.Match[str]) -> Fact[Quota]:
    """Return a limit whose figure is a word: "ít nhất một hộ"."""
    n, unit = _WORDS[match["n"].lower()], match["unit"].lower()
    low, high = (None, n) if re.fullmatch(_HIGH, match["mode"], re.IGNORECASE) else (n, None)
    subject, who = _subject(paper.text, match.start(), unit)
    return paper.fact("quota", match.span(), Quota(low, high, None, unit, subject, who, high))


def _fraction(paper: Paper, match: re.Match[str]) -> Fact[Quota] | None:
    a, b = int(match["a"]), int(match["b"])
    if not 0 < a < b:
        return None
    n = round(a / b, 3)
    low, high = (None, n) if re.fullmatch(_HIGH, match["mode"], re.IGNORECASE) else (n, None)
    _, who = _subject(paper.text, match.start(), "%")
    unit = match["unit"].lower()
    return paper.fact("quota", match.span(), Quota(low, high, None, unit, "share", who, high))


def _spoken(paper: Paper, match: re.Match[str]) -> Fact[Quota] | None:
    """Return a figure in words; "năm" is a year more often than five, so it must be assigned."""
    before = paper.text[sentence_start(paper.text, match.start()) : match.start()]
    if not re.search(
        r"phân công|cử|bố trí|giao|giới thiệu|thành lập|xây dựng|chọn|đăng ký", before
    ):
        return None
    if match["n"].lower() == "năm":
        return None
    n = _WORDS[match["n"].lower()]
    unit = match["unit"].lower()
    subject, who = _subject(paper.text, match.start(), unit)
    return paper.fact("quota", match.span(), Quota(n, n, None, unit, subject, who, n))


def _figure(words: str) -> float:
    """Return "77,2" as 77.2 and "77" as 77."""
    n = float(words.replace(",", "."))
    return int(n) if n.is_integer() else n


def _percents(paper: Paper, match: re.Match[str]) -> Fact[Quota]:
    low, high = sorted((_figure(match["a"]), _figure(match["b"])))
    _, who = _subject(paper.text, match.start(), "%")
    unit = f"% {match['of'] or ''}".strip()
    return paper.fact("quota", match.span(), Quota(low, high, None, unit, "share", who, high))


def _percent(paper: Paper, match: re.Match[str]) -> Fact[Quota]:
    low, high = _bounds(match, _figure(match["n"]))
    of = "" if (match["of"] or "").startswith("trở") else (match["of"] or "")
    _, who = _subject(paper.text, match.start(), "%")
    return paper.fact(
        "quota", match.span(), Quota(low, high, None, f"% {of}".strip(), "share", who, high)
    )


def _subject(text: str, at: int, unit: str) -> tuple[str, str]:
    """Return whom the figure binds and the words for it, from the sentence before it."""
    if unit.startswith(("bản", "bộ")):
        return "copies", ""
    before = text[max(sentence_start(text, at), at - _FAR) : at]
    each = list(_EACH.finditer(before))
    if _PERSON.match(unit):
        return "person", each[-1][1].strip() if each else ""
    if each and _ONE_BY_ONE.search(each[-1][0]):
        return ("person" if _PEOPLE.match(each[-1][1]) else "unit"), each[-1][1].strip()
    if "đăng ký" in before and _PEOPLE.search(before):
        return "person", ""
    return "other", ""
