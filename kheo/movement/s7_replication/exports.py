"""The review of a running model as a paper: as it was written, or empty to be written by hand."""

from django.conf import settings

from kheo.documents.paper.description import Field, Paper
from kheo.documents.paper.forms import ModelReview, Verdict, model_review
from kheo.kernel import clock
from kheo.kernel.actor import Actor
from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration import exports as s3
from kheo.movement.s3_registration.newest import newest_form
from kheo.movement.s3_registration.states import FormKind
from kheo.movement.s4_progress.exports import VERDICTS
from kheo.movement.s4_progress.states import Conclusion
from kheo.movement.s7_replication import checking
from kheo.movement.s7_replication.models import Checkup
from kheo.orgs.models import Unit


def checkup_paper(checkup: Checkup) -> Paper:
    """Return the review of one model; what is not yet written is left to be written in."""
    model, period = checkup.registration, checkup.period
    sent = clock.day_of(checkup.sent_at) if checkup.sent_at else None
    return model_review(
        ModelReview(
            head=s3.head(model.unit, sent),
            movement=period.round.movement.name,
            year=period.round.year,
            period=period.name,
            unit=model.unit.name,
            model=model.title,
            field=model.get_field_display(),
            since=str(model.round.year),
            parts=[Field(each.label, each.words) for each in checking.said(checkup)],
            verdict=_verdict(checkup.conclusion),
            decision=_verdict(checkup.decision if checkup.pk else ""),
            reason=checkup.decided if checkup.pk else "",
            code=f"DK-{model.round.year}-{model.sheet_id:06d}",
            address=f"{settings.PUBLIC_URL}/dk/{model.sheet_id}/",
        )
    )


def _verdict(said: str) -> Verdict | None:
    return VERDICTS[Conclusion(said)] if said else None


def blank_checkup(by: Actor, round_: Round) -> Paper:
    """Return the form as it now is with nothing on it."""
    questions = checking.asked(newest_form(round_, FormKind.CHECKUP))
    unit = Unit.objects.get(path=by.unit_path)
    return model_review(
        ModelReview(
            head=s3.head(unit, None), movement=round_.movement.name, year=round_.year, period="",
            unit="", model="", parts=[Field(q.label) for q in questions],
        )
    )  # fmt: skip
