"""Time one new picture against 200,000 and one new text against 100,000.

`KHEO_VAR=/tmp/x kheo migrate && kheo demo && KHEO_VAR=/tmp/x python -m bench.alike`. Everything
written is rolled back. The pictures are of 4,000 scenes taken again and again, the texts share
sentences of one office language: far from even, as in life.
"""

import random
import statistics
import time
from itertools import batched

from django.db import connection, transaction

import bench  # noqa: F401 starts Django
from kheo.kernel import clock
from kheo.movement.models import Evidence, Note, Registration, Signature, SignatureKey
from kheo.movement.s4_progress import alike, signing
from kheo.movement.s4_progress.states import Media, SignKind

PICTURES, SCENES, TEXTS, ASKED = 200_000, 4_000, 100_000, 101
SYLLABLES, SENTENCES, SENTENCE, LENGTH = 3_000, 2_000, 25, 12  # of 300 syllables a text
chance = random.Random(2026)  # noqa: S311 made-up pictures and texts
scenes = [(chance.getrandbits(64), chance.getrandbits(64)) for _ in range(SCENES)]
syllables = [f"tu{n}" for n in range(SYLLABLES)]
sentences = [" ".join(chance.choices(syllables, k=SENTENCE)) for _ in range(SENTENCES)]


def turned(bits: int, count: int) -> int:
    for bit in chance.sample(range(64), count):
        bits ^= 1 << bit
    return bits


def picture(*, retaken: int = 14) -> bytes:
    across, down = (turned(bits, retaken) for bits in chance.choice(scenes))
    return chance.randbytes(32) + across.to_bytes(8) + down.to_bytes(8)


def text() -> str:
    """Return a text, a third of it in everybody's sentences."""
    own = (" ".join(chance.choices(syllables, k=SENTENCE)) for _ in range(LENGTH - 4))
    return ". ".join((*own, *chance.choices(sentences, k=4)))


def keep(signatures: list[Signature]) -> None:
    made = Signature.objects.bulk_create(signatures)
    for some in batched(made, 20_000, strict=False):
        SignatureKey.objects.bulk_create(
            SignatureKey(signature=one, key=key) for one in some for key in set(alike.keys_of(one))
        )


def evidence_of(note: Note, digests: list[bytes]) -> list[Evidence]:
    return Evidence.objects.bulk_create(
        Evidence(
            note=note, name="anh.jpg", file="", sha256=digest[:32].hex(), size=1, kind=Media.JPEG,
            looked_at=note.at,
        )
        for digest in digests
    )  # fmt: skip


def asked(name: str, signatures: list[Signature]) -> None:
    taken, found = [], 0
    for one in signatures:
        begun = time.perf_counter()
        found += bool(alike.nearest(one))
        taken.append((time.perf_counter() - begun) * 1000)
    worst = sorted(taken)[int(len(taken) * 0.95)]
    print(
        f"{name}: median {statistics.median(taken):.1f} ms, 95 of 100 {worst:.1f} ms, "
        f"{found} of {len(taken)} found alike"
    )


def main() -> None:
    mine, theirs = Registration.objects.order_by("pk")[:2]
    person, now = mine.sheet.unit.people.earliest("pk"), clock.now()

    def note(words: str) -> Note:
        return Note(registration=theirs, day=clock.today(), text=words, by=person, at=now)

    with transaction.atomic():
        (album,) = Note.objects.bulk_create([note("ảnh")])
        digests = [picture() for _ in range(PICTURES)]
        keep(
            [
                Signature(
                    registration=theirs, kind=SignKind.PICTURE, evidence=one, digest=digest, at=now
                )
                for one, digest in zip(evidence_of(album, digests), digests, strict=True)
            ]
        )
        written = Note.objects.bulk_create([note(text()) for _ in range(TEXTS)])
        begun = time.perf_counter()
        signed = [signing.minhash(signing.shingles(one.text)) for one in written]
        print(f"{TEXTS:,} texts signed in {time.perf_counter() - begun:.0f} s")
        keep(
            [
                Signature(registration=theirs, kind=SignKind.TEXT, note=one, digest=sign, at=now)
                for one, sign in zip(written, signed, strict=True)
            ]
        )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        new = [picture() for _ in range(ASKED)]
        again = [
            digest[:31] + b"x" + b"".join(
                turned(int.from_bytes(digest[at : at + 8]), 5).to_bytes(8) for at in (32, 40)
            )
            for digest in digests[:: PICTURES // ASKED][:ASKED]
        ]  # fmt: skip
        for name, many in (("new pictures", new), ("pictures sent again", again)):
            asked(
                name, [Signature(registration=mine, kind=SignKind.PICTURE, digest=d) for d in many]
            )
        for name, words in (
            ("new texts", [text() for _ in range(ASKED)]),
            ("texts sent again", [f"{one.text} thêm một câu" for one in written[:ASKED]]),
        ):
            rows = [
                Signature(
                    registration=mine, kind=SignKind.TEXT,
                    note=Note(text=one), digest=signing.minhash(signing.shingles(one)),
                )
                for one in words
            ]  # fmt: skip
            asked(name, rows)
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
