"""Points, recognition, commendation, the certificate and its public proof."""

import datetime as dt

from playwright.sync_api import Page

from tests.e2e.cast import Stage, download, follow, press, says
from tests.e2e.spring import FIRST, MODEL

FORM = "Giấy khen của Chánh Văn phòng"
REASON = "Minh chứng mới có một ảnh."


def give_the_most(page: Page) -> None:
    """Fill every box of points with the most that its line takes."""
    for row in page.get_by_role("row").filter(has=page.get_by_label("Điểm dòng")).all():
        row.get_by_label("Điểm dòng").fill(row.get_by_role("cell").nth(1).inner_text())


def the_owners_score_themselves(stage: Stage) -> None:
    stage.clock.move_to(dt.datetime(2026, 11, 9, 2, tzinfo=dt.UTC))
    for role, title in (("member", FIRST), ("head", MODEL)):
        page = stage.step(role, "Thẩm định")
        if role == "member":
            stage.album.snap(page, "review-mine")
        page.get_by_role("listitem").filter(has_text=title).get_by_role("button").click()
        says(page, "Gửi điểm tự chấm")
        give_the_most(page)
        if role == "member":
            stage.album.snap(page, "review-self")
        press(page, "Gửi điểm tự chấm")
        says(page, "Đã gửi bản tự chấm để thẩm định.")


def the_appraiser_changes_one_line(stage: Stage) -> None:
    for title in (FIRST, MODEL):
        page = stage.step("appraiser", "Thẩm định")
        if title == FIRST:
            stage.album.snap(page, "reviews")
        follow(page, title)
        page.get_by_label("Điểm dòng 1.1").fill("4")
        if title == FIRST:
            press(page, "Gửi điểm thẩm định")
            says(page, "cần ghi lý do")
            stage.album.snap(page, "review-check-without-reason")
        reason = page.get_by_label("Lý do dòng 1.1")
        if not reason.is_visible():
            page.get_by_text("Ghi lý do nếu đổi điểm").first.click()
        reason.fill(REASON)
        press(page, "Gửi điểm thẩm định")
        says(page, "Đã gửi điểm thẩm định lên hội đồng.")


def the_council_recognises(stage: Stage) -> None:
    for title in (FIRST, MODEL):
        page = stage.step("leader", "Thẩm định")
        follow(page, title)
        page.get_by_label("Ý kiến của hội đồng").fill(
            "Nhất trí, theo biên bản số 03 ngày 9/11/2026."
        )
        if title == FIRST:
            stage.album.snap(page, "review-council")
        press(page, "Công nhận")
        says(page, "Đã công nhận mức")
    stage.album.snap(page, "review-recognised")
    follow(stage.step("leader", "Thẩm định"), "Xếp hạng")
    stage.album.snap(page, "ranking")


def the_appraiser_proposes(stage: Stage) -> None:
    snap = stage.album.snap
    page = stage.step("leader", "Khen thưởng")
    follow(page, "Hình thức khen")
    page.get_by_label("Tên hình thức").fill(FORM)
    page.get_by_label("Văn bản quy định").fill("Quy chế thi đua, khen thưởng của Văn phòng")
    page.get_by_label("Dùng từ ngày").fill("1/1/2026")
    press(page, "Thêm")
    says(page, "Đã thêm hình thức")
    snap(page, "award-forms")
    page = stage.step("appraiser", "Khen thưởng")
    snap(page, "commendation-none")
    page.get_by_role("button", name="Lập đề nghị").first.click()
    says(page, "Chọn thành tích đề nghị khen")
    page.get_by_label("Chọn cả trang").check()
    snap(page, "choose")
    press(page, "Thêm vào danh sách")
    says(page, "Danh sách đề nghị")
    assert download(page, "Danh sách trích ngang")[:2] == b"PK"
    assert download(page, "Tờ trình")[:2] == b"PK"
    snap(page, "proposal")
    press(page, "Trình đề nghị")
    says(page, "Đã trình đề nghị.")


def the_leader_decides(stage: Stage) -> str:
    """Return the code that the certificate of the item carries."""
    snap = stage.album.snap
    page = stage.step("leader", "Khen thưởng")
    page.get_by_role("link", name="Văn phòng UBND tỉnh Nam Sơn").click()
    follow(page, "Ban hành quyết định")
    snap(page, "decide")
    press(page, "Ban hành")
    says(page, "Đã ban hành quyết định")
    snap(page, "decided")
    assert download(page, "Quyết định, bản Word")[:2] == b"PK"
    assert download(page, "Tất cả giấy, một tệp PDF")[:4] == b"%PDF"
    row = page.get_by_role("row").filter(has_text="Phạm Thế Dương")
    code = row.get_by_role("cell").last.inner_text()
    row.get_by_role("link").first.click()
    snap(page, "award")
    assert download(page, "Giấy, bản PDF")[:4] == b"%PDF"
    follow(stage.step("leader", "Khen thưởng"), "Sổ vàng")
    snap(page, "register-of-honours")
    return code


def anybody_checks_the_certificate(stage: Stage, code: str) -> None:
    page, snap = stage.stranger(), stage.album.snap
    page.goto("/xac-minh/")
    snap(page, "verify-box")
    page.get_by_label("Mã tra cứu").fill(code)
    press(page, "Tra cứu")
    says(page, "Phạm Thế Dương")
    says(page, "Còn hiệu lực")
    snap(page, "verify-valid")
    page.goto("/xac-minh/AAAABBBBCCCC/")
    says(page, "Không có giấy nào")
    snap(page, "verify-unknown")
