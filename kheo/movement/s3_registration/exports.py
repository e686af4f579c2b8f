"""The list as a page shows it, the consolidated table."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kheo.documents.exports import layout_of
from kheo.documents.paper.consolidated import ConsolidatedRow, ConsolidatedTable, consolidated_table
from kheo.documents.paper.description import Head, Paper, Signer, Text
from kheo.kernel import clock
from kheo.kernel.access import under
from kheo.kernel.actor import Actor
from kheo.kernel.statements import Source, place
from kheo.kernel.ui.written import day, day_month
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration import access, queries, renamed
from kheo.movement.s3_registration.answers import in_words
from kheo.movement.s3_registration.contract.terms import few_words
from kheo.movement.s3_registration.counts.rules import owed, short_sheets, standing
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s3_registration.newest import added_questions
from kheo.movement.s3_registration.said import topic_of
from kheo.movement.s3_registration.states import APART, STOPPED, TONES, Field, State
from kheo.orgs import naming
from kheo.orgs.models import Unit
from kheo.orgs.naming import named
from kheo.orgs.queries import agency_of
from kheo.orgs.reorganisation import reading
from kheo.orgs.reorganisation.states import Told

NOTHING = "\u2013"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list, every word ready."""

    pk: str  # as an address says it
    url: str
    sort_key: str
    sheet: int
    who: str
    unit: str
    title: str
    keeper: str
    second: str
    sent: str
    state: str
    tone: str
    icon: str
    late: bool
    field: str
    few: str
    paper: bool
    stopped: bool


_SHOWN = (
    "pk", "sort_key", "sheet_id", "subject", "person_id", "person__full_name", "unit__name",
    "unit_id", "unit__path", "unit__parent__name", "title", "state", "late", "submitted_at",
    "field", "first__custodian__name", "second__received_on", "second__custodian__path",
    "owed", "counted", "on_paper", "standing", "filed_on", "supplement_id",
)  # fmt: skip


def list_rows(rows: QuerySet[Registration], subject: str) -> Any:
    """Return *rows* of one subject as plain tuples: half the cost of making records of them.

    With each its copies, how many its owner owes at least and how many stand.
    """
    counted = rows.annotate(owed=owed(subject), counted=standing("sheet"))
    return queries.with_copies(counted).values_list(*_SHOWN, named=True)


def list_source(by: Actor, round_: Round, wanted: queries.Wanted) -> Any:
    """Return the list to be cut into pages; what is searched by words is written each time."""
    if wanted.words or wanted.told:
        return list_rows(queries.listed(by, round_, wanted), wanted.subject)
    unit = wanted.unit and Unit(path=f"{place('unit')}.")
    placed = replace(wanted, unit=unit)
    # The day too: whose post is a head's is asked of today.
    key = (by, round_.pk, wanted.subject, wanted.tab, unit is None, clock.today())
    places = {"unit": wanted.unit.path[:-1]} if wanted.unit else {}
    return Source(
        key, lambda: list_rows(queries.listed(by, round_, placed), wanted.subject), places
    )


def shown(found: Iterable[Any], by: Actor, base: str) -> list[Row]:
    """Return the lines of the page at the address *base*."""
    states, fields = dict(State.choices), dict[str, Any](Field.choices)
    unseen, never, untold = _("chưa nhận"), NOTHING, _("không nêu ở đây")
    added = _("bổ sung, chưa nhận")
    lines = []
    for r in found:
        tone, icon = TONES[r.state]
        sent = r.state != State.DRAFT or r.submitted_at
        unit = named(by, r.unit__path, r.unit__name, r.unit__parent__name)
        sees = access.sees_keeper(by, subject=r.subject, person_id=r.person_id)
        lines.append(
            Row(
                str(r.pk),
                f"{base}{r.pk}/",
                r.sort_key,
                r.sheet_id,
                r.person__full_name or unit,
                unit if r.person_id else "",
                r.title,
                (r.first__custodian__name or never if sees else untold if sent else never),
                day_month(received)
                if (received := r.filed_on or r.second__received_on)
                else ((added if r.supplement_id else unseen) if sent else never),
                day_month(r.submitted_at) if r.submitted_at else never,
                str(states[r.state]),
                tone,
                icon,
                r.late,
                str(fields.get(r.field, "")),
                few_words(r.counted, r.owed) if r.submitted_at else "",
                r.on_paper,
                r.standing == STOPPED,
            )
        )
    return lines


def few_sheets(round_: Round, wanted: queries.Wanted) -> dict[int, str]:
    """Return the words for each sheet that has fewer than its owner owes."""
    found: dict[int, str] = {}
    for subject in Subject:
        rows = short_sheets(round_, subject)
        if wanted.unit:
            rows = rows.filter(under(wanted.unit.path))
        found |= {sheet.pk: few_words(sheet.counted, sheet.owed) for sheet in rows}
    return found


def sent_rows(by: Actor, round_: Round, wanted: queries.Wanted) -> QuerySet[Registration]:
    """Return what a consolidated table holds: all that was sent, items and models together."""
    return queries.listed(by, round_, wanted).exclude(state__in=APART)


def consolidated(by: Actor, round_: Round, wanted: queries.Wanted) -> Paper:
    """Return the consolidated table as a paper of the actor's agency."""
    fields = {value: str(label) for value, label in Field.choices}
    rows = sent_rows(by, round_, wanted).select_related("unit", "person", "topic")
    made_in = renamed.units(rows, round_.year) if wanted.told == Told.THEN else {}
    few, asked = few_sheets(round_, wanted), added_questions(round_, wanted.subject)
    unit = wanted.unit or Unit.objects.get(path=by.reach)
    made = consolidated_table(
        ConsolidatedTable(
            head=head(unit, clock.today()),
            movement=round_.movement.name,
            year=round_.year,
            rows=[
                ConsolidatedRow(
                    unit=made_in.get(r.sheet_id, r.unit).name,
                    name=r.title,
                    collective=r.subject == Subject.MODEL,
                    field=fields.get(r.field) or topic_of(r) or "Khác",
                    content="; ".join(filter(None, (r.target or r.method[:200], r.place))),
                    responsible=str(r.person or r.responsible),
                    time=day(r.due_on) if r.due_on else "",
                    note="; ".join(
                        filter(
                            None,
                            (
                                "Trả lại" if r.state == State.RETURNED else "",
                                "Nộp muộn" if r.late else "",
                                "Đã dừng" if r.stopped else "",
                                few.get(r.sheet_id, ""),
                            ),
                        )
                    ),
                    more=[
                        in_words(q, r.answers.get(q.key)) if of == r.subject else ""
                        for of, q in asked
                    ],
                )
                for r in rows
            ],
            more=[q.label for _of, q in asked],
            preparer=Signer("NGƯỜI LẬP BIỂU", by.name),
            signer=Signer("THỦ TRƯỞNG ĐƠN VỊ"),
        )
    )
    if not wanted.told:
        return made
    return replace(made, body=(Text(reading.said(wanted.told)), *made.body))


def head(unit: Unit, on: date | None) -> Head:
    agency = agency_of(unit)
    name, superior = naming.heading(agency, on)
    return Head(name, superior, agency.place, day=on, line=layout_of(agency))
