"""A sheet of people: every cell that is wrong is named, and then all of it is written, or nothing."""

import datetime as dt
import unicodedata

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from kheo.kernel import files
from kheo.kernel.audit.models import Event
from kheo.kernel.text import fold, name_key
from kheo.orgs import access, actions, directory, past, queries
from kheo.orgs.actions import imports
from kheo.orgs.importing import fields, shown, unchanged
from kheo.orgs.importing.findings import KEPT, Findings
from kheo.orgs.models import Import, Person, Post, Unit
from kheo.orgs.states import Kind, Power
from tests.conftest import NOON
from tests.factories import PersonFactory, PostFactory, UnitFactory, actor_in
from tests.orgs.conftest import TODAY
from tests.orgs.sheets import person, xlsx
from tests.orgs.test_people import identity, place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "division")]


def brought(by, *rows, **more):
    return imports.bring(by=by, kind="people", name="nguoi.xlsx", data=xlsx(*rows, **more))


def errors(one):
    return dict(one.findings["errors"])


@pytest.fixture
def written(administrator, django_capture_on_commit_callbacks):
    """Bring rows of people as the administrator, and confirm them."""

    def write(*rows, double=False):
        one = brought(administrator, *rows)
        with django_capture_on_commit_callbacks(execute=True):
            imports.confirm(one, by=administrator, double=double)
        one.refresh_from_db()
        return one

    return write


def test_people_are_written_with_their_posts_once_confirmed(written, division):
    before = Person.objects.count()
    one = written(
        person(is_head="x", title="Trưởng phòng"),
        person(code="CC001", title="Thành viên", unit="Sở Nội vụ", until=dt.date(2027, 1, 1)),
        person(code="CC002", full_name="Vàng A Páo", sex="nam", born_on=1985, phone=912345679.0),
    )

    thanh, pao = Person.objects.exclude(brought_by=None).order_by("code")
    assert (one.state, one.counts["people"], one.counts["posts"]) == ("done", 2, 3)
    assert Person.objects.count() == before + 2
    assert (thanh.folded, thanh.name_key) == ("lo thi thanh", name_key("Lò Thị Thanh"))
    assert (thanh.born_in, thanh.born_on) == (1990, dt.date(1990, 5, 2))
    assert (pao.born_in, pao.born_on, pao.phone) == (1985, None, "0912345679")
    assert [(p.title, p.unit.name, p.over.name) for p in thanh.posts.all()] == [
        ("Trưởng phòng", "Phòng Tổ chức", "Phòng Tổ chức"),
        ("Thành viên", "Sở Nội vụ", "Sở Nội vụ"),
    ]
    assert queries.head_of(division, on=TODAY).person == thanh
    assert Unit.objects.get(pk=division.pk).staff == 2


def test_one_event_tells_of_the_import_and_stands_in_each_history(written, administrator):
    one = written(person())

    event = Event.objects.get(verb="import.write")
    assert event.note == one.sha256
    assert event.changes["counts"][1]["people"] == 1
    assert not Event.objects.filter(verb__startswith="person.").exists()
    assert [done.what for done in past.done_to(Person.objects.get(code="CC001"))] == [
        "Nhập từ Excel"
    ]


@pytest.mark.parametrize(
    ("row", "cell", "said"),
    (
        (person(full_name="A" * 300), "A2", "dài 300 ký tự, chỉ được 200"),
        (person(full_name=""), "A2", "Chưa ghi họ và tên"),
        (person(code=""), "B2", "Chưa ghi mã cán bộ"),
        (person(unit_code="H99.1"), "C2", "Không có đơn vị “H99.1”"),
        (person(unit="Phòng Không Có"), "D2", "Không có đơn vị"),
        (person(unit="Phòng Cũ"), "D2", "đã đóng từ ngày 01/7/2025"),
        (person(unit=""), "D2", "cần mã hoặc tên"),
        (person(title=""), "E2", "Chưa ghi chức vụ"),
        (person(since=dt.date(2019, 1, 1)), "F2", "mở ngày 01/01/2020"),
        (person(since=dt.date(2026, 4, 1)), "F2", "chưa đến"),
        (person(since="hôm qua"), "F2", "Đang ghi “hôm qua”"),
        (person(until=dt.date(2025, 7, 1)), "G2", "sau ngày bắt đầu"),
        (person(until=dt.date(2026, 1, 1)), "G2", "chức vụ đang giữ"),
        (person(is_head="chắc thế"), "H2", "Ghi x"),
        (person(staff="chuyên gia"), "I2", "Cán bộ; Công chức"),
        (person(sex="khác"), "J2", "Nam; Nữ"),
        (person(born_on="31/02/1990"), "K2", "31/02/1990"),
        (person(born_on="1890"), "K2", "từ 1930 đến 2020"),
        (person(born_on=""), "K2", "Chưa ghi ngày sinh"),
        (person(born_in="1991"), "L2", "Sửa cho khớp"),
        (person(phone="12"), "M2", "từ 9 đến 11 chữ số"),
        (person(cell="Chi bộ 1"), "N2", "Chỉ đầu mối"),
    ),
)  # fmt: skip
def test_what_cannot_be_is_named_by_its_cell_and_never_written(
    agency, administrator, row, cell, said
):
    UnitFactory(path="001.001.008.", parent=agency, name="Phòng Cũ", closed_on=dt.date(2025, 7, 1))

    one = brought(administrator, row)

    assert list(errors(one)) == [cell]
    assert said in errors(one)[cell]
    with pytest.raises(ValidationError, match="còn lỗi"):
        imports.confirm(one, by=administrator, double=True)
    assert not Person.objects.filter(code="CC001").exists()


def test_what_two_rows_say_is_held_against_each_other(administrator):
    one = brought(
        administrator,
        person(is_head="x"),
        person(code="CC002", full_name="Hà Văn Toàn", is_head="x", phone=""),
        person(full_name="Ai Khác"),
        person(is_head="x"),
        person(
            code="CC003", full_name=unicodedata.normalize("NFD", "Lò Thị Thanh"), phone="",
            title="Văn thư",
        ),
        person(code="CC004", full_name="Quàng Văn Bốn", sex="khác", phone=""),
        person(code="CC004", full_name="Vì Thị Bốn", phone=""),
    )  # fmt: skip

    assert errors(one) == {
        "J7": "Đang ghi “khác”. Cần một trong: Nam; Nữ.",
        "B8": "Mã CC004 ở dòng 7 là của Quàng Văn Bốn. Mỗi người một mã.",
        "H3": "Lò Thị Thanh (CC001) cũng đứng đầu đơn vị này từ 01/7/2025. Mỗi lúc chỉ một người.",
        "B4": "Mã CC001 ở dòng 2 là của Lò Thị Thanh. Mỗi người một mã.",
        "B5": "Trùng dòng 2: cùng người, cùng chức vụ. Bỏ một dòng.",
    }
    assert one.findings["doubts"] == [("A6", "Có thể trùng với dòng 2: Lò Thị Thanh (CC001).")]


def test_the_register_is_asked_for_codes_heads_and_doubles(division, province, administrator):
    PostFactory(unit=division, is_head=True, person__full_name="Cà Văn Đạt")
    PersonFactory(code="CC001", unit=division)
    PersonFactory(
        code="CB9", unit=division, full_name="Lo Thi Thanh", folded="lo thi thanh", born_in=1990
    )
    PersonFactory(code="CB8", unit=UnitFactory(), phone="0988888888")

    one = brought(
        administrator,
        person(),
        person(code="CC002", is_head="x"),
        person(code="CC003", full_name="Hà Văn Toàn", phone="0988888888", is_head=""),
    )

    assert sorted(errors(one)) == ["B2", "H3"]
    assert "Cà Văn Đạt" in errors(one)["H3"]
    assert max(map(tuple, one.findings["doubts"])) == (
        "A4",
        "Có thể trùng với một người đã có ở đơn vị ngoài phạm vi bạn quản trị.",
    )


def test_errors_stand_in_the_order_of_the_sheet_whoever_found_them(administrator, division):
    PersonFactory(unit=division, code="CC002", full_name="Người Khác")
    rows = (person(sex="?"), person(code="CC002", phone=""), person(code="CC003", staff="?"))

    one = imports.bring(by=administrator, kind="people", name="a.xlsx", data=xlsx(*rows))

    assert [cell for cell, _words in one.findings["errors"]] == ["J2", "B3", "I4"]


def test_of_many_errors_the_first_of_the_sheet_are_kept():
    found = Findings()
    for row in range(KEPT + 5, 1, -1):
        found.error(row, None, "sai")

    kept = [place for place, _words in found.errors]
    assert (found.wrong, kept) == (KEPT + 4, [str(row) for row in range(2, KEPT + 2)])


def test_sheets_that_nobody_reads_are_named_with_their_rows(administrator):
    data = xlsx(person(), more=(("Phòng 2", 1200), ("Trống", 0)))

    one = imports.bring(by=administrator, kind="people", name="a.xlsx", data=data)

    [said] = shown.of(one).unread
    assert said.startswith("Chỉ đọc trang đầu, “Bảng”. Trang “Phòng 2” có 1.200 dòng chưa đọc:")


def test_doubts_ask_for_a_tick(administrator, written):
    PersonFactory(full_name="Lò Thị Thanh", folded="lo thi thanh", born_in=1990)

    with pytest.raises(ValidationError, match="có thể trùng"):
        written(person())

    assert written(person(), double=True).state == "done"


def test_rows_the_register_holds_already_are_left_out(written, administrator):
    written(person())

    again = brought(
        administrator, person(), person(code="CC002", full_name="Hà Văn Toàn", phone="")
    )
    only = brought(administrator, person())

    assert (again.counts["same"], again.counts["people"], again.counts["errors"]) == (1, 1, 0)
    with pytest.raises(ValidationError, match="không có gì để ghi"):
        imports.confirm(only, by=administrator, double=True)


def test_the_register_that_changed_in_between_refuses_the_whole(
    administrator, django_capture_on_commit_callbacks
):
    one = brought(administrator, person(), person(code="CC002", full_name="Hà Văn Toàn", phone=""))
    PersonFactory(code="CC002")

    with django_capture_on_commit_callbacks(execute=True):
        imports.confirm(one, by=administrator, double=True)

    one.refresh_from_db()
    assert one.state == "refused"
    assert "Không dòng nào được ghi" in one.findings["why"]
    assert not Person.objects.filter(code="CC001").exists()


def test_an_import_is_undone_whole_until_something_hangs_on_it(written, division, administrator):
    kept = written(person())
    taken = written(person(code="CC002", full_name="Hà Văn Toàn", phone=""))
    actions.give_post(
        Person.objects.get(code="CC001"), division, by=administrator, place=place(title="Văn thư")
    )

    with pytest.raises(ValidationError, match="Chưa hoàn tác được"):
        imports.undo(kept, by=administrator)
    imports.undo(taken, by=administrator)

    taken.refresh_from_db()
    assert taken.state == "undone"
    assert list(Person.objects.exclude(brought_by=None).values_list("code", flat=True)) == ["CC001"]
    assert Post.objects.exclude(brought_by=None).count() == 1
    assert Unit.objects.get(pk=division.pk).staff == 1


def test_the_cell_of_a_member_is_read_only_where_one_files(agency, division):
    UnitFactory(path="002.001.", kind=Kind.CELL, name="Chi bộ 1")
    by = actor_in(agency, Power.ADMINISTER, Power.FILE, over=agency)

    right = brought(by, person(cell="Chi bộ 1"))
    wrong = brought(by, person(cell="Chi bộ Bí Mật"))

    assert right.counts["errors"] == 0
    assert list(errors(wrong)) == ["N2"]
    assert "Bí Mật" not in str(wrong.findings)


def test_a_sheet_is_its_owners_to_write_its_neighbours_to_see_and_a_strangers_to_miss(
    province, agency, administrator
):
    one = brought(administrator, person())
    colleague = actor_in(UnitFactory(path="001.008."), Power.ADMINISTER, over=province)
    below = actor_in(agency, Power.ADMINISTER)

    assert one in access.visible_imports(colleague)
    assert one not in access.visible_imports(below)
    with pytest.raises(PermissionDenied, match="người khác đưa lên"):
        imports.confirm(one, by=colleague, double=True)
    with pytest.raises(PermissionDenied):
        imports.bring(by=actor_in(agency), kind="people", name="a.xlsx", data=b"")
    assert Import.objects.count() == 1


def test_columns_are_guessed_by_headers_and_may_be_chosen(administrator):
    titles = ["STT", "HO VA TEN (*)", "số hiệu", "Đơn vị công tác", "chuc danh", "Ngày bắt đầu",
              "Loại cán bộ", "GT", "Năm sinh"]  # fmt: skip
    row = [1, "Lò Thị Thanh", "CC001", "phong to chuc", "Chuyên viên", "1/7/2025", "cc", "nu", 1990]

    one = brought(administrator, row, titles=titles)
    assert (one.header["columns"]["staff"], "sex" in one.header["columns"]) == (6, False)
    assert errors(one)["1"] == "Thiếu cột “Giới tính”. Thêm cột, hoặc chọn cột nào là nó ở dưới."
    assert one.counts["errors"] == 1
    one = imports.choose(one, by=administrator, columns=one.header["columns"] | {"sex": 7})

    assert (one.state, one.counts["errors"], one.counts["people"]) == ("checked", 0, 1)


@pytest.mark.parametrize(
    ("title", "field"),
    (
        ("HỌ VÀ TÊN CÁN BỘ, CÔNG CHỨC", "full_name"),
        ("Mã cán bộ công chức", "code"),
        ("Đối tượng quản lý", "staff"),
        ("Đến ngày nào đó", None),  # not needed: a wrong guess would be worse than none
        ("Tên", None),
    ),
)
def test_a_header_that_says_more_is_guessed_where_it_is_needed(title, field):
    header = fields.guess(fields.PEOPLE, [(1, ["Chức vụ", "Từ ngày", title])])

    assert next((name for name, n in header.columns.items() if n == 2), None) == field


def test_what_was_imported_is_found_like_everybody(written, administrator):
    written(person())

    for typed in ("thanh lo", "cc001", "0912 345 678"):
        assert [p.code for p in directory.people(administrator, typed)] == ["CC001"]
    assert fold("Lò Thị Thanh") == "lo thi thanh"


def test_what_was_checked_is_written_as_it_was_where_nothing_changed_since(
    administrator, django_capture_on_commit_callbacks
):
    one = brought(administrator, person())
    files.discard(one.file)  # so that nothing could be checked again

    with django_capture_on_commit_callbacks(execute=True):
        imports.confirm(one, by=administrator, double=False)

    one.refresh_from_db()
    assert (one.state, one.counts["people"], one.plan) == ("done", 1, "")
    assert Person.objects.get(code="CC001").born_on == dt.date(1990, 5, 2)


def test_a_sheet_is_checked_anew_where_somebody_changed_the_register(
    administrator, division, django_capture_on_commit_callbacks
):
    one = brought(administrator, person())
    actions.add_person(
        division, by=administrator, who=identity(full_name="Hà Văn Toàn"), place=place()
    )

    with django_capture_on_commit_callbacks(execute=True):
        imports.confirm(one, by=administrator, double=False)

    one.refresh_from_db()
    assert (one.state, one.plan) == ("refused", "")
    assert one.findings["why"].startswith("Sổ đã thay đổi từ lúc kiểm tra")


@pytest.mark.parametrize(("days", "same"), ((0, True), (1, False)))
def test_another_day_may_make_other_things_wrong(administrator, days, same):
    brought(administrator, person())
    then = unchanged.moment()

    with time_machine.travel(NOON + dt.timedelta(days), tick=False):
        assert unchanged.since(then) is same


def test_the_rows_of_a_sheet_put_aside_are_not_kept(administrator):
    one = brought(administrator, person())
    plan = one.plan

    imports.drop(one, by=administrator)

    assert (one.plan, files.is_kept(plan)) == ("", False)
