"""Papers as Word files in the layout of the office that issues them."""

from collections.abc import Sequence
from datetime import datetime

from kheo.documents.exports import layout_of
from kheo.documents.masters import queries
from kheo.documents.masters.models import Choice
from kheo.documents.masters.states import Kind
from kheo.documents.paper import word
from kheo.documents.paper.description import Head, Paper
from kheo.documents.paper.master import samples
from kheo.documents.paper.master import shipped as master
from kheo.documents.paper.master.filling import filled
from kheo.documents.paper.master.words import Kind as PaperKind
from kheo.kernel import clock, files
from kheo.orgs.models import Unit


def docx_of(
    kind: Kind, path: str, papers: Sequence[Paper], *, made: datetime | None = None
) -> bytes:
    """Return *papers* of the unit at *path* in the master it used when they were *made*.

    Without a moment they are made now; without a master they stand as shipped. A master taken in
    later changes no paper made before it.
    """
    choices = queries.choices_of(kind, path)
    return laid(queries.at(choices, made or clock.now()), papers)


def laid(choice: Choice | None, papers: Sequence[Paper]) -> bytes:
    if choice is None or choice.master is None:
        return word.docx_of(papers)
    return filled(files.fetch(choice.master.file), papers)


def sample(kind: str, unit: Unit) -> Sequence[Paper]:
    """Return papers of invented people issued by *unit*, to show a master by."""
    superior = unit.parent.name if unit.parent else ""
    issuer = Head(unit.name, superior, unit.place or unit.name, line=layout_of(unit))
    head = samples.numbered(issuer, unit.symbol or "VP")
    return samples.sample(PaperKind(kind), head)


def shipped(kind: str, unit: Unit) -> bytes:
    """Return the shipped master of a kind in the layout of *unit*, to be changed in Word."""
    return master.shipped(sample(kind, unit)[0])
