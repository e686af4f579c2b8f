from dataclasses import replace

import pypdfium2
import pytest

from kheo.documents.paper.certificate import certificate, certificates
from kheo.documents.paper.commendation import decision, proposal, summary_list
from kheo.documents.paper.consolidated import consolidated_table
from kheo.documents.paper.description import Clause, Field, Heading, Table, Text
from kheo.documents.paper.letters import reminder, year_plan
from kheo.documents.paper.registration import registration_form
from kheo.documents.paper.typeset import pdf_of
from kheo.documents.paper.yearreport import ReportSection, year_report
from tests.documents.paper import samples


def tables(paper):
    return [block for block in paper.body if isinstance(block, Table)]


def pages(data):
    with pypdfium2.PdfDocument(data) as document:
        found = []
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            found.append(text.get_text_range())
            text.close()
            page.close()
    return found


def test_party_member_leaves_the_first_copy_with_the_cell_and_others_with_the_division():
    member, _ = registration_form(samples.person_form())
    other, second = registration_form(samples.person_form(party_cell=""))
    assert member.marks == ("Bản số 1/2", "(lưu tại Chi bộ Phòng Kinh tế)")
    assert other.marks == ("Bản số 1/2", "(lưu tại Phòng Kinh tế)")
    assert second.marks == ("Bản số 2/2", "(lưu tại Phòng Hành chính - Tổ chức)")


def test_party_member_is_confirmed_by_the_secretary_and_others_by_the_head():
    member, _ = registration_form(samples.person_form())
    other, _ = registration_form(samples.person_form(party_cell=""))
    assert (member.body[-1].left.post, other.body[-1].left.post) == (
        "Bí thư Chi bộ",
        "Trưởng phòng, đơn vị",
    )


@pytest.mark.parametrize("items", (1, 2, 3))
def test_person_form_has_a_part_for_each_item(items):
    copy, _ = registration_form(samples.person_form(items))
    assert len([b for b in copy.body if isinstance(b, Heading)]) == items
    assert len([b for b in copy.body if isinstance(b, Field) and b.label == "Cách làm"]) == items


def test_one_item_with_its_signatures_and_code_is_one_page_a_copy():
    copies = registration_form(samples.person_form(1, pledges=["Giữ lời.", "Ghi trung thực."]))

    told = [b.value for b in copies[0].body if isinstance(b, Field) and b.label == "Cam kết"]
    assert (len(pages(pdf_of(copies))), told) == (2, ["Giữ lời; Ghi trung thực."])
    assert copies[0].qr_note.endswith("Ngày nhận: ……/……/……")


def test_unit_form_has_a_part_for_each_model_and_its_ten_headings():
    copy, _ = registration_form(samples.unit_form())
    parts = [b for b in copy.body if isinstance(b, Heading)]
    fields = [b for b in copy.body if isinstance(b, Field)]
    assert [part.text for part in parts] == [
        "Mô hình 1. Ngày thứ Năm không hẹn",
        "Mô hình 2. Ngày thứ Năm không hẹn",
    ]
    assert len(fields) == 2 + 2 * 10


def test_totals_of_the_consolidated_table_equal_its_rows():
    rows, by_field = tables(consolidated_table(samples.consolidated(12)))
    assert rows.total[2] == "12 mô hình, điển hình"
    assert by_field.rows == [
        ("Kinh tế", "0", "4", "4"),
        ("Văn hoá - xã hội", "4", "0", "4"),
        ("Xây dựng hệ thống chính trị", "4", "0", "4"),
    ]
    assert by_field.total == ("Cộng", "8", "4", "12")


@pytest.mark.parametrize(
    ("more", "titles", "cells"),
    (
        (["Số hộ"], ["Số hộ"], ["12 hộ"]),
        ([f"Ô {n}" for n in range(6)], ["Các nội dung khác trên mẫu"], ["Ô 0: 12 hộ; Ô 5: Có"]),
    ),
    ids=["few stand in their own columns", "many in one"],
)
def test_what_an_office_asked_besides_stands_before_the_note(more, titles, cells):
    table = samples.consolidated(1)
    answers = ["12 hộ", "", "", "", "", "Có"][: len(more)]
    told = replace(table, more=more, rows=[replace(table.rows[0], more=answers, note="Nộp muộn")])

    rows, _by_field = tables(consolidated_table(told))

    assert [c.title for c in rows.columns[8:]] == [*titles, "Ghi chú"]
    assert rows.rows[0][8:] == (*cells, "Nộp muộn")


def test_consolidated_table_of_nothing_says_none():
    rows, by_field = tables(consolidated_table(samples.consolidated(0)))
    assert (rows.total[2], by_field.total) == ("0 mô hình, điển hình", ("Cộng", "0", "0", "0"))


def test_plan_lists_its_tasks_in_order():
    (tasks,) = tables(year_plan(samples.plan(2)))
    assert [row[:3] for row in tasks.rows] == [
        ("1", "Công việc thứ 0", "Phòng Kinh tế"),
        ("2", "Công việc thứ 1", "Phòng Kinh tế"),
    ]


def test_reminder_names_who_is_missing_unit_by_unit():
    letter = reminder(samples.urging())
    (missing,) = tables(letter)
    assert missing.rows == [
        ("Phòng Kinh tế (02 người)",),
        ("1", "Lò Thị Mẩy", ""),
        ("2", "Giàng A Chớ", ""),
        ("Trung tâm Thông tin",),
    ]
    assert "Đến nay còn 02 đơn vị, 02 người chưa gửi" in letter.body[0].text


def test_proposal_counts_its_cases_by_form():
    (figures,) = tables(proposal(samples.proposal_case()))
    assert figures.rows == [("Giấy khen", "2", "6", "8")]


def test_summary_list_puts_collectives_before_persons():
    (listed,) = tables(summary_list(samples.summary(4)))
    assert [row[0] for row in listed.rows] == [
        "A. TẬP THỂ (01)",
        "1",
        "B. CÁ NHÂN (03)",
        "1",
        "2",
        "3",
    ]


def test_decision_has_three_articles_and_a_list_that_names_it():
    order, listed = decision(samples.award())
    articles = [b.number for b in order.body if isinstance(b, Clause)]
    assert articles == ["Điều 1.", "Điều 2.", "Điều 3."]
    assert "cho 02 tập thể và 06 cá nhân" in order.body[0].text
    assert listed.attached_to == (
        "Kèm theo Quyết định số 12/QĐ-VPUBND ngày 05 tháng 02 năm 2026 "
        "của Chánh Văn phòng Ủy ban nhân dân tỉnh"
    )
    assert listed.subject == "Tập thể, cá nhân được tặng Giấy khen"


def test_report_numbers_its_parts_and_carries_its_figures():
    report = year_report(samples.report())
    assert [b.text for b in report.body if isinstance(b, Heading)] == [
        "I. CÔNG TÁC CHỈ ĐẠO",
        "II. KẾT QUẢ",
        "III. HẠN CHẾ, NGUYÊN NHÂN",
        "IV. NHIỆM VỤ NĂM 2027",
    ]
    assert len(tables(report)) == 1
    assert isinstance(report.body[-1], Text)


def test_an_unwritten_part_of_a_report_says_so():
    report = samples.report()
    paper = year_report(replace(report, sections=[ReportSection("Hạn chế")]))
    assert [block.text for block in paper.body[1:3]] == ["I. HẠN CHẾ", "Chưa có nội dung."]


def test_certificate_is_one_landscape_page_with_all_it_must_say():
    data = certificate(samples.merit())
    (text,) = pages(data)
    with pypdfium2.PdfDocument(data) as document:
        assert [round(side / 72 * 25.4) for side in document.get_page_size(0)] == [297, 210]
    said = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "GIẤY KHEN",
        "Bà Lò Thị Mẩy",
        "Quyết định số 12/QĐ-VPUBND ngày 20/11/2026",
        "Số vào sổ khen thưởng: 12/2026",
        "7KQ4-M2XD",
        "CHÁNH VĂN PHÒNG",
    )
    assert [words for words in said if words not in text] == []


def test_the_address_on_a_certificate_is_copied_as_it_is():
    address = "https://thidua.namson.example.vn/xac-minh/FTM2ZZBV6HU6/"
    (text,) = pages(certificate(samples.merit(address=address)))
    assert address in text


def test_long_reason_is_set_smaller_on_the_same_page():
    (text,) = pages(certificate(samples.merit(reason="Vì đã làm nhiều việc tốt cho dân. " * 30)))
    assert text.count("nhiều việc tốt") + text.count("nhiều\r\nviệc tốt") >= 25
    assert "Lường Văn Pản" in text


def test_many_certificates_are_one_file_of_as_many_pages():
    names = ("Bà Lò Thị Mẩy", "Ông Giàng A Chớ", "Phòng Kinh tế")
    made = pages(certificates([samples.merit(holder=name) for name in names]))
    assert [name in text for name, text in zip(names, made, strict=True)] == [True] * 3


def test_the_same_certificate_is_the_same_file():
    assert certificate(samples.merit()) == certificate(samples.merit())


def test_no_certificate_is_refused_with_a_reason():
    with pytest.raises(ValueError, match="Không có giấy nào"):
        certificates(())
