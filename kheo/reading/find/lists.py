"""Lists with an introduction: criteria, topics one may choose, and pledges."""

import re

from kheo.reading.blocks import Block
from kheo.reading.facts import Criterion, Fact, Pledge, Topic
from kheo.reading.find.seeking import Sought
from kheo.reading.paper import Paper

_CRITERIA = re.compile(r"tiêu chí|tiêu chuẩn", re.IGNORECASE)
# "IV. TIÊU CHÍ" above its points.
_HEADING = re.compile(
    r"(?:các\s+|bộ\s+)?(?:tiêu chí|tiêu chuẩn)(?:\s+[^\W\d]+){0,8}\s*", re.IGNORECASE
)
_TOPICS = Sought(
    "có xoay tập lựa chọn gợi",
    r"(?:(?:có thể\s+)?(?:xoay quanh|tập trung vào|lựa chọn(?:\s+trong)?|chọn(?:\s+trong)?|gợi ý)"
    r"(?:\s+một số|\s+một trong|\s+các)?\s+(?:các\s+)?(?:nội dung|chủ đề|lĩnh vực|việc)(?:\s+sau(?:\s+đây)?)?)\s*:\s*",
)
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.|,?\s*v\.\s?v)[\s.…]*$")
_STOP = re.compile(r"\.\s+(?=[A-ZĐ])|\n|;\s*\n")
_VERBS = (
    "thực hành", "thực hiện", "tiết kiệm", "giữ gìn", "giữ", "chấp hành", "xây dựng", "vận động",
    "tuyên truyền", "bảo vệ", "bảo đảm", "đảm bảo", "phòng", "chống", "tham gia", "giúp", "hỗ trợ",
    "cải cách", "nâng cao", "đẩy mạnh", "hướng dẫn", "giải quyết", "đổi mới", "phát triển",
    "tổ chức", "ủng hộ", "hiến", "chăm sóc", "tiếp", "hòa giải", "hoà giải", "trồng", "dọn",
    "phân loại", "ứng dụng", "chuyển đổi", "rút ngắn", "tham mưu", "đối thoại", "lắng nghe",
    "không", "sử dụng", "học tập", "rèn luyện", "quản lý", "khuyến khích", "đóng góp", "nuôi",
)  # fmt: skip
_VERB = re.compile(r"(?:" + "|".join(_VERBS) + r")\b", re.IGNORECASE)
_CARRIED = re.compile(
    r"(?:và\s+)?(?:vận động|tuyên truyền)\s+(?=(?:" + "|".join(_VERBS) + r")\b)", re.IGNORECASE
)
_RANKS = {"number": 0, "letter": 1, "dash": 2, "plus": 3}  # of points of a list, the highest first
_FIRST = {"1", "a"}
_SHORT = 4  # words of an object that carries on the verb before it
_CODE = Sought(
    "“",
    r"“\s*(?P<code>(?P<count>\d{1,2})\s+[^\W\d_]{2,12})\s*”\s*(?:sau)?\s*[:：,]?\s*",  # noqa: RUF001 - wide colon as typed
)
_PLEDGE = re.compile(r"[\s;,.]*(?:và\s+)?“\s*([^“”\n]{3,300}?)\s*”")
_MISCOUNT = "“{code}” báo {count} điều nhưng chỉ đọc được {read} điều."
_MOTTO = re.compile(r"“\s*([^“”\n]{8,300}?)\s*”")
_MOTTO_COMMAS = 2


def find_criteria(paper: Paper) -> tuple[Fact[Criterion], ...]:
    """Return the list after "tiêu chí … sau:" or such a heading, each criterion in full (000-08 to -13)."""
    facts: list[Fact[Criterion]] = []
    introduced, closing = False, -1  # what ranks as high as the introduction ends the list
    for block in paper.region("body"):
        words, rank = paper.words(block), _RANKS.get(block.style, -1)
        if introduced and rank >= 0 and (rank > closing or block.number in _FIRST):
            closing = closing if facts else rank - 1
            mottos = tuple(m[1] for m in _MOTTO.finditer(words) if m[1].count(",") >= _MOTTO_COMMAS)
            facts.append(paper.fact("criterion", (block.body, block.end), Criterion(words, mottos)))
        elif _introduces(block, words):
            introduced, closing = True, rank
        elif facts:
            break
        else:
            introduced = False
    return tuple(facts)


def _introduces(block: Block, words: str) -> bool:
    if words.rstrip().endswith(":"):
        return bool(_CRITERIA.search(words))
    return bool(block.style) and bool(_HEADING.fullmatch(words))


def find_topics(paper: Paper) -> tuple[Fact[Topic], ...]:
    """Return the topics of an open list (000-15).

    The list is split at commas; a short piece without a verb carries on the piece before it
    ("tiết kiệm điện, điện thoại"), and a repeated "vận động" before another verb is left out.
    """
    found = _TOPICS.search(paper.text)
    if not found or paper.region_at(found.start()) != "body":
        return ()
    stop = _STOP.search(paper.text, found.end())
    end = stop.start() if stop else len(paper.text)
    ellipsis = _ELLIPSIS.search(paper.text, found.end(), end)
    end = ellipsis.start() if ellipsis else end
    return tuple(
        paper.fact("topic", (a, b), Topic(_topic_text(paper.text[a:b]), bool(ellipsis)))
        for a, b in _topic_spans(paper.text, found.end(), end)
    )


def _topic_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for piece in re.finditer(r"[^,;]+", text[start:end]):
        words = piece[0].strip(" .")
        if not words:
            continue
        a = start + piece.start() + len(piece[0]) - len(piece[0].lstrip())
        b = start + piece.start() + len(piece[0].rstrip(" ."))
        if spans and not _VERB.match(words.removeprefix("và ")) and len(words.split()) <= _SHORT:
            spans[-1] = (spans[-1][0], b)
        else:
            spans.append((a, b))
    return spans


def _topic_text(words: str) -> str:
    return _CARRIED.sub("", words, count=1).removeprefix("và ").strip()


def find_pledges(paper: Paper) -> tuple[Fact[Pledge], ...]:
    """Return the quoted promises after a code such as “04 không” (004-11)."""
    for code in _CODE.finditer(paper.text):
        facts: list[Fact[Pledge]] = []
        at = code.end()
        while (promise := _PLEDGE.match(paper.text, at)) is not None:
            facts.append(paper.fact("pledge", promise.span(1), Pledge(code["code"], promise[1])))
            at = promise.end()
        if facts:
            return tuple(_counted(facts, int(code["count"]), code["code"]))
    return ()


def _counted(facts: list[Fact[Pledge]], count: int, code: str) -> list[Fact[Pledge]]:
    if len(facts) == count:
        return facts
    doubt = _MISCOUNT.format(code=code, count=count, read=len(facts))
    return [Fact(f.kind, f.quote, f.start, f.end, f.value, doubt) for f in facts]
