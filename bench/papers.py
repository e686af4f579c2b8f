"""How long papers take: a thousand registration forms, the consolidated table.

Run as ``python -m bench.papers``. Processor time stands beside the clock: the machine is shared.
"""

import io
import time
import zipfile
from collections.abc import Callable
from datetime import date

from kheo.documents.paper.check.checking import report
from kheo.documents.paper.consolidated import ConsolidatedRow, ConsolidatedTable, consolidated_table
from kheo.documents.paper.copied import pdf_of_copies
from kheo.documents.paper.description import Head, Signer
from kheo.documents.paper.letters import OfficialLetter, official_letter
from kheo.documents.paper.registration import (
    PersonForm,
    PersonItem,
    registration_form,
)
from kheo.documents.paper.word import docx, docx_of

FORMS = 1000
ROWS = 10_000
HEAD = Head("Văn phòng Ủy ban nhân dân tỉnh", "Ủy ban nhân dân tỉnh Nam Sơn", "Nam Sơn")
MOVEMENT = "Dân vận chính quyền khéo"


def form(number: int) -> PersonForm:
    """Return the registration of one person: two items, a code of its own."""
    items = [
        PersonItem(
            name=f"Hướng dẫn người dân nộp hồ sơ trực tuyến, nhóm {number}",
            duty="Tiếp nhận hồ sơ tại Trung tâm Phục vụ hành chính công",
            target=f"{60 + number % 40}% hồ sơ của xã được nộp trực tuyến trong năm",
            way="Mỗi tuần một buổi xuống bản, hướng dẫn từng hộ ngay trên điện thoại của họ",
            time="Từ tháng 3 đến tháng 11 năm 2026",
            expected="Người dân không phải đi lại quá một lần cho một hồ sơ",
        )
    ] * 2
    return PersonForm(
        head=HEAD,
        movement=MOVEMENT,
        year=2026,
        full_name=f"Lò Thị Mẩy {number}",
        post="Chuyên viên",
        unit="Phòng Kinh tế",
        items=items,
        party_cell="Chi bộ Phòng Kinh tế",
        code=f"DK-2026-{number:06d}",
        address=f"https://kheo.example.vn/dk/{number}/",
    )


def table() -> ConsolidatedTable:
    rows = [
        ConsolidatedRow(
            unit=f"Phòng số {n % 400}",
            name=f"Mô hình tiết kiệm điện số {n}",
            collective=n % 3 > 0,
            field=("Kinh tế", "Văn hoá - xã hội", "Quốc phòng - an ninh")[n % 3],
            content="Tắt thiết bị ngoài giờ, theo dõi theo tháng; trụ sở Văn phòng",
            responsible="Giàng A Chớ",
            time="3-11/2026",
        )
        for n in range(ROWS)
    ]
    preparer, signer = Signer("Người lập biểu"), Signer("Thủ trưởng đơn vị")
    return ConsolidatedTable(HEAD, MOVEMENT, 2026, rows, preparer, signer)


def zipped() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(1, FORMS + 1):
            archive.writestr(f"{number}.docx", docx_of(registration_form(form(number))))
    return packed.getvalue()


def printed() -> bytes:
    return pdf_of_copies(
        [copy for number in range(1, FORMS + 1) for copy in registration_form(form(number))]
    )


def checked() -> bytes:
    """Measure a letter of some length as an officer does; return its bytes for their number."""
    letter = OfficialLetter(
        head=Head("Sở Nội vụ", "UBND tỉnh", "Nam Sơn", date(2026, 3, 2), 7, "SNV-CCVC"),
        subject="đăng ký nội dung phong trào",
        addressees=("Các phòng",),
        paragraphs=["Sở Nội vụ đề nghị các phòng gửi bản đăng ký đúng hạn. " * 8] * 60,
        signer=Signer("Giám đốc", "Lường Văn Pản"),
        recipients=("Như trên", "Lưu: VT"),
    )
    data = docx(official_letter(letter))
    start = time.perf_counter()
    report(data, "thu.docx")
    print(f"    the measuring alone: {time.perf_counter() - start:.2f} s")
    return data


MEASURED: tuple[tuple[str, Callable[[], bytes]], ...] = (
    (f"{FORMS} forms of two copies as one PDF", printed),
    (f"{FORMS} forms of two copies as .docx", zipped),
    (f"consolidated table of {ROWS} rows as .docx", lambda: docx(consolidated_table(table()))),
    ("a letter of 60 paragraphs, measured", checked),
)


def main() -> None:
    for name, made in MEASURED:
        start, worked = time.perf_counter(), time.process_time()
        size = len(made())
        clock, spent = time.perf_counter() - start, time.process_time() - worked
        print(f"{name}: {clock:.2f} s, processor {spent:.2f} s, {size / 1000:,.0f} kB")


if __name__ == "__main__":
    main()
