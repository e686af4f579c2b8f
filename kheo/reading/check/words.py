"""Slips of the pen and of the machine: doubled words, quotation marks, foreign letters."""

import re
from collections.abc import Iterator

from kheo.reading.check.findings import doubt
from kheo.reading.facts import Doubt
from kheo.reading.find.seeking import repeats
from kheo.reading.paper import Paper
from kheo.reading.regions import tells_of_its_file

_DOUBLED = (
    (1, re.compile(r"\b([^\W\d_]{2,})\s+(\1)\b")),
    (2, re.compile(r"\b(([^\W\d_]{2,}) [^\W\d_]{2,}) \1\b")),
)
# Words that Vietnamese doubles on purpose.
_REDUPLICATED = frozenset(
    [
        "luôn",
        "từng",
        "dần",
        "ngày",
        "người",
        "nhà",
        "nơi",
        "đời",
        "lần",
        "thường",
        "ngành",
        "nhiều",
        "xanh",
        "mãi",
        "rất",
        "xa",
        "lâu",
        "khắp",
        "ai",
        "ba",
        "vi",
        "song",
        "chung",
        "lớp",
        "trùng",
        "đâu",
        "hàng",
        "chốn",
        "bản",
        "làng",
        "ào",
        "hối",
        "đùng",
        "năm",
        "tháng",
        "giờ",
        "vừa",
        "càng",
        "cao",
        "sâu",
        "gần",
        "nhanh",
        "mau",
        "đều",
        "riêng",
        "sẵn",
        "thật",
        "tận",
        "nay",
        "ngang",
        "dọc",
        "rõ",
        "hoài",
        "điều",
        "ủy",
        "uỷ",
    ]
)
# Words that neither end a compound nor begin one: doubled they are a slip wherever they stand.
_LINKS = frozenset(("và", "của", "các", "những", "được", "để", "cho", "với", "tại", "hoặc"))
_VIETNAMESE = re.compile(
    r"(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    r"[aeiouyăâêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]{1,3}(?:ng|nh|ch|[cmnpt])?",
    re.IGNORECASE,
)
_GLUED = re.compile(r"[”\"](?<=\w.)(?=\w)")
_HOMOGLYPH = re.compile(r"[\u0370-\u04ff](?:(?=[^\W\d_])|(?<=[^\W\d_].))")
_COMBINING = re.compile(r"[\u0300-\u0303\u0306\u0309\u031b\u0323](?<=[A-Za-zÀ-ỹ].)")
_MOST = 200  # doubled words looked at; a text with more is no paper


def find_slips(paper: Paper) -> Iterator[Doubt]:
    """Yield the slips of the text itself, each where it stands."""
    yield from _doubled(paper)
    yield from _quotes(paper)
    yield from _chrome(paper)
    yield from _letters(paper)


def _doubled(paper: Paper) -> Iterator[Doubt]:
    looked, low = 0, paper.text.casefold()
    for apart, pattern in _DOUBLED:
        end = 0
        for at in repeats(paper.text, apart):
            match = pattern.match(paper.text, at) if at >= end else None
            if match is None:
                continue
            looked, end = looked + 1, match.end()
            if looked > _MOST:
                return
            region = paper.region_at(match.start())
            if "\n" in match[0] or region == "chrome" or _is_meant(low, match):
                continue
            fact = paper.fact("word", match.span(), match[1])
            yield doubt(
                "duplicated_word", fact, f"Lặp từ “{match[0]}”.", f"Có lẽ chỉ là “{match[1]}”."
            )


def _is_meant(low: str, match: re.Match[str]) -> bool:
    """Tell whether the word is doubled on purpose, or ends one compound and begins another.

    "Hội viên viên chức": the second word with its follower stands elsewhere on its own in the
    text, which is given in lower case.
    """
    word = match[1].casefold()
    if word in _REDUPLICATED or not _VIETNAMESE.fullmatch(word.split()[0]):
        return True
    if word in _LINKS:
        return False
    follower = re.match(r"\s+[^\W\d_]+", match.string[match.end() : match.end() + 20])
    if follower is None or " " in word:
        return False
    compound, at = f"{word}{follower[0].casefold()}", -1
    while (at := low.find(compound, at + 1)) >= 0:
        before = low[max(0, at - 20) : at]
        if not before.endswith(f"{word} ") and not before[-1:].isalpha():
            return True
    return False


def _quotes(paper: Paper) -> Iterator[Doubt]:
    glued = _GLUED.search(paper.original)
    if glued:
        message = "Dấu đóng ngoặc kép dùng thay dấu mở, dính liền chữ trước."
        start, end = glued.start() - 1, glued.end()
        yield Doubt("glued_quote", paper.original[start:end], start, end, message)
    for block in paper.region("head", "body"):
        words = paper.text[block.start : block.end]
        opened = words.count("“") - words.count("”")
        if opened:
            marks = [at for at, letter in enumerate(words) if letter in "“”"]
            at = block.start + marks[-1 if opened < 0 else 0]
            fact = paper.fact("quote", (at, at + 1), opened)
            close = "Đoạn này thiếu dấu ngoặc kép đóng."
            message = "Đoạn này thiếu dấu ngoặc kép mở." if opened < 0 else close
            yield doubt("unbalanced_quote", fact, message)


def _chrome(paper: Paper) -> Iterator[Doubt]:
    blocks = [
        b
        for b in paper.region("chrome")
        if any(c.isalpha() for c in paper.text[b.start : b.end])
        and not paper.text[b.start : b.end].lower().startswith("trang ")
    ]
    told = [b for b in blocks if tells_of_its_file(paper.text[b.start : b.end])]
    if told:
        fact = paper.fact("chrome", (told[0].start, told[0].end), len(told))
        yield doubt("file_metadata", fact, "Thuộc tính của tệp Word lẫn vào văn bản; đã bỏ qua.")
        blocks = [b for b in blocks if b not in told]
    if blocks:
        fact = paper.fact("chrome", (blocks[0].start, blocks[0].end), len(blocks))
        message = f"Có {len(blocks)} dòng của trang web hoặc máy quét lẫn vào văn bản; đã bỏ qua."
        yield doubt("page_chrome", fact, message)


def _letters(paper: Paper) -> Iterator[Doubt]:
    for kind, pattern, message in (
        (
            "homoglyph",
            _HOMOGLYPH,
            "Có chữ Kirin hoặc Hy Lạp giống chữ Latinh; tìm kiếm sẽ không thấy.",
        ),
        ("mixed_unicode_form", _COMBINING, "Có chữ viết bằng dấu rời (Unicode tổ hợp)."),
    ):
        found = pattern.search(paper.original)
        if found:
            start = found.start() - (kind == "mixed_unicode_form")  # the letter below the mark
            words = paper.original[start : found.end()]
            yield Doubt(kind, words, start, found.end(), message)
