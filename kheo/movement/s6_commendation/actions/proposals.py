"""Forms of commendation are kept; proposals are opened, filled, sent and returned."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kheo.documents.books.actions import About, take
from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.workflow.advance import StaleStateError, advance
from kheo.movement.s1_directive.models import Round
from kheo.movement.s6_commendation import access, exports, queries
from kheo.movement.s6_commendation.exports import PROPOSALS
from kheo.movement.s6_commendation.models import AwardForm, Case, Proposal
from kheo.movement.s6_commendation.states import FLOW, State
from kheo.notices.actions import tell
from kheo.notices.sentence import Sentence
from kheo.orgs.models import Unit


@transaction.atomic
def keep_form(*, by: Actor, name: str, source: str, valid_from: date) -> AwardForm:
    """Add a form of commendation that the actor's unit gives from a day on."""
    form = AwardForm(
        unit=Unit.objects.get(path=by.reach), name=name, source=source, valid_from=valid_from
    )
    require(access.may_keep_forms, by, form)
    form.full_clean(exclude=["valid_until"])
    form.save(force_insert=True)
    trail.record("award_form.add", form, by=by)
    return form


@transaction.atomic
def end_form(form: AwardForm, *, by: Actor) -> AwardForm:
    """Let a form be asked for no more; what was given under it stands."""
    require(access.may_keep_forms, by, form)
    until = max(clock.today(), form.valid_from + timedelta(days=1))
    if not AwardForm.objects.filter(pk=form.pk, valid_until=None).update(valid_until=until):
        raise StaleStateError(form.name)
    form.valid_until = until
    trail.record("award_form.end", form, by=by, changes={"valid_until": [None, until]})
    return form


@transaction.atomic
def open_proposal(round_: Round, *, by: Actor) -> Proposal:
    require(access.may_open, by, round_)
    unit = Unit.objects.get(path=by.reach)
    proposal = Proposal(round=round_, unit=unit, path=unit.path)
    proposal.save(force_insert=True)
    trail.record("proposal.open", proposal, by=by)
    return proposal


def _held(proposal: Proposal, *, by: Actor) -> Proposal:
    """Lock the row while its list changes, or raise if it has left the drafting table."""
    require(access.may_propose, by, proposal)
    row = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if row.state != State.DRAFT:
        raise StaleStateError(row.state)
    return proposal


@transaction.atomic
def add_cases(
    proposal: Proposal, reviews: Sequence[int], form: AwardForm, *, by: Actor
) -> list[Case]:
    """Put recognised achievements on the list, each with its summary prepared.

    Raise ValidationError, with nothing added, where one is not the actor's to propose or was
    already commended in this form.
    """
    held = _held(proposal, by=by)
    chosen = list(
        queries.choosable(by, held).filter(pk__in=list(reviews)).order_by("registration__sort_key")
    )
    if not reviews:
        raise ValidationError(_("Chưa chọn mục nào. Đánh dấu các dòng cần làm rồi bấm lại."))
    if len(chosen) != len(set(reviews)):
        raise ValidationError(
            _(
                "Có nội dung không còn chọn được: đã vào danh sách, hoặc chưa được công nhận. Chọn lại."
            )
        )
    access.insist(access.in_force(held, form), "form")
    access.insist(access.once([r.pk for r in chosen], form))
    notes = queries.latest_notes([r.registration_id for r in chosen])
    cases = Case.objects.bulk_create(
        Case(
            proposal=held,
            review=review,
            form=form,
            achievement=exports.achievement(
                review, [n.text for n in notes[review.registration_id]]
            ),
        )
        for review in chosen
    )
    note = ", ".join(str(r.registration) for r in chosen)
    trail.record("proposal.add", held, by=by, note=note)
    return cases


@transaction.atomic
def edit_case(case: Case, *, by: Actor, form: AwardForm, achievement: str) -> Case:
    held = _held(case.proposal, by=by)
    access.insist(access.in_force(held, form), "form")
    access.insist(access.once([case.review_id], form), "form")
    old = case.achievement
    case.form, case.achievement = form, achievement
    case.full_clean()
    case.save(update_fields=["form", "achievement"])
    trail.record("proposal.edit", held, by=by, changes={"achievement": [old, achievement]})
    return case


@transaction.atomic
def remove_case(case: Case, *, by: Actor) -> None:
    held = _held(case.proposal, by=by)
    trail.record("proposal.remove", held, by=by, note=str(case))
    case.delete()


@transaction.atomic
def send(proposal: Proposal, *, by: Actor) -> Proposal:
    held = _held(proposal, by=by)
    size = Case.objects.filter(proposal=held).count()
    if not size:
        raise ValidationError(_("Danh sách còn trống. Chọn ít nhất một thành tích rồi trình."))
    now = clock.now()
    numbered = _numbered(held, by=by, on=clock.day_of(now))
    advance(held, FLOW, "send", by=by, sent_at=now, sent_by_id=by.me, **numbered)
    asked = gettext_noop("%(unit)s trình đề nghị khen thưởng %(n)s trường hợp.")
    text = Sentence(asked, {"unit": held.unit, "n": size})
    tell(queries.deciders(held), text, queries.page_of(held), by=by)
    return held


def _numbered(held: Proposal, *, by: Actor, on: date) -> dict[str, Any]:
    """Return the number and day of the paper; one sent again within its year keeps them."""
    if held.numbered_on and held.numbered_on.year == on.year:
        return {}
    about = About(on=on, subject=_("Đề nghị khen thưởng: %s") % held.round.movement.name)
    taken = take(held.unit, PROPOSALS, by=by, about=about)
    return {"number": taken.number, "notation": taken.symbol, "numbered_on": on}


@transaction.atomic
def return_(proposal: Proposal, *, by: Actor, note: str) -> Proposal:
    require(access.may_decide, by, proposal)
    sender = proposal.sent_by
    advance(proposal, FLOW, "return", by=by, note=note, sent_at=None, sent_by_id=None)
    text = Sentence(gettext_noop("Đề nghị khen thưởng được trả lại: %(note)s"), {"note": note})
    tell([sender] if sender else [], text, queries.page_of(proposal), by=by)
    return proposal
