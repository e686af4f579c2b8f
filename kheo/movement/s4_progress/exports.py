"""The record of a visit as a paper, to fill in by hand or as it was recorded."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from kheo.documents.paper.description import Paper
from kheo.documents.paper.forms import Verdict, VisitRecord, visit_record
from kheo.documents.paper.forms import Visitor as Visiting
from kheo.kernel import clock
from kheo.movement.s3_registration import exports as s3
from kheo.movement.s4_progress.models import Visit, Visitor
from kheo.movement.s4_progress.states import Conclusion
from kheo.orgs.models import Post, Unit

VERDICTS = {
    Conclusion.KEEP: Verdict.KEEP,
    Conclusion.STRENGTHEN: Verdict.STRENGTHEN,
    Conclusion.REPLICATE: Verdict.REPLICATE,
    Conclusion.STOP: Verdict.STOP,
}


def issuer_of(visit: Visit, team: Sequence[Visitor]) -> Unit:
    """Return whose paper the record of *visit* is: that of who led it."""
    return team[0].person.unit if team else visit.made_by.unit


def visit_paper(visit: Visit, team: Sequence[Visitor]) -> Paper:
    """Return the record of *visit*; what is not yet known is left to be written in."""
    registration = visit.registration
    return visit_record(
        VisitRecord(
            head=s3.head(issuer_of(visit, team), visit.day),
            movement=visit.round.movement.name,
            year=visit.round.year,
            visited=registration.title,
            unit=registration.unit.name,
            day=visit.day,
            place=visit.place,
            team=_team(team),
            present=[Visiting(visit.present, "")] if visit.present else (),
            seen=_seen(visit),
            evidence=[file.name for file in visit.files.all()],
            verdict=VERDICTS[Conclusion(visit.conclusion)] if visit.conclusion else None,
            to_mend=visit.to_mend,
            mend_by=visit.mend_by,
            checked_again=visit.checked_again,
            code=f"DK-{visit.round.year}-{registration.sheet_id:06d}",
            address=f"{settings.PUBLIC_URL}/dk/{registration.sheet_id}/",
        )
    )


def _seen(visit: Visit) -> str:
    if visit.agreed is None:
        return ""
    said = _("Khớp với ghi chép") if visit.agreed else _("Chưa khớp với ghi chép")
    return f"{visit.seen}\n{said}."


def _team(people: Sequence[Visitor]) -> list[Visiting]:
    today = clock.today()
    held = Post.objects.filter(person__in=[p.person_id for p in people], since__lte=today)
    posts = held.exclude(until__lte=today).order_by("-pk").values_list("person", "title")
    titles = dict(posts)  # the first post of each is the last that is put in
    roles = (_("Trưởng đoàn"), *[_("Thành viên")] * len(people))
    return [
        Visiting(
            p.person.full_name,
            ", ".join(filter(None, (titles.get(p.person_id), p.person.unit.name))),
            role,
        )
        for p, role in zip(people, roles, strict=False)
    ]
