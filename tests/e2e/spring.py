"""From the paper to the registrations in the hands of their two custodians."""

import datetime as dt
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.album import PHONE
from tests.e2e.cast import Stage, download, follow, press, says

PAPER = Path(__file__).parents[1] / "papers" / "life.txt"
MODEL = "Tổ tư vấn thủ tục lưu động"
FIRST, SECOND = "Hẹn giờ trả kết quả để bà con khỏi chờ", "In hai mặt mọi giấy tờ của phòng"
ITEMS = {
    FIRST: ("Tiếp nhận và trả kết quả hồ sơ", "Không ai chờ quá 15 phút"),
    SECOND: ("Soạn thảo, phát hành văn bản", "Bớt 30% số giấy của năm trước"),
}


def the_clerk_launches_a_paper(stage: Stage) -> None:
    snap = stage.album.snap
    door = stage.stranger()
    door.goto("/tai-khoan/login/")
    snap(door, "sign-in")
    page = stage.clerk
    snap(page, "desk-before-any-movement")
    page.get_by_role("navigation", name="Mục chính").get_by_role("link", name="Văn bản").click()
    snap(page, "papers-none")
    follow(page, "Nạp văn bản")
    snap(page, "upload")
    page.get_by_label("Văn bản phát động").set_input_files(PAPER)
    press(page, "Nạp và đọc")
    says(page, "Máy chỉ đề nghị")
    snap(page, "confirm-doubts")
    page.get_by_role("button", name="Nhận 25/3/2026").click()
    says(page, "Đã sửa thành")
    _take_every_doubt(page)
    press(page, "Xác nhận bản đọc")
    says(page, "Phát động từ")
    assert page.get_by_label("Nộp bản đăng ký").input_value() == "25/3/2026"
    page.get_by_label("Gửi kế hoạch năm").fill("20/3/2026")
    page.get_by_label("Gửi báo cáo năm").fill("14/12/2026")
    models = page.get_by_role("group", name="Mô hình của đơn vị")
    for label, number in (("tối thiểu", "1"), ("phấn đấu", "1"), ("tối đa", "2")):
        models.get_by_label(label).fill(number)
    page.get_by_label("Tất cả đơn vị trực thuộc").check()
    snap(page, "launch")
    press(page, "Phát động phong trào")
    says(page, "Đã phát động")
    snap(page, "directive")


def _take_every_doubt(page: Page) -> None:
    doubts = page.get_by_role("button", name="Nhận như trên giấy")
    for left in reversed(range(doubts.count())):
        doubts.first.click()
        expect(doubts).to_have_count(left)


def the_head_answers_with_a_plan(stage: Stage) -> None:
    page, snap = stage.head, stage.album.snap
    snap(page, "desk-of-the-head")
    page.goto("/thong-bao/")
    snap(page, "notices")
    stage.desk("head", "Xác nhận đã nhận văn bản")
    snap(page, "plan-awaited")
    press(page, "Xác nhận đã nhận")
    says(page, "Đã xác nhận nhận văn bản.")
    page.get_by_label("Lãnh đạo phụ trách").select_option("Nguyễn Hải Chung")
    page.get_by_label("Chuyên viên theo dõi").select_option("Phạm Thế Dương")
    page.get_by_label("Mục đích, yêu cầu, cách làm").fill("Mỗi tháng một phiên ở bản xa.")
    task = page.get_by_role("group", name="Việc 1")
    task.get_by_label("Làm gì").fill("Chọn ba bản ở xa trụ sở")
    task.get_by_label("Người làm").fill("Tổ tư vấn")
    task.get_by_label("Xong trước ngày").fill("15/4/2026")
    snap(page, "plan-writing")
    press(page, "Gửi kế hoạch")
    says(page, "Đã gửi kế hoạch năm.")
    snap(page, "plan-sent")
    assert download(page, "Word")[:2] == b"PK"


def the_head_registers_a_model(stage: Stage) -> None:
    page, snap = stage.desk("head", "Đơn vị chưa gửi bản đăng ký mô hình"), stage.album.snap
    follow(page, "Viết mô hình đầu tiên")
    page.get_by_label("Tên mô hình").fill(MODEL)
    page.get_by_label("Xây dựng hệ thống chính trị").check()
    page.get_by_label("Mục tiêu").fill("Mỗi tháng một phiên, 200 lượt người")
    page.get_by_label("Nội dung, cách làm").fill(
        "Hai người mang máy in xuống bản.\nBáo lịch trước."
    )
    page.get_by_label("Địa bàn, đối tượng thụ hưởng").fill("Ba bản vùng cao")
    page.get_by_label("Lực lượng tham gia").fill("Trưởng phòng chủ trì")
    page.get_by_label("Thực trạng, lý do lựa chọn").fill("Bản ở xa, người dân đi lại nhiều lần")
    page.get_by_label("Người phụ trách").fill("Trưởng phòng")
    page.get_by_label("Nguồn lực").fill("Một máy in, xe công vụ")
    page.get_by_label("Thời gian").fill("Từ tháng 4, xem lại tháng 7, đánh giá tháng 10")
    page.get_by_label("Sản phẩm, kết quả kiểm chứng được").fill("12 phiên có sổ ghi")
    page.get_by_label("Khả năng duy trì, nhân rộng").fill("Phân công luân phiên hằng quý")
    _finish(page, "30/10/2026")
    says(page, "Gửi một lần tất cả")
    press(page, "Gửi bản đăng ký")
    says(page, "Hai bản giấy")
    snap(page, "model-sent")


def _finish(page: Page, day: str) -> None:
    page.get_by_label("Có sáng kiến dễ làm").check()
    page.get_by_label("Hoàn thành trước ngày").fill(day)
    press(page, "Lưu và xem lại")


def a_member_registers_two_items_on_a_phone(stage: Stage) -> None:
    page, snap = stage.member, stage.album.snap
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    snap(page, "desk-of-a-member")
    stage.desk("member", "Bạn chưa gửi bản đăng ký")
    snap(page, "sheet-empty")
    follow(page, "Viết nội dung đầu tiên")
    for title, (duty, target) in ITEMS.items():
        if title == SECOND:
            follow(page, "Thêm nội dung")
        page.get_by_label("Việc cụ thể sẽ làm").fill(title)
        page.get_by_label("Gắn với nhiệm vụ").fill(duty)
        page.get_by_label("Mục tiêu").fill(target)
        if title == SECOND:
            snap(page, "item-writing")
        _finish(page, "30/9/2026")
        page.get_by_role("link", name=title).wait_for()
    snap(page, "sheet-draft")
    press(page, "Gửi bản đăng ký")
    says(page, "Hai bản giấy")
    snap(page, "sheet-sent")
    assert download(page, "In 2 bản (PDF)")[:4] == b"%PDF"
    assert download(page, "Word")[:2] == b"PK"


def the_registrations_are_taken_in(stage: Stage) -> None:
    snap = stage.album.snap
    page = stage.desk("head", "2 nội dung chờ ghi nhận")
    snap(page, "registrations-to-accept")
    page.get_by_label("Chọn cả trang").check()
    press(page, "Ghi nhận")
    says(page, "Đã ghi nhận 2 nội dung.")
    page.get_by_role("link", name="Trả lại").click()
    says(page, "Không còn nội dung nào ở mục này")
    snap(page, "registrations-empty-filter")
    page = stage.step("clerk", "Đăng ký")
    snap(page, "registrations")
    follow(page, "Mô hình đơn vị")
    page.get_by_role("link", name="Phòng Tổng hợp").click()
    says(page, "Ba bản vùng cao")
    press(page, "Ghi nhận")
    says(page, "Đã ghi nhận")
    snap(page, "model")
    page = stage.desk("clerk", "chưa ghi sổ nhận bản 2")
    page.get_by_label("Chọn cả trang").check()
    press(page, "Ghi sổ nhận bản 2")
    page = stage.desk("secretary", "bản 1 chưa ghi sổ nhận")
    snap(page, "copies")
    page.get_by_label("Chọn cả trang").check()
    press(page, "Ghi sổ nhận")
    says(page, "Đã ghi sổ nhận")
    snap(page, "copies-none")


def the_clerk_reminds_who_is_missing(stage: Stage) -> None:
    stage.clock.move_to(dt.datetime(2026, 3, 26, 2, tzinfo=dt.UTC))
    page, snap = stage.desk("clerk"), stage.album.snap
    snap(page, "desk-of-the-clerk")
    stage.desk("clerk", "người chưa đăng ký")
    snap(page, "missing")
    follow(page, "Phòng Tổng hợp")
    snap(page, "missing-in-a-unit")
    press(page, "Đôn đốc cả đơn vị")
    says(page, "Đã nhắc")
