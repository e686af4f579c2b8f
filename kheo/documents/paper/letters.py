"""Official letters, the yearly plan, and the letter that urges those who are late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kheo.documents.paper import wording
from kheo.documents.paper.description import (
    Block,
    Column,
    Head,
    Heading,
    Paper,
    Signer,
    Table,
    Text,
)


@dataclass(frozen=True)
class OfficialLetter:
    head: Head
    subject: str
    addressees: Sequence[str]
    paragraphs: Sequence[str]
    signer: Signer
    recipients: Sequence[str]
    qr: str | None = None
    qr_note: str = ""


def official_letter(letter: OfficialLetter) -> Paper:
    """Return an official letter, its subject under its number."""
    return Paper(
        head=letter.head,
        subject=letter.subject,
        addressees=letter.addressees,
        body=tuple(Text(paragraph) for paragraph in letter.paragraphs),
        signer=letter.signer,
        recipients=letter.recipients,
        qr=letter.qr,
        qr_note=letter.qr_note,
    )


@dataclass(frozen=True)
class PlanTask:
    content: str
    lead: str
    partners: str = ""
    deadline: str = ""
    product: str = ""
    group: str = ""  # the category it belongs to: tasks of one follow one another


@dataclass(frozen=True)
class YearPlan:
    head: Head
    movement: str
    year: int
    bases: Sequence[str]
    purposes: Sequence[str]
    requirements: Sequence[str]
    contents: Sequence[str]
    tasks: Sequence[PlanTask]
    arrangements: Sequence[str]
    signer: Signer
    recipients: Sequence[str]


_TASKS = (
    Column("STT", 1.2, "center"),
    Column("Nội dung công việc", 6),
    Column("Chủ trì", 3),
    Column("Phối hợp", 3),
    Column("Thời hạn", 2.2, "center"),
    Column("Sản phẩm", 3),
)


def year_plan(plan: YearPlan) -> Paper:
    """Return the plan of a unit for a year of the movement: aims, contents, tasks, who does what."""
    aims, contents, arrangements = wording.parts(
        ("Mục đích, yêu cầu", "Nội dung thực hiện", "Tổ chức thực hiện")
    )
    body: list[Block] = [
        Heading(aims),
        *_aims(plan),
        Heading(contents),
        *_texts(plan.contents),
    ]
    if plan.tasks:
        body.append(_tasks(plan.tasks))
    body += [
        Heading(arrangements),
        *_texts(plan.arrangements),
        Text(
            f"Trên đây là Kế hoạch thực hiện phong trào “{plan.movement}” năm {plan.year} "
            f"của {plan.head.issuer}"
        ),
    ]
    return Paper(
        head=plan.head,
        kind="Kế hoạch",
        subject=f"Thực hiện phong trào “{plan.movement}” năm {plan.year}",
        bases=plan.bases,
        body=tuple(body),
        signer=plan.signer,
        recipients=plan.recipients,
    )


def _aims(plan: YearPlan) -> list[Block]:
    """Return purposes and requirements under headings of their own; one of them alone needs none."""
    if not (plan.purposes and plan.requirements):
        return [*_texts(plan.purposes), *_texts(plan.requirements)]
    return [
        Heading("1. Mục đích", level=2),
        *_texts(plan.purposes),
        Heading("2. Yêu cầu", level=2),
        *_texts(plan.requirements),
    ]


def _texts(paragraphs: Sequence[str]) -> list[Text]:
    return [Text(paragraph) for paragraph in paragraphs]


def _tasks(tasks: Sequence[PlanTask]) -> Table:
    rows: list[tuple[str, ...]] = []
    grouped = any(task.group for task in tasks)
    for n, task in enumerate(tasks, start=1):
        if grouped and (n == 1 or task.group != tasks[n - 2].group):
            rows.append((task.group or "Việc khác",))
        rows.append((str(n), task.content, task.lead, task.partners, task.deadline, task.product))
    return Table(_TASKS, rows)


@dataclass(frozen=True)
class MissingUnit:
    """A unit whose people, or which itself when none are named, has not handed in."""

    unit: str
    people: Sequence[str] = ()
    note: str = ""


@dataclass(frozen=True)
class Reminder:
    """What is late: *what* is the thing owed, such as “bản đăng ký”, *basis* who asked for it.

    Without a *new_deadline* its place is left to be written in.
    """

    head: Head
    movement: str
    year: int
    what: str
    basis: str
    deadline: date
    new_deadline: date | None
    send_to: str
    addressees: Sequence[str]
    missing: Sequence[MissingUnit]
    signer: Signer
    recipients: Sequence[str]
    contact: str = ""


_ROOM = "……/……/………"
_MISSING = (
    Column("STT", 1.2, "center"),
    Column("Họ và tên", 6),
    Column("Ghi chú", 4),
)


def reminder(letter: Reminder) -> Paper:
    """Return the letter that urges the late, naming them unit by unit."""
    people = sum(len(unit.people) for unit in letter.missing)
    counted = f"{wording.count(len(letter.missing))} đơn vị"
    if people:
        counted += f", {wording.count(people)} người"
    opening = (
        f"Theo {letter.basis}, thời hạn gửi {letter.what} phong trào “{letter.movement}” "
        f"năm {letter.year} là ngày {wording.short_day(letter.deadline)}. Đến nay còn {counted} "
        f"chưa gửi (danh sách dưới đây)."
    )
    request = (
        f"{letter.head.issuer} đề nghị thủ trưởng các đơn vị có tên trong danh sách đôn đốc, "
        f"gửi {letter.what} về {letter.send_to} trước ngày "
        f"{wording.short_day(letter.new_deadline) or _ROOM}; trường hợp không thực hiện được, nêu rõ lý do "
        f"bằng văn bản."
    )
    body: list[Block] = [Text(opening), _missing(letter.missing), Text(request)]
    if letter.contact:
        body.append(Text(f"Đầu mối liên hệ: {letter.contact}"))
    return Paper(
        head=letter.head,
        subject=f"đôn đốc gửi {letter.what} phong trào “{letter.movement}” năm {letter.year}",
        addressees=letter.addressees,
        body=tuple(body),
        signer=letter.signer,
        recipients=letter.recipients,
    )


def _missing(units: Sequence[MissingUnit]) -> Table:
    rows: list[tuple[str, ...]] = []
    number = 0
    for unit in units:
        rows.append(
            (f"{unit.unit} ({wording.count(len(unit.people))} người)",)
            if unit.people
            else (unit.unit,)
        )
        for person in unit.people:
            number += 1
            rows.append((str(number), person, unit.note))
    return Table(_MISSING, rows)
