"""Decisions are issued with their awards, and awards taken back."""

import secrets
from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kheo.documents.actions import register, take_number
from kheo.documents.books import actions as books
from kheo.documents.books.actions import About
from kheo.documents.books.models import Entry
from kheo.documents.models import OfficialDocument
from kheo.documents.states import Direction
from kheo.kernel import clock
from kheo.kernel.access import require
from kheo.kernel.actor import Actor
from kheo.kernel.audit import trail
from kheo.kernel.text import fold
from kheo.kernel.ui.written import day
from kheo.kernel.workflow.advance import advance
from kheo.movement.s5_review.models import Review
from kheo.movement.s6_commendation import access, exports, queries, submitting
from kheo.movement.s6_commendation.exports import BOOK, Signing
from kheo.movement.s6_commendation.models import Award, Case, Decision, Proposal
from kheo.movement.s6_commendation.states import FLOW, STANDING_FLOW
from kheo.notices.actions import tell
from kheo.notices.sentence import Sentence, joined
from kheo.orgs.models import Person, Unit

HONOURS = "SV"  # the book of the register of honours


@transaction.atomic
def decide(
    proposal: Proposal,
    *,
    by: Actor,
    signed_on: date,
    signer: str,
    signer_post: str,
    bases: Sequence[str] = (),
    number: str = "",
) -> Decision:
    """Issue the decision: its number, its paper in the register, an award for each case.

    All or nothing: of two who decide at once the later one is stale before it takes a number.
    """
    require(access.may_decide, by, proposal)
    sender = proposal.sent_by
    sent_on = clock.day_of(proposal.sent_at) if proposal.sent_at else signed_on
    _check_day(signed_on, sent_on, "signed_on")
    unit = Unit.objects.select_related("parent").get(path=by.reach)
    _check_signer(proposal, unit, signer)
    advance(proposal, FLOW, "decide", by=by)
    cases = list(queries.cases_of(proposal))
    _check_cases(cases, by)
    subject = exports.decision_subject(proposal.round)
    taken = _take(unit, signed_on, subject, number, by=by)
    signing = Signing(unit, taken.symbol, signed_on, signer, signer_post, bases)
    lines = exports.candidates(cases)
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
            signing, taken, subject, exports.decision_docx(proposal, lines, signing), by=by
        ),
    )
    decision.save(force_insert=True)
    trail.record("decision.issue", decision, by=by)
    units = exports.units_named(cases)
    made = [_award(decision, case, exports.holder_of(case, units), by=by) for case in cases]
    awards = Award.objects.bulk_create(made)
    trail.record_each("award.give", awards, by=by)
    _tell_of(decision, cases, {sender} if sender else set(), by=by)
    return decision


def _check_day(signed_on: date, earliest: date, field: str) -> None:
    if not earliest <= signed_on <= clock.today():
        words = {"day": day(signed_on), "earliest": day(earliest)}
        found = _("Đang ghi %(day)s. Cần một ngày từ %(earliest)s đến hôm nay.") % words
        raise ValidationError({field: found})


def _check_signer(proposal: Proposal, unit: Unit, signer: str) -> None:
    asks = submitting.signing(proposal, unit)
    if asks and fold(asks.person.full_name) == fold(signer):
        words = _("%(name)s đã ký tờ trình. Người khác có thẩm quyền ký quyết định.")
        raise ValidationError({"signer": words % {"name": asks.person.full_name}})


def _check_cases(cases: Sequence[Case], by: Actor) -> None:
    # The rows are held, so that two decisions on one achievement come one after the other.
    list(Review.objects.select_for_update().filter(cases__in=cases).order_by("pk").values("pk"))
    for form in {case.form for case in cases}:
        access.insist(access.given_by(by, form))
        access.insist(
            access.once([case.review_id for case in cases if case.form_id == form.pk], form)
        )


def _take(unit: Unit, on: date, subject: str, number: str = "", *, by: Actor) -> Entry:
    """Take the number typed, held or from elsewhere; where none was, the next of the book."""
    about = About(on=on, subject=subject, kind=_("Quyết định"), symbol=number)
    if not number:
        return books.take(unit, BOOK, by=by, about=about)
    try:
        return books.typed(unit, BOOK, by=by, about=about)
    except ValidationError as error:
        raise ValidationError({"number": error.messages}) from error


def _paper(
    signing: Signing, taken: Entry, subject: str, data: bytes, *, by: Actor
) -> OfficialDocument:
    made = register(
        data,
        by=by,
        unit=signing.unit,
        direction=Direction.OUT,
        kind=_("Quyết định"),
        number=signing.notation,
        subject=subject,
        issuer=signing.unit.name,
        issued_on=signing.signed_on,
        file_name=f"quyet-dinh-{signing.notation.split('/')[0]}-{signing.signed_on.year}.docx",
    )
    books.attach(taken, made, by=by)
    return made


def _award(decision: Decision, case: Case, holds: tuple[str, str], *, by: Actor) -> Award:
    holder, holder_unit = holds
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
    text = Sentence(
        gettext_noop("Quyết định khen thưởng số %(number)s ngày %(day)s đã ban hành."),
        {"number": decision.number, "day": day(decision.signed_on)},
    )
    tell(people, text, queries.page_of(decision.proposal), by=by)
    persons = {p for c in cases if (p := c.review.registration.person)}
    url = reverse("commendation:register", args=[decision.proposal.round_id])
    yours = Sentence(gettext_noop("Bạn được khen thưởng."))
    tell(persons - people, joined(yours, text), url, by=by)


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
    subject = exports.revocation_subject(award)
    taken = _take(unit, revoked_on, subject, by=by)
    signing = Signing(unit, taken.symbol, revoked_on, by.name, by.post)
    data = exports.revocation_docx(award, signing, ground)
    _paper(signing, taken, subject, data, by=by)
    Award.objects.filter(pk=award.pk).update(revoked_number=signing.notation)
    award.revoked_number = signing.notation
    person = award.review.registration.person
    text = Sentence(
        gettext_noop("%(form)s bị thu hồi theo Quyết định số %(number)s."),
        {"form": award.form, "number": signing.notation},
    )
    url = reverse("commendation:register", args=[award.case.proposal.round_id])
    tell([person] if person else [], text, url, by=by)
    return award
