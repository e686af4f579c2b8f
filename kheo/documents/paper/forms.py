"""Forms that a unit fills in: the card of a model, the record of a visit to it, its review."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kheo.documents.paper import wording
from kheo.documents.paper.description import (
    STATE_FORM,
    Block,
    Column,
    Field,
    Head,
    Heading,
    Paper,
    Signatures,
    Signer,
    Table,
    Text,
)
from kheo.documents.paper.registration import UnitModel

SIGN = "(Ký, ghi rõ họ tên)"


@dataclass(frozen=True)
class ModelCard:
    """The registration card of one model: whoever is to be allowed to carry it out."""

    head: Head
    movement: str
    year: int
    unit: str
    model: UnitModel
    signer: Signer
    preparer: Signer | None = None
    code: str = ""
    address: str = ""


def model_card(card: ModelCard) -> Paper:
    """Return the card of a model under its ten headings; what is empty is left to be written in."""
    model = card.model
    parts: tuple[tuple[str, str], ...] = (
        ("Tên mô hình (ngắn gọn, dễ nhớ)", model.name),
        ("Thực trạng, lý do lựa chọn", model.reason),
        ("Mục tiêu, tiêu chí", model.objective),
        ("Nội dung, cách làm", model.content),
        ("Địa bàn, đối tượng thụ hưởng", model.beneficiaries),
        ("Lực lượng tham gia (chủ trì, phối hợp, tham gia; vai trò)", model.forces),
        ("Nguồn lực (kinh phí, vật chất, ngày công, xã hội hoá)", model.resources),
        ("Thời gian (bắt đầu, các mốc, ngày đánh giá)", model.time),
        ("Sản phẩm, kết quả kiểm chứng được", model.product),
        ("Khả năng duy trì, nhân rộng", model.future),
    )
    about = [
        Field("Đơn vị đăng ký", card.unit),
        Field("Lĩnh vực", model.field),
        Field("Người phụ trách", model.responsible),
    ]
    if model.fields:
        about, parts = about[:1], (parts[0], *((f.label, f.value) for f in model.fields))
    body: list[Block] = [*about]
    for number, (title, text) in enumerate(parts, start=1):
        body += _answered(f"{number}. {title}", text)
    left = card.preparer or Signer("Người lập phiếu", note=SIGN)
    return Paper(
        head=card.head,
        kind="Phiếu đăng ký mô hình",
        subject=f"Phong trào “{card.movement}” năm {card.year}",
        body=(*body, Signatures(left, card.signer)),
        ends=False,
        qr=card.address or None,
        qr_note=f"Mã mô hình: {card.code}\nQuét mã để mở hồ sơ mô hình." if card.code else "",
        style=STATE_FORM,
    )


def _answered(title: str, text: str, empty: int = 2) -> list[Block]:
    """Return a heading and what is written under it, *empty* dotted lines where nothing is."""
    lines = [line for line in text.splitlines() if line.strip()]
    written: list[Block] = [Text(line) for line in lines]
    return [Heading(title, level=2), *(written or [Field("")] * empty)]


class Verdict(StrEnum):
    """What a visit concludes; the value is how it stands on the form."""

    KEEP = "Duy trì"
    STRENGTHEN = "Củng cố"
    REPLICATE = "Nhân rộng"
    STOP = "Dừng"


@dataclass(frozen=True)
class Visitor:
    name: str
    post: str
    role: str = ""


@dataclass(frozen=True)
class VisitRecord:
    """A visit to what is being done: who came, what was seen, what is concluded.

    Without a *verdict* all four stand with a box to tick.
    """

    head: Head
    movement: str
    year: int
    visited: str
    unit: str
    day: date | None = None
    place: str = ""
    team: Sequence[Visitor] = ()
    present: Sequence[Visitor] = ()
    seen: str = ""
    evidence: Sequence[str] = ()
    verdict: Verdict | None = None
    to_mend: str = ""
    mend_by: date | None = None
    checked_again: str = ""
    leader: Signer | None = None
    host: Signer | None = None
    code: str = ""
    address: str = ""


_TEAM = (
    Column("STT", 1.2, "center"),
    Column("Họ và tên", 5),
    Column("Chức vụ, đơn vị", 6),
    Column("Nhiệm vụ", 3.5),
)
_ROOM = 3  # rows to write on where nobody is named yet


def visit_record(record: VisitRecord) -> Paper:
    """Return the record of a visit, to be signed by who led it and by whose work was seen."""
    body: list[Block] = [
        Field("Nội dung, mô hình được kiểm tra", record.visited),
        Field("Đơn vị thực hiện", record.unit),
        Field("Ngày kiểm tra", wording.short_day(record.day)),
        Field("Địa điểm", record.place),
        Heading("1. Thành phần đoàn kiểm tra", level=2),
        _people(record.team),
        Heading("2. Đại diện đơn vị được kiểm tra", level=2),
        _people(record.present),
        *_answered("3. Tình hình thực tế", record.seen),
        *_answered("4. Minh chứng đã xem", "\n".join(f"- {line}" for line in record.evidence)),
        Heading("5. Kết luận", level=2),
        Text(_concluded(record.verdict)),
        *_answered("6. Việc phải khắc phục", record.to_mend),
        Field("Thời hạn khắc phục", wording.short_day(record.mend_by)),
        Field("Kết quả kiểm tra lại", record.checked_again),
    ]
    host = record.host or Signer("Đại diện đơn vị", note=SIGN)
    leader = record.leader or Signer("Trưởng đoàn", note=SIGN)
    return Paper(
        head=record.head,
        kind="Phiếu kiểm tra",
        subject=f"Thực hiện phong trào “{record.movement}” năm {record.year}",
        body=(*body, Signatures(host, leader)),
        ends=False,
        qr=record.address or None,
        qr_note=f"Mã đăng ký: {record.code}\nQuét mã để mở hồ sơ." if record.code else "",
        style=STATE_FORM,
    )


@dataclass(frozen=True)
class ModelReview:
    """What a unit says of a model it is running, under the headings of its office.

    Without a *verdict* or a *decision* all four stand with a box to tick; empty answers leave lines
    to write on.
    """

    head: Head
    movement: str
    year: int
    period: str
    unit: str
    model: str
    parts: Sequence[Field]
    field: str = ""
    since: str = ""
    verdict: Verdict | None = None
    decision: Verdict | None = None  # of the unit above, and why
    reason: str = ""
    signer: Signer | None = None
    superior: Signer | None = None
    code: str = ""
    address: str = ""


def model_review(review: ModelReview) -> Paper:
    """Return the review of a running model, signed by who wrote it and by who heads the unit."""
    body: list[Block] = [
        Field("Tên mô hình", review.model),
        Field("Đơn vị thực hiện", review.unit),
        Field("Lĩnh vực", review.field),
        Field("Thực hiện từ năm", review.since),
        Field("Kỳ rà soát", review.period),
    ]
    for number, part in enumerate(review.parts, start=1):
        body += _answered(f"{number}. {part.label}", part.value, 3)
    body.append(Heading(f"{len(review.parts) + 1}. Đề nghị của đơn vị", level=2))
    body.append(Text(_concluded(review.verdict)))
    head = review.signer or Signer("Thủ trưởng đơn vị", note=SIGN)
    body.append(Signatures(Signer("Người lập phiếu", note=SIGN), head))
    # Below what the unit signs: it does not answer for what is decided of it.
    body.append(Heading(f"{len(review.parts) + 2}. Cấp trên quyết định", level=2))
    body.append(Text(_concluded(review.decision)))
    reason = [Field("Lý do", review.reason)] if review.reason or not review.decision else []
    body += [*reason, *([] if review.decision else [Field("")])]
    superior = review.superior or Signer("Thủ trưởng cấp trên", note=SIGN)
    return Paper(
        head=review.head,
        kind="Phiếu rà soát mô hình đang thực hiện",
        subject=f"Phong trào “{review.movement}” năm {review.year}",
        body=(*body, Signatures(Signer(""), superior)),
        ends=False,
        qr=review.address or None,
        qr_note=f"Mã mô hình: {review.code}\nQuét mã để mở hồ sơ mô hình." if review.code else "",
        style=STATE_FORM,
    )


def _concluded(verdict: Verdict | None) -> str:
    # Brackets, since no Times face has a box.
    boxes = (
        f"[{'x' if each is verdict else '\u00a0\u00a0'}]\u00a0{each.value}" for each in Verdict
    )
    return "     ".join(boxes)


def _people(people: Sequence[Visitor]) -> Table:
    named = [(str(n), p.name, p.post, p.role) for n, p in enumerate(people, start=1)]
    blank = [(str(n), "", "", "") for n in range(1, _ROOM + 1)]
    return Table(_TEAM, named or blank)
