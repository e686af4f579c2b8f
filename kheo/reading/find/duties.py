"""Duties: who is asked, assigned or told to lead; copies of a form and where they lie."""

import re
from collections.abc import Iterator

from kheo.reading.facts import Copy, Duty, Fact, Holder
from kheo.reading.find.sentences import sentence_end
from kheo.reading.paper import Paper

_VERB = (
    r"(?:chủ trì|phối hợp|tham mưu|triển khai|thực hiện|tổ chức|xây dựng|căn cứ|tập trung|nghiêm túc"
    r"|phát động|thường xuyên|hướng dẫn|theo dõi|đôn đốc|tổng hợp|chịu trách nhiệm|trực tiếp|quán triệt|vận động|chỉ đạo|lập kế hoạch|báo cáo|đăng ký)"
)
_NAME = r"[^.;:\n]{2,160}?"
_GIVE = re.compile(
    rf"(?<!được )\b[Gg]iao\s+(?P<who>(?=[A-ZĐƯÔ]|các |cho ){_NAME})\s+(?:(?P<lead>chủ trì),?\s*)?"
    rf"(?:phối hợp(?:\s+chặt chẽ)?\s+với\s+(?P<with>{_NAME})\s+)?(?P<what>{_VERB}\b[^;\n]*)"
)
_ASSIGN = re.compile(
    r"(?P<who>(?:Các\s|Mỗi\s|Từng\s|Ủy ban|Uỷ ban|UBND|Sở\s|Phòng\s|Ban\s|Trung tâm\s|Văn phòng|Thủ trưởng)[^.;:\n]{0,160}?)"
    r"\s+phân công\s+(?P<whom>[^.;:\n]{3,160}?)\s+(?P<what>(?:phụ trách|theo dõi|chịu trách nhiệm|làm đầu mối)\b[^.;\n]*)"
)
_ASK = re.compile(
    rf"\b(?:[Yy]êu cầu|[Đđ]ề nghị)\s+(?P<who>(?:các|Các|Thủ trưởng|Giám đốc|Trưởng|Chủ tịch|Sở|Phòng|Ủy ban|Uỷ ban|UBND)\b[^.:\n]{{2,260}}?)"
    rf"\s+(?P<what>{_VERB}\b[^\n]*)"
)
_TOTAL = re.compile(r"(?:lập|làm|viết|in)\s+thành\s+(?P<n>\d{1,2})\s+bản\b", re.IGNORECASE)
_COPY = re.compile(
    r"\b(?P<n>\d{1,2})\s+bản\s+(?P<act>lưu|gửi|nộp)\s+(?P<where>[^;\n]{2,300})", re.IGNORECASE
)
_CUT = re.compile(
    r"\s+(?:làm|để|trước ngày|trước|chậm nhất|nhằm|theo)\b|\.(?:\s|$)|;|,\s*\d{2}\s+bản"
)
_PLACE = re.compile(
    r"(?:tại|về|cho|đến|ở)\s+(?P<place>[^()]+?)\s*(?:\((?:đối với|với|của)\s+(?P<whom>[^()]+)\)|(?=,\s*(?:tại|về|cho|ở)\s)|$)"
)
_MISCOUNT = "Văn bản nói lập {total} bản nhưng nơi giữ nêu {read} bản."


def find_duties(paper: Paper) -> tuple[Fact[Duty], ...]:
    """Return assignments and requests in order (000-05, 002-18 to 002-26, 004-15)."""
    facts = [*_given(paper), *_assigned(paper), *_asked(paper)]
    return tuple(sorted(facts, key=lambda f: (f.start, f.end)))


def _body(paper: Paper, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    return (m for m in pattern.finditer(paper.text) if paper.region_at(m.start()) == "body")


def _given(paper: Paper) -> Iterator[Fact[Duty]]:
    for match in _body(paper, _GIVE):
        end = min(match.end(), sentence_end(paper.text, match.start("what")))
        what = paper.text[match.start("what") : end].strip()
        value = Duty(match["who"].strip(" ,"), what, (match["with"] or "").strip(" ,"), ())
        yield paper.fact("duty", (match.start(), end), value)


def _assigned(paper: Paper) -> Iterator[Fact[Duty]]:
    for match in _body(paper, _ASSIGN):
        persons = tuple(p.strip() for p in re.split(r",\s*|\s+và\s+", match["whom"]) if p.strip())
        yield paper.fact(
            "duty", match.span(), Duty(match["who"], match["what"].strip(), "", persons)
        )


def _asked(paper: Paper) -> Iterator[Fact[Duty]]:
    for match in _body(paper, _ASK):
        end = min(match.end(), sentence_end(paper.text, match.start("what")))
        what = paper.text[match.start("what") : end].strip(" :")
        yield paper.fact("duty", (match.start(), end), Duty(match["who"].strip(" ,"), what, "", ()))


def find_copies(paper: Paper) -> tuple[Fact[Copy], ...]:
    """Return the copies and who keeps each (000-16 to 000-19)."""
    facts = []
    for match in _body(paper, _COPY):
        cut = _CUT.search(match["where"])
        where = match["where"][: cut.start()] if cut else match["where"]
        holders = tuple(
            Holder(p["place"].strip(" ,"), (p["whom"] or "").strip())
            for p in _PLACE.finditer(where)
        )
        end = match.start("where") + len(where.rstrip())
        act = "lưu" if match["act"].lower() == "lưu" else "gửi"
        facts.append(paper.fact("copy", (match.start(), end), Copy(int(match["n"]), act, holders)))
    return _counted(paper, facts)


def _counted(paper: Paper, facts: list[Fact[Copy]]) -> tuple[Fact[Copy], ...]:
    total = _TOTAL.search(paper.text)
    read = sum(f.value.count for f in facts)
    if not total or not facts or int(total["n"]) == read:
        return tuple(facts)
    doubt = _MISCOUNT.format(total=int(total["n"]), read=read)
    return tuple(Fact(f.kind, f.quote, f.start, f.end, f.value, doubt) for f in facts)
