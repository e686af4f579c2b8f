import unicodedata
from datetime import date

import pytest

from kheo.documents.paper import wording
from kheo.documents.paper.description import Head, Paper, Signatures, Signer, Table, Text
from kheo.documents.paper.layout import laid


@pytest.mark.parametrize(
    ("day", "written"),
    (
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 10), "ngày 10 tháng 12 năm 2026"),
    ),
)
def test_days_under_ten_and_the_first_two_months_have_a_leading_zero(day, written):
    assert wording.long_day(day) == written


@pytest.mark.parametrize(
    ("number", "symbol", "written"),
    (
        (5, "KH-VPUBND", "Số: 05/KH-VPUBND"),
        (123, "VPUBND-HCTC", "Số: 123/VPUBND-HCTC"),
        (None, "KH-VPUBND", "Số: \u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0/KH-VPUBND"),
        (None, "", ""),
    ),
)
def test_number_under_ten_has_a_leading_zero_and_a_missing_one_leaves_room(number, symbol, written):
    assert wording.number_line(Head("Sở Nội vụ", number=number, symbol=symbol)) == written


def test_bases_end_with_semicolons_and_the_last_with_a_full_stop():
    assert wording.listed(("Căn cứ một;", "", "Căn cứ hai.", "Căn cứ ba")) == (
        "Căn cứ một;",
        "Căn cứ hai;",
        "Căn cứ ba.",
    )


@pytest.mark.parametrize(
    ("typed", "official"),
    (
        ("K/T Chánh Văn phòng", "KT. Chánh Văn phòng"),
        ("T/M ỦY BAN NHÂN DÂN", "TM. ỦY BAN NHÂN DÂN"),
        ("TUQ.GIÁM ĐỐC", "TUQ. GIÁM ĐỐC"),
        ("TL. CHỦ TỊCH", "TL. CHỦ TỊCH"),
        ("TMĐT", "TMĐT"),
        ("", ""),
    ),
)
def test_words_of_signing_on_behalf_take_a_dot(typed, official):
    assert wording.on_behalf(typed) == official


def test_text_becomes_nfc_without_what_no_file_can_hold():
    decomposed = unicodedata.normalize("NFD", "Dân vận khéo")
    assert wording.clean(f"\x00{decomposed}\x0b\ud800\r\nhai\tba ") == "Dân vận khéo\nhai ba"


def test_body_closes_with_the_end_mark_once():
    paper = Paper(Head("Sở Nội vụ"), body=(Text("Một."), Text("Hai./.")))
    assert [block.text for block in laid(paper).blocks] == ["Một.", "Hai./."]


def test_end_mark_stands_before_the_signatures_of_two_sides():
    signs = Signatures(Signer("Thư ký"), Signer("Chủ trì"))
    blocks = laid(Paper(Head("Sở Nội vụ"), body=(Text("Hết"), signs))).blocks
    assert blocks == (Text("Hết./."), Signatures(Signer("THƯ KÝ"), Signer("CHỦ TRÌ")))


def test_a_table_at_the_end_takes_no_end_mark():
    body = (Text("Như sau:"), Table((), ()))
    assert laid(Paper(Head("Sở Nội vụ"), body=body)).blocks == body


@pytest.mark.parametrize(
    ("issuer", "lines"),
    (
        ("Sở Nội vụ", "SỞ NỘI VỤ"),
        ("Văn phòng Ủy ban nhân dân tỉnh", "VĂN PHÒNG\nỦY BAN NHÂN DÂN TỈNH"),
        ("Ủy ban nhân dân tỉnh Nam Sơn", "ỦY BAN NHÂN DÂN\nTỈNH NAM SƠN"),
    ),
)
def test_a_long_issuer_is_cut_where_a_clerk_would_cut_it(issuer, lines):
    assert laid(Paper(Head(issuer))).issuer == lines


def test_figures_are_written_as_in_official_papers():
    assert [wording.count(n) for n in (0, 5, 10, 12345)] == ["0", "05", "10", "12.345"]


def test_parts_are_headed_by_roman_numerals():
    assert wording.parts(("một", "hai", "ba", "bốn"))[3] == "IV. BỐN"
    assert [wording.roman(n) for n in (9, 10, 14, 39)] == ["IX", "X", "XIV", "XXXIX"]
