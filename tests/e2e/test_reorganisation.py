"""The reorganisation of 1 July 2025 in a browser: a preview, the merge, a report as then and as now."""

import datetime as dt

import pytest
from django.test import Client
from playwright.sync_api import expect

from kheo.movement.s3_registration.actions.tally import Moves
from kheo.orgs.models import Unit
from kheo.orgs.states import Kind, Power
from tests.factories import (
    MovementFactory,
    PostFactory,
    RegistrationFactory,
    RoundFactory,
    SheetFactory,
    UnitFactory,
)

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def year():
    """A finished year in two communes: one person in each, one item of each."""
    province = UnitFactory(path="001.", kind=Kind.PROVINCE, name="UBND tỉnh Nam Sơn")
    communes = [
        UnitFactory(path=f"001.00{n}.", kind=Kind.COMMUNE, parent=province, name=name)
        for n, name in enumerate(("Xã Nà Pang", "Xã Nà Hỏi"), 1)
    ]
    movement = MovementFactory(unit=province, first_year=2024)
    movement.scope.set(communes)
    round_ = RoundFactory(movement=movement, year=2024, state="closed")
    for commune in communes:
        person = PostFactory(unit=commune, title="Chủ tịch UBND xã", is_head=True).person
        Unit.objects.filter(pk=commune.pk).update(staff=1)
        sheet = SheetFactory(
            round=round_, person=person, submitted_at=dt.datetime(2024, 3, 1, tzinfo=dt.UTC)
        )
        moves = Moves(round_)
        moves.count(RegistrationFactory(sheet=sheet, state="accepted"), "accepted")
        moves.add(commune, "people")
        moves.write()
    return round_


@pytest.fixture
def page(page, live_server, year):
    province = year.movement.unit
    post = PostFactory(unit=province, over=province, powers=[Power.ADMINISTER, Power.REPORT])
    client = Client()
    client.force_login(post.person.user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([cookie | {"url": live_server.url}])
    return page


def test_two_communes_become_one_and_the_report_is_read_both_ways(page, live_server, year, album):
    page.goto(f"{live_server.url}/quan-tri/sap-xep/")
    album.snap(page, "none-yet")
    page.get_by_role("link", name="Sáp nhập, hợp nhất").click()
    for name, typed in (
        ("sources", "Xã Nà Pang"),
        ("into", "Xã Nà Hỏi"),
        ("number", "122/QĐ-UBND"),
        ("issued_on", "20/6/2025"),
        ("issuer", "UBND tỉnh Nam Sơn"),
        ("effective_on", "01/7/2025"),
    ):
        page.locator(f"[name={name}]").fill(typed)
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("heading", name="Những gì sẽ thay đổi")).to_be_visible()
    album.snap(page, "preview")
    page.get_by_role("button", name="Ghi việc sắp xếp").click()
    expect(page.get_by_role("alert").first).to_contain_text("sẽ có 2 người đứng đầu")
    page.locator("label", has_text="Chủ tịch UBND xã, Xã Nà Hỏi").click()
    page.get_by_role("button", name="Ghi việc sắp xếp").click()
    expect(page.get_by_role("heading", name="Nhập Xã Nà Pang thành Xã Nà Hỏi")).to_be_visible()
    album.snap(page, "event")

    page.goto(f"{live_server.url}/phong-trao/{year.pk}/bao-cao/")
    expect(page.get_by_role("link", name="Xã Nà Pang")).to_be_visible()
    album.snap(page, "as-then")
    page.get_by_role("link", name="Quy về hiện nay").click()
    expect(page.get_by_role("link", name="Xã Nà Pang")).to_have_count(0)
    expect(page.locator("tbody tr")).to_contain_text(["Xã Nà Hỏi"])
    album.snap(page, "as-now")

    for place in ("quan-tri/cap/", "quan-tri/cum-khoi/", "quan-tri/cum-khoi/lap/"):
        page.goto(f"{live_server.url}/{place}")
        album.snap(page, place.split("/")[-2])
    assert Unit.objects.get(name="Xã Nà Pang").closed_on == dt.date(2025, 7, 1)
