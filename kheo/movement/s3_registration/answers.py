"""What was answered, in words: for the page, the paper and the table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kheo.kernel import files
from kheo.kernel.text import nfc
from kheo.kernel.ui.written import day, number
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s3_registration.questions import HEADINGS, LOCKED, Attached, Kind, Question


@dataclass(frozen=True, slots=True)
class Said:
    label: str
    words: str
    key: str = ""
    file: bool = False


def said(registration: Registration) -> list[Said]:
    """Return what *registration* says under the form it was written on, its name left out.

    Empty when that is the shipped form: its pages and papers have words of their own.
    """
    form = registration.form_version
    asked = form.questions if form else ()
    return [
        Said(q.label, words_of(registration, q), q.key, file=q.kind == Kind.FILE)
        for q in asked
        if q.key != "title"
    ]


def words_of(registration: Registration, question: Question) -> str:
    if question.added:
        return in_words(question, registration.answers.get(question.key))
    if question.key == "criteria":
        return "; ".join(clause.text for clause in registration.criteria.all())
    if question.key == "topic":
        return registration.topic.text if registration.topic else registration.own_topic
    due = registration.due_on
    special = {"field": registration.get_field_display(), "due_on": day(due) if due else ""}
    return special.get(question.key) or str(getattr(registration, question.key) or "")


def in_words(question: Question, value: Any) -> str:
    """Return a stored answer as a reader knows it: 1.250 hộ, 05/02/2027, the name of a file."""
    if value in (None, ""):
        return ""
    match question.kind:
        case Kind.NUMBER:
            return f"{number(Decimal(value))} {question.unit}".strip()
        case Kind.DATE:
            return day(date.fromisoformat(value))
        case Kind.FILE:
            return str(value["name"])
    return str(value)


def kept(
    questions: Iterable[Question], given: Mapping[str, Any], before: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the answers to keep of those *given*: a new file stored, the one of *before* kept."""
    found: dict[str, Any] = {}
    for q in questions:
        value = given.get(q.key)
        if isinstance(value, Attached):
            stored = files.keep(value.data)
            value = {"file": stored.path, "name": value.name, "size": stored.size}
        elif q.kind == Kind.FILE:
            value = before.get(q.key)
        if q.added and value not in (None, ""):
            found[q.key] = nfc(value) if isinstance(value, str) else value
    return found


def _open_headings(registration: Registration) -> list[str]:
    """Return what the shipped card of a model is still to say before it first goes.

    What went before the headings were asked stays as it went; so does what is on paper.
    """
    if registration.person_id or registration.submitted_at or registration.on_paper:
        return []
    return [str(label) for name, label in HEADINGS.items() if not getattr(registration, name)]


def lacking_answers(registration: Registration) -> list[str]:
    """Return the labels of the required questions that *registration* leaves open."""
    form = registration.form_version
    if form is None:
        return _open_headings(registration)
    return [
        q.label
        for q in form.questions
        # the locked ones are asked of every form, by queries.lacks
        if q.required and q.key not in LOCKED and not words_of(registration, q)
    ]
