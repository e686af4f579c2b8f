"""Types of official papers: their names and the symbols their numbers carry."""

import re

# Longer names first: a pattern takes the first that fits.
TYPES = (
    "Nghị quyết liên tịch", "Nghị quyết", "Nghị định", "Thông tư liên tịch", "Thông tư", "Thông tri",
    "Quyết định", "Chỉ thị", "Kế hoạch liên tịch", "Kế hoạch phối hợp", "Kế hoạch",
    "Hướng dẫn liên tịch", "Hướng dẫn", "Thông báo kết luận", "Thông báo", "Thông cáo",
    "Chương trình hành động", "Chương trình phối hợp", "Chương trình", "Công văn", "Công điện",
    "Kết luận", "Quy định", "Quy chế phối hợp", "Quy chế", "Quy trình", "Quy ước", "Đề án",
    "Đề cương", "Phương án", "Dự án", "Chiến lược", "Tờ trình", "Báo cáo", "Bộ luật", "Luật",
    "Pháp lệnh", "Sắc lệnh", "Lệnh", "Giấy mời", "Giấy ủy quyền", "Giấy giới thiệu", "Phiếu chuyển",
    "Phiếu gửi", "Biên bản", "Hợp đồng", "Lời kêu gọi", "Thư kêu gọi", "Văn bản hợp nhất", "Văn bản",
)  # fmt: skip
TYPE = "(?:" + "|".join(TYPES) + ")"
TYPE_OPENERS = " ".join(sorted({name.split()[0].lower() for name in TYPES}))
BY_SYMBOL = {
    "NQ": "Nghị quyết", "NQLT": "Nghị quyết liên tịch", "NĐ": "Nghị định", "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch", "QĐ": "Quyết định", "CT": "Chỉ thị", "KH": "Kế hoạch",
    "KHLT": "Kế hoạch liên tịch", "KHPH": "Kế hoạch phối hợp", "HD": "Hướng dẫn",
    "HDLT": "Hướng dẫn liên tịch", "TB": "Thông báo", "TBKL": "Thông báo kết luận",
    "CTr": "Chương trình", "CTHĐ": "Chương trình hành động",
    "CTPH": "Chương trình phối hợp", "CTrPH": "Chương trình phối hợp", "CĐ": "Công điện",
    "CV": "Công văn", "KL": "Kết luận", "QC": "Quy chế", "QCPH": "Quy chế phối hợp",
    "QyĐ": "Quy định", "QĐi": "Quy định", "ĐA": "Đề án", "PA": "Phương án",
    "TTr": "Tờ trình", "BC": "Báo cáo", "BB": "Biên bản", "HĐ": "Hợp đồng", "GM": "Giấy mời",
    "GUQ": "Giấy ủy quyền", "GGT": "Giấy giới thiệu",
    "PL": "Pháp lệnh", "VBHN": "Văn bản hợp nhất", "TTri": "Thông tri",
}  # fmt: skip
# One symbol serves several names: a Party decision may issue a regulation and keep the decision's
# symbol ("Quy định số 339-QĐ/TW"), a joint plan is still a plan.
_ALSO = {
    "QĐ": {"Quy định", "Quy chế", "Quyết định"},
    "QĐi": {"Quy định", "Quyết định"},
    "TB": {"Thông báo", "Thông báo kết luận", "Kết luận"},
    "TBKL": {"Thông báo kết luận", "Thông báo", "Kết luận"},
    "KL": {"Kết luận", "Thông báo kết luận", "Thông báo"},
    "CT": {"Chỉ thị", "Chương trình"},
    "CTr": {"Chương trình", "Chương trình hành động", "Chương trình phối hợp"},
    "CTHĐ": {"Chương trình hành động", "Chương trình"},
    "CTPH": {"Chương trình phối hợp", "Chương trình"},
    "CTrPH": {"Chương trình phối hợp", "Chương trình"},
    "KH": {"Kế hoạch", "Kế hoạch liên tịch", "Kế hoạch phối hợp"},
    "KHLT": {"Kế hoạch liên tịch", "Kế hoạch"},
    "KHPH": {"Kế hoạch phối hợp", "Kế hoạch"},
    "HDLT": {"Hướng dẫn liên tịch", "Hướng dẫn"},
    "HD": {"Hướng dẫn", "Hướng dẫn liên tịch"},
    "NQLT": {"Nghị quyết liên tịch", "Nghị quyết"},
    "TTLT": {"Thông tư liên tịch", "Thông tư"},
    "QC": {"Quy chế", "Quy chế phối hợp"},
    "QCPH": {"Quy chế phối hợp", "Quy chế", "Quy định"},
    "TT": {"Thông tư", "Tờ trình", "Thông tri"},
    "BC": {"Báo cáo", "Báo cáo kết luận"},
    "CĐ": {"Công điện"},
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
