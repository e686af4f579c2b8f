"""The invented movement as opened: papers, clauses, rounds, days, scoring tables, award forms."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from kheo.documents.models import OfficialDocument
from kheo.documents.states import Direction
from kheo.kernel import files
from kheo.movement.models import (
    AwardForm,
    Category,
    Clause,
    Directive,
    Level,
    Line,
    Milestone,
    Movement,
    Quota,
    Round,
    ScoringTable,
)
from kheo.movement.s1_directive.states import ClauseKind, RoundState, Subject
from kheo.movement.s2_plan.states import CATEGORIES
from kheo.orgs.models import Person, Unit
from kheo.outreach.models import Format
from kheo.outreach.states import FORMATS
from kheo.project.demo import charter
from kheo.project.demo.store import Store, at


@dataclass(frozen=True)
class Opened:
    """The movement and what its years rest on."""

    movement: Movement
    rounds: list[Round]
    clauses: dict[str, list[Clause]]
    tables: dict[str, ScoringTable]
    lines: dict[int, list[Line]]  # those that take points, by table
    levels: list[Level]  # of the table for models, highest first
    forms: list[AwardForm]
    categories: dict[str, Category]  # of tasks, by name
    formats: dict[str, Format]  # of sessions of study, by name


def open_movement(
    store: Store,
    directive: Directive,
    by: Person,
    scope: list[Unit],
    years: list[int],
    today: dt.date,
) -> Opened:
    """Return the movement with a round for each of *years*, the last of them still open.

    The first year's letter is *directive*, read by the machine; the later ones are filed here.
    """
    unit = directive.unit
    for year in years[1:]:
        paper(store, unit, by, year)
    movement = store.add(
        Movement(
            name=charter.MOVEMENT,
            item_name=charter.ITEM_NAME,
            theme=charter.THEME,
            aim=charter.AIM,
            unit=unit,
            directive=directive,
            first_year=charter.FIRST_YEAR,
            last_year=max(charter.LAST_YEAR, years[-1]),
            launched_on=dt.date(years[0], 1, 5),
        )
    )
    for member in scope:
        store.link(Movement.scope.through, movement_id=movement.pk, unit_id=member.pk)
    clauses = {
        str(kind): [
            store.add(Clause(movement=movement, kind=kind, ordinal=n, text=text))
            for n, text in enumerate(texts, 1)
        ]
        for kind, texts in charter.CLAUSES
    }
    rounds = [_round(store, movement, year, today) for year in years]
    tables = {str(subject): _table(store, unit, subject) for subject in Subject}
    return Opened(
        movement=movement,
        rounds=rounds,
        clauses=clauses,
        tables=tables,
        lines={t.pk: _lines(store, t) for t in tables.values()},
        levels=_levels(store, tables),
        forms=[
            store.add(
                AwardForm(
                    unit=unit,
                    name=name,
                    source=charter.FORM_SOURCE,
                    valid_from=dt.date(2024, 1, 1),
                )
            )
            for name in charter.FORMS
        ],
        categories={
            name: store.add(Category(movement=movement, ordinal=n, name=name))
            for n, name in enumerate(CATEGORIES, 1)
        },
        formats={
            name: store.add(Format(movement=movement, ordinal=n, name=name))
            for n, name in enumerate(FORMATS, 1)
        },
    )


def number_of(year: int) -> str:
    return f"{10 + year % 10}/UBND-TH"


def paper(store: Store, unit: Unit, by: Person, year: int) -> OfficialDocument:
    """Register the letter of a year, its text kept as the file an office would have uploaded."""
    number = number_of(year)
    text = charter.letter(year, number, dt.date(year, 1, 5))
    stored = files.keep(text.encode())
    return store.add(
        OfficialDocument(
            unit=unit,
            direction=Direction.OUT,
            kind="Công văn",
            number=number,
            subject=f"Phong trào “{charter.MOVEMENT}” năm {year}",
            issuer=unit.name,
            issued_on=dt.date(year, 1, 5),
            text=text,
            file=stored.path,
            size=stored.size,
            file_name=f"cong-van-{year}.txt",
            sha256=stored.sha256,
            registered_at=at(dt.date(year, 1, 5), 10),
            registered_by=by,
        )
    )


def _round(store: Store, movement: Movement, year: int, today: dt.date) -> Round:
    state = RoundState.CLOSED if year < today.year else RoundState.OPEN
    opened = dt.date(year, 1, 5)
    closed = dt.date(year, 12, 31) if state == RoundState.CLOSED else None
    round_ = store.add(
        Round(movement=movement, year=year, state=state, opens_on=opened, closed_on=closed)
    )
    for subject, category, (least, target, most), instead, basis in charter.QUOTAS:
        store.add(
            Quota(
                round=round_, subject=subject, category=category, minimum=least, target=target,
                maximum=most, instead=instead, basis=basis,
            )
        )  # fmt: skip
    for kind, month, day in charter.MILESTONES:
        store.add(Milestone(round=round_, kind=kind, due_on=dt.date(year, month, day)))
    return round_


def _table(store: Store, unit: Unit, subject: Subject) -> ScoringTable:
    whom = "mô hình của đơn vị" if subject == Subject.MODEL else "nội dung của cá nhân"
    return store.add(
        ScoringTable(
            unit=unit,
            name=f"Bảng chấm điểm {whom}",
            subject=subject,
            source="Công văn số 14/UBND-TH ngày 05/01/2024",
            valid_from=dt.date(2024, 1, 1),
        )
    )


def _lines(store: Store, table: ScoringTable) -> list[Line]:
    """Write the lines of *table* and return the ones that take points."""
    leaves = []
    above: Line | None = None
    for ordinal, (number, text, most) in enumerate(charter.SCORING, 1):
        parent = above if "." in number else None
        line = store.add(
            Line(
                table=table,
                parent=parent,
                ordinal=ordinal,
                number=number,
                text=text,
                most=Decimal(most),
            )
        )
        if parent is None:
            above = line
        else:
            leaves.append(line)
    return leaves


def _levels(store: Store, tables: dict[str, ScoringTable]) -> list[Level]:
    made = {
        subject: [
            store.add(Level(table=table, name=name, least=Decimal(least)))
            for name, least in charter.LEVELS
        ]
        for subject, table in tables.items()
    }
    return [level for levels in made.values() for level in levels]


def level_for(opened: Opened, table: ScoringTable, points: Decimal) -> Level | None:
    """Return the highest level of *table* that *points* reach."""
    return next((x for x in opened.levels if x.table_id == table.pk and points >= x.least), None)


def topic(opened: Opened, index: int) -> Clause:
    return opened.clauses[ClauseKind.TOPIC][index]
