"""Everything that changes a proposal, a decision or an award."""

import secrets
from collections.abc import Sequence
from datetime import date, timedelta

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.documents.actions import register, take_number
from kheo.documents.models import OfficialDocument
from kheo.documents.states import Direction
from kheo.kernel import clock
from kheo.kernel.access import Verdict, require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.ui.written import day
from kheo.kernel.workflow.advance import StaleStateError, advance
from kheo.movement.s1_directive.models import Round
from kheo.movement.s5_review.models import Review
from kheo.movement.s6_commendation import access, exports, queries
from kheo.movement.s6_commendation.exports import BOOK, Signing
from kheo.movement.s6_commendation.models import Award, AwardForm, Case, Decision, Proposal
from kheo.movement.s6_commendation.states import FLOW, STANDING_FLOW, State
from kheo.notices.actions import tell
from kheo.orgs.models import Person, Unit

HONOURS = "SV"  # the book of the register of honours


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


def _insist(verdict: Verdict, field: str = NON_FIELD_ERRORS) -> None:
    if not verdict:
        raise ValidationError({field: verdict.reason})


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
    if not chosen or len(chosen) != len(set(reviews)):
        raise ValidationError(
            _(
                "Có nội dung không còn chọn được: đã vào danh sách, hoặc chưa được công nhận. Chọn lại."
            )
        )
    _insist(access.in_force(held, form), "form")
    _insist(access.once([r.pk for r in chosen], form))
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
    _insist(access.in_force(held, form), "form")
    _insist(access.once([case.review_id], form), "form")
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
    advance(held, FLOW, "send", by=by, sent_at=clock.now(), sent_by_id=by.me)
    text = _("%(unit)s trình đề nghị khen thưởng %(n)s trường hợp.") % {
        "unit": held.unit, "n": size
    }  # fmt: skip
    tell(queries.deciders(held), text, _page(held), by=by)
    return held


@transaction.atomic
def return_(proposal: Proposal, *, by: Actor, note: str) -> Proposal:
    require(access.may_decide, by, proposal)
    sender = proposal.sent_by
    advance(proposal, FLOW, "return", by=by, note=note, sent_at=None, sent_by_id=None)
    text = _("Đề nghị khen thưởng được trả lại: %s") % note
    tell([sender] if sender else [], text[:500], _page(proposal), by=by)
    return proposal


@transaction.atomic
def decide(
    proposal: Proposal,
    *,
    by: Actor,
    signed_on: date,
    signer: str,
    signer_post: str,
    bases: Sequence[str] = (),
) -> Decision:
    """Issue the decision: its number, its paper in the register, an award for each case.

    All or nothing: of two who decide at once the later one is stale before it takes a number.
    """
    require(access.may_decide, by, proposal)
    sender = proposal.sent_by
    sent_on = clock.day_of(proposal.sent_at) if proposal.sent_at else signed_on
    _check_day(signed_on, sent_on, "signed_on")
    advance(proposal, FLOW, "decide", by=by)
    cases = list(queries.cases_of(proposal))
    _check_cases(cases, by)
    unit = Unit.objects.select_related("parent").get(path=by.reach)
    taken = take_number(unit, BOOK, by=by, on=signed_on)
    signing = Signing(unit, taken, signed_on, signer, signer_post, bases)
    decision = Decision(
        proposal=proposal,
        unit=unit,
        year=signed_on.year,
        number=signing.notation,
        signed_on=signed_on,
        signer=signer,
        signer_post=signer_post,
        issuer=unit.name,
        document=_paper(
            signing,
            exports.decision_subject(proposal.round),
            exports.decision_docx(proposal, cases, signing),
            by=by,
        ),
    )
    decision.save(force_insert=True)
    trail.record("decision.issue", decision, by=by)
    awards = Award.objects.bulk_create([_award(decision, case, by=by) for case in cases])
    trail.record_each("award.give", awards, by=by)
    _tell_of(decision, cases, {sender} if sender else set(), by=by)
    return decision


def _check_day(signed_on: date, earliest: date, field: str) -> None:
    if not earliest <= signed_on <= clock.today():
        words = {"day": day(signed_on), "earliest": day(earliest)}
        found = _("Đang ghi %(day)s. Cần một ngày từ %(earliest)s đến hôm nay.") % words
        raise ValidationError({field: found})


def _check_cases(cases: Sequence[Case], by: Actor) -> None:
    # The rows are held, so that two decisions on one achievement come one after the other.
    list(Review.objects.select_for_update().filter(cases__in=cases).order_by("pk").values("pk"))
    for form in {case.form for case in cases}:
        _insist(access.given_by(by, form))
        _insist(access.once([case.review_id for case in cases if case.form_id == form.pk], form))


def _paper(signing: Signing, subject: str, data: bytes, *, by: Actor) -> OfficialDocument:
    return register(
        data,
        by=by,
        unit=signing.unit,
        direction=Direction.OUT,
        kind=_("Quyết định"),
        number=signing.notation,
        subject=subject,
        issuer=signing.unit.name,
        issued_on=signing.signed_on,
        file_name=f"quyet-dinh-{signing.number:02d}-{signing.signed_on.year}.docx",
    )


def _award(decision: Decision, case: Case, *, by: Actor) -> Award:
    holder, holder_unit = exports.holder_of(case)
    year = decision.signed_on
    return Award(
        decision=decision,
        case=case,
        review=case.review,
        given=case.form,
        unit=decision.unit,
        year=year.year,
        path=case.review.path,
        serial=take_number(decision.unit, HONOURS, by=by, on=year),
        code="".join(secrets.choice(queries.ALPHABET) for _n in range(queries.CODE_LENGTH)),
        holder=holder,
        holder_unit=holder_unit,
        form=case.form.name,
        reason=exports.award_reason(case),
    )


def _tell_of(decision: Decision, cases: Sequence[Case], people: set[Person], *, by: Actor) -> None:
    text = _("Quyết định khen thưởng số %(number)s ngày %(day)s đã ban hành.") % {
        "number": decision.number,
        "day": day(decision.signed_on),
    }
    tell(people, text, _page(decision.proposal), by=by)
    persons = {p for c in cases if (p := c.review.registration.person)}
    url = reverse("commendation:register", args=[decision.proposal.round_id])
    tell(persons - people, _("Bạn được khen thưởng. %s") % text, url, by=by)


@transaction.atomic
def revoke(award: Award, *, by: Actor, revoked_on: date, ground: str) -> Award:
    """Take an award back by a numbered decision; the public page says so from this moment.

    Law on Emulation and Commendation, chapter VII.
    """
    require(access.may_revoke, by, award)
    _check_day(revoked_on, award.decision.signed_on, "revoked_on")
    advance(award, STANDING_FLOW, "revoke", by=by, note=ground, revoked_on=revoked_on,
            revoked_by_id=by.me, ground=ground)  # fmt: skip
    unit = Unit.objects.select_related("parent").get(path=by.reach)
    taken = take_number(unit, BOOK, by=by, on=revoked_on)
    signing = Signing(unit, taken, revoked_on, by.name, by.post)
    data = exports.revocation_docx(award, signing, ground)
    _paper(signing, exports.revocation_subject(award), data, by=by)
    Award.objects.filter(pk=award.pk).update(revoked_number=signing.notation)
    award.revoked_number = signing.notation
    person = award.review.registration.person
    text = _("%(form)s bị thu hồi theo Quyết định số %(number)s.") % {
        "form": award.form, "number": signing.notation
    }  # fmt: skip
    url = reverse("commendation:register", args=[award.case.proposal.round_id])
    tell([person] if person else [], text, url, by=by)
    return award


def _page(proposal: Proposal) -> str:
    return reverse("commendation:proposal", args=[proposal.round_id, proposal.pk])
