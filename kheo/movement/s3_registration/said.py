"""One item, one model and the pledges of a movement, in the words a printed sheet gives them."""

from kheo.documents.paper import description as paper
from kheo.documents.paper.registration import PersonItem, UnitModel
from kheo.kernel.ui.written import day
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.queries import clauses
from kheo.movement.s1_directive.states import ClauseKind
from kheo.movement.s3_registration.answers import said
from kheo.movement.s3_registration.models import Registration
from kheo.movement.s3_registration.states import PartnerState


def pledges_of(round_: Round) -> list[str]:
    return [clause.text for clause in clauses(round_, ClauseKind.PLEDGE)]


def topic_of(registration: Registration) -> str:
    return registration.topic.text if registration.topic else registration.own_topic


def item_of(r: Registration) -> PersonItem:
    due, criteria = day(r.due_on) if r.due_on else "", [each.text for each in r.criteria.all()]
    fields = [paper.Field(answer.label, answer.words) for answer in said(r)]
    return PersonItem(
        r.title, r.duty, r.target, r.method, due, r.result, criteria, fields, topic_of(r)
    )


def forces_of(r: Registration) -> str:
    """Return who carries a model: in the unit's own words, then the units that carry it along."""
    joined = [p for p in r.partners.all() if p.state == PartnerState.JOINED]
    said_of = [
        f"{p.unit.name} ({p.contribution})" if p.contribution else p.unit.name for p in joined
    ]
    along = f"Đơn vị phối hợp: {'; '.join(said_of)}" if joined else ""
    return ". ".join(part for part in (r.forces.rstrip(". "), along) if part) if along else r.forces


def time_of(r: Registration) -> str:
    """Return when a model begins, is looked at and judged, in its own words, and its last day."""
    last = f"hoàn thành trước ngày {day(r.due_on)}" if r.due_on and r.schedule else ""
    return "; ".join(filter(None, (r.schedule.rstrip(". ;"), last))) or (
        day(r.due_on) if r.due_on else ""
    )


def model_of(r: Registration) -> UnitModel:
    return UnitModel(
        name=r.title,
        field=r.get_field_display(),
        reason=r.duty,
        objective="; ".join([r.target, *(clause.text for clause in r.criteria.all())]).strip("; "),
        content=r.method,
        beneficiaries=r.place,
        forces=forces_of(r),
        resources=r.resources,
        time=time_of(r),
        responsible=r.responsible,
        product=r.result,
        future=r.keeping,
        fields=[paper.Field(answer.label, answer.words) for answer in said(r)],
    )
