"""Which signatures are like one, and the likenesses a person checks, side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from kheo.kernel.actor import Actor
from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s4_progress import access, signing
from kheo.movement.s4_progress.models import Evidence, Likeness, Note, Signature, SignatureKey
from kheo.movement.s4_progress.states import SHOWN, LikeState, SignKind

CANDIDATES = 2000  # of one search: the newest, where a text was copied to thousands
KEPT = 10  # likenesses of one signature: the greatest
SHOWN_OF_ONE = 5  # likenesses of one dossier in the list of all
OF_ONE = 200  # in the list of one alone
_SHA = 32  # bytes
_WHOLE = 100
_LATER = "second__registration"


@dataclass(frozen=True, slots=True)
class Gathered:
    """One dossier with the earlier ones it is like; without *seen* only whose it is."""

    registration: Registration
    seen: bool
    pairs: list[Likeness]
    number: int

    @property
    def more(self) -> int:
        return self.number - len(self.pairs)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a likeness as one who checks may see it; without *seen* only whose it is."""

    registration: Registration
    seen: bool
    evidence: Evidence | None = None
    note: Note | None = None
    text: str = ""

    @property
    def shown(self) -> bool:
        """Tell whether a browser shows the file or its copy as a picture."""
        kept = self.evidence
        return bool(kept and (kept.copy or (kept.kind in SHOWN and kept.kind.startswith("image/"))))


def written_of(registration: Registration) -> str:
    """Return the words of a registration that its writer wrote."""
    return f"{registration.title}\n{registration.method}\n{registration.result}"


def text_of(signature: Signature) -> str:
    note = signature.note
    return note.text if note else written_of(signature.registration)


def keys_of(signature: Signature) -> list[int]:
    """Return the keys *signature* is kept by."""
    digest = bytes(signature.digest)
    if signature.kind == SignKind.TEXT:
        return signing.text_keys(digest) if digest else []
    pictured = signing.picture_keys(_across(digest)) if signature.kind == SignKind.PICTURE else []
    return [signing.file_key(digest[:_SHA].hex()), *pictured]


def nearest(signature: Signature) -> list[tuple[Signature, int]]:
    """Return the signatures of other dossiers like *signature* with the per cent, the most first."""
    digest = bytes(signature.digest)
    probes = keys_of(signature)
    if signature.kind == SignKind.PICTURE:
        probes = [probes[0], *signing.picture_probes(_across(digest))]
    rows = SignatureKey.objects.filter(key__in=probes).values("signature")
    others = Signature.objects.filter(pk__in=rows).exclude(registration=signature.registration_id)
    compared = _compare_texts if signature.kind == SignKind.TEXT else _compare_files
    found = compared(signature, others.order_by("-pk")[:CANDIDATES])
    return sorted(found, key=lambda pair: (-pair[1], pair[0].pk))[:KEPT]


def _compare_files(
    signature: Signature, others: Iterable[Signature]
) -> list[tuple[Signature, int]]:
    mine = bytes(signature.digest)
    found = ((other, _resemblance(mine, bytes(other.digest))) for other in others)
    return [(other, per_cent) for other, per_cent in found if per_cent]


def _resemblance(one: bytes, other: bytes) -> int:
    """Return how alike two files are, 100 for the same bytes, 0 for files not alike."""
    if one[:_SHA] == other[:_SHA]:
        return _WHOLE
    if len(one) == _SHA or len(other) == _SHA:
        return 0
    across = (_across(one) ^ _across(other)).bit_count()
    both = (int.from_bytes(one[_SHA:]) ^ int.from_bytes(other[_SHA:])).bit_count()
    if across > signing.NEAR or both > signing.NEAR_BOTH:
        return 0
    return min(round(_WHOLE * (1 - both / 128)), _WHOLE - 1)  # 100 is said of the same bytes only


def _across(digest: bytes) -> int:
    return int.from_bytes(digest[_SHA : _SHA + 8])


def _compare_texts(
    signature: Signature, others: Iterable[Signature]
) -> list[tuple[Signature, int]]:
    mine = bytes(signature.digest)
    guessed = ((signing.agreement(mine, bytes(other.digest)), other) for other in others)
    best = sorted(guessed, key=lambda pair: (-pair[0], pair[1].pk))[: 2 * KEPT]
    near = [other.pk for guess, other in best if guess >= signing.ALIKE // 2]
    words = signing.shingles(text_of(signature))
    rows = Signature.objects.filter(pk__in=near).select_related("registration", "note")
    counted = [(other, _shared(words, signing.shingles(text_of(other)))) for other in rows]
    return [(other, per_cent) for other, per_cent in counted if per_cent >= signing.ALIKE]


def _shared(one: set[str], other: set[str]) -> int:
    return round(_WHOLE * len(one & other) / max(len(one | other), 1))


def likenesses(by: Actor, round_: Round, *, state: str = "") -> QuerySet[Likeness]:
    """Return the likenesses one side of which is of *round_*."""
    sides = (Q((f"{side}__registration__round", round_)) for side in access.SIDES)
    rows = access.visible_likenesses(by).filter(next(sides) | next(sides))
    return rows.filter(state=state) if state in LikeState.values else rows


def newest(rows: QuerySet[Likeness]) -> QuerySet[Likeness]:
    """Return of *rows* the newest of each later dossier, by which a list of dossiers is paged."""
    later = rows.filter(**{_LATER: OuterRef(_LATER)}, pk__gt=OuterRef("pk")).order_by()
    return rows.filter(~Exists(later))


def gathered(
    by: Actor, rows: QuerySet[Likeness], page: Sequence[Likeness], *, shown: int = SHOWN_OF_ONE
) -> list[Gathered]:
    """Return the later dossier of each of *page* with what was before it and is like it.

    The most alike first, at most *shown* of each dossier.
    """
    later = [one.second.registration for one in page]
    of_these = rows.filter(**{f"{_LATER}__in": later}).order_by()
    place = Window(RowNumber(), partition_by=_LATER, order_by=["-per_cent", "-pk"])
    first = of_these.annotate(place=place).filter(place__lte=shown).values("pk")
    found = rows.filter(pk__in=first).order_by("-per_cent", "-pk")
    numbers = dict(of_these.values_list(_LATER).annotate(n=Count("pk")))
    seen = access.visible_to(by).filter(pk__in=[one.pk for one in later]).order_by()
    known = set(seen.values_list("pk", flat=True))
    pairs: dict[int, list[Likeness]] = {}
    for one in found:
        pairs.setdefault(one.second.registration_id, []).append(one)
    return [
        Gathered(one, one.pk in known, pairs.get(one.pk, []), numbers.get(one.pk, 0))
        for one in later
    ]


def on_page(by: Actor, registration: Registration) -> dict[str, Any]:
    """Return the likenesses of *registration* for who checks it: none for others."""
    mine = Q(first__registration=registration) | Q(second__registration=registration)
    return {"likenesses": list(access.visible_likenesses(by).filter(mine)[:20])}


def sides(by: Actor, likeness: Likeness) -> list[Side]:
    """Return both sides; of a dossier *by* does not see, only whose it is."""
    both = [likeness.first, likeness.second]
    seen = set(
        access.visible_to(by)
        .filter(pk__in=[side.registration_id for side in both])
        .order_by()
        .values_list("pk", flat=True)
    )
    return [_side(side, seen=side.registration_id in seen) for side in both]


def _side(signature: Signature, *, seen: bool) -> Side:
    registration = signature.registration
    if not seen:
        return Side(registration, seen=False)
    if signature.evidence is not None:
        return Side(registration, seen, signature.evidence, signature.evidence.note)
    return Side(registration, seen, note=signature.note, text=text_of(signature))


def place(evidence: Evidence) -> tuple[Decimal, Decimal] | None:
    """Return latitude and longitude where the picture told them."""
    if evidence.latitude is None or evidence.longitude is None:
        return None
    return evidence.latitude, evidence.longitude
