"""Stages 2 and 3 of an invented year: receipts, plans, sheets with their copies and registrations."""

import datetime as dt
from dataclasses import dataclass
from random import Random

from kheo.kernel import workdays
from kheo.movement.models import (
    Copy,
    Plan,
    PlanTask,
    Registration,
    Round,
    Sheet,
)
from kheo.movement.s1_directive.states import ClauseKind, MilestoneKind, Subject
from kheo.movement.s2_plan.states import State as PlanState
from kheo.movement.s3_registration.models import sort_key
from kheo.movement.s3_registration.states import State
from kheo.orgs.models import Person, Unit
from kheo.orgs.states import AGENCIES
from kheo.project.demo import charter, exemplars, items
from kheo.project.demo.country import Country
from kheo.project.demo.opening import Opened, topic
from kheo.project.demo.store import Store, at

TASKS = (  # what is done by the 20th of a month, and its category
    (3, "Phổ biến công văn, hướng dẫn ghi bản đăng ký", "Học tập, quán triệt, tuyên truyền"),
    (5, "Họp bàn quy chế của cơ quan, niêm yết thủ tục", "Thực hiện dân chủ ở cơ sở"),
    (6, "Chọn mô hình và phân công người theo dõi", "Xây dựng, nhân rộng mô hình"),
    (9, "Kiểm tra giữa năm, gỡ vướng cho người chậm", "Kiểm tra, sơ kết, biểu dương"),
    (12, "Tổng hợp, bình xét và báo cáo", "Kiểm tra, sơ kết, biểu dương"),
)


@dataclass
class Year:
    """One round with what its unit and people do in it."""

    store: Store
    chance: Random
    land: Country
    opened: Opened
    round: Round
    running: bool
    today: dt.date
    silent: Unit | None = None  # answered nothing this year
    plain: bool = False  # decisions are filed as plain text: thousands of them take too long

    def due(self, kind: MilestoneKind) -> dt.date:
        return charter.milestone(self.round.year, kind)

    def day(self, first: dt.date, last: dt.date) -> dt.date:
        """Return a working day between two days, never after today."""
        last = min(last, self.today)
        first = min(first, last)
        day = first + dt.timedelta(days=self.chance.randint(0, max((last - first).days, 0)))
        while not workdays.is_workday(day) and day > first:
            day -= dt.timedelta(days=1)
        return day

    def asleep(self, unit: Unit) -> bool:
        return self.silent is not None and unit.path.startswith(self.silent.path)

    def happens(self, chance: float) -> bool:
        return self.chance.random() < chance


def answer(year: Year) -> None:
    """Let the units receive the letter, and most of them send a plan."""
    due = year.due(MilestoneKind.PLAN)
    for unit in year.land.scope():
        if year.asleep(unit) or (year.running and year.happens(0.1)):
            continue
        late = year.happens(0.12)
        sent = (
            year.day(due + dt.timedelta(3), due + dt.timedelta(20))
            if late
            else year.day(due - dt.timedelta(35), due)
        )
        _plan(year, unit, sent, late=sent > due)


def _plan(year: Year, unit: Unit, sent: dt.date, *, late: bool) -> None:
    head = year.land.heads[unit.pk]
    staff = [p for p in year.land.people if p.unit_id == unit.pk] or [head]
    received = year.day(year.round.opens_on + dt.timedelta(2), year.due(MilestoneKind.RECEIPT))
    plan = year.store.add(
        Plan(
            round=year.round,
            unit=unit,
            path=unit.path,
            state=PlanState.SENT,
            leader=head,
            received_at=at(received),
            received_by=head,
            officer=year.chance.choice(staff),
            summary=f"Mỗi người chọn một việc, cả {unit.name} giữ một mô hình; hằng tháng "
            "cùng xem lại số liệu.",
            sent_at=at(sent, 15),
            late=late,
        )
    )
    contents = year.opened.clauses[ClauseKind.CONTENT]
    for n, (month, text, category) in enumerate(TASKS, 1):
        year.store.add(
            PlanTask(
                plan=plan,
                ordinal=n,
                text=text,
                content=contents[n % len(contents)],
                category=year.opened.categories[category],
                responsible=head.full_name,
                due_on=dt.date(year.round.year, month, 20),
            )
        )


def register(year: Year) -> None:
    """Let people register one to three items and units one or two models."""
    for person in year.land.people:
        if not year.asleep(person.unit) and year.happens(0.93 if year.running else 0.95):
            _sheet(year, person.unit, person)
    register_models(year, year.land.scope())


def register_models(year: Year, units: list[Unit]) -> None:
    """Let each of *units* that is awake register one model, some of them two."""
    titles: list[exemplars.Exemplar] = []
    for unit in units:
        count = 2 if year.happens(0.35) else 1
        if len(titles) < count:
            titles = year.chance.sample(exemplars.EXEMPLARS, len(exemplars.EXEMPLARS))
        chosen = [titles.pop() for _n in range(count)]
        if not year.asleep(unit):
            _models(year, unit, chosen)


def _opened_sheet(year: Year, unit: Unit, person: Person | None, *, draft: bool) -> Sheet:
    due = year.due(MilestoneKind.REGISTRATION)
    day = due - dt.timedelta(days=int(year.chance.triangular(0, 36, 4)))
    if year.happens(0.06):
        day = due + dt.timedelta(days=year.chance.randint(1, 25))
    late = day > due and not draft
    return year.store.add(
        Sheet(
            round=year.round,
            unit=unit,
            person=person,
            path=unit.path,
            late=late,
            late_reason="Đi công tác cơ sở dài ngày" if late else "",
            submitted_at=None if draft else at(day, year.chance.randint(8, 16), 20),
        )
    )


def _copies(year: Year, sheet: Sheet) -> bool:
    """Make both copies with their keepers; tell whether the second one is still on its way."""
    if sheet.submitted_at is None:
        return False
    keeper = sheet.person.cell if sheet.person and sheet.person.cell else sheet.unit
    received = sheet.submitted_at.date() + dt.timedelta(days=year.chance.randint(1, 9))
    arrived = True
    for number, custodian in ((1, keeper), (2, focal(year.land, sheet.unit))):
        arrived = not year.running or year.happens(0.85)
        year.store.add(
            Copy(
                sheet=sheet,
                number=number,
                custodian=custodian,
                received_on=received if arrived else None,
                received_by=year.land.heads[custodian.pk] if arrived else None,
            )
        )
    return not arrived


def focal(land: Country, unit: Unit) -> Unit:
    """Return who files the second copies of the agency *unit* belongs to."""
    agency = unit
    while agency.parent is not None and agency.kind not in AGENCIES:
        agency = agency.parent
    return land.focal.get(agency.pk, agency)


def _sheet(year: Year, unit: Unit, person: Person) -> None:
    draft = year.running and year.happens(0.04)
    sheet = _opened_sheet(year, unit, person, draft=draft)
    unfiled = _copies(year, sheet)
    count = year.chance.choices((1, 2, 3), (50, 35, 15))[0]
    for ordinal, item in enumerate(year.chance.sample(items.ITEMS, count), 1):
        _registration(
            year,
            sheet,
            ordinal,
            unfiled=unfiled,
            title=item.title,
            duty=item.duty,
            target=item.target,
            topic=topic(year.opened, item.topic),
            method=items.way(person.pk * 37 + ordinal * 11),
            result=item.target,
        )


def _models(year: Year, unit: Unit, chosen: list[exemplars.Exemplar]) -> None:
    sheet = _opened_sheet(year, unit, None, draft=False)
    unfiled = _copies(year, sheet)
    for ordinal, model in enumerate(chosen, 1):
        _registration(
            year,
            sheet,
            ordinal,
            unfiled=unfiled,
            title=model.title,
            target=model.target,
            method=model.way,
            place=model.place,
            field=model.field,
            resources=model.cost,
            topic=topic(year.opened, 2),
            forces=f"{unit.name} chủ trì, các đoàn thể cùng làm",
            result=model.target,
            keeping="Giao người giữ sổ, mỗi quý xem lại một lần",
            duty=f"Việc này ở {unit.name} còn làm theo nếp cũ, người dân và cán bộ đã góp ý",
            schedule="Bắt đầu tháng 4; xem lại cuối tháng 6, cuối tháng 9; đánh giá tháng 11",
            responsible=year.land.heads[unit.pk].full_name,
        )


def _registration(
    year: Year, sheet: Sheet, ordinal: int, *, unfiled: bool, title: str, **more: object
) -> None:
    state = _state(year, sheet)
    name = sheet.person.name_key if sheet.person else ""
    made = year.store.add(
        Registration(
            sheet=sheet,
            round=year.round,
            unit=sheet.unit,
            person=sheet.person,
            ordinal=ordinal,
            subject=Subject.ITEM if sheet.person else Subject.MODEL,
            title=title,
            state=state,
            sort_key=sort_key(sheet.path, name, sheet.pk, ordinal),
            unfiled=unfiled,
            due_on=dt.date(year.round.year, year.chance.choice((6, 9, 10, 11)), 30),
            submitted_at=sheet.submitted_at,
            late=sheet.late,
            **more,
        )
    )
    criteria = year.opened.clauses[ClauseKind.CRITERION]
    for clause in year.chance.sample(criteria, year.chance.choice((1, 2, 3))):
        year.store.link(Registration.criteria.through, registration_id=made.pk, clause_id=clause.pk)


def _state(year: Year, sheet: Sheet) -> State:
    if sheet.submitted_at is None:
        return State.DRAFT
    if not year.running or sheet.person is None or year.happens(0.9):
        return State.ACCEPTED
    return State.SUBMITTED if year.happens(0.7) else State.RETURNED
