"""Copies of a form and where they lie."""

import re

from kheo.reading.facts import Copy, Fact, Holder
from kheo.reading.find.seeking import Sought
from kheo.reading.paper import Paper

_TOTAL = Sought("lập làm viết in", r"(?:lập|làm|viết|in)\s+thành\s+(?P<n>\d{1,2})\s+bản\b")
_NEAR = 40  # where the word for a copy stands behind its number
_COPY = Sought(
    "0",
    r"\b(?P<n>\d{1,2})\s+bản\s+(?P<act>lưu|gửi|nộp)\s+(?P<where>(?:(?!,\s(?:và\s)?\d{1,2}\s+bản\b)[^;\n]){2,300})",
    holds="bản",
    reach=_NEAR,
)
_CUT = re.compile(
    r"\s+(?:làm|để|trước ngày|trước|chậm nhất|nhằm|theo)\b|\.(?:\s|$)|;|,\s*\d{2}\s+bản"
)
_PLACE = re.compile(
    r"(?:tại|về|cho|đến|ở)\s+(?P<place>[^()]+?)\s*(?:\((?:đối với|với|của)\s+(?P<whom>[^()]+)\)|(?=,\s*(?:tại|về|cho|ở)\s)|$)"
)
_MISCOUNT = "Văn bản nói lập {total} bản nhưng nơi giữ nêu {read} bản."


def find_copies(paper: Paper) -> tuple[Fact[Copy], ...]:
    """Return the copies and who keeps each (000-16 to 000-19)."""
    facts = []
    for match in _COPY.in_body(paper):
        cut = _CUT.search(match["where"])
        where = match["where"][: cut.start()] if cut else match["where"]
        holders = tuple(
            Holder(p["place"].strip(" ,"), (p["whom"] or "").strip())
            for p in _PLACE.finditer(where)
        ) or _straight(where)
        end = match.start("where") + len(where.rstrip())
        act = "lưu" if match["act"].lower() == "lưu" else "gửi"
        facts.append(paper.fact("copy", (match.start(), end), Copy(int(match["n"]), act, holders)))
    return _counted(paper, facts)


def _straight(where: str) -> tuple[Holder, ...]:
    """Return who a copy is sent to without a word between: "gửi đơn vị (đảng viên gửi chi bộ)"."""
    bare = re.split(r"[(,]", where, maxsplit=1)[0].strip(" .")
    return (Holder(bare, ""),) if bare else ()


def _counted(paper: Paper, facts: list[Fact[Copy]]) -> tuple[Fact[Copy], ...]:
    total = _TOTAL.search(paper.text)
    read = sum(f.value.count for f in facts)
    if not total or not facts or int(total["n"]) == read:
        return tuple(facts)
    doubt = _MISCOUNT.format(total=int(total["n"]), read=read)
    return tuple(Fact(f.kind, f.quote, f.start, f.end, f.value, doubt) for f in facts)
