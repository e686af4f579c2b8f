"""A sheet of units: the tree it draws, what cannot be in it, and sheets that go out and come back."""

import datetime as dt
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from python_calamine import load_workbook

from kheo.kernel.text import fold, name_key
from kheo.orgs import exports
from kheo.orgs.actions import imports
from kheo.orgs.importing import checked, fields, values
from kheo.orgs.importing.checked import RefusedError
from kheo.orgs.models import Person, Unit
from kheo.orgs.reorganisation.actions import set_level
from kheo.orgs.reorganisation.models import Level, UnitLevel
from kheo.orgs.states import Kind, Line, Power, Sex, Staff
from tests.factories import PersonFactory, PostFactory, UnitFactory, actor_in
from tests.orgs.conftest import TODAY
from tests.orgs.sheets import TITLES, person, unit, xlsx

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "division")]


@pytest.fixture
def imported(administrator, django_capture_on_commit_callbacks):
    def do(kind, data):
        one = imports.bring(by=administrator, kind=kind, name="a.xlsx", data=data)
        fresh = one.counts["people" if kind == "people" else "units"]
        if fresh and not one.counts["errors"]:
            with django_capture_on_commit_callbacks(execute=True):
                imports.confirm(one, by=administrator, double=True)
            one.refresh_from_db()
        return one

    return do


def test_units_are_opened_each_below_the_one_above_whatever_their_order(imported, administrator):
    one = imported(
        "units",
        xlsx(
            unit(name="Tổ Một", parent="Phòng Mới, Sở Mới"),
            unit(name="Phòng Mới", parent="H26.7", is_focal="x", symbol="PM"),
            unit(name="Sở Mới", kind="Sở, ban, ngành, văn phòng", code="h26.7"),
            unit(name="Phòng Cạnh", parent="Sở Nội vụ", kind="Trung tâm"),
            kind="units",
        ),
    )

    made = Unit.objects.filter(brought_by=one).order_by("path")
    assert (one.state, one.counts["units"]) == ("done", 4)
    assert [(u.path, u.name, u.parent.name) for u in made] == [
        ("001.001.002.", "Phòng Cạnh", "Sở Nội vụ"),
        ("001.010.", "Sở Mới", "Tỉnh Nam Sơn"),
        ("001.010.001.", "Phòng Mới", "Sở Mới"),
        ("001.010.001.001.", "Tổ Một", "Phòng Mới"),
    ]
    assert (made[1].code, made[2].is_focal, made[2].folded) == ("H26.7", True, "phong moi")
    imports.undo(one, by=administrator)
    assert not Unit.objects.exclude(brought_by=None).exists()


def test_a_sheet_says_whose_each_unit_is_or_it_is_as_usual_of_its_kind(imported):
    rows = [
        unit(name="Công đoàn Sở", kind="Phòng", line="Mặt trận, đoàn thể", parent="Sở Nội vụ"),
        unit(name="Tổ Một", parent="Công đoàn Sở"),
        unit(name="Ban Đảng", kind="Ban", line="ĐẢNG"),
        unit(name="Đảng bộ Sở", kind="Đảng bộ"),
        unit(name="Chi bộ 1", kind="Chi bộ", parent="Đảng bộ Sở"),
        unit(name="Phòng Nhà nước", line="Nhà nước", parent="Ban Đảng"),
        unit(name="Phòng Thường"),
    ]

    one = imported("units", xlsx(*rows, kind="units"))

    made = Unit.objects.filter(brought_by=one)
    assert dict(made.values_list("name", "line")) == {
        "Công đoàn Sở": Line.FRONT,
        "Tổ Một": Line.FRONT,
        "Ban Đảng": Line.PARTY,
        "Đảng bộ Sở": Line.PARTY,
        "Chi bộ 1": Line.PARTY,
        "Phòng Nhà nước": Line.STATE,
        "Phòng Thường": Line.STATE,
    }
    assert [one.counts[line] for line in Line] == [2, 3, 2]


@pytest.fixture
def levels(db):
    """Those every installation begins with; a test that empties every table takes them along."""
    for rank, name in enumerate(("Tỉnh", "Huyện", "Xã"), 1):
        facts = {"rank": rank, "since": dt.date(2016, 1, 1)}
        Level.objects.get_or_create(name=name, defaults=facts)


@pytest.mark.usefixtures("levels")
def test_a_sheet_says_which_level_each_unit_belongs_to(imported, administrator):
    since = dt.date(2025, 9, 1)
    Level.objects.filter(name="Xã").update(since=since)
    Level.objects.filter(name="Huyện").update(until=since)
    level, names = Level.objects.get(name="Xã"), Level.objects.filter(until=None)
    rows = [unit(name="Xã Nà Hỏi", kind="Xã", level="XÃ"), unit(name="Phòng Thường")]

    one = imported("units", xlsx(*rows, kind="units"))
    out = exports.units(administrator)
    back = imported("units", out)
    wrong = imported("units", xlsx(unit(name="Một", level="Huyện"), kind="units"))

    held = UnitLevel.objects.values_list("unit__name", "level", "since")
    assert list(held) == [("Xã Nà Hỏi", level.pk, since)]
    assert (back.counts["same"], back.counts["errors"]) == (back.counts["rows"], 0)
    assert list(wrong.findings["errors"]) == [
        ("K2", f"Không có cấp “Huyện”. Ghi một trong: {', '.join(map(str, names))}; hoặc để trống.")
    ]
    imports.undo(one, by=administrator)
    assert not UnitLevel.objects.exists()


@pytest.mark.usefixtures("levels")
def test_a_level_written_by_hand_since_keeps_an_import_from_being_undone(imported, administrator):
    level = Level.objects.get(name="Xã")
    one = imported("units", xlsx(unit(name="Xã Nà Hỏi", kind="Xã"), kind="units"))

    set_level(Unit.objects.get(brought_by=one), by=administrator, level=level, on=TODAY)

    with pytest.raises(ValidationError, match="đã được sửa sau khi nhập"):
        imports.undo(one, by=administrator)


def test_a_unit_of_the_register_with_another_line_is_named_by_its_cell(imported, agency):
    same = {"kind": "Sở, ban, ngành, văn phòng", "opened_on": agency.opened_on}
    silent = imported("units", xlsx(unit(name="Sở Nội vụ", **same), kind="units"))
    other = imported("units", xlsx(unit(name="Sở Nội vụ", line="Đảng", **same), kind="units"))

    assert silent.counts["same"] == 1
    assert silent.findings["errors"] == []
    assert [cell for cell, _words in other.findings["errors"]] == ["C2"]


@pytest.mark.parametrize(
    ("rows", "cells"),
    (
        ([unit(name="A", parent="B"), unit(name="B", parent="A")], {"E2", "E3"}),
        ([unit(parent="Không Có")], {"E2"}),
        ([unit(parent="Phòng Cũ")], {"E2"}),
        ([unit(line="Tư nhân")], {"C2"}),
        ([unit(code="26.7")], {"D2"}),
        ([unit(name="A", code="H26.7"), unit(name="B", code="H26.7")], {"D3"}),
        ([unit(code="H99")], {"D2"}),
        ([unit(name="phòng tổ chức", parent="Sở Nội vụ")], {"A2", "F2"}),
        ([unit(name="Một"), unit(name="MỘT")], {"A3"}),
        ([unit(kind="Bộ tộc")], {"B2"}),
        ([unit(opened_on=dt.date(2010, 1, 1))], {"F2"}),
        ([unit(opened_on="")], {"F2"}),
        ([unit(name="Á" * 300)], {"A2"}),
        ([unit(name="Một", is_focal="x"), unit(name="Hai", is_focal="x")], {"J3"}),
    ),
)
def test_a_tree_that_cannot_be_is_named_by_its_cells(agency, imported, rows, cells):
    UnitFactory(path="001.001.008.", parent=agency, name="Phòng Cũ", closed_on=dt.date(2025, 7, 1))
    UnitFactory(code="H99")
    before = Unit.objects.count()

    one = imported("units", xlsx(*rows, kind="units"))

    assert {cell for cell, _words in one.findings["errors"]} == cells
    assert Unit.objects.count() == before


def named_as_people_are():
    """Write letters for the numbers the factory puts behind names: no sheet may hold those."""
    letters = str.maketrans("0123456789", "ABCDEFGHIJ")
    for one in Person.objects.all():
        name = one.full_name.translate(letters)
        keys = {"name_key": name_key(name), "folded": fold(name)}
        Person.objects.filter(pk=one.pk).update(full_name=name, **keys)


def test_what_is_exported_comes_back_the_same(imported, agency, division, administrator):
    Unit.objects.filter(pk=agency.pk).update(code="H26.1", symbol="SNV", line=Line.PARTY)
    head = PostFactory(
        unit=division, is_head=True, title="Trưởng phòng", person__phone="0911111111"
    )
    PostFactory(unit=agency, person=head.person, title="Thành viên")
    PersonFactory(unit=agency, full_name="Hà Văn Toàn")
    named_as_people_are()
    units, people = exports.units(administrator), exports.people(administrator, on=TODAY)

    same = [imported(kind, data) for kind, data in (("units", units), ("people", people))]
    gone = Person.objects.filter(unit__in=[agency, division])
    head.person.posts.all().delete()
    gone.delete()
    back = imported("people", people)

    assert [one.counts["errors"] for one in same] == [0, 0]
    assert [one.counts["units"] for one in same[:1]] == [0]
    assert (same[1].counts["people"], same[1].counts["same"]) == (0, 3)
    assert (back.counts["people"], back.counts["posts"]) == (2, 2)
    rows = load_workbook(BytesIO(exports.people(administrator, on=TODAY))).get_sheet_by_index(0)
    assert rows.to_python() == load_workbook(BytesIO(people)).get_sheet_by_index(0).to_python()


def test_only_who_files_exports_the_cell(agency, administrator):
    cell = UnitFactory(path="002.001.", kind=Kind.CELL, name="Chi bộ 1")
    PersonFactory(unit=agency, cell=cell)
    focal = actor_in(agency, Power.FILE)

    def text(by):
        sheet = load_workbook(BytesIO(exports.people(by, on=TODAY))).get_sheet_by_index(0)
        return str(sheet.to_python())

    assert "Chi bộ" not in text(administrator)
    assert "Chi bộ 1" in text(focal)


def test_a_post_in_a_cell_is_exported_to_nobody_who_could_not_write_it(agency, administrator):
    secretary = PostFactory(unit=agency, title="Chuyên viên").person
    cell = UnitFactory(path="002.001.", kind=Kind.CELL, name="Chi bộ 1")
    PostFactory(unit=cell, person=secretary, title="Bí thư")
    named_as_people_are()

    data = exports.people(administrator, on=TODAY)
    back = imports.bring(by=administrator, kind="people", name="a.xlsx", data=data)

    assert "Bí thư" not in str(load_workbook(BytesIO(data)).get_sheet_by_index(0).to_python())
    assert back.findings["errors"] == []


def with_part(name):
    made = BytesIO(xlsx(person()))
    with ZipFile(made, "a") as book:
        book.writestr(name, b"x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    (
        ("a.xlsx", b"", "không có dòng nào"),
        ("a.xlsx", xlsx(), "Dưới dòng tiêu đề"),
        ("a.xlsx", xlsx([1, 2], titles=["a", "b"]), "Không thấy dòng tiêu đề"),
        ("a.xlsm", xlsx(person()), "macro"),
        ("a.xlsx", with_part("xl/vbaProject.bin"), "macro"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "kiểu cũ"),
        ("a.xlsx", b"PK\x03\x04 broken", "hỏng"),
        ("a.xlsx", b"%PDF-1.7", "không phải tệp Excel"),
        ("a.docx", b"PK\x03\x04", "không phải tệp Excel"),
        ("a.csv", "Họ và tên;Mã cán bộ\nĐ".encode("cp1258", "replace") + b"\xd0", "UTF-8"),
        ("a.csv", b'"a', "hỏng"),
    ),
)  # fmt: skip
def test_a_file_nothing_can_be_read_from_is_refused_in_words(administrator, name, data, said):
    one = imports.bring(by=administrator, kind="people", name=name, data=data)

    assert one.state == "refused"
    assert said in one.findings["why"]


def test_a_sheet_of_every_row_excel_has_is_refused_before_it_is_read(administrator):
    made = BytesIO()
    with ZipFile(BytesIO(xlsx(person()))) as book, ZipFile(made, "w") as longer:
        for name in book.namelist():
            part = book.read(name).replace(b'<row r="2"', b'<row r="1048576"')
            longer.writestr(name, part)

    with pytest.raises(RefusedError, match=r"hơn 200\.000 dòng"):
        checked.check(made.getvalue(), "a.xlsx", "people", by=administrator)


def test_merged_cells_and_formulas_are_named_but_for_columns_nobody_reads(administrator):
    def layout(sheet):
        sheet.merge_range("A3:A4", "Lò Văn Hai")
        sheet.write_formula("B2", '="CC"&"001"', None, "CC001")
        for row in range(1, 4):
            sheet.write_formula(row, 30, "=1+1", None, 2)

    found = checked.check(
        xlsx(person(), person(code="CC002", phone=""), person(code="CC003", phone=""), layout=layout),
        "a.xlsx", "people", by=administrator,
    )  # fmt: skip

    assert found.findings.errors == [
        ("B2", "Ô này là công thức. Chép cột ấy, dán lại “chỉ giá trị”, lưu rồi đưa lên lại."),
        ("A3", "Các ô A3:A4 đang gộp. Bỏ gộp và ghi từng ô."),
    ]


def test_csv_is_read_like_excel(administrator):
    values = {"since": "1/7/2025", "born_on": "2/5/1990"}
    lines = [TITLES["people"], person(**values)]
    data = "\n".join(";".join(map(str, line)) for line in lines).encode("utf-8-sig")

    found = checked.check(data, "a.csv", "people", by=administrator)

    assert found.findings.errors == []
    assert found.would.who["CC001"].born_on == dt.date(1990, 5, 2)


@pytest.mark.parametrize("kind", ("people", "units"))
def test_a_template_in_english_is_understood_by_a_worker_in_vietnamese(kind):
    with translation.override("en"):
        titles = [str(field.title) for field in fields.FIELDS[kind]]
        labels = [
            str(label)
            for _value, label in (*Staff.choices, *Sex.choices, *Kind.choices, *Line.choices)
        ]

    header = fields.guess(fields.FIELDS[kind], [(1, titles)])

    assert header.columns == {field.name: n for n, field in enumerate(fields.FIELDS[kind])}
    assert {fold(label) for label in labels} <= {
        *values.STAFF,
        *values.SEX,
        *values.KINDS,
        *values.LINES,
    }


@pytest.mark.parametrize("kind", ("people", "units"))
def test_the_template_is_understood_column_by_column(administrator, kind):
    rows = load_workbook(BytesIO(exports.template(kind))).get_sheet_by_index(0).to_python()

    assert rows[-1] == TITLES[kind]
    with pytest.raises(RefusedError, match="Dưới dòng tiêu đề"):
        checked.check(exports.template(kind), "a.xlsx", kind, by=administrator)
