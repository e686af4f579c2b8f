"""Figures that a machine misread on a scan are read, each with a doubt; codes and words stay."""

from datetime import date

import pytest

from kheo.reading.draft import draft_of

PAPER = """Căn cứ Kế hoạch s6 54/KH-VPUBND ngày lO/3/2O26 của Văn phòng, mỗi phòng đăng ký từ 01 đến O3 nội dung.
Các thôn gửi sổ ghi chép về Văn phòng trước ngày l5/O4/2026 và vận động được 8O% số hộ.
"""


@pytest.fixture(scope="module")
def draft():
    return draft_of(PAPER)


def test_every_misread_figure_is_changed_and_doubted(draft):
    changes = [(change.found, change.right, change.kind) for change in draft.changes]

    assert changes == [
        ("s6", "số", "ocr_error"),
        ("lO", "10", "ocr_error"),
        ("2O26", "2026", "ocr_error"),
        ("O3", "03", "ocr_error"),
        ("l5", "15", "ocr_error"),
        ("O4", "04", "ocr_error"),
        ("8O", "80", "ocr_error"),
    ]
    assert [d.text for d in draft.doubts if d.kind == "ocr_error"] == [c[0] for c in changes]


def test_the_facts_that_hold_them_are_found(draft):
    (citation,) = draft.citations
    assert (citation.value.number, citation.value.date) == ("54/KH-VPUBND", date(2026, 3, 10))
    assert [(q.value.min, q.value.max) for q in draft.quotas] == [(1, 3), (80, 80)]
    assert [d.value.iso for d in draft.deadlines] == ["2026-04-15"]


@pytest.mark.parametrize(
    "text",
    (
        "Bình ô xy O2 để ở trạm xá.",
        "O5 là mã của việc này.",
        "Theo Mục I1 của bảng kê.",
        "Xe biển 30A-12I.45 chở cây giống.",
        "Lô l và lô o đã trồng xong.",
        "Số: 15/KH-UBND",
    ),
)
def test_codes_and_whole_figures_stay(text):
    assert draft_of(text).changes == ()
