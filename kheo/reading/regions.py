"""The regions of an official paper: head, addressees, body, recipients, signature, chrome."""

import re
from collections.abc import Callable

from kheo.kernel.text import fold
from kheo.reading.blocks import ADDRESSED, RECIPIENTS, Block
from kheo.reading.typenames import TYPES

_CHROME_LINE = re.compile(
    r"(?:print|send mail|print\s+send mail|in trang|in bài viết|in ấn|gửi (?:e?mail|bài viết)|trang chủ"
    r"|tin tức(?: sự kiện)?|tin hoạt động|tin trong (?:tỉnh|nước)|giới thiệu|liên hệ|đăng nhập|tìm kiếm"
    r"|sơ đồ (?:cổng|trang|site).*|thư viện (?:ảnh|video).*|video|english|rss|facebook|zalo|twitter|tweet"
    r"|(?:xem )?cỡ chữ.*|(?:nghe|đọc) bài.*|a\s?[-+]\s?a.*|(?:số )?lượt (?:xem|đọc|truy cập).*|chia sẻ.*"
    r"|bình luận.*|ý kiến bạn đọc.*|từ khóa:.*|tags?:.*|(?:cập nhật|đăng)(?: lúc| ngày)?:?\s*\d.*"
    r"|ngày đăng.*|các tin .{2,20}|tin (?:liên quan|khác|mới|cũ hơn|mới hơn).{0,10}"
    r"|bài viết (?:khác|liên quan|cùng chuyên mục)|quay lại|về đầu trang|bản quyền.*|#\s*page \d+.*"
    r"|[-–]?\s?\d{1,3}\s?[-–]?|trang\s+\d{1,3}(?:\s?/\s?\d{1,3})?"  # noqa: RUF001 - en dash as typed
    r"|\d{1,2}/\d{1,2}/\d{4}\s*[-,|]?\s*\d{1,2}[:h]\d{2}.*"
    r"|(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật),?\s*(?:ngày\s*)?\d{1,2}/\d{1,2}/\d{4}.*)",
    re.IGNORECASE,
)
# What a Word file says of itself.
_FILE_PROPERTIES = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ ")
_CHROME_FOOT = re.compile(
    r"(?:print|in trang|in bài viết|các tin (?:đã đăng|khác|liên quan)|tin (?:liên quan|khác)"
    r"|bài viết (?:khác|liên quan|cùng chuyên mục))",
    re.IGNORECASE,
)
_LONG = 200
_GAP = 6  # foreign lines tolerated between two recipients, where a second column intervenes


def regions_of(text: str, blocks: list[Block], parted: Callable[[int], bool]) -> list[str]:
    """Return the region of each of the *blocks* of *text*.

    *parted* tells of the number of a block whether an empty line stood before it.
    """
    lines = [text[b.start : b.end] for b in blocks]
    regions = ["body"] * len(blocks)
    _mark_chrome(lines, regions)
    _mark_head(lines, blocks, parted, regions)
    _mark_addressees(lines, blocks, regions)
    for at, line in enumerate(lines):
        if regions[at] == "body" and RECIPIENTS.match(line):
            _mark_recipients(lines, blocks, regions, at)
    _mark_form(lines, regions)
    return regions


def tells_of_its_file(line: str) -> bool:
    """Tell whether *line* holds the properties of a Word file, which came out with its text."""
    return "Z " in line and bool(_FILE_PROPERTIES.search(line))


def _mark_chrome(lines: list[str], regions: list[str]) -> None:
    footed = False
    for at, line in enumerate(lines):
        footed = footed or (
            at > len(lines) // 4 and bool(_CHROME_FOOT.match(line)) and len(line) < _LONG
        )
        if footed or tells_of_its_file(line) or _CHROME_LINE.fullmatch(line.strip()):
            regions[at] = "chrome"


_OPENS_BODY = re.compile(
    r"(?:Căn cứ|Thực hiện|Để |Trong |Thời gian|Theo |Nhằm |Xét |Sau |Tiếp tục|Qua |Ngày |Điều 1\b)"
)
_TITLE = re.compile("(?:" + "|".join(name.upper() for name in TYPES) + r")\s*:?\s*")
# "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH điện:" opens the list of those a telegram is sent to.
_WIRED = re.compile(r"[^\n]{3,120}\s(?:điện|gửi)\s*:\s*", re.IGNORECASE)
_FORM_TITLE = re.compile(
    r"(?:MẪU|BIỂU|PHIẾU|BẢN (?:ĐĂNG KÝ|CAM KẾT|KÊ KHAI|TỰ)|DANH SÁCH|PHỤ LỤC|ĐƠN\b|GIẤY)|(?:Mẫu|Biểu|Phụ lục)\s"
)
_BLANKS = ("....", "……", "____")
_FORM_BLANKS = 3
_BRIEF = re.compile(r"V/v\b", re.IGNORECASE)
_SENTENCES = re.compile(r"[.;!]\s*$|[.!]\s+[A-ZĐÂĂÊÔƠƯ][a-zà-ỹđ]")
_HEAD_LINE = re.compile(
    r"Số\s*:?\s*\d*\s*[-/]|V/v|.*, ngày\s.{0,12}tháng\s.{0,8}năm", re.IGNORECASE
)


def _mark_head(
    lines: list[str], blocks: list[Block], parted: Callable[[int], bool], regions: list[str]
) -> None:
    """Mark all before the first sentence of the body, if anything there looks like a head."""
    stop, seen, named = 0, False, False
    page = "chrome" in regions
    for at, line in enumerate(lines):
        if regions[at] == "chrome":
            continue
        titled = at > 0 and bool(_TITLE.fullmatch(lines[at - 1]))
        if _is_body(line, blocks[at]) and not (titled and len(line) <= _LONG):
            break
        if named and _SENTENCES.search(line) and parted(at):
            break  # the subject is said; after an empty line a sentence is no more of it
        named = named or titled or bool(_BRIEF.match(line))
        seen = seen or line.isupper() or bool(_HEAD_LINE.match(line)) or page
        stop = at + 1
    for at in range(stop if seen and stop < len(lines) else 0):
        if regions[at] == "body":
            regions[at] = "head"


def _is_body(line: str, block: Block) -> bool:
    if (line.isupper() and block.style in {"", "dash"}) or not any(map(str.isalnum, line)):
        return False
    if ADDRESSED.match(line) or RECIPIENTS.match(line) or _OPENS_BODY.match(line):
        return True
    return bool(block.style) or len(line) > _LONG or line.endswith((":", "./."))


def _mark_addressees(lines: list[str], blocks: list[Block], regions: list[str]) -> None:
    start = next((i for i, line in enumerate(lines) if ADDRESSED.match(line)), None)
    if start is None:
        wired = (i for i, line in enumerate(lines) if _WIRED.fullmatch(line))
        start = next((i for i in wired if blocks[i + 1 : i + 2] and _listed(blocks[i + 1])), None)
        if start is None or start > len(lines) // 2:
            return
    else:
        regions[start] = "addressee"
    for at in range(start + 1, len(lines)):
        after = lines[at - 1].rstrip()
        bare = bool(ADDRESSED.fullmatch(after)) and not lines[at].rstrip().endswith(":")
        goes_on = (after.endswith(";") or bare) and not blocks[at].style
        if not (_listed(blocks[at]) or goes_on) or len(lines[at]) > _LONG:
            break
        regions[at] = "addressee"


def _listed(block: Block) -> bool:
    return block.style in {"dash", "plus"}


def _mark_recipients(lines: list[str], blocks: list[Block], regions: list[str], start: int) -> None:
    regions[start] = "recipient"
    last, filed = start, False
    dashed = any(_listed(b) for b in blocks[start + 1 : start + 1 + _GAP])
    for at in range(start + 1, len(lines)):
        if at - last > _GAP or len(lines[at]) > _LONG or regions[at] == "chrome" or filed:
            break
        listed = _listed(blocks[at]) and not lines[at].isupper()
        if listed or (not dashed and _is_plain_receiver(lines[at])):
            regions[at] = "recipient"
            filed = fold(lines[at][blocks[at].body - blocks[at].start :]).startswith("luu")
            last = at
    _mark_signature(lines, regions, start, last)


def _is_plain_receiver(line: str) -> bool:
    """Tell whether a line without a dash names a recipient: it ends as a list does."""
    return not line.isupper() and (
        line.rstrip().endswith((";", ",")) or fold(line).startswith("luu")
    )


def _mark_form(lines: list[str], regions: list[str]) -> None:
    """Mark the blank form that stands after the recipients, or after the signature."""
    closed = next((i for i, r in enumerate(regions) if r in {"recipient", "signature"}), None)
    if closed is None:
        return
    blank = [at for at, line in enumerate(lines) if any(map(line.__contains__, _BLANKS))]
    last = blank[-_FORM_BLANKS] if len(blank) >= _FORM_BLANKS else closed
    for at in range(closed + 1, last + 1):
        if _FORM_TITLE.match(lines[at]) and len(lines[at]) <= _LONG:
            regions[at:] = ["form" if r == "body" else r for r in regions[at:]]
            return


def _mark_signature(lines: list[str], regions: list[str], start: int, last: int) -> None:
    for at in range(start + 1, len(lines)):
        beyond = at > last + _GAP or len(lines[at]) > _LONG // 2
        if beyond or (at > last and _FORM_TITLE.match(lines[at])):
            return
        if regions[at] == "body":
            regions[at] = "signature"
