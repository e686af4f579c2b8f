"""What a paper lacks: number, date, issuer, recipients, signature; figures of a launch."""

import re
from collections.abc import Iterator

from kheo.reading.check.findings import Findings, doubt
from kheo.reading.facts import Doubt, Fact
from kheo.reading.find.head import find_misdated, is_web_page
from kheo.reading.find.seeking import Sought
from kheo.reading.paper import Paper

_LAUNCH = Sought("phát", r"\bphát động\s+(?:[^\W\d_]+\s+){0,6}?(?:phong trào|“|đợt thi đua)")
_CUT_MARK = re.compile(
    r"(?:\[|\()?(?:\.{3}|…)?\s*(?:\[|\()?(?:nội dung đã (?:được )?rút gọn|còn tiếp|xem tiếp|lược bớt)",
    re.IGNORECASE,
)
_PAGE = re.compile(r"#\s*page\s+\d+", re.IGNORECASE)
_TAIL = 300


def find_gaps(paper: Paper, found: Findings) -> Iterator[Doubt]:
    """Yield what is missing; a page of the web has neither number nor recipients to miss."""
    yield from _head(paper, found)
    if _is_cut(paper, found):
        yield doubt(
            "cut_short",
            None,
            "Văn bản dừng giữa chừng: không có nơi nhận, không có người ký.",
            "Tìm bản đầy đủ.",
        )
    elif not is_web_page(paper):
        if not found.recipients:
            yield doubt("recipients_missing", None, "Văn bản không có “Nơi nhận”.")
        if found.signature is None:
            yield doubt(
                "missing_signature",
                None,
                "Không thấy người ký hoặc chức danh ký ở cuối văn bản.",
            )
    yield from _bare_launch(paper, found)


def _head(paper: Paper, found: Findings) -> Iterator[Doubt]:
    head, page = found.head, is_web_page(paper)
    if head.number is None and not page:
        bare = f"Văn bản không có số (chỉ có ký hiệu {head.symbol})."
        message = bare if head.symbol else "Văn bản không có số."
        yield doubt("missing_number", None, message, "Bổ sung số, ký hiệu.")
    misdated = find_misdated(paper) if head.date is None else None
    if misdated:
        yield doubt("impossible_date", misdated, misdated.doubt)
    elif head.date is None and not page:
        yield doubt(
            "missing_date",
            None,
            "Văn bản không có dòng địa danh, ngày tháng.",
            "Bổ sung ngày ban hành.",
        )
    if head.issuer is None:
        yield doubt("missing_issuer", None, "Không đọc được cơ quan ban hành.")
    if head.subject is None:
        yield doubt("missing_subject", None, "Văn bản không có trích yếu.")


def _is_cut(paper: Paper, found: Findings) -> bool:
    """Tell whether only the first pages are here: nothing signs, and something says so."""
    if found.recipients or found.signature:
        return False
    said = _PAGE.search(paper.original[:_TAIL]) or _CUT_MARK.search(paper.original[-_TAIL:])
    return bool(said)


def _bare_launch(paper: Paper, found: Findings) -> Iterator[Doubt]:
    launch = next(_LAUNCH.in_body(paper), None)
    if launch is None:
        return
    fact: Fact[object] = paper.fact("launch", launch.span(), None)
    if not found.quotas:
        yield doubt(
            "launch_without_quota", fact, "Phát động nhưng không nêu chỉ tiêu, số lượng đăng ký."
        )
    if not any(f.value.iso or f.value.month_day for f in found.deadlines):
        yield doubt("launch_without_deadline", fact, "Phát động nhưng không nêu thời hạn.")
