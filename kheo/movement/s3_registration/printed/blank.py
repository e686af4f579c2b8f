"""The form of a round with nothing on it, to be written by hand (requirement 000-07)."""

from kheo.documents.exports import layout_of
from kheo.documents.paper.description import Field, Head, Paper, Signer
from kheo.documents.paper.registration import (
    PersonForm,
    PersonItem,
    UnitForm,
    UnitModel,
    registration_form,
)
from kheo.kernel.actor import Actor
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s3_registration.contract.terms import contract_for
from kheo.movement.s3_registration.newest import newest_form
from kheo.movement.s3_registration.questions import Question
from kheo.movement.s3_registration.said import pledges_of
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
    fields = [Field(_label(q)) for q in asked if q.key != "title"]
    if subject == Subject.ITEM:
        items = [PersonItem(*_NO_WORDS * 6, fields=fields)] * room
        form: PersonForm | UnitForm = PersonForm(
            head, name, year, "", "", "", items, second_keeper=focal, pledges=pledges
        )
    else:
        signer, models = (
            Signer("THỦ TRƯỞNG ĐƠN VỊ"),
            [UnitModel(*_NO_WORDS * 11, fields=fields)] * room,
        )
        form = UnitForm(
            head, name, year, "", "", models, signer, second_keeper=focal, pledges=pledges
        )
    return list(registration_form(form))


def _label(question: Question) -> str:
    """Return the words before a dotted line: with the choices to ring, the unit to count in."""
    more = question.unit or " / ".join(question.choices)
    return f"{question.label} ({more})" if more else question.label
