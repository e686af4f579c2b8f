"""What the reader found in a paper as the rows that keep it; nothing here is written."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kheo.documents.models import OfficialDocument
from kheo.kernel.organs import written
from kheo.kernel.text import fold
from kheo.movement.s1_directive import duties
from kheo.movement.s1_directive.models import Directive, Fact, Repair
from kheo.movement.s1_directive.plain import facts_of, plain
from kheo.movement.s1_directive.titles import register_title
from kheo.reading import facts as reading
from kheo.reading.draft import Draft

MAX_FACTS = 2000  # a directive has tens; more is a book, not a paper to confirm line by line


def refuse_book(draft: Draft, name: str) -> None:
    """Raise ValidationError for more facts than a person could go through."""
    if (n := sum(1 for _fact in facts_of(draft))) > MAX_FACTS:
        raise ValidationError(
            _("Tệp “%(name)s” có tới %(n)s chỗ cần xác nhận, không giống một văn bản phát động.")
            % {"name": PurePath(name).name, "n": n}
        )


def identity(draft: Draft | None, file_name: str) -> dict[str, Any]:
    """Return what the register writes of a paper as read; of one still unread, that it is unknown."""
    head = draft.head if draft else None
    kind, number, subject = register_title(draft, file_name)
    issuer = written(head.issuer.value) if head and head.issuer else _("Chưa rõ cơ quan ban hành")
    return {
        "kind": kind[:60],
        "number": number[:60],
        "subject": subject[:500],
        "issuer": issuer[:200],
        "issued_on": head.date.value if head and head.date else None,
    }


def folded(document: OfficialDocument) -> str:
    """Return the words by which the register finds a paper."""
    return fold(f"{document.kind} {document.number} {document.subject} {document.issuer}")[:1000]


def fact_rows(directive: Directive, draft: Draft) -> list[Fact]:
    facts = [*facts_of(draft)]
    # A stage named five times is asked about once, and answered for all its places.
    first = {f.value: f for f in reversed(draft.periods)}
    asked = [f for f in facts if not isinstance(f.value, reading.Period) or first[f.value] is f]
    return [_row(directive, n, fact, draft) for n, fact in enumerate(asked, 1)]


def repair_rows(directive: Directive, draft: Draft) -> Iterator[Repair]:
    for c in draft.changes:
        if c.end > c.start:
            yield Repair(
                directive=directive,
                start=c.start,
                end=c.end,
                found=c.found,
                right=c.right,
                sure=c.sure,
            )


def _row(directive: Directive, ordinal: int, fact: reading.Fact[Any], draft: Draft) -> Fact:
    value = plain(fact.value)
    if isinstance(fact.value, reading.Duty):
        value |= duties.obligation(fact, draft)
    return Fact(
        directive=directive,
        ordinal=ordinal,
        kind=fact.kind,
        quote=fact.quote,
        start=fact.start,
        end=fact.end,
        value=value,
        doubt=fact.doubt[:500],
        suggestion=_suggestion(fact, value),
    )


def _suggestion(fact: reading.Fact[Any], value: Any) -> dict[str, Any] | None:
    instead = None
    if isinstance(fact.value, reading.Deadline) and fact.value.suggested:
        day = fact.value.suggested.isoformat()
        instead = value | {"iso": day, "impossible": False}
    return {"words": fact.suggestion, "value": instead} if instead or fact.suggestion else None
