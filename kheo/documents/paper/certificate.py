"""The certificate a commended person or collective hangs on the wall."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kheo.documents.paper import qrcode, wording
from kheo.documents.paper.description import STATE, Signer
from kheo.documents.paper.typeset import compiled, plain


@dataclass(frozen=True)
class Certificate:
    """What a certificate says. *deed* stands over *title*: “TẶNG” “GIẤY KHEN”.

    *decision* is its number and symbol; *address* the public page that confirms the certificate
    and *code* the short code typed there by who cannot scan.
    """

    authority: str
    title: str
    holder: str
    reason: str
    decision: str
    day: date
    place: str
    signer: Signer
    serial: str
    address: str
    code: str
    deed: str = "Tặng"
    detail: str = ""


def certificate(award: Certificate) -> bytes:
    """Return one certificate as a PDF of one A4 page, landscape."""
    return certificates((award,))


def certificates(awards: Sequence[Certificate]) -> bytes:
    """Return all certificates as one PDF, one page each."""
    if not awards:
        raise ValueError("Không có giấy nào để in.")
    described = [_described(wording.cleaned(award)) for award in awards]
    first = wording.cleaned(awards[0])
    return compiled("certificate.typ", title=first.title, author=first.authority, papers=described)


def _described(award: Certificate) -> dict[str, Any]:
    words = plain(award)
    signer = award.signer
    words |= {
        "authority": award.authority.upper(),
        "title": award.title.upper(),
        "deed": award.deed.upper(),
        "nation": STATE.nation_text,
        "motto": STATE.motto_text,
        "on_behalf": wording.on_behalf(signer.on_behalf).upper(),
        "post": signer.post.upper(),
        "signed": signer.name,
        "place_day": f"{award.place}, {wording.long_day(award.day)}",
        "decision": f"Quyết định số {award.decision} ngày {wording.short_day(award.day)}",
        "address": award.address,  # whole: it is copied into a browser
        "qr": qrcode.svg(award.address) if award.address else "",
    }
    return words  # type: ignore[no-any-return]  # plain() of a dataclass is a dict
