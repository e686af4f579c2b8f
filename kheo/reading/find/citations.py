"""Citations: every document the paper names, in order of first mention."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from kheo.reading.facts import Citation, Fact
from kheo.reading.find.dates import DATE, read_date
from kheo.reading.find.seeking import Sought
from kheo.reading.paper import Paper
from kheo.reading.typenames import TYPE, TYPE_OPENERS, TYPES, type_of

_LETTERS = "A-ZĐƯÔ"
_SYMBOL = rf"[{_LETTERS}][A-Za-zĐđƯưÔô]{{1,7}}"
_ORGAN = rf"[{_LETTERS}][A-Za-zĐđƯư0-9&]*"
NUMBER = Sought(
    "0",
    r"(?<![\w/.-])(?:"
    rf"(?P<party>\d{{1,5}}\s?[-–]\s?{_SYMBOL}\s?/\s?{_ORGAN}(?:\s?-\s?[{_LETTERS}][\wĐđ]*)*)"  # noqa: RUF001 - en dash as typed
    r"|(?P<state>\d{1,5}(?:\.\d{1,2})?[a-z]?\s?/\s?(?:\d{4}\s?/\s?)?"
    rf"{_ORGAN}(?:\s?[-–_&]\s?{_ORGAN})*)"  # noqa: RUF001 - en dash as typed
    r")(?![\w/])",
    re.NOFLAG,
    holds="/",
    reach=40,
)
_TYPE_BEFORE = Sought(
    TYPE_OPENERS,
    rf"\b(?P<type>{TYPE})(?:\s+[^\W\d_]+){{0,3}}?\s*(?:số|so)?\s*:?\s*\(?"
    # "Công văn số 7/UBND-NC, 9/UBND-NC", "Công văn số 7, 8/UBND-NC": the type is said once.
    rf"(?P<others>(?:\d{{1,5}}(?:/{_ORGAN}(?:-{_ORGAN})*)?(?:\s*,\s*|\s+và\s+)(?:số\s+)?){{1,9}})?$",
)
_PARTED = re.compile(r"[-_]|QH\d")
_OWN = re.compile(r"\s*S[ốỐ]\b")
_BARE = re.compile(r"\d{1,5}(?![\w/])")
_LISTED = re.compile(r"\s*(?:,|và)\s+(?:số\s+)?")
_NUMBER_WORD = re.compile(r"(?:số|so)\s*:?\s*$", re.IGNORECASE)
_FORM_BEFORE = re.compile(r"(?:mẫu|biểu|phụ lục|phiếu)(?:\s+số)?\s*$", re.IGNORECASE)
_DATE_AFTER = re.compile(
    rf"\s?[,(]?\s*(?:được\s+)?(?:ký\s+)?(?:ban hành\s+)?ngày\s+({DATE})", re.IGNORECASE
)
_TITLE_START = (
    r"(?:về(?:\s+việc)?\b|V/v\b|ban hành\b|quy định\b|hướng dẫn\b|phê duyệt\b|thực hiện\b"
    r"|triển khai\b|thông qua\b|tổng kết\b|sửa đổi\b)"
)
# What may follow a name or a title opens with one of these: most letters need no more asking.
_MAY_END_NAME = r"(?=[\svbqhptsn“;:.(),]|$)"
_MAY_END_TITLE = r"(?=[\s;“”,.]|$)"
_ISSUER_AFTER = re.compile(
    rf"\s?,?\s*của\s+(.{{2,120}}?){_MAY_END_NAME}(?=\s*(?:{_TITLE_START}|[“;:.()\n]|ngày\s+\d|$)|,\s|\s+và\s+{TYPE}\b)",
    re.IGNORECASE,
)
_TITLE_AFTER = re.compile(
    rf"[\s,)]*({_TITLE_START}[^“;\n]{{0,40}}?\s?)?“([^”\n]{{3,400}})”", re.IGNORECASE
)
_PLAIN_TITLE = re.compile(
    rf"[\s,)]*({_TITLE_START}.{{3,300}}?){_MAY_END_TITLE}(?=\s*(?:[;“”\n]|\.(?:\s|$|/)|$)"
    rf"|\s+và\s+(?:{TYPE})\s+số|,\s+(?=[{_LETTERS}][^,;.\n]{{2,80}}\s(?:yêu cầu|đề nghị|ban hành|xây dựng|hướng dẫn|phát động)))",
    re.IGNORECASE,
)
_UNNUMBERED = Sought(
    "nghị kết bộ luật pháp",
    r"\b(?P<type>Nghị quyết|Kết luận)\s+(?P<title>(?:[Đđ]ại hội|[Hh]ội nghị|Trung ương)\b"
    r"(?:[^,;.“”\n(]|\([^)\n]{1,30}\)){1,100}(?:,\s+nhiệm kỳ\s+\d{4}\s?-\s?\d{4})?)"
    # A comma belongs to the name where more words of it lead to its day, year or number.
    r"|\b(?P<law>Bộ luật|Luật|Pháp lệnh)\s+(?P<name>[A-ZĐ][^,;.“”\n]{3,120}?"
    r"(?:,\s+(?!Luật|Bộ luật|Pháp lệnh|Nghị|Quyết|Thông tư|Chỉ thị|Kế hoạch|Hướng dẫn)"
    r"[^\W\d_][^,;.“”\n\d]{2,60}?(?=\s+(?:ngày|năm|số)\s+\d))?)"
    r"(?=\s+(?:ngày|số|năm)\s|[,;.“”\n]|$)(?P<year>\s+năm\s+\d{4}(?!\d))?",
    re.NOFLAG,
)
_CITES = re.compile(r"(?:căn cứ|theo|thi hành|thực hiện|quy định của|tại|;|,)\s*$", re.IGNORECASE)
# "… ngày 30/6/2026 và Kế hoạch số 31-KH/TU cùng ngày": the day of the number before.
_SAME_DAY = re.compile(rf"\s?,?\s*\(?cùng ngày(?:\s+({DATE}))?", re.IGNORECASE)
_BETWEEN = re.compile(r"[^.;\n]{0,200}")
_LOOK_BACK = 60


def put_together(mentions: Iterable[Fact[Citation]]) -> tuple[Fact[Citation], ...]:
    """Return one fact per distinct number (000-02, 002-02, 004-05)."""
    found: dict[str, Fact[Citation]] = {}
    for fact in mentions:
        known = found.get(fact.value.number)
        found[fact.value.number] = _merge(known, fact) if known else fact
    return tuple(found.values())


def find_mentions(paper: Paper, own: str = "") -> tuple[Fact[Citation], ...]:
    """Return every mention of a number but the paper's *own*, in order."""
    found: list[Fact[Citation]] = []
    ends: list[int] = []
    for match in NUMBER.finditer(paper.text):
        named = _type_before(paper.text, match.start())
        fact = _citation(paper, match, named)
        if fact is None or fact.value.number == own:
            continue
        same = _SAME_DAY.match(paper.text, match.end())
        if same and found and _BETWEEN.fullmatch(paper.text, ends[-1], match.start()):
            _share_day(found, same[1])
            fact = replace(fact, value=replace(fact.value, date=found[-1].value.date))
        day = fact.value.date
        if ends and day and _LISTED.fullmatch(paper.text, ends[-1], match.start()):
            found[-1] = _dated(found[-1], day)
        for bare in _bare(paper, named, fact):
            found.append(bare)
            ends.append(match.end())
        found.append(fact)
        ends.append(match.end())
    return tuple(found)


def _dated(fact: Fact[Citation], day: date) -> Fact[Citation]:
    return replace(fact, value=replace(fact.value, date=fact.value.date or day))


def _bare(
    paper: Paper, named: re.Match[str] | None, fact: Fact[Citation]
) -> Iterator[Fact[Citation]]:
    """Yield the numbers whose symbol is said with the last of them: "số 7, 8/UBND-NC"."""
    if not named or not named["others"] or "/" not in fact.value.number:
        return
    symbol = fact.value.number.split("/", 1)[1]
    for bare in _BARE.finditer(paper.text, *named.span("others")):
        value = replace(fact.value, number=f"{bare[0]}/{symbol}")
        yield paper.fact("citation", (named.start(), bare.end()), value)


def _share_day(found: list[Fact[Citation]], written: str | None) -> None:
    """Give the number before the day said for it and the next: "cùng ngày 12/6/2025"."""
    read = read_date(written) if written else None
    last = found[-1]
    if read and last.value.date is None:
        found[-1] = replace(last, value=replace(last.value, date=read.real()))


def _citation(
    paper: Paper, match: re.Match[str], named: re.Match[str] | None
) -> Fact[Citation] | None:
    before = paper.text[max(0, match.start() - _LOOK_BACK) : match.start()]
    if _skipped(paper, match, before, named):
        return None
    number = "".join(match[0].split()).replace("–", "-")  # noqa: RUF001 - en dash as typed
    words = _canonical(named["type"]) if named else type_of(number)
    if not (named or words or _NUMBER_WORD.search(before)):
        return None
    at = match.end()
    when = _DATE_AFTER.match(paper.text, at)
    read = read_date(when[1]) if when else None
    at = when.end() if when else at
    issuer, at = _issuer(paper.text, at)
    if not when:  # "Quyết định số … của Thủ tướng ngày …"
        when = _DATE_AFTER.match(paper.text, at)
        read, at = (read_date(when[1]), when.end()) if when else (None, at)
    title, _ = _title(paper.text, at)
    start = named.start() if named else match.start()
    value = Citation(
        words,
        number,
        read.real() if read else None,
        issuer,
        title,
        "party" if match["party"] else "state",
    )
    doubt = (
        f"Ngày {when[1]} của văn bản {number} không có thật."
        if when and read and not read.real()
        else ""
    )
    return paper.fact(
        "citation", (start, max(match.end(), when.end() if when else 0)), value, doubt
    )


def _type_before(text: str, at: int) -> re.Match[str] | None:
    """Return the type word nearest to the number: "quy định tại Nghị định số" names a Nghị định."""
    found, end = None, 0
    for start in _TYPE_BEFORE.between(text, at - _LOOK_BACK, at):
        nearer = _TYPE_BEFORE.pattern.match(text, start, at) if start >= end else None
        if nearer is not None:
            found, end = nearer, nearer.end("type")
    return found


def _skipped(paper: Paper, match: re.Match[str], before: str, named: re.Match[str] | None) -> bool:
    """Tell whether the number is the paper's own, a form's, or stands outside the paper."""
    region = paper.region_at(match.start())
    if region in {"chrome", "recipient"} or _FORM_BEFORE.search(before):
        return True
    symbol = match[0].split("/", 1)[-1]
    if match["state"] and not named and not _PARTED.search(symbol):
        return True
    line = paper.text.rfind("\n", 0, match.start()) + 1
    return region == "head" and bool(_OWN.match(paper.text, line, match.start()))


def _canonical(words: str) -> str:
    """Return the type word as written, its first letter a capital."""
    low = " ".join(words.lower().split())
    return next((t for t in TYPES if t.lower() == low), words[:1].upper() + words[1:])


def _issuer(text: str, at: int) -> tuple[str, int]:
    found = _ISSUER_AFTER.match(text, at)
    return (found[1].strip(" ,"), found.end()) if found else ("", at)


def _title(text: str, at: int) -> tuple[str, int]:
    quoted = _TITLE_AFTER.match(text, at)
    if quoted:
        return quoted[2].strip(), quoted.end()
    plain = _PLAIN_TITLE.match(text, at)
    return (plain[1].strip(" ,"), plain.end()) if plain else ("", at)


def _merge(known: Fact[Citation], later: Fact[Citation]) -> Fact[Citation]:
    """Return the first mention with what only a later one tells; a clash becomes a doubt."""
    a, b = known.value, later.value
    doubt = known.doubt or later.doubt
    if a.date and b.date and a.date != b.date:
        doubt = f"Văn bản {a.number} được dẫn với hai ngày khác nhau: {a.date:%d/%m/%Y} và {b.date:%d/%m/%Y}."
    elif a.date or b.date:
        doubt = doubt if "hai ngày" in doubt else ""
    value = replace(
        a,
        type=a.type or b.type,
        date=a.date or b.date,
        issuer=a.issuer or b.issuer,
        title=a.title or b.title,
    )
    return replace(known, value=value, doubt=doubt)


def find_unnumbered(paper: Paper) -> tuple[Fact[Citation], ...]:
    """Return the documents named without a number, once per wording (001-05, 004-06)."""
    found: dict[str, Fact[Citation]] = {}
    for match in _UNNUMBERED.finditer(paper.text):
        before = paper.text[max(0, match.start() - _LOOK_BACK) : match.start()]
        if paper.region_at(match.start()) != "body" or (match["law"] and not _CITES.search(before)):
            continue
        words = " ".join(match[0].split())
        value = Citation(match["type"] or match["law"], "", None, "", words, "")
        found.setdefault(words.lower(), paper.fact("citation", match.span(), value))
    return tuple(found.values())
