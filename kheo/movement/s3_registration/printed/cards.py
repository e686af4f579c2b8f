"""The card of one registered model, and many sheets as one file each."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings

from kheo.documents.masters import queries as masters
from kheo.documents.masters.exports import laid
from kheo.documents.masters.models import Choice
from kheo.documents.masters.states import Kind
from kheo.documents.paper.description import Paper, Signer
from kheo.documents.paper.forms import ModelCard, model_card
from kheo.kernel import clock
from kheo.kernel.text import fold
from kheo.movement.s3_registration import exports
from kheo.movement.s3_registration.models import Registration, Sheet
from kheo.movement.s3_registration.printed.paired import papers_of_each
from kheo.movement.s3_registration.said import model_of
from kheo.movement.s3_registration.states import WRITABLE


def card(registration: Registration) -> Paper:
    """Return the card of a model under its ten headings; what is not sent is printed as a draft."""
    draft = registration.state in WRITABLE
    sent = None if draft else registration.submitted_at
    year = registration.round.year
    made = model_card(
        ModelCard(
            head=exports.head(registration.unit, clock.day_of(sent) if sent else None),
            movement=registration.round.movement.name,
            year=year,
            unit=registration.unit.name,
            model=model_of(registration),
            signer=Signer("Thủ trưởng đơn vị"),
            code="" if draft else f"DK-{year}-{registration.sheet_id:06d}",
            address="" if draft else f"{settings.PUBLIC_URL}/dk/{registration.sheet_id}/",
        )
    )
    if not draft:
        return made
    return replace(made, kind=f"{made.kind} (bản nháp)", marks=("BẢN NHÁP", "(chưa gửi)"))


def zipped(sheets: Sequence[Sheet]) -> bytes:
    """Return a .zip of one .docx a sheet, both copies of each paper in it, named so that it sorts by unit."""
    packed = io.BytesIO()
    chosen: dict[str, list[Choice]] = {}
    with zipfile.ZipFile(packed, "w") as archive:  # a .docx is packed already
        for sheet, papers in zip(sheets, papers_of_each(sheets), strict=True):
            path = sheet.unit.path
            if path not in chosen:
                chosen[path] = masters.choices_of(Kind.FORM, path)
            master = masters.at(chosen[path], sheet.submitted_at or clock.now())
            archive.writestr(_name(sheet), laid(master, papers))
    return packed.getvalue()


def _name(sheet: Sheet) -> str:
    words = fold(f"{sheet.unit.name} {sheet.person or ''}")
    slug = "-".join("".join(c if c.isalnum() else " " for c in words).split())[:80]
    return f"{slug}-{sheet.pk}.docx"
