"""Which papers have a master, the words a master may hold, and what they stand for in a paper."""

from collections.abc import Mapping
from enum import StrEnum

from kheo.documents.paper.layout import Sheet


class Kind(StrEnum):
    """A paper that an office may lay out itself."""

    FORM = "form"
    CARD = "card"
    REVIEW = "review"
    TABLE = "table"
    VISIT = "visit"
    LETTER = "letter"
    REMINDER = "reminder"
    PLAN = "plan"
    PROPOSAL = "proposal"
    DECISION = "decision"


BODY = "noi_dung"
BLOCKS = ("can_cu", "kinh_gui", BODY, "noi_nhan", "ma_vuong")  # whole paragraphs
_FORM = ("co_quan_cap_tren", "co_quan_ban_hanh", "dia_danh_ngay")
_HEAD = (*_FORM, "so_ky_hieu")
_TITLE = ("ten_loai", "trich_yeu")
_SIGNED = ("quyen_han_ky", "chuc_vu_ky", "ho_ten_ky", "noi_nhan")
_LETTER = (*_HEAD, "trich_yeu", "kinh_gui", BODY, *_SIGNED)
WORDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.FORM: (*_FORM, "ban_so", "noi_luu", *_TITLE, BODY, "ma_vuong"),
    Kind.CARD: (*_FORM, *_TITLE, BODY, "ma_vuong"),
    Kind.REVIEW: (*_FORM, *_TITLE, BODY, "ma_vuong"),
    Kind.TABLE: (*_FORM, *_TITLE, BODY),
    Kind.VISIT: (*_FORM, *_TITLE, BODY, "ma_vuong"),
    Kind.LETTER: _LETTER,
    Kind.REMINDER: _LETTER,
    Kind.PLAN: (*_HEAD, *_TITLE, "can_cu", BODY, *_SIGNED),
    Kind.PROPOSAL: (*_HEAD, *_TITLE, "can_cu", "kinh_gui", BODY, *_SIGNED),
    Kind.DECISION: (*_HEAD, *_TITLE, "tham_quyen", "can_cu", BODY, *_SIGNED),
}
# Without these a paper is none: a form that does not say which copy it is cannot be filed.
REQUIRED: Mapping[Kind, tuple[str, ...]] = {
    kind: (BODY, "ban_so", "ma_vuong") if kind is Kind.FORM else (BODY,) for kind in Kind
}
# A letter that has no master of its own is laid out with the one of letters.
INSTEAD: Mapping[Kind, Kind] = {Kind.REMINDER: Kind.LETTER}


def values(sheet: Sheet) -> dict[str, str]:
    """Return what the words that stand inside a line mean in *sheet*."""
    signer = sheet.signer
    first, second = (*sheet.marks, "", "")[:2]
    return {
        "co_quan_cap_tren": sheet.superior,
        "co_quan_ban_hanh": sheet.issuer,
        "so_ky_hieu": sheet.number,
        "dia_danh_ngay": sheet.place_day,
        "ban_so": first,
        "noi_luu": second,
        "ten_loai": sheet.kind,
        "trich_yeu": sheet.letter_about or sheet.about,
        "tham_quyen": sheet.authority,
        "quyen_han_ky": signer.on_behalf if signer else "",
        "chuc_vu_ky": signer.post if signer else "",
        "ho_ten_ky": signer.name if signer else "",
    }
