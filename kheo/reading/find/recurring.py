"""Times that come again ("hằng quý") and times counted from an event ("sau 05 ngày")."""

import re
from collections.abc import Iterator

from kheo.reading.facts import Deadline, Fact
from kheo.reading.find.seeking import Sought
from kheo.reading.find.sentences import clause_end, clause_start, sentence_end, sentence_start
from kheo.reading.paper import Paper

YEARLY = r"(?:hằng năm|hàng năm|mỗi năm)"
_EVERY = r"(?:hằng|hàng)"
_ONCE = r"\s+(?:tổ chức\s+|họp\s+|báo cáo\s+)?(?:\d{1,2}|một|hai)\s+lần"
# What is done again and again. To "phối hợp thường xuyên" is how one works, not when.
_WORK = (
    r"đôn đốc|kiểm tra|tổ chức|báo cáo|theo dõi|rà soát|tuyên truyền|giám sát|cập nhật"
    r"|trao đổi|nắm|đối thoại|tiếp xúc"
)
_RECURRING = Sought(
    "trước vào chậm ngày mồng mùng tuần hằng hàng định báo kiểm theo rà giám sơ đánh sáu 0 mỗi thường đột dịp cuối",
    r"(?!\d)(?:"  # of the numbers only six opens one
    # A day of a month that is named by its place: the monthly before the quarterly.
    r"\b(?P<inquarter>(?:(?:trước|vào|chậm nhất)\s+)?(?:ngày\s+\d{1,2}|tuần\s+(?:cuối|đầu)(?:\s+cùng)?)\s+(?:của\s+)?"
    r"tháng\s+(?:cuối(?:\s+cùng)?|đầu|thứ\s+(?:3|ba|nhất|hai|2|1))\s+(?:của\s+|trong\s+)?(?:mỗi\s+|hằng\s+|hàng\s+|từng\s+)?quý)\b"
    r"|\b(?P<inmonth>(?:(?:trước|vào|chậm nhất)\s+)?(?:ngày\s+(?:mồng\s+|mùng\s+)?|mồng\s+|mùng\s+)\d{1,2}\s+(?:(?:của\s+)?(?:(?:hằng|hàng|mỗi)\s+tháng"
    r"|tháng\s+(?:sau|kế tiếp|tiếp theo|liền kề|trước(?:\s+đó)?))|hằng tháng|hàng tháng))\b"
    rf"|\b(?P<half>(?:định kỳ|báo cáo|sơ kết|đánh giá)\s+(?:06|6|sáu) tháng\b(?!\s+(?:đầu|cuối|trước|chậm))(?: một lần)?|sáu tháng (?:một|01|1) lần|{_EVERY} (?:6|06) tháng)"
    rf"|\b(?P<quarter>(?:định kỳ\s+)?(?:{_EVERY} quý|mỗi quý(?={_ONCE}))|định kỳ\s+(?:0?3|ba)\s+tháng(?:\s+(?:một|01|1)\s+lần)?)\b"
    rf"|\b(?P<month>(?:định kỳ\s+)?(?:{_EVERY} tháng|mỗi tháng(?={_ONCE})))\b"
    rf"|\b(?P<week>(?:định kỳ\s+)?(?:{_EVERY} tuần|mỗi tuần(?={_ONCE})))\b"
    rf"|\b(?P<day>{_EVERY} ngày)\b"
    rf"|\b(?P<year>{YEARLY})\b"
    rf"|\b(?P<periodic>định kỳ)\b|\b(?P<always>thường xuyên(?=\s+(?:{_WORK})\b)"
    r"|(?:kiểm tra|theo dõi|rà soát|giám sát|báo cáo) thường xuyên\b)"
    r"|\b(?P<sudden>(?:báo cáo\s+(?:theo\s+)?|kiểm tra\s+)đột xuất|đột xuất (?:báo cáo|kiểm tra))\b"
    r"|\b(?P<end>(?:vào\s+)?(?:dịp\s+)?cuối năm)\b"
    r")|\b(?P<months>0?6 tháng (?:một|01|1) lần)",
)
_NAMES = {
    "year": "hằng năm", "half": "6 tháng", "months": "6 tháng", "quarter": "hằng quý", "inquarter": "hằng quý",
    "month": "hằng tháng", "inmonth": "hằng tháng", "week": "hằng tuần", "day": "hằng ngày",
    "periodic": "định kỳ", "always": "thường xuyên", "sudden": "đột xuất",
}  # fmt: skip
# What stands before says what kind of thing it is, not when something is done.
_MANNER = re.compile(
    r"\b(?:tình hình|thực tế|so với|kế hoạch|chương trình|tặng|dự toán|ngân sách|kinh phí|nhiệm vụ"
    r"|chỉ tiêu|kỳ họp|hội nghị|nhu cầu|công việc)\s+(?:thực tế\s+|công tác\s+)?$"
)
_ONE_YEAR = re.compile(r"\s*\(?\s*năm\s+\d{4}")
_BESIDE = 200  # how far from a span the act may stand that it limits
_RATE = re.compile(r"\s+[^.;\n]{0,60}?\b\d")
# Words that say a time again, and no act: ", vào tháng 11", ", trước ngày 20 của tháng cuối quý".
_TIME = re.compile(
    r"\s*,?\s*(?:và\s+|hoặc\s+)?(?:(?:vào|trước|chậm nhất|muộn nhất|trong)\s+)?(?:là\s+)?"
    r"(?:ngày|tháng|quý|tuần|đầu|cuối|dịp|hằng|hàng|mỗi|6 tháng|06 tháng|sáu tháng|định kỳ)\b"
    r"(?:\s+(?:ngày|tháng|quý|tuần|năm|đầu|cuối|cùng|của|mỗi|hằng|hàng|mồng|mùng|thứ|[\d/]+))*\s*",
    re.IGNORECASE,
)
_STOPS = re.compile(r"\s*(?:[;:]|\.(?:\s|$|/)|\n|$)")
_RELATIVE = Sought(
    "chậm muộn trong sau trước kết ngay",
    r"\b(?:(?:chậm nhất|muộn nhất)(?:\s+là)?(?:\s+(?:sau|trong(?:\s+(?:vòng|thời hạn))?))?"
    r"|trong\s+(?:vòng|thời hạn|thời gian)|trong|sau|trước)\s+(?:không quá\s+|tối đa\s+)?"
    r"(?P<n>\d{1,3})\s+(?P<unit>ngày(?:\s+làm việc)?|giờ|tuần|tháng)(?![\w/])(?!\s*\d)"
    r"(?P<from>\s*,?\s*(?:kể từ|từ khi|tính từ|sau khi|trước|sau|khi)\s[^.;\n]{3,80})?"
    r"|\b(?:sau mỗi|sau từng|kết thúc mỗi)\s+[^\W\d_]+|\bngay sau khi\s+[^.;,\n]{3,60}",
)
_EFFECT = re.compile(r"hiệu lực", re.IGNORECASE)
_TASK = re.compile(
    r"báo cáo|gửi|nộp|trả lời|hoàn thành|niêm yết|thông báo|đăng|trình|xử lý|giải quyết|cung cấp"
    r"|tiếp nhận|ban hành|công khai|tổng hợp|phản hồi",
    re.IGNORECASE,
)


def find_recurring(paper: Paper) -> Iterator[Fact[Deadline]]:
    """Yield the times that come again, each with the act that follows it."""
    for match in _RECURRING.in_body(paper):
        kind = match.lastgroup or ""
        if _says_how(paper.text, match, kind):
            continue
        name = _NAMES.get(kind)
        if kind == "end":
            sentence = paper.text[sentence_start(paper.text, match.start()) : match.start()]
            if not re.search(YEARLY, sentence, re.IGNORECASE) and len(match[0]) == len("cuối năm"):
                continue
            name = "hằng năm" if re.search(YEARLY, sentence, re.IGNORECASE) else None
        end, what = _act_of(paper.text, match)
        value = Deadline(iso=None, written=match[0], what=what, recurring=name)
        yield paper.fact("deadline", (match.start(), end), value)


def _act_of(text: str, match: re.Match[str]) -> tuple[int, str]:
    """Return the act at a time and where its first words end.

    The act stands behind its times ("Hằng năm, vào tháng 11, các xã chấm điểm, gửi kết quả"), or
    before them where they are last.
    """
    end = match.end()
    while (stops := _STOPS.match(text, end)) is None:
        start, end = end, clause_end(text, end, 1)
        if not _TIME.fullmatch(text, start, end):
            end = clause_end(text, start)
            break
    if stops:
        return end, text[clause_start(text, match.start()) : match.start()].strip(" ,-")
    whole = min(sentence_end(text, end), match.end() + _BESIDE)
    if whole < end or whole == match.end() + _BESIDE:
        whole = max(end, text.rfind(",", end, whole))
    words = text[match.end() : whole].strip(" ,")
    again = words[: len(match[0])].lower() == match[0].lower()  # "Định kỳ, định kỳ"
    return end, words[len(match[0]) :].strip(" ,") if again else words


def _says_how(text: str, match: re.Match[str], kind: str) -> bool:
    if kind == "periodic" and re.match(
        r"\s+(?:hằng|hàng|mỗi|\d|sáu|một|tối thiểu|ít nhất)\b", text[match.end() : match.end() + 16]
    ):
        return True
    if kind == "year" and match[0].lower() == "mỗi năm" and _RATE.match(text, match.end()):
        return True
    if kind == "year" and _ONE_YEAR.match(text, match.end()):
        return True
    if kind in {"inmonth", "inquarter", "half", "months"}:
        return False
    return bool(_MANNER.search(text[max(0, match.start() - 40) : match.start()]))


def find_relative(paper: Paper) -> Iterator[Fact[Deadline]]:
    """Yield the spans within which something is due: "trong 05 ngày làm việc kể từ ngày ký"."""
    for match in _RELATIVE.in_body(paper):
        start = max(clause_start(paper.text, match.start()), match.start() - _BESIDE)
        end = min(clause_end(paper.text, match.end()), match.end() + _BESIDE)
        before = paper.text[start : match.start()]
        if not _TASK.search(paper.text[start:end]) or _EFFECT.search(before):
            continue
        words = " ".join(match[0].split())
        if match["unit"] == "giờ" and words.lower().startswith("trước"):
            continue  # an hour of the clock
        value = Deadline(
            iso=None,
            written=words,
            what=before.strip(" ,-"),
            relative=f"{int(match['n'])} {match['unit']}" if match["n"] else words,
        )
        yield paper.fact("deadline", (start, match.end()), value)
