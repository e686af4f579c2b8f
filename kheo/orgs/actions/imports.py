"""What happens to a sheet: it is brought, checked, confirmed, written whole, undone whole.

Nothing of it is in the register before it is confirmed. Then the rows kept by the check are written;
where the register changed since, the sheet is checked anew, outside the transaction, and once more
inside it should somebody have been quicker.
"""

from dataclasses import asdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.tasks import task
from django.utils.translation import gettext as _

from kheo.kernel import clock, files
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.workflow.advance import advance
from kheo.orgs import access, queries
from kheo.orgs.actions import undoing, writing
from kheo.orgs.importing import checked, plan, unchanged
from kheo.orgs.importing.checked import Checked, RefusedError
from kheo.orgs.importing.plan import Plan
from kheo.orgs.importing.units import Units
from kheo.orgs.importing.would import People
from kheo.orgs.models import Import, Post
from kheo.orgs.states import IMPORT_FLOW, ImportKind, ImportState

SMALL = 256 * 1024  # bytes of a file that is checked at once
FEW = 2000  # people who are taken out again at once


def bring(*, by: Actor, kind: ImportKind, name: str, data: bytes) -> Import:
    """Keep a file and check it: a small one at once, a large one in the background."""
    require(access.may_import, by, None)
    stored = files.keep(data)
    with transaction.atomic():
        made = Import.objects.create(
            kind=kind,
            post_id=by.post_id or 0,
            path=by.reach,
            at=clock.now(),
            name=name[-255:],
            file=stored.path,
            sha256=stored.sha256,
        )
    return _check_soon(made, by=by)


def choose(one: Import, *, by: Actor, columns: dict[str, int]) -> Import:
    """Say which column is what, and check again."""
    require(access.may_handle, by, one)
    advance(one, IMPORT_FLOW, "recheck", by=by, columns=columns, done=0)
    return _check_soon(one, by=by)


def _check_soon(one: Import, *, by: Actor) -> Import:
    if len(files.fetch(one.file)) <= SMALL:
        check(one, by=by)
    else:
        transaction.on_commit(lambda: _check_later.enqueue(one.pk))
    return one


def check(one: Import, *, by: Actor) -> Import:
    """Look through the file; what is found is kept with the import, nothing else is written."""
    require(access.may_handle, by, one)
    then = unchanged.moment()
    _forget(one)
    try:
        found = _checked(one, by=by)
    except RefusedError as error:
        return advance(one, IMPORT_FLOW, "refuse", by=by, findings={"why": str(error)})
    if isinstance(found.would, People) and not found.findings.wrong:
        one.plan, one.seen = files.keep(plan.packed(plan.of(found.would))).path, then
        Import.objects.filter(pk=one.pk).update(plan=one.plan, seen=one.seen)
    return advance(one, IMPORT_FLOW, "check", by=by, **_kept(found))


def confirm(one: Import, *, by: Actor, double: bool) -> Import:
    """Let what was checked be written, in the background; doubts must have been looked at."""
    require(access.may_handle, by, one)
    if one.counts.get("errors"):
        raise ValidationError(_("Tệp còn lỗi. Sửa trong tệp rồi đưa lên lại, chưa ghi gì cả."))
    if one.counts.get("doubts") and not double:
        words = _("Có dòng có thể trùng. Xem các dòng ấy rồi đánh dấu “Tôi đã kiểm tra”.")
        raise ValidationError(words, code="double")
    if not (one.counts.get("people") or one.counts.get("units")):
        raise ValidationError(_("Mọi dòng đã có trong sổ, không có gì để ghi."))
    advance(one, IMPORT_FLOW, "confirm", by=by, done=0)
    transaction.on_commit(lambda: _write_later.enqueue(one.pk))
    return one


def drop(one: Import, *, by: Actor) -> Import:
    """Put a file aside that was not written."""
    require(access.may_handle, by, one)
    dropped = advance(one, IMPORT_FLOW, "drop", by=by)
    _forget(one)
    return dropped


def write(one: Import, *, by: Actor) -> Import:
    """Write all of a confirmed import, or nothing; check it once more where the register changed."""
    require(access.may_handle, by, one)
    then = unchanged.moment()
    try:
        would, counts = _planned(one) or _anew(one, by=by)
        with transaction.atomic():
            writing.lock(one, by=by)
            if not unchanged.since(then):
                would, counts = _anew(one, by=by, quiet=True)
            counts |= writing.pour(one, would, by=by)
            kept = {"counts": counts, "done": one.total}
            done = advance(one, IMPORT_FLOW, "write", by=by, note=one.sha256, **kept)
    except (RefusedError, IntegrityError) as error:
        why = str(error) if isinstance(error, RefusedError) else _("Sổ vừa thay đổi.")
        words = _("%(why)s Không dòng nào được ghi. Đưa tệp lên lại để kiểm tra.") % {"why": why}
        done = advance(one, IMPORT_FLOW, "refuse", by=by, findings={"why": words})
    _forget(one)
    return done


def _planned(one: Import) -> tuple[Plan | Units, dict[str, int]] | None:
    """Return the rows the check kept, with what it counted; None where they no longer hold."""
    if not (unchanged.since(one.seen) and files.is_kept(one.plan)):
        return None
    return plan.unpacked(files.fetch(one.plan)), dict(one.counts)


def _anew(one: Import, *, by: Actor, quiet: bool = False) -> tuple[Plan | Units, dict[str, int]]:
    """Check a confirmed sheet again; what is wrong by now refuses the whole."""
    found = _checked(one, by=by, quiet=quiet)
    if found.findings.wrong:
        raise RefusedError(_("Sổ đã thay đổi từ lúc kiểm tra, tệp nay có lỗi."))
    would = found.would
    return (would if isinstance(would, Units) else plan.of(would)), found.counts


def _forget(one: Import) -> None:
    """Delete the rows kept for writing: they are about people, and of no use any more."""
    if one.plan:
        files.discard(one.plan)
        Import.objects.filter(pk=one.pk).update(plan="", seen={})
        one.plan, one.seen = "", {}


@transaction.atomic
def undo(one: Import, *, by: Actor) -> Import:
    """Take everything an import wrote out again, unless something new hangs on it.

    Of many that takes a while: PostgreSQL asks every table that may refer to a person about each
    one, some thirty of them (bench/README.md). It is done in the background then.
    """
    require(access.may_undo, by, one)
    one = Import.objects.select_for_update().get(pk=one.pk)
    if hanging := undoing.hanging(one, by=by):
        raise ValidationError([_("Chưa hoàn tác được."), *hanging])
    one = advance(one, IMPORT_FLOW, "undo", by=by, findings={**one.findings, "why": ""})
    if one.counts.get("people", 0) <= FEW:
        return take_out(one, by=by)
    transaction.on_commit(lambda: _take_out_later.enqueue(one.pk, by.post_id or 0))
    return one


@transaction.atomic
def take_out(one: Import, *, by: Actor) -> Import:
    """Take out what an import wrote, or leave it where something came to hang on it meanwhile."""
    require(access.may_undo, by, one)
    one = Import.objects.select_for_update().get(pk=one.pk)
    if hanging := undoing.hanging(one, by=by):
        why = " ".join([_("Chưa hoàn tác được."), *hanging])
        return advance(one, IMPORT_FLOW, "leave", by=by, findings={**one.findings, "why": why})
    undoing.take_out(one, by=by)
    return advance(one, IMPORT_FLOW, "take_out", by=by)


def _checked(one: Import, *, by: Actor, quiet: bool = False) -> Checked:
    def progress(done: int) -> None:
        if not quiet:
            Import.objects.filter(pk=one.pk).update(done=done)

    def height(total: int) -> None:
        if not quiet:
            Import.objects.filter(pk=one.pk).update(total=total)

    data = files.fetch(one.file)
    chosen = one.columns
    return checked.check(
        data, one.name, one.kind, by=by, columns=chosen, progress=progress, begin=height
    )


def _kept(found: Checked) -> dict[str, Any]:
    header, findings = asdict(found.header), found.findings
    return {
        "header": header,
        "counts": found.counts,
        "findings": {
            "errors": findings.errors,
            "doubts": findings.doubts,
            "unread": found.unread,
        },
        "done": found.height,
        "total": found.height,
    }


def _of(pk: int) -> tuple[Import, Actor]:
    """Return an import with who brought it, in the capacity of that day."""
    one = Import.objects.get(pk=pk)
    post = Post.objects.select_related("person", "unit", "over").get(pk=one.post_id)
    return one, queries.actor_of(post)


@task
def _check_later(pk: int) -> None:
    one, by = _of(pk)
    if one.state == ImportState.WAITING:
        check(one, by=by)


@task
def _write_later(pk: int) -> None:
    one, by = _of(pk)
    if one.state == ImportState.CONFIRMED:
        write(one, by=by)


@task
def _take_out_later(pk: int, post_id: int) -> None:
    one = Import.objects.get(pk=pk)
    post = Post.objects.select_related("person", "unit", "over").get(pk=post_id)
    if one.state == ImportState.UNDOING:
        take_out(one, by=queries.actor_of(post))
