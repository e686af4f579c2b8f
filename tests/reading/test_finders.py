"""Single finders on single sentences."""

from datetime import date

import pytest

from kheo.reading.draft import draft_of

AFTER = "\nCác phòng triển khai thực hiện trong tháng này, không để chậm việc của người dân./."


def cited(sentence):
    return [
        (f.value.type, f.value.number, f.value.date)
        for f in draft_of(f"Căn cứ {sentence}{AFTER}").citations
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    (
        (
            "Quyết định số 817/QĐ-UBND-HC ngày 5 tháng 8 năm 2014 của UBND tỉnh",
            ("Quyết định", "817/QĐ-UBND-HC", date(2014, 8, 5)),
        ),
        ("Chỉ thị 16/CT-TTg ngày 16.5.2018", ("Chỉ thị", "16/CT-TTg", date(2018, 5, 16))),
        ("Nghị định số 30/2020/NĐ-CP", ("Nghị định", "30/2020/NĐ-CP", None)),
        ("Luật Thi đua, khen thưởng số 06/2022/QH15", ("Luật", "06/2022/QH15", None)),
        ("quy định tại Thông tư số 01/2024/TT-BNV", ("Thông tư", "01/2024/TT-BNV", None)),
        ("Quyết định số 7/QĐ-UBND ngày 31/02/2020", ("Quyết định", "7/QĐ-UBND", None)),
        (
            "Quyết định số 7/QĐ-UBND của UBND tỉnh ngày 01/02/2020",
            ("Quyết định", "7/QĐ-UBND", date(2020, 2, 1)),
        ),
    ),
)
def test_citations_are_read_in_every_spelling(sentence, expected):
    assert cited(sentence) == [expected]


def test_a_number_is_cited_once_with_what_a_later_mention_tells():
    assert cited("Kế hoạch số 9/KH-UBND; rồi Kế hoạch số 9/KH-UBND ngày 01/3/2020") == [
        ("Kế hoạch", "9/KH-UBND", date(2020, 3, 1))
    ]


def test_two_days_for_one_number_are_doubted():
    draft = draft_of(
        f"Căn cứ Kế hoạch số 9/KH-UBND ngày 01/3/2020, Kế hoạch số 9/KH-UBND ngày 02/3/2020.{AFTER}"
    )
    assert "hai ngày khác nhau: 01/03/2020 và 02/03/2020" in draft.citations[0].doubt


def test_a_form_number_is_no_citation():
    assert cited("biên bản theo mẫu số 03/HNMT-A") == []


def test_a_wrong_type_word_is_doubted():
    draft = draft_of(f"Căn cứ Công văn số 12/HD-BNV của Bộ Nội vụ.{AFTER}")
    assert [d.kind for d in draft.doubts if d.text.startswith("Công văn")] == [
        "type_symbol_mismatch"
    ]


def quota(sentence):
    return [
        (f.value.min, f.value.max, f.value.target, f.value.unit)
        for f in draft_of(f"Thực hiện: {sentence}.{AFTER}").quotas
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    (
        ("mỗi xã chọn 02 mô hình", [(2, 2, None, "mô hình")]),
        (
            "đề nghị không quá 01 tập thể, 03 cá nhân",
            [(None, 1, None, "tập thể"), (None, 3, None, "cá nhân")],
        ),
        ("ít nhất 05 việc", [(5, None, None, "việc")]),
        ("từ 02 sáng kiến trở lên", [(2, None, None, "sáng kiến")]),
        ("tối thiểu 70% cán bộ tham gia", [(70, None, None, "% cán bộ")]),
        ("đạt 95% trở lên", [(95, None, None, "%")]),
        ("có 2-3 mô hình", [(2, 3, None, "mô hình")]),
        ("trong năm 2025 kế hoạch đã xong", []),
        ("một số nội dung sau", []),
        ("từ 03 đến 01 nội dung", [(1, 3, None, "nội dung")]),
    ),
)
def test_quotas_are_read(sentence, expected):
    assert quota(sentence) == expected


def test_a_reversed_range_is_doubted():
    (fact,) = draft_of(f"Đăng ký từ 03 đến 01 nội dung.{AFTER}").quotas
    assert "ngược" in fact.doubt


def due(sentence):
    return [
        (f.value.iso, f.value.recurring, f.value.month_day)
        for f in draft_of(f"Các đơn vị thực hiện: {sentence}.{AFTER}").deadlines
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    (
        ("gửi báo cáo trước ngày 05/12/2026", [("2026-12-05", None, None)]),
        ("báo cáo chậm nhất là ngày 5 tháng 12 năm 2026", [("2026-12-05", None, None)]),
        ("tổng kết vào tháng 4 năm 2026", [("2026-04", None, None)]),
        ("báo cáo trước ngày 10/12 hằng năm", [(None, "hằng năm", "12-10")]),
        ("báo cáo ngày mồng 3 hằng tháng", [(None, "hằng tháng", None)]),
        ("báo cáo trước mùng 5 hằng tháng", [(None, "hằng tháng", None)]),
        ("họp định kỳ 06 tháng một lần", [(None, "6 tháng", None)]),
        ("họp định kỳ 3 tháng một lần", [(None, "hằng quý", None)]),
        ("báo cáo chậm nhất là cuối tháng 10/2026", [("2026-10", None, None)]),
        ("thực hiện từ ngày 01/02/2026 đến hết ngày 05/02/2026", []),
        ("phù hợp với tình hình hằng năm", []),
    ),
)
def test_deadlines_are_read(sentence, expected):
    assert due(sentence) == expected


@pytest.mark.parametrize(
    ("written", "cites", "suggested"),
    (
        ("25/3/3013", "ngày 10/3/2014", date(2014, 3, 25)),
        ("25/3/3013", "ngày 10/6/2014", date(2015, 3, 25)),
        ("25/3/2214", "ngày 10/3/2014", date(2014, 3, 25)),
        ("25/3/1914", "ngày 10/3/2014", date(2014, 3, 25)),
        ("25/3/2054", "ngày 10/3/2014", date(2014, 3, 25)),
        ("31/11/2014", "ngày 10/3/2014", None),
        ("25/3/3013", "", None),
    ),
)
def test_a_day_that_cannot_be_is_kept_and_the_likely_day_only_suggested(written, cites, suggested):
    draft = draft_of(
        f"Theo Kế hoạch số 5/KH-UBND {cites}, gửi về Phòng trước ngày {written}.{AFTER}"
    )
    (fact,) = draft.deadlines
    assert fact.value.impossible
    assert (fact.value.iso, fact.value.written, fact.value.suggested) == (None, written, suggested)
    assert fact.doubt


@pytest.mark.parametrize(
    ("sentence", "expected"),
    (
        ("từ tháng 3/2026 đến hết năm 2027", ("2026-03", "2027")),
        ("từ ngày 05/12/2025 đến ngày 20/02/2026", ("2025-12-05", "2026-02-20")),
        ("Từ 26/11 đến 20/12/2022", ("2022-11-26", "2022-12-20")),
        ("từ tháng 10 năm 2025 đến hết tháng 3 năm 2026", ("2025-10", "2026-03")),
        ("từ ngày 15/3/2026 đến khi xong việc", ("2026-03-15", None)),
        ("nhiệm kỳ 2026 – 2031", ("2026", "2031")),  # noqa: RUF001 - en dash as papers have it
        ("từ năm 2021 đến năm 2025", ("2021", "2025")),
    ),
)
def test_periods_are_read(sentence, expected):
    draft = draft_of(f"Các đơn vị làm việc này {sentence}.{AFTER}")
    assert [(f.value.first, f.value.last) for f in draft.periods] == [expected]


def test_a_set_of_pledges_short_of_its_number_is_doubted():
    draft = draft_of(f"Thực hiện “03 không”: “Không trễ hẹn”; “Không phiền hà”.{AFTER}")
    assert [f.value.text for f in draft.pledges] == ["Không trễ hẹn", "Không phiền hà"]
    assert "báo 3 điều nhưng chỉ đọc được 2 điều" in draft.pledges[0].doubt


def test_copies_that_do_not_add_up_are_doubted():
    draft = draft_of(f"Bản đăng ký lập thành 03 bản, 01 bản lưu tại Phòng.{AFTER}")
    assert "lập 3 bản nhưng nơi giữ nêu 1 bản" in draft.copies[0].doubt


def test_the_addressees_end_where_the_first_sentence_with_an_act_begins():
    draft = draft_of(
        "Kính gửi: các đồng chí. Mỗi người đăng ký từ 1 đến 3 nội dung, nộp trước ngày 25/3/2027."
    )

    assert [f.value.name for f in draft.addressees] == ["các đồng chí"]
    assert [(f.value.min, f.value.max) for f in draft.quotas] == [(1, 3)]
    assert [f.value.iso for f in draft.deadlines] == ["2027-03-25"]


@pytest.mark.parametrize(
    ("line", "expected"),
    (
        (
            "Kính gửi: Văn phòng tỉnh; các sở, ban, ngành; Uỷ ban nhân dân các xã.",
            ["Văn phòng tỉnh", "các sở, ban, ngành", "Uỷ ban nhân dân các xã"],
        ),
        (
            "Kính gửi: TP. Hồ Chí Minh; Các phòng, đơn vị trực thuộc.",
            ["TP. Hồ Chí Minh", "Các phòng, đơn vị trực thuộc"],
        ),
        (
            "Kính gửi:\nCác phòng chuyên môn;\nCác xã, phường.",
            ["Các phòng chuyên môn", "Các xã, phường"],
        ),
        ("Kính gửi: Ủy ban nhân dân tỉnh.", ["Ủy ban nhân dân tỉnh"]),
    ),
)
def test_each_of_several_addressees_is_one(line, expected):
    assert [f.value.name for f in draft_of(f"{line}{AFTER}").addressees] == expected


def test_to_work_together_always_is_no_time_and_to_check_always_is():
    text = "- Các xã thường xuyên phối hợp với Mặt trận.\n- Các xã thường xuyên kiểm tra việc này."

    assert [f.value.written for f in draft_of(text).deadlines] == ["thường xuyên"]


@pytest.mark.parametrize(
    ("sentence", "what"),
    (
        ("Hằng năm, các xã rà soát, bổ sung danh sách", "các xã rà soát, bổ sung danh sách"),
        ("Hằng năm, vào tháng 11, các xã chấm điểm", "vào tháng 11, các xã chấm điểm"),
        ("Các xã báo cáo hằng quý, trước ngày 20 của tháng cuối quý", "Các xã báo cáo"),
    ),
)
def test_what_comes_again_is_told_with_its_act_and_not_only_up_to_a_comma(sentence, what):
    assert [f.value.what for f in draft_of(f"Các xã làm.\n{sentence}.").deadlines] == [what]


def test_two_copies_in_one_clause_are_two():
    draft = draft_of("Lập thành 02 bản: 01 bản lưu tại chi bộ, 01 bản gửi về Đảng ủy xã.")

    assert [(f.value.act, f.doubt) for f in draft.copies] == [("lưu", ""), ("gửi", "")]
