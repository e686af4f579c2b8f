"""A password made of one's own name is refused, however it is dressed up."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from kheo.accounts.models import User


def refused(password, full_name):
    try:
        validate_password(password, User(username="cb77", full_name=full_name))
    except ValidationError as error:
        return error.messages
    return []


@pytest.mark.parametrize(
    ("password", "full_name"),
    (
        ("Bích Trang 1985", "Đỗ Bích Trang"),
        ("Thanh Hương 1974", "Trần Thanh Hương"),
        ("bichtrang@1985!", "Đỗ Bích Trang"),
        ("1985_TRANG.do.bich", "Đỗ Bích Trang"),
        ("xinhbichtrang#1985", "Đỗ Bích Trang"),
        ("Trần Thanh Hương", "Trần Thanh Hương"),
    ),
)
def test_ones_own_name_is_no_password_with_whatever_behind_it(password, full_name):
    said = ["Mật khẩu này chứa tên bạn, ai quen cũng đoán được. Chọn một câu không có tên mình."]

    assert refused(password, full_name) == said


@pytest.mark.parametrize(
    ("password", "full_name"),
    (
        ("sông Mã chảy xiết 7", "Lò Văn An"),
        ("bánh khoan vàng an toàn 4", "Lò Văn An"),  # a syllable of a name is a word like any other
        ("trang giấy bạc phơ phất 3", "Đỗ Bích Trang"),
        ("sông Mã chảy xiết 7", ""),
    ),
)
def test_a_sentence_with_a_syllable_of_ones_name_is_good(password, full_name):
    assert refused(password, full_name) == []
