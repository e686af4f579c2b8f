"""Somebody who administers opens a unit, writes down its people and gives a power, in a browser."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from kheo.orgs.models import Post, Unit
from kheo.orgs.states import Kind, Power
from tests.factories import PostFactory, UnitFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def agency():
    province = UnitFactory(path="001.", kind=Kind.PROVINCE, name="UBND tỉnh Nam Sơn")
    office = UnitFactory(path="001.001.", kind=Kind.AGENCY, parent=province, name="Văn phòng")
    UnitFactory(path="001.001.001.", parent=office, name="Phòng Tổng hợp")
    return office


@pytest.fixture
def page(page, live_server, agency):
    post = PostFactory(unit=agency, over=agency.parent, powers=[Power.ADMINISTER])
    client = Client()
    client.force_login(post.person.user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([cookie | {"url": live_server.url}])
    page.goto(live_server.url)
    return page


def test_a_unit_is_opened_in_the_tree_and_was_not_there_before(page, agency, album):
    page.get_by_role("link", name="Quản trị").click()
    page.get_by_role("link", name="Mở ra Văn phòng").click()
    expect(page.get_by_role("link", name="Phòng Tổng hợp")).to_be_visible()
    album.snap(page, "tree")

    page.get_by_role("link", name="Văn phòng", exact=True).click()
    page.get_by_role("link", name="Mở đơn vị trực thuộc").click()
    page.get_by_role("button", name="Mở đơn vị").click()
    expect(page.get_by_role("alert")).to_contain_text("Còn 3 chỗ cần sửa.")
    album.snap(page, "open-wrong")
    page.get_by_label("Tên đơn vị").fill("Phòng Dân vận")
    page.get_by_text("Phòng", exact=True).click()
    page.get_by_label("Mở từ ngày").fill("01/7/2025")
    page.get_by_role("button", name="Mở đơn vị").click()
    album.snap(page, "unit")
    page.get_by_role("link", name="Quản trị").first.click()
    page.locator("#moc").press("Home")
    expect(page.get_by_text("Đang xem cây đơn vị vào ngày 01/01/2020")).to_be_visible()
    album.snap(page, "past")

    assert Unit.objects.get(name="Phòng Dân vận").parent == agency


def test_a_head_is_added_and_given_a_power(page, live_server, agency, album):
    division = Unit.objects.get(name="Phòng Tổng hợp")
    page.goto(f"{live_server.url}/quan-tri/don-vi/{division.pk}/them-nguoi/")
    for label, typed in (
        ("Họ và tên", "Lò Thị Thanh"),
        ("Mã cán bộ", "CC001"),
        ("Chức vụ", "Trưởng phòng"),
        ("Từ ngày", "01/7/2025"),
        ("Năm sinh", "1990"),
    ):
        page.get_by_label(label, exact=True).fill(typed)
    for words in ("Là người đứng đầu đơn vị", "Công chức", "Nữ"):
        page.get_by_text(words, exact=True).click()
    page.get_by_role("button", name="Thêm người").click()
    page.get_by_role("link", name="Lò Thị Thanh").click()
    album.snap(page, "person")

    page.get_by_role("link", name="Trưởng phòng").click()
    page.get_by_role("link", name="Thay đổi quyền").click()
    page.get_by_text("Nhận văn bản, lập kế hoạch").click()
    album.snap(page, "powers")
    page.get_by_role("button", name="Lưu quyền").click()
    album.snap(page, "post")
    page.get_by_role("link", name="Quản trị").first.click()
    page.get_by_role("link", name="Người", exact=True).click()
    album.snap(page, "people")
    page.get_by_role("link", name="Phân công").click()
    album.snap(page, "register")

    assert Post.objects.get(title="Trưởng phòng").powers == ["plan"]
