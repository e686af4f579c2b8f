"""Who signs and in whose name, from the post and the unit a person wrote."""

import re

from kheo.documents.paper.description import Signer
from kheo.kernel.text import fold

_DEPUTY = re.compile(r"^phó\s+(.+?)(\s+thường trực)?$", re.IGNORECASE)
_SECOND = re.compile(  # what one holds besides: a signature names the first post alone
    r",\s*(?:kiêm|phó|chánh|giám đốc|chủ tịch|bí thư|thư ký|tổ trưởng|trưởng|thành viên|ủy viên|uỷ viên)\b.*",
    re.IGNORECASE,
)
_HEAD = re.compile(r"\b(chu tich|chanh|giam doc|bi thu|truong)\b")


def signer(post: str, name: str) -> Signer:
    """Return the signature of *name*: a deputy signs for the head, “KT. CHỦ TỊCH”."""
    post = _first(post)
    head = head_of(post)
    return Signer(post, name, on_behalf=f"KT. {head}" if head != post else "")


def head_of(post: str) -> str:
    """Return the post a deputy stands in for: “Phó Chánh Văn phòng” is for “Chánh Văn phòng”."""
    post = _first(post)
    found = _DEPUTY.match(post)
    return found[1][:1].upper() + found[1][1:] if found else post


def _first(post: str) -> str:
    return _SECOND.sub("", post.strip())


def authority(post: str, unit: str) -> str:
    """Return who decides: the head of *unit* where a head or deputy signs, else *unit* itself.

    Words both share are said once: “Giám đốc Sở” of “Sở Y tế” is “Giám đốc Sở Y tế”.
    """
    head = head_of(post)
    if not _HEAD.search(fold(head)):
        return unit
    words, named = head.split(), unit.split()
    shared = (n for n in range(min(len(words), len(named)), 0, -1) if _same(words[-n:], named[:n]))
    return " ".join(words[: len(words) - next(shared, 0)] + named)


def _same(one: list[str], other: list[str]) -> bool:
    return fold(" ".join(one)) == fold(" ".join(other))
