"""The report on a year of the movement."""

from collections.abc import Sequence
from dataclasses import dataclass

from kheo.documents.paper import wording
from kheo.documents.paper.description import Block, Head, Heading, Paper, Signer, Table, Text


@dataclass(frozen=True)
class ReportSection:
    """One part of a report: what is said, and the tables of figures that bear it out."""

    title: str
    paragraphs: Sequence[str] = ()
    figures: Sequence[Table] = ()


@dataclass(frozen=True)
class YearReport:
    head: Head
    movement: str
    year: int
    opening: Sequence[str]
    sections: Sequence[ReportSection]
    signer: Signer
    recipients: Sequence[str]
    addressees: Sequence[str] = ()
    subject: str = ""


def year_report(report: YearReport) -> Paper:
    """Return the report: an opening, its parts behind Roman numerals, their tables."""
    body: list[Block] = [Text(paragraph) for paragraph in report.opening]
    titles = wording.parts(section.title for section in report.sections)
    for title, section in zip(titles, report.sections, strict=True):
        body.append(Heading(title))
        body += [Text(paragraph) for paragraph in section.paragraphs]
        body += section.figures
        if not section.paragraphs and not section.figures:
            body.append(Text("Chưa có nội dung."))
    closing = (
        f"Trên đây là Báo cáo kết quả thực hiện phong trào “{report.movement}” "
        f"năm {report.year} của {report.head.issuer}"
    )
    body.append(Text(closing))
    subject = f"Kết quả thực hiện phong trào “{report.movement}” năm {report.year}"
    return Paper(
        head=report.head,
        kind="Báo cáo",
        subject=report.subject or subject,
        addressees=report.addressees,
        body=tuple(body),
        signer=report.signer,
        recipients=report.recipients,
    )
