"""The fourth step: clean, repaired text → paragraphs ("blocks") and the regions of an official paper."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from kheo.kernel.text import fold
from kheo.reading.cleaning import CleanText, clean
from kheo.reading.facts import Change, Fact
from kheo.reading.repair.mending import mend
from kheo.reading.unfolding import unfold

_STYLES = (
    ("article", re.compile(r"(Điều\s+\d+)\s*[.:]\s*")),
    ("chapter", re.compile(r"((?:Chương|Mục|Phần)\s+(?:[IVXLC]+|\d+))\b\s*[.:]?\s*")),
    ("roman", re.compile(r"([IVXLC]{1,6})\s*[./)]-?\s+")),
    ("deep", re.compile(r"(\d{1,2}(?:\.\d{1,2})+)\s*[.)]?\s*(?=[^\W\d]|[“(])")),
    ("number", re.compile(r"(\d{1,2})\s*(?:\.|\)|/-|/|-)\s*(?=[^\W\d]|“)")),
    ("letter", re.compile(r"([a-zđ])\s?[).]\s+")),
    ("dash", re.compile(r"([-–—•▪●◦])\s*(?=\S)")),  # noqa: RUF001 - dashes as papers have them
    ("plus", re.compile(r"(\+)\s*(?=\S)")),
)
_CHROME_LINE = re.compile(
    r"(?:print|send mail|print\s+send mail|in trang|in bài viết|gửi (?:e?mail|bài viết)"
    r"|trang chủ|tin tức(?: sự kiện)?|lượt xem.*|chia sẻ.*|các tin .{2,20}|tin (?:liên quan|khác|mới)"
    r"|bài viết (?:khác|liên quan)|quay lại|về đầu trang|bản quyền.*|#\s*page \d+.*|\d{1,3}"
    r"|.*\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ .*"  # what a Word file says of itself
    r"|(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật),?\s*(?:ngày\s*)?\d{1,2}/\d{1,2}/\d{4}.*)",
    re.IGNORECASE,
)
_CHROME_FOOT = re.compile(
    r"(?:print|in trang|các tin (?:đã đăng|khác|liên quan)|tin (?:liên quan|khác)|bài viết (?:khác|liên quan))",
    re.IGNORECASE,
)
_RECIPIENTS = re.compile(r"nơi nhận\s*:?", re.IGNORECASE)
_ADDRESSED = re.compile(r"kính gửi\s*:?\s*", re.IGNORECASE)
# A sentence with an act in it, after the list of those a letter is addressed to.
_ACT_FOLLOWS = re.compile(
    r"(?<=[.;!])\s+(?=(?:Mỗi|Các|Từng|Toàn thể|Đề nghị|Yêu cầu|Để|Căn cứ|Thực hiện|Theo|Nhằm|Nay)\s"
    r"[^\n]*?\b(?:đăng ký|đề nghị|yêu cầu|thực hiện|triển khai|xây dựng|gửi|nộp|báo cáo|phát động"
    r"|tổ chức|phải|lập|chọn|phân công)\b)"
)
_LONG = 200
_GAP = 6  # foreign lines tolerated between two recipients, where a second column intervenes


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: its place in the clean text, its list style ("" for plain) and region."""

    start: int
    end: int
    style: str
    number: str
    body: int
    region: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A text ready for the finders, which work on `text` and report places of the original."""

    original: str
    clean: CleanText
    blocks: tuple[Block, ...]
    changes: tuple[Change, ...] = ()

    @property
    def text(self) -> str:
        """The clean text."""
        return self.clean.text

    def region(self, *names: str) -> list[Block]:
        """Return the blocks of the regions *names*, in order."""
        return [block for block in self.blocks if block.region in names]

    def words(self, block: Block) -> str:
        """Return the text of *block* without its list marker."""
        return self.text[block.body : block.end]

    def fact[V](
        self, kind: str, span: tuple[int, int], value: V, doubt: str = "", suggestion: str = ""
    ) -> Fact[V]:
        """Return the fact *kind* that stands at *span* of the clean text."""
        start, end = self.clean.span(*span)
        quote = " ".join(self.original[start:end].split())
        if self._is_mended(start, end):
            quote = " ".join(self.text[slice(*span)].split())
        return Fact(kind, quote, start, end, value, doubt, suggestion)

    def _is_mended(self, start: int, end: int) -> bool:
        """Tell whether a word between two places of the original was repaired."""
        at = bisect_right(self.changes, start, key=lambda change: change.end)
        return at < len(self.changes) and self.changes[at].start < end

    def region_at(self, at: int) -> str:
        """Return the region of the clean letter *at*."""
        found = bisect_right(self.blocks, at, key=lambda block: block.start)
        return self.blocks[found - 1].region if found else "body"


def segment(original: str) -> Paper:
    """Return *original* as a Paper.

    Regions: "head" (names of the state, number, date, title), "addressee", "body",
    "recipient", "signature" and "chrome" (what a web page or a scanner put round the paper).
    """
    cleaned, changes = mend(clean(original), original)
    cleaned = unfold(cleaned)
    raw = _blocks(cleaned.text)
    regions = _regions(cleaned.text, raw)
    blocks = tuple(
        Block(b.start, b.end, b.style, b.number, b.body, region)
        for b, region in zip(raw, regions, strict=True)
    )
    return Paper(original, cleaned, blocks, changes)


def _blocks(text: str) -> list[Block]:
    blocks: list[Block] = []
    for line in re.finditer(r"[^\n]+", text):
        for start, end in _parts(text, line.start(), line.end()):
            style, number, body = _marker(text, start, end)
            blocks.append(Block(start, end, style, number, body, "body"))
    return blocks


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the paragraph whole, or cut where a letter's addressees end and its sentences begin."""
    addressed = _ADDRESSED.match(text, start, end)
    cut = _ACT_FOLLOWS.search(text, addressed.end(), end) if addressed else None
    return [(start, cut.start()), (cut.end(), end)] if cut else [(start, end)]


def _marker(text: str, start: int, end: int) -> tuple[str, str, int]:
    for style, pattern in _STYLES:
        found = pattern.match(text, start, end)
        if found and found.end() < end:
            return style, found[1], found.end()
    return "", "", start


def _regions(text: str, blocks: list[Block]) -> list[str]:
    lines = [text[b.start : b.end] for b in blocks]
    regions = ["body"] * len(blocks)
    _mark_chrome(lines, regions)
    _mark_head(lines, blocks, regions)
    _mark_addressees(lines, blocks, regions)
    for at, line in enumerate(lines):
        if regions[at] == "body" and _RECIPIENTS.match(line):
            _mark_recipients(lines, blocks, regions, at)
    return regions


def _mark_chrome(lines: list[str], regions: list[str]) -> None:
    footed = False
    for at, line in enumerate(lines):
        footed = footed or (
            at > len(lines) // 4 and bool(_CHROME_FOOT.match(line)) and len(line) < _LONG
        )
        if footed or _CHROME_LINE.fullmatch(line.strip()):
            regions[at] = "chrome"


_OPENS_BODY = re.compile(
    r"(?:Căn cứ|Thực hiện|Để |Trong |Thời gian|Theo |Nhằm |Xét |Sau |Tiếp tục|Qua |Ngày |Điều 1\b)"
)
_TITLE = re.compile(
    r"(?:QUYẾT ĐỊNH|KẾ HOẠCH|CHỈ THỊ|HƯỚNG DẪN|THÔNG BÁO|NGHỊ QUYẾT|CHƯƠNG TRÌNH|QUY CHẾ|QUY ĐỊNH"
    r"|BÁO CÁO|TỜ TRÌNH|CÔNG ĐIỆN|KẾT LUẬN|ĐỀ ÁN|PHƯƠNG ÁN)\s*"
)
_HEAD_LINE = re.compile(
    r"Số\s*:?\s*\d*\s*[-/]|V/v|.*, ngày\s.{0,12}tháng\s.{0,8}năm", re.IGNORECASE
)


def _mark_head(lines: list[str], blocks: list[Block], regions: list[str]) -> None:
    """Mark all before the first sentence of the body, if anything there looks like a head."""
    stop, seen = 0, False
    page = "chrome" in regions
    for at, line in enumerate(lines):
        if regions[at] == "chrome":
            continue
        titled = at > 0 and bool(_TITLE.fullmatch(lines[at - 1]))
        if _is_body(line, blocks[at]) and not (titled and len(line) <= _LONG):
            break
        seen = seen or line.isupper() or bool(_HEAD_LINE.match(line)) or page
        stop = at + 1
    for at in range(stop if seen and stop < len(lines) else 0):
        if regions[at] == "body":
            regions[at] = "head"


def _is_body(line: str, block: Block) -> bool:
    if line.isupper() and block.style in {"", "dash"}:
        return False
    if _ADDRESSED.match(line) or _RECIPIENTS.match(line) or _OPENS_BODY.match(line):
        return True
    return bool(block.style) or len(line) > _LONG or line.endswith((":", "./."))


def _mark_addressees(lines: list[str], blocks: list[Block], regions: list[str]) -> None:
    start = next((i for i, line in enumerate(lines) if _ADDRESSED.match(line)), None)
    if start is None:
        return
    regions[start] = "addressee"
    for at in range(start + 1, len(lines)):
        if blocks[at].style not in {"dash", "plus"} or len(lines[at]) > _LONG:
            break
        regions[at] = "addressee"


def _mark_recipients(lines: list[str], blocks: list[Block], regions: list[str], start: int) -> None:
    regions[start] = "recipient"
    last, filed = start, False
    for at in range(start + 1, len(lines)):
        if at - last > _GAP or len(lines[at]) > _LONG or regions[at] == "chrome" or filed:
            break
        if blocks[at].style in {"dash", "plus"} and not lines[at].isupper():
            regions[at] = "recipient"
            filed = fold(lines[at][blocks[at].body - blocks[at].start :]).startswith("luu")
            last = at
    _mark_signature(lines, regions, start, last)


def _mark_signature(lines: list[str], regions: list[str], start: int, last: int) -> None:
    for at in range(start + 1, len(lines)):
        if at > last + _GAP or len(lines[at]) > _LONG // 2:
            return
        if regions[at] == "body":
            regions[at] = "signature"
