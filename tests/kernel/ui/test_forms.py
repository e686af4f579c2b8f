from datetime import date
from decimal import Decimal

import lxml.html
import pytest
from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from kheo.kernel.ui.controls import Cards, Pills
from kheo.kernel.ui.forms import DateField, DecimalField, FileField, Form, WholeField, YearField

YEAR = {"earliest": date(2027, 3, 23), "latest": date(2027, 12, 31)}


def complaint(field, value):
    with pytest.raises(ValidationError) as caught:
        field.clean(value)
    return caught.value.messages


@pytest.mark.parametrize(
    "typed", ("25/3/2027", "25/03/2027", "25-3-2027", "25.3.2027", " 25 / 3 / 2027 ", "2027-03-25")
)
def test_a_day_is_read_however_an_official_writes_it(typed):
    assert DateField().clean(typed) == date(2027, 3, 25)


def test_a_day_outside_the_year_is_told_what_was_found_and_what_is_wanted():
    assert complaint(DateField(**YEAR), "25/3/3013") == [
        "Đang ghi “25/3/3013”. Cần một ngày từ 23/3/2027 đến 31/12/2027."
    ]


@pytest.mark.parametrize("typed", ("31/2/2027", "3/25/2027"))
def test_a_day_no_calendar_has_is_said_to_be_none(typed):
    assert complaint(DateField(), typed) == [
        f"Đang ghi “{typed}”. Lịch không có ngày này. Cần ngày/tháng/năm, ví dụ 25/3/2027."
    ]


def test_a_year_of_two_digits_is_said_to_need_four():
    assert complaint(DateField(**YEAR), "25/12/27") == [
        "Đang ghi “25/12/27”. Ghi năm đủ bốn chữ số. Cần một ngày từ 23/3/2027 đến 31/12/2027."
    ]


def test_words_for_a_day_are_told_how_a_day_is_written():
    assert complaint(DateField(**YEAR), "cuối năm") == [
        (
            "Đang ghi “cuối năm”. Ghi ngày/tháng/năm, ví dụ 31/12/2027. "
            "Cần một ngày từ 23/3/2027 đến 31/12/2027."
        )
    ]


def test_the_example_beside_a_box_is_a_day_it_takes():
    class Dated(Form):
        bounded = DateField(**YEAR)
        past = DateField(latest=lambda: date(2026, 11, 22))
        future = DateField(earliest=date(2026, 11, 23))
        free = DateField()
        worded = DateField(help_text="Ngày ghi trên giấy.")

    assert [field.help_text for field in Dated()] == [
        "Ngày/tháng/năm, ví dụ 31/12/2027.",
        "Ngày/tháng/năm, ví dụ 22/11/2026.",
        "Ngày/tháng/năm, ví dụ 23/11/2026.",
        "Ngày/tháng/năm, ví dụ 25/3/2027.",
        "Ngày ghi trên giấy.",
    ]


@pytest.mark.parametrize("typed", ("mai", "2027"))
def test_what_is_no_day_is_told_how_to_write_one(typed):
    assert complaint(DateField(), typed) == [
        f"Đang ghi “{typed}”. Cần ngày/tháng/năm, ví dụ 25/3/2027."
    ]


def test_one_limit_alone_is_named_alone():
    early, late = DateField(earliest=date(2027, 1, 5)), DateField(latest=lambda: date(2027, 1, 5))

    assert complaint(early, "4/1/2027") == [
        "Đang ghi “4/1/2027”. Cần một ngày từ 05/01/2027 trở đi."
    ]
    assert complaint(late, "6/1/2027") == [
        "Đang ghi “6/1/2027”. Cần một ngày không muộn hơn 05/01/2027."
    ]


def test_a_day_is_shown_as_it_would_be_typed():
    class OneDay(Form):
        until = DateField(label="Ngày")

    assert 'value="05/02/2027"' in str(OneDay(initial={"until": date(2027, 2, 5)}))
    assert not OneDay({"until": "05/02/2027"}, initial={"until": date(2027, 2, 5)}).has_changed()


def test_an_empty_day_is_none_when_it_may_be_empty():
    assert DateField(required=False).clean("") is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    (
        ("1.234,5", "1234.5"),
        ("1234,5", "1234.5"),
        ("1234.5", "1234.5"),
        ("1.234", "1234"),
        ("1.234.567", "1234567"),
        ("18,6", "18.6"),
        ("0.125", "0.125"),
        ("-3", "-3"),
        ("118 000", "118000"),
    ),
)
def test_a_number_is_read_with_comma_or_point(typed, meant):
    assert DecimalField(places=3).clean(typed) == Decimal(meant)


@pytest.mark.parametrize(
    "typed", ("1,234.5", "1.23.4", "năm", "1,", ",5", "1e5", "NaN", "1.234,5,6")
)
def test_what_is_no_number_is_told_how_to_write_one(typed):
    assert complaint(DecimalField(), typed) == [f"Đang ghi “{typed}”. Cần một số, ví dụ 1.234,5."]


def test_a_number_keeps_within_its_limits_and_places():
    field = DecimalField(low=0, high=100)

    assert complaint(field, "100,5") == ["Đang ghi “100,5”. Cần một số từ 0 đến 100."]
    assert complaint(field, "1,234") == ["Đang ghi “1,234”. Chỉ ghi tối đa 2 chữ số sau dấu phẩy."]


def test_a_whole_number_takes_no_part():
    assert WholeField().clean("1.234") == 1234
    assert complaint(WholeField(), "1,5") == [
        "Đang ghi “1,5”. Cần một số nguyên từ 0 trở lên, ví dụ 1.234."
    ]
    assert complaint(WholeField(low=None, high=9), "10") == [
        "Đang ghi “10”. Cần một số nguyên không quá 9."
    ]


def test_a_number_is_shown_with_its_thousands():
    class Cost(Form):
        cost = WholeField(label="Kinh phí")

    assert 'value="118.000.000"' in str(Cost(initial={"cost": 118_000_000}))
    assert not Cost({"cost": "118.000.000"}, initial={"cost": 118_000_000}).has_changed()


def test_a_file_of_another_kind_is_refused_by_name():
    field = FileField(endings=["pdf", ".DOCX"])

    assert complaint(field, SimpleUploadedFile("danh-sach.exe", b"x")) == [
        "Tệp “danh-sach.exe” không thuộc loại nhận được. Cần tệp .pdf, .docx."
    ]


def test_a_file_too_heavy_is_refused_with_its_weight():
    heavy = SimpleUploadedFile("anh.pdf", b"x" * (1024 * 1024 * 3 // 2))

    assert complaint(FileField(endings=["pdf"], megabytes=1), heavy) == [
        "Tệp “anh.pdf” nặng 1,5 MB. Mỗi tệp không quá 1 MB."
    ]


def test_a_good_file_passes():
    paper = SimpleUploadedFile("Bản ký.PDF", b"%PDF")

    assert FileField(endings=["pdf"]).clean(paper) is paper


class Sheet(Form):
    name = django_forms.CharField(label="Tên", help_text="Ngắn")
    topic = django_forms.ChoiceField(
        label="Chủ đề", choices=[("1", "Rác"), ("2", "Điện")], widget=Pills
    )
    scope = django_forms.ChoiceField(
        label="Phạm vi", choices=[("in", "Trong")], widget=Cards(helps={"in": "Phòng ban"})
    )
    note = django_forms.CharField(label="Ghi chú", required=False, error_messages={"required": "x"})


def test_a_refused_form_keeps_what_was_typed_and_ties_each_error_to_its_field():
    form = Sheet({"name": "", "topic": "2", "scope": "ngoài"})

    html = str(form)

    assert "Còn 2 chỗ cần sửa." in html
    assert '<a href="#id_name">Tên</a>' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert "Chưa ghi. Cần điền ô này." in html
    chosen = lxml.html.fromstring(html).get_element_by_id("id_topic_1")
    assert (chosen.get("value"), "checked" in chosen.attrib) == ("2", True)
    assert "Phòng ban" in html


def test_a_form_escapes_what_was_typed():
    html = str(Sheet({"name": '"><script>', "topic": "<b>", "scope": "in"}))

    assert "<script>" not in html
    assert "<b>" not in html.replace("<b>Còn", "").replace("<b>Trong", "").replace("<b>Kéo", "")


def test_an_optional_field_says_so():
    label = lxml.html.fromstring(str(Sheet())).xpath('//label[@for="id_note"]')[0]

    assert label.text_content().split() == ["Ghi", "chú", "(không", "bắt", "buộc)"]


def test_words_a_page_chose_itself_are_kept():
    class Own(Form):
        name = django_forms.CharField(label="Tên", error_messages={"required": "Cần tên mô hình."})

    assert Own({}).errors["name"] == ["Cần tên mô hình."]


def test_every_plain_input_is_drawn_alike():
    class Plain(Form):
        mail = django_forms.EmailField(label="Thư")
        count = django_forms.IntegerField(label="Số")
        word = django_forms.CharField(label="Mật khẩu", widget=django_forms.PasswordInput)
        unit = django_forms.ChoiceField(label="Đơn vị", choices=[("1", "A")])
        tick = django_forms.BooleanField(label="Đồng ý")

    assert str(Plain()).count('class="input"') == 4


def test_a_year_is_written_without_a_point():
    field = YearField(low=1990, high=2100)

    assert field.prepare_value(2026) == 2026
    assert complaint(field, "3013") == ["Đang ghi “3013”. Cần một năm từ 1990 đến 2100."]
