"""Types of official papers: their names and the symbols their numbers carry."""

import re

TYPES = (
    "Nghị quyết liên tịch", "Nghị quyết", "Nghị định", "Thông tư liên tịch", "Thông tư",
    "Quyết định", "Chỉ thị", "Kế hoạch", "Hướng dẫn", "Thông báo kết luận", "Thông báo",
    "Chương trình hành động", "Chương trình phối hợp", "Chương trình", "Công văn", "Công điện",
    "Kết luận", "Quy định", "Quy chế", "Đề án", "Phương án", "Dự án", "Tờ trình", "Báo cáo",
    "Bộ luật", "Luật", "Pháp lệnh", "Sắc lệnh", "Lệnh", "Giấy mời", "Biên bản", "Hợp đồng",
    "Quy ước", "Văn bản",
)  # fmt: skip
TYPE = "(?:" + "|".join(rf"{t[0]}{t[1:]}" for t in TYPES) + ")"
BY_SYMBOL = {
    "NQ": "Nghị quyết", "NQLT": "Nghị quyết liên tịch", "NĐ": "Nghị định", "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch", "QĐ": "Quyết định", "CT": "Chỉ thị", "KH": "Kế hoạch",
    "HD": "Hướng dẫn", "TB": "Thông báo", "CTr": "Chương trình", "CĐ": "Công điện",
    "CV": "Công văn", "KL": "Kết luận", "QC": "Quy chế", "ĐA": "Đề án", "PA": "Phương án",
    "TTr": "Tờ trình", "BC": "Báo cáo", "PL": "Pháp lệnh",
}  # fmt: skip
# A Party decision may issue a regulation and keep the decision's symbol: "Quy định số 339-QĐ/TW".
_ALSO = {
    "QĐ": {"Quy định", "Quy chế", "Quyết định"},
    "TB": {"Thông báo", "Thông báo kết luận", "Kết luận"},
    "CTr": {"Chương trình", "Chương trình hành động", "Chương trình phối hợp"},
}
_SYMBOL = re.compile(r"[A-ZĐƯÔ][A-Za-zĐđ]*")


def symbol_of(number: str) -> str:
    """Return the type symbol of *number*: "KH" of 54/KH-VPUBND, "HD" of 01-HD/BDVTU, or ""."""
    found = _SYMBOL.search(number)
    return found[0] if found else ""


def type_of(number: str) -> str:
    """Return the type that the symbol of *number* stands for, or ""."""
    return BY_SYMBOL.get(symbol_of(number), "Luật" if "/QH" in number else "")


def agrees(type_name: str, number: str) -> bool:
    """Tell whether the word before a number and the symbol inside it name the same type."""
    symbol = symbol_of(number)
    expected = _ALSO.get(symbol, {BY_SYMBOL.get(symbol, type_name)})
    return not type_name or type_name == "Văn bản" or type_name in expected
