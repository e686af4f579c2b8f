"""Who the paper speaks to: addressees, recipients, staff categories; and who signed it."""

import re

from kheo.kernel.text import fold
from kheo.reading.facts import Fact, Receiver
from kheo.reading.find.seeking import Sought
from kheo.reading.paper import Paper

_LABEL = re.compile(
    r"(?:kính gửi|đồng kính gửi|kính trình|nơi nhận|nơi gửi)\s*:?\s*[*-]*\s*", re.IGNORECASE
)
_STAFF_WORDS = (
    "cán bộ", "đảng viên", "công chức", "viên chức", "người lao động", "đoàn viên", "hội viên",
    "chiến sĩ", "học sinh", "sinh viên", "nhân viên",
)  # fmt: skip
_STAFF_WORD = "(?:" + "|".join(_STAFF_WORDS) + ")"
_STAFF = Sought(
    " ".join({words.split()[0] for words in _STAFF_WORDS}),
    rf"\b{_STAFF_WORD}(?:\s*,\s*{_STAFF_WORD}|,?\s+và\s+{_STAFF_WORD})+",
)
_ROLE = re.compile(
    r"(?:TM|KT|TL|TUQ|K/T|T/M|T/L)\s?\.?\s?[A-ZĐ]|\(?đã ký\)?|ban biên tập|chủ tịch|giám đốc|trưởng ban"
    r"|chánh văn phòng|phó |bí thư|trưởng phòng|bộ trưởng|thủ tướng",
    re.IGNORECASE,
)
# What a web page puts under an article, beside the name of its editors.
_PAGE_ACTS = re.compile(r"\s(?:print|send\s+mail|in trang|in bài viết|gửi e?mail)$", re.IGNORECASE)
_PERSON = re.compile(r"(?:[A-ZĐÂĂÊÔƠƯÀ-Ỹ][a-zà-ỹđ]*\s?){2,5}")
_LONG_NAME = 45


def find_addressees(paper: Paper) -> tuple[Fact[Receiver], ...]:
    """Return the groups after "Kính gửi:" (000-01, 004-01)."""
    return _receivers(paper, "addressee")


def find_recipients(paper: Paper) -> tuple[Fact[Receiver], ...]:
    """Return the lines of "Nơi nhận:", the filing line included (002-27, 004-18)."""
    return _receivers(paper, "recipient")


def _receivers(paper: Paper, kind: str) -> tuple[Fact[Receiver], ...]:
    facts = []
    for block in paper.region(kind):
        label = _LABEL.match(paper.text, block.start, block.end)
        start = label.end() if label else block.body
        end = block.start + len(paper.text[block.start : block.end].rstrip(" ,;.*"))
        if end > start:
            name = paper.text[start:end]
            filing = fold(name).startswith("luu")
            facts.append(paper.fact(kind, (start, end), Receiver(name, filing)))
    return tuple(facts)


def find_staff(paper: Paper) -> Fact[tuple[str, ...]] | None:
    """Return the longest list of staff categories (000-04, 001-03), None when there is none."""
    matches = [*_STAFF.in_body(paper)]
    if not matches:
        return None
    best = max(matches, key=lambda m: len(_categories(m[0])))
    return paper.fact("staff", best.span(), _categories(best[0]))


def _categories(words: str) -> tuple[str, ...]:
    found = (m[0].lower() for m in re.finditer(_STAFF_WORD, words, re.IGNORECASE))
    return tuple(dict.fromkeys(found))


def find_signature(paper: Paper) -> Fact[str] | None:
    """Return the name or office that signs, from the end of the paper; None when none stands."""
    tail = [b for b in paper.blocks if b.region in {"signature", "body"}][-6:]
    # Where an annex follows, the paper itself was signed before it.
    for block in (*reversed(tail), *reversed(paper.region("signature"))):
        words = paper.text[block.start : block.end].strip()
        short = len(words) <= _LONG_NAME and not block.style and not words.endswith((".", ";", ":"))
        if (
            short
            and not _PAGE_ACTS.search(words)
            and (_ROLE.match(words) or _PERSON.fullmatch(words))
        ):
            return paper.fact("signature", (block.start, block.end), words)
    return None
