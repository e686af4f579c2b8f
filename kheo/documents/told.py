"""What a check of a Word file found, in words: where, what stands there, what is asked, by what."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.documents.paper.check.asked import Part, Trait
from kheo.documents.paper.check.checking import Report
from kheo.documents.paper.check.facts import Deviation, Value

_PARTS = {
    Part.SHEET: gettext_lazy("Trang giấy"),
    Part.PAGE_NUMBER: gettext_lazy("Số trang"),
    Part.HEAD: gettext_lazy("Phần đầu văn bản"),
    Part.NATION: gettext_lazy("Quốc hiệu, tiêu đề"),
    Part.MOTTO: gettext_lazy("Tiêu ngữ"),
    Part.SUPERIOR: gettext_lazy("Tên cơ quan cấp trên"),
    Part.ISSUER: gettext_lazy("Tên cơ quan ban hành"),
    Part.NUMBER: gettext_lazy("Số và ký hiệu"),
    Part.DAY: gettext_lazy("Địa danh, thời gian"),
    Part.LETTER_SUBJECT: gettext_lazy("Trích yếu công văn"),
    Part.KIND: gettext_lazy("Tên loại văn bản"),
    Part.SUBJECT: gettext_lazy("Trích yếu nội dung"),
    Part.BASIS: gettext_lazy("Căn cứ ban hành"),
    Part.HEADING: gettext_lazy("Tiêu đề mục, điều"),
    Part.BODY: gettext_lazy("Nội dung"),
    Part.END: gettext_lazy("Dấu kết thúc nội dung"),
    Part.ON_BEHALF: gettext_lazy("Quyền hạn người ký"),
    Part.POST: gettext_lazy("Chức vụ người ký"),
    Part.SIGNER: gettext_lazy("Họ tên người ký"),
    Part.SENT_LABEL: gettext_lazy("Chữ “Nơi nhận”"),
    Part.SENT: gettext_lazy("Danh sách nơi nhận"),
    Part.TEXT: gettext_lazy("Chữ trong văn bản"),
}
_TRAITS = {
    Trait.PRESENT: gettext_lazy("có hay thiếu"),
    Trait.PLACE: gettext_lazy("vị trí"),
    Trait.WORDS: gettext_lazy("cách ghi"),
    Trait.WIDTH: gettext_lazy("chiều rộng"),
    Trait.HEIGHT: gettext_lazy("chiều cao"),
    Trait.TOP: gettext_lazy("lề trên"),
    Trait.BOTTOM: gettext_lazy("lề dưới"),
    Trait.LEFT: gettext_lazy("lề trái"),
    Trait.RIGHT: gettext_lazy("lề phải"),
    Trait.FONT: gettext_lazy("phông chữ"),
    Trait.SIZE: gettext_lazy("cỡ chữ"),
    Trait.BOLD: gettext_lazy("độ đậm"),
    Trait.ITALIC: gettext_lazy("kiểu đứng, nghiêng"),
    Trait.UNDERLINE: gettext_lazy("gạch chân"),
    Trait.CAPITALS: gettext_lazy("chữ hoa, chữ thường"),
    Trait.COLOUR: gettext_lazy("màu chữ"),
    Trait.ALIGN: gettext_lazy("căn dòng"),
    Trait.INDENT: gettext_lazy("lùi đầu dòng"),
    Trait.GAP: gettext_lazy("cách đoạn"),
    Trait.SPACING: gettext_lazy("cách dòng"),
    Trait.STROKE: gettext_lazy("đường kẻ bên dưới"),
    Trait.FIRST_PAGE: gettext_lazy("trang thứ nhất"),
    Trait.COMPOSED: gettext_lazy("bảng mã"),
}
_YES_NO = {  # what is true, what is false
    Trait.PRESENT: (gettext_lazy("phải có"), gettext_lazy("không có")),
    Trait.BOLD: (gettext_lazy("chữ đậm"), gettext_lazy("chữ không đậm")),
    Trait.ITALIC: (gettext_lazy("chữ nghiêng"), gettext_lazy("chữ đứng")),
    Trait.UNDERLINE: (gettext_lazy("có gạch chân"), gettext_lazy("không gạch chân")),
    Trait.CAPITALS: (gettext_lazy("chữ in hoa"), gettext_lazy("chữ in thường")),
    Trait.STROKE: (gettext_lazy("có đường kẻ"), gettext_lazy("không có đường kẻ")),
    Trait.FIRST_PAGE: (
        gettext_lazy("hiện số trang"),
        gettext_lazy("không hiện số trang ở trang thứ nhất"),
    ),
    Trait.COMPOSED: (
        gettext_lazy("Unicode dựng sẵn (TCVN 6909:2001)"),
        gettext_lazy("Unicode tổ hợp"),
    ),
}
_NAMED = {
    "left": gettext_lazy("bên trái"),
    "right": gettext_lazy("bên phải"),
    "center": gettext_lazy("giữa"),
    "justify": gettext_lazy("đều hai bên"),
    "top": gettext_lazy("giữa lề trên"),
    "bottom": gettext_lazy("ở lề dưới"),
    "text": gettext_lazy("chữ thường, không có bảng"),
    "table": gettext_lazy("bảng hai cột không kẻ khung"),
    "before": gettext_lazy("đứng trước"),
    "after": gettext_lazy("đứng sau"),
}
_MM = {
    Trait.WIDTH, Trait.HEIGHT, Trait.TOP, Trait.BOTTOM, Trait.LEFT, Trait.RIGHT, Trait.INDENT,
}  # fmt: skip
_PT = {Trait.SIZE, Trait.GAP}
BLACK = "000000"
_EXACT = 5  # a distance of lines from here on is in points, below it in lines


@dataclass(frozen=True)
class Told:
    """One deviation, every word ready."""

    part: str
    trait: str
    where: str
    near: str
    found: str
    expected: str
    article: str


def told(report: Report) -> list[Told]:
    """Return the deviations of *report* in words, in the order of the file."""
    return [_told(report, deviation) for deviation in report.deviations]


def _told(report: Report, fact: Deviation) -> Told:
    where = [] if report.leaves == 1 else [_("Phần %(n)s của tệp") % {"n": fact.leaf}]
    where += [_("đoạn %(n)s") % {"n": fact.line}] if fact.line else []
    where += [_("và %(n)s chỗ khác") % {"n": fact.times - 1}] if fact.times > 1 else []
    return Told(
        part=str(_PARTS[fact.part]),
        trait=str(_TRAITS[fact.trait]),
        where=", ".join(where),
        near=fact.near,
        found=_said(fact.trait, fact.found),
        expected=_said(fact.trait, fact.expected),
        article=fact.article,
    )


def _said(trait: Trait, value: Value) -> str:
    if isinstance(value, bool):
        yes, no = _YES_NO[trait]
        return str(yes if value else no)
    if isinstance(value, tuple):
        return _ranged(trait, value)
    if trait is Trait.COLOUR:
        return _("màu đen") if value == BLACK else _("màu %(code)s") % {"code": f"#{value}"}
    if isinstance(value, str):
        worded = trait is not Trait.WORDS
        return str(_NAMED.get(value, value) if worded else value)
    return _measure(trait, value)


def _ranged(trait: Trait, value: tuple[float, float]) -> str:
    low, high = value
    if trait is Trait.STROKE:
        return _("dài bằng %(low)s đến %(high)s dòng chữ bên trên") % {
            "low": _share(low),
            "high": _share(high),
        }
    if low == high:
        return _measure(trait, low)
    if not low:
        return _("không quá %(high)s") % {"high": _measure(trait, high)}
    return _("%(low)s đến %(high)s") % {"low": _figure(low), "high": _measure(trait, high)}


def _measure(trait: Trait, value: float) -> str:
    if trait is Trait.STROKE:
        return _("dài bằng %(share)s dòng chữ bên trên") % {"share": _share(value)}
    if trait is Trait.SPACING:
        exact = value >= _EXACT
        words = _("%(n)s pt") if exact else _("%(n)s dòng")
        return words % {"n": _figure(value)}
    if trait in _MM:
        return _("%(n)s mm") % {"n": _figure(value)}
    return (_("%(n)s pt") if trait in _PT else "%(n)s") % {"n": _figure(value)}


def _share(value: float) -> str:
    return f"{round(value * 100)}%"


def _figure(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")
