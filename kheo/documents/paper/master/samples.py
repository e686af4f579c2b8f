"""One short paper of each kind, of invented people, to show a master by and to try it with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from kheo.documents.paper.commendation import (
    AwardDecision,
    Candidate,
    Proposal,
    decision,
    proposal,
)
from kheo.documents.paper.consolidated import ConsolidatedRow, ConsolidatedTable, consolidated_table
from kheo.documents.paper.description import Field, Head, Paper, Signer
from kheo.documents.paper.forms import ModelCard, ModelReview, Verdict, Visitor, VisitRecord
from kheo.documents.paper.forms import model_card as card
from kheo.documents.paper.forms import model_review as review
from kheo.documents.paper.forms import visit_record as record
from kheo.documents.paper.letters import (
    MissingUnit,
    OfficialLetter,
    PlanTask,
    Reminder,
    YearPlan,
    official_letter,
    reminder,
    year_plan,
)
from kheo.documents.paper.master.words import Kind
from kheo.documents.paper.registration import (
    PersonForm,
    PersonItem,
    UnitModel,
    registration_form,
)

_MOVEMENT = "Dân vận khéo"
_YEAR = 2026
_DAY = date(2026, 3, 9)
_NAME = "Lò Thị Mẫu"
_ADDRESS = "https://kheo.example/dk/1/"
_CHIEF = Signer("Thủ trưởng đơn vị", "Giàng A Mẫu")
_DEPUTY = Signer("Phó Thủ trưởng đơn vị", "Vàng Thị Mẫu", on_behalf="KT. Thủ trưởng đơn vị")
_SENT = ("Như trên", "Lưu: VT")
_BASES = ("Căn cứ Kế hoạch của phong trào năm 2026",)
_WHO = (Candidate(_NAME, collective=False, form="Giấy khen", unit="Phòng Mẫu", post="Chuyên viên"),)
_ITEM = PersonItem(
    name="Hướng dẫn người dân làm hồ sơ tại nhà",
    duty="Tiếp nhận hồ sơ",
    target="80% hồ sơ đúng hạn",
    way="Mỗi tuần một buổi xuống bản",
    time="Tháng 3 đến tháng 11",
    expected="Người dân đi lại một lần",
)
_MODEL = UnitModel(
    name="Buổi sáng không hẹn trước",
    field="Xây dựng hệ thống chính trị",
    reason="Người dân phải đi hai lần",
    objective="Không còn hồ sơ trả lại",
    content="Lãnh đạo trực tiếp nghe và trả lời",
    beneficiaries="Người dân ba bản",
    forces="Phòng chủ trì",
    resources="Không thêm kinh phí",
    time="Cả năm",
    product="Sổ theo dõi",
    future="Duy trì hằng tuần",
)


def sample(kind: Kind, head: Head) -> Sequence[Paper]:
    """Return the papers of one file of *kind*, issued by the unit of *head*."""
    plain = replace(head, number=None, symbol="", notation="")
    return _MADE[kind](plain if kind in _UNNUMBERED else head)


def numbered(issuer: Head, symbol: str) -> Head:
    """Return the head of a sample of *issuer*: number five, of a day in the invented year."""
    return replace(issuer, day=_DAY, number=5, symbol=symbol)


def _form(head: Head) -> Sequence[Paper]:
    return registration_form(
        PersonForm(
            head,
            _MOVEMENT,
            _YEAR,
            _NAME,
            "Chuyên viên",
            "Phòng Mẫu",
            (_ITEM,),
            party_cell="Chi bộ Phòng Mẫu",
            code="DK-2026-000001",
            address=_ADDRESS,
        )
    )


def _card(head: Head) -> Sequence[Paper]:
    made = ModelCard(head, _MOVEMENT, _YEAR, "Phòng Mẫu", _MODEL, _CHIEF,
                     code="DK-2026-000001", address=_ADDRESS)  # fmt: skip
    return (card(made),)


def _review(head: Head) -> Sequence[Paper]:
    said = (("Mục tiêu", _MODEL.objective), ("Nội dung, cách làm", _MODEL.content),
            ("Kết quả đạt được", "Hồ sơ trả lại giảm một nửa"))  # fmt: skip
    made = ModelReview(
        head, _MOVEMENT, _YEAR, "6 tháng đầu năm 2026", "Phòng Mẫu", _MODEL.name,
        [Field(*each) for each in said], field=_MODEL.field, since="2025", verdict=Verdict.KEEP,
        code="DK-2026-000001", address=_ADDRESS,
    )  # fmt: skip
    return (review(made),)


def _visit(head: Head) -> Sequence[Paper]:
    made = VisitRecord(
        head, _MOVEMENT, _YEAR, _MODEL.name, "Phòng Mẫu", _DAY, "Trụ sở Phòng Mẫu",
        team=(Visitor(_NAME, "Chuyên viên", "Trưởng đoàn"),), seen="Sổ theo dõi ghi đủ.",
        evidence=("Sổ theo dõi",), verdict=Verdict.KEEP, address=_ADDRESS,
    )  # fmt: skip
    return (record(made),)


def _table(head: Head) -> Sequence[Paper]:
    row = ConsolidatedRow("Phòng Mẫu", _MODEL.name, True, _MODEL.field, _MODEL.content, _NAME,  # noqa: FBT003 a row
                          "2026")  # fmt: skip
    made = ConsolidatedTable(head, _MOVEMENT, _YEAR, (row,), Signer("Người lập", _NAME), _CHIEF)
    return (consolidated_table(made),)


def _letter(head: Head) -> Sequence[Paper]:
    said = ("Đề nghị các đơn vị đăng ký đúng hạn.", "Nơi nhận bản đăng ký là văn thư.")
    made = OfficialLetter(head, "đăng ký phong trào", ("Các đơn vị",), said, _DEPUTY, _SENT)
    return (official_letter(made),)


def _reminder(head: Head) -> Sequence[Paper]:
    made = Reminder(
        head, _MOVEMENT, _YEAR, "bản đăng ký", "kế hoạch của phong trào", _DAY, None, "văn thư",
        ("Các đơn vị có tên",), (MissingUnit("Phòng Mẫu", (_NAME,)),), _DEPUTY, _SENT,
    )  # fmt: skip
    return (reminder(made),)


def _plan(head: Head) -> Sequence[Paper]:
    made = YearPlan(
        head, _MOVEMENT, _YEAR, _BASES, ("Làm tốt việc được giao.",), ("Đo được kết quả.",),
        ("Chọn việc người dân đang vướng.",), (PlanTask("Đăng ký", "Phòng Mẫu"),),
        ("Văn thư theo dõi.",), _CHIEF, _SENT,
    )  # fmt: skip
    return (year_plan(made),)


def _proposal(head: Head) -> Sequence[Paper]:
    made = Proposal(head, "Khen thưởng phong trào", "Ủy ban nhân dân tỉnh", _BASES,
                    ("Các cá nhân dưới đây có thành tích.",), _WHO, _CHIEF, _SENT)  # fmt: skip
    return (proposal(made),)


def _decision(head: Head) -> Sequence[Paper]:
    made = AwardDecision(head, "Khen thưởng phong trào", _BASES, "Tặng Giấy khen",
                         "đã có thành tích", _WHO, "Các phòng liên quan", _DEPUTY, _SENT)  # fmt: skip
    return decision(made)


_MADE: Mapping[Kind, Callable[[Head], Sequence[Paper]]] = {
    Kind.FORM: _form,
    Kind.CARD: _card,
    Kind.REVIEW: _review,
    Kind.TABLE: _table,
    Kind.VISIT: _visit,
    Kind.LETTER: _letter,
    Kind.REMINDER: _reminder,
    Kind.PLAN: _plan,
    Kind.PROPOSAL: _proposal,
    Kind.DECISION: _decision,
}
_UNNUMBERED = (Kind.FORM, Kind.CARD, Kind.REVIEW, Kind.VISIT, Kind.TABLE)
