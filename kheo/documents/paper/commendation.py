"""The proposal to commend, its list of cases, and the decision with its list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kheo.documents.paper import wording
from kheo.documents.paper.authority import authority
from kheo.documents.paper.description import (
    STATE_FORM,
    Block,
    Clause,
    Column,
    Head,
    Paper,
    Signer,
    Table,
    Text,
)

LAW = "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;"

type Row = Callable[[Candidate], tuple[str, ...]]


@dataclass(frozen=True)
class Candidate:
    """A collective or person proposed for, or given, one form of commendation."""

    name: str
    collective: bool
    form: str
    unit: str = ""
    post: str = ""
    birth_year: str = ""
    sex: str = ""
    ethnicity: str = ""
    party: str = ""
    achievement: str = ""
    held: str = ""
    score: str = ""
    votes: str = ""


def whom(candidates: Sequence[Candidate]) -> str:
    """Return "Tập thể", "Cá nhân" or "Tập thể, cá nhân": what there is none of is not named."""
    named = [
        word
        for word, of in (("tập thể", True), ("cá nhân", False))
        if any(c.collective is of for c in candidates)
    ]
    return ", ".join(named or ["tập thể", "cá nhân"]).capitalize()


@dataclass(frozen=True)
class Proposal:
    head: Head
    subject: str
    addressee: str
    bases: Sequence[str]
    opening: Sequence[str]
    candidates: Sequence[Candidate]
    signer: Signer
    recipients: Sequence[str]
    enclosed: Sequence[str] = ()


def proposal(case: Proposal) -> Paper:
    """Return the proposal with its figures by form of commendation, counted from the cases."""
    body: list[Block] = [
        *(Text(paragraph) for paragraph in case.opening),
        Text(
            f"{case.head.issuer} đề nghị {case.addressee} xem xét, khen thưởng {_counted(case.candidates)}:"
        ),
        by_form(case.candidates),
    ]
    if case.enclosed:
        body.append(Text("Hồ sơ kèm theo gồm:"))
        body += [Text(line) for line in wording.listed(case.enclosed, "- ")]
    body.append(Text(f"Kính trình {case.addressee} xem xét, quyết định"))
    return Paper(
        head=case.head,
        kind="Tờ trình",
        subject=case.subject,
        bases=case.bases,
        addressees=(case.addressee,),
        body=tuple(body),
        signer=case.signer,
        recipients=case.recipients,
    )


def _counted(candidates: Sequence[Candidate]) -> str:
    collective = sum(candidate.collective for candidate in candidates)
    figures = ((collective, "tập thể"), (len(candidates) - collective, "cá nhân"))
    return " và ".join(f"{wording.count(figure)} {name}" for figure, name in figures if figure)


def by_form(candidates: Sequence[Candidate]) -> Table:
    """Return how many collectives and persons there are of each form of commendation."""

    def line(name: str, own: Sequence[Candidate]) -> tuple[str, ...]:
        collective = sum(candidate.collective for candidate in own)
        figures = (collective, len(own) - collective, len(own))
        return (name, *(wording.figure(figure) for figure in figures))

    forms = dict.fromkeys(candidate.form for candidate in candidates)
    return Table(
        columns=(
            Column("Hình thức khen thưởng", 6),
            Column("Tập thể", 2, "right"),
            Column("Cá nhân", 2, "right"),
            Column("Cộng", 2, "right"),
        ),
        rows=[line(name, [c for c in candidates if c.form == name]) for name in forms],
        total=line("Cộng", candidates),
    )


@dataclass(frozen=True)
class SummaryList:
    """The list of cases; *attached_to* is “Kèm theo Tờ trình số … ngày … của …”."""

    head: Head
    subject: str
    attached_to: str
    candidates: Sequence[Candidate]
    signer: Signer | None = None


_SUMMARY = (
    Column("STT", 1.1, "center"),
    Column("Họ và tên, tập thể", 3),
    Column("Năm sinh", 1.2, "center"),
    Column("Nam/ nữ", 1, "center"),
    Column("Dân tộc", 1.3, "center"),
    Column("Đảng viên", 1.3, "center"),
    Column("Chức vụ, đơn vị", 3.2),
    Column("Tóm tắt thành tích", 6.4),
    Column("Đã được khen thưởng", 3),
    Column("Hình thức đề nghị", 2.2),
    Column("Điểm", 1.2, "center"),
    Column("Phiếu", 1.3, "center"),
)


def summary_list(listing: SummaryList) -> Paper:
    """Return the landscape list of cases, collectives before persons."""
    return Paper(
        head=listing.head,
        kind="Danh sách trích ngang",
        subject=listing.subject,
        attached_to=listing.attached_to,
        body=(Table(_SUMMARY, _grouped(listing.candidates, _summary)),),
        signer=listing.signer,
        landscape=True,
        ends=False,
        style=replace(STATE_FORM, table=11),
    )


def _grouped(candidates: Sequence[Candidate], row: Row) -> list[tuple[str, ...]]:
    groups = (("Tập thể", True), ("Cá nhân", False))
    rows: list[tuple[str, ...]] = []
    letters = iter("AB")
    for name, collective in groups:
        own = [candidate for candidate in candidates if candidate.collective == collective]
        if own:
            rows.append((f"{next(letters)}. {name.upper()} ({wording.count(len(own))})",))
            rows += [(str(n), *row(candidate)) for n, candidate in enumerate(own, start=1)]
    return rows


def _summary(case: Candidate) -> tuple[str, ...]:
    place = ", ".join(part for part in (case.post, case.unit) if part)
    return (
        case.name,
        case.birth_year,
        case.sex,
        case.ethnicity,
        case.party,
        place,
        case.achievement,
        case.held,
        case.form,
        case.score,
        case.votes,
    )


@dataclass(frozen=True)
class AwardDecision:
    """The decision. *deed* is what is done: “Tặng Giấy khen”, “Công nhận điển hình”.

    Without an *authority* the head of the issuing unit decides; the law stands before all *bases*.
    """

    head: Head
    subject: str
    bases: Sequence[str]
    deed: str
    reason: str
    candidates: Sequence[Candidate]
    executors: str
    signer: Signer
    recipients: Sequence[str]
    reward: str = ""
    authority: str = ""

    @property
    def decider(self) -> str:
        return self.authority or authority(self.signer.post, self.head.issuer)


def decision(award: AwardDecision) -> tuple[Paper, Paper]:
    """Return the decision of three articles and the list attached to it."""
    reward = award.reward or "Quyết định này có hiệu lực kể từ ngày ký."
    named = any("luật thi đua" in base.lower() for base in award.bases)
    paper = Paper(
        head=award.head,
        kind="Quyết định",
        subject=award.subject,
        authority=award.decider,
        bases=award.bases if named else (LAW, *award.bases),
        enacting="QUYẾT ĐỊNH:",
        body=(
            Clause(
                "Điều 1.",
                f"{award.deed} cho {_counted(award.candidates)} {award.reason} "
                f"(có danh sách kèm theo).",
            ),
            Clause("Điều 2.", reward),
            Clause("Điều 3.", f"{award.executors} chịu trách nhiệm thi hành Quyết định này"),
        ),
        signer=award.signer,
        recipients=award.recipients,
    )
    return paper, _decision_list(award)


_DECIDED = (
    Column("STT", 1.1, "center"),
    Column("Họ và tên, tập thể", 5),
    Column("Chức vụ, đơn vị", 6),
    Column("Hình thức", 4),
)


def _decision_list(award: AwardDecision) -> Paper:
    number = wording.number_line(award.head).removeprefix("Số: ")
    said = f"Kèm theo Quyết định số {number} {wording.long_day(award.head.day)} của {award.decider}"

    def row(case: Candidate) -> tuple[str, ...]:
        return case.name, ", ".join(part for part in (case.post, case.unit) if part), case.form

    return Paper(
        head=award.head,
        kind="Danh sách",
        subject=f"{whom(award.candidates)} được {award.deed[:1].lower()}{award.deed[1:]}",
        attached_to=said,
        body=(Table(_DECIDED, _grouped(award.candidates, row)),),
        ends=False,
    )
