"""A text that came as one long line: it is cut where the paper began a new one.

Word files saved as "plain text" by some programs keep no line ends. Only blanks of the clean
text turn into line ends, so every letter keeps its place.
"""

import re
from dataclasses import replace

from kheo.reading.cleaning import CleanText

_LONG = 1000
_LINE = 1500  # a text with fewer line ends than one in so many letters is folded
_TITLES = (
    "KẾ HOẠCH|QUYẾT ĐỊNH|CHỈ THỊ|HƯỚNG DẪN|THÔNG BÁO|THÔNG TRI|NGHỊ QUYẾT|CHƯƠNG TRÌNH|BÁO CÁO"
    "|TỜ TRÌNH|CÔNG ĐIỆN|QUY CHẾ|QUY ĐỊNH|KẾT LUẬN|ĐỀ ÁN|PHƯƠNG ÁN"
)
_UPPER = "A-ZÀ-ÝĂĐĨŨƠƯẠ-Ỹ"
_RULES = re.compile(r" [-_=]{3,}(?= )")
_CUTS = re.compile(
    r" (?=Số\s?:|Kính gửi\s?:|Nơi nhận\s?:|CỘNG H[ÒO][AÀ] XÃ HỘI|Độc lập\s?[-–] ?Tự do|ĐẢNG CỘNG SẢN VIỆT NAM)"  # noqa: RUF001 - dashes as papers have them
    r"|(?<=Hạnh phúc) |(?<=X-NONE) (?!X-NONE)"
    rf"| (?=(?:{_TITLES}) (?!SỐ\b)[{_UPPER}\"“][^{_UPPER}]|(?:{_TITLES}) Về )"
    rf"|(?:(?<= KẾ HOẠCH)|(?<= QUYẾT ĐỊNH)|(?<= CHỈ THỊ)|(?<= HƯỚNG DẪN)|(?<= THÔNG BÁO)"
    rf"|(?<= NGHỊ QUYẾT)|(?<= CHƯƠNG TRÌNH)|(?<= BÁO CÁO)) (?=[{_UPPER}][^{_UPPER}\s])"
    rf"|(?<![\d/]) (?=[IVX]{{1,5}}\. ?[{_UPPER}])"
    rf"|(?:(?<=[.;:)…”])|(?<=[{_UPPER}][{_UPPER}])) (?=\d{{1,2}}(?:\.\d{{1,2}})*[.)] ?[{_UPPER}“])"
    rf"|(?<=[.;:)…”]) (?=[a-zđ]\) |[-+–] ?[{_UPPER}“]|Theo đề nghị |Điều \d+[.:])"  # noqa: RUF001
    rf"| (?=Căn cứ )|(?<=[{_UPPER}][{_UPPER}]) (?=Điều \d+[.:])"
    rf"| (?=(?:TM|KT|TL|TUQ)\. ?[{_UPPER}]{{2}})"
)


def unfold(cleaned: CleanText) -> CleanText:
    """Return *cleaned* with its lines, where it has next to none."""
    text = cleaned.text
    if len(text) < _LONG or text.count("\n") > len(text) / _LINE:
        return cleaned
    ruled = _RULES.sub(lambda match: "\n" * len(match[0]), text)
    return replace(cleaned, text=_CUTS.sub("\n", ruled))
