"""Doubts about the text itself, one paper each."""

import datetime as dt
import unicodedata

import pytest

from kheo.reading.draft import draft_of
from tests.reading.places import copies_of

HEAD = (
    "UBND TỈNH NAM SƠN\nSố: 3/KH-UBND\nNam Sơn, ngày 05 tháng 02 năm 2026\nKẾ HOẠCH\nVề việc khéo\n"
)
TAIL = "\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nCHỦ TỊCH\nVừ A Mẫu\n"


def doubts(body):
    return [
        (d.kind, d.text)
        for d in draft_of(f"{HEAD}\nCăn cứ nhiệm vụ được giao:\n{body}{TAIL}").doubts
    ]


def test_a_paper_in_order_has_none():
    assert doubts("1. Các phòng đăng ký từ 01 đến 03 nội dung trước ngày 25/3/2026.") == []


@pytest.mark.parametrize(
    ("body", "expected"),
    (
        (
            "Theo Quyết định số 10/2007/QĐ_BKHCN của Bộ.",
            ("malformed_symbol", "Quyết định số 10/2007/QĐ_BKHCN"),
        ),
        (
            "Thực hiện từ ngày 05/12/2025 đến ngày 20/02/2026.",
            ("start_before_issue", "từ ngày 05/12/2025 đến ngày 20/02/2026"),
        ),
        ("Gửi trước ngày 01/02/2026.", ("deadline_before_issue", "trước ngày 01/02/2026")),
        (
            "Ban hành kèm theo Quyết định số /2026/QĐ-UBND.",
            ("blank_self_reference", "kèm theo Quyết định số /2026/QĐ-UBND."),
        ),
        ("Gửi trước ngày 31/4/2026.", ("impossible_date", "trước ngày 31/4/2026")),
        (
            "Theo Quyết định số 7/QĐ-BNV ngày 31/02/2020.",
            ("impossible_date", "Quyết định số 7/QĐ-BNV ngày 31/02/2020"),
        ),
        ("Hồ sơ nộp nộp ở phòng.", ("duplicated_word", "nộp nộp")),
        ("Nói “Dân vận khéo và làm.", ("unbalanced_quote", "“")),
        ("Chữ cо này.", ("homoglyph", "о")),  # noqa: RUF001 - a Cyrillic letter is the point
        ("Chữ a\u0301 rời.", ("mixed_unicode_form", "a\u0301")),
    ),
)
def test_one_slip_is_one_doubt_with_its_words(body, expected):
    assert doubts(body) == [expected]


@pytest.mark.parametrize(
    ("today", "expected"),
    (
        (dt.date(2026, 2, 4), [("issued_in_future", "Ngày ban hành 05/02/2026 chưa đến.")]),
        (dt.date(2026, 2, 5), []),
        (None, []),
    ),
)
def test_a_paper_issued_after_today_is_doubted_by_who_knows_the_day(today, expected):
    body = "1. Các phòng đăng ký từ 01 đến 03 nội dung trước ngày 25/3/2026."

    draft = draft_of(f"{HEAD}\nCăn cứ nhiệm vụ được giao:\n{body}{TAIL}", today=today)

    assert [(d.kind, d.message) for d in draft.doubts] == expected


def test_words_doubled_on_purpose_are_none():
    assert doubts("Ngày ngày, nhà nhà, từng từng bước; hành vi vi phạm.") == []


def test_a_launch_is_asked_for_figures_and_a_time_limit():
    assert [kind for kind, _ in doubts("Phát động phong trào thi đua “Dân vận khéo”.")] == [
        "launch_without_quota",
        "launch_without_deadline",
    ]


LOST = "Vì h nh phúc, d n vận kh o là việc của cả h thống. Kính gửi các phòng, đề nghị đọc kỹ."


def test_letters_lost_are_pointed_at_where_they_stood_in_either_form():
    found = {
        form: [
            unicodedata.normalize("NFC", body[d.start : d.end]).strip()
            for d in draft_of(body).doubts
            if d.kind == "lost_glyphs"
        ]
        for form in ("NFC", "NFD")
        for body in (unicodedata.normalize(form, f"Ở đây có chữ đủ dấu. {LOST}"),)
    }

    assert {"h nh phúc", "d n vận", "kh o"} <= set(found["NFC"])
    assert found["NFD"] == found["NFC"]


def test_marks_written_apart_are_no_letters_lost():
    whole = copies_of("000")[0].read_text(encoding="utf-8")
    apart = unicodedata.normalize("NFD", whole)

    kinds = {text: {d.kind for d in draft_of(text).doubts} for text in (whole, apart)}

    assert "lost_glyphs" not in kinds[whole] | kinds[apart]
    assert "mixed_unicode_form" in kinds[apart]
