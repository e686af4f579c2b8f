"""Everything that changes the log of study: a session recorded, corrected, withdrawn; its formats."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kheo.documents.models import OfficialDocument
from kheo.kernel import clock, files
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.text import fold, nfc
from kheo.kernel.ui.written import day as written_day
from kheo.kernel.ui.written import number
from kheo.kernel.workflow.advance import StaleStateError, advance
from kheo.movement.s1_directive import actions as s1
from kheo.movement.s1_directive.models import Clause, Movement, Round
from kheo.movement.s4_progress.access import person
from kheo.movement.s4_progress.states import Media, bare_name
from kheo.movement.s4_progress.uploads import Upload, kinds_of, once
from kheo.notices.actions import tell
from kheo.notices.sentence import Sentence
from kheo.orgs.models import Unit
from kheo.outreach import access, queries
from kheo.outreach.models import Format, Session, SessionFile
from kheo.outreach.states import FLOW, FORMATS, State


@dataclass(frozen=True, slots=True)
class Held:
    """What was held, as typed."""

    day: date
    subject: str
    people: int
    expected: int | None = None
    format: Format | None = None
    document: OfficialDocument | None = None
    paper: str = ""
    content: Clause | None = None
    led_by: str = ""
    result: str = ""


@transaction.atomic
def record(
    round_: Round, unit: Unit, held: Held, *, by: Actor, uploads: Sequence[Upload] = ()
) -> Session:
    """Write down a session *unit* held, with its files; all of it, or nothing and a reason in words.

    The same session with the same files sent twice is one.
    """
    made = Session(round=round_, unit=unit, path=unit.path, state=State.RECORDED)
    require(access.may_write, by, made)
    made.recorded_by_id, made.recorded_at = person(by), clock.now()
    _check(round_, held)
    _fill(made, held)
    distinct = once(uploads)
    kinds = kinds_of(list(distinct.values()))
    Round.objects.select_for_update().get(pk=round_.pk)  # of two presses one sees the other's
    if (sent := _sent_before(made, set(distinct))) is not None:
        return sent
    made.save(force_insert=True)
    Session.objects.filter(pk=made.pk).update(rank=made.placed)
    made.rank = made.placed
    _keep(made, kinds)
    changes = {"day": [None, made.day], "people": [None, made.people], "files": [0, len(kinds)]}
    trail.record("session.record", made, by=by, changes=changes)
    return made


@transaction.atomic
def correct(
    session: Session, held: Held, *, by: Actor, reason: str, uploads: Sequence[Upload] = ()
) -> Session:
    """Put right what was recorded, with the reason; files are added, never taken away.

    Raises StaleStateError for a session that was withdrawn meanwhile.
    """
    locked = Session.objects.select_for_update().select_related("round", "unit").get(pk=session.pk)
    require(access.may_write, by, locked)
    if locked.state != State.RECORDED:
        raise StaleStateError(locked.state)
    _check(locked.round, held)
    if not reason.strip():
        raise ValidationError({"reason": _("Chưa ghi vì sao sửa.")})
    kept = set(locked.files.values_list("sha256", flat=True))
    fresh = [upload for sha256, upload in once(uploads).items() if sha256 not in kept]
    kinds = kinds_of(fresh)
    before = {name: getattr(locked, name) for name in _NAMES}
    _fill(locked, held)
    after = {name: getattr(locked, name) for name in _NAMES}
    changes: dict[str, Any] = {n: [before[n], after[n]] for n in _NAMES if before[n] != after[n]}
    if kinds:
        changes["files"] = [len(kept), len(kept) + len(kinds)]
    if not changes:
        return locked
    locked.rank = locked.placed
    locked.save(update_fields=[*_NAMES, "folded", "rank"])
    _keep(locked, kinds)
    trail.record("session.correct", locked, by=by, changes=changes, note=nfc(reason).strip())
    _tell_recorder(
        locked, gettext_noop("Buổi “%(subject)s” bạn ghi đã được sửa: %(reason)s"), reason, by=by
    )
    return locked


@transaction.atomic
def withdraw(session: Session, *, by: Actor, reason: str) -> Session:
    """Take back a session that should not stand, with the reason; it counts no more."""
    require(access.RULES["withdraw"], by, session)
    done = advance(session, FLOW, "withdraw", by=by, note=nfc(reason).strip())
    _tell_recorder(
        done, gettext_noop("Buổi “%(subject)s” bạn ghi đã bị rút: %(reason)s"), reason, by=by
    )
    return done


def ship_formats(movement: Movement, *, by: Actor) -> int:
    """Give a movement the formats of study to begin with; where it has some nothing changes."""
    return s1.ship_list(Format, movement, FORMATS, by=by)


_RELATED = ("format", "document", "content")
_NAMES = [f"{f.name}_id" if f.name in _RELATED else f.name for f in fields(Held)]


def _fill(session: Session, held: Held) -> None:
    for each in fields(Held):
        value = getattr(held, each.name)
        setattr(session, each.name, nfc(value).strip() if isinstance(value, str) else value)
    words = (session.subject, str(session.on), session.paper, session.led_by)
    session.folded = fold(" ".join(words))[: queries.FOLDED]


def _check(round_: Round, held: Held) -> None:
    first, last = date(round_.year, 1, 1), min(date(round_.year, 12, 31), clock.today())
    faults = {}
    if not held.subject.strip():
        faults["subject"] = _("Chưa ghi học tập, tuyên truyền về gì.")
    if not first <= held.day <= last:
        words = {
            "day": written_day(held.day),
            "first": written_day(first),
            "last": written_day(last),
        }
        faults["day"] = _("Đang ghi %(day)s. Cần một ngày từ %(first)s đến %(last)s.") % words
    if held.people < 1:
        faults["people"] = _("Chưa ghi bao nhiêu người dự. Cần từ 1 người trở lên.")
    elif held.expected is not None and held.expected < held.people:
        counts = {"people": number(held.people), "expected": number(held.expected)}
        said = _("Có %(people)s người dự, nhiều hơn tổng số %(expected)s. Xem lại hai số này.")
        faults["expected"] = said % counts
    if faults:
        raise ValidationError(faults)


def _sent_before(made: Session, digests: set[str]) -> Session | None:
    """Return the same session with the same files, recorded by the same press of a button."""
    same = Session.objects.filter(
        round=made.round, unit=made.unit, state=State.RECORDED, recorded_by=made.recorded_by_id,
        **{name: getattr(made, name) for name in _NAMES},
    )  # fmt: skip
    for found in same.prefetch_related("files"):
        if {kept.sha256 for kept in found.files.all()} == digests:
            return found
    return None


def _keep(session: Session, kinds: Sequence[tuple[Upload, Media]]) -> None:
    rows = []
    for upload, kind in kinds:
        kept = files.keep(upload.data)
        rows.append(
            SessionFile(
                session=session, name=bare_name(upload.name), file=kept.path, sha256=kept.sha256,
                size=kept.size, kind=kind,
            )
        )  # fmt: skip
    SessionFile.objects.bulk_create(rows)


def _tell_recorder(session: Session, words: str, reason: str, *, by: Actor) -> None:
    said = Sentence(words, {"subject": session.subject[:150], "reason": reason.strip()[:200]})
    if session.recorded_by_id != by.person_id:
        url = reverse("outreach:session", args=[session.round_id, session.pk])
        tell([session.recorded_by], said, url, by=by)
