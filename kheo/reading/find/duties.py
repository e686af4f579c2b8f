"""Duties: who must do what, with whom, by when, reporting to whom, and in which clause."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kheo.kernel.text import fold
from kheo.reading.facts import Deadline, Duty, Fact, Item
from kheo.reading.find.seeking import Sought
from kheo.reading.find.sentences import sentence_end
from kheo.reading.find.spans import Taken
from kheo.reading.paper import Block, Paper

_VERB = (
    r"(?:chủ trì|phối hợp|tham mưu|triển khai|thực hiện|tổ chức|xây dựng|căn cứ|tập trung|nghiêm túc"
    r"|phát động|thường xuyên|hướng dẫn|theo dõi|đôn đốc|tổng hợp|chịu trách nhiệm|trực tiếp|quán triệt"
    r"|vận động|chỉ đạo|lập kế hoạch|lập\b|báo cáo|đăng ký|có trách nhiệm|kiểm tra|giám sát|thẩm định"
    r"|rà soát|bố trí|cử\b|phân công|gửi|nộp|(?<!ương )(?<!ông )(?<!quá )(?<!tờ )trình\b|niêm yết|công khai|tuyên truyền|lựa chọn|chọn\b|đưa tin"
    r"|tiếp nhận|xử lý|giải quyết|hoàn thành|cung cấp|bảo đảm|đảm bảo|đề xuất|ban hành|tạo điều kiện"
    r"|xác nhận|cam kết|tăng cường|đẩy mạnh|phổ biến|lồng ghép|cụ thể hóa|cụ thể hoá|tự chấm|chấm điểm|xét chọn|thành lập)"
)
_ACT = re.compile(_VERB, re.IGNORECASE)
_ORGAN = (
    r"(?:(?:Các|Mỗi|Từng|Toàn thể|Cấp ủy|Cấp uỷ|Sở|Ban|Văn phòng|Phòng|Ủy ban|Uỷ ban|UBND|HĐND|MTTQ|Hội|Đoàn(?!\s+(?:kiểm tra|giám sát))"
    r"|Mặt trận|Công an|Bộ|Thủ trưởng|Giám đốc|Chánh|Trưởng|Chủ tịch|Bí thư|Chi ủy|Chi uỷ|Chi bộ|Đảng ủy"
    r"|Đảng uỷ|Đảng bộ|Huyện ủy|Huyện uỷ|Tỉnh ủy|Thường trực|Trung tâm|Thanh tra|Báo|Đài|Cổng|Tổ(?!\s+(?:kiểm tra|giám sát|chức))|Liên đoàn"
    r"|Đề nghị|Lãnh đạo|Cán bộ|Đảng viên|Trường|Bệnh viện|Chi cục|Cục|Đơn vị|Cơ quan|Thành viên)\b)"
)
_NAME = r"[^.;:\n]{2,160}?"
_GIVE = Sought(
    "giao",
    rf"(?<!được )\b[Gg]iao\s+(?P<who>(?=[A-ZĐƯÔ]|các |cho ){_NAME})\s*(?::\s*|\s)(?:(?P<lead>chủ trì),?\s*)?"
    rf"(?:phối hợp(?:\s+chặt chẽ)?\s+với\s+(?P<with>{_NAME})\s+)?(?P<what>{_VERB}\b[^;\n]*)",
    re.NOFLAG,
)
_ASSIGN = Sought(
    "các mỗi từng ủy uỷ ubnd sở phòng ban trung văn thủ",
    r"(?P<who>(?:Các\s|Mỗi\s|Từng\s|Ủy ban|Uỷ ban|UBND|Sở\s|Phòng\s|Ban\s|Trung tâm\s|Văn phòng|Thủ trưởng)[^.;:\n]{0,160}?)"
    r"\s+phân công\s+(?P<whom>[^.;:\n]{3,160}?)\s+(?P<what>(?:phụ trách|theo dõi|chịu trách nhiệm|làm đầu mối)\b[^.;\n]*)",
    re.NOFLAG,
    holds="phân công",
    reach=200,
)
_ASK = Sought(
    "yêu đề",
    rf"\b(?:[Yy]êu cầu|[Đđ]ề nghị)\s+(?P<who>(?:các|Các|Thủ trưởng|Giám đốc|Trưởng|Chủ tịch|Sở|Phòng|Ban|Văn phòng|Ủy ban|Uỷ ban|UBND|cấp ủy|cấp uỷ|Đảng)\b[^.:\n]{{2,260}}?)"
    rf"\s+(?P<what>{_VERB}\b[^\n]*)",
    re.NOFLAG,
)
_LEAD = re.compile(
    rf"(?:(?:Định kỳ|Hằng|Hàng)\s[^,\n]{{2,30}},\s+)?(?P<who>{_ORGAN}[^.;:\n]{{0,160}}?)\s*(?::\s*|,?\s+)"
    r"(?:(?:có trách nhiệm|chịu trách nhiệm)\s+)?(?:(?:là\s+(?:cơ quan|đơn vị)\s+)?(?P<lead>chủ trì),?\s*(?:và\s+)?)?"
    rf"(?:phối hợp(?:\s+chặt chẽ)?\s+với\s+(?P<with>{_NAME})\s*(?::\s*|,?\s+))?(?P<what>(?:(?<=:\s)(?i:{_VERB})|{_VERB})[^\n]*)"
)
_REPORT = re.compile(
    # Opened by a letter that is looked for at once; which word it begins is asked there.
    r"[bgntk](?:(?:(?<=b)áo cáo|(?<=g)ửi|(?<=n)ộp|(?<=t)(?:rình|ham mưu)|(?<=k)ết quả)(?=\s)(?P<mid>[^.;\n]{0,80}?)\s+(?:về|cho|qua|lên|đến)\s+(?P<to>"
    rf"(?:{_ORGAN}|các cấp)[^.;,()\n]{{0,80}}?)(?=\s*(?:[.;,()\n]|$|trước|chậm nhất|để|theo|xem xét|tổng hợp|vào|trong|định kỳ|hằng|hàng))"
    rf"|(?:(?<=b)áo cáo|(?<=t)rình)\s+(?P<to2>{_ORGAN}[^.;,()\n]{{0,80}}?)(?=\s*(?:[.;,()\n]|$|trước|chậm nhất|để|theo|xem xét|vào|trong|định kỳ|hằng|hàng|ban hành|quyết định|phê duyệt)))"
)
_WHO_HEADING = re.compile(
    rf"(?:Đối với\s+|Trách nhiệm của\s+)?(?P<who>(?:{_ORGAN}|các\b)[^.\n]{{0,160}}?)\s*[:.]?\s*"
)
_SAID = re.compile(r"\b(?:cam kết|đăng ký|xác nhận|gửi|nộp|thực hiện|phải|được)\b")
_DIGIT = re.compile(r"\d")
_PERSONS = re.compile(r",\s*|\s+và\s+")


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    duty: Duty


def find_duties(
    paper: Paper,
    contents: Sequence[Fact[Item]] = (),
    deadlines: Sequence[Fact[Deadline]] = (),
) -> tuple[Fact[Duty], ...]:
    """Return assignments and requests in order (000-05, 002-18 to 002-26, 004-15)."""
    found: list[_Found] = []
    taken = Taken(len(paper.text))
    for one in (*_given(paper), *_assigned(paper), *_asked(paper), *_led(paper), *_headed(paper)):
        if taken.free(one.start, one.start + 1):
            taken.take(one.start, one.end)
            found.append(one)
    found.sort(key=lambda f: (f.start, f.end))
    limits = [*(f.start for f in found[1:]), len(paper.text)]
    facts = [
        _whole(paper, one, _reach(paper, one, limit), contents, deadlines)
        for one, limit in zip(found, limits, strict=bool(found))
    ]
    # A web page says the paper again in its summary: the same words are one duty.
    once: dict[tuple[str, str], Fact[Duty]] = {}
    for fact in facts:
        once.setdefault((fold(fact.value.who), fold(fact.value.what)), fact)
    return tuple(once.values())


def _reach(paper: Paper, one: _Found, limit: int) -> int:
    """Return how far words may still tell of a duty: its paragraph, up to the next duty."""
    stop = paper.text.find("\n", one.end)
    return min(len(paper.text) if stop < 0 else stop, max(limit, one.end))


def _read(paper: Paper, match: re.Match[str]) -> _Found:
    end = min(match.end(), sentence_end(paper.text, match.start("what")))
    what = paper.text[match.start("what") : end].strip(" :")
    partners = (match.groupdict().get("with") or "").strip(" ,")
    return _Found(match.start(), end, Duty(match["who"].strip(" ,:"), what, partners, ()))


def _given(paper: Paper) -> Iterator[_Found]:
    return (_read(paper, match) for match in _GIVE.in_body(paper))


def _asked(paper: Paper) -> Iterator[_Found]:
    return (_read(paper, match) for match in _ASK.in_body(paper))


def _assigned(paper: Paper) -> Iterator[_Found]:
    for match in _ASSIGN.in_body(paper):
        persons = tuple(p.strip() for p in _PERSONS.split(match["whom"]) if p.strip())
        yield _Found(*match.span(), Duty(match["who"], match["what"].strip(), "", persons))


def _led(paper: Paper) -> Iterator[_Found]:
    """Yield the items that begin with the one who must act: "Sở Nội vụ chủ trì, …"."""
    for block in paper.region("body"):
        match = _LEAD.match(paper.text, block.body, block.end) if block.style else None
        if match:
            yield _read(paper, match)


def _headed(paper: Paper) -> Iterator[_Found]:
    """Yield the items under a heading that names who must act: "1. Văn phòng" / "a) Theo dõi …"."""
    who = ""
    for block in paper.region("body"):
        if who and _is_duty(paper, block):
            words = paper.text[block.body : block.end].rstrip(" .;:")
            yield _Found(block.body, block.end, Duty(who, words, "", ()))
        elif block.style not in {"dash", "plus"}:
            named = _WHO_HEADING.fullmatch(paper.text, block.body, block.end)
            who = named["who"] if named and block.style and _is_heading(named["who"]) else ""


def _is_heading(who: str) -> bool:
    """Tell whether words name somebody only, rather than say what they do."""
    return not _DIGIT.search(who) and not _SAID.search(who)


def _is_duty(paper: Paper, block: Block) -> bool:
    stop = min(block.end, block.body + 40)
    acts = _ACT.match(paper.text, block.body, stop)
    return acts is not None and not paper.text[block.body : stop].isupper()


def _whole(
    paper: Paper,
    one: _Found,
    reach: int,
    contents: Sequence[Fact[Item]],
    deadlines: Sequence[Fact[Deadline]],
) -> Fact[Duty]:
    """Return the duty with its clause, its limit and whom it is reported to."""
    fact: Fact[Duty] = paper.fact("duty", (one.start, one.end), one.duty)
    end = paper.clean.span(one.start, max(reach, one.start + 1))[1]
    limits = [
        d for d in deadlines if fact.start < d.end and d.start < end and not d.value.impossible
    ]
    due = next((d for d in limits if d.value.iso), next(iter(limits), None))
    told = _REPORT.search(paper.text, one.start, reach)
    value = replace(
        one.duty,
        due=_due_words(due),
        due_iso=(due.value.iso or "") if due else "",
        report_to=(told["to"] or told["to2"]).strip() if told else "",
        clause=_clause(contents, fact.start),
    )
    return replace(fact, value=value)


def _due_words(due: Fact[Deadline] | None) -> str:
    if due is None:
        return ""
    value = due.value
    if value.iso or value.month_day:
        return due.quote
    exact = value.relative or _DIGIT.search(value.written)  # "trước ngày 15 hằng tháng"
    return value.written if exact else value.recurring or value.written


def _clause(items: Sequence[Fact[Item]], at: int) -> str:
    """Return the numbers of the items around *at*, dashes left out."""
    numbers: list[str] = []
    inside = next((i for i in items if i.start <= at < i.end), None)
    while inside is not None:
        if inside.value.number[:1].isalnum():
            numbers = [] if _is_whole(inside.value.number, numbers) else numbers
            numbers.append(inside.value.number)
        inside = next((i for i in inside.value.children if i.start <= at < i.end), None)
    return ".".join(numbers)


def _is_whole(number: str, before: list[str]) -> bool:
    """Tell whether a number such as "2.1" says the items above it too."""
    return bool(before) and number.startswith(f"{before[-1]}.")
