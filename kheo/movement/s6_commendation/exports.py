"""The papers of a commendation, and the columns of the register of honours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from textwrap import shorten

from django.conf import settings
from django.urls import reverse

from kheo.documents.exports import layout_of
from kheo.documents.masters.exports import docx_of
from kheo.documents.masters.states import Kind
from kheo.documents.paper.authority import authority, signer
from kheo.documents.paper.certificate import Certificate, certificates
from kheo.documents.paper.commendation import (
    AwardDecision,
    Candidate,
    SummaryList,
    decision,
    proposal,
    summary_list,
    whom,
)
from kheo.documents.paper.commendation import Proposal as ProposalText
from kheo.documents.paper.description import Clause, Head, Paper, Signer
from kheo.documents.paper.word import docx
from kheo.kernel.actor import Actor
from kheo.kernel.text import fold
from kheo.kernel.ui.written import day, number
from kheo.movement.s1_directive.models import Round
from kheo.movement.s5_review.models import Review
from kheo.movement.s6_commendation import queries, submitting
from kheo.movement.s6_commendation.models import Award, Case, Decision, Proposal
from kheo.orgs import naming
from kheo.orgs.access import sees_party
from kheo.orgs.models import Person, Unit
from kheo.orgs.queries import in_agencies

BOOK = "QĐ"  # the number book of decisions
PROPOSALS = "TTr"
LONGEST_REASON = 500
TO_FILL = "…"  # by hand


@dataclass(frozen=True, slots=True)
class Signing:
    """What a person wrote on the form of a decision, with the number it was given."""

    unit: Unit
    notation: str  # number and symbol, as the book composed them
    signed_on: date
    signer: str
    signer_post: str
    bases: Sequence[str] = ()

    @property
    def head(self) -> Head:
        return _issued(self.unit, BOOK, self.signed_on, self.notation)


def _issued(unit: Unit, kind: str, on: date | None, notation: str = "") -> Head:
    name, superior = naming.heading(unit, on)
    symbol = f"{kind}-{unit.symbol}" if unit.symbol else kind
    line = layout_of(unit)
    return Head(name, superior, unit.place, on, symbol=symbol, notation=notation, line=line)


def _head(made: Proposal) -> Head:
    return _issued(made.unit, PROPOSALS, made.numbered_on, notation(made))


def notation(made: Proposal) -> str:
    """Return the number and symbol of a proposal, "" before it is sent."""
    if made.notation or made.number is None:
        return made.notation
    return f"{made.number:02d}/{_issued(made.unit, PROPOSALS, None).symbol}"  # sent before books


def units_named(cases: Sequence[Case]) -> dict[int, str]:
    """Return how the units of *cases* are named where whoever reads cannot know their agency."""
    return in_agencies(case.review.registration.unit for case in cases)


def holder_of(case: Case, units: Mapping[int, str]) -> tuple[str, str]:
    """Return the holder's name and unit as of today, to be frozen in the award."""
    registration = case.review.registration
    unit = units[registration.unit_id]
    return str(registration.person) if registration.person else unit, unit


def _post_of(person: Person | None) -> str:
    return next((post.title for post in person.posts.all()), "") if person else ""


def candidates(cases: Sequence[Case], by: Actor | None = None) -> list[Candidate]:
    """Return the lines of the list as *by* may read it; without *by*, as it may be published."""
    held = queries.held_before(cases) if by else {}
    units = units_named(cases)
    return [_candidate(case, holder_of(case, units), held, by) for case in cases]


def _candidate(
    case: Case, holder: tuple[str, str], held: dict[int, list[Award]], by: Actor | None
) -> Candidate:
    person = case.review.registration.person
    name, unit = holder
    own = Candidate(name, person is None, case.form.name, unit if person else "", _post_of(person))
    if by is None:
        return own
    own = replace(own, achievement=case.achievement, score=_points(case.review))
    if person is None:
        return own
    return replace(
        own,
        birth_year=str(person.born_in),
        sex=person.get_sex_display(),
        party=_party(by, person),
        held="\n".join(f"{a.form}, {cited(a.decision)}" for a in held[person.pk]),
    )


def _party(by: Actor, person: Person) -> str:
    """Return the mark of a Party member; dots to be filled in by hand for who may not read it (000-17)."""
    if not sees_party(by, person):
        return TO_FILL
    return "x" if person.is_party_member else ""


def _points(review: Review) -> str:
    return number(review.points) if review.points is not None else ""


def cited(decided: Decision) -> str:
    return f"Quyết định số {decided.number} ngày {day(decided.signed_on)}"


def achievement(review: Review, notes: Sequence[str]) -> str:
    """Return the one to three lines of the list, for a person to edit."""
    rated = f"{review.level}, {_points(review)} điểm" if review.level else ""
    parts = [review.registration.title, rated, *notes]
    return ". ".join(part.strip(" .") for part in parts if part)[: LONGEST_REASON - 1] + "."


def award_reason(case: Case) -> str:
    """Return the words of the certificate, with the achievement's own title while it fits."""
    whole = f"Đã {_deed(case.proposal.round)}: {case.review.registration.title}"
    return shorten(whole, LONGEST_REASON, placeholder="…")


def _deed(round_: Round) -> str:
    return f"có thành tích trong {_movement(round_)}"


def _movement(round_: Round) -> str:
    """Return the movement as a sentence names it: some names say themselves what they are."""
    name = round_.movement.name
    if fold(name).startswith(("phong trao", "thi dua")):
        before = "phong trào " if fold(name).startswith("thi") else ""
        return f"{before}{name[0].lower()}{name[1:]}, năm {round_.year}"
    return f"phong trào thi đua “{name}” năm {round_.year}"


def _decides(made: Proposal, cases: Sequence[Case]) -> Unit:
    return min((c.form.unit for c in cases), key=lambda u: u.path, default=made.unit)


def proposal_docx(made: Proposal, cases: Sequence[Case], by: Actor) -> bytes:
    """Return the proposal (tờ trình) with its list (danh sách trích ngang) as one Word file."""
    lines = candidates(cases, by)
    sources = dict.fromkeys(c.form.source for c in cases if c.form.source)
    decides = _decides(made, cases)
    signs = submitting.signing(made, decides)
    text = ProposalText(
        head=_head(made),
        subject=decision_subject(made.round),
        addressee=f"Lãnh đạo {decides.name}" if decides.pk == made.unit_id else decides.name,
        bases=[f"Căn cứ {source};" for source in sources],
        opening=[
            f"Kết quả thẩm định, bình xét của {made.unit.name} cho thấy {_those(lines)} dưới đây {_deed(made.round)}."
        ],
        candidates=lines,
        signer=signer(signs.title, signs.person.full_name) if signs else Signer("Người trình"),
        recipients=["Như trên", "Lưu: VT"],
        enclosed=["Danh sách trích ngang"],
    )
    papers = (proposal(text), summary(made, lines))
    return docx_of(Kind.PROPOSAL, made.unit.path, papers, made=made.sent_at)


def summary(made: Proposal, lines: Sequence[Candidate]) -> Paper:
    head, on, said = _head(made), made.numbered_on, "         ngày      /      /"
    if on:
        said = f"{notation(made)} ngày {day(on)}"
    return summary_list(
        SummaryList(
            head=head,
            subject=f"Đề nghị khen thưởng {_movement(made.round)}",
            attached_to=f"Kèm theo Tờ trình số {said} của {made.unit.name}",
            candidates=lines,
        )
    )


def list_docx(made: Proposal, cases: Sequence[Case], by: Actor) -> bytes:
    return docx(summary(made, candidates(cases, by)))


def decision_docx(made: Proposal, lines: Sequence[Candidate], signing: Signing) -> bytes:
    """Return the decision of three articles, with the list of all *lines*, as one Word file."""
    text = AwardDecision(
        head=signing.head,
        subject=decision_subject(made.round),
        bases=signing.bases,
        deed=f"Tặng {', '.join(dict.fromkeys(c.form for c in lines))}",
        reason=f"đã {_deed(made.round)}",
        candidates=lines,
        executors=f"{made.unit.name}, các đơn vị liên quan và {_those(lines)} có tên tại Điều 1",
        signer=signer(signing.signer_post, signing.signer),
        recipients=["Như Điều 3", "Lưu: VT"],
    )
    return docx_of(Kind.DECISION, signing.unit.path, decision(text))


def _those(lines: Sequence[Candidate]) -> str:
    """Return those on a list as a sentence names them: "cá nhân", "các tập thể, cá nhân"."""
    named = whom(lines).lower()
    return named if len(lines) == 1 else f"các {named}"


def decision_subject(round_: Round) -> str:
    return f"Về việc khen thưởng {_movement(round_)}"


def revocation_subject(award: Award) -> str:
    return f"Về việc thu hồi {award.form} của {award.holder}"


def revocation_docx(award: Award, signing: Signing, ground: str) -> bytes:
    """Return the decision that takes an award back."""
    given = f"{cited(award.decision)} của {award.decision.issuer}"
    paper = Paper(
        head=signing.head,
        kind="Quyết định",
        subject=revocation_subject(award),
        authority=authority(signing.signer_post, signing.unit.name),
        bases=[f"Căn cứ {given}.", f"Xét thấy: {ground}"],
        enacting="QUYẾT ĐỊNH:",
        body=(
            Clause(
                "Điều 1.",
                f"Thu hồi {award.form} đã tặng {_whole(award)}, theo {given}; thu lại giấy chứng nhận số {award.entry}.",
            ),
            Clause("Điều 2.", "Quyết định này có hiệu lực kể từ ngày ký."),
            Clause(
                "Điều 3.",
                f"{award.holder_unit}, các đơn vị liên quan và {award.holder} chịu trách nhiệm thi hành Quyết định này",
            ),
        ),
        signer=signer(signing.signer_post, signing.signer),
        recipients=["Như Điều 3", "Lưu: VT"],
    )
    return docx(paper)


def certificates_pdf(awards: Sequence[Award]) -> bytes:
    """Return one A4 page for each award."""
    return certificates([_certificate(award) for award in awards])


def _certificate(award: Award) -> Certificate:
    given = award.decision
    return Certificate(
        authority=authority(given.signer_post, given.issuer),
        title=award.form.split(" của ")[0],  # whose it is stands above
        holder=award.holder,
        detail=award.holder_unit if award.holder != award.holder_unit else "",
        reason=award.reason,
        decision=given.number,
        day=given.signed_on,
        place=award.unit.place or award.unit.name,
        signer=signer(given.signer_post, given.signer),
        serial=award.entry,
        address=settings.PUBLIC_URL.rstrip("/") + reverse("commendation:verify", args=[award.code]),
        code=award.spaced_code,
    )


def _whole(award: Award) -> str:
    """Return the holder with the unit of that day; a unit is named once."""
    return ", ".join(dict.fromkeys((award.holder, award.holder_unit)))
