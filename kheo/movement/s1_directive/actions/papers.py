"""A paper is read by the machine and confirmed by a person."""

from datetime import date
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kheo.documents import actions as documents
from kheo.documents.models import Citation
from kheo.documents.states import Direction
from kheo.kernel import clock, files
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.organs import written
from kheo.kernel.workflow.advance import advance
from kheo.movement.s1_directive import access, drafting, queries
from kheo.movement.s1_directive.actions import recognition
from kheo.movement.s1_directive.actions.repairs import accept_repairs
from kheo.movement.s1_directive.actions.verdicts import accept_clear
from kheo.movement.s1_directive.drafting import folded
from kheo.movement.s1_directive.holding import hold
from kheo.movement.s1_directive.models import Directive
from kheo.movement.s1_directive.same import KEPT, same_file, same_words, words_digest
from kheo.movement.s1_directive.states import DIRECTIVE_FLOW, FactKind
from kheo.orgs.models import Unit
from kheo.reading.draft import Draft, read_bytes
from kheo.reading.opening import NeedsTimeError, UnreadableError

SHOWN = 3  # pending doubts named in a refusal
_IDENTITY = {
    FactKind.TYPE: ("kind", 60),
    FactKind.NUMBER: ("number", 60),
    FactKind.ISSUER: ("issuer", 200),
    FactKind.SUBJECT: ("subject", 500),
}


class AlreadyReadError(Exception):
    """The paper was read before, as ``directive``: from the same bytes, or with the same words."""

    def __init__(self, directive: Directive, *, bytes_too: bool = True) -> None:
        super().__init__(directive.pk)
        self.directive = directive
        self.bytes_too = bytes_too


def read(data: bytes, name: str, *, by: Actor, unit: Unit, again: bool = False) -> Directive:
    """Read the file *name* into the register of *unit*, with every fact and every doubt.

    A file that takes minutes (a scan, an old Word file) is kept and read by a background task.
    Raises ValidationError with the reader's own sentence, AlreadyReadError for a file the unit
    has read before or, unless *again*, for a file that another unit whose papers *by* may find
    has read, or for one of the same words. All or nothing is written.
    """
    require(access.may_read, by, unit)
    draft: Draft | None = None
    try:
        draft = read_bytes(data, name, today=clock.today(), hurried=True)
        drafting.refuse_book(draft, name)
    except NeedsTimeError:
        pass  # the background reads it
    except UnreadableError as error:
        raise ValidationError(str(error)) from error
    same = access.listed_to(by).filter(KEPT, document__sha256=files.digest(data))
    elsewhere = same.exclude(unit=unit)
    if not again and (before := elsewhere.order_by("id").first()):
        raise AlreadyReadError(before)
    return _register(data, name, draft, by=by, unit=unit, again=again)


@transaction.atomic
def _register(
    data: bytes, name: str, draft: Draft | None, *, by: Actor, unit: Unit, again: bool
) -> Directive:
    # Two who upload one file at once: the second waits here and then finds the first one's.
    Unit.objects.select_for_update().get(pk=unit.pk)
    if before := same_file(files.digest(data), unit):
        raise AlreadyReadError(before)
    if draft and not again and (before := same_words(words_digest(draft.text), by)):
        raise AlreadyReadError(before, bytes_too=False)
    file_name = PurePath(name).name
    document = documents.register(
        data,
        by=by,
        unit=unit,
        direction=Direction.IN,
        text=draft.text if draft else "",
        file_name=file_name,
        citations=[],  # what was only read is no entry: a person confirms them first
        **drafting.identity(draft, file_name),
    )
    directive = Directive(document=document, unit=unit, folded=folded(document))
    if draft is None:
        return recognition.begin(directive, by=by)
    directive.save(force_insert=True)
    recognition.keep(directive, draft, by=by)
    trail.record("directive.read", directive, by=by)
    return directive


def _citation(ordinal: int, value: dict[str, Any]) -> Citation:
    return Citation(
        ordinal=ordinal,
        kind=value["type"][:60],
        number=value["number"][:60],
        issued_on=date.fromisoformat(value["date"]) if value["date"] else None,
        issuer=value["issuer"][:200],
        title=value["title"][:500],
    )


@transaction.atomic
def confirm(directive: Directive, *, by: Actor) -> Directive:
    """Confirm the reading: doubts answered one by one, what is clear taken with this step.

    Raises ValidationError naming the doubts still open.
    """
    require(access.RULES["confirm"], by, directive)
    hold(directive)
    if pending := queries.pending_doubts(directive.facts.all()):
        named = "; ".join(f"“{fact.quote[:60]}”" for fact in pending[:SHOWN])
        more = ", …" if len(pending) > SHOWN else ""
        raise ValidationError(
            _("Chưa xác nhận được: còn %(n)s chỗ ngờ chưa trả lời: %(named)s.")
            % {"n": len(pending), "named": named + more}
        )
    accept_clear(directive, by=by)
    accept_repairs(directive, by=by)
    _correct_register(directive, by=by)
    return advance(
        directive,
        DIRECTIVE_FLOW,
        "confirm",
        by=by,
        confirmed_at=clock.now(),
        confirmed_by_id=by.person_id,
        folded=folded(directive.document),
    )


def _correct_register(directive: Directive, *, by: Actor) -> None:
    """Carry what was confirmed of the paper's identity and citations into the register."""
    identity: dict[str, Any] = {}
    for kind, (field, size) in _IDENTITY.items():
        for value in queries.confirmed(directive, kind)[:1]:
            identity[field] = (written(value) if field == "issuer" else value)[:size]
    for value in queries.confirmed(directive, FactKind.DATE)[:1]:
        identity["issued_on"] = date.fromisoformat(value)
    cited = queries.confirmed(directive, FactKind.CITATION)
    citations = [_citation(n, value) for n, value in enumerate(cited, 1)]
    documents.correct(directive.document, by=by, citations=citations, **identity)


def reopen(directive: Directive, *, by: Actor) -> Directive:
    """Take a confirmed reading back to be corrected, before anything was launched from it."""
    require(access.RULES["reopen"], by, directive)
    return advance(directive, DIRECTIVE_FLOW, "reopen", by=by)


def remove(directive: Directive, *, by: Actor, note: str) -> Directive:
    """Take a paper nothing was launched from off the list; its file and the reason are kept."""
    require(access.RULES["remove"], by, directive)
    return advance(directive, DIRECTIVE_FLOW, "remove", by=by, note=note)
