"""The owner sends the whole sheet at once; the first time, two copies find their keepers.

What is sent later stands on another paper, where the one before has been received.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.ui.written import day
from kheo.kernel.workflow.advance import StaleStateError, advance
from kheo.movement.s1_directive.queries import clauses
from kheo.movement.s1_directive.states import ClauseKind
from kheo.movement.s3_registration import access, queries
from kheo.movement.s3_registration.actions.exempt import end_by_sending
from kheo.movement.s3_registration.actions.supplement import supplement
from kheo.movement.s3_registration.actions.tally import Moves
from kheo.movement.s3_registration.contract.terms import (
    Contract,
    contract_of,
    counted_instead,
    going_on,
)
from kheo.movement.s3_registration.models import Copy, Registration, Sheet, two_copies
from kheo.movement.s3_registration.states import FLOW, WRITABLE, Due, State
from kheo.orgs.queries import agency_of, focal_below


@transaction.atomic
def send(sheet: Sheet, *, by: Actor, late_reason: str = "") -> int:
    """Send every draft and returned one of *sheet*; return how many.

    After the deadline what was never sent before goes only with *late_reason*, and is marked
    late for good. Raise ValidationError, in words, when the sheet may not go as it is, and
    StaleStateError when it went from another window.
    """
    rows = queries.written(sheet)
    ready = [r for r in rows if r.state in WRITABLE]
    for registration in ready:
        require(access.may_write, by, registration)
    access.refuse_closed(sheet.round)
    if rows and not ready:
        raise StaleStateError(State.SUBMITTED)
    contract = contract_of(sheet)
    _require_open(contract)
    return send_ready(
        sheet, rows, ready, by=by, contract=contract, at=clock.now(), late_reason=late_reason
    )


def send_ready(
    sheet: Sheet,
    rows: list[Registration],
    ready: list[Registration],
    *,
    by: Actor,
    contract: Contract,
    at: datetime,
    late_reason: str = "",
) -> int:
    """Send *ready*, of the *rows* on *sheet*, as handed in *at*; who may was asked before."""
    _require_enough(sheet, contract, rows)
    _require_complete(sheet, ready)
    late = _late(contract.due, ready, late_reason)
    moves = Moves(sheet.round)
    paper = None
    if not _first(sheet, moves, late_reason.strip() if late else "", late=late, at=at, by=by):
        paper = supplement(sheet, moves, at=at, by=by)
        if late:
            _explain(sheet, late_reason)
    for registration in ready:
        facts: dict[str, Any] = {"supplement_id": paper and paper.pk}
        if registration.form_version_id:  # kept from now on, whatever the form becomes
            facts["form_version_id"] = registration.form_version_id
        _send(registration, moves, facts, late_reason if late else "", late=late, at=at, by=by)
    moves.write()
    return len(ready)


def _require_open(contract: Contract) -> None:
    if opens := contract.opens_later:
        words = _("Nhận bản đăng ký từ ngày %(day)s. Bản nháp vẫn được giữ; đến ngày ấy bấm gửi.")
        raise ValidationError(words % {"day": day(opens)}, code="early")


def _require_enough(sheet: Sheet, contract: Contract, rows: list[Registration]) -> None:
    n = going_on(rows)
    short = contract.lacking(n)
    if short and sheet.person_id and counted_instead(sheet.round, sheet.person_id):
        short = contract.lacking(n, instead=True)
    if short or not n:
        words = (
            _("Mỗi người đăng ký %(span)s nội dung. Bạn mới có %(n)02d.")
            if sheet.person_id
            else _("Mỗi đơn vị đăng ký %(span)s mô hình. Mới có %(n)02d.")
        )
        raise ValidationError(words % {"span": contract.span, "n": n}, code="few")


def _require_complete(sheet: Sheet, ready: list[Registration]) -> None:
    """Refuse what was started from last year's and never finished."""
    bare = any(not r.criteria.all() for r in ready)
    asked = bare and bool(clauses(sheet.round, ClauseKind.CRITERION))
    faults = [
        _("“%(title)s” còn thiếu: %(lacks)s.") % {"title": r.title, "lacks": found}
        for r in ready
        if (found := queries.lacks(r, criteria_asked=asked))
    ]
    if faults:
        raise ValidationError(faults, code="incomplete")


def _late(due: Due, ready: list[Registration], reason: str) -> bool:
    """Tell whether this sending is late; only what was never sent before can be."""
    if not due.over or due.day is None or all(r.submitted_at for r in ready):
        return False
    if not reason.strip():
        raise ValidationError(
            _(
                "Hạn nộp là %(day)s, đã qua. Nếu vẫn nộp, hãy chọn “Tôi nộp muộn” và ghi lý do; "
                "bản đăng ký sẽ được đánh dấu nộp muộn."
            )
            % {"day": day(due.day)},
            code="late",
        )
    return True


def _closed_one(sheet: Sheet) -> bool:
    others = Sheet.objects.filter(round=sheet.round_id, person=sheet.person_id)
    return others.exclude(closed_at=None).exists()


def _first(sheet: Sheet, moves: Moves, reason: str, *, late: bool, at: datetime, by: Actor) -> bool:
    """Mark the first sending of *sheet* and make its two copies; tell whether it was the first."""
    facts = {"submitted_at": at, "late": late, "late_reason": reason}
    if not Sheet.objects.filter(pk=sheet.pk, submitted_at=None).update(**facts):
        return False
    agency = agency_of(sheet.unit)
    Copy.objects.bulk_create(two_copies(sheet, focal_below(agency) or agency))
    trail.record("sheet.send", sheet, by=by, note=reason)
    moves.add(sheet.unit, "copies_awaited")
    if sheet.person_id:
        end_by_sending(sheet, by=by)
        moves.add(sheet.unit, "people")
        moves.add(sheet.unit, "people_late", int(late))
        if not _closed_one(sheet):  # the line of the year counts whom it has counted once
            moves.first_sent_in(agency, clock.day_of(at), 1)
    return True


def _explain(sheet: Sheet, reason: str) -> None:
    """Add why more came late to what the sheet, which had been sent before, says of it."""
    told = "; ".join(filter(None, (sheet.late_reason, reason.strip())))
    Sheet.objects.filter(pk=sheet.pk).update(late_reason=told[:300])


def _send(
    registration: Registration,
    moves: Moves,
    facts: dict[str, Any],
    note: str,
    *,
    late: bool,
    at: datetime,
    by: Actor,
) -> None:
    before, was_unfiled = registration.state, registration.unfiled
    late = late and registration.submitted_at is None
    advance(
        registration,
        FLOW,
        "submit",
        by=by,
        note=note,
        submitted_at=registration.submitted_at or at,
        late=late or registration.late,
        unfiled=True,
        **facts,
    )
    moves.state(registration, before, State.SUBMITTED)
    moves.count(registration, "late", int(late))
    moves.count(registration, "unfiled", int(not was_unfiled))
