"""How a paper is called: before anybody has confirmed what was read of it, and where others cite it."""

from django.utils.translation import gettext as _

from kheo.documents.models import OfficialDocument
from kheo.kernel.ui.written import day
from kheo.reading.draft import Draft

RECOGNISED = "ocr"  # the reader's own name of this doubt


def register_title(draft: Draft | None, file_name: str) -> tuple[str, str, str]:
    """Return kind, number and subject as the register shows them until a person confirms.

    Letters recognised from a picture may be anything: such a paper bears the name of its file.
    """
    head = draft.head if draft else None
    kind = head.type.value if head and head.type else _("Văn bản")
    unnamed = _("%(kind)s chưa rõ trích yếu (%(file)s)") % {"kind": kind, "file": file_name}
    if not draft or not head or any(doubt.kind == RECOGNISED for doubt in draft.doubts):
        return kind, "", unnamed
    number = head.number.value if head.number else ""
    return kind, number, head.subject.value if head.subject else unnamed


def cited(paper: OfficialDocument, blank: str = "") -> str:
    """Return a paper as others cite it: kind, number, day and issuer, *blank* for what it has not.

    A paper that nobody could read by name is known by its file: that name is for nobody to sign.
    """
    unnamed = not paper.number and paper.file_name in paper.subject
    number = paper.number or (blank if unnamed else "")
    named = f"{paper.kind} số {number}" if number else str(paper)
    on = day(paper.issued_on) if paper.issued_on else blank
    return f"{named} ngày {on} của {paper.issuer}" if on else f"{named} của {paper.issuer}"
