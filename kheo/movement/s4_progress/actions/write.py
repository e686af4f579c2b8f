"""A dated note with its evidence, judged by what the files hold and never by their names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

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
from kheo.movement.s4_progress import access, pictures
from kheo.movement.s4_progress.actions.ledger import MACHINE, look_through
from kheo.movement.s4_progress.models import Evidence, Note
from kheo.movement.s4_progress.states import (
    AT_ONCE,
    PICTURES,
    Media,
    Standing,
    bare_name,
    limit_of,
    media_of,
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: the name its owner gave it, and its bytes."""

    name: str
    data: bytes


@transaction.atomic
def note(  # noqa: PLR0913 one field each of the form
    registration: Registration,
    *,
    by: Actor,
    day: date,
    text: str,
    figure: Decimal | None = None,
    measure: str = "",
    standing: Standing = Standing.ON_TRACK,
    uploads: Sequence[Upload] = (),
) -> Note:
    """Add a dated note with its evidence; all of it, or nothing and a reason in words.

    The same bytes twice are kept once, and the same note sent twice is one note.
    """
    Registration.objects.select_for_update().get(pk=registration.pk)  # state stays while we write
    registration.refresh_from_db(fields=["state"])
    require(access.may_note, by, registration)
    author = access.person(by)
    _check(registration, day, text, figure, measure)
    once: dict[str, Upload] = {}
    for upload in uploads:
        once.setdefault(files.digest(upload.data), upload)
    kinds = _kinds(list(once.values()))
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
    if (sent := _sent_before(written, set(once))) is not None:
        return sent
    written.save()
    Evidence.objects.bulk_create([_evidence(written, upload, kind) for upload, kind in kinds])
    _count(registration, day)
    changes = {"day": [None, day], "files": [0, len(kinds)]}
    trail.record("registration.note", registration, by=by, changes=changes, note=written.text)
    # In the same transaction as the note: whoever looks through the files finds them.
    look_through.enqueue(written.pk, by=str(MACHINE))
    return written


def _check(
    registration: Registration, day: date, text: str, figure: Decimal | None, measure: str
) -> None:
    opened = registration.round.opens_on
    faults = {}
    if not text.strip():
        faults["text"] = _("Chưa ghi đã làm được gì.")
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


def _kinds(uploads: Sequence[Upload]) -> list[tuple[Upload, Media]]:
    """Return each file with its kind, or raise every fault of every file at once."""
    found = [(upload, media_of(upload.data)) for upload in uploads]
    faults = [said for upload, kind in found if (said := _fault(upload, kind))]
    if len(uploads) > AT_ONCE:
        limits = {"n": number(len(uploads)), "limit": number(AT_ONCE)}
        faults.append(
            _("Có %(n)s tệp. Mỗi lần gửi nhiều nhất %(limit)s tệp, chia làm vài lần.") % limits
        )
    if faults:
        raise ValidationError({"evidence": faults})
    return [(upload, kind) for upload, kind in found if kind is not None]


def _fault(upload: Upload, kind: Media | None) -> str:
    said = {"name": bare_name(upload.name)}
    if kind is None:
        return _("Tệp “%(name)s” không phải ảnh, PDF, Word hay Excel. Chọn tệp khác.") % said
    if len(upload.data) > limit_of(kind):
        said["size"] = number(round(len(upload.data) / 1024**2, 1))
        if kind in PICTURES:
            return _("Ảnh “%(name)s” nặng %(size)s MB. Mỗi ảnh không quá 50 MB.") % said
        return _("Tệp “%(name)s” nặng %(size)s MB. Mỗi tệp không quá 20 MB.") % said
    if kind in PICTURES and not pictures.opens(upload.data):
        return _("Ảnh “%(name)s” hỏng, không mở được. Chụp hoặc chép lại rồi chọn lại.") % said
    return ""


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


def _count(registration: Registration, day: date) -> None:
    rows = Registration.objects.filter(pk=registration.pk)
    rows.filter(Q(noted_on=None) | Q(noted_on__lt=day)).update(noted_on=day)
    registration.refresh_from_db(fields=["noted_on"])
    tally = Tally.objects.filter(round=registration.round_id, unit=registration.unit_id)
    if not tally.update(notes=F("notes") + 1):
        empty = Tally(
            round_id=registration.round_id,
            unit_id=registration.unit_id,
            path=registration.unit.path,
        )
        Tally.objects.bulk_create([empty], ignore_conflicts=True)  # another may have been quicker
        tally.update(notes=F("notes") + 1)
