"""The figures of a report put into words: groups for a page, a sheet of Excel, an official paper."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from kheo.documents.exports import layout_of
from kheo.documents.paper.authority import signer
from kheo.documents.paper.description import Column as PaperColumn
from kheo.documents.paper.description import Head, Paper, Signer, Table
from kheo.documents.paper.yearreport import ReportSection, YearReport, year_report
from kheo.kernel import clock
from kheo.kernel.sheet.columns import Column, Kind
from kheo.kernel.sheet.written import write
from kheo.kernel.ui.paging import address
from kheo.kernel.ui.written import day, number
from kheo.movement.s1_directive.models import Round
from kheo.movement.s3_registration.counts.reached import REACHED
from kheo.movement.s3_registration.states import Field
from kheo.movement.s8_report import retold
from kheo.movement.s8_report.duties import LATE, MISSING
from kheo.movement.s8_report.lines import COLUMNS, GROUPS, HEARD
from kheo.movement.s8_report.listing import Listing
from kheo.movement.s8_report.models import Report
from kheo.movement.s8_report.queries import Figures
from kheo.movement.s8_report.shares import COUNTED, Share, shares
from kheo.movement.s8_report.states import TONES, Part, State
from kheo.orgs import naming
from kheo.orgs.models import Post, Unit
from kheo.orgs.reorganisation import reading
from kheo.orgs.reorganisation.states import Told


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with its words; ``now`` is what it has become since it was sent."""

    label: str
    value: int
    now: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    figures: Sequence[Figure]


def grouped(figures: Figures, now: Figures | None = None) -> list[Group]:
    """Return *figures* in the order of the form, each with what it is *now* where that differs."""
    made = []
    for title, lines in GROUPS:
        found = [f for key, label in lines for f in _figures(key, str(label), figures, now)]
        if found:
            made.append(Group(str(title), found))
    return made


def _figures(key: str, label: str, figures: Figures, now: Figures | None) -> list[Figure]:
    if (key in REACHED or key in HEARD) and key not in figures:  # not counted on this page or then
        return []
    known = {**(now or {}), **figures}
    keys = sorted(k for k in known if k.startswith(key)) if key.endswith(":") else [key]
    return [_figure(k, _label(k, label), figures, now) for k in keys]


def _figure(key: str, label: str, figures: Figures, now: Figures | None) -> Figure:
    value = figures.get(key, 0)
    since: int | None = (
        value if now is None or (key in REACHED and key not in now) else now.get(key, 0)
    )
    since = None if since == value else since
    return Figure(label, value, since)


def _label(key: str, label: str) -> str:
    kind, colon, name = key.partition(":")
    if not colon:
        return label
    words = str(Field(name).label) if kind == "field" and name in Field.values else name
    return label % words if label else words


def changed(groups: Iterable[Group]) -> list[Figure]:
    return [figure for group in groups for figure in group.figures if figure.now is not None]


def by_field(figures: Figures) -> list[tuple[str, int]]:
    return [(str(field.label), figures.get(f"field:{field.value}", 0)) for field in Field]


def funnel(figures: Figures) -> list[tuple[str, int]]:
    return [
        (_("đăng ký"), figures.get("models_accepted", 0)),
        (_("công nhận"), figures.get("recognised_models", 0)),
        (_("nhân rộng"), figures.get("carried", 0)),
    ]


def tone(report: Report) -> str:
    return "late" if report.late else TONES[State(report.state)]


def said(reports: Iterable[Report], part: Part) -> list[tuple[Report, str]]:
    """Return what each report says in *part*, the silent ones left out."""
    told = [(report, getattr(report, part.value)) for report in reports]
    return [(report, text) for report, text in told if text.strip()]


def beside(units: Sequence[Any], asked: Listing, round_: Round) -> list[tuple[Any, Counter[str]]]:
    """Return each of *units*, a page of the list that was *asked* for, with what it adds."""
    told = asked.told
    found = retold.shares(round_, asked.unit, units, told) if told else shares(round_, units)
    counts = {share.unit.pk: share.counts for share in found}
    return [(unit, counts[unit.pk]) for unit in units]


def breakdown(round_: Round, unit: Unit, told: str = "") -> list[Share]:
    """Return what the unit itself and each unit directly below add: their sum is its figures."""
    children = list(Unit.objects.filter(parent=unit).order_by("path"))
    last = date(round_.year, 12, 31)
    if told:
        below = retold.shares(round_, unit, children, told)
        own = Counter(retold.shares(round_, unit, [unit], told)[0].counts)
    else:
        below = shares(round_, children)
        own = Counter(shares(round_, [unit])[0].counts)
    for share in below:
        own.subtract(share.counts)
    # What closed, or opened since, has a row where something of the year is told of it.
    gone = {u.pk for u in children if u.closed_on or u.opened_on > last}
    below = [share for share in below if share.unit.pk not in gone or any(share.counts.values())]
    return [Share(unit, own=True, counts=own), *below]


def share_name(share: Share, name: str) -> str:
    return _("%(unit)s (riêng cơ quan)") % {"unit": name} if share.own else name


def totals(shares: Iterable[Share]) -> Counter[str]:
    return sum((share.counts for share in shares), Counter())


def workbook(
    report: Report, groups: Sequence[Group], shares: Sequence[Share], told: str = ""
) -> bytes:
    """Return the report's figures as one sheet: each part of the unit, then the sum of them.

    The parts are counted now; *groups* are the unit's own figures, those sent where it sent any.
    """
    round_, unit = report.round, report.unit
    columns = [Column(_("Đơn vị"), 44)]
    columns += [Column(str(COLUMNS[key]), 14, Kind.NUMBER) for key in COUNTED]
    on = None if told == Told.NOW else sent_on(report) or date(round_.year, 12, 31)
    names = naming.names_on([unit, *(share.unit for share in shares)], on)
    rows = [
        [share_name(share, names[share.unit.pk]), *(share.counts[key] for key in COUNTED)]
        for share in shares
    ]
    summed = totals(shares)
    head = [
        _("Báo cáo kết quả phong trào năm %(year)s") % {"year": round_.year},
        names[unit.pk],
        round_.movement.name,
        _("Số liệu lấy lúc lập tệp, ngày %(day)s.") % {"day": day(clock.today())},
        *filter(None, [_as_sent(report, told)]),
        *filter(None, [reading.said(told, unit.path)]),
    ]
    after: list[list[Any]] = [[_("Cộng"), *(summed[key] for key in COUNTED)], [""]]
    for group in groups:
        after.append([group.title])
        after += [[figure.label, figure.value] for figure in group.figures]
    return write(
        _("Báo cáo %(year)s") % {"year": round_.year}, columns, rows, head=head, totals=after
    )


def _as_sent(report: Report, told: str) -> str:
    """Say that the report's own figures are those it was sent with, if they are."""
    if told or not report.figures or report.sent_at is None:
        return ""
    sent = {"day": day(clock.day_of(report.sent_at))}
    return _("Các nhóm số liệu dưới bảng là số liệu đã gửi ngày %(day)s.") % sent


def paper(report: Report, groups: Sequence[Group], head: Post | None, told: str = "") -> Paper:
    """Return the report as an official paper, its number left to be written in.

    Figures not yet sent are *told* as then or as now; those sent stand as they were.
    """
    unit, round_ = report.unit, report.round
    movement = round_.movement
    name, above = naming.heading(unit, sent_on(report))
    return year_report(
        YearReport(
            head=Head(
                issuer=name,
                superior=above,
                place=unit.place,
                day=sent_on(report),
                symbol=f"BC-{unit.symbol}" if unit.symbol else "BC",
                line=layout_of(unit),
            ),
            movement=movement.name,
            year=round_.year,
            addressees=[above] if above else (),
            opening=[*filter(None, [reading.said(told, report.path), _opening(report, name)])],
            sections=[_section(report, part, groups) for part in Part],
            signer=signer(head.title, head.person.full_name) if head else Signer(""),
            recipients=[*([_("Như trên;")] if above else []), _("Lưu: VT.")],
        )
    )


def sent_on(report: Report) -> date | None:
    return clock.day_of(report.sent_at) if report.sent_at else None


def shown_on(report: Report) -> date:
    """Return the day whose people sign a report: the one it was sent on, else today."""
    return sent_on(report) or clock.today()


def _opening(report: Report, name: str) -> str:
    return _(
        "%(unit)s báo cáo kết quả thực hiện phong trào “%(movement)s” năm %(year)s như sau:"
    ) % {
        "unit": name,
        "movement": report.round.movement.name,
        "year": report.round.year,
    }


def _section(report: Report, part: Part, groups: Sequence[Group]) -> ReportSection:
    text = getattr(report, part.value).strip()
    paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    tables = [_table(group) for group in groups] if part == Part.RESULTS else []
    return ReportSection(str(part.label), paragraphs, tables)


def _table(group: Group) -> Table:
    columns = [PaperColumn(_("Chỉ tiêu"), 5), PaperColumn(_("Số lượng"), 1, "right")]
    rows = [[figure.label, number(figure.value)] for figure in group.figures]
    return Table(columns, rows, caption=group.title)


def tabs(params: QueryDict, stands: Mapping[str, int], wanted: str) -> list[tuple[Any, ...]]:
    """Return the ways to look at the units: label, address, how many, whether it is this one."""
    first = {"sau": "", "truoc": "", "cuoi": ""}
    labels = (
        ("", _("Tất cả")),
        (MISSING, _("Chưa gửi")),
        (LATE, _("Gửi trễ")),
        (State.SENT, _("Đã gửi")),
        (State.PUBLISHED, _("Đã công bố")),
    )
    return [
        (label, address(params, state=key, **first), stands[key], key == wanted)
        for key, label in labels
    ]
