"""Everything that changes a report."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import StaleStateError, advance
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.queries import due_on
from kheo.movement.s1_directive.states import MilestoneKind, RoundState
from kheo.movement.s6_commendation.queries import ALPHABET, CODE_LENGTH
from kheo.movement.s8_report import access, queries
from kheo.movement.s8_report.models import Report
from kheo.movement.s8_report.states import FLOW, Part, State
from kheo.notices.actions import tell
from kheo.notices.sentence import Sentence
from kheo.orgs.models import Unit
from kheo.orgs.queries import holders_of
from kheo.orgs.states import Power


@transaction.atomic
def write(round_: Round, unit: Unit, parts: Mapping[str, str], *, by: Actor) -> Report:
    """Keep the four parts of a unit's draft, made with the first words written into it."""
    blank = Report(round=round_, unit=unit, path=unit.path)
    require(access.may_write, by, blank)
    _check_open(round_)
    report = Report.objects.select_for_update().filter(round=round_, unit=unit).first()
    if report is None:
        report = _begin(blank, by=by)
    elif report.state != State.DRAFT:
        raise StaleStateError(report.state)
    new = {part.value: parts[part] for part in Part if parts[part] != getattr(report, part)}
    if new:
        Report.objects.filter(pk=report.pk).update(**new)
        changes = {name: [getattr(report, name), text] for name, text in new.items()}
        trail.record("report.write", report, by=by, changes=changes)
        report.refresh_from_db()
    return report


def _begin(blank: Report, *, by: Actor) -> Report:
    blank.code = "".join(secrets.choice(ALPHABET) for _n in range(CODE_LENGTH))
    try:
        with transaction.atomic():
            blank.save(force_insert=True)
    except IntegrityError as error:
        raise StaleStateError(State.DRAFT) from error  # a colleague began it at the same moment
    trail.record("report.begin", blank, by=by)
    return blank


def _check_open(round_: Round) -> None:
    if round_.state != RoundState.OPEN:
        raise ValidationError(
            _("Năm %(year)s của phong trào đã khép lại, không lập báo cáo được nữa.")
            % {"year": round_.year}
        )


@transaction.atomic
def send(report: Report, *, by: Actor) -> Report:
    """Send the report and freeze its figures as they stand at this moment."""
    require(access.RULES["send"], by, report)
    empty = [str(part.label) for part in Part if not getattr(report, part.value).strip()]
    if empty:
        raise ValidationError(
            _("Chưa viết phần: %(parts)s. Viết ngắn cũng được, nhưng không để trống.")
            % {"parts": "; ".join(empty)}
        )
    facts: dict[str, Any] = {"figures": queries.figures(report.round, report.path, whole=True)}
    if report.sent_at is None:  # the first sending decides whether it came in time
        due = due_on(report.round, MilestoneKind.REPORT)
        facts |= {"sent_at": clock.now(), "late": bool(due and clock.today() > due)}
    advance(report, FLOW, "send", by=by, **facts)
    _tell_above(report, gettext_noop("%(unit)s đã gửi báo cáo năm %(year)s."), by=by)
    return report


@transaction.atomic
def return_(report: Report, *, by: Actor, note: str) -> Report:
    """Give the report back to be written again; its figures are live until it comes back."""
    require(access.RULES["return"], by, report)
    advance(report, FLOW, "return", by=by, note=note, figures=None)
    returned = Sentence(gettext_noop("Báo cáo năm được trả lại: %(note)s"), {"note": note})
    _tell_writers(report, returned, by=by)
    return report


@transaction.atomic
def recall(report: Report, *, by: Actor, note: str) -> Report:
    """Take back what was sent, to write it again; its figures are live until it is sent anew."""
    require(access.RULES["recall"], by, report)
    advance(report, FLOW, "recall", by=by, note=note, figures=None)
    _tell_above(report, gettext_noop("%(unit)s rút báo cáo năm %(year)s về sửa."), by=by)
    return report


@transaction.atomic
def publish(report: Report, *, by: Actor) -> Report:
    """Put the report where anybody may read it without signing in."""
    require(access.RULES["publish"], by, report)
    advance(report, FLOW, "publish", by=by)
    _tell_writers(report, Sentence(gettext_noop("Báo cáo năm của đơn vị đã được công bố.")), by=by)
    return report


def _tell_above(report: Report, words: str, *, by: Actor) -> None:
    if report.unit.parent is not None:
        receivers = holders_of(Power.REPORT, report.unit.parent, on=clock.today())
        text = Sentence(words, {"unit": report.unit, "year": report.round.year})
        tell(receivers, text, report.get_absolute_url(), by=by)


def _tell_writers(report: Report, said: Sentence, *, by: Actor) -> None:
    writers = holders_of(Power.REPORT, report.unit, on=clock.today())
    tell(writers, said, report.get_absolute_url(), by=by)
