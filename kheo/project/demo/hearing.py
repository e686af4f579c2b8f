"""What people of an invented province are aggrieved at or wish for, and what came of it."""

import datetime as dt
from typing import NamedTuple

from kheo.citizens import queries
from kheo.citizens.models import Grievance
from kheo.citizens.states import Heard, Kind, State
from kheo.movement.models import Registration
from kheo.movement.s1_directive.states import Subject
from kheo.orgs.models import Person, Unit
from kheo.project.demo.judging import accepted
from kheo.project.demo.registering import Year
from kheo.project.demo.store import at


class Heart(NamedTuple):
    """One matter people spoke of, and how it was put right."""

    kind: Kind
    title: str
    text: str
    place: str
    heard: Heard
    people: int
    outcome: str
    how: str


G, W = Kind.GRIEVANCE, Kind.WISH
OFFICE = (  # of the divisions of the office and of departments
    Heart(
        G, "Nộp hồ sơ phải đi lại nhiều lần", "Mỗi lần lên lại thiếu một giấy khác.",
        "Trung tâm Phục vụ hành chính công", Heard.RECEPTION, 35,
        "Niêm yết một tờ ghi đủ giấy cần có; nhận một lần, thiếu thì ghi phiếu một lần.",
        "Trả lời tại buổi tiếp công dân, dán thông báo ở quầy.",
    ),
    Heart(
        W, "Xin nhận kết quả tại nhà", "Người già, người khuyết tật khó đi lại.",
        "Các bản vùng xa", Heard.DIALOGUE, 60,
        "Ký với bưu điện trả kết quả tại bản, người cao tuổi không mất phí.",
        "Thông báo tại hội nghị đối thoại, gửi về các xã.",
    ),
    Heart(
        G, "Chờ lâu vào buổi sáng thứ hai", "Chỉ mở một quầy, người đến trước vẫn phải chờ.",
        "Quầy tiếp nhận hồ sơ", Heard.PERSON, 80,
        "Mở thêm một quầy buổi sáng thứ hai, phát số thứ tự.",
        "Thông báo trên trang thông tin và bảng ở quầy.",
    ),
)  # fmt: skip
COMMUNE = (
    Heart(
        G, "Đường vào bản lầy lội khi mưa", "Học sinh nghỉ học những ngày mưa to.",
        "Bản Huổi Cang", Heard.MEETING, 120,
        "Rải đá 300 m đoạn dốc, bà con góp 45 ngày công.", "Báo tại cuộc họp bản.",
    ),
    Heart(
        W, "Xin mở lớp xoá mù chữ buổi tối", "Phụ nữ đi nương ban ngày, chỉ học được buổi tối.",
        "Bản Nậm Lay", Heard.DIALOGUE, 28,
        "Mở lớp ba tối một tuần ở nhà văn hoá bản.", "Trưởng bản báo tới từng nhà.",
    ),
    Heart(
        G, "Nước sinh hoạt đục, có mùi", "Bể chứa lâu chưa thau rửa.",
        "Bản Tà Si", Heard.PHONE, 64,
        "Thau bể, thay vật liệu lọc, giao tổ tự quản kiểm tra hằng tháng.",
        "Trả lời bằng văn bản gửi bản, đọc trên loa.",
    ),
    Heart(
        G, "Bãi rác gần khu dân cư bốc mùi", "Xe thu gom đến không đều.",
        "Khu trung tâm xã", Heard.LETTER, 210,
        "Chuyển điểm tập kết, chốt lịch thu gom ba ngày một lần.",
        "Họp khu dân cư, phát lịch thu gom.",
    ),
)  # fmt: skip
# In the year that runs: where each matter of the communes stands, the days since it was heard
# and the days it was given.
STANDS = (
    (State.RECORDED, 4, 20),
    (State.IN_HAND, 40, 25),
    (State.SOLVED, 30, 20),
    (State.PASSED_ON, 25, 15),
)


def hear(year: Year) -> None:
    """Let units write down what people said, in every year, and leave some of it open in this one."""
    land = year.land
    solvers = [*land.office[:2], land.office[6]]
    if not year.running:
        for n, heart in enumerate(OFFICE):
            on = dt.date(year.round.year, 4 + 2 * n, 8 + n)
            _answered(year, solvers[n], heart, on, late=n == 2)  # noqa: PLR2004 - the third of them
        return
    commune = land.agencies[5]  # whose chair has an account
    for heart, (state, ago, given) in zip(COMMUNE, STANDS, strict=True):
        on = year.today - dt.timedelta(days=ago)
        _stands(year, commune, heart, on, on + dt.timedelta(days=given), state)
    for n, heart in enumerate(OFFICE[:2]):
        _answered(year, solvers[n], heart, dt.date(year.round.year, 5 + n, 12), late=n == 1)
    _given(year, solvers[1], OFFICE[2])
    _answered(year, land.agencies[6], COMMUNE[0], dt.date(year.round.year, 9, 9), late=False)


def _new(year: Year, unit: Unit, heart: Heart, on: dt.date, due: dt.date) -> Grievance:
    return Grievance(
        round=year.round, unit=unit, path=unit.path, kind=heart.kind, title=heart.title,
        text=heart.text, place=heart.place, heard=heart.heard, heard_on=on, people=heart.people,
        due_on=due, recorded_by=year.land.heads[unit.pk], recorded_at=at(on, 15),
        folded=queries.folded(heart.title, heart.text, heart.place, unit.name),
    )  # fmt: skip


def _handler(year: Year, unit: Unit) -> Person:
    """Return who has an account in the unit and leads nothing, else its first worker."""
    head = year.land.heads[unit.pk]
    staff = [p for p in year.land.people if p.unit.path.startswith(unit.path) and p != head]
    return next((p for p in staff if p.user_id), staff[0])


def _stands(
    year: Year, unit: Unit, heart: Heart, on: dt.date, due: dt.date, state: State
) -> Grievance:
    made = _new(year, unit, heart, on, due)
    made.state = state
    if state in (State.IN_HAND, State.SOLVED, State.ANSWERED):
        made.handler = _handler(year, unit)
    if state in (State.SOLVED, State.ANSWERED):
        made.outcome, made.solved_on = heart.outcome, due - dt.timedelta(days=2)
        made.registration = _model(year, unit)
    if state == State.PASSED_ON:
        made.passed_to, made.passed_number = "Sở Nông nghiệp và Môi trường", "18/UBND-KT"
        made.passed_on = on + dt.timedelta(days=5)
    return year.store.add(made)


def _answered(year: Year, unit: Unit, heart: Heart, on: dt.date, *, late: bool) -> None:
    due = on + dt.timedelta(days=25)
    made = _stands(year, unit, heart, on, due, State.ANSWERED)
    made.late = late
    made.solved_on = due + dt.timedelta(days=6 if late else -4)
    made.answered_how = heart.how
    made.answered_on = made.solved_on + dt.timedelta(days=2)


def _given(year: Year, unit: Unit, heart: Heart) -> None:
    on = year.today - dt.timedelta(days=6)
    _stands(year, unit, heart, on, year.today + dt.timedelta(days=4), State.IN_HAND)


def _model(year: Year, unit: Unit) -> Registration | None:
    models = [r for r in accepted(year) if r.subject == Subject.MODEL and r.unit_id == unit.pk]
    return models[0] if models else None
