"""Stage 8 of the invented years: reports with the figures of their day."""

import datetime as dt

from kheo.kernel.actor import Actor
from kheo.movement.models import Report
from kheo.movement.s1_directive.states import MilestoneKind
from kheo.movement.s8_report import queries
from kheo.movement.s8_report.states import State
from kheo.orgs.models import Unit
from kheo.project.demo import actions
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


def report(years: list[Year], *, by: Actor) -> None:
    """Write the reports: all of a finished year, a few of the one that runs."""
    store = Store()
    for year in years:
        for n, unit in enumerate(reversed(year.land.scope())):
            if not year.running and not year.asleep(unit) and (not year.plain or n % 20 == 0):
                state = State.PUBLISHED if n % 3 else State.SENT
                _report(store, year, unit, state)
            elif year.running and (year.happens(SHARE) if year.plain else n in {2, 6}):
                _report(store, year, unit, State.SENT)
            elif year.running and n in {4, 9}:
                _report(store, year, unit, State.DRAFT)
        if not year.running:
            _report(store, year, year.land.root, State.PUBLISHED)
    actions.keep(store, by=by)


def _report(store: Store, year: Year, unit: Unit, state: State) -> None:
    figures = queries.figures(year.round, unit.path)
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
