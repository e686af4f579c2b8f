"""Two items of one sheet that are one thing are merged, and taken apart while nothing new hangs on it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import StaleStateError, advance
from kheo.movement.s3_registration import access, merging
from kheo.movement.s3_registration.actions.tally import Moves
from kheo.movement.s3_registration.contract.terms import contract_of
from kheo.movement.s3_registration.models import Merger, Registration
from kheo.movement.s3_registration.states import FLOW, PARTED, State
from kheo.notices.actions import tell
from kheo.notices.sentence import Sentence
from kheo.orgs.queries import holders_of
from kheo.orgs.states import Power

ASIDE = 1000  # a merged one leaves its place on the sheet to others, and stands from here on


@transaction.atomic
def merge(gone: Registration, kept: Registration, *, by: Actor, note: str) -> Merger:
    """Let *gone* be one thing with *kept*, of the same sheet; its words, files and history stay.

    Raise ValidationError, in words, for two that cannot be one, StaleStateError when one has moved.
    """
    require(access.RULES["merge"], by, gone)
    require(access.RULES["merge"], by, kept)
    access.refuse_closed(gone.round)
    if not merging.beside(gone).filter(pk=kept.pk).exists():
        raise ValidationError(
            _(
                "Không gộp được vào “%(title)s”: hai nội dung phải của cùng một bản đăng ký, và nội "
                "dung đã gửi chỉ gộp vào nội dung đã gửi."
            )
            % {"title": kept.title[:200]},
            code="apart",
        )
    moves = Moves(gone.round)
    _count(moves, gone, -1)
    merger = Merger(
        gone=gone, kept=kept, reason=note.strip()[:300], was=gone.state, was_late=gone.late,
        was_unfiled=gone.unfiled, place=gone.ordinal, tied=merging.tied(kept), at=clock.now(),
        by_id=by.person_id,
    )  # fmt: skip
    place = ASIDE + Merger.objects.filter(gone__sheet=gone.sheet_id).count()
    facts: dict[str, Any] = {
        "ordinal": place,
        "sort_key": _placed(gone, place),
        "late": False,
        "unfiled": False,
    }
    advance(gone, FLOW, "merge", by=by, note=note, **facts)
    merger.event = trail.record("registration.absorb", kept, by=by, note=merger.reason).pk
    merger.save(force_insert=True)
    moves.write()
    _tell(gone, gettext_noop("“%(gone)s” được gộp vào “%(kept)s”: %(note)s"), kept, note, by=by)
    return merger


@transaction.atomic
def part(merger: Merger, *, by: Actor) -> Registration:
    """Take what was merged out again, as it was and where it stood if its place is free.

    Raise ValidationError, in words, once something new hangs on either, or without a free place.
    """
    gone, kept = merger.gone, merger.kept
    require(access.RULES[PARTED[State(merger.was)]], by, gone)
    access.refuse_closed(gone.round)
    if merging.hangs_new(merger):
        raise ValidationError(
            _("Sau khi gộp đã có việc mới ghi vào “%(title)s” nên không tách ra được nữa.")
            % {"title": kept.title[:200]},
            code="hangs",
        )
    if not Merger.objects.filter(pk=merger.pk, undone_at=None).update(undone_at=clock.now()):
        raise StaleStateError(gone.state)
    place = _free_place(gone, merger.place)
    facts: dict[str, Any] = {
        "ordinal": place, "sort_key": _placed(gone, place),
        "late": merger.was_late, "unfiled": merger.was_unfiled,
    }  # fmt: skip
    advance(gone, FLOW, PARTED[State(merger.was)], by=by, **facts)
    trail.record("registration.part", kept, by=by)
    moves = Moves(gone.round)
    _count(moves, gone, 1)
    moves.write()
    return gone


def _count(moves: Moves, registration: Registration, n: int) -> None:
    moves.count(registration, registration.state, n)
    moves.count(registration, "late", n * registration.late)
    moves.count(registration, "unfiled", n * registration.unfiled)


def _placed(registration: Registration, place: int) -> str:
    return f"{registration.sort_key.rpartition('.')[0]}.{place}"


def _free_place(gone: Registration, before: int) -> int:
    rows = Registration.objects.filter(sheet=gone.sheet_id)
    taken = set(rows.values_list("ordinal", flat=True))
    room: list[int] = [before, *range(1, contract_of(gone.sheet).maximum + 1)]
    if free := [place for place in room if place not in taken]:
        return free[0]
    raise ValidationError(
        _("Bản đăng ký đã đủ số tối đa nên không tách ra được. Bỏ bớt một nội dung trước."),
        code="full",
    )


def _tell(gone: Registration, words: str, kept: Registration, note: str, *, by: Actor) -> None:
    """Tell the owner, where somebody else merged."""
    if gone.person_id:
        owners = [gone.person] if gone.person and gone.person_id != by.person_id else []
    else:
        holders = holders_of(Power.MODEL, gone.unit, on=clock.today())
        owners = [each for each in holders if each.pk != by.person_id]
    names = {"gone": gone.title[:150], "kept": kept.title[:150], "note": note[:150]}
    url = reverse("registration:detail", args=[kept.round_id, kept.pk])
    tell(owners, Sentence(words, names), url, by=by)
