"""Stage 8 of the invented years: reports with the figures of their day."""

import datetime as dt

from kheo.kernel.actor import Actor
from kheo.movement.models import Report
from kheo.movement.s1_directive.states import MilestoneKind
from kheo.movement.s8_report import queries
from kheo.movement.s8_report.states import State
from kheo.orgs.models import Unit
from kheo.project.demo import actions
from kheo.project.demo.former import JULY, Former
from kheo.project.demo.honours import code
from kheo.project.demo.registering import Year
from kheo.project.demo.store import Store, at

DIRECTION = (
    "{unit} đã phổ biến văn bản đến toàn thể cán bộ, phân công lãnh đạo phụ trách và một chuyên "
    "viên theo dõi; mỗi quý kiểm tra một lần.\nBản đăng ký được lập và lưu đủ hai bản."
)
RESULTS = (
    "Có {people} người đăng ký {items} nội dung; {models} mô hình được gửi, {recognised} nội dung "
    "và mô hình được công nhận.\nNổi bật là cách hẹn giờ tiếp dân và việc đo điện từng tầng."
)
LIMITS = (
    "Một số người ghi tiến độ dồn vào cuối quý nên số liệu giữa năm chưa đều.",
    "Việc chia sẻ cách làm giữa các đơn vị còn ít, phần lớn qua hội nghị cuối năm.",
    "Minh chứng bằng hình ảnh còn thiếu ở các bản xa.",
)
TASKS = (
    "Giữ các mô hình đã công nhận, mỗi đơn vị học theo ít nhất một cách làm của nơi khác.",
    "Ghi tiến độ hằng tháng; kiểm tra chéo giữa hai đơn vị; đề nghị cấp trên mở lớp hướng dẫn.",
)
SHARE = 0.6  # of the units that reported already, in bulk


def report(years: list[Year], *, by: Actor, past: Former | None = None) -> None:
    """Write the reports from below upwards: all of a finished year, a few of the one that runs."""
    land, count = years[0].land, 0
    for units in (land.office, land.agencies, [land.root]):
        store = Store()
        store.start_after(Report, count)
        for year in years:
            for n, unit in enumerate(units):
                state = _state(year, unit, n)
                if state is not None:
                    early = past is not None and year.round.year < JULY.year
                    _report(store, year, past.of(unit) if past and early else unit, state)
        actions.keep(store, by=by)
        count += len(store.of(Report))


def _state(year: Year, unit: Unit, n: int) -> State | None:
    """Return how far the report of the *n*-th unit of its rank has come, or None for not begun."""
    top = unit.parent is None
    if year.asleep(unit) or (top and year.running):
        return None
    if not year.running:
        skipped = year.plain and not top and n % 20
        return None if skipped else State.PUBLISHED if top or n % 3 else State.SENT
    if year.plain:
        return State.SENT if year.happens(SHARE) else None
    return {1: State.SENT, 3: State.DRAFT, 5: State.SENT, 6: State.SENT}.get(n)


def _report(store: Store, year: Year, unit: Unit, state: State) -> None:
    figures = queries.figures(year.round, unit.path, whole=True)
    due = year.due(MilestoneKind.REPORT)
    late = not year.running and year.happens(0.15)
    sent = due + dt.timedelta(days=4) if late else year.day(due - dt.timedelta(days=30), due)
    draft = state == State.DRAFT
    store.add(
        Report(
            round=year.round,
            unit=unit,
            path=unit.path,
            code=code(year),
            direction=DIRECTION.format(unit=unit.name),
            results=RESULTS.format(**figures),
            limits=year.chance.choice(LIMITS),
            tasks="" if draft else year.chance.choice(TASKS),
            figures=None if draft else figures,
            state=state,
            sent_at=None if draft else at(sent, 14),
            late=late,
        )
    )
