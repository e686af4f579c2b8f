"""The ledger of evidence: each file looked at in the background, its like found among all others."""

from decimal import Decimal

from django.db import transaction
from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.kernel import clock, files
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.text import nfc
from kheo.kernel.workflow.advance import advance
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s3_registration.states import State
from kheo.movement.s4_progress import access, alike, pictures, signing
from kheo.movement.s4_progress.models import Evidence, Likeness, Note, Signature, SignatureKey
from kheo.movement.s4_progress.states import LIKE_FLOW, PICTURES, LikeState, SignKind

MACHINE = gettext_lazy("Máy đối chiếu minh chứng")
SENT = (State.SUBMITTED, State.ACCEPTED)
AT_A_TIME = 500


@task
def look_through(note: int, *, by: str) -> None:
    """Look at every file of a note and search the like of it and of its words; twice does no harm."""
    rows = Note.objects.select_related("registration").filter(pk=note)
    for written in rows:
        for evidence in written.evidence.filter(looked_at=None):
            _look(evidence, written)
        sign(written.registration, by=Actor.system(by))
        _sign_text(written.registration, written.text, note=written)


def sign(registration: Registration, *, by: Actor) -> Signature | None:  # noqa: ARG001 every change names who
    """Keep what the words of *registration* are known by as they stand, and search their like."""
    return _sign_text(registration, alike.written_of(registration), note=None)


def catch_up(*, by: Actor) -> int:
    """Look at what no task has looked at, and sign what was sent; return how much was done."""
    left = Note.objects.filter(evidence__looked_at=None, evidence__isnull=False).distinct()
    notes = list(left.order_by("pk").values_list("pk", flat=True)[:AT_A_TIME])
    for note in notes:
        look_through.func(note, by=by.name)
    signed = Signature.objects.filter(evidence=None, note=None)
    sent = Registration.objects.filter(state__in=SENT).exclude(pk__in=signed.values("registration"))
    rows = list(sent.order_by("pk")[:AT_A_TIME])
    for registration in rows:
        sign(registration, by=by)
    return len(notes) + len(rows)


@transaction.atomic
def judge(likeness: Likeness, verdict: str, *, by: Actor, reason: str) -> Likeness:
    """Keep what a person says of two things alike, with the reason; or open it again."""
    require(access.may_judge, by, likeness)
    said = {"reason": nfc(reason).strip()}
    again = LIKE_FLOW[verdict].target == LikeState.PENDING
    return advance(
        likeness, LIKE_FLOW, verdict, by=by, note=said["reason"],
        judged_by_id=None if again else access.person(by),
        judged_at=None if again else clock.now(), **said,
    )  # fmt: skip


def _look(evidence: Evidence, written: Note) -> None:
    digest, kind = bytes.fromhex(evidence.sha256), SignKind.FILE
    found: dict[str, object] = {"looked_at": clock.now()}
    if evidence.kind in PICTURES:
        try:
            seen = pictures.look(files.fetch(evidence.file))
        except (pictures.UnopenedError, FileNotFoundError):
            found["fault"] = _("Không mở được ảnh này; bản gốc vẫn giữ nguyên.")
        except pictures.TooManyPixelsError:
            found["fault"] = _("Ảnh có quá nhiều điểm ảnh nên không làm bản xem; bản gốc vẫn giữ.")
        else:
            found |= {
                "copy": files.keep(seen.copy).path,
                "taken_at": _moment(seen),
                "latitude": _decimal(seen.latitude),
                "longitude": _decimal(seen.longitude),
            }
            if seen.across is not None and seen.down is not None:
                kind = SignKind.PICTURE
                digest += seen.across.to_bytes(8) + seen.down.to_bytes(8)
    with transaction.atomic():
        Evidence.objects.filter(pk=evidence.pk).update(**found)
        signature, _made = Signature.objects.get_or_create(
            evidence=evidence,
            defaults={
                "registration": written.registration,
                "kind": kind,
                "digest": digest,
                "at": clock.now(),
            },
        )
        _file_keys(signature)
    _find(signature)


def _moment(seen: pictures.Seen) -> object:
    """Return when a picture was taken; a camera that tells no zone stood in Việt Nam."""
    taken = seen.taken_at
    return timezone.make_aware(taken) if taken is not None and taken.tzinfo is None else taken


def _decimal(degrees: float | None) -> Decimal | None:
    return None if degrees is None else Decimal(str(degrees))


def _sign_text(registration: Registration, text: str, *, note: Note | None) -> Signature | None:
    parts = signing.shingles(text)
    if not parts and note is not None:
        return None
    # A registration too short to compare is signed with nothing: it is not asked for again.
    digest = signing.minhash(parts) if parts else b""
    with transaction.atomic():
        signature, made = Signature.objects.get_or_create(
            registration=registration,
            note=note,
            evidence=None,
            defaults={"kind": SignKind.TEXT, "digest": digest, "at": clock.now()},
        )
        if not made and bytes(signature.digest) == digest:
            return signature
        if not made:
            signature.digest = digest
            signature.save(update_fields=["digest"])
        _file_keys(signature)
    _find(signature)
    return signature


def _file_keys(signature: Signature) -> None:
    signature.keys.all().delete()
    keys = sorted(set(alike.keys_of(signature)))
    SignatureKey.objects.bulk_create([SignatureKey(signature=signature, key=key) for key in keys])


@transaction.atomic
def _find(signature: Signature) -> None:
    """Keep what is like *signature*; after its keys are committed, so that of two one finds the other."""
    found = []
    for other, per_cent in alike.nearest(signature):
        first, second = sorted((signature, other), key=lambda side: side.pk)
        likeness, made = Likeness.objects.get_or_create(
            first=first, second=second, defaults={"per_cent": per_cent, "found_at": clock.now()}
        )
        if made:
            found.append(likeness)
    trail.record_each("likeness.found", found, by=Actor.system(str(MACHINE)))
