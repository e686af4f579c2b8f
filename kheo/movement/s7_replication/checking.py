"""Running models and their reviews, as screens need them."""

from typing import Any

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.kernel.access import under
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.ui.rows import Wait
from kheo.movement.s1_directive.models import Round
from kheo.movement.s1_directive.states import MilestoneKind, RoundState
from kheo.movement.s3_registration import access as s3
from kheo.movement.s3_registration.answers import Said, in_words
from kheo.movement.s3_registration.checkupform import shipped_checkup
from kheo.movement.s3_registration.models import FormVersion, Registration
from kheo.movement.s3_registration.newest import newest_form
from kheo.movement.s3_registration.questions import Kind, Question
from kheo.movement.s3_registration.states import FormKind
from kheo.movement.s3_registration.states import State as Registered
from kheo.movement.s4_progress.states import Conclusion, Standing
from kheo.movement.s5_review.models import Review
from kheo.movement.s5_review.states import State as ReviewState
from kheo.movement.s7_replication import access
from kheo.movement.s7_replication.models import Checkup, CheckupPeriod
from kheo.movement.s7_replication.states import CHECKUP_FLOW, CheckupState
from kheo.orgs.states import Power

DONE = (CheckupState.SENT, CheckupState.SEEN)
ENDING = Q(state=CheckupState.SEEN, decision=Conclusion.STOP)
SHOWN_ENDED = 20
WAITING: dict[str, Wait] = {
    "replication.checkup": Wait(
        gettext_lazy("{n} mô hình của đơn vị chưa rà soát trong kỳ này"),
        gettext_lazy("Rà soát"),
        "replication:checkups",
        MilestoneKind.REPORT,
    ),
    "replication.read": Wait(
        gettext_lazy("{n} bản rà soát mô hình chờ quyết định"),
        gettext_lazy("Quyết định"),
        "replication:checkups",
        MilestoneKind.REPORT,
    ),
}


def running(round_: Round, period: Any) -> QuerySet[Registration]:
    """Return the models at work in a year: those accepted in it, those recognised in one before.

    A model that its unit stopped, registered anew since, or that was decided in an earlier period
    to end is none. *period* is the key of the one asked about, or a subquery for it.
    """
    known = Round.objects.filter(movement=round_.movement_id, year__lte=round_.year)
    rows = Registration.objects.filter(person=None, state=Registered.ACCEPTED, round__in=known)
    kept = Review.objects.filter(registration=OuterRef("pk"), state=ReviewState.RECOGNISED)
    again = Registration.objects.filter(
        person=None, state=Registered.ACCEPTED, round__in=known, unit=OuterRef("unit"),
        folded=OuterRef("folded"), round__year__gt=OuterRef("round__year"),
    )  # fmt: skip
    ended = Checkup.objects.filter(
        ENDING, registration=OuterRef("pk"), period__lt=period,
    )  # fmt: skip
    rows = rows.filter(Q(round=round_) | (Exists(kept) & ~Exists(again)))
    return rows.exclude(standing=Standing.STOPPED).exclude(Exists(ended))


def waiting(by: Actor, round_: Round) -> list[tuple[str, QuerySet[Any]]]:
    """Return what waits: one's own models not yet reviewed, reviews sent by units below."""
    if round_.state != RoundState.OPEN:
        return []
    found: list[tuple[str, QuerySet[Any]]] = []
    periods = CheckupPeriod.objects.filter(round=round_)
    if s3.may_register_models(by):
        latest = Subquery(periods.order_by("-pk").values("pk")[:1])
        done = Checkup.objects.filter(registration=OuterRef("pk"), period=latest, state__in=DONE)
        mine = running(round_, latest).filter(Exists(periods), unit=by.unit_id)
        found.append(("replication.checkup", mine.exclude(Exists(done))))
    if by.has(Power.OVERSEE) or by.has(Power.FILE):
        sent = Checkup.objects.filter(
            under(by.reach, "registration__sort_key"), period__in=periods, state=CheckupState.SENT
        )
        own = Q(registration__unit=by.unit_id) | Q(registration__unit__path=by.reach)
        found.append(("replication.read", sent.exclude(own)))
    return found


def periods_of(by: Actor, round_: Round) -> list[CheckupPeriod]:
    return list(access.visible_periods(by).filter(round=round_).order_by("-pk"))


def listed(by: Actor, period: CheckupPeriod, state: str = "") -> QuerySet[Registration]:
    """Return the running models *by* sees, each with its review of *period*, if there is one."""
    rows = running(period.round, period.pk).filter(pk__in=s3.visible_to(by).order_by().values("pk"))
    rows = rows.annotate(
        now=FilteredRelation("checkups", condition=Q(checkups__period=period.pk)),
        checkup_state=F("now__state"),
        checkup_sent=F("now__sent_at"),
        checkup_conclusion=F("now__conclusion"),
        checkup_decision=F("now__decision"),
    ).select_related("unit", "round")
    if state == "waiting":
        rows = rows.filter(Q(checkup_state=None) | ~Q(checkup_state__in=DONE))
    elif state in DONE:
        rows = rows.filter(checkup_state=state)
    return rows.order_by("sort_key")


def proposed(row: Any) -> tuple[str, str]:
    """Return in words what a listed model's unit proposes, once it is sent, and what was decided."""
    sent = row.checkup_sent and row.checkup_conclusion
    said = str(Conclusion(row.checkup_conclusion).label) if sent else ""
    return said, str(Conclusion(row.checkup_decision).label) if row.checkup_decision else ""


def ended(by: Actor, period: CheckupPeriod) -> list[Checkup]:
    """Return the latest decisions before *period* to end a model, which is why it is not in it."""
    rows = access.visible_checkups(by).filter(ENDING, period__lt=period)
    rows = rows.filter(period__round__movement=period.round.movement_id)
    return list(rows.order_by("-period", "-pk")[:SHOWN_ENDED])


def counts(by: Actor, period: CheckupPeriod) -> dict[str, int]:
    """Return how many of the running models *by* sees stand where."""
    rows: Any = listed(by, period).order_by()
    found: dict[str | None, int] = dict(rows.values_list("checkup_state").annotate(n=Count("pk")))
    done = {state.value: found.get(state, 0) for state in DONE}
    every = sum(found.values())
    return {"": every, "waiting": every - sum(done.values()), **done}


def tabs(found: dict[str, int], state: str, period: CheckupPeriod) -> list[dict[str, Any]]:
    words = {
        "": _("Mô hình đang thực hiện"), "waiting": _("Chưa rà soát"),
        "sent": _("Chờ cấp trên quyết định"), "seen": _("Đã quyết định"),
    }  # fmt: skip
    return [
        {
            "text": text, "count": found[key], "current": key == state,
            "href": f"?ky={period.pk}&xem={key}" if key else f"?ky={period.pk}",
        }
        for key, text in words.items()
    ]  # fmt: skip


def model_of(by: Actor, period: CheckupPeriod, pk: int) -> Registration | None:
    """Return a running model of *period* that *by* sees."""
    rows = running(period.round, period.pk).filter(pk=pk)
    seen = rows.filter(pk__in=s3.readable_by(by).order_by().values("pk"))
    return seen.select_related("unit", "round__movement").first()


def checkup_of(by: Actor, period: CheckupPeriod, model: Registration) -> Checkup:
    """Return the review of a model in a period that *by* may read, or the one not yet written."""
    rows = access.visible_checkups(by).filter(period=period, registration=model)
    unwritten = Checkup(period=period, registration=model, decision="", decided="")
    return rows.first() or unwritten


def form_of(checkup: Checkup) -> FormVersion | None:
    """Return the form it is written on: what was once sent keeps its own."""
    if checkup.sent_at:
        return checkup.form_version
    return newest_form(checkup.period.round, FormKind.CHECKUP)


def asked(version: FormVersion | None) -> tuple[Question, ...]:
    """Return what a form asks; one without questions is the shipped one."""
    return (version.questions if version else ()) or tuple(shipped_checkup())


def stamp(checkup: Checkup) -> str:
    """Return what tells two windows that one saved first; nothing for what is not yet written."""
    return checkup.written_at.isoformat() if checkup.pk else ""


def said(checkup: Checkup) -> list[Said]:
    """Return what was written, under the questions it was written to."""
    written_on = checkup.form_version if checkup.pk else form_of(checkup)
    return [
        Said(q.label, in_words(q, checkup.answers.get(q.key)), q.key, file=q.kind == Kind.FILE)
        for q in asked(written_on)
    ]


def returned(checkup: Checkup) -> str:
    """Return why it was given back, where it lies with its unit for that."""
    if checkup.state != CheckupState.RETURNED:
        return ""
    verb = CHECKUP_FLOW.verb(CHECKUP_FLOW["return"])
    return next((e.note for e in trail.history_of(checkup) if e.verb == verb), "")
