"""The registration of a person or a unit in two copies."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kheo.documents.paper import wording
from kheo.documents.paper.description import (
    STATE_FORM,
    Block,
    Field,
    Head,
    Heading,
    Paper,
    Signatures,
    Signer,
    Text,
)

CLERK = "Phòng Hành chính - Tổ chức"
SIGN = "(Ký, ghi rõ họ tên)"
_DRAFT = "Bản nháp, chưa gửi: chỉ để xem trước, không ký, không nộp."
_LEFT_TO_WRITE = (Field("Chức vụ, chức danh"), Field("Phòng, đơn vị"))


@dataclass(frozen=True)
class PersonItem:
    """One thing a person registers to do."""

    name: str
    duty: str
    target: str
    way: str
    time: str
    expected: str
    criteria: Sequence[str] = ()
    fields: Sequence[Field] = ()  # as an office worded the form, in place of the shipped ones
    topic: str = ""
    sent: Sequence[Field] = ()  # its own day, where that is not the paper's


@dataclass(frozen=True)
class PersonForm:
    """A person's registration; a Party member names the cell that keeps the first copy."""

    head: Head
    movement: str
    year: int
    full_name: str
    post: str
    unit: str
    items: Sequence[PersonItem]
    party_cell: str = ""
    confirmer: Signer | None = None
    second_keeper: str = CLERK
    received: date | None = None
    code: str = ""
    address: str = ""
    pledges: Sequence[str] = ()
    contract: str = ""  # what the year asks, and by which words of the directive
    late: str = ""  # which parts came after the day, when and why
    choices: Sequence[Field] = ()  # numbered, to be named by number where an item is empty
    adds_to: date | None = None  # the day of the paper that this one supplements
    draft: bool = False  # not sent


@dataclass(frozen=True)
class UnitModel:
    """One model a unit registers to build."""

    name: str
    field: str
    reason: str
    objective: str
    content: str
    beneficiaries: str
    forces: str
    resources: str
    time: str
    product: str
    future: str
    fields: Sequence[Field] = ()  # as an office worded the form, in place of the shipped ones
    criteria: Sequence[str] = ()  # to tick, on a form nobody has written on yet
    sent: Sequence[Field] = ()  # its own day, where that is not the paper's
    responsible: str = ""


@dataclass(frozen=True)
class UnitForm:
    """A unit's registration of its models."""

    head: Head
    movement: str
    year: int
    unit: str
    responsible: str
    models: Sequence[UnitModel]
    signer: Signer
    preparer: Signer | None = None
    first_keeper: str = ""
    second_keeper: str = CLERK
    received: date | None = None
    code: str = ""
    address: str = ""
    pledges: Sequence[str] = ()
    contract: str = ""
    late: str = ""
    adds_to: date | None = None
    draft: bool = False


def registration_form(form: PersonForm | UnitForm) -> tuple[Paper, Paper]:
    """Return copies 1/2 and 2/2 of a registration, each saying where both are kept.

    What is empty is left to be written in by hand. The square code of each names the copy.
    """
    paper = _person(form) if isinstance(form, PersonForm) else _unit(form)
    base = (paper.qr or "").rstrip("/")
    first, second = (
        replace(paper, marks=(f"Bản số {n}/2", f"(lưu tại {keeper})"), qr=base and f"{base}/{n}/")
        for n, keeper in enumerate((_first_keeper(form), form.second_keeper), start=1)
    )
    return first, second


def draft(form: PersonForm | UnitForm) -> Paper:
    """Return what is written and not sent: no code, no day, nothing to sign."""
    bare = replace(form, draft=True, code="", address="", head=replace(form.head, day=None))
    return _person(bare) if isinstance(bare, PersonForm) else _unit(bare)


def _first_keeper(form: PersonForm | UnitForm) -> str:
    if isinstance(form, PersonForm):
        return form.party_cell or form.unit or "phòng, đơn vị, với đảng viên tại chi bộ"
    return form.first_keeper or form.unit or "đơn vị đăng ký"


def _person(form: PersonForm) -> Paper:
    if form.full_name:
        member = form.party_cell or "Không phải đảng viên"
        cell = Field("Sinh hoạt Đảng tại" if form.party_cell else "Đảng viên", member)
    else:
        cell = Field("Sinh hoạt Đảng tại (nếu là đảng viên)")
    place = ", ".join(filter(None, (form.post, form.unit)))
    about = [
        Field("Họ và tên", form.full_name),
        *([Field("Chức vụ, đơn vị", place)] if place else _LEFT_TO_WRITE),
        cell,
    ]
    lead = _lead(
        form,
        f"Căn cứ nhiệm vụ được giao, tôi đăng ký thực hiện {_number(form.items, form.full_name)} "
        f"nội dung trong phong trào “{form.movement}” năm {form.year}:",
    )
    items = [
        block
        for n, item in enumerate(form.items, start=1)
        for block in _item(n, item, form.choices)
    ]
    post = "Bí thư Chi bộ" if form.party_cell else "Trưởng phòng, đơn vị"
    post += "" if form.full_name else " (đảng viên: Bí thư Chi bộ)"
    signs = Signatures(
        left=form.confirmer or Signer(post, note=SIGN),
        right=Signer("Người đăng ký", form.full_name, note=SIGN),
    )
    body = [*about, lead, *_asked(form), *form.choices, *items, *_kept(form), signs]
    return _paper(form, body)


def _lead(form: PersonForm | UnitForm, words: str) -> Text:
    """Return the sentence above the parts; a supplement names the paper it adds to first."""
    if form.adds_to is None:
        return Text(words)
    added = f"Bổ sung bản đăng ký ngày {wording.short_day(form.adds_to)}. "
    return Text(f"{added}{words}")


def _item(number: int, item: PersonItem, choices: Sequence[Field]) -> list[Block]:
    shipped = (
        *_long("Nhiệm vụ được giao làm căn cứ", item.duty, item.name),
        *[Field(f"{each.label} (ghi số)") for each in ([] if item.name else choices)],
        *([Field("Chủ đề", item.topic)] if item.topic else []),
        Field("Mục tiêu", item.target),
        *_long("Cách làm", item.way, item.name),
        Field("Thời gian thực hiện", item.time),
        Field("Kết quả dự kiến", item.expected),
        *([Field("Tiêu chí hướng tới", "; ".join(item.criteria))] if item.criteria else []),
    )
    return [*_named(f"Nội dung {number}", item.name), *(item.fields or shipped), *item.sent]


def _named(place: str, name: str) -> list[Block]:
    return [Heading(f"{place}. {name}")] if name else [Heading(place), *_long("Tên", "", "")]


def _long(label: str, value: str, name: str) -> list[Field]:
    """Return what takes a sentence or two: of a part nobody has named yet, a second line to write on."""
    return [Field(label, value), *([] if value or name else [Field("")])]


def _number(parts: Sequence[object], owner: str) -> str:
    """Return how many parts there are; on a form nobody has written on yet, room for it."""
    return wording.count(len(parts)) if owner else "……"


def _unit(form: UnitForm) -> Paper:
    about = [Field("Đơn vị đăng ký", form.unit), Field("Người phụ trách", form.responsible)]
    lead = _lead(
        form,
        f"Đơn vị đăng ký xây dựng {_number(form.models, form.unit)} mô hình trong phong trào "
        f"“{form.movement}” năm {form.year}:",
    )
    models = [block for n, model in enumerate(form.models, start=1) for block in _model(n, model)]
    signs = Signatures(left=form.preparer or Signer("Người lập", note=SIGN), right=form.signer)
    return _paper(form, [*about, lead, *_asked(form), *models, *_kept(form), signs])


def _model(number: int, model: UnitModel) -> list[Block]:
    shipped = (
        Field("Lĩnh vực", model.field),
        *_long("Thực trạng, lý do lựa chọn", model.reason, model.name),
        *_long("Mục tiêu, tiêu chí", model.objective, model.name),
        *([Field("Tiêu chí hướng tới", "; ".join(model.criteria))] if model.criteria else []),
        *_long("Nội dung, cách làm", model.content, model.name),
        Field("Địa bàn, đối tượng thụ hưởng", model.beneficiaries),
        *_long("Lực lượng tham gia", model.forces, model.name),
        Field("Nguồn lực", model.resources),
        Field("Thời gian thực hiện", model.time),
        *_long("Sản phẩm, kết quả kiểm chứng được", model.product, model.name),
        *_long("Khả năng duy trì, nhân rộng", model.future, model.name),
    )
    return [*_named(f"Mô hình {number}", model.name), *(model.fields or shipped), *model.sent]


def _asked(form: PersonForm | UnitForm) -> list[Block]:
    return [Field("Chỉ tiêu của năm", form.contract)] if form.contract else []


def _kept(form: PersonForm | UnitForm) -> list[Block]:
    pledges = "; ".join(text.rstrip(" .;") for text in form.pledges)
    pledged = [Field("Cam kết", f"{pledges}.")] if pledges else []
    if form.draft:
        return [*pledged, Text(_DRAFT, italic=True)]
    return [
        *pledged,
        Text(
            f"{_title(form)} gồm 02 bản: bản số 1/2 lưu tại {_first_keeper(form)}; "
            f"bản số 2/2 lưu tại {form.second_keeper}."
        ),
        *([Field("Nộp muộn", form.late)] if form.late else []),
        *([] if form.code else [Field("Ngày nhận")]),
    ]


def _noted(form: PersonForm | UnitForm) -> str:
    """Return what stands beside the square code, where a clerk stamps what comes in."""
    received = wording.short_day(form.received) or "……/……/……"
    code = f"Mã bản đăng ký: {form.code}\nQuét mã để mở hồ sơ đăng ký."
    return f"{code}\nNgày nhận: {received}"


def _title(form: PersonForm | UnitForm) -> str:
    if form.draft:
        return "Bản đăng ký (bản nháp)"
    return "Bản đăng ký bổ sung" if form.adds_to else "Bản đăng ký"


def _paper(form: PersonForm | UnitForm, body: Sequence[Block]) -> Paper:
    return Paper(
        head=form.head,
        kind=_title(form),
        subject=f"Thực hiện phong trào “{form.movement}” năm {form.year}",
        body=tuple(b for b in body if not (form.draft and isinstance(b, Signatures))),
        ends=False,
        qr=form.address or None,
        qr_note=_noted(form) if form.code else "",
        style=STATE_FORM,
        marks=("BẢN NHÁP", "(chưa gửi)") if form.draft else (),
    )
