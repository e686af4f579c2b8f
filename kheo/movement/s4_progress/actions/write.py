"""A dated note with its evidence, judged by what the files hold and never by their names."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from kheo.kernel import clock, files
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.text import nfc
from kheo.kernel.ui.written import day as written_day
from kheo.kernel.ui.written import number
from kheo.movement.s3_registration.models import Registration, Tally
from kheo.movement.s4_progress import access
from kheo.movement.s4_progress.actions.course import add_figure, pass_checkpoint
from kheo.movement.s4_progress.actions.ledger import MACHINE, look_through
from kheo.movement.s4_progress.models import Evidence, Note
from kheo.movement.s4_progress.states import NEEDS_REASON, Media, Standing, bare_name
from kheo.movement.s4_progress.uploads import Upload, kinds_of, once


@transaction.atomic
def note(  # noqa: PLR0913 one field each of the form
    registration: Registration,
    *,
    by: Actor,
    day: date,
    text: str,
    figure: Decimal | None = None,
    measure: str = "",
    standing: Standing | Literal[""] = "",
    uploads: Sequence[Upload] = (),
    checkpoint: int | None = None,
) -> Note:
    """Add a dated note with its evidence; all of it, or nothing and a reason in words.

    A figure counts towards the target of its measure; *checkpoint* is one this note says is done.
    Without *standing* the work stands as was said last.
    The same bytes twice are kept once, and the same note sent twice is one note.
    """
    Registration.objects.select_for_update().get(pk=registration.pk)  # state stays while we write
    registration.refresh_from_db(fields=["state"])
    require(access.may_note, by, registration)
    author = access.person(by)
    _check(registration, day, text, figure, measure, standing)
    distinct = once(uploads)
    kinds = kinds_of(list(distinct.values()))
    written = Note(
        registration=registration,
        day=day,
        text=nfc(text).strip(),
        figure=figure,
        measure=nfc(measure).strip(),
        standing=standing,
        by_id=author,
        at=clock.now(),
    )
    if (sent := _sent_before(written, set(distinct))) is not None:
        return sent
    written.save()
    Evidence.objects.bulk_create([_evidence(written, upload, kind) for upload, kind in kinds])
    _count(registration, written)
    add_figure(written, by=by)
    if checkpoint is not None:
        pass_checkpoint(written, checkpoint, by=by)
    changes = {"day": [None, day], "files": [0, len(kinds)]}
    trail.record("registration.note", registration, by=by, changes=changes, note=written.text)
    # In the same transaction as the note: whoever looks through the files finds them.
    look_through.enqueue(written.pk, by=str(MACHINE))
    return written


def _check(
    registration: Registration,
    day: date,
    text: str,
    figure: Decimal | None,
    measure: str,
    standing: str,
) -> None:
    opened = registration.round.opens_on
    faults = {}
    if not text.strip():
        faults["text"] = str(NEEDS_REASON.get(standing, _("Chưa ghi đã làm được gì.")))
    if day > clock.today():
        faults["day"] = _("Ngày %(day)s chưa đến. Ghi ngày đã làm, không muộn hơn hôm nay.") % {
            "day": written_day(day)
        }
    elif day < opened:
        words = {"day": written_day(day), "opened": written_day(opened)}
        faults["day"] = _("Ngày %(day)s trước khi phát động. Cần từ %(opened)s trở đi.") % words
    said = {"figure": "" if figure is None else number(figure)}
    if figure is not None and figure < 0:
        faults["figure"] = _("Số liệu %(figure)s nhỏ hơn 0. Ghi con số đã đếm hoặc đo được.") % said
    if figure is not None and not measure.strip():
        faults["measure"] = _("Đã ghi số liệu %(figure)s, cần ghi đơn vị tính.") % said
    if faults:
        raise ValidationError(faults)


def _sent_before(written: Note, digests: set[str]) -> Note | None:
    """Return the same note with the same files, written by the same press of a button."""
    same = Note.objects.filter(
        registration=written.registration, by=written.by_id, day=written.day, text=written.text,
        figure=written.figure, measure=written.measure, standing=written.standing,
    )  # fmt: skip
    for found in same.prefetch_related("evidence"):
        if {kept.sha256 for kept in found.evidence.all()} == digests:
            return found
    return None


def _evidence(written: Note, upload: Upload, kind: Media) -> Evidence:
    kept = files.keep(upload.data)
    name = bare_name(upload.name)
    return Evidence(
        note=written, name=name, file=kept.path, sha256=kept.sha256, size=kept.size, kind=kind
    )


def _count(registration: Registration, written: Note) -> None:
    rows = Registration.objects.filter(Q(noted_on=None) | Q(noted_on__lte=written.day))
    said = {"standing": written.standing} if written.standing else {}
    rows.filter(pk=registration.pk).update(noted_on=written.day, **said)
    registration.refresh_from_db(fields=["noted_on", "standing"])
    tally = Tally.objects.filter(round=registration.round_id, unit=registration.unit_id)
    if not tally.update(notes=F("notes") + 1):
        empty = Tally(
            round_id=registration.round_id,
            unit_id=registration.unit_id,
            path=registration.unit.path,
        )
        Tally.objects.bulk_create([empty], ignore_conflicts=True)  # another may have been quicker
        tally.update(notes=F("notes") + 1)
