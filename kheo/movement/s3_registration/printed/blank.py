"""The form of a round with nothing on it, to be written by hand (requirement 000-07)."""

from collections.abc import Sequence

from kheo.documents.exports import layout_of
from kheo.documents.paper.description import Field, Head, Paper, Signer
from kheo.documents.paper.registration import (
    SIGN,
    PersonForm,
    PersonItem,
    UnitForm,
    UnitModel,
    registration_form,
)
from kheo.kernel.actor import Actor
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.queries import clauses
from kheo.movement.s1_directive.states import ClauseKind, Subject
from kheo.movement.s3_registration.contract.terms import contract_for
from kheo.movement.s3_registration.newest import newest_form
from kheo.movement.s3_registration.questions import Kind, Question
from kheo.movement.s3_registration.said import pledges_of
from kheo.movement.s3_registration.states import Field as ModelField
from kheo.orgs.models import Unit
from kheo.orgs.queries import agency_of, focal_of

_NO_WORDS = ("",)


def blank_papers(by: Actor, round_: Round, subject: Subject) -> list[Paper]:
    """Return both copies of an empty sheet, with room for as many parts as the round allows."""
    unit = Unit.objects.get(path=by.unit_path)
    agency = agency_of(unit)
    superior = agency.parent.name if agency.parent else ""
    head = Head(agency.name, superior, agency.place, line=layout_of(agency))
    room = max(1, contract_for(by, round_, subject).maximum)
    pledges = pledges_of(round_)
    name, year, focal = round_.movement.name, round_.year, focal_of(unit).name
    version = newest_form(round_, subject)
    asked = version.questions if version else ()
    fields = [line for q in asked if q.key != "title" for line in _lines(q)]
    criteria = [c.text for c in clauses(round_, ClauseKind.CRITERION)]
    if subject == Subject.ITEM:
        topics = [c.text for c in clauses(round_, ClauseKind.TOPIC)]
        keys = {q.key for q in asked} or {"topic", "criteria"}
        choices = [
            *_numbered("Chủ đề", topics if "topic" in keys else [], "chủ đề khác thì ghi rõ"),
            *_numbered("Tiêu chí hướng tới", criteria if "criteria" in keys else []),
        ]
        items = [PersonItem(*_NO_WORDS * 6, fields=fields)] * room
        form: PersonForm | UnitForm = PersonForm(
            head, name, year, "", "", "", items,
            second_keeper=focal, pledges=pledges, choices=choices,
        )  # fmt: skip
    else:
        signer, models = (
            Signer("THỦ TRƯỞNG ĐƠN VỊ", note=SIGN),
            [_model(fields, [_box(text) for text in criteria])] * room,
        )
        form = UnitForm(
            head, name, year, "", "", models, signer, second_keeper=focal, pledges=pledges
        )
    return list(registration_form(form))


def _model(fields: Sequence[Field], criteria: Sequence[str]) -> UnitModel:
    choices = "; ".join(_box(str(label)) for label in ModelField.labels)
    return UnitModel("", choices, *_NO_WORDS * 9, fields=fields, criteria=criteria)


def _numbered(label: str, texts: Sequence[str], more: str = "") -> list[Field]:
    """Return the list of what may be chosen, once: told again under each item it fills a leaf."""
    if not texts:
        return []
    listed = [f"({n}) {text}" for n, text in enumerate(texts, start=1)]
    return [Field(label, "; ".join([*listed, *([more] if more else [])]))]


def _box(words: str) -> str:
    """Return *words* with brackets to tick, since no Times face has a box."""
    return f"[\u00a0\u00a0]\u00a0{words}"


def _lines(question: Question) -> list[Field]:
    """Return the line of a question, and a second one where a sentence or two is asked."""
    return [Field(_label(question)), *([Field("")] if question.kind == Kind.LONG else [])]


def _label(question: Question) -> str:
    """Return the words before a dotted line: with the choices to ring, the unit to count in."""
    more = question.unit or " / ".join(question.choices)
    return f"{question.label} ({more})" if more else question.label
