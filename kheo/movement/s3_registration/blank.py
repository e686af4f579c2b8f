"""The form of a round with nothing on it, to be written by hand (requirement 000-07)."""

from kheo.documents.exports import layout_of
from kheo.documents.paper.description import Head, Paper, Signer
from kheo.documents.paper.registration import (
    PersonForm,
    PersonItem,
    UnitForm,
    UnitModel,
    registration_form,
)
from kheo.kernel.actor import Actor
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.queries import quota
from kheo.movement.s1_directive.states import Subject
from kheo.orgs.models import Unit
from kheo.orgs.queries import agency_of, focal_of

_ITEM = PersonItem(*[""] * 6)
_MODEL = UnitModel(*[""] * 11)


def blank_papers(by: Actor, round_: Round, subject: Subject) -> list[Paper]:
    """Return both copies of an empty sheet, with room for as many parts as the round allows."""
    unit = Unit.objects.get(path=by.unit_path)
    agency = agency_of(unit)
    superior = agency.parent.name if agency.parent else ""
    head = Head(agency.name, superior, agency.place, line=layout_of(agency))
    room = max(1, quota(round_, subject).maximum)
    name, year, focal = round_.movement.name, round_.year, focal_of(unit).name
    if subject == Subject.ITEM:
        items = [_ITEM] * room
        form: PersonForm | UnitForm = PersonForm(
            head, name, year, "", "", "", items, second_keeper=focal
        )
    else:
        signer, models = Signer("THỦ TRƯỞNG ĐƠN VỊ"), [_MODEL] * room
        form = UnitForm(head, name, year, "", "", models, signer, second_keeper=focal)
    return list(registration_form(form))
