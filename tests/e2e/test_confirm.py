"""The confirm page walked by a clerk: link, judge, repair, add, by hand, by keys, on a phone."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from kheo.movement.models import Directive
from kheo.movement.s1_directive import actions
from kheo.orgs.queries import actor_of
from kheo.orgs.states import Kind, Power
from tests.e2e.album import PATIENCE
from tests.factories import PostFactory, UnitFactory
from tests.factories.directive import PAPER
from tests.scenarios.walks import PAPERS, SEEDS

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
# What a file loses on the way out of some programs: letters of one font, blanks left in place.
LOST = str.maketrans(dict.fromkeys("ớồắÒòCộ", " "))


def damaged(text: str) -> str:
    """Return *text* as corpus papers come: from its second part on, letters of one font gone."""
    half = text.index("\n", len(text) // 4)
    return text[:half] + text[half:].translate(LOST)


def sources():
    own = {f"own-{p.stem}": p.read_text() for p in sorted(PAPERS.glob("00[04]*.txt"))}
    seeds = {f"seed-{p.stem[:3]}": p.read_text() for p in sorted(SEEDS.glob("00[04]*.txt"))}
    return own | seeds | {"damaged": damaged((PAPERS / "001.txt").read_text())}


TEXTS = sources()


class Reader:
    """A clerk with a paper read, and the page on which they confirm it."""

    def __init__(self, page, address):
        self.page, self.address = page, address
        agency = UnitFactory(name="Văn phòng UBND tỉnh Nam Sơn", kind=Kind.AGENCY, path="001.")
        post = PostFactory(unit=agency, powers=[Power.LAUNCH], person__full_name="Lò Thị Thanh")
        self.by, self.agency = actor_of(post), agency
        client = Client()
        client.force_login(post.person.user)
        cookie = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": address}])

    def read(self, text: str) -> Directive:
        self.directive = actions.read(text.encode(), "van-ban.txt", by=self.by, unit=self.agency)
        self.open()
        return self.directive

    def open(self, **more: str) -> None:
        path = reverse("directive:confirm", args=[self.directive.pk])
        self.page.goto(self.address + path, **more)

    def fact(self, kind: str):
        return self.directive.facts.filter(kind=kind).first()

    def row(self, fact):
        return self.page.locator(f"#d{fact.pk}")

    def mark(self, fact):
        return self.page.locator(f"#f{fact.pk}")

    def settled(self) -> None:
        """Wait until what was swapped in answers: what is pressed in the moment before is lost."""
        expect(self.page.locator(".htmx-added, .htmx-settling, .htmx-request")).to_have_count(0)

    def said(self, words: str) -> None:
        self.page.locator("#said", has_text=words).wait_for(state="attached")


@pytest.fixture
def clerk(page, live_server):
    return Reader(page, live_server.url)


@pytest.mark.parametrize("name", TEXTS)
def test_the_page_of_each_paper_is_read_confirmed_and_found_without_fault(clerk, album, name):
    directive = clerk.read(TEXTS[name])
    page = clerk.page

    album.snap(page, f"{name}-read")
    if directive.repairs.exists():
        page.get_by_role("button", name=re.compile("^Nhận cả .* chữ máy chắc$")).click()
        clerk.said("chữ chữa")
    while (asked := page.locator("#mends button[name=right]")).count():
        keys = asked.first.get_attribute("value")
        asked.first.click()
        page.locator(f"#mends button[name=right][value='{keys}']").wait_for(state="detached")
    page.get_by_role("button", name="dữ kiện đã rõ").click()
    clerk.said("dữ kiện đã rõ")
    while page.locator(".doubt:not([data-done])").count():
        row = page.locator(".doubt:not([data-done])").first
        key = row.get_attribute("id")
        row.locator("[data-act=a], [data-act=x]").first.click()
        page.locator(f"#{key}[data-done]").wait_for()
    album.snap(page, f"{name}-answered")
    page.get_by_role("button", name="Xác nhận bản đọc").click()
    page.get_by_role("heading", level=1, name=re.compile("Phát động")).wait_for()

    directive.refresh_from_db()
    assert directive.state == "confirmed"


def test_a_press_in_the_paper_leads_to_the_draft_and_back(clerk):
    clerk.read(TEXTS["own-000"])
    fact = clerk.fact("staff")

    clerk.mark(fact).click()
    there = clerk.row(fact).get_attribute("data-on")
    clerk.row(fact).locator("a.fact").press("Enter")

    assert there == ""
    assert clerk.page.url.endswith(f"#f{fact.pk}")
    expect(clerk.mark(fact)).to_be_in_viewport()
    expect(clerk.mark(fact)).to_have_attribute("data-on", "")


def test_a_space_presses_a_link_and_focus_alone_shows_the_other_side(clerk):
    clerk.read(TEXTS["own-000"])
    first, last = clerk.directive.facts.first(), clerk.directive.facts.last()

    clerk.mark(last).press(" ")
    expect(clerk.row(last)).to_be_in_viewport()
    clerk.row(first).focus()

    expect(clerk.mark(first)).to_have_attribute("data-on", "")
    expect(clerk.mark(first)).to_be_in_viewport()


def test_facts_that_overlap_take_turns(clerk):
    clerk.read(
        "Kế hoạch\nGiao Phòng Tổng hợp tham mưu tổ chức sơ kết trước ngày 15/10/2026 tại cơ quan.\n"
    )
    inner, outer = clerk.fact("deadline"), clerk.fact("duty")

    clerk.mark(inner).click()
    expect(clerk.row(inner)).to_have_attribute("data-on", "")
    clerk.mark(inner).click()

    expect(clerk.row(outer)).to_have_attribute("data-on", "")
    expect(clerk.mark(inner)).to_have_attribute("data-on", "")


def test_the_keys_walk_the_facts_and_judge_them(clerk):
    clerk.read(TEXTS["own-000"])
    rows = clerk.page.locator("[data-row]")
    keys = clerk.page.keyboard

    keys.press("j")
    keys.press("a")
    clerk.said("Đã ")
    first = rows.first.get_attribute("id")
    expect(clerk.page.locator(f"#{first}[data-done]")).to_be_visible()
    expect(rows.nth(1)).to_be_focused()  # what is settled lets the hand go on
    keys.press("k")
    expect(rows.first).to_be_focused()
    keys.press("u")
    clerk.said("Đã hoàn tác")
    expect(rows.first).to_be_focused()
    keys.press("x")
    clerk.said("Đã bỏ")
    expect(rows.nth(1)).to_be_focused()
    keys.press("ArrowDown")
    expect(rows.nth(2)).to_be_focused()

    assert clerk.directive.facts.get(pk=int(first[1:])).verdict == "struck"


def test_the_keys_are_listed_and_may_be_turned_off(clerk):
    clerk.read(TEXTS["own-000"])
    page = clerk.page

    page.keyboard.press("?")
    page.get_by_role("dialog").get_by_label("Dùng phím tắt").uncheck(force=True)
    page.keyboard.press("Escape")
    clerk.open()
    page.keyboard.press("j")

    assert page.locator("[data-row]:focus").count() == 0


def test_an_editor_opens_in_its_row_keeps_a_refused_day_and_closes_by_a_key(clerk):
    clerk.read(PAPER)
    fact, page = clerk.fact("deadline"), clerk.page
    row = clerk.row(fact)

    row.focus()
    page.keyboard.press("e")
    box = row.get_by_label("Ngày", exact=False).first
    expect(box).to_be_focused()
    box.fill("31/2/2014")
    box.press("Enter")
    expect(row.get_by_text("Đang ghi “31/2/2014”")).to_be_visible()
    clerk.settled()
    kept = box.input_value()
    box.press("Escape")
    expect(row.get_by_role("button", name="Nhận 25/3/2014")).to_be_visible()
    clerk.settled()
    row.get_by_role("button", name="Nhận 25/3/2014").click()
    clerk.said("Đã sửa")

    fact.refresh_from_db()
    assert (kept, fact.confirmed["iso"]) == ("31/2/2014", "2014-03-25")


def test_words_selected_in_the_paper_become_a_fact(clerk):
    clerk.read(PAPER)
    page = clerk.page

    page.evaluate(
        """() => {
        const range = document.createRange();
        const walk = document.createTreeWalker(document.querySelector(".sheet"), NodeFilter.SHOW_TEXT);
        while (walk.nextNode()) {
          const at = walk.currentNode.data.indexOf("công chức, viên chức");
          if (at >= 0) { range.setStart(walk.currentNode, at); range.setEnd(walk.currentNode, at + 9); break; }
        }
        getSelection().removeAllRanges(); getSelection().addRange(range);
        }"""
    )
    page.get_by_role("button", name="Thêm dữ kiện từ chữ đã chọn").click()
    kind = page.get_by_label("Là dữ kiện gì")
    expect(kind).to_be_focused()
    kind.select_option("topic")
    page.get_by_role("button", name="Tiếp").click()
    page.get_by_role("button", name="Lưu dữ kiện").click()
    clerk.said("Đã thêm")

    fact = clerk.directive.facts.get(added=True)
    assert (fact.kind, fact.value["text"]) == ("topic", "công chức")
    assert clerk.directive.document.text[fact.start : fact.end] == "công chức"


def test_a_repaired_word_shows_what_the_paper_had_and_is_given_back(clerk):
    clerk.read(TEXTS["damaged"])
    page, repair = clerk.page, clerk.directive.repairs.first()
    shown = page.locator(f"#r{repair.pk}").first

    assert repair.right in shown.inner_text()
    assert repair.found in page.locator(".sheet").inner_text()  # for a screen reader
    item = page.locator(".mends > li", has=page.locator(f"#m{repair.pk}"))
    group = page.locator("details", has=item).first
    if not item.is_visible():
        group.locator("summary").first.click()
    item.get_by_role("button", name=re.compile("^Không phải")).first.click()
    clerk.said("về như trên giấy")

    repair.refresh_from_db()
    assert repair.verdict == "struck"
    expect(group).to_have_attribute("open", "")


def test_on_a_phone_two_tabs_keep_the_place(clerk):
    clerk.page.set_viewport_size({"width": 360, "height": 740})
    clerk.read(TEXTS["own-000"])
    page, fact = clerk.page, clerk.directive.facts.last()
    more = clerk.row(fact)

    more.scroll_into_view_if_needed()
    more.locator("a.fact").click()
    expect(clerk.mark(fact)).to_be_in_viewport()
    expect(more).to_be_hidden()
    page.get_by_text("Bản nháp", exact=True).click()

    expect(more).to_be_in_viewport()


@pytest.mark.parametrize("width", (360, 1280))
def test_without_scripts_links_and_forms_do_it_all(browser, live_server, width):
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": width, "height": 740}
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    clerk = Reader(page, live_server.url)
    clerk.read(PAPER)
    deadline, number = clerk.fact("deadline"), clerk.fact("number")

    clerk.row(number).locator("a.fact").click()
    expect(clerk.mark(number)).to_be_in_viewport()
    clerk.row(deadline).get_by_role("button", name="Nhận 25/3/2014").click()
    clerk.row(number).get_by_role("link", name=re.compile("^Sửa")).click()
    clerk.row(number).get_by_role("textbox").fill("88/VP-HCTC")
    clerk.row(number).get_by_role("button", name="Lưu chỗ sửa").click()
    page.get_by_label("Những chữ trên văn bản").fill("tiết kiệm điện")
    page.get_by_label("Là dữ kiện gì").select_option("criterion")
    page.get_by_role("button", name="Tiếp").click()
    page.get_by_role("button", name="Lưu dữ kiện").click()

    number.refresh_from_db()
    assert number.confirmed == "88/VP-HCTC"
    assert clerk.directive.facts.get(added=True).kind == "criterion"
    context.close()
