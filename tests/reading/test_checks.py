"""Checks against the day of the paper, the register of ended texts, and the paper itself."""

import pytest

from kheo.reading.check.register import bodies, texts
from kheo.reading.draft import draft_of
from kheo.reading.find.dates import shown

HEAD = "UBND TỈNH NAM SƠN\nSố: 3/2026/KH-UBND\nNam Sơn, ngày 05 tháng 02 năm 2026\nKẾ HOẠCH\nVề việc khéo\n"
TAIL = "\nNơi nhận:\n- {receiver};\n- Lưu: VT.\nCHỦ TỊCH\nVừ A Mẫu\n"


def doubts(body, head=HEAD, receiver="Như trên"):
    draft = draft_of(f"{head}\nCăn cứ nhiệm vụ được giao:\n{body}{TAIL.format(receiver=receiver)}")
    return [(d.kind, d.suggestion) for d in draft.doubts]


@pytest.mark.parametrize(
    ("body", "expected"),
    (
        (
            "Theo Nghị định số 90/2020/NĐ-CP của Chính phủ.",
            (
                "replaced_text",
                "Dẫn Nghị định 335/2025/NĐ-CP (viên chức: Nghị định 233/2026/NĐ-CP từ 01/7/2026).",
            ),
        ),
        (
            "Họp vào thứ Hai, ngày 10/02/2026.",
            ("weekday_mismatch", "Sửa thành thứ ba, hoặc sửa ngày."),
        ),
        (
            "Theo Nghị quyết số 4/2024/NQ-HĐND ngày 05/3/2023.",
            ("number_year_vs_date", "Đối chiếu số hoặc ngày."),
        ),
        (
            "Ban hành kèm theo Kế hoạch số 5/2026/KH-UBND.",
            ("inconsistent_number", "Thống nhất một số: 3/2026/KH-UBND."),
        ),
        ("Kế hoạch có hiệu lực từ ngày 01/01/2026.", ("date_before_issue", "")),
        (
            "1. Đợt 1: từ ngày 01/3/2026 đến ngày 31/3/2026\na) Họp từ ngày 05/4/2026 đến ngày 06/4/2026.",
            ("inconsistent_period", "Đối chiếu hai khoảng thời gian."),
        ),
        ("Các phòng thực hiện thực hiện nghiêm.", ("duplicated_word", "Có lẽ chỉ là “thực hiện”.")),
        ("1. Một việc.\n2. Hai việc.\n2. Ba việc.", ("duplicate_section_number", "")),
    ),
)
def test_one_misfit_is_one_doubt_with_its_advice(body, expected):
    assert expected in doubts(body)


@pytest.mark.parametrize(
    ("cited", "instead"),
    (
        ("Quyết định số 290-QĐ/TW", "Quyết định 23-QĐ/TW ngày 30/7/2021"),
        ("Nghị định số 91/2017/NĐ-CP", "Nghị định 152/2025/NĐ-CP"),
        ("Nghị định số 98/2023/NĐ-CP", "Nghị định 152/2025/NĐ-CP"),
        ("Thông tư số 01/2024/TT-BNV", "Thông tư 15/2025/TT-BNV"),
        ("Nghị định số 13/2023/NĐ-CP", None),
        ("Luật Thi đua, Khen thưởng năm 2003", "Luật Thi đua, khen thưởng 06/2022/QH15"),
    ),
)
def test_a_text_replaced_before_the_paper_is_doubted_and_in_a_paper_of_its_time_is_not(
    cited, instead
):
    old = HEAD.replace("2026\nKẾ", "2018\nKẾ").replace("3/2026", "3/2018")

    now = doubts(f"Theo {cited} của cấp trên.")
    then = doubts(f"Theo {cited} của cấp trên.", head=old)

    sure = "Dẫn Nghị định 356/2025/NĐ-CP."
    asked = f"Kiểm tra rồi dẫn {instead}, nếu đúng."
    assert now == [("replaced_text", asked if instead else sure)]
    assert "replaced_text" not in {kind for kind, _ in then}


def test_what_nobody_held_against_the_gazette_is_asked_about_and_never_asserted():
    cited = "; ".join(f"văn bản số {name}" for name in texts())
    later = HEAD.replace("2026\nKẾ", "2027\nKẾ").replace("3/2026", "3/2027")
    draft = draft_of(f"{later}\nTheo {cited}.\n1. Việc.{TAIL.format(receiver='Như trên')}")

    said = {d.text.split()[-1]: d.message for d in draft.doubts if d.kind == "replaced_text"}

    asking = "{name} có thể đã hết hiệu lực sau ngày {day}, cần kiểm tra lại."
    plain = "{name} hết hiệu lực sau ngày {day}."
    assert said == {
        name: (plain if text.sure else asking).format(name=name, day=shown(text.until))
        for name, text in texts().items()
    }


def test_a_body_that_ended_before_the_paper_is_doubted_and_one_before_its_end_is_not():
    old = HEAD.replace("2026\nKẾ", "2024\nKẾ").replace("3/2026", "3/2024")

    now = doubts("Làm việc.", receiver="Ủy ban nhân dân các huyện, thành phố")
    before = doubts("Làm việc.", head=old, receiver="Ủy ban nhân dân các huyện, thành phố")

    assert now == [("dissolved_body", "Thay bằng cơ quan của xã, phường, đặc khu.")]
    assert before == []


def test_every_entry_of_the_register_says_its_source_and_what_came_instead():
    entries = [*texts().values(), *bodies()]

    assert [e.name for e in entries if not (e.source and e.instead)] == []


def test_a_blank_form_after_the_signature_is_told_and_left_out():
    form = "PHIẾU ĐĂNG KÝ\nHọ và tên: ........\nĐơn vị: ........\n1. Đăng ký 05 mô hình: ........\n"
    draft = draft_of(f"{HEAD}\nCăn cứ nhiệm vụ:\n1. Việc.{TAIL.format(receiver='Như trên')}{form}")

    assert [d.kind for d in draft.doubts] == ["embedded_form"]
    assert draft.quotas == ()


def test_the_properties_of_a_word_file_before_the_paper_make_it_no_web_page():
    told = "Lò Văn Mẫu 2 2026-01-05T08:00:00Z 2026-02-04T08:00:00Z 1 140 802 false\n\n"
    blank = "UBND TỈNH NAM SƠN\nSố:   /KH-UBND\nNam Sơn, ngày 05 tháng 02 năm 2026\nKẾ HOẠCH\nVề việc khéo\n"

    kinds = [kind for kind, _ in doubts("Các phòng thực hiện.", head=told + blank)]

    assert kinds == ["missing_number", "file_metadata"]
