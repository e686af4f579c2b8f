"""The paper's own type, number, date, issuer and subject, where it has them."""

import re
from dataclasses import dataclass
from datetime import date

from kheo.kernel.text import fold
from kheo.reading.facts import Fact
from kheo.reading.find.dates import DATE, read_date, shown
from kheo.reading.find.deadlines import doubt_of
from kheo.reading.find.seeking import Sought
from kheo.reading.paper import Block, Paper
from kheo.reading.regions import tells_of_its_file
from kheo.reading.typenames import TYPE, TYPE_OPENERS, TYPES, type_of

_NUMBER = re.compile(
    r"\s*S[ốỐ]\s*:?\s*(?P<n>\d{0,5}[a-z]?)\s*(?P<symbol>[-/][\s/-]*(?:\d{4}\s?/\s?)?[A-ZĐƯ][\wĐđƯ&]*(?:\s?[-–/]\s?[A-ZĐƯ][\wĐđ&]*)*)"  # noqa: RUF001 - en dash as typed
)
_PLACED = re.compile(rf"[^,\n]{{2,40}},\s*ngày\s+({DATE})", re.IGNORECASE)
_BRIEF = re.compile(r"V/v\s*:?\s*(?P<subject>[^\n]+)", re.IGNORECASE)
_ORGAN = re.compile(
    r"(?:Văn phòng|Ủy ban|Uỷ ban|UBND|Hội đồng|Sở|Ban|Bộ|Tỉnh ủy|Tỉnh uỷ|Thường trực|Trưởng Ban|Phòng|Đảng ủy|Đảng uỷ)"
    r"(?:\s+(?!(?:tổ chức|đã|vừa|ban hành|cùng|và|long trọng|chính thức|có)\b)[^\W\d_]+){0,8}?"
)
_ISSUES = re.compile(
    rf"(?P<organ>{_ORGAN.pattern})\s+(?:yêu cầu|phát động|đề nghị|hướng dẫn|xây dựng|ban hành)\b"
)
_HEADED = re.compile(r"Trưởng\s+(?=Ban\s)")
_ORGAN_LINE = re.compile(
    r"(?:ỦY BAN|UỶ BAN|UBND|BAN(?! HÀNH)|SỞ|BỘ|VĂN PHÒNG|HỘI ĐỒNG|TỈNH|TỈNH ỦY|ĐẢNG|MẶT TRẬN|CHỦ TỊCH|PHÒNG|TRUNG|THÀNH PHỐ|XÃ|PHƯỜNG|CHI CỤC|CỤC|TỔNG CỤC|VIỆN|TRƯỜNG|BỆNH VIỆN|HUYỆN|THÀNH ỦY"
    r"|CÔNG AN|THANH TRA|LIÊN ĐOÀN|HỘI|ĐOÀN|TÒA ÁN|VIỆN KIỂM SÁT|BỘ CHỈ HUY|CHI BỘ|QUỐC HỘI|CHÍNH PHỦ|BÁO|ĐÀI)\b"
)
_STATE_LINE = re.compile(
    r"^\W*(?:CỘNG H|XÃ HỘI CHỦ|HỘI CHỦ|CHỦ NGHĨA|ĐỘC LẬP|ĐẢNG CỘNG SẢN|VIỆT NAM$)"
)
_MOTTO = re.compile(r"\W*Độc lập|[\W_]*$")
_GOES_ON = re.compile(
    r"(?:TỈNH(?! ỦY| UỶ)|THÀNH PHỐ|XÃ|PHƯỜNG|ĐẶC KHU|QUẬN|HUYỆN(?! ỦY| UỶ)|NHÂN DÂN|DÂN|VÀ|CÁC)\b"
)
_CHAIR = re.compile(r"CHỦ TỊCH")
_OPEN_END = re.compile(
    r"(?:CHỦ TỊCH|ỦY BAN|UỶ BAN|ỦY BAN NHÂN|UỶ BAN NHÂN|VÀ|,|-|BAN THƯỜNG TRỰC ỦY BAN)$"
)
_COMMITTEE = re.compile(r"(?:TỈNH|THÀNH|HUYỆN|QUẬN|ĐẢNG) (?:ỦY|UỶ)\b")
_COMMISSION = re.compile(
    r"(?:BAN (?:TUYÊN|DÂN VẬN|TỔ CHỨC|NỘI CHÍNH)|ỦY BAN KIỂM TRA|UỶ BAN KIỂM TRA|VĂN PHÒNG$)"
)
_TITLES = frozenset(fold(name) for name in TYPES)
_SELF = Sought(TYPE_OPENERS, rf"\b({TYPE})\s+này\b")
_SUBJECT_LINES = 4
_LONG_SUBJECT = 200  # letters; a sentence as long is no more of it
_URGENCIES = frozenset(("khan", "thuong khan", "hoa toc", "hoa toc hen gio", "mat", "toi mat"))
_NOT_YET = "Ngày ban hành {day} chưa đến."
_HEADLINE_WORDS = 5
WEB_PAGE = "Tin bài (bài đăng web)"


@dataclass(frozen=True, slots=True)
class Head:
    """What the paper says of itself; a missing part is None and becomes a doubt elsewhere.

    `symbol` is set where the number was left blank ("Số:   /KH-…").
    """

    type: Fact[str] | None
    number: Fact[str] | None
    date: Fact[date] | None
    issuer: Fact[str] | None
    subject: Fact[str] | None
    symbol: str


def find_head(paper: Paper, today: date | None = None) -> Head:
    """Return the head (sources: 000-02, 001-01, 002-01, and Decree 30/2020, article 8)."""
    number, symbol = _number(paper)
    return Head(
        type=_type(paper, number),
        number=number,
        date=_date(paper, today),
        issuer=_issuer(paper),
        subject=_subject(paper),
        symbol=symbol,
    )


def _number(paper: Paper) -> tuple[Fact[str] | None, str]:
    for block in paper.region("head"):
        found = _NUMBER.match(paper.text, block.start, block.end)
        if found:
            symbol = re.sub(r"\s", "", found["symbol"])
            if not found["n"]:
                return None, symbol.lstrip("/-")
            span = (found.start("n"), found.end())
            return paper.fact("number", span, found["n"] + symbol), symbol.lstrip("/-")
    return None, ""


def _date(paper: Paper, today: date | None) -> Fact[date] | None:
    for block in paper.region("head"):
        found = _PLACED.search(paper.text, block.start, block.end)
        read = read_date(found[1]) if found else None
        real = read.real() if read else None
        if found and real:
            late = today is not None and real > today
            doubt = _NOT_YET.format(day=shown(real)) if late else ""
            return paper.fact("date", found.span(1), real, doubt)
    return None


def find_misdated(paper: Paper) -> Fact[None] | None:
    """Return the day the paper says it was issued where no calendar has it; it says why."""
    for block in paper.region("head"):
        found = _PLACED.search(paper.text, block.start, block.end)
        read = read_date(found[1]) if found else None
        if found and read and not read.real():
            return paper.fact("date", found.span(1), None, doubt_of(read, found[1], ()))
    return None


def _title_block(paper: Paper) -> int | None:
    for at, block in enumerate(paper.blocks):
        words = paper.text[block.start : block.end]
        if (
            block.region in {"head", "body"}
            and words.isupper()
            and fold(words).strip(" :.") in _TITLES
        ):
            return at
    return None


def _type(paper: Paper, number: Fact[str] | None) -> Fact[str] | None:
    at = _title_block(paper)
    if at is not None:
        block = paper.blocks[at]
        words = paper.text[block.start : block.end].strip(" :.").lower()
        return paper.fact("type", (block.start, block.end), words[:1].upper() + words[1:])
    if number is not None and type_of(number.value):
        return Fact("type", number.quote, number.start, number.end, type_of(number.value))
    itself = _SELF.search(paper.text)
    if itself:
        words = itself[1].lower()
        return paper.fact("type", itself.span(1), words[:1].upper() + words[1:])
    return _guessed_type(paper)


def _guessed_type(paper: Paper) -> Fact[str] | None:
    letters = paper.region("addressee")
    if letters:
        doubt = "Văn bản không ghi loại; có “Kính gửi” nên đọc là công văn."
        return paper.fact("type", (letters[0].start, letters[0].end), "Công văn", doubt)
    page = paper.region("chrome")
    if is_web_page(paper):
        doubt = "Đây là bài đăng trên trang tin, không phải bản văn bản chính thức."
        return paper.fact("type", (page[0].start, page[0].end), WEB_PAGE, doubt)
    return None


def _issuer(paper: Paper) -> Fact[str] | None:
    organs = _organs(paper)
    if organs:
        span = (organs[-1][0].start, organs[-1][-1].end)
        names = [
            " ".join(paper.text[b.start : b.end].strip(" -*") for b in organ) for organ in organs
        ]
        return paper.fact("issuer", span, _own_name(names))
    found = next(
        (m for m in _ISSUES.finditer(paper.text) if paper.region_at(m.start()) == "body"), None
    )
    if found is None:
        return None
    # "Trưởng Ban Dân tộc yêu cầu": the organ issues, its head speaks.
    start, end = found.span("organ")
    headed = _HEADED.match(found["organ"])
    start += headed.end() if headed else 0
    return paper.fact("issuer", (start, end), paper.text[start:end])


def _own_name(names: list[str]) -> str:
    """Return the name of the one that issues, of those above it only what its name needs."""
    name = names[-1]
    party = next((n for n in names[:-1] if _COMMITTEE.match(n)), "")
    if party and _COMMISSION.match(name) and len(names) > 1:
        return f"{name} {party}"
    if name == "VĂN PHÒNG" and len(names) > 1:  # every organ has one
        return f"{name} {names[-2]}"
    return f"{names[-2]} {name}" if name.startswith("BAN THƯỜNG TRỰC") and len(names) > 1 else name


def _organs(paper: Paper) -> list[list[Block]]:
    """Return the organs of the head, each as its lines; those of the right column are left out."""
    organs: list[list[Block]] = []
    for block in paper.region("head"):
        line = paper.text[block.start : block.end]
        if _STATE_LINE.search(line) or _MOTTO.match(line):
            continue
        if not line.strip(" -*").isupper() or _NUMBER.match(line):
            if organs and not _NUMBER.match(line) and not _PLACED.match(line):
                break
            continue
        if fold(line).strip(" :.*-") in _TITLES:
            break
        joined = bool(organs) and (
            _GOES_ON.match(line) or (_CHAIR.fullmatch(line) and len(organs) == 1)
        )
        if organs and (joined or not _is_organ(line) or _ends_open(paper, organs[-1][-1])):
            organs[-1].append(block)
        elif _is_organ(line):
            organs.append([block])
    return organs


def _ends_open(paper: Paper, block: Block) -> bool:
    """Tell whether a line ends in the middle of a name: "CHỦ TỊCH", "… TỈNH", "… VÀ"."""
    return bool(_OPEN_END.search(paper.text[block.start : block.end].rstrip(" -*")))


def _is_organ(line: str) -> bool:
    return line.isupper() and bool(_ORGAN_LINE.match(line.lstrip(" -*")))


def _subject(paper: Paper) -> Fact[str] | None:
    for block in paper.region("head"):
        brief = _BRIEF.search(paper.text, block.start, block.end)
        if brief:
            span = (brief.start("subject"), _brief_end(paper, block))
            return paper.fact("subject", span, " ".join(paper.text[slice(*span)].split()))
    at = _title_block(paper)
    blocks = paper.blocks[at + 1 : at + 1 + _SUBJECT_LINES] if at is not None else _headline(paper)
    kept: list[Block] = []
    for block in blocks:
        if block.region != "head" or _is_organ(paper.text[block.start : block.end]):
            break
        kept.append(block)
    if not kept:
        return None
    span = (kept[0].start, kept[-1].end)
    return paper.fact("subject", span, " ".join(paper.text[slice(*span)].split()))


def _brief_end(paper: Paper, first: Block) -> int:
    """Return where the subject of a letter ends, whose lines are short: "V/v …" and what follows."""
    end = first.end
    for block in paper.region("head"):
        words = paper.text[block.start : block.end]
        if block.start != end + 1 or not first.start < block.start:
            continue
        if words.isupper() or _NUMBER.match(words) or _PLACED.match(words) or _MOTTO.match(words):
            break
        if fold(words).strip(" .") in _URGENCIES or end - first.start > _LONG_SUBJECT:
            break
        end = block.end
    return end


def _headline(paper: Paper) -> tuple[Block, ...]:
    """Return the first line of a sentence's length on a web page: the title of the article."""
    if not is_web_page(paper):
        return ()
    heads = paper.region("head")
    long = (b for b in heads if len(paper.text[b.start : b.end].split()) >= _HEADLINE_WORDS)
    return tuple(b for b in (next(long, None) or next(iter(heads), None),) if b)


def is_web_page(paper: Paper) -> bool:
    """Tell whether the lines of a web page stand round the text.

    Page numbers are none, nor are the properties of a file that was no page.
    """
    lines = (paper.text[b.start : b.end] for b in paper.region("chrome"))
    return any(
        any(c.isalpha() for c in line) and not line.startswith("#") and not tells_of_its_file(line)
        for line in lines
    )
