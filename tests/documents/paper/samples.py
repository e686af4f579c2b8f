"""One of each paper, of invented people in the invented province of Nam Sơn."""

from datetime import date

from kheo.documents.paper.certificate import Certificate
from kheo.documents.paper.commendation import AwardDecision, Candidate, Proposal, SummaryList
from kheo.documents.paper.consolidated import ConsolidatedRow, ConsolidatedTable
from kheo.documents.paper.description import Column, Field, Head, Signer, Table
from kheo.documents.paper.forms import ModelCard, ModelReview, Verdict, Visitor, VisitRecord
from kheo.documents.paper.letters import (
    MissingUnit,
    OfficialLetter,
    PlanTask,
    Reminder,
    YearPlan,
)
from kheo.documents.paper.registration import (
    PersonForm,
    PersonItem,
    UnitForm,
    UnitModel,
)
from kheo.documents.paper.yearreport import ReportSection, YearReport

MOVEMENT = "Dân vận chính quyền khéo"


def head(symbol="", number=None):
    return Head(
        issuer="Văn phòng Ủy ban nhân dân tỉnh",
        superior="Ủy ban nhân dân tỉnh Nam Sơn",
        place="Nam Sơn",
        day=date(2026, 2, 5),
        number=number,
        symbol=symbol,
    )


CHIEF = Signer(post="Chánh Văn phòng", name="Lường Văn Pản")
DEPUTY = Signer(post="Phó Chánh Văn phòng", name="Vàng Thị Dợ", on_behalf="K/T Chánh Văn phòng")
RECIPIENTS = ("Như trên", "Lãnh đạo Văn phòng (b/c)", "Lưu: VT, HCTC")
BASES = (
    "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
    "Căn cứ Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ;",
)
ITEM = PersonItem(
    name="Hướng dẫn người dân nộp hồ sơ đất đai trực tuyến",
    duty="Tiếp nhận hồ sơ tại Trung tâm Phục vụ hành chính công",
    target="80% hồ sơ đất đai của xã được nộp trực tuyến trong năm",
    way="Mỗi tuần một buổi xuống bản, hướng dẫn từng hộ ngay trên điện thoại của họ",
    time="Từ tháng 3 đến tháng 11 năm 2026",
    expected="Người dân không phải đi lại quá một lần cho một hồ sơ",
    criteria=("Có ý tưởng hay, cách làm sáng tạo", "Nắm chắc tình hình nhân dân"),
)


def person_form(items=3, **changes):
    values = {
        "head": head(),
        "movement": MOVEMENT,
        "year": 2026,
        "full_name": "Lò Thị Mẩy",
        "post": "Chuyên viên",
        "unit": "Phòng Kinh tế",
        "items": (ITEM,) * items,
        "party_cell": "Chi bộ Phòng Kinh tế",
        "code": "DK26-00417",
        "address": "https://kheo.example.vn/dk/DK26-00417",
    }
    return PersonForm(**values | changes)


MODEL = UnitModel(
    name="Ngày thứ Năm không hẹn",
    field="Xây dựng hệ thống chính trị",
    reason="Người dân ở bản xa phải đi hai lần mới gặp đúng người giải quyết",
    objective="Không còn hồ sơ trả lại vì thiếu hướng dẫn; 95% người dân hài lòng",
    content="Sáng thứ Năm hằng tuần lãnh đạo phòng trực tiếp nghe và trả lời ngay",
    beneficiaries="Người dân 12 bản vùng cao",
    forces="Phòng chủ trì; đoàn viên thanh niên phối hợp",
    resources="Không dùng thêm kinh phí",
    time="Tháng 3 đến tháng 12 năm 2026; đánh giá ngày 15 tháng 10",
    product="Sổ theo dõi và phiếu hỏi ý kiến hằng tháng",
    future="Duy trì hằng tuần, có thể áp dụng ở các phòng khác",
)


def unit_form():
    return UnitForm(
        head=head(),
        movement=MOVEMENT,
        year=2026,
        unit="Phòng Kinh tế",
        responsible="Giàng A Chớ",
        models=(MODEL, MODEL),
        signer=Signer("Trưởng phòng", "Giàng A Chớ"),
        code="MH26-0031",
        address="https://kheo.example.vn/mh/MH26-0031",
    )


def card(**changes):
    values = {
        "head": head(),
        "movement": MOVEMENT,
        "year": 2026,
        "unit": "Phòng Kinh tế",
        "model": MODEL,
        "signer": Signer("Trưởng phòng", "Giàng A Chớ"),
        "code": "MH26-0031",
        "address": "https://kheo.example.vn/mh/MH26-0031",
    }
    return ModelCard(**values | changes)


def visit(**changes):
    values = {
        "head": head(),
        "movement": MOVEMENT,
        "year": 2026,
        "visited": "Ngày thứ Năm không hẹn",
        "unit": "Phòng Kinh tế",
        "day": date(2026, 9, 3),
        "place": "Trụ sở Phòng Kinh tế",
        "team": (
            Visitor("Vàng Thị Dợ", "Phó Chánh Văn phòng", "Trưởng đoàn"),
            Visitor("Lò Thị Mẩy", "Chuyên viên", "Thư ký"),
        ),
        "present": (Visitor("Giàng A Chớ", "Trưởng phòng"),),
        "seen": "Sổ theo dõi ghi đủ 34 buổi sáng thứ Năm; 212 lượt người dân được tiếp ngay.",
        "evidence": ("Sổ theo dõi", "Phiếu hỏi ý kiến tháng 8"),
        "verdict": Verdict.STRENGTHEN,
        "to_mend": "Niêm yết lịch trực tại ba bản còn thiếu.",
        "mend_by": date(2026, 10, 15),
        "leader": Signer("Trưởng đoàn", "Vàng Thị Dợ"),
        "host": Signer("Trưởng phòng", "Giàng A Chớ"),
        "code": "MH26-0031",
        "address": "https://kheo.example.vn/mh/MH26-0031",
    }
    return VisitRecord(**values | changes)


def review(**changes):
    values = {
        "head": head(),
        "movement": MOVEMENT,
        "year": 2026,
        "period": "6 tháng đầu năm 2026",
        "unit": "Phòng Kinh tế",
        "model": "Ngày thứ Năm không hẹn",
        "field": "Xây dựng hệ thống chính trị",
        "since": "2025",
        "parts": (
            Field("Kết quả đạt được", "212 lượt người dân được tiếp ngay, đạt 106 % mục tiêu."),
            Field("Khả năng duy trì, nhân rộng", "Giữ được; ba phòng khác đã xin làm theo."),
        ),
        "verdict": Verdict.REPLICATE,
        "code": "MH26-0031",
        "address": "https://kheo.example.vn/mh/MH26-0031",
    }
    return ModelReview(**values | changes)


def consolidated(rows=12):
    fields = ("Kinh tế", "Văn hoá - xã hội", "Xây dựng hệ thống chính trị")
    return ConsolidatedTable(
        head=head(),
        movement=MOVEMENT,
        year=2026,
        rows=[
            ConsolidatedRow(
                unit="Phòng Kinh tế",
                name=f"Mô hình tiết kiệm điện số {n}",
                collective=n % 3 > 0,
                field=fields[n % 3],
                content="Tắt thiết bị ngoài giờ, theo dõi theo tháng; trụ sở Văn phòng",
                responsible="Giàng A Chớ",
                time="3-11/2026",
            )
            for n in range(rows)
        ],
        preparer=Signer("Người lập biểu", "Lò Thị Mẩy"),
        signer=CHIEF,
    )


def letter():
    return OfficialLetter(
        head=head("VPUBND-HCTC", 7),
        subject="đăng ký nội dung “Dân vận chính quyền khéo” năm 2026",
        addressees=("Các phòng, trung tâm trực thuộc", "Chi bộ các phòng"),
        paragraphs=(
            "Để việc đăng ký được thống nhất, Văn phòng đề nghị các đơn vị cử đầu mối. " * 3,
        )
        * 4,
        signer=DEPUTY,
        recipients=RECIPIENTS,
    )


def plan(tasks=6):
    return YearPlan(
        head=head("KH-VPUBND", 5),
        movement=MOVEMENT,
        year=2026,
        bases=BASES,
        purposes=("Đưa công tác dân vận vào từng việc được giao của mỗi công chức.",),
        requirements=("Nội dung đăng ký phải đo được, có người chịu trách nhiệm.",),
        contents=("Các phòng lựa chọn việc người dân đang vướng để làm trước. " * 4,),
        tasks=[
            PlanTask(f"Công việc thứ {n}", "Phòng Kinh tế", "Các phòng", "25/3/2026", "Báo cáo")
            for n in range(tasks)
        ],
        arrangements=("Phòng Hành chính - Tổ chức theo dõi, tổng hợp hằng quý.",),
        signer=DEPUTY,
        recipients=RECIPIENTS,
    )


def urging():
    return Reminder(
        head=head("VPUBND-HCTC", 19),
        movement=MOVEMENT,
        year=2026,
        what="bản đăng ký",
        basis="Kế hoạch số 05/KH-VPUBND ngày 05 tháng 02 năm 2026",
        deadline=date(2026, 3, 25),
        new_deadline=date(2026, 4, 1),
        send_to="Phòng Hành chính - Tổ chức",
        addressees=("Các phòng, trung tâm có tên trong danh sách",),
        missing=(
            MissingUnit("Phòng Kinh tế", ("Lò Thị Mẩy", "Giàng A Chớ")),
            MissingUnit("Trung tâm Thông tin"),
        ),
        signer=DEPUTY,
        recipients=RECIPIENTS,
        contact="Lò Thị Mẩy, chuyên viên Phòng Hành chính - Tổ chức",
    )


def candidates(count=8):
    return tuple(
        Candidate(
            name="Phòng Kinh tế" if n % 4 == 0 else "Lò Thị Mẩy",
            collective=n % 4 == 0,
            form="Giấy khen",
            unit="Văn phòng Ủy ban nhân dân tỉnh",
            post="" if n % 4 == 0 else "Chuyên viên",
            birth_year="" if n % 4 == 0 else "1988",
            sex="" if n % 4 == 0 else "Nữ",
            ethnicity="" if n % 4 == 0 else "Thái",
            party="" if n % 4 == 0 else "x",
            achievement="Hướng dẫn 312 hộ nộp hồ sơ trực tuyến; giảm 40% lượt đi lại; được 97% người dân hài lòng",
            held="Giấy khen (QĐ 12/QĐ-VPUBND ngày 05/01/2025)",
            score="92,5",
            votes="9/9",
        )
        for n in range(count)
    )


def proposal_case():
    return Proposal(
        head=head("TTr-VPUBND", 3),
        subject="Về việc khen thưởng phong trào “Dân vận chính quyền khéo” năm 2026",
        addressee="Ủy ban nhân dân tỉnh",
        bases=BASES,
        opening=("Qua một năm thực hiện phong trào, nhiều cách làm được người dân ghi nhận.",),
        candidates=candidates(),
        signer=CHIEF,
        recipients=RECIPIENTS,
        enclosed=("Danh sách trích ngang", "Biên bản họp Hội đồng"),
    )


def summary(count=8):
    return SummaryList(
        head=head(),
        subject="Tập thể, cá nhân đề nghị khen thưởng năm 2026",
        attached_to="Kèm theo Tờ trình số 03/TTr-VPUBND ngày 05 tháng 02 năm 2026",
        candidates=candidates(count),
        signer=CHIEF,
    )


def award(count=8):
    return AwardDecision(
        head=head("QĐ-VPUBND", 12),
        authority="Chánh Văn phòng Ủy ban nhân dân tỉnh",
        subject="Về việc tặng Giấy khen phong trào “Dân vận chính quyền khéo” năm 2026",
        bases=BASES,
        deed="Tặng Giấy khen",
        reason="đã có thành tích xuất sắc trong phong trào năm 2026",
        candidates=candidates(count),
        executors="Trưởng Phòng Hành chính - Tổ chức và các tập thể, cá nhân có tên",
        signer=CHIEF,
        recipients=RECIPIENTS,
        reward="Tiền thưởng kèm theo Giấy khen trích từ quỹ thi đua, khen thưởng của Văn phòng.",
    )


def report():
    table = Table(
        columns=(
            Column("Chỉ tiêu", 5),
            Column("Năm 2025", 2, "right"),
            Column("Năm 2026", 2, "right"),
        ),
        rows=(("Người đăng ký", "118", "131"), ("Mô hình được công nhận", "09", "14")),
        caption="Kết quả qua hai năm",
    )
    return YearReport(
        head=head("BC-VPUBND", 41),
        movement=MOVEMENT,
        year=2026,
        opening=("Văn phòng báo cáo kết quả thực hiện phong trào như sau:",),
        sections=(
            ReportSection("Công tác chỉ đạo", ("Ban hành kế hoạch ngay từ đầu năm. " * 5,) * 3),
            ReportSection("Kết quả", ("Số người đăng ký tăng.",), (table,)),
            ReportSection("Hạn chế, nguyên nhân", ("Một số đơn vị gửi chậm. " * 5,) * 3),
            ReportSection("Nhiệm vụ năm 2027", ("Nhân rộng hai mô hình. " * 5,) * 3),
        ),
        signer=DEPUTY,
        recipients=RECIPIENTS,
    )


def merit(**changes):
    values = {
        "authority": "Chánh Văn phòng Ủy ban nhân dân tỉnh Nam Sơn",
        "title": "Giấy khen",
        "holder": "Bà Lò Thị Mẩy",
        "detail": "Chuyên viên Phòng Kinh tế, Văn phòng Ủy ban nhân dân tỉnh",
        "reason": "Đã có thành tích xuất sắc trong phong trào thi đua “Dân vận chính quyền khéo” năm 2026",
        "decision": "12/QĐ-VPUBND",
        "day": date(2026, 11, 20),
        "place": "Nam Sơn",
        "signer": CHIEF,
        "serial": "12/2026",
        "address": "https://kheo.example.vn/tra-cuu/7KQ4-M2XD",
        "code": "7KQ4-M2XD",
    }
    return Certificate(**values | changes)
