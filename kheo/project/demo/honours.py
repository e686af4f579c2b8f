"""Stage 6 of an invented year: proposals, decisions with their papers, the register of honours."""

import datetime as dt

from kheo.documents.models import NumberBook, OfficialDocument
from kheo.documents.paper.commendation import Candidate
from kheo.documents.states import Direction
from kheo.kernel import files
from kheo.kernel.ui import written
from kheo.movement.models import Award, AwardForm, Case, Decision, Proposal, Review
from kheo.movement.s1_directive.states import Subject
from kheo.movement.s5_review.states import State as ReviewState
from kheo.movement.s6_commendation import exports
from kheo.movement.s6_commendation.exports import PROPOSALS, Signing
from kheo.movement.s6_commendation.queries import ALPHABET, CODE_LENGTH
from kheo.movement.s6_commendation.states import Standing, State
from kheo.orgs.models import Person, Unit
from kheo.orgs.states import AGENCIES
from kheo.project.demo import charter
from kheo.project.demo.exemplars import ACHIEVEMENTS
from kheo.project.demo.registering import Year
from kheo.project.demo.store import at

BOOK, HONOURS = "QĐ", "SV"
GROUND = "Số liệu trong hồ sơ không đúng với thực tế, đã kiểm tra lại."


def code(year: Year) -> str:
    return "".join(year.chance.choices(ALPHABET, k=CODE_LENGTH))


def commend(year: Year) -> None:
    """Let each agency propose what was recognised; finished years are decided, revoking one."""
    book, honours = (
        NumberBook(unit=year.land.root, year=year.round.year, kind=kind) for kind in (BOOK, HONOURS)
    )
    book.last = before = 1200 + 137 * (year.round.year - charter.FIRST_YEAR)  # others' decisions
    states = [State.DECIDED, State.SENT, State.SENT, State.DRAFT]
    if year.plain:  # in bulk: six in ten are decided
        states = [State.DECIDED, State.DECIDED, State.DECIDED, State.SENT, State.DRAFT] * len(
            year.land.agencies
        )
    for agency in year.land.agencies:
        reviews = recognised(year, agency)
        if not reviews:
            continue
        state = State.DECIDED if not year.running else states.pop(0) if states else None
        if state is not None:
            proposal = _proposal(year, agency, reviews, state)
            if state == State.DECIDED:
                _decide(year, proposal, book, honours)
    if book.last > before:
        year.store.add(book)
        year.store.add(honours)


def recognised(year: Year, agency: Unit) -> list[Review]:
    return [
        review
        for review in year.store.of(Review)
        if review.registration.round_id == year.round.pk
        and review.state == ReviewState.RECOGNISED
        and review.path.startswith(agency.path)
    ]


def _proposal(year: Year, agency: Unit, reviews: list[Review], state: State) -> Proposal:
    sent = at(year.day(dt.date(year.round.year, 11, 20), dt.date(year.round.year, 11, 28)), 8)
    draft = state == State.DRAFT
    proposal = year.store.add(
        Proposal(
            round=year.round,
            unit=agency,
            path=agency.path,
            state=state,
            number=None if draft else 1,  # an agency proposes once a year
            notation="" if draft else f"01/{PROPOSALS}-{agency.symbol}",
            numbered_on=None if draft else sent.date(),
            sent_at=None if draft else sent,
            sent_by=None if draft else year.land.heads[agency.pk],
        )
    )
    if not draft:
        year.store.add(NumberBook(unit=agency, year=sent.year, kind=PROPOSALS, last=1))
    for review in reviews:
        title = review.registration.title
        year.store.add(
            Case(
                proposal=proposal,
                review=review,
                form=_form(year, review),
                achievement=f"{title}: {year.chance.choice(ACHIEVEMENTS)}.",
            )
        )
    return proposal


def _form(year: Year, review: Review) -> AwardForm:
    """Return the form that fits: the best models get the highest."""
    highest, second, third = year.opened.forms
    best = review.level is not None and review.level.name == charter.LEVELS[0][0]
    if review.registration.subject == Subject.MODEL:
        return highest if best else second
    return second if best else third


def _decide(year: Year, proposal: Proposal, book: NumberBook, honours: NumberBook) -> None:
    root, signer = year.land.root, year.land.heads[year.land.root.pk]
    signed = year.day(dt.date(year.round.year, 12, 2), dt.date(year.round.year, 12, 20))
    cases = [case for case in year.store.of(Case) if case.proposal_id == proposal.pk]
    book.last += 1
    number = f"{book.last:02d}/{BOOK}-{root.symbol}"
    decision = year.store.add(
        Decision(
            proposal=proposal,
            unit=root,
            year=signed.year,
            number=number,
            signed_on=signed,
            signer=signer.full_name,
            signer_post="Phó Chủ tịch",
            issuer=root.name,
            document=_paper(year, proposal, signer, signed, book.last, cases),
        )
    )
    for case in cases:
        honours.last += 1
        award = _award(year, decision, case, honours.last)
        if honours.last == 5 and year.round.year == charter.FIRST_YEAR:  # noqa: PLR2004 one of many
            award.state, award.revoked_on = Standing.REVOKED, signed + dt.timedelta(days=70)
            award.revoked_by, award.ground = signer, GROUND
            award.revoked_number = f"1301/{BOOK}-{root.symbol}"


def _award(year: Year, decision: Decision, case: Case, serial: int) -> Award:
    registration, (holder, unit) = case.review.registration, _holds(case)
    return year.store.add(
        Award(
            decision=decision,
            case=case,
            review=case.review,
            given=case.form,
            unit=decision.unit,
            year=decision.signed_on.year,
            path=case.review.path,
            serial=serial,
            code=code(year),
            holder=holder,
            holder_unit=unit,
            form=case.form.name,
            reason=f"Đã có thành tích: {registration.title}",
        )
    )


def _paper(
    year: Year, proposal: Proposal, signer: Person, signed: dt.date, number: int, cases: list[Case]
) -> OfficialDocument:
    unit = year.land.root
    subject = exports.decision_subject(year.round)
    lines = [_line(year, case) for case in cases]
    if year.plain:  # in bulk the words alone are kept
        data, ending = "\n".join([subject, *(line.name for line in lines)]).encode(), "txt"
    else:
        post, day = year.land.posts[signer.pk].title, written.day(proposal.sent_at or signed)
        asked = f"Xét đề nghị của {proposal.unit.name} ngày {day}."
        bases = (f"Căn cứ {charter.FORM_SOURCE};", asked)
        notation = f"{number:02d}/{BOOK}-{unit.symbol}"
        signing = Signing(unit, notation, signed, signer.full_name, post, bases)
        data, ending = exports.decision_docx(proposal, lines, signing), "docx"
    stored = files.keep(data)
    return year.store.add(
        OfficialDocument(
            unit=unit,
            direction=Direction.OUT,
            kind="Quyết định",
            number=f"{number:02d}/{BOOK}-{unit.symbol}",
            subject=subject,
            issuer=unit.name,
            issued_on=signed,
            file=stored.path,
            size=stored.size,
            sha256=stored.sha256,
            file_name=f"quyet-dinh-{number:02d}-{year.round.year}.{ending}",
            registered_at=at(signed, 15),
            registered_by=signer,
        )
    )


def _holds(case: Case) -> tuple[str, str]:
    """Return the holder and unit of *case*: its divisions lie right below their agency."""
    unit = case.review.registration.unit
    inside = unit.kind not in AGENCIES and unit.parent
    return exports.holder_of(case, {unit.pk: f"{unit}, {unit.parent}" if inside else unit.name})


def _line(year: Year, case: Case) -> Candidate:
    person, (name, unit) = case.review.registration.person, _holds(case)
    if person is None:
        return Candidate(name, collective=True, form=case.form.name)
    post = year.land.posts[person.pk].title
    return Candidate(name, collective=False, form=case.form.name, unit=unit, post=post)
