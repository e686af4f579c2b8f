"""A file that takes minutes to read: asked for here, read by a background task, asked for again."""

import datetime as dt
from dataclasses import asdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.tasks import task
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kheo.documents import actions as documents
from kheo.kernel import clock, files
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import StaleStateError, advance
from kheo.movement.s1_directive import access, drafting, waiting
from kheo.movement.s1_directive.models import Directive, Fact, Recognition, Repair
from kheo.movement.s1_directive.plain import plain
from kheo.movement.s1_directive.same import words_digest
from kheo.movement.s1_directive.states import DIRECTIVE_FLOW, DirectiveState
from kheo.notices import actions as notices
from kheo.notices.sentence import Sentence
from kheo.orgs.models import Person
from kheo.reading.draft import Draft, read_bytes
from kheo.reading.opening import UnreadableError

PATIENT = dt.timedelta(seconds=30)  # whoever uploads looks on for so long


class _GoneError(Exception):
    """The paper was removed, or another attempt took over: nobody waits for this one."""


@transaction.atomic
def begin(directive: Directive, *, by: Actor) -> Directive:
    """Enter *directive* as a paper still to be read, and ask for its reading."""
    require(access.may_read, by, directive.unit)
    directive.state = DirectiveState.RECOGNISING
    directive.save(force_insert=True)
    asked = Recognition.objects.create(directive=directive, asked_at=clock.now())
    trail.record("directive.ask", directive, by=by)
    # In the same transaction as the paper: neither is there without the other.
    recognise.enqueue(directive.pk, asked.attempt, by=_record(by))
    directive.refresh_from_db()  # where tasks run at once, it is read by now
    return directive


@transaction.atomic
def retry(directive: Directive, *, by: Actor) -> Directive:
    """Ask again for a reading that failed or broke off.

    Raises StaleStateError while it is under way or once it is done.
    """
    require(access.RULES["retry"], by, directive)
    asked = Recognition.objects.select_for_update().filter(directive=directive).first()
    under_way = directive.state == DirectiveState.RECOGNISING
    if asked is None or (under_way and not waiting.is_broken_off(asked)):
        raise StaleStateError(directive.state)
    advance(directive, DIRECTIVE_FLOW, "retry", by=by)
    asked.attempt += 1
    asked.asked_at, asked.begun_at, asked.heard_at = clock.now(), None, None
    asked.page = asked.pages = 0
    asked.refusal = ""
    asked.save()
    recognise.enqueue(directive.pk, asked.attempt, by=_record(by))
    directive.refresh_from_db()  # where tasks run at once, it is read by now
    return directive


@task
def recognise(key: int, attempt: int, *, by: dict[str, Any]) -> None:
    """Read the file of a directive for whoever asked; run twice, it writes one draft."""
    actor = Actor(**by | {"powers": frozenset(by["powers"])})
    rows = Directive.objects.select_related("document", "unit")
    directive = rows.filter(pk=key, state=DirectiveState.RECOGNISING).first()
    if directive is None:
        return
    document = directive.document
    try:
        _heard(key, attempt, begun_at=clock.now())
        draft = read_bytes(
            files.fetch(document.file),
            document.file_name,
            today=clock.today(),
            told=_Pages(key, attempt),
        )
        drafting.refuse_book(draft, document.file_name)
        _take(directive, attempt, draft, by=actor)
    except (UnreadableError, ValidationError) as error:
        said = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        _give_up(directive, attempt, said, by=actor)
    except _GoneError:
        return
    except FileNotFoundError:
        said = _("Không còn thấy tệp “%(name)s” trong kho lưu.") % {"name": document.file_name}
        _give_up(directive, attempt, said, by=actor)


def _record(by: Actor) -> dict[str, Any]:
    return asdict(by) | {"powers": sorted(by.powers)}


def _heard(key: int, attempt: int, **known: Any) -> None:
    """Leave a sign that the reading is under way; raises _GoneError where nobody waits for it."""
    rows = Recognition.objects.filter(directive=key, attempt=attempt)
    if not rows.update(heard_at=clock.now(), **known):
        raise _GoneError


class _Pages:
    """Hears of pages read, and writes down each once."""

    def __init__(self, key: int, attempt: int) -> None:
        self.key, self.attempt, self.page = key, attempt, -1

    def __call__(self, page: int, pages: int) -> None:
        if page != self.page:
            self.page = page
            _heard(self.key, self.attempt, page=page, pages=pages)


def _hold(directive: Directive, attempt: int) -> None:
    """Hold the paper until the transaction ends, so that of two attempts one writes."""
    rows = Directive.objects.select_for_update().filter(pk=directive.pk)
    state = rows.values_list("state", flat=True).first()
    asked = Recognition.objects.filter(directive=directive.pk, attempt=attempt)
    if state != DirectiveState.RECOGNISING or not asked.exists():
        raise _GoneError


@transaction.atomic
def _take(directive: Directive, attempt: int, draft: Draft, *, by: Actor) -> None:
    require(access.RULES["recognise"], by, directive)
    _hold(directive, attempt)
    document = directive.document
    known = drafting.identity(draft, document.file_name)
    documents.fill(document, by=by, text=draft.text, **known)
    keep(directive, draft, by=by)
    advance(directive, DIRECTIVE_FLOW, "recognise", by=by, folded=drafting.folded(document))
    _tell(directive, gettext_noop("Máy đã đọc xong %(paper)s, chờ xác nhận."))


@transaction.atomic
def _give_up(directive: Directive, attempt: int, said: str, *, by: Actor) -> None:
    try:
        _hold(directive, attempt)
    except _GoneError:
        return
    Recognition.objects.filter(directive=directive).update(refusal=said)
    advance(directive, DIRECTIVE_FLOW, "give_up", by=by, note=said)
    _tell(directive, gettext_noop("Máy không đọc được %(paper)s. Xem lý do và đọc lại."))


def _tell(directive: Directive, said: str) -> None:
    """Tell who sent the file, unless it went so fast that they still look at its page."""
    if clock.now() - directive.recognition.asked_at < PATIENT:
        return
    who = Person.objects.filter(pk=directive.document.registered_by_id)
    words = Sentence(said, {"paper": str(directive)[:200]})
    url = reverse("directive:confirm", args=[directive.pk])
    # Nobody is told of what they did by their own hand; this the machine did.
    notices.tell(who, words, url, by=Actor.system(_("Máy đọc văn bản")))


@transaction.atomic
def keep(directive: Directive, draft: Draft, *, by: Actor) -> None:
    """Keep every doubt, fact and repaired word of *draft*, and what its words are known by."""
    require(access.may_read, by, directive.unit)
    directive.doubts = plain(draft.doubts)
    directive.words_sha256 = words_digest(draft.text)
    directive.save(update_fields=["doubts", "words_sha256"])
    Fact.objects.bulk_create(drafting.fact_rows(directive, draft))
    Repair.objects.bulk_create(drafting.repair_rows(directive, draft))
