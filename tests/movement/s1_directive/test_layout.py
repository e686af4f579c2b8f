"""A paper laid out as papers are, each letter still at its place."""

import pytest

from kheo.movement.s1_directive import drafting, layout, sheet
from kheo.movement.s1_directive.models import Directive
from kheo.reading.draft import draft_of
from tests.factories.directive import PAPER
from tests.reading.places import PAPERS

PLAN = """   UBND TỈNH NAM SƠN                  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
   SỞ DÂN VẬN MẪU                          Độc lập - Tự do - Hạnh phúc
   Số: 12/KH-SDV                      Nam Sơn, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Thi đua “Dân vận khéo” năm 2026

Kính gửi:
- Các phòng chuyên môn;
- Trung tâm Dịch vụ.

Căn cứ Kế hoạch số 27/KH-UBND ngày 10/12/2025 của Ủy ban nhân dân tỉnh về
công tác dân vận, Sở lập kế hoạch như sau:
I. NỘI DUNG
1. Mỗi phòng xây dựng 01 mô hình.
a) Gửi bản đăng ký trước ngày 25/3/2026.
- Ghi rõ người làm.

Nơi nhận:                             KT. GIÁM ĐỐC
- Như trên;                           PHÓ GIÁM ĐỐC
- UBND tỉnh (báo cáo);
- Lưu: VT.                            Hà Sĩ Lâm
"""
TYPED = tuple(path.read_text(encoding="utf-8") for path in sorted(PAPERS.rglob("*.txt")))
TABLE = """|Nơi nhận:          |          GIÁM ĐỐC        |
|- Như trên;         |Hà Sĩ Lâm                 |
|- Lưu: VT.          |                          |
"""


def rows_of(text):
    """Return the facts, the parts and the repairs of *text*, with keys as a database gives them."""
    draft, directive = draft_of(text), Directive()
    facts = drafting.fact_rows(directive, draft)
    for key, fact in enumerate(facts, 1):
        fact.pk = key
    repairs = list(drafting.repair_rows(directive, draft))
    return facts, layout.laid_out(sheet.cut(text, facts, repairs), facts), repairs


def said(rows):
    return [(row.shape, " ".join(row.line.text.split())) for row in rows]


def every_line(parts):
    return [row.line for part in parts for row in (*part.left, *part.right)]


def test_two_columns_on_top_and_at_the_foot_stand_side_by_side():
    _facts, (head, _body, foot), _repairs = rows_of(PLAN)

    assert (head.name, foot.name) == ("head", "foot")
    assert said(head.left) == [
        ("bold", "UBND TỈNH NAM SƠN"),
        ("bold", "SỞ DÂN VẬN MẪU"),
        ("plain", "Số: 12/KH-SDV"),
    ]
    assert said(head.right) == [
        ("bold", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("bold", "Độc lập - Tự do - Hạnh phúc"),
        ("italic", "Nam Sơn, ngày 05 tháng 01 năm 2026"),
    ]
    assert [words for _shape, words in said(foot.left)] == [
        "Nơi nhận:", "- Như trên;", "- UBND tỉnh (báo cáo);", "- Lưu: VT.",
    ]  # fmt: skip
    assert said(foot.right) == [
        ("bold", "KT. GIÁM ĐỐC"), ("bold", "PHÓ GIÁM ĐỐC"), ("plain", "Hà Sĩ Lâm"),
    ]  # fmt: skip


def test_title_addressees_and_items_have_their_shapes():
    _facts, (_head, body, _foot), _repairs = rows_of(PLAN)

    assert [shape for shape, _words in said(body.left)] == [
        "title", "title", "to", "to", "to", "text", "item", "item", "sub", "dash",
    ]  # fmt: skip


def test_the_edges_of_a_table_are_left_out_and_its_cells_are_columns():
    _facts, [foot], _repairs = rows_of(TABLE)

    assert [words for _s, words in said(foot.left)] == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]
    assert [words for _s, words in said(foot.right)] == ["GIÁM ĐỐC", "Hà Sĩ Lâm"]


def test_a_web_page_without_head_or_foot_is_one_text():
    _facts, parts, _repairs = rows_of("Một tin ngắn về dân vận.\nTin thứ hai, không có gì thêm.")

    assert [(part.name, len(part.left), part.right) for part in parts] == [("lines", 2, [])]


def test_one_long_line_is_cut_where_the_paper_began_a_new_one():
    long = " ".join(PLAN.split()).replace(" - ", " - " * 1) + " Sở theo dõi việc này." * 60

    _facts, parts, _repairs = rows_of(long)

    lines = every_line(parts)
    assert len(lines) > 8
    assert [line.start for line in lines if line.text.startswith("Kính gửi")] == [
        long.index("Kính gửi")
    ]


def test_double_spaced_lines_are_one_paragraph():
    lines = (
        "Để phong trào đi vào chiều sâu, Sở yêu cầu các phòng và trung tâm",
        "thực hiện nghiêm túc kế hoạch này, báo cáo kết quả về văn phòng của",
        "Sở trước ngày 25 hằng tháng.",
    )
    text = "\n\n".join(lines)

    _facts, [part], _repairs = rows_of(text)

    assert [line.start for line in every_line([part])] == [0]


@pytest.mark.parametrize("text", (PLAN, TABLE, PAPER, *TYPED))
def test_every_letter_keeps_its_place_and_every_fact_one_place_to_lead_to(text):
    facts, parts, _repairs = rows_of(text)

    pieces = [piece for line in every_line(parts) for piece in line.pieces]
    wrong = [
        line.text[:40]
        for line in every_line(parts)
        if not line.pieces[0].repair and not text[line.start :].startswith(line.pieces[0].text)
    ]
    led = [p.key for p in pieces if p.first] + [str(f.pk) for p in pieces for f in p.passed]
    assert wrong == []
    assert sorted(led, key=int) == [str(fact.pk) for fact in facts]
    shown = {c for piece in pieces for c in piece.text if c.isalnum()}
    assert {c for c in text if c.isalnum()} - shown <= {c for r in _repairs for c in r.found}


def test_whom_a_paper_speaks_to_never_runs_on_from_its_subject():
    subject = "V/v thực hiện phong trào “Dân vận khéo” trong cơ quan hành chính năm 2027"

    _facts, parts, _repairs = rows_of(f"CÔNG VĂN\n{subject}\nKính gửi:\n- Các sở;\n- Các xã.")

    assert said(parts[-1].left) == [
        ("title", "CÔNG VĂN"), ("title", subject), ("to", "Kính gửi:"),
        ("to", "- Các sở;"), ("to", "- Các xã."),
    ]  # fmt: skip
