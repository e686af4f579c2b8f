"""A sheet of items is brought, checked and confirmed; a grid is entered as it is typed."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kheo.kernel import clock, files
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import StaleStateError, advance
from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration import access
from kheo.movement.s3_registration.bulk import sheets
from kheo.movement.s3_registration.bulk.actions.writing import write
from kheo.movement.s3_registration.bulk.check import Checked
from kheo.movement.s3_registration.models import Load
from kheo.movement.s3_registration.states import LOAD_FLOW, LoadState
from kheo.orgs.importing.checked import RefusedError
from kheo.orgs.models import Unit


def bring(*, by: Actor, round_: Round, unit: Unit, name: str, data: bytes) -> Load:
    """Keep a sheet and check it; nothing else is written."""
    require(access.may_load, by, (round_, unit))
    stored = files.keep(data)
    load = _begun(by, round_, unit)
    load.name, load.file, load.sha256 = name[-255:], stored.path, stored.sha256
    try:
        found = sheets.read(data, name, round_, unit.path)
    except RefusedError as error:
        load.state, load.findings = LoadState.REFUSED, sheets.why(error)
    else:
        load.counts, load.findings = found.counts, found.kept
    load.save(force_insert=True)
    return load


def confirm(
    load: Load, *, by: Actor, send: bool, double: bool = False, late_reason: str = ""
) -> Load:
    """Write all of a checked sheet, as drafts or sent, or nothing and a reason in words.

    It is checked anew: what changed since it was brought may refuse it.
    """
    require(access.may_handle_load, by, load)
    access.refuse_closed(load.round)
    _refuse_done(load)
    try:
        found = sheets.read(files.fetch(load.file), load.name, load.round, load.path)
    except RefusedError as error:
        raise ValidationError(str(error)) from error
    if found.findings.wrong or (found.findings.doubtful and not double):
        _refuse_done(load)  # by another press meanwhile
    if found.findings.wrong:
        _keep(load, found)
        words = _("Tệp còn %(n)s lỗi. Sửa trong tệp rồi đưa lên lại, chưa ghi gì cả.")
        raise ValidationError(words % {"n": found.findings.wrong}, code="errors")
    if found.findings.doubtful and not double:
        _keep(load, found)
        words = _("Có dòng có thể trùng. Xem các dòng ấy rồi đánh dấu “Tôi đã kiểm tra”.")
        raise ValidationError(words, code="double")
    try:
        with transaction.atomic():
            write(load, found.checked, by=by, send=send, late_reason=late_reason.strip())
            return _entered(load, by=by, send=send, counts=found.counts)
    except ValidationError:
        _refuse_done(load)
        raise


def _refuse_done(load: Load) -> None:
    """Raise StaleStateError for a second press: checked anew, all it wrote would stand as double."""
    load.refresh_from_db(fields=["state"])
    if load.state != LoadState.CHECKED:
        raise StaleStateError(load.state)


@transaction.atomic
def enter(
    found: Checked, *, by: Actor, round_: Round, unit: Unit, send: bool, late_reason: str = "",
    key: str = "",
) -> Load:  # fmt: skip
    """Write what was typed into the grid and found right, as drafts or sent.

    Raise StaleStateError where the same grid, known by its *key*, was written already.
    """
    require(access.may_load, by, (round_, unit))
    access.refuse_closed(round_)
    if found.errors or not found.lines:
        raise ValidationError(_("Chưa dòng nào ghi được. Sửa các ô báo lỗi rồi bấm lại."))
    load = _begun(by, round_, unit)
    load.key = key[:40]
    try:
        with transaction.atomic():
            load.save(force_insert=True)
    except IntegrityError as error:
        raise StaleStateError(LoadState.DONE) from error
    write(load, found, by=by, send=send, late_reason=late_reason.strip())
    counts = {"rows": len(found.lines), "people": len(found.people), "items": len(found.lines)}
    return _entered(load, by=by, send=send, counts=counts)


def put_aside(load: Load, *, by: Actor) -> Load:
    """Put a sheet aside that was not written."""
    require(access.may_handle_load, by, load)
    return advance(load, LOAD_FLOW, "put_aside", by=by)


def _begun(by: Actor, round_: Round, unit: Unit) -> Load:
    return Load(round=round_, post_id=by.post_id or 0, path=unit.path, at=clock.now())


def _keep(load: Load, found: sheets.Read) -> None:
    """Keep what is found by now, so that the page tells the reader what changed."""
    facts = {"counts": found.counts, "findings": found.kept}
    Load.objects.filter(pk=load.pk, state=LoadState.CHECKED).update(**facts)


def _entered(load: Load, *, by: Actor, send: bool, counts: Mapping[str, int]) -> Load:
    done = advance(load, LOAD_FLOW, "enter", by=by, sent=send, counts=dict(counts))
    last = trail.history_of(load).order_by("-pk").values_list("pk", flat=True)[0]
    Load.objects.filter(pk=load.pk).update(event=last)
    done.event = last
    return done
