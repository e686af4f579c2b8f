"""Scanned sheets are sent, split by their codes in the background, and filed with their copies."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.tasks import task
from django.utils.translation import gettext as _

from kheo.documents.paper.scanned import Page, UnscannableError, pages_of
from kheo.kernel import clock, files
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.text import nfc
from kheo.kernel.workflow.advance import StaleStateError, advance
from kheo.movement.s3_registration import access
from kheo.movement.s3_registration.actions.keep import receive
from kheo.movement.s3_registration.models import Copy, Scan, ScanPage
from kheo.movement.s3_registration.scans import scanning
from kheo.movement.s3_registration.states import SCAN_FLOW, ScanState
from kheo.orgs.models import Post, Unit
from kheo.orgs.queries import actor_of


def send_scans(uploads: Iterable[tuple[str, bytes]], *, by: Actor) -> tuple[list[Scan], int]:
    """Keep each file and ask for its splitting; return those kept, and how many were here before."""
    require(access.may_scan, by, None)
    sent = [_send(name, data, by=by) for name, data in uploads]
    return [scan for scan, _new in sent], sum(not new for _scan, new in sent)


@transaction.atomic
def _send(name: str, data: bytes, *, by: Actor) -> tuple[Scan, bool]:
    stored = files.keep(data)
    known = {
        "unit": Unit.objects.get(path=by.reach), "post_id": by.post_id, "at": clock.now(),
        "name": nfc(name)[:255], "file": stored.path,
    }  # fmt: skip
    scan, new = Scan.objects.get_or_create(path=by.reach, sha256=stored.sha256, defaults=known)
    if new:
        trail.record("scan.send", scan, by=by)
    if (
        scan.read_at is None
    ):  # again, where a worker died over it: what it filed it does not file twice
        _split.enqueue(scan.pk)
    return scan, new


@task
def _split(key: int) -> None:
    """Take a file apart and put each page with the copy its code names; run twice, it does so once."""
    scan = Scan.objects.get(pk=key)
    if scan.read_at is not None:
        return
    by = actor_of(Post.objects.select_related("person", "unit", "over").get(pk=scan.post_id))
    refusal = ""
    try:
        for page in pages_of(files.fetch(scan.file)):
            _keep(scan, page, by=by)
    except UnscannableError as error:
        refusal = str(error)
    except FileNotFoundError:
        refusal = _("Không còn thấy tệp trong kho lưu.")
    Scan.objects.filter(pk=key, read_at=None).update(read_at=clock.now(), refusal=refusal[:300])


@transaction.atomic
def _keep(scan: Scan, page: Page, *, by: Actor) -> None:
    Scan.objects.filter(pk=scan.pk).update(pages=page.pages)
    copy, why = scanning.named(page.codes, by)
    known = {
        "file": files.keep(page.jpeg).path, "sha256": page.sha256, "note": why,
        "bears": scanning.borne(page.codes),
    }  # fmt: skip
    kept, new = ScanPage.objects.get_or_create(scan=scan, place=page.place, part=1, defaults=known)
    if new and copy:
        file_page(kept, copy, by=by)


@transaction.atomic
def file_page(page: ScanPage, copy: Copy, *, by: Actor, received: date | None = None) -> ScanPage:
    """Put a page with a copy; one that lies there already, from another file, is marked a double.

    With a day, the receipt of a second copy nobody has logged yet is logged with it, or nothing is.
    """
    require(access.may_file_page, by, page)
    scanning.copies_to_file(by).select_for_update(of=("self",)).get(pk=copy.pk)
    there = ScanPage.objects.filter(copy=copy, sha256=page.sha256, state=ScanState.FILED).first()
    if there:
        words = _("Trang này đã xếp từ tệp “%(name)s”, trang %(n)s.")
        said = words % {"name": there.scan.name, "n": there.place}
        return advance(page, SCAN_FLOW, "double", by=by, note=said[:300])
    if received and copy.number == 2:  # noqa: PLR2004 - the second of the two copies
        _receive(copy, by=by, on=received)
    return advance(page, SCAN_FLOW, "file", by=by, note=str(copy)[:300], copy_id=copy.pk,
                   filed_by_id=by.person_id)  # fmt: skip


def _receive(copy: Copy, *, by: Actor, on: date) -> None:
    outcome = receive([copy], by=by, on=on)  # one that was logged before stays as it is
    if outcome.refused:
        raise ValidationError(" ".join(outcome.reasons))


@transaction.atomic
def file_each(page: ScanPage, *, by: Actor, received: date | None = None) -> list[ScanPage]:
    """Put a picture that shows the codes of several copies with each of them."""
    require(access.may_file_page, by, page)
    copies = scanning.bearing(page, by)
    if not copies:
        raise ValidationError(_("Trên trang không có mã của nhiều bản bạn được xếp."))
    last = page.scan.found.filter(place=page.place).aggregate(last=Max("part"))["last"]
    same = {
        name: getattr(page, name)
        for name in ("scan", "place", "file", "sha256", "bears", "turned", "note")
    }
    pages = [page, *(ScanPage(part=last + n, **same) for n in range(1, len(copies)))]
    for one in pages[1:]:
        one.save(force_insert=True)
    return [
        file_page(one, copy, by=by, received=received)
        for one, copy in zip(pages, copies, strict=True)
    ]


@transaction.atomic
def turn(page: ScanPage, *, by: Actor, degrees: int) -> ScanPage:
    """Turn the picture of a page clockwise, for good; what was scanned stays as it is."""
    require(access.may_file_page, by, page)
    seen, new = page.turned, (page.turned + degrees) % 360
    if not ScanPage.objects.filter(pk=page.pk, turned=seen).update(turned=new):
        raise StaleStateError(page.state)
    page.turned = new
    trail.record("scan_page.turn", page, by=by, changes={"turned": [seen, new]})
    return page


@transaction.atomic
def set_aside(page: ScanPage, *, by: Actor, note: str) -> ScanPage:
    """Say that a page belongs to no copy: a blank back, a covering letter."""
    require(access.may_file_page, by, page)
    return _noted(page, "set_aside", by=by, note=note)


@transaction.atomic
def take_out(page: ScanPage, *, by: Actor, note: str) -> ScanPage:
    """Take a page back from a copy it does not belong to."""
    require(access.may_file_page, by, page)
    return _noted(page, "take_out", by=by, note=note, copy_id=None)


def _noted(page: ScanPage, step: str, *, by: Actor, note: str, **facts: None) -> ScanPage:
    note = " ".join(nfc(note).split())[:300]
    moved = advance(page, SCAN_FLOW, step, by=by, note=note, **facts)
    ScanPage.objects.filter(pk=page.pk).update(note=note)
    moved.note = note
    return moved
