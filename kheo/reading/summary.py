"""A draft for the eye: Vietnamese lines, the doubts first."""

from collections import Counter
from collections.abc import Iterable

from kheo.reading.draft import Draft
from kheo.reading.facts import Citation, Deadline, Doubt, Duty, Fact, Item, Quota
from kheo.reading.find.dates import shown

_NONE = "(không có)"


def summary_of(draft: Draft) -> str:
    """Return the draft as lines of text: doubts, head, then each list that is not empty."""
    parts = [
        _section(
            "Điểm cần xem lại", (_doubt_line(d.message, d.suggestion) for d in _unlike(draft))
        ),
        _section(
            f"Chữ bị mất đã đọc lại ({len(draft.changes)} chỗ), cần đối chiếu", _changes(draft)
        ),
        _section("Văn bản", _head(draft)),
        _section("Kính gửi", (f.value.name for f in draft.addressees)),
        _section("Căn cứ, viện dẫn", map(_citation, draft.citations)),
        _section("Dẫn không ghi số", (f.quote for f in draft.citations_unnumbered)),
        _section("Chỉ tiêu, số lượng", map(_quota, draft.quotas)),
        _section("Thời hạn", map(_deadline, draft.deadlines)),
        _section("Giai đoạn, thời gian", dict.fromkeys(f.quote for f in draft.periods)),
        _section("Chủ đề, phong trào", (f.value.text for f in draft.names)),
        _section(
            f"Nội dung ({len(draft.contents)})",
            (line for f in draft.contents for line in _item(f, "")),
        ),
        _section("Tiêu chí", (f.value.text for f in draft.criteria)),
        _section("Chủ đề gợi ý", (f.value.text for f in draft.topics)),
        _section("Cam kết", (f.value.text for f in draft.pledges)),
        _section("Việc giao", map(_duty, draft.duties)),
        _section("Hình thức khen", draft.extras.commendations),
        _section("Bản và nơi giữ", (f.quote for f in draft.copies)),
        _section("Nơi nhận", (f.value.name for f in draft.recipients)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _section(title: str, lines: Iterable[str]) -> str:
    body = [f"  - {line}" for line in lines]
    return "\n".join([title, *body]) if body else ""


def _unlike(draft: Draft) -> Iterable[Doubt]:
    """Return the doubts, of many with one message only the first; repairs have their own list."""
    mended = {change.start for change in draft.changes}
    return {
        doubt.message: doubt
        for doubt in reversed(draft.doubts)
        if doubt.kind != "lost_glyphs" or doubt.start not in mended
    }.values()


def _changes(draft: Draft) -> Iterable[str]:
    """Return what was read otherwise, each reading once, with how often."""
    counts = Counter((" ".join(c.found.split()), c.right) for c in draft.changes)
    for (found, right), count in counts.items():
        yield f"“{found}” → “{right}”" + (f" ({count} chỗ)" if count > 1 else "")


def _doubt_line(message: str, suggestion: str) -> str:
    return f"{message} {suggestion}".strip()


def _head(draft: Draft) -> list[str]:
    head = draft.head
    return [
        f"Loại: {head.type.value if head.type else _NONE}",
        f"Số: {head.number.value if head.number else _NONE}",
        f"Ngày: {shown(head.date.value) if head.date else _NONE}",
        f"Cơ quan: {head.issuer.value if head.issuer else _NONE}",
        f"Trích yếu: {head.subject.value if head.subject else _NONE}",
    ]


def _citation(fact: Fact[Citation]) -> str:
    value = fact.value
    day = f" ngày {shown(value.date)}" if value.date else " (không ghi ngày)"
    return f"{value.type} {value.number}{day}" + (f" của {value.issuer}" if value.issuer else "")


def _quota(fact: Fact[Quota]) -> str:
    value = fact.value
    who = f" ({value.who})" if value.who else ""
    if value.min is not None and value.min == value.max and value.target is None:
        n = value.min if value.unit.startswith("%") else f"{value.min:02}"
        return f"{n} {value.unit}{who}"
    bounds = [
        f"tối thiểu {value.min}" if value.min is not None else "",
        f"tối đa {value.max}" if value.max is not None else "",
        f"phấn đấu {value.target}" if value.target is not None else "",
    ]
    return f"{', '.join(b for b in bounds if b)} {value.unit}{who}"


def _deadline(fact: Fact[Deadline]) -> str:
    value = fact.value
    day = value.iso or value.month_day or ""
    when = "/".join(str(int(n)) for n in reversed(day.split("-"))) if day else ""
    when = when or value.recurring or value.relative or value.written
    hint = f" → {fact.suggestion}" if fact.suggestion else ""
    return f"{fact.quote} [{'KHÔNG THỂ CÓ' if value.impossible else when}]{hint}"


def _duty(fact: Fact[Duty]) -> str:
    value = fact.value
    clause = f"[{value.clause}] " if value.clause else ""
    parts = (
        f"phối hợp {value.partners}" if value.partners else "",
        f"hạn: {value.due}" if value.due else "",
        f"báo cáo {value.report_to}" if value.report_to else "",
    )
    return "; ".join([f"{clause}{value.who}: {value.what}", *filter(None, parts)])


def _item(fact: Fact[Item], indent: str) -> list[str]:
    lines = [f"{indent}{fact.value.number} {fact.value.text}"]
    for child in fact.value.children:
        lines += _item(child, indent + "  ")
    return lines
