"""An invented office, its people with their passwords, and their browsers."""

import datetime as dt
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Page

from kheo.movement.s5_review import actions as reviewing
from kheo.orgs.models import Person, Post, Unit
from kheo.orgs.queries import actor_of
from kheo.orgs.states import Kind, Line, Power, Staff
from tests.e2e.album import PATIENCE, WIDE, Album
from tests.factories import PostFactory, UnitFactory

LONG_AGO = dt.date(2005, 1, 1)
HEADS = {"Trưởng phòng", "Giám đốc", "Bí thư Chi bộ", "Chánh Văn phòng"}
PASSWORD = "thi-dua-2026"
HEAD = (Power.PLAN, Power.MODEL, Power.OVERSEE, Power.REPORT)
CLERK = (Power.LAUNCH, Power.FILE, Power.OVERSEE, Power.PLAN, Power.REPORT)
JUDGE = (Power.APPRAISE, Power.COUNCIL, Power.COMMEND)
ALL = tuple(p for p in Power if p != Power.ADMINISTER)


def unit(path: str, name: str, kind: Kind, parent: Unit | None = None, **more) -> Unit:
    facts = {"path": path, "name": name, "kind": kind, "parent": parent, "opened_on": LONG_AGO}
    return UnitFactory(**(facts | more))


def seat(place: Unit, title: str, *powers: Power, over: Unit | None = None, **person) -> Post:
    """Put somebody with an account and a password in a post."""
    facts = {f"person__{name}": value for name, value in person.items()}
    post = PostFactory(
        unit=place,
        over=over or place,
        title=title,
        powers=list(powers),
        since=LONG_AGO,
        is_head=title in HEADS,
        **facts,
    )
    user = post.person.user
    user.set_password(PASSWORD)
    user.save()
    Unit.objects.filter(pk=place.pk).update(staff=Person.objects.filter(unit=place).count())
    return post


def office() -> dict[str, Post]:
    """Make the office; return its people by role, each able to sign in."""
    province = unit("001.", "UBND tỉnh Nam Sơn", Kind.PROVINCE)
    agency = unit(
        "001.001.", "Văn phòng UBND tỉnh Nam Sơn", Kind.AGENCY, province,
        symbol="VPUBND", place="Nam Sơn",
    )  # fmt: skip
    division = unit("001.001.001.", "Phòng Tổng hợp", Kind.DIVISION, agency)
    centre = unit("001.001.002.", "Trung tâm Tin học", Kind.CENTRE, agency)
    focal = unit("001.001.003.", "Phòng Hành chính - Tổ chức", Kind.DIVISION, agency, is_focal=True)
    cell = unit("900.", "Chi bộ Tổng hợp", Kind.CELL, line=Line.PARTY)
    people = {
        "clerk": seat(focal, "Chuyên viên", *CLERK, over=agency, full_name="Lò Thị Thanh"),
        "head": seat(division, "Trưởng phòng", *HEAD, full_name="Nguyễn Hải Chung"),
        "member": seat(division, "Chuyên viên", full_name="Phạm Thế Dương", cell=cell),
        "worker": seat(division, "Nhân viên", full_name="Đỗ Gia Huy", staff=Staff.WORKER),
        "secretary": seat(cell, "Bí thư Chi bộ", Power.OVERSEE, full_name="Quàng Thị Giang"),
        "appraiser": seat(agency, "Phó Chánh Văn phòng", *JUDGE, full_name="Trần Kim Dung"),
        "leader": seat(agency, "Chánh Văn phòng", *ALL, full_name="Đặng Văn Bình"),
        "centre": seat(centre, "Giám đốc", *HEAD, full_name="Ma Văn Lâm"),
    }
    reviewing.ship_samples(agency, by=actor_of(people["leader"]))
    return people


@dataclass
class Stage:
    """Everybody at their own browser, the address of the site, the clock and the album."""

    browser: Browser
    url: str
    clock: object
    album: Album
    people: dict[str, Post]
    pages: dict[str, Page] = field(default_factory=dict)
    contexts: list[BrowserContext] = field(default_factory=list)

    def __getattr__(self, role: str) -> Page:
        """Return the page that the person with *role* has open, signed in on first use."""
        if role not in self.people:
            raise AttributeError(role)
        if role not in self.pages:
            self.pages[role] = self.sign_in(self.stranger(), self.people[role])
        return self.pages[role]

    def stranger(self) -> Page:
        """Open a browser where nobody is signed in."""
        viewport = dict(zip(("width", "height"), WIDE, strict=True))
        context = self.browser.new_context(locale="vi-VN", base_url=self.url, viewport=viewport)
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        page = context.new_page()
        self.album.watch(page)
        return page

    def sign_in(self, page: Page, post: Post) -> Page:
        page.goto("/")
        page.get_by_role("banner").get_by_role("link", name="Đăng nhập").click()
        page.get_by_label("Tên đăng nhập").fill(post.person.user.username)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập", exact=True).click()
        page.get_by_role("heading", level=1, name="Bàn làm việc").wait_for()
        return page

    def desk(self, role: str, act: str = "") -> Page:
        """Open the desk of *role*; follow the line of the to-do list that says *act*."""
        page = getattr(self, role)
        page.goto("/")
        if act:
            page.locator("li").filter(has_text=act).get_by_role("link").first.click()
        return page

    def step(self, role: str, name: str) -> Page:
        """Go to a step by the line of the eight; to the line by the menu where it is not there."""
        page = getattr(self, role)
        steps = page.get_by_role("navigation", name="Tám bước của phong trào")
        if not steps.is_visible():
            menu = page.get_by_role("navigation", name="Mục chính")
            if not menu.is_visible():
                page.get_by_role("button", name="Mục lục").click()
            menu.get_by_role("link", name="Phong trào").click()
            page.get_by_role("main").get_by_role("link", name="2026", exact=True).click()
        steps.get_by_role("link", name=name).click()
        page.wait_for_load_state()
        return page


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()


def says(page: Page, words: str) -> None:
    """Wait until the page says *words*."""
    page.get_by_text(words).first.wait_for()


def download(page: Page, name: str) -> bytes:
    """Press a link that gives a file; return the file."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name, exact=True).first.click()
    return waiting.value.path().read_bytes()
