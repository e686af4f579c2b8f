"""Sessions of study of an invented year: most units hold one or two, some none."""

import datetime as dt
from dataclasses import replace
from random import Random

from kheo.kernel.text import fold
from kheo.movement.s1_directive.states import ClauseKind
from kheo.orgs.models import Person, Unit
from kheo.outreach.models import Session
from kheo.project.demo.registering import Year
from kheo.project.demo.store import at

SUBJECTS = (
    ("Tư tưởng Hồ Chí Minh về công tác dân vận", "Bài báo “Dân vận” ngày 15/10/1949"),
    ("Quán triệt công văn phát động, hướng dẫn ghi bản đăng ký", ""),
    ("Thực hiện dân chủ ở cơ sở tại cơ quan, đơn vị", "Luật số 10/2022/QH15"),
    ("Kỹ năng gặp gỡ, đối thoại với người dân", ""),
    ("Kinh nghiệm từ các mô hình đã được công nhận", ""),
)
RESULTS = (
    "Mỗi người chọn một việc gắn với nhiệm vụ được giao; trưởng đơn vị tổng hợp trong tuần.",
    "Thống nhất niêm yết thủ tục tại chỗ tiếp dân và phân công người trực.",
    "Có ba ý kiến đề nghị gửi sớm mẫu bản đăng ký; đã gửi lại cho cả đơn vị.",
    "",
)
IN_CELL = "Sinh hoạt chi bộ"


def study(year: Year) -> None:
    """Let the units that are awake hold one or two sessions, one in six none; some cells hold theirs."""
    # By dice of its own: what is told after it stays as it was.
    year = replace(year, chance=Random(year.round.year))  # noqa: S311 nothing secret is drawn
    for unit in year.land.scope():
        if year.asleep(unit) or year.happens(0.16):
            continue
        chosen = year.chance.sample(SUBJECTS, 2 if year.happens(0.4) else 1)
        for subject, paper in chosen:
            _hold(year, unit, year.land.heads[unit.pk], subject, paper)
    for cell in list(year.land.cells.values())[:4]:
        subject, paper = year.chance.choice(SUBJECTS)
        _hold(year, cell, year.land.heads[cell.pk], subject, paper, IN_CELL)


def _hold(
    year: Year, unit: Unit, head: Person, subject: str, paper: str, format_: str = ""
) -> Session:
    opened = year.round.opens_on
    day = year.day(opened + dt.timedelta(7), opened + dt.timedelta(270))
    expected = year.chance.randint(12, 60)
    contents = year.opened.clauses[ClauseKind.CONTENT]
    formats = year.opened.formats
    made = year.store.add(
        Session(
            round=year.round, unit=unit, path=unit.path, day=day, subject=subject,
            format=formats[format_ or year.chance.choice(list(formats))],
            paper=paper, content=year.chance.choice(contents), led_by=head.full_name,
            people=expected - year.chance.randint(0, 8), expected=expected,
            result=year.chance.choice(RESULTS), recorded_by=head,
            recorded_at=at(day + dt.timedelta(1), 10),
            folded=fold(f"{subject} {paper} {head.full_name}"),
        )
    )  # fmt: skip
    made.rank = made.placed
    return made
