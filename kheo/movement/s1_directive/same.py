"""Whether a paper was read before: the same file, or the same words in another one."""

import hashlib
import re

from django.db.models import Q

from kheo.kernel.actor import Actor
from kheo.kernel.text import fold
from kheo.movement.s1_directive import access
from kheo.movement.s1_directive.models import Directive
from kheo.movement.s1_directive.states import DirectiveState
from kheo.orgs.models import Unit

KEPT = ~Q(state=DirectiveState.REMOVED)  # what was taken off the list may be read anew
_WORD = re.compile(r"\w+")


def words_digest(text: str) -> str:
    """Return what two papers of the same words share, whatever their encoding, marks and lines."""
    words = " ".join(_WORD.findall(fold(text)))
    return hashlib.sha256(words.encode()).hexdigest() if words else ""


def same_file(sha256: str, unit: Unit) -> Directive | None:
    """Return the directive already read in *unit* from a file of these very bytes."""
    rows = Directive.objects.filter(KEPT, document__sha256=sha256, unit=unit)
    return rows.order_by("id").first()


def same_words(digest: str, by: Actor) -> Directive | None:
    """Return the paper of the same words among those *by* may find; no words are never the same."""
    if not digest:
        return None
    return access.listed_to(by).filter(KEPT, words_sha256=digest).order_by("id").first()


def earlier(directive: Directive, by: Actor) -> Directive | None:
    """Return the paper of the same words entered before *directive*, which *by* may find.

    A file read in the background has no words yet when it is sent: nobody could be told then.
    """
    if not directive.words_sha256:
        return None
    known = access.listed_to(by).filter(KEPT, words_sha256=directive.words_sha256)
    return known.filter(pk__lt=directive.pk).order_by("id").first()
